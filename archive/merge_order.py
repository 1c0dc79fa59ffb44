"""The words of persons from two archives as one sequence: which of them was said last.

What has a time stands in the order of time. What has none (a spreadsheet's), or the same, stands as in an archive with
both; of words that no archive orders the greater comes later, so that it does not matter which archive came first.

Rule: pure; sees words as values.
"""

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from heapq import heapify, heappop, heappush

Content = tuple[object, ...]


@dataclass(frozen=True, slots=True)
class Word:
    """Something that a person said."""

    about: Hashable
    """Words about the same thing overrule each other."""
    at: str | None
    """When it was said: ISO 8601 in UTC. None: a spreadsheet said it."""
    content: Content
    """All that was said; two words of the same content and time about the same thing are one."""
    undone: str | None = None
    """When it was taken back."""


@dataclass(slots=True)
class _Group:
    """The words about one thing of one time."""

    words: dict[Content, Word] = field(default_factory=dict)
    later: dict[Content, set[Content]] = field(default_factory=dict)
    """What an archive has next after a word."""

    def add(self, word: Word, before: Content | None) -> None:
        """Add a word that stands after another one in its archive."""
        known = self.words.get(word.content, word)
        self.words[word.content] = replace(known, undone=_earliest(known.undone, word.undone))
        if before is not None:
            self.later.setdefault(before, set()).add(word.content)

    def in_order(self) -> list[Word]:
        """Return the words: always the smallest of those that nothing holds back. Archives may contradict."""
        waits_for = dict.fromkeys(self.words, 0)
        for follower in (each for followers in self.later.values() for each in followers):
            waits_for[follower] += 1
        free = [(repr(content), content) for content, count in waits_for.items() if not count]
        heapify(free)
        order: list[Word] = []
        while waits_for:
            _, content = heappop(free) if free else min((repr(each), each) for each in waits_for)
            if waits_for.pop(content, None) is None:
                continue
            order.append(self.words[content])
            for follower in self.later.get(content, ()):
                if follower in waits_for:
                    waits_for[follower] -= 1
                    if not waits_for[follower]:
                        heappush(free, (repr(follower), follower))
        return order


def united(ours: Sequence[Word], theirs: Sequence[Word]) -> list[Word]:
    """Return the words of both archives in one order, each once; what one of them took back is taken back."""
    groups: dict[tuple[str | None, Hashable], _Group] = {}
    for side in (ours, theirs):
        last: dict[tuple[str | None, Hashable], Content] = {}
        for word in _said_last(side):
            key = (word.at, word.about)
            groups.setdefault(key, _Group()).add(word, last.get(key))
            last[key] = word.content
    ordered = sorted(groups.items(), key=lambda each: (each[0][0] or "", repr(each[0][1])))
    return [word for _, group in ordered for word in group.in_order()]


def news(before: Iterable[Word], after: Iterable[Word]) -> list[Word]:
    """Return the words of `after` that `before` does not hold, or holds as not taken back."""
    known = frozenset(before)
    return [word for word in after if word not in known]


def _said_last(side: Sequence[Word]) -> list[Word]:
    """Return the words of an archive; of one that was said again, after another, the last time counts."""
    found: dict[tuple[Hashable, str | None, Content], Word] = {}
    for word in side:
        key = (word.about, word.at, word.content)
        found.pop(key, None)
        found[key] = word
    return list(found.values())


def _earliest(one: str | None, other: str | None) -> str | None:
    return min(one, other) if one and other else one or other
