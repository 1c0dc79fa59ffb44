"""The page of inputs that gave no article: which, and why. Nothing that was met goes missing silently.

Rule: reads through `archive.holdings` only.
"""

from dataclasses import asdict, dataclass
from sqlite3 import Connection
from typing import Any

from datasette.utils.asgi import Response

from archive.holdings import Pile, left_out_of, piles
from archive.snapshot import one_state
from exports.site.links import Links
from exports.site.pages.frame import as_json, nowhere, room_of
from exports.site.words import REASON_WORDS
from schemas.codec import to_json
from schemas.view import RejectionRecord

BESIDE_OTHERS = 20
"""Inputs of a reason that stand on the page of all reasons."""

SIZE = 200
"""Inputs on a page of one reason."""


@dataclass(frozen=True, slots=True)
class Shown:
    """Inputs left out for the same reason, as a page shows them."""

    pile: Pile
    title: str
    inputs: tuple[RejectionRecord, ...]
    href: str
    """Where all of them are listed."""
    after: str | None
    """Address of the next page of them."""


async def left_out(datasette: Any, request: Any) -> Response:  # noqa: ANN401  Datasette ships no types
    """List the inputs that gave no article, by reason."""
    room = await room_of(datasette, request)
    if room is None:
        return await nowhere(datasette, request)
    reason, outcome = request.args.get("reason"), request.args.get("outcome")
    after = (request.args.get("after") or "", request.args.get("sha256") or "")
    shown = await room.read(lambda conn: _read(conn, room.links, reason, outcome, after))
    if reason and not shown:
        return await room.missing("No input was left out for that reason.")
    if room.format == "json":
        return as_json([_for_scripts(each) for each in shown])
    return await room.page("left_out.html", _context(shown, is_one=bool(reason), is_first=not after[0]))


def _read(
    conn: Connection, links: Links, reason: str | None, outcome: str | None, after: tuple[str, str]
) -> tuple[Shown, ...]:
    with one_state(conn):
        if not reason:
            return tuple(_shown(conn, links, pile, BESIDE_OTHERS) for pile in piles(conn))
        asked = [pile for pile in piles(conn) if pile.reason == reason and outcome in (None, pile.outcome)]
        return tuple(_shown(conn, links, pile, SIZE, after) for pile in asked)


def _shown(conn: Connection, links: Links, pile: Pile, size: int, after: tuple[str, str] = ("", "")) -> Shown:
    found = left_out_of(conn, pile, size + 1, after)
    inputs, last = found[:size], found[size - 1] if len(found) > size else None
    return Shown(
        pile=pile,
        title=REASON_WORDS.get(pile.reason, pile.reason),
        inputs=inputs,
        href=pile_link(links, pile),
        after=pile_link(links, pile, after=last.source, sha256=last.received_sha256) if last else None,
    )


def pile_link(links: Links, pile: Pile, **place: str | None) -> str:
    """Return the page of all inputs that were left out for one reason."""
    return links.page("left-out", reason=pile.reason, outcome=pile.outcome, **place)


def _context(shown: tuple[Shown, ...], *, is_one: bool, is_first: bool) -> dict[str, Any]:
    return {
        "rejected": [each for each in shown if each.pile.outcome == "rejected"],
        "skipped": [each for each in shown if each.pile.outcome != "rejected"],
        "total": sum(each.pile.count for each in shown),
        "is_one": is_one,
        "first": shown[0].href if is_one and not is_first else None,
    }


def _for_scripts(shown: Shown) -> dict[str, Any]:
    return {
        **asdict(shown.pile),
        "href": shown.href,
        "inputs": to_json(shown.inputs),
        "next": shown.after.replace("/left-out?", "/left-out.json?", 1) if shown.after else None,
    }
