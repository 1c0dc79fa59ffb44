"""What was made once and need not be made again: what was used last, up to so many bytes.

Rule: memory only; knows nothing of what it keeps but its size.
"""

import threading
from collections import OrderedDict
from collections.abc import Callable
from typing import Any


class Remembered:
    """Values by key. The sum of their sizes is kept, not counted: each value costs the same, however many there are."""

    def __init__(self, most_bytes: int, size_of: Callable[[Any], int]) -> None:
        """Keep up to `most_bytes`, by what `size_of` says of each value."""
        self._most, self._size_of = most_bytes, size_of
        self._kept: OrderedDict[Any, tuple[Any, int]] = OrderedDict()
        self._held = 0
        self._guard = threading.Lock()

    def get(self, key: Any, make: Callable[[], Any]) -> Any:  # noqa: ANN401  whatever others make
        """Return what `make` made for `key`, now or before."""
        with self._guard:
            if key in self._kept:
                self._kept.move_to_end(key)
                return self._kept[key][0]
        made = make()
        size = self._size_of(made)
        with self._guard:
            _, before = self._kept.pop(key, (None, 0))
            self._kept[key] = (made, size)
            self._held += size - before
            while self._held > self._most and len(self._kept) > 1:
                _, (_, gone) = self._kept.popitem(last=False)
                self._held -= gone
        return made

    def __contains__(self, key: object) -> bool:
        """Tell whether something made for `key` is kept."""
        with self._guard:
            return key in self._kept

    def __len__(self) -> int:
        """Return how many values are kept."""
        return len(self._kept)
