"""Cut a text into sentences, well enough to say which dates stand together.

Rule: pure, linear. A wrong cut costs an inference, never a fact.
"""
# ruff: noqa: RUF001, RUF002  signs of many scripts

import re

_END = re.compile(
    r"(?<=[.!?…։؟۔।。])[\"'”’»)]*\s+(?=[\"'“‘«(\[]?[^\W\d_a-zа-яёա-և])|\n+"
    r"|(?<=[。！？])(?![。！？」』）》”])|(?<=[。！？][」』）》”])"
)
"""An end sign before a space and a capital, or a letter without case; in Chinese and Japanese the sign alone."""


def sentences_of(text: str) -> tuple[str, ...]:
    """Return the sentences of a text, in order.

    >>> sentences_of("It began on Sept. 27. Nobody slept.")
    ('It began on Sept. 27.', 'Nobody slept.')
    >>> sentences_of("雨停了。市长说：“回家吧。”他走了。")
    ('雨停了。', '市长说：“回家吧。”', '他走了。')
    """
    return tuple(piece.strip() for piece in _END.split(text) if piece.strip())
