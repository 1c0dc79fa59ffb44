"""The parts of a dossier, in the order they are printed. Each module has `build(view, request) -> Section | None`.

Rule: a section turns the view into values ready to print; it knows no HTML (its template does) and no WeasyPrint.
"""

from collections.abc import Callable

from exports.dossier.model import DossierView
from exports.dossier.request import DossierRequest
from exports.dossier.sections import article, chronology, colophon, contents, cover, sources, summary
from exports.dossier.sections.section import Section

Build = Callable[[DossierView, DossierRequest], Section | None]

FRONT: tuple[Build, ...] = (cover.build, summary.build, contents.build, chronology.build)
BACK: tuple[Build, ...] = (sources.build, colophon.build)


def build_sections(view: DossierView, request: DossierRequest) -> tuple[Section, ...]:
    """Return the sections in order: front, one for each article, back."""
    front = [build(view, request) for build in FRONT]
    articles = [article.build_entry(entry, view) for entry in view.entries]
    back = [build(view, request) for build in BACK]
    return tuple(section for section in (*front, *articles, *back) if section is not None)


__all__ = ["BACK", "FRONT", "Build", "Section", "build_sections"]
