"""What ZIP and TAR have in common: which of their members are read, under what name, and how.

Rule: pure; holds the names that were met, no contents.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import BinaryIO, Literal

from ingest.readers.beside import Note, of_member
from ingest.readers.names import hidden_part, leads_out, member_name
from ingest.readers.reading import Mark, Met, Order, inside, lifted, rejected, skipped
from ingest.readers.trees import Aside
from schemas.errors import StreamError
from schemas.page import Source
from schemas.report import Reason, Rejection

MemberKind = Literal["file", "folder", "link", "special"]

HIDDEN = "Hidden files and folders are left out; name them to read them."
UNSAFE = "Its name leads out of the container. It was not read."
LINK = "It is a link. Links in a container are not followed."
SPECIAL = "It is a pipe or a device, not a file."


@dataclass(frozen=True, slots=True)
class Member:
    """One name in a container."""

    written: bytes
    """Its name, as it stands there."""
    kind: MemberKind
    offset: int
    """Byte at which its header begins."""


@dataclass(slots=True)
class Names:
    """The names of a container, in their order: tells which are read, and tells two of one name apart."""

    source: Source
    _met: set[str] = field(default_factory=set)
    _hidden: set[str] = field(default_factory=set)

    def place(self, member: Member) -> Source | Rejection | None:
        """Return where a file stands that is to be read, why it is not, or None where there is nothing to say."""
        if leads_out(member.written):
            # the folders in it may be those of the machine on which it was packed
            last = member_name(member.written.replace(b"\\", b"/").rsplit(b"/", 1)[-1])
            return rejected(self._source(last, member.offset), Reason.UNSAFE_NAME, UNSAFE)
        name = member_name(member.written)
        if (hidden := hidden_part(name.rstrip("/"))) is not None:
            is_first = hidden not in self._hidden
            self._hidden.add(hidden)
            return skipped(self._source(hidden), Reason.UNSUPPORTED_TYPE, HIDDEN) if is_first else None
        if member.kind == "folder":
            return None
        source = self._source(name, member.offset if name in self._met else None)
        self._met.add(name)
        if member.kind == "link":
            return skipped(source, Reason.NOT_REGULAR_FILE, LINK)
        return skipped(source, Reason.NOT_REGULAR_FILE, SPECIAL) if member.kind == "special" else source

    def _source(self, name: str, offset: int | None = None) -> Source:
        outer = self.source.member
        return replace(self.source, member=f"{outer}!{name}" if outer is not None else name, offset=offset)


def read_member(
    stream: BinaryIO, order: Order, source: Source, number: int, known: Note | Aside | None = None
) -> Iterator[Met]:
    """Yield what lies in the member with that number (from 0), of which `known` is what the folders around it say."""
    here, behind = Mark(count=number), Mark(count=number + 1)
    if isinstance(known, Aside):
        aside = skipped(source, known.reason, known.detail)
        yield Met(item=replace(aside, outcome=known.outcome), after=behind)
        return
    if order.inner is None:
        raise ValueError("a container is read by its form, as `ingest.readers.read` has it done")
    start = order.start.inner if order.start.count == number else None
    within = replace(inside(order, start=start), source=source, beside=of_member(order.beside, known))
    try:
        for met in order.inner(stream, within):
            yield lifted(met, here=here, behind=behind)
    except StreamError as error:
        yield Met(item=rejected(source, error.reason, error.detail), after=behind)


def first_number(order: Order) -> int:
    """Return the number of the first member that is to be read."""
    start = order.start
    return start.count + (start.skip if start.inner is None else 0)
