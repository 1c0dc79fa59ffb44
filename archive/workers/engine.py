"""What reads the inputs of an ingest: worker processes of this machine, or others behind the same two words.

Rule: protocols only.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from types import TracebackType
from typing import Protocol, Self

from archive.workers.limits import Limits
from archive.workers.slots import Handled, Input
from ingest.readers.beside import Row
from schemas.report import Rejection


class Readers(Protocol):
    """Whoever reads, between `with` and its end."""

    def __enter__(self) -> Self:
        """Get ready."""
        ...  # pragma: no cover  a protocol has no body

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, where: TracebackType | None
    ) -> None:
        """End; without an error, all that was yielded is safe in the archive by now."""
        ...  # pragma: no cover  a protocol has no body

    @property
    def has_results(self) -> bool:
        """Return whether results of a run that was cut off wait to be taken: they are the same inputs' again."""
        ...  # pragma: no cover  a protocol has no body

    def leave_off(self) -> None:
        """Have `run` end soon, in whatever thread it is."""
        ...  # pragma: no cover  a protocol has no body

    def run(self, inputs: Iterable[Input | Rejection]) -> Iterator[Handled]:
        """Yield what became of each page of `inputs`, in their order."""
        ...  # pragma: no cover  a protocol has no body


class Engine(Protocol):
    """Makes readers; `archive.workers.Supervisor` is the engine of one machine."""

    def __call__(
        self, *, jobs: int, limits: Limits | None, by_url: Mapping[str, Row], should_stop: Callable[[], bool]
    ) -> Readers:
        """Return readers that may use up so much, and stop soon when told to."""
        ...  # pragma: no cover  a protocol has no body
