"""Candidate dates from the page's own words near its headline and above its text.

Rule: pure. Nearness is counted from the headline in reading order, and what follows it is believed before what stands
above. A date beside a link to another page, or inside furniture, is that page's date and never chosen.
"""
# ruff: noqa: RUF001  signs of many scripts

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from ingest.extract.html.around import Around
from ingest.extract.html.blocks import place_of
from ingest.extract.html.date_lines import BESIDE_WORDS, line_dates
from ingest.extract.html.doubt import (
    PUBLISHED,
    is_label,
)
from ingest.extract.html.mastheads import is_close_above, is_masthead
from ingest.extract.html.named_days import (
    is_label_over,
    is_unknown_label,
    links_of,
    tells_beside_date,
)
from ingest.extract.html.near import SHORT_LINE, roles_of
from ingest.extract.html.own_bylines import opens_byline
from ingest.extract.html.structured import NEVER
from ingest.extract.html.tables import HEADINGS
from ingest.extract.html.told_days import (
    is_after_words,
    is_in_event,
    is_of_place,
    is_old,
    is_one_of_days,
)
from ingest.extract.html.twins import MODIFIED, twin_days
from ingest.extract.html.walk import Leaf, Walk
from ingest.normalise.dates import read_date
from ingest.normalise.dates.fold import fold_in_place
from ingest.normalise.dates.labels import EXPLICIT_LABELS, label_pattern
from ingest.normalise.dates.relative import LONGEST, read_relative
from ingest.normalise.infer_dates import RELATIVE
from schemas.article import Fact

ABOVE_PENALTY = 0.12
ABOVE_STEP = 0.01
"""How much less than the least one under the headline a date above it is believed."""
RIGHT_UNDER = 2
"""Lines under the headline in which the article's own byline and date stand."""
PICTURE_DEPTH = 2
"""How many elements around a line may hold it and a picture, and nothing else."""
ENTRY_DEPTH = 4
"""How many elements around a line may make it an entry of a list."""
RELATIVE_TRUST = 0.6
"""Confidence of a line that counts back from the fetch."""
_EXPLICIT = label_pattern(EXPLICIT_LABELS)
_HAS_YEAR = re.compile(r"\d{4}|\d ?[./\-'’] ?\w{1,9} ?[./\-'’] ?\d\d(?!\d)|年")
"""What a line must hold to be read as a full date."""


def stated_dates(around: Around, zone: Sequence[int]) -> Iterator[Fact]:
    """Yield the dates that lines near the headline state; one above it is believed less than any under it.

    An element that is called a date and stands right on the headline gives way only to what stands right under it.
    """
    headline = around.body.headline
    above: list[Fact] = []
    on_top: list[Fact] = []
    under: list[tuple[int, Fact]] = []
    for number in zone:
        facts = _line_dates(around, number)
        if headline is None or number >= headline:
            under.extend((number, fact) for fact in facts)
        elif number == headline - 1 and "date" in roles_of(around.walk, around.walk.leaves[number]):
            on_top.extend(facts)
        else:
            above.extend(facts)
    own = [(number, fact) for number, fact in under if fact.field == "published" and fact.confidence > NEVER]
    yield from _less_than(above, [fact for _, fact in own])
    yield from _less_than(
        on_top, [fact for number, fact in own if headline is None or number - headline <= RIGHT_UNDER]
    )
    yield from (fact for _, fact in under)


def _less_than(facts: list[Fact], others: list[Fact]) -> Iterator[Fact]:
    """Yield facts with less confidence than the least of others, where there are others."""
    most = min((fact.confidence for fact in others), default=1.0 + ABOVE_STEP) - ABOVE_STEP
    yield from (replace(fact, confidence=min(most, fact.confidence)) for fact in facts)


def _line_dates(around: Around, number: int) -> Iterator[Fact]:
    """Yield the dates of one line near the headline, each as its place says."""
    walk, headline = around.walk, around.body.headline
    anchors = (around.body.first,) if headline is None else (headline, around.body.first)
    leaf = walk.leaves[number]
    if leaf.size > SHORT_LINE or not may_hold_date(leaf):
        return
    is_dateish = bool(leaf.times or roles_of(walk, leaf) & {"date", "meta", "byline"})
    rank = min(abs(number - anchor) for anchor in anchors)
    facts: Iterable[Fact] = list(leaf_dates(around, number, rank, is_dateish=is_dateish))
    if not facts:
        return
    if twins := twin_days(walk.nodes[leaf.node].element, leaf.lines, around.language):
        facts = (_doubted(fact, twins) for fact in facts)
    if (number == headline or leaf.tag == "h1") and "date" not in leaf.inline_hint.roles:
        facts = (replace(fact, confidence=NEVER) if fact.rule == "date-line" else fact for fact in facts)
    if headline is not None and number < headline:
        yield from _above(around, number, facts, is_dateish=is_dateish)
    elif around.is_foreign(number):
        yield from (replace(fact, confidence=NEVER) for fact in facts)
    else:
        yield from facts


def _doubted(fact: Fact, twins: frozenset[str]) -> Fact:
    """Return a date that stands beside an equal one as a candidate only; one with a label of its own as it is."""
    is_twin = fact.field == "published" and (fact.value or "")[:10] in twins
    return replace(fact, confidence=NEVER) if is_twin and not PUBLISHED.search(fold_in_place(fact.raw or "")) else fact


def _above(around: Around, number: int, facts: Iterable[Fact], *, is_dateish: bool) -> Iterator[Fact]:
    """Yield the dates of a line above the headline: the article's, the masthead's, or another page's."""
    leaf = around.walk.leaves[number]
    if not is_masthead(around.walk, leaf, around.body.headline) and around.is_foreign(number):
        yield from (replace(fact, confidence=NEVER) for fact in facts)
        return
    is_close = is_close_above(around, number, is_dateish=is_dateish)
    for fact in facts:
        if fact.confidence <= NEVER:
            yield fact
        elif is_close:
            yield replace(fact, confidence=max(0.5, fact.confidence - ABOVE_PENALTY))
        else:
            yield replace(fact, field="captured_hint", confidence=min(fact.confidence, 0.6))


def may_hold_date(leaf: Leaf) -> bool:
    """Tell whether a line may state a full date, by a look at its figures only."""
    return bool(leaf.times or _HAS_YEAR.search(leaf.text))


def relative_dates(around: Around, zone: Iterable[int]) -> Iterator[Fact]:
    """Yield the lines that count back from the fetch ("3 hours ago"): which day that is, the page alone cannot say."""
    walk = around.walk
    for number in zone:
        leaf = walk.leaves[number]
        if leaf.size > LONGEST or not roles_of(walk, leaf) & {"date", "meta", "byline"} or around.is_foreign(number):
            continue
        if (duration := read_relative(leaf.text, language=around.language)) is not None:
            yield Fact(
                field="published",
                value=duration,
                raw=leaf.text,
                rule=RELATIVE,
                basis="stated",
                place=place_of(walk, leaf.node),
                confidence=RELATIVE_TRUST,
            )


def leaf_dates(around: Around, number: int, rank: int, *, is_dateish: bool) -> Iterator[Fact]:
    """Yield the dates of one leaf: its `time` elements, else the words of its lines; `rank` counts its distance."""
    for fact in _leaf_dates(around, number, rank, is_dateish=is_dateish):
        is_chosen = fact.field == "published" and fact.confidence > NEVER
        yield replace(fact, confidence=NEVER) if is_chosen and _is_told(around, number, fact) else fact


def _is_told(around: Around, number: int, fact: Fact) -> bool:
    """Tell whether the page tells of a day, and did not come out then."""
    walk, leaf = around.walk, around.walk.leaves[number]
    words, roles = fact.raw.partition(" [")[0], roles_of(walk, leaf)
    if _EXPLICIT.search(fold_in_place(words)):
        return False
    is_signed = bool(leaf.times or roles & {"date", "meta", "byline"}) or opens_byline(leaf.text)
    if is_old(fact.value or "") and not is_signed:
        return True
    if (leaf.tag in HEADINGS or "standfirst" in roles) and is_after_words(leaf.text, words) and not is_signed:
        return True
    above = walk.leaves[number - 1].text if number else ""
    return (
        is_of_place(walk, number, above)
        or is_in_event(walk, leaf, around.body, words)
        or is_one_of_days(walk, number, around.text, around.language)
    )


def _leaf_dates(around: Around, number: int, rank: int, *, is_dateish: bool) -> Iterator[Fact]:
    """Yield the dates of one leaf, each as if the page came out then."""
    walk = around.walk
    leaf = walk.leaves[number]
    above = label_above(walk, number)
    label = MODIFIED.search(fold_in_place(leaf.text))
    place = place_of(walk, leaf.node)
    is_changed = above == "modified" or (label is not None and len(leaf.times) == 1 and label.start() == 0)
    is_of_other = is_entry(walk, number) or (number > 0 and is_label_over(walk.leaves[number - 1]))
    if leaf.times and not is_of_other:
        for fact in _time_date(around, leaf, rank, place):
            yield replace(fact, field="modified") if is_changed else fact
    is_inside = number > around.opening  # there a date with other words is part of what the text tells
    is_inside = is_inside or (not is_dateish and _is_under_picture(walk, leaf))
    before, links = "", links_of(leaf)
    for line in leaf.lines:
        named = is_label(before)  # in the line above, in one element with the date
        is_called = is_dateish or (named or above) is not None
        for fact in line_dates(around, line, place, rank, links=links, is_dateish=is_called):
            if is_of_other or (is_inside and fact.confidence <= BESIDE_WORDS):
                yield replace(fact, confidence=NEVER)
            elif named is not None:
                yield replace(fact, field=named, raw=f"{before} {fact.raw}")
            else:
                yield replace(fact, field="modified") if above == "modified" else fact
        before = line


def _is_under_picture(walk: Walk, leaf: Leaf) -> bool:
    """Tell whether a line with words that name nobody has an element of its own with a picture: it is the caption."""
    if leaf.names_author or opens_byline(leaf.text) or not tells_beside_date(leaf.text):
        return False
    boxes = (walk.nodes[number] for number in walk.ancestors(leaf.node)[:PICTURE_DEPTH])
    own = [box.element for box in boxes if box.end - box.first <= 1]
    return any(next(element.iter("img"), None) is not None for element in own)


def label_above(walk: Walk, number: int) -> str | None:
    """Return `published` or `modified` where the leaf above is such a label and nothing else."""
    above = walk.leaves[number - 1].text if number else ""
    return is_label(above)


def is_entry(walk: Walk, number: int) -> bool:
    """Tell whether a line says a date of something else: its row or list names it (`Born`), by no date's label."""
    chain = [walk.nodes[node] for node in walk.ancestors(walk.leaves[number].node)[:ENTRY_DEPTH]]
    entry = next((node.first for node in chain if node.tag == "dd"), number)
    above = walk.leaves[entry - 1] if entry else None
    return above is not None and walk.nodes[above.node].tag in {"dt", "th", "dd"} and is_label(above.text) is None


def _time_date(around: Around, leaf: Leaf, rank: int, place: str) -> Iterator[Fact]:
    """Yield the date of the first `time` element of a leaf."""
    reading = read_date(leaf.times[0], language=around.language)
    if reading is not None and reading.has_year:
        shown = next((span.text for span in leaf.spans if span.kind == "time" and span.value == leaf.times[0]), "")
        words = leaf.text[: leaf.text.find(shown)] if shown and shown in leaf.text else ""
        is_others = not opens_byline(leaf.text) and is_unknown_label(words, links_of(leaf))
        yield Fact(
            field="published",
            value=reading.value,
            raw=f"{shown} [{leaf.times[0]}]".strip(),
            rule="time-element",
            basis="stated",
            place=place,
            confidence=NEVER if is_others else max(0.5, 0.87 - rank * 0.01),
        )
