"""HTML into a PDF. The only module that imports WeasyPrint.

Rule: what it may load comes from `fetch`: fonts of this package by name, nothing else; no clock.
"""

import logging
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from exports.dossier.fetch import MIME, DeniedURL, font_bytes
from schemas.errors import ExportError

if TYPE_CHECKING:
    from weasyprint.urls import URLFetcher

VARIANT = "pdf/ua-1"
"""Tagged for screen readers: document title, language, structure, alternative texts."""

_PAGE = re.compile(r"Page (\d+)")

Paged = Callable[[int], None]
"""Called with the number of pages laid out so far."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Printed:
    """A PDF and what its making told."""

    content: bytes
    pages: int
    denied: tuple[str, ...]
    """URLs that something asked for and did not get. Empty, unless a template is wrong."""


def print_pdf(html: str, css: str, *, on_page: Paged, on_write: Callable[[], None]) -> Printed:
    """Lay out `html` with `css` and return the PDF.

    Raises: ExportError where the libraries that WeasyPrint needs are not installed.
    """
    weasyprint = _weasyprint()
    denied: list[str] = []
    fetcher = _fetcher(denied)
    fonts = weasyprint.text.fonts.FontConfiguration()
    style = weasyprint.CSS(string=css, url_fetcher=fetcher, font_config=fonts, base_url=None)
    with _progress(on_page):
        document = weasyprint.HTML(string=html, url_fetcher=fetcher, base_url=None).render(
            font_config=fonts, stylesheets=[style], pdf_variant=VARIANT
        )
    on_write()
    content = document.write_pdf(pdf_variant=VARIANT)
    return Printed(content=content, pages=len(document.pages), denied=tuple(denied))


def _weasyprint() -> Any:  # noqa: ANN401  a module; WeasyPrint ships no types
    """Import WeasyPrint on first use: its system libraries may be missing, and it takes half a second."""
    try:
        import weasyprint  # noqa: PLC0415
    except OSError as error:
        raise ExportError(_MISSING) from error
    return weasyprint


_MISSING = (
    "the libraries that set type are not installed (Pango and HarfBuzz), so no PDF can be made. On Debian and Ubuntu: "
    "apt install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0; on macOS: brew install pango"
)


def _fetcher(denied: list[str]) -> "URLFetcher":
    """Return a fetcher that serves this package's fonts by name and refuses the rest, keeping what was asked for."""
    from weasyprint.urls import URLFetcher, URLFetcherResponse  # noqa: PLC0415  see _weasyprint

    class FontsOnly(URLFetcher):  # type: ignore[misc]  # WeasyPrint ships no types
        """Fonts by name, nothing else."""

        def fetch(self, url: str, headers: object = None) -> URLFetcherResponse:  # noqa: ARG002  the base's signature
            """Return the named font or refuse."""
            try:
                body = font_bytes(url)
            except DeniedURL:
                denied.append(url)
                raise
            return URLFetcherResponse(url, body, {"Content-Type": MIME})

    return FontsOnly(allowed_protocols=frozenset(), allow_redirects=False)


class _PageHandler(logging.Handler):
    """Hands the page numbers in WeasyPrint's progress messages on."""

    def __init__(self, on_page: Paged) -> None:
        super().__init__(logging.INFO)
        self._on_page = on_page

    def emit(self, record: logging.LogRecord) -> None:
        """Hand the page number on, if there is one."""
        match = _PAGE.search(record.getMessage())
        if match:
            self._on_page(int(match[1]))


@contextmanager
def _progress(on_page: Paged) -> Iterator[None]:
    """Listen to WeasyPrint's progress for a while, and keep it from everybody else's log."""
    logger = logging.getLogger("weasyprint.progress")
    handler, level, propagate = _PageHandler(on_page), logger.level, logger.propagate
    logger.addHandler(handler)
    logger.setLevel(logging.INFO)
    logger.propagate = False
    try:
        yield
    finally:
        logger.removeHandler(handler)
        logger.setLevel(level)
        logger.propagate = propagate
