"""Lines of a text dump: split and freed of marks.

Rule: pure; no line is lost, and each keeps the number and the place it had in the dump.
"""
# ruff: noqa: RUF001  signs of many scripts

import re
from dataclasses import dataclass

_BULLET = re.compile(r"^(?P<bullet>[•◦▪■●○‣⁃∙·]|[*+](?=\s)|[-–—](?=\s+\S))\s*(?=\S)")
_MARK = re.compile(r"^(?P<mark>#{1,6})\s+(?=\S)")
_BREAKS = re.compile(r"\r\n|[\n\r\x0b\x0c\x85\u2028\u2029]")
_EMPHASIS = re.compile(r"(?P<sign>\*{1,3}|_{1,2})(?=\S)(?P<words>[^*_]+)(?<=\S)(?P=sign)")
_TAB = 4


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a dump, or several that were one before wrapping."""

    text: str
    """White space folded; without bullet and heading mark."""
    number: int
    """Number of its first line in the dump, from 1."""
    bullet: str
    """The list sign it opens with, or ''."""
    mark: str
    """The heading mark it opens with (`#`, `##`), or ''."""
    gap: bool
    """True where an empty line stands before it."""
    indent: int
    """Columns of white space before it."""
    laid: str
    """As it stands in the dump, inner white space kept; '' where it was joined of several."""

    @property
    def extent(self) -> int:
        """Return the column at which it ends in the dump."""
        return len(self.laid)


def opens_low(text: str) -> bool:
    """Return whether a text opens with a small letter, as what goes on does. Letters of one case alone tell nothing.

    >>> opens_low("and more"), opens_low("And more"), opens_low("და მეტი")
    (True, False, False)
    """
    return text[:1].islower() and text[:1] != text[:1].title()


def lines_of(text: str) -> tuple[Line, ...]:
    """Return the lines of a dump that are not empty."""
    found: list[Line] = []
    gap = False
    for number, raw in enumerate(_BREAKS.split(text), start=1):
        seen = raw.replace("\u200b", "").replace("\ufeff", "")
        bare = " ".join(seen.split())
        if not bare:
            gap = True
            continue
        found.append(_line(seen.expandtabs(_TAB).rstrip(), bare, number, gap=gap))
        gap = False
    return tuple(found)


def _line(laid: str, bare: str, number: int, *, gap: bool) -> Line:
    emphasis = _EMPHASIS.fullmatch(bare)
    bare = emphasis["words"] if emphasis is not None else bare
    bullet = _BULLET.match(bare)
    mark = _MARK.match(bare)
    text = bare[bullet.end() :] if bullet is not None else bare[mark.end() :] if mark is not None else bare
    return Line(
        text=text,
        number=number,
        bullet=bullet["bullet"] if bullet is not None else "",
        mark=mark["mark"] if mark is not None else "",
        gap=gap,
        indent=len(laid) - len(laid.lstrip()),
        laid=laid,
    )
