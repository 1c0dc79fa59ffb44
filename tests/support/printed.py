"""PDFs read back, and a listener that nobody may call. Skips a test file where Pango or a reader of PDFs is missing."""

import contextlib
import socketserver
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

pikepdf = pytest.importorskip("pikepdf", reason="pikepdf reads the PDFs back; it is in the test group")
pypdfium2 = pytest.importorskip("pypdfium2", reason="pypdfium2 reads the text back; it is in the test group")
try:
    import weasyprint  # noqa: F401  only asked whether it can be had
except OSError as error:  # pragma: no cover  on machines without Pango
    pytest.skip(f"Pango is not installed: {error}", allow_module_level=True)


def pages_of(pdf: Path | bytes) -> list[str]:
    """Return the text of each page."""
    with contextlib.closing(pypdfium2.PdfDocument(pdf)) as document:
        return [
            document[index].get_textpage().get_text_bounded().replace("\r\n", "\n") for index in range(len(document))
        ]


def streams_of(pdf: Path) -> bytes:
    """Return everything that is written in a PDF, unpacked."""
    parts = [pdf.read_bytes()]
    with pikepdf.open(pdf) as document:
        for item in document.objects:
            with contextlib.suppress(pikepdf.PdfError):
                parts.append(item.read_bytes() if isinstance(item, pikepdf.Stream) else item.unparse(resolved=True))
    return b"\n".join(parts)


class Listener(socketserver.ThreadingTCPServer):
    """Counts who calls."""

    calls = 0

    def process_request(self, request: object, client_address: object) -> None:
        """Count; the base class answers with its handler."""
        self.calls += 1
        super().process_request(request, client_address)  # type: ignore[arg-type]  # as the base has it

    @property
    def address(self) -> str:
        """Where it listens, as a URL."""
        return f"http://127.0.0.1:{self.server_address[1]}"


@contextlib.contextmanager
def listening() -> Iterator[Listener]:
    """Give a listener on this machine."""
    with Listener(("127.0.0.1", 0), socketserver.BaseRequestHandler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield server
        server.shutdown()
        thread.join()
