"""What persons say beside the facts of an article: which of them were checked, notes, passages, selections.

Rule: reads through `archive.marks` only; without `is_owner` what everybody may read.
"""

from dataclasses import dataclass
from sqlite3 import Connection

from archive import marks
from exports.phrases import iso_words
from schemas.marks import Highlight, Note, Selection


@dataclass(frozen=True, slots=True)
class Said:
    """What stands said of an article."""

    checks: dict[str, str]
    """By field: who found it right, and when. A check of a value that is shown no more is void."""
    notes: tuple[Note, ...]
    passages: tuple[Highlight, ...]
    """In the order in which they stand in the text; lost ones last."""
    selections: tuple[Selection, ...]


def said_of(conn: Connection, article: str, *, is_owner: bool = False) -> Said:
    """Read what persons say of an article."""
    checks = {
        check.field: f"found right by {check.by or 'a person who gave no name'}, {iso_words(check.at[:10])}"
        + (": the evidence is another since" if check.is_on_other_evidence else "")
        for check in marks.checks_of(conn, article)
        if not check.is_outdated
    }
    return Said(
        checks,
        marks.notes_of(conn, article, is_owner=is_owner),
        marks.highlights_of(conn, article, is_owner=is_owner),
        marks.selections_of(conn, article, is_owner=is_owner),
    )
