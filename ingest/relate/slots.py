"""What stands in the same place with another value: the swap table of two texts.

The words are aligned (`align`); where few words stand between the same words on both sides, figures, dates and names
are paired in order. Two texts that share a form and differ in its slots are look-alikes; two that share the slots'
values are one account.

Rule: pure; sees two readings.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from ingest.relate.align import Opcode, align
from ingest.relate.figures import says_the_same
from ingest.relate.reading import Reading, WordKind
from ingest.relate.vocabulary import month_number

LONGEST_GAP = 8
"""Where more words than this stand between the same words, they are other words, not other values."""

SHORT_GAP = 4
"""So many words may give way where one name does: `the Orvale mayor`."""
_SPELLED = 5
"""A letter in so many may be another; `Kerimov` is `Karimov`, but `Iran` is not `Iraq`."""
_ENDED, _ENDING = 3, 2
"""A name of so many letters may take an ending of so many: a genitive, a case, a plural."""
_OTHER_NAMES = frozenset({"ia", "an", "ie", "ya"})
"""Endings that make another name: `Niger` and `Nigeria`."""
_VOWELS = re.compile("[aeiouyаеиоуыэюяї]")  # noqa: RUF001  Cyrillic ones, too
_VOWELS_APART = 2
_ROMANISED = (("ph", "f"), ("kh", "h"), ("gh", "g"), ("x", "h"), ("w", "v"), ("q", "k"), ("c", "k"), ("j", "y"))
_TYPED = 4
"""A name of so many letters is another's with its letters changed about by a slip only."""

_FIGURE = "#"
_DAY_DIGITS = 2
_BIG = frozenset({WordKind.MAYBE.value, WordKind.NAME.value})
_BIG_OR_FIGURE = _BIG | {WordKind.NUMBER.value}
_SLOTS = (WordKind.NUMBER, WordKind.DATE, WordKind.NAME)


@dataclass(frozen=True, slots=True)
class Swap:
    """A value of the first text and what stands in its place in the second. Spans are of words, end excluded."""

    kind: WordKind
    a: tuple[int, int]
    b: tuple[int, int]
    is_close: bool
    """The two say the same: a rounded figure, a slip of typing, another spelling of a name."""
    is_pure: bool = False
    """Little else was changed between the words around them."""


@dataclass(frozen=True, slots=True)
class Slots:
    """Two readings aligned."""

    opcodes: tuple[Opcode, ...]
    same: Counter[str]
    """How many aligned words are the same, by kind."""
    swaps: tuple[Swap, ...]

    def swapped(self, kind: WordKind) -> int:
        """Return how many slots of a kind hold values that do not say the same."""
        return sum(1 for swap in self.swaps if swap.kind is kind and not swap.is_close)

    def kept(self, kind: WordKind) -> int:
        """Return how many values of a kind are the same or say the same."""
        return self.same[kind.value] + sum(1 for swap in self.swaps if swap.kind is kind and swap.is_close)


def find_slots(a: Reading, b: Reading) -> Slots:
    """Return what two texts have in the same places.

    Figures are aligned by their places alone: in a form that is filled in anew each week, last week's figure stands on
    as the one that today's is compared with, and would be taken for the same.
    """
    opcodes = tuple(_told_apart(align(_masked(a), _masked(b)), a, b))
    same: Counter[str] = Counter()
    swaps: list[Swap] = []
    for is_same, i, j, k, m in opcodes:
        if is_same:
            same.update(a.kinds[i:j])
        elif 0 < j - i <= LONGEST_GAP and 0 < m - k <= LONGEST_GAP:
            swaps += (swap for swap in _swaps(a, b, range(i, j), range(k, m)) if not _is_stamped(a, b, swap))
    return Slots(opcodes=opcodes, same=same, swaps=tuple(_without_reordered(swaps, a, b)))


def _is_stamped(a: Reading, b: Reading, swap: Swap) -> bool:
    return swap.a[0] in a.stamps or swap.b[0] in b.stamps


def _masked(reading: Reading) -> tuple[str, ...]:
    return tuple(
        _FIGURE if kind == WordKind.NUMBER or (kind == WordKind.DATE and word.isdigit()) else word
        for word, kind in zip(reading.words, reading.kinds, strict=True)
    )


def _told_apart(opcodes: Iterable[Opcode], a: Reading, b: Reading) -> Iterator[Opcode]:
    """Split spans where figures stand in one place that are not the same."""
    for is_same, i, j, k, m in opcodes:
        if not is_same:
            yield (False, i, j, k, m)
            continue
        start = 0
        for step in range(j - i):
            if a.words[i + step] != b.words[k + step]:
                if start < step:
                    yield (True, i + start, i + step, k + start, k + step)
                yield (False, i + step, i + step + 1, k + step, k + step + 1)
                start = step + 1
        if i + start < j:
            yield (True, i + start, j, k + start, m)


def _without_reordered(swaps: Sequence[Swap], a: Reading, b: Reading) -> Iterator[Swap]:
    """Yield the swaps; where a sentence has the same figures in another order, they say the same."""
    places: dict[int, list[Swap]] = defaultdict(list)
    for swap in swaps:
        if _is_other_figure(swap):
            places[a.sentences[swap.a[0]]].append(swap)
    reordered = {
        sentence
        for sentence, held in places.items()
        if len(held) > 1 and sorted(a.words[each.a[0]] for each in held) == sorted(b.words[each.b[0]] for each in held)
    }
    for swap in swaps:
        is_reordered = _is_other_figure(swap) and a.sentences[swap.a[0]] in reordered
        yield replace(swap, is_close=True) if is_reordered else swap


def _is_other_figure(swap: Swap) -> bool:
    return swap.kind is WordKind.NUMBER and not swap.is_close


def _swaps(a: Reading, b: Reading, of_a: range, of_b: range) -> Iterator[Swap]:
    for kind in _SLOTS:
        for one, other in zip(_runs(a, of_a, kind), _runs(b, of_b, kind), strict=False):
            is_pure = _is_pure(one, of_a, other, of_b)
            yield Swap(kind, one, other, is_close=_is_close(a, b, one, other, kind), is_pure=is_pure)
    if _may_be_name(a, of_a) and _may_be_name(b, of_b):
        one, other = (of_a.start, of_a.stop), (of_b.start, of_b.stop)
        yield Swap(WordKind.MAYBE, one, other, is_close=_is_close(a, b, one, other, WordKind.NAME), is_pure=True)


def _is_pure(one: tuple[int, int], of_a: range, other: tuple[int, int], of_b: range) -> bool:
    """Tell whether two values stand in one place: the gap is short, and both begin or both end it."""
    is_flush = (one[0], other[0]) == (of_a.start, of_b.start) or (one[1], other[1]) == (of_a.stop, of_b.stop)
    return is_flush and max(len(of_a), len(of_b)) <= SHORT_GAP


def _may_be_name(reading: Reading, span: range) -> bool:
    """Tell whether a whole span may be a name: begins a sentence with a capital, or in a script that has none."""
    kinds = [reading.kinds[at] for at in span]
    if reading.is_caseless:
        return all(kind == WordKind.WORD for kind in kinds)
    return WordKind.MAYBE in kinds and kinds[0] in _BIG and len(span) <= SHORT_GAP and set(kinds) <= _BIG_OR_FIGURE


def _runs(reading: Reading, span: range, kind: WordKind) -> list[tuple[int, int]]:
    """Return the values of a kind in a span: each figure by itself, dates and names as long as they go on."""
    runs: list[tuple[int, int]] = []
    for at in span:
        if reading.kinds[at] != kind:
            continue
        if kind is not WordKind.NUMBER and runs and runs[-1][1] == at:
            runs[-1] = (runs[-1][0], at + 1)
        else:
            runs.append((at, at + 1))
    return runs


def _is_close(a: Reading, b: Reading, one: tuple[int, int], other: tuple[int, int], kind: WordKind) -> bool:
    ours, theirs = a.words[slice(*one)], b.words[slice(*other)]
    if kind is WordKind.NUMBER:
        return says_the_same(ours[0], theirs[0], a.language)
    if kind is WordKind.DATE:
        return _one_date(ours, theirs, a.language)
    return any(is_one_name(mine, yours) for mine in ours for yours in theirs)


def _one_date(one: Sequence[str], other: Sequence[str], language: str | None) -> bool:
    """Tell whether two dates agree as far as both go: `Dec` and `December`, `6 May` and `May 6, 1987`."""
    ours, theirs = _date_parts(one, language), _date_parts(other, language)
    return all(ours[part] & theirs[part] for part in ours.keys() & theirs.keys())


def _date_parts(words: Sequence[str], language: str | None) -> dict[str, set[str]]:
    """Return days, months, years and weekdays of a date, each by its name."""
    parts: dict[str, set[str]] = defaultdict(set)
    for word in words:
        month = month_number(word, language)
        if word.isdigit():
            parts["year" if len(word) > _DAY_DIGITS else "day"].add(word.lstrip("0"))
        else:
            parts["weekday" if month is None else "month"].add(str(month or word))
    return parts


def is_one_name(one: str, other: str) -> bool:
    """Tell whether two folded names may be one: an ending more, other vowels, one letter in five, or a slip."""
    short, long = sorted((one, other), key=len)
    if one == other or is_slip(one, other) or _is_inflected(short, long):
        return True
    if len(short) < _TYPED or long.startswith(short):
        return False
    if _letters_apart(one, other) <= len(short) // _SPELLED:
        return True
    sounds, others = _sounds(one), _sounds(other)
    is_near = sounds[0] == others[0] and _letters_apart(sounds, others) <= _VOWELS_APART
    return is_near and _VOWELS.sub("", sounds) == _VOWELS.sub("", others)


def _is_inflected(short: str, long: str) -> bool:
    ending = long[len(short) :]
    return len(short) >= _ENDED and long.startswith(short) and len(ending) <= _ENDING and ending not in _OTHER_NAMES


def _sounds(name: str) -> str:
    """Return a name with one letter for what romanisations write in several ways: `Stephan`, `Khankendi`, `Lwow`."""
    for written, sound in _ROMANISED:
        name = name.replace(written, sound)
    return name


def bare_name(word: str) -> str:
    """Return a folded name without an English genitive."""
    return word.removesuffix("'s").removesuffix("'")


def is_slip(one: str, other: str) -> bool:
    """Tell whether two folded words are one with letters or digits changed about."""
    return one != other and len(one) == len(other) >= _TYPED and sorted(one) == sorted(other)


def _letters_apart(one: str, other: str) -> int:
    """Return the Levenshtein distance."""
    row = list(range(len(other) + 1))
    for number, letter in enumerate(one, start=1):
        before, row[0] = row[0], number
        for at, sign in enumerate(other, start=1):
            before, row[at] = row[at], min(row[at] + 1, row[at - 1] + 1, before + (letter != sign))
    return row[-1]
