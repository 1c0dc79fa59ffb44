"""What the pages of one host repeat: which lines, on how many articles, where.

A line counts once an account (`accounts`). Repeating is not enough: a paragraph of background that an outlet puts under
each piece of a running story repeats as well. It speaks of what the article speaks of, furniture does not; so a line of
some length is learned only where its words are foreign to the articles that carry it.

Rule: pure; goes through the articles a few times, one at a time, and holds of most lines their hashes only.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from hashlib import blake2b
from statistics import median
from typing import Literal

from ingest.furniture.accounts import accounts_of
from ingest.furniture.page import Line, Page, is_topical_share, topicality

LEAST_PAGES = 5
"""Articles of a host from which furniture is learned; so many accounts, too."""
ENOUGH_PAGES = 16
"""Articles of a host that are looked at: where there are more, so many to twice as many, chosen by chance. What is on a
quarter of all is on about a quarter of these, and one more article seldom changes what is learned."""
LEAST_SEEN = 3
"""Accounts that carry a line before it is furniture."""
LEAST_SHARE = 0.25
"""Of all accounts of the host."""
LEAST_SHARE_BETWEEN = 0.5
"""For a sentence that stands between the articles' own lines."""

Where = Literal["head", "tail", "between"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Learned:
    """A line that is furniture."""

    key: int
    words: str
    """The line as it stands on one of the pages, the first in the order of letters."""
    seen: int
    """Accounts that carry it."""
    where: Where
    """On most of them: before all of the article's own lines, behind them, or between them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Furniture:
    """What one host's pages repeat."""

    accounts: int = 0
    """Articles of the host, retellings of one account counted once."""
    lines: Mapping[int, Learned] = field(default_factory=dict)
    """By key."""
    shared: frozenset[int] = frozenset()
    """Keys of all lines that two accounts and more carry."""
    foreign: frozenset[int] = frozenset()
    """Of these, the lines that speak of the subject of none of the articles that carry them."""

    def mark(self, rules: str) -> bytes:
        """Return 8 bytes that are the same where `rules` (name and version) drop the same from any article."""
        keys = (rules, sorted(self.lines), sorted(self.shared), sorted(self.foreign))
        return blake2b(repr(keys).encode(), digest_size=8).digest()


@dataclass(slots=True)
class _Candidate:
    """A line that repeats, while it is looked at."""

    line: Line
    """As it stands on one of the pages, the first in the order of letters."""
    topical: list[float] = field(default_factory=list)
    """In each article that carries it: the share of its words that the rest of the article uses."""
    near: list[float] = field(default_factory=list)
    """The same, the article without what does not speak of its headline's subject."""
    where: Counter[Where] = field(default_factory=Counter)

    def is_topical_anywhere(self) -> bool:
        """Tell whether it speaks of the subject of any article that carries it."""
        return is_topical_share(self.line, max(self.near))

    def place(self) -> Where:
        """Return where it stands in most articles."""
        return max(self.where, key=lambda place: (self.where[place], place))


def learn(pages: Collection[Page]) -> Furniture:
    """Return what the articles of one host repeat; nothing where they tell fewer than `LEAST_PAGES` accounts.

    `pages` is gone through several times and need not be held in memory.
    """
    if len(pages) < LEAST_PAGES:
        return Furniture()
    accounts = accounts_of(pages)
    seen = _seen(pages, accounts)
    number = len(set(accounts))
    if number < LEAST_PAGES:
        return Furniture(accounts=number)
    shared = frozenset(key for key, tellers in seen.items() if tellers > 1)
    candidates: dict[int, _Candidate] = {}
    for page in pages if shared else ():
        _look(page, seen, shared, candidates)
    least = max(LEAST_SEEN, LEAST_SHARE * number)
    lines = {
        key: Learned(key=key, words=found.line.text, seen=seen[key], where=found.place())
        for key, found in candidates.items()
        if seen[key] >= least and _is_furniture(found, seen[key] / number)
    }
    foreign = frozenset(key for key, found in candidates.items() if not found.is_topical_anywhere())
    return Furniture(accounts=number, lines=lines, shared=shared, foreign=foreign)


def _seen(pages: Collection[Page], accounts: list[int]) -> dict[int, int]:
    """Return for each line how many accounts carry it."""
    tellers: dict[int, set[int]] = defaultdict(set)
    for page, account in zip(pages, accounts, strict=True):
        for line in page.lines:
            tellers[line.key].add(account)
    return {key: len(them) for key, them in tellers.items()}


def _look(page: Page, seen: Mapping[int, int], shared: Collection[int], candidates: dict[int, _Candidate]) -> None:
    """Note where the shared lines stand in one article, and whether they speak of its subject."""
    if not any(line.key in shared for line in page.lines):
        return
    own = [at for at, line in enumerate(page.lines) if seen[line.key] == 1]
    subject = page.subject(seen, {page.lines[at].key for at in own})
    near = page.subject(seen)
    body = [at for at in own if page.lines[at].is_prose]
    for at, line in enumerate(page.lines):
        if line.key not in shared:
            continue
        found = candidates.setdefault(line.key, _Candidate(line))
        found.line = min(found.line, line, key=lambda each: each.text)
        found.topical.append(topicality(line, subject))
        found.near.append(topicality(line, near))
        found.where[_where(at, body)] += 1


def _where(at: int, body: list[int]) -> Where:
    """Return where a line stands to those of the article's own text."""
    if body and body[0] < at < body[-1]:
        return "between"
    return "head" if body and at < body[0] else "tail"


def _is_furniture(found: _Candidate, share: float) -> bool:
    """Tell whether a repeated line is furniture: foreign to the articles that carry it.

    Between the article's own lines stand the questions of a column that asks everybody the same, and what holds for
    half of the articles at least before a sentence is dropped there.
    """
    if is_topical_share(found.line, median(found.topical)):
        return False
    if found.place() != "between":
        return True
    return not found.line.is_question and (share >= LEAST_SHARE_BETWEEN or not found.line.is_prose)
