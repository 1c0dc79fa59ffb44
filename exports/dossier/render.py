"""Sections into HTML. Every value is escaped; nothing of a page is markup.

Rule: knows Jinja and the templates; no WeasyPrint, no database.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from importlib.resources import files

from jinja2 import Environment, FunctionLoader, StrictUndefined
from markupsafe import Markup

from exports.dossier.sections.section import Section

NAMES = {"summary": "Summary", "chronology": "Chronology", "sources": "Sources", "colophon": "Colophon"}
"""Sections that the contents name, besides the articles."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """What the document as a whole says."""

    title: str
    running_title: str
    author: str | None
    description: str
    generator: str
    created: str | None
    language: str
    is_small: bool
    """Front and back run on instead of beginning new pages."""


def render_document(sections: Iterable[Section], frame: Frame) -> str:
    """Return the whole dossier as one HTML document."""
    parts = tuple(sections)
    environment = _environment()
    rendered = [render_section(section, parts, environment) for section in parts]
    document = environment.get_template("document.html")
    return document.render(
        sections=rendered,
        title=frame.title,
        running_title=frame.running_title,
        author=frame.author,
        description=frame.description,
        generator=frame.generator,
        created=frame.created,
        language=frame.language,
        is_small=frame.is_small,
    )


def render_section(section: Section, parts: tuple[Section, ...], environment: Environment | None = None) -> Markup:
    """Return one section as HTML; `parts` are all sections, which the contents list."""
    template = (environment or _environment()).get_template(section.template)
    return Markup(template.render(page=section.page, around=_around(parts)))  # noqa: S704  the template has escaped it


def style_sheet() -> str:
    """Return the dossier's style sheet."""
    return files("exports.dossier").joinpath("style", "dossier.css").read_text("utf-8")


def _around(parts: tuple[Section, ...]) -> dict[str, list[tuple[str, str]]]:
    """Return the named sections before and after the articles, as the contents list them."""
    named = [(section.key, NAMES[section.key]) for section in parts if section.key in NAMES]
    back = {"sources", "colophon"}
    return {
        "before": [pair for pair in named if pair[0] not in back],
        "after": [pair for pair in named if pair[0] in back],
    }


def _environment() -> Environment:
    environment = Environment(
        autoescape=True,
        loader=FunctionLoader(_template),
        undefined=StrictUndefined,
        trim_blocks=True,
        keep_trailing_newline=False,
    )
    environment.filters["capitalise"] = lambda text: text[:1].upper() + text[1:]
    environment.filters["sentence"] = _sentence
    return environment


def _template(name: str) -> str:
    return files("exports.dossier").joinpath("templates", name).read_text("utf-8")


def _sentence(text: str) -> str:
    """Return `text` with a capital first and a full stop last."""
    words = text[:1].upper() + text[1:]
    return words if words.endswith((".", "!", "?", "…", "”")) else f"{words}."
