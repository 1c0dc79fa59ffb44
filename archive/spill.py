"""Records that may be many: the first are held in memory, all of them beyond wait in a temporary file.

Rule: standard library and the codec; knows no archive.
"""

import json
import tempfile
import weakref
from collections.abc import Iterator, Sequence
from typing import IO, Generic, TypeVar, overload

from schemas.codec import from_json, json_text

R = TypeVar("R")

HELD = 1_000
"""Records in memory; of a report that nobody reads to its end, these are the ones that are shown."""


class Spill(Sequence[R], Generic[R]):
    """Records of one type in the order in which they were added.

    The file has no name and goes with the object. Going through all is one pass over it; a place far down is found by
    going there from the beginning.
    """

    def __init__(self, record: type[R], held: int = HELD) -> None:
        """Say of which type the records are, and how many of them may be in memory."""
        self._record = record
        self._most = held
        self._held: list[R] = []
        self._count = 0
        self._file: IO[str] | None = None

    def add(self, record: R) -> None:
        """Add a record at the end."""
        self._count += 1
        if len(self._held) < self._most:
            self._held.append(record)
            return
        if self._file is None:
            self._file = tempfile.TemporaryFile("w+", encoding="utf-8", prefix="cuttings-")  # noqa: SIM115  see below
            weakref.finalize(self, self._file.close)
        self._file.seek(0, 2)
        self._file.write(json_text(record) + "\n")

    def __len__(self) -> int:
        """Return how many there are."""
        return self._count

    def __iter__(self) -> Iterator[R]:
        """Yield them; nothing may be added meanwhile."""
        yield from self._held
        if self._file is not None:
            self._file.seek(0)
            for line in self._file:
                yield from_json(self._record, json.loads(line))

    @overload
    def __getitem__(self, place: int) -> R: ...
    @overload
    def __getitem__(self, place: slice) -> tuple[R, ...]: ...
    def __getitem__(self, place: int | slice) -> R | tuple[R, ...]:
        """Return one, or a tuple of some: those at the beginning without a look into the file."""
        wanted = range(self._count)[place]
        if isinstance(wanted, int):
            return self._held[wanted] if wanted < len(self._held) else self._found(range(wanted, wanted + 1))[0]
        if not wanted or max(wanted) < len(self._held):
            return tuple(self._held[each] for each in wanted)
        return self._found(wanted)

    def _found(self, wanted: range) -> tuple[R, ...]:
        among = set(wanted)
        met = {number: record for number, record in enumerate(self) if number in among}
        return tuple(met[number] for number in wanted)

    def taken(self) -> "Sequence[R]":
        """Return the records: as a tuple where all are in memory."""
        return tuple(self._held) if self._file is None else self
