"""What the owner keeps private is in no page, table or statement of a reading room."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from command_line import four_articles

from archive.desk import open_desk
from archive.leaving import Leaver
from archive.store import open_store

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
    "select * from annotation natural full join main.annotation",
    "select * from (select * from selection_statement natural full join MAIN/**/. [selection_statement])",
    'select name, body from annotation full join "main".annotation using (name, body)',
    "select * from annotation a natural full join annotation b",
    "select 1 from article where 'x' in main.annotation",
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


@pytest.mark.parametrize("words", ["event natural full join main.event", "dbstat", "pragma_database_list"])
def test_a_condition_reads_no_more_than_a_statement(here: Any, words: str) -> None:  # noqa: ANN401  a reading room
    """Datasette takes SQL as a filter of a table, too."""
    asked = quote(f"id in (select 1 from {words})")  # noqa: S608  what a reader may write
    assert here.get(f"/a/article.json?_where={asked}").status_code == 403
    assert here.get(f"/a/article.json?_size=1&_where=1&_where={asked}").status_code == 403
    assert here.get(f"/a/article.json?_where={quote('id > 0')}").status_code == 200


def test_where_the_file_lies_is_told_by_no_statement(here: Any) -> None:  # noqa: ANN401  a reading room
    """Neither its path nor the size of the owner's tables."""
    for statement in (
        "select * from pragma_database_list",
        "select * from pragma_database_list natural full join pragma_database_list",
        "select name, pgsize from dbstat",
    ):
        for address in (f"/a.json?sql={quote(statement)}", f"/a/-/query.json?sql={quote(statement)}"):
            assert here.get(address).status_code in {403, 404}


def test_nothing_tells_that_an_article_is_withheld(tmp_path: Path, room: Callable[..., Any]) -> None:
    """The room says the same of settings and files before and after; a file that gives less now is not listed."""
    path = four_articles(tmp_path)
    with open_store(path) as store:
        Leaver(store).withhold(["A-0002"], because="A court order.")
    here = room(path, allow_sql=True)
    for statement in (
        "select * from setting",
        "with setting as (select * from main.setting) select * from setting",
        "select * from setting natural full join main.setting",
        "select count(*) as n from file_read",
        "select count(*) as n from file_result",
    ):
        for address in (
            f"/a.json?_shape=array&sql={quote(statement)}",
            f"/a/-/query.json?_shape=array&sql={quote(statement)}",
        ):
            told = here.get(address)
            assert "salt" not in told.text
            assert told.status_code != 200 or "n" not in told.json()[0] or told.json() == [{"n": 0}]
    for table in ("setting", "file_read", "file_result"):
        assert here.get(f"/a/{table}.json").status_code == 403


@pytest.mark.parametrize("table", ["annotation", "selection_statement", "outlet_statement"])
def test_the_tables_of_private_words_are_closed(here: Any, table: str) -> None:  # noqa: ANN401  a reading room
    """Page, JSON and CSV of them are refused."""
    spelt = (
        table,
        table.upper(),
        table.replace("_", "~5F"),
        f"~{ord(table[0]):x}{table[1:]}",
        f"%{ord(table[0]):x}{table[1:]}",
    )
    for each in spelt:
        for form in ("", ".json", ".csv", "/1", "/1.json"):
            assert here.get(f"/a/{each}{form}").status_code in {403, 404}


def test_the_pages_of_an_article_tell_nothing_private(here: Any) -> None:  # noqa: ANN401  a reading room
    """Its page, its JSON and a search for the words themselves."""
    name = re.findall(r"/a/-/article/([a-z2-7]{16})", here.get("/a/-/search?q=ana").text)[0]
    for address in (f"/a/-/article/{name}", f"/a/-/article/{name}.json", "/a/-/search.json?q=zqkeeper", "/a/-/home"):
        told = here.get(address).text
        assert not [word for word in PRIVATE if word in told.replace("q=zqkeeper", "").replace('"zqkeeper"', "")]
