"""The reading page of one article: its text, its facts with their evidence, its captures, its relatives, its citation.

Rule: reads through `archive.reader`, `archive.search` and `archive.versions` only.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from sqlite3 import Connection
from typing import Any
from urllib.parse import unquote

from datasette.utils.asgi import Response

from archive import reader
from archive.extractions import count_extractions
from archive.query import Query
from archive.search import asked_for
from archive.snippets import mark
from archive.versions import GroupOf, Versions, group_of_article, versions_of
from exports.site.editor import read_own
from exports.site.links import Quest
from exports.site.pages.article_desk import desk_of
from exports.site.pages.body import Marker, dropped_of, pieces_of
from exports.site.pages.cite import FORMS, citation_of
from exports.site.pages.facts import lines_of, silent_of, undecided_of
from exports.site.pages.frame import Room, as_json, nowhere, room_of
from exports.site.pages.neighbours import Neighbours, neighbours_of
from exports.site.pages.receipts import receipt_of
from exports.site.pages.relatives import LISTED, relatives_of
from exports.site.pages.said import Said, said_of
from exports.site.pages.versions import version_list
from exports.site.words import DateWords, basis_words, describe_date, direction, html_language
from ingest.normalise.urls import safe_url
from ingest.relate.wording import closeness
from schemas.article import ArticleRecord, Fact, display_title
from schemas.codec import to_json
from schemas.document import Block, BlockKind, text_of
from schemas.marks import Highlight
from schemas.relation import Relation, RelationKind
from schemas.view import Capture, Segment

DATE_FIELDS = ("published", "published_edtf", "published_earliest", "published_latest")


@dataclass(frozen=True, slots=True)
class Held:
    """Everything that the archive holds about one article."""

    record: ArticleRecord
    facts: tuple[Fact, ...]
    blocks: tuple[Block, ...]
    captures: tuple[Capture, ...]
    relations: tuple[Relation, ...]
    """All of them, the closest ties first."""
    relatives: tuple[tuple[Relation, ArticleRecord], ...]
    """The first of them, with the articles at their other ends; without those that are listed as versions."""
    versions: Versions | None
    story: GroupOf | None
    family: GroupOf | None
    extractions: int
    """How many are kept of it."""

    @property
    def to_list(self) -> int:
        """Return how many related articles there are beside the versions that are listed."""
        versions = {each.id for each in self.versions.articles} if self.versions else set()
        return sum(each.kind is not RelationKind.VERSION or not {each.a, each.b} <= versions for each in self.relations)


async def article_page(datasette: Any, request: Any) -> Response:  # noqa: ANN401  Datasette ships no types
    """Show one article."""
    room = await room_of(datasette, request)
    if room is None:
        return await nowhere(datasette, request)
    reference = unquote(request.url_vars["article"])
    quest, at = Quest.of(request.args), request.args.get("at")

    def read(conn: Connection) -> tuple[Held, Neighbours | None, Said, Query] | None:
        held = read_article(conn, reference)
        if held is None:
            return None
        name = held.record.id
        return held, neighbours_of(conn, room.links, quest, name, at), said_of(conn, name), asked_for(conn, quest.q)

    # A search, which tells the neighbours in a result, may take long.
    found = await (room.read(read) if at else room.look_up(read))
    if found is None:
        return await room.missing("No article of this archive answers to that name. It may be in another archive.")
    held, neighbours, said, words = found
    if room.format == "json":
        return as_json(_for_scripts(held))
    desk = None
    if room.editor:
        desk = await read_own(
            datasette, room.database, lambda conn: desk_of(conn, room.links, held.record, held.facts, held.relatives)
        )
    passages = [each for each, _, _ in desk.passages] if desk else said.passages
    beside = {
        "said": said,
        "desk": desk,
        "neighbours": neighbours,
        "quest": quest,
        "cited": cited_words(request.args.get("text"), held.record.text_sha256),
        "passages": passages,
        "selections": desk.selections if desk else said.selections,
    }
    context = _context(room, held, _marker(words, held.record.language), passages)
    return await room.page("article.html", {**context, **beside}, scripts=("passages.js",) if desk else ())


def read_article(conn: Connection, reference: str) -> Held | None:
    """Read an article by public id, accession number or record id; None where there is none."""
    record = reader.find_article(conn, reference)
    if record is None:
        return None
    versions = versions_of(conn, record.id)
    relations = sorted(reader.relations_of(conn, record.id), key=closeness)
    ends = _others(record.id, relations, {each.id for each in versions.articles} if versions else set())
    others = reader.articles_named(conn, [end for _, end in ends])
    return Held(
        record=record,
        facts=tuple(reader.facts_of(conn, record.id)),
        blocks=tuple(reader.blocks_of(conn, record.id)),
        captures=tuple(reader.captures_of(conn, record.id)),
        relations=tuple(relations),
        relatives=tuple((relation, others[end]) for relation, end in ends if end in others),
        versions=versions,
        story=group_of_article(conn, record.id, "story"),
        family=group_of_article(conn, record.id, "family"),
        extractions=count_extractions(conn, record.id),
    )


def _others(article: str, relations: Sequence[Relation], versions: Collection[str]) -> list[tuple[Relation, str]]:
    """Return the first relations with the articles at their other ends; versions that are listed as such left out."""
    ends = ((each, each.b if each.a == article else each.a) for each in relations)
    found = ((each, end) for each, end in ends if each.kind is not RelationKind.VERSION or end not in versions)
    return list(islice(found, LISTED))


def _context(room: Room, held: Held, mark: Marker, passages: Sequence[Highlight]) -> dict[str, Any]:
    record = held.record
    title = display_title(record.headline, record.text)
    language = html_language(record.language)
    is_text_of_blocks = text_of(held.blocks) == record.text
    return {
        "record": record,
        "title_text": title,
        "title_segments": mark(title),
        "lang": language,
        "dir": direction(language),
        "date": _date(held),
        "standfirst": _standfirst(held, mark),
        "pieces": pieces_of(
            held.blocks, mark, title=record.headline or "", passages=passages if is_text_of_blocks else ()
        ),
        "url": safe_url(record.url),
        "facts": lines_of(held.facts),
        "undecided": undecided_of(held.facts),
        "silent": silent_of(held.facts),
        "captures": [receipt_of(room.links, capture) for capture in held.captures],
        "relatives": relatives_of(room.links, record, held.relatives, held.to_list),
        "versions": version_list(room.links, record, held.versions),
        "story": held.story,
        "family": held.family,
        "extractions": held.extractions,
        "dropped": dropped_of(held.blocks),
        "citation": citation_of(record, archive=room.title),
        "permalink": f"{room.links.article(record.id)}?text={record.text_sha256}",
        "cite_as": [(name, f"{room.links.article(record.id)}.{suffix}") for suffix, name in FORMS.items()],
        "plain": room.links.article(record.id),
        "as_json": f"{room.links.article(record.id)}.json",
    }


def _marker(query: Query, language: str | None) -> Marker:
    """Return what cuts a text into pieces, the words searched for marked."""
    if not query.terms:
        return lambda text: (Segment(text=text, hit=False),)
    return lambda text: mark(text, query, language=language)


def _date(held: Held) -> DateWords:
    """Return the date in words; of one that a person asserted, who did and why."""
    date = describe_date(held.record)
    said = next((fact for name in DATE_FIELDS for fact in held.facts if fact.field == name and fact.chosen), None)
    if said is None:
        return date
    if said.basis == "asserted" and said.by:
        reason = f": {said.because}" if said.because else ""
        return replace(date, notes=(f"asserted by {said.by}{reason}", *date.notes[1:]))
    return date if date.notes else replace(date, notes=basis_words(said.basis, said.raw))


def _standfirst(held: Held, mark: Marker) -> tuple[Segment, ...]:
    """Return the card's standfirst where no block of the text shows it already."""
    standfirst = held.record.standfirst
    shown = {" ".join(block.text.split()) for block in held.blocks if block.kept and block.kind != BlockKind.HEADLINE}
    return mark(standfirst) if standfirst and " ".join(standfirst.split()) not in shown else ()


def cited_words(cited: str | None, text_sha256: str) -> str | None:
    """Say whether the text is the one that a citation names by its hash; None where no citation was followed."""
    if not cited:
        return None
    if len(cited) >= 8 and text_sha256.startswith(cited.lower()):  # noqa: PLR2004  shorter marks prove nothing
        return "This is the text that was cited: its SHA-256 is the one in the citation."
    return "This is not the text that was cited: its SHA-256 differs. It may have been extracted anew since."


def _for_scripts(held: Held) -> dict[str, Any]:
    return {
        "article": to_json(held.record),
        "facts": to_json(held.facts),
        "captures": to_json(held.captures),
        "relations": to_json(held.relations),
        "blocks": to_json(held.blocks),
    }
