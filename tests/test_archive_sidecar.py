from pathlib import Path

import pytest

from archive.sidecar import Sidecar, read_sidecar
from ingest.readers.beside import Row
from schemas.errors import SidecarError


def sidecar(tmp_path: Path, text: str, encoding: str = "utf-8") -> Sidecar:
    """Return a sidecar made of `text`."""
    path = tmp_path / "facts.csv"
    path.write_bytes(text.encode(encoding))
    return read_sidecar(str(path))


def facts(row: Row) -> set[tuple[str, str]]:
    """Return a row's facts as field and value."""
    return {(fact.field, fact.value) for fact in row.facts}


def test_a_row_gives_address_capture_and_facts(tmp_path: Path) -> None:
    """Every known column becomes a fact asserted by the spreadsheet; url and capture belong to the page itself."""
    found = sidecar(
        tmp_path,
        "file,url,title,date,authors,tags,captured\n"
        "a.txt,https://talvin.example/a,Rain,2022-11-25,A. Writer; B. Author,rain|flood,2022-11-26\n",
    )
    row = found.by_file["a.txt"]
    assert (row.number, row.url, row.captured) == (2, "https://talvin.example/a", "2022-11-26")
    assert facts(row) == {
        ("headline", "Rain"), ("published", "2022-11-25"), ("author", "A. Writer"), ("author", "B. Author"),
        ("tag", "rain"), ("tag", "flood"),
    }  # fmt: skip
    assert {(fact.basis, fact.rule) for fact in row.facts} == {("asserted", "sidecar")}
    assert found.warnings == ()


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
def test_separators_and_byte_order_marks_are_understood(tmp_path: Path, delimiter: str, encoding: str) -> None:
    """Spreadsheet programs write commas, semicolons or tabs, with and without a mark: all are read alike."""
    found = sidecar(tmp_path, f"file{delimiter}outlet\na.txt{delimiter}Tälvin Post\n", encoding)
    assert facts(found.by_file["a.txt"]) == {("outlet", "Tälvin Post")}
    assert found.warnings == ()


def test_another_encoding_is_read_and_said(tmp_path: Path) -> None:
    """A file that is not UTF-8 is read as Windows-1252, and the warning says so."""
    found = sidecar(tmp_path, "file,outlet\na.txt,Tälvin Post\n", "cp1252")
    assert facts(found.by_file["a.txt"]) == {("outlet", "Tälvin Post")}
    assert "Windows-1252" in found.warnings[0]


def test_unknown_columns_are_named(tmp_path: Path) -> None:
    """A column that means no fact is not read, and its name is said."""
    found = sidecar(tmp_path, "file,outlet,colour of the sky\na.txt,Talvin Post,grey\n")
    assert "colour of the sky" in found.warnings[0]


@pytest.mark.parametrize(
    ("text", "words"),
    [("name,date\na,2022\n", "neither"), ("", "neither"), ("file\n" + "x" * 200_000, "no CSV")],
    ids=["no name column", "empty", "cell too long"],
)
def test_what_is_no_sidecar_is_said(tmp_path: Path, text: str, words: str) -> None:
    """A file without a naming column, or that is no CSV, is an error that says what to do."""
    with pytest.raises(SidecarError, match=words):
        sidecar(tmp_path, text)


@pytest.mark.parametrize("date", ["11/12/13", "soon", "2024-02-30", "25 November"])
def test_dates_that_cannot_be_read_for_certain_are_not_taken(tmp_path: Path, date: str) -> None:
    """A date that is none, has no year or reads two ways is left out, and the row is named."""
    found = sidecar(tmp_path, f'file,date\na.txt,"{date}"\n')
    assert facts(found.by_file["a.txt"]) == set()
    assert "row 2" in found.warnings[0]


def test_empty_cells_and_rows_say_nothing(tmp_path: Path) -> None:
    """Empty cells give no facts, empty rows no rows; short and long rows are read as far as they go."""
    found = sidecar(tmp_path, "file,outlet,agency\na.txt,,APX\n,,\nb.txt\nc.txt,Post,APX,extra\n")
    assert {name: facts(row) for name, row in found.by_file.items()} == {
        "a.txt": {("agency", "APX")},
        "b.txt": set(),
        "c.txt": {("outlet", "Post"), ("agency", "APX")},
    }


def test_files_are_named_by_path_or_by_a_name_that_only_one_has(tmp_path: Path) -> None:
    """A bare name means the one file of that name, in whatever folder, and never one of two."""
    found = sidecar(tmp_path, "file,outlet\n./2022/a.txt,One\nb.txt,Two\n2022\\c.txt,Three\ncafe\u0301.txt,Four\n")
    row = found.row_of
    assert [row("2022/a.txt", is_only_of_its_name=False), row("b.txt", is_only_of_its_name=True)] != [None, None]
    assert row("2021/b.txt", is_only_of_its_name=True) is not None
    assert row("2021/b.txt", is_only_of_its_name=False) is None
    assert row("2022/c.txt", is_only_of_its_name=False) is not None
    assert row("caf\u00e9.txt", is_only_of_its_name=True) is not None
    assert row("d.txt", is_only_of_its_name=True) is None


def test_rows_by_address_meet_any_form_of_it(tmp_path: Path) -> None:
    """A row without a file is found by the canonical form of its URL; two rows about one page are said."""
    found = sidecar(
        tmp_path, "url,title\nHTTP://Talvin.example:80/a?utm_source=x,Rain\nhttp://talvin.example/a,Snow\n,Sun\n"
    )
    assert facts(found.by_url["http://talvin.example/a"]) == {("headline", "Rain")}
    assert ["row 3" in found.warnings[0], "row 4" in found.warnings[1]] == [True, True]


def test_rows_that_named_nothing_are_told(tmp_path: Path) -> None:
    """What no row's page was met for can be listed, in the order of the rows."""
    found = sidecar(tmp_path, "file,url\na.txt,\nb.txt,\n,https://talvin.example/c\n")
    found.spoken.add(2)
    assert list(found.silent()) == [(3, "b.txt"), (4, "https://talvin.example/c")]
