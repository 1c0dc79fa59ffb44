"""What is counted ahead for the front page is what would be counted now, and is struck by whatever changes it."""

import dataclasses
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from builders import fresh_archive, make_article

from archive import reader, verify
from archive.columns import fresh_columns
from archive.counted_ahead import pack, read_ahead, unpack
from archive.curation import Curator
from archive.holdings import count_whole, holdings
from archive.outlet_curation import OutletCurator
from archive.store import Store, open_store
from archive.story_pass import keep_stories
from schemas.errors import DamagedArchive


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    """Make an archive with gaps, unknown dates and outlets of one article, as an ingest leaves it."""
    path = tmp_path / "a.db"
    days = ("2020-01-03", "2020-01-04", "2020-05", "2021", None, "2022-11-30")
    fresh_archive(
        path,
        [
            make_article(
                text=f"Note {n} on the bridge.",
                outlet=("Courier", "Gazette", None)[n % 3],
                language=("en", "az")[n % 2],
                published=day,
                authors=["Ana Lind"] * (n % 2),
                warnings=["truncated"] * (n == 1),
            )
            for n, day in enumerate(days)
        ],
    )
    with open_store(path) as store:
        keep_stories(store)
    return path


def test_it_is_what_would_be_counted(archive: Path) -> None:
    """The row equals the count over the tables, and the front page shows it."""
    with closing(reader.open_reader(archive)) as conn:
        whole = read_ahead(conn)
        assert whole == count_whole(conn, fresh_columns(conn))
        held = holdings(conn)
    assert whole is not None
    assert (held.profile, held.thin, held.newest, held.oldest) == (
        whole.profile,
        whole.thin,
        whole.newest,
        whole.oldest,
    )
    assert held.profile.articles == 6
    assert held.thin.without_outlet == 2


CHANGES: dict[str, Callable[[Store], object]] = {
    "correction": lambda store: Curator(store).set_fact("A-0001", "outlet", "Post", because="It says so."),
    "outlet": lambda store: OutletCurator(store).rename_outlet("Gazette", "Post", because="One house."),
    "article": lambda store: list(store.add_all([make_article(text="One more.")], store.begin_run("ingest"))),
    "row": lambda store: store.conn.execute("UPDATE article SET language = 'de' WHERE id = 2"),
}


@pytest.mark.parametrize("change", CHANGES)
def test_a_change_is_seen_at_once(change: str, archive: Path) -> None:
    """A connection that is open sees the change, counted ahead anew or not."""
    with closing(reader.open_reader(archive)) as conn:
        before = holdings(conn).profile
        with open_store(archive) as store:
            CHANGES[change](store)
        after = holdings(conn).profile
        assert after != before
        assert after == count_whole(conn, fresh_columns(conn)).profile
        assert read_ahead(conn) in (None, count_whole(conn, fresh_columns(conn)))


def test_a_change_that_is_rolled_back_strikes_nothing(archive: Path) -> None:
    """The row goes with the change, and stays with what stays."""
    with open_store(archive) as store:
        store.conn.execute("BEGIN")
        store.conn.execute("UPDATE article SET language = 'de' WHERE id = 2")
        assert read_ahead(store.conn) is None
        store.conn.execute("ROLLBACK")
        assert read_ahead(store.conn) is not None


@pytest.mark.parametrize("said", [b"", b"\x00", b"(\xb5/\xfd\x04\x00"])
def test_what_is_no_count_says_so(said: bytes) -> None:
    """Damage is named, not guessed around."""
    with pytest.raises(DamagedArchive, match="no count of an archive"):
        unpack(said)


def test_a_count_outlives_packing(archive: Path) -> None:
    """What is unpacked is what was packed; of another version there is none; of another count verify speaks."""
    with closing(reader.open_reader(archive)) as conn:
        whole = read_ahead(conn)
    assert whole is not None
    assert unpack(pack(whole)) == whole
    wrong = dataclasses.replace(whole, profile=dataclasses.replace(whole.profile, articles=7))
    with closing(sqlite3.connect(archive)) as conn, conn:
        conn.execute("UPDATE counted_ahead SET packed = ?", (pack(wrong),))
    with closing(reader.open_reader(archive)) as conn:
        assert [each.table for each in verify.check(conn)] == ["counted_ahead"]
