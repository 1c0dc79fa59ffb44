"""Counts and lists of articles: exact, as the archive stands now, a page at a time."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from builders import fresh_archive, make_article

from archive import reader
from archive.columns import columns_of
from archive.counted import Order, drawn, everything, in_month, profile_of, stretch
from archive.holdings import Pile, holdings, left_out_of, piles
from archive.hosts import hosts_of, neighbours_of
from archive.kept import Kept
from archive.leaving import Leaver
from archive.made_by import made_by, runs_before
from archive.months import months_around
from archive.registers import Kind, Named, Sort, names_page, places_of, register_of, without
from archive.store import open_store
from archive.thin import Gap
from schemas.article import Article, Fact
from schemas.page import Source
from schemas.report import Outcome, Reason, Rejection

Opened = Callable[..., sqlite3.Connection]


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[Opened]:
    """Give `opened(page, ...)`: an archive of these pages, open for reading."""
    conns: list[sqlite3.Connection] = []

    def make(*pages: Any) -> sqlite3.Connection:  # noqa: ANN401  articles and rejections
        path = tmp_path / f"press{len(conns)}.db"
        fresh_archive(path, pages)
        conns.append(reader.open_reader(path))
        return conns[-1]

    yield make
    for conn in conns:
        conn.close()


def page(number: int, **fields: Any) -> Article:  # noqa: ANN401  fields of a page
    """Return a made-up page, another one for each number."""
    url = fields.pop("url", f"https://post.example/{number}")
    return make_article(url=url, text=f"Gauge {number} was read.", path=f"{number}.html", **fields)


def bounded(number: int, first: str, last: str) -> Article:
    """Return a page of which only bounds of its date are known."""
    values = {"published_earliest": first, "published_latest": last}
    facts = [
        Fact(field=field, value=value, raw=value, rule="dump", basis="inferred", place="line 1", chosen=True)
        for field, value in values.items()
    ]
    return page(number, facts=facts)


def walked(conn: sqlite3.Connection, order: Order, size: int) -> list[int]:
    """Return the whole list, page by page."""
    columns, found, end = columns_of(conn), [], None
    while True:
        part = stretch(columns, everything(columns), order, size, end)
        found += part.numbers
        if part.end is None:
            return found
        end = part.end


@pytest.mark.parametrize("order", ["newest", "oldest"])
@pytest.mark.parametrize("size", [1, 2, 7, 100])
def test_pages_of_a_list_are_the_list(order: Order, size: int, opened: Opened) -> None:
    """However many articles a page has, each article stands in the list once; those without a date at its end."""
    dates = ["2022-11-25", "2021", None, "2022-11-25", None, "2022-11", None, "2020-02-29", None]
    conn = opened(*(page(n, published=date) for n, date in enumerate(dates)))
    found = walked(conn, order, size)
    assert sorted(found) == list(range(1, 10))
    assert sorted(found[-4:]) == [3, 5, 7, 9]
    assert found[0] == {"newest": 6, "oldest": 8}[order]  # `2022-11` may be as late as its last day


def test_list_that_grows_between_two_pages_repeats_nothing(tmp_path: Path) -> None:
    """What comes in after the first page was read neither moves nor repeats what follows on the second."""
    path = tmp_path / "press.db"
    fresh_archive(path, [page(n, published=f"2022-11-{n:02d}") for n in range(1, 5)])
    with closing(reader.open_reader(path)) as conn:
        columns = columns_of(conn)
        first = stretch(columns, everything(columns), "newest", 2)
        fresh_archive(path, [page(9, published="2022-12-01")])
        columns = columns_of(conn)
        second = stretch(columns, everything(columns), "newest", 2, first.end)
    assert (first.numbers, second.numbers) == ((4, 3), (2, 1))


def test_month_is_of_an_article_only_where_both_bounds_lie_in_it(opened: Opened) -> None:
    """What may lie in a month or beside it is told apart from what surely does."""
    conn = opened(
        page(1, published="2022-11-25"),
        page(2, published="2022-11"),
        page(3, published="2022"),
        bounded(4, "2022-10-30", "2022-11-02"),
        bounded(5, "2022-10-30", "2022-10-31"),
        page(6),
    )
    columns = columns_of(conn)
    within, maybe = in_month(columns, "2022-11")
    assert columns.article[within].tolist() == [1, 2]
    assert columns.article[maybe].tolist() == [3, 4]
    assert in_month(columns, "9999-12")[0].tolist() == []
    assert months_around(columns, "2022-11") == ("2022-10", None)
    assert months_around(columns, "1999-01") == (None, "2022-10")


def test_profile_counts_what_is_not_known(opened: Opened) -> None:
    """Unknown is a value like any other: each list of counts adds up to all articles."""
    conn = opened(page(1, published="2022-11-25", outlet="Post", language="en"), page(2), page(3, outlet="Post"))
    columns = columns_of(conn)
    profile = profile_of(conn, columns, everything(columns))
    assert {value.value: value.count for value in profile.outlets} == {"Post": 2, None: 1}
    for values in (profile.months, profile.languages, profile.agencies, profile.dates_by_basis):
        assert sum(value.count for value in values) == 3
    assert (profile.earliest, profile.latest) == ("2022-11-25", "2022-11-25")


@pytest.mark.parametrize("sort", ["name", "most", "fewest"])
@pytest.mark.parametrize("kind", ["outlet", "person", "tag"])
def test_names_come_once_whatever_the_order(kind: Kind, sort: Sort, opened: Opened) -> None:
    """A list of names, walked by its last name, holds each name once, with its articles."""
    names = ["Zeta", "Éclair", "echo", "Echo", "صحيفة الميناء", 'A "B" / C', "echo"]
    conn = opened(*(page(n, outlet=name, authors=[name], tags=[name]) for n, name in enumerate(names)))
    register, found, after = register_of(conn, columns_of(conn), kind), list[Named](), None
    while True:
        part = names_page(register, holding="", sort=sort, size=2, after=after)
        found += part.names
        if part.is_last:
            break
        after = part.names[-1]
    assert sorted(each.name for each in found) == sorted(set(names))
    assert next(each.articles for each in found if each.name == "echo") == 2
    assert [each.name for each in found if each.name[-1] in "oar"] == {
        "name": ["Echo", "echo", "Éclair", "Zeta"],
        "most": ["echo", "Echo", "Éclair", "Zeta"],
        "fewest": ["Echo", "Éclair", "Zeta", "echo"],
    }[sort]


def test_names_that_differ_in_signs_only_are_a_hint(opened: Opened) -> None:
    """Case, accents, spaces and signs do not tell two names apart; the hint joins nothing."""
    conn = opened(page(1, outlet="Velmark Post"), page(2, outlet="VELMARK-POST"), page(3, outlet="Velmark Posts"))
    register = register_of(conn, columns_of(conn), "outlet")
    assert [each.name for each in register.like("Velmark Post")] == ["VELMARK-POST"]
    assert register.like("Velmark Posts") == ()
    assert len(register.by_name) == 3


def test_names_are_found_in_any_case_and_accent(opened: Opened) -> None:
    """What a name holds is asked in folded form."""
    conn = opened(page(1, outlet="Éclair"), page(2, outlet="Post"))
    found = names_page(register_of(conn, columns_of(conn), "outlet"), holding="ECL", sort="name", size=9)
    assert ([each.name for each in found.names], found.total, found.found) == (["Éclair"], 2, 1)


def test_name_that_is_printed_twice_is_one_article(opened: Opened) -> None:
    """A page that prints a tag twice counts once."""
    conn = opened(page(1, tags=["bridge", "bridge", "river"]))
    columns = columns_of(conn)
    assert {each.name: each.articles for each in register_of(conn, columns, "tag").by_name} == {"bridge": 1, "river": 1}
    assert len(places_of(conn, columns, "tag", "bridge")) == 1
    assert len(without(columns, "tag")) == 0


def test_outlets_of_one_host_are_a_hint(opened: Opened) -> None:
    """Two outlets met at one host are named to each other; what has no address has no host."""
    conn = opened(
        page(1, outlet="Post", url="https://www.post.example/1"),
        page(2, outlet="The Post", url="https://post.example/2"),
        page(3, outlet="Echo", url="https://echo.example/2"),
        page(4, outlet="Dump", url=None),
        page(5, outlet="Dump two", url=None),
    )
    columns = columns_of(conn)
    assert hosts_of(conn, columns, "Post") == ("post.example",)
    assert neighbours_of(conn, columns, "Post") == (("The Post", "post.example"),)
    assert hosts_of(conn, columns, "Dump") == neighbours_of(conn, columns, "Dump") == ()
    assert neighbours_of(conn, columns, "Echo") == ()


def test_thin_places_are_named(opened: Opened) -> None:
    """Months without articles, lonely outlets, unknown facts, unstemmed languages and cut texts are counted."""
    conn = opened(
        page(1, published="2022-01-05", outlet="Post", language="en", authors=["Ann"]),
        page(2, published="2022-05", outlet="Post", language="az"),
        page(3, published="2022-07-01", outlet="Echo", warnings=["truncated"]),
        page(4),
    )
    thin = holdings(conn).thin
    assert thin.gaps == (
        Gap(first="2022-02", last="2022-04", months=3),
        Gap(first="2022-06", last="2022-06", months=1),
    )
    assert (thin.months, thin.empty_months, thin.sparse_months) == (7, 4, ())
    assert (thin.outlets, thin.single_outlets) == (2, 1)
    assert (thin.without_date, thin.without_outlet, thin.without_author) == (1, 1, 3)
    assert [each.value for each in thin.unstemmed] == ["az"]
    assert thin.in_part == 1


def test_month_is_sparse_only_beside_months_that_are_full(opened: Opened) -> None:
    """A month with less than a tenth of the middling one is named where that is enough to compare."""
    few = ["2022-01"] * 11 + ["2022-02"] * 11 + ["2022-03"]
    assert holdings(opened(*(page(at, published=month) for at, month in enumerate(few)))).thin.sparse_months == ()
    many = ["2022-01"] * 21 + ["2022-02"] * 21 + ["2022-03"]
    found = holdings(opened(*(page(at, published=month) for at, month in enumerate(many)))).thin.sparse_months
    assert [(each.value, each.count) for each in found] == [("2022-03", 1)]


def test_front_page_puts_no_article_of_unknown_year_first(opened: Opened) -> None:
    """An article that may be of any year is neither the newest nor the oldest."""
    conn = opened(page(1, published="2022-11-25"), bounded(2, "2001-01-01", "2023-01-01"), page(3, published="2021"))
    held = holdings(conn)
    assert (held.newest, held.oldest) == ((1, 3), (3, 1))


def test_numbers_are_never_older_than_the_archive(tmp_path: Path) -> None:
    """An ingest, and an article that is withheld, show in the very next count of a connection that counted before."""
    path = tmp_path / "press.db"
    fresh_archive(path, [page(1, outlet="Post", authors=["Ann"])])
    with closing(reader.open_reader(path)) as conn:
        assert holdings(conn).profile.articles == 1
        refused = Rejection(source=Source(path="x"), outcome=Outcome.REJECTED, reason=Reason.EMPTY, detail="Empty.")
        fresh_archive(path, [page(2, outlet="Echo", authors=["Ann"]), refused])
        held = holdings(conn)
        assert (held.profile.articles, held.thin.outlets, len(held.left_out)) == (2, 2, 1)
        assert register_of(conn, columns_of(conn), "person").by_name == (Named("Ann", 2),)
        name = reader.articles_at(conn, [2])[0].id
        with open_store(path) as store:
            Leaver(store, by="R. Oor").withhold([name], because="The family asked.")
        assert holdings(conn).profile.articles == 1
        assert [each.name for each in register_of(conn, columns_of(conn), "outlet").by_name] == ["Post"]


def test_kept_count_is_made_again_only_after_a_change(tmp_path: Path) -> None:
    """A count is kept for a connection until it, or another one, changes the archive."""
    path = tmp_path / "kept.db"
    made = []
    kept = Kept(lambda conn: made.append(1) or conn.execute("SELECT count(*) FROM t").fetchone()[0])
    with closing(sqlite3.connect(path, isolation_level=None)) as first:
        first.execute("CREATE TABLE t (x)")
        with closing(sqlite3.connect(path, isolation_level=None)) as second:
            assert [kept.of(first), kept.of(first), len(made)] == [0, 0, 1]
            second.execute("INSERT INTO t VALUES (1)")
            assert [kept.of(first), kept.of(first), len(made)] == [1, 1, 2]
            first.execute("INSERT INTO t VALUES (2)")
            assert [kept.of(first), kept.of(second), len(made)] == [2, 2, 4]


def test_inputs_left_out_come_in_pages(opened: Opened) -> None:
    """The inputs of one reason, walked by their last one, come once each and in order."""
    refused = [
        Rejection(
            source=Source(path=f"{n:02d}.html"),
            outcome=Outcome.REJECTED,
            reason=Reason.EMPTY if n % 3 else Reason.LISTING,
            detail="No.",
        )
        for n in range(20)
    ]
    conn = opened(*refused)
    assert piles(conn) == (
        Pile(outcome="rejected", reason="empty", count=13),
        Pile(outcome="rejected", reason="listing", count=7),
    )
    found, after = list[str](), ("", "")
    while part := left_out_of(conn, piles(conn)[1], 3, after):
        found += [each.source for each in part]
        after = (part[-1].source, part[-1].received_sha256 or "")
    assert found == [f"{n:02d}.html" for n in range(0, 20, 3)]


def test_owner_sees_runs_and_rules(opened: Opened) -> None:
    """On a connection of the owner's own the runs stand, the latest first; rules are counted of the articles."""
    conn = opened(page(1, extractor="cuttings/1"), page(2, extractor="cuttings/2"))
    assert [run.counts for run in runs_before(conn)] == [{"inputs": 2}]
    assert runs_before(conn, 1) == ()
    made = made_by(conn)
    assert {each.value: each.count for each in made.extractors} == {"cuttings/1": 1, "cuttings/2": 1}
    assert (made.looked_at, made.is_all) == (2, True)


def test_drawn_articles_are_spread_from_end_to_end(opened: Opened) -> None:
    """A few of many are taken from the first to the last."""
    conn = opened(*(page(n) for n in range(30)))
    assert drawn(everything(columns_of(conn)), 4).tolist() == [0, 9, 19, 29]
