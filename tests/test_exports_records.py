import csv
import io
import json
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from any_record import RECORDS
from hypothesis import given
from hypothesis import strategies as st

from exports.records import COLUMNS, cell_of, write_csv, write_file, write_jsonl
from ingest.record import record_of
from schemas.article import ArticleRecord
from schemas.codec import from_json
from schemas.errors import ExportError


@pytest.fixture
def records(make_article: Callable[..., Any]) -> list[ArticleRecord]:
    """Give two records, one of them with cells that a spreadsheet would run."""
    plain = make_article(headline="Bridge closed", authors=["A. B.", "C. D."], tags=["river"])
    awkward = make_article(url="https://x.example/1", headline="=1+1", outlet="@home", text="-2 degrees\n\n\u2028+1")
    return [record_of(plain), record_of(awkward)]


def test_json_lines_are_one_record_a_line(records: list[ArticleRecord]) -> None:
    """Each line is a record that reads back equal, whatever a reader takes for the end of a line."""
    stream = io.StringIO()
    assert write_jsonl(records, stream) == 2
    lines = stream.getvalue().splitlines()
    assert [from_json(ArticleRecord, json.loads(line)) for line in lines] == records


@given(st.lists(RECORDS, max_size=3))
def test_any_record_survives_json_lines(given_records: list[ArticleRecord]) -> None:
    """Whatever letters a record holds, its line is one line and reads back equal."""
    stream = io.StringIO()
    write_jsonl(given_records, stream)
    assert [from_json(ArticleRecord, json.loads(line)) for line in stream.getvalue().splitlines()] == given_records


@given(st.lists(RECORDS, max_size=3))
def test_any_record_is_one_row(given_records: list[ArticleRecord]) -> None:
    """Whatever letters a record holds, it is one row, and no cell begins like a formula."""
    stream = io.StringIO(newline="")
    write_csv(given_records, stream)
    stream.seek(0)
    header, *rows = csv.reader(stream)
    assert tuple(header) == COLUMNS
    assert len(rows) == len(given_records)
    assert not [
        cell for row in rows for cell in row if cell.lstrip(" \n\v\f").startswith(("=", "+", "-", "@", "\t", "\r"))
    ]


def test_formulas_are_defused_and_nothing_else_is_changed(records: list[ArticleRecord]) -> None:
    """A cell that begins like a formula gets an apostrophe; every other cell is the value itself."""
    stream = io.StringIO(newline="")
    write_csv(records, stream)
    stream.seek(0)
    first, second = csv.DictReader(stream)
    assert (first["headline"], first["authors"], first["tags"]) == ("Bridge closed", "A. B.; C. D.", "river")
    assert first["published"] == ""
    assert (second["headline"], second["outlet"]) == ("'=1+1", "'@home")
    assert second["text"].startswith("'-2 degrees")


@pytest.mark.parametrize("value", ["=1", "+1", "-1", "@x", "\t=1", " =1", "\n=1", "\r=1", " \v\f-1"])
def test_cells_that_would_run(value: str) -> None:
    """Leading white space does not hide a formula."""
    assert cell_of(value) == f"'{value}"


@pytest.mark.parametrize("value", ["", "1-1", "a=b", "'=1", "https://a.example/?q=1", "–1"])
def test_cells_that_would_not(value: str) -> None:
    """A sign inside a cell is left alone."""
    assert cell_of(value) == value


def test_broken_export_leaves_the_old_file(records: list[ArticleRecord], tmp_path: Path) -> None:
    """A file is replaced only when all is written; a failure in the middle leaves the old one and nothing beside it."""
    target = tmp_path / "out.jsonl"
    target.write_text("old")

    def breaking() -> Iterator[ArticleRecord]:
        yield records[0]
        raise RuntimeError("the archive went away")

    with pytest.raises(RuntimeError):
        write_file(breaking(), target, "jsonl")
    assert target.read_text() == "old"
    assert list(tmp_path.iterdir()) == [target]


def test_place_that_cannot_be_written(records: list[ArticleRecord], tmp_path: Path) -> None:
    """A folder that does not exist is named."""
    with pytest.raises(ExportError, match="cannot be written: No such file"):
        write_file(records, tmp_path / "no" / "out.csv", "csv")


def test_no_export_is_written_over_a_database(tmp_path: Path) -> None:
    """`export A.db -o A.db` is refused and leaves the archive as it was."""
    target = tmp_path / "archive.db"
    with closing(sqlite3.connect(target)) as conn:
        conn.execute("CREATE TABLE t (a)")
    before = target.read_bytes()
    with pytest.raises(ExportError, match=r"is a database\. Name another file"):
        write_file([], target, "csv")
    assert target.read_bytes() == before
