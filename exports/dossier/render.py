"""Sections into HTML. Every value is escaped; nothing of a page is markup.

Rule: knows Jinja and the templates; no WeasyPrint, no database.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from importlib.resources import files
from typing import Literal
from urllib.parse import quote

from jinja2 import Environment, FunctionLoader, StrictUndefined
from markupsafe import Markup

from exports.dossier.press.links import SCHEME
from exports.dossier.sections.section import Section

NAMES = {
    "summary": "Summary",
    "chronology": "Chronology",
    "index": "Index",
    "sources": "Sources",
    "colophon": "Colophon",
}
"""Sections that the contents name, besides the articles."""

BACK = frozenset({"index", "sources", "colophon"})
"""Those of them that stand behind the articles."""


Medium = Literal["print", "screen"]
"""`print`: pages with numbers, bundled typefaces, a seal. `screen`: none of these."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """What the document as a whole says."""

    title: str
    running_title: str
    author: str | None
    description: str
    generator: str
    producer: str
    created: str | None
    language: str
    is_small: bool
    """Front and back run on instead of beginning new pages."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """What a section is told of the dossier that it stands in."""

    sections: tuple[str, ...] = ()
    """Keys of all sections."""
    pages: Mapping[str, str] = field(default_factory=dict)
    """By anchor: the number of its page, as it is printed."""
    is_whole: bool = False
    """All sections are one document: links lead to places in it, and its style finds their pages."""
    medium: Medium = "print"

    def named(self, *, back: bool) -> list[tuple[str, str]]:
        """Return the sections before or behind the articles that the contents list, with their names."""
        return [(key, NAMES[key]) for key in self.sections if key in NAMES and (key in BACK) is back]

    def to(self, anchor: str, words: str) -> str:
        """Return the address of a place in the dossier; `words`: for a reader who cannot see where it leads."""
        return f"#{anchor}" if self.is_whole else f"{SCHEME}{quote(anchor)}#{quote(words)}"

    def at(self, anchor: str) -> str:
        """Return the page of a place, where it is known."""
        return self.pages.get(anchor, "")


class Renderer:
    """Makes HTML of sections."""

    def __init__(self, frame: Frame) -> None:
        """Take what all documents of a dossier say."""
        self._frame = frame
        self._environment = _environment()

    def document(self, sections: Iterable[Section], standing: Standing) -> str:
        """Return sections as the whole dossier in one document, with its metadata."""
        rendered = [self.section(section, standing) for section in sections]
        return self._environment.get_template("document.html").render(sections=rendered, frame=self._frame)

    def part(self, sections: Iterable[Section], standing: Standing) -> str:
        """Return sections as a document of their own, which says no more of the dossier than its pages show."""
        rendered = [self.section(section, standing) for section in sections]
        return self._environment.get_template("part.html").render(sections=rendered, frame=self._frame)

    def framed(self, template: str, **values: object) -> str:
        """Return a document of another form: a template with what all documents of the dossier say, and `values`."""
        return self._environment.get_template(template).render(frame=self._frame, **values)

    def section(self, section: Section, standing: Standing) -> Markup:
        """Return one section."""
        around = {"before": standing.named(back=False), "after": standing.named(back=True)}
        template = self._environment.get_template(section.template)
        html = template.render(page=section.page, around=around, to=standing.to, at=standing.at, medium=standing.medium)
        return Markup(html)  # noqa: S704  the template has escaped it


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
