"""What several versions of our rules made of one article: text, blocks and facts, each beside the one before.

Rule: reads through `archive.reader` and `archive.extractions` only.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from sqlite3 import Connection
from typing import Any
from urllib.parse import unquote

from datasette.utils.asgi import Response

from archive import reader
from archive.compared import beginning_of
from archive.extractions import Extraction, count_extractions, extractions_of
from archive.snapshot import one_state
from exports.site.links import Links
from exports.site.pages.compare import summary_of
from exports.site.pages.entry import entry_of
from exports.site.pages.facts import FIELD_WORDS, value_words
from exports.site.pages.frame import Room, as_json, nowhere, room_of
from exports.telling.differences import Differences, differences_of
from ingest.relate.diff import compare
from schemas.article import ArticleRecord, Fact, display_title
from schemas.codec import to_json


@dataclass(frozen=True, slots=True)
class Held:
    """An article and what the archive keeps of its extractions."""

    record: ArticleRecord
    extractions: tuple[Extraction, ...]
    """The latest, the earliest of them first."""
    total: int


@dataclass(frozen=True, slots=True)
class FactLine:
    """A field whose chosen values are others."""

    field: str
    before: tuple[str, ...]
    after: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Changed:
    """What an extraction has otherwise than its neighbour."""

    beside: int
    """Place of the neighbour in the list, from 1."""
    is_from_base: bool
    """True: it was made from that one, without what the pages of its host repeat."""
    summary: str
    is_cut: bool
    """True: the texts are very long; their beginnings are compared."""
    text: Differences | None
    """None: the text is the same."""
    facts: tuple[FactLine, ...]
    candidates: tuple[int, int]
    """Candidates of facts that came, and that went."""
    dropped: tuple[str, ...]
    """Blocks that were kept there and are left out here."""
    taken_up: tuple[str, ...]


async def extractions_page(datasette: Any, request: Any) -> Response:  # noqa: ANN401  Datasette ships no types
    """Show every extraction of an article beside the one before."""
    room = await room_of(datasette, request)
    if room is None:
        return await nowhere(datasette, request)
    reference = unquote(request.url_vars["article"])
    held = await room.read(lambda conn: read_extractions(conn, reference))
    if held is None:
        return await room.missing("No article of this archive answers to that name. It may be in another archive.")
    if room.format == "json":
        return as_json({"article": held.record.id, "total": held.total, "extractions": to_json(held.extractions)})
    return await room.page("extractions.html", _context(room, held))


def read_extractions(conn: Connection, reference: str) -> Held | None:
    """Read an article and its extractions; None where there is none."""
    with one_state(conn):
        record = reader.find_article(conn, reference)
        if record is None:
            return None
        return Held(record, extractions_of(conn, record.id), count_extractions(conn, record.id))


def _context(room: Room, held: Held) -> dict[str, Any]:
    return {
        "record": held.record,
        "entry": entry_of(held.record, room.links),
        "title_text": display_title(held.record.headline, held.record.text),
        "lines": lines_of(room.links, held.extractions),
        "left_out": held.total - len(held.extractions),
        "as_json": f"{room.links.extractions(held.record.id)}.json",
    }


def lines_of(links: Links, extractions: Sequence[Extraction]) -> list[dict[str, Any]]:
    """Return the extractions as the page lists them, each with what changed."""
    places = {each.number: place for place, each in enumerate(extractions)}
    lines = []
    for place, each in enumerate(extractions):
        beside = neighbour(extractions, places, place)
        lines.append(
            {
                "place": place + 1,
                "extraction": each,
                "kept": sum(block.kept for block in each.blocks),
                "dropped": sum(not block.kept for block in each.blocks),
                "view": links.view(each.received_sha256) if each.has_received else None,
                "changed": changed(extractions[beside], each, beside + 1) if beside is not None else None,
            }
        )
    return lines


def neighbour(extractions: Sequence[Extraction], places: dict[int, int], place: int) -> int | None:
    """Return the place of the one to compare with: what it was made from, else the last one before made of a file."""
    each = extractions[place]
    if each.base is not None and each.base in places:
        return places[each.base]
    return next((at for at in range(place - 1, -1, -1) if extractions[at].base is None or each.base is not None), None)


def changed(before: Extraction, after: Extraction, beside: int) -> Changed:
    """Return what `after` has otherwise than `before`, which stands at the place `beside`, from 1."""
    old, new = beginning_of(before.text), beginning_of(after.text)
    comparison = compare(old, new)
    kept = [Counter(block.text for block in each.blocks if block.kept) for each in (before, after)]
    left = [Counter(block.text for block in each.blocks if not block.kept) for each in (before, after)]
    ours, theirs = (Counter(map(_candidate, each.facts)) for each in (before, after))
    return Changed(
        beside=beside,
        is_from_base=after.base == before.number,
        summary=summary_of(comparison),
        is_cut=(old, new) != (before.text, after.text),
        text=None if before.text == after.text else differences_of(comparison, old, new),
        facts=_fact_lines(before.facts, after.facts),
        candidates=((theirs - ours).total(), (ours - theirs).total()),
        dropped=tuple(kept[0] & left[1] - left[0]),
        taken_up=tuple(kept[1] & left[0] - left[1]),
    )


def _candidate(fact: Fact) -> tuple[str, str | None, str, str]:
    return fact.field, fact.value, fact.raw, fact.rule


def _fact_lines(before: Sequence[Fact], after: Sequence[Fact]) -> tuple[FactLine, ...]:
    old, new = _chosen(before), _chosen(after)
    return tuple(
        FactLine(words, old.get(field, ()), new.get(field, ()))
        for field, words in FIELD_WORDS.items()
        if old.get(field, ()) != new.get(field, ())
    )


def _chosen(facts: Sequence[Fact]) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for fact in facts:
        if fact.chosen:
            found[fact.field] = (*found.get(fact.field, ()), value_words(fact))
    return found
