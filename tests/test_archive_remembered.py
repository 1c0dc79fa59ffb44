"""What was made once is kept as long as there is room."""

import time

import pytest

from archive.remembered import Remembered


def test_what_was_made_is_not_made_again() -> None:
    """The same key gives the same thing."""
    kept = Remembered(100, len)
    assert kept.get("a", lambda: b"one") == b"one"
    assert kept.get("a", lambda: pytest.fail("made again")) == b"one"
    assert "a" in kept
    assert "b" not in kept


def test_what_was_used_last_is_kept() -> None:
    """Where there is no more room the oldest goes, whatever its size; the newest stays, be it too large."""
    kept = Remembered(10, len)
    kept.get("a", lambda: b"aaaa")
    kept.get("b", lambda: b"bbbb")
    kept.get("a", lambda: b"")
    kept.get("c", lambda: b"cccc")
    assert [key in kept for key in "abc"] == [True, False, True]
    kept.get("d", lambda: b"d" * 50)
    assert [key in kept for key in "acd"] == [False, False, True]


def test_sizes_are_counted_once() -> None:
    """What two threads made at once takes the room of one."""
    kept = Remembered(10, len)
    kept.get("a", lambda: kept.get("a", lambda: b"aaaa"))
    kept.get("b", lambda: b"bbbb")
    assert "a" in kept


def test_a_value_costs_the_same_however_many_are_kept() -> None:
    """A room in which much was asked answers as fast as a new one."""

    def taken(kept: Remembered, first: int) -> float:
        begun = time.process_time()
        for number in range(first, first + 2_000):
            kept.get(number, lambda: b"a")
        return time.process_time() - begun

    crowded = Remembered(10**9, len)
    taken(crowded, 0)
    for number in range(10**6, 10**6 + 30_000):
        crowded.get(number, lambda: b"a")
    assert min(taken(crowded, 10_000 * n) for n in (2, 3, 4)) < 10 * min(
        taken(Remembered(10**9, len), 0) for _ in "abc"
    )
