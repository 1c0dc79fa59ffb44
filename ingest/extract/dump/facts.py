"""Candidate facts of a dump: what its header block, head, lead and footer say.

Rule: pure; sees placed lines. Nothing is chosen here, and nothing is filled in from elsewhere.
"""
# ruff: noqa: RUF001, E501, PLR0913  signs of many scripts, long patterns; a fact has these parts

import re
from collections.abc import Iterable, Iterator, Sequence

from ingest.extract.dump import vocabulary as words
from ingest.extract.dump.bylines import byline_of
from ingest.extract.dump.head import NAME_BY_DATE, Head, is_page_header, menu_lines
from ingest.extract.dump.header import Header
from ingest.extract.dump.judge import Look, date_part, date_pieces
from ingest.extract.dump.lines import Line
from ingest.extract.dump.owner import owner_of
from ingest.extract.dump.placed import Placed
from ingest.extract.dump.titles import is_masthead
from ingest.extract.dump.told_days import around, is_told
from ingest.extract.dump.vocabulary import folded
from ingest.extract.words.agencies import known_agency
from ingest.extract.words.byline import is_person_name, read_byline
from ingest.extract.words.dateline import Dateline
from ingest.extract.words.headline import clean_headline
from ingest.normalise.dates import DateReading, read_date
from ingest.normalise.dates.labels import MODIFIED_LABELS, PUBLISHED_LABELS, label_pattern
from schemas.article import Fact
from schemas.document import BlockKind
from schemas.types import Basis

AMBIGUOUS = 0.4
"""Confidence of a date that reads two ways."""
_CHANGED = label_pattern(MODIFIED_LABELS)
_LABELLED = label_pattern((*PUBLISHED_LABELS, *MODIFIED_LABELS))
_LOOSE = 0.45
"""Confidence of a lone date after the text: it may be another article's."""

_LEAD_PARAGRAPHS = 2
_LEAD_REACH = 700


def _fact(
    field: str,
    value: str,
    raw: str,
    rule: str,
    placed: Placed | str,
    *,
    basis: Basis = "stated",
    confidence: float = 0.9,
) -> Fact:
    place = placed if isinstance(placed, str) else f"line {placed.line.number}"
    return Fact(field=field, value=value, raw=raw, rule=rule, basis=basis, place=place, confidence=confidence)


def header_facts(header: Header, language: str | None) -> Iterator[Fact]:
    """Yield what a header block says."""
    for entry in header.fields:
        place = f"line {entry.line.number}"
        if not entry.field or not entry.value:
            continue
        if entry.field in {"published", "modified"}:
            yield from _dated(entry.field, entry.value, "dump-header", place, language)
        elif entry.field == "author":
            yield from _authors(entry.value, "dump-header", place)
        elif entry.field == "tag":
            yield from (_fact("tag", tag, entry.value, "dump-header", place) for tag in tags_of(entry.value))
        elif entry.field == "headline":
            yield from headline_facts(clean_headline(entry.value), entry.value, "dump-header", place)
        elif entry.field == "outlet" and known_agency(entry.value) and not is_masthead(entry.value):
            yield _fact("outlet", entry.value, entry.value, "dump-header", place)
        elif entry.field == "language":
            if re.fullmatch(r"[A-Za-z]{2,3}(?:[-_]\w+)?", entry.value):
                yield _fact(
                    "language", entry.value[:3].split("-")[0].split("_")[0].lower(), entry.value, "dump-header", place
                )
        else:
            yield _fact(entry.field, entry.value, entry.value, "dump-header", place)


def headline_facts(headline: str, raw: str, rule: str, place: str) -> Iterator[Fact]:
    """Yield the headline, and the words with their flags where they differ."""
    yield _fact("headline", headline, raw, rule, place)
    if headline != raw:
        yield _fact("headline_raw", raw, raw, rule, place)


def _dated(field: str, text: str, rule: str, place: str, language: str | None) -> Iterator[Fact]:
    reading = read_date(text, language=language)
    if reading is not None:
        yield date_fact(field, reading, text, rule, place)


def date_fact(
    field: str,
    reading: DateReading,
    raw: str,
    rule: str,
    place: str,
    *,
    basis: Basis = "stated",
    confidence: float = 0.9,
) -> Fact:
    """Return a date as a candidate; one that reads two ways is never sure."""
    sure = min(confidence, AMBIGUOUS) if reading.ambiguous else confidence
    return _fact(field, reading.value, raw, rule, place, basis=basis, confidence=sure)


def _authors(text: str, rule: str, place: str) -> Iterator[Fact]:
    byline = read_byline(text) or read_byline(f"Author: {text}")
    if byline is not None:
        yield from (_fact("author", author, text, rule, place) for author in byline.authors)
        if byline.agency:
            yield _fact("agency", byline.agency, text, rule, place)
    elif is_person_name(text):
        yield _fact("author", text, text, rule, place)


def head_facts(head: Head, language: str | None) -> Iterator[Fact]:
    """Yield what the lines above the text say."""
    if head.headline is not None and head.headline_text is not None and head.headline_raw is not None:
        place = f"line {head.headline.number}"
        yield from headline_facts(head.headline_text, head.headline_raw, "dump-headline", place)
        if head.headline_outlet:
            yield _fact("outlet", head.headline_outlet, head.headline_raw, "dump-title-suffix", place, confidence=0.7)
    if head.masthead is not None:
        yield _fact(
            "outlet",
            head.masthead.text,
            head.masthead.text,
            "dump-masthead",
            f"line {head.masthead.number}",
            confidence=0.6,
        )
    standfirst = next((placed for placed in head.placed if placed.kind is BlockKind.STANDFIRST), None)
    if standfirst is not None:
        yield _fact("standfirst", standfirst.line.text, standfirst.line.text, "dump-standfirst", standfirst)
    yield from _head_dates(head, language)


def _head_dates(head: Head, language: str | None) -> Iterator[Fact]:
    looks = [placed.look for placed in head.placed]
    chosen = next(
        (index for index, placed in enumerate(head.placed) if placed.kind is BlockKind.HEADLINE and placed.kept), None
    )
    lines = [placed.line for placed in head.placed]
    menu = menu_lines(lines, looks)
    for index, placed in enumerate(head.placed):
        if placed.look is Look.DATE:
            header = is_page_header(index, looks, chosen, menu)
            field, rule = ("captured_hint", "dump-page-header") if header else ("published", "dump-date-line")
            near = around(lines, index)
            yield from line_dates(placed, field, rule, language, near=near)


def line_dates(
    placed: Placed,
    field: str,
    rule: str,
    language: str | None,
    *,
    near: Sequence[Line] = (),
    confidence: float = 0.9,
) -> Iterator[Fact]:
    """Yield the dates of a date line: one, or a published and an updated one. `near`: the lines around it."""
    text = date_part(placed.line.text)
    pieces = [text] if read_date(text, language=language) is not None else date_pieces(text)
    for piece in pieces:
        reading = read_date(piece.strip(" ()"), language=language)
        if reading is None:
            continue
        modified = _says_modified(piece.strip(" ()"), reading)
        target = "modified" if modified and field == "published" else field
        if target == "captured_hint" and not reading.has_year:
            continue
        bare = reading.precision in {"month", "year"} and not _is_labelled(piece)
        told = target == "published" and is_told(placed.line, near, reading.value)
        sure = min(_LOOSE, confidence) if bare or told else confidence
        yield date_fact(target, reading, placed.line.text, rule, f"line {placed.line.number}", confidence=sure)


def _says_modified(piece: str, reading: DateReading) -> bool:
    """Return whether a label before or behind a date says that the page changed then."""
    before, after = (folded(part).strip(words.EDGE) for part in (piece, piece[reading.end :]))
    return bool(_CHANGED.match(before) or _CHANGED.match(after))


def _is_labelled(piece: str) -> bool:
    """Return whether a label stands before a date: a bare month may be an issue's or an archive's."""
    return _LABELLED.match(folded(piece).strip(words.EDGE)) is not None


def byline_facts(placed: Placed, language: str | None) -> Iterator[Fact]:
    """Yield authors and agency of a byline."""
    if placed.rule == NAME_BY_DATE:
        yield _fact("author", placed.line.text, placed.line.text, "dump-name-by-date", placed, confidence=0.6)
        return
    byline = byline_of(placed.line.text)
    if byline is None:
        return
    place = f"line {placed.line.number}"
    for author in byline.authors:
        yield _fact("author", author, byline.raw, "dump-byline", place)
    if byline.agency is not None:
        yield _fact("agency", byline.agency, byline.raw, "dump-byline", place)
    for piece in re.split(r"\s*[|•·]\s*|\s+[–—-]\s+|,\s+(?=\w+ \d|\d)", placed.line.text):
        reading = read_date(piece, language=language)
        if reading is not None and reading.has_year and reading.precision not in {"year", "month"}:
            yield date_fact("published", reading, piece, "dump-byline-date", place, confidence=0.8)


def dateline_facts(dateline: Dateline, place: str, *, first: bool) -> Iterator[Fact]:
    """Yield place, date and credit of a dateline. A later one gives candidates only."""
    confidence = 0.9 if first else _LOOSE
    rule = "dump-dateline" if first else "dump-second-dateline"
    yield _fact("dateline_place", dateline.place, dateline.raw, rule, place, basis="dateline", confidence=confidence)
    yield _fact(
        "dateline_place_raw", dateline.place_raw, dateline.raw, rule, place, basis="dateline", confidence=confidence
    )
    if dateline.date is not None:
        yield date_fact("published", dateline.date, dateline.raw, rule, place, basis="dateline", confidence=confidence)
    if dateline.credit is not None and dateline.credit_kind == "agency":
        yield _fact(
            "agency", dateline.credit, dateline.raw, rule, place, basis="dateline", confidence=0.85 if first else 0.8
        )
    elif dateline.credit is not None:
        yield _fact(
            "outlet",
            dateline.credit,
            dateline.raw,
            "dump-credit-slot",
            place,
            basis="inferred",
            confidence=0.7 if first else _LOOSE,
        )


def lead_facts(paragraphs: Sequence[Placed]) -> Iterator[Fact]:
    """Yield the agency that the lead credits (`APA reports`); it may be the outlet's own name, which stays a mere candidate."""
    for placed in paragraphs[:_LEAD_PARAGRAPHS]:
        credit = lead_credit(placed.line.text[:_LEAD_REACH])
        if credit is not None:
            agency, raw = credit
            yield _fact("agency", agency, raw, "dump-lead-credit", placed, confidence=0.7)
            yield _fact("outlet", agency, raw, "dump-self-credit", placed, confidence=0.3)
            return


_VERBS = "|".join(re.escape(verb) for verb in words.CREDIT_VERBS)
_NAME_THEN_VERB = re.compile(
    rf"(?:^|[\s,(\"“”«»–—-])(?P<name>(?:[\w.\-əƏ]+ ){{0,3}}?[\w.\-əƏ]+?)(?:-(?:a|ə|na|nə))? (?:{_VERBS})(?=\s*(?:[.,;:։]|$|citing|referring|quoting|со ссылкой|с ссылкой|with reference))"
)
_VERB_THEN_NAME = re.compile(
    rf"(?:[,.] |об этом |это |як )(?:{_VERBS}) (?P<name>(?:агентство |інформагентство |agency )?(?:[\w.\-]+ ){{0,2}}?[\w.\-]+)(?=\s*(?:[.,;։]|со ссылкой|с ссылкой|із посиланням|$))"
)


def lead_credit(text: str) -> tuple[str, str] | None:
    """Return the agency that a lead credits and the words that do it, or None.

    >>> lead_credit("The bridge is open, Reuters reports.")
    ('Reuters', 'Reuters reports')
    >>> lead_credit("The bridge is open, reports.") is None
    True
    """
    bare = folded(text)
    for pattern in (_NAME_THEN_VERB, _VERB_THEN_NAME):
        for match in pattern.finditer(bare):
            start, end = match.span("name")
            found = _agency_at_end(text[start:end])
            if found is not None:
                agency, name = found
                begin = start + len(text[start:end]) - len(name) if pattern is _NAME_THEN_VERB else match.start()
                return agency, text[begin : match.end()].strip(" ,.–—")
    return None


def _agency_at_end(name: str) -> tuple[str, str] | None:
    """Return the agency named by the last words of `name` (`Friday Reuters`), and those words."""
    pieces = name.split()
    for cut in range(len(pieces)):
        shown = " ".join(pieces[cut:])
        if shown[:1].isupper() or shown[:1].isdigit() or known_agency(shown) == shown:
            agency = known_agency(shown.removeprefix("агентство ").removeprefix("agency "))
            if agency is not None:
                return agency, shown
    return None


def tags_of(text: str) -> list[str]:
    """Return the tags of a tag line.

    >>> tags_of("#FLOOD #RIVER TOWNS"), tags_of("Tags: flood, river towns")
    (['FLOOD', 'RIVER TOWNS'], ['flood', 'river towns'])
    """
    label, sign, rest = text.partition(":")
    body = rest if sign and folded(label).strip(words.EDGE) in words.TAG_LABELS else text
    pieces = body.split("#") if "#" in body else re.split(r"\s*[,;|•·]\s*", body)
    tags = [piece.strip(" ,;|•·.") for piece in pieces]
    return [tag for tag in dict.fromkeys(tags) if tag and folded(tag).strip(words.EDGE) not in words.TAG_LABELS]


def tag_facts(placed: Iterable[Placed]) -> Iterator[Fact]:
    """Yield the tags of the lines placed as tags."""
    for each in placed:
        if each.kind is BlockKind.TAGS:
            yield from (_fact("tag", tag, each.line.text, "dump-tags", each) for tag in tags_of(each.line.text))


def footer_facts(placed: Iterable[Placed]) -> Iterator[Fact]:
    """Yield the outlet that a copyright line names, and the agency or outlet that a `Source:` line names."""
    for each in placed:
        if each.look is Look.RIGHTS:
            owner = owner_of(each.line.text)
            if owner is not None:
                yield _fact("outlet", owner, each.line.text, "dump-copyright", each, confidence=0.85)
        if each.look is Look.DATE:
            yield from _beside_date(each)
        else:
            yield from _source_facts(each.line.text, each)


def _beside_date(placed: Placed) -> Iterator[Fact]:
    """Yield the authors and the source that a date line names beside its date."""
    if not placed.kept:
        return
    for piece in date_pieces(placed.line.text):
        byline = byline_of(piece)
        for author in byline.authors if byline is not None else ():
            yield _fact("author", author, placed.line.text, "dump-byline", placed, confidence=0.8)
        yield from _source_facts(piece, placed)


def _source_facts(text: str, placed: Placed) -> Iterator[Fact]:
    """Yield the agency or outlet behind a label of sources."""
    source = words.SOURCE_LINE.match(folded(text))
    if source is not None:
        name = text[source.start("name") :].strip(" .")
        agency = known_agency(name)
        if agency is not None:
            yield _fact("agency", agency, placed.line.text, "dump-source-line", placed, confidence=0.75)
        else:
            yield _fact("outlet", name, placed.line.text, "dump-source-line", placed, confidence=AMBIGUOUS)
