"""The parts of a dossier, in the order they are printed. Each module has `build(view, request) -> Section | None`.

Rule: a section turns the view into values ready to print; it knows no HTML (its template does) and no WeasyPrint.
"""

from collections.abc import Callable, Sequence

from exports.dossier.model import DossierView, Entry, StoryTold, chapters
from exports.dossier.request import DossierRequest
from exports.dossier.sections import article, chronology, colophon, contents, cover, index, sources, story, summary
from exports.dossier.sections.section import Section

Build = Callable[[DossierView, DossierRequest], Section | None]

FRONT: tuple[Build, ...] = (cover.build, summary.build, contents.build, chronology.build)
BACK: tuple[Build, ...] = (index.build, sources.build, colophon.build)


def build_sections(view: DossierView, request: DossierRequest) -> tuple[Section, ...]:
    """Return all sections in order: front, one for each story and article, back."""
    body = (build_body(told, view, request) for told in chapters(view, is_by_story=request.order == "story"))
    return (*build_each(FRONT, view, request), *body, *build_each(BACK, view, request))


def build_each(which: Sequence[Build], view: DossierView, request: DossierRequest) -> tuple[Section, ...]:
    """Return the sections of the front or of the back that there are."""
    return tuple(section for build in which if (section := build(view, request)) is not None)


def build_body(told: StoryTold | Entry, view: DossierView, request: DossierRequest) -> Section:
    """Return the section of a story or of an article."""
    if isinstance(told, StoryTold):
        return story.build_story(told, view)
    return article.build_entry(told, view, is_brief=request.preset == "reader")


__all__ = ["BACK", "FRONT", "Build", "Section", "build_body", "build_each", "build_sections"]
