"""How one text differs from another in a line: cheap enough to be told of each related article that a page shows.

Equal lines are set aside first; only what is left is read as words. What stands in which place is not asked: for that
there is `ingest.relate.diff`, which takes ten times as long.

Rule: pure; sees two strings. Words, figures and their order among paragraphs are compared; marks and capitals are not,
as where copies are found: an outlet that prints in capitals prints a copy.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from ingest.normalise.letters import APOSTROPHES, DASHES
from ingest.relate.align import longest_rising
from ingest.relate.paragraphs import SHORT_WORDS, SIMILAR, SIMILAR_SHORT

MOST_PAIRS = 2_500
"""So many pairs of changed paragraphs are looked at; of texts with more nothing is told."""

_WORD = re.compile(r"\w+(?:[.,'\-]\w+)*")
_UNIFIED = dict.fromkeys(map(ord, APOSTROPHES), "'") | dict.fromkeys(map(ord, DASHES), "-")
_MARKS = re.compile(f"[{re.escape(''.join(map(chr, _UNIFIED)))}]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Outline:
    """What the second of two texts has otherwise than the first."""

    paragraphs_cut: int
    """Paragraphs of the first that the second does not have, not even changed."""
    paragraphs_added: int
    is_cut_at_end: bool
    """True: those that were cut are the last ones of the first text."""
    is_added_at_end: bool
    is_reordered: bool
    """True: paragraphs of both stand in another order."""
    words_cut: int
    """Words in changed paragraphs that the second has fewer of."""
    words_added: int
    figures: int
    """Figures in changed paragraphs that are others."""
    paragraphs_shared: int
    """Paragraphs of both, changed or not."""

    @property
    def is_same(self) -> bool:
        """Say whether both have the same words in the same order of paragraphs."""
        return not (self.paragraphs_cut + self.paragraphs_added + self.words_cut + self.words_added + self.is_reordered)


def outline(before: str, after: str) -> Outline | None:
    r"""Return in numbers how `after` differs from `before`; None where they have too many paragraphs to say cheaply.

    >>> told = outline("It rained. 12 men came.\n\nThey left.", "It rained. 14 men came.")
    >>> (told.paragraphs_cut, told.is_cut_at_end, told.figures, told.words_cut, told.words_added)
    (1, True, 1, 1, 1)
    """
    old, new = _lines(before), _lines(after)
    every = _equal(old, new)
    taken = set(every.values())
    ours = {at: _words(line) for at, line in enumerate(old) if at not in every}
    theirs = {number: _words(line) for number, line in enumerate(new) if number not in taken}
    if len(ours) * len(theirs) > MOST_PAIRS:
        return None
    changed = _similar(ours, theirs)
    every |= changed
    differences = [_differences(ours[at], theirs[number]) for at, number in changed.items()]
    cut = [at for at in ours if at not in every and ours[at]]
    added = [number for number in theirs if number not in changed.values() and theirs[number]]
    return Outline(
        paragraphs_cut=len(cut),
        paragraphs_added=len(added),
        is_cut_at_end=_are_last(cut, len(old)) and bool(every),
        is_added_at_end=_are_last(added, len(new)) and bool(every),
        is_reordered=len(longest_rising(sorted(every.items()))) < len(every),
        words_cut=sum(each[0] for each in differences),
        words_added=sum(each[1] for each in differences),
        figures=sum(each[2] for each in differences),
        paragraphs_shared=len(every),
    )


@lru_cache(maxsize=4)  # one text is compared with several, one after the other
def _lines(text: str) -> tuple[str, ...]:
    plain = _MARKS.sub(lambda mark: _UNIFIED[ord(mark[0])], text)
    return tuple(line for line in (each.strip() for each in plain.casefold().splitlines()) if line)


def _words(line: str) -> list[str]:
    return _WORD.findall(line)


def _equal(old: Sequence[str], new: Sequence[str]) -> dict[int, int]:
    """Return which lines of both are equal as they stand."""
    places: dict[str, list[int]] = {}
    for number in reversed(range(len(new))):
        places.setdefault(new[number], []).append(number)
    return {at: places[line].pop() for at, line in enumerate(old) if places.get(line)}


def _similar(ours: dict[int, list[str]], theirs: dict[int, list[str]]) -> dict[int, int]:
    """Return which of the other lines is which, the most similar first."""
    sets = {number: frozenset(words) for number, words in theirs.items()}
    scored = sorted(
        (-score, abs(at - number), at, number)
        for at, one in ((at, frozenset(words)) for at, words in ours.items())
        for number, other in sets.items()
        if (score := _likeness(one, other))
    )
    pairs: dict[int, int] = {}
    taken: set[int] = set()
    for _score, _distance, at, number in scored:
        if at not in pairs and number not in taken:
            pairs[at] = number
            taken.add(number)
    return pairs


def _likeness(one: frozenset[str], other: frozenset[str]) -> float:
    """Return the share of their words that two lines have in common, 0 where it is too small to matter."""
    size = len(one) + len(other)
    score = 2 * len(one & other) / size if size else 0.0
    return score if score >= (SIMILAR if size >= 2 * SHORT_WORDS else SIMILAR_SHORT) else 0.0


def _differences(one: list[str], other: list[str]) -> tuple[int, int, int]:
    """Return how many words were cut and added in a line, and how many of its figures are others."""
    if one == other:
        return 0, 0, 0
    ours, theirs = Counter(one), Counter(other)
    cut, added = ours - theirs, theirs - ours
    return cut.total(), added.total(), max(_figures(cut), _figures(added))


def _figures(words: Counter[str]) -> int:
    return sum(count for word, count in words.items() if any(map(str.isdigit, word)))


def _are_last(numbers: Sequence[int], many: int) -> bool:
    return bool(numbers) and numbers[0] == many - len(numbers)
