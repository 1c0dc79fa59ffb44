"""Set pages kept on the disk from one dossier to the next, by what they depend on.

They hold what the articles say, so the folder is the owner's alone, and `clear` empties it. What is not asked for goes
first when it grows too large.

Rule: files and bytes; what they mean is not its business. A file that cannot be read or written is none.
"""

import contextlib
import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from tempfile import NamedTemporaryFile

from ingest.sizes import MEBIBYTE

MOST_BYTES = 512 * MEBIBYTE
_NAME = 2
"""Letters of a key that name its folder."""


def default_folder() -> Path:
    """Return where pages are kept, after the XDG Base Directory Specification."""
    base = os.environ.get("XDG_CACHE_HOME", "")
    return (Path(base) if Path(base).is_absolute() else Path.home() / ".cache") / "cuttings" / "dossier"


class Kept:
    """A folder of bytes by key."""

    def __init__(self, folder: Path, *, most: int = MOST_BYTES) -> None:
        """Name the folder; it is made when something is kept."""
        self._folder = folder
        self._most = most

    def find(self, key: str) -> bytes | None:
        """Return what is kept under a key, or None; it was asked for now."""
        file = self._file(key)
        try:
            body = file.read_bytes()
        except OSError:
            return None
        with contextlib.suppress(OSError):
            os.utime(file)
        return body

    def keep(self, key: str, body: bytes) -> None:
        """Keep bytes under a key, if the disk lets us."""
        file = self._file(key)
        with contextlib.suppress(OSError):
            self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            file.parent.mkdir(exist_ok=True, mode=0o700)
            with NamedTemporaryFile(dir=file.parent, delete=False) as part:  # readable by its owner alone
                try:
                    part.write(body)
                    part.close()
                    Path(part.name).replace(file)
                except OSError:
                    Path(part.name).unlink(missing_ok=True)
                    raise

    def drop(self, key: str) -> None:
        """Forget what is kept under a key."""
        with contextlib.suppress(OSError):
            self._file(key).unlink(missing_ok=True)

    def tidy(self) -> None:
        """Drop what was not asked for the longest, as long as there is too much."""
        files = sorted(_files(self._folder), key=lambda each: each[1], reverse=True)
        total = 0
        for file, _, size in files:
            total += size
            if total > self._most:
                with contextlib.suppress(OSError):
                    file.unlink(missing_ok=True)

    def clear(self) -> None:
        """Drop everything."""
        shutil.rmtree(self._folder, ignore_errors=True)

    def _file(self, key: str) -> Path:
        return self._folder / key[:_NAME] / key


def _files(folder: Path) -> Iterator[tuple[Path, float, int]]:
    for file in folder.glob("??/*"):
        with contextlib.suppress(OSError):
            stat = file.stat()
            yield file, stat.st_mtime, stat.st_size
