"""A Zotero library for tests: the tables that are asked, with the names and columns that Zotero gives them."""

import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

SCHEMA = """
CREATE TABLE items(itemID INTEGER PRIMARY KEY, itemTypeID INT, libraryID INT, key TEXT NOT NULL);
CREATE TABLE itemAttachments(itemID INTEGER PRIMARY KEY, parentItemID INT, linkMode INT, contentType TEXT, path TEXT);
CREATE TABLE fields(fieldID INTEGER PRIMARY KEY, fieldName TEXT);
CREATE TABLE itemDataValues(valueID INTEGER PRIMARY KEY, value);
CREATE TABLE itemData(itemID INT, fieldID INT, valueID INT, PRIMARY KEY (itemID, fieldID));
CREATE TABLE creators(creatorID INTEGER PRIMARY KEY, firstName TEXT, lastName TEXT, fieldMode INT);
CREATE TABLE creatorTypes(creatorTypeID INTEGER PRIMARY KEY, creatorType TEXT);
CREATE TABLE itemCreators(itemID INT, creatorID INT, creatorTypeID INT, orderIndex INT);
CREATE TABLE tags(tagID INTEGER PRIMARY KEY, name TEXT);
CREATE TABLE itemTags(itemID INT, tagID INT, type INT);
CREATE TABLE deletedItems(itemID INTEGER PRIMARY KEY);
INSERT INTO creatorTypes VALUES (1, 'author'), (2, 'editor');
"""


@dataclass(frozen=True, kw_only=True)
class Attachment:
    """One stored file, and the entry that it hangs on."""

    key: str
    name: str
    fields: Mapping[str, str] = field(default_factory=dict)
    """Of the attachment itself."""
    entry: Mapping[str, str] | None = None
    """Fields of the entry above it; None: it stands alone."""
    authors: Sequence[tuple[str, str]] = ()
    editors: Sequence[tuple[str, str]] = ()
    tags: Sequence[str] = ()
    link_mode: int = 1
    is_trashed: bool = False


def make_library(folder: Path, attachments: Sequence[Attachment], *, schema: str = SCHEMA) -> Path:
    """Write `zotero.sqlite` into the folder; return its path."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "zotero.sqlite"
    conn = sqlite3.connect(path)
    conn.executescript(schema)
    for attachment in attachments:
        above = None
        if attachment.entry is not None:
            above = _entry(conn, f"P{attachment.key}", attachment.entry)
            for kind, people in ((1, attachment.authors), (2, attachment.editors)):
                for order, (first, last) in enumerate(people):
                    made = conn.execute("INSERT INTO creators VALUES (NULL, ?, ?, 0)", (first, last)).lastrowid
                    conn.execute("INSERT INTO itemCreators VALUES (?, ?, ?, ?)", (above, made, kind, order))
            for tag in attachment.tags:
                made = conn.execute("INSERT INTO tags VALUES (NULL, ?)", (tag,)).lastrowid
                conn.execute("INSERT INTO itemTags VALUES (?, ?, 0)", (above, made))
        own = _entry(conn, attachment.key, attachment.fields)
        stored = f"storage:{attachment.name}"
        conn.execute(
            "INSERT INTO itemAttachments VALUES (?, ?, ?, 'text/html', ?)", (own, above, attachment.link_mode, stored)
        )
        if attachment.is_trashed:
            conn.execute("INSERT INTO deletedItems VALUES (?)", (above or own,))
    conn.commit()
    conn.close()
    return path


def _entry(conn: sqlite3.Connection, key: str, fields: Mapping[str, str]) -> int:
    """Enter an item with its fields; return its number."""
    made = conn.execute("INSERT INTO items VALUES (NULL, 1, 1, ?)", (key,)).lastrowid or 0
    for name, value in fields.items():
        named = conn.execute("INSERT INTO fields VALUES (NULL, ?)", (name,)).lastrowid
        valued = conn.execute("INSERT INTO itemDataValues VALUES (NULL, ?)", (value,)).lastrowid
        conn.execute("INSERT INTO itemData VALUES (?, ?, ?)", (made, named, valued))
    return made
