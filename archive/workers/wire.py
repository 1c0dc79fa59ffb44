"""What parent and workers say to each other.

Workers parse hostile pages: what comes from them is unpickled by a list of classes, never freely.

Rule: messages and their bytes only.
"""

import io
import pickle
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from enum import Enum
from operator import attrgetter
from typing import Any, cast

from archive.done import Seal
from archive.workers.limits import Limits
from ingest.readers.beside import Note, Row
from ingest.readers.reading import Mark, Piece
from schemas.article import Article, Card, Fact
from schemas.document import Block, BlockKind
from schemas.page import RawPage, Source
from schemas.report import Outcome, Reason, Rejection
from schemas.signature import Signature
from schemas.types import ContentHash


@dataclass(frozen=True, slots=True, kw_only=True)
class Setup:
    """First word to a worker."""

    process: str
    """`module:function` that makes an article of a page."""
    limits: Limits
    by_url: Mapping[str, Row]


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """A file, or a piece of one, to be read."""

    number: int
    path: str
    root: str
    source: Source
    row: Row | None = None
    note: Note | None = None
    """What the folder around the file says of it."""
    page: RawPage | None = None
    """Set where the file holds the received bytes of one page and all else about it is known: no reader looks at it."""
    kind: str | None = None
    """What the file is, where that was found out before: a container that is not read for the first time."""
    start: Mark = field(default_factory=Mark)
    end: int | None = None
    is_to_split: bool = True
    """It may be divided among the workers."""
    is_piece: bool = False
    """It is a part of a file that was divided."""
    is_to_seal: bool = False
    """The hash of the whole file is wanted."""


@dataclass(frozen=True, slots=True)
class Ready:
    """The worker has imported all it needs."""


@dataclass(frozen=True, slots=True)
class Broken:
    """The worker cannot start."""

    detail: str


@dataclass(frozen=True, slots=True)
class Opened:
    """The worker begins to read a task's file."""

    task: int


@dataclass(frozen=True, slots=True)
class Recognised:
    """The worker knows what a task's file is."""

    task: int
    kind: str
    stamp: tuple[int, int] | None = None
    """Its size, and when it was last written."""


@dataclass(frozen=True, slots=True)
class Split:
    """The file is long: read it in these pieces instead."""

    task: int
    kind: str
    pieces: tuple[Piece, ...]
    rest: Mark | None
    """Where more pieces begin that are still being found; None: these are the last."""
    seal: Seal | None = None
    """With the last pieces: of the whole file."""


@dataclass(frozen=True, slots=True)
class Begun:
    """The worker takes a page in hand; whatever happens from now on is that page's doing."""

    task: int
    source: Source
    received_sha256: ContentHash
    after: Mark | None
    row: int | None
    cpu_s: float
    """Processor time that the page may take."""


@dataclass(frozen=True, slots=True)
class Ended:
    """What became of a page."""

    task: int
    result: Article | Rejection
    after: Mark | None
    row: int | None


@dataclass(frozen=True, slots=True)
class Finished:
    """Nothing more comes from this task."""

    task: int
    seal: Seal | None = None
    """How the file was; None: nobody asked, it was not read to its end, or it changed meanwhile."""


Message = Ready | Broken | Opened | Recognised | Split | Begun | Ended | Finished

_Setters = tuple[Callable[[object, object], None], ...]

_WELCOME = {
    (each.__module__, each.__qualname__): each
    for each in (
        Ready, Broken, Opened, Recognised, Split, Begun, Ended, Finished,
        Article, Block, BlockKind, Card, Fact, Mark, Outcome, Piece, Reason, Rejection, Seal, Signature, Source,
    )
}  # fmt: skip


_SHORT = (
    Task, Recognised, Begun, Ended, Finished,
    Article, Block, Card, Fact, Mark, Rejection, Seal, Source,
)  # fmt: skip
"""Records of two fields or more that are sent as their values: `dataclasses` would name every field of every fact, and
set them by name."""


def made_of(kind: type, *values: object) -> object:
    """Return the record of a kind that holds these values, in the order of its fields."""
    return made_all(kind, (values,))[0]


def made_all(kind: type, rows: Iterable[tuple[object, ...]]) -> tuple[object, ...]:
    """Return the records of a kind that hold these values, each row in the order of the fields."""
    return tuple(_made(kind, _SETTERS[kind], row) for row in rows)


def _made(kind: type, setters: _Setters, values: tuple[object, ...]) -> object:
    record: object = object.__new__(kind)
    for setter, value in zip(setters, values, strict=True):
        setter(record, value)
    return record


@dataclass(frozen=True, slots=True)
class _Rows:
    """Records of one kind in a row, which are written as their values: an article has a hundred of them."""

    kind: type
    rows: tuple[tuple[object, ...], ...]


_FIELDS: dict[type, tuple[str, ...]] = {kind: tuple(kind.__dataclass_fields__) for kind in _SHORT}
_SETTERS: dict[type, _Setters] = {
    kind: tuple(vars(kind)[name].__set__ for name in names) for kind, names in _FIELDS.items()
}
"""They set the slots of records that are frozen for everybody else."""
_VALUES: dict[type, Callable[[object], tuple[object, ...]]] = {
    kind: attrgetter(*names) for kind, names in _FIELDS.items()
}
_MAKERS = {(each.__module__, each.__qualname__): each for each in (made_of, made_all)}


def _in_rows(value: object) -> object:
    """Return a tuple of blocks or facts in the form in which they are written; anything else as it is."""
    kind = type(value[0]) if isinstance(value, tuple) and value else None
    if kind not in {Block, Fact}:
        return value
    return _Rows(kind, tuple(map(_VALUES[kind], cast("tuple[object, ...]", value))))


class _Unpickler(pickle.Unpickler):
    """Makes nothing but our own records."""

    def find_class(self, module: str, name: str) -> Any:  # noqa: ANN401  the base class says so
        """Return one of the classes that workers may send."""
        found = _MAKERS.get((module, name)) or _WELCOME.get((module, name))
        if found is None:
            raise pickle.UnpicklingError(f"a worker sent {module}.{name}")
        return found


class _Pickler(pickle.Pickler):
    """Writes records and the members of our enumerations by their values.

    Python before 3.11.4 would write them by `getattr`, which no reader of a worker's words may call.
    """

    def reducer_override(self, obj: object) -> Any:  # noqa: ANN401  as pickle has it
        if isinstance(obj, _Rows):
            return made_all, (obj.kind, obj.rows)
        values = _VALUES.get(type(obj))
        if values is not None:
            return made_of, (type(obj), *map(_in_rows, values(obj)))
        return (type(obj), (obj.value,)) if isinstance(obj, Enum) else NotImplemented


def pack(message: object) -> bytes:
    """Return the bytes of a message."""
    written = io.BytesIO()
    _Pickler(written, protocol=pickle.HIGHEST_PROTOCOL).dump(message)
    return written.getvalue()


def unpack_from_worker(payload: bytes) -> tuple[Message, ...]:
    """Return a worker's messages, at least one.

    Raises: pickle.UnpicklingError where it is anything but our records.
    """
    try:
        messages = _Unpickler(io.BytesIO(payload)).load()
    except (AttributeError, EOFError, ImportError, IndexError, KeyError, TypeError, ValueError) as error:
        raise pickle.UnpicklingError(f"a worker sent what is no message: {error}") from error
    if not isinstance(messages, tuple) or not messages or not all(isinstance(each, Message) for each in messages):
        raise pickle.UnpicklingError(f"a worker sent a {type(messages).__name__}")
    return messages


def unpack_from_parent(payload: bytes) -> Setup | Task:
    """Return a parent's message; a worker trusts its parent."""
    message: Setup | Task = pickle.loads(payload)  # noqa: S301  from our own parent
    return message
