"""A folder on the disk, as those see it who say what it is.

Rule: reads directories and opens files safely; knows no reader, no database.
"""
# ruff: noqa: PTH118  names here may be no text

import errno
import os
import stat
from dataclasses import dataclass
from typing import BinaryIO

from ingest.readers.trees import Names


@dataclass(frozen=True, slots=True)
class DiskFolder:
    """One folder on the disk."""

    path: str
    """Where it lies on this machine; never stored or shown."""
    root: str
    """The folder that nothing may lead out of, links resolved."""
    name: str
    around: tuple[str, ...]
    files: Names
    """With links, pipes and whatever else is no folder."""
    folders: Names

    def read(self, inside: str, most: int) -> bytes | None:
        """Return up to `most` bytes of a regular file in it; None where there is none, or none that can be read."""
        try:
            with self.open(inside) as stream:
                return stream.read(most)
        except (OSError, ValueError):
            return None

    def open(self, inside: str) -> BinaryIO:
        """Open a regular file in it.

        Raises: OSError where there is none; ValueError where the name can be none.
        """
        return open_found(os.path.join(self.path, inside), self.root)


def listed(path: str) -> tuple[Names, Names]:
    """Return the names of what is no folder at `path`, and of the folders. Links are no folders.

    Holds nothing but the names: a million of them take some 80 MB.
    Raises: OSError.
    """
    files: list[bytes] = []
    folders: list[bytes] = []
    with os.scandir(os.fsencode(path)) as entries:
        for entry in entries:
            (folders if entry.is_dir(follow_symlinks=False) else files).append(entry.name)
    return Names(files), Names(folders)


def open_found(path: str, root: str) -> BinaryIO:
    """Open a file that the walk found: no link, nothing but a regular file, still inside its folder.

    Raises: OSError where it is something else by now.
    """
    if not is_inside(os.path.realpath(path), root):
        raise OSError(errno.EXDEV, "it lies outside the folder that was given")
    descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    if not stat.S_ISREG(os.fstat(descriptor).st_mode):
        os.close(descriptor)
        raise OSError(errno.EINVAL, "it is not a regular file")
    return os.fdopen(descriptor, "rb")


def is_inside(path: str, root: str) -> bool:
    """Say whether `path`, its links resolved, lies under `root`."""
    return os.path.commonpath([path, root]) == root
