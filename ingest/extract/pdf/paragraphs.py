"""Join the lines of a PDF to the paragraphs that they were set from.

Rule: pure; sees lines with their places. Where it is not sure it does not join: a paragraph too many loses nothing.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median

from ingest.extract.pdf.leaves import CUT, Leaf, Line

_GAP = 1.35
"""Times the usual distance between lines, from which a paragraph begins."""
_SIZE = 1.2
"""Times the size of letters, from which a line is of another kind."""
_INDENT = 0.7
_TIGHT = 1.05
"""Times its usual width that a word may need: a line with room for more before it was ended on purpose."""
_SPACE = 0.3
_HEADING = 1.25
_ENDS = tuple(".!?…。！？؟।:»”\"')]")  # noqa: RUF001  signs of many scripts
_HYPHENS = ("-", "\u2010", CUT)
_CUT_WORD = re.compile(rf"([^\s{CUT}]+){CUT}([^\s{CUT}]+)")
_UNSPACED = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]")
_BULLET = re.compile(r"[•◦▪■●○‣⁃∙]\s|[-–—]\s|\d{1,2}[.)]\s")  # noqa: RUF001  signs of lists


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Lines joined."""

    text: str
    page: int
    """Number of the page on which it begins."""
    is_heading: bool = False


@dataclass(frozen=True, slots=True)
class _Setting:
    """How a page is set."""

    pitch: float
    """Usual distance from line to line."""
    size: float
    """Usual size of letters; 0 where no line has a place."""
    columns: Mapping[int, tuple[float, float]]
    """Where lines begin, in steps of two letters -> where those lines usually end, and the first of them begins."""

    def room(self, line: Line) -> float:
        """Return how much room is left behind a line in its column."""
        at = self.columns.get(self.step(line.left))
        return at[0] - line.right if at is not None else 0.0

    def indent(self, line: Line) -> float:
        """Return how far a line is indented in its column."""
        at = self.columns.get(self.step(line.left))
        return line.left - at[1] if at is not None else 0.0

    def step(self, left: float) -> int:
        """Return the column step at which a line begins."""
        return round(left / (2 * self.size)) if self.size else 0


def paragraphs_of(leaves: Sequence[Leaf], dropped: frozenset[tuple[int, int]]) -> tuple[Paragraph, ...]:
    """Return the paragraphs of the pages without the dropped lines (page, place on it, both from 0)."""
    kept = [
        (leaf.number, [_turned(line) for place, line in enumerate(leaf.lines) if (page, place) not in dropped])
        for page, leaf in enumerate(leaves)
    ]
    setting = _setting([line for _, lines in kept for line in lines])
    groups = list(_groups(kept, setting))
    known = frozenset(word for _, lines in groups for line in lines for word in line.text.casefold().split())
    return tuple(Paragraph(_joined(lines, known), page, _is_heading(lines, setting)) for page, lines in groups)


def _turned(line: Line) -> Line:
    """Return a line that runs to the left as if it ran to the right, on a page of its own."""
    return replace(line, left=-line.right, right=-line.left) if line.runs_left else line


def _groups(pages: Sequence[tuple[int, list[Line]]], setting: _Setting) -> Iterator[tuple[int, list[Line]]]:
    """Yield the lines of each paragraph, with the page on which it begins."""
    held: list[Line] = []
    begun = last = 0
    for number, lines in pages:
        local = _setting(lines) if len(lines) > 4 else setting  # noqa: PLR2004  fewer tell nothing
        for place, line in enumerate(lines):
            following = lines[place + 1] if place + 1 < len(lines) else None
            if held and not _goes_on(held, line, following, local, is_other_page=number != last):
                yield begun, held
                held = []
            if not held:
                begun = number
            held.append(line)
            last = number
    if held:
        yield begun, held


def _goes_on(
    held: Sequence[Line], line: Line, following: Line | None, setting: _Setting, *, is_other_page: bool
) -> bool:
    """Say whether a line belongs to the paragraph of the line before it."""
    before = held[-1]
    if not before.height or not line.height:
        return before.text.endswith(_HYPHENS) or not before.text.endswith(_ENDS)
    if not 1 / _SIZE < line.height / before.height < _SIZE or _BULLET.match(line.text):
        return False
    if is_other_page or line.top > before.top + before.height:  # another page, or another column
        return _runs_on(before, line)
    step = before.foot - line.top
    if step < before.height / 2:
        return False  # beside it: a cell of a table
    if step > _GAP * max(setting.pitch, setting.pitch * line.height / setting.size):
        return False
    if line.left - before.left > _INDENT * line.height and not (len(held) == 1 and _is_hanging(line, following)):
        return False
    if _is_first(line, following, setting):
        return False
    if line.height > setting.size * _HEADING:
        return True  # lines of a heading are broken where they read best
    word = line.text.split(None, 1)[0]
    width = (line.right - line.left) * len(word) / len(line.text)
    return setting.room(before) < width * _TIGHT + line.height * _SPACE


def _runs_on(before: Line, line: Line) -> bool:
    """Say whether a sentence goes on from the foot of one page or column to the head of the next."""
    return before.text.endswith(_HYPHENS) or (not before.text.endswith(_ENDS) and line.text[:1].islower())


def _is_first(line: Line, following: Line | None, setting: _Setting) -> bool:
    """Say whether a line is indented and the next one is not: so paragraphs begin."""
    least = _INDENT * line.height
    return following is not None and setting.indent(line) > least and line.left - following.left > least


def _is_hanging(line: Line, following: Line | None) -> bool:
    """Say whether the lines from the second one on are indented, as in a list."""
    return following is not None and abs(following.left - line.left) < line.height * _INDENT / 2


def _setting(lines: Sequence[Line]) -> _Setting:
    placed = [line for line in lines if line.height > 0]
    if not placed:
        return _Setting(0, 0, {})
    size = median(line.height for line in placed)
    steps = [step for a, b in pairwise(placed) if 0 < (step := a.foot - b.top) < 3 * size]
    bare = _Setting(median(steps) if steps else size * _SIZE, size, {})
    edges: dict[int, list[Line]] = {}
    for line in placed:
        if line.height < size * _SIZE:
            for step in range(bare.step(line.left) - 1, bare.step(line.left) + 2):  # the indented ones, too
                edges.setdefault(step, []).append(line)
    return replace(
        bare, columns={step: (_usual(held), min(each.left for each in held)) for step, held in edges.items()}
    )


def _usual(lines: Sequence[Line]) -> float:
    """Return where lines usually end: a few may be longer."""
    return sorted(line.right for line in lines)[len(lines) * 4 // 5]


def _is_heading(lines: Sequence[Line], setting: _Setting) -> bool:
    return bool(setting.size) and min(line.height for line in lines) > setting.size * _HEADING


def _joined(lines: Sequence[Line], known: frozenset[str]) -> str:
    """Return lines as one text: words that were cut in two are whole again."""
    text = lines[0].text
    for line in lines[1:]:
        if text.endswith(_HYPHENS) and text[-2:-1].isalpha() and line.text[:1].islower():
            text = _mended(text, line.text, known)
        elif _UNSPACED.match(text[-1:]) and _UNSPACED.match(line.text):
            text += line.text
        else:
            text += f" {line.text}"
    return _CUT_WORD.sub(lambda found: _whole(found[1], found[2], known), text)


def _mended(text: str, following: str, known: frozenset[str]) -> str:
    """Join two lines between which a word is cut; its hyphen stays where the word has it elsewhere, too."""
    begin, rest = text.rsplit(None, 1)[-1], following.split(None, 1)[0]
    return text[: -len(begin)] + _whole(begin[:-1], rest, known) + following[len(rest) :]


def _whole(begin: str, rest: str, known: frozenset[str]) -> str:
    """Return a word that was cut in two; its hyphen stays where the word has it elsewhere, too."""
    with_hyphen = f"{begin}-{rest}"
    return with_hyphen if with_hyphen.casefold().rstrip(".,;:!?") in known else begin + rest
