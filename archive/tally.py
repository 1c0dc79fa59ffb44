"""The account of an ingest: every input is counted, logged, and told to the progress bar.

Rule: knows results and lines; no database, no workers but what they hand on.
"""

import time
from collections import Counter, deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TextIO

from archive.done import Closed
from archive.ingest_log import log_line
from archive.relearn import Progress
from archive.spill import Spill
from archive.store import Result
from archive.workers import Handled
from ingest.readers.forms import form_named
from schemas.article import Article
from schemas.report import FormCount, InputLine, Outcome, RejectedInput

STAGE = "1-7 ingest"
_MOST_WARNINGS = 50
_MEGABYTE = 1_000_000
_LEAST_S = 2.0
"""Before this no time is told that is left."""


@dataclass(slots=True)
class Accounts:
    """Counts inputs, writes the log, tells the progress bar. What is listed beyond a thousand waits in a file."""

    log: TextIO | None
    progress: Progress | None
    total: int = 0
    """Files and what else was met."""
    size: int = 0
    """Bytes of all files."""
    counts: Counter[Outcome] = field(default_factory=Counter)
    details: deque[str | None] = field(default_factory=deque)
    """Details of the results that were handed on and not yet accounted for, in order."""
    spoken: set[int] = field(default_factory=set)
    """Rows of the spreadsheet that spoke of an input."""
    rejected: Spill[RejectedInput] = field(default_factory=lambda: Spill(RejectedInput))
    skipped: Spill[RejectedInput] = field(default_factory=lambda: Spill(RejectedInput))
    kinds: Counter[str] = field(default_factory=Counter)
    """Inputs by the form of the file that they stood in."""
    files: Counter[str] = field(default_factory=Counter)
    """Files by form."""
    path: str | None = None
    """The file that the last input stood in."""
    done: int = 0
    """Bytes of the files that are through, and of what was read of the others."""
    started: float = field(default_factory=time.monotonic)

    def watched(self, handled: Iterable[Handled]) -> Iterator[Result]:
        """Hand results on, and remember what the store does not say again."""
        for each in handled:
            result = each.result
            self.done = max(self.done, each.read_bytes)
            if each.row is not None:
                self.spoken.add(each.row)
            if each.kind is not None:
                self._note_form(each.kind, str(result.source.path) if not isinstance(result, Closed) else None)
            if not isinstance(result, Closed):
                self.details.append(None if isinstance(result, Article) else result.detail)
            yield result

    def _note_form(self, kind: str, path: str | None) -> None:
        self.kinds[kind] += path is not None
        if path not in (None, self.path):
            self.path = path
            self.files[kind] += 1

    def forms(self) -> tuple[FormCount, ...]:
        """Return what the files were read as."""
        return tuple(
            FormCount(form=kind, title=form_named(kind).title, files=self.files[kind], inputs=self.kinds[kind])
            for kind in sorted(self.kinds)
        )

    def count(self, line: InputLine) -> None:
        """Account for one input."""
        detail = self.details.popleft()
        self.counts[line.outcome] += 1
        if line.reason is not None:
            listed = self.rejected if line.outcome is Outcome.REJECTED else self.skipped
            listed.add(
                RejectedInput(
                    source=line.source,
                    member=line.member,
                    offset=line.offset,
                    reason=line.reason,
                    detail=detail or line.detail or "",
                )
            )
        if self.log is not None:
            self.log.write(log_line(line))
        if self.progress is not None:
            self.tell(f"{STAGE}{self._rate()}")

    def tell(self, stage: str) -> None:
        """Move the progress bar: by bytes, for a file may hold one page or a million."""
        if self.progress is not None:
            rejected = self.counts[Outcome.REJECTED]
            self.progress(f"{stage}, {rejected} rejected" if rejected else stage, self.done, self.size)

    def _rate(self) -> str:
        """Return how many inputs there were, how fast they come, and how long it may still take."""
        spent = time.monotonic() - self.started
        inputs = self.counts.total()
        said = f", {inputs:,} inputs, {self.done / _MEGABYTE:,.0f} of {self.size / _MEGABYTE:,.0f} MB"
        if spent < _LEAST_S or not self.done:
            return said
        left = max(0, self.size - self.done) * spent / self.done
        return f"{said}, {inputs / spent:,.0f} a second, {duration(left)} left"


def duration(seconds: float) -> str:
    """Return a time in words, coarsely.

    >>> duration(40), duration(150), duration(8000)
    ('40 s', '2 min', '2.2 h')
    """
    if seconds < 100:  # noqa: PLR2004  below, seconds say more than minutes
        return f"{seconds:.0f} s"
    return f"{seconds / 60:.0f} min" if seconds < 7200 else f"{seconds / 3600:.1f} h"  # noqa: PLR2004  two hours


def shown(warnings: Sequence[str]) -> tuple[str, ...]:
    """Return the warnings that are shown."""
    listed = tuple(warnings[:_MOST_WARNINGS])
    more = len(warnings) - _MOST_WARNINGS
    return (*listed, f"and {more} more notes on the sidecar") if more > 0 else listed
