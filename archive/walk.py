"""Find the files that a source means, and open them without being led astray by links and special files.

Rule: reads directories and opens files; knows no reader, no database. Nothing that it hands on names the machine.
"""
# ruff: noqa: PTH100, PTH116, PTH119, PTH120  names here may be no text, and are compared as bytes

import errno
import os
import re
import stat
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import BinaryIO
from urllib.parse import quote

from ingest.readers.beside import Note
from schemas.errors import UsageError
from schemas.page import Source
from schemas.report import Outcome, Reason, Rejection

STDIN = "-"

_UNDECODED = re.compile("[\ud800-\udfff]")
_HARMFUL = re.compile('[\x00-\x1f\x7f-\x9f<>"\u200e\u200f\u2028-\u202e\u2066-\u2069]')
"""Characters that end a line, move the cursor, turn the reading direction or open a tag."""

FileKey = tuple[int, int]
"""Device and inode: which file it is, under whatever name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A file to be read."""

    path: str
    """Where it lies on this machine; never stored or shown."""
    root: str
    """The folder that it must not leave, links resolved."""
    source: Source
    size: int
    note: Note | None = None
    """What the folders around it say of it."""


@dataclass(frozen=True, slots=True)
class _Walk:
    """One walk through a folder."""

    root: str
    passed_over: frozenset[FileKey]
    seen: set[FileKey] = field(default_factory=set)
    """Folders that were entered (a bind mount may hold itself)."""


@dataclass(frozen=True, slots=True)
class _Met:
    """A name that the walk met; the folder that was given has no entry."""

    path: str
    inside: str
    entry: os.DirEntry[str] | None = None


def find_files(
    given: str, *, name: str | None = None, passed_over: frozenset[FileKey] = frozenset()
) -> Iterator[Found | Rejection]:
    """Yield the files that `given` (a file or a folder) means, in the order of their names' bytes, and what is none.

    `name` stands for a file's own name (`-` for the file that standard input was copied to). `passed_over`: files of
    ours that are no input (the archive, the sidecar, the log), left out without a word.
    Raises: UsageError where there is no such file or folder.
    """
    met = check_source(given)
    if stat.S_ISDIR(met.st_mode):
        yield from _folder(given, _Walk(os.path.realpath(given), passed_over))
    elif (met.st_dev, met.st_ino) not in passed_over:
        real = os.path.realpath(given)
        shown = name or locator_of(os.path.basename(os.path.abspath(given)))
        yield _file(real, os.path.dirname(real), Source(path=shown), met)


def check_source(given: str) -> os.stat_result:
    """Return what lies at `given`.

    Raises: UsageError where nothing does.
    """
    try:
        return os.stat(given)
    except OSError as error:
        raise UsageError(f"{locator_of(given)}: {_why(error)}. Name a file or a folder of pages.") from error


def open_found(path: str, root: str) -> BinaryIO:
    """Open a file that the walk found: no link, nothing but a regular file, still inside its folder.

    Raises: OSError where it is something else by now.
    """
    if not _is_inside(os.path.realpath(path), root):
        raise OSError(errno.EXDEV, "it lies outside the folder that was given")
    descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    if not stat.S_ISREG(os.fstat(descriptor).st_mode):
        os.close(descriptor)
        raise OSError(errno.EINVAL, "it is not a regular file")
    return os.fdopen(descriptor, "rb")


def file_keys(paths: Iterable[str]) -> frozenset[FileKey]:
    """Return which files lie at `paths`; those that do not exist are left out."""
    keys: set[FileKey] = set()
    for path in paths:
        try:
            met = os.stat(path)
        except OSError:
            continue
        keys.add((met.st_dev, met.st_ino))
    return frozenset(keys)


def locator_of(path: str) -> str:
    r"""Return `path` as it is stored: UTF-8; names that do harm when they are shown as `%XX`.

    >>> locator_of("a\nb.html")
    'a%0Ab.html'
    """
    return "/".join(_shown(name) for name in path.split("/"))


def _shown(name: str) -> str:
    """Return one name of a path; bytes that are no UTF-8 stand in it as lone surrogates."""
    if _HARMFUL.search(name):
        return quote(os.fsencode(name), safe="")
    return _UNDECODED.sub(lambda found: quote(os.fsencode(found[0])), name)


def _folder(folder: str, walk: _Walk) -> Iterator[Found | Rejection]:
    """Yield what lies in `folder` and below; holds one list of names a level, however deep it goes."""
    levels: list[Iterator[_Met]] = [iter([_Met(folder, "")])]
    while levels:
        met = next(levels[-1], None)
        if met is None:
            levels.pop()
        elif met.entry is not None and not _is_open_folder(met.entry):
            yield from _entry(met.entry, met.inside, walk)
        else:
            held = _names(met, walk)
            if isinstance(held, Rejection):
                yield held
            else:
                levels.append(held)


def _is_open_folder(entry: os.DirEntry[str]) -> bool:
    """Say whether a name is that of a folder to go into."""
    return not entry.name.startswith(".") and entry.is_dir(follow_symlinks=False)


def _names(met: _Met, walk: _Walk) -> Iterator[_Met] | Rejection:
    """Return what a folder holds, in the order of the names' bytes, or why that cannot be known."""
    try:
        folder = os.stat(met.path)
        entries = sorted(os.scandir(met.path), key=lambda entry: os.fsencode(entry.name))
    except OSError as error:
        detail = f"The folder cannot be read: {_why(error)}."
        return _no_input(met.inside or ".", Reason.UNREADABLE, detail, Outcome.REJECTED)
    if (folder.st_dev, folder.st_ino) in walk.seen:
        return _no_input(met.inside, Reason.NOT_REGULAR_FILE, "The folder holds itself; it was read once.")
    walk.seen.add((folder.st_dev, folder.st_ino))
    return iter([_Met(entry.path, f"{met.inside}/{entry.name}".lstrip("/"), entry) for entry in entries])


def _entry(entry: os.DirEntry[str], inside: str, walk: _Walk) -> Iterator[Found | Rejection]:
    """Yield what one name in a folder means."""
    try:
        met = entry.stat(follow_symlinks=False)
    except OSError as error:
        yield _no_input(inside, Reason.UNREADABLE, f"It cannot be read: {_why(error)}.", Outcome.REJECTED)
        return
    if (met.st_dev, met.st_ino) in walk.passed_over:
        return
    if entry.name.startswith("."):
        yield _no_input(
            inside, Reason.UNSUPPORTED_TYPE, "Hidden files and folders are left out; name them to read them."
        )
    elif stat.S_ISLNK(met.st_mode):
        yield from _link(entry.path, inside, walk)
    elif stat.S_ISREG(met.st_mode):
        yield _file(entry.path, walk.root, Source(path=locator_of(inside)), met)
    else:
        yield _no_input(inside, Reason.NOT_REGULAR_FILE, "It is a pipe, a socket or a device, not a file.")


def _link(path: str, inside: str, walk: _Walk) -> Iterator[Found | Rejection]:
    """Yield the file that a link inside the folder leads to, if it is a regular one inside the folder as well."""
    real = os.path.realpath(path)
    try:
        met = os.stat(real)
    except OSError:
        yield _no_input(inside, Reason.NOT_REGULAR_FILE, "The link leads nowhere.")
        return
    if (met.st_dev, met.st_ino) in walk.passed_over:
        return
    if stat.S_ISDIR(met.st_mode):
        yield _no_input(inside, Reason.NOT_REGULAR_FILE, "Links to folders are not followed; name the folder itself.")
    elif not stat.S_ISREG(met.st_mode):
        yield _no_input(inside, Reason.NOT_REGULAR_FILE, "The link leads to a pipe, a socket or a device.")
    elif not _is_inside(real, walk.root):
        yield _no_input(
            inside, Reason.OUTSIDE_ROOT, "The link leads out of the folder; name the file itself to read it."
        )
    else:
        yield _file(real, walk.root, Source(path=locator_of(inside)), met)


def _file(path: str, root: str, source: Source, met: os.stat_result) -> Found | Rejection:
    """Return a regular file as found, and anything else that was named outright as no file."""
    if not stat.S_ISREG(met.st_mode):
        return _no_input(source.path, Reason.NOT_REGULAR_FILE, "It is a pipe, a socket or a device, not a file.")
    return Found(path=path, root=root, source=source, size=met.st_size)


def _is_inside(path: str, root: str) -> bool:
    """Say whether `path`, its links resolved, lies under `root`."""
    return os.path.commonpath([path, root]) == root


def _no_input(inside: str, reason: Reason, detail: str, outcome: Outcome = Outcome.SKIPPED) -> Rejection:
    """Return the outcome of what is not read."""
    return Rejection(source=Source(path=locator_of(inside)), outcome=outcome, reason=reason, detail=detail)


def _why(error: OSError) -> str:
    """Return an operating system's error without the path."""
    return (error.strerror or type(error).__name__).lower()
