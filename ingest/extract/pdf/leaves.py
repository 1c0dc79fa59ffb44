"""The pages of a PDF as lines with their places, as PDFium sees them.

Rule: the only module that calls PDFium; nothing of a page is drawn, no script in it runs, nothing is fetched.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from pypdfium2 import PdfDocument, PdfiumError, PdfTextPage

MOST_PAGES = 3000
MOST_LETTERS = 5_000_000
MOST_ON_PAGE = 200_000
"""A page of a newspaper, set as small as can be read, has a tenth of that."""
_LOCKED = frozenset({4, 5})
"""PDFium's errors for a password, and for a lock that it does not know."""
_HYPHEN = "\x02"
"""How PDFium gives a hyphen at the end of a line, behind which it goes on with the next line."""
CUT = "\u00ad"
"""Stands where a word was cut at the end of a line."""
_UNSEEN = str.maketrans({"\ufffe": CUT, _HYPHEN: CUT, "\0": None})


_RIGHT_TO_LEFT = re.compile(r"[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff]")


class LockedPdf(Exception):
    """It cannot be opened without a password."""


class BrokenPdf(Exception):
    """It cannot be opened at all."""


class CrowdedPdf(Exception):
    """It holds more letters than anybody reads."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a page. Places are in points from the lower left corner of the page."""

    text: str
    left: float
    right: float
    bottom: float
    top: float
    foot: float
    """Top of its last letters: lower than `top` where PDFium joined a word that was cut at the end of the line."""

    @property
    def height(self) -> float:
        """Return the height of its letters, as the font has it."""
        return self.top - self.bottom

    @property
    def runs_left(self) -> bool:
        """Return whether it is written from right to left."""
        return bool(_RIGHT_TO_LEFT.search(self.text))


@dataclass(frozen=True, slots=True)
class Leaf:
    """A page of a PDF."""

    number: int
    """From 1."""
    height: float
    lines: tuple[Line, ...]
    """In the order in which the PDF draws them, which is mostly that of reading."""
    is_whole: bool = True
    """False where it could not be read."""


@dataclass(frozen=True, slots=True)
class Book:
    """A PDF."""

    leaves: tuple[Leaf, ...]
    info: dict[str, str]
    """What it says of itself: `Title`, `Author`, `CreationDate`, ..."""


def open_book(payload: bytes) -> Book:
    """Return the pages of a PDF.

    Raises: LockedPdf, BrokenPdf, CrowdedPdf.
    """
    try:
        document = PdfDocument(payload)
    except PdfiumError as error:
        if getattr(error, "err_code", None) in _LOCKED:
            raise LockedPdf from error
        raise BrokenPdf from error
    try:
        return Book(tuple(_leaves(document)), document.get_metadata_dict(skip_empty=True))
    finally:
        document.close()


def _leaves(document: PdfDocument) -> Iterator[Leaf]:
    letters = 0
    for number in range(1, min(len(document), MOST_PAGES) + 1):
        try:
            leaf = _leaf(document, number)
        except PdfiumError:
            leaf = Leaf(number, 0, (), is_whole=False)
        letters += sum(len(line.text) for line in leaf.lines)
        if letters > MOST_LETTERS:
            raise CrowdedPdf
        yield leaf


def _leaf(document: PdfDocument, number: int) -> Leaf:
    page = document[number - 1]
    try:
        words = page.get_textpage()
        try:
            return Leaf(number, page.get_height(), tuple(_lines(words)))
        finally:
            words.close()
    finally:
        page.close()


def _lines(words: PdfTextPage) -> Iterator[Line]:
    """Yield the lines of a page; without places where letters and places do not go together one by one."""
    count = words.count_chars()
    if count > MOST_ON_PAGE:
        raise CrowdedPdf
    text = words.get_text_range() if count > 0 else ""
    has_places = len(text) == count
    at = 0
    for written in text.splitlines(keepends=True):
        line = written.rstrip()
        first = at + len(line) - len(line.lstrip())
        if line.strip():
            yield _line(words, line, first, at + len(line) - 1) if has_places else Line(_seen(line), 0, 0, 0, 0, 0)
        at += len(written)


def _line(words: PdfTextPage, line: str, first: int, last: int) -> Line:
    left, bottom, _, top = words.get_charbox(first, loose=True)
    other, _, right, foot = words.get_charbox(last, loose=True)
    return Line(_seen(line), min(left, other), max(left, right), bottom, top, foot)


def _seen(line: str) -> str:
    return line.translate(_UNSEEN).strip()
