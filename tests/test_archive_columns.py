"""Columns in memory say what the tables say, whatever happened; what is found by them is what SQL finds."""

from contextlib import closing
from pathlib import Path

import pytest
from builders import fresh_archive, make_article
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from archive import reader
from archive.column_blocks import NAMED, pack_block, read_block, unpack_block
from archive.column_pass import keep_columns
from archive.columns import columns_of
from archive.curation import Curator
from archive.query import least_letters, parse_query, tamed
from archive.search import Order, around, search
from archive.store import open_store
from archive.story_pass import keep_stories
from schemas.errors import DamagedArchive
from schemas.view import Filters

WIRE = "The old bridge of Velmark was closed on Monday after cracks were found in two of its piers, the council said."
OUTLETS, LANGUAGES, AGENCIES = ("Courier", "Gazette", None), ("en", "de", None), ("Coastal Press", None)


def _articles(count: int = 60) -> list[object]:
    found = []
    for n in range(count):
        is_wire = n % 5 == 0
        found.append(
            make_article(
                url=f"https://{OUTLETS[n % 2]}.example/{n}".lower(),
                text=[WIRE * 2, f"Paragraph {n} of its own."] if is_wire else [f"Bridge note {n}, told at length." * 3],
                headline=f"Bridge {n}" if n % 7 else None,
                outlet=OUTLETS[n % 3],
                language=LANGUAGES[(n // 2) % 3],
                agency=AGENCIES[n % 2],
                published=(None, "2021", "2021-03", f"2022-11-{1 + n % 28:02}", f"2020-05-0{1 + n % 9}T10:00:{n:02}")[
                    n % 5
                ],
                authors=[f"Author {n % 4}"] if n % 3 else [],
                tags=[f"tag {n % 6}", "bridges"][: n % 3],
                warnings=["truncated"] if n % 11 == 0 else [],
            )
        )
    return found


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make an archive in which most fields are unknown of some articles."""
    path = tmp_path_factory.mktemp("columns") / "a.db"
    fresh_archive(path, _articles())
    with open_store(path) as store:
        keep_stories(store)
    return path


FILTERS = {
    "outlet": [*OUTLETS, "nobody"],
    "language": [*LANGUAGES, "xx"],
    "agency": [*AGENCIES, "nobody"],
    "author": ["Author 1", "nobody", None],
    "tag": ["bridges", "tag 3", "nobody", None],
    "basis": ["structured", "stated", "inferred", None],
    "copies": ["yes", "no", "perhaps", None],
    "without": ["outlet", "date", "month", "year", "language", "agency", "author", "tag", "headline", "nothing", None],
    "date_from": ["2020-05-03", "2021", "2022-11", None],
    "date_to": ["2020", "2021-03", "2022-11-09", None],
}


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.fixed_dictionaries({}, optional={name: st.sampled_from(values) for name, values in FILTERS.items()}))
def test_columns_narrow_as_sql_does(archive: Path, chosen: dict[str, str | None]) -> None:
    """Whatever filters are set, a search of everything finds the articles that a list has."""
    filters = Filters(**chosen)
    with closing(reader.open_reader(archive)) as conn:
        listed = {record.id for record in reader.iter_articles(conn, filters)}
        assert {hit.article.id for hit in search(conn, "", filters, limit=1000).hits} == listed


@pytest.mark.parametrize("order", ["relevance", "newest", "oldest"])
@pytest.mark.parametrize("query", ["", "bridge", "velmark OR note"])
@pytest.mark.parametrize("by_family", [True, False])
def test_pages_by_article_are_the_whole_in_pieces(archive: Path, order: Order, query: str, by_family: bool) -> None:  # noqa: FBT001  a case
    """Page after page, each hit comes once, in the order of the whole; each knows its place and its neighbours."""
    with closing(reader.open_reader(archive)) as conn:
        whole = [h.article.id for h in search(conn, query, limit=1000, order=order, by_family=by_family).hits]
        walked: list[str] = []
        while True:
            page = search(conn, query, limit=7, after=walked[-1] if walked else None, order=order, by_family=by_family)
            assert page.offset == len(walked)
            walked += [hit.article.id for hit in page.hits]
            if page.is_last:
                break
        assert walked == whole
        for at, name in enumerate(whole):
            found = around(conn, query, Filters(), name, order=order, by_family=by_family)
            assert found is not None
            assert (found.number, found.total) == (at + 1, len(whole))
            assert found.before == (whole[at - 1] if at else None)
            assert found.after == (whole[at + 1] if at + 1 < len(whole) else None)


def test_one_of_a_family_stands_for_the_others(archive: Path) -> None:
    """With families together, every article found is either a hit or counted as the copy of one, none twice."""
    with closing(reader.open_reader(archive)) as conn:
        apart = search(conn, "velmark", limit=1000)
        together = search(conn, "velmark", limit=1000, by_family=True)
        assert together.total == apart.total
        assert together.hits_total < apart.total
        assert sum(1 + hit.copies_total for hit in together.hits) == apart.total
        named = {fellow.id for hit in together.hits for fellow in hit.copies}
        assert not named & {hit.article.id for hit in together.hits}


def test_article_that_is_in_no_result_begins_no_page(archive: Path) -> None:
    """A page that is to begin behind an article that is not there begins at the first, and says so."""
    with closing(reader.open_reader(archive)) as conn:
        page = search(conn, "velmark", after="a" * 16, limit=3)
        assert page.lost
        assert page.hits == search(conn, "velmark", limit=3).hits


def test_every_change_is_seen_at_once(tmp_path: Path) -> None:
    """A correction, a new article and a story are counted before and after the columns are packed."""
    path = tmp_path / "a.db"
    fresh_archive(path, _articles(8))
    with closing(reader.open_reader(path)) as conn:
        assert search(conn, "", Filters(outlet="Late")).total == 0
        with open_store(path) as store:
            Curator(store, by="I. Marek").set_fact("A-0002", "outlet", "Late", because="It says so.")
        assert search(conn, "", Filters(outlet="Late")).total == 1
        fresh_archive(path, [make_article(url="https://late.example/1", outlet="Late", text="One more note.")])
        assert search(conn, "", Filters(outlet="Late")).total == 2
        assert {v.value: v.count for v in search(conn, "").facets["outlet"]}["Late"] == 2
        with open_store(path) as store:
            assert store.conn.execute("SELECT count(*) FROM stale_block").fetchone() == (1,)
            keep_columns(store)
            assert store.conn.execute("SELECT count(*) FROM stale_block").fetchone() == (0,)
        assert search(conn, "", Filters(outlet="Late")).total == 2


def test_a_block_outlives_packing(archive: Path) -> None:
    """What is unpacked is what was packed."""
    with closing(reader.open_reader(archive)) as conn:
        block = read_block(conn, 0)
        again = unpack_block(pack_block(block))
    assert again is not None
    assert again.names == block.names
    assert all((again.columns[name] == block.columns[name]).all() for name in block.columns)
    assert all(
        (a == b).all() for name in block.pairs for a, b in zip(again.pairs[name], block.pairs[name], strict=True)
    )
    assert set(NAMED) <= set(block.columns)


@pytest.mark.parametrize("cut", [0, 1, 20, -1])
def test_a_damaged_block_says_so(archive: Path, cut: int) -> None:
    """A block that was cut off or changed is no block."""
    with closing(reader.open_reader(archive)) as conn:
        packed = pack_block(read_block(conn, 0))
    with pytest.raises(DamagedArchive, match="no block of columns"):
        unpack_block(packed[:cut])


def test_what_is_gone_leaves_no_block(tmp_path: Path) -> None:
    """The block of an article that is deleted is struck in the same transaction."""
    path = tmp_path / "a.db"
    fresh_archive(path, _articles(5))
    with open_store(path) as store:
        keep_columns(store)
        assert store.conn.execute("SELECT count(*) FROM column_block").fetchone() == (1,)
        store.conn.execute("PRAGMA foreign_keys = OFF")
        store.conn.execute("DELETE FROM article WHERE id = 3")
        assert store.conn.execute("SELECT count(*) FROM column_block").fetchone() == (0,)
        assert len(columns_of(store.conn)) == 4


@pytest.fixture
def bakery(tmp_path: Path) -> Path:
    """Make an archive whose words can be mistyped, and whose places have several names."""
    rows = [make_article(url=f"https://a.example/{n}", text=f"The bakery of Ostrane, day {n}.") for n in range(12)]
    rows.append(make_article(url="https://a.example/k", text="Выставка прошла в Киеве вчера вечером."))
    rows.append(make_article(url="https://a.example/l", text="The exhibition in Kyiv was seen by many people."))
    path = tmp_path / "b.db"
    fresh_archive(path, rows)
    return path


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("bakrey", "bakery"),
        ("bakerry ostrane", "bakery ostrane"),
        ("akery", "bakery"),
        ("bakery", None),
        ("zzzzzz", None),
        ('"bakrey"', '"bakery"'),
        ("выстаква", "выставка"),
        ("", None),
        ("((", None),
    ],
)
def test_slips_are_seen(bakery: Path, typed: str, meant: str | None) -> None:
    """A word with a letter too many, too few, wrong or two exchanged is told; what is right or unknown is not."""
    from archive.suggest import suggest  # noqa: PLC0415  this test alone

    with closing(reader.open_reader(bakery)) as conn:
        assert suggest(conn, typed) == meant


def test_places_are_found_by_each_of_their_names(bakery: Path) -> None:
    """Who asks for Kiev finds Kyiv and Киеве; who puts it between quotation marks finds that spelling alone."""
    with closing(reader.open_reader(bakery)) as conn:
        page = search(conn, "Kiev")
        assert page.total == 2
        assert "kyiv" in page.also
        assert all(any(piece.hit for piece in hit.snippet) for hit in page.hits)
        assert search(conn, '"Kiev"').total == 0


@pytest.mark.parametrize(("articles", "least"), [(10, 1), (5_001, 3), (100_001, 4)])
def test_beginnings_of_few_letters_are_words_in_large_archives(articles: int, least: int) -> None:
    """The larger an archive, the more letters a beginning must have; shorter ones are searched as words, and told."""
    assert least_letters(articles) == least
    query, short = tamed(parse_query("b* brid* -a* title:ab*"), least)
    kept = [term.is_prefix for term in (*query.terms, *query.without)]
    assert kept == [least <= 1, True, least <= 2, least <= 1]
    assert short == (() if least == 1 else ("b*", "ab*", "a*"))
