"""A dossier that is one document, as WeasyPrint makes it: what dossiers joined of parts are measured and tested by.

Rule: no clock, no pikepdf.
"""

import logging
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from exports.dossier.press.engine import Engine

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
    engine = Engine(css)
    with _progress(on_page):
        document = engine.lay_out(html, pdf_variant=VARIANT)
    on_write()
    content = document.write_pdf(pdf_variant=VARIANT)
    return Printed(content=content, pages=len(document.pages), denied=tuple(engine.denied))


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
