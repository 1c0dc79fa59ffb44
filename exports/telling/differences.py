"""How one text differs from another, as a page or print sets it: paragraphs beside each other, each word's fate marked.

Rule: pure; sees a comparison and the two texts. Text only: nothing of an archived page is markup here.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from exports.phrases import counted
from ingest.relate.paragraphs import Paragraph, form_of, read_paragraphs
from schemas.explanation import Comparison, Mark, Passage, Piece, PieceKind

MOST_ROWS = 400
"""So many paragraphs are shown; the rest are counted, and are in the page's JSON."""
FOLDED_PARAGRAPHS = 3
"""So many equal paragraphs in a row are folded, ..."""
FOLDED_WORDS = 120
"""... or fewer that have so many words together."""
LONG_WORDS = 160
"""So many equal words in a row inside a paragraph are folded but for their ends, ..."""
ENDS = 30
"""... of which so many words stay."""
BESIDE = 8
"""Words that say beside what a text stood."""

MARKS = {
    Mark.CREDIT: "an agency's credit",
    Mark.COMMON: "a formula: unrelated texts hold it, too",
}

_IN_A = frozenset({PieceKind.SAME, PieceKind.CUT, PieceKind.MOVED_FROM})


@dataclass(frozen=True, slots=True)
class Bit:
    """Some words in a row that had one fate."""

    kind: str
    """`same`, `cut`, `added`, `moved_from`, `moved_to`, or `folded`: the same, and many."""
    text: str
    note: str | None = None
    """Of what was moved: from where, or where to. Of what is folded: how much it is."""


@dataclass(frozen=True, slots=True)
class Row:
    """A paragraph of the first text, of the second, or of both."""

    state: str
    """`same`, `changed`, `cut`, `added` or `moved`."""
    note: str | None
    """What there is to say of the whole paragraph."""
    old: tuple[Bit, ...]
    """The first text's words; empty where it has no such paragraph."""
    both: tuple[Bit, ...]
    """The words of both."""
    words: int


@dataclass(frozen=True, slots=True)
class Stretch:
    """Rows in a row, shown or folded."""

    rows: tuple[Row, ...]
    folded: str | None
    """Of one that is folded: how much it is, in words."""


@dataclass(frozen=True, slots=True)
class Differences:
    """Two texts side by side, in the order of the second."""

    stretches: tuple[Stretch, ...]
    left_out: int
    """Rows that are not shown."""
    is_same: bool
    """True: word for word."""


def differences_of(
    comparison: Comparison, before: str, after: str, *, names: tuple[str, str] = ("A", "B")
) -> Differences:
    """Return what is shown of two texts that were compared; `names`: what they are called there."""
    setter = _Setter(comparison.passages, before, after, names)
    rows = [setter.row(passage) for passage in comparison.passages[:MOST_ROWS]]
    return Differences(
        stretches=tuple(_stretches(rows)),
        left_out=len(comparison.passages) - len(rows),
        is_same=not comparison.words_cut + comparison.words_added + comparison.words_moved
        and all(passage.a and passage.b for passage in comparison.passages),
    )


def _stretches(rows: Sequence[Row]) -> Iterator[Stretch]:
    for is_same, several in groupby(rows, key=lambda row: row.state == "same"):
        held = tuple(several)
        words = sum(row.words for row in held)
        is_long = is_same and (len(held) >= FOLDED_PARAGRAPHS or words >= FOLDED_WORDS)
        told = f"{counted(len(held), 'paragraph')} the same in both, {counted(words, 'word')}"
        yield Stretch(held, told if is_long else None)


class _Setter:
    """Sets the passages of one comparison: knows where in both texts each stands."""

    def __init__(self, passages: Sequence[Passage], before: str, after: str, names: tuple[str, str]) -> None:
        self._a, self._b = names
        self._old, self._new = read_paragraphs(before), read_paragraphs(after)
        self._origins = self._places(passages, PieceKind.MOVED_FROM)
        self._aims = self._places(passages, PieceKind.MOVED_TO)

    def row(self, passage: Passage) -> Row:
        """Return a passage as a row."""
        both = tuple(bit for piece in passage.pieces for bit in _folded(self._bit(piece)))
        kinds = {piece.kind for piece in passage.pieces}
        is_plain = kinds <= {PieceKind.SAME}
        return Row(
            state=_state(passage, is_plain=is_plain),
            note="; ".join(self._notes(passage)) or None,
            old=() if passage.a is None or (is_plain and not passage.is_moved) else tuple(self._old_bits(passage)),
            both=both,
            words=sum(piece.words for piece in passage.pieces),
        )

    def _old_bits(self, passage: Passage) -> Iterator[Bit]:
        """Yield the first text's words as they stand there: quotation marks and dashes may differ."""
        paragraph = self._old[(passage.a or 1) - 1]
        at = 0
        for piece in passage.pieces:
            if piece.kind not in _IN_A:
                continue
            end = at + _tokens(piece.text)
            own = paragraph.piece(piece.kind, at, end).text if end <= len(paragraph.keys) else piece.text
            yield from _folded(self._bit(piece, text=own))
            at = end

    def _bit(self, piece: Piece, *, text: str | None = None) -> Bit:
        note = None
        if piece.kind is PieceKind.MOVED_TO:
            note = self._moved("from", self._old, self._origins[form_of(piece.text)], piece)
        if piece.kind is PieceKind.MOVED_FROM:
            note = self._moved("to", self._new, self._aims[form_of(piece.text)], piece)
        return Bit(piece.kind.value, piece.text if text is None else text, note)

    def _moved(self, way: str, paragraphs: Sequence[Paragraph], places: Sequence[int], piece: Piece) -> str:
        """Say where moved words stand in the other text, and behind which words."""
        if not places:
            return "moved"
        number = places[0]
        line = paragraphs[number - 1].text
        behind = line[: max(line.find(piece.text.strip()), 0)].split()[-BESIDE:]
        beside = f", behind “{' '.join(behind)}”" if behind else ""
        return f"moved {way} paragraph {number} of {self._a if way == 'from' else self._b}{beside}"

    def _notes(self, passage: Passage) -> Iterator[str]:
        if passage.a is None:
            yield f"Only in {self._b}"
        elif passage.b is None:
            yield f"Only in {self._a}"
        elif passage.is_moved:
            was = f"paragraph {passage.a} of {self._a}, {_behind(self._old, passage.a)}"
            yield f"Moved: {was}; here paragraph {passage.b} of {self._b}"
        if passage.mark:
            yield MARKS[passage.mark]

    @staticmethod
    def _places(passages: Sequence[Passage], kind: PieceKind) -> dict[str, list[int]]:
        places: dict[str, list[int]] = defaultdict(list)
        for passage in passages:
            number = passage.a if kind is PieceKind.MOVED_FROM else passage.b
            for piece in passage.pieces:
                if piece.kind is kind and number is not None:
                    places[form_of(piece.text)].append(number)
        return places


def _behind(paragraphs: Sequence[Paragraph], number: int) -> str:
    """Say what a paragraph of a text stands behind."""
    if number < 2:  # noqa: PLR2004  the first of all
        return "which it opens"
    words = paragraphs[number - 2].text.split()
    return f"behind “{'… ' if len(words) > BESIDE else ''}{' '.join(words[-BESIDE:])}”"


def _state(passage: Passage, *, is_plain: bool) -> str:
    if passage.a is None or passage.b is None:
        return "cut" if passage.b is None else "added"
    if passage.is_moved:
        return "moved"
    return "same" if is_plain else "changed"


def _folded(bit: Bit) -> Iterator[Bit]:
    """Yield some words; of very many equal ones in a row the middle is folded."""
    words = bit.text.split() if bit.kind == PieceKind.SAME.value else ()
    if len(words) < LONG_WORDS:
        yield bit
        return
    middle = " ".join(words[ENDS:-ENDS])
    yield Bit(bit.kind, " ".join(words[:ENDS]) + " ")
    yield Bit("folded", middle, f"{counted(len(words) - 2 * ENDS, 'word')} the same in both")
    yield Bit(bit.kind, " ".join(words[-ENDS:]) + " ")


def _tokens(text: str) -> int:
    return sum(len(paragraph.keys) for paragraph in read_paragraphs(text))
