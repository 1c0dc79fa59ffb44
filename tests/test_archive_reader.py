"""What comes out of an archive, and by which names it is found."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any, Literal

import pytest

from archive import reader, verify
from archive.search import search
from archive.store import open_store
from schemas.errors import UnknownArticle, UsageError
from schemas.page import Source
from schemas.report import Outcome, Reason, Rejection
from schemas.view import FacetValue, Filters

Make = Callable[..., Any]


@pytest.fixture
def conn(tmp_path: Path, make_article: Make, fresh_archive: Make) -> Iterator[sqlite3.Connection]:
    """Give an archive of five articles and one rejection."""
    pages = [
        make_article(
            url="https://post.example/1",
            text="One of the bridge.",
            outlet="Velmark Post",
            language="en",
            published="2022-11-25",
            tags=["bridge"],
            record_id="rec-1",
        ),
        make_article(
            url="https://post.example/2",
            text="Two.",
            outlet="Velmark Post",
            language="en",
            published="2022",
            agency="VNA",
        ),
        make_article(url="https://kurier.example/3", text="Drei.", outlet="Kurier", language="de", published="2021-03"),
        make_article(record_id="rec-4", text="Four, of no date."),
        make_article(url="https://post.example/5", text="Five.", record_id="rec-1", tags=["Ferry", "bridge"]),
    ]
    refused = Rejection(
        source=Source(path="x.html"), outcome=Outcome.REJECTED, reason=Reason.EMPTY, detail="It holds nothing."
    )
    fresh_archive(tmp_path / "a.db", [*pages, refused])
    with closing(reader.open_reader(tmp_path / "a.db")) as conn:
        yield conn


def test_an_article_answers_to_its_names(conn: sqlite3.Connection) -> None:
    """Public id, a beginning of it, accession number however written, record id."""
    record = reader.find_article(conn, "A-0003")
    assert record is not None
    for name in (record.id, record.id.upper(), record.id[:6], f" {record.id} ", "a-3", "A-3", "A-000003"):
        assert reader.find_article(conn, name) == record, name
    by_record = reader.find_article(conn, "rec-4")
    assert by_record is not None
    assert by_record.accession == "A-0004"


@pytest.mark.parametrize(
    "name", ["", "A-0009", "rec-1", "rec", "zzzzzz", "abcde", "%", "A-99999999999999999999", "\x00", "é" * 8]
)
def test_other_names_find_nothing(conn: sqlite3.Connection, name: str) -> None:
    """What is unknown, too short or fits several articles gives None, never a guess."""
    assert reader.find_article(conn, name) is None
    assert reader.facts_of(conn, name) == ()
    assert reader.blocks_of(conn, name) == ()
    assert reader.captures_of(conn, name) == ()
    assert reader.relations_of(conn, name) == ()


def accessions(conn: sqlite3.Connection, filters: Filters, order: Literal["date", "arrival"] = "arrival") -> list[str]:
    """Return the accession numbers that are left, without their letter and zeros."""
    return [str(record.accession)[-1] for record in reader.iter_articles(conn, filters, order=order)]


@pytest.mark.parametrize(
    ("filters", "left"),
    [
        (Filters(), "12345"),
        (Filters(outlet="Velmark Post"), "12"),
        (Filters(outlet="velmark post"), ""),
        (Filters(language="de"), "3"),
        (Filters(tag="bridge"), "15"),
        (Filters(tag="bridges"), ""),
        (Filters(date_from="2022"), "12"),
        (Filters(date_from="2022-11-26"), "2"),
        (Filters(date_to="2021"), "3"),
        (Filters(date_to="2022-06"), "23"),
        (Filters(date_from="2021-03-31", date_to="2022-11-24"), "23"),
        (Filters(ids=("A-0001", "rec-4")), "14"),
        (Filters(ids=("rec-1",)), "15"),
        (Filters(outlet="Velmark Post", tag="bridge", date_from="2022-11"), "1"),
        (Filters(story="no such story"), ""),
    ],
)
def test_filters_leave_what_is_meant(conn: sqlite3.Connection, filters: Filters, left: str) -> None:
    """Every given field must hold; dates are compared with what is known, so `2022` may be later than any day of it."""
    assert "".join(accessions(conn, filters)) == left


def test_an_id_that_names_nothing_is_an_error(conn: sqlite3.Connection) -> None:
    """Who asks for an article by name must hear that it is not there, also beside others that are."""
    with pytest.raises(UnknownArticle, match="nobody"):
        accessions(conn, Filters(ids=("A-0001", "nobody")))


@pytest.mark.parametrize("day", ["yesterday", "2022-13", "2022-11-31", "22", ""])
def test_a_filter_that_is_no_date_is_refused(conn: sqlite3.Connection, day: str) -> None:
    """A filter that cannot be read is an error that says what to write, never a silently other list."""
    with pytest.raises(UsageError, match=r"is no date\. Write a year"):
        list(reader.iter_articles(conn, Filters(date_from=day)))


def test_lists_go_by_date_with_the_unknown_last(conn: sqlite3.Connection) -> None:
    """A year sorts at its first day; articles without a date stand at the end."""
    ordered = accessions(conn, Filters(), "date")
    assert ordered[:3] == ["3", "2", "1"]
    assert sorted(ordered[3:]) == ["4", "5"]


def test_the_overview_counts_what_there_is(conn: sqlite3.Connection) -> None:
    """Every count adds up to the articles; None stands for what is unknown."""
    view = reader.overview(conn)
    assert (view.articles, view.captures) == (5, 5)
    assert (view.earliest, view.latest) == ("2021-03-01", "2022-12-31")
    assert view.outlets == (
        FacetValue(value=None, count=2),
        FacetValue(value="Velmark Post", count=2),
        FacetValue(value="Kurier", count=1),
    )
    for facet in (view.outlets, view.languages, view.agencies, view.dates_by_basis, view.months):
        assert sum(value.count for value in facet) == view.articles
    assert view.months[:2] == (FacetValue(value="2021-03", count=1), FacetValue(value="2022-11", count=1))
    assert view.rejections == (FacetValue(value="empty", count=1),)
    assert view.received_bytes == sum(
        capture.received_size for n in "12345" for capture in reader.captures_of(conn, f"A-{n}")
    )


def test_what_did_not_get_in_is_listed(conn: sqlite3.Connection) -> None:
    """Each rejection comes with its reason and the sentence for a person."""
    [refused] = reader.iter_rejections(conn)
    assert (refused.source, refused.reason, refused.detail) == ("x.html", "empty", "It holds nothing.")


def test_runs_are_listed(conn: sqlite3.Connection) -> None:
    """Each run with its command, times and counts."""
    [run] = reader.runs(conn)
    assert (run["command"], run["version"], run["counts"]) == ("ingest", "0", {"inputs": 6})
    assert run["ended"] >= run["started"]


def test_unknown_bytes_are_none(conn: sqlite3.Connection) -> None:
    """A hash that is not there gives None."""
    assert reader.received_bytes(conn, "0" * 64) is None


def test_a_copy_on_a_read_only_folder_can_be_read(tmp_path: Path, make_article: Make, fresh_archive: Make) -> None:
    """An archive that nobody writes can be read where SQLite may not make its own files beside it."""
    path = tmp_path / "shelf" / "a.db"
    path.parent.mkdir()
    fresh_archive(path, [make_article(text="On the shelf.")])
    for name in ("a.db-wal", "a.db-shm"):
        (path.parent / name).unlink(missing_ok=True)
    path.parent.chmod(0o500)
    try:
        with closing(reader.open_reader(path)) as conn:
            assert reader.overview(conn).articles == 1
    finally:
        path.parent.chmod(0o700)


def test_reading_sees_whole_batches_while_somebody_writes(
    tmp_path: Path, make_article: Make, fresh_archive: Make
) -> None:
    """Beside a writer a reader sees what was committed: never half a batch, never a lock."""
    path = tmp_path / "a.db"
    fresh_archive(path, [make_article(url="https://p.example/0", text="The first.")])
    pages = [make_article(url=f"https://p.example/{n}", text=f"Notice {n}.") for n in range(1, 31)]
    with open_store(path) as store, closing(reader.open_reader(path)) as conn:
        run = store.begin_run("ingest")
        for number, _ in enumerate(store.add_all(pages, run, batch=10)):
            seen = reader.overview(conn)
            assert seen.articles == seen.captures == 1 + 10 * (number // 10 + 1)
            assert search(conn, "notice").total == seen.articles - 1


def test_connections_of_others_will_do(conn: sqlite3.Connection, tmp_path: Path) -> None:
    """A connection that gives rows by name, as Datasette's do, reads the same."""
    with closing(sqlite3.connect(f"file:{tmp_path / 'a.db'}?mode=ro", uri=True)) as other:
        other.row_factory = sqlite3.Row
        other.text_factory = lambda raw: str(raw, "utf-8", "replace")
        for read in (reader.overview, reader.relations_of, reader.stories, reader.runs, verify.digest, verify.check):
            assert read(other) == read(conn), read.__name__
        for read_one in (reader.find_article, reader.facts_of, reader.blocks_of, reader.captures_of, reader.events_of):
            assert read_one(other, "A-0001") == read_one(conn, "A-0001"), read_one.__name__
        assert search(other, "bridge OR two") == search(conn, "bridge OR two")
        assert list(reader.iter_articles(other)) == list(reader.iter_articles(conn))
        assert list(reader.iter_rejections(other)) == list(reader.iter_rejections(conn))
