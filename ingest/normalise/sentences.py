"""Cut a text into sentences, well enough to say which dates stand together.

Rule: pure, linear. A wrong cut costs an inference, never a fact.
"""
# ruff: noqa: RUF001  signs of many scripts

import re

_END = re.compile(r"(?<=[.!?…։。])[\"'”’»)]*\s+(?=[\"'“‘«(\[]?[^\W\d_a-zа-яёա-և])|\n+")


def sentences_of(text: str) -> tuple[str, ...]:
    """Return the sentences of a text, in order.

    >>> sentences_of("It began on Sept. 27. Nobody slept.")
    ('It began on Sept. 27.', 'Nobody slept.')
    """
    return tuple(piece.strip() for piece in _END.split(text) if piece.strip())
