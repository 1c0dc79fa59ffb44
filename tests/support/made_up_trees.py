"""Folders for tests of what a folder says: made of names and contents, in memory or on the disk."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from archive.imports import CLAIMERS
from archive.walk import Found, find_files
from ingest.readers.beside import Note
from ingest.readers.trees import Aside, Claimer, Members
from schemas.report import Rejection

Tree = Mapping[str, str | bytes]
"""Paths in a folder -> what the file holds."""


def bytes_of(held: str | bytes) -> bytes:
    """Return what a file holds as bytes."""
    return held.encode() if isinstance(held, str) else held


def laid(folder: Path, tree: Tree) -> Path:
    """Write the files of a tree, and the folders that they need; return the folder."""
    for inside, held in tree.items():
        path = folder / inside
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(bytes_of(held))
    return folder


def said(tree: Tree, claimers: Sequence[Claimer], name: str = "given") -> dict[str, Note | Aside | None]:
    """Return what is said of each file of a tree, in memory."""

    def read(inside: str, most: int) -> bytes | None:
        return bytes_of(tree[inside])[:most] if inside in tree else None

    members = Members(tree, read, claimers, name)
    return {inside: members.about(inside) for inside in tree}


def walked(folder: Path, claimers: Sequence[Claimer] = CLAIMERS) -> dict[str, Note | Rejection | None]:
    """Return what the walk says of each file of a folder: a note, none, or why it is not read."""
    return dict(_walked(folder, claimers))


def _walked(folder: Path, claimers: Sequence[Claimer]) -> Iterator[tuple[str, Note | Rejection | None]]:
    for each in find_files(str(folder), claimers=claimers):
        yield each.source.path, each.note if isinstance(each, Found) else each
