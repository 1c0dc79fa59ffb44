"""What a person says of the spellings of a place: added, taken out; logged, undoable, above the built-in table.

Rule: writes through an open `Store` only, one transaction a call.
"""

from typing import Any

from archive import places
from archive.curation import UNNAMED
from archive.log import EventType, add_event
from archive.store import Store
from ingest.normalise.text import clean_text
from schemas.errors import CorrectionError
from schemas.marks import Place

LONGEST = 100
"""Characters of a name."""


class PlaceCurator:
    """Spellings of places, by one person."""

    def __init__(self, store: Store, *, by: str | None = None) -> None:
        """Work in an open store; `by` is the name that goes with every statement that names nobody else."""
        self._store = store
        self._conn = store.conn
        self._by = by

    def add_spelling(self, place: str, spelling: str, *, because: str = "", by: str | None = None) -> Place:
        """State that a place, new or known by any of its spellings, is spelt so, too.

        Raises: CorrectionError.
        """
        title, words = _plain(place), _plain(spelling)
        key, known_as = places.key_of(self._conn, title)
        joined = places.joined_words(words)
        if places.is_spelling(self._conn, key, joined):
            message = f"{words!r} is a spelling of {known_as!r} already."
            raise CorrectionError(message)
        with self._store.transaction():
            if key == places.joined_words(title) and not places.is_spelling(self._conn, key, key):
                self._put(key, known_as, key, known_as, because, by, is_gone=False)
            if joined != key:
                self._put(key, known_as, joined, words, because, by, is_gone=False)
            self._log(by, {"set": "spelling", "place": known_as, "after": words, "because": because.strip()})
        return self._place(known_as)

    def remove_spelling(self, place: str, spelling: str, *, because: str = "", by: str | None = None) -> Place | None:
        """State that a place is not spelt so; None: nothing is left of it.

        Raises: CorrectionError where it has no such spelling.
        """
        words = _plain(spelling)
        key, known_as = places.key_of(self._conn, _plain(place))
        joined = places.joined_words(words)
        if not places.is_spelling(self._conn, key, joined):
            message = f"{words!r} is no spelling of {known_as!r}. `cuttings place list ARCHIVE` lists all."
            raise CorrectionError(message)
        with self._store.transaction():
            self._put(key, known_as, joined, words, because, by, is_gone=True)
            self._log(by, {"remove": "spelling", "place": known_as, "before": words, "because": because.strip()})
        return places.find_place(self._conn, known_as)

    def undo_spelling(self, place: str, *, because: str = "", by: str | None = None) -> tuple[str, Place | None]:
        """Take back the latest that was said of a place's spellings; return which spelling, and the place as it is.

        Raises: CorrectionError where nobody said anything of them.
        """
        key, known_as = places.key_of(self._conn, _plain(place))
        row = self._conn.execute(
            "SELECT id, spelling FROM place_spelling WHERE place_words = ? AND undone_at IS NULL"
            " ORDER BY id DESC LIMIT 1",
            (key,),
        ).fetchone()
        if row is None:
            message = f"nobody added or removed a spelling of {known_as!r}, so there is nothing to undo."
            raise CorrectionError(message)
        with self._store.transaction():
            self._conn.execute("UPDATE place_spelling SET undone_at = ? WHERE id = ?", (self._store.clock(), row[0]))
            self._log(by, {"undo": "spelling", "place": known_as, "before": row[1], "because": because.strip()})
        return str(row[1]), places.find_place(self._conn, known_as)

    def _put(  # noqa: PLR0913  the columns of a statement
        self, key: str, place: str, joined: str, spelling: str, because: str, by: str | None, *, is_gone: bool
    ) -> None:
        self._conn.execute(
            "INSERT INTO place_spelling(place, place_words, spelling, words, is_gone, asserted_by, because,"
            " asserted_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            (place, key, spelling, joined, is_gone, by or self._by, because.strip(), self._store.clock()),
        )

    def _place(self, name: str) -> Place:
        found = places.find_place(self._conn, name)
        return found if found is not None else Place(place=name, spellings=())

    def _log(self, by: str | None, detail: dict[str, Any]) -> None:
        at, agent = self._store.clock(), by or self._by or UNNAMED
        add_event(self._conn, EventType.METADATA_MODIFICATION, at=at, agent=agent, subject=None, detail=detail)


def _plain(name: str) -> str:
    words = " ".join(clean_text(name)[0].split())
    if not places.joined_words(words) or len(words) > LONGEST:
        message = f"{name!r} is no name: 1 to {LONGEST} characters, letters among them."
        raise CorrectionError(message)
    return words
