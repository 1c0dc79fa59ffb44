"""What an editor finds on the page of an article: the forms that are about it, filled in as far as they can be.

Rule: reads through `archive.reader`; shows forms, makes no change.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from sqlite3 import Connection

from archive import reader
from archive.naming import STORY_PREFIX
from exports.site.links import Links
from exports.site.pages.edit import Filled, filled
from exports.site.pages.facts import FIELD_WORDS
from schemas.article import ArticleRecord, Fact, display_title
from schemas.relation import Relation
from schemas.types import PublicId
from schemas.view import Story, StoryStatement

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


def desk_of(
    conn: Connection, links: Links, record: ArticleRecord, facts: Sequence[Fact], related: Related
) -> ArticleDesk:
    """Return the forms about an article; of its relations those that the page lists."""
    story, said = _story_now(conn, record.id)
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
    )


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
            "fact-undo", links, f"{links.article(record.id)}#facts", number=number, article=record.id, field=field
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
                number=number,
                article=record.id,
                other=other.accession or other.id,
            ),
        )
        for number, (_, other) in enumerate(said)
    )
