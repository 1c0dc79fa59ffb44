"""The page of one story: who reported when, what was copied from whom, on what the articles disagree, who said so.

Rule: reads through `archive.reader` and `archive.tellings` only; what is told is made by `exports.telling`.
"""

import shlex
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from sqlite3 import Connection
from typing import Any
from urllib.parse import unquote

from datasette.utils.asgi import Response

from archive import reader, tellings
from archive.snapshot import one_state
from exports.phrases import counted
from exports.site.pages.entry import Entry, entry_of_member
from exports.site.pages.frame import Room, as_json, nowhere, room_of
from exports.site.pages.group_json import story_json
from exports.site.words import direction, html_language, language_name
from exports.telling.account import Account, account_of, needed
from exports.telling.drawing import drawing_of
from exports.telling.order import Order, Step
from exports.telling.words import (
    ROLE_WORDS,
    apart_groups,
    compared_words,
    first_words,
    span_words,
    spanning_words,
    statement_words,
    step_words,
)
from schemas.telling import Member

LISTED = 100
"""Articles of a story on one page of its list."""

FAMILIES = 20

DISAGREEMENTS = 40

TAKINGS = 40


@dataclass(frozen=True, slots=True)
class Held:
    """Everything that the page tells."""

    telling: tellings.Telling
    account: Account
    is_whole: bool
    """True: every article of the story is told one by one."""


@dataclass(frozen=True, slots=True)
class Shown:
    """One article in the order of appearance."""

    entry: Entry
    role: str


async def story_page(datasette: Any, request: Any) -> Response:  # noqa: ANN401  Datasette ships no types
    """Show one story."""
    room = await room_of(datasette, request)
    if room is None:
        return await nowhere(datasette, request)
    name = unquote(request.url_vars["name"])
    held = await room.read(lambda conn: read_story(conn, name))
    if held is None:
        return await room.missing(
            "No story of this archive answers to that name now. Its articles may stand alone, or were taken out."
        )
    if isinstance(held, str):
        return Response.redirect(room.links.story(held) + (".json" if room.format == "json" else ""))
    if room.format == "json":
        return as_json(story_json(held.telling, held.account, is_whole=held.is_whole))
    return await room.page("story.html", _context(room, held, page_of(request.args.get("page"))))


def read_story(conn: Connection, name: str) -> Held | str | None:
    """Read what is told of a story; its name now where it is asked for by another; None where there is none."""
    with one_state(conn):
        group = reader.find_story(conn, name)
        if group is None or group.story != name:
            return group.story if group else None
        telling = tellings.telling_of(conn, group)
        stands = needed(telling.members, telling.ties)
        words = tellings.texts_of(conn, [each.id for each in stands])
    texts = {each.text: words[each.id] for each in stands if each.id in words}
    account = account_of(telling.members, telling.ties, texts)
    return Held(telling, account, is_whole=len(telling.members) == len(group.members))


def page_of(asked: str | None) -> int:
    """Return the page of the list that is asked for, from 1; nonsense is the first."""
    return max(int(asked), 1) if asked and asked.isascii() and asked.isdigit() and len(asked) < 6 else 1  # noqa: PLR2004  longer numbers are no page


def _context(room: Room, held: Held, page: int) -> dict[str, Any]:
    telling, account, group = held.telling, held.account, held.telling.group
    usual = telling.languages[0][0] if telling.languages else None

    @cache
    def entry(member: Member) -> Entry:
        return entry_of_member(member, room.links, usual=usual)

    return {
        **_head(held),
        **_lists(room, held, entry, page),
        "entry": entry,
        "drawing": drawing_of(account.timeline),
        "agencies": account.agencies,
        "takings": account.takings[:TAKINGS],
        "takings_left": max(len(account.takings) - TAKINGS, 0),
        "families": account.families[:FAMILIES],
        "families_left": max(len(account.families) - FAMILIES, 0),
        "disagreements": account.disagreements[:DISAGREEMENTS],
        "disagreements_left": max(len(account.disagreements) - DISAGREEMENTS, 0),
        "compared": compared_words(account.pairs),
        "lookalikes": [entry(each) for each in telling.lookalikes],
        "said": Counter(map(statement_words, telling.said)).items(),
        "command": f"cuttings dossier {shlex.quote(f'{room.database}.db')} --story {group.story} -o {group.story}.pdf",
        "as_json": f"{room.links.story(group.story)}.json",
    }


def _head(held: Held) -> dict[str, Any]:
    telling, group = held.telling, held.telling.group
    language = next((each.language for each in telling.members if each.title == group.label), None)
    is_headline = not group.is_named and language is not None
    return {
        "group": group,
        "lang": html_language(language) if is_headline else None,
        "dir": direction(html_language(language)) if is_headline else "auto",
        "naming": next(
            (each for each in reversed(telling.said) if each.kind == "name" and each.label == group.label), None
        ),
        "days": span_words(group.first, group.last),
        "languages": [(language_name(code), count) for code, count in telling.languages],
        "is_whole": held.is_whole,
        "told": counted(len(telling.members), "article"),
    }


def _lists(room: Room, held: Held, entry: Callable[[Member], Entry], page: int) -> dict[str, Any]:
    """Return the order of appearance, as far as it stands on one page of the list."""
    account, name = held.account, held.telling.group.story
    order = account.order
    dated = [*order.placed, *(each.member for each in order.spanning), *order.doubtful]
    last_page = max(-(-len(held.telling.members) // LISTED), 1)
    page = min(page, last_page)

    def shown(members: Iterable[Member]) -> list[Shown]:
        return [Shown(entry(member), ROLE_WORDS[account.roles[member.id]]) for member in members]

    return {
        "account": account,
        "table": shown(dated),
        "first_words": first_words(account.order, is_whole=held.is_whole),
        "steps": _steps(account.order.steps, page, shown),
        "apart": _apart(account.order, page, shown),
        "page": page,
        "last_page": last_page,
        "pages": {at: f"{room.links.story(name)}?page={at}" for at in (page - 1, page + 1)},
    }


def _steps(steps: Sequence[Step], page: int, shown: Callable[[list[Member]], list[Shown]]) -> list[dict[str, Any]]:
    """Return the steps of one page of the list; a step that a page ends in goes on on the next."""
    found, at = [], 0
    for step in steps:
        if inside := _inside(step.members, at, page):
            place = {"place": at + 1, "count": len(step.members)}
            found.append({"words": step_words(step), "shown": shown(inside), **place})
        at += len(step.members)
    return found


def _apart(order: Order, page: int, shown: Callable[[list[Member]], list[Shown]]) -> list[dict[str, Any]]:
    """Return those without a place in the order, as far as they stand on this page."""
    at = len(order.placed)
    beside = {each.member.id: spanning_words(each) for each in order.spanning}
    found = []
    for title, members in apart_groups(order):
        if inside := _inside(members, at, page):
            notes = [beside.get(each.id, "") for each in inside]
            found.append({"title": title, "shown": list(zip(shown(inside), notes, strict=True))})
        at += len(members)
    return found


def _inside(members: Sequence[Member], at: int, page: int) -> list[Member]:
    """Return those of some articles, the first of which has a place in the whole list, that stand on a page of it."""
    return [each for place, each in enumerate(members, start=at) if (page - 1) * LISTED <= place < page * LISTED]
