"""The text and what stands in and after it.

Rule: pure; sees the lines from the first line of the body on. A box inside the text is dropped only where the text goes on after it.
"""
# ruff: noqa: RUF001  signs of many scripts

from collections.abc import Sequence

from ingest.extract.dump import vocabulary as words
from ingest.extract.dump.judge import FURNISHING, PROSE_WORDS, Look
from ingest.extract.dump.lines import Line
from ingest.extract.dump.placed import Placed, dropped
from ingest.extract.dump.vocabulary import folded
from schemas.document import BlockKind

_RESUMING = 2
"""Paragraphs in a row that show that the text goes on after a box."""

_HEADING_WORDS = 10
_VERSE_LINES = 3
_VERSE_LENGTH = 70
_CAPTIONS = (
    "photo:",
    "photo by",
    "image:",
    "picture:",
    "credit:",
    "foto:",
    "фото:",
    "photo :",
    "photo credit",
    "լուսանկարը",
    "ფოტო:",
    "bild:",
    "credit :",
)
_TEXTS = frozenset({Look.PROSE, Look.SENTENCE})


def place_body(lines: Sequence[Line], looks: Sequence[Look]) -> tuple[Placed, ...]:
    """Place the lines of the body and of what follows it."""
    end = _body_end(lines, looks)
    placed: list[Placed] = []
    index = 0
    while index < end:
        box_end = _box_end(lines, looks, index, end)
        if box_end > index:
            placed.extend(dropped(lines[each], looks[each], "related-box") for each in range(index, box_end))
            index = box_end
            continue
        placed.append(_place(lines, looks, index, end))
        index += 1
    placed.extend(_place_tail(lines[each], looks[each]) for each in range(end, len(lines)))
    return tuple(placed)


def _body_end(lines: Sequence[Line], looks: Sequence[Look]) -> int:
    """Return where the tail begins: the first section of other articles, copyright line or menu after which no text goes on."""
    end = next(
        (
            index
            for index, look in enumerate(looks)
            if look in {Look.SECTION, Look.RIGHTS} and _resumes_at(lines, looks, index) is None
        ),
        len(looks),
    )
    last_text = max((index for index in range(end) if looks[index] in _TEXTS), default=-1)
    return _without_loose_ends(lines, looks, last_text + 1, end)


def _without_loose_ends(lines: Sequence[Line], looks: Sequence[Look], start: int, end: int) -> int:
    """Return `end`, or where a run of teasers without a heading begins after the last paragraph."""
    teasers = [index for index in range(start, end) if looks[index] is Look.TEASER]
    if len(teasers) < _RESUMING:
        return end
    first = teasers[0]
    while first > start and looks[first - 1] is Look.SHORT and title_like(lines[first - 1]):
        first -= 1
    return first


def title_like(line: Line) -> bool:
    """Return whether a line could be another article's title."""
    return not line.bullet and not line.text.endswith((":", ".", ";"))


def _resumes_at(lines: Sequence[Line], looks: Sequence[Look], section: int) -> int | None:
    """Return where the text goes on after the section heading at `section`, or None."""
    for index in range(section + 1, len(looks) - 1):
        if looks[index] in {Look.RIGHTS}:
            return None
        if (
            looks[index] is Look.PROSE
            and looks[index + 1] is Look.PROSE
            and not (lines[index].bullet or lines[index + 1].bullet)
        ):
            return index
    return None


def _box_end(lines: Sequence[Line], looks: Sequence[Look], index: int, end: int) -> int:
    """Return the end of a box of other articles that begins at `index`, or `index` where none does."""
    if looks[index] not in {Look.SECTION, Look.RIGHTS}:
        return index
    resumed = _resumes_at(lines, looks, index)
    if resumed is None or resumed > end:
        return index
    if resumed == index + 1 and looks[index] is Look.SECTION:
        return index
    return resumed


def _place(lines: Sequence[Line], looks: Sequence[Look], index: int, end: int) -> Placed:
    """Place one line between the first line of the body and the tail."""
    line, look = lines[index], looks[index]
    goes_on = any(each in _TEXTS for each in looks[index + 1 : end])
    if look in _TEXTS:
        if folded(line.text).startswith(_CAPTIONS) and len(line.text.split()) <= PROSE_WORDS:
            return Placed(line, look, BlockKind.CAPTION, "caption")
        return Placed(
            line,
            look,
            BlockKind.LIST_ITEM if line.bullet else BlockKind.PARAGRAPH,
            "list-item" if line.bullet else "paragraph",
        )
    if look is Look.SHORT:
        return _place_short(lines, looks, index, goes_on=goes_on)
    if look is Look.TAGS and not goes_on:
        return Placed(line, look, BlockKind.TAGS, "tags", kept=False)
    if look in {Look.BYLINE, Look.DATE, Look.DATELINE} and not goes_on:
        kind = {Look.BYLINE: BlockKind.BYLINE, Look.DATE: BlockKind.DATE}.get(look, BlockKind.PARAGRAPH)
        return Placed(line, look, kind, f"{look.name.lower()}-after-text")
    if look is Look.DATE:
        return Placed(line, look, BlockKind.HEADING, "date-heading")
    if look in {Look.END, Look.LINK, Look.POINTER}:
        return dropped(line, look, look.name.lower())
    if look is Look.COUNTER and not (goes_on and line.text.strip(words.EDGE).isdigit()):
        return dropped(line, look, "counter")
    if look in FURNISHING and look is not Look.TEASER:
        heading = goes_on and look is not Look.RIGHTS and _may_be_heading(lines, looks, index)
        return Placed(line, look, BlockKind.HEADING, "heading") if heading else dropped(line, look, look.name.lower())
    return Placed(
        line,
        look,
        BlockKind.LIST_ITEM if line.bullet else BlockKind.PARAGRAPH,
        "list-item" if line.bullet else "paragraph",
    )


def _may_be_heading(lines: Sequence[Line], looks: Sequence[Look], index: int) -> bool:
    """Return whether a menu word between two paragraphs may be a heading (`Culture`), which `Share` never is."""
    if looks[index] is Look.POINTER or folded(lines[index].text).strip(words.EDGE) in words.ACTIONS:
        return False
    if (
        folded(lines[index].text).lstrip(words.EDGE).startswith((*words.OPENINGS, *words.SURE_OPENINGS))
        or lines[index].bullet
    ):
        return False
    before = looks[index - 1] if index else None
    after = looks[index + 1] if index + 1 < len(looks) else None
    return before in _TEXTS and after in _TEXTS


def _place_short(lines: Sequence[Line], looks: Sequence[Look], index: int, *, goes_on: bool) -> Placed:
    line, look = lines[index], looks[index]
    if folded(line.text).startswith(_CAPTIONS):
        return Placed(line, look, BlockKind.CAPTION, "caption")
    if line.bullet:
        return Placed(line, look, BlockKind.LIST_ITEM, "list-item")
    following = looks[index + 1] if index + 1 < len(looks) else None
    alone = index == 0 or looks[index - 1] is not Look.SHORT or line.gap
    heading = (
        goes_on
        and alone
        and following in _TEXTS
        and len(line.text.split()) <= _HEADING_WORDS
        and line.text[-1] not in ",;"
    )
    if heading or line.mark:
        return Placed(line, look, BlockKind.HEADING, "heading")
    return Placed(line, look, BlockKind.PARAGRAPH, "paragraph")


def _place_tail(line: Line, look: Look) -> Placed:
    return dropped(line, look, "after-article" if look not in FURNISHING else look.name.lower())


def join_verse(placed: Sequence[Placed]) -> tuple[tuple[Placed, ...], ...]:
    """Group lines that stand together as verse: three or more short ones without an empty line between them."""
    groups: list[tuple[Placed, ...]] = []
    index = 0
    while index < len(placed):
        end = index
        while end < len(placed) and _is_verse(placed[end]) and (end == index or not placed[end].line.gap):
            end += 1
        if end - index >= _VERSE_LINES:
            groups.append(tuple(placed[index:end]))
            index = end
        else:
            groups.append((placed[index],))
            index += 1
    return tuple(groups)


def _is_verse(placed: Placed) -> bool:
    line = placed.line
    return (
        placed.kept
        and placed.rule in {"paragraph", "heading"}
        and len(line.text) <= _VERSE_LENGTH
        and not line.bullet
        and not line.mark
    )
