"""From what stands in an author's place to persons, agencies and bodies."""

import tomllib
from pathlib import Path

import pytest

from ingest.extract.html.own_bylines import opens_byline
from ingest.extract.html.people import credits_in, opener_only

CASES = tomllib.loads((Path(__file__).parent / "cases" / "people.toml").read_text("utf-8"))["case"]
OUTLETS = frozenset({"eskmouthcourier", "eskmouthcouriercom"})


@pytest.mark.parametrize("case", CASES, ids=[case["raw"] for case in CASES])
def test_whom_a_field_credits(case: dict[str, object]) -> None:
    """Persons, agencies and bodies are told apart, in the order of the line; what names nobody gives nothing."""
    found = credits_in(str(case["raw"]), outlets=OUTLETS, believes=bool(case.get("believes")))
    by_kind = {kind: [each.name for each in found if each.kind == kind] for kind in ("person", "agency", "body")}
    assert by_kind == {kind: case.get(kind, []) for kind in by_kind}


def test_the_order_of_the_line_is_kept() -> None:
    """Whom the line names first stands first, be it an agency."""
    found = credits_in("Reuters, Ilka Brenn", outlets=OUTLETS, believes=True)
    assert [each.name for each in found] == ["Reuters", "Ilka Brenn"]


@pytest.mark.parametrize("line", ["By", "Written by:", "Autor", "Von:", "Author(s)"])
def test_an_opener_alone_waits_for_its_name(line: str) -> None:
    """A line that is an opener and nothing else is followed by the name."""
    assert opener_only(line)


@pytest.mark.parametrize("line", ["By the river", "Jane Roe", "Sport", ""])
def test_other_short_lines_are_no_openers(line: str) -> None:
    """Other short lines say nothing of the line after them."""
    assert not opener_only(line)


@pytest.mark.parametrize(
    ("line", "opens"),
    [
        ("By Jane Roe", True),
        ("von Ilka Brenn", True),
        ("Von der Brücke blieb nichts übrig.", False),
        ("Byron Roe", False),
        ("Parkplatz gesperrt", False),
    ],
)
def test_lines_that_open_as_bylines(line: str, *, opens: bool) -> None:
    """A byline opens with its word, whole, and is no sentence."""
    assert opens_byline(line) is opens
