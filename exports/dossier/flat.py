"""A section as plain lines: its words, links and places, without tables, charts and columns.

What stands in for a list or a summary that cannot be set as it should be. It is made from the section as it is
rendered, so that it says the same, and every link that leads into it still finds its place.

Rule: pure; HTML of our own templates in, lines out.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from lxml import html as parser

from exports.dossier.render import Renderer, Standing
from exports.dossier.sections.section import Section

_LINES = frozenset(
    {"article", "caption", "dd", "div", "dl", "dt", "figcaption", "figure", "h1", "h2", "h3", "h4"}
    | {"li", "ol", "p", "section", "table", "tbody", "thead", "tr", "ul"}
)
"""Elements that begin a line and end one."""
_CELLS = frozenset({"td", "th"})
_APART = _LINES | {"br"}
"""Elements whose words are never one word with those beside them."""
_DRAWN = "svg"
_BETWEEN = " · "
"""Between cells of a row."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """Words with or without a link."""

    words: str
    href: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One paragraph."""

    anchors: tuple[str, ...]
    """Names of the places that it stands for."""
    runs: tuple[Run, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FlatPage:
    """What is printed of a section."""

    key: str
    title: str
    running: str
    why: str
    """Why it is set like this; empty: said before."""
    lines: tuple[Line, ...]


def flattened(sections: Sequence[Section], renderer: Renderer, standing: Standing, problem: str) -> list[Section]:
    """Return the sections as plain lines; `problem`: why they cannot be set otherwise, as the end of a sentence."""
    flat: list[Section] = []
    for section in sections:
        root = parser.fragment_fromstring(str(renderer.section(section, standing)), create_parent="div")
        body, heading = next(root.iter("section")), next(root.iter("h1"))
        why = f"This could not be set as it should be: setting it {problem}. Here are its words alone."
        title = _joined(heading.itertext())
        heading.drop_tree()
        page = FlatPage(
            key=section.key,
            title=title,
            running=body.get("data-running", ""),
            why="" if flat else why,
            lines=tuple(_lines(body)),
        )
        flat.append(Section(key=section.key, template="flat.html", page=page, notes=section.notes))
    return flat


@dataclass(slots=True)
class _Open:
    """A line that is being read."""

    anchors: list[str] = field(default_factory=list)
    runs: list[Run] = field(default_factory=list)

    def say(self, words: str | None, href: str = "") -> None:
        """Add words; space is one space."""
        if words and (words := f"{' ' * words[0].isspace()}{_joined([words])}{' ' * words[-1].isspace()}"):
            self.runs.append(Run(words=words, href=href))

    def closed(self) -> Iterator[Line]:
        """Yield the line, if there is anything in it, and begin the next."""
        if any(run.words.strip(_BETWEEN) for run in self.runs):
            yield Line(anchors=tuple(self.anchors), runs=tuple(self.runs))
            self.anchors.clear()  # a place without words is that of the next words
        self.runs.clear()


def _lines(body: parser.HtmlElement) -> Iterator[Line]:
    line = _Open()
    for child in body:
        yield from _walk(child, line)
    yield from line.closed()


def _walk(element: parser.HtmlElement, line: _Open, *, in_row: bool = False) -> Iterator[Line]:
    """Read an element and what follows it; yield the lines that end with it. A row is one line, whatever is in it."""
    is_line = element.tag in _LINES and not in_row
    if is_line:
        yield from line.closed()
    elif element.tag in _APART:
        line.say(" ")
    if name := element.get("id"):
        line.anchors.append(name)
    if element.tag in _CELLS and line.runs:
        line.say(_BETWEEN)
    if element.tag == _DRAWN:
        line.say(_joined(element.xpath("string(.//*[local-name()='title'])")))
    elif element.tag == "a":
        line.say(_joined(element.itertext()), element.get("href", ""))
        line.say(f", p. {page}" if (page := element.get("data-p")) else "")
    else:
        line.say(element.text)
        for child in element:
            yield from _walk(child, line, in_row=in_row or element.tag == "tr")
    if is_line:
        yield from line.closed()
    elif element.tag in _APART or "mark" in element.get("class", "").split():
        line.say(" ")  # the style sheet sets it apart
    line.say(element.tail)


def _joined(parts: Iterator[str] | Sequence[str]) -> str:
    return " ".join("".join(parts).split())
