"""What an editor finds on the page of an article: the forms that are about it, filled in as far as they can be.

Rule: reads through `archive.reader`; shows forms, makes no change.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from sqlite3 import Connection
from typing import TypeVar

from archive import marks, reader
from archive.checking import value_of
from archive.naming import STORY_PREFIX
from exports.site.forms.form import PRIVATE, SHOWN
from exports.site.forms.marks import seen_of
from exports.site.links import Links
from exports.site.pages.edit import Filled, filled
from exports.site.pages.facts import FIELD_WORDS
from exports.site.pages.said import said_of
from schemas.article import ArticleRecord, Fact, display_title
from schemas.marks import Highlight, Note, Selection
from schemas.relation import Relation
from schemas.types import PublicId
from schemas.view import Story, StoryStatement

Written = TypeVar("Written", Note, Highlight)

Related = Sequence[tuple[Relation, ArticleRecord]]


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleDesk:
    """The forms about one article."""

    correct: Filled
    corrections: tuple[tuple[str, Filled], ...]
    """What stands asserted, in words, with the form that takes it back."""
    relate: Filled
    relations: tuple[tuple[str, Filled], ...]
    """What persons said of pairs, with the form that takes it back."""
    story: Story | None
    stories: tuple[Filled, ...]
    undo_story: Filled | None
    confirm: dict[str, Filled]
    """By field that has a value: the form that says it is right."""
    checked: dict[str, Filled]
    """By field that was found right: the form that takes that back."""
    tags: tuple[Filled, ...]
    add_note: Filled
    notes: tuple[tuple[Note, Filled, Filled], ...]
    """Notes, private ones too, with the forms that change and remove each."""
    mark: Filled
    passages: tuple[tuple[Highlight, Filled, Filled], ...]
    """Passages, private ones too, with the forms that change and remove each."""
    select: Filled
    selections: tuple[Selection, ...]
    """Those that the article is in, private ones too."""


def desk_of(
    conn: Connection, links: Links, record: ArticleRecord, facts: Sequence[Fact], related: Related
) -> ArticleDesk:
    """Return the forms about an article; of its relations those that the page lists."""
    story, said = _story_now(conn, record.id)
    beside = said_of(conn, record.id, is_owner=True)
    here = links.article(record.id)
    name = f"{STORY_PREFIX}{record.id}"
    label = story.label if story else None
    merge = filled("story-merge", links, f"{here}#curate", story=name)
    within = (
        filled("story-name", links, f"{here}#curate", story=name, label=label),
        filled("story-split", links, f"{here}#curate", story=name, articles=record.accession or record.id),
    )
    return ArticleDesk(
        correct=filled("fact", links, f"{here}#facts", article=record.id, field="published"),
        corrections=_corrections(links, record, facts),
        relate=_relate(links, record, related),
        relations=_relations(links, record, related),
        story=story,
        stories=(*(within if story else ()), merge),
        undo_story=filled("story-undo", links, f"{here}#curate", story=name) if said else None,
        confirm=_confirm(links, record, facts),
        checked={
            field: filled("confirm-undo", links, f"{here}#facts", tail=field, article=record.id, fields=field)
            for field in beside.checks
        },
        tags=(
            filled("tag-add", links, f"{here}#facts", article=record.id),
            *([filled("tag-remove", links, f"{here}#facts", article=record.id)] if record.tags else []),
        ),
        add_note=filled("note-add", links, f"{here}#notes", article=record.id),
        notes=tuple(_note(links, record, note, "note") for note in beside.notes),
        mark=filled("passage-add", links, f"{here}#passages", article=record.id),
        passages=tuple(_note(links, record, each, "passage") for each in beside.passages),
        select=_select(conn, links, record),
        selections=beside.selections,
    )


def _confirm(links: Links, record: ArticleRecord, facts: Sequence[Fact]) -> dict[str, Filled]:
    here, values = links.article(record.id), {fact.field: value_of(facts, fact.field) for fact in facts if fact.chosen}
    return {
        field: filled(
            "confirm",
            links,
            f"{here}#facts",
            tail=field,
            article=record.id,
            fields=field,
            seen=seen_of({field: value}),
        )
        for field, value in values.items()
        if value is not None
    }


def _select(conn: Connection, links: Links, record: ArticleRecord) -> Filled:
    form = filled("selection-add", links, f"{links.article(record.id)}#selections", article=record.id)
    known = tuple((each.name, each.title) for each in marks.selections(conn, is_owner=True))
    return replace(form, suggestions=known, suggested="into")


def _note(links: Links, record: ArticleRecord, note: Written, kind: str) -> tuple[Written, Filled, Filled]:
    given = {"article": record.id, "note": note.name, "body": note.body, "who": PRIVATE if note.is_private else SHOWN}
    here = f"{links.article(record.id)}#{kind}s"
    change, remove = (filled(f"{kind}-{what}", links, here, tail=note.name, **given) for what in ("change", "remove"))
    return note, change, remove


def _story_now(conn: Connection, article: PublicId) -> tuple[Story | None, tuple[StoryStatement, ...]]:
    """Return the story that holds an article, and what persons said of it."""
    story = reader.find_story(conn, f"{STORY_PREFIX}{article}")
    alone = Story(story="", label="", why="", members=(article,))
    return story, reader.said_of_story(conn, story or alone)


def _corrections(links: Links, record: ArticleRecord, facts: Sequence[Fact]) -> tuple[tuple[str, Filled], ...]:
    asserted = dict.fromkeys(fact.field for fact in facts if fact.chosen and fact.basis == "asserted")
    found = []
    for number, field in enumerate(asserted):
        values = "; ".join(fact.value or "unknown" for fact in facts if fact.field == field and fact.chosen)
        form = filled(
            "fact-undo", links, f"{links.article(record.id)}#facts", tail=str(number), article=record.id, field=field
        )
        found.append((f"{FIELD_WORDS[field]}: {values}", form))
    return tuple(found)


def _relate(links: Links, record: ArticleRecord, related: Related) -> Filled:
    form = filled("relation", links, f"{links.article(record.id)}#curate", article=record.id)
    known = tuple((other.accession or other.id, display_title(other.headline, other.text)) for _, other in related)
    return replace(form, suggestions=known)


def _relations(links: Links, record: ArticleRecord, related: Related) -> tuple[tuple[str, Filled], ...]:
    said = [(relation, other) for relation, other in related if relation.because is not None]
    return tuple(
        (
            display_title(other.headline, other.text),
            filled(
                "relation-undo",
                links,
                f"{links.article(record.id)}#curate",
                tail=str(number),
                article=record.id,
                other=other.accession or other.id,
            ),
        )
        for number, (_, other) in enumerate(said)
    )
