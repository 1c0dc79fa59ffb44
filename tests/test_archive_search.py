"""Finding: any string is a query, letters of any script are brought together, what is found is shown."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archive import reader
from archive.facets import ADDING_UP, FACETS
from archive.query import MOST_TERMS, parse_query
from archive.search import search
from archive.snippets import WIDTH, mark
from archive.words import index_words, stems_of
from schemas.view import Filters, Segment

Make = Callable[..., Any]

PAGES: tuple[dict[str, Any], ...] = (
    {
        "headline": "Bridge of Velmark closed",
        "text": "The river bridge is closed.\n\nFerries carry the cars, Mary O’Brien of the harbour office said.",
        "outlet": "Velmark Post",
        "language": "en",
        "published": "2022-11-25",
        "authors": ["Ann Writer"],
        "agency": "VNA",
        "tags": ["traffic"],
    },
    {
        "headline": "Ferry timetable",
        "text": "Ferries run from six. "
        + "The harbour office answers by telephone. " * 12
        + "The bridge stays closed.",
        "outlet": "Velmark Post",
        "language": "en",
        "published": "2021",
    },
    {"headline": "Göyçəli yolu", "text": "Göyçəli kəndində yeni yol açıldı.", "language": "az", "published": "2022-01"},
    {"headline": "The road to Goyceli", "text": "A new road was opened at Goyceli.", "outlet": "Kurier"},
    {"text": "Мост через реку закрыт. Жители города ждут. Её починят.", "language": "ru", "outlet": "Вести"},
    {"text": "A course on C++ in covid-19 times, in the U.S. and the U.K.", "language": "en"},
    {"text": "It was 5 °C by the lake, Mr. C. Lark wrote.", "language": "en"},
    {"text": "橋は閉鎖された。東京都の発表。", "language": "ja"},
    {"text": "أُغلق الجسر في المدينة", "language": "ar"},
)

AWKWARD = (
    '"',
    '""',
    "'",
    "covid-19",
    "C++",
    "O'Brien",
    "U.S.",
    "",
    " ",
    "\x00",
    "a\x00b",
    "😀",
    "x" * 10_000,
    "bridge " * 2_000,
    '"' * 999,
    "(" * 500,
    "-" * 300,
    "*",
    "-*",
    "^bridge",
    "bridge*",
    '"bridge*',
    "NEAR(bridge ferry, 2)",
    "headline:",
    "headline:headline:x",
    "nocolumn:bridge",
    "{body} : bridge",
    "bridge AND",
    "OR OR",
    "NOT",
    "NOT NOT bridge",
    "-bridge -ferry",
    "bridge + ferry",
    "'; DROP TABLE article; --",
    "\ud800",
    "%s %d",
    "bridge\\",
    "\u202ebridge",
    "<script>",
    "½ ﬁ ﷺ",
)


@pytest.fixture(scope="module")
def conn(
    tmp_path_factory: pytest.TempPathFactory, make_article: Make, fresh_archive: Make
) -> Iterator[sqlite3.Connection]:
    """Give an archive of the pages above, in their order."""
    path = tmp_path_factory.mktemp("search") / "a.db"
    fresh_archive(path, [make_article(url=f"https://p.example/{number}", **page) for number, page in enumerate(PAGES)])
    with closing(reader.open_reader(path)) as conn:
        yield conn


def found(conn: sqlite3.Connection, query: str, **options: Any) -> list[int]:  # noqa: ANN401  the options of search
    """Return the numbers of the pages found, in the order of the result."""
    hits = search(conn, query, **options).hits
    return [int(str(hit.article.accession).removeprefix("A-")) - 1 for hit in hits]


@pytest.mark.parametrize(
    ("query", "pages"),
    [
        ("bridge", {0, 1}),
        ("BRIDGE", {0, 1}),
        ("bridges", {0, 1}),
        ("(bridges),", {0, 1}),
        ("bridge closed", {0, 1}),
        ('"river bridge"', {0}),
        ('"bridge river"', set()),
        ("\u201criver bridge\u201d", {0}),
        ("headline:bridge", {0}),
        ("title:bridge", {0}),
        ("outlet:post", {0, 1}),
        ('outlet:"Velmark Post" -bridge', set()),
        ("author:writer", {0}),
        ("author:VNA", {0}),
        ("author:bridge", set()),
        ("bridge -river", {1}),
        ("bridge NOT river", {1}),
        ("river OR timetable", {0, 1}),
        ("closed river OR timetable", {0, 1}),
        ("timeta*", {1}),
        ("timeta", set()),
        ("GÖYÇƏLİ", {2, 3}),
        ("goyceli", {2, 3}),
        ("Göyçəli", {2, 3}),
        ("город", {4}),
        ("ее", {4}),
        ("C++", {5}),
        ("c++ covid-19", {5}),
        ("covid-19", {5}),
        ("U.S.", {5}),
        ("c", {6}),
        ("O'Brien", {0}),
        ("O\u2019BRIEN", {0}),
        ("traffic", {0}),
        ("橋", {7}),
        ("東京", {7}),
        ("京東", set()),
        ("اغلق", {8}),
        ("-bridge", {2, 3, 4, 5, 6, 7, 8}),
        ("", set(range(9))),
        ("  ", set(range(9))),
        ("!!!", set()),
        ("😀", set()),
    ],
)
def test_a_query_finds(conn: sqlite3.Connection, query: str, pages: set[int]) -> None:
    """Words, phrases, columns, exclusions, alternatives, beginnings; spelling variants of a name find each other."""
    assert set(found(conn, query)) == pages


@pytest.mark.parametrize("query", AWKWARD, ids=lambda query: ascii(query[:20]))
@pytest.mark.parametrize("order", ["relevance", "newest", "oldest"])
def test_awkward_strings_are_queries(conn: sqlite3.Connection, query: str, order: Any) -> None:  # noqa: ANN401  a literal
    """No string is an error; the page says what was asked, and counts what it lists."""
    page = search(conn, query, order=order)
    assert page.query == query
    assert len(page.hits) == min(page.total, page.limit)


@settings(max_examples=300, deadline=None)
@given(
    query=st.text(max_size=80)
    | st.lists(
        st.sampled_from(
            [
                "bridge",
                '"',
                "-",
                "OR",
                "NOT",
                "*",
                "headline:",
                "c++",
                "(",
                ")",
                " ",
                "\x00",
                "ə",
                "'",
                "^",
                "東",
                "\ud800",
            ]
        ),
        max_size=14,
    ).map("".join)
)
def test_search_never_raises(conn: sqlite3.Connection, query: str) -> None:
    """Whatever is typed, there is an answer: facets agree with the total, snippets are the articles' words."""
    page = search(conn, query)
    for name in ADDING_UP:
        assert sum(value.count for value in page.facets[name]) == page.total
    for hit in page.hits:
        shown = "".join(segment.text for segment in hit.snippet).removeprefix("… ").removesuffix(" …")
        assert shown in hit.article.text.replace("\n", " ")


@settings(max_examples=200, deadline=None)
@given(text=st.text(max_size=120), query=st.text(max_size=30))
def test_marked_pieces_join_to_the_text(text: str, query: str) -> None:
    """Marking changes no character and leaves no empty piece."""
    pieces = mark(text, parse_query(query))
    assert "".join(piece.text for piece in pieces) == text
    assert all(piece.text for piece in pieces)


@settings(max_examples=200, deadline=None)
@given(text=st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs")), min_size=1, max_size=60))
def test_what_is_found_is_marked(text: str) -> None:
    """Every word of a text, asked for on its own, is marked in it."""
    for word in index_words(text):
        assert any(piece.hit for piece in mark(text, parse_query(f'"{word}"'))), word


@pytest.mark.parametrize(
    ("text", "query", "marked"),
    [
        ("Göyçəli, GÖYÇƏLİ; Goyceli.", "goyceli", ["Göyçəli", "GÖYÇƏLİ", "Goyceli"]),
        ("Mary O’Brien said", "o'brien", ["O’Brien"]),
        ("in the U.S. today", "U.S.", ["U.S"]),
        ("C, C++ and C#", "c++", ["C++"]),
        ("The bridges of the bridge", '"the bridge"', ["the bridge"]),
        ("bridge bridges bridgehead", "bridge*", ["bridge", "bridges", "bridgehead"]),
        ("a e\u0301tude a\u0300 Paris", "étude", ["e\u0301tude"]),
        ("soft\u00adhyphen here", "softhyphen", ["soft\u00adhyphen"]),
        ("東京都の橋", "京都", ["京都"]),
        ("Brand\u2122 \u21165", "brand no5", ["Brand", "\u21165"]),
        ("nothing here", "-nothing", []),
        ("the headline only", "headline:headline", []),
    ],
)
def test_hits_are_marked_in_the_text_as_shown(text: str, query: str, marked: list[str]) -> None:
    """Folding is for comparing only: what is marked are the letters of the page."""
    assert [piece.text for piece in mark(text, parse_query(query)) if piece.hit] == marked


def test_other_forms_of_a_word_are_marked_in_its_language() -> None:
    """With the language known, forms of the same stem are marked as they were found."""
    assert [
        piece.text for piece in mark("Bridges and a bridge", parse_query("bridge"), language="en") if piece.hit
    ] == [
        "Bridges",
        "bridge",
    ]
    assert stems_of("closed bridges", "en") == "close bridg"
    assert stems_of("Göyçəli yolu", "az") == ""


def test_the_headline_counts_most(conn: sqlite3.Connection) -> None:
    """An article with the word in its headline stands before one that only mentions it."""
    assert found(conn, "bridge") == [0, 1]
    assert found(conn, "ferries timetable OR bridge")[0] == 1


def test_in_an_archive_of_one_event_its_words_still_rank(
    tmp_path: Path, make_article: Make, fresh_archive: Make
) -> None:
    """Where every article names the dam, the one with all the words in its headline stands first, not a rarer form."""
    path = tmp_path / "a.db"
    filler = "The Orlu dam and its failure were told of again. " * 12
    pages = [make_article(url=f"https://q.example/{n}", headline=f"Notice {n}", text=filler) for n in range(12)]
    pages += [make_article(url="https://q.example/fails", headline="Bill fails", text=f"It fails again. {filler}")]
    pages += [make_article(url="https://q.example/dam", headline="Inquiry into the Orlu dam failure", text=filler * 2)]
    fresh_archive(path, pages)
    with closing(reader.open_reader(path)) as conn:
        assert search(conn, "dam failure").hits[0].article.accession == "A-0014"
        assert search(conn, "dam failure -notice").hits[0].article.accession == "A-0014"
        assert search(conn, "headline:dam orlu").hits[0].article.accession == "A-0014"
        assert search(conn, "outlet:nobody dam").total == 0


def test_a_scrap_of_text_does_not_come_first(tmp_path: Path, make_article: Make, fresh_archive: Make) -> None:
    """A dozen words with the word asked for do not beat an article about it."""
    path = tmp_path / "a.db"
    about = (
        "The harbour was dredged again. The harbour office says the harbour is deep enough. " + "Work goes on. " * 40
    )
    pages = [make_article(url="https://p.example/1", text="At the harbour.")]
    pages += [make_article(url="https://p.example/2", text=about)]
    pages += [make_article(url=f"https://q.example/{n}", text=f"Notice {n} of the council on rye.") for n in range(20)]
    fresh_archive(path, pages)
    with closing(reader.open_reader(path)) as conn:
        assert [hit.article.accession for hit in search(conn, "harbour").hits] == ["A-0002", "A-0001"]


def test_snippets_show_where_the_words_stand(conn: sqlite3.Connection) -> None:
    """A hit far into the text is shown in its surroundings, cut at words, with dots where something is left out."""
    [hit] = search(conn, "timetable stays").hits
    shown = "".join(segment.text for segment in hit.snippet)
    assert shown.startswith("… ")
    assert shown.endswith("The bridge stays closed.")
    assert Segment(text="stays", hit=True) in hit.snippet
    assert len(shown) < WIDTH + 10
    assert hit.title == (Segment(text="Ferry ", hit=False), Segment(text="timetable", hit=True))


def test_orders_go_by_the_bounds(conn: sqlite3.Connection) -> None:
    """Newest and oldest first; articles without a date stand last either way."""
    assert found(conn, "", order="newest")[:3] == [0, 1, 2] or found(conn, "", order="newest")[:3] == [0, 2, 1]
    assert found(conn, "", order="oldest")[:3] == [1, 2, 0]
    assert search(conn, "").order == "newest"
    assert search(conn, "bridge").order == "relevance"


def test_filters_and_facets_agree(conn: sqlite3.Connection) -> None:
    """Facets count what query and filters leave, and choosing a value finds as many as it says."""
    page = search(conn, "bridge OR road OR yol", Filters(date_from="2022"))
    assert page.total == 2
    everything = search(conn, "")
    for value in everything.facets["outlet"]:
        if value.value is not None:
            assert search(conn, "", Filters(outlet=value.value)).total == value.count
    for value in everything.facets["year"]:
        if value.value is not None:
            assert search(conn, "", Filters(date_from=value.value, date_to=value.value)).total == value.count
    assert set(everything.facets) == set(FACETS)


def test_pages_of_a_result_do_not_overlap(conn: sqlite3.Connection) -> None:
    """Page by page, every article is listed once; outside the result there is nothing."""
    seen = [number for offset in range(0, 12, 2) for number in found(conn, "", limit=2, offset=offset)]
    assert sorted(seen) == list(range(9))
    assert found(conn, "", limit=0) == []
    assert found(conn, "", limit=-5, offset=-5) == []
    assert found(conn, "", offset=10**6) == []


def test_very_long_queries_are_cut() -> None:
    """Only so many terms are read."""
    assert len(parse_query("word " * 5000).groups) == MOST_TERMS


def test_a_changed_card_is_found_by_its_new_words_only(tmp_path: Path, make_article: Make, fresh_archive: Make) -> None:
    """The index follows a correction."""
    path = tmp_path / "a.db"
    fresh_archive(path, [make_article(url="https://p.example/1", headline="Bridge shut", text="Nothing of it.")])
    fresh_archive(
        path,
        [
            make_article(
                url="https://p.example/1",
                headline="Bridge shut",
                text="Nothing of it.",
                asserted={"headline": "Viaduct shut"},
            )
        ],
    )
    with closing(reader.open_reader(path)) as conn:
        assert search(conn, "viaduct").total == 1
        assert search(conn, "bridge").total == 0
