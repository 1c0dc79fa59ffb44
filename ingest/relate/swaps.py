"""The swap table for people: values in the same place, with their words and where they stand.

The same slots that decide about a pair (`slots.find_slots`) are shown here, so that what is said of two texts and what
is shown of them never disagree; paragraphs that moved are looked into beside. Other few words in place of few come
after the values: where no word is known to be a name, a swapped town is found among them.

Rule: pure; sees two texts and their languages.
"""

from bisect import bisect_right, insort
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from ingest.relate.align import Opcode
from ingest.relate.paragraphs import Paragraph
from ingest.relate.reading import Reading, WordKind, read_words
from ingest.relate.slots import find_slots
from schemas.explanation import Passage, Span, Swap, SwapKind

SWAP_WORDS = 5
"""A replacement of at most so many words by at most so many is told as a swap of words."""
AROUND = 4
"""Words that are shown before and after a value."""
_WINDOW = 64
"""Characters that are looked at for them."""
_UNSPACED_AROUND = 14
"""Characters that are shown where the script has no spaces."""

_KINDS = {
    WordKind.NUMBER: SwapKind.NUMBER,
    WordKind.DATE: SwapKind.DATE,
    WordKind.NAME: SwapKind.NAME,
    WordKind.MAYBE: SwapKind.MAYBE_NAME,
}


@dataclass(frozen=True, slots=True)
class Sides:
    """Two texts as they are compared."""

    texts: tuple[str, str]
    paragraphs: tuple[Sequence[Paragraph], Sequence[Paragraph]]
    languages: tuple[str | None, str | None]


def swaps_of(
    sides: Sides, passages: Sequence[Passage], pairs: Mapping[int, int], opcodes: Mapping[int, Sequence[Opcode]]
) -> tuple[Swap, ...]:
    """Return values in place of values by their place in the first text, then other few words in place of few.

    `pairs` and `opcodes`, by numbers of paragraphs from 0: which paragraph became which (first to second), and how the
    words of that pair are aligned (by the number in the second).
    """
    taken = _Taken()
    values = taken.fresh(_joined_dates(_values(sides), sides.texts))
    for passage in passages:
        if passage.is_moved and passage.a and passage.b:
            moved = _values(sides, passage.a - 1, passage.b - 1)
            values += taken.fresh(_joined_dates(moved, sides.texts))
    others = (span for at, number in sorted(pairs.items()) for span in _others(sides, at, number, opcodes[number]))
    words = taken.fresh(_Found(SwapKind.WORDS, at_a, at_b) for at_a, at_b in others)
    values.sort(key=lambda each: (each.at_a.start, each.at_b.start))
    tell = _Teller(sides)
    return tuple(tell.swap(each) for each in (*values, *words))


@dataclass(frozen=True, slots=True)
class _Found:
    kind: SwapKind
    at_a: Span
    at_b: Span
    says_the_same: bool = False


def _values(sides: Sides, one: int | None = None, other: int | None = None) -> Iterator[_Found]:
    """Yield the values in the same place of two texts, or of one paragraph of each."""
    if one is None or other is None:
        texts, at = sides.texts, (0, 0)
    else:
        ours, theirs = sides.paragraphs[0][one], sides.paragraphs[1][other]
        texts, at = (ours.text, theirs.text), (ours.at, theirs.at)
    a, b = (read_words(text, language) for text, language in zip(texts, sides.languages, strict=True))
    for swap in find_slots(a, b).swaps:
        if swap.kind not in _KINDS:  # what may be a name, or not, is told among the other words
            continue
        spans = span_of(a, *swap.a, at=at[0]), span_of(b, *swap.b, at=at[1])
        yield _Found(_KINDS[swap.kind], *spans, says_the_same=swap.is_close)


def _joined_dates(found: Iterable[_Found], texts: tuple[str, str]) -> Iterator[_Found]:
    """Yield day, month and year that follow each other on both sides as one date: `April 2, 1993`."""
    held: _Found | None = None
    for each in sorted(found, key=lambda each: (each.at_a.start, each.at_b.start)):
        if held and held.kind is each.kind is SwapKind.DATE and _follow(held, each, texts):
            held = replace(
                held,
                at_a=Span(start=held.at_a.start, end=each.at_a.end),
                at_b=Span(start=held.at_b.start, end=each.at_b.end),
                says_the_same=held.says_the_same and each.says_the_same,
            )
            continue
        if held:
            yield held
        held = each
    if held:
        yield held


def _follow(one: _Found, other: _Found, texts: tuple[str, str]) -> bool:
    between = (texts[0][one.at_a.end : other.at_a.start], texts[1][one.at_b.end : other.at_b.start])
    in_order = one.at_a.end <= other.at_a.start and one.at_b.end <= other.at_b.start
    return in_order and not any(letter.isalnum() or letter == "\n" for letter in "".join(between))


def _others(sides: Sides, one: int, other: int, opcodes: Iterable[Opcode]) -> Iterator[tuple[Span, Span]]:
    old, new = sides.paragraphs[0][one], sides.paragraphs[1][other]
    for is_same, i, j, k, m in opcodes:
        if is_same or i == j or k == m:
            continue
        if 0 < old.words(i, j) <= SWAP_WORDS and 0 < new.words(k, m) <= SWAP_WORDS:
            yield old.place(i, j), new.place(k, m)


def span_of(reading: Reading, start: int, end: int, *, at: int = 0) -> Span:
    """Return where words stand in characters, in a text in which theirs begins at `at`."""
    return Span(start=at + reading.starts[start], end=at + reading.ends[end - 1])


class _Taken:
    """What is told already: of swaps that overlap the first one stays."""

    def __init__(self) -> None:
        self._spans: tuple[list[tuple[int, int]], list[tuple[int, int]]] = ([], [])

    def fresh(self, found: Iterable[_Found]) -> list[_Found]:
        """Return the swaps that overlap none of those that were told before this call, and remember them."""
        new = [each for each in found if not any(map(self._holds, self._spans, (each.at_a, each.at_b)))]
        for each in new:
            for spans, span in zip(self._spans, (each.at_a, each.at_b), strict=True):
                insort(spans, (span.start, span.end))
        return new

    @staticmethod
    def _holds(spans: Sequence[tuple[int, int]], span: Span) -> bool:
        at = bisect_right(spans, (span.start, span.end))
        return any(start < span.end and span.start < end for start, end in spans[max(at - 1, 0) : at + 1])


class _Teller:
    """Gives what was found its words and the numbers of its paragraphs."""

    def __init__(self, sides: Sides) -> None:
        self._texts = sides.texts
        self._starts = tuple([each.at for each in paragraphs] for paragraphs in sides.paragraphs)

    def swap(self, found: _Found) -> Swap:
        """Return what was found as a record."""
        before, after = self._texts
        return Swap(
            before=before[found.at_a.start : found.at_a.end],
            after=after[found.at_b.start : found.at_b.end],
            kind=found.kind,
            says_the_same=found.says_the_same,
            a=self._number(0, found.at_a),
            b=self._number(1, found.at_b),
            at_a=found.at_a,
            at_b=found.at_b,
            around_a=around(before, found.at_a),
            around_b=around(after, found.at_b),
        )

    def _number(self, side: int, span: Span) -> int:
        """Return the number of the paragraph in which a place is, from 1."""
        return max(bisect_right(self._starts[side], span.start), 1)


def around(text: str, span: Span) -> str:
    """Return what stands at a span with a few words of its line before and after it.

    >>> around("The ferry sank with 12 cars on board near the pier.", Span(start=20, end=22))
    'The ferry sank with 12 cars on board near …'
    """
    lead = text[max(span.start - _WINDOW, 0) : span.start].rpartition("\n")[2]
    tail = text[span.end : span.end + _WINDOW].partition("\n")[0]
    before, after = lead.split(" "), tail.split(" ")
    kept = " ".join(before[-AROUND - 1 :]) if len(before) > 1 else lead[-_UNSPACED_AROUND:]
    follows = " ".join(after[: AROUND + 1]) if len(after) > 1 else tail[:_UNSPACED_AROUND]
    words = " ".join(f"{kept}{text[span.start : span.end]}{follows}".split())
    return f"{'… ' if len(kept) < len(lead) else ''}{words}{' …' if len(follows) < len(tail) else ''}"
