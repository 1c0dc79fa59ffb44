"""Snapshots of ArchiveBox as a source."""

import json
import sqlite3
from pathlib import Path

import pytest
from made_up_trees import Tree, laid, said, walked

from ingest.readers.beside import Note
from ingest.readers.trees.archivebox import claim_archivebox
from ingest.readers.trees.folder import Aside
from schemas.report import Outcome, Reason, Rejection

URL = "https://posten.example/2022/bridge"
AT = "archive/1669454999.5"
FORMS = {
    "singlefile.html": "<p>Rain.",
    "output.html": "<p>Rain.",
    "posten.example/2022/bridge.html": "<p>Rain.",
    "readability/content.html": "<p>Rain.",
    "mercury/content.html": "<p>Rain.",
    "output.pdf": "%PDF",
    "htmltotext.txt": "Rain.",
    "warc/1669454999.warc.gz": "x",
}


def run(output: str, *, status: str = "succeeded", start: str = "2022-11-26T09:30:00.25+00:00") -> dict[str, object]:
    """Return one run of an extractor as the index keeps it."""
    return {"cmd": ["x"], "output": output, "status": status, "start_ts": start, "schema": "ArchiveResult"}


def index(**more: object) -> str:
    """Return the index of a snapshot."""
    history = {name: [run(path)] for name, path in (("singlefile", "singlefile.html"), ("readability", "readability/"))}
    history["wget"] = [run("posten.example/2022/bridge.html")]
    fields = {"schema": "Link", "url": URL, "timestamp": "1669454999.5", "title": "Bridge closed", "tags": "floods, x"}
    return json.dumps({**fields, "history": history, **more})


def snapshot(*without: str, **more: object) -> dict[str, str]:
    """Return a snapshot with its index, without some forms."""
    forms = {f"{AT}/{path}": held for path, held in FORMS.items() if path not in without}
    return {**forms, f"{AT}/index.json": index(**more), f"{AT}/index.html": "", f"{AT}/favicon.ico": ""}


def read_of(tree: Tree) -> list[str]:
    """Return which files of a snapshot are read."""
    found = said(tree, (claim_archivebox,))
    return [path.removeprefix(f"{AT}/") for path, each in found.items() if not isinstance(each, Aside)]


@pytest.mark.parametrize("missing", range(len(FORMS)))
def test_the_best_form_that_is_there_is_read(missing: int) -> None:
    """One form a snapshot: as a browser showed it, as fetched, extracted, printed; a WARC where there is no other."""
    names = [*FORMS]
    assert read_of(snapshot(*names[:missing])) == [names[missing]]


def test_a_snapshot_without_a_page_is_put_aside() -> None:
    """Where nothing of the page is there, nothing is read, and an empty form is none."""
    assert read_of(snapshot(*FORMS)) == []
    assert read_of({**snapshot(*FORMS), f"{AT}/singlefile.html": ""}) == []


def test_the_index_says_address_time_and_tags() -> None:
    """The time is that at which the form was made, not that of the bookmark; a form with a head has its own title."""
    note = said(snapshot(), (claim_archivebox,))[f"{AT}/singlefile.html"]
    assert isinstance(note, Note)
    assert (note.url, note.basis, note.captured) == (URL, "archivebox", "2022-11-26T09:30:00.250000+00:00")
    assert [(fact.field, fact.value) for fact in note.given] == [("tag", "floods"), ("tag", "x")]


def test_a_form_that_lost_its_head_gets_the_title() -> None:
    """What readability left has no title of its own."""
    path = f"{AT}/readability/content.html"
    note = said(snapshot("singlefile.html", "output.html", "posten.example/2022/bridge.html"), (claim_archivebox,))[
        path
    ]
    assert isinstance(note, Note)
    (title, *_) = note.given
    assert (title.field, title.value, title.rule) == ("headline", "Bridge closed", "archivebox-title")


@pytest.mark.parametrize(
    "held",
    [
        "",
        "[]",
        "{",
        "[" * 100_000,
        json.dumps({"url": URL}),
        json.dumps({"url": 5, "timestamp": "1"}),
        json.dumps({"url": URL, "timestamp": ["1"], "history": {}}),
    ],
)
def test_another_index_is_no_snapshot(held: str) -> None:
    """An `index.json` that is broken, or of something else, claims nothing."""
    tree = {"site/index.json": held, "site/singlefile.html": "x"}
    assert set(said(tree, (claim_archivebox,)).values()) == {None}


@pytest.mark.parametrize(
    "history",
    [
        None,
        [],
        {"singlefile": None, "wget": "x"},
        {"singlefile": [None, {"status": "succeeded", "start_ts": "soon"}]},
        {"singlefile": [run("singlefile.html", status="failed")]},
        {"wget": [run("../../etc/passwd.html"), run("/etc/passwd.html")]},
    ],
)
def test_a_history_that_says_nothing_gives_no_time(history: object) -> None:
    """Runs that failed, or that cannot be read, are no captures, and no path leads out of the snapshot."""
    found = said(snapshot(history=history), (claim_archivebox,))
    note = found[f"{AT}/singlefile.html"]
    assert isinstance(note, Note)
    assert (note.url, note.captured) == (URL, None)


def test_the_collections_own_files_are_put_aside(tmp_path: Path) -> None:
    """The lists, settings and logs around the snapshots are no pages."""
    own = {
        "index.sqlite3": "x",
        "index.html": "x",
        "ArchiveBox.conf": "x",
        "logs/errors.log": "x",
        "sources/a.txt": "x",
    }
    found = walked(laid(tmp_path, {**snapshot(), **own}))
    assert [path for path, each in found.items() if not isinstance(each, Rejection)] == [f"{AT}/singlefile.html"]


def database(folder: Path) -> None:
    """Write a collection's database with one snapshot."""
    conn = sqlite3.connect(folder / "index.sqlite3")
    conn.executescript(
        """
        CREATE TABLE core_snapshot(id TEXT PRIMARY KEY, url TEXT, timestamp TEXT, title TEXT);
        CREATE TABLE core_tag(id INTEGER PRIMARY KEY, name TEXT);
        CREATE TABLE core_snapshot_tags(id INTEGER PRIMARY KEY, snapshot_id TEXT, tag_id INTEGER);
        CREATE TABLE core_archiveresult(id TEXT, snapshot_id TEXT, extractor TEXT, status TEXT, start_ts TEXT);
        INSERT INTO core_snapshot VALUES ('s', 'https://posten.example/2022/bridge', '1669454999.5', 'Bridge closed');
        INSERT INTO core_tag VALUES (1, 'floods');
        INSERT INTO core_snapshot_tags VALUES (1, 's', 1);
        INSERT INTO core_archiveresult VALUES ('r', 's', 'singlefile', 'succeeded', '2022-11-26 09:30:00.250000');
        INSERT INTO core_archiveresult VALUES ('q', 's', 'singlefile', 'failed', '2022-11-27 09:30:00.250000');
        """
    )
    conn.close()


def test_the_database_speaks_for_snapshots_without_an_index(tmp_path: Path) -> None:
    """Where a snapshot has no `index.json`, the collection's database says what it would say."""
    tree = {path: held for path, held in snapshot().items() if not path.endswith("index.json")}
    laid(tmp_path, {**tree, "archive/1700000000/singlefile.html": "<p>Rain."})
    database(tmp_path)
    found = walked(tmp_path)
    note = found[f"{AT}/singlefile.html"]
    assert isinstance(note, Note)
    assert (note.url, note.captured) == (URL, "2022-11-26T09:30:00+00:00")
    assert [(fact.field, fact.value) for fact in note.given] == [("tag", "floods")]
    assert isinstance(found[f"{AT}/output.html"], Rejection)
    assert found["archive/1700000000/singlefile.html"] is None


def test_a_database_that_cannot_be_read_is_said(tmp_path: Path) -> None:
    """Snapshots that only a broken database knows are rejected with what to do, others are read."""
    laid(tmp_path, {**snapshot(), "archive/1700000000/singlefile.html": "<p>Rain.", "index.sqlite3": "nonsense"})
    found = walked(tmp_path)
    rejection = found["archive/1700000000/singlefile.html"]
    assert isinstance(rejection, Rejection)
    assert (rejection.outcome, rejection.reason) == (Outcome.REJECTED, Reason.UNREADABLE)
    assert "Stop ArchiveBox" in rejection.detail
    assert isinstance(found[f"{AT}/singlefile.html"], Note)
