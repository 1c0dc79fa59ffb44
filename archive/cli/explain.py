"""How an article came to be what it is: the stages by number, each with its evidence. Used by `show` and `extract`.

Rule: pure; sees records and gives lines.
"""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from archive.cli.screen import plain, shortened
from archive.cli.words import counted
from ingest.relate.wording import kind_name
from schemas.article import FACT_FIELDS, ArticleRecord, Fact
from schemas.document import Block
from schemas.relation import Relation
from schemas.view import Capture, Event

STAGES = ("read", "decode", "extract", "normalise", "sign", "store", "relate", "export")
"""The stages, as code, docs and progress bar name them; they are counted from 1."""

TEXT_LENGTH = 70
"""Characters of a block that are shown."""
RAW_LENGTH = 160
"""Characters of the words a fact rests on."""

BASIS_WORDS = {
    "structured": "machine-readable on the page",
    "stated": "the page's own words",
    "dateline": "the dateline",
    "inferred": "inferred from what is stated",
    "asserted": "a person said so",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """All that is known about how an article came to be."""

    record: ArticleRecord
    facts: tuple[Fact, ...]
    blocks: tuple[Block, ...]
    captures: tuple[Capture, ...]
    relations: tuple[Relation, ...] = ()
    events: tuple[Event, ...] = ()
    """What people did to it, in order."""
    is_stored: bool = True
    """False: fresh from the pipeline (`cuttings extract`); stages 6 and 7 have not been."""


def account_lines(account: Account) -> Iterator[str]:
    """Yield the account, stage by stage."""
    yield from _stage(1, _read_lines(account.captures))
    yield from _stage(2, _decode_lines(account.captures))
    yield from _stage(3, _block_lines(account))
    yield from _stage(4, _fact_lines(account.facts))
    yield from _stage(5, _sign_lines(account.record))
    if account.is_stored:
        yield from _stage(6, _store_lines(account))
        yield from _stage(7, _relation_lines(account))


def _stage(number: int, lines: Iterable[str]) -> Iterator[str]:
    yield f"{number} {STAGES[number - 1]}"
    yield from (f"    {line}" for line in lines)
    yield ""


def _read_lines(captures: Sequence[Capture]) -> Iterator[str]:
    for capture in captures:
        yield f"{', '.join(map(plain, capture.sources))}: {counted(capture.received_size, 'byte')}, {capture.format}"
        yield f"SHA-256 {capture.received_sha256}"
        if capture.url:
            yield f"from {plain(capture.url)} (says {plain(capture.url_basis or 'nobody')})"
        if capture.captured:
            yield f"fetched {plain(capture.captured)} (says {plain(capture.captured_basis or 'nobody')})"
        else:
            yield "fetched: nobody says when"
        if capture.status is not None:
            yield f"HTTP {capture.status}" + (f", {plain(capture.media_type)}" if capture.media_type else "")
        if capture.stated_digest:
            yield f"its container states {plain(capture.stated_digest)}: checked"


def _decode_lines(captures: Sequence[Capture]) -> Iterator[str]:
    for charset, basis in dict.fromkeys((capture.charset, capture.charset_basis) for capture in captures):
        yield f"as {charset} (by {basis})"


def _block_lines(account: Account) -> Iterator[str]:
    kept = sum(block.kept for block in account.blocks)
    yield f"{account.record.extractor}: {kept} blocks kept, {len(account.blocks) - kept} dropped"
    for block in account.blocks:
        fate = "kept   " if block.kept else "dropped"
        text = shortened(block.text, TEXT_LENGTH)
        yield f"{fate}  {block.kind.value:<12}  {plain(block.place)}  by {block.rule}: {text}"


def _fact_lines(facts: Sequence[Fact]) -> Iterator[str]:
    yield "* marks what the card shows; every other line is a candidate that was not chosen"
    order = {name: number for number, name in enumerate(FACT_FIELDS)}
    for fact in sorted(facts, key=lambda each: (order.get(each.field, len(order)), not each.chosen, -each.confidence)):
        yield from _one_fact(fact)


def _one_fact(fact: Fact) -> Iterator[str]:
    mark = "*" if fact.chosen else " "
    value = "unknown" if fact.value is None else shortened(fact.value, RAW_LENGTH)
    yield f"{mark} {fact.field} = {value}"
    where = f" at {plain(fact.place)}" if fact.place else ""
    sure = "" if fact.confidence >= 1 else f", {fact.confidence:.0%} sure"
    yield f"      {fact.basis}: {BASIS_WORDS[fact.basis]}; rule {fact.rule}{where}{sure}"
    if fact.raw and fact.raw != fact.value:
        yield f"      words: “{shortened(fact.raw, RAW_LENGTH)}”"
    if fact.basis == "asserted":
        yield f"      said by {plain(fact.by or 'somebody')}, because {plain(fact.because or 'no reason was given')}"


def _sign_lines(record: ArticleRecord) -> Iterator[str]:
    yield f"{counted(record.word_count, 'word')}, SHA-256 of the text {record.text_sha256}"
    if record.warnings:
        yield f"warnings: {', '.join(record.warnings)}"


def _store_lines(account: Account) -> Iterator[str]:
    record = account.record
    yield f"accession {record.accession}, id {record.id}"
    yield f"address {plain(record.address)}"
    yield f"{counted(len(account.captures), 'capture')}"
    yield from map(_event_line, account.events)


def _event_line(event: Event) -> str:
    """Return what a person did, with what stood there before: `set` and `undo` name the field."""
    detail = json.loads(event.detail)
    done = "set" if "set" in detail else "took back"
    field = detail.get("set") or detail.get("undo") or "a fact"
    other, nothing = (f" with {detail['with']}", "none") if detail.get("with") else ("", "unknown")
    before, after = (shortened(detail.get(side) or nothing, TEXT_LENGTH) for side in ("before", "after"))
    why = f", because {detail['because']}" if detail.get("because") else ""
    return plain(f"{event.at} {event.agent} {done} {field}{other}: {before} -> {after}{why}")


def _relation_lines(account: Account) -> Iterator[str]:
    if not account.relations:
        yield "no copy and no other version of it is known here"
    for relation in account.relations:
        other = relation.b if relation.a == account.record.id else relation.a
        kind = relation.kind.value if relation.kind else kind_name(relation)
        yield f"{kind} {other}: {plain(relation.evidence)} ({relation.method})"
