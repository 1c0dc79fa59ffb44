"""One search over several archives."""

import asyncio
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from builders import fresh_archive, make_article
from command_line import done
from reading_room import XHTML, hrefs, parsed, texts

from archive.leaving import Leaver
from archive.store import open_store
from exports.site.server import reading_room

SHARED = make_article(
    url="https://wire.example/1", headline="Ferry aground in fog", text="The ferry ran aground in fog."
)

OUR_SCRIPT = re.compile(r'<script src="[^"<>]*/search\.js[^"<>]*" defer></script>')


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
        others = OUR_SCRIPT.sub("", answer.text, count=1)
        assert "<script" not in others or ".json?" in path


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


def test_facets_add_up_over_the_archives(archives: list[Path], room: Callable[..., Any]) -> None:
    """A value counts what it has in each archive; facets of single values add up to what was found."""
    found = room(*archives).get("/-/search-all.json?q=ferry").json()
    total = sum(each["total"] for each in found["archives"])
    assert {each["value"]: each["count"] for each in found["facets"]["outlet"]} == {"Alpha": 25, "Beta": 2, None: 2}
    assert all(sum(each["count"] for each in found["facets"][name]) == total for name in ("outlet", "year", "basis"))
    assert "story" not in found["facets"]


def test_a_choice_narrows_every_archive(archives: list[Path], room: Callable[..., Any]) -> None:
    """Chosen, a value stands above the result with the way back, in the form, and in the links to each archive."""
    opened = room(*archives)
    links = {href for href in hrefs(parsed(opened.get("/-/search-all?q=ferry"))) if "outlet=Beta" in href}
    (narrowed,) = links
    tree = parsed(opened.get(narrowed))
    assert texts(tree, "h1") == ["2 found in 1 archive for “ferry”"]
    assert texts(tree, "ul", "chips") == ["Outlet Beta× (remove)"]
    assert "/-/search-all?q=ferry" in hrefs(tree)
    hidden = {e.get("name"): e.get("value") for e in tree.iter(f"{XHTML}input") if e.get("type") == "hidden"}
    assert hidden == {"outlet": "Beta"}
    assert "/small/-/search?q=ferry&outlet=Beta" in hrefs(tree)
    assert opened.get("/-/search-all.json?outlet=Beta").json()["filters"] == {"outlet": "Beta"}


def test_an_article_of_two_archives_is_told_once_when_narrowed(archives: list[Path], room: Callable[..., Any]) -> None:
    """The other archive is named as well; what one archive alone can know is not asked of the others."""
    opened = room(*archives)
    found = opened.get("/-/search-all.json?without=outlet").json()["articles"]
    assert [len(each["also"]) for each in found] == [1]
    assert opened.get("/-/search-all.json?q=ferry&story=s-nowhere").json()["archives"][0]["total"] == 26


def test_a_facet_that_is_told_in_part_is_not_added_up(tmp_path: Path, room: Callable[..., Any]) -> None:
    """Where an archive tells the most frequent tags alone, sums would be too small: none is shown."""
    many = [make_article(url=f"https://a.example/{n}", text=f"Pier {n}.", tags=[f"tag-{n}"]) for n in range(45)]
    few = [make_article(url="https://b.example/1", text="Pier far off.", tags=["tag-44"], authors=["Ana Lind"])]
    paths = [tmp_path / "many.db", tmp_path / "few.db"]
    for path, articles in zip(paths, (many, few), strict=True):
        fresh_archive(path, articles)
    facets = room(*paths).get("/-/search-all.json?q=pier").json()["facets"]
    assert "tag" not in facets
    assert {each["value"] for each in facets["author"]} == {"Ana Lind", None}


@pytest.mark.parametrize("order", ["newest", "oldest"])
def test_dates_of_all_archives_stand_in_one_order(archives: list[Path], room: Callable[..., Any], order: str) -> None:
    """Unlike ranks, dates can be compared; every article stands once, however many pages there are."""
    get = room(*archives).get
    found, address = [], f"/-/search-all.json?q=ferry&sort={order}"
    while address:
        page = get(address).json()
        assert page["order"] == order
        assert len(page["articles"]) <= 20
        found += page["articles"]
        address = page["next"]
    assert len({each["id"] for each in found}) == len(found) == 28
    dated = [each["published"] for each in found if each["published"]]
    assert dated == sorted(dated, reverse=order == "newest")
    assert found[-1]["published"] is None
    assert [each["archive"] for each in found[-1]["also"]] == ["small"]
    in_both = [each["archive"] for each in found if each["published"] == "2031-03-02"]
    assert sorted(in_both) == ["large", "small"]


def test_slips_and_spellings_are_told(archives: list[Path], room: Callable[..., Any]) -> None:
    """As in the search of one archive: a word that is nowhere is answered with one that is, names in each spelling."""
    get = room(*archives).get
    slip = parsed(get("/-/search-all?q=ferrry"))
    assert texts(slip, "p", "meant") == ["Did you mean ferry?"]
    assert "/-/search-all?q=ferry" in hrefs(slip)
    assert texts(parsed(get("/-/search-all?q=ferry")), "p", "meant") == []
    assert any(
        text.startswith("Searched as well: ") for text in texts(parsed(get("/-/search-all?q=Kiev")), "p", "grouping")
    )


def test_orders_are_offered_and_kept(archives: list[Path], room: Callable[..., Any]) -> None:
    """The order chosen stays when a reader narrows, goes on, goes back, or opens one archive."""
    get = room(*archives).get
    tree = parsed(get("/-/search-all?q=ferry"))
    orders = {e.text: e.get("href") for e in tree.iter(f"{XHTML}a") if "search-all" in (e.get("href") or "")}
    assert {"Best match", "Newest", "Oldest"} <= set(orders)
    first = parsed(get(orders["Oldest"]))
    assert {"sort=oldest" in href for href in hrefs(first) if "/-/search?" in href} == {True}
    (after,) = [e.get("href") for e in first.iter(f"{XHTML}a") if e.get("rel") == "next"]
    second = parsed(get(after))
    back = [e.get("href") for e in second.iter(f"{XHTML}a") if e.text == "← From the first"]
    assert back == ["/-/search-all?q=ferry&sort=oldest"]


@pytest.mark.parametrize("after", ["9.9.9", "x.y", "-1.0", "99999999999.0", "².1", "1"])
def test_a_page_that_does_not_fit_the_archives_is_the_first(
    archives: list[Path], room: Callable[..., Any], after: str
) -> None:
    """An archive was put to the room since, or somebody typed it."""
    get = room(*archives).get
    whole = get("/-/search-all.json?q=ferry&sort=newest").json()["articles"]
    assert get(f"/-/search-all.json?q=ferry&sort=newest&after={after}").json()["articles"] == whole
