"""A copy for readers: what goes in, what stays out, and that it is whole or not there."""

import json
import os
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from builders import fresh_archive, make_article
from command_line import done, run
from traces import traces_in_file

from archive import published, verify
from archive.connect import has_log, open_ro
from archive.curation import Curator
from archive.desk import open_desk
from archive.leaving import Leaver
from archive.publish import publish
from archive.publish_tables import LEFT_EMPTY, MADE_ANEW, Wish, taken
from archive.reader import captures_of, find_article, open_reader, received_bytes
from archive.relearn import relearn
from archive.search import search
from archive.settled import unfinished
from archive.store import Run, open_store
from archive.story_pass import keep_stories
from schemas.errors import ArchiveError, ExportError, NotWritable, SealedCopy


def settled(path: Path) -> Path:
    """Have everything follow from the articles, as an ingest does at its end."""
    with open_store(path) as store:
        relearn(store, Run(number=0, command="ingest", agent="test"))
        keep_stories(store)
    return path


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    """Make an archive of three articles, two of them copies, one corrected."""
    path = tmp_path / "desk" / "press.db"
    path.parent.mkdir()
    pages = [
        make_article(url="https://a.example/1", headline="Bridge closed", outlet="Courier", path="a/1.html"),
        make_article(url="https://b.example/1", headline="Bridge shut", outlet="Gazette", path="b/1.html"),
        make_article(text="The museum of clocks in Orlu is closed until summer.", path="notes/c.txt", record_id="r-c"),
    ]
    fresh_archive(path, pages)
    with open_store(path) as store:
        curator = Curator(store, by="R. Oor")
        curator.set_fact("r-c", "section", "Museums", because="It says so below.")
        curator.set_fact("A-0001", "author", "Wrong Name", because="A slip.")
        curator.undo("A-0001", "author", because="It was a slip.")
    return settled(path)


def rows(path: Path, query: str) -> list[tuple[object, ...]]:
    """Return what a query finds in a file."""
    with closing(open_ro(path)) as conn:
        return conn.execute(query).fetchall()


def test_a_copy_is_the_same_archive_for_readers(archive: Path, tmp_path: Path) -> None:
    """Articles, facts, relations and searches are the same; every hash is right; the digest is that of the archive."""
    made = publish(archive, tmp_path / "copy.db")
    with closing(open_reader(archive)) as conn, closing(open_reader(made.path)) as copy:
        assert verify.check(copy) == ()
        assert verify.digest(copy) == verify.digest(conn)
        assert search(copy, "bridge").total == search(conn, "bridge").total == 2
        assert find_article(copy, "r-c") == find_article(conn, "r-c")
    assert (made.articles, made.received) == (3, 0)


def test_a_copy_is_one_closed_file(archive: Path, tmp_path: Path) -> None:
    """No log, no lock and no leftovers lie beside it, before and after it is read; nobody may write to it."""
    out = publish(archive, tmp_path / "copy.db").path
    assert sorted(each.name for each in tmp_path.iterdir()) == ["copy.db", "copy.db.sha256", "desk"]
    assert out.stat().st_mode & 0o777 == 0o444
    assert rows(out, "PRAGMA journal_mode") == [("delete",)]
    assert sorted(each.name for each in tmp_path.iterdir()) == ["copy.db", "copy.db.sha256", "desk"]
    for refused in (["set", out, "A-0001", "section", "X", "--because", "x"], ["reextract", out], ["ingest", out, "."]):
        result = run(*refused)
        assert result.exit_code == 1
        assert "is a reader's copy" in result.stderr
    with pytest.raises(SealedCopy), open_store(out):
        pass


def test_the_checksum_file_is_read_by_others_and_by_verify(archive: Path, tmp_path: Path) -> None:
    """`sha256sum --check` and `cuttings verify` both say that it is the file, and both notice one changed byte."""
    out = publish(archive, tmp_path / "copy.db").path
    check = ["sha256sum", "--check", "copy.db.sha256"]
    assert subprocess.run(check, cwd=tmp_path, capture_output=True, check=False).returncode == 0
    assert "is the one that its checksum file names" in done("verify", out)
    out.chmod(0o600)
    body = bytearray(out.read_bytes())
    body[92] ^= 1  # the header's note of the version that wrote it: no page, no hash of ours
    out.write_bytes(body)
    assert subprocess.run(check, cwd=tmp_path, capture_output=True, check=False).returncode == 1
    result = run("verify", out)
    assert result.exit_code == 1
    assert "file copy.db: its SHA-256 is not the one that copy.db.sha256 states" in result.stdout


def test_received_files_stay_with_the_owner(archive: Path, tmp_path: Path) -> None:
    """Their hashes and sizes go along, their bytes only where they were asked for; a copy of a copy has none."""
    out = publish(archive, tmp_path / "copy.db").path
    full = publish(archive, tmp_path / "full.db", Wish(with_received=True)).path
    with closing(open_reader(archive)) as conn, closing(open_reader(out)) as copy, closing(open_reader(full)) as whole:
        (capture,) = captures_of(conn, "A-0001")
        (told,) = captures_of(copy, "A-0001")
        sha256 = capture.received_sha256
        assert (told.received_sha256, told.received_size) == (sha256, capture.received_size)
        assert (capture.has_received, told.has_received) == (True, False)
        assert received_bytes(copy, sha256) is None
        assert published.is_with_owner(copy, sha256)
        assert not published.is_with_owner(copy, "0" * 64)
        assert received_bytes(whole, sha256) == received_bytes(conn, sha256)
    assert "published copy leaves them out" in run("show", out, "A-0001", "--received").stderr
    with pytest.raises(ExportError, match="without received files"):
        publish(out, tmp_path / "again.db", Wish(with_received=True))
    assert publish(out, tmp_path / "again.db").articles == 3


def test_what_is_the_owners_stays_out(archive: Path, tmp_path: Path) -> None:
    """Log, runs, ledger, salts and what was taken back are not in a copy; one run says that it was made."""
    out = publish(archive, tmp_path / "copy.db").path
    for table in LEFT_EMPTY - {"run"}:
        assert rows(out, f"SELECT * FROM {table}") == [], table  # noqa: S608  our names
    assert rows(out, "SELECT command, options FROM run") == [("publish", "{}")]
    assert rows(out, "SELECT asserted_by, value FROM fact") == [("R. Oor", "Museums")]
    names = {row[0] for row in rows(out, "SELECT name FROM setting")}
    assert names == {"columns", "copy", "fulltext", "relations", "stories"}


def test_names_and_paths_can_be_left_out(archive: Path, tmp_path: Path) -> None:
    """Without names nobody is named as having corrected; without paths a page is named by the hash of its bytes."""
    out = publish(archive, tmp_path / "copy.db", Wish(with_paths=False, with_names=False)).path
    assert rows(out, "SELECT asserted_by, value FROM fact") == [(None, "Museums")]
    places = rows(out, "SELECT l.locator, v.sha256 FROM locator l JOIN capture r ON r.id = l.capture_id"
                       " JOIN received v ON v.id = r.received_id")  # fmt: skip
    assert all(place == f"sha256:{sha256}" for place, sha256 in places)
    assert len(places) == 3
    assert "notes" not in done("list", out, "--json")


def test_each_table_is_decided_on(archive: Path) -> None:
    """A table that is new is in `taken`, or among those that a copy has empty: say which."""
    tables = {row[0] for row in rows(archive, "SELECT name FROM sqlite_master WHERE type = 'table'")}
    decided = set(taken(Wish())) | LEFT_EMPTY | MADE_ANEW
    assert tables - decided == {"_sqlite_migrations", "article_fts"}
    assert decided - tables == set()
    assert set(taken(Wish())) & LEFT_EMPTY == set()


def test_tables_of_the_owners_own_stay_out(archive: Path, tmp_path: Path) -> None:
    """What somebody added to the file with other tools is not in the copy: neither rows nor names."""
    with closing(sqlite3.connect(archive)) as conn:
        conn.execute("CREATE TABLE my_sources (name TEXT)")
        conn.execute("INSERT INTO my_sources VALUES ('M. Secret')")
        conn.execute("CREATE VIEW secret_view AS SELECT 'M. Secret' AS name")
        conn.commit()
    out = publish(archive, tmp_path / "copy.db").path
    body = out.read_bytes()
    assert b"my_sources" not in body
    assert b"secret" not in body.lower()


def _kill_purge(archive: Path) -> None:
    with open_store(archive) as store:
        store.conn.execute("INSERT INTO setting(name, value) VALUES ('scrub', 'due')")


def _cut_ingest(archive: Path) -> None:
    with closing(sqlite3.connect(archive)) as conn:
        conn.execute("UPDATE run SET ended = NULL")
        conn.commit()


def _new_article(archive: Path) -> None:
    fresh_archive(archive, [make_article(text="A new one.", url="https://c.example/9")])


def _old_rules(archive: Path) -> None:
    with closing(sqlite3.connect(archive)) as conn:
        conn.execute("UPDATE setting SET value = 'former' WHERE name IN ('fulltext', 'relations')")
        conn.commit()


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (_kill_purge, "a purge is not finished"),
        (_cut_ingest, "an ingest runs, or was cut off"),
        (_new_article, "to be placed in stories"),
        (_old_rules, "made by other rules"),
    ],
)
def test_an_archive_in_which_something_waits_is_refused(archive: Path, tmp_path: Path, spoil, said: str) -> None:  # type: ignore[no-untyped-def]  # noqa: ANN001  a function of this module
    """It says what waits, names the way on, and writes nothing."""
    spoil(archive)
    with closing(open_ro(archive)) as conn:
        assert any(said in each for each in unfinished(conn))
    result = run("publish", archive, tmp_path / "copy.db")
    assert result.exit_code == 1
    assert said in result.stderr
    assert "cuttings reextract" in result.stderr
    assert [each.name for each in tmp_path.iterdir()] == ["desk"]


def test_it_works_while_others_read_and_write(archive: Path, tmp_path: Path) -> None:
    """A reader in the middle of its reading and a writer that waits are not disturbed; the archive stays as it is."""
    with closing(open_ro(archive)) as conn, open_store(archive):
        conn.execute("BEGIN")
        conn.execute("SELECT count(*) FROM article").fetchone()
        before = archive.read_bytes()
        assert publish(archive, tmp_path / "copy.db").articles == 3
        assert archive.read_bytes() == before


def test_targets_that_cannot_be_meant_are_refused(archive: Path, tmp_path: Path) -> None:
    """The archive itself, a folder, a file that is there, a folder that is not, and a stray log: a sentence each."""
    for out, said in (
        (archive, "is the archive itself"),
        (tmp_path, "is a folder"),
    ):
        with pytest.raises(ExportError, match=said):
            publish(archive, out, replace=True)
    out = tmp_path / "copy.db"
    out.write_text("something else")
    with pytest.raises(ExportError, match="is there already"):
        publish(archive, out)
    assert out.read_text() == "something else"
    with pytest.raises(NotWritable):
        publish(archive, tmp_path / "nowhere" / "copy.db")
    (tmp_path / "new.db-journal").write_text("x")
    with pytest.raises(ExportError, match=r"new.db-journal lies there"):
        publish(archive, tmp_path / "new.db")


def test_an_earlier_copy_is_replaced_whole(archive: Path, tmp_path: Path) -> None:
    """With --replace the new copy and its checksum stand in the place of the old ones."""
    out = tmp_path / "copy.db"
    done("publish", archive, out)
    done("set", archive, "A-0002", "section", "Town", "--because", "x")
    told = json.loads(done("publish", archive, out, "--replace", "--json"))
    assert told["path"] == "copy.db"
    assert str(tmp_path) not in json.dumps(told)
    assert done("verify", out)
    assert rows(out, "SELECT count(*) FROM fact WHERE value = 'Town'") == [(1,)]


BROKEN = """
import os, signal, sys
from pathlib import Path
from archive import publish
def die(*_, **__):
    os.kill(os.getpid(), signal.SIGKILL)
setattr(publish, {name!r}, die)
publish.publish(Path(sys.argv[1]), Path(sys.argv[2]), replace=True)
"""


@pytest.mark.parametrize("name", ["_copy", "_finish", "_put_in_place", "line_of"])
def test_killed_at_any_moment_leaves_no_half_copy(archive: Path, tmp_path: Path, name: str) -> None:
    """What bears the name is the former copy, whole; done again, it is the new one and nothing lies beside it."""
    out = tmp_path / "copy.db"
    publish(archive, out)
    former = out.read_bytes()
    killed = subprocess.run([sys.executable, "-c", BROKEN.format(name=name), str(archive), str(out)], check=False)
    assert killed.returncode == -signal.SIGKILL
    assert out.read_bytes() == former
    assert "is the one that its checksum file names" in done("verify", out)
    publish(archive, out, replace=True)
    assert [each.name for each in sorted(tmp_path.iterdir())] == ["copy.db", "copy.db.sha256", "desk"]


def test_a_copy_that_does_not_verify_is_not_made(archive: Path, tmp_path: Path) -> None:
    """A text that is not what it was when it was stored stops it, with the row's name; nothing is written."""
    with closing(sqlite3.connect(archive)) as conn:
        conn.execute("UPDATE text SET sha256 = ? WHERE id = 1", ("0" * 64,))
        conn.commit()
    with pytest.raises(ExportError, match=r"does not verify: text 000.*Nothing was written"):
        publish(archive, tmp_path / "copy.db")
    assert [each.name for each in tmp_path.iterdir()] == ["desk"]


def test_a_full_disk_is_told_and_leaves_nothing(archive: Path, tmp_path: Path) -> None:
    """A limit on the size of files stands in for a full disk."""
    code = (
        "import resource, signal, sys; from archive.cli import cli\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, 200_000)); cli(sys.argv[1:])"
    )
    call = [sys.executable, "-c", code, "publish", str(archive), str(tmp_path / "copy.db")]
    result = subprocess.run(call, capture_output=True, text=True, check=False)
    assert result.returncode == 1
    assert "Nothing was written" in result.stderr
    assert "Traceback" not in result.stderr
    assert [each.name for each in tmp_path.iterdir()] == ["desk"]


def test_a_copy_without_files_is_not_merged(archive: Path, tmp_path: Path) -> None:
    """What could not be verified is not taken into another archive; a copy with its files is."""
    out = publish(archive, tmp_path / "copy.db").path
    full = publish(archive, tmp_path / "full.db", Wish(with_received=True)).path
    result = run("merge", tmp_path / "all.db", out)
    assert result.exit_code == 2
    assert "copy without received files" in result.stderr
    assert run("merge", tmp_path / "all.db", full).exit_code == 0
    assert rows(tmp_path / "all.db", "SELECT count(*) FROM article") == [(3,)]


def test_withheld_and_purged_articles_are_not_in_it(archive: Path, tmp_path: Path) -> None:
    """Neither rows nor words nor reasons, in any part of the file."""
    with open_store(archive) as store:
        Leaver(store, by="R. Oor").withhold(["r-c"], because="The keeper asked.")
        Leaver(store, by="R. Oor").purge(["A-0002"], because="An order of the court.")
    out = publish(archive, tmp_path / "copy.db").path
    assert rows(out, "SELECT accession FROM article") == [("A-0001",)]
    body = out.read_bytes().lower()
    for word in (b"museum", b"clocks", b"keeper", b"court", b"gazette", b"a-0002", b"a-0003"):
        assert word not in body, word


def test_private_notes_and_selections_stay_with_the_owner(archive: Path, tmp_path: Path) -> None:
    """What is private is in no part of the file; a note and a selection that are not, are in it."""
    with open_desk(archive, by="R. Oor") as desk:
        desk.marks.add_note("A-0001", "Ask the zqkeeper about this.")
        desk.marks.add_note("A-0001", "The bridge opened again.", is_private=False)
        desk.selections.create("Zqsources to call")
        desk.selections.create("The bridge", is_private=False)
        desk.selections.add("the-bridge", ["A-0001"])
    out = publish(settled(archive), tmp_path / "copy.db", Wish(with_names=False)).path
    assert traces_in_file(archive, ["zqkeeper", "zqsources"]) == {"zqkeeper", "zqsources"}
    assert traces_in_file(out, ["zqkeeper", "zqsources", "R. Oor"]) == set()
    assert rows(out, "SELECT body FROM shown_annotation") == [("The bridge opened again.",)]
    assert rows(out, "SELECT selection FROM shown_selection_article") == [("the-bridge",)]


def test_a_renamed_outlet_is_called_by_its_new_name(archive: Path, tmp_path: Path) -> None:
    """The name that the owner gave stands, and why; the copy verifies without the statements behind it."""
    with open_desk(archive) as desk:
        desk.outlets.rename_outlet("Courier", "The Velmark Courier", because="So its masthead says.")
    out = publish(settled(archive), tmp_path / "copy.db").path
    assert rows(out, "SELECT called, name, because FROM outlet_naming") == [
        ("Courier", "The Velmark Courier", "So its masthead says.")
    ]
    assert rows(out, "SELECT outlet FROM article WHERE id = 1") == [("The Velmark Courier",)]


@contextmanager
def without_privileges() -> Iterator[list[str]]:
    """Give how to begin a command that obeys the modes of folders, whoever runs it."""
    if os.geteuid() != 0:
        yield []
        return
    drop = ["setpriv", "--inh-caps=-all", "--bounding-set=-all"]
    try:
        works = subprocess.run([*drop, "true"], check=False, capture_output=True).returncode == 0
    except OSError:
        works = False
    if not works:
        pytest.skip("this machine cannot drop the privileges of root")
    yield drop


SERVE = """
import sys
from pathlib import Path
from exports.site.server import reading_room
room = reading_room([Path(sys.argv[1])])
print("fixed" if not room.databases["press"].is_mutable else "open")
import asyncio
print(asyncio.run(room.client.get("/press/-/search.json?q=bridge")).json()["total"])
"""


@pytest.mark.parametrize("log", [False, True])
def test_on_a_read_only_place(archive: Path, log: bool) -> None:  # noqa: FBT001  a case
    """There a file without a log beside it is served as it is; with one the start is refused, and the way out told."""
    if log:
        conn = sqlite3.connect(archive)
        conn.execute("PRAGMA wal_autocheckpoint = 0")
        conn.execute("INSERT INTO setting(name, value) VALUES ('about.title', 'New')")
        conn.commit()
        kept = {each: each.read_bytes() for each in (archive, archive.with_name("press.db-wal"))}
        conn.close()
        for each, body in kept.items():
            each.write_bytes(body)
    archive.with_name("press.db-shm").unlink(missing_ok=True)
    assert has_log(archive) == log
    archive.parent.chmod(0o500)
    try:
        with without_privileges() as drop:
            call = [*drop, sys.executable, "-c", SERVE, str(archive)]
            result = subprocess.run(call, capture_output=True, text=True, check=False)
    finally:
        archive.parent.chmod(0o700)
    if log:
        assert "LogBesideArchive" in result.stderr
        assert "cuttings publish" in result.stderr
    else:
        assert result.stdout.split() == ["fixed", "2"], result.stderr


def test_a_copy_with_a_log_beside_it_is_not_served(archive: Path, tmp_path: Path) -> None:
    """No log can belong to a copy: the start is refused, and the log named."""
    out = publish(archive, tmp_path / "copy.db").path
    (tmp_path / "copy.db-wal").write_bytes(b"what another file's log may hold")
    result = run("serve", out)
    assert result.exit_code == 1
    assert "copy.db-wal lies beside" in result.stderr


def test_an_immutable_archive_with_a_log_beside_it_is_not_started(archive: Path) -> None:
    """Datasette's own -i would hide what lies in the log: the plugin refuses to start."""
    from datasette.app import Datasette  # noqa: PLC0415  Datasette is loaded by the tests that need it
    from datasette.utils import StartupError  # noqa: PLC0415

    from exports.site import start_check  # noqa: PLC0415

    datasette = Datasette(immutables=[str(archive)])
    start_check.check(datasette)
    with open_store(archive) as store:
        store.conn.execute("INSERT INTO setting(name, value) VALUES ('about.title', 'New')")
        assert has_log(archive)
        with pytest.raises(StartupError, match=r"press\.db-wal"):
            start_check.check(datasette)
    for database in datasette.databases.values():
        database.close()


def test_errors_are_of_the_tree() -> None:
    """A command tells them in a line."""
    assert issubclass(SealedCopy, ArchiveError)
