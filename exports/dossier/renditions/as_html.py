"""A dossier as one page of HTML: the sections of the printed one, a style for screens, nothing to load.

Rule: pure; no WeasyPrint. The page has no script, asks for nothing (its policy forbids it), and has no page numbers.
"""

from importlib.resources import files

from markupsafe import Markup

from exports.dossier.model import DossierView
from exports.dossier.render import Frame, Renderer, Standing
from exports.dossier.renditions.tree import fit, html_of, legal, links_out, tree_of
from exports.dossier.request import DossierRequest, Progress
from exports.dossier.sections import Section, build_sections

COVER, CONTENTS = "cover", "contents"
"""Sections that stand before the others: the head of the page, and the way through it."""


def page_of(view: DossierView, request: DossierRequest, frame: Frame, tell: Progress) -> tuple[bytes, tuple[str, ...]]:
    """Return the page, and notes on what was cut to show it."""
    sections = build_sections(view, request)
    renderer, standing = Renderer(frame), standing_of(sections)
    shown: dict[str, Markup] = {}
    for done, section in enumerate(sections, start=1):
        shown[section.key] = _shown(section, renderer, standing)
        tell("compose", done, len(sections))
    around = {name: shown.pop(name) for name in (COVER, CONTENTS)}
    page = renderer.framed("screen.html", **around, sections=list(shown.values()), style=style_of("screen.css"))
    return legal(page).encode(), tuple(note for section in sections for note in section.notes)


def standing_of(sections: tuple[Section, ...]) -> Standing:
    """Return what sections are told of a dossier that has no pages."""
    return Standing(sections=tuple(section.key for section in sections), is_whole=True, medium="screen")


def style_of(name: str) -> Markup:
    """Return a style sheet of this package."""
    return Markup(files("exports.dossier").joinpath("style", name).read_text("utf-8"))  # noqa: S704  our own file


def _shown(section: Section, renderer: Renderer, standing: Standing) -> Markup:
    tree = tree_of(renderer.section(section, standing))
    fit(tree, section.key, is_lowered=section.key != COVER)
    for link in links_out(tree):
        link.set("rel", "noopener noreferrer")
    return Markup(html_of(tree))  # noqa: S704  serialised from a tree that holds no markup of a page
