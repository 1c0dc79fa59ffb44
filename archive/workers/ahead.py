"""Go through an iterator ahead of who uses it, in a thread: workers are heard and given work while the writer writes.

Memory is bounded: the thread waits where so many items or bytes wait to be used.

Rule: standard library only.
"""

import contextlib
import sys
import threading
from collections import deque
from collections.abc import Callable, Iterator
from typing import Generic, TypeVar

MOST_ITEMS = 256
MOST_BYTES = 16 << 20
"""Of items that wait to be used; one larger item waits alone."""
_SWITCH_S = 0.000_2
"""After which a thread lets the other one run: with Python's 5 ms, each word of a worker would wait for so long."""


Item = TypeVar("Item")


class _Ahead(Generic[Item]):
    """Items on their way from the thread to who uses them."""

    def __init__(self, source: Iterator[Item], size: Callable[[Item], int]) -> None:
        self._source = source
        self._size = size
        self._items: deque[Item] = deque()
        self._bytes = 0
        self._error: BaseException | None = None
        self._is_over = False
        self._is_closed = False
        self._changed = threading.Condition()
        self.thread = threading.Thread(target=self._run, name="cuttings-ahead", daemon=True)

    def _run(self) -> None:
        try:
            while not self._is_closed and (item := next(self._source, None)) is not None:
                self._put(item)
        except BaseException as error:  # noqa: BLE001  whatever it is, it is raised where the items are used
            self._error = error
        finally:
            with self._changed:
                self._is_over = True
                self._changed.notify()

    def _put(self, item: Item) -> None:
        with self._changed:
            self._changed.wait_for(self._has_room)
            self._items.append(item)
            self._bytes += self._size(item)
            self._changed.notify()

    def _has_room(self) -> bool:
        return self._is_closed or (len(self._items) < MOST_ITEMS and self._bytes < MOST_BYTES)

    def take(self) -> Item | None:
        """Return the next item; None: there is none any more. Raises what the source raised."""
        with self._changed:
            self._changed.wait_for(lambda: self._items or self._is_over)
            if not self._items:
                if self._error is not None:
                    raise self._error
                return None
            item = self._items.popleft()
            self._bytes -= self._size(item)
            self._changed.notify()
            return item

    def close(self) -> None:
        """Have the thread end, and wait until it has."""
        with self._changed:
            self._is_closed = True
            self._changed.notify()
        self.thread.join()


def ahead(source: Iterator[Item], size: Callable[[Item], int], hurry: Callable[[], None]) -> Iterator[Item]:
    """Yield the items of `source`, which is gone through in a thread; `size` tells the bytes of an item.

    Closed early, `hurry` is called, which tells `source` to end soon, and the thread is waited for.
    """
    going = _Ahead(source, size)
    with _quick_turns():
        going.thread.start()
        try:
            while (item := going.take()) is not None:
                yield item
        finally:
            hurry()
            going.close()


@contextlib.contextmanager
def _quick_turns() -> Iterator[None]:
    """Have threads take turns quickly."""
    before = sys.getswitchinterval()
    sys.setswitchinterval(_SWITCH_S)
    try:
        yield
    finally:
        sys.setswitchinterval(before)
