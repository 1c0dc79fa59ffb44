"""Candidate facts from the page's own words: lines near the headline, `time` elements, author links.

Rule: pure; looks at the surroundings of the headline and the edges of the body, nowhere else: dates and names further
off belong to other articles.
"""
# ruff: noqa: RUF001  signs of many scripts

import re
from collections.abc import Iterator
from dataclasses import replace

from ingest.extract.html.head import Head, folded
from ingest.extract.html.people import people_of
from ingest.extract.html.structured import NEVER
from ingest.extract.html.tables import HEADINGS
from ingest.extract.html.walk import Leaf, Walk
from ingest.normalise.dates import find_dates, read_date
from ingest.normalise.dates.fold import fold_in_place
from ingest.normalise.dates.labels import MODIFIED_LABELS, PUBLISHED_LABELS
from ingest.normalise.dates.words import weekday_words
from schemas.article import Fact

SHORT_LINE = 160
"""Characters of a line that may be a byline or a date."""
MOST_LINES = 14
"""Lines after the headline that are looked at."""
LINES_BEFORE = 5
LINES_AFTER_BODY = 8
LONGEST_ZONE = 40
CLOSE_ABOVE = 4
TAIL_TRUST = 0.6
OTHERS = frozenset({"comments", "related", "nav", "ad", "newsletter", "share"})
"""Furniture whose dates are those of others."""
LONGEST_OPENED = 110
MOST_AUTHOR_LINKS = 4
BYLINE_CLASSES = 3
"""How many elements around a line may name it a byline."""

SURE_LABEL = 4
"""Letters of a label that is one even inside a line: `on`, `le` and `am` are words first."""

_MODIFIED = re.compile(r"(?<!\w)(?:" + "|".join(map(re.escape, MODIFIED_LABELS)) + r")(?!\w)")
_PUBLISHED = re.compile(
    r"(?<!\w)(?:" + "|".join(re.escape(label) for label in PUBLISHED_LABELS if len(label) >= SURE_LABEL) + r")(?!\w)"
)


def stated_dates(walk: Walk, zone: range, headline: int | None, language: str | None) -> Iterator[Fact]:
    """Yield the dates that lines near the headline state."""
    for rank, number in enumerate(zone):
        leaf = walk.leaves[number]
        if leaf.size > SHORT_LINE or not (leaf.times or any(map(str.isdigit, leaf.text))):
            continue
        is_dateish = bool(leaf.times or _roles(walk, leaf) & {"date", "meta", "byline"})
        above = headline is not None and number < headline
        for fact in _leaf_dates(leaf, rank, language, is_dateish=is_dateish):
            if above and (
                _is_masthead(walk, leaf, headline) or not (is_dateish or _is_plain_date(leaf, headline, number))
            ):
                yield replace(fact, field="captured_hint", confidence=min(fact.confidence, 0.6))
            else:
                yield fact


def tail_dates(walk: Walk, tail: range, language: str | None) -> Iterator[Fact]:
    """Yield the dates under the article that are labelled as its own, or stand in a `time` element beside it."""
    for rank, number in enumerate(tail):
        leaf = walk.leaves[number]
        hints = [walk.nodes[node].hint.furniture for node in walk.ancestors(leaf.node)]
        if leaf.size > SHORT_LINE or any(hint in OTHERS for hint in hints):
            continue
        if leaf.times or _PUBLISHED.search(fold_in_place(leaf.text)):
            for fact in _leaf_dates(leaf, rank, language, is_dateish=True):
                yield replace(fact, confidence=TAIL_TRUST)


def _is_plain_date(leaf: Leaf, headline: int | None, number: int) -> bool:
    """Tell whether a line close above the headline is a bare date; with a weekday it is the masthead's day."""
    words = {word.strip(".,") for word in fold_in_place(leaf.text).split()}
    return headline is not None and headline - number <= CLOSE_ABOVE and not words & weekday_words()


def _is_masthead(walk: Walk, leaf: Leaf, headline: int | None) -> bool:
    """Tell whether a line stands in the page's own header, where the day is that of the visit."""
    around = [walk.nodes[number] for number in walk.ancestors(leaf.node)]
    nodes = [node for node in around if headline is None or not node.first <= headline < node.end]
    return any(node.tag == "nav" or node.hint.furniture in {"nav", "ad", "tools", "hidden"} for node in nodes)


def _leaf_dates(leaf: Leaf, rank: int, language: str | None, *, is_dateish: bool) -> Iterator[Fact]:
    """Yield the dates of one leaf: its `time` elements, else the words of its lines."""
    label = _MODIFIED.search(fold_in_place(leaf.text))
    if leaf.times and not (label and len(leaf.times) == 1 and label.start() == 0):
        reading = read_date(leaf.times[0], language=language)
        if reading is not None and reading.has_year:
            yield Fact(
                field="published",
                value=reading.value,
                raw=f"{leaf.text} [{leaf.times[0]}]",
                rule="time-element",
                basis="stated",
                place=f"node {leaf.node}",
                confidence=max(0.5, 0.87 - rank * 0.01),
            )
    for line in leaf.lines:
        yield from _dates_of(line, leaf, rank, language, is_dateish=is_dateish)


def _dates_of(line: str, leaf: Leaf, rank: int, language: str | None, *, is_dateish: bool) -> Iterator[Fact]:
    """Yield the dates of one line, each as what the words before it say."""
    whole = read_date(line, language=language)
    readings = (whole,) if whole is not None else find_dates(line, language=language)
    for place, reading in enumerate(readings):
        if not reading.has_year or len(reading.value) < len("2000-01-01"):
            continue
        before = fold_in_place(line[: reading.start])
        label = before[readings[place - 1].end :] if place else before
        field = "modified" if _MODIFIED.search(label) else "published"
        trust = 0.85 if whole is not None or is_dateish or _PUBLISHED.search(label) else 0.6
        share = (reading.end - reading.start) / len(line)
        if trust < 0.8 and share < 0.3 and reading.start > 0:  # noqa: PLR2004  a date inside a sentence is not the page's
            continue
        yield Fact(
            field=field,
            value=reading.value,
            raw=line,
            rule="date-line",
            basis="stated",
            place=f"node {leaf.node}",
            confidence=max(0.5, trust - rank * 0.01 - place * 0.005),
        )


def time_elements(head: Head, language: str | None) -> Iterator[Fact]:
    """Yield the dates of all `time` elements for the record; those near the headline count as lines there."""
    for element in head.times[:20]:
        raw = element.get("datetime") or folded(element)
        reading = read_date(raw, language=language) or read_date(folded(element), language=language)
        if reading is None or not reading.has_year:
            continue
        named = f"{element.get('class', '')} {element.get('itemprop', '')}".lower()
        parent = element.getparent()
        around = (parent.get("class", "") if parent is not None else "").lower()
        field = "modified" if any(word in named + around for word in ("updat", "modif")) else "published"
        yield Fact(
            field=field,
            value=reading.value,
            raw=raw,
            rule="time-element",
            basis="stated",
            place="time",
            confidence=NEVER,
        )


def stated_authors(head: Head, walk: Walk, zone: range, tail: range, outlets: frozenset[str]) -> Iterator[Fact]:
    """Yield the persons and agencies that bylines name: near the headline, else under the article."""
    for element in head.authors[:MOST_AUTHOR_LINKS]:
        if element.tag == "a":
            line = " | ".join(piece.strip() for piece in element.itertext() if piece.strip())
            yield from _persons(line, "rel-author", "rel=author", 0.8, outlets, believes=True)
    found = False
    for leaves, trust in ((zone, 0.78), (tail, 0.6)):
        if not found:
            for fact in _bylines(walk, leaves, trust, outlets):
                found = True
                yield fact


def _bylines(walk: Walk, leaves: range, trust: float, outlets: frozenset[str]) -> Iterator[Fact]:
    """Yield what the first byline among some leaves names, and the lines that stand with it."""
    block: int | None = None
    for number in leaves:
        leaf = walk.leaves[number]
        if leaf.size > SHORT_LINE or leaf.tag in HEADINGS:
            continue
        around = walk.ancestors(leaf.node)[1:3]
        if block is not None and block not in around:
            continue
        facts = list(_byline_facts(walk, leaf, trust, outlets))
        if facts:
            block = around[0] if block is None and around else block
            yield from facts


def _byline_facts(walk: Walk, leaf: Leaf, trust: float, outlets: frozenset[str]) -> Iterator[Fact]:
    """Yield what one leaf names, where its element, its link or its first word makes it a byline."""
    roles = _roles(walk, leaf)
    place = f"node {leaf.node}"
    named = leaf.names_author or ("byline" in roles and not roles & {"body", "headline"})
    for line in leaf.lines:
        if named:
            yield from _persons(_without_dates(line), "byline", place, trust, outlets, believes=False)
        elif opened := _opened_byline(line):
            yield from _persons(opened, "byline", place, trust, outlets, believes=False)


_BY = re.compile(
    r"^\W*(?:By|BY|Written by|WRITTEN BY|Posted by|POSTED BY|by|Von|VON|Par|Por|Di|Автор|Text|Autor|Door|Af|Av|Przez"
    r"|Yazar|Penulis|Words|Story by|Published by|Author)\b\s*:?\s*(?=\S)"
)


def _opened_byline(line: str) -> str | None:
    """Return a line that opens as a byline does, without what follows a date or a bar in it; else None."""
    if len(line) > LONGEST_OPENED or not _BY.match(line) or line.endswith((".", "?", "!")):
        return None
    return _without_dates(line)


def _without_dates(line: str) -> str:
    """Cut a byline before the date that stands in it; a date at its start is taken off."""
    found = find_dates(line) if any(map(str.isdigit, line)) else ()
    if not found:
        return line
    head = line[: found[0].start]
    if not head.strip(" |·•,-–—"):
        return line[found[0].end :].strip(" |·•,-–—")
    return re.sub(r"\s+(?:on|am|le|el|at|-|–|\|)\s*$", "", head)


def _persons(
    text: str, rule: str, place: str, trust: float, outlets: frozenset[str], *, believes: bool
) -> Iterator[Fact]:
    """Yield what an author's line names."""
    names, agency = people_of(text, outlets=outlets, believes=believes)
    for name in names:
        yield Fact(field="author", value=name, raw=text, rule=rule, basis="stated", place=place, confidence=trust)
    if agency:
        yield Fact(field="agency", value=agency, raw=text, rule=rule, basis="stated", place=place, confidence=trust)


def _roles(walk: Walk, leaf: Leaf) -> frozenset[str]:
    """Return what the elements around a leaf call it."""
    roles: set[str] = set(leaf.inline_hint.roles)
    for number in walk.ancestors(leaf.node)[:BYLINE_CLASSES]:
        node = walk.nodes[number]
        if node.end - node.first <= MOST_LINES:
            roles |= node.hint.roles
    return frozenset(roles)


def zone_of(walk: Walk, headline: int | None, first: int, last: int) -> range:
    """Return the leaves around the headline and above the body where its byline and date stand."""
    start = headline if headline is not None and headline <= first else first
    end = max(start + MOST_LINES, min(first, start + LONGEST_ZONE))
    return range(max(0, start - LINES_BEFORE), min(last, end, len(walk.leaves) - 1) + 1)


def tail_of(walk: Walk, last: int) -> range:
    """Return the leaves under the body, where some pages name the author."""
    return range(min(last + 1, len(walk.leaves)), min(last + 1 + LINES_AFTER_BODY, len(walk.leaves)))
