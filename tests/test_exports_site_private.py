"""What the owner keeps private is in no page, table or statement of a reading room."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from command_line import four_articles

from archive.desk import open_desk

PRIVATE = ("zqkeeper", "zqpassage", "zqsources", "zqentry", "zqformer")


@pytest.fixture
def here(tmp_path: Path, room: Callable[..., Any]) -> Any:  # noqa: ANN401  a reading room
    """Give a reading room, SQL allowed, of an archive with private words, and with such as were public once."""
    path = four_articles(tmp_path)
    with open_desk(path, by="R. Oor") as desk:
        desk.marks.add_note("A-0001", "Ask the zqkeeper.")
        desk.marks.add_highlight("A-0001", "river bridge", body="Why zqpassage?")
        former = desk.marks.add_note("A-0001", "It was zqformer.", is_private=False)
        desk.marks.change(former.name, body="It is open now.")
        desk.selections.create("Zqsources to call")
        desk.selections.add("zqsources-to-call", ["A-0001"], note="See zqentry.")
    return room(path, allow_sql=True)


STATEMENTS = (
    "select * from annotation",
    "select * from main.annotation",
    "select * from (select * from main.ANNOTATION)",
    "with shown_annotation as (select * from main.annotation) select * from shown_annotation",
    "with shown_selection as (select * from main.selection_statement) select * from shown_selection",
    "select * from main.selection_statement",
    "select * from main.outlet_statement",
    "select * from shown_annotation",
    "select * from shown_selection",
    "select * from shown_selection_article",
    "select * from event",
)


@pytest.mark.parametrize("statement", STATEMENTS)
def test_no_statement_reads_what_is_private(here: Any, statement: str) -> None:  # noqa: ANN401  a reading room
    """Whoever writes SQL, whatever it is called: no private word, and of a public note what it says now."""
    addresses = (
        f"/a.json?sql={quote(statement)}",
        f"/a/-/query.json?sql={quote(statement)}",
    )  # of both Datasette lines
    told = "".join(here.get(address).text for address in addresses)
    assert not [word for word in PRIVATE if word in told]
    if statement == "select * from shown_annotation":
        assert "It is open now." in told


@pytest.mark.parametrize("table", ["annotation", "selection_statement", "outlet_statement"])
def test_the_tables_of_private_words_are_closed(here: Any, table: str) -> None:  # noqa: ANN401  a reading room
    """Page, JSON and CSV of them are refused."""
    for form in ("", ".json", ".csv"):
        assert here.get(f"/a/{table}{form}").status_code in {403, 404}


def test_the_pages_of_an_article_tell_nothing_private(here: Any) -> None:  # noqa: ANN401  a reading room
    """Its page, its JSON and a search for the words themselves."""
    name = re.findall(r"/a/-/article/([a-z2-7]{16})", here.get("/a/-/search?q=ana").text)[0]
    for address in (f"/a/-/article/{name}", f"/a/-/article/{name}.json", "/a/-/search.json?q=zqkeeper", "/a/-/home"):
        told = here.get(address).text
        assert not [word for word in PRIVATE if word in told.replace("q=zqkeeper", "").replace('"zqkeeper"', "")]
