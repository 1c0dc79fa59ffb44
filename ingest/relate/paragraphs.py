"""A text as paragraphs, and which paragraph of one text is which of another: by their words, not by their position.

Quotation marks, dashes and white space are not told apart; letters, case and figures are.

Rule: pure; sees strings.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import product

from ingest.normalise.letters import APOSTROPHES, DASHES, QUOTES
from schemas.explanation import Piece, PieceKind, Span

_UNIFIED = (
    dict.fromkeys(map(ord, QUOTES), '"')
    | dict.fromkeys(map(ord, APOSTROPHES), "'")
    | dict.fromkeys(map(ord, DASHES), "-")
)
_TOKEN = re.compile(r"\w+(?:[.,'\u2019\-]\w+)*|[^\w\s]")
_LINE = re.compile(r"[^\n\r\f\v\x1c-\x1e\x85\u2028\u2029]+")

SIMILAR = 0.4
"""Paragraphs that share this much of their words (Dice) are the same paragraph, changed."""
SIMILAR_SHORT = 0.6
SHORT_WORDS = 6
ALL_PAIRS = 2_500
RARE = 8
"""In texts with more pairs of changed paragraphs than `ALL_PAIRS`, they meet by a word that so few of them have."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One line of text with its words."""

    text: str
    at: int
    """Where it begins in its text, in characters."""
    starts: tuple[int, ...]
    """Where each word or mark begins in it."""
    keys: tuple[str, ...]
    """The words and marks, as they are compared."""

    def words(self, start: int, end: int) -> int:
        """Return how many words, without marks, stand in a span."""
        return sum(key[0].isalnum() or key[0] == "_" for key in self.keys[start:end])

    def place(self, start: int, end: int) -> Span:
        """Return where the words of a span stand in the whole text."""
        to = self.starts[end] if end < len(self.starts) else len(self.text)
        words = self.text[self.starts[start] : to].rstrip()
        return Span(start=self.at + self.starts[start], end=self.at + self.starts[start] + len(words))

    def piece(self, kind: PieceKind, start: int, end: int) -> Piece:
        """Return the words of a span with their fate."""
        to = self.starts[end] if end < len(self.starts) else len(self.text)
        return Piece(kind=kind, text=self.text[self.starts[start] : to], words=self.words(start, end))


def read_paragraphs(text: str) -> list[Paragraph]:
    """Return the paragraphs of a text, without empty ones and without indentation."""
    found = []
    for match in _LINE.finditer(text):
        line = match[0].strip()
        tokens = list(_TOKEN.finditer(line))
        if tokens:
            starts = (0, *(token.start() for token in tokens[1:]))
            at = match.start() + len(match[0]) - len(match[0].lstrip())
            told = line.translate(_UNIFIED)  # letter for letter, so that every token stands where it stood
            found.append(Paragraph(line, at, starts, tuple(told[token.start() : token.end()] for token in tokens)))
    return found


def form_of(text: str) -> str:
    """Return the words of some text as they are compared, without marks."""
    return " ".join(token[0].translate(_UNIFIED) for token in _TOKEN.finditer(text) if token[0][0].isalnum())


def pair_paragraphs(old: Sequence[Paragraph], new: Sequence[Paragraph]) -> dict[int, int]:
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


def _equal_pairs(old: Sequence[Paragraph], new: Sequence[Paragraph]) -> dict[int, int]:
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
