"""Serve archives on this machine: Datasette in this process, with settings that are safe to leave open.

Rule: sockets and processes' ends stand here and nowhere else in the reading room.
"""

import errno
import gc
import re
import secrets
import socket
import sqlite3
import webbrowser
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import uvicorn
from datasette.app import Datasette
from datasette.plugins import pm as plugins

from archive import reader
from archive.connect import CACHE_KIB, can_be_coordinated, has_log
from archive.holdings import holdings
from archive.published import copy_of
from exports.site.access import PLUGIN
from exports.site.forks import can_fork, work_in_forks
from exports.site.shield import LOCAL_HOSTS
from schemas.errors import CuttingsError, ExportError, LogBesideArchive, UsageError

SETTINGS: dict[str, bool | int] = {
    "cache_size_kb": CACHE_KIB,
    "default_allow_sql": False,
    "allow_download": False,
    "allow_csv_stream": False,
    "suggest_facets": False,
}
"""More of the file in memory than SQLite holds by itself.

Off: the SQL console, the whole file as a download, endless CSV, and facets guessed on every page view.
"""

EVERY_ADDRESS = frozenset({"0.0.0.0", "::", ""})  # noqa: S104  compared with, not bound

BACKLOG = 128

_PREFIX = re.compile(r"/([A-Za-z0-9._~-]+/)*")

_FAULT_HANDLER = "datasette.handle_exception"


@dataclass(frozen=True, slots=True)
class Editing:
    """Who may change the archives: whoever opens the one-time address that is printed."""

    name: str | None = None
    """The name that goes with changes; None: Datasette's name for that actor, `root`."""
    announce: Callable[[str], object] = print
    """Told the address, which signs in the browser that opens it first."""
    token: str = field(default_factory=lambda: secrets.token_hex(32))
    """What makes the address work once."""


def reading_room(
    archives: Sequence[Path],
    *,
    hosts: Sequence[str] = (),
    allow_sql: bool = False,
    base_url: str = "/",
    secret: str | None = None,
    editing: Editing | None = None,
) -> Any:  # noqa: ANN401  Datasette ships no types
    """Return a Datasette instance that serves `archives` and answers to this machine's names and `hosts`.

    Without `editing` nobody can change them, however they sign in.

    Raises: UsageError, ArchiveMissing, NotAnArchive, NewerArchive, OlderArchive, LogBesideArchive.
    """
    check(archives)
    fixed = [str(archive) for archive in archives if not can_be_coordinated(archive)]
    datasette = Datasette(
        files=[str(archive) for archive in archives if str(archive) not in fixed],
        immutables=fixed,
        settings={**SETTINGS, "default_allow_sql": allow_sql, "base_url": prefix_of(base_url)},
        metadata={"plugins": {PLUGIN: {"hosts": list(hosts), **_right_to_edit(editing)}}},
        secret=secret or secrets.token_hex(32),
    )
    datasette._root_token = editing.token if editing else None  # noqa: SLF001  as `datasette serve --root` uses it
    return datasette


def _right_to_edit(editing: Editing | None) -> dict[str, Any]:
    return {"edit": editing is not None, **({"name": editing.name} if editing and editing.name else {})}


def check(archives: Sequence[Path]) -> None:
    """See that there is something to serve, and that it can be.

    Raises: UsageError, ArchiveMissing, NotAnArchive, NewerArchive, OlderArchive, LogBesideArchive.
    """
    if not archives:
        message = "no archive was named. Serve one with: cuttings serve ARCHIVE"
        raise UsageError(message)
    for archive in archives:
        check_startable(archive)


def prefix_of(base_url: str) -> str:
    """Return the path that a proxy puts before ours, with a slash at both ends.

    Raises: UsageError.
    """
    prefix = f"/{base_url.strip('/')}/" if base_url.strip("/") else "/"
    if not _PREFIX.fullmatch(prefix):
        message = f"{base_url!r} is no path. Write the one under which the proxy shows the room: --base-url /press/"
        raise UsageError(message)
    return prefix


def check_startable(archive: Path) -> None:
    """See that what would be served is all that the archive holds.

    Raises: ArchiveMissing, NotAnArchive, NewerArchive, OlderArchive; LogBesideArchive where changes lie in a log that
    would not be read, or does not belong to a copy.
    """
    with closing(reader.open_reader(archive)) as conn:
        is_copy = copy_of(conn) is not None
    if is_copy and has_log(archive):
        raise LogBesideArchive(str(archive), is_copy=True)


def serve(  # noqa: PLR0913  each is an option of the command
    archives: Sequence[Path],
    *,
    host: str = "127.0.0.1",
    port: int = 8001,
    allow_sql: bool = False,
    open_browser: bool = False,
    allow_hosts: Sequence[str] = (),
    base_url: str = "/",
    workers: int = 1,
    announce: Callable[[str], object] = print,
    editing: Editing | None = None,
) -> None:
    """Serve `archives` until interrupted, and announce the address as soon as it answers. Port 0 takes a free one.

    More than one of `workers` are processes of their own. Where somebody may edit there is one: processes do not tell
    each other that the address which works once was used.

    Raises: UsageError, ArchiveMissing, NotAnArchive, NewerArchive; ExportError where the port cannot be had.
    """
    if editing and host not in LOCAL_HOSTS:
        message = (
            f"--edit is for this machine alone, not for {host}: who opens the address that it prints may change the "
            "archive. How colleagues sign in is told in docs/how-to/serve-to-colleagues.md."
        )
        raise UsageError(message)
    hosts = [*allow_hosts, *([] if host in EVERY_ADDRESS else [host])]
    check(archives)
    prefix = prefix_of(base_url)
    listener = listen(host, port)
    secret = secrets.token_hex(32)

    def answer() -> None:
        collect_seldom()
        datasette = reading_room(
            archives, hosts=hosts, allow_sql=allow_sql, base_url=prefix, secret=secret, editing=editing
        )
        config = uvicorn.Config(datasette.app(), log_level="warning", access_log=False, lifespan="on", backlog=1)
        with suppress(KeyboardInterrupt), quiet_faults():
            _Server(config).run(sockets=[listener])

    try:
        url = url_of(listener, host) + prefix.lstrip("/")
        announce(url)
        sign_in = f"{url}-/auth-token?token={editing.token}" if editing else None
        if editing and sign_in:
            editing.announce(sign_in)
        if open_browser:
            webbrowser.open(sign_in or url)
        make_ready(archives)
        if workers > 1 and can_fork() and not editing:
            work_in_forks(workers, answer)
        else:
            answer()
    finally:
        listener.close()


def make_ready(archives: Sequence[Path]) -> None:
    """Count what the front page shows of each archive before the first reader comes; processes made later share it.

    What cannot be read now is read, and told of, when somebody asks for it.
    """
    for archive in archives:
        with suppress(CuttingsError, sqlite3.Error), closing(reader.open_reader(archive)) as conn:
            holdings(conn)


def collect_seldom() -> None:
    """Have the interpreter look for cycles seldom: a page makes thousands of records, and hardly a cycle."""
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)


class _Server(uvicorn.Server):
    """Takes one connection at a time, so that no process takes all that wait, and lets as many wait as before."""

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        for each in sockets or ():
            each.listen(BACKLOG)


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
    """Take Datasette's own fault handler out for the time: it prints a trace for each address that is not there.

    Within one that is under way it does nothing.
    """
    if not plugins.has_plugin(_FAULT_HANDLER):
        yield
        return
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
