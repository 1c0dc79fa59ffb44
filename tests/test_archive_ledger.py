"""Files that were read to their end are told and not read again; whatever may give other results is read anew."""

import json
import os
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from archive import connect, reader, verify
from archive.cli.ingest_report import report_lines
from archive.done import Closed, Told
from archive.intake import ingest
from archive.intake_files import context_of
from archive.ledger import Ledger
from archive.stamps import seal_of, stamp_of
from archive.store import open_store
from archive.walk import Found, find_files
from archive.workers import Limits
from ingest.normalise.address import content_hash
from ingest.readers.beside import Note, Row
from schemas.article import Article
from schemas.page import GivenFact, Source
from schemas.report import DryRunReport, IngestReport, Outcome, Reason, Rejection

Make = Callable[..., Any]

WORDS = (
    "The council of {town} said on Monday that the ferry would run again after the spring storms.\n\n"
    "People of {town} asked for a timetable and for a public account of what the new pier had cost the town.\n"
)


@pytest.fixture
def pages(tmp_path: Path) -> Path:
    """Give a folder with a dump, records of which one is broken, an empty file and a picture."""
    folder = tmp_path / "pages"
    folder.mkdir()
    (folder / "a.txt").write_text(WORDS.format(town="Velmar"))
    records = [json.dumps({"id": f"r-{n}", "text": WORDS.format(town=f"Orlu {n}"), "title": "Ferry"}) for n in range(3)]
    (folder / "records.jsonl").write_text("\n".join([records[0], "{broken", *records[1:]]) + "\n")
    (folder / "empty.html").write_text("")
    (folder / "photo.jpg").write_bytes(b"\xff\xd8\xff\xe0 picture")
    return folder


def outcomes(log: Path) -> list[dict[str, Any]]:
    """Return the lines of a log, what was new taken for known."""
    lines = [json.loads(line) for line in log.read_text().splitlines()]
    return [line | {"outcome": line["outcome"].replace("new", "known")} for line in lines]


def counts(report: IngestReport) -> tuple[int, int, int, int]:
    """Return the counts of a report."""
    return report.inputs, report.new, report.known, len(report.rejected)


def no_worker(*_: object) -> None:
    """Fail: no file was to be read."""
    pytest.fail("a worker was started")


def test_a_second_run_tells_what_the_first_read(pages: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The log and the counts are those of a run that reads all again, no worker starts, the archive stays the same."""
    archive = tmp_path / "a.db"
    first = ingest(archive, [pages], log=tmp_path / "1.log")
    with closing(reader.open_reader(archive)) as conn:
        before = verify.digest(conn)
    monkeypatch.setattr("archive.workers.supervisor.start_worker", no_worker)
    second = ingest(archive, [pages], log=tmp_path / "2.log")
    assert counts(second) == (first.inputs, 0, first.new, len(first.rejected))
    assert {each.reason for each in second.rejected} == {each.reason for each in first.rejected}
    assert [each.detail for each in second.rejected] == [each.detail for each in first.rejected]
    assert outcomes(tmp_path / "2.log") == outcomes(tmp_path / "1.log")
    with closing(reader.open_reader(archive)) as conn:
        assert verify.digest(conn) == before
        assert list(verify.check(conn)) == []


def test_a_file_that_was_divided_is_one_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """In pieces by two workers: the same order and digest as in one, and the whole of it is told the next time."""
    (tmp_path / "in").mkdir()
    lines = [json.dumps({"id": f"r-{n}", "text": WORDS.format(town=f"Orlu {n}"), "title": "Ferry"}) for n in range(40)]
    (tmp_path / "in" / "r.jsonl").write_text("\n".join([*lines[:20], "{broken", *lines[20:]]) + "\n")
    digests, logs = set(), set()
    for jobs in (1, 2):
        archive, log = tmp_path / f"{jobs}.db", tmp_path / f"{jobs}.log"
        report = ingest(archive, [tmp_path / "in"], jobs=jobs, log=log, limits=Limits(split_bytes=1_000))
        assert counts(report) == (41, 40, 0, 1)
        logs.add(log.read_text())
        with closing(reader.open_reader(archive)) as conn:
            digests.add(verify.digest(conn))
    assert len(logs) == len(digests) == 1
    monkeypatch.setattr("archive.workers.supervisor.start_worker", no_worker)
    again = ingest(archive, [tmp_path / "in"], jobs=2, log=log, limits=Limits(split_bytes=1_000))
    assert counts(again) == (41, 0, 40, 1)
    assert {log.read_text()} == {each.replace('"new"', '"known"') for each in logs}


def test_a_dry_run_tells_what_would_be_read_as_what(pages: Path, tmp_path: Path) -> None:
    """Files and inputs by the form that they would be read as; nothing is written."""
    report = ingest(tmp_path / "a.db", [pages], dry_run=True)
    assert isinstance(report, DryRunReport)
    read_as = {each.form: (each.title, each.files, each.inputs) for each in report.forms}
    assert read_as["jsonl"] == ("JSON Lines", 1, 4)
    assert read_as["text"] == ("Text dumps", 1, 1)
    assert any(line.startswith("JSON Lines: 1 file, 4 inputs.") for line in report_lines(report, dry_run=True))
    assert not (tmp_path / "a.db").exists()


def test_other_bytes_of_the_same_length_and_time_are_read(pages: Path, tmp_path: Path) -> None:
    """The time of writing is never trusted: a file put back with its old time is read again."""
    archive = tmp_path / "a.db"
    ingest(archive, [pages])
    met = (pages / "a.txt").stat()
    (pages / "a.txt").write_text(WORDS.format(town="Tarnis"))
    os.utime(pages / "a.txt", ns=(met.st_atime_ns, met.st_mtime_ns))
    assert (pages / "a.txt").stat().st_size == met.st_size
    assert ingest(archive, [pages]).new == 1


def test_a_row_that_says_something_else_is_heard(pages: Path, tmp_path: Path) -> None:
    """A spreadsheet that came later, or changed, has its files read again."""
    archive, sheet = tmp_path / "a.db", tmp_path / "facts.csv"
    ingest(archive, [pages])
    sheet.write_text("file,published\na.txt,2021-05-04\n")
    assert ingest(archive, [pages], sidecar=sheet).facts_asserted
    assert not ingest(archive, [pages], sidecar=sheet).facts_asserted


def rejected(path: str, reason: Reason) -> Rejection:
    """Return a rejection of a whole file."""
    said = "Nothing could be read."
    return Rejection(
        source=Source(path=path),
        outcome=Outcome.REJECTED,
        reason=reason,
        detail=said,
        received_sha256=content_hash(b""),
    )


def closed(path: str, payload: bytes) -> Closed:
    """Return the word that all results of a file have come."""
    return Closed(locator=path, size=len(payload), sha256=content_hash(payload), context="c")


@pytest.fixture
def file(tmp_path: Path) -> Found:
    """Give a file that was found."""
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.html").write_bytes(b"seven..")
    found = next(find_files(str(tmp_path / "in")))
    assert isinstance(found, Found)
    return found


def told(archive: Path, found: Found, context: str = "c") -> list[Told] | None:
    """Return what the ledger tells of a file."""
    with closing(connect.open_ro(archive)) as conn:
        known = Ledger(conn).told(found, context)
        return None if known is None else list(known)


def stored(archive: Path, *results: Article | Rejection | Closed) -> None:
    """Add results to an archive."""
    with open_store(archive) as store:
        list(store.add_all(results, store.begin_run("ingest")))


def at(page: Article, path: str, member: str | None = None) -> Article:
    """Return an article as it was met at another place."""
    return replace(page, source=Source(path=path, member=member))


@pytest.mark.parametrize("reason", [Reason.WORKER_DIED, Reason.PARSE_TIMEOUT, Reason.UNREADABLE])
def test_what_may_go_better_is_tried_again(tmp_path: Path, file: Found, reason: Reason) -> None:
    """A page that killed its worker, or took too long, is no settled matter."""
    archive = tmp_path / "a.db"
    stored(archive, rejected("a.html", reason), closed("a.html", b"seven.."))
    assert told(archive, file) is None


def test_an_entry_is_for_its_context_and_its_bytes(tmp_path: Path, file: Found) -> None:
    """Other rules, or other bytes, and the file is read."""
    archive = tmp_path / "a.db"
    stored(archive, rejected("a.html", Reason.EMPTY), closed("a.html", b"seven.."))
    assert [each.reason for each in told(archive, file) or ()] == [Reason.EMPTY]
    assert told(archive, file, "other") is None
    Path(file.path).write_bytes(b"neves..")
    assert told(archive, file) is None


def test_a_file_whose_end_did_not_come_is_read(tmp_path: Path, file: Found) -> None:
    """Results without the word that they are all, as a kill leaves them, answer nothing; the next run strikes them."""
    archive = tmp_path / "a.db"
    many = [replace(rejected("a.html", Reason.EMPTY), source=Source(path="a.html", offset=n)) for n in range(1_500)]
    stored(archive, *many)
    assert told(archive, file) is None
    stored(archive, *many, closed("a.html", b"seven.."))
    with closing(connect.open_ro(archive)) as conn:
        assert conn.execute("SELECT count(*), sum(inputs) FROM file_read").fetchone() == (1, 1_500)
    assert len(told(archive, file) or ()) == 1_500


def test_what_is_taken_out_is_not_answered_for(tmp_path: Path, file: Found, make_article: Make) -> None:
    """An entry goes with a capture that it rests on: nothing of the file is left in the ledger."""
    archive = tmp_path / "a.db"
    page = make_article()
    stored(archive, at(page, "a.html"), closed("a.html", b"seven.."))
    assert [each.articles for each in told(archive, file) or ()] != [()]
    with closing(connect.open_rw(archive)) as conn:
        conn.execute("PRAGMA foreign_keys = OFF")
        conn.execute("DELETE FROM capture")
        assert conn.execute("SELECT count(*) FROM file_read").fetchone() == (0,)
        assert conn.execute("SELECT count(*) FROM file_result").fetchone() == (0,)


def test_a_file_that_is_written_while_it_is_read_has_no_seal(tmp_path: Path) -> None:
    """Its hash would be that of bytes that nobody made an article of."""
    file = tmp_path / "a"
    file.write_bytes(b"one")
    with file.open("rb") as stream:
        before = stamp_of(stream)
        assert (seal := seal_of(stream, before)) is not None
        assert seal.sha256 == content_hash(b"one")
        file.write_bytes(b"other")
        assert seal_of(stream, before) is None


def test_a_context_is_all_that_is_said_beside_the_bytes() -> None:
    """A fact of the row or the folder makes another context; the number of the row does not."""
    fact = GivenFact(field="published", value="2021", rule="sidecar", basis="asserted")
    row = Row(number=2, facts=(fact,))
    assert context_of("x", row, None) == context_of("x", replace(row, number=9), None)
    others = [(None, None), (replace(row, url="https://coast.example/"), None), (row, Note(basis="tree:wget"))]
    assert len({context_of("x", row, None), *(context_of("x", *each) for each in others)}) == 4
    assert context_of("x", row, None) != context_of("y", row, None)
