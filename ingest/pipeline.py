"""Stages 2 to 5 joined: one received page in, one article or one rejection out.

Rule: pure. No files, no clock, no network, no memory of other pages: the same bytes give the same article anywhere.
"""

from dataclasses import replace

import zstandard

from ingest.decode import Decoded, decode
from ingest.extract import extract
from ingest.extract.draft import Draft
from ingest.normalise.address import address_of, content_hash
from ingest.normalise.card import card_of
from ingest.normalise.choose import choose_facts
from ingest.normalise.given import LINKS, facts_given
from ingest.normalise.language import language_fact
from ingest.normalise.markup import without_markup
from ingest.normalise.readable import readable
from ingest.normalise.text import clean_text, count_words
from ingest.normalise.urls import safe_url
from ingest.sign import sign
from schemas.article import Article, Fact
from schemas.document import Block, text_of
from schemas.page import RawPage
from schemas.report import Outcome, Reason, Rejection, Warn
from schemas.types import ContentHash

EXTRACTOR = "cuttings/3"
"""Name and version of the rules; raised whenever the same bytes may give another article."""

SHORT_WORDS = 25
"""Articles of fewer words carry the warning `short`."""

MENDED = frozenset({Warn.MOJIBAKE_REPAIRED.value, Warn.MOJIBAKE_SUSPECTED.value})
"""What is said of the value of a fact; what was taken out of it is said of the text, where it stands, too."""

_ZSTD_LEVEL = 3
"""Of saved pages, level 9 leaves a tenth fewer bytes and takes six times as long (docs/decisions/0014)."""


def process(page: RawPage, *, keep_bytes: bool = True) -> Article | Rejection:
    """Return the article that `page` holds, or why it holds none.

    `keep_bytes=False` leaves the received bytes uncompressed (codec `raw`), for callers that do not store.
    """
    received_sha256 = content_hash(page.payload)
    decoded = _decoded(page)
    draft = extract(page, decoded)
    if draft.reason is not None:
        return _rejection(page, received_sha256, draft.reason, draft.detail)
    blocks, block_warnings = _clean_blocks(draft.blocks)
    text = text_of(blocks)
    words = count_words(text)
    if not words:
        return _rejection(page, received_sha256, Reason.NO_TEXT, "No running text was found in it.")
    facts, fact_warnings = _facts(page, draft, text)
    warnings = (*page.warnings, *decoded.warnings, *draft.warnings, *block_warnings, *fact_warnings)
    warnings = tuple(word for word in warnings if word != Warn.SHORT)  # one measure for every form of page
    warnings += (Warn.SHORT.value,) if words < SHORT_WORDS else ()
    payload, codec = (_compressed(page.payload), "zstd") if keep_bytes else (page.payload, "raw")
    return Article(
        source=page.source,
        received_sha256=received_sha256,
        received=payload,
        received_size=len(page.payload),
        codec=codec,
        format=page.format,
        charset=decoded.encoding,
        charset_basis=decoded.basis,
        address=address_of(page, received_sha256),
        url=safe_url(page.url),
        url_basis=page.url_basis if safe_url(page.url) else None,
        record_id=clean_text(page.record_id)[0].strip() or None if page.record_id else None,
        captured=page.captured,
        captured_basis=page.captured_basis,
        status=page.status,
        media_type=clean_text(page.media_type)[0] if page.media_type else None,
        stated_digest=clean_text(page.stated_digest)[0] if page.stated_digest else None,
        extractor=EXTRACTOR,
        blocks=blocks,
        facts=facts,
        card=card_of(facts),
        text=text,
        text_sha256=content_hash(text.encode()),
        word_count=words,
        signature=sign(blocks),
        warnings=tuple(dict.fromkeys(str(word) for word in warnings)),
    )


def _decoded(page: RawPage) -> Decoded:
    """Return the page as text; a PDF is none before its letters are taken out of it."""
    if page.format == "pdf":
        return Decoded("", "binary", "pdf")
    return decode(page.payload, transport=page.charset, is_html=page.format == "html")


def _facts(page: RawPage, draft: Draft, text: str) -> tuple[tuple[Fact, ...], tuple[str, ...]]:
    """Return every candidate with the chosen ones marked, and the warnings met on the way."""
    found = language_fact(text, declared=draft.language)
    language = found.value if found else draft.language
    given, warnings = facts_given(page.given, language=language)
    cleaned = [_clean_fact(each) for each in draft.facts]
    warnings += tuple(word for _fact, found in cleaned for word in found)
    candidates = [fact for fact, _found in cleaned if fact is not None]
    candidates += [*(fact for fact in given if fact.basis != "asserted"), *([found] if found else [])]
    # What a person asserted stands beside the choice: taken back, it must leave what the rules had chosen.
    asserted = (fact for fact in given if fact.basis == "asserted")
    return (*choose_facts(candidates, text=text, language=language, captured=page.captured), *asserted), warnings


def _clean_blocks(blocks: tuple[Block, ...]) -> tuple[tuple[Block, ...], tuple[str, ...]]:
    """Return `blocks` fit to be stored, without the empty ones, and what was taken out of them."""
    kept: list[Block] = []
    warnings: list[str] = []
    for block in blocks:
        if _is_clean(block.text) and block.place.isprintable():
            if not block.text.isspace():
                kept.append(block)
            continue
        text, found = readable(block.text)
        warnings += found
        if text.strip():
            place = clean_text(block.place)[0]
            is_clean = text == block.text and place == block.place
            kept.append(block if is_clean else replace(block, text=text, place=place))
    return tuple(kept), tuple(dict.fromkeys(warnings))


def _is_clean(text: str) -> bool:
    """Tell whether nothing in a text can need cleaning: most lines of most pages are told by one look."""
    return text.isascii() and text.isprintable() and text != ""


def _clean_fact(fact: Fact) -> tuple[Fact | None, tuple[str, ...]]:
    """Return `fact` fit to be stored, and what was mended in it; None where nobody may follow the address in it."""
    words, found = readable(fact.value or "")
    value = fact.value if fact.value is None else without_markup(words).strip()
    if fact.field in LINKS:
        value = safe_url(value)
    if not value and fact.basis != "asserted":
        return None, ()
    place = fact.place if fact.place is None else clean_text(fact.place)[0]
    mended = tuple(word for word in found if word in MENDED)
    raw = clean_text(fact.raw)[0].strip()
    if (value, raw, place) == (fact.value, fact.raw, fact.place):
        return fact, mended
    return replace(fact, value=value, raw=raw, place=place), mended


def _compressed(payload: bytes) -> bytes:
    """Return `payload` as one zstd frame that states its size."""
    return zstandard.ZstdCompressor(level=_ZSTD_LEVEL).compress(payload)


def _rejection(page: RawPage, received: ContentHash, reason: Reason, detail: str) -> Rejection:
    """Return the outcome for a page that is no article."""
    words = without_markup(clean_text(detail)[0])  # it may quote the page
    return Rejection(
        source=page.source, outcome=Outcome.REJECTED, reason=reason, detail=words, received_sha256=received
    )
