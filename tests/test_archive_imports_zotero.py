"""A Zotero library as a source."""

import contextlib
import hashlib
import sqlite3
from pathlib import Path

import pytest
from made_up_library import SCHEMA, Attachment, make_library
from made_up_trees import laid, walked

from archive.disk_folder import DiskFolder, listed
from archive.imports import database
from archive.imports.zotero import claim_zotero
from archive.intake import ingest
from archive.reader import iter_articles, open_reader
from archive.reextract import reextract
from ingest.readers.beside import Note
from schemas.report import Outcome, Reason, Rejection

URL = "https://posten.example/2022/bridge"
SNAPSHOT = Attachment(
    key="ABCD2345",
    name="Bridge closed.html",
    fields={"title": "Snapshot", "url": URL, "accessDate": "2022-11-26 09:30:00"},
    entry={
        "title": "Bridge at Velmark closed",
        "publicationTitle": "Velmark Posten",
        "date": "2022-11-25 November 25, 2022",
        "url": "https://posten.example/other",
        "language": "en",
    },
    authors=[("Ann", "Writer"), ("", "Newsroom")],
    editors=[("Ed", "Itor")],
    tags=["floods", "bridges"],
)
PAGE = "storage/ABCD2345/Bridge closed.html"


def library(folder: Path, *attachments: Attachment, **more: str) -> Path:
    """Return a library with the files of its attachments."""
    make_library(folder, attachments)
    return laid(folder, {f"storage/{each.key}/{each.name}": "<p>Rain." for each in attachments} | more)


def test_a_stored_page_gets_what_the_library_says(tmp_path: Path) -> None:
    """Address and time are the attachment's own, the facts those of the entry above it; editors are no authors."""
    note = walked(library(tmp_path, SNAPSHOT))[PAGE]
    assert isinstance(note, Note)
    assert (note.url, note.basis, note.captured) == (URL, "zotero", "2022-11-26T09:30:00+00:00")
    assert [(fact.field, fact.value, fact.rule) for fact in note.given] == [
        ("headline", "Bridge at Velmark closed", "zotero-title"),
        ("outlet", "Velmark Posten", "zotero-publication"),
        ("language", "en", "zotero-language"),
        ("published", "2022-11-25", "zotero-date"),
        ("author", "Ann Writer", "zotero-creator"),
        ("author", "Newsroom", "zotero-creator"),
        ("tag", "bridges", "zotero-tag"),
        ("tag", "floods", "zotero-tag"),
    ]
    assert {fact.basis for fact in note.given} == {"structured"}


def test_the_library_is_not_touched(tmp_path: Path) -> None:
    """Neither the database nor anything beside it is written."""
    path = library(tmp_path, SNAPSHOT) / "zotero.sqlite"
    before = (hashlib.sha256(path.read_bytes()).digest(), path.stat().st_mtime_ns, sorted(tmp_path.iterdir()))
    walked(tmp_path)
    assert (hashlib.sha256(path.read_bytes()).digest(), path.stat().st_mtime_ns, sorted(tmp_path.iterdir())) == before


def test_a_file_that_somebody_added_has_no_address(tmp_path: Path) -> None:
    """A file that was not fetched gets the facts of its entry; the entry's address is not the file's."""
    note = walked(library(tmp_path, Attachment(key="K", name="a.pdf", link_mode=0, entry={"title": "T", "url": URL})))
    found = note["storage/K/a.pdf"]
    assert isinstance(found, Note)
    assert (found.url, found.captured) == (None, None)
    assert [fact.value for fact in found.given] == ["T"]


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("2022-11-00 November 2022", "2022-11"),
        ("2022-00-00 2022", "2022"),
        ("0000-00-00 n.d.", None),
        ("sometime", None),
        ("", None),
    ],
)
def test_a_date_is_cut_to_what_is_known(tmp_path: Path, written: str, day: str | None) -> None:
    """Zotero's zeros are no months and days; what it could not read is no date."""
    note = walked(library(tmp_path, Attachment(key="K", name="a.html", entry={"title": "T", "date": written})))
    found = note["storage/K/a.html"]
    assert isinstance(found, Note)
    assert [fact.value for fact in found.given if fact.field == "published"] == ([day] if day else [])


@pytest.mark.parametrize(
    ("written", "time"),
    [("2022-11-26", "2022-11-26"), ("2022-11-26T09:30:00Z", "2022-11-26T09:30:00+00:00"), ("CURRENT_TIMESTAMP", None)],
)
def test_the_time_is_that_of_the_access(tmp_path: Path, written: str, time: str | None) -> None:
    """Zotero keeps the access date in UTC; what is no date says nothing."""
    note = walked(library(tmp_path, Attachment(key="K", name="a.html", fields={"accessDate": written})))
    found = note["storage/K/a.html"]
    assert isinstance(found, Note)
    assert found.captured == time


def test_what_is_zoteros_own_is_put_aside(tmp_path: Path) -> None:
    """The database, its copies, styles and the files of a snapshot are skipped; other files are read."""
    more = {"zotero.sqlite.bak": "x", "styles/a.csl": "x", "storage/ABCD2345/logo.png": "x", "storage/ZZZZ/b.html": "x"}
    found = walked(library(tmp_path, SNAPSHOT, **{**more, "notes.html": "x"}))
    reasons = {path: each.reason if isinstance(each, Rejection) else None for path, each in found.items()}
    assert reasons == {
        PAGE: None,
        "notes.html": None,
        "storage/ABCD2345/logo.png": Reason.PART_OF_PAGE,
        "storage/ZZZZ/b.html": None,
        "styles/a.csl": Reason.UNSUPPORTED_TYPE,
        "zotero.sqlite": Reason.UNSUPPORTED_TYPE,
        "zotero.sqlite.bak": Reason.UNSUPPORTED_TYPE,
    }


def test_what_is_in_the_trash_is_left_there(tmp_path: Path) -> None:
    """An entry that was thrown away takes its files with it."""
    found = walked(library(tmp_path, Attachment(key="K", name="a.html", entry={"title": "T"}, is_trashed=True)))
    rejection = found["storage/K/a.html"]
    assert isinstance(rejection, Rejection)
    assert "trash" in rejection.detail


def test_names_are_compared_composed(tmp_path: Path) -> None:
    """A name that the disk keeps decomposed is the one that Zotero wrote composed."""
    make_library(tmp_path, [Attachment(key="K", name="caf\u00e9.html", entry={"title": "T"})])
    laid(tmp_path, {"storage/K/cafe\u0301.html": "<p>Rain."})
    assert isinstance(walked(tmp_path)["storage/K/cafe\u0301.html"], Note)


def broken(kind: str, folder: Path) -> None:
    """Break a library in one way."""
    path = folder / "zotero.sqlite"
    if kind == "in use":
        (folder / "zotero.sqlite-journal").write_bytes(bytes.fromhex("d9d505f920a163d7") + b"\x00" * 600)
    elif kind == "log":
        (folder / "zotero.sqlite-wal").write_bytes(b"x" * 100)
    elif kind == "cut":
        path.write_bytes(path.read_bytes()[:5000])
    elif kind == "empty":
        path.write_bytes(b"")
    elif kind == "other":
        path.write_bytes(b"SQLite format 3\x00" + b"\xff" * 9000)
    else:
        path.unlink()
        make_other(path)


def make_other(path: Path) -> None:
    """Write a database with none of the tables."""
    conn = sqlite3.connect(path)
    conn.executescript("CREATE TABLE other(x); INSERT INTO other VALUES (1);")
    conn.close()


@pytest.mark.parametrize("kind", ["in use", "log", "cut", "empty", "other", "no tables"])
def test_without_its_database_a_library_is_refused(tmp_path: Path, kind: str) -> None:
    """Files of a library that cannot be read are rejected with what to do; given by themselves they are read."""
    broken(kind, library(tmp_path, SNAPSHOT))
    rejection = walked(tmp_path)[PAGE]
    assert isinstance(rejection, Rejection)
    assert (rejection.outcome, rejection.reason) == (Outcome.REJECTED, Reason.UNREADABLE)
    assert "Close Zotero" in rejection.detail
    assert str(tmp_path) not in rejection.detail
    assert walked(tmp_path / "storage")["ABCD2345/Bridge closed.html"] is None


def test_a_database_that_never_answers_is_given_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A view that counts for ever costs a bounded number of steps."""
    monkeypatch.setattr(database, "_MOST_STEPS", 20)
    endless = "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT x AS itemID FROM n"
    make_library(tmp_path, [], schema=SCHEMA.replace("CREATE TABLE deletedItems(itemID INTEGER PRIMARY KEY);", ""))
    conn = sqlite3.connect(tmp_path / "zotero.sqlite")
    conn.execute(f"CREATE VIEW deletedItems AS {endless}")
    conn.close()
    laid(tmp_path, {"storage/K/a.html": "<p>Rain."})
    rejection = walked(tmp_path)["storage/K/a.html"]
    assert isinstance(rejection, Rejection)
    assert "interrupted" in rejection.detail


def test_names_in_the_database_that_are_no_text_are_refused(tmp_path: Path) -> None:
    """A schema whose bytes are no UTF-8 makes the database unreadable, and its words do no harm."""
    path = library(tmp_path, SNAPSHOT) / "zotero.sqlite"
    path.write_bytes(path.read_bytes().replace(b"parentItemID INT", b"par\xff\xfe\x1b[2JID INT"))
    rejection = walked(tmp_path)[PAGE]
    assert isinstance(rejection, Rejection)
    assert rejection.reason == Reason.UNREADABLE
    assert "\x1b" not in rejection.detail


def test_more_entries_than_can_be_held_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An answer without end is cut off and said."""
    monkeypatch.setattr(database, "MOST_ROWS", 3)
    rejection = walked(library(tmp_path, SNAPSHOT))[PAGE]
    assert isinstance(rejection, Rejection)
    assert "more than 3 entries" in rejection.detail


def test_a_link_out_of_the_library_is_no_database(tmp_path: Path) -> None:
    """A `zotero.sqlite` that leads out of the folder is not opened."""
    real = make_library(tmp_path / "elsewhere", [SNAPSHOT])
    given = laid(tmp_path / "given", {PAGE: "<p>Rain."})
    (given / "zotero.sqlite").symlink_to(real)
    assert isinstance(walked(given)[PAGE], Rejection)


def test_an_old_library_is_read(tmp_path: Path) -> None:
    """Before version 5 the entry above an attachment was called its source."""
    make_library(tmp_path, [SNAPSHOT])
    conn = sqlite3.connect(tmp_path / "zotero.sqlite")
    conn.execute("ALTER TABLE itemAttachments RENAME COLUMN parentItemID TO sourceItemID")
    conn.close()
    laid(tmp_path, {PAGE: "<p>Rain."})
    note = walked(tmp_path)[PAGE]
    assert isinstance(note, Note)
    assert note.given[0].value == "Bridge at Velmark closed"


def test_a_folder_without_storage_is_no_library(tmp_path: Path) -> None:
    """A stray database is not taken for a library, and neither is a folder in a container."""
    make_library(tmp_path, [SNAPSHOT])
    files, folders = listed(str(tmp_path))
    assert claim_zotero(DiskFolder(str(tmp_path), str(tmp_path), "x", (), files, folders)) is None


def test_a_library_is_taken_in_with_its_facts(tmp_path: Path) -> None:
    """`cuttings ingest a.db ~/Zotero` gives the library's addresses, times and facts, and reading again keeps them."""
    words = " ".join(
        f"The river at Velmark rose by {number} metres before the bridge was closed." for number in range(9)
    )
    given = library(tmp_path / "Zotero", SNAPSHOT)
    (given / PAGE).write_text(f"<html><body><h1>Bridge</h1><p>{words}</p></body></html>")
    report = ingest(tmp_path / "a.db", [given])
    assert (report.new, report.rejected) == (1, ())
    with contextlib.closing(open_reader(tmp_path / "a.db")) as conn:
        (record,) = iter_articles(conn)
    assert record.address == URL
    assert (record.published, record.captured, record.captured_basis) == (
        "2022-11-25",
        "2022-11-26T09:30:00+00:00",
        "zotero",
    )
    assert record.authors == ("Ann Writer", "Newsroom")
    assert reextract(tmp_path / "a.db").changed == 0
    with contextlib.closing(open_reader(tmp_path / "a.db")) as conn:
        (again,) = iter_articles(conn)
    assert (again.published, again.authors, again.tags) == (record.published, record.authors, ("bridges", "floods"))
