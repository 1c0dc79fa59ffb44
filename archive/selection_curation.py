"""What a person puts together: named selections of articles, in an order, with a note on each; logged and undoable.

A selection is private until it is said that it is not. Its name stands in addresses and stays; its title may change.

Rule: writes through an open `Store` only, one transaction a call.
"""

import re
import secrets
from collections.abc import Mapping, Sequence
from typing import Any

from archive import marks
from archive.asked import one_article, public_id
from archive.curation import UNNAMED
from archive.log import EventType, add_event
from archive.store import Store
from ingest.normalise.text import clean_text, fold
from schemas.errors import CorrectionError
from schemas.marks import SelectionView

LONGEST_NAME = 60
LONGEST_TITLE = 200
LONGEST_NOTE = 20_000
MOST = 10_000
"""Articles of one selection."""

_NOT_IN_NAMES = re.compile(r"[^a-z0-9]+")
_NAME = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_COLUMNS = "selection, step, article_id, title, position, note, is_private, is_gone, asserted_by, because, asserted_at"


def name_of(title: str) -> str:
    """Return the name that a title makes: what stands in addresses; empty where it has no letter that may.

    >>> name_of("The Bridge, 2031")
    'the-bridge-2031'
    """
    return _NOT_IN_NAMES.sub("-", fold(title)).strip("-")[:LONGEST_NAME].strip("-")


class SelectionCurator:
    """Selections of one person."""

    def __init__(self, store: Store, *, by: str | None = None) -> None:
        """Work in an open store; `by` is the name that goes with everything that names nobody else."""
        self._store = store
        self._conn = store.conn
        self._by = by

    def create(
        self,
        title: str,
        *,
        name: str | None = None,
        note: str = "",
        is_private: bool = True,
        because: str = "",
        by: str | None = None,
    ) -> SelectionView:
        """Make an empty selection; its name is made from the title where none is given. One that was removed is anew.

        Raises: CorrectionError where the name is taken, or cannot stand in an address.
        """
        words = _title(title)
        given = name_of(words) if name is None else name.strip().lower()
        if not _NAME.fullmatch(given) or len(given) > LONGEST_NAME:
            message = f"{given!r} cannot stand in an address: give a name of letters a to z, figures and hyphens."
            raise CorrectionError(message)
        if marks.selection(self._conn, given, is_owner=True) is not None:
            message = f"there is a selection {given!r} already. Give another name, or add to that one."
            raise CorrectionError(message)
        head = {"title": words, "note": _note(note), "is_private": is_private, "is_gone": False}
        return self._say(given, [{**head, "article_id": None}], by, because, {"set": "selection"})

    def change(
        self,
        name: str,
        *,
        title: str | None = None,
        note: str | None = None,
        is_private: bool | None = None,
        because: str = "",
        by: str | None = None,
    ) -> SelectionView:
        """Change title, note or whether a selection is private; what is not given stays.

        Raises: CorrectionError where there is none of that name.
        """
        held = self._held(name).selection
        head = {
            "title": held.title if title is None else _title(title),
            "note": held.note if note is None else _note(note),
            "is_private": held.is_private if is_private is None else is_private,
        }
        return self._say(held.name, [{**head, "article_id": None, "is_gone": False}], by, because, {"set": "selection"})

    def delete(self, name: str, *, because: str = "", by: str | None = None) -> None:
        """Take a selection away, articles stay where they are. `undo` brings it back with all that it held.

        Raises: CorrectionError where there is none of that name.
        """
        view = self._held(name)
        held = view.selection
        head = {"title": held.title, "note": held.note, "is_private": held.is_private, "article_id": None}
        entries = [_entry(number, *place) for number, place in self._places(view).items()]
        rows = [{**row, "is_gone": True} for row in (head, *entries)]
        self._write(held.name, rows, by, because, {"remove": "selection", "articles": self._ids(rows)})

    def add(
        self, name: str, refs: Sequence[str], *, note: str = "", because: str = "", by: str | None = None
    ) -> SelectionView:
        """Add articles at the end; those that are in already stay where they are, and `note` is said of all.

        Raises: UnknownArticle, CorrectionError.
        """
        held = self._held(name)
        places = self._places(held)
        numbers = self._numbers(refs)
        last = max((position for position, _ in places.values()), default=0.0)
        if len(places.keys() | set(numbers)) > MOST:
            message = f"a selection holds up to {MOST:,} articles; make another one."
            raise CorrectionError(message)
        rows = []
        for number in numbers:
            was = places.get(number)
            if was is not None and (not note or was[1] == note):
                continue
            last = last if was else last + 1
            rows.append(_entry(number, was[0] if was else last, _note(note)))
        return self._say(held.selection.name, rows, by, because, {"add": self._ids(rows)})

    def remove(self, name: str, refs: Sequence[str], *, because: str = "", by: str | None = None) -> SelectionView:
        """Take articles out of a selection.

        Raises: UnknownArticle, CorrectionError where one of them is not in it.
        """
        held = self._held(name)
        places = self._places(held)
        rows = [{**_entry(each, *self._in(places, each, name)), "is_gone": True} for each in self._numbers(refs)]
        return self._say(held.selection.name, rows, by, because, {"remove": self._ids(rows)})

    def order(self, name: str, refs: Sequence[str], *, because: str = "", by: str | None = None) -> SelectionView:
        """Put articles first, in this order; the others follow as they stood.

        Raises: UnknownArticle, CorrectionError where one of them is not in it.
        """
        held = self._held(name)
        places = self._places(held)
        first = self._numbers(refs)
        for number in first:
            self._in(places, number, name)
        wanted = [*first, *(number for number in places if number not in set(first))]
        rows = [
            _entry(number, float(at), places[number][1])
            for at, number in enumerate(wanted, start=1)
            if places[number][0] != at
        ]
        return self._say(held.selection.name, rows, by, because, {"order": self._ids(rows)})

    def move(self, name: str, ref: str, number: int, *, by: str | None = None) -> SelectionView:
        """Have an article stand as number so and so (from 1) of a selection; one behind the last is the last.

        Raises: UnknownArticle, CorrectionError where it is not in it.
        """
        held = self._held(name)
        article = public_id(self._conn, one_article(self._conn, ref))
        self._in(self._places(held), one_article(self._conn, ref), name)
        others = [each.article for each in held.entries if each.article != article]
        at = max(number, 1) - 1
        return self.order(name, [*others[:at], article, *others[at:]], by=by)

    def find(self, name: str) -> SelectionView | None:
        """Return a selection with its entries, private ones too; None where there is none of that name."""
        return marks.selection(self._conn, name, is_owner=True)

    def note(self, name: str, ref: str, note: str, *, because: str = "", by: str | None = None) -> SelectionView:
        """Say something of an article in a selection; an empty note takes away what was said.

        Raises: UnknownArticle, CorrectionError where it is not in it.
        """
        held = self._held(name)
        number = one_article(self._conn, ref)
        position, _ = self._in(self._places(held), number, name)
        rows = [_entry(number, position, _note(note))]
        return self._say(held.selection.name, rows, by, because, {"note": self._ids(rows)})

    def undo(self, name: str, *, because: str = "", by: str | None = None) -> SelectionView | None:
        """Take back the latest that was done to a selection; None: there is no such selection any more.

        Raises: CorrectionError where nothing stands that was done to one of that name.
        """
        given = name.strip().lower()
        row = self._conn.execute(
            "SELECT step FROM selection_statement WHERE selection = ? AND undone_at IS NULL"
            " ORDER BY asserted_at DESC, id DESC LIMIT 1",
            (given,),
        ).fetchone()
        if row is None:
            raise CorrectionError(_no_such(name))
        with self._store.transaction():
            rows = self._conn.execute(
                "SELECT article_id FROM selection_statement WHERE selection = ? AND step = ?", (given, row[0])
            ).fetchall()
            self._conn.execute(
                "UPDATE selection_statement SET undone_at = ? WHERE selection = ? AND step = ?",
                (self._store.clock(), given, row[0]),
            )
            gone = [{"article_id": each[0]} for each in rows]
            self._log(given, by, {"undo": "selection", "articles": self._ids(gone), "because": because.strip()})
        return marks.selection(self._conn, given, is_owner=True)

    def _say(
        self, name: str, rows: Sequence[Mapping[str, Any]], by: str | None, because: str, detail: Mapping[str, Any]
    ) -> SelectionView:
        if rows:
            self._write(name, rows, by, because, detail)
        return self._held(name)

    def _write(
        self, name: str, rows: Sequence[Mapping[str, Any]], by: str | None, because: str, detail: Mapping[str, Any]
    ) -> None:
        """Add the rows of one step."""
        said = {
            "selection": name,
            "step": secrets.token_hex(8),
            "asserted_by": by or self._by,
            "because": because.strip(),
            "asserted_at": self._store.clock(),
        }
        nothing: dict[str, Any] = {"title": None, "position": None, "is_private": None}
        columns = ", ".join(f":{column}" for column in _COLUMNS.split(", "))
        with self._store.transaction():
            self._conn.executemany(
                f"INSERT INTO selection_statement({_COLUMNS}) VALUES ({columns})",  # noqa: S608  constants
                [{**nothing, **said, **row} for row in rows],
            )
            self._log(name, by, {**detail, "because": because.strip()})

    def _held(self, name: str) -> SelectionView:
        held = marks.selection(self._conn, name, is_owner=True)
        if held is None:
            raise CorrectionError(_no_such(name))
        return held

    def _places(self, held: SelectionView) -> dict[int, tuple[float, str]]:
        """Return position and note of each article of a selection by its row number, in their order."""
        rows = self._conn.execute(
            "SELECT article_id, position, note, max(id) FROM selection_statement WHERE selection = ?"
            " AND article_id IS NOT NULL AND undone_at IS NULL GROUP BY article_id",
            (held.selection.name,),
        ).fetchall()
        places = {row[0]: (row[1], row[2]) for row in rows}
        return {number: places[number] for number in self._numbers([each.article for each in held.entries])}

    def _in(self, places: Mapping[int, tuple[float, str]], number: int, name: str) -> tuple[float, str]:
        if number not in places:
            who = public_id(self._conn, number)
            message = f"{who} is not in {name!r}. `cuttings select show ARCHIVE {name}` lists what is."
            raise CorrectionError(message)
        return places[number]

    def _numbers(self, refs: Sequence[str]) -> list[int]:
        return list(dict.fromkeys(one_article(self._conn, ref) for ref in refs))

    def _ids(self, rows: Sequence[Mapping[str, Any]]) -> list[str]:
        return [public_id(self._conn, row["article_id"]) for row in rows if row["article_id"] is not None]

    def _log(self, name: str, by: str | None, detail: Mapping[str, Any]) -> None:
        at, agent, said = self._store.clock(), by or self._by or UNNAMED, {"selection": name, **detail}
        add_event(self._conn, EventType.METADATA_MODIFICATION, at=at, agent=agent, subject=None, detail=said)


def _entry(number: int, position: float, note: str) -> dict[str, Any]:
    return {"article_id": number, "position": position, "note": note, "is_gone": False}


def _title(title: str) -> str:
    words = " ".join(clean_text(title)[0].split())
    if not words or len(words) > LONGEST_TITLE:
        message = f"a selection has a title: 1 to {LONGEST_TITLE} characters."
        raise CorrectionError(message)
    return words


def _note(note: str) -> str:
    words = clean_text(note)[0].strip()
    if len(words) > LONGEST_NOTE:
        message = f"{len(words)} characters are too many; {LONGEST_NOTE} can be kept."
        raise CorrectionError(message)
    return words


def _no_such(name: str) -> str:
    return f"there is no selection {name!r}. `cuttings select list ARCHIVE` lists them."
