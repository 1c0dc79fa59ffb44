"""What a person says of outlets: renamed, merged; logged, undoable, kept for good, and true of what comes later.

The statement and what follows from it are two things: the statement is one transaction, the articles follow in
batches. Killed between two of them, the next command that writes goes on.

Rule: writes through an open `Store` only.
"""

from collections.abc import Callable
from typing import Any

from archive import outlet_names
from archive.column_pass import keep_columns
from archive.curation import UNNAMED
from archive.log import EventType, add_event
from archive.outlet_names import Named
from archive.store import Store
from ingest.normalise.text import clean_text
from schemas.errors import CorrectionError
from schemas.marks import OutletChange

Progress = Callable[[str, int, int], None]
"""Told stage, done and total."""

STAGE = "6 store: outlet"
LONGEST = 200
"""Characters of an outlet's name."""
_SAMPLE = 5


class OutletCurator:
    """Names of outlets, given by one person."""

    def __init__(self, store: Store, *, by: str | None = None, progress: Progress | None = None) -> None:
        """Work in an open store; `by` is the name that goes with every statement that names nobody else."""
        self._store = store
        self._conn = store.conn
        self._by = by
        self._progress = progress

    def rename_outlet(self, old: str, new: str, *, because: str, by: str | None = None) -> OutletChange:
        """State that the outlet shown as `old` is called `new`; where `new` is shown, too, the two become one.

        What pages say stays in their facts. Articles that come later, and are called as these are, follow.
        Raises: CorrectionError.
        """
        before, name, why = _plain(old), _plain(new), because.strip()
        self._check(before, name, why)
        is_merge = outlet_names.count_shown(self._conn, name) > 0
        with self._store.transaction():
            self._conn.execute(
                "INSERT INTO outlet_statement(called, name, asserted_by, because, asserted_at) VALUES (?, ?, ?, ?, ?)",
                (before, name, by or self._by, why, self._store.clock()),
            )
            outlet_names.have_wait(self._conn, before)
            self._log(by, {"set": "outlet", "before": before, "after": name, "because": why})
        return OutletChange(before=before, after=name, articles=self.follow(), is_merge=is_merge)

    def undo_outlet(self, name: str, *, because: str = "", by: str | None = None) -> OutletChange:
        """Take back the latest statement that stands about an outlet; `name`: as it is shown, or as it was before.

        Raises: CorrectionError where nobody renamed it.
        """
        asked = _plain(name)
        rows = self._conn.execute(
            "SELECT id, called, name FROM outlet_statement WHERE (called = :name OR name = :name) AND undone_at IS NULL"
            " ORDER BY id DESC",
            {"name": asked},
        ).fetchall()
        row = next((each for each in rows if outlet_names.is_used(self._conn, each[0], each[2])), None)
        if row is None:
            message = (
                f"nobody renamed {asked!r}, so there is nothing to undo. `cuttings outlet list ARCHIVE` lists names."
            )
            raise CorrectionError(message)
        number, called, given = row
        with self._store.transaction():
            outlet_names.have_wait(self._conn, outlet_names.named(self._conn, given, since=number).name)
            self._conn.execute("UPDATE outlet_statement SET undone_at = ? WHERE id = ?", (self._store.clock(), number))
            self._log(by, {"undo": "outlet", "before": given, "after": called, "because": because.strip()})
        return OutletChange(before=given, after=called, articles=self.follow(), is_merge=False)

    def follow(self) -> int:
        """Have the articles follow from the statements, some a transaction; return how many changed."""
        changed = 0
        while (name := outlet_names.waiting(self._conn)) is not None:
            done, total = 0, outlet_names.count_shown(self._conn, name)
            for numbers in outlet_names.iter_stale(self._conn, name):
                with self._store.transaction():
                    changed += outlet_names.rename_some(self._conn, numbers)
                done += len(numbers)
                if self._progress is not None:
                    self._progress(STAGE, done, total)
            with self._store.transaction():
                outlet_names.settle(self._conn, name)
        keep_columns(self._store)
        return changed

    def _check(self, old: str, new: str, because: str) -> None:
        """Raise CorrectionError unless `old` can be renamed."""
        if not because:
            message = "say why: --because WHY. Whoever reads the archive later must be able to judge it."
        elif not new or len(new) > LONGEST:
            message = f"an outlet is called something: 1 to {LONGEST} characters. To take a name back: outlet undo."
        elif old == new:
            message = f"it is called {old!r} already."
        elif outlet_names.count_shown(self._conn, old) == 0:
            message = self._unknown(old)
        elif (shown := self._shown_instead(new)) not in (new, old):
            message = f"{new!r} itself is shown as {shown!r}. Name that one, or take it back first: outlet undo."
        else:
            return
        raise CorrectionError(message)

    def _shown_instead(self, name: str) -> str:
        """Return what is shown in place of a name that pages give and no list shows; else the name itself."""
        is_only_called = outlet_names.is_name(self._conn, name) and not outlet_names.count_shown(self._conn, name)
        return self._named(name).name if is_only_called else name

    def _unknown(self, old: str) -> str:
        """Say what to write instead of a name that no article shows."""
        found = self._named(old)
        if found.path and outlet_names.is_name(self._conn, old):
            return f"no article shows the outlet {old!r}: it is shown as {found.name!r}. Rename that one."
        rows = self._conn.execute(
            "SELECT DISTINCT outlet FROM article WHERE outlet LIKE ? ORDER BY 1 LIMIT ?",
            (f"%{old.replace('%', '')[:20]}%", _SAMPLE),
        )
        near = ", ".join(repr(row[0]) for row in rows)
        also = f" Near it: {near}." if near else ""
        return f"no article shows the outlet {old!r}.{also} `cuttings outlet list ARCHIVE` lists all."

    def _named(self, name: str) -> Named:
        return outlet_names.named(self._conn, name)

    def _log(self, by: str | None, detail: dict[str, Any]) -> None:
        at, agent = self._store.clock(), by or self._by or UNNAMED
        add_event(self._conn, EventType.METADATA_MODIFICATION, at=at, agent=agent, subject=None, detail=detail)


def _plain(name: str) -> str:
    return " ".join(clean_text(name)[0].split())
