"""One search over several archives."""

import asyncio
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from builders import fresh_archive, make_article
from command_line import done
from reading_room import hrefs, parsed, texts

from archive.leaving import Leaver
from archive.store import open_store
from exports.site.server import reading_room

SHARED = make_article(
    url="https://wire.example/1", headline="Ferry aground in fog", text="The ferry ran aground in fog."
)


def ferries(name: str, count: int) -> list[Any]:
    """Return articles on ferries, all of one outlet."""
    return [
        make_article(
            url=f"https://{name}.example/{number}",
            headline=f"{name.title()} ferry {number}",
            text=f"Ferry number {number} of {name} was late again.",
            outlet=name.title(),
            published=f"2031-03-{number:02}",
        )
        for number in range(1, count + 1)
    ]


@pytest.fixture
def archives(tmp_path: Path) -> list[Path]:
    """Make two archives that share an article, one large and one small."""
    large, small = tmp_path / "large.db", tmp_path / "small.db"
    fresh_archive(large, [*ferries("alpha", 25), SHARED])
    fresh_archive(small, [SHARED, *ferries("beta", 2)])
    return [large, small]


def test_front_page_lists_the_archives_and_has_one_search(archives: list[Path], room: Callable[..., Any]) -> None:
    """Each archive is named with what it holds; the one box leads to the search over all."""
    tree = parsed(room(*archives).get("/"))
    assert texts(tree, "h2") == ["Large", "Small"]
    forms = [e.get("action") for e in tree.iter("{http://www.w3.org/1999/xhtml}form")]
    assert forms == ["/-/search-all"]


def test_the_best_of_each_stand_in_turn(archives: list[Path], room: Callable[..., Any]) -> None:
    """A small archive is not buried under a large one; totals are told for each."""
    found = room(*archives).get("/-/search-all.json?q=late").json()
    assert [(each["archive"], each["total"]) for each in found["archives"]] == [("large", 25), ("small", 2)]
    assert [each["archive"] for each in found["articles"][:5]] == ["large", "small", "large", "small", "large"]
    assert found["articles"][1]["href"].startswith("/small/-/article/")


def test_an_article_that_both_hold_stands_once(archives: list[Path], room: Callable[..., Any]) -> None:
    """It stands at its best place, and both archives are named with links to it."""
    opened = room(*archives)
    found = opened.get("/-/search-all.json?q=aground").json()["articles"]
    assert [(each["archive"], [other["archive"] for other in each["also"]]) for each in found] == [("large", ["small"])]
    tree = parsed(opened.get("/-/search-all?q=aground"))
    (line,) = texts(tree, "p", "held-in")
    assert line == "In Large; the same article also in Small"
    targets = [href for href in hrefs(tree) if "/-/article/" in href]
    assert {href.split("/")[1] for href in targets} == {"large", "small"}
    assert all(opened.get(href).status_code == 200 for href in targets)
    assert "<mark>aground</mark>" in opened.get("/-/search-all?q=aground").text


def test_archives_that_are_called_alike_are_told_apart(archives: list[Path], room: Callable[..., Any]) -> None:
    """Two of one title stand with the names of their files."""
    for each in archives:
        done("describe", each, "--title", "Ferries")
    opened = room(*archives)
    assert texts(parsed(opened.get("/")), "h2") == ["Ferries (large)", "Ferries (small)"]
    tree = parsed(opened.get("/-/search-all?q=late"))
    assert "27 found in 2 archives for “late”" in texts(tree, "h1")
    assert "In Ferries (small)" in texts(tree, "p", "held-in")


def test_pages_hold_every_article_once(archives: list[Path], room: Callable[..., Any]) -> None:
    """Going through all pages one meets each article once, wherever it ranks in the one archive and the other."""
    opened = room(*archives)
    met: list[str] = []
    address = "/-/search-all?q=ferry"
    for _ in range(10):
        tree = parsed(opened.get(address))
        met += [href.split("?")[0].rpartition("/")[2] for href in hrefs(tree) if ("/-/article/" in href
                and "/small/" not in href) or "beta" in href]  # fmt: skip
        after = [e.get("href") for e in tree.iter("{http://www.w3.org/1999/xhtml}a") if e.get("rel") == "next"]
        if not after:
            break
        address = after[0]
    every = []
    for number in (1, 2, 3):
        every += [each["id"] for each in opened.get(f"/-/search-all.json?q=ferry&page={number}").json()["articles"]]
    assert len(every) == len(set(every)) == 28


def test_only_what_this_reader_may_see_is_searched(archives: list[Path]) -> None:
    """An archive that is closed to a reader is neither listed, counted, searched nor named."""
    from datasette.app import Datasette  # noqa: PLC0415  Datasette is loaded by the tests that need it

    closed = {"databases": {"small": {"allow": {"id": "owner"}}}}
    kind = "config" if not hasattr(Datasette, "check_visibility") or hasattr(Datasette, "allowed") else "metadata"
    datasette = Datasette(files=[str(each) for each in archives], **{kind: closed})
    for path in ("/", "/-/search-all?q=ferry", "/-/search-all.json?q=late", "/-/search-all"):
        answer = asyncio.run(datasette.client.get(path))
        assert answer.status_code == 200, path
        assert "beta" not in answer.text.lower(), path
        assert "small" not in answer.text.lower(), path
    for database in datasette.databases.values():
        database.close()


def test_withheld_articles_are_in_no_archive(archives: list[Path], room: Callable[..., Any]) -> None:
    """What one archive withholds stands only in the other, which does not say that it was there."""
    with open_store(archives[1]) as store:
        Leaver(store).withhold(["A-0001"], because="The family asked.")
    tree = parsed(room(*archives).get("/-/search-all?q=aground"))
    assert texts(tree, "p", "held-in") == ["In Large"]


@pytest.mark.parametrize("query", ["%22", "C%2B%2B", "", "%00", "a*b", "from:", "%3Cscript%3E", "-x", "OR", "ſ" * 3000])
def test_any_question_is_answered(archives: list[Path], room: Callable[..., Any], query: str) -> None:
    """Whatever a reader types, as words, dates or page, there is an answer, and what was typed stays words."""
    opened = room(*archives)
    for path in (
        f"/-/search-all?q={query}",
        f"/-/search-all.json?q={query}",
        f"/-/search-all?q=x&from={query}&page=9x",
    ):
        answer = opened.get(path)
        assert answer.status_code == 200, path
        assert "<script" not in answer.text or ".json?" in path


def test_dates_narrow_it(archives: list[Path], room: Callable[..., Any]) -> None:
    """From and to hold in every archive."""
    found = room(*archives).get("/-/search-all.json?q=ferry&from=2031-03-02&to=2031-03-02").json()
    assert sorted(each["headline"] for each in found["articles"] if each["published"]) == [
        "Alpha ferry 2",
        "Beta ferry 2",
    ]


def test_a_single_archive_answers_there_too(archives: list[Path]) -> None:
    """With one archive the address works, though nothing leads to it."""
    datasette = reading_room(archives[:1])
    assert asyncio.run(datasette.client.get("/-/search-all?q=ferry")).status_code == 200
    for database in datasette.databases.values():
        database.close()
