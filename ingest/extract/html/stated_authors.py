"""Candidate authors from the page's own words: bylines near the headline, else under the text, and authors' links.

Rule: pure; looks at the surroundings of the headline and the edges of the body, nowhere else: names further off belong
to other articles.
"""
# ruff: noqa: RUF001  signs of many scripts

import re
from collections.abc import Iterator

from ingest.extract.html.blocks import place_of
from ingest.extract.html.doubt import is_picture_line
from ingest.extract.html.head import Head
from ingest.extract.html.near import SHORT_LINE, roles_of
from ingest.extract.html.people import people_of
from ingest.extract.html.tables import HEADINGS
from ingest.extract.html.tree import texts_in
from ingest.extract.html.walk import Leaf, Walk
from ingest.normalise.dates import find_dates
from schemas.article import Fact

LONGEST_OPENED = 110
MOST_AUTHOR_LINKS = 4


def stated_authors(head: Head, walk: Walk, zone: range, tail: range, outlets: frozenset[str]) -> Iterator[Fact]:
    """Yield the persons and agencies that bylines name: near the headline, else under the article."""
    for element in head.authors[:MOST_AUTHOR_LINKS]:
        if element.tag == "a":
            line = " | ".join(piece.strip() for piece in texts_in(element) if piece.strip())
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
        if leaf.size > SHORT_LINE or leaf.tag in HEADINGS or is_picture_line(walk, leaf):
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
    roles = roles_of(walk, leaf)
    place = place_of(walk, leaf.node)
    named = leaf.names_author or ("byline" in roles and not roles & {"body", "headline"})
    spans = _named_spans(leaf)
    facts = [fact for text in spans for fact in _persons(text, "byline", place, trust, outlets, believes=False)]
    if facts:
        yield from {(fact.field, fact.value): fact for fact in facts}.values()
        return
    for line in leaf.lines:
        if named:
            yield from _persons(_without_dates(line), "byline", place, trust, outlets, believes=False)
        elif opened := _opened_byline(line):
            yield from _persons(opened, "byline", place, trust, outlets, believes=False)


def _named_spans(leaf: Leaf) -> list[str]:
    """Return the words inside a line that their element calls a byline; of words run together, the part inside."""
    texts = dict.fromkeys(span.text for span in leaf.spans if span.kind == "byline")
    inner = dict.fromkeys(span.text for span in leaf.spans if span.kind != "time")
    return [next((each for each in inner if re.search(rf"\w{re.escape(each)}", text)), text) for text in texts]


_BY = re.compile(
    r"^\W*(?:By|BY|Written by|WRITTEN BY|Posted by|POSTED BY|by|Von|VON|Par|Por|Di|Автор|Text|Autor|Door|Af|Av|Przez"
    r"|Yazar|Penulis|Words|Story by|Published by|Author)\b\s*:?\s*(?=\S)"
)


def _opened_byline(line: str) -> str | None:
    """Return a line that opens as a byline does, without what follows a date or a bar in it; else None."""
    return _without_dates(line) if opens_byline(line) else None


def opens_byline(line: str) -> bool:
    """Tell whether a line opens as a byline does, and is no sentence.

    >>> opens_byline("By Jane Roe, harbour correspondent | 4 May 2019")
    True
    """
    return len(line) <= LONGEST_OPENED and bool(_BY.match(line)) and not line.endswith((".", "?", "!"))


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
