"""Serve archives on this machine: Datasette in this process, with settings that are safe to leave open.

Rule: sockets and processes' ends stand here and nowhere else in the reading room.
"""

import errno
import socket
import webbrowser
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import uvicorn
from datasette.app import Datasette
from datasette.plugins import pm as plugins

from archive import reader
from exports.site.access import PLUGIN
from schemas.errors import ExportError, UsageError

SETTINGS: dict[str, bool] = {
    "default_allow_sql": False,
    "allow_download": False,
    "allow_csv_stream": False,
    "suggest_facets": False,
}
"""Off: the SQL console, the whole file as a download, endless CSV, and facets guessed on every page view."""

EVERY_ADDRESS = frozenset({"0.0.0.0", "::", ""})  # noqa: S104  compared with, not bound

BACKLOG = 128

_FAULT_HANDLER = "datasette.handle_exception"


def reading_room(
    archives: Sequence[Path], *, hosts: Sequence[str] = (), allow_sql: bool = False, base_url: str = "/"
) -> Any:  # noqa: ANN401  Datasette ships no types
    """Return a Datasette instance that serves `archives` read-only and answers to this machine's names and `hosts`.

    Raises: UsageError, ArchiveMissing, NotAnArchive, NewerArchive.
    """
    if not archives:
        message = "no archive was named. Serve one with: cuttings serve ARCHIVE"
        raise UsageError(message)
    for archive in archives:
        reader.open_reader(archive).close()
    return Datasette(
        files=[str(archive) for archive in archives],
        settings={**SETTINGS, "default_allow_sql": allow_sql, "base_url": base_url},
        metadata={"plugins": {PLUGIN: {"hosts": list(hosts)}}},
    )


def serve(  # noqa: PLR0913  each is an option of the command
    archives: Sequence[Path],
    *,
    host: str = "127.0.0.1",
    port: int = 8001,
    allow_sql: bool = False,
    open_browser: bool = False,
    allow_hosts: Sequence[str] = (),
    announce: Callable[[str], object] = print,
) -> None:
    """Serve `archives` until interrupted, and announce the address as soon as it answers. Port 0 takes a free one.

    Raises: UsageError, ArchiveMissing, NotAnArchive, NewerArchive; ExportError where the port cannot be had.
    """
    hosts = [*allow_hosts, *([] if host in EVERY_ADDRESS else [host])]
    datasette = reading_room(archives, hosts=hosts, allow_sql=allow_sql)
    listener = listen(host, port)
    try:
        url = url_of(listener, host)
        announce(url)
        if open_browser:
            webbrowser.open(url)
        config = uvicorn.Config(datasette.app(), log_level="warning", access_log=False, lifespan="on")
        with suppress(KeyboardInterrupt), quiet_faults():
            uvicorn.Server(config).run(sockets=[listener])
    finally:
        listener.close()


def listen(host: str, port: int) -> socket.socket:
    """Return a listening socket, so that the address answers before it is announced.

    Raises: ExportError, naming the fix.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    try:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((host, port))
        listener.listen(BACKLOG)
    except OSError as error:
        listener.close()
        raise ExportError(_refusal(error, host, port)) from error
    return listener


@contextmanager
def quiet_faults() -> Iterator[None]:
    """Take Datasette's own fault handler out for the time: it prints a trace for each address that is not there."""
    handler = plugins.unregister(name=_FAULT_HANDLER)
    try:
        yield
    finally:
        plugins.register(handler, _FAULT_HANDLER)


def url_of(listener: socket.socket, host: str) -> str:
    """Return the address at which the reading room answers on this machine."""
    port = int(listener.getsockname()[1])
    name = "127.0.0.1" if host in EVERY_ADDRESS else f"[{host}]" if ":" in host else host
    return f"http://{name}:{port}/"


def _refusal(error: OSError, host: str, port: int) -> str:
    if error.errno == errno.EADDRINUSE:
        return f"port {port} on {host} is in use. Take another: cuttings serve ARCHIVE -p {port + 1}"
    if error.errno in {errno.EACCES, errno.EPERM}:
        return f"port {port} on {host} needs more rights than you have. Take another: cuttings serve ARCHIVE -p 8001"
    return f"cannot listen on {host}, port {port}: {error.strerror or error}. Name an address of this machine."
