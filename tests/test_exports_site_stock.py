"""What the reading room leaves of Datasette, and changes of it."""

from collections.abc import Callable
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from reading_room import NAME, XHTML, mixed_archive, parsed, texts


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    """Make an archive with articles of several kinds, and inputs that gave none."""
    return mixed_archive(tmp_path)


def test_other_databases_keep_datasettes_own_front_page(tmp_path: Path) -> None:
    """The plugin changes nothing in an instance that serves no archive."""
    import asyncio  # noqa: PLC0415  this test alone
    import sqlite3  # noqa: PLC0415

    from datasette.app import Datasette  # noqa: PLC0415

    path = tmp_path / "other.db"
    with sqlite3.connect(path) as conn:
        conn.execute("create table stamp (id integer primary key)")
    conn.close()
    datasette = Datasette(files=[str(path)])
    response = asyncio.run(datasette.client.get("/", headers={"host": "anything.example"}))
    assert response.status_code == 200
    assert "room.css" not in response.text
    assert "content-security-policy" not in response.headers
    for database in datasette.databases.values():
        database.close()


def test_stock_tables_stay_reachable_and_are_described(archive: Path, room: Callable[..., Any]) -> None:
    """Datasette's table pages answer, in our frame, with a description of their columns."""
    opened = room(archive)
    tree = parsed(opened.get(f"/{NAME}/article"))
    assert next(tree.iter(f"{XHTML}html")).get("lang") == "en"
    assert len(list(tree.iter(f"{XHTML}main"))) == 1
    described = next(e for e in tree.iter(f"{XHTML}dl") if e.get("class") == "column-descriptions")
    assert "accession" in texts(described, "dt")
    assert all(texts(described, "dd"))


def test_stock_table_search_understands_our_query_language(archive: Path, room: Callable[..., Any]) -> None:
    """Datasette's own search of the article table reads OR, phrases and signs as ours does."""
    opened = room(archive)
    for query, found in (("bridge", 3), ("river+OR+nobody", 4), ("%22river+bridge%22", 2), ("%22", 0), ("zzzz", 0)):
        rows = opened.get(f"/{NAME}/article.json?_search={query}&_shape=array").json()
        assert len(rows) == found, query


def test_machinery_is_hidden_from_the_list_of_tables(archive: Path, room: Callable[..., Any]) -> None:
    """Index and bookkeeping tables are marked as hidden."""
    tables = {each["name"]: each["hidden"] for each in room(archive).get(f"/{NAME}.json").json()["tables"]}
    assert all(hidden for name, hidden in tables.items() if name.startswith(("article_fts", "shingle", "_sqlite")))
    assert not any(tables[name] for name in ("article", "fact", "capture", "rejection", "received"))


def test_ids_in_tables_lead_to_the_reading_page(archive: Path, room: Callable[..., Any]) -> None:
    """Public ids in the article table link to the article, outside addresses carry no referrer."""
    tree = parsed(room(archive).get(f"/{NAME}/article"))
    links = {e.get("href"): e.get("rel") for e in tree.iter(f"{XHTML}a")}
    assert any(href and href.startswith(f"/{NAME}/-/article/") for href in links)
    assert links["https://courier.example/bridge"] == "noreferrer nofollow"


def test_title_in_the_metadata_names_the_archive(archive: Path) -> None:
    """The owner's title stands on every page instead of the file's name."""
    import asyncio  # noqa: PLC0415  this test alone

    from datasette.app import Datasette  # noqa: PLC0415

    datasette = Datasette(files=[str(archive)], metadata={"databases": {NAME: {"title": "Papers of the Velm"}}})
    response = asyncio.run(datasette.client.get(f"/{NAME}/-/search"))
    assert "Papers of the Velm" in response.text
    for database in datasette.databases.values():
        database.close()


def test_the_owners_words_for_a_table_stand_and_ours_fill_in(archive: Path, room: Callable[..., Any]) -> None:
    """Configured texts of a table and of a column are kept; every other column has the archive's own description."""
    from datasette.app import Datasette  # noqa: PLC0415  Datasette is loaded by the tests that need it

    from archive.descriptions import TABLES  # noqa: PLC0415
    from exports.site.metadata import plain  # noqa: PLC0415

    table = {"description": "What we keep.", "columns": {"headline": "As it was printed."}}
    stated = {"databases": {NAME: {"tables": {"article": table}}}}
    opened = room(served=Datasette(files=[str(archive)], metadata=stated))
    page = opened.get(f"/{NAME}/article").text
    assert "What we keep." in page
    assert "As it was printed." in page
    assert plain(TABLES["article"].columns["language"]) in unescape(page)


def test_large_tables_are_not_counted_for_the_list(
    archive: Path, room: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Small tables tell their rows; large ones and machinery do not, whose count would take minutes."""
    from exports.site import row_counts  # noqa: PLC0415  Datasette is loaded by the tests that need it

    opened = room(archive)
    tables = {each["name"]: each["count"] for each in opened.get(f"/{NAME}.json").json()["tables"]}
    articles = len(opened.get(f"/{NAME}/article.json?_shape=array").json())
    assert tables["article"] == articles > 0
    assert tables["byline"] == len(opened.get(f"/{NAME}/byline.json?_shape=array").json()) > 0, "it has no row numbers"
    assert all(count is None for name, count in tables.items() if name.startswith("article_fts"))
    monkeypatch.setattr(row_counts, "COUNTED", articles - 1)
    tables = {each["name"]: each["count"] for each in opened.get(f"/{NAME}.json").json()["tables"]}
    assert tables["article"] is None
    assert tables["tag"] is not None
    monkeypatch.setattr(row_counts, "COUNTED", 0)
    tables = {each["name"]: each["count"] for each in opened.get(f"/{NAME}.json").json()["tables"]}
    assert (tables["byline"], tables["tag"]) == (None, None)
    assert opened.get(f"/{NAME}").status_code == 200


@pytest.mark.parametrize("table", ["article_fts_data", "article_fts_docsize", "Article_FTS_idx.json"])
def test_tables_within_the_index_are_closed(table: str, archive: Path, room: Callable[..., Any]) -> None:
    """Datasette would count their rows, one step of minutes in a large archive, for anybody who asks."""
    assert room(archive).get(f"/{NAME}/{table}").status_code == 403
