"""The search page: copies under one entry, counts to narrow by, bars, feeds, spreadsheets, slips of the finger."""

import csv
import io
import xml.etree.ElementTree as ET  # of our own making
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from builders import fresh_archive, make_article
from reading_room import NAME, XHTML, hrefs, parsed, texts

from archive.store import open_store
from archive.story_pass import keep_stories
from exports.site.pages import search_files

WIRE = ["The old bridge of Velmark was closed on Monday after cracks were found in two of its piers.", "It was old."]
ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make an archive with a text that four outlets printed, one of them an outlet that nobody knows."""
    outlets = ("Courier", "Gazette", "Echo", None)
    rows = [
        make_article(
            url=f"https://n{n}.example/1",
            text=WIRE,
            outlet=outlet,
            headline=f"Bridge <b>{n}</b> & more",
            published=f"2021-0{n + 1}-05",
            captured=f"2021-0{n + 1}-06T08:00:00Z",
            agency="Coastal Press",
            language="en",
        )
        for n, outlet in enumerate(outlets)
    ]
    rows += [
        make_article(
            url=f"https://o.example/{n}", text=f"Quite another note, of ferry {n}.", published=f"20{10 + n}-01"
        )
        for n in range(12)
    ]
    rows.append(make_article(url="https://o.example/x", text="=1+1 is the ferry's sum.", headline="=1+1"))
    path = tmp_path_factory.mktemp("search") / f"{NAME}.db"
    fresh_archive(path, rows)
    with open_store(path) as store:
        keep_stories(store)
    return path


def test_copies_stand_under_one_entry(archive: Path, room: Callable[..., Any]) -> None:
    """Four copies are one entry that names the other three; each can be listed apart, and all are counted."""
    opened = room(archive)
    tree = parsed(opened.get(f"/{NAME}/-/search?q=bridge"))
    assert texts(tree, "h1") == ["4 articles for “bridge”"]
    assert len(texts(tree, "li", "entry")) == 1
    assert texts(tree, "details", "copies")[0].startswith("+3 copies and reworks")
    apart = parsed(opened.get(f"/{NAME}/-/search?q=bridge&group=no"))
    assert len(texts(apart, "li", "entry")) == 4
    family = next(href for href in hrefs(tree) if "story=f-" in href)
    assert len(texts(parsed(opened.get(family)), "li", "entry")) == 4


@pytest.mark.parametrize("asked", ["", "q=bridge", "q=ferry&from=2012"])
def test_every_count_leads_to_as_many(asked: str, archive: Path, room: Callable[..., Any]) -> None:
    """Each choice beside a result and each bar above it leads to as many articles as it says, the unknown ones too."""
    opened = room(archive)
    tree = parsed(opened.get(f"/{NAME}/-/search?{asked}"))
    counted = []
    for item in tree.iter(f"{XHTML}li"):
        link, number = item.find(f"{XHTML}a"), item.find(f"{XHTML}span[@class='number']")
        if link is not None and number is not None:
            counted.append((link.get("href"), number.text))
    for row in tree.iter(f"{XHTML}tr"):
        link, number = row.find(f".//{XHTML}th/{XHTML}a"), row.find(f"{XHTML}td")
        if link is not None and number is not None:
            counted.append((link.get("href"), number.text))
    assert len(counted) > 5
    for href, number in counted:
        heading = texts(parsed(opened.get(href)), "h1")[0]
        assert heading.split(" article")[0] == number, href


def test_unknown_outlet_can_be_chosen(archive: Path, room: Callable[..., Any]) -> None:
    """What lacks a fact can be looked at, and the filter says so."""
    tree = parsed(room(archive).get(f"/{NAME}/-/search?q=bridge&without=outlet"))
    assert texts(tree, "h1") == ["1 article for “bridge”"]
    assert "Lacking outlet unknown× (remove)" in texts(tree, "li")


def test_a_slip_is_answered_with_a_question(archive: Path, room: Callable[..., Any]) -> None:
    """A word that is found nowhere is answered with one that is."""
    tree = parsed(room(archive).get(f"/{NAME}/-/search?q=brigde"))
    assert texts(tree, "p", "meant") == ["Did you mean bridge?"]
    assert f"/{NAME}/-/search?q=bridge" in hrefs(tree)


def test_feed_is_atom(archive: Path, room: Callable[..., Any]) -> None:
    """A search is a feed: the newest first, each with an id that stays, whole addresses, and no moment made up."""
    answer = room(archive).get(f"/{NAME}/-/search.atom?q=bridge&group=no")
    assert answer.headers["content-type"].startswith("application/atom+xml")
    feed = ET.fromstring(answer.text)  # noqa: S314  of our own making
    entries = feed.findall(f"{ATOM}entry")
    assert [each.findtext(f"{ATOM}title") for each in entries] == [f"Bridge <b>{n}</b> & more" for n in (3, 2, 1, 0)]
    assert next(each.findtext(f"{ATOM}updated") for each in entries) == "2021-04-06T08:00:00Z"
    assert str(feed.findtext(f"{ATOM}updated"))[:19] == changed_last(archive)
    for entry in entries:
        assert str(entry.findtext(f"{ATOM}id")).startswith("urn:cuttings:")
        assert entry.find(f"{ATOM}author/{ATOM}name") is not None
        link = entry.find(f"{ATOM}link")
        assert link is not None
        assert str(link.get("href")).startswith("http")


def changed_last(archive: Path) -> str:
    """Return when the file was changed, without its zone."""
    return datetime.fromtimestamp(archive.stat().st_mtime, UTC).isoformat()[:19]


def test_feed_makes_no_date_up(tmp_path: Path, room: Callable[..., Any]) -> None:
    """When an article came out is told where the moment is known; a day is its first moment; none is no year 1970."""
    path = tmp_path / f"{NAME}.db"
    dates = ("2024-06-08T16:20:00+02:00", "2024-06-07T16:20:00", "2024-06-06", "2024-05", None)
    rows = [
        make_article(url=f"https://a.example/{n}", text=f"Weir {n}.", published=date, captured=None)
        for n, date in enumerate(dates)
    ]
    fresh_archive(path, rows)
    feed = ET.fromstring(room(path).get(f"/{NAME}/-/search.atom?q=weir").text)  # noqa: S314  of our own making
    told = [
        (entry.findtext(f"{ATOM}published"), entry.findtext(f"{ATOM}updated")) for entry in feed.findall(f"{ATOM}entry")
    ]
    assert told == [
        ("2024-06-08T16:20:00+02:00", "2024-06-08T16:20:00+02:00"),
        (None, "2024-06-07T00:00:00Z"),
        (None, "2024-06-06T00:00:00Z"),
        (None, "2024-05-31T00:00:00Z"),
        (None, f"{changed_last(path)}Z"),
    ]


def test_spreadsheet_has_every_copy_and_no_formula(archive: Path, room: Callable[..., Any]) -> None:
    """The CSV lists each article, and no cell of it is run by a spreadsheet."""
    opened = room(archive)
    answer = opened.get(f"/{NAME}/-/search.csv?q=bridge")
    assert "attachment" in answer.headers["content-disposition"]
    assert len(list(csv.DictReader(io.StringIO(answer.text)))) == 4
    assert answer.headers["content-disposition"] == 'attachment; filename="articles.csv"'
    (row,) = csv.DictReader(io.StringIO(opened.get(f"/{NAME}/-/search.csv?q=sum").text))
    assert row["headline"] == "'=1+1"


def test_spreadsheet_that_is_cut_says_so_in_its_name(
    archive: Path, room: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Long texts end it before the thousandth article: whole articles, and the name of the file tells of how many."""
    monkeypatch.setattr(search_files, "CSV_LETTERS", 150)
    answer = room(archive).get(f"/{NAME}/-/search.csv?q=bridge")
    rows = len(list(csv.DictReader(io.StringIO(answer.text))))
    assert 0 < rows < 4
    assert answer.headers["content-disposition"] == f'attachment; filename="articles-first-{rows}-of-4.csv"'


def test_json_leads_on(archive: Path, room: Callable[..., Any]) -> None:
    """JSON names the next page until there is none, and counts articles and entries."""
    opened = room(archive)
    address, seen = f"/{NAME}/-/search.json?group=no", []
    while address:
        found = opened.get(address).json()
        assert found["first"] == len(seen) + 1
        seen += [each["id"] for each in found["articles"]]
        address = found["next"]
    assert len(seen) == len(set(seen)) == found["total"] == found["hits"] == 17


def test_the_command_says_the_same(archive: Path, room: Callable[..., Any]) -> None:
    """The command that prints a result carries its words and filters, quoted, and no path."""
    tree = parsed(room(archive).get(f"/{NAME}/-/search?q=bridge+%22piers%22&outlet=Echo&from=2021-03"))
    assert texts(tree, "pre") == [
        f"cuttings dossier {NAME}.db -o dossier.pdf --query 'bridge \"piers\"' --outlet Echo --from 2021-03"
    ]


def test_bars_are_links_and_a_table(archive: Path, room: Callable[..., Any]) -> None:
    """The bars need no script: each is a link, and the same stands in a table for those who see no bars."""
    answer = room(archive).get(f"/{NAME}/-/search?q=ferry")
    tree = parsed(answer)
    (picture,) = tree.iter("{http://www.w3.org/2000/svg}svg")
    assert picture.get("aria-hidden") == "true"
    assert all(link.get("tabindex") == "-1" for link in picture.iter("{http://www.w3.org/2000/svg}a"))
    assert len(texts(tree, "tr")) > 10
    assert "script-src 'self'" in answer.headers["content-security-policy"]
    assert "unsafe" not in answer.headers["content-security-policy"]
