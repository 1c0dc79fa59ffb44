"""The page of one family: its first version, and what every other one added, dropped and called it.

Rule: reads through `archive.reader` and `archive.tellings` only; what is told is made by `exports.telling`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from sqlite3 import Connection
from typing import Any
from urllib.parse import unquote

from datasette.utils.asgi import Response

from archive import reader, tellings
from archive.naming import STORY_PREFIX
from archive.snapshot import one_state
from exports.site.pages.entry import Entry, entry_of_member
from exports.site.pages.frame import Room, as_json, nowhere, room_of
from exports.site.pages.group_json import family_json, member_json
from exports.site.pages.story import LISTED, page_of
from exports.site.words import direction, html_language, language_name
from exports.telling.changes import LONGEST, Change, change_of, has_own_headline
from exports.telling.credit import takings_of
from exports.telling.order import order_of
from exports.telling.roles import first_of
from exports.telling.words import change_words, span_words, why_words
from ingest.relate.boilerplate import source_lines
from schemas.telling import Member
from schemas.view import Story

COMPARED = 12
"""Different texts of a family that are compared with the first version; each takes some hundredths of a second."""


@dataclass(frozen=True, slots=True)
class Held:
    """Everything that the page tells."""

    telling: tellings.Telling
    base: Member
    """What the others are compared with."""
    is_first: bool
    """True: it certainly appeared before the others."""
    members: tuple[Member, ...]
    """In the order of appearance, as far as it is known."""
    changes: Mapping[str, Change]
    """By what tells equal texts."""
    texts: Mapping[str, str]
    story: Story | None


@dataclass(frozen=True, slots=True)
class Version:
    """One article of the family."""

    entry: Entry
    changes: tuple[str, ...]
    compare: str | None


async def family_page(datasette: Any, request: Any) -> Response:  # noqa: ANN401  Datasette ships no types
    """Show one family."""
    room = await room_of(datasette, request)
    if room is None:
        return await nowhere(datasette, request)
    name = unquote(request.url_vars["name"])
    held = await room.read(lambda conn: read_family(conn, name))
    if held is None:
        return await room.missing(
            "No family of this archive answers to that name now. Its articles may share their text with no other."
        )
    if isinstance(held, str):
        return Response.redirect(room.links.family(held) + (".json" if room.format == "json" else ""))
    if room.format == "json":
        return as_json(family_json(held.telling, held.base, is_first=held.is_first, lines=_lines(held)))
    return await room.page("family.html", _context(room, held, page_of(request.args.get("page"))))


def read_family(conn: Connection, name: str) -> Held | str | None:
    """Read what is told of a family; its name now where it is asked for by another; None where there is none."""
    with one_state(conn):
        group = reader.find_family(conn, name)
        if group is None or group.story != name:
            return group.story if group else None
        telling = tellings.telling_of(conn, group)
        first = first_of(telling.members) if len(telling.members) == len(group.members) else None
        base = first or fullest(telling.members)
        stands = {each.text: each for each in reversed(telling.members)}
        kept = [base, *(each for text, each in reversed(stands.items()) if text != base.text)][: COMPARED + 1]
        words = tellings.texts_of(conn, [each.id for each in kept])
        story = reader.find_story(conn, f"{STORY_PREFIX}{base.id}")
    texts = {each.text: words[each.id] for each in kept}
    order = order_of(telling.members)
    return Held(
        telling=telling,
        base=base,
        is_first=first is not None,
        members=(*order.placed, *order.apart),
        changes=_changes(base, kept, texts),
        texts=texts,
        story=story,
    )


def fullest(members: Sequence[Member]) -> Member:
    """Return the longest of some articles, to measure the others by where it is not known which was first."""
    return max(members, key=lambda each: (each.word_count, each.id))


def _changes(base: Member, members: Sequence[Member], texts: Mapping[str, str]) -> dict[str, Change]:
    return {
        each.text: change_of(texts[base.text], texts[each.text], (base.language, each.language))
        for each in members
        if each.text != base.text and max(each.word_count, base.word_count) <= LONGEST
    }


def _context(room: Room, held: Held, page: int) -> dict[str, Any]:
    telling, group = held.telling, held.telling.group
    usual = telling.languages[0][0] if telling.languages else None
    others = [member for member in held.members if member.id != held.base.id]
    last_page = max(-(-len(others) // LISTED), 1)
    page = min(page, last_page)
    lines = {text: source_lines(words) for text, words in held.texts.items()}
    return {
        "group": group,
        "why": why_words(group.why),
        "base": entry_of_member(held.base, room.links, usual=usual),
        "is_first": held.is_first,
        "lang": html_language(held.base.language),
        "dir": direction(html_language(held.base.language)),
        "versions": [_version(room, held, member, usual) for member in others[(page - 1) * LISTED : page * LISTED]],
        "compared": len(held.changes),
        "page": page,
        "last_page": last_page,
        "pages": {at: f"{room.links.family(group.story)}?page={at}" for at in (page - 1, page + 1)},
        "told": len(telling.members),
        "days": span_words(group.first, group.last),
        "languages": [(language_name(code), count) for code, count in telling.languages],
        "agencies": telling.agencies,
        "takings": takings_of(held.members, telling.ties, lines),
        "entry": lambda member: entry_of_member(member, room.links, usual=usual),
        "lookalikes": [entry_of_member(each, room.links, usual=usual) for each in telling.lookalikes],
        "story": held.story,
        "story_href": room.links.story(held.story.story) if held.story else None,
        "as_json": f"{room.links.family(group.story)}.json",
    }


def _version(room: Room, held: Held, member: Member, usual: str | None) -> Version:
    is_same = member.text == held.base.text
    return Version(
        entry=entry_of_member(member, room.links, usual=usual),
        changes=change_words(
            held.changes.get(member.text), own_headline=has_own_headline(held.base, member), is_same=is_same
        ),
        compare=None if is_same else room.links.compare(held.base.id, member.id),
    )


def _lines(held: Held) -> list[dict[str, Any]]:
    """Return the articles with what each changed, for scripts."""
    found = []
    for member in held.members:
        change = held.changes.get(member.text)
        line = member_json(member) | {"same_text": member.text == held.base.text}
        if change:
            line |= {
                "words_added": change.words_added,
                "words_cut": change.words_cut,
                "words_moved": change.words_moved,
                "paragraphs_dropped_at_the_end": change.paragraphs_dropped,
            }
        found.append(line | {"own_headline": has_own_headline(held.base, member)})
    return found
