"""The other side: a process that reads files, makes articles of pages and says what it does.

It says which page it takes in hand before it touches it. It opens files for reading and does nothing else to the world.

Rule: knows readers, the pipeline and the wire; no database, no clock.
"""

import importlib
import re
import signal
import traceback
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from multiprocessing.connection import Connection
from typing import BinaryIO

from archive.disk_folder import open_found
from archive.done import Seal
from archive.stamps import seal_of, stamp_of
from archive.warm import warm_up, warm_up_texts
from archive.workers.limits import Limits, allow_cpu, confine, die_with_parent, start_page_clock
from archive.workers.wire import (
    Begun,
    Broken,
    Ended,
    Finished,
    Message,
    Opened,
    Ready,
    Recognised,
    Setup,
    Split,
    Task,
    pack,
    unpack_from_parent,
)
from ingest.normalise.address import content_hash
from ingest.readers import Form, form_of, read
from ingest.readers.beside import Beside
from ingest.readers.forms import form_named
from ingest.readers.reading import MOST_SKIPS, Mark, Met, Order, Piece, rejected
from schemas.article import Article
from schemas.page import RawPage
from schemas.report import Reason, Rejection
from schemas.types import ContentHash

Process = Callable[[RawPage], Article | Rejection]

_PATH = re.compile(r"(?<![\w.:/])/[^\s'\":,;)]+")
_LONGEST_DETAIL = 300
_MOST_PIECES = 2000
_READ_AS_THEY_ARE = ("html", "text")
"""Forms whose reader does nothing that could end its process before the page is in hand."""
_PIECES_AT_ONCE = 8
"""Pieces of a long file that are told in one message, while the next ones are looked for."""


def main(descriptor: int, parent: int) -> None:
    """Serve the parent at the other end of `descriptor` until it closes it or enough pages are done."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent is asked to stop, and stops us
    die_with_parent(parent)
    with Connection(descriptor) as parent_end:
        setup = unpack_from_parent(parent_end.recv_bytes())
        if not isinstance(setup, Setup):
            raise TypeError("the first word to a worker is its setup")
        say = _Voice(parent_end)
        try:
            process = _imported(setup)
        except Exception as error:  # noqa: BLE001  whatever it is, the parent has to hear it
            say(Broken(_in_words(error)))
            return
        confine(setup.limits)
        say(Ready())
        _Worker(setup, process, say).serve(parent_end)


@dataclass(slots=True)
class _Voice:
    """Sends messages. Those that can wait for the next one go with it: each waking of the parent costs its writer."""

    parent_end: Connection
    held: list[Message] = field(default_factory=list)

    def __call__(self, message: Message, *, can_wait: bool = False) -> None:
        """Send a message, or hold it back where the parent need not know it before the next one."""
        self.held.append(message)
        if not can_wait:
            self.finish()

    def finish(self) -> None:
        """Send what is held back."""
        if self.held:
            self.parent_end.send_bytes(pack(tuple(self.held)))
            self.held.clear()


def _imported(setup: Setup) -> Process:
    """Return the function that makes articles, with all loaded that it loads when the first pages come.

    Some of it (the language model) wants to write a temporary file, which is not possible once the limits hold.
    """
    module, _, function = setup.process.partition(":")
    process: Process = getattr(importlib.import_module(module), function)
    warm_up(process)
    return process


@dataclass(slots=True)
class _Worker:
    """A worker at work."""

    setup: Setup
    process: Process
    say: _Voice
    pages: int = 0
    form: Form | None = None
    """What the file in hand is, once that is known."""
    at: Mark = field(default_factory=Mark)
    """How far the file in hand was read."""
    seal: Seal | None = None
    """How the file in hand was when all of it was read."""
    has_met_text: bool = False
    is_worn: bool = False
    """It ran out of memory once, or has done its share: a fresh process goes on."""

    @property
    def limits(self) -> Limits:
        """Return what this process may use up."""
        return self.setup.limits

    def serve(self, parent_end: Connection) -> None:
        """Do tasks until the parent closes the pipe, or until a fresh process should go on."""
        while not self.is_worn:
            if not parent_end.poll():
                self.say.finish()
            try:
                task = unpack_from_parent(parent_end.recv_bytes())
            except EOFError:
                return
            if isinstance(task, Task):
                self._do(task)
        self.say.finish()

    def _do(self, task: Task) -> None:
        """Read one file or piece of a file, or as much of it as this process may."""
        self.say(Opened(task.number))
        self.form, self.at, self.seal = None, task.start, None
        is_done: bool | None = None
        while is_done is None:
            is_done = self._attempt(task)
        if is_done:
            self.say(Finished(task.number, self.seal), can_wait=True)  # nothing is at work before the next word

    def _attempt(self, task: Task) -> bool | None:
        """Read on; return whether the task is done, False: another process goes on, None: go on behind an error."""
        allow_cpu(self.limits.read_timeout_s)
        try:
            return self._read(replace(task, start=self.at))
        except OSError as error:
            reason = (error.strerror or type(error).__name__).lower()
            return self._reject(task, Reason.UNREADABLE, f"The file cannot be read: {reason}.")
        except MemoryError:
            self.is_worn = True
            return self._step(task, Reason.PARSE_MEMORY, "Reading it takes more memory than it may.")
        except Exception as error:  # noqa: BLE001  one input's trouble is not to end the run
            return self._step(task, Reason.INTERNAL_ERROR, _in_words(error)) or None

    def _step(self, task: Task, reason: Reason, detail: str) -> bool:
        """Reject the record at which reading ended in an error; return whether nothing can be read behind it."""
        if self.form is None or self.form.counts is None or self.at.skips >= MOST_SKIPS:
            return self._reject(task, reason, detail)
        after = self.at.skipping()
        self.say(Ended(task.number, rejected(self.form.place(task.source, self.at), reason, detail), after, None))
        self.at = after
        return False

    def _reject(self, task: Task, reason: Reason, detail: str) -> bool:
        """Say that the rest of the task's file gave nothing."""
        source = self.form.place(task.source, self.at) if self.form is not None and self.at != Mark() else task.source
        self.say(Ended(task.number, rejected(source, reason, detail), None, None))
        return True

    def _read(self, task: Task) -> bool:
        """Say what each page of the file became; return whether the task is done (False: another process goes on)."""
        order = Order(
            source=task.source,
            beside=Beside(row=task.row, by_url=self.setup.by_url, note=task.note),
            max_bytes=self.limits.max_bytes,
            start=task.start,
            end=task.end,
        )
        with open_found(task.path, task.root) as stream:
            before = stamp_of(stream)
            if task.page is not None:
                self._handle(task, Met(item=replace(task.page, payload=stream.read())))
                return True
            form = form_named(task.kind) if task.kind else form_of(stream, task.source.path)
            if isinstance(form, Form):
                self.form = form
                self.say(Recognised(task.number, form.kind, before), can_wait=form.kind in _READ_AS_THEY_ARE)
                if self._is_split(stream, task, form, order):
                    return False
            only = task.start == Mark()
            known: ContentHash | None = None
            for met in read(stream, order, kind=form.kind if isinstance(form, Form) else None):
                hashed = self._handle(task, met)
                is_whole = only and isinstance(met.item, RawPage) and len(met.item.payload) == before[0]
                known, only = hashed if is_whole else None, False
                if self.is_worn and met.after is not None:
                    return False
            if task.is_to_seal:
                self.seal = self._sealed(stream, before, task, known)
        return True

    def _sealed(
        self, stream: BinaryIO, before: tuple[int, int], task: Task, known: ContentHash | None = None
    ) -> Seal | None:
        """Return how a task's file was."""

        def go_on() -> None:
            allow_cpu(self.limits.read_timeout_s)
            self.say(Opened(task.number))

        return seal_of(stream, before, known=known, is_piece=task.is_piece, go_on=go_on)

    def _is_split(self, stream: BinaryIO, task: Task, form: Form, order: Order) -> bool:
        """Say in which pieces a long container is to be read, as they are found; return False where there are none."""
        if form.split is None or not task.is_to_split:
            return False
        before = stamp_of(stream)
        size = before[0]
        if size <= self.limits.split_bytes:
            return False
        held: list[Piece] = []
        has_told = False
        for piece in form.split(stream, order, max(self.limits.split_bytes, size // _MOST_PIECES)):
            allow_cpu(self.limits.read_timeout_s)
            held.append(piece)
            if len(held) > _PIECES_AT_ONCE:
                self.say(Split(task.number, form.kind, tuple(held[:-1]), held[-1].start))
                held, has_told = held[-1:], True
        stream.seek(0)
        if len(held) <= 1 and not has_told:
            return False
        seal = self._sealed(stream, before, task) if task.is_to_seal else None
        self.say(Split(task.number, form.kind, tuple(held), None, seal))
        return True

    def _handle(self, task: Task, met: Met) -> ContentHash | None:
        """Make an article of one page, under clocks of its own; return the hash of the page, if it is one."""
        page = met.item
        self.at = met.after or self.at
        if isinstance(page, Rejection):
            allow_cpu(self.limits.read_timeout_s)
            self.say(Ended(task.number, page, met.after, met.row))
            return None
        if page.format == "text" and not self.has_met_text:
            warm_up_texts(self.process)
            self.has_met_text = True
        cpu_s, hashed = self.limits.cpu_for(len(page.payload)), content_hash(page.payload)
        self.say(Begun(task.number, page.source, hashed, met.after, met.row, cpu_s))
        allow_cpu(max(cpu_s, self.limits.parse_timeout_s))
        start_page_clock(cpu_s)
        result = self._article(page)
        start_page_clock(0)
        allow_cpu(self.limits.read_timeout_s)
        self.pages += 1
        self.is_worn = self.is_worn or self.pages >= self.limits.pages
        self.say(Ended(task.number, result, met.after, met.row))
        return hashed

    def _article(self, page: RawPage) -> Article | Rejection:
        """Return the article of `page`; an exception is that page's rejection."""
        try:
            return self.process(page)
        except MemoryError:
            self.is_worn = True
            reason, detail = Reason.PARSE_MEMORY, "Reading it takes more memory than a page may."
        except RecursionError:
            reason, detail = Reason.TOO_DEEP, "Its elements are nested too deeply."
        except Exception as error:  # noqa: BLE001  one page's trouble is not to end the run
            reason, detail = Reason.INTERNAL_ERROR, _in_words(error)
        return rejected(page.source, reason, detail, content_hash(page.payload))


def _in_words(error: Exception) -> str:
    """Return type, message and our own place of an error, without the paths of this machine."""
    frames = list(_own_frames(error))
    place = f" ({frames[-1]})" if frames else ""
    message = _PATH.sub("…", str(error))[:_LONGEST_DETAIL]
    return f"{type(error).__name__}: {message}{place}"


def _own_frames(error: Exception) -> Iterator[str]:
    """Yield the places in our modules that the error went through, the innermost last."""
    for frame, line in traceback.walk_tb(error.__traceback__):
        module = str(frame.f_globals.get("__name__", ""))
        if module.partition(".")[0] in {"ingest", "archive", "schemas"}:
            yield f"{module}, line {line}"
