"""What the owner says of an article beside its facts, as `show` tells it.

Rule: reads through `archive.marks`.
"""

import sqlite3
from collections.abc import Iterator

from archive.cli.screen import plain
from archive.cli.words import counted
from schemas.article import ArticleRecord


def said_lines(conn: sqlite3.Connection, record: ArticleRecord) -> Iterator[str]:
    """Yield a line on each: another name of its outlet, checks, notes and highlights, selections."""
    from archive import marks

    naming = marks.outlet_naming_of(conn, record.id)
    if naming is not None:
        who = plain(naming.by or "somebody")
        why = f"{who} calls it {plain(naming.name)}: {plain(naming.because)}"
        yield f"The page calls the outlet {plain(naming.called)}; {why}"
    for check in marks.checks_of(conn, record.id):
        state = "an outdated check, of" if check.is_outdated else "checked, though on other evidence:"
        state = state if check.is_outdated or check.is_on_other_evidence else "checked:"
        yield f"{check.field} {state} {plain(check.value)}, by {plain(check.by or 'somebody')}, {check.at}"
    notes = marks.notes_of(conn, record.id, is_owner=True)
    marked = marks.highlights_of(conn, record.id, is_owner=True)
    if notes or marked:
        lost = sum(each.standing == "lost" for each in marked)
        also = f", {lost} of them lost" if lost else ""
        counts = f"{counted(len(notes), 'note')}, {counted(len(marked), 'highlight')}{also}"
        yield f"{counts}: cuttings note list ARCHIVE {record.id}"
    names = [each.name for each in marks.selections_of(conn, record.id, is_owner=True)]
    if names:
        yield f"in the selections {', '.join(names)}"
