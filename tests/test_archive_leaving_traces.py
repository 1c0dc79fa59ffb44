"""Nothing of a withheld article is told by any command or page, and nothing of a purged one is left in the file."""

import json
import re
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import click
import pypdfium2
import pytest
from builders import fresh_archive, make_article
from click.testing import CliRunner
from command_line import run
from curation_calls import CURATION_CALLS
from traces import found_in, traces_in_file

from archive import scrub, verify
from archive.cli import leave
from archive.cli.group import PLACES, cli
from archive.curation import Curator
from archive.leaving import Leaver
from archive.mark_curation import MarkCurator
from archive.outlet_curation import OutletCurator
from archive.reader import open_reader
from archive.relearn import relearn
from archive.selection_curation import SelectionCurator
from archive.store import Run, open_store
from archive.story_curation import StoryCurator
from archive.story_pass import keep_stories
from schemas.relation import RelationKind

_KINDS = ("headline", "body", "author", "tag", "url", "outlet", "bytes", "place", "record", "file", "said", "set")
PLANTED = {kind: f"{letter}{kind}zqwort" for letter, kind in zip("jkvwxyzqghud", _KINDS, strict=True)}
WORDS = tuple(PLANTED.values())
SHARED = (
    "The ferry to Lund island ran aground on Friday in thick fog, with sixty passengers on board.",
    "The captain, Pela Roth, said that the radar had failed an hour before, and that he had told the port.",
    "Two tugs from Marsk pulled it free with the tide, and nobody was hurt, said the coast guard.",
)
NAME = "A-0002"


def _planted() -> Any:  # noqa: ANN401  an article
    return make_article(
        url=f"https://news.example/{PLANTED['url']}/ferry",
        headline=f"Ferry aground {PLANTED['headline']}",
        text=(*SHARED, f"A passenger called {PLANTED['body']} wept."),
        authors=[f"Ann {PLANTED['author']}"],
        tags=[PLANTED["tag"], "ferries"],
        outlet=f"{PLANTED['outlet']} Post",
        dateline_place=PLANTED["place"],
        record_id=PLANTED["record"],
        path=f"pages/{PLANTED['file']}.html",
        payload=f"<!-- {PLANTED['bytes']} --> <p>{PLANTED['body']}</p>".encode(),
        published="2031-03-07",
        language="en",
    )


def _archive(path: Path) -> Path:
    """Make an archive of a planted article among others that hang together with it."""
    pages = [
        make_article(
            url="https://near.example/ferry",
            headline="Ferry aground",
            text=SHARED,
            published="2031-03-07",
            outlet="Near News",
            record_id="r-near",
            language="en",
            tags=["ferries"],
        ),
        _planted(),
        make_article(
            url="https://far.example/ferry",
            headline="Ferry free again",
            text=(*SHARED[1:], "It sails on."),
            published="2031-03-08",
            outlet="Far News",
            record_id="r-far",
            language="en",
        ),
        make_article(url="https://else.example/x", text="The museum of clocks in Orlu is closed until the summer."),
    ]
    fresh_archive(path, pages)
    with open_store(path) as store:
        relearn(store, Run(number=0, command="ingest", agent="test"))
        keep_stories(store)
        curator = Curator(store, by="R. Oor")
        curator.set_fact(NAME, "author", f"Bo {PLANTED['set']}", because=f"So said {PLANTED['said']}.")
        curator.relate("r-near", NAME, RelationKind.REWORKED, because=f"Both name {PLANTED['said']}.")
        StoryCurator(store).name("r-near", f"The ferry of {PLANTED['said']}", because=f"{PLANTED['said']} is in it.")
        StoryCurator(store).undo("r-near", because="A poor name.")
        marks, selections, outlets = MarkCurator(store), SelectionCurator(store), OutletCurator(store)
        marks.add_note(NAME, f"Ask {PLANTED['said']}.", is_private=False)
        marks.add_highlight(NAME, f"called {PLANTED['body']}", is_private=False)
        marks.confirm(NAME, "headline", because=f"{PLANTED['said']} has it, too.")
        selections.create("Ferries", is_private=False)
        selections.add("ferries", ["r-near", NAME, "r-far"])
        selections.note("ferries", NAME, f"See {PLANTED['said']}.")
        outlets.rename_outlet(f"{PLANTED['outlet']} Post", "Taken", because=f"So said {PLANTED['said']}.")
    return path


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Give an archive of a planted article among others."""
    return _archive(tmp_path / "a.db")


def _withheld(path: Path) -> str:
    """Withhold the planted article; return its public id."""
    with open_store(path) as store:
        report = Leaver(store, by="R. Oor").withhold([NAME], because="A court says so.")
    return report.done[0].article.id


def _leaves(command: click.Command, name: str) -> Iterator[str]:
    if isinstance(command, click.Group) and command.commands:
        for below, each in command.commands.items():
            yield from _leaves(each, f"{name} {below}")
    else:
        yield name


CALLS = """
ingest {a} {page} --json
ingest {a} {page} --dry-run
ingest {a} {page} --log {out}/log
list {a}
list {a} --json
list {a} --left-out
list {a} --withheld
list {a} --withheld --json
list {a} --held
list {a} --purged --json
list {a} --id A-0002
list {a} --tag ferries
list {a} --order arrival
search {a} ferry
search {a} ferry --json
search {a} passenger OR captain
search {a} ann
show {a} A-0002
show {a} A-0002 --json
show {a} A-0002 --explain
show {a} A-0002 --received
show {a} {id}
show {a} r-near
show {a} r-near --explain
show {a} r-near --explain --json
show {a} r-far --explain
show {a} r-far --received
show {a} A-0004 --explain
set {a} A-0002 outlet X --because x
set {a} r-far section Sea --because x
relations {a}
relations {a} --explain
relations {a} --jsonl
relations {a} r-near --explain
relations {a} A-0002
relations {a} r-near A-0002
relations {a} r-near r-far --explain
relations {a} r-near r-far --json
relate {a} r-near A-0002 reworked --because x
relate {a} r-near r-far reworked --because x
unrelate {a} r-near A-0002 --because x
unrelate {a} r-near A-0004 --because x
stories {a}
stories {a} --families
stories {a} --jsonl
stories {a} --families --jsonl
story merge {a} r-near A-0002 --because x
story merge {a} r-near A-0004 --because x
story split {a} r-near A-0004 --because x
story name {a} r-near Ferry --because x
story name {a} A-0002 Ferry --because x
story undo {a} r-near --because x
diff {a} r-near r-far
diff {a} r-near A-0002
dossier {a} -o {out}/d.pdf
dossier {a} -o {out}/e.pdf --query ferry
export {a} -o -
export {a} -o {out}/e.csv --format csv
export {a} -o {out}/e.bib --format bibtex
export {a} -o - --format ris
export {a} -o - --format csl-json --served-at https://press.example/a
describe {a}
describe {a} --title Ferries
publish {a} {out}/copy.db
publish {a} {out}/copy-files.db --with-received --without-paths --without-names
withhold {a} A-0002 --because x
withhold {a} A-0004 --because x --json
withhold {a} A-0002 --legal-hold --because x
release {a} A-0004 --because x --json
release {a} A-0002 --legal-hold --because x
purge {a} A-0002 --dry-run
purge {a} A-0002 --dry-run --json
purge {a} A-0002 --because x
merge {out}/united.db {a}
reextract {a}
reextract {a} --json
verify {a}
verify {a} --digest
"""
"""Every way to call a command that reads an archive of which A-0002 is withheld."""
NO_ARCHIVE = {"extract", "schema", "doctor", "demo"}
WALKED = {"serve"}
"""Its pages are walked through below."""


def _pdf_words(file: Path) -> bytes:
    with closing(pypdfium2.PdfDocument(file)) as document:
        pages = [page.get_textpage().get_text_range() for page in document]
        return "\n".join([*pages, *document.get_metadata_dict().values()]).encode()


def test_no_command_tells_of_a_withheld_article(path: Path, tmp_path: Path) -> None:
    """Every command there is, called in every way that reads articles, says and writes no planted word."""
    folder = tmp_path / "out"
    folder.mkdir()
    shown = run("show", path, NAME, "--explain").output + run("list", path, "--json").output
    assert found_in(shown.encode(), WORDS) >= set(WORDS) - {PLANTED["bytes"]}
    page = folder / "new.txt"
    page.write_text("The library of Orlu lends bicycles now, said its head, and the first day brought forty readers.")
    with closing(sqlite3.connect(path)) as conn:
        (note,) = conn.execute("SELECT name FROM annotation WHERE kind = 'note'").fetchone()
    lines = (CALLS + CURATION_CALLS).format(a=path, id=_withheld(path), out=folder, page=page, note=note).split("\n")
    commands = {name for each in PLACES for name in _leaves(cli.get_command(click.Context(cli), each) or cli, each)}
    called = {name for name in commands if any(line.startswith(f"{name} ") for line in lines)}
    assert commands == called | NO_ARCHIVE | WALKED, "say how the new command is called"
    for line in filter(None, lines):
        result = run(*line.split())
        assert result.exception is None or isinstance(result.exception, SystemExit), line
        assert found_in(result.stdout_bytes + result.stderr_bytes, WORDS) == set(), line
    assert "1 withheld" in run("list", folder / "united.db").output  # an archive again, and it keeps what is withheld
    for file in (each for each in folder.iterdir() if not each.name.startswith("united.db")):
        assert found_in(_pdf_words(file) if file.suffix == ".pdf" else file.read_bytes(), WORDS) == set(), file
    assert "1 withheld" in run("list", path).output
    assert "A court says so." in run("show", path, NAME).stdout


LINK = re.compile(r'(?:href|src|action)="([^"]+)"')


def _walk(room: Any, starts: list[str]) -> Iterator[tuple[str, Any]]:  # noqa: ANN401  a reading room
    seen, waiting = set[str](), list(starts)
    while waiting:
        address = waiting.pop().replace("&amp;", "&").split("#")[0]
        if address in seen or not address.startswith("/") or len(seen) > 600:
            continue
        seen.add(address)
        response = room.get(address)
        yield address, response
        if "html" in response.headers.get("content-type", ""):
            waiting.extend(LINK.findall(response.text))


def test_no_page_tells_of_a_withheld_article(path: Path, room: Callable[..., Any]) -> None:
    """Every page that the reading room links to, every table in every form, and SQL: no planted word, no name."""
    with closing(sqlite3.connect(path)) as conn:
        (sha256,) = conn.execute(
            "SELECT v.sha256 FROM received v JOIN capture r ON r.received_id = v.id WHERE r.article_id = 2"
        ).fetchone()
        tables = [row[0] for row in conn.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        columns = {each: [row[1] for row in conn.execute(f"PRAGMA table_info([{each}])")] for each in tables}
    name = _withheld(path)
    forms = ("", ".json?_shape=objects&_size=max", ".csv?_size=max")
    starts = ["/", "/a", "/a.json", "/a/-/home", "/a/-/home.json", "/a/-/search?q=ferry", "/a/-/search.json?q=ferry",
              f"/a/-/article/{name}", f"/a/-/article/{name}.json", f"/a/-/received/{sha256}", "/a/-/left-out.json",
              "/a/article/2", "/a/article/2.json"]  # fmt: skip
    starts += [f"/a/{table}{form}" for table in tables for form in forms]
    facets = {table: "&".join(f"_facet={column}" for column in columns[table]) for table in tables}
    starts += [f"/a/{table}.json?_labels=on&{facets[table]}" for table in tables if "fts" not in table]
    asked = [f"/a.json?sql=select+*+from+{schema}{table}" for table in tables for schema in ("", "main.")]
    asked += ["/a.json?sql=select+count(*)+from+withheld", "/a.json?sql=select+*+from+(select+*+from+SEALED)"]
    count = 0
    for address, response in _walk(room(path, allow_sql=True), [*starts, *asked]):
        count += response.status_code == 200
        assert found_in(response.content, [*WORDS, "A court says so"]) == set(), address
        if name not in address:
            assert found_in(response.content, [name]) == set(), address
    assert count > 60


@pytest.mark.parametrize("table", ["withheld", "sealed", "event", "run"])
def test_the_owners_tables_are_closed(path: Path, room: Callable[..., Any], table: str) -> None:
    """Page, row, JSON and CSV of them, and their names written otherwise, are refused."""
    _withheld(path)
    here = room(path)
    for address in (f"/a/{table}", f"/a/{table}.json", f"/a/{table}/1", f"/a/{table}.csv", f"/a/{table.upper()}"):
        assert here.get(address).status_code in {403, 404}, address
    escaped = here.get(f"/a/~{ord(table[0]):02X}{table[1:]}.json")
    assert escaped.status_code != 200 or '"rows": []' in escaped.text


def test_search_for_its_words_finds_nothing(path: Path, room: Callable[..., Any]) -> None:
    """Whoever knows the words learns nothing: no hit, no count, no facet, no suggestion."""
    here = room(path)
    assert '"total": 1' in here.get(f"/a/-/search.json?q={PLANTED['body']}").text.replace('"total":1', '"total": 1')
    _withheld(path)
    for word in WORDS:
        assert '"total":0' in here.get(f"/a/-/search.json?q={word}").text.replace(" ", ""), word
        assert run("search", path, word, "--json").stdout.replace(" ", "").count('"total":0') == 1, word


def test_nothing_of_a_purged_article_is_left_in_the_file(path: Path) -> None:
    """In the bytes of the file and of those beside it, in every value unpacked and in the index: none of its words."""
    assert traces_in_file(path, WORDS) == set(WORDS)
    with open_store(path) as store:
        assert Leaver(store).purge([NAME], because="A court says so.").is_scrubbed
    assert traces_in_file(path, WORDS) == set()
    again = fresh_archive(path, [_planted()])
    assert again[0].reason is not None
    assert traces_in_file(path, WORDS) == set()
    with closing(open_reader(path)) as conn:
        assert verify.check(conn) == ()


def test_nothing_of_one_that_was_withheld_first_is_left(path: Path) -> None:
    """Withheld, then purged: the sealed rows and what was set aside go as well."""
    _withheld(path)
    assert traces_in_file(path, WORDS) == set(WORDS)
    assert run("purge", path, NAME, "--because", "x", "--yes").exit_code == 0
    assert traces_in_file(path, WORDS) == set()
    with closing(open_reader(path)) as conn:
        assert verify.check(conn) == ()


PAGE = """<html lang="en"><head><title>Ferry aground {headline}</title><link rel="canonical"
href="https://news.example/{url}/ferry"><meta name="author" content="Ann {author}"><!-- {bytes} --></head>
<body><article><h1>Ferry aground {headline}</h1><p>{shared}</p><p>A passenger called {body} wept.</p></article>
</body></html>"""


def test_files_that_were_purged_are_known_by_nothing(tmp_path: Path) -> None:
    """Taken in from a folder, purged, and met again there: neither path nor words come back, and the log says why."""
    folder = tmp_path / "pages"
    (folder / PLANTED["file"]).mkdir(parents=True)
    file = folder / PLANTED["file"] / "page.html"
    file.write_text(PAGE.format(shared="</p><p>".join(SHARED * 2), **PLANTED))
    (folder / "other.txt").write_text("The museum of clocks in Orlu is closed until the summer, said its only guard.")
    path = tmp_path / "a.db"
    assert run("ingest", path, folder).exit_code == 0
    words = {PLANTED[kind] for kind in ("headline", "body", "bytes", "file")}
    assert traces_in_file(path, words) == words
    (name,) = [
        each["id"] for each in json.loads(run("list", path, "--json").stdout) if "Ferry" in str(each["headline"])
    ]
    assert run("purge", path, name, "--because", "A court says so.", "--yes").exit_code == 0
    assert traces_in_file(path, WORDS) == set()
    for more in (["--dry-run"], [], []):
        again = run("ingest", path, folder, "--json", *more)
        assert again.exit_code == 3, again.output
        (rejected,) = json.loads(again.stdout)["rejected"]
        assert rejected["reason"] == "purged"
        assert "A court says so. It is not taken in again." in rejected["detail"]
        assert traces_in_file(path, WORDS) == set()


KILLED = """
import os, signal, sys
from archive import leaving, scrub
from archive.store import open_store
def die(*_, **__):
    os.kill(os.getpid(), signal.SIGKILL)
setattr({module}, {name!r}, die)
with open_store(sys.argv[1]) as store:
    leaving.Leaver(store).purge(["{article}"], because="A court says so.")
"""
MOMENTS = {
    "while stories are made anew": ("leaving", "keep_stories", False),
    "before the file is written anew": ("scrub", "finish", True),
    "while the index is": ("scrub", "optimize", True),
    "when the file is, and the log beside it is not": ("scrub", "_is_log_emptied", True),
}


@pytest.mark.parametrize("moment", MOMENTS)
def test_a_purge_that_was_killed_is_finished(path: Path, tmp_path: Path, moment: str) -> None:
    """Killed at any moment and run again, it ends in the same archive, and nothing is left."""
    module, name, is_done = MOMENTS[moment]
    other = _archive(tmp_path / "other.db")
    with open_store(other) as store:
        Leaver(store).purge([NAME], because="A court says so.")
    code = KILLED.format(module=module, name=name, article=NAME)
    killed = subprocess.run([sys.executable, "-c", code, str(path)], check=False)
    assert killed.returncode == -signal.SIGKILL
    again = run("purge", path, NAME, "--because", "A court says so.", "--yes", "--json")
    assert again.exit_code == 0, again.output
    assert ('"unchanged":[{' in again.stdout.replace(" ", "")) == is_done
    assert traces_in_file(path, WORDS) == set()
    with closing(open_reader(path)) as conn, closing(open_reader(other)) as reference:
        assert verify.check(conn) == ()
        assert verify.digest(conn) == verify.digest(reference)


def test_a_reader_delays_the_end_of_a_purge(path: Path) -> None:
    """Somebody reads while it is purged: it says that it is not finished; the next command that writes finishes it."""
    with closing(open_reader(path)) as conn:
        conn.execute("BEGIN")
        conn.execute("SELECT count(*) FROM article").fetchone()
        result = run("purge", path, NAME, "--because", "A court says so.", "--yes")
        assert result.exit_code == 1
        assert "run the same command again" in result.output
    result = run("purge", path, NAME, "--because", "A court says so.", "--yes")
    assert result.exit_code == 0, result.output
    assert traces_in_file(path, WORDS) == set()


def test_a_person_confirms_a_purge(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """On a terminal it says what goes and asks: no leaves all as it was, yes does it."""
    monkeypatch.setattr(leave, "is_asked_on_a_terminal", lambda: True)
    call = ["purge", str(path), NAME, "--because", "A court says so."]
    with closing(open_reader(path)) as conn:
        before = verify.digest(conn)
    refused = CliRunner().invoke(cli, call, input="n\n")
    assert refused.exit_code == 1
    assert "1 received file" in refused.stderr
    with closing(open_reader(path)) as conn:
        assert verify.digest(conn) == before
    assert CliRunner().invoke(cli, call, input="y\n").exit_code == 0
    assert traces_in_file(path, WORDS) == set()


def test_a_purge_without_room_is_finished_later(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The disk is full when the file is to be written anew: it says what to do, and the next command finishes it."""

    def full(_conn: sqlite3.Connection) -> None:
        message = "database or disk is full"
        raise sqlite3.OperationalError(message)

    with monkeypatch.context() as patched:
        patched.setattr(scrub, "optimize", full)
        result = run("purge", path, NAME, "--because", "A court says so.", "--yes")
        assert result.exit_code == 1
        assert "not finished: database or disk is full" in result.output
        assert run("set", path, "r-near", "section", "Sea", "--because", "x").exit_code == 1
    assert run("set", path, "r-near", "section", "Sea", "--because", "x").exit_code == 0
    assert traces_in_file(path, WORDS) == set()


def test_a_purge_asks(path: Path) -> None:
    """Without a terminal it wants --yes, and a reason; --dry-run wants neither and changes nothing."""
    with closing(open_reader(path)) as conn:
        before = verify.digest(conn)
    assert run("purge", path, NAME, "--because", "x").exit_code == 2
    assert run("purge", path, NAME, "--yes").exit_code == 2
    told = run("purge", path, NAME, "--dry-run")
    assert told.exit_code == 0
    assert "1 capture, 1 received file" in told.stdout
    held = run("withhold", path, NAME, "--legal-hold", "--because", "Order 12.")
    assert held.exit_code == 0
    refused = run("purge", path, NAME, "--because", "x", "--yes")
    assert refused.exit_code == 1
    assert "Order 12. Nothing was purged" in refused.output
    assert "legal hold" in run("show", path, NAME).output
    assert run("release", path, NAME, "--legal-hold", "--because", "It ended.").exit_code == 0
    with closing(open_reader(path)) as conn:
        assert verify.digest(conn) == before
