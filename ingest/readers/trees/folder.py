"""What a folder is as a whole: a mirror of a site, a page saved with its files, another tool's store.

A claimer looks at a folder's names (and at small files in it) and may claim it, with all that lies below. Of every
file below it then says what it knows, or that the file is not to be read.

Rule: pure; a folder is what `Folder` shows of it, be it on a disk or in a container.
"""

from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol, overload

from ingest.readers.beside import Note
from schemas.report import Outcome, Reason


def encoded(name: str) -> bytes:
    """Return the bytes of a name: UTF-8, lone surrogates as the bytes that they stand for.

    Raises: UnicodeEncodeError where it is no name of a file (other surrogates).
    """
    return name.encode("utf-8", "surrogateescape")


def decoded(name: bytes) -> str:
    """Return a name as text, by which it can be told from all others."""
    return name.decode("utf-8", "surrogateescape")


class Names(Sequence[str]):
    """Names in the order of their bytes. Held as bytes: a million of them take some 80 MB, as text twice that."""

    __slots__ = ("_held",)

    def __init__(self, held: list[bytes]) -> None:
        """Take `held`, which is sorted in place and must not be changed any more."""
        held.sort()
        self._held = held

    @property
    def held(self) -> Sequence[bytes]:
        """Return them as they are held."""
        return self._held

    def __len__(self) -> int:
        """Return how many there are."""
        return len(self._held)

    def __iter__(self) -> Iterator[str]:
        """Yield them in order; bytes that are no UTF-8 are lone surrogates in them."""
        return map(decoded, self._held)

    @overload
    def __getitem__(self, index: int) -> str: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[str]: ...
    def __getitem__(self, index: int | slice) -> str | Sequence[str]:
        """Return one name, or several."""
        found = self._held[index]
        return [decoded(each) for each in found] if isinstance(found, list) else decoded(found)

    def __contains__(self, name: object) -> bool:
        """Say whether a name is among them; costs next to nothing."""
        if not isinstance(name, str):
            return False
        try:
            sought = encoded(name)
        except UnicodeEncodeError:
            return False
        place = bisect_left(self._held, sought)
        return place < len(self._held) and self._held[place] == sought


class Folder(Protocol):
    """A folder as a claimer sees it."""

    @property
    def name(self) -> str:
        """Return its own name; empty where it has none."""
        ...  # pragma: no cover  a protocol has no body

    @property
    def around(self) -> tuple[str, ...]:
        """Return the names of the folders around it, the one that was given first; empty for that one itself."""
        ...  # pragma: no cover  a protocol has no body

    @property
    def files(self) -> Names:
        """Return the names of the files in it, hidden ones too."""
        ...  # pragma: no cover  a protocol has no body

    @property
    def folders(self) -> Names:
        """Return the names of the folders in it, hidden ones too."""
        ...  # pragma: no cover  a protocol has no body

    def read(self, inside: str, most: int) -> bytes | None:
        """Return up to `most` bytes of the file at a path in it (`hts-cache/doit.log`); None where there is none."""
        ...  # pragma: no cover  a protocol has no body


@dataclass(frozen=True, slots=True, kw_only=True)
class Aside:
    """A file that is not to be read by itself, and why."""

    reason: Reason
    detail: str
    outcome: Outcome = Outcome.SKIPPED
    """`rejected` where it should have been read and could not be."""


class Claim(Protocol):
    """A folder that was claimed."""

    @property
    def kind(self) -> str:
        """Return what the folder is: `httrack`, `save-as`, ..."""
        ...  # pragma: no cover  a protocol has no body

    @property
    def is_whole(self) -> bool:
        """Return whether it speaks for all folders inside as well: nobody else is asked about them."""
        ...  # pragma: no cover  a protocol has no body

    def about(self, inside: str) -> Note | Aside | None:
        """Return what is known of the file at a path inside the folder; None where nothing is."""
        ...  # pragma: no cover  a protocol has no body


Claimer = Callable[[Folder], Claim | None]
