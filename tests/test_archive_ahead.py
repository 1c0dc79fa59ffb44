"""Going through an iterator in a thread gives the same items, bounded, and ends with its user."""

import threading
from collections.abc import Iterator

import pytest

from archive.workers import ahead as module
from archive.workers.ahead import ahead


def nothing() -> None:
    """Hurry nobody."""


def test_items_come_in_order_and_the_thread_ends() -> None:
    """All items come, and no thread is left."""
    assert list(ahead(iter(range(1, 3_000)), lambda _: 1, nothing)) == list(range(1, 3_000))
    assert not [each for each in threading.enumerate() if each.name == "cuttings-ahead"]


def test_what_the_source_raises_is_raised_behind_what_came_before() -> None:
    """An error arrives where the items are used, after the items before it."""

    def source() -> Iterator[int]:
        yield 1
        message = "broken"
        raise ValueError(message)

    items = ahead(source(), lambda _: 1, nothing)
    assert next(items) == 1
    with pytest.raises(ValueError, match="broken"):
        next(items)


def test_no_more_wait_than_may(monkeypatch: pytest.MonkeyPatch) -> None:
    """The thread stops where enough bytes wait, and is told to end when its user leaves."""
    monkeypatch.setattr(module, "MOST_BYTES", 50)
    made: list[int] = []
    ended = threading.Event()

    def source() -> Iterator[int]:
        while not ended.is_set():
            made.append(10)
            yield 10

    items = ahead(source(), lambda item: item, ended.set)
    for _ in range(3):
        assert next(items) == 10
    assert len(made) <= 3 + 5 + 2
    items.close()  # type: ignore[attr-defined]  a generator
    assert ended.is_set()
    assert not [each for each in threading.enumerate() if each.name == "cuttings-ahead"]
