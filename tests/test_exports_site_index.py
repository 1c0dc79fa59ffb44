"""The pages by which a reader finds the way in an archive: names, months, dates, how it was made, the front page."""

from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import quote_plus

import html5lib
import pytest
from builders import fresh_archive, make_article
from reading_room import NAME, XHTML, hrefs, mixed_archive, parsed, texts

from exports.site.pages.chart import chart_of_days
from schemas.page import Source
from schemas.report import Outcome, Reason, Rejection

AT = f"/{NAME}/-"

PAGES = (
    *("home", "outlets", "people", "agencies", "tags", "months", "dates", "runs", "left-out", "month?of=2021-03"),
    *("outlet?name=Velmark+Courier", "person?name=Ana+Lind", "agency?name=Coastal+Press", "tag?name=bridges"),
    *("outlet?unstated=1", "person?unstated=1", "agency?unstated=1", "tag?unstated=1", "dates?basis=unknown"),
    *("dates?basis=inferred", "left-out?reason=listing", "month?of=1999-01", "outlets?q=velmark&sort=name"),
)

AWKWARD = (
    "A/B Post",
    'The "Post" & Sons',
    "<script>alert(1)</script>",
    "صحيفة الميناء",
    "Ünïcode %2F name",
    "a?b#c=d",
    "O'Brien’s + 50 %",
    "'; DROP TABLE article; --",
)

Room = Callable[..., Any]


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    """Make an archive with articles of several kinds, and inputs that gave none."""
    return mixed_archive(tmp_path)


@pytest.fixture(scope="module")
def mixed(tmp_path_factory: pytest.TempPathFactory, room: Room) -> Any:  # noqa: ANN401  a room
    """Give a room with the same archive, for tests that only read."""
    return room(mixed_archive(tmp_path_factory.mktemp("mixed")))


def page(number: int, **fields: Any) -> Any:  # noqa: ANN401  fields of a page, an article
    """Return a made-up page, another one for each number."""
    return make_article(url=f"https://post.example/{number}", text=f"Gauge {number} was read.", **fields)


def as_json(path: str) -> str:
    """Return the address of a page's twin for scripts."""
    name, mark, asked = path.partition("?")
    return f"{AT}/{name}.json{mark}{asked}"


def walked(opened: Any, path: str, field: str) -> list[Any]:  # noqa: ANN401  a room
    """Return what a list for scripts holds, all its pages."""
    found, following = [], path
    while following:
        answer = opened.get(following)
        assert answer.status_code == 200, following
        found += answer.json()[field]
        following = answer.json()["next"]
    return found


@pytest.mark.parametrize("path", PAGES)
def test_every_page_has_a_twin_for_scripts(path: str, mixed: Any) -> None:  # noqa: ANN401  a room
    """Each page answers as a page with one heading, and as JSON."""
    assert len(texts(parsed(mixed.get(f"{AT}/{path}")), "h1")) == 1
    assert mixed.get(as_json(path)).json() is not None


@pytest.mark.parametrize("path", PAGES)
def test_every_link_leads_somewhere(path: str, archive: Path, room: Room) -> None:
    """What a page links to in the room is there, and stays under a proxy's prefix."""
    opened = room(archive, base_url="/papers/")
    for href in {href.partition("#")[0] for href in hrefs(parsed(opened.get(f"{AT}/{path}")))}:
        if href and not href.startswith("http"):
            assert href.startswith("/papers/")
            assert opened.get(href.removeprefix("/papers")).status_code == 200, href


@pytest.mark.parametrize(
    "path",
    [
        *("outlet?name=Nobody", "person?name=Nobody", "agency?name=Nobody", "tag?name=Nobody", "outlet", "tag"),
        *("month", "month?of=2022", "month?of=2022-13", "month?of=٢٠٢٢-11", "dates?basis=guessed"),
        *("left-out?reason=none", "left-out?reason=listing&outcome=skipped"),
    ],
)
def test_what_is_not_here_is_a_404_that_says_so(path: str, mixed: Any) -> None:  # noqa: ANN401  a room
    """A name, month or reason that the archive does not have answers 404 with a sentence, in both forms."""
    response = mixed.get(f"{AT}/{path}")
    assert response.status_code == 404
    assert texts(html5lib.parse(response.text), "h1") == ["Not found"]
    assert mixed.get(as_json(path)).json()["error"].endswith(".")


@pytest.mark.parametrize(
    "asked",
    [
        *("after=x", "after=1-", "after=99999999999999999999-1", "after=-1--1", "order=sideways", "sort=x", "q=%00"),
        *("count=x&after=y&sort=most", "count=99999999999999&after=y&sort=most", "after=%ff", "before=x", "sha256=x"),
        f"q={'a' * 5000}",
    ],
)
@pytest.mark.parametrize("page", ["outlets", "outlet?name=Velmark+Courier", "runs", "left-out?reason=listing"])
def test_parameters_that_mean_nothing_are_dropped(page: str, asked: str, mixed: Any) -> None:  # noqa: ANN401  a room
    """Whatever stands in an address, a page answers."""
    assert mixed.get(f"{AT}/{page}{'&' if '?' in page else '?'}{asked}").status_code == 200


@pytest.mark.parametrize("name", AWKWARD)
@pytest.mark.parametrize(("kind", "of_all"), [("outlet", "outlets"), ("person", "people"), ("tag", "tags")])
def test_names_may_hold_any_character(name: str, kind: str, of_all: str, tmp_path: Path, room: Room) -> None:
    """A name is a link in the list of its kind, leads to its page, and is shown as text."""
    path = tmp_path / f"{NAME}.db"
    fresh_archive(path, [page(1, outlet=name, authors=[name], tags=[name], published="2022-11-25")])
    opened = room(path)
    listed = parsed(opened.get(f"{AT}/{of_all}"))
    href = f"{AT}/{kind}?name={quote_plus(name)}"
    assert href in hrefs(listed)
    tree = parsed(opened.get(href))
    assert texts(tree, "h1") == [name]
    assert not [*tree.iter(f"{XHTML}script"), *listed.iter(f"{XHTML}script")]


def test_outlet_page_says_how_much_of_it_is_here(mixed: Any) -> None:  # noqa: ANN401  a room
    """An outlet's page counts its articles, names its authors, agencies and hosts, and leads to a search of as many."""
    tree = parsed(mixed.get(f"{AT}/outlet?name=Velmark+Courier"))
    assert texts(tree, "p", "lead") == ["1 article, published on 2 March 2021."]
    assert {"Languages", "Agency copy", "Authors", "How its dates are known"} <= set(texts(tree, "h2"))
    found = mixed.get(f"{AT}/outlet.json?name=Velmark+Courier").json()
    assert (found["articles"], found["hosts"], found["agencies"][0]["value"]) == (
        1,
        ["courier.example"],
        "Coastal Press",
    )
    assert mixed.get(f"{AT}/search.json?outlet=Velmark+Courier").json()["total"] == found["articles"]
    assert f"{AT}/search?outlet=Velmark+Courier" in hrefs(tree)


def test_agency_page_says_who_printed_its_copy(mixed: Any) -> None:  # noqa: ANN401  a room
    """An agency's page names the outlets that credit it."""
    tree = parsed(mixed.get(f"{AT}/agency?name=Coastal+Press"))
    assert "Printed by" in texts(tree, "h2")
    assert f"{AT}/outlet?name=Velmark+Courier" in hrefs(tree)


def test_names_written_alike_are_hinted_at_and_stay_apart(tmp_path: Path, room: Room) -> None:
    """An outlet written in two ways is two outlets, each of which names the other."""
    path = tmp_path / f"{NAME}.db"
    fresh_archive(path, [page(1, outlet="Velmark Post"), page(2, outlet="VELMARK-POST"), page(3, outlet="Echo")])
    opened = room(path)
    listed = parsed(opened.get(f"{AT}/outlets"))
    assert "Written alike: VELMARK-POST (1)" in texts(listed, "p", "hint")
    assert "Perhaps the same" in texts(parsed(opened.get(f"{AT}/outlet?name=Velmark+Post")), "h2")
    assert opened.get(f"{AT}/outlet.json?name=Velmark+Post").json()["articles"] == 1


def test_long_lists_come_in_pages(tmp_path: Path, room: Room) -> None:
    """Names, articles and inputs left out: what follows a page is what it has not shown."""
    path = tmp_path / f"{NAME}.db"
    refused = [
        Rejection(source=Source(path=f"{n:03}.x"), outcome=Outcome.REJECTED, reason=Reason.EMPTY, detail="Empty.")
        for n in range(430)
    ]
    fresh_archive(path, [*(page(n, outlet="Post", tags=[f"tag {n}"]) for n in range(120)), *refused])
    opened = room(path)
    for sort in ("name", "most", "fewest"):
        names = [each["name"] for each in walked(opened, f"{AT}/tags.json?sort={sort}", "names")]
        assert (len(names), len(set(names))) == (120, 120)
    for order in ("newest", "oldest"):
        ids = [each["id"] for each in walked(opened, f"{AT}/outlet.json?name=Post&order={order}", "listed")]
        assert (len(ids), len(set(ids))) == (120, 120)
    found, following = list[str](), f"{AT}/left-out.json?reason=empty"
    while following:
        (pile,) = opened.get(following).json()
        found += [each["source"] for each in pile["inputs"]]
        following = pile["next"]
    assert found == [f"{n:03}.x" for n in range(430)]
    beside = parsed(opened.get(f"{AT}/left-out"))
    assert len(texts(beside, "p", "locator")) == 20
    assert f"{AT}/left-out?reason=empty&outcome=rejected" in hrefs(beside)


def test_month_tells_what_only_may_lie_in_it_apart(tmp_path: Path, room: Room) -> None:
    """An article that is dated to a year is in no count of a month; the month's page lists it by itself."""
    path = tmp_path / f"{NAME}.db"
    dates = ["2022-11-25", "2022-11", "2022", "2022-12-01"]
    fresh_archive(path, [page(n, published=date, headline=f"Gauge {n}") for n, date in enumerate(dates)])
    opened = room(path)
    tree = parsed(opened.get(f"{AT}/month?of=2022-11"))
    assert texts(tree, "p", "lead") == ["2 articles. 1 more article may be of it, or of another; it is not counted in."]
    found = opened.get(f"{AT}/month.json?of=2022-11").json()
    assert (found["articles"], found["days"], found["may_lie_in_it"]) == (2, [{"day": "2022-11-25", "count": 1}], 1)
    assert [each["headline"] for each in found["listed_may_lie_in_it"]] == ["Gauge 2"]
    assert "December 2022 →" in texts(tree, "a")


def test_months_without_articles_are_shown_as_such(tmp_path: Path, room: Room) -> None:
    """Each year shows all its months, empty ones too; years on end without any article are one line."""
    path = tmp_path / f"{NAME}.db"
    fresh_archive(path, [page(1, published="2022-11-25"), page(2, published="1990-02"), page(3)])
    tree = parsed(room(path).get(f"{AT}/months"))
    assert texts(tree, "h2") == ["2022 1", "1991 to 2021 no articles", "1990 1"]
    cells = texts(tree, "li")
    assert "November 2022: Nov 1" in cells
    assert "December 2022: Dec 0" in cells
    assert [href for href in hrefs(tree) if "/month?" in href] == [f"{AT}/month?of=2022-11", f"{AT}/month?of=1990-02"]


def test_each_way_of_knowing_a_date_is_explained_and_shown(mixed: Any) -> None:  # noqa: ANN401  a room
    """The page of dates counts each basis, says what it means, and gives examples with their evidence."""
    tree = parsed(mixed.get(f"{AT}/dates"))
    assert {"From the page's own data 3, 60 %", "Inferred 1, 20 %", "Date unknown 1, 20 %"} <= set(texts(tree, "h2"))
    assert "25 November 2020 — inferred from “Nov.25”; year uncertain" in texts(tree, "p", "said")
    bases = mixed.get(f"{AT}/dates.json").json()["bases"]
    assert sum(each["count"] for each in bases) == 5
    assert all(each["meaning"] for each in bases)


def test_outlets_with_most_unknown_dates_are_named(tmp_path: Path, room: Room) -> None:
    """Where dates are unknown is told by outlet, beside how many articles it has."""
    path = tmp_path / f"{NAME}.db"
    fresh_archive(path, [page(1, outlet="Post"), page(2, outlet="Post", published="2022"), page(3)])
    found = room(path).get(f"{AT}/dates.json").json()["outlets_with_most_unknown"]
    assert found == [{"outlet": "Post", "unknown": 1, "articles": 2}]


def test_reading_room_does_not_tell_of_runs(mixed: Any) -> None:  # noqa: ANN401  a room
    """What was run, when and on how much is the owner's; rules and reasons are everybody's."""
    found = mixed.get(f"{AT}/runs.json").json()
    assert found["runs"] == []
    assert found["rules"]["extractors"] == [{"value": "cuttings/1", "count": 5, "label": None}]
    assert {pile["reason"] for pile in found["left_out"]} == {"listing", "sidecar"}
    assert "is not told in a reading room" in mixed.get(f"{AT}/runs").text


def test_front_page_says_where_the_archive_is_thin(mixed: Any) -> None:  # noqa: ANN401  a room
    """Gaps, single outlets, unknown facts and unstemmed languages stand on the front page, each with a way on."""
    tree = parsed(mixed.get("/"))
    said = dict(zip(texts(tree, "dt"), texts(tree, "dd"), strict=True))
    assert said["Months without articles"].startswith("16 of the 19 months between the first and the last have no")
    assert "December 2020 to February 2021" in said["Months without articles"]
    assert said["Outlets with one article"] == "2 of 2 outlets have one article here."
    assert said["Date unknown"] == "Of 1 article (20 %) it is not known when it was published."
    assert said["Author unknown"] == "Of 3 articles (60 %) it is not known who wrote it."
    assert {f"{AT}/dates?basis=unknown", f"{AT}/person?unstated=1", f"{AT}/outlets?sort=fewest"} <= set(hrefs(tree))


def test_front_page_leads_to_every_list(mixed: Any) -> None:  # noqa: ANN401  a room
    """From the front page every way into the archive is one step away."""
    ways = {"stories", "outlets", "people", "agencies", "tags", "months", "dates", "runs"}
    assert {f"{AT}/{name}" for name in ways} <= set(hrefs(parsed(mixed.get("/"))))


def test_bars_lead_to_their_months_without_script(mixed: Any) -> None:  # noqa: ANN401  a room
    """Each bar and each line of the figures leads to a month; none of the links stands inside the picture."""
    tree = parsed(mixed.get("/"))
    (drawing,) = [e for e in tree.iter("{http://www.w3.org/2000/svg}svg") if e.get("role") == "img"]
    assert not [e for e in drawing.iter() if e.tag.endswith("}a")]
    (bars,) = [e for e in tree.iter(f"{XHTML}ol") if e.get("class") == "bar-links"]
    (figures,) = list(tree.iter(f"{XHTML}table"))
    months = [f"{AT}/month?of={month}" for month in ("2020-11", "2021-03", "2022-05")]
    assert hrefs(bars) == hrefs(figures) == months
    assert {e.get("tabindex") for e in bars.iter(f"{XHTML}a")} == {"-1"}


def test_front_page_is_new_after_an_ingest(archive: Path, room: Room) -> None:
    """What came in while the room is open is counted on the next look, on every page."""
    opened = room(archive)
    before = [opened.get(f"{AT}/{name}.json").json() for name in ("home", "outlets", "months", "left-out")]
    refused = Rejection(source=Source(path="late"), outcome=Outcome.REJECTED, reason=Reason.EMPTY, detail="Empty.")
    fresh_archive(archive, [page(77, outlet="Late Post", published="2023-01"), refused])
    after = [opened.get(f"{AT}/{name}.json").json() for name in ("home", "outlets", "months", "left-out")]
    assert after[0]["articles"] == before[0]["articles"] + 1
    assert after[1]["total"] == before[1]["total"] + 1
    assert len(after[2]["months"]) == len(before[2]["months"]) + 1
    assert len(after[3]) == len(before[3]) + 1


def test_empty_archive_has_every_page(tmp_path: Path, room: Room) -> None:
    """An archive without articles shows empty lists, not errors."""
    path = tmp_path / f"{NAME}.db"
    fresh_archive(path)
    opened = room(path)
    for name in (name for name in PAGES if "=" not in name):
        assert opened.get(f"{AT}/{name}").status_code == opened.get(as_json(name)).status_code == 200, name


def test_renamed_outlet_says_what_its_pages_call_it(tmp_path: Path, room: Room) -> None:
    """An outlet that its owner gave a name says so, and the address of its old name leads there."""
    from archive.outlet_curation import OutletCurator  # noqa: PLC0415  this test alone
    from archive.store import open_store  # noqa: PLC0415

    path = tmp_path / f"{NAME}.db"
    fresh_archive(path, [page(1, outlet="VP"), page(2, outlet="Velmark Post")])
    with open_store(path) as store:
        OutletCurator(store, by="R. Oor").rename_outlet("VP", "Velmark Post", because="Its masthead.")
    opened = room(path)
    found = opened.get(f"{AT}/outlet.json?name=Velmark+Post").json()
    assert found["articles"] == 2
    assert found["printed_as"] == [{"called": "VP", "name": "Velmark Post", "by": "R. Oor", "because": "Its masthead."}]
    gone = opened.get(f"{AT}/outlet?name=VP")
    assert (gone.status_code, gone.headers["location"]) == (302, f"{AT}/outlet?name=Velmark+Post")


def test_chart_of_days_has_all_days_of_the_month() -> None:
    """February of a leap year has 29 bars, of which those with articles lead on."""
    chart = chart_of_days("2024-02", {29: 2, 1: 1}, lambda since: f"?{since}")
    assert chart is not None
    assert (chart.width, chart.peak.name, chart.bars[28].href, chart.bars[5].href) == (
        29,
        "29 February 2024",
        "?2024-02-29",
        None,
    )
    assert chart.summary.endswith("3 in all; most on 29 February 2024, 2.")
    assert chart_of_days("2024-02", {}) is None
