"""Candidate dates that stand far from the headline: under the text, in the address, in `time` elements anywhere.

Rule: pure. Looked at where nothing near the headline says a day; each needs a label, an element or an
agreement of its own.
"""
# ruff: noqa: RUF001, RUF002  signs of many scripts

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from ingest.extract.html.around import Around
from ingest.extract.html.blocks import place_of
from ingest.extract.html.doubt import PUBLISHED, label_before
from ingest.extract.html.head import Head, folded
from ingest.extract.html.near import SHORT_LINE, date_zone
from ingest.extract.html.own_bylines import opens_byline
from ingest.extract.html.score import SENTENCE_END
from ingest.extract.html.stated_dates import label_above, leaf_dates, may_hold_date, relative_dates, stated_dates
from ingest.extract.html.structured import NEVER
from ingest.extract.html.tables import HEADINGS
from ingest.extract.html.told_days import is_one_of_days
from ingest.extract.html.walk import Walk
from ingest.normalise.choose_dates import IN_ADDRESS
from ingest.normalise.dates import find_dates, read_date
from ingest.normalise.dates.address import archived_at, day_in_address
from ingest.normalise.dates.fold import fold_in_place
from ingest.normalise.dates.labels import SELF_OPENERS
from schemas.article import Fact

TAIL_TRUST = 0.6
OTHERS = frozenset({"comments", "related", "nav", "ad", "newsletter", "share"})
"""Furniture whose dates are those of others."""
ADDRESS_TRUST = 0.6
ARCHIVE_TRUST = 0.6
INSIDE_TRUST = 0.55
OPENING_TRUST = 0.7
HEADINGS_FIRST = 1
"""Headings over the first paragraph of a text."""
ENDING = 2
"""Last lines of a text that may say of the page when it came out."""
SIGNED_LINES = 2
"""Lines under the text in which a byline with a date signs it."""


def date_facts(around: Around, head: Head, tail: range, url: str | None) -> list[Fact]:
    """Return every candidate date that the page's own words and its address state."""
    walk, body = around.walk, around.body
    zone = date_zone(walk, body.headline, body.first, body.last)
    found = list(stated_dates(around, zone))
    if not _is_sure(found):
        found.extend(dates_far(around, tail))
    is_open = body.is_several and body.headline is None  # each of the articles has a day of its own
    if is_open:
        found = [replace(fact, confidence=min(NEVER, fact.confidence)) for fact in found]
    found.extend(time_elements(head, around.language))
    found.extend(address_dates(address for address in (url, *head.addresses) if address))
    if not is_open and not _is_sure(found):
        found.extend(relative_dates(around, zone))
    return found


def dates_far(around: Around, tail: range) -> list[Fact]:
    """Return the dates under the text and inside it, for a page that says none near its headline."""
    found = list(tail_dates(around, tail))
    for believes_labels in (False, True):
        if not _is_sure(found):
            found.extend(labelled_dates(around, tail, believes_labels=believes_labels))
    if not _is_sure(found):
        found.extend(self_dates(around, tail))
    if not _is_sure(found):
        found.extend(opening_dates(around))
    if not _is_sure(found):
        found.extend(inner_dates(around))
    return found


def _is_sure(facts: Iterable[Fact]) -> bool:
    """Tell whether a day of publication is among facts that may be chosen."""
    return any(fact.field == "published" and fact.confidence > NEVER for fact in facts)


def _agreed(facts: list[Fact], trust: float) -> list[Fact]:
    """Return the facts with `trust` where all of them that may be chosen say one day, else for the record only."""
    days = {(fact.value or "")[:10] for fact in facts if fact.field == "published" and fact.confidence > NEVER}
    most = trust if len(days) == 1 else NEVER
    return [replace(fact, confidence=min(most, fact.confidence)) for fact in facts]


def labelled_dates(around: Around, tail: range, *, believes_labels: bool) -> list[Fact]:
    """Return the dates further down that a label calls the page's own, where all of them say one day.

    `believes_labels`: only those with a label over them, in boxes that lead to other pages too.
    """
    walk = around.walk
    found: list[Fact] = []
    for number in range(tail.start if believes_labels else tail.stop, len(walk.leaves)):
        leaf = walk.leaves[number]
        if leaf.size > SHORT_LINE or not may_hold_date(leaf):
            continue
        is_labelled = label_above(walk, number) == "published"
        if not is_labelled and (believes_labels or not PUBLISHED.search(fold_in_place(leaf.text))):
            continue
        is_foreign = around.is_foreign(number, believes_labels=believes_labels)
        is_others = is_foreign or _is_others(around, number) or _opens_text(walk, number)
        for fact in leaf_dates(around, number, 0, is_dateish=False):
            is_named = is_labelled or _is_all_label(fact)
            found.append(fact if is_named and not is_others else replace(fact, confidence=NEVER))
    return _agreed(found, TAIL_TRUST)


def self_dates(around: Around, tail: range) -> list[Fact]:
    """Return the days of sentences under the text that say of their own page when it came out, however they go on."""
    found: list[Fact] = []
    for number in range(max(0, around.body.last - ENDING), tail.stop):
        leaf = around.walk.leaves[number]
        head = leaf.text[:SHORT_LINE]
        if not fold_in_place(head).startswith(SELF_OPENERS) or not may_hold_date(leaf):
            continue
        reading = next(iter(find_dates(head, language=around.language)), None)
        if reading is None or not reading.has_year or label_before(head, 0, reading) is None:
            continue
        is_others = around.is_foreign(number) or _is_others(around, number)
        found.append(
            Fact(
                field="published",
                value=reading.value,
                raw=head[: reading.end],
                rule="date-line",
                basis="stated",
                place=place_of(around.walk, leaf.node),
                confidence=NEVER if is_others or len(reading.value) < len("2000-01-01") else TAIL_TRUST,
            )
        )
    return _agreed(found, TAIL_TRUST)


def _is_all_label(fact: Fact) -> bool:
    """Tell whether the words of a date are its label and nothing else."""
    return PUBLISHED.search(fold_in_place(fact.raw)) is not None and read_date(fact.raw) is not None


def _is_others(around: Around, number: int) -> bool:
    """Tell whether a line stands in furniture beside the article whose dates are those of others."""
    walk, first = around.walk, around.body.first
    nodes = (walk.nodes[node] for node in walk.ancestors(walk.leaves[number].node))
    return any(node.hint.furniture in OTHERS for node in nodes if not node.first <= first < node.end)


def inner_dates(around: Around) -> list[Fact]:
    """Return the lines inside the article's element that are a date and nothing else, where all of them say one day."""
    walk, body = around.walk, around.body
    own = {id(choice.leaf) for choice in body.choices if choice.rule == "date"}
    found: list[Fact] = []
    for number in range(0 if body.headline is None else body.headline + 1, body.last):
        leaf = walk.leaves[number]
        if id(leaf) in own and may_hold_date(leaf) and not around.is_foreign(number):
            found.extend(leaf_dates(around, number, 0, is_dateish=True))
    return _agreed(found, INSIDE_TRUST)


_OPENS = re.compile(r"\s?[-–—:|„“«\"»(]")
_RELEASE = re.compile(
    r"\s*(?:(?:press|news|media) release|(?:presse|medien)(?:mitteilung|meldung|information)|communiqué(?: de presse)?"
    r"|comunicato(?: stampa)?|nota de prensa|comunicado(?: de prensa)?|persbericht|pressmeddelande|pressemelding)"
    r"(?: (?:vom|of|from|du|del|de|van|från|fra))?[ ,:]*",
    re.IGNORECASE,
)
"""What a release calls itself before its day."""


def opening_dates(around: Around) -> Iterator[Fact]:
    """Yield the day with which the article's first paragraph opens: `29.11.2022 – The council has ...`."""
    for number in _openings(around):
        leaf = around.walk.leaves[number]
        head = leaf.text[:SHORT_LINE]
        since = match.end() if (match := _RELEASE.match(head)) else 0
        first = next(iter(find_dates(head, language=around.language)), None)
        if first is None or first.start > since or not first.has_year or len(first.value) < len("2000-01-01"):
            continue
        if not _OPENS.match(head, first.end) or around.is_foreign(number):
            continue
        if is_one_of_days(around.walk, number, around.text, around.language):
            return
        yield Fact(
            field="published",
            value=first.value,
            raw=head[: first.end].strip(),
            rule="opening-date",
            basis="dateline",
            place="text",
            confidence=OPENING_TRUST,
        )
        return


def _openings(around: Around) -> list[int]:
    """Return the paragraphs that the article may open with: the first under its headline, the first of its text."""
    walk, body = around.walk, around.body
    above = range(body.first if body.headline is None else min(body.headline + 1, body.first), body.first)
    inside = range(body.first, min(body.first + HEADINGS_FIRST, body.last, len(walk.leaves) - 1) + 1)
    first = next((number for number in above if walk.leaves[number].size > SHORT_LINE), None)
    second = next((number for number in inside if walk.leaves[number].tag not in HEADINGS), None)
    return [number for number in (first, second) if number is not None and may_hold_date(walk.leaves[number])]


def address_dates(addresses: Iterable[str]) -> Iterator[Fact]:
    """Yield the day that the page's own address is filed under, and the day on which an archive of pages fetched it."""
    found: dict[str, str] = {}
    for address in addresses:
        fetched, own = archived_at(address)
        if fetched is not None:
            yield _of_address("captured_hint", fetched, address, "archive-address", ARCHIVE_TRUST)
        if (said := day_in_address(own)) is not None:
            found.setdefault(*said)
    full = {value: raw for value, raw in found.items() if len(value) == len("2000-01-01")} or found
    for value, raw in full.items():
        yield _of_address("published", value, raw, IN_ADDRESS, ADDRESS_TRUST if len(full) == 1 else NEVER)


def _of_address(field: str, value: str, raw: str, rule: str, trust: float) -> Fact:
    return Fact(field=field, value=value, raw=raw, rule=rule, basis="stated", place="address", confidence=trust)


def tail_dates(around: Around, tail: range) -> Iterator[Fact]:
    """Yield the dates under the article that are labelled as its own, or stand in a `time` element beside it."""
    walk = around.walk
    closed = _end_of_article(around) if tail else 0
    several = len({each[:10] for number in tail for each in walk.leaves[number].times}) > 1
    for rank, number in enumerate(tail):
        leaf = walk.leaves[number]
        if leaf.size > SHORT_LINE or _is_others(around, number):
            continue
        is_signed = rank < SIGNED_LINES and may_hold_date(leaf) and opens_byline(leaf.text)
        if leaf.times or is_signed or (may_hold_date(leaf) and PUBLISHED.search(fold_in_place(leaf.text))):
            is_named = bool(PUBLISHED.search(fold_in_place(leaf.text))) or is_signed
            is_remark = not is_named and (several or _opens_text(walk, number))
            is_others = (number >= closed and not (is_named and rank == 0)) or is_remark or around.is_foreign(number)
            trust = NEVER if is_others else TAIL_TRUST
            for fact in leaf_dates(around, number, rank, is_dateish=True):
                is_sure = is_signed or fact.rule == "time-element" or PUBLISHED.search(fold_in_place(fact.raw or ""))
                yield replace(fact, confidence=min(trust if is_sure else NEVER, fact.confidence))


def _end_of_article(around: Around) -> int:
    """Return the number of the leaf after the `article` element that the text ends in; without one, after the page."""
    walk = around.walk
    chain = [walk.nodes[node] for node in walk.ancestors(walk.leaves[around.body.last].node)]
    return next((node.end for node in reversed(chain) if node.tag == "article"), len(walk.leaves))


def _opens_text(walk: Walk, number: int) -> bool:
    """Tell whether a date is followed by running text in its own element or box: a remark, or another article."""
    box = walk.nodes[walk.leaves[number].node]
    after = walk.leaves[number + 1 : box.end]
    return any(SENTENCE_END.search(leaf.text) for leaf in after)


def believed_hints(facts: Iterable[Fact]) -> list[Fact]:
    """Return facts without hints at a capture before the article's own date: no fetch is older than the text."""
    facts = list(facts)
    days = [(fact.value or "")[:10] for fact in facts if fact.field == "published" and fact.confidence > NEVER]
    known = [day for day in days if not day.startswith("--")]
    return [
        replace(fact, field="published", confidence=NEVER)
        if fact.field == "captured_hint" and known and (fact.value or "")[:10] < min(known)
        else fact
        for fact in facts
    ]


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
