"""What sets pages in tests of its failures: as the real one, but some words are too much for it."""

from collections.abc import Callable

from exports.dossier.press import child

TOO_MUCH = "unsettable"
"""An article with this word cannot be set but plainly."""

BEYOND = "unprintable"
"""One with this word, not even so."""


def setter(css: str) -> Callable[[bytes], bytes]:
    """Return the function that sets parts in a style, or fails."""
    work = child.setter(css)

    def set_part(body: bytes) -> bytes:
        html = child.Order.unpack(body).html
        is_article = 'class="article"' in html
        if is_article and (BEYOND in html or (TOO_MUCH in html and 'class="facts"' in html)):
            raise ValueError("no type for that")
        return work(body)

    return set_part
