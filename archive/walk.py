"""Find the files that a source means, and open them without being led astray by links and special files.

Rule: reads directories and looks at files; knows no reader, no database. Nothing that it hands on names the machine.
"""
# ruff: noqa: PTH100, PTH116, PTH118, PTH119, PTH120  names here may be no text, and are compared as bytes

import os
import stat
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from heapq import merge

from archive.disk_folder import DiskFolder, is_inside, listed, open_found
from archive.imports import CLAIMERS
from ingest.readers.beside import Note
from ingest.readers.names import locator_of
from ingest.readers.trees import Aside, Claimer, Standing, decoded
from schemas.errors import UsageError
from schemas.page import Source
from schemas.report import Outcome, Reason, Rejection

__all__ = ["STDIN", "FileKey", "Found", "check_source", "file_keys", "find_files", "open_found"]

STDIN = "-"

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
    claimers: Sequence[Claimer]
    seen: set[FileKey] = field(default_factory=set)
    """Folders that were entered (a bind mount may hold itself)."""


@dataclass(frozen=True, slots=True)
class _Met:
    """A name that the walk met; that of the folder that was given is empty."""

    path: str
    inside: str
    name: str
    around: tuple[str, ...]
    """Names of the folders that it lies in."""
    standing: Standing
    """What those folders say."""
    is_folder: bool = False


def find_files(
    given: str,
    *,
    name: str | None = None,
    passed_over: frozenset[FileKey] = frozenset(),
    claimers: Sequence[Claimer] = CLAIMERS,
) -> Iterator[Found | Rejection]:
    """Yield the files that `given` (a file or a folder) means, in the order of their names' bytes, and what is none.

    `name` stands for a file's own name (`-` for the file that standard input was copied to). `passed_over`: files of
    ours that are no input (the archive, the sidecar, the log), left out without a word. `claimers` say what a folder
    is as a whole; none: every file is read by itself.
    Raises: UsageError where there is no such file or folder.
    """
    met = check_source(given)
    if stat.S_ISDIR(met.st_mode):
        yield from _folder(given, _Walk(os.path.realpath(given), passed_over, claimers))
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


def _folder(folder: str, walk: _Walk) -> Iterator[Found | Rejection]:
    """Yield what lies in `folder` and below; holds one list of names a level, however deep it goes."""
    outermost = _Met(folder, "", os.path.basename(walk.root), (), Standing(), is_folder=True)
    levels: list[Iterator[_Met | Rejection]] = [iter([outermost])]
    while levels:
        met = next(levels[-1], None)
        if met is None:
            levels.pop()
        elif isinstance(met, Rejection):
            yield met
        elif not met.is_folder:
            yield from _entry(met, walk)
        else:
            levels.append(_names(met, walk))


def _is_open_folder(name: str, *, is_folder: bool) -> bool:
    """Say whether a name is that of a folder to go into."""
    return is_folder and not name.startswith(".")


def _names(met: _Met, walk: _Walk) -> Iterator[_Met | Rejection]:
    """Yield what a folder holds, in the order of the names' bytes, or why that cannot be known."""
    try:
        key = os.stat(met.path)
        files, folders = listed(met.path)
    except OSError as error:
        detail = f"The folder cannot be read: {_why(error)}."
        yield _no_input(met.inside or ".", Reason.UNREADABLE, detail, Outcome.REJECTED)
        return
    if (key.st_dev, key.st_ino) in walk.seen:
        yield _no_input(met.inside, Reason.NOT_REGULAR_FILE, "The folder holds itself; it was read once.")
        return
    walk.seen.add((key.st_dev, key.st_ino))
    standing = met.standing
    try:
        view = DiskFolder(met.path, walk.root, met.name, met.around, files, folders)
        standing = standing.entered(view, walk.claimers)
    except Exception as error:  # noqa: BLE001  one folder's trouble is not to end the run
        detail = f"What the folder says of its files cannot be read ({type(error).__name__}). They are read without it."
        yield _no_input(met.inside or ".", Reason.INTERNAL_ERROR, detail, Outcome.REJECTED)
    around = (*met.around, met.name)
    both = merge(((each, False) for each in files.held), ((each, True) for each in folders.held))
    for held, is_folder in both:
        name = decoded(held)
        path, inside = os.path.join(met.path, os.fsdecode(held)), f"{met.inside}/{name}".lstrip("/")
        yield _Met(path, inside, name, around, standing, is_folder=_is_open_folder(name, is_folder=is_folder))


def _entry(met: _Met, walk: _Walk) -> Iterator[Found | Rejection]:
    """Yield what one name in a folder means."""
    try:
        state = os.lstat(met.path)
    except OSError as error:
        yield _no_input(met.inside, Reason.UNREADABLE, f"It cannot be read: {_why(error)}.", Outcome.REJECTED)
        return
    if (state.st_dev, state.st_ino) in walk.passed_over:
        return
    if met.name.startswith("."):
        yield _no_input(
            met.inside, Reason.UNSUPPORTED_TYPE, "Hidden files and folders are left out; name them to read them."
        )
    elif stat.S_ISLNK(state.st_mode):
        yield from (_with_note(each, met) for each in _link(met.path, met.inside, walk))
    elif stat.S_ISREG(state.st_mode):
        yield _with_note(_file(met.path, walk.root, Source(path=locator_of(met.inside)), state), met)
    else:
        yield _no_input(met.inside, Reason.NOT_REGULAR_FILE, "It is a pipe, a socket or a device, not a file.")


def _with_note(found: Found | Rejection, met: _Met) -> Found | Rejection:
    """Return a file with what the folders around it say of it, or as one that they put aside."""
    if isinstance(found, Rejection):
        return found
    try:
        said = met.standing.about(met.inside)
    except Exception as error:  # noqa: BLE001  one file's trouble is not to end the run
        detail = f"What its folder says of it cannot be read ({type(error).__name__})."
        return _no_input(met.inside, Reason.INTERNAL_ERROR, detail, Outcome.REJECTED)
    if said is None:
        return found
    if isinstance(said, Aside):
        return _no_input(met.inside, said.reason, said.detail, said.outcome)
    return replace(found, note=said)


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
    elif not is_inside(real, walk.root):
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


def _no_input(inside: str, reason: Reason, detail: str, outcome: Outcome = Outcome.SKIPPED) -> Rejection:
    """Return the outcome of what is not read."""
    return Rejection(source=Source(path=locator_of(inside)), outcome=outcome, reason=reason, detail=detail)


def _why(error: OSError) -> str:
    """Return an operating system's error without the path."""
    return (error.strerror or type(error).__name__).lower()
