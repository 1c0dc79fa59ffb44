"""Pages that are set, and all that is needed to join them to others: what passes from process to process and is kept.

Rule: standard library only. The form is ours: a line of JSON, then the bytes that it tells the lengths of.
"""

import json
from dataclasses import asdict, dataclass
from typing import Any

from schemas.errors import CuttingsError

FORM = 2
"""Number of this form; kept sheets of another are set anew."""

MOST_HEAD = 1 << 26


@dataclass(frozen=True, slots=True, kw_only=True)
class Anchor:
    """A place that links lead to."""

    name: str
    page: int
    """Counted from 0 within the part."""
    x: float
    y: float
    """In points, from the lower left corner."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A line of the outline."""

    title: str
    page: int
    y: float
    level: int
    """0: a line of its own; 1: below the last line of level 0."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Face:
    """A typeface as the pages use it. Its glyphs are numbered as in its program, whatever pages use it."""

    key: str
    """Its name in the pages: equal in all parts, since it is made from the description of the face."""
    name: str
    program: str
    """SHA-256 of the font program."""
    index: int
    """Of the face in the program, where that is a collection."""
    widths: dict[int, float]
    """By glyph: the advance, in thousandths of the size."""
    letters: dict[int, str]
    """By glyph: what it stands for."""
    flags: int
    ascent: int
    descent: int
    italic_angle: float
    stem: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheets:
    """The pages of a part."""

    pages: int
    prints: tuple[str, ...]
    """By page: SHA-256 of what is drawn on it, the number of the page apart."""
    anchors: tuple[Anchor, ...]
    targets: tuple[str, ...]
    """Anchors, here or elsewhere in the dossier, that links lead to."""
    marks: tuple[Mark, ...]
    faces: tuple[Face, ...]
    """Those whose programs are left out of `pdf`."""
    denied: tuple[str, ...]
    """What something asked to load and did not get."""
    is_ours: bool
    """Everything is set in typefaces of this package: on any machine the same."""
    pdf: bytes
    """The pages with their tags, without font programs, outline and metadata."""
    programs: dict[str, bytes]
    """Font programs that are not of this package, by SHA-256."""


class UnreadableSheets(CuttingsError):
    """What was kept is no set of pages in today's form."""


def pack(sheets: Sheets) -> bytes:
    """Return the sheets as bytes."""
    head = asdict(sheets)
    del head["pdf"]
    head["programs"] = {name: len(program) for name, program in sheets.programs.items()}
    line = json.dumps({"form": FORM, "pdf": len(sheets.pdf), **head}, ensure_ascii=False, separators=(",", ":"))
    return b"".join((line.encode(), b"\n", sheets.pdf, *sheets.programs.values()))


def unpack(body: bytes) -> Sheets:
    """Return the sheets that `pack` packed.

    Raises: UnreadableSheets.
    """
    try:
        end = body.index(b"\n", 0, MOST_HEAD)
        head = json.loads(body[:end])
        if head.pop("form") != FORM:
            raise UnreadableSheets("these pages were set in another form")
        at = end + 1
        length = head.pop("pdf")
        pdf, at = body[at : at + length], at + length
        programs = {}
        for name, size in head.pop("programs").items():
            programs[name], at = body[at : at + size], at + size
        if at != len(body) or len(pdf) != length:
            raise UnreadableSheets("the kept pages are cut off")
        return _sheets(head, pdf, programs)
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise UnreadableSheets("the kept pages cannot be read") from error


def _sheets(head: dict[str, Any], pdf: bytes, programs: dict[str, bytes]) -> Sheets:
    anchors = tuple(Anchor(**each) for each in head.pop("anchors"))
    marks = tuple(Mark(**each) for each in head.pop("marks"))
    faces = tuple(_face(**each) for each in head.pop("faces"))
    targets, denied = (tuple(map(str, head.pop(name))) for name in ("targets", "denied"))
    told: dict[str, Any] = {"anchors": anchors, "marks": marks, "faces": faces, "targets": targets, "denied": denied}
    return Sheets(prints=tuple(map(str, head.pop("prints"))), **told, **head, pdf=pdf, programs=programs)


def _face(*, widths: dict[str, float], letters: dict[str, str], **more: Any) -> Face:  # noqa: ANN401  as JSON has it
    """Return a face; JSON has made strings of the numbers of its glyphs."""
    return Face(
        widths={int(glyph): width for glyph, width in widths.items()},
        letters={int(glyph): text for glyph, text in letters.items()},
        **more,
    )
