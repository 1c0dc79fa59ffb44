"""What the verdict on two texts rests on, in figures: shared wording, values kept and swapped, subjects, days between.

Rule: pure; sees two sides.
"""

import math
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from ingest.relate.overlap import Overlap, overlap_of
from ingest.relate.parts import (
    LEAD_WORDS,
    bare_words,
    figures_of,
    first_name_of,
    is_ordinal_at,
    is_strange,
    names_of,
    opening_of,
    says_corrected,
    tells_in,
)
from ingest.relate.reading import Reading, WordKind, read_words
from ingest.relate.slots import Slots, Swap, find_slots, is_one_name, is_slip

RENAMED_KEPT = 6
"""So many figures, dates and names that agree: forms that are filled in for another town differ in more."""
REDATED, SAME_DAYS = 0.9, 7
"""Share of the runs that must be the same, and days between at most: a date that was put right, or another day."""
BEGINNING = 6
"""Letters by which a name is known again: endings differ."""
NOTICE_WORDS = 30
"""A text of fewer words leaves it to its headline to say whom it is about."""
NOTICE_ALIKE = 0.5
ONE_FORM = 0.6
"""Share of the longer headline's words that the other has, in order."""
LEAD_SIGNS = 40
"""As `LEAD_WORDS`, in scripts without capitals."""


@dataclass(frozen=True, slots=True)
class Side:
    """One of two articles that are compared."""

    reading: Reading
    earliest: str | None = None
    """The earliest day on which it may have been published, ISO 8601; None: not known."""
    latest: str | None = None
    headline: str | None = None
    """Compared by itself: outlets give one account many headlines, but two of one form say what is other."""


@dataclass(frozen=True)
class Measures:
    """Two sides, measured. Everything is the same with the sides changed about, but for what says `a` and `b`."""

    a: Reading
    b: Reading
    overlap: Overlap
    days: int | None
    """Least number of days between the two as far as their bounds tell; None: not known of both."""
    headlines: tuple[Reading, Reading] | None = None
    """Where both have one."""

    @cached_property
    def slots(self) -> Slots:
        """Return the two texts aligned. This takes most of the time; strangers are told without it."""
        return find_slots(self.a, self.b)

    @cached_property
    def shorter(self) -> int:
        """Return the number of words of the shorter text."""
        return min(len(self.a), len(self.b))

    @cached_property
    def length_ratio(self) -> float:
        """Return how many times as long as the shorter the longer text is."""
        return max(len(self.a), len(self.b)) / max(1, self.shorter)

    @cached_property
    def aligned(self) -> float:
        """Return the share of the shorter text's words that stand in the same order in the other."""
        return self.slots.same.total() / max(1, self.shorter)

    @cached_property
    def figures_kept(self) -> int:
        """Return how many figures stand in the same place and say the same."""
        return self.slots.kept(WordKind.NUMBER)

    @cached_property
    def figures_swapped(self) -> int:
        """Return how many places hold another figure."""
        return self.slots.swapped(WordKind.NUMBER)

    @cached_property
    def swapped_share(self) -> float:
        """Return the share of the figures in the same places that are other ones."""
        return self.figures_swapped / max(1, self.figures_swapped + self.figures_kept)

    @cached_property
    def values_kept(self) -> int:
        """Return how many figures, words of dates and words of names stand in the same place and agree."""
        return self.figures_kept + self.dates_kept + self.names_kept

    @cached_property
    def strangeness(self) -> float:
        """Return the share of the values in the same places that are other ones."""
        swapped = sum(1 for swap in self.slots.swaps if not swap.is_close)
        return swapped / max(1, swapped + self.values_kept)

    @cached_property
    def dates_swapped(self) -> int:
        """Return how many places hold another date or another ordinal (`third anniversary`)."""
        ordinals = sum(1 for swap in self._swaps(WordKind.NUMBER) if self._is_ordinal(swap))
        return self.slots.swapped(WordKind.DATE) + ordinals + self._headline_dates

    @cached_property
    def rolled(self) -> int:
        """Return how many swapped figures stand elsewhere in the other text: last week's, to compare with."""
        ours, theirs = figures_of(self.a), figures_of(self.b)
        return sum(
            1
            for swap in self._swaps(WordKind.NUMBER)
            if tells_in(self.a.words[swap.a[0]], theirs) or tells_in(self.b.words[swap.b[0]], ours)
        )

    @cached_property
    def names_kept(self) -> int:
        """Return how many words of names stand in the same place."""
        return self.slots.kept(WordKind.NAME)

    @cached_property
    def names_swapped(self) -> int:
        """Return how many places hold another name."""
        return self.slots.swapped(WordKind.NAME)

    @cached_property
    def dates_kept(self) -> int:
        """Return how many words of dates stand in the same place and agree."""
        return self.slots.kept(WordKind.DATE)

    @cached_property
    def is_correction(self) -> bool:
        """Tell whether the one mends the other: by its own words, or slips of typing in figures and names only."""
        says = any(says_corrected(reading) for reading in (self.a, self.b))
        slips = [swap for swap in self.slots.swaps if swap.is_close and swap.kind is not WordKind.DATE]
        return says or (not self.figures_swapped and any(self._is_slip(swap) for swap in slips))

    def _is_slip(self, swap: Swap) -> bool:
        one, other = self.a.words[slice(*swap.a)], self.b.words[slice(*swap.b)]
        return len(one) == len(other) and any(is_slip(x, y) for x, y in zip(one, other, strict=True))

    @cached_property
    def strange_names(self) -> int:
        """Return how many names stand in the place of one that the other text does not have at all."""
        return sum(1 for swap in self._swaps(WordKind.NAME) if self._is_strange(swap))

    @cached_property
    def lead_swaps(self) -> int:
        """Return how many names in the lead gave way to one that the other text does not have, and nothing else did."""
        return self._strange_in_lead(WordKind.NAME)

    @cached_property
    def doubtful_swaps(self) -> int:
        """Return the same of what may be a name, or may be another word for the same."""
        return self._strange_in_lead(WordKind.MAYBE)

    @cached_property
    def doubtful_steady(self) -> int:
        """Return how often what may be a name gave way to one and the same other."""
        return _most_alike(self, self._swaps(WordKind.MAYBE))

    @cached_property
    def is_bare_notice(self) -> bool:
        """Tell whether the texts are so short that the headlines say whom they are about, and these are not alike."""
        if self.headlines is None or self.shorter >= NOTICE_WORDS:
            return False
        first, second = (reading.words for reading in self.headlines)
        begin_otherwise = not set(first[:1]) & set(second) and not set(second[:1]) & set(first)
        return begin_otherwise or len(set(first) & set(second)) < NOTICE_ALIKE * min(len(first), len(second))

    @cached_property
    def headline_names(self) -> int:
        """Return how many names of the texts gave way to others in headlines of one form.

        In headlines many a word has a capital: only what is a name in its own text counts.
        """
        if self._headline_slots is None or self.headlines is None:
            return 0
        (one, other), names, others = self.headlines, names_of(self.a), names_of(self.b)
        return sum(
            1
            for swap in self._headline_slots.swaps
            if swap.kind in (WordKind.NAME, WordKind.MAYBE)
            and not swap.is_close
            and not names.keys().isdisjoint(one.words[slice(*swap.a)])
            and not others.keys().isdisjoint(other.words[slice(*swap.b)])
            and is_strange(one, swap.a, self.b)
            and is_strange(other, swap.b, self.a)
        )

    @cached_property
    def _headline_dates(self) -> int:
        if self._headline_slots is None or self.headlines is None:
            return 0
        one, other = self.headlines
        ordinals = sum(
            1
            for swap in self._headline_slots.swaps
            if swap.kind is WordKind.NUMBER
            and not swap.is_close
            and is_ordinal_at(one, swap.a[0])
            and is_ordinal_at(other, swap.b[0])
        )
        return self._headline_slots.swapped(WordKind.DATE) + ordinals

    @cached_property
    def _headline_slots(self) -> Slots | None:
        """Return two headlines aligned, where they are of one form."""
        if self.headlines is None:
            return None
        slots = find_slots(*self.headlines)
        same = slots.same.total()
        return slots if same >= ONE_FORM * max(map(len, self.headlines)) else None

    def _strange_in_lead(self, kind: WordKind) -> int:
        lead = LEAD_SIGNS if self.a.is_caseless else LEAD_WORDS
        return sum(
            1
            for swap in self._swaps(kind)
            if swap.is_pure and max(swap.a[0], swap.b[0]) < lead and self._is_strange(swap)
        )

    def _is_strange(self, swap: Swap) -> bool:
        return is_strange(self.a, swap.a, self.b) and is_strange(self.b, swap.b, self.a)

    @cached_property
    def steady_swaps(self) -> int:
        """Return how often the name that is swapped most often for one and the same other name is so."""
        return _most_alike(self, self._swaps(WordKind.NAME))

    @cached_property
    def is_renamed(self) -> bool:
        """Tell whether one name alone gave way to one other, and every figure, date and other name agrees."""
        pairs = {
            (bare_words(self.a, swap.a)[:1], bare_words(self.b, swap.b)[:1]) for swap in self._swaps(WordKind.NAME)
        }
        rest = [swap for swap in self.slots.swaps if not swap.is_close and swap.kind is not WordKind.NAME]
        return len(pairs) == 1 and not rest and self.values_kept >= RENAMED_KEPT

    @cached_property
    def is_redated(self) -> bool:
        """Tell whether one date alone gave way in texts that are the same but for it, and may be of the same days."""
        swapped = [swap for swap in self.slots.swaps if not swap.is_close and swap.kind is not WordKind.MAYBE]
        is_only = len(swapped) == 1 and self.dates_swapped == 1
        return is_only and self.overlap.most >= REDATED and (self.days or 0) <= SAME_DAYS

    @cached_property
    def leads_differ(self) -> bool:
        """Tell whether each text begins with a subject that the other does not have."""
        one, other = first_name_of(self.a), first_name_of(self.b)
        if not one or not other:
            return False
        ours, theirs = set(self.a.words), set(self.b.words)
        new, old = [word for word in one if word not in theirs], [word for word in other if word not in ours]
        return bool(new and old) and not any(is_one_name(word, each) for word in new for each in old)

    @cached_property
    def leads_alike(self) -> float:
        """Return the share of the longish words of the one opening that the other has, of the opening that has more."""
        one, other = opening_of(self.a), opening_of(self.b)
        return len(one & other) / max(1, min(len(one), len(other)))

    @cached_property
    def longest_share(self) -> float:
        """Return how much of what is the same stands in one piece: background, a quotation."""
        runs = [j - i for is_same, i, j, _, _ in self.slots.opcodes if is_same]
        return max(runs, default=0) / max(1, sum(runs))

    @cached_property
    def names_alike(self) -> float:
        """Return the cosine of the names' counts, 0 to 1; 0 where one of the texts has no names."""
        one, other = names_of(self.a), names_of(self.b)
        norm = math.sqrt(sum(n * n for n in one.values()) * sum(n * n for n in other.values()))
        return sum(count * other[word] for word, count in one.items()) / norm if norm else 0.0

    def _swaps(self, kind: WordKind) -> list[Swap]:
        return [swap for swap in self.slots.swaps if swap.kind is kind and not swap.is_close]

    def _is_ordinal(self, swap: Swap) -> bool:
        return is_ordinal_at(self.a, swap.a[0]) and is_ordinal_at(self.b, swap.b[0])


def measure(a: Side, b: Side) -> Measures:
    """Return what there is to say of two sides in figures."""
    return Measures(
        a=a.reading,
        b=b.reading,
        overlap=overlap_of(a.reading.runs, b.reading.runs),
        days=days_between(a, b),
        headlines=_headlines(a, b),
    )


def _headlines(a: Side, b: Side) -> tuple[Reading, Reading] | None:
    if not a.headline or not b.headline or a.headline == b.headline:
        return None
    return (read_words(a.headline, a.reading.language), read_words(b.headline, b.reading.language))


def days_between(a: Side, b: Side) -> int | None:
    """Return the least number of days between two sides, 0 where their bounds meet; None where one has no bounds.

    A side of which only one bound is known may be of any day before or after it.
    """
    gaps = []
    for early, late in ((a, b), (b, a)):
        if early.latest and late.earliest:
            gaps.append((date.fromisoformat(late.earliest) - date.fromisoformat(early.latest)).days)
    if len(gaps) == 2:  # noqa: PLR2004  both directions
        return max(0, *gaps)
    return gaps[0] if gaps and gaps[0] > 0 else None


def _most_alike(found: Measures, swaps: Iterable[Swap]) -> int:
    """Return how often the most frequent exchange was made; `Sun Co` and `Sun's` are one name, by their beginnings."""
    pairs = Counter((_beginning(found.a, swap.a), _beginning(found.b, swap.b)) for swap in swaps)
    return max(pairs.values(), default=0)


def _beginning(reading: Reading, span: tuple[int, int]) -> str:
    words = bare_words(reading, span)
    return "".join(words) if reading.is_caseless else words[0][:BEGINNING]
