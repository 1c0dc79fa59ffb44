"""What a person writes on an article: notes, highlights, tags, and that a fact was checked; logged and undoable.

Notes and highlights are private until it is said that they are not. A change is one more statement; taken back, what
stood before stands again.

Rule: writes through an open `Store` only, one transaction a call. The log names notes, and holds none of their words.
"""

import hashlib
import json
import sqlite3
from base64 import b32encode
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from archive import marks
from archive.anchors import anchor_of
from archive.asked import one_article, public_id
from archive.assertions import field_of
from archive.cards import marked_facts
from archive.curation import UNNAMED, Changed, Curator
from archive.log import EventType, add_event
from archive.store import Store
from archive.texts import unpack
from ingest.normalise.text import clean_text
from schemas.errors import CorrectionError
from schemas.marks import Anchor, Check, Highlight, Note

Kind = Literal["note", "highlight"]

LONGEST = 20_000
"""Characters of a note."""
_PREFIX: Mapping[Kind, str] = {"note": "n-", "highlight": "h-"}
_NAME_LENGTH = 10
_COLUMNS = "article_id, name, kind, body, exact, prefix, suffix, start_at, end_at, text_sha256"
_NO_ANCHOR: tuple[None, ...] = (None,) * 6


@dataclass(frozen=True, slots=True)
class _Held:
    """A note or highlight that stands."""

    row: tuple[Any, ...]
    """The columns `_COLUMNS`."""
    is_private: bool

    @property
    def article(self) -> int:
        return int(self.row[0])


class MarkCurator:
    """Notes, highlights, tags and checks by one person."""

    def __init__(self, store: Store, *, by: str | None = None) -> None:
        """Work in an open store; `by` is the name that goes with everything that names nobody else."""
        self._store = store
        self._conn = store.conn
        self._by = by

    def add_note(self, ref: str, body: str, *, is_private: bool = True, by: str | None = None) -> Note:
        """Write a note on an article. The very same note of the same second is one note.

        Raises: UnknownArticle, CorrectionError.
        """
        article = one_article(self._conn, ref)
        return self._note(self._add(article, "note", _body(body, "note"), None, by, is_private=is_private))

    def add_highlight(  # noqa: PLR0913  a selector has so many parts
        self,
        ref: str,
        exact: str,
        *,
        prefix: str = "",
        suffix: str = "",
        start: int | None = None,
        body: str = "",
        is_private: bool = True,
        by: str | None = None,
    ) -> Highlight:
        """Mark a passage of an article's text, with or without words on it; see `archive.anchors.anchor_of`.

        Raises: UnknownArticle, CorrectionError where the words do not stand there, or nothing tells which are meant.
        """
        article = one_article(self._conn, ref)
        anchor = anchor_of(_text(self._conn, article), exact, prefix=prefix, suffix=suffix, start=start)
        return self._highlight(self._add(article, "highlight", _words(body), anchor, by, is_private=is_private))

    def change(
        self, name: str, *, body: str | None = None, is_private: bool | None = None, by: str | None = None
    ) -> Note | Highlight:
        """Change the words of a note or highlight, or whether it is private; what is not given stays.

        Raises: CorrectionError where there is none of that name.
        """
        held = self._held(name)
        kind: Kind = held.row[2]
        words = held.row[3] if body is None else _body(body, kind) if kind == "note" else _words(body)
        private = held.is_private if is_private is None else is_private
        self._say(held, words, by, "", is_private=private, is_gone=False)
        return self._note(name) if kind == "note" else self._highlight(name)

    def remove(self, name: str, *, because: str = "", by: str | None = None) -> str:
        """Take a note or highlight away; return the public id of its article. `undo` brings it back.

        Raises: CorrectionError where there is none of that name.
        """
        held = self._held(name)
        self._say(held, held.row[3], by, because.strip(), is_private=held.is_private, is_gone=True)
        return public_id(self._conn, held.article)

    def undo(self, name: str, *, because: str = "", by: str | None = None) -> str:
        """Take back the latest that was said of a note or highlight; return the public id of its article.

        Raises: CorrectionError where nothing stands that was said of it.
        """
        row = self._conn.execute(
            "SELECT id, article_id FROM annotation WHERE name = ? AND undone_at IS NULL ORDER BY id DESC LIMIT 1",
            (name.strip(),),
        ).fetchone()
        if row is None:
            raise CorrectionError(_no_such(name))
        with self._store.transaction():
            self._conn.execute("UPDATE annotation SET undone_at = ? WHERE id = ?", (self._store.clock(), row[0]))
            self._log(row[1], by, {"undo": "annotation", "name": name.strip(), "because": because.strip()})
        return public_id(self._conn, row[1])

    def add_tag(self, ref: str, tag: str, *, because: str = "", by: str | None = None) -> Changed:
        """Add a tag to those that an article has: the whole list is asserted, and a page's later tags do not show.

        Raises: UnknownArticle, CorrectionError.
        """
        name, tags = _tag(tag), self._tags(ref)
        if name in tags:
            message = f"{ref} has the tag {name!r} already."
            raise CorrectionError(message)
        return self._set_tags(ref, [*tags, name], because or f"The tag {name} was added.", by)

    def remove_tag(self, ref: str, tag: str, *, because: str = "", by: str | None = None) -> Changed:
        """Take a tag from those that an article has.

        Raises: UnknownArticle, CorrectionError where it has no such tag.
        """
        name, tags = _tag(tag), self._tags(ref)
        if name not in tags:
            listed = ", ".join(tags) or "none"
            message = f"{ref} has no tag {name!r}. Its tags: {listed}."
            raise CorrectionError(message)
        return self._set_tags(
            ref, [each for each in tags if each != name], because or f"The tag {name} was removed.", by
        )

    def confirm(self, ref: str, field: str, *, because: str = "", by: str | None = None) -> Check:
        """State that a fact was checked against its evidence and found right. What it rests on stays what it is.

        Raises: UnknownArticle, CorrectionError where the field has no value.
        """
        article, name = one_article(self._conn, ref), field_of(field)
        value, rests_on = marks.evidence_of(marked_facts(self._conn, article), name)
        if value is None:
            message = f"{name} of {ref} is unknown: there is nothing to confirm. `cuttings set` corrects a fact."
            raise CorrectionError(message)
        with self._store.transaction():
            self._conn.execute(
                "INSERT INTO checked(article_id, field, value, rests_on, asserted_by, because, asserted_at)"
                " VALUES (?, ?, ?, ?, ?, ?, ?)",
                (
                    article,
                    name,
                    value,
                    json.dumps(rests_on, ensure_ascii=False),
                    by or self._by,
                    because.strip(),
                    self._store.clock(),
                ),
            )
            self._log(article, by, {"confirm": name, "value": value, "because": because.strip()})
        return next(each for each in marks.checks_of(self._conn, public_id(self._conn, article)) if each.field == name)

    def undo_confirm(self, ref: str, field: str, *, because: str = "", by: str | None = None) -> None:
        """Take back the latest check of a fact; one that was made before it stands again.

        Raises: UnknownArticle, CorrectionError where nobody checked it.
        """
        article, name = one_article(self._conn, ref), field_of(field)
        row = self._conn.execute(
            "SELECT max(id) FROM checked WHERE article_id = ? AND field = ? AND undone_at IS NULL", (article, name)
        ).fetchone()
        if row[0] is None:
            message = f"nobody confirmed {name} of {ref}, so there is nothing to undo."
            raise CorrectionError(message)
        with self._store.transaction():
            self._conn.execute("UPDATE checked SET undone_at = ? WHERE id = ?", (self._store.clock(), row[0]))
            self._log(article, by, {"undo": "confirm", "field": name, "because": because.strip()})

    def _add(
        self, article: int, kind: Kind, body: str, anchor: Anchor | None, by: str | None, *, is_private: bool
    ) -> str:
        at, placed = self._store.clock(), _placed(anchor)
        of_article = public_id(self._conn, article)
        said = json.dumps([of_article, kind, body, placed, at, by or self._by], ensure_ascii=False)
        digest = b32encode(hashlib.sha256(said.encode("utf-8", "replace")).digest()).decode("ascii").lower()
        name = f"{_PREFIX[kind]}{digest[:_NAME_LENGTH]}"
        if self._conn.execute("SELECT 1 FROM annotation WHERE name = ?", (name,)).fetchone() is None:
            held = _Held((article, name, kind, body, *placed), is_private)
            self._say(held, body, by, "", is_private=is_private, is_gone=False)
        return name

    def _say(self, held: _Held, body: str, by: str | None, because: str, *, is_private: bool, is_gone: bool) -> None:
        values = (*held.row[:3], body, *held.row[4:], is_private, is_gone, by or self._by, because, self._store.clock())
        marks_of_values = ", ".join("?" for _ in values)
        with self._store.transaction():
            self._conn.execute(
                f"INSERT INTO annotation({_COLUMNS}, is_private, is_gone, asserted_by, because, asserted_at)"  # noqa: S608  constants
                f" VALUES ({marks_of_values})",
                values,
            )
            what = "remove" if is_gone else "set"
            detail = {what: held.row[2], "name": held.row[1], "is_private": is_private, "because": because}
            self._log(held.article, by, detail)

    def _held(self, name: str) -> _Held:
        row = self._conn.execute(
            f"SELECT {_COLUMNS}, is_private, is_gone FROM annotation WHERE name = ? AND undone_at IS NULL"  # noqa: S608  a constant
            " ORDER BY id DESC LIMIT 1",
            (name.strip(),),
        ).fetchone()
        if row is None or row[-1]:
            raise CorrectionError(_no_such(name))
        return _Held(row[:-2], bool(row[-2]))

    def _note(self, name: str) -> Note:
        article = public_id(self._conn, self._held(name).article)
        found = marks.notes_of(self._conn, article, is_owner=True)
        return next(each for each in found if each.name == name.strip())

    def _highlight(self, name: str) -> Highlight:
        article = public_id(self._conn, self._held(name).article)
        found = marks.highlights_of(self._conn, article, is_owner=True)
        return next(each for each in found if each.name == name.strip())

    def _tags(self, ref: str) -> list[str]:
        facts = marked_facts(self._conn, one_article(self._conn, ref))
        return [fact.value for fact in facts if fact.field == "tag" and fact.chosen and fact.value is not None]

    def _set_tags(self, ref: str, tags: list[str], because: str, by: str | None) -> Changed:
        curator = Curator(self._store, by=self._by)
        return curator.set_fact(ref, "tag", "; ".join(dict.fromkeys(tags)) or None, because=because, by=by)

    def _log(self, article: int, by: str | None, detail: Mapping[str, Any]) -> None:
        at, agent, subject = self._store.clock(), by or self._by or UNNAMED, public_id(self._conn, article)
        add_event(self._conn, EventType.METADATA_MODIFICATION, at=at, agent=agent, subject=subject, detail=detail)


def _text(conn: sqlite3.Connection, article: int) -> str:
    (body,) = conn.execute(
        "SELECT t.body FROM article a JOIN extraction e ON e.id = a.extraction_id JOIN text t ON t.id = e.text_id"
        " WHERE a.id = ?",
        (article,),
    ).fetchone()
    return unpack(body)


def _placed(anchor: Anchor | None) -> tuple[Any, ...]:
    if anchor is None:
        return _NO_ANCHOR
    return (anchor.exact, anchor.prefix, anchor.suffix, anchor.start, anchor.end, anchor.text_sha256)


def _words(body: str) -> str:
    words = clean_text(body)[0].strip()
    if len(words) > LONGEST:
        message = f"{len(words)} characters are too many; {LONGEST} can be kept."
        raise CorrectionError(message)
    return words


def _body(body: str, kind: str) -> str:
    words = _words(body)
    if not words:
        message = f"the {kind} is empty: write what it says. To take one away: cuttings note remove."
        raise CorrectionError(message)
    return words


def _tag(tag: str) -> str:
    name = " ".join(clean_text(tag)[0].split())
    if not name or ";" in name:
        message = f"{tag!r} is no tag: one word or several, without a semicolon."
        raise CorrectionError(message)
    return name


def _no_such(name: str) -> str:
    return f"there is no note or highlight {name!r}. `cuttings note list ARCHIVE` lists them with their names."
