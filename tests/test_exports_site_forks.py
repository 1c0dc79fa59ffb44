"""The reading room in several processes at one address."""

import http.client
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from itsdangerous import BadSignature

from exports.site.forks import can_fork
from exports.site.server import reading_room

pytestmark = [
    pytest.mark.skipif(not can_fork(), reason="this system has no forks"),
    pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="the forks are counted in /proc"),
]

SERVE = """
import sys
from pathlib import Path
from exports.site.server import serve
serve([Path(sys.argv[1])], port=0, workers=2, announce=lambda url: print(url, flush=True))
"""
PATIENCE_S = 30.0


@pytest.fixture
def archive(tmp_path: Path, make_article: Callable[..., Any], fresh_archive: Callable[..., Any]) -> Path:
    """Make an archive of one article."""
    path = tmp_path / "press.db"
    fresh_archive(path, [make_article(headline="Bridge to be mended", language="en")])
    return path


@pytest.fixture
def served(archive: Path) -> Iterator[tuple[int, Any]]:
    """Serve it with two processes; give the port and the process that made them."""
    pipe = subprocess.PIPE
    process = subprocess.Popen([sys.executable, "-c", SERVE, str(archive)], stdout=pipe, stderr=pipe, text=True)
    assert process.stdout is not None
    port = int(process.stdout.readline().strip().rstrip("/").rpartition(":")[2])
    wait_until(lambda: len(forks_of(process.pid)) == 2)
    yield port, process
    if process.poll() is None:
        process.terminate()
    process.communicate(timeout=PATIENCE_S)


def forks_of(process: int) -> list[int]:
    """Return the processes that a process made."""
    children = Path(f"/proc/{process}/task/{process}/children")
    return [int(child) for child in children.read_text().split()] if children.exists() else []


def is_alive(process: int) -> bool:
    """Say whether a process runs; one that waits to be buried does not."""
    stat = Path(f"/proc/{process}/stat")
    try:
        return stat.read_text().rpartition(")")[2].split()[0] != "Z"
    except (FileNotFoundError, ProcessLookupError):
        return False


def wait_until(condition: Callable[[], bool]) -> None:
    """Wait as long as a busy machine may need."""
    until = time.monotonic() + PATIENCE_S
    while not condition():
        assert time.monotonic() < until
        time.sleep(0.05)


def ask(port: int) -> str:
    """Return the front page, over a connection of its own."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE_S)
    connection.request("GET", "/")
    body = connection.getresponse().read().decode()
    connection.close()
    return body


def test_a_process_that_dies_is_replaced(served: tuple[int, Any]) -> None:
    """One of two is killed: every question is answered all the same, and there are two again."""
    port, process = served
    assert "Bridge to be mended" in ask(port)
    time.sleep(2.1)  # what dies at once is not made again
    before = forks_of(process.pid)
    os.kill(before[0], signal.SIGKILL)
    wait_until(lambda: len(forks_of(process.pid)) == 2 and before[0] not in forks_of(process.pid))
    assert all("Bridge to be mended" in ask(port) for _ in range(8))


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT], ids=["told to end", "Ctrl-C"])
def test_all_end_quietly_with_the_first(number: int, served: tuple[int, Any]) -> None:
    """The first process ends with status 0 and prints nothing; none of the others is left."""
    port, process = served
    ask(port)
    forks = forks_of(process.pid)
    process.send_signal(number)
    out, err = process.communicate(timeout=PATIENCE_S)
    assert (process.returncode, out, err) == (0, "", "")
    assert not any(map(is_alive, forks))


def test_none_outlives_a_first_process_that_is_killed(served: tuple[int, Any]) -> None:
    """Killed without warning, it leaves nobody behind who would hold the port."""
    _, process = served
    forks = forks_of(process.pid)
    process.kill()
    wait_until(lambda: not any(map(is_alive, forks)))


def test_work_that_cannot_begin_is_an_error_and_is_not_begun_for_ever() -> None:
    """What fails as soon as it begins is told, with what to type."""
    code = "from exports.site.forks import work_in_forks; work_in_forks(2, lambda: int('broken'))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False, timeout=PATIENCE_S)
    assert "ValueError: invalid literal" in done.stderr
    assert "ExportError: a process of the reading room ended as soon as it was made." in done.stderr
    assert "cuttings serve --workers 1" in done.stderr


def test_what_one_process_signs_the_others_know(archive: Path) -> None:
    """Cookies and forms go to any of the processes."""
    one, other, stranger = (reading_room([archive], secret=secret) for secret in ("one", "one", None))
    signed = one.sign("a word")
    assert other.unsign(signed) == "a word"
    with pytest.raises(BadSignature):
        stranger.unsign(signed)
