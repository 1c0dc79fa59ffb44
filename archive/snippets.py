"""Where the words of a query stand in a text, and the passage that shows most of them.

Rule: pure. Offsets are those of the text as shown; words are compared as they are indexed.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from archive.query import Query, Term
from archive.words import iter_runs, stem
from schemas.view import Segment

WIDTH = 260
"""Characters of a snippet, about."""

_LEAD = 60
"""Characters before the first hit."""


@dataclass(frozen=True, slots=True)
class Hits:
    """Places in a text: start, end, and the number of the term."""

    places: tuple[tuple[int, int, int], ...]


def mark(text: str, query: Query, *, column: str = "body", language: str | None = None) -> tuple[Segment, ...]:
    """Return `text` cut into pieces, those that the query names marked. Joined, the pieces are `text` again."""
    return _segments(text, find_hits(text, query, column=column, language=language).places)


def cut_snippet(text: str, query: Query, *, language: str | None = None) -> tuple[Segment, ...]:
    """Return the passage of `text` that shows most of the query's terms, or its beginning where it shows none."""
    places = find_hits(text, query, language=language).places
    start = _best_start(text, places)
    end = _word_end(text, start + WIDTH)
    inside = tuple((low - start, high - start, term) for low, high, term in places if start <= low and high <= end)
    pieces = _segments(text[start:end], inside)
    shown = [Segment(text=_flat(piece.text), hit=piece.hit) for piece in pieces]
    before = [Segment(text="… ", hit=False)] if start else []
    after = [Segment(text=" …", hit=False)] if end < len(text) else []
    return (*before, *shown, *after)


def find_hits(text: str, query: Query, *, column: str = "body", language: str | None = None) -> Hits:
    """Return where the terms of `query` stand in `text`, in order, none overlapping."""
    terms = [term for term in query.terms if term.column in (None, column)]
    if not terms:
        return Hits(())
    words = [(start, end, word) for start, end, found in iter_runs(text) for word in found]
    stems = _Stems(language)
    found = [place for number, term in enumerate(terms) for place in _places(words, term, number, text, stems)]
    return Hits(_apart(sorted(found, key=lambda place: (place[0], -place[1]))))


class _Stems:
    """Stems of one language, each word stemmed once."""

    def __init__(self, language: str | None) -> None:
        self._language = language
        self._known: dict[str, str | None] = {}

    def of_term(self, term: Term) -> str | None:
        return term.stems((self._language,)).get(self._language) if self._language else None

    def of(self, word: str) -> str | None:
        if self._language is None:
            return None
        if word not in self._known:
            self._known[word] = stem(word, self._language)
        return self._known[word]


def _places(
    words: Sequence[tuple[int, int, str]], term: Term, number: int, text: str, stems: _Stems
) -> list[tuple[int, int, int]]:
    size = len(term.words)
    by_stem = stems.of_term(term)
    found = []
    for at in range(len(words) - size + 1):
        window = [word for _, _, word in words[at : at + size]]
        if _fits(window, term) or (by_stem and stems.of(text[words[at][0] : words[at][1]]) == by_stem):
            found.append((words[at][0], words[at + size - 1][1], number))
    return found


def _fits(window: Sequence[str], term: Term) -> bool:
    if tuple(window[:-1]) != term.words[:-1]:
        return False
    last = term.words[-1]
    return window[-1].startswith(last) if term.is_prefix else window[-1] == last


def _apart(places: Sequence[tuple[int, int, int]]) -> tuple[tuple[int, int, int], ...]:
    kept: list[tuple[int, int, int]] = []
    for place in places:
        if not kept or place[0] >= kept[-1][1]:
            kept.append(place)
    return tuple(kept)


def _segments(text: str, places: Sequence[tuple[int, int, int]]) -> tuple[Segment, ...]:
    pieces, at = [], 0
    for start, end, _ in places:
        if start > at:
            pieces.append(Segment(text=text[at:start], hit=False))
        pieces.append(Segment(text=text[start:end], hit=True))
        at = end
    if at < len(text):
        pieces.append(Segment(text=text[at:], hit=False))
    return tuple(pieces)


def _best_start(text: str, places: Sequence[tuple[int, int, int]]) -> int:
    """Return where the window starts that shows the most different terms; of equals the one with most hits, first."""
    best, best_worth = 0, (0, 0)
    for low, _, _ in places:
        start = _word_start(text, max(0, low - _LEAD))
        inside = [term for a, b, term in places if start <= a and b <= start + WIDTH]
        worth = (len(set(inside)), len(inside))
        if worth > best_worth:
            best, best_worth = start, worth
    return best


def _word_start(text: str, at: int) -> int:
    if at == 0:
        return 0
    space = next((place for place in range(at, min(at + 40, len(text))) if text[place].isspace()), None)
    return at if space is None else space + 1


def _word_end(text: str, at: int) -> int:
    if at >= len(text):
        return len(text)
    space = next((place for place in range(at, max(at - 40, 0), -1) if text[place].isspace()), None)
    return at if space is None else space


def _flat(piece: str) -> str:
    return " ".join(piece.split("\n"))
