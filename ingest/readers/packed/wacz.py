"""What a WACZ file (a web archive in a ZIP file, webrecorder's specification 1.1.1) states of its members.

Its web archives lie under `archive/`; indexes and lists of pages are for those who replay them.

Rule: pure; holds the list of members with their hashes.
"""

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import BinaryIO

from ingest.readers.packed.zip_directory import Entry
from ingest.readers.packed.zip_entries import head_of, open_trouble, unpack_entry
from ingest.sizes import MEBIBYTE
from schemas.errors import StreamError
from schemas.report import Reason

_LIST, _LIST_DIGEST, _ARCHIVES = b"datapackage.json", b"datapackage-digest.json", b"archive/"
_LONGEST_LIST = 16 * MEBIBYTE
_LARGEST_HASHED = 4096 * MEBIBYTE
"""Hashing more would take longer than finding the next record may; each record of a web archive is checked anyway."""


@dataclass(frozen=True, slots=True)
class Package:
    """A WACZ file."""

    hashes: Mapping[bytes, str]
    """Member -> its SHA-256, as stated."""
    is_readable: bool
    """Whether its list of members could be read."""

    def is_input(self, entry: Entry) -> bool:
        """Say whether a member is one of the web archives."""
        return entry.member.written.startswith(_ARCHIVES)

    def trouble(self, stream: BinaryIO, entry: Entry) -> tuple[Reason, str] | None:
        """Return what is wrong with a member as a whole, None where nothing is, or nothing can be said."""
        if entry.member.written == _LIST and not self.is_readable:
            return Reason.BAD_RECORD, "The list of members with their hashes cannot be read."
        stated = self.hashes.get(entry.member.written)
        if stated is None or entry.size > _LARGEST_HASHED or open_trouble(entry) is not None:
            return None
        digest = hashlib.sha256()
        try:
            for piece in unpack_entry(stream, entry):
                digest.update(piece)
        except StreamError as error:
            return None if self.is_input(entry) else (error.reason, error.detail)  # reading it says the same
        if digest.hexdigest() == stated:
            return None
        return Reason.BAD_DIGEST, "Its SHA-256 is not the one that datapackage.json states of it."

    def missing(self, entries: Sequence[Entry]) -> Iterator[bytes]:
        """Yield the web archives that are listed and not there."""
        there = {entry.member.written for entry in entries}
        yield from (name for name in sorted(self.hashes) if name.startswith(_ARCHIVES) and name not in there)


def package_in(stream: BinaryIO, entries: Sequence[Entry]) -> Package | None:
    """Return what a WACZ file says of its members; None where the ZIP file is none."""
    held = {entry.member.written: entry for entry in entries if entry.member.written in {_LIST, _LIST_DIGEST}}
    if _LIST not in held or not any(entry.member.written.startswith(_ARCHIVES) for entry in entries):
        return None
    said = _json(stream, held[_LIST])
    resources = said.get("resources") if isinstance(said, dict) else None
    if not isinstance(resources, list):
        return Package({}, is_readable=False)
    hashes = dict(_hashes(resources))
    if _LIST_DIGEST in held:
        hashes |= dict(_hashes([_json(stream, held[_LIST_DIGEST])]))
    return Package(hashes, is_readable=True)


def _hashes(resources: Sequence[object]) -> Iterator[tuple[bytes, str]]:
    """Yield the members of a list whose SHA-256 is stated."""
    for each in resources:
        path, stated = (each.get("path"), _stated(each)) if isinstance(each, dict) else (None, None)
        if isinstance(path, str) and isinstance(stated, str):
            algorithm, _, digest = stated.rpartition(":")
            if algorithm in {"sha256", ""}:
                yield path.encode("utf-8", "replace"), digest.lower()


def _stated(resource: dict[str, object]) -> object:
    """Return the hash of a listed member; before version 1.1 it stood under `stats`."""
    stats = resource.get("stats")
    return resource.get("hash") or (stats.get("hash") if isinstance(stats, dict) else None)


def _json(stream: BinaryIO, entry: Entry) -> object:
    try:
        return json.loads(head_of(stream, entry, _LONGEST_LIST) or b"")
    except (ValueError, RecursionError):
        return None
