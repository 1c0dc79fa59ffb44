"""What stands before and after an article in the result that the reader comes from.

Rule: reads through `archive.search` only.
"""

from dataclasses import dataclass
from sqlite3 import Connection

from archive.search import around
from exports.site.links import PAGE_SIZE, Links, Quest


@dataclass(frozen=True, slots=True)
class Neighbours:
    """The articles before and after this one in the result that the reader comes from."""

    place: int
    total: int
    before: str | None
    after: str | None
    result: str


def neighbours_of(conn: Connection, links: Links, quest: Quest, article: str, at: str | None) -> Neighbours | None:
    """Return what stands around `article` in the result; None where the reader comes from none, or it is in none."""
    if not at:
        return None
    found = around(conn, quest.q, quest.filters, article, order=quest.effective_order, by_family=quest.by_family)
    if found is None:
        return None
    first = (found.number - 1) // PAGE_SIZE * PAGE_SIZE
    return Neighbours(
        place=found.number,
        total=found.total,
        before=links.article(found.before, quest, found.number - 1) if found.before else None,
        after=links.article(found.after, quest, found.number + 1) if found.after else None,
        result=links.search(quest.but(page=first // PAGE_SIZE + 1)),
    )
