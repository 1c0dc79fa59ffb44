"""The cover: what this is, of what, by whom. No running heads."""

from dataclasses import dataclass

from exports.dossier.model import DossierView
from exports.dossier.request import DossierRequest
from exports.dossier.sections.section import Section
from exports.dossier.selection import span_words, title_of
from exports.dossier.soften import one_line
from exports.phrases import counted


@dataclass(frozen=True, slots=True, kw_only=True)
class CoverPage:
    """What the cover prints."""

    title: str
    subtitle: str | None
    prepared_by: str | None
    lines: tuple[tuple[str, str], ...]
    """Label and value, at the foot."""


def build(view: DossierView, request: DossierRequest) -> Section:
    """Return the cover."""
    outlets = len({entry.record.outlet for entry in view.entries if entry.record.outlet})
    articles = counted(len(view.entries), "article")
    holds = f"{articles} from {counted(outlets, 'outlet')}" if outlets else articles
    lines = [("Holds", holds), ("Published", span_words(view)), ("Archive", f"SHA-256 digest {view.digest[:16]}…")]
    page = CoverPage(
        title=title_of(view, request),
        subtitle=one_line(request.subtitle, 240) if request.subtitle else None,
        prepared_by=one_line(request.prepared_by, 160) if request.prepared_by else None,
        lines=tuple(lines),
    )
    return Section(key="cover", template="cover.html", page=page)
