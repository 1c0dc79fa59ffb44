"""Where the words of a query stand in a text, and the passage that shows most of them.

Rule: pure. Offsets are those of the text as shown; words are compared as they are indexed.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from archive.placed import placed_words
from archive.query import Query, Term
from archive.words import beginning_of, stem
from schemas.view import Segment

WIDTH = 260
"""Characters of a snippet, about."""

_MOST_PLACES = 200
"""Hits that are weighed against each other: a text of nothing but the word asked for costs no more."""

LOOKED_AT = 60_000
"""Characters that are looked at in one go for a passage to show: nearly every article is shorter."""

MOST_LOOKED_AT = 1_000_000
"""Of one text. What stands behind is found, opened and marked, but not shown in a list."""

_LEAD = 60
"""Characters before the first hit."""

_TO_SPACE = 40
"""So far from where it would be cut a text is looked through for a space."""


@dataclass(frozen=True, slots=True)
class Hits:
    """Places in a text: start, end, and the number of the term."""

    places: tuple[tuple[int, int, int], ...]


def mark(text: str, query: Query, *, column: str = "body", language: str | None = None) -> tuple[Segment, ...]:
    """Return `text` cut into pieces, those that the query names marked. Joined, the pieces are `text` again."""
    return _segments(text, find_hits(text, query, column=column, language=language).places)


def cut_snippet(text: str, query: Query, *, language: str | None = None) -> tuple[Segment, ...]:
    """Return the passage of `text` that shows most of the query's terms, or its beginning where it shows none."""
    places = _first_hits(text, query, language)
    start = _best_start(text, places)
    end = _word_end(text, start + WIDTH)
    inside = tuple((low - start, high - start, term) for low, high, term in places if start <= low and high <= end)
    pieces = _segments(text[start:end], inside)
    shown = [Segment(text=_flat(piece.text), hit=piece.hit) for piece in pieces]
    before = [Segment(text="… ", hit=False)] if start else []
    after = [Segment(text=" …", hit=False)] if end < len(text) else []
    return (*before, *shown, *after)


def _first_hits(text: str, query: Query, language: str | None) -> tuple[tuple[int, int, int], ...]:
    """Return the hits in the first piece of a text that has any: a long text is not gone through for a passage."""
    low = 0
    while low < min(len(text), MOST_LOOKED_AT):
        high = _word_end(text, low + LOOKED_AT)
        found = find_hits(text[low:high] if low or high < len(text) else text, query, language=language).places
        if found:
            return tuple((start + low, end + low, term) for start, end, term in found)
        low = high
    return ()


def find_hits(text: str, query: Query, *, column: str = "body", language: str | None = None) -> Hits:
    """Return where the terms of `query` stand in `text`, in order, none overlapping."""
    terms = tuple(term for term in query.terms if term.column in (None, column))
    if not terms:
        return Hits(())
    wanted = _wanted(terms, language)
    words = placed_words(text, wanted.beginnings)
    found = [place for number, term in enumerate(terms) for place in _places(words, term, number)]
    if language is not None:
        for number, form in wanted.forms:
            found += [(low, high, number) for low, high in _forms(words, form, text, language)]
    return Hits(_apart(sorted(found, key=lambda place: (place[0], -place[1]))))


@dataclass(frozen=True, slots=True)
class _Form:
    """A stem, and with what every word of it begins."""

    stem: str
    beginning: str


@dataclass(frozen=True, slots=True)
class _Wanted:
    """What is looked for in the texts of one language: the same for all hits of a page."""

    forms: tuple[tuple[int, _Form], ...]
    """By the number of the term."""
    beginnings: frozenset[str] | None
    """With what any word begins that could be a hit; None where that may be anything."""


@lru_cache(maxsize=256)
def _wanted(terms: tuple[Term, ...], language: str | None) -> _Wanted:
    stems = [term.stems((language,)).get(language) if language is not None else None for term in terms]
    forms = tuple((n, _Form(stem, beginning_of(stem, language or ""))) for n, stem in enumerate(stems) if stem)
    if any(len(term.words) != 1 for term in terms):  # of a phrase the words between are asked for as well
        return _Wanted(forms, None)
    beginnings = frozenset((*(term.words[0] for term in terms), *(form.beginning for _, form in forms)))
    return _Wanted(forms, beginnings if "" not in beginnings else None)


def _places(words: Sequence[tuple[int, int, str]], term: Term, number: int) -> Iterator[tuple[int, int, int]]:
    """Yield where the words of a term follow each other."""
    size, last, first = len(term.words), len(term.words) - 1, term.words[0]
    for at, (_, _, word) in enumerate(words[: len(words) - last]):
        if word == first or (term.is_prefix and not last and word.startswith(first)):
            window = [each for _, _, each in words[at : at + size]]
            if _fits(window, term):
                yield words[at][0], words[at + last][1], number


def _forms(words: Sequence[tuple[int, int, str]], form: _Form, text: str, language: str) -> Iterator[tuple[int, int]]:
    """Yield where words of a stem stand."""
    for low, high, word in words:
        if word.startswith(form.beginning) and stem(text[low:high], language) == form.stem:
            yield low, high


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
    first = places[:_MOST_PLACES]
    starts, ends, terms = ([place[part] for place in first] for part in range(3))

    def worth(low: int, high: int) -> tuple[int, int]:
        """Return how many terms stand between two places of the text, and how often; hits stand apart and in order."""
        inside = terms[bisect_left(starts, low) : bisect_right(ends, high)]
        return len(set(inside)), len(inside)

    best, best_worth = 0, (0, 0)
    for low in starts:
        earliest = max(0, low - _LEAD)
        if worth(earliest, earliest + _TO_SPACE + WIDTH) <= best_worth:
            continue
        start = _word_start(text, earliest)
        if (shown := worth(start, start + WIDTH)) > best_worth:
            best, best_worth = start, shown
    return best


def _word_start(text: str, at: int) -> int:
    if at == 0:
        return 0
    space = next((place for place in range(at, min(at + _TO_SPACE, len(text))) if text[place].isspace()), None)
    return at if space is None else space + 1


def _word_end(text: str, at: int) -> int:
    if at >= len(text):
        return len(text)
    space = next((place for place in range(at, max(at - _TO_SPACE, 0), -1) if text[place].isspace()), None)
    return at if space is None else space


def _flat(piece: str) -> str:
    return " ".join(piece.split("\n"))
