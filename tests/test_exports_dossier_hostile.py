"""Hostile pages in a dossier: nobody is called, no file of the machine gets in, and it ends. Needs Pango."""

import contextlib
import json
import resource
import socketserver
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from command_line import run

MAKER = Path(__file__).parents[2] / "shared" / "faults" / "make_hostile.py"
MOST_S = 300
"""By the clock, on a busy machine; it takes a tenth."""
MOST_BYTES = 1 << 30
"""That one process may have held."""

pytestmark = pytest.mark.slow

pikepdf = pytest.importorskip("pikepdf", reason="the press needs it")
pypdfium2 = pytest.importorskip("pypdfium2", reason="pypdfium2 reads the text back; it is in the test group")
try:
    import weasyprint  # noqa: F401  only asked whether it can be had
except OSError as error:  # pragma: no cover  on machines without Pango
    pytest.skip(f"Pango is not installed: {error}", allow_module_level=True)


class _Canary(socketserver.BaseRequestHandler):
    """Counts who calls."""

    calls = 0

    def handle(self) -> None:
        """Count."""
        type(self).calls += 1


@pytest.fixture(scope="module")
def canary() -> Iterator[str]:
    """Give the address that hostile pages want to be called."""
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), _Canary) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}"
        server.shutdown()


@pytest.mark.skipif(not MAKER.is_file(), reason="the maker of hostile pages is not beside the project")
def test_hostile_pages_are_printed_and_nothing_else_happens(canary: str, tmp_path: Path) -> None:
    """Zero calls, zero files of the machine, bounded time and memory, and every article that came in is printed."""
    made = tmp_path / "made"
    subprocess.run([sys.executable, MAKER, made, "--small", "--canary", canary], check=True, capture_output=True)
    archive, out = tmp_path / "h.db", tmp_path / "h.pdf"
    run("ingest", str(archive), str(made / "in"))
    start = time.monotonic()
    report = run("dossier", str(archive), "-o", str(out))
    assert report.exit_code == 0, report.output
    assert time.monotonic() - start < MOST_S
    assert resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * 1024 < MOST_BYTES
    assert _Canary.calls == 0
    with pikepdf.open(out) as pdf:
        told = json.loads(pdf.attachments["manifest.json"].get_file().read_bytes())
        held = b"\n".join(_written(pdf))
    assert len(told["articles"]) > 100
    never = {
        words for item in json.loads((made / "manifest.json").read_text("utf-8"))["items"] for words in item["never"]
    }
    secrets = [each for each in never if each.startswith(("TOPSECRET", "root:"))]
    assert secrets
    printed = _words(out)
    assert [each for each in secrets if each in printed or each.encode() in held] == []
    assert not any(letter in printed for letter in "\x00\x1b")


def _written(pdf: "pikepdf.Pdf") -> Iterator[bytes]:
    for item in pdf.objects:
        with contextlib.suppress(pikepdf.PdfError):
            yield item.read_bytes() if isinstance(item, pikepdf.Stream) else item.unparse(resolved=True)


def _words(pdf: Path) -> str:
    document = pypdfium2.PdfDocument(pdf)
    try:
        return "\n".join(page.get_textpage().get_text_bounded() for page in document)
    finally:
        document.close()
