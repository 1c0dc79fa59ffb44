"""What people say on the command line: corrections, relations, comparisons."""

import csv
import json
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from command_line import done, four_articles, run
from made_up_news import made_up_news

Make = Callable[..., Any]


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    """Give an archive of four articles: two copies of one text, an undated one, and one with awkward letters."""
    return four_articles(tmp_path)


# set


def test_correction_wins_and_is_shown_as_asserted(archive: Path) -> None:
    """A corrected date is the one that is shown, with basis, name and reason; what the page says stays beside it."""
    printed = done("set", archive, "A-0001", "published", "2021-03-15", "--because", "printed edition", "--by", "M. K.")
    assert "published: 2021-03-16 -> 2021-03-15" in printed
    record = json.loads(done("show", archive, "A-0001", "--json"))
    assert (record["published"], record["published_basis"]) == ("2021-03-15", "asserted")
    explained = done("show", archive, "A-0001", "--explain")
    assert "said by M. K., because printed edition" in explained
    assert "  published = 2021-03-16" in explained


def test_undo_takes_the_latest_correction_back(archive: Path) -> None:
    """`--undo` shows again what stood there before."""
    before = done("show", archive, "A-0001", "--json")
    done("set", archive, "A-0001", "title", "Other", "--because", "x")
    done("set", archive, "A-0001", "headline", "--undo")
    assert done("show", archive, "A-0001", "--json") == before
    result = run("set", archive, "A-0001", "headline", "--undo")
    assert result.exit_code == 1
    assert "nothing to undo" in result.stderr


def test_explain_tells_what_people_did(archive: Path) -> None:
    """Corrections, also those taken back, and statements on relations stand in the account with who, what and why."""
    done("set", archive, "A-0001", "outlet", "Herald", "--by", "Ann", "--because", "masthead on p. 1")
    done("set", archive, "A-0001", "outlet", "--undo", "--by", "Bo")
    done("unrelate", archive, "A-0001", "A-0003", "--because", "another bridge")
    other = json.loads(done("show", archive, "A-0003", "--json"))["id"]
    printed = done("show", archive, "A-0001", "--explain")
    assert "Ann set outlet: Velmark Post -> Herald, because masthead on p. 1\n" in printed
    assert "Bo took back outlet: Herald -> Velmark Post\n" in printed
    assert f"set relation with {other}: none -> none, because another bridge\n" in printed
    events = json.loads(done("show", archive, "A-0001", "--explain", "--json"))["events"]
    assert [event["agent"] for event in events] == ["Ann", "Bo", "unnamed"]


@pytest.mark.parametrize("value", ["", "unknown", "Unknown "])
def test_a_person_can_say_that_nobody_knows(archive: Path, value: str) -> None:
    """An empty value and the word `unknown` take a fact off the card."""
    done("set", archive, "A-0001", "published", value, "--because", "the page shows the day of its redesign")
    record = json.loads(done("show", archive, "A-0001", "--json"))
    assert (record["published"], record["published_earliest"]) == (None, None)


@pytest.mark.parametrize("delimiter", [",", ";"])
def test_corrections_come_from_a_spreadsheet(archive: Path, tmp_path: Path, delimiter: str) -> None:
    """`--from` makes all corrections of a CSV file; a row without a reason takes that of --because."""
    file = tmp_path / "c.csv"
    with file.open("w", encoding="utf-8-sig", newline="") as stream:
        rows = csv.writer(stream, delimiter=delimiter)
        rows.writerow(["ID", "Field", "Value", "Because"])
        rows.writerow(["A-0001", "outlet", "The Post", "masthead"])
        rows.writerow(["r-2", "author", "A. B.; C. D.", ""])
        rows.writerow(["", "", "", ""])
    assert "2 facts set." in done("set", archive, "--from", file, "--because", "seen in print")
    assert json.loads(done("show", archive, "A-0001", "--json"))["outlet"] == "The Post"
    assert json.loads(done("show", archive, "r-2", "--json"))["authors"] == ["A. B.", "C. D."]


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("id,field\nA-0001,outlet\n", "the column `value` is missing"),
        ("id,field,value,because\nA-0001,outlet,X,y\nA-0001,colour,red,y\n", "row 3: 'colour' is no field"),
        ("id,field,value,because\nA-0001,outlet,X,y\nA-0001,section,Z,\n", "row 3: say why"),
        ("id,field,value,because\nA-0001,outlet,X,y\nA-0077,section,Z,y\n", "A-0077"),
        ("id,field,value,because\nA-0001,outlet,X,y\nA-0002,published,soon,y\n", "'soon' is no date"),
        (b"id,field,value,because\nA-0001,outlet,X,\xff\n", "is not UTF-8"),
    ],
)
def test_a_wrong_row_stops_all_corrections(archive: Path, tmp_path: Path, text: str | bytes, problem: str) -> None:
    """Where one correction cannot be made, none is, and the row is named."""
    file = tmp_path / "c.csv"
    file.write_bytes(text if isinstance(text, bytes) else text.encode())
    before = done("verify", archive, "--digest")
    result = run("set", archive, "--from", file)
    assert result.exit_code == 1
    assert problem in result.stderr
    assert done("verify", archive, "--digest") == before


# relations, stories, diff


def test_relations_name_records(archive: Path) -> None:
    """`relations --jsonl` names records by the ids they brought, with both axes and the evidence."""
    (relation,) = [json.loads(line) for line in done("relations", archive, "--jsonl").splitlines()]
    assert {relation["a"], relation["b"]} == {"r-1", "r-2"}
    assert (relation["kind"], relation["text"]) == ("same_text", "same")
    assert list(relation)[:9] == [
        "a",
        "b",
        "kind",
        "text",
        "occasion",
        "jaccard",
        "containment_ab",
        "containment_ba",
        "evidence",
    ]
    assert relation["evidence"]
    assert (relation["undecided"], relation["method"]) == (False, "same-text/1")


def test_relations_of_one_and_of_two(archive: Path) -> None:
    """With A, the relations of A are printed; with A and B, that of the two."""
    assert len(done("relations", archive, "A-0001").splitlines()) == 1
    assert len(done("relations", archive, "A-0001", "A-0002").splitlines()) == 1
    assert done("relations", archive, "A-0001", "A-0003") == ""
    assert "by same-text/1" in done("relations", archive, "A-0002", "--explain")


def test_a_person_overrules_a_relation_and_takes_it_back(archive: Path) -> None:
    """`unrelate` and `relate` stand before what was measured, with the reason; `--undo` gives the measured one back."""
    before = done("relations", archive, "--explain")
    done("unrelate", archive, "A-0001", "A-0002", "--because", "one is a translation", "--by", "M. K.")
    assert "not related" in done("relations", archive, "A-0001")
    assert "M. K. says so: one is a translation" in done("relations", archive, "A-0001", "--explain")
    done("relate", archive, "A-0001", "A-0002", "--undo", "--because", "it is none")
    assert done("relations", archive, "--explain") == before
    done("relate", archive, "A-0001", "A-0003", "reworked", "--because", "same desk")
    assert "reworked" in done("relations", archive, "A-0003")


def test_families_are_listed(archive: Path) -> None:
    """`stories --families --jsonl` names the members by the ids that the records brought."""
    (family,) = [json.loads(line) for line in done("stories", archive, "--families", "--jsonl").splitlines()]
    assert set(family) == {"story", "label", "members"}
    assert set(family["members"]) == {"r-1", "r-2"}
    listed = json.loads(done("list", archive, "--story", family["story"], "--json"))
    assert {record["record_id"] for record in listed} == {"r-1", "r-2"}


def test_stories_are_listed_and_overruled(tmp_path: Path, fresh_archive: Make) -> None:
    """`stories` tells days, outlets, label and reasons; `story` merges, splits, names, and takes each back."""
    path = tmp_path / "news.db"
    fresh_archive(path, made_up_news())
    done("set", path, "ferry-3", "section", "Harbour", "--because", "as printed")
    before = done("stories", path)
    [line, why] = next(two for two in pairwise(before.splitlines()) if "ferry Marla" in two[0])
    assert line.split("\t")[1:4] == ["5 articles", "5 outlets", "2021-03-15 to 2021-03-17"]
    assert "Marla (3 of 3)" in why
    digest = done("verify", path, "--digest")
    because = ("--because", "one inquiry", "--by", "M. K.")
    assert "merged" in done("story", "merge", path, "s-ferry-0", "ferry-next-year-5", *because)
    assert "    merged by M. K.: one inquiry" in done("stories", path).splitlines()
    done("story", "split", path, "s-ferry-0", "ferry-next-year-5", "ferry-next-year-6", "--together", *because)
    assert len(json.loads(done("list", path, "--story", "s-ferry-next-year-5", "--json"))) == 2
    done("story", "name", path, "s-ferry-3", "The Marla", *because)
    told = [json.loads(line) for line in done("stories", path, "--jsonl").splitlines()]
    assert {"ferry-0", "ferry-4"} <= next(set(each["members"]) for each in told if each["label"] == "The Marla")
    for _ in range(3):
        done("story", "undo", path, "s-ferry-0")
    assert done("stories", path) == before
    assert done("verify", path, "--digest") == digest


def test_a_story_that_is_none_is_told(archive: Path) -> None:
    """An unknown name, or one statement too many, is one line that says what to type."""
    result = run("story", "merge", archive, "s-nothing", "A-0001", "--because", "x")
    assert (result.exit_code, result.stdout) == (1, "")
    assert "no story answers to 's-nothing'. `cuttings stories ARCHIVE` lists them" in result.stderr
    assert "nothing to undo" in run("story", "undo", archive, "s-r-1").stderr
    assert run("story", "split", archive, "s-r-1", "--because", "x").exit_code == 2
    assert run("story", "name", archive, "s-r-1", "Bridge").exit_code == 2


def test_diff_tells_words(archive: Path, make_article: Make, fresh_archive: Make) -> None:
    """`diff` prints what was swapped, cut and added, and `--json` the same as data."""
    fresh_archive(archive, [make_article(url="https://x.example/1", text="The ferry sank near Arlu at 14 o'clock.")])
    printed = done("diff", archive, "A-0004", "A-0005")
    assert "number: 12 -> 14" in printed
    assert "[-Orlu-] {+Arlu+}" in printed
    swaps = json.loads(done("diff", archive, "A-0004", "A-0005", "--json"))["swaps"]
    assert {(swap["before"], swap["after"]) for swap in swaps} == {("Orlu", "Arlu"), ("12", "14")}
    assert "word for word" in run("diff", archive, "A-0001", "A-0002").stderr


def test_a_file_of_ids(tmp_path: Path) -> None:
    """`--ids` reads one id a line, of whatever kind, past comments and what stands behind; `-` is standard input."""
    archive = four_articles(tmp_path)
    names = tmp_path / "ids.txt"
    names.write_text("\ufeff# the ones on the bridge\nA-0001, closed\n\n  r-2\tand this\n", encoding="utf-8")
    wanted = {"Bridge at Velmark closed", "Bridge closed"}
    for given in (("--ids", str(names)), ("--ids", str(names), "--id", "A-0002")):
        assert {each["headline"] for each in json.loads(done("list", archive, "--json", *given))} == wanted
    assert "names no article" in run("list", archive, "--ids", "-").output
    names.write_bytes(b"\xff\xfe\x00")
    assert "no text in UTF-8" in run("list", archive, "--ids", str(names)).output
