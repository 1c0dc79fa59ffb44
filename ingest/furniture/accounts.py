"""Which articles of a host retell one account: versions, copies and reworks repeat its paragraphs, and count once.

Rule: pure. In doubt articles are taken for one account: then less is learned, and no paragraph is lost.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import combinations

from ingest.furniture.page import Page, is_topical

_SHARED_PROSE = 0.5
"""Of the running text of the shorter one, in words: then they are one account."""
_SHARED_PROSE_SAME_HEADLINE = 0.2
_SHARED_LINES = 0.8
"""Of all lines of both: tables and lists have no running text."""
_MOST_PAIRS = 64
"""Articles with a line of which every pair is looked at; of more each is compared with the first."""


class _Digest:
    """What of an article is compared; its words are not held."""

    __slots__ = ("address", "headline", "keys", "prose", "weight")

    def __init__(self, page: Page, subject: Mapping[str, int]) -> None:
        """Weigh the running text of an article that speaks of its subject, a sentence by its content words."""
        self.address = page.address
        self.headline = page.headline
        self.keys = frozenset(line.key for line in page.lines)
        self.prose = {line.key: len(line.words) for line in page.lines if line.is_prose and is_topical(line, subject)}
        self.weight = sum(self.prose.values())


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
    headlines = Counter(page.headline for page in pages)
    digests = []
    for page in pages:
        is_named = page.headline and headlines[page.headline] == 1  # else it may be the outlet's name
        digests.append(_Digest(page, page.subject(() if is_named else page.rarest(carried))))
    return digests


def _alike(digests: Sequence[_Digest]) -> Iterator[tuple[int, int]]:
    """Yield pairs of articles that tell one account."""
    yield from _of_one_address(digests)
    by_key: dict[int, list[int]] = defaultdict(list)
    for number, digest in enumerate(digests):
        for key in digest.keys:
            by_key[key].append(number)
    shared: Counter[tuple[int, int]] = Counter()
    prose: Counter[tuple[int, int]] = Counter()
    for key, numbers in by_key.items():
        for pair in _pairs(numbers):
            shared[pair] += 1
            prose[pair] += min(digests[one].prose.get(key, 0) for one in pair)
    yield from (pair for pair in shared if _is_one(digests[pair[0]], digests[pair[1]], shared[pair], prose[pair]))


def _of_one_address(digests: Sequence[_Digest]) -> Iterator[tuple[int, int]]:
    first: dict[str, int] = {}
    for number, digest in enumerate(digests):
        if digest.address:
            yield first.setdefault(digest.address, number), number


def _pairs(numbers: Sequence[int]) -> Iterator[tuple[int, int]]:
    if len(numbers) <= _MOST_PAIRS:
        return combinations(numbers, 2)
    return ((numbers[0], other) for other in numbers[1:])


def _is_one(a: _Digest, b: _Digest, shared: int, prose: int) -> bool:
    """Tell whether two articles that share so many lines, and so much running text, tell one account."""
    least = min(a.weight, b.weight)
    is_same_headline = bool(a.headline) and a.headline == b.headline
    share = _SHARED_PROSE_SAME_HEADLINE if is_same_headline else _SHARED_PROSE
    return (least > 0 and prose >= least * share) or shared >= _SHARED_LINES * len(a.keys | b.keys)


def _root(first: list[int], number: int) -> int:
    while first[number] != number:
        first[number] = first[first[number]]
        number = first[number]
    return number
