"""Join the steps: lines, header block, zones, blocks, facts.

Rule: pure; text in, `Draft` out.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from ingest.extract.draft import Draft
from ingest.extract.dump.facts import (
    byline_facts,
    dateline_facts,
    footer_facts,
    head_facts,
    header_facts,
    lead_facts,
    line_dates,
    tag_facts,
)
from ingest.extract.dump.figures import block_of, grouped
from ingest.extract.dump.header import Header, read_header
from ingest.extract.dump.judge import FURNISHING, Look
from ingest.extract.dump.lines import Line, lines_of
from ingest.extract.dump.placed import Placed
from ingest.extract.dump.setting import (
    Setting,
    first_of,
    is_record,
    plain_looks,
    setting_of,
    title_of,
    titled_looks,
    url_of,
)
from ingest.extract.dump.speech import with_speech
from ingest.extract.dump.told_days import around, days_told
from ingest.extract.dump.wrap import unwrapped
from ingest.extract.dump.zones import Zones, is_kept_text, looks_of, place_lines
from ingest.extract.words.dateline import Dateline, split_dateline
from ingest.normalise.language import language_fact
from schemas.article import Fact
from schemas.document import Block, BlockKind
from schemas.page import RawPage
from schemas.report import Reason, Warn

FEWEST_WORDS = 8
"""Words of running text that an article has at least."""
SHORT_WORDS = 40
"""Words below which an article is said to be short."""
_LISTING_LINES = 8
_TITLE_WORDS = 3
_LATER_PARAGRAPHS = 12
"""Paragraphs in which a second dateline is looked for."""


def extract_dump(text: str, page: RawPage) -> Draft:
    """Return what the rules make of a text dump."""
    lines = lines_of(text)
    header = read_header(lines)
    told = language_fact(text, declared=None)
    language = told.value if told is not None else None
    rest, looks, setting = _read(lines[header.taken :], page, header, language)
    zones = place_lines(rest, looks, setting)
    placed, datelines = _split_datelines(zones.placed, language)
    blocks = (*_header_blocks(header), *_blocks(placed, rest))
    reason, detail = _no_article(rest, looks, placed, setting)
    facts = tuple(dict.fromkeys(_facts(header, zones, placed, datelines, language)))
    warnings = (Warn.SHORT.value,) if reason is None and _word_count(placed) < SHORT_WORDS else ()
    return Draft(blocks=blocks, facts=facts, reason=reason, detail=detail, warnings=warnings)


def _read(
    lines: Sequence[Line], page: RawPage, header: Header, language: str | None
) -> tuple[tuple[Line, ...], list[Look], Setting]:
    """Return the lines unwrapped, what they look like, and what kind of dump they are."""
    title, record = title_of(page, header), is_record(page)
    rest = with_speech(unwrapped(lines, first=first_of(lines, language, title=title, record=record)))
    looks = looks_of(rest, language, record=record)
    if title is not None:
        looks = titled_looks(rest, looks, title)
    setting = setting_of(rest, looks, title=title, record=record, url=url_of(page, header))
    if setting.is_plain:
        looks = plain_looks(rest, looks, language, setting=setting)
    told = days_told(rest, looks, language)
    return rest, [Look.SENTENCE if index in told else look for index, look in enumerate(looks)], setting


def _facts(
    header: Header,
    zones: Zones,
    placed: Sequence[Placed],
    datelines: Sequence[tuple[Dateline, Placed]],
    language: str | None,
) -> Iterator[Fact]:
    yield from header_facts(header, language)
    yield from head_facts(zones.head, language)
    lines = [each.line for each in placed]
    for index, each in enumerate(placed):
        if each.kind is BlockKind.BYLINE:
            yield from byline_facts(each, language)
        elif each.kind is BlockKind.DATE and each.rule == "date-after-text":
            labelled = any(character.isalpha() for character in each.line.text.split()[0]) and ":" in each.line.text
            confidence, near = 0.7 if labelled else 0.45, around(lines, index)
            yield from line_dates(each, "published", "dump-date-after-text", language, near=near, confidence=confidence)
    for index, (dateline, where) in enumerate(datelines):
        yield from dateline_facts(dateline, f"line {where.line.number}", first=index == 0)
    yield from lead_facts([each for each in placed if each.kept and each.kind is BlockKind.PARAGRAPH])
    yield from tag_facts(placed)
    yield from footer_facts(placed)


def _split_datelines(
    placed: Sequence[Placed], language: str | None
) -> tuple[tuple[Placed, ...], tuple[tuple[Dateline, Placed], ...]]:
    """Cut the dateline off the first paragraph (and one behind it); later ones are noted, their text stays."""
    result: list[Placed] = []
    found: list[tuple[Dateline, Placed]] = []
    paragraphs = 0
    for each in placed:
        if each.kind is BlockKind.DATELINE:
            dateline = split_dateline(each.line.text, language=language)
            found += [(dateline, each)] if dateline is not None else []
            result.append(each)
            continue
        if each.kept and each.kind is BlockKind.PARAGRAPH:
            paragraphs += 1
            if paragraphs == 1:
                result.extend(_cut(each, found, language))
                continue
            if paragraphs <= _LATER_PARAGRAPHS:
                later = split_dateline(each.line.text, language=language)
                opens = later is not None and later.end < len(each.line.text)
                found += [(later, each)] if later is not None and opens and (later.date or later.credit) else []
        result.append(each)
    return tuple(result), tuple(found)


def _cut(placed: Placed, found: list[tuple[Dateline, Placed]], language: str | None) -> Iterator[Placed]:
    """Yield the datelines at the start of a paragraph as lines of their own, then the rest of it."""
    text = placed.line.text
    for _ in range(2):
        dateline = split_dateline(text, language=language)
        if dateline is None or dateline.end >= len(text):
            break
        found.append((dateline, placed))
        yield Placed(replace(placed.line, text=dateline.raw), Look.DATELINE, BlockKind.DATELINE, "dateline")
        text = text[dateline.end :]
    yield replace(placed, line=replace(placed.line, text=text))


def _header_blocks(header: Header) -> Iterator[Block]:
    for field in header.fields:
        yield Block(
            kind=BlockKind.FURNITURE,
            text=field.line.text,
            place=f"line {field.line.number}",
            rule="header-block",
            kept=False,
        )


def _blocks(placed: Sequence[Placed], lines: Sequence[Line]) -> Iterator[Block]:
    """Yield the blocks; verse as one block where the dump sets paragraphs apart by empty lines."""
    gaps = sum(line.gap for line in lines[1:])
    return (block_of(group) for group in grouped(placed, with_verse=gaps * 4 >= len(lines)))


def _word_count(placed: Sequence[Placed]) -> int:
    return sum(max(len(each.line.text.split()), len(each.line.text) // 6) for each in placed if is_kept_text(each))


def _no_article(
    lines: Sequence[Line], looks: Sequence[Look], placed: Sequence[Placed], setting: Setting
) -> tuple[Reason | None, str]:
    """Return why the dump holds no article, or None."""
    if not (setting.is_record and setting.is_plain) and _is_listing(lines, looks, placed):
        return (
            Reason.LISTING,
            "The dump lists other articles and holds no text of its own; save the articles themselves.",
        )
    if _word_count(placed) < (1 if setting.is_plain else FEWEST_WORDS):
        return (
            Reason.NO_TEXT,
            "The dump holds too little running text for an article; look whether the page was saved whole.",
        )
    return None, ""


def _is_listing(lines: Sequence[Line], looks: Sequence[Look], placed: Sequence[Placed]) -> bool:
    """Return whether a dump is a page of links: many titles with dates or bullets, and hardly a paragraph."""
    if len(lines) < _LISTING_LINES:
        return False
    prose = sum(look is Look.PROSE for look in looks)
    kept_prose = sum(each.look in {Look.PROSE, Look.SENTENCE} and each.kept for each in placed)
    titles = sum(
        look in {Look.SHORT, Look.TEASER} and len(line.text.split()) >= _TITLE_WORDS
        for line, look in zip(lines, looks, strict=True)
    )
    stamps = sum(look in {Look.DATE, Look.TEASER} for look in looks)
    pointers = sum(look in FURNISHING for look in looks)
    bullets = sum(bool(line.bullet) for line in lines)
    if kept_prose == 0:
        return titles >= _LISTING_LINES // 2 and (
            stamps >= _TITLE_WORDS or bullets * 2 >= len(lines) or pointers * 4 >= len(lines)
        )
    return stamps >= _LISTING_LINES // 2 and stamps * 2 >= prose and titles >= prose and _alternate(looks)


def _alternate(looks: Sequence[Look]) -> bool:
    """Return whether titles, dates and single paragraphs take turns: nowhere do two paragraphs follow each other."""
    texts = [look for look in looks if look not in FURNISHING and look is not Look.COUNTER]
    return not any(first is second is Look.PROSE for first, second in pairwise(texts))
