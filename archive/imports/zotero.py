"""A Zotero library: `zotero.sqlite`, and the snapshots and PDFs under `storage/KEY/`.

The database says of each stored file where it was fetched from and when, and what its entry in the library says:
title, authors, date, publication, tags. (Schema: resource/schema/userdata.sql of Zotero; attachments since version 2.)

Rule: asks the database once, when the folder is claimed; decides nothing about pages.
"""

import re
import sqlite3
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from unicodedata import normalize

from archive.disk_folder import DiskFolder
from archive.imports.database import columns, looked_into, rows
from ingest.normalise.urls import safe_url
from ingest.readers.beside import Note
from ingest.readers.trees import Aside, Claim, Folder
from schemas.errors import UnreadableDatabase
from schemas.page import GivenFact
from schemas.report import Outcome, Reason

BASIS = "zotero"
DATABASE = "zotero.sqlite"

_FETCHED = 1
"""Zotero's link mode of a stored file that was fetched from an address; a file that somebody added has none."""
_FIELDS = {
    "title": ("headline", "zotero-title"),
    "publicationTitle": ("outlet", "zotero-publication"),
    "websiteTitle": ("outlet", "zotero-publication"),
    "blogTitle": ("outlet", "zotero-publication"),
    "section": ("section", "zotero-section"),
    "language": ("language", "zotero-language"),
}
"""Zotero's field -> fact and rule."""
_ASKED = ("url", "accessDate", "date", *_FIELDS)
_OWN_FOLDERS = ("locate/", "styles/", "translators/", "pipes/", "cache/", "better-bibtex/", "logs/", "tmp/")
_DATE = re.compile(r"(\d{4})-(\d\d)-(\d\d)")
_ACCESSED = re.compile(r"(\d{4}-\d\d-\d\d)(?:[ T](\d\d:\d\d:\d\d)Z?)?")
_LONGEST = 4000

_DATABASE = Aside(
    reason=Reason.UNSUPPORTED_TYPE, detail="It is Zotero's database: what it says was said of the files in storage/."
)
_OWN = Aside(reason=Reason.UNSUPPORTED_TYPE, detail="It is Zotero's own file, not a page.")
_PART = Aside(reason=Reason.PART_OF_PAGE, detail="It belongs to the snapshot that Zotero saved in the same folder.")
_TRASH = Aside(reason=Reason.UNSUPPORTED_TYPE, detail="It is in Zotero's trash. Restore it in Zotero to take it in.")


@dataclass(frozen=True, slots=True)
class Stored:
    """One file that Zotero stored."""

    name: str
    """Of the file in its folder, composed (NFC)."""
    note: Note | None
    """None: it is in the trash."""


@dataclass(frozen=True, slots=True)
class Library:
    """A folder that is a Zotero library."""

    stored: dict[str, Stored]
    """Key of the attachment -> its file."""
    present: frozenset[str]
    """Keys of attachments whose file is there."""
    kind: str = "zotero"
    is_whole: bool = True

    def about(self, inside: str) -> Note | Aside | None:
        """Return what the library says of a stored file; what is Zotero's own is put aside."""
        if inside.startswith(DATABASE):
            return _DATABASE
        if inside.startswith(_OWN_FOLDERS):
            return _OWN
        parts = inside.split("/")
        if parts[0] != "storage" or len(parts) < 3:  # noqa: PLR2004  storage/KEY/name
            return None
        stored = self.stored.get(parts[1])
        if stored is None:
            return None
        if stored.note is None:
            return _TRASH
        if len(parts) == 3 and normalize("NFC", parts[2]) == stored.name:  # noqa: PLR2004  the same
            return stored.note
        return _PART if parts[1] in self.present else None


@dataclass(frozen=True, slots=True)
class Locked:
    """A Zotero library whose database cannot be read: its files would come in without what it says of them."""

    why: str
    kind: str = "zotero"
    is_whole: bool = True

    def about(self, inside: str) -> Note | Aside | None:
        """Reject the stored files: what is missing now could not be added to them later."""
        if inside.startswith("storage/"):
            detail = f"{self.why} Close Zotero and ingest again; to read the files without it, name the storage folder."
            return Aside(reason=Reason.UNREADABLE, detail=detail, outcome=Outcome.REJECTED)
        return _OWN if inside.startswith((DATABASE, *_OWN_FOLDERS)) else None


def claim_zotero(folder: Folder) -> Claim | None:
    """Claim a folder on the disk that holds Zotero's database and its storage."""
    if not isinstance(folder, DiskFolder) or DATABASE not in folder.files or "storage" not in folder.folders:
        return None
    try:
        with looked_into(folder, DATABASE) as conn:
            stored = _stored(conn)
    except UnreadableDatabase as error:
        return Locked(str(error))
    present = frozenset(key for key, file in stored.items() if _is_there(folder, key, file))
    return Library(stored, present)


def _is_there(folder: DiskFolder, key: str, file: Stored) -> bool:
    """Say whether a stored file lies where it should."""
    return any(folder.read(f"storage/{key}/{normalize(form, file.name)}", 1) is not None for form in ("NFC", "NFD"))


@dataclass(slots=True)
class _Said:
    """What the database says of its entries, by their numbers."""

    fields: dict[int, dict[str, str]] = field(default_factory=lambda: defaultdict(dict))
    authors: dict[int, list[str]] = field(default_factory=lambda: defaultdict(list))
    tags: dict[int, list[str]] = field(default_factory=lambda: defaultdict(list))

    def given(self, entry: int) -> Iterator[GivenFact]:
        """Yield the facts of an entry."""
        fields = self.fields.get(entry, {})
        for name, (fact, rule) in _FIELDS.items():
            if fields.get(name):
                yield _given(fact, fields[name], rule)
        if day := _day(fields.get("date", "")):
            yield _given("published", day, "zotero-date")
        yield from (_given("author", name, "zotero-creator") for name in self.authors.get(entry, ()))
        yield from (_given("tag", tag, "zotero-tag") for tag in self.tags.get(entry, ()))


def _stored(conn: sqlite3.Connection) -> dict[str, Stored]:
    """Return the stored files by the keys of their folders."""
    parent = "parentItemID" if "parentItemID" in columns(conn, "itemAttachments") else "sourceItemID"
    said = _said(conn)
    trashed = {row[0] for row in rows(conn, "SELECT itemID FROM deletedItems")}
    found: dict[str, Stored] = {}
    query = (
        f"SELECT a.itemID, a.{parent}, a.linkMode, a.path, i.key FROM itemAttachments a JOIN items i USING (itemID) "  # noqa: S608  one of two constants
        "WHERE a.path LIKE 'storage:%' ORDER BY i.key, a.itemID"
    )
    for entry, above, mode, path, key in rows(conn, query):
        if isinstance(path, str) and isinstance(key, str) and key not in found:
            is_trashed = entry in trashed or above in trashed
            note = None if is_trashed else _note(said, entry, above, is_fetched=mode == _FETCHED)
            found[key] = Stored(normalize("NFC", path.removeprefix("storage:")), note)
    return found


def _note(said: _Said, entry: int, above: int | None, *, is_fetched: bool) -> Note:
    """Return what the library says of one file: its own address and time, and the facts of the entry above it."""
    own = said.fields.get(entry, {})
    whole = said.fields.get(above, {}) if above is not None and is_fetched else {}
    given = () if above is None else tuple(said.given(above))
    accessed = own.get("accessDate") or whole.get("accessDate") or ""
    return Note(
        basis=BASIS,
        url=safe_url(own.get("url")) or safe_url(whole.get("url")),
        captured=_time(accessed),
        given=given,
    )


def _said(conn: sqlite3.Connection) -> _Said:
    """Return the fields, authors and tags of all entries."""
    said = _Said()
    asked = ", ".join(f"'{name}'" for name in _ASKED)
    query = (
        "SELECT d.itemID, f.fieldName, v.value FROM itemData d JOIN fields f USING (fieldID) "  # noqa: S608  constants
        f"JOIN itemDataValues v USING (valueID) WHERE f.fieldName IN ({asked})"
    )
    for entry, name, value in rows(conn, query):
        said.fields[entry][name] = str(value)[:_LONGEST]
    query = (
        "SELECT ic.itemID, c.firstName, c.lastName FROM itemCreators ic JOIN creators c USING (creatorID) "
        "JOIN creatorTypes t USING (creatorTypeID) WHERE t.creatorType = 'author' ORDER BY ic.itemID, ic.orderIndex"
    )
    for entry, first, last in rows(conn, query):
        if name := " ".join(str(part).strip() for part in (first, last) if part and str(part).strip()):
            said.authors[entry].append(name)
    query = "SELECT it.itemID, t.name FROM itemTags it JOIN tags t USING (tagID) ORDER BY it.itemID, t.name"
    for entry, tag in rows(conn, query):
        said.tags[entry].append(str(tag))
    return said


def _day(written: str) -> str | None:
    """Return the date that Zotero read (`2022-11-00 November 2022`), cut to what is known.

    >>> _day("2022-11-00 November 2022")
    '2022-11'
    """
    found = _DATE.match(written)
    if found is None or found[1] == "0000":
        return None
    year, month, day = found.groups()
    return "-".join(
        (year, month, day) if day != "00" and month != "00" else (year, month) if month != "00" else (year,)
    )


def _time(written: str) -> str | None:
    """Return when a page was accessed; Zotero keeps it in UTC."""
    found = _ACCESSED.fullmatch(written.strip())
    if found is None:
        return None
    return f"{found[1]}T{found[2]}+00:00" if found[2] else found[1]


def _given(fact: str, value: str, rule: str) -> GivenFact:
    return GivenFact(field=fact, value=value[:_LONGEST], rule=rule, basis="structured")
