"""Short readings are done at once; long ones do not hold up everybody else."""

import sqlite3
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from reading_room import NAME, mixed_archive

from exports.site import at_once

LONG = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {}) SELECT count(*) FROM n"


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory, room: Callable[..., Any]) -> Any:  # noqa: ANN401  the conftest's room
    """Open an archive; a page is asked for, so that Datasette has started."""
    found = room(mixed_archive(tmp_path_factory.mktemp("at-once")))
    assert found.get("/").status_code == 200
    return found


def looked_up(opened: Any, reading: Callable[[sqlite3.Connection], Any]) -> Any:  # noqa: ANN401
    """Return what a reading gives."""
    return opened.run(at_once.look_up(opened.datasette, NAME, reading))


def test_a_short_reading_is_done_in_the_thread_that_asks(opened: Any) -> None:  # noqa: ANN401
    """It is handed to no other thread."""
    assert looked_up(opened, lambda _conn: threading.current_thread()) is threading.current_thread()


def test_a_long_reading_is_broken_off_and_done_in_another_thread(opened: Any) -> None:  # noqa: ANN401
    """Whoever asked gets the whole answer all the same."""
    begun = []

    def reading(conn: sqlite3.Connection) -> int:
        begun.append(threading.current_thread())
        return int(conn.execute(LONG.format(3_000_000)).fetchone()[0])

    assert looked_up(opened, reading) == 3_000_000
    assert begun[0] is threading.current_thread()
    assert len(begun) == 2
    assert begun[1] is not begun[0]
    assert looked_up(opened, lambda conn: conn.execute(LONG.format(10)).fetchone()[0]) == 10


def test_what_is_wrong_with_a_reading_is_told(opened: Any) -> None:  # noqa: ANN401
    """An error is no reason to be silent."""
    with pytest.raises(sqlite3.OperationalError, match="no such table"):
        looked_up(opened, lambda conn: conn.execute("SELECT * FROM nowhere").fetchone())


def test_nothing_is_written_nor_seen_that_is_closed(opened: Any) -> None:  # noqa: ANN401
    """The connection is as those of Datasette are: it only reads, and not what only the owner sees."""
    for statement in ("DELETE FROM article", "SELECT * FROM main.event"):
        with pytest.raises(sqlite3.DatabaseError):
            looked_up(opened, lambda conn, asked=statement: conn.execute(asked).fetchone())


def test_pages_are_the_same_either_way(opened: Any, monkeypatch: pytest.MonkeyPatch) -> None:  # noqa: ANN401
    """An article's page does not tell in which thread it was read."""
    quick = opened.get(f"/{NAME}/-/article/A-0001").text
    monkeypatch.setattr(at_once, "MOST_S", -1.0)
    monkeypatch.setattr(at_once, "STEPS", 1)
    assert opened.get(f"/{NAME}/-/article/A-0001").text == quick


def test_an_archive_that_was_closed_holds_no_connection(tmp_path: Path, room: Callable[..., Any]) -> None:
    """Each room has connections of its own, which end with it."""
    first, second = (room(mixed_archive(tmp_path / each)) for each in ("one", "two") if not (tmp_path / each).mkdir())
    assert first.get(f"/{NAME}/-/article/A-0002").status_code == 200
    assert second.get(f"/{NAME}/-/article/A-0002").status_code == 200
    files = [
        looked_up(each, lambda conn: conn.execute("PRAGMA database_list").fetchone()[2]) for each in (first, second)
    ]
    assert len(set(files)) == 2
