"""Join the steps: pages, running lines, paragraphs, the rules for text dumps, what the PDF says of itself.

Rule: pure; a PDF's bytes in, `Draft` out.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from ingest.extract.draft import Draft
from ingest.extract.dump import extract_dump
from ingest.extract.pdf.growth import grows_too_large
from ingest.extract.pdf.info import info_facts, title_of
from ingest.extract.pdf.leaves import MOST_PAGES, Book, BrokenPdf, CrowdedPdf, Leaf, LockedPdf, open_book
from ingest.extract.pdf.paragraphs import Paragraph, paragraphs_of
from ingest.extract.pdf.running import running_lines
from ingest.normalise.dates import find_dates
from ingest.normalise.urls import safe_url
from schemas.article import Fact
from schemas.document import Block, BlockKind
from schemas.page import GivenFact, RawPage
from schemas.report import Reason, Warn

_END = b"%%EOF"
_TAIL = 2048
_HEAD_LETTERS = 2000
_LINE = re.compile(r"line (\d+)")
_URL = re.compile(r"https?://\S+", re.IGNORECASE)
_OCR = "It has no text layer: its pages are pictures. Run OCR first (ocrmypdf in.pdf out.pdf), and give what comes out."
_GROWS = "A part of it grows to more than 100 times its size. Look whether it is what it should be."
_LOCKED = "It is locked with a password. Save it without one, and give that."


def extract_pdf(page: RawPage) -> Draft:
    """Return what the rules make of a PDF."""
    if grows_too_large(page.payload):
        return Draft(reason=Reason.EXPANDS_TOO_LARGE, detail=_GROWS)
    is_cut = _END not in page.payload[-_TAIL:]
    try:
        book = open_book(page.payload)
    except LockedPdf:
        return Draft(reason=Reason.ENCRYPTED, detail=_LOCKED)
    except CrowdedPdf:
        return Draft(reason=Reason.TOO_COMPLEX, detail="It holds more letters than a page may. Cut it up.")
    except BrokenPdf:
        reason = Reason.TRUNCATED if is_cut else Reason.UNSUPPORTED_TYPE
        what = "ends in the middle" if is_cut else "is damaged"
        return Draft(reason=reason, detail=f"The PDF {what} and cannot be opened. Fetch it again.")
    dropped = running_lines(book.leaves)
    paragraphs = paragraphs_of(book.leaves, dropped)
    if not any(character.isalpha() for each in paragraphs for character in each.text):
        return Draft(reason=Reason.NO_TEXT, detail=_OCR)
    draft = _read(page, book, paragraphs)
    running = [(leaf, leaf.lines[place].text) for leaf, place in _places(book.leaves, dropped)]
    blocks = (*draft.blocks, *(_running_block(leaf, text) for leaf, text in running))
    facts = (*draft.facts, *_running_facts(running, draft.language))
    return replace(draft, blocks=blocks, facts=facts, warnings=(*draft.warnings, *_warnings(book, is_cut=is_cut)))


def _read(page: RawPage, book: Book, paragraphs: Sequence[Paragraph]) -> Draft:
    """Return what the rules for text dumps make of the paragraphs, with what the PDF says of itself."""
    head = " ".join(each.text for each in paragraphs)[:_HEAD_LETTERS]
    title = title_of(book.info, head)
    if title and not any(fact.field == "headline" for fact in page.given):
        given = GivenFact(field="headline", value=title, rule="pdf-title", basis="structured")
        page = replace(page, given=(*page.given, given))  # where the text begins; the fact itself is told below
    draft = extract_dump("\n\n".join(f"# {each.text}" if each.is_heading else each.text for each in paragraphs), page)
    pages = [each.page for each in paragraphs]
    blocks = tuple(replace(block, place=_place(block.place, pages)) for block in draft.blocks)
    facts = tuple(replace(fact, place=_place(fact.place or "", pages)) for fact in draft.facts)
    return replace(draft, blocks=blocks, facts=(*facts, *info_facts(book.info, head)))


def _place(place: str, pages: Sequence[int]) -> str:
    """Return a place in the PDF for one in the text that was made of it: each paragraph has an empty line behind it."""
    return _LINE.sub(lambda found: f"page {pages[min(len(pages) - 1, int(found[1]) // 2)]}", place)


def _places(leaves: Sequence[Leaf], dropped: frozenset[tuple[int, int]]) -> Iterator[tuple[Leaf, int]]:
    yield from ((leaves[page], place) for page, place in sorted(dropped))


def _running_block(leaf: Leaf, text: str) -> Block:
    return Block(kind=BlockKind.FURNITURE, text=text, place=f"page {leaf.number}", rule="pdf-running-line", kept=False)


def _running_facts(running: Sequence[tuple[Leaf, str]], language: str | None) -> Iterator[Fact]:
    """Yield what running lines tell: a browser prints the page's address and the day; a newspaper its day."""
    for leaf, text in running:
        place = f"page {leaf.number}"
        if (found := _URL.search(text)) and (url := safe_url(found[0])):
            yield Fact(field="canonical_url", value=url, raw=text, rule="pdf-running-url", basis="stated", place=place)
            break
    for leaf, text in running:
        readings = find_dates(_URL.sub(" ", text), language=language)
        if (reading := next((each for each in readings if each.has_year and not each.ambiguous), None)) is not None:
            yield Fact(
                field="captured_hint",
                value=reading.value,
                raw=reading.raw,
                rule="pdf-running-date",
                basis="stated",
                place=f"page {leaf.number}",
                confidence=0.6,
            )
            break


def _warnings(book: Book, *, is_cut: bool) -> Iterator[str]:
    if is_cut or len(book.leaves) >= MOST_PAGES:
        yield Warn.TRUNCATED.value
    if not all(leaf.is_whole for leaf in book.leaves):
        yield Warn.PART_FAILED.value
