"""The stories of which a dossier holds two articles or more, told of these.

Rule: with `gather` the only module of the dossier that knows the archive; reads through `archive.tellings`.
"""

import sqlite3
from collections.abc import Iterator, Mapping, Sequence

from archive import reader, tellings
from archive.naming import STORY_PREFIX
from exports.dossier.model import Entry, StoryTold
from exports.telling.account import needed
from schemas.types import PublicId
from schemas.view import Story

LEAST = 2
"""Articles of a story in the dossier: one is no story."""


def stories_of(conn: sqlite3.Connection, entries: Sequence[Entry]) -> tuple[StoryTold, ...]:
    """Return the stories of the articles, by the first article of each."""
    inside = {entry.record.id: entry for entry in entries}
    return tuple(_told(conn, story, inside) for story in _stories(conn, inside))


def _stories(conn: sqlite3.Connection, inside: Mapping[PublicId, Entry]) -> Iterator[Story]:
    seen: set[PublicId] = set()
    for name in inside:
        if name in seen:
            continue
        story = reader.find_story(conn, f"{STORY_PREFIX}{name}")
        if story is not None:
            seen.update(story.members)
            if sum(each in inside for each in story.members) >= LEAST:
                yield story


def _told(conn: sqlite3.Connection, story: Story, inside: Mapping[PublicId, Entry]) -> StoryTold:
    telling = tellings.telling_of(conn, story)
    members = tuple(each for each in telling.members if each.id in inside)
    names = {each.id for each in members}
    ties = tuple(tie for tie in telling.ties if tie.a in names and tie.b in names)
    texts = {each.text: inside[each.id].record.text for each in needed(members, ties)}
    return StoryTold(
        story=story,
        members=members,
        ties=ties,
        texts=texts,
        lookalikes=telling.lookalikes,
        said=telling.said,
    )
