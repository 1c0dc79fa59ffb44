"""Compare two texts: which words were cut, added, moved, and which were put in place of which.

Paragraphs are aligned by their words, not by their position; inside a pair the words are aligned. Quotation marks,
dashes and white space are not told apart; letters, case and figures are.

Rule: pure; sees two strings. It says how the wording differs, never which of the two is right.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import product
from typing import Literal

from ingest.normalise.letters import APOSTROPHES, DASHES, QUOTES
from ingest.relate.align import Opcode, align, longest_rising

_UNIFIED = (
    dict.fromkeys(map(ord, QUOTES), '"')
    | dict.fromkeys(map(ord, APOSTROPHES), "'")
    | dict.fromkeys(map(ord, DASHES), "-")
)
_TOKEN = re.compile(r"\w+(?:[.,'\u2019\-]\w+)*|[^\w\s]")
_PARAGRAPH = re.compile(r"[^\n\r\f\v\x1c-\x1e\x85\u2028\u2029]+")

SIMILAR = 0.4
"""Paragraphs that share this much of their words (Dice) are the same paragraph, changed."""
SIMILAR_SHORT = 0.6
SHORT_WORDS = 6
ALL_PAIRS = 2_500
RARE = 8
"""In texts with more pairs of changed paragraphs than `ALL_PAIRS`, they meet by a word that so few of them have."""
MOVED_WORDS = 4
"""So many words that were cut here and stand there were moved."""
SWAP_WORDS = 5
"""A replacement of at most so many words by at most so many is a swap."""


class PieceKind(StrEnum):
    """What became of some words."""

    SAME = "same"
    CUT = "cut"
    ADDED = "added"
    MOVED_FROM = "moved_from"
    MOVED_TO = "moved_to"


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """Some words in a row that had one fate."""

    kind: PieceKind
    text: str
    """The words with the white space after them. `same` pieces are given as the second text has them."""
    words: int
    """How many words, without punctuation marks."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A paragraph of the first text, of the second, or of both."""

    a: int | None
    """Its number in the first text, from 1; None: it is not there."""
    b: int | None
    """Its number in the second text, from 1; None: it is not there."""
    is_moved: bool
    """True where the paragraph stands in another order among the others."""
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Swap:
    """Few words in place of few words."""

    before: str
    after: str
    kind: Literal["number", "name", "words"]
    """`number`: both hold digits; `name`: both hold a capital letter; else `words`."""
    a: int
    """Number of the paragraph in the first text, from 1."""
    b: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """Two texts side by side, in the order of the second."""

    passages: tuple[Passage, ...]
    swaps: tuple[Swap, ...]
    words_same: int
    words_cut: int
    words_added: int
    words_moved: int


@dataclass(frozen=True, slots=True)
class _Paragraph:
    text: str
    starts: tuple[int, ...]
    keys: tuple[str, ...]

    def words(self, start: int, end: int) -> int:
        return sum(key[0].isalnum() or key[0] == "_" for key in self.keys[start:end])

    def piece(self, kind: PieceKind, start: int, end: int) -> Piece:
        to = self.starts[end] if end < len(self.starts) else len(self.text)
        return Piece(kind=kind, text=self.text[self.starts[start] : to], words=self.words(start, end))


def compare(before: str, after: str) -> Comparison:
    """Return how the text `after` differs from the text `before`.

    >>> [(swap.before, swap.after, swap.kind) for swap in compare("Three of 12 fled.", "Three of 14 fled.").swaps]
    [('12', '14', 'number')]
    """
    old, new = _paragraphs(before), _paragraphs(after)
    pairs = _pair(old, new)
    in_place = {old_at for old_at, _ in longest_rising(sorted(pairs.items()))}
    passages = _mark_moved(tuple(_passages(old, new, pairs, in_place)))
    return Comparison(
        passages=passages,
        swaps=tuple(swap for passage in passages for swap in _swaps(passage)),
        words_same=_count(passages, PieceKind.SAME),
        words_cut=_count(passages, PieceKind.CUT),
        words_added=_count(passages, PieceKind.ADDED),
        words_moved=_count(passages, PieceKind.MOVED_TO)
        + sum(_count((passage,), PieceKind.SAME) for passage in passages if passage.is_moved),
    )


def _count(passages: Sequence[Passage], kind: PieceKind) -> int:
    return sum(piece.words for passage in passages for piece in passage.pieces if piece.kind is kind)


def _paragraphs(text: str) -> list[_Paragraph]:
    found = []
    for line in _PARAGRAPH.findall(text):
        line = line.strip()  # noqa: PLW2901  the same line without its indentation
        tokens = list(_TOKEN.finditer(line))
        if tokens:
            starts = (0, *(token.start() for token in tokens[1:]))
            found.append(_Paragraph(line, starts, tuple(token[0].translate(_UNIFIED) for token in tokens)))
    return found


def _pair(old: Sequence[_Paragraph], new: Sequence[_Paragraph]) -> dict[int, int]:
    """Return which paragraph of `new` is which of `old`: equal ones first, then the most similar."""
    pairs = _equal_pairs(old, new)
    taken = set(pairs.values())
    bags = {number: Counter(paragraph.keys) for number, paragraph in enumerate(new) if number not in taken}
    others = {at: Counter(paragraph.keys) for at, paragraph in enumerate(old) if at not in pairs}
    scored = (
        (-score, abs(at - number), at, number)
        for at, number in _candidates(others, bags)
        if (score := _likeness(others[at], bags[number]))
    )
    for _score, _distance, at, number in sorted(scored):
        if at not in pairs and number not in taken:
            pairs[at] = number
            taken.add(number)
    return pairs


def _candidates(old: dict[int, Counter[str]], new: dict[int, Counter[str]]) -> Iterator[tuple[int, int]]:
    """Yield the pairs worth a look: all of them in short texts, those that share a rare word in long ones."""
    if len(old) * len(new) <= ALL_PAIRS:
        yield from product(old, new)
        return
    places = defaultdict(list)
    for number, bag in new.items():
        for word in bag:
            places[word].append(number)
    for at, bag in old.items():
        yield from ((at, n) for n in {n for word in bag if len(places[word]) <= RARE for n in places[word]})


def _equal_pairs(old: Sequence[_Paragraph], new: Sequence[_Paragraph]) -> dict[int, int]:
    places = defaultdict(list)
    for number in reversed(range(len(new))):
        places[new[number].keys].append(number)
    return {at: places[paragraph.keys].pop() for at, paragraph in enumerate(old) if places[paragraph.keys]}


def _likeness(one: Counter[str], other: Counter[str]) -> float:
    """Return the share of their words that two paragraphs have in common, 0 where it is too small to matter."""
    size = one.total() + other.total()
    needed = SIMILAR if size >= 2 * SHORT_WORDS else SIMILAR_SHORT
    if 2 * min(one.total(), other.total()) < needed * size:
        return 0.0
    score = 2 * (one & other).total() / size
    return score if score >= needed else 0.0


def _passages(
    old: Sequence[_Paragraph], new: Sequence[_Paragraph], pairs: dict[int, int], in_place: set[int]
) -> Iterator[Passage]:
    """Yield the passages in the order of `new`; what was cut stands where it stood."""
    origin = {number: at for at, number in pairs.items()}
    at = 0
    for number, paragraph in enumerate(new):
        source = origin.get(number)
        if source is None:
            yield _whole(PieceKind.ADDED, paragraph, None, number)
            continue
        if source in in_place:
            yield from _cut_passages(old, pairs, range(at, source))
            at = source + 1
        pieces = tuple(_word_pieces(old[source], paragraph))
        yield Passage(a=source + 1, b=number + 1, is_moved=source not in in_place, pieces=pieces)
    yield from _cut_passages(old, pairs, range(at, len(old)))


def _cut_passages(old: Sequence[_Paragraph], pairs: dict[int, int], span: range) -> Iterator[Passage]:
    for at in span:
        if at not in pairs:
            yield _whole(PieceKind.CUT, old[at], at, None)


def _whole(kind: PieceKind, paragraph: _Paragraph, a: int | None, b: int | None) -> Passage:
    piece = paragraph.piece(kind, 0, len(paragraph.keys))
    a, b = (None if number is None else number + 1 for number in (a, b))
    return Passage(a=a, b=b, is_moved=False, pieces=(piece,))


def _word_pieces(old: _Paragraph, new: _Paragraph) -> Iterator[Piece]:
    for same, i, j, k, m in _without_crumbs(list(align(old.keys, new.keys)), old, new):
        if same:
            yield new.piece(PieceKind.SAME, k, m)
            continue
        if i < j:
            yield old.piece(PieceKind.CUT, i, j)
        if k < m:
            yield new.piece(PieceKind.ADDED, k, m)


def _without_crumbs(opcodes: list[Opcode], old: _Paragraph, new: _Paragraph) -> list[Opcode]:
    """Join changes that only a comma or a stray common word keeps apart: a reader sees one change there."""
    joined: list[Opcode] = []
    for number, opcode in enumerate(opcodes):
        same, i, j, k, m = opcode
        if same and 0 < number < len(opcodes) - 1:
            around = (opcodes[number - 1], opcodes[number + 1])
            changed = min(old.words(i, j) + new.words(k, m) for _same, i, j, k, m in around)
            same = old.words(i, j) * 3 <= changed and old.words(i, j) <= 2 and bool(changed)  # noqa: PLR2004  a crumb
            same = not same
        if joined and not same and not joined[-1][0]:
            joined[-1] = (False, joined[-1][1], j, joined[-1][3], m)
        else:
            joined.append((same, i, j, k, m))
    return joined


def _mark_moved(passages: tuple[Passage, ...]) -> tuple[Passage, ...]:
    """Return the passages with words that were cut here and added there told as moved."""
    cut = Counter(_form(piece) for piece in _pieces(passages, PieceKind.CUT))
    added = Counter(_form(piece) for piece in _pieces(passages, PieceKind.ADDED))
    moved = cut & added
    left = {PieceKind.CUT: Counter(moved), PieceKind.ADDED: Counter(moved)}
    kinds = {PieceKind.CUT: PieceKind.MOVED_FROM, PieceKind.ADDED: PieceKind.MOVED_TO}

    def told(piece: Piece) -> Piece:
        form = _form(piece)
        if piece.kind not in kinds or not left[piece.kind][form]:
            return piece
        left[piece.kind][form] -= 1
        return replace(piece, kind=kinds[piece.kind])

    return tuple(replace(passage, pieces=tuple(map(told, passage.pieces))) for passage in passages)


def _pieces(passages: Sequence[Passage], kind: PieceKind) -> Iterator[Piece]:
    for passage in passages:
        yield from (piece for piece in passage.pieces if piece.kind is kind and piece.words >= MOVED_WORDS)


def _form(piece: Piece) -> str:
    return " ".join(token[0].translate(_UNIFIED) for token in _TOKEN.finditer(piece.text) if token[0][0].isalnum())


def _swaps(passage: Passage) -> Iterator[Swap]:
    if passage.a is None or passage.b is None:
        return
    for cut, added in zip(passage.pieces, passage.pieces[1:], strict=False):
        if (cut.kind, added.kind) != (PieceKind.CUT, PieceKind.ADDED):
            continue
        if 0 < cut.words <= SWAP_WORDS and 0 < added.words <= SWAP_WORDS:
            before, after = cut.text.strip(), added.text.strip()
            yield Swap(before=before, after=after, kind=_swap_kind(before, after), a=passage.a, b=passage.b)


def _swap_kind(before: str, after: str) -> Literal["number", "name", "words"]:
    for kind, is_such in (("number", str.isdigit), ("name", str.isupper)):
        if all(any(is_such(char) for char in text) for text in (before, after)):
            return "number" if kind == "number" else "name"
    return "words"
