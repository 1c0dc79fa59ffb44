"""What a folder is as a whole: a mirror of a site, a page saved with its files, another tool's store.

A claimer looks at a folder's names (and at small files in it) and may claim it, with all that lies below. Of every
file below it then says what it knows, or that the file is not to be read. Folders inside may be claimed by others;
the innermost claim that has something to say of a file is heard.

Rule: pure; a folder is what `Folder` shows of it, be it on a disk or in a container.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from ingest.readers.beside import Note
from schemas.report import Reason


class Folder(Protocol):
    """A folder as a claimer sees it."""

    @property
    def name(self) -> str:
        """Return its own name; empty where it has none."""
        ...  # pragma: no cover  a protocol has no body

    @property
    def files(self) -> Sequence[str]:
        """Return the names of the files in it, sorted by their bytes."""
        ...  # pragma: no cover  a protocol has no body

    @property
    def folders(self) -> Sequence[str]:
        """Return the names of the folders in it, sorted by their bytes."""
        ...  # pragma: no cover  a protocol has no body

    def read(self, inside: str, most: int) -> bytes | None:
        """Return up to `most` bytes of the file at a path in it (`hts-cache/doit.log`); None where there is none."""
        ...  # pragma: no cover  a protocol has no body


@dataclass(frozen=True, slots=True, kw_only=True)
class Aside:
    """A file that is not to be read by itself, and why."""

    reason: Reason
    detail: str


class Claim(Protocol):
    """A folder that was claimed."""

    @property
    def kind(self) -> str:
        """Return what the folder is: `httrack`, `save-as`, ..."""
        ...  # pragma: no cover  a protocol has no body

    def about(self, inside: str) -> Note | Aside | None:
        """Return what is known of the file at a path inside the folder; None where nothing is."""
        ...  # pragma: no cover  a protocol has no body


Claimer = Callable[[Folder], Claim | None]

CLAIMERS: tuple[Claimer, ...] = ()
"""In the order in which they are asked; the first that claims a folder has it."""
