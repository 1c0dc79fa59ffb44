"""How the archive was made: by which rules its pages were read, what did not get in, what was run.

A reading room does not tell of runs: `exports.site.closed` says why. They are shown only where the connection has them.

Rule: reads through `archive.made_by` and `archive.holdings` only.
"""

from dataclasses import asdict
from sqlite3 import Connection
from typing import Any

from datasette.utils.asgi import Response

from archive.holdings import Pile, piles
from archive.made_by import PAGE, MadeBy, Run, made_by, runs_before
from archive.snapshot import one_state
from exports.phrases import counted
from exports.site.links import Links
from exports.site.pages.frame import as_json, nowhere, room_of
from exports.site.pages.left_out import pile_link
from exports.site.words import REASON_WORDS

MARKS: dict[str, str] = {
    "fulltext": "words of the index",
    "relations": "copies and look-alikes",
    "stories": "stories",
}
"""What was made by the rules that a mark names."""

_LONGEST = 15
"""Figures of a run's number, at most."""


async def runs_page(datasette: Any, request: Any) -> Response:  # noqa: ANN401  Datasette ships no types
    """Show how the archive was made."""
    room = await room_of(datasette, request)
    if room is None:
        return await nowhere(datasette, request)
    before = _number(request.args.get("before"))
    made, runs, left_out = await room.read(lambda conn: _read(conn, before))
    if room.format == "json":
        return as_json(
            {
                "rules": asdict(made),
                "left_out": [asdict(pile) for pile in left_out],
                "runs": [asdict(run) for run in runs],
            }
        )
    return await room.page("runs.html", _context(room.links, made, runs, left_out))


def _read(conn: Connection, before: int | None) -> tuple[MadeBy, tuple[Run, ...], tuple[Pile, ...]]:
    with one_state(conn):
        return made_by(conn), runs_before(conn, before), piles(conn)


def _context(links: Links, made: MadeBy, runs: tuple[Run, ...], left_out: tuple[Pile, ...]) -> dict[str, Any]:
    return {
        "here": "runs",
        "made": made,
        "looked_at": looked_at(made.looked_at, is_all=made.is_all),
        "marks": [(MARKS[name], mark) for name, mark in made.marks],
        "left_out": [(pile_link(links, pile), REASON_WORDS.get(pile.reason, pile.reason), pile) for pile in left_out],
        "runs": runs,
        "earlier": links.page("runs", before=str(runs[-1].number)) if len(runs) == PAGE else None,
        "as_json": links.page("runs.json"),
    }


def looked_at(articles: int, *, is_all: bool) -> str:
    """Say of how many articles something was counted."""
    if is_all:
        return f"Of all {counted(articles, 'article')}." if articles > 1 else f"Of {counted(articles, 'article')}."
    return f"Of {counted(articles, 'article')}, spread evenly over the archive; not of all."


def _number(value: str | None) -> int | None:
    return int(value) if value and value.isascii() and value.isdigit() and len(value) <= _LONGEST else None
