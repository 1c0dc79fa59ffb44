import csv
import json
import os
import re
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import click
import jsonschema
import pytest
from command_line import done, four_articles, run

from archive.cli import cli
from archive.cli.explain import STAGES
from archive.cli.group import PLACES, SENTENCES
from archive.cli.reference import stale
from archive.cli.screen import plain
from schemas.article import ArticleRecord, Fact
from schemas.codec import json_text
from schemas.json_schema import json_schema

Make = Callable[..., Any]
ROOT = Path(__file__).resolve().parent.parent
PROGRAM = Path(sys.executable).parent / "cuttings"


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    """Give an archive of four articles: two copies of one text, an undated one, and one with awkward letters."""
    return four_articles(tmp_path)


# The group


def test_every_command_of_the_contract_is_there() -> None:
    """`cuttings --help` lists each command with a sentence that is not cut off."""
    printed = done("--help")
    assert list(SENTENCES) == list(PLACES)
    for name in PLACES:
        assert re.search(rf"^  {name} +[A-Z].*[^.]\.$", printed, re.MULTILINE), name


@pytest.mark.parametrize("name", PLACES)
def test_every_command_and_option_explains_itself(name: str) -> None:
    """Each command has help, and each of its options a sentence."""
    loaded = cli.get_command(None, name)  # type: ignore[arg-type]
    assert loaded is not None
    assert loaded.name == name
    assert SENTENCES[name] == (loaded.help or "").partition("\n")[0]
    assert loaded.help
    assert [each.name for each in loaded.params if isinstance(each, click.Option) and not each.help] == []
    assert "Usage:" in done(name, "--help")


def test_help_is_quick_because_nothing_heavy_is_loaded() -> None:
    """Help loads neither the parser, nor Datasette, nor WeasyPrint, nor SQLite's helpers, nor the archive's core."""
    script = (
        "import sys; sys.argv = ['cuttings', '--help']; import cuttings\n"
        "try:\n    cuttings.main()\nexcept SystemExit:\n    pass\n"
        "heavy = {'lxml', 'bs4', 'datasette', 'weasyprint', 'sqlite_utils', 'sqlite3', 'babel', 'numpy', 'rich',\n"
        "         'archive.store', 'archive.intake', 'ingest.pipeline', 'schemas.codec', 'exports.dossier'}\n"
        "print(sorted(heavy & set(sys.modules)), file=sys.stderr)"
    )
    loaded = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert loaded.stderr.strip() == "[]"


def test_version_is_that_of_the_distribution() -> None:
    """`cuttings --version` prints name and version."""
    assert re.fullmatch(r"cuttings, version \d+\.\d+\.\d+\S*\n", done("--version"))


@pytest.mark.parametrize(
    "arguments",
    [
        ("nothing",),
        ("list",),
        ("list", "a.db", "--from", "yesterday"),
        ("show", "a.db", "A-1", "--received", "--json"),
        ("set", "a.db", "A-1", "outlet", "X"),
        ("set", "a.db", "A-1", "outlet", "--undo", "--from", "x.csv"),
        ("set", "a.db", "--undo"),
        ("set", "a.db", "A-1", "--because", "x"),
        ("relate", "a.db", "A-1", "A-2", "cousins", "--because", "x"),
        ("ingest", "a.db"),
        ("ingest", "a.db", "no-such-folder"),
        ("extract", "--jsonl", "--explain"),
        ("export", "a.db"),
    ],
)
def test_wrong_usage_exits_2(arguments: tuple[str, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A call that cannot mean anything ends with status 2, says why on stderr, and makes no file."""
    monkeypatch.chdir(tmp_path)
    result = run(*arguments)
    assert result.exit_code == 2
    assert result.stdout == ""
    assert "Error: " in result.stderr
    assert list(tmp_path.glob("*.db")) == []


@pytest.mark.parametrize(
    "arguments",
    [
        ("list", "no.db"),
        ("search", "no.db", "x"),
        ("show", "no.db", "A-1"),
        ("set", "no.db", "A-1", "outlet", "X", "--because", "y"),
        ("relations", "no.db"),
        ("relate", "no.db", "A-1", "A-2", "version", "--because", "y"),
        ("unrelate", "no.db", "A-1", "A-2", "--because", "y"),
        ("stories", "no.db"),
        ("diff", "no.db", "A-1", "A-2"),
        ("export", "no.db", "-o", "-"),
        ("verify", "no.db"),
        ("serve", "no.db"),
        ("dossier", "no.db", "-o", "x.pdf"),
    ],
)
def test_missing_archive_is_an_error_and_is_not_made(
    arguments: tuple[str, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every command but `ingest` refuses an archive that is not there, with status 1 and the command that makes one."""
    monkeypatch.chdir(tmp_path)
    result = run(*arguments)
    assert result.exit_code == 1
    assert result.stderr.startswith("error: no.db does not exist. Make it with: cuttings ingest no.db SOURCE")
    assert list(tmp_path.iterdir()) == []


def test_other_files_are_not_taken_for_archives(tmp_path: Path) -> None:
    """A text file and a foreign database are refused in a sentence."""
    (tmp_path / "t.db").write_text("not a database, but long enough to look at " * 30)
    with closing(sqlite3.connect(tmp_path / "f.db")) as conn:
        conn.execute("CREATE TABLE t(x)")
    for name in ("t.db", "f.db"):
        result = run("list", tmp_path / name)
        assert result.exit_code == 1
        assert "is not a cuttings archive" in result.stderr


def test_disk_errors_are_one_line(monkeypatch: pytest.MonkeyPatch, archive: Path) -> None:
    """An error of SQLite or the disk ends with status 1 and one line, without a traceback."""
    for error in (sqlite3.OperationalError("disk I/O error"), OSError(28, "No space left on device", "a.db")):

        def fails(*_given: object, error: Exception = error) -> None:
            raise error

        monkeypatch.setattr("archive.reader.open_reader", fails)
        result = run("list", archive)
        assert result.exit_code == 1
        assert re.fullmatch(r"error: .*(disk I/O error|No space left on device).*\n", result.stderr)


def test_closed_pipe_is_no_traceback(archive: Path) -> None:
    """A reader that goes away (`cuttings list a.db | head -0`) ends the command without a word."""
    read, write = os.pipe()
    os.close(read)
    with os.fdopen(write, "wb") as pipe:
        ended = subprocess.run([PROGRAM, "list", archive, "--json"], stdout=pipe, stderr=subprocess.PIPE, check=False)
    assert b"Traceback" not in ended.stderr
    assert b"Exception" not in ended.stderr


def test_output_is_utf_8_whatever_the_machine_is_set_to(archive: Path) -> None:
    """In a pipe, records are UTF-8 under an ASCII locale as well."""
    ascii_only = {"PATH": os.environ["PATH"], "LC_ALL": "C", "PYTHONIOENCODING": "ascii"}
    ended = subprocess.run([PROGRAM, "list", archive], env=ascii_only, capture_output=True, check=False)
    assert ended.returncode == 0
    assert "Şuşa Xəbər" in ended.stdout.decode("utf-8")


# list, show, search


def test_list_json_is_an_array_of_valid_records(archive: Path) -> None:
    """`list --json` prints an array whose records are valid by the published schema and carry the text."""
    records = json.loads(done("list", archive, "--json"))
    assert len(records) == 4
    validator = jsonschema.Draft202012Validator(json_schema(ArticleRecord))
    for record in records:
        validator.validate(record)
        assert record["text"]
    assert records[0]["authors"] == ["Ana Petrov", "J. Doe"]
    assert records[-1]["published"] is None


def test_empty_list_is_an_empty_array(archive: Path) -> None:
    """`list --json` of nothing is valid JSON, too."""
    assert json.loads(done("list", archive, "--outlet", "nobody", "--json")) == []


@pytest.mark.parametrize(
    ("options", "headlines"),
    [
        (("--outlet", "Daily Two"), {"Bridge closed"}),
        (("--from", "2021-03", "--to", "2021-03-16"), {"Bridge at Velmark closed"}),
        (("--language", "en"), {"Bridge at Velmark closed"}),
        (("--tag", "bridges"), {"Bridge at Velmark closed"}),
        (("--id", "A-0002"), {"Bridge closed"}),
        (("--id", "r-1", "--id", "r-2"), {"Bridge at Velmark closed", "Bridge closed"}),
        (("--to", "2020"), set()),
    ],
)
def test_filters_choose(archive: Path, options: tuple[str, ...], headlines: set[str]) -> None:
    """Each filter leaves the articles that it names; `list`, `search` and `export` agree."""
    for arguments in (("list", archive, "--json"), ("export", archive, "-o", "-")):
        printed = done(*arguments, *options)
        records = json.loads(printed) if arguments[0] == "list" else [json.loads(each) for each in printed.splitlines()]
        assert {record["headline"] for record in records} == headlines
    hits = json.loads(done("search", archive, "", "--json", *options))["hits"]
    assert {hit["article"]["headline"] for hit in hits} == headlines


def test_list_in_a_pipe_is_rows_of_plain_cells(archive: Path) -> None:
    """In a pipe `list` prints accession, date, basis, outlet, headline and id, parted by tabs."""
    rows = [line.split("\t") for line in done("list", archive).splitlines()]
    assert [len(row) for row in rows] == [6] * 4
    assert rows[0][:5] == ["A-0001", "2021-03-16", "structured", "Velmark Post", "Bridge at Velmark closed"]
    assert rows[-1][1] == "no date"
    assert any(row[4].startswith("[Nobody knows") for row in rows)


def test_nothing_that_is_printed_drives_a_terminal(archive: Path) -> None:
    """No control character, escape or direction mark of a page reaches the screen, in no command and no form."""
    ref = json.loads(done("list", archive, "--outlet", "Şuşa Xəbər", "--json"))[0]["id"]
    for arguments in (
        ("list", archive),
        ("list", archive, "--json"),
        ("show", archive, ref),
        ("show", archive, ref, "--explain"),
        ("show", archive, ref, "--json", "--explain"),
        ("search", archive, "ferry"),
        ("search", archive, "ferry", "--json"),
        ("diff", archive, ref, "A-0001"),
        ("export", archive, "-o", "-", "--format", "jsonl"),
    ):
        result = run(*arguments)
        assert result.exit_code == 0, result.output
        assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e]", result.output), arguments


def test_stripping_keeps_letters_and_marks() -> None:
    """Stripping takes what drives a terminal and leaves every letter, accent and sign."""
    assert plain("Şuşa – “12 %” عربى") == "Şuşa – “12 %” عربى"
    assert plain("a\x1b]0;title\x07b\r\nc\td") == "a]0;titleb c d"
    assert json.loads(json_text({"x": "\u202eabc\x9b"})) == {"x": "\u202eabc\x9b"}


def test_show_prints_card_and_text(archive: Path) -> None:
    """`show` prints the card with the basis of its date, then the text; the talk goes to stderr."""
    result = run("show", archive, "A-0001")
    assert "published  2021-03-16 (structured)" in result.stdout
    assert "by         Ana Petrov; J. Doe" in result.stdout
    assert "The town council of Velmark met" in result.stdout
    assert "Next:" in result.stderr
    assert "Next:" not in result.stdout


def test_show_says_what_the_page_does_not_say(archive: Path) -> None:
    """What is unknown is shown as unknown."""
    printed = done("show", archive, "A-0003")
    assert "published  no date\n" in printed
    assert "outlet     the page does not say" in printed


@pytest.mark.parametrize("ref", ["A-0001", "a-1", "r-1"])
def test_show_takes_every_name_of_an_article(archive: Path, ref: str) -> None:
    """An article answers to accession number, public id, a beginning of it, and the id of its record."""
    record = json.loads(done("show", archive, ref, "--json"))
    assert record["headline"] == "Bridge at Velmark closed"
    assert json.loads(done("show", archive, record["id"], "--json")) == record
    assert json.loads(done("show", archive, record["id"][:8], "--json")) == record


def test_show_json_has_facts_and_blocks_only_when_explained(archive: Path) -> None:
    """`show --json` is the record alone; `--explain` adds facts, blocks, captures, relations and events."""
    plain_record = json.loads(done("show", archive, "A-0001", "--json"))
    explained = json.loads(done("show", archive, "A-0001", "--json", "--explain"))
    assert set(explained) - set(plain_record) == {"facts", "blocks", "captures", "relations", "events"}
    assert {name: explained[name] for name in plain_record} == plain_record
    assert {"kept", "rule", "place", "kind", "text"} <= set(explained["blocks"][0])
    (headline,) = [fact for fact in explained["facts"] if fact["field"] == "headline"]
    assert headline["chosen"]
    assert headline["rule"] == "meta-headline"


def test_explain_names_the_stages_in_order(archive: Path) -> None:
    """`show --explain` numbers and names stages 1 to 7 as the documentation does."""
    printed = done("show", archive, "A-0001", "--explain")
    assert re.findall(r"^(\d) (\w+)$", printed, re.MULTILINE) == [
        (str(number), name) for number, name in enumerate(STAGES[:7], 1)
    ]
    architecture = (ROOT / "docs/architecture.md").read_text("utf8")
    assert " -> ".join(f"{number} {name}" for number, name in enumerate(STAGES, 1)) in architecture


def test_explain_names_evidence(tmp_path: Path, make_article: Make, fresh_archive: Make) -> None:
    """Every candidate is printed with basis, rule, place and the words it rests on; the chosen one is marked."""
    facts = (
        Fact(
            field="published",
            value="2021-03-16",
            raw="March 16, 2021",
            rule="dump-date-line",
            basis="stated",
            place="line 3",
            chosen=True,
        ),
        Fact(field="published", value="2021-04-02", raw="02.04", rule="footer", basis="stated", confidence=0.3),
    )
    fresh_archive(tmp_path / "a.db", [make_article(facts=facts)])
    printed = done("show", tmp_path / "a.db", "A-0001", "--explain")
    assert "* published = 2021-03-16\n" in printed
    assert "stated: the page's own words; rule dump-date-line at line 3" in printed
    assert "words: “March 16, 2021”" in printed
    assert "  published = 2021-04-02\n" in printed
    assert "30% sure" in printed
    assert "dropped  furniture" in printed


def test_received_bytes_come_back_as_they_came(tmp_path: Path, make_article: Make, fresh_archive: Make) -> None:
    """`show --received` prints the bytes of the received file and nothing else."""
    payload = bytes(range(256)) * 3
    fresh_archive(tmp_path / "a.db", [make_article(payload=payload)])
    assert run("show", tmp_path / "a.db", "A-0001", "--received").stdout_bytes == payload


@pytest.mark.parametrize("command", ["list", "export", "search", "dossier"])
def test_a_selection_names_what_is_not_there(command: str, archive: Path, tmp_path: Path) -> None:
    """An id that is asked for and not in the archive is an error that names it, beside others that are there."""
    more = {"search": ["bridge"], "export": ["-o", tmp_path / "o.jsonl"], "dossier": ["-o", tmp_path / "d.pdf"]}.get(
        command, []
    )
    result = run(command, archive, *more, "--id", "A-0001", "--id", "A-0099")
    assert result.exit_code == 1
    assert "A-0099" in result.stderr
    assert not (tmp_path / "d.pdf").exists()


@pytest.mark.parametrize(
    ("first", "last", "is_span"), [("2023", "2022", False), ("2022-03", "2022", True), ("2022-12-02", "2022-12", True)]
)
def test_a_span_that_ends_before_it_begins_is_refused(first: str, last: str, *, is_span: bool, archive: Path) -> None:
    """`--from` later than `--to` can mean nothing; dates cut differently are compared as far as both go."""
    result = run("list", archive, "--from", first, "--to", last)
    assert (result.exit_code == 0) == is_span
    assert ("Swap them" in result.stderr) != is_span


def test_unknown_article_is_an_error(archive: Path) -> None:
    """A name that nothing answers to is named, with the command that lists names."""
    result = run("show", archive, "A-0099")
    assert result.exit_code == 1
    assert result.stderr.startswith("error: no article 'A-0099' in this archive.")


@pytest.mark.parametrize(
    "query", ['"', "covid-19", "C++", "O'Brien", "", "\x00", "😀", "AND", "NEAR(", "a*", "*", "(", "x" * 10_000, "--"]
)
def test_every_query_answers(archive: Path, query: str) -> None:
    """No query string is an error."""
    page = json.loads(done("search", "--json", archive, "--", query))
    assert {"query", "total", "hits", "facets"} <= set(page)


def test_search_marks_the_words_it_found(archive: Path) -> None:
    """A hit comes with a snippet in which the words found are marked."""
    row = done("search", archive, "ferry", "sank").split("\t")
    assert "[ferry] [sank]" in row[4]
    assert "1 article found." in run("search", archive, "ferry", "sank").stderr


# export, verify, schema


def test_export_writes_whole_files(archive: Path, tmp_path: Path) -> None:
    """`export` writes the same records as `list --json`, as JSON Lines and as CSV."""
    done("export", archive, "-o", tmp_path / "o.jsonl")
    done("export", archive, "-o", tmp_path / "o.csv", "--format", "csv")
    records = json.loads(done("list", archive, "--json"))
    lines = (tmp_path / "o.jsonl").read_text("utf8").splitlines()
    assert [json.loads(line) for line in lines] == records
    with (tmp_path / "o.csv").open(newline="", encoding="utf8") as stream:
        rows = list(csv.DictReader(stream))
    assert [row["id"] for row in rows] == [record["id"] for record in records]
    assert list(tmp_path.glob(".*.part")) == []


def test_export_to_a_place_that_cannot_be_written(archive: Path, tmp_path: Path) -> None:
    """A file that cannot be written is an error in a sentence."""
    result = run("export", archive, "-o", tmp_path / "no" / "o.jsonl")
    assert result.exit_code == 1
    assert "cannot be written" in result.stderr


def test_verify_is_quiet_about_a_whole_archive_and_loud_about_a_changed_one(archive: Path) -> None:
    """`verify` ends with 0 on a whole archive, with 1 and the place on one that was changed behind its back."""
    assert "every hash is right" in done("verify", archive)
    assert re.fullmatch(r"[0-9a-f]{64}\n", done("verify", archive, "--digest"))
    with closing(sqlite3.connect(archive, isolation_level=None)) as conn:
        conn.execute("UPDATE received SET body = zeroblob(30) WHERE id = 1")
    result = run("verify", archive)
    assert result.exit_code == 1
    assert result.stdout.startswith("received ")


def test_schema_is_the_records_schema() -> None:
    """`schema` prints a valid JSON Schema with the keys of a record, and nothing else on stdout."""
    schema = json.loads(done("schema"))
    jsonschema.Draft202012Validator.check_schema(schema)
    assert schema == json_schema(ArticleRecord)


def test_generated_pages_are_up_to_date() -> None:
    """docs/reference is what the program generates."""
    assert stale(ROOT) == []
