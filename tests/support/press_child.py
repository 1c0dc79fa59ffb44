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


def listless(css: str) -> Callable[[bytes], bytes]:
    """Return the function that sets articles, and of all else nothing that has a table or a list in it."""
    work = child.setter(css)

    def set_part(body: bytes) -> bytes:
        html = child.Order.unpack(body).html
        if '<section class="article"' not in html and ("<table" in html or "<ol" in html):
            raise ValueError("no patience for lists")
        return work(body)

    return set_part
