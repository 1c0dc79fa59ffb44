"""A reading room behind a proxy that puts a prefix before its paths."""

import http.client
import http.server
import re
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urljoin, urlsplit

import pytest
from command_line import run
from reading_room import mixed_archive

from exports.site.server import prefix_of, reading_room
from schemas.errors import UsageError

PREFIX = "/press/cuttings/"
LINK = re.compile(r'(?:href|src|action)="([^"]+)"')
MOST = 250
"""Addresses that a walk looks at."""


@pytest.fixture
def archives(tmp_path: Path) -> list[Path]:
    """Make two archives of articles of several kinds."""
    (tmp_path / "other").mkdir()
    second = mixed_archive(tmp_path / "other")
    return [mixed_archive(tmp_path), second.rename(second.with_name("other.db"))]


def walk(get: Callable[[str], tuple[int, str, str]], starts: list[str]) -> Iterator[tuple[str, int, str]]:
    """Yield what the addresses that pages link to answer, as far as they lead into the room."""
    seen, waiting = set[str](), list(starts)
    while waiting and len(seen) < MOST:
        address = waiting.pop(0).replace("&amp;", "&").split("#")[0]
        if address in seen or "://" in address or not address:
            continue
        seen.add(address)
        status, kind, body = get(address)
        yield address, status, body
        if "html" in kind:
            waiting += [urljoin(address, found) for found in LINK.findall(body) if found.startswith(("/", "?"))]


def test_every_link_keeps_the_prefix(archives: list[Path], room: Callable[..., Any]) -> None:
    """All that pages link to, stylesheets and forms included, stands under the prefix and answers."""
    opened = room(*archives, base_url=PREFIX)

    def get(address: str) -> tuple[int, str, str]:
        answer = opened.get(address.removeprefix(PREFIX[:-1]))  # the client in the process puts it before every path
        return answer.status_code, answer.headers.get("content-type", ""), answer.text

    starts = [PREFIX, f"{PREFIX}press/-/search?q=bridge&page=1", f"{PREFIX}-/search-all?q=bridge", f"{PREFIX}press"]
    starts.append(f"{PREFIX}press/-/article/A-0001")
    met = list(walk(get, starts))
    assert len(met) > 60
    for address, status, _ in met:
        assert address.startswith(PREFIX), address
        assert status == 200, (address, status)
    kinds = [address for address, _, _ in met]
    for part in (
        "-/static-plugins/cuttings/room.css",
        "/-/article/",
        "/-/received/",
        ".bib",
        "/-/left-out",
        "/article",
    ):
        assert any(part in address for address in kinds), part


@pytest.mark.parametrize("path", ["press/nowhere", "press/-/article/nowhere", "nowhere", "-/databases"])
def test_refusals_keep_it_too(archives: list[Path], room: Callable[..., Any], path: str) -> None:
    """A page that is not there leads back under the prefix."""
    answer = room(*archives, base_url=PREFIX).get(f"/{path}")
    assert answer.status_code in {403, 404}
    assert all(found.startswith((PREFIX, "#", "http")) for found in LINK.findall(answer.text))


@pytest.mark.parametrize(
    ("given", "prefix"), [("/", "/"), ("", "/"), ("press", "/press/"), ("/a/b-c/", "/a/b-c/"), ("//x//", "/x/")]
)
def test_a_prefix_is_written_in_several_ways(given: str, prefix: str) -> None:
    """With or without its slashes it means the same."""
    assert prefix_of(given) == prefix


@pytest.mark.parametrize("given", ["https://press.example/", "/a b/", "/a?b/", "/<x>/", "/a//b/"])
def test_what_is_no_path_is_refused(given: str, archives: list[Path]) -> None:
    """A whole address or a path with other signs is an error that says what to write."""
    with pytest.raises(UsageError, match="--base-url /press/"):
        reading_room(archives, base_url=given)
    assert run("serve", archives[0], "--base-url", given).exit_code == 2


SERVE = """
import sys
from pathlib import Path
from exports.site.server import serve
serve([Path(sys.argv[1])], port=0, base_url=sys.argv[2], announce=lambda url: print(url, flush=True))
"""


@contextmanager
def proxied(archive: Path, *, strips: bool) -> Iterator[str]:
    """Serve behind a small proxy, which takes the prefix off the path or hands it on; give the proxy's address."""
    room = subprocess.Popen(
        [sys.executable, "-c", SERVE, str(archive), PREFIX], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    assert room.stdout is not None
    inner = urlsplit(room.stdout.readline().strip())
    assert inner.path == PREFIX

    class Proxy(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            if not self.path.startswith(PREFIX):
                self.send_error(404)
                return
            path = self.path.removeprefix(PREFIX.rstrip("/")) if strips else self.path
            connection = http.client.HTTPConnection(str(inner.hostname), inner.port, timeout=30)
            connection.request("GET", path, headers={"host": "localhost"})
            answer = connection.getresponse()
            body = answer.read()
            self.send_response(answer.status)
            for name in ("content-type", "location"):
                if value := answer.getheader(name):
                    self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)
            connection.close()

        def log_message(self, *_said: object) -> None:
            """Say nothing."""

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Proxy)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
        room.terminate()
        room.communicate(timeout=20)


@pytest.mark.parametrize("strips", [True, False])
def test_through_a_proxy(archives: list[Path], strips: bool) -> None:  # noqa: FBT001  a case
    """Whether the proxy takes the prefix off or not, every link that a page gives can be followed through it."""
    with proxied(archives[0], strips=strips) as outer:
        host = urlsplit(outer)

        def get(address: str) -> tuple[int, str, str]:
            connection = http.client.HTTPConnection(str(host.hostname), host.port, timeout=30)
            connection.request("GET", address)
            answer = connection.getresponse()
            body = answer.read().decode("utf-8", "replace")
            connection.close()
            return answer.status, answer.getheader("content-type") or "", body

        met = [(address, status) for address, status, _ in walk(get, [PREFIX])]
    assert len(met) > 40
    assert [each for each in met if each[1] != 200] == []
