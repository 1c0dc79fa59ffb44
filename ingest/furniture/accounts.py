"""Which articles of a host retell one account: versions, copies and reworks repeat its paragraphs, and count once.

Rule: pure. In doubt articles are taken for one account: then less is learned, and no paragraph is lost.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import combinations

from ingest.furniture.page import Page, is_topical, word_runs

SHARED_RUNS = 0.3
"""Of the sampled runs of two words of the shorter one's text: then they are one account."""
SHARED_RUNS_SAME_HEADLINE = 0.15
SHARED_LINES = 0.8
"""Of all lines of both: tables and lists have no running text."""
_SAMPLE = 4
"""Of so many runs one is compared; all of them where they are few."""
_FEW_RUNS = 32
_MOST_PAIRS = 64
"""Articles with a run of which every pair is looked at; of more each is compared with the first."""


class _Digest:
    """What of an article is compared; its words are not held."""

    __slots__ = ("address", "headline", "keys", "runs")

    def __init__(self, page: Page, subject: Mapping[str, int]) -> None:
        """Take the runs of words of an article's running text that speaks of its subject."""
        self.address = page.address
        self.headline = page.headline
        self.keys = frozenset(line.key for line in page.lines)
        prose = (line.text for line in page.lines if line.is_prose and is_topical(line, subject))
        runs = frozenset[int]().union(*map(word_runs, prose))
        self.runs = frozenset(run for run in runs if run % _SAMPLE == 0) if len(runs) >= _FEW_RUNS else runs


def accounts_of(pages: Collection[Page]) -> list[int]:
    """Return for each article the number of its account: that of the first article that tells it."""
    digests = _digests(pages)
    first = list(range(len(digests)))
    for a, b in _alike(digests):
        root_a, root_b = _root(first, a), _root(first, b)
        first[max(root_a, root_b)] = min(root_a, root_b)
    return [_root(first, number) for number in range(len(first))]


def _digests(pages: Collection[Page]) -> list[_Digest]:
    carried = Counter(key for page in pages for key in {line.key for line in page.lines})
    return [_Digest(page, page.subject(carried)) for page in pages]


def _alike(digests: Sequence[_Digest]) -> Iterator[tuple[int, int]]:
    """Yield pairs of articles that tell one account."""
    yield from _of_one_address(digests)
    lines = _shared([digest.keys for digest in digests])
    runs = _shared([digest.runs for digest in digests])
    for pair in lines | runs:
        a, b = digests[pair[0]], digests[pair[1]]
        if _is_one(a, b, lines=lines[pair], runs=runs[pair]):
            yield pair


def _shared(sets: Sequence[frozenset[int]]) -> Counter[tuple[int, int]]:
    """Return how much each pair of sets shares."""
    holders: dict[int, list[int]] = defaultdict(list)
    for number, held in enumerate(sets):
        for each in held:
            holders[each].append(number)
    shared: Counter[tuple[int, int]] = Counter()
    for numbers in holders.values():
        shared.update(_pairs(numbers))
    return shared


def _of_one_address(digests: Sequence[_Digest]) -> Iterator[tuple[int, int]]:
    first: dict[str, int] = {}
    for number, digest in enumerate(digests):
        if digest.address:
            yield first.setdefault(digest.address, number), number


def _pairs(numbers: Sequence[int]) -> Iterator[tuple[int, int]]:
    if len(numbers) <= _MOST_PAIRS:
        return combinations(numbers, 2)
    return ((numbers[0], other) for other in numbers[1:])


def _is_one(a: _Digest, b: _Digest, *, lines: int, runs: int) -> bool:
    """Tell whether two articles that share so many lines, and so many runs of words, tell one account."""
    is_same_headline = bool(a.headline) and a.headline == b.headline
    share = SHARED_RUNS_SAME_HEADLINE if is_same_headline else SHARED_RUNS
    least = min(len(a.runs), len(b.runs))
    return (least > 0 and runs >= least * share) or lines >= SHARED_LINES * len(a.keys | b.keys)


def _root(first: list[int], number: int) -> int:
    while first[number] != number:
        first[number] = first[first[number]]
        number = first[number]
    return number
