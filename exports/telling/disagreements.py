"""Figures, dates and names on which tied texts disagree: which of them says what, in which words.

Only texts that one another's wording ties are compared, and only what the swap check (`ingest.relate.slots`) finds in
the place of one value is told: a value for a value between the same words. A text that has the very words around the
value of the one that it is compared with says the same; a text that has neither says nothing here.

Rule: pure; sees texts and facts.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import takewhile

from exports.telling.roles import TYING
from ingest.normalise.text import fold
from ingest.relate.reading import Reading, WordKind, read_words
from ingest.relate.slots import Swap, find_slots
from ingest.relate.swaps import around, span_of
from schemas.explanation import Span
from schemas.telling import Member, Tie
from schemas.types import PublicId

MOST_PAIRS = 8
"""Pairs of different texts that are compared; the rest are counted."""

LONGEST = 4_000
"""Words of a text that is compared: the work grows faster than the texts."""

KINDS = {WordKind.NUMBER: "figure", WordKind.DATE: "date", WordKind.NAME: "name"}
SAME_WORDS = 3
"""So many words in a row with a value, before and after it together, are the same in both texts: with fewer, the two
values may be of different things, such as residents taken away and residents lifted from roofs."""
_BESIDE = 2
"""Words on each side of a value that a text must have to be said to say the same."""
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """Two texts to be compared, each by the article that stands for it."""

    base: Member
    other: Member


@dataclass(frozen=True, slots=True, kw_only=True)
class Pairs:
    """What is compared."""

    compared: tuple[Pair, ...]
    left_out: int
    """So many more pairs of different texts that are tied were not compared."""
    alone: int
    """So many different texts that nothing ties to another were not compared with any."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Value:
    """What some articles say in one place."""

    value: str
    around: str
    """The value with some words around it, from the first of the articles."""
    members: tuple[Member, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Disagreement:
    """One place in which texts hold different values."""

    kind: str
    """`figure`, `date` or `name`."""
    values: tuple[Value, ...]
    """Two and more; the first is that of the text that the others were compared with."""


@dataclass(frozen=True, slots=True)
class Found:
    """A value of one text and what stands in its place in another."""

    kind: str
    at_a: Span
    at_b: Span


def pairs_of(members: Sequence[Member], ties: Iterable[Tie], bases: Iterable[Member], held: Collection[str]) -> Pairs:
    """Return which texts are compared: each with the first of `bases` (then of the articles) that a tie leads to.

    `bases`: what the others are best measured by, such as the first versions of families, foremost first. `held`: the
    texts that can be compared, by what tells equal ones.
    """
    stands = _first_by_text(members)
    tied = _tied_texts(members, ties)
    ranked = [*dict.fromkeys([*(each.text for each in bases), *stands])]
    rank = {text: at for at, text in enumerate(ranked)}
    pairs = []
    for text in stands:
        fellows = [other for other in tied.get(text, ()) if rank[other] < rank[text]]
        if fellows:
            pairs.append(Pair(base=stands[min(fellows, key=rank.__getitem__)], other=stands[text]))
    short = [
        pair
        for pair in pairs
        if max(pair.base.word_count, pair.other.word_count) <= LONGEST and {pair.base.text, pair.other.text} <= {*held}
    ]
    alone = sum(1 for text in stands if not tied.get(text))
    return Pairs(compared=tuple(short[:MOST_PAIRS]), left_out=len(pairs) - len(short[:MOST_PAIRS]), alone=alone)


@lru_cache(maxsize=512)
def swaps_of(one: tuple[str, str | None], other: tuple[str, str | None]) -> tuple[Found, ...]:
    """Return values in the place of one another in two texts, each given with its language."""
    a, b = read_words(*one), read_words(*other)
    return tuple(
        Found(KINDS[swap.kind], span_of(a, *swap.a), span_of(b, *swap.b))
        for swap in find_slots(a, b).swaps
        if swap.kind in KINDS and not swap.is_close and _is_one_place(swap, a, b)
    )


def disagreements_of(
    members: Sequence[Member],
    compared: Sequence[tuple[Pair, Sequence[Found]]],
    texts: Mapping[str, str],
) -> tuple[Disagreement, ...]:
    """Return what the compared texts disagree on, by the place in the text that they were compared with.

    `texts`: the words of each text, by what tells equal ones (`Member.text`).
    """
    holders: dict[str, list[Member]] = {}
    for member in members:
        holders.setdefault(member.text, []).append(member)
    places: dict[tuple[PublicId, int, int], tuple[str, Member, list[tuple[Member, Span]]]] = {}
    for pair, found in compared:
        for each in found:
            key = (pair.base.id, each.at_a.start, each.at_a.end)
            places.setdefault(key, (each.kind, pair.base, []))[2].append((pair.other, each.at_b))
    told = []
    for (base_id, start, end), (kind, base, others) in sorted(places.items(), key=lambda place: place[0]):
        at = Span(start=start, end=end)
        fellows = [pair.other for pair, _ in compared if pair.base.id == base_id]
        agreeing = [each for each in fellows if _says_so(texts[base.text], at, texts[each.text])]
        swapped = {each.id for each, _ in others}
        first = [base, *(each for each in agreeing if each.id not in swapped)]
        values = [_value(texts[base.text], at, first, holders), *_others(others, texts, holders)]
        told.append(Disagreement(kind=kind, values=tuple(values)))
    return tuple(told)


def _others(
    others: Iterable[tuple[Member, Span]], texts: Mapping[str, str], holders: dict[str, list[Member]]
) -> Iterator[Value]:
    """Yield the other values of one place, equal ones once."""
    by_words: dict[str, list[tuple[Member, Span]]] = {}
    for member, at in others:
        by_words.setdefault(fold(texts[member.text][at.start : at.end]), []).append((member, at))
    for several in by_words.values():
        yield _value(texts[several[0][0].text], several[0][1], [member for member, _ in several], holders)


def _value(text: str, at: Span, members: Iterable[Member], holders: dict[str, list[Member]]) -> Value:
    told = dict.fromkeys(holder for member in members for holder in holders.get(member.text, [member]))
    return Value(value=text[at.start : at.end], around=around(text, at), members=tuple(told))


def _is_one_place(swap: Swap, a: Reading, b: Reading) -> bool:
    """Tell whether enough of the same words stand beside both values, in a row with them: `380 of its people`."""
    before = _same_words(a.words[: swap.a[0]][::-1], b.words[: swap.b[0]][::-1])
    after = _same_words(a.words[swap.a[1] :], b.words[swap.b[1] :])
    return swap.is_pure and before + after >= SAME_WORDS


def _same_words(one: Sequence[str], other: Sequence[str]) -> int:
    """Return how many words two texts have in common before they part, as far as it matters."""
    pairs = zip(one[:SAME_WORDS], other[:SAME_WORDS], strict=False)
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))


def _says_so(text: str, at: Span, other: str) -> bool:
    """Tell whether another text has a value with the very words beside it."""
    before = _WORD.findall(fold(text[max(at.start - 80, 0) : at.start]))[-_BESIDE:]
    after = _WORD.findall(fold(text[at.end : at.end + 80]))[:_BESIDE]
    words = [*before, *_WORD.findall(fold(text[at.start : at.end])), *after]
    return len(before) + len(after) > _BESIDE and f" {' '.join(words)} " in f" {' '.join(_WORD.findall(fold(other)))} "


def _first_by_text(members: Iterable[Member]) -> dict[str, Member]:
    found: dict[str, Member] = {}
    for member in members:
        found.setdefault(member.text, member)
    return found


def _tied_texts(members: Iterable[Member], ties: Iterable[Tie]) -> dict[str, set[str]]:
    text = {each.id: each.text for each in members}
    found: dict[str, set[str]] = {}
    for tie in ties:
        if tie.kind in TYING and tie.a in text and tie.b in text and text[tie.a] != text[tie.b]:
            found.setdefault(text[tie.a], set()).add(text[tie.b])
            found.setdefault(text[tie.b], set()).add(text[tie.a])
    return found
