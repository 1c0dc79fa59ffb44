"""Check me: thirty cards dealt at random, each fact beside the words that it rests on, and how many were right.

The address holds the whole deal: its seed, what it was drawn from and the cards. It can be shared and repeated, and
stays the same when what is corrected would have changed what is drawn.

Rule: reads through `archive.checking` and `archive.reader`; what is found goes through the forms of `changes`.
"""

import re
import secrets
from dataclasses import dataclass
from sqlite3 import Connection
from typing import Any

from datasette.utils.asgi import Response

from archive import reader
from archive.checking import Deal, deal, name_of_card, read_card, value_of
from exports.site.forms.marks import seen_of
from exports.site.pages.entry import entry_of
from exports.site.pages.facts import FIELD_WORDS, Line, lines_of, silent_of, undecided_of
from exports.site.pages.frame import Room, as_json, nowhere, room_of
from exports.site.pages.said import said_of
from exports.site.pages.tally import Answer, Tally, answer_of, tally_of
from exports.site.words import BASIS_WORDS, direction, html_language
from schemas.article import display_title
from schemas.codec import to_json
from schemas.view import Filters

HAND = 30
"""Cards of a deal."""

CHECKED = ("published", "outlet", "author", "agency", "headline")
"""Facts that a card asks for, in the order of their keys."""

SEEDS = 1_000_000
"""So many deals can be dealt anew; an address may name others."""

BEGINNING = 900
"""Characters of the text that stand beside the facts, or a little more."""

ONLY: dict[str, tuple[str, Filters]] = {
    "all": ("All articles", Filters()),
    "inferred": ("Dates that were inferred", Filters(basis="inferred")),
    "dateline": ("Dates of a dateline", Filters(basis="dateline")),
    "stated": ("Dates that pages state", Filters(basis="stated")),
    "structured": ("Dates out of pages' own data", Filters(basis="structured")),
    "undated": ("Articles without a date", Filters(without="date")),
    "unsigned": ("Articles without an author", Filters(without="author")),
    "no-outlet": ("Articles without an outlet", Filters(without="outlet")),
    "no-headline": ("Articles without a headline", Filters(without="headline")),
}
"""What can be dealt from, in words."""

_CARDS = re.compile(rf"[0-9]{{1,12}}(\.[0-9]{{1,12}}){{0,{HAND - 1}}}")
_SEED = re.compile(r"[0-9]{1,9}")


@dataclass(frozen=True, slots=True)
class Hand:
    """A deal as it stands in the address."""

    seed: int
    only: str
    cards: tuple[int, ...]
    at: int
    """Which card is looked at, from 1; one more than there are: what came of it."""

    def href(self, room: Room, at: int) -> str:
        """Return the address of another card of the same deal."""
        cards = ".".join(str(each) for each in self.cards)
        return room.links.page("check", seed=str(self.seed), only=self.only, cards=cards, n=str(at))


def hand_of(args: Any) -> Hand | None:  # noqa: ANN401  Datasette ships no types
    """Read the deal out of an address; None where it holds none."""
    seed, cards, at = (str(args.get(name) or "") for name in ("seed", "cards", "n"))
    only = str(args.get("only") or "all")
    if not _SEED.fullmatch(seed) or only not in ONLY:
        return None
    drawn = tuple(int(each) for each in cards.split(".")) if _CARDS.fullmatch(cards) else ()
    place = int(at) if _SEED.fullmatch(at) else 1
    return Hand(int(seed), only, drawn, min(max(place, 1), len(drawn) + 1))


async def check_page(datasette: Any, request: Any) -> Response:  # noqa: ANN401  Datasette ships no types
    """Deal cards, show one of them, or tell what came of a deal."""
    room = await room_of(datasette, request)
    if room is None:
        return await nowhere(datasette, request)
    hand = hand_of(request.args)
    if hand is None:
        return await _choices(room)
    if not hand.cards:
        return await _dealt(room, hand)
    return await (_result(room, hand) if hand.at > len(hand.cards) else _card(room, hand))


async def _choices(room: Room) -> Response:
    """Show what can be dealt from, a deal of each laid out."""
    seed = secrets.randbelow(SEEDS)

    def dealt(conn: Connection) -> dict[str, Deal]:
        return {name: deal(conn, filters, seed=seed, size=HAND) for name, (_, filters) in ONLY.items()}

    choices = [
        {
            "name": name,
            "title": ONLY[name][0],
            "total": drawn.total,
            "href": Hand(seed, name, drawn.articles, 1).href(room, 1),
        }
        for name, drawn in (await room.read(dealt)).items()
        if drawn.total
    ]
    if room.format == "json":
        return as_json({"choices": choices, "hand": HAND})
    return await room.page("check_choices.html", {"choices": choices, "hand": HAND})


async def _dealt(room: Room, hand: Hand) -> Response:
    """Draw the cards of a seed, and lead to the first of them."""
    whole = await room.read(lambda conn: _draw(conn, hand.seed, hand.only))
    if not whole.cards:
        return await room.missing("There is no such article in this archive, so no card can be dealt.")
    return Response.redirect(whole.href(room, 1) + ("&_format=json" if room.format == "json" else ""))


def _draw(conn: Connection, seed: int, only: str) -> Hand:
    return Hand(seed, only, deal(conn, ONLY[only][1], seed=seed, size=HAND).articles, 1)


async def _card(room: Room, hand: Hand) -> Response:
    name = name_of_card(hand.cards[hand.at - 1])
    context = await room.read(lambda conn: _facts_of_card(conn, room, name))
    steps = {
        "hand": hand,
        "place": hand.at,
        "of": len(hand.cards),
        "dealt_from": ONLY[hand.only][0],
        "before": hand.href(room, hand.at - 1) if hand.at > 1 else None,
        "after": hand.href(room, hand.at + 1),
        "here_again": hand.href(room, hand.at),
        "result": hand.href(room, len(hand.cards) + 1),
    }
    if room.format == "json":
        record = context["record"] if context else None
        return as_json({"place": hand.at, "of": len(hand.cards), "article": to_json(record), "next": steps["after"]})
    return await room.page("check.html", {"gone": name, **(context or {}), **steps}, scripts=("keys.js",))


def _facts_of_card(conn: Connection, room: Room, name: str) -> dict[str, Any] | None:
    record = reader.find_article(conn, name)
    if record is None:
        return None
    lang = html_language(record.language)
    facts = [
        fact for fact in reader.facts_of(conn, name) if fact.field in CHECKED or fact.field.startswith("published")
    ]
    lines = {line.field: line for line in (*undecided_of(facts), *lines_of(facts))}
    values = {field: value for field in CHECKED if (value := value_of(facts, field)) is not None}
    said = said_of(conn, record.id)
    return {
        "record": record,
        "entry": entry_of(record, room.links),
        "lines": [lines.get(field, Line(field, FIELD_WORDS[field], (), ())) for field in CHECKED],
        "silent": silent_of(facts),
        "said": said,
        "confirmable": [field for field in CHECKED if field in values],
        "seen": seen_of(values),
        "is_answered": all(field in said.checks for field in values) and bool(values),
        "beginning": _beginning([block.text for block in reader.blocks_of(conn, name) if block.kept]),
        "lang": lang,
        "dir": direction(lang),
    }


def _beginning(blocks: list[str]) -> list[str]:
    """Return the first blocks of a text, as many as a card has room for."""
    shown: list[str] = []
    for text in blocks:
        room_left = BEGINNING - sum(len(each) for each in shown)
        if room_left <= 0:
            break
        shown.append(text if len(text) <= 2 * room_left else text[: 2 * room_left] + " …")
    return shown


async def _result(room: Room, hand: Hand) -> Response:
    seed = secrets.randbelow(SEEDS)
    answers, others = await room.read(lambda conn: (_answers(conn, hand), _draw(conn, seed, hand.only)))
    tally = tally_of([each for _, _, found in answers for each in found])
    context = {
        "tally": tally,
        "rows": [
            {"href": hand.href(room, at), "title": title, "states": _states(found)}
            for at, (_, title, found) in enumerate(answers, start=1)
        ],
        "basis_words": BASIS_WORDS,
        "field_words": FIELD_WORDS,
        "hand": hand,
        "dealt_from": ONLY[hand.only][0],
        "again": others.href(room, 1) if others.cards else None,
        "choices": room.links.page("check"),
        "first": hand.href(room, 1),
    }
    if room.format == "json":
        return as_json(_result_for_scripts(hand, answers, tally))
    return await room.page("check_result.html", context)


def _states(found: tuple[Answer, ...]) -> list[str]:
    return [f"{FIELD_WORDS[each.field].lower()} {each.state}" for each in found if each.state != "nothing"]


Answers = list[tuple[str, str, tuple[Answer, ...]]]


def _answers(conn: Connection, hand: Hand) -> Answers:
    found: Answers = []
    for number in hand.cards:
        name = name_of_card(number)
        record = reader.find_article(conn, name)
        if record is None:
            continue
        read, shown = read_card(conn, number), reader.facts_of(conn, name)
        answers = tuple(answer_of(field, read, shown) for field in CHECKED)
        found.append((record.id, display_title(record.headline, record.text), answers))
    return found


def _result_for_scripts(hand: Hand, answers: Answers, tally: Tally) -> dict[str, Any]:
    return {
        "seed": hand.seed,
        "only": hand.only,
        "cards": [{"article": article, "answers": to_json(found)} for article, _, found in answers],
        "by_basis": to_json(tally.by_basis),
        "by_field": to_json(tally.by_field),
        "right": tally.right,
        "corrected": tally.corrected,
        "open": tally.open,
    }
