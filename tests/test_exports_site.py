"""The pages of the reading room, asked in this process."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import html5lib
import pytest
from reading_room import NAME, XHTML, hrefs, mixed_archive, parsed, texts


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    """Make an archive with articles of several kinds, and inputs that gave none."""
    return mixed_archive(tmp_path)


AWKWARD = (
    "",
    " ",
    '"',
    '""',
    "'",
    "covid-19",
    "C++",
    "O'Brien",
    "U.S.",
    "a OR",
    "OR",
    "AND NOT",
    "NEAR(a b)",
    "headline:",
    "headline:(",
    "author:x OR",
    "-",
    "--",
    "-bridge",
    "*",
    "bridge*",
    "^bridge",
    "(",
    ")",
    "{a b}: c",
    "\x00",
    "bridge\x00ferry",
    "😀",
    "%",
    "\\",
    ";drop table article",
    "<script>alert(1)</script>",
    "ı ə ё",
    "بلدية",
    "維爾馬克",
    "\ud7ff\ufffd",
    "a" * 10_000,
    '"' * 999,
    "word " * 2_000,
)


def test_front_page_says_what_is_in_the_archive(archive: Path, room: Callable[..., Any]) -> None:
    """The front page counts articles, outlets and languages, and says over which span."""
    tree = parsed(room(archive).get("/"))
    assert texts(tree, "p", "lead") == [
        "5 articles from 2 outlets in English and Arabic, published between 25 November 2020 and 1 May 2022."
    ]
    assert texts(tree, "h1") == ["Press"]
    assert {
        "Over time",
        "Outlets",
        "Languages",
        "How the dates are known",
        "What did not get in",
        "How to cite",
    } <= set(texts(tree, "h2"))


def test_front_page_counts_what_did_not_get_in_and_leads_there(archive: Path, room: Callable[..., Any]) -> None:
    """The front page names the reasons why inputs gave no article, and links to the list."""
    opened = room(archive)
    tree = parsed(opened.get("/"))
    assert "A list of articles, not an article1" in texts(tree, "li")
    assert f"/{NAME}/-/left-out" in hrefs(tree)
    listing = parsed(opened.get(f"/{NAME}/-/left-out"))
    assert "courier/index.html" in texts(listing, "p", "locator")
    assert any(text.startswith("It lists 24 articles") for text in texts(listing, "p"))
    assert texts(listing, "h2") == ["Gave no article", "Passed over on purpose"]


def test_chart_has_a_text_alternative_and_a_table(archive: Path, room: Callable[..., Any]) -> None:
    """Whoever does not see the bars reads the same figures."""
    page = room(archive).get("/")
    assert 'role="img" aria-label="Articles by month, November 2020 to May 2022: 4 in all; most in March 2021, 2."' in (
        page.text
    )
    assert "March 2021" in texts(parsed(page), "th")


def test_empty_archive_says_how_to_fill_it(
    tmp_path: Path, fresh_archive: Callable[..., Any], room: Callable[..., Any]
) -> None:
    """An archive without articles gives a page with the next command, not an error."""
    path = tmp_path / "new.db"
    fresh_archive(path)
    assert "cuttings ingest ARCHIVE FOLDER" in room(path).get("/").text


@pytest.mark.parametrize("query", AWKWARD, ids=range(len(AWKWARD)))
def test_every_string_gets_an_answer(query: str, archive: Path, room: Callable[..., Any]) -> None:
    """Whatever a reader types, search answers 200 as a page and as JSON."""
    from urllib.parse import quote  # noqa: PLC0415  this test alone

    opened = room(archive)
    asked = quote(query, errors="replace")
    assert opened.get(f"/{NAME}/-/search?q={asked}").status_code == 200
    assert opened.get(f"/{NAME}/-/search.json?q={asked}").json()["query"] == query


@pytest.mark.parametrize(
    "parameters",
    ["page=0", "page=-1", "page=abc", "page=9999999999999", "page=٣", "from=yesterday&to=2021-13", "sort=x", "q=a&q=b"],
)
def test_odd_parameters_get_an_answer(parameters: str, archive: Path, room: Callable[..., Any]) -> None:
    """Parameters that mean nothing are dropped, not fatal."""
    assert room(archive).get(f"/{NAME}/-/search?{parameters}").status_code == 200


def test_bytes_that_are_no_utf8_get_an_answer(archive: Path, room: Callable[..., Any]) -> None:
    """A query in broken UTF-8 is answered."""
    assert room(archive).get(f"/{NAME}/-/search?q=%ff%fe%80").status_code == 200


def test_search_marks_the_words_found(archive: Path, room: Callable[..., Any]) -> None:
    """Hits stand in mark elements, in title and snippet."""
    tree = parsed(room(archive).get(f"/{NAME}/-/search?q=bridge"))
    marked = {text.casefold() for text in texts(tree, "mark")}
    assert marked == {"bridge"}
    assert texts(tree, "h1") == ["3 articles for “bridge”"]


def test_facets_narrow_and_their_totals_agree(archive: Path, room: Callable[..., Any]) -> None:
    """Each facet value links to a result of as many articles as it counts."""
    opened = room(archive)
    facets = opened.get(f"/{NAME}/-/search.json").json()["facets"]
    assert {"outlet", "year", "language"} <= set(facets)
    for outlet in ("Velmark Courier", "Harbour Gazette"):
        counted = next(each["count"] for each in facets["outlet"] if each["value"] == outlet)
        assert opened.get(f"/{NAME}/-/search.json?outlet={outlet.replace(' ', '+')}").json()["total"] == counted
    counted = next(each["count"] for each in facets["year"] if each["value"] == "2021")
    assert opened.get(f"/{NAME}/-/search.json?from=2021&to=2021").json()["total"] == counted == 2


def test_active_filters_can_be_removed(archive: Path, room: Callable[..., Any]) -> None:
    """Each active filter is a link to the result without it; the words stay."""
    tree = parsed(room(archive).get(f"/{NAME}/-/search?q=bridge&outlet=Velmark+Courier&from=2021&to=2021"))
    chips = [e for e in tree.iter(f"{XHTML}ul") if e.get("class") == "chips"]
    assert hrefs(chips[0]) == [
        f"/{NAME}/-/search?q=bridge&from=2021&to=2021",
        f"/{NAME}/-/search?q=bridge&outlet=Velmark+Courier",
        f"/{NAME}/-/search?q=bridge",
    ]


def test_date_that_is_none_is_named(archive: Path, room: Callable[..., Any]) -> None:
    """A date that cannot be read is said, and how to write one."""
    page = room(archive).get(f"/{NAME}/-/search?from=last+week")
    assert "“last week” is not a date: write 2022, 2022-11 or 2022-11-25." in page.text


def test_empty_result_helps_on(archive: Path, room: Callable[..., Any]) -> None:
    """A search without hits says what else to try."""
    tree = parsed(room(archive).get(f"/{NAME}/-/search?q=zzzz"))
    assert texts(tree, "h1") == ["No article for “zzzz”"]
    assert any("fewer words" in text for text in texts(tree, "li"))


@pytest.mark.parametrize(
    "path",
    [
        "/nothing/-/home",
        "/nothing/-/search",
        f"/{NAME}/-/article/nothing",
        f"/{NAME}/-/article/%00",
        f"/{NAME}/-/received/{'0' * 64}",
        f"/{NAME}/-/received/..%2F..%2Fetc%2Fpasswd",
    ],
)
def test_what_is_not_there_is_a_404_with_a_way_on(path: str, archive: Path, room: Callable[..., Any]) -> None:
    """Unknown archives, articles and files answer 404 with a sentence and a link."""
    response = room(archive).get(path)
    assert response.status_code == 404
    assert hrefs(html5lib.parse(response.text))


@pytest.mark.parametrize("page", ["/", f"/{NAME}/-/home", f"/{NAME}/-/search?q=x", f"/{NAME}/-/left-out"])
def test_pages_can_only_be_read(page: str, archive: Path, room: Callable[..., Any]) -> None:
    """A request that would send something in is refused, and told what is possible."""
    response = room(archive).ask("POST", page)
    assert (response.status_code, response.headers["allow"]) == (405, "GET, HEAD")


def test_accession_number_and_id_name_the_same_article(archive: Path, room: Callable[..., Any]) -> None:
    """Articles answer to their accession number as to their id."""
    opened = room(archive)
    record = opened.get(f"/{NAME}/-/article/A-0001.json").json()["article"]
    assert opened.get(f"/{NAME}/-/article/{record['id']}.json").json()["article"] == record


def test_several_archives_share_a_room(
    archive: Path,
    tmp_path: Path,
    make_article: Callable[..., Any],
    fresh_archive: Callable[..., Any],
    room: Callable[..., Any],
) -> None:
    """With several archives the front page lists them, each with a front page of its own."""
    second = tmp_path / "harbour-news.db"
    fresh_archive(second, [make_article(headline="Ferry late", language="en")])
    opened = room(archive, second)
    tree = parsed(opened.get("/"))
    assert texts(tree, "h2") == ["Press", "Harbour news"]
    assert {f"/{NAME}/-/home", "/harbour-news/-/home"} <= set(hrefs(tree))
    assert texts(parsed(opened.get("/harbour-news/-/home")), "h1") == ["Harbour news"]


def test_prefix_of_a_proxy_is_respected(archive: Path, room: Callable[..., Any]) -> None:
    """Behind a proxy's prefix every link of our pages stays under it."""
    opened = room(archive, base_url="/papers/")
    for path in ("/", f"/{NAME}/-/home", f"/{NAME}/-/search?q=bridge", f"/{NAME}/-/left-out"):
        tree = parsed(opened.get(path))
        inner = [href for href in hrefs(tree) if not href.startswith(("http", "#"))]
        assert inner
        assert all(href.startswith("/papers/") for href in inner), path
        sheets = [e.get("href") for e in tree.iter(f"{XHTML}link") if e.get("rel") == "stylesheet"]
        assert all(sheet.startswith("/papers/-/static-plugins/cuttings/room.css") for sheet in sheets)
    sheet = opened.get("/-/static-plugins/cuttings/room.css")
    assert sheet.status_code == 200


def test_json_twins_hold_what_the_pages_show(archive: Path, room: Callable[..., Any]) -> None:
    """Front page, search, article and the list of what was left out are there for scripts."""
    opened = room(archive)
    assert opened.get(f"/{NAME}/-/home.json").json()["articles"] == 5
    found = opened.get(f"/{NAME}/-/search.json?q=ferry").json()
    assert found["total"] == 3
    assert "text" not in found["articles"][0]
    held = opened.get(f"/{NAME}/-/article/A-0001.json").json()
    assert set(held) == {"article", "facts", "captures", "relations", "blocks"}
    assert {each["reason"] for each in opened.get(f"/{NAME}/-/left-out.json").json()} == {"listing", "sidecar"}


def test_fault_inside_is_a_page_without_its_inside(
    archive: Path, room: Callable[..., Any], monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """When our own code fails, the reader gets a sentence and status 500; the log gets the rest."""

    def broken(*_: object, **__: object) -> None:
        message = "secret inside"
        raise RuntimeError(message)

    monkeypatch.setattr("exports.site.pages.search_files.search", broken)
    opened = room(archive)
    for path in (f"/{NAME}/-/search?q=x", f"/{NAME}/-/search.json?q=x"):
        response = opened.get(path)
        assert response.status_code == 500
        assert "secret inside" not in response.text
        assert "Something went wrong here." in response.text
    assert "secret inside" in caplog.text


def test_format_may_be_asked_for_as_a_parameter(archive: Path, room: Callable[..., Any]) -> None:
    """`_format=json` gives the same as the path with `.json`."""
    opened = room(archive)
    asked = opened.get(f"/{NAME}/-/search?q=ferry&_format=json").json()
    assert asked == opened.get(f"/{NAME}/-/search.json?q=ferry").json()


def test_long_results_come_in_pages(
    tmp_path: Path, make_article: Callable[..., Any], fresh_archive: Callable[..., Any], room: Callable[..., Any]
) -> None:
    """Long results come in pages, the last of which ends the walk."""
    path = tmp_path / f"{NAME}.db"
    fresh_archive(path, [make_article(text=f"Note {n}.", headline=f"Note {n}") for n in range(45)])
    opened = room(path)
    address, pages = f"/{NAME}/-/search?q=note", []
    while address:
        tree = parsed(opened.get(address))
        pages.append((address, [title for title in texts(tree, "h2") if title.startswith("Note")]))
        links = {e.get("rel"): e.get("href") for e in tree.iter(f"{XHTML}a")}
        if len(pages) > 1:  # the way back leads to what was there before
            before = parsed(opened.get(links["prev"]))
            assert [title for title in texts(before, "h2") if title.startswith("Note")] == pages[-2][1]
        address = links.get("next")
    assert [len(titles) for _, titles in pages] == [20, 20, 5]
    assert len({title for _, titles in pages for title in titles}) == 45
    assert opened.get(f"/{NAME}/-/search?q=note&page=3").text.count('<li class="entry">') == 5
    assert "The result ends before this page." in opened.get(f"/{NAME}/-/search?q=note&page=9").text


@pytest.mark.parametrize("query", ["KƏLBƏCƏR", "Kəlbəcər", "Kelbecer", "kelb*"])
def test_letter_forms_make_no_difference(
    query: str,
    tmp_path: Path,
    make_article: Callable[..., Any],
    fresh_archive: Callable[..., Any],
    room: Callable[..., Any],
) -> None:
    """A name is found in other letters and marked as it is printed."""
    from urllib.parse import quote  # noqa: PLC0415  this test alone

    path = tmp_path / f"{NAME}.db"
    fresh_archive(path, [make_article(text="Kəlbəcər yolunda işlər başladı.", language="az")])
    tree = parsed(room(path).get(f"/{NAME}/-/search?q={quote(query)}"))
    assert set(texts(tree, "mark")) == {"Kəlbəcər"}
