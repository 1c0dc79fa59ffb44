"""The way in, as a person types it: ingest, extract, demo, in processes of their own."""

import base64
import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path
from typing import Any

import pytest

from exports.demo import copy_demo

PROGRAM = Path(sys.executable).parent / "cuttings"

Ingested = tuple[Path, dict[str, Any], list[dict[str, Any]]]
"""The archive, the report and the log of an ingest."""

PAGE = """<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>Ferry sinks off Orlu - Coast Daily</title>
<meta property="og:title" content="Ferry sinks off Orlu"><meta property="og:site_name" content="Coast Daily">
<meta property="article:published_time" content="2021-05-04T08:30:00+02:00"><meta name="author" content="Mira Holt">
<link rel="canonical" href="https://coast.example/2021/ferry"></head><body>
<nav><a href="/">Home</a> <a href="/s">Sport</a></nav><article><h1>Ferry sinks off Orlu</h1>
<p>A small ferry with eleven people on board sank off the harbour of Orlu on Tuesday morning, the coast guard said, and
everybody was taken ashore alive.</p>
<p>The vessel had left Velmark at six and lost power half an hour later, when water came into the engine room through a
valve that had been mended twice this spring.</p>
<p>Its owner said that the crossing will be served by a larger ship until the cause is known and the inspectors have
reported.</p></article><footer>Copyright 2023 Coast Daily</footer></body></html>"""

DUMP = """Council bans night fishing

ORLU, March 3, 2022

By Ana Petrov

The council of Orlu voted on Thursday to ban fishing at night within a mile of the harbour mouth.

Boats that break the rule will pay a fine of two hundred crowns, and twice that the second time.

The fishermen's union said that it would take the matter to the regional court before the season opens.
"""


def run(*arguments: object, stdin: bytes | None = None, cwd: Path | None = None) -> subprocess.CompletedProcess[bytes]:
    """Run the command in a process of its own."""
    words = [PROGRAM, *map(str, arguments)]
    return subprocess.run(words, input=stdin, capture_output=True, check=False, cwd=cwd, timeout=300)


def said(*arguments: object, code: int = 0, stdin: bytes | None = None, cwd: Path | None = None) -> str:
    """Return what a command printed to stdout; it must have ended with status `code`."""
    ended = run(*arguments, stdin=stdin, cwd=cwd)
    assert ended.returncode == code, ended.stderr.decode()
    return ended.stdout.decode()


@pytest.fixture(scope="module")
def sources(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a folder with a page, a dump, JSON Lines, an empty file, a picture and a file that is no page."""
    folder = tmp_path_factory.mktemp("sources")
    (folder / "web").mkdir()
    (folder / "web" / "ferry.html").write_text(PAGE, "utf-8")
    (folder / "fishing.txt").write_text(DUMP, "utf-8")
    record = {
        "id": "r-7",
        "url": "https://coast.example/r7",
        "title": "Ferry again",
        "html": PAGE.replace("eleven", "nine"),
    }
    broken = '{"id": "r-8", "html": '
    (folder / "records.jsonl").write_text(f"{json.dumps(record)}\n{broken}\n", "utf-8")
    (folder / "empty.html").write_bytes(b"")
    (folder / "photo.jpg").write_bytes(b"\xff\xd8\xff\xe0" + bytes(range(256)) * 4)
    return folder


@pytest.fixture(scope="module")
def ingested(sources: Path, tmp_path_factory: pytest.TempPathFactory) -> Ingested:
    """Give the archive, the report and the log of one ingest of the sources."""
    home = tmp_path_factory.mktemp("ingested")
    archive, log = home / "a.db", home / "log.jsonl"
    report = json.loads(said("ingest", archive, sources, "--json", "--log", log, "--jobs", 2, code=3))
    lines = [json.loads(line) for line in log.read_text("utf8").splitlines()]
    return archive, report, lines


def test_report_has_the_keys_of_the_contract(ingested: Ingested) -> None:
    """`ingest --json` prints one object with the contract's keys."""
    _, report, _ = ingested
    keys = "inputs new known rejected skipped articles_new captures_new facts_asserted furniture stories warnings"
    assert " ".join(report) == f"{keys} seconds"
    for each in (*report["rejected"], *report["skipped"]):
        assert " ".join(each) == "source member offset reason detail"


def test_every_input_is_accounted_for(ingested: Ingested) -> None:
    """Inputs are the sum of new, known, rejected and skipped, and each has its line in the log."""
    _, report, lines = ingested
    assert report["inputs"] == report["new"] + report["known"] + len(report["rejected"]) + len(report["skipped"])
    assert report["inputs"] == len(lines) == 6
    assert {line["source"] for line in lines} == {
        "web/ferry.html",
        "fishing.txt",
        "records.jsonl",
        "empty.html",
        "photo.jpg",
    }
    for line in lines:
        assert " ".join(line) == "source member offset outcome reason warnings articles"
        assert (line["reason"] is None) == (line["outcome"] in {"new", "known"})


def test_rejected_inputs_are_named_with_their_reason(
    ingested: Ingested,
) -> None:
    """What gave no article is listed with a reason of the closed list, and a sentence."""
    _, report, _ = ingested
    reasons = {each["source"]: each["reason"] for each in (*report["rejected"], *report["skipped"])}
    assert reasons == {"empty.html": "empty", "photo.jpg": "unsupported_type", "records.jsonl": "bad_record"}
    assert all(each["detail"].endswith(".") for each in report["rejected"])


def test_what_was_left_out_can_be_listed(ingested: Ingested) -> None:
    """`list --left-out` names the inputs that gave no article, out of the archive, as rows and as JSON."""
    listed = json.loads(said("list", ingested[0], "--left-out", "--json"))
    assert {each["reason"] for each in listed} == {"empty", "unsupported_type", "bad_record"}
    rows = [line.split("\t") for line in said("list", ingested[0], "--left-out").splitlines()]
    assert [(row[0], row[2]) for row in rows] == [(each["source"], each["reason"]) for each in listed]


def test_pages_come_out_with_their_facts(ingested: Ingested) -> None:
    """The page, the dump and the record are articles with the facts that they state."""
    archive, _, _ = ingested
    records = {record["source"]: record for record in json.loads(said("list", archive, "--json"))}
    assert set(records) == {"web/ferry.html", "fishing.txt", "records.jsonl#1"}
    page, dump, record = (records[name] for name in ("web/ferry.html", "fishing.txt", "records.jsonl#1"))
    assert (page["headline"], page["outlet"], page["authors"]) == ("Ferry sinks off Orlu", "Coast Daily", ["Mira Holt"])
    assert page["published"].startswith("2021-05-04")
    assert page["published_basis"] == "structured"
    assert "water came into the engine room" in page["text"]
    assert "Copyright" not in page["text"]
    assert (dump["headline"], dump["published"][:10]) == ("Council bans night fishing", "2022-03-03")
    assert dump["dateline_place"].casefold() == "orlu"
    assert dump["authors"] == ["Ana Petrov"]
    assert (record["record_id"], record["url"]) == ("r-7", "https://coast.example/r7")


def test_second_ingest_changes_nothing(ingested: Ingested, sources: Path, tmp_path: Path) -> None:
    """Taking the same pages in again, also from a moved folder, gives no new article and the same digest."""
    archive = Path(shutil.copy(ingested[0], tmp_path / "a.db"))
    before = said("verify", archive, "--digest")
    moved = shutil.copytree(sources, tmp_path / "moved" / "again")
    report = json.loads(said("ingest", archive, moved, "--json", code=3))
    assert (report["new"], report["known"], report["articles_new"]) == (0, 3, 0)
    assert said("verify", archive, "--digest") == before


def test_order_and_jobs_change_nothing(ingested: Ingested, sources: Path, tmp_path: Path) -> None:
    """One worker or two, files in another order: the same digest."""
    archive = tmp_path / "b.db"
    for path in sorted(sources.iterdir(), reverse=True):
        run("ingest", archive, path, "--jobs", 1)
    records = {record["id"] for record in json.loads(said("list", archive, "--json"))}
    assert records == {record["id"] for record in json.loads(said("list", ingested[0], "--json"))}
    again = tmp_path / "c.db"
    run("ingest", again, sources, "--jobs", 1)
    assert said("verify", again, "--digest") == said("verify", ingested[0], "--digest")


def test_standard_input_is_a_source(sources: Path, tmp_path: Path) -> None:
    """`-` takes a page from standard input."""
    printed = said("ingest", tmp_path / "a.db", "-", stdin=(sources / "fishing.txt").read_bytes())
    assert "1 input: 1 new" in printed


def test_dry_run_stores_nothing(sources: Path, tmp_path: Path) -> None:
    """`--dry-run` reports and makes no archive."""
    printed = said("ingest", tmp_path / "a.db", sources / "fishing.txt", "--dry-run")
    assert "1 article and 1 capture would be added" in printed
    assert not (tmp_path / "a.db").exists()


def test_no_path_of_this_machine_is_stored_or_printed(ingested: Ingested, sources: Path) -> None:
    """Neither report, log, records, explanation nor file hold the folder that the sources lie in."""
    archive, report, lines = ingested
    private = str(sources)
    explained = said("show", archive, "A-0001", "--explain", "--json")
    for text in (json.dumps(report), json.dumps(lines), said("list", archive, "--json"), explained):
        assert private not in text
    assert private.encode() not in archive.read_bytes()


def test_sidecar_speaks(tmp_path: Path) -> None:
    """A spreadsheet beside the dumps gives facts shown as asserted; a row that names nothing is skipped and listed."""
    (tmp_path / "d").mkdir()
    (tmp_path / "d" / "one.txt").write_text(DUMP, "utf-8")
    (tmp_path / "facts.csv").write_text(
        "file,outlet,published\none.txt,Orlu Herald,2022-03-04\nno.txt,X,2020\n", "utf-8"
    )
    archive = tmp_path / "a.db"
    report = json.loads(said("ingest", archive, tmp_path / "d", "--sidecar", tmp_path / "facts.csv", "--json"))
    assert [each["reason"] for each in report["skipped"]] == ["sidecar"]
    (record,) = json.loads(said("list", archive, "--json"))
    assert (record["outlet"], record["published"], record["published_basis"]) == (
        "Orlu Herald",
        "2022-03-04",
        "asserted",
    )
    assert report["facts_asserted"] == 2
    again = ["ingest", archive, tmp_path / "d", "--sidecar", tmp_path / "facts.csv"]
    assert "asserted" not in said(*again, code=0)
    (tmp_path / "facts.csv").write_text("file,outlet,published\none.txt,Orlu Herald,2022-03-05\n", "utf-8")
    assert "1 fact from the spreadsheet now stands as asserted." in said(*again)


@pytest.mark.skipif(os.geteuid() == 0 and not Path("/proc/self").exists(), reason="no folder that refuses everybody")
def test_folder_that_takes_no_files_is_named(sources: Path) -> None:
    """An archive where nothing can be written is an error about the archive, not about a file beside it."""
    refusing = "/proc/self/a.db"  # no one, not even root, makes files there
    ended = run("ingest", refusing, sources / "fishing.txt")
    assert ended.returncode == 1
    assert f"{refusing} cannot be written here: ".encode() in ended.stderr


# extract


def test_extract_prints_a_record(sources: Path) -> None:
    """`extract` prints the record of a page as JSON, without an archive."""
    record = json.loads(said("extract", sources / "web" / "ferry.html"))
    assert (record["headline"], record["accession"]) == ("Ferry sinks off Orlu", None)


def test_extract_reads_standard_input_and_explains(sources: Path) -> None:
    """Without a file, `extract` reads standard input; `--explain` tells stages 1 to 5."""
    printed = said("extract", "--explain", stdin=(sources / "fishing.txt").read_bytes())
    assert re.findall(r"^(\d) (\w+)$", printed, re.MULTILINE) == [
        ("1", "read"),
        ("2", "decode"),
        ("3", "extract"),
        ("4", "normalise"),
        ("5", "sign"),
    ]
    assert "* dateline_place = orlu" in printed.casefold()


def test_extract_says_why_there_is_nothing(sources: Path) -> None:
    """A file that holds no article ends with status 1 and its reason."""
    ended = run("extract", sources / "photo.jpg")
    assert ended.returncode == 1
    assert b"error: photo.jpg: unsupported_type." in ended.stderr


def test_extract_lines_keep_their_order_and_ids() -> None:
    """`extract --jsonl` gives a line for each line, in order, with its id, or the reason why there is nothing."""
    given = [
        {"id": "a", "url": "https://coast.example/1", "html_base64": base64.b64encode(PAGE.encode()).decode()},
        {"id": 2, "text": DUMP},
        {"id": "c", "url": "", "html": PAGE},
        {"id": "d", "html": ""},
        {"id": "e"},
    ]
    lines = [json.dumps(each) for each in given]
    printed = said("extract", "--jsonl", stdin="\n".join([*lines, "not json"]).encode())
    answers = [json.loads(line) for line in printed.splitlines()]
    assert [answer["id"] for answer in answers] == ["a", 2, "c", "d", "e", None]
    first = answers[0]
    assert (first["title"], first["author"], first["date"][:10]) == (
        "Ferry sinks off Orlu",
        ["Mira Holt"],
        "2021-05-04",
    )
    assert first["url"] == "https://coast.example/1"
    assert first["published_basis"] == "structured"
    assert answers[1]["title"] == "Council bans night fishing"
    assert [answer.get("reason") for answer in answers] == [None, None, None, "empty", "bad_record", "bad_record"]
    assert all(answer["text"] == "" for answer in answers[3:])


# demo, serve


def test_demo_set_is_copied_whole(tmp_path: Path) -> None:
    """The demo's pages and its spreadsheet come along with the package."""
    demo = copy_demo(tmp_path)
    assert demo.sidecar.is_file()
    assert len([path for path in demo.pages.rglob("*") if path.is_file()]) >= 40


@pytest.mark.slow
def test_demo_makes_archive_and_dossier_and_says_what_to_type(tmp_path: Path) -> None:
    """`cuttings demo` makes both files, can be run again, and ends with commands that work."""
    ended = run("demo", "d", cwd=tmp_path)
    assert ended.returncode == 0, ended.stderr
    assert (tmp_path / "d" / "dossier.pdf").read_bytes().startswith(b"%PDF")
    suggested = re.findall(r"cuttings (list|show) (\S+)(.*)", ended.stderr.decode())
    assert suggested
    for name, archive, rest in suggested:
        assert run(name, archive, *rest.split(), cwd=tmp_path).returncode == 0
    before = said("verify", "d/demo.db", "--digest", cwd=tmp_path)
    again = run("demo", "d", "--no-dossier", cwd=tmp_path)
    assert b"0 new" in again.stdout
    assert said("verify", "d/demo.db", "--digest", cwd=tmp_path) == before


def test_serve_prints_its_address_and_answers(ingested: Ingested) -> None:
    """`serve` prints one line, the address, as soon as it answers, and ends on Ctrl-C without a traceback."""
    server = subprocess.Popen(
        [PROGRAM, "serve", ingested[0], "-p", "0"], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    try:
        assert server.stdout
        address = server.stdout.readline().decode().strip()
        assert re.fullmatch(r"http://127\.0\.0\.1:\d+/", address)
        with urllib.request.urlopen(address, timeout=30) as answer:  # noqa: S310  our own server
            assert answer.status == 200
        server.send_signal(signal.SIGINT)
        _, stderr = server.communicate(timeout=30)
        assert b"Traceback" not in stderr
    finally:
        server.kill()
        server.wait()


def test_serve_says_that_the_port_is_taken(ingested: Ingested) -> None:
    """A port in use is an error with the command that takes another."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        ended = run("serve", ingested[0], "-p", port)
    assert ended.returncode == 1
    assert f"port {port} on 127.0.0.1 is in use".encode() in ended.stderr


def test_second_writer_is_told_at_once_or_waits(sources: Path, tmp_path: Path) -> None:
    """Two ingests at once end well or with the one sentence, and the archive holds the union."""
    archive = tmp_path / "a.db"
    words = [PROGRAM, "ingest", archive]
    first = subprocess.Popen([*words, sources / "fishing.txt"], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    second = subprocess.Popen([*words, sources / "web"], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    for process in (first, second):
        _, stderr = process.communicate(timeout=120)
        assert process.returncode == 0 or b"is being written by another cuttings process" in stderr
    run("ingest", archive, sources)
    assert len(json.loads(said("list", archive, "--json"))) == 3


def test_interrupted_ingest_says_what_is_safe(tmp_path: Path) -> None:
    """On Ctrl-C an ingest ends with status 1, says what is in, and leaves an archive that verifies."""
    pages = tmp_path / "pages"
    pages.mkdir()
    for number in range(400):
        (pages / f"{number}.html").write_text(PAGE.replace("eleven", f"eleven times {number}"), "utf-8")
    archive = tmp_path / "a.db"
    words = [PROGRAM, "ingest", archive, pages, "--jobs", "1"]
    process = subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env={**os.environ})
    deadline = time.monotonic() + 60
    while not archive.exists() and time.monotonic() < deadline:
        time.sleep(0.05)
    time.sleep(1.0)
    process.send_signal(signal.SIGINT)
    _, stderr = process.communicate(timeout=120)
    assert b"Traceback" not in stderr
    assert process.returncode in {0, 1}
    assert process.returncode == 0 or b"error: stopped after" in stderr
    assert "every hash is right" in said("verify", archive)
