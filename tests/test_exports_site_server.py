"""Serving archives from this process: the address, the settings, the errors."""

import http.client
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import pytest

from archive.columns import columns_of
from archive.reader import open_reader
from exports.site.server import SETTINGS, listen, make_ready, reading_room, url_of
from schemas.errors import ArchiveMissing, ExportError, NotAnArchive, UsageError

SERVE = """
import sys
from pathlib import Path
from exports.site.server import serve
serve([Path(sys.argv[1])], port=0, announce=lambda url: print(url, flush=True))
"""


@pytest.fixture
def archive(tmp_path: Path, make_article: Callable[..., Any], fresh_archive: Callable[..., Any]) -> Path:
    """Make an archive of one article."""
    path = tmp_path / "press.db"
    fresh_archive(path, [make_article(headline="Bridge to be mended", language="en")])
    return path


@contextmanager
def served(archive: Path) -> Iterator[tuple[str, int, Any]]:
    """Serve `archive` in a process of its own; give host, port and the process."""
    process = subprocess.Popen(
        [sys.executable, "-c", SERVE, str(archive)], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    try:
        assert process.stdout is not None
        url = process.stdout.readline().strip()
        host, _, port = url.removeprefix("http://").rstrip("/").partition(":")
        yield host, int(port), process
    finally:
        process.terminate()
        process.communicate(timeout=20)


def ask(host: str, port: int, path: str, name: str | None = None) -> tuple[int, str]:
    """Return status and body of a request, over a real socket."""
    connection = http.client.HTTPConnection(host, port, timeout=30)
    connection.request("GET", path, headers={"host": name} if name else {})
    response = connection.getresponse()
    answer = response.status, response.read().decode("utf-8")
    connection.close()
    return answer


def test_what_the_front_page_shows_is_counted_before_the_first_reader(archive: Path) -> None:
    """A room is made ready when it starts; what cannot be read then does not keep it from starting."""
    make_ready([archive, archive.with_name("gone.db")])
    with closing(open_reader(archive)) as conn:
        assert "whole" in columns_of(conn).kept


def test_announced_address_answers_at_once(archive: Path) -> None:
    """The printed address works, and other host names get 421."""
    with served(archive) as (host, port, _):
        status, body = ask(host, port, "/")
        assert (status, "Bridge to be mended" in body) == (200, True)
        assert ask(host, port, "/", name="evil.example")[0] == 421


def test_address_that_is_not_there_leaves_no_trace_on_the_console(archive: Path) -> None:
    """A wrong address is a page with a way on; nothing is printed but the address of the room."""
    with served(archive) as (host, port, process):
        for path in ("/nowhere", "/press/nowhere", "/press/-/article/nowhere", "/nowhere.json"):
            status, body = ask(host, port, path)
            assert status == 404
            assert "Traceback" not in body
        process.terminate()
        out, err = process.communicate(timeout=20)
    assert (out, err) == ("", "")


def test_interrupt_ends_the_server_quietly(archive: Path) -> None:
    """Ctrl-C ends the server with status 0 and no trace."""
    import signal  # noqa: PLC0415  this test alone

    with served(archive) as (host, port, process):
        ask(host, port, "/")
        process.send_signal(signal.SIGINT)
        deadline = time.monotonic() + 20
        while process.poll() is None and time.monotonic() < deadline:
            time.sleep(0.05)
        _, err = process.communicate(timeout=5)
    assert (process.returncode, err) == (0, "")


def test_port_in_use_names_another() -> None:
    """A taken port is an error that says what to type instead."""
    taken = listen("127.0.0.1", 0)
    try:
        port = taken.getsockname()[1]
        with pytest.raises(
            ExportError, match=rf"port {port} on 127.0.0.1 is in use\. .*cuttings serve ARCHIVE -p {port + 1}"
        ):
            listen("127.0.0.1", port)
    finally:
        taken.close()


def test_address_of_another_machine_is_an_error_in_words() -> None:
    """An address that this machine does not have is named."""
    with pytest.raises(ExportError, match="Name an address of this machine"):
        listen("192.0.2.1", 0)


@pytest.mark.parametrize(("host", "shown"), [("127.0.0.1", "127.0.0.1"), ("0.0.0.0", "127.0.0.1"), ("::1", "[::1]")])  # noqa: S104
def test_printed_address_can_be_opened(host: str, shown: str) -> None:
    """The address names a host that a browser on this machine can open."""
    if host == "::1" and not socket.has_ipv6:
        pytest.skip("this machine has no IPv6")
    try:
        listener = listen(host, 0)
    except ExportError as error:
        if host == "::1":
            pytest.skip(f"no IPv6 here: {error}")
        raise
    try:
        assert url_of(listener, host) == f"http://{shown}:{listener.getsockname()[1]}/"
    finally:
        listener.close()


def test_settings_are_the_safe_ones(archive: Path, room: Callable[..., Any]) -> None:
    """SQL console, file download, endless CSV and guessed facets are off; SQL alone can be switched on."""
    settings = room(archive).datasette._settings  # noqa: SLF001  the settings page is closed
    off = {"default_allow_sql", "allow_download", "allow_csv_stream", "suggest_facets"}
    assert {name: settings[name] for name in off} == dict.fromkeys(off, False)
    assert {name: settings[name] for name in SETTINGS} == SETTINGS
    opened = room(archive, allow_sql=True).datasette._settings  # noqa: SLF001
    assert opened["default_allow_sql"] is True


def test_what_is_no_archive_is_said_before_anything_is_served(tmp_path: Path) -> None:
    """No archive, a missing file and another kind of file are clear errors."""
    with pytest.raises(UsageError, match="cuttings serve ARCHIVE"):
        reading_room([])
    with pytest.raises(ArchiveMissing):
        reading_room([tmp_path / "none.db"])
    other = tmp_path / "other.db"
    other.write_bytes(b"not a database at all, but long enough to be read as one" * 20)
    with pytest.raises(NotAnArchive):
        reading_room([other])
