"""HTML laid out by WeasyPrint, with this package's fonts and nothing else to load. No clock.

Rule: with `harvest` the only module that knows WeasyPrint.
"""

import logging
from typing import TYPE_CHECKING, Any

from exports.dossier.fetch import MIME, DeniedURL, font_bytes
from schemas.errors import ExportError

if TYPE_CHECKING:
    from weasyprint.urls import URLFetcher

MISSING = (
    "the libraries that set type are not installed (Pango and HarfBuzz), so no PDF can be made. On Debian and Ubuntu: "
    "apt install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0; on macOS: brew install pango"
)


class Engine:
    """WeasyPrint with fonts loaded and a style sheet read, for any number of documents.

    Raises: ExportError where the libraries that WeasyPrint needs are not installed.
    """

    def __init__(self, css: str) -> None:
        """Load the fonts that `css` names and read it."""
        self.weasyprint = weasyprint()
        self.denied: list[str] = []
        """URLs that something asked for and did not get."""
        self._fetcher = _fetcher(self.denied)
        self._fonts = self.weasyprint.text.fonts.FontConfiguration()
        self._style = self.weasyprint.CSS(string=css, url_fetcher=self._fetcher, font_config=self._fonts, base_url=None)

    def lay_out(self, html: str, **options: object) -> Any:  # noqa: ANN401  WeasyPrint ships no types
        """Return `html` as a WeasyPrint document; `options` as its `render` takes them."""
        document = self.weasyprint.HTML(string=html, url_fetcher=self._fetcher, base_url=None)
        return document.render(font_config=self._fonts, stylesheets=[self._style], **options)


def weasyprint() -> Any:  # noqa: ANN401  a module; WeasyPrint ships no types
    """Import WeasyPrint on first use: its system libraries may be missing, and it takes half a second."""
    try:
        import weasyprint  # noqa: PLC0415
    except OSError as error:
        raise ExportError(MISSING) from error
    return weasyprint


def _fetcher(denied: list[str]) -> "URLFetcher":
    """Return a fetcher that serves this package's fonts by name and refuses the rest, keeping what was asked for."""
    from weasyprint.urls import URLFetcher, URLFetcherResponse  # noqa: PLC0415  see `weasyprint`

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


def quiet() -> None:
    """Keep WeasyPrint from writing to anybody's log: what matters is in what we return."""
    for name in ("weasyprint", "weasyprint.progress", "fontTools"):
        logging.getLogger(name).setLevel(logging.CRITICAL)
