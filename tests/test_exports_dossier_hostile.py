"""Hostile pages in a dossier: nobody is called, no file of the machine gets in, and it ends. Needs Pango."""

import json
import resource
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from command_line import run
from printed import Listener, listening, pages_of, pikepdf, streams_of

from archive import reader

MAKER = Path(__file__).parents[2] / "shared" / "faults" / "make_hostile.py"
MOST_S = 300
"""By the clock, on a busy machine; it takes a tenth."""
MOST_BYTES = 1 << 30
"""That one process may have held."""

pytestmark = pytest.mark.slow


@pytest.fixture
def canary() -> Iterator[Listener]:
    """Give what hostile pages want to be called."""
    with listening() as listener:
        yield listener


@pytest.mark.skipif(not MAKER.is_file(), reason="the maker of hostile pages is not beside the project")
def test_hostile_pages_are_printed_and_nothing_else_happens(canary: Listener, tmp_path: Path) -> None:
    """Zero calls, zero files of the machine, bounded time and memory, and every article that came in is printed."""
    made = tmp_path / "made"
    subprocess.run(
        [sys.executable, MAKER, made, "--small", "--canary", canary.address], check=True, capture_output=True
    )
    archive, out = tmp_path / "h.db", tmp_path / "h.pdf"
    run("ingest", str(archive), str(made / "in"))
    start = time.monotonic()
    report = run("dossier", str(archive), "-o", str(out))
    assert report.exit_code == 0, report.output
    assert time.monotonic() - start < MOST_S
    assert resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * 1024 < MOST_BYTES
    assert canary.calls == 0
    with pikepdf.open(out) as pdf:
        told = json.loads(pdf.attachments["manifest.json"].get_file().read_bytes())
    with closing(reader.open_reader(archive)) as conn:
        assert len(told["articles"]) == reader.overview(conn).articles > 100
    never = {
        words for item in json.loads((made / "manifest.json").read_text("utf-8"))["items"] for words in item["never"]
    }
    secrets = [each for each in never if each.startswith(("TOPSECRET", "root:"))]
    assert secrets
    printed, held = "\n".join(pages_of(out)), streams_of(out)
    assert [each for each in secrets if each in printed or each.encode() in held] == []
    assert not any(letter in printed for letter in "\x00\x1b")
