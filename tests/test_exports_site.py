"""The pages of the reading room, asked in this process."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import html5lib
import pytest

from schemas.article import Fact
from schemas.document import Block, BlockKind
from schemas.page import Source
from schemas.report import Outcome, Reason, Rejection

XHTML = "{http://www.w3.org/1999/xhtml}"

NAME = "press"

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


def fact(field: str, value: str | None, **changes: Any) -> Fact:  # noqa: ANN401  any field of a fact
    """Return a chosen fact of a made-up page."""
    given = {"raw": value or "", "rule": "meta", "basis": "structured", "place": "head", "chosen": True}
    return Fact(field=field, value=value, **{**given, **changes})


def block(kind: BlockKind, text: str, *, kept: bool = True, rule: str = "paragraph") -> Block:
    """Return a block of a made-up page."""
    return Block(kind=kind, text=text, place="body/main/p", rule=rule, kept=kept)


@pytest.fixture
def archive(tmp_path: Path, make_article: Callable[..., Any], fresh_archive: Callable[..., Any]) -> Path:
    """Make an archive with articles of several kinds, and inputs that gave none."""
    path = tmp_path / f"{NAME}.db"
    fresh_archive(path, [*_articles(make_article), *_rejections()])
    return path


def _articles(make_article: Callable[..., Any]) -> list[Any]:
    plain = make_article(
        url="https://courier.example/bridge",
        path="courier/bridge.html",
        headline="Bridge in Velmark to be mended",
        outlet="Velmark Courier",
        language="en",
        authors=["Ana Lind"],
        agency="Coastal Press",
        published="2021-03-02",
        captured="2021-04-01T08:00:00Z",
        standfirst="The ferry will carry cars until autumn.",
        tags=["bridges"],
    )
    copy = make_article(
        url="https://gazette.example/bridge",
        path="gazette/bridge.html",
        headline="Velmark bridge: repairs agreed",
        outlet="Harbour Gazette",
        language="en",
        published="2021-03-03",
    )
    arabic = make_article(
        text=["عقد مجلس مدينة فيلمارك اجتماعا يوم الاثنين."],
        url="https://mina.example/1",
        path="mina/1.html",
        headline="مجلس فيلمارك يناقش إصلاح الجسر",
        language="ar",
        published="2022-05-01",
    )
    return [plain, copy, arabic, _inferred(make_article), make_article(text="Nobody signed it.", path="dump/2.txt")]


def _inferred(make_article: Callable[..., Any]) -> Any:  # noqa: ANN401  an article
    from_words = {"raw": "Nov.25", "rule": "dump-dateline-year", "basis": "inferred", "place": "line 3"}
    return make_article(
        path="dump/1.txt",
        format="text",
        headline="Three years on, no bridge",
        blocks=[
            block(BlockKind.HEADLINE, "Three years on, no bridge", rule="headline"),
            block(BlockKind.DATELINE, "VELMARK, Nov.25", rule="dump-dateline"),
            block(BlockKind.PARAGRAPH, "The river is as wide as it was."),
            block(BlockKind.HEADING, "What was promised"),
            block(BlockKind.LIST_ITEM, "a bridge"),
            block(BlockKind.LIST_ITEM, "a ferry"),
            block(BlockKind.TABLE, "Year | Ferries\n2018 | 2"),
            block(BlockKind.FURNITURE, "Ten things to do this weekend", kept=False, rule="related"),
        ],
        facts=[
            fact("published", "2020-11-25", confidence=0.8, **from_words),
            fact("published_edtf", "?2020-11-25", **from_words),
            fact("published_earliest", "2020-11-25", **from_words),
            fact("published_latest", "2020-11-25", **from_words),
            fact("published", "2023-02-01", raw="updated 1 February 2023", chosen=False, confidence=0.3),
        ],
        asserted={"author": "Ilse Marek"},
    )


def _rejections() -> list[Rejection]:
    listing = "It lists 24 articles and has no text of its own. Ingest the articles that it links to."
    return [
        Rejection(
            source=Source(path="courier/index.html"),
            outcome=Outcome.REJECTED,
            reason=Reason.LISTING,
            detail=listing,
        ),
        Rejection(
            source=Source(path="facts.csv"),
            outcome=Outcome.SKIPPED,
            reason=Reason.SIDECAR,
            detail="Read as the spreadsheet of facts.",
        ),
    ]


def parsed(response: Any) -> Any:  # noqa: ANN401  a response of either HTTP library, a tree
    """Return the page as a browser reads it."""
    assert response.status_code == 200, response.text[:500]
    return html5lib.parse(response.text)


def texts(tree: Any, tag: str, name: str | None = None) -> list[str]:  # noqa: ANN401  a tree
    """Return the texts of the elements of a tag (and class), white space folded."""
    found = [e for e in tree.iter(f"{XHTML}{tag}") if name is None or name in (e.get("class") or "").split()]
    return [" ".join("".join(e.itertext()).split()) for e in found]


def hrefs(tree: Any) -> list[str]:  # noqa: ANN401  a tree
    """Return every address that a page links to."""
    return [e.get("href") for e in tree.iter(f"{XHTML}a") if e.get("href")]


def article_path(room: Any, headline: str) -> str:  # noqa: ANN401  the conftest's room
    """Return the path of the article with that headline."""
    found = room.get(f"/{NAME}/-/search.json").json()["articles"]
    return str(next(each["href"] for each in found if each["headline"] == headline))


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
    assert set(facets) == {"outlet", "year", "language"}
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


def test_article_page_reads_in_the_articles_language(archive: Path, room: Callable[..., Any]) -> None:
    """Title and text carry language and direction of the article."""
    opened = room(archive)
    tree = parsed(opened.get(article_path(opened, "مجلس فيلمارك يناقش إصلاح الجسر")))
    text = next(e for e in tree.iter(f"{XHTML}div") if e.get("class") == "text")
    title = next(tree.iter(f"{XHTML}h1"))
    assert (text.get("lang"), text.get("dir")) == (title.get("lang"), title.get("dir")) == ("ar", "rtl")


def test_article_page_says_how_its_date_is_known(archive: Path, room: Callable[..., Any]) -> None:
    """An inferred date names the words that it rests on and what is uncertain."""
    opened = room(archive)
    page = opened.get(article_path(opened, "Three years on, no bridge"))
    assert "25 November 2020 — inferred from “Nov.25”; year uncertain" in texts(parsed(page), "dd")


def test_article_page_shows_every_kept_block_once(archive: Path, room: Callable[..., Any]) -> None:
    """Paragraphs, headings, lists and tables are set as what they are; furniture only among what was left out."""
    opened = room(archive)
    tree = parsed(opened.get(article_path(opened, "Three years on, no bridge")))
    text = next(e for e in tree.iter(f"{XHTML}div") if e.get("class") == "text")
    assert texts(text, "p") == ["VELMARK, Nov.25", "The river is as wide as it was."]
    assert texts(text, "h2") == ["What was promised"]
    assert texts(text, "li") == ["a bridge", "a ferry"]
    assert texts(text, "td") == ["Year", "Ferries", "2018", "2"]
    assert texts(tree, "p", "dropped-text") == ["Ten things to do this weekend"]
    assert texts(tree, "h1") == ["Three years on, no bridge"]


def test_facts_say_who_says_so(archive: Path, room: Callable[..., Any]) -> None:
    """Each fact shows words, rule and place; the other candidates stand beside it; assertions are marked."""
    opened = room(archive)
    tree = parsed(opened.get(article_path(opened, "Three years on, no bridge")))
    facts = next(e for e in tree.iter(f"{XHTML}dl") if e.get("class") == "facts")
    said = " ".join("".join(facts.itertext()).split())
    assert "Nov.25" in texts(facts, "q")
    assert "dump-dateline-year" in said
    assert "line 3" in said
    assert "EDTF?2020-11-25" in said.replace("EDTF ", "EDTF")
    assert "1 other candidate" in said
    assert "1 February 2023" in said
    assert "Asserted by sidecar" in said
    assert "Ilse Marek" in said


def test_words_searched_for_are_marked_in_the_article(archive: Path, room: Callable[..., Any]) -> None:
    """A query carried into the article marks its words there, and leads back to the result."""
    opened = room(archive)
    found = parsed(opened.get(f"/{NAME}/-/search?q=bridge"))
    tree = parsed(opened.get(next(href for href in hrefs(found) if "/-/article/" in href)))
    assert {text.casefold() for text in texts(tree, "mark")} == {"bridge"}
    assert f"/{NAME}/-/search?q=bridge" in hrefs(tree)


def test_neighbours_walk_the_result(archive: Path, room: Callable[..., Any]) -> None:
    """Next and previous lead through the result in its order."""
    opened = room(archive)
    hits = opened.get(f"/{NAME}/-/search.json?q=bridge").json()["articles"]
    path = f"/{NAME}/-/article/{hits[1]['id']}?q=bridge&at=2"
    found = {e.get("rel"): e.get("href") for e in parsed(opened.get(path)).iter(f"{XHTML}a") if e.get("rel")}
    assert found["prev"] == f"/{NAME}/-/article/{hits[0]['id']}?q=bridge&at=1"
    assert found["next"] == f"/{NAME}/-/article/{hits[2]['id']}?q=bridge&at=3"


@pytest.mark.parametrize("place", ["0", "-3", "99", "abc", "1e9", "9" * 50])
def test_a_place_outside_the_result_shows_the_article_alone(
    place: str, archive: Path, room: Callable[..., Any]
) -> None:
    """A place that the result does not have is no error."""
    opened = room(archive)
    page = opened.get(article_path(opened, "Bridge in Velmark to be mended") + f"?q=bridge&at={place}")
    assert page.status_code == 200
    assert "Back to the result" not in page.text


def test_place_that_another_article_holds_is_not_claimed(archive: Path, room: Callable[..., Any]) -> None:
    """An article opened under another one's place in a result shows no neighbours."""
    opened = room(archive)
    hits = opened.get(f"/{NAME}/-/search.json?q=bridge").json()["articles"]
    assert "Back to the result" not in opened.get(f"/{NAME}/-/article/{hits[0]['id']}?q=bridge&at=2").text
    assert "Back to the result" in opened.get(f"/{NAME}/-/article/{hits[0]['id']}?q=bridge&at=1").text


def test_related_articles_say_how_and_why(archive: Path, room: Callable[..., Any]) -> None:
    """A copy at another address is listed with its kind and the evidence."""
    opened = room(archive)
    tree = parsed(opened.get(article_path(opened, "Bridge in Velmark to be mended")))
    assert texts(tree, "p", "kind") == ["Same text at another address"]
    assert texts(tree, "p", "relative-title") == ["Velmark bridge: repairs agreed"]
    assert any(text.startswith("Equal text of") for text in texts(tree, "p"))


def test_citation_names_article_archive_and_hashes(archive: Path, room: Callable[..., Any]) -> None:
    """The citation is complete, and its address says later whether the text is still the same."""
    opened = room(archive)
    path = article_path(opened, "Bridge in Velmark to be mended")
    record = opened.get(f"{path}.json").json()["article"]
    citation = texts(parsed(opened.get(path)), "p", "citation")[0]
    for part in ("Ana Lind.", "“Bridge in Velmark to be mended”", "Velmark Courier.", "2 March 2021.", record["id"]):
        assert part in citation
    assert record["text_sha256"] in citation
    assert record["received_sha256"] in citation
    assert "This is the text that was cited" in opened.get(f"{path}?text={record['text_sha256']}").text
    assert "This is not the text that was cited" in opened.get(f"{path}?text={'0' * 64}").text


def test_received_file_comes_as_an_attachment(archive: Path, room: Callable[..., Any]) -> None:
    """The received bytes are sent unchanged, never as a page."""
    import hashlib  # noqa: PLC0415  this test alone

    opened = room(archive)
    record = opened.get(article_path(opened, "Bridge in Velmark to be mended") + ".json").json()["article"]
    response = opened.get(f"/{NAME}/-/received/{record['received_sha256']}")
    assert hashlib.sha256(response.content).hexdigest() == record["received_sha256"]
    assert response.headers["content-disposition"].startswith("attachment; filename=")
    assert response.headers["content-type"] == "application/octet-stream"
    assert response.headers["x-content-type-options"] == "nosniff"
    assert response.headers["content-security-policy"].startswith("sandbox;")


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

    monkeypatch.setattr("exports.site.pages.search.search", broken)
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


def test_title_in_the_metadata_names_the_archive(archive: Path) -> None:
    """The owner's title stands on every page instead of the file's name."""
    import asyncio  # noqa: PLC0415  this test alone

    from datasette.app import Datasette  # noqa: PLC0415

    datasette = Datasette(files=[str(archive)], metadata={"databases": {NAME: {"title": "Papers of the Velm"}}})
    response = asyncio.run(datasette.client.get(f"/{NAME}/-/search"))
    assert "Papers of the Velm" in response.text
    for database in datasette.databases.values():
        database.close()


def test_long_results_come_in_pages(
    tmp_path: Path, make_article: Callable[..., Any], fresh_archive: Callable[..., Any], room: Callable[..., Any]
) -> None:
    """Long results come in pages, the last of which ends the walk."""
    path = tmp_path / f"{NAME}.db"
    fresh_archive(path, [make_article(text=f"Note {n}.", headline=f"Note {n}") for n in range(45)])
    opened = room(path)
    seen = []
    for page in (1, 2, 3):
        tree = parsed(opened.get(f"/{NAME}/-/search?q=note&page={page}"))
        seen += texts(tree, "h2")[:-1]
        following = [e.get("href") for e in tree.iter(f"{XHTML}a") if e.get("rel") == "next"]
        assert following == ([f"/{NAME}/-/search?q=note&page={page + 1}"] if page < 3 else [])
    assert len(set(seen)) == 45
    assert "The result ends before page 9." in opened.get(f"/{NAME}/-/search?q=note&page=9").text


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
