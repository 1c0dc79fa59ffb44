"""Parts set, or taken from what was set before.

Rule: puts together what keeps, what sets and what names; knows no WeasyPrint and no pikepdf.
"""

import json
import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from types import TracebackType
from typing import Self

from archive.workers.crew import Crew
from archive.workers.crew_words import Job, Trade
from exports.dossier.press.child import WORK, Order
from exports.dossier.press.kept import Kept
from exports.dossier.press.keys import key_of, seed_key_of
from exports.dossier.press.part import Made, Part
from exports.dossier.press.sheets import Sheets, UnreadableSheets, unpack
from schemas.errors import ExportError

MEMORY_BYTES = 1 << 30
"""Address space of a process that sets pages, above what it has when it is ready."""

_CPU_S, _CPU_S_PER_KIBIBYTE = 20.0, 0.25
"""Processor time that a part may take, and more by the length of its HTML: many times what an honest one takes."""

Told = Callable[[int, int], None]
"""Called with how many parts are ready, and of how many."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ready:
    """What became of a part."""

    sheets: Sheets
    notes: tuple[str, ...] = ()
    """What was cut or changed to print it."""
    is_plain: bool = False
    """It could not be set as it should be, and is set plainly."""


class Press:
    """Sets parts in one style. A context manager: at the end its processes are gone."""

    def __init__(self, css: str, *, kept: Kept | None, jobs: int, tags: bool) -> None:
        """Get ready; no process is started as long as everything is kept."""
        self._css = css
        self._kept = kept
        self._tags = tags
        self._crew = Crew(Trade(work=WORK, setup=css, memory_bytes=MEMORY_BYTES), jobs)
        self.was_set = 0
        """Parts that were not kept, so far."""

    def __enter__(self) -> Self:
        """Return the press."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Send the processes home, and clear up behind them."""
        self._crew.__exit__(kind, error, trace)

    def start(self) -> None:
        """Start one process, where there is a core for it beside our own, so that it gets ready meanwhile."""
        if (os.cpu_count() or 1) > 1:
            self._crew.start(1)

    def tidy(self) -> None:
        """Drop kept pages that were not asked for the longest, where they are too many."""
        if self._kept is not None:
            self._kept.tidy()

    def rest(self) -> None:
        """Send the processes home; where something is set after all, others are started."""
        self._crew.send_home()

    def set(self, parts: Sequence[Part], tell: Told) -> dict[str, Ready]:
        """Return the pages of each part, by its name.

        Raises: ExportError where a part cannot be set and there is no plain form of it.
        """
        ready = {part.name: known for part in parts if (known := self._recall(part)) is not None}
        made = {part.name: part.make() for part in parts if part.name not in ready}
        orders = {part.name: self._order(part, made[part.name].html) for part in parts if part.name in made}
        for part in parts:
            if part.name in orders and (sheets := self._find(orders[part.name])) is not None:
                ready[part.name] = self._known(part, made[part.name], orders[part.name], sheets)
        tell(len(ready), len(parts))
        failed = {}
        for part, order, outcome in self._set([(part, orders[part.name]) for part in parts if part.name not in ready]):
            if isinstance(outcome, Sheets):
                ready[part.name] = self._known(part, made[part.name], order, outcome)
                tell(len(ready), len(parts))
            else:
                failed[part.name] = _plain(part, order, outcome)
        for part, _, outcome in self._set(list(failed.values())):
            if not isinstance(outcome, Sheets):
                raise ExportError(f"{part.title} cannot be printed, not even plainly: setting it {outcome}.")
            ready[part.name] = Ready(sheets=outcome, notes=made[part.name].notes, is_plain=True)
            tell(len(ready), len(parts))
        return ready

    def _recall(self, part: Part) -> Ready | None:
        """Return a part that was made from the same before, without making it."""
        if self._kept is None or not part.seed:
            return None
        name = seed_key_of(part.seed, self._css, tags=self._tags)
        memo = self._kept.find(name)
        if memo is None:
            return None
        try:
            told = json.loads(memo)
            key, notes = str(told["key"]), tuple(map(str, told["notes"]))
        except (ValueError, KeyError, TypeError):
            self._kept.drop(name)
            return None
        sheets = self._unpacked(key)
        return None if sheets is None else Ready(sheets=sheets, notes=notes)

    def _known(self, part: Part, made: Made, order: Order, sheets: Sheets) -> Ready:
        """Note under its seed what a part was made to."""
        if self._kept is not None and part.seed:
            told = {"key": key_of(order, self._css), "notes": made.notes}
            name = seed_key_of(part.seed, self._css, tags=self._tags)
            self._kept.keep(name, json.dumps(told).encode())
        return Ready(sheets=sheets, notes=made.notes)

    def _order(self, part: Part, html: str) -> Order:
        return Order(html=html, language=part.language, tags=self._tags)

    def _find(self, order: Order) -> Sheets | None:
        return None if self._kept is None else self._unpacked(key_of(order, self._css))

    def _unpacked(self, key: str) -> Sheets | None:
        """Return the pages that are kept under a key."""
        body = self._kept.find(key) if self._kept is not None else None
        if self._kept is None or body is None:
            return None
        try:
            return unpack(body)
        except UnreadableSheets:  # of an earlier version, or damaged: set anew
            self._kept.drop(key)
            return None

    def _set(self, wanted: Sequence[tuple[Part, Order]]) -> Iterator[tuple[Part, Order, Sheets | str]]:
        """Yield the pages of parts, or why there are none, as they are ready."""
        jobs = [
            Job(number=number, body=order.pack(), cpu_s=_CPU_S + _CPU_S_PER_KIBIBYTE * len(order.html) / 1024)
            for number, (_, order) in enumerate(wanted)
        ]
        jobs.sort(key=lambda job: -len(job.body))  # the longest first: nobody sets it alone at the end
        for done in self._crew.run(jobs):
            part, order = wanted[done.number]
            self.was_set += 1
            if done.body is None:
                yield part, order, done.problem
                continue
            sheets = unpack(done.body)
            if self._kept is not None and sheets.is_ours:
                self._kept.keep(key_of(order, self._css), done.body)
            yield part, order, sheets


def _plain(part: Part, order: Order, problem: str) -> tuple[Part, Order]:
    if part.plain is None:
        raise ExportError(f"{part.title} cannot be printed: setting it {problem}.")
    return part, Order(html=part.plain(problem), language=order.language, tags=order.tags)
