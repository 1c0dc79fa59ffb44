"""Fixtures for every test: articles and archives made from a few fields. Append only."""

import asyncio
import os
import signal
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import builders
import pytest
from hypothesis import HealthCheck, settings

if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    # Begun in the background by a shell without job control. What a test starts must be open to Ctrl-C all the same.
    signal.signal(signal.SIGINT, signal.default_int_handler)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with the files that take long: of two workers neither waits for the other at the end."""
    slow = {item.path for item in items if item.get_closest_marker("slow")}
    items.sort(key=lambda item: item.path not in slow)


@pytest.fixture(scope="session", autouse=True)
def _no_kept_pages(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Keep what dossiers keep from one to the next in a folder of this run, not in the owner's."""
    before = os.environ.get("XDG_CACHE_HOME")
    os.environ["XDG_CACHE_HOME"] = str(tmp_path_factory.mktemp("kept"))
    yield
    del os.environ["XDG_CACHE_HOME"]
    if before is not None:
        os.environ["XDG_CACHE_HOME"] = before


@pytest.fixture(scope="session")
def make_article() -> Callable[..., Any]:
    """Give `make_article(**fields)`: a complete `schemas.article.Article` from a few fields (support/builders.py)."""
    return builders.make_article


@pytest.fixture(scope="session")
def fresh_archive() -> Callable[..., Any]:
    """Give `fresh_archive(path, articles)`: makes an archive, returns what became of each (support/builders.py)."""
    return builders.fresh_archive


class Room:
    """A reading room in this process: answers requests without a socket."""

    def __init__(
        self,
        archives: Sequence[Path],
        *,
        hosts: Sequence[str] = (),
        allow_sql: bool = False,
        base_url: str = "/",
        editing: Any = None,  # noqa: ANN401  of a module that loads Datasette
        served: Any = None,  # noqa: ANN401  Datasette ships no types
    ) -> None:
        """Open the archives as `cuttings serve` does; `served`: an instance that was made otherwise."""
        from exports.site.server import reading_room  # noqa: PLC0415  Datasette is loaded by the tests that need it

        self.datasette = served or reading_room(
            archives, hosts=hosts, allow_sql=allow_sql, base_url=base_url, editing=editing
        )
        self._runner = asyncio.Runner()

    def get(self, path: str, headers: Mapping[str, str] | None = None) -> Any:  # noqa: ANN401  two HTTP libraries
        """Return the response to a request."""
        return self._runner.run(self.datasette.client.get(path, headers=headers))

    def ask(self, method: str, path: str, **sent: Any) -> Any:  # noqa: ANN401  two HTTP libraries
        """Return the response to a request by another method; `sent`: headers, content."""
        return self._runner.run(self.datasette.client.request(method, path, **sent))

    def run(self, awaited: Any) -> Any:  # noqa: ANN401  any coroutine
        """Await something in the loop of this room."""
        return self._runner.run(awaited)

    def close(self) -> None:
        """Close every connection and thread."""
        for database in self.datasette.databases.values():
            database.close()
        self.datasette.executor.shutdown()
        self._runner.close()


@pytest.fixture(scope="session")
def room() -> Iterator[Callable[..., Room]]:
    """Give `room(archive, ..., **options)`: a reading room with `.get(path)`, closed after the last test."""
    from exports.site.server import quiet_faults  # noqa: PLC0415  Datasette is loaded by the tests that need it

    opened: list[Room] = []

    def open_room(*archives: Path, **options: Any) -> Room:  # noqa: ANN401  those of a Room
        opened.append(Room(archives, **options))
        return opened[-1]

    with quiet_faults():  # as in `cuttings serve`; each trace would take a second
        yield open_room
    for each in opened:
        each.close()


# A busy machine is no fault of the code: neither the time of one example nor the speed of making them fails a test.
settings.register_profile("cuttings", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("cuttings")
