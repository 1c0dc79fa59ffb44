"""The page of inputs that gave no article: which, and why. Nothing that was met goes missing silently.

Rule: reads through `archive.reader` only.
"""

from dataclasses import dataclass
from typing import Any

from datasette.utils.asgi import Response

from archive import reader
from exports.site.pages.frame import as_json, nowhere, room_of
from exports.site.words import REASON_WORDS
from schemas.codec import to_json
from schemas.view import RejectionRecord

SHOWN = 500
"""Inputs of one reason that the page lists; the table holds the rest."""


@dataclass(frozen=True, slots=True)
class Pile:
    """Inputs left out for the same reason."""

    reason: str
    title: str
    inputs: tuple[RejectionRecord, ...]
    total: int


async def left_out(datasette: Any, request: Any) -> Response:  # noqa: ANN401  Datasette ships no types
    """List the inputs that gave no article, by reason."""
    room = await room_of(datasette, request)
    if room is None:
        return await nowhere(datasette, request)
    rejections = await room.read(lambda conn: tuple(reader.iter_rejections(conn)))
    if room.format == "json":
        return as_json(to_json(rejections))
    return await room.page(
        "left_out.html",
        {
            "rejected": piles_of([record for record in rejections if record.outcome == "rejected"]),
            "skipped": piles_of([record for record in rejections if record.outcome != "rejected"]),
            "total": len(rejections),
            "table": f"{room.links.root}/rejection",
        },
    )


def piles_of(rejections: list[RejectionRecord]) -> list[Pile]:
    """Group inputs by reason, the commonest first."""
    by_reason: dict[str, list[RejectionRecord]] = {}
    for record in rejections:
        by_reason.setdefault(record.reason, []).append(record)
    piles = [
        Pile(reason, REASON_WORDS.get(reason, reason), tuple(inputs[:SHOWN]), len(inputs))
        for reason, inputs in by_reason.items()
    ]
    return sorted(piles, key=lambda pile: (-pile.total, pile.reason))
