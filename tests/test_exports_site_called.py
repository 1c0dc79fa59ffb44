"""What a reader types that is no word of an article: its name, a possessive, a field that is none, a span backwards."""

from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from builders import fresh_archive, make_article
from command_line import done
from reading_room import XHTML, parsed, texts

from archive.outlet_curation import OutletCurator
from archive.reader import find_article, open_reader
from archive.store import open_store
from exports.site.misread import unmeant

NAME = "press"
PHRASE = '"Keldere\'s weir"'


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    """Make an archive of three articles, one without author and year."""
    path = tmp_path / f"{NAME}.db"
    fresh_archive(
        path,
        [
            make_article(
                url="https://courier.example/2021/weir?utm_source=feed",
                record_id="rec-17",
                headline="Weir opened",
                text="Keldere's weir was opened.",
                outlet="Old Courier",
                published="2021-03-02",
                authors=["Ana Lind"],
            ),
            make_article(url="https://echo.example/2", text="Keldere is dry.", outlet="Echo", published="2022-03-02"),
            make_article(url="https://echo.example/3", text="The sluice of Keldere leaks.", outlet="Echo"),
        ],
    )
    return path


def called(room: Any, words: str) -> list[str]:  # noqa: ANN401  the conftest's room
    """Return what the search page says that the words name."""
    return texts(parsed(room.get(f"/press/-/search?q={quote(words)}")), "p", "meant")


def test_an_article_is_found_by_each_of_its_names(archive: Path, room: Callable[..., Any]) -> None:
    """Every hit and citation prints its accession number; its id and its address are on its page."""
    opened = room(archive)
    conn = open_reader(archive)
    name = find_article(conn, "A-0001").id  # type: ignore[union-attr]  it is there
    conn.close()
    for words in (" A-0001", "a-1", name, name[:8], "rec-17", "https://courier.example/2021/weir"):
        assert called(opened, words) == [f"“{words.strip()}” is the name of Weir opened, Old Courier, 2 March 2021."], (
            words
        )
        found = opened.get(f"/press/-/search.json?q={quote(words)}").json()
        assert found["named"] == [name]
    page = parsed(opened.get("/press/-/search?q=A-0001"))
    assert f"/press/-/article/{name}" in [e.get("href") for e in page.iter(f"{XHTML}a")]


@pytest.mark.parametrize(
    "words", ["A-0009", "https://nowhere.example/", "keldere", "A-0001 weir", "", "aaaaaa", "://", "a" * 5000]
)
def test_what_names_no_article_is_searched_as_ever(archive: Path, room: Callable[..., Any], words: str) -> None:
    """A word that is found is a word."""
    assert called(room(archive), words) == []


@pytest.mark.parametrize("words", ["Keldere's", "Keldere’s", "KELDERE'S", "keldere's weir OR sluice"])
def test_a_possessive_means_the_name(archive: Path, room: Callable[..., Any], words: str) -> None:
    """It stands without the s as often."""
    assert room(archive).get(f"/press/-/search.json?q={quote(words)}").json()["total"] >= 2


def test_a_possessive_between_quotation_marks_is_meant_as_it_stands(archive: Path, room: Callable[..., Any]) -> None:
    """A phrase is a phrase."""
    assert room(archive).get(f"/press/-/search.json?q={quote(PHRASE)}").json()["total"] == 1


@pytest.mark.parametrize(
    ("words", "since", "until", "said"),
    [
        ("agency:VPA dam", None, None, "narrow by Agency"),
        ("dam before:2022", None, None, "use the dates"),
        ("LANGUAGE:ru", None, None, "narrow by Language"),
        ("dam", "2022", "2021", "ends before it begins"),
        ("dam", "2022-03-02", "2022-03-01", "ends before it begins"),
    ],
)
def test_what_cannot_be_meant_is_said(words: str, since: str | None, until: str | None, said: str) -> None:
    """With what to do instead."""
    (sentence,) = unmeant(words, since, until)
    assert said in sentence


@pytest.mark.parametrize(
    "words", ["title:dam", 'outlet:Echo author:"A B"', '"agency: said"', "https://tag.example/", "at 10:30", "x-tag:"]
)
def test_what_can_be_meant_is_not_doubted(words: str) -> None:
    """Fields that there are, addresses, times, quotations."""
    assert unmeant(words, "2022", "2022-05") == ()


def test_doubts_stand_on_the_page(archive: Path, room: Callable[..., Any]) -> None:
    """As every other remark on a question."""
    page = parsed(room(archive).get("/press/-/search?q=agency:VPA&from=2022&to=2021"))
    assert len(texts(page, "p", "warning")) == 2


def test_a_date_of_unknown_basis_is_one_that_is_not_there(archive: Path, room: Callable[..., Any]) -> None:
    """The page of dates calls it so, and so may an address."""
    assert room(archive).get("/press/-/search.json?basis=unknown").json()["total"] == 1


def test_the_command_for_what_lacks_a_year_is_one(archive: Path) -> None:
    """What a facet leads to can be listed, and printed, by command."""
    found = done("list", archive, "--without", "year", "--json")
    assert "A-0003" in found
    assert "A-0002" not in found


def test_addresses_outlive_the_name_of_an_outlet(archive: Path, room: Callable[..., Any]) -> None:
    """Saved searches and pages of an outlet that was renamed lead to the same articles."""
    with open_store(archive) as store:
        OutletCurator(store, by="Ann").rename_outlet("Old Courier", "The Courier", because="Its masthead.")
    get = room(archive).get
    for address in ("search.json?q=weir&outlet=Old+Courier", "outlet.json?name=Old+Courier", "outlet?name=Old+Courier"):
        answer = get(f"/press/-/{address}")
        there = f"/press/-/{address.replace('Old', 'The')}"
        assert (answer.status_code, answer.headers["location"]) == (302, there)
        assert get(there).status_code == 200
    assert get("/press/-/search?outlet=Never+Was").status_code == 200


def test_what_names_no_author_or_tag_can_be_chosen(archive: Path, room: Callable[..., Any]) -> None:
    """As what names no outlet: the row says how many, and leads to as many."""
    get = room(archive).get
    facets = get("/press/-/search.json?q=keldere").json()["facets"]
    assert {each["value"]: each["count"] for each in facets["author"]} == {"Ana Lind": 1, None: 2}
    assert get("/press/-/search.json?q=keldere&without=author").json()["total"] == 2
    page = parsed(get("/press/-/search?q=keldere"))
    leads = {e.text: e.get("href") for e in page.iter(f"{XHTML}a")}
    assert leads["None named"] is not None
