"""The text and what stands in and after it.

Rule: pure; sees the lines from the first line of the body on. A box inside the text is dropped only where the text
goes on after it. Everything is looked up in tables made once, so that a page of any length costs linear time.
"""

from collections.abc import Sequence

from ingest.extract.dump import vocabulary as words
from ingest.extract.dump.figures import table_lines
from ingest.extract.dump.judge import FURNISHING, PROSE_WORDS, Look
from ingest.extract.dump.lines import Line
from ingest.extract.dump.placed import Placed, dropped
from ingest.extract.dump.tail import tail_start
from ingest.extract.dump.vocabulary import folded
from schemas.document import BlockKind

_HEADING_WORDS = 10
_CAPTIONS = (
    *("photo:", "photo by", "image:", "picture:", "credit:", "photo :", "photo credit", "credit :"),
    *("foto:", "фото:", "լուսանկարը", "ფოტო:", "bild:"),
)
_TEXTS = frozenset({Look.PROSE, Look.SENTENCE})
_BOXES = frozenset({Look.SECTION, Look.RIGHTS})
_AFTER_TEXT = {Look.BYLINE: BlockKind.BYLINE, Look.DATE: BlockKind.DATE, Look.DATELINE: BlockKind.PARAGRAPH}


def place_body(
    lines: Sequence[Line], looks: Sequence[Look], *, whole_page: bool, plain: bool = False
) -> tuple[Placed, ...]:
    """Place the lines of the body and of what follows it.

    `whole_page`: the dump holds a page with its menus. `plain`: it is simply a text.
    """
    return _Body(lines, looks, whole_page=whole_page, plain=plain).placed()


class _Body:
    """The lines from the first line of the text on, with what is looked up again and again."""

    def __init__(self, lines: Sequence[Line], looks: Sequence[Look], *, whole_page: bool, plain: bool) -> None:
        self._lines = lines
        self._looks = looks
        self._plain = plain
        self._tables = table_lines(lines, looks)
        self._resumes = self._resume_table()
        self._end = tail_start(lines, looks, whole_page=whole_page)
        self._last_text = max((index for index in range(self._end) if looks[index] in _TEXTS), default=-1)

    def placed(self) -> tuple[Placed, ...]:
        """Return every line in its place."""
        found: list[Placed] = []
        index = 0
        while index < self._end:
            box_end = self._box_end(index)
            found.extend(dropped(self._lines[each], self._looks[each], "related-box") for each in range(index, box_end))
            if box_end == index:
                found.append(self._place(index))
            index = max(box_end, index + 1)
        boxes = (each for each in range(self._end, len(self._lines)) if self._looks[each] in _BOXES)
        first_box = next(boxes, len(self._lines))
        found.extend(
            _place_tail(self._lines[each], self._looks[each], before_boxes=each < first_box)
            for each in range(self._end, len(self._lines))
        )
        return tuple(found)

    def _resume_table(self) -> list[int | None]:
        """Return for each line where text goes on at or after it: the next paragraph, no copyright line before it."""
        table: list[int | None] = [None] * (len(self._looks) + 1)
        for index in range(len(self._looks) - 1, -1, -1):
            if self._looks[index] is Look.PROSE and not self._lines[index].bullet:
                table[index] = index
            elif self._looks[index] is not Look.RIGHTS:
                table[index] = table[index + 1]
        return table

    def _box_end(self, index: int) -> int:
        """Return the end of a box of other articles that begins at `index`, or `index` where none does."""
        resumed = self._resumes[index + 1] if self._looks[index] in _BOXES else None
        if resumed is None or resumed > self._end:
            return index
        if resumed == index + 1 and self._looks[index] is Look.SECTION:
            return index
        return resumed

    def _place(self, index: int) -> Placed:
        """Place one line between the first line of the body and the tail."""
        line, look = self._lines[index], self._looks[index]
        goes_on = index < self._last_text
        if look in _TEXTS:
            caption = folded(line.text).startswith(_CAPTIONS) and len(line.text.split()) <= PROSE_WORDS
            return Placed(line, look, BlockKind.CAPTION, "caption") if caption else _text(line, look)
        if look is Look.SHORT:
            return self._place_short(index)
        if index in self._tables or (self._plain and look is Look.LINK):
            return _text(line, look)
        if look is Look.DATE and goes_on:
            return Placed(line, look, BlockKind.HEADING, "date-heading")
        if look in _AFTER_TEXT and not goes_on:
            return Placed(line, look, _AFTER_TEXT[look], f"{look.name.lower()}-after-text")
        if look is Look.TAGS and not goes_on:
            return Placed(line, look, BlockKind.TAGS, "tags", kept=False)
        return self._place_furniture(index, goes_on=goes_on)

    def _place_furniture(self, index: int, *, goes_on: bool) -> Placed:
        line, look = self._lines[index], self._looks[index]
        if look in {Look.END, Look.LINK, Look.POINTER}:
            return dropped(line, look, look.name.lower())
        if look is Look.COUNTER and not (goes_on and line.text.strip(words.EDGE).isdigit()):
            return dropped(line, look, "counter")
        if look in FURNISHING and look is not Look.TEASER:
            heading = goes_on and look is not Look.RIGHTS and self._may_be_heading(index)
            return (
                Placed(line, look, BlockKind.HEADING, "heading") if heading else dropped(line, look, look.name.lower())
            )
        return _text(line, look)

    def _may_be_heading(self, index: int) -> bool:
        """Return whether a menu word between two paragraphs may be a heading (`Culture`), which `Share` never is."""
        bare = folded(self._lines[index].text)
        if bare.strip(words.EDGE) in words.ACTIONS or self._lines[index].bullet:
            return False
        if bare.lstrip(words.EDGE).startswith((*words.OPENINGS, *words.SURE_OPENINGS)):
            return False
        before = self._looks[index - 1] if index else None
        after = self._looks[index + 1] if index + 1 < len(self._looks) else None
        return before in _TEXTS and after in _TEXTS

    def _place_short(self, index: int) -> Placed:
        line, look = self._lines[index], self._looks[index]
        if folded(line.text).startswith(_CAPTIONS):
            return Placed(line, look, BlockKind.CAPTION, "caption")
        if index > self._last_text and words.SOURCE_LINE.match(folded(line.text)):
            return dropped(line, look, "source-line")
        if line.bullet:
            return Placed(line, look, BlockKind.LIST_ITEM, "list-item")
        return Placed(line, look, BlockKind.HEADING, "heading") if self._is_heading(index) else _text(line, look)

    def _is_heading(self, index: int) -> bool:
        line = self._lines[index]
        if line.mark:
            return True
        if index in self._tables:
            return False
        following = self._looks[index + 1] if index < self._last_text else None
        alone = index == 0 or self._looks[index - 1] is not Look.SHORT or line.gap
        ends = ",;." if self._plain else ",;"
        return following in _TEXTS and alone and len(line.text.split()) <= _HEADING_WORDS and line.text[-1] not in ends


def _text(line: Line, look: Look) -> Placed:
    if line.bullet:
        return Placed(line, look, BlockKind.LIST_ITEM, "list-item")
    return Placed(line, look, BlockKind.PARAGRAPH, "paragraph")


def _place_tail(line: Line, look: Look, *, before_boxes: bool) -> Placed:
    """Place a line of the tail: tags are the article's only where no box of other articles stands before them."""
    if look is Look.TAGS and before_boxes:
        return Placed(line, look, BlockKind.TAGS, "tags", kept=False)
    return dropped(line, look, "after-article" if look not in FURNISHING else look.name.lower())
