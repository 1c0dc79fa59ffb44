"""Readers are served while pages are taken in: no error, no half article."""

import http.client
import json
import os
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import cycle
from pathlib import Path

import pytest

REQUESTS_MOST = int(os.environ.get("CUTTINGS_REQUESTS", "100"))
"""Bound of the loop; it ends with the ingest, too. `nox -s faults` asks 3,000 times."""
PAGES = REQUESTS_MOST
PLACES = ("Orlen", "Vastrop", "Kemmin", "Talvin", "Sorvan", "Ilmar", "Brezna")

SERVE = """
import sys
from pathlib import Path
from exports.site.server import serve
serve([Path(sys.argv[1])], port=0, announce=lambda url: print(url, flush=True))
"""
INGEST = "import sys; from cuttings import main; main()"

pytestmark = pytest.mark.slow


def page(number: int) -> str:
    """Return a made-up page, another one for each number."""
    place, other = PLACES[number % 7], PLACES[number // 7 % 7]
    return (
        f"<html><head><title>Gauge {number} in {place}</title></head><body><article><h1>Gauge {number} in {place}</h1>"
        f"<p>The gauge number {number} at {place} stood at {number * 3 + 40} centimetres, {other}'s council said.</p>"
        f"<p>Sandbags for {number + 12} houses came from {other} by lorry, and {number % 9 + 2} schools closed.</p>"
        "</article></body></html>"
    )


def written(folder: Path, numbers: range) -> Path:
    """Write pages as a browser would have saved them."""
    folder.mkdir()
    for number in numbers:
        saved = f"<!-- saved from url=(0040)https://gauges.example/{number} -->\n"
        (folder / f"{number:05}.html").write_text(saved + page(number))
    return folder


def ingest(archive: Path, folder: Path) -> "subprocess.Popen[bytes]":
    """Start to take a folder in."""
    words = [sys.executable, "-c", INGEST, "ingest", str(archive), str(folder), "--jobs", "1"]
    return subprocess.Popen(words, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


@contextmanager
def served(archive: Path) -> Iterator[http.client.HTTPConnection]:
    """Serve `archive` in a process of its own; give a connection to it."""
    room = subprocess.Popen([sys.executable, "-c", SERVE, str(archive)], stdout=subprocess.PIPE, text=True)
    assert room.stdout is not None
    host, _, port = room.stdout.readline().strip().removeprefix("http://").rstrip("/").partition(":")
    connection = http.client.HTTPConnection(host, int(port), timeout=60)
    try:
        yield connection
    finally:
        connection.close()
        room.terminate()
        room.communicate(timeout=20)


def asked(connection: http.client.HTTPConnection, path: str) -> tuple[int, bytes]:
    """Return status and body of a request."""
    connection.request("GET", path)
    response = connection.getresponse()
    return response.status, response.read()


def test_readers_are_served_while_pages_come_in(tmp_path: Path) -> None:
    """Lists, searches and articles are whole and answered all the time that an ingest writes."""
    archive = tmp_path / "press.db"
    assert ingest(archive, written(tmp_path / "first", range(8))).wait(timeout=120) == 0
    statuses: Counter[int] = Counter()
    more = written(tmp_path / "more", range(8, 8 + PAGES))
    with served(archive) as connection:
        writer = ingest(archive, more)
        try:
            for number, path in enumerate(cycle(("/press", "/press/-/search?q=gauge&_format=json", "/"))):
                status, body = asked(connection, path)
                statuses[status] += 1
                if "json" in path:
                    for each in json.loads(body)["articles"][:2]:
                        status, shown = asked(connection, each["href"])
                        statuses[status] += 1
                        assert b"centimetres" in shown
                if writer.poll() is not None or number >= REQUESTS_MOST:
                    break
            assert writer.wait(timeout=300) == 0
        finally:
            writer.kill()
            writer.wait()
    assert set(statuses) == {200}
    assert statuses.total() > 10
