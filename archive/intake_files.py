"""The files that the sources of an ingest mean, with what is known of each before it is read.

Rule: knows the walk, the sidecar and the ledger; no database but by the ledger, no decision about pages.
"""

import json
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import blake2b
from importlib.metadata import EntryPoints, entry_points

from archive.ledger import Ledger
from archive.program import program_version
from archive.sidecar import Sidecar
from archive.walk import FileKey, Found, find_files
from archive.workers import Input, Limits
from ingest.pipeline import EXTRACTOR
from ingest.readers.beside import Note, Row
from ingest.readers.forms import FORMS, GROUP
from schemas.codec import to_json
from schemas.page import Source
from schemas.report import Outcome, Reason, Rejection

READERS = "readers/2"
"""Raised whenever the readers may give other pages for the same bytes: what they read is read anew then."""


@dataclass(frozen=True, slots=True)
class Given:
    """A source as given, with the name that its locator has instead of its own."""

    path: str
    name: str | None = None

    def files(self, own: frozenset[FileKey]) -> Iterator[Found | Rejection]:
        """Yield the files that the source means."""
        return find_files(self.path, name=self.name, passed_over=own)


@dataclass(slots=True)
class Files:
    """The files that the sources mean, and the rows of the sidecar that name them."""

    given: Sequence[Given]
    own: frozenset[FileKey]
    sidecar: Sidecar | None
    ledger: Ledger | None
    """What is known from earlier runs; None: nothing is asked and nothing is to be kept."""
    limits: Limits
    asks_ledger: bool = True
    """What it knows of a file is told, and the file not read."""
    names: Counter[str] = field(default_factory=Counter)
    """How many files have a name; counted only for a sidecar."""
    count: int = 0
    """Files and what else was met, once looked for."""
    size: int = 0
    """Bytes of all files, once looked for."""
    circumstances: str = ""

    def look_ahead(self, tell: Callable[[], None]) -> None:
        """Count the files, for the progress bar and for rows that give a bare name; fail early on wrong paths."""
        for given in self.given:
            for each in given.files(self.own):
                self.count += 1
                if isinstance(each, Found):
                    self.size += each.size
                    if self.sidecar is not None:
                        self.names[_bare(each.source.path)] += 1
            tell()

    def inputs(self) -> Iterator[Input | Rejection]:
        """Yield the files with the rows that name them, those that were read before with what they gave."""
        for given in self.given:
            for each in given.files(self.own):
                yield each if isinstance(each, Rejection) else self._input(each)

    def _input(self, found: Found) -> Input:
        row = self._row(found)
        if self.ledger is None or (self.sidecar is not None and self.sidecar.by_url):
            return Input(found=found, row=row)  # which page a row by address speaks of, only reading tells
        self.circumstances = self.circumstances or _circumstances(self.limits)
        context = context_of(self.circumstances, row, found.note)
        told = self.ledger.told(found, context) if self.asks_ledger else None
        return Input(found=found, row=row, context=context, told=told)

    def _row(self, found: Found) -> Row | None:
        """Return the row of the sidecar that names a file."""
        if self.sidecar is None:
            return None
        only = self.names[_bare(found.source.path)] == 1
        row = self.sidecar.row_of(found.source.path, is_only_of_its_name=only)
        if row is not None:
            self.sidecar.spoken.add(row.number)
        return row

    def unmet_rows(self) -> Iterator[Rejection]:
        """Yield the rows of the sidecar that named nothing that was met."""
        for number, name in self.sidecar.silent() if self.sidecar is not None else ():
            yield Rejection(
                source=Source(path=self.sidecar.name if self.sidecar else "", offset=number),
                outcome=Outcome.SKIPPED,
                reason=Reason.SIDECAR,
                detail=f"The row names `{name[:200]}`, which was not met.",
            )


def _circumstances(limits: Limits) -> str:
    """Return what all files of an ingest have in common: rules, forms that are read, plug-ins, limits."""
    kinds = sorted(form.kind for form in FORMS)
    plugged = sorted((each.name, each.value, each.dist.version if each.dist else "") for each in _plugged())
    said = [EXTRACTOR, READERS, program_version(), kinds, plugged, limits.max_bytes]
    return json.dumps(said, ensure_ascii=False)


def _plugged() -> EntryPoints:
    """Return the plug-ins that read; none of them is loaded here."""
    return entry_points(group=GROUP)


def context_of(circumstances: str, row: Row | None, note: Note | None) -> str:
    """Return a mark of all that the results of a file depend on beside its bytes.

    The number of a row is not in it: a row that moved in its spreadsheet says the same.
    """
    said: Mapping[str, object] = {} if row is None else {**to_json(row), "number": None}
    packed = json.dumps([circumstances, said, to_json(note)], ensure_ascii=False, sort_keys=True)
    return blake2b(packed.encode("utf-8", "replace"), digest_size=8).hexdigest()


def _bare(path: str) -> str:
    """Return a file's name without folders."""
    return path.rpartition("/")[2]
