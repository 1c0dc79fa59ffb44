"""Texts that wait are compared with those that are placed, and stories are made anew as far as that reaches.

A story is what greedy joining makes of all likenesses at once (`ingest.story.partition`). Because a join depends on the
two groups alone, the stories around a change can be made anew without the others: it is done with those next to them,
and where one of these does not come out as it went in, it is taken in, too, and so on until all do. What comes out is
what a single pass over everything makes; the tests hold it against that.

Rule: knows the tables; the caller holds the transaction.
"""

import sqlite3
from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import chain, combinations

from archive.links import as_list
from archive.story_said import Said, chains, foes_of
from archive.story_scale import Scale, pack_numbers, unpack_numbers
from archive.story_texts import holders_of_all, stories_of
from archive.story_ties import TextTies
from ingest.story.likeness import FEWEST_SHARED, Weighed, likeness, may_be_alike
from ingest.story.partition import KEPT, MANY, partition

Group = frozenset[int]

_MOST_HELD = 3_000
"""Texts that are kept ready to be compared: 6 to 18 KB each."""
_MOST_LIKES = 100_000
"""Likenesses that are kept: about 200 bytes each."""


@dataclass(slots=True)
class Reading:
    """Texts ready to be compared, and likenesses that were found: kept through a pass, within bounds."""

    conn: sqlite3.Connection
    scale: Scale
    texts: dict[int, Weighed[int]] = field(default_factory=dict)
    likes: dict[tuple[int, int], float] = field(default_factory=dict)

    def load(self, texts: Collection[int]) -> None:
        """Have texts ready."""
        missing: Collection[int] = [text for text in texts if text not in self.texts]
        if len(self.texts) + len(missing) > _MOST_HELD:
            self.texts, missing = {}, texts
        rows = self.conn.execute(
            "SELECT t.article_id, a.public_id, t.terms, t.day_from, t.day_to FROM story_text t"
            " JOIN article a ON a.id = t.article_id WHERE t.article_id IN (SELECT value FROM json_each(?))",
            (as_list(missing),),
        )
        for text, name, packed, first, last in rows:
            self.texts[text] = self.scale.weigh(name, packed, (first, last))

    def likeness(self, one: int, other: int) -> float:
        """Return how alike two texts are that share enough leading terms."""
        pair = (one, other) if one < other else (other, one)
        found = self.likes.get(pair)
        if found is None:
            if len(self.likes) > _MOST_LIKES:
                self.likes.clear()
            found = self.likes[pair] = likeness(self.texts[one], self.texts[other])
        return found


@dataclass(slots=True)
class Placing:
    """The work on some texts that wait."""

    reading: Reading
    ties: TextTies
    near: dict[int, set[int]] = field(default_factory=dict)
    """By text: the placed ones so like it that the two may come to one story by themselves."""
    done: dict[tuple[Group, Group], dict[int, Group]] = field(default_factory=dict)
    """What was made of components in the last round, by all of their texts and those of them that are inside."""

    @classmethod
    def of(cls, reading: Reading, said: Said) -> "Placing":
        """Begin."""
        return cls(reading, TextTies(reading.conn, said))

    def place(self, texts: Collection[int]) -> list[Group]:
        """Place texts; return the groups that come of them and of all that moved, texts that stand alone included."""
        self._find_near(texts)
        inside = set(texts)
        while True:
            around = self._around(inside)
            found = self._regroup(inside, around)
            broken = {story for text, story in around.items() if found[text] != story}
            if not broken:
                return sorted({found[text] for text in inside}, key=min)
            inside.update(*broken)

    def _find_near(self, texts: Collection[int]) -> None:
        """Compare texts with the placed ones and with each other; from now on they are placed."""
        reading, changed = self.reading, set(texts)
        reading.load(texts)
        holders = self._hold(texts)
        self.near.update((text, set()) for text in texts)
        for text in texts:
            counts = Counter(chain.from_iterable(unpack_numbers(holders[key]) for key in reading.texts[text].leads))
            others = [other for other, shared in counts.items() if shared >= FEWEST_SHARED and other != text]
            reading.load([text, *others])
            for other in others:
                if reading.likeness(text, other) >= MANY:
                    self._near_of(text).add(other)
                    self._near_of(other).add(text)
                    changed.add(other)
            reading.load(texts)
        reading.conn.executemany(
            "UPDATE story_text SET near = ?, is_placed = 1 WHERE article_id = ?",
            [(pack_numbers(self.near[text]), text) for text in sorted(changed)],
        )

    def _hold(self, texts: Collection[int]) -> dict[int, bytes]:
        """Add texts to the holders of their leading terms; return the holders, packed: they are millions."""
        conn, added = self.reading.conn, dict[int, list[int]]()
        for text in texts:
            for key in self.reading.texts[text].leads:
                added.setdefault(key, []).append(text)
        holders = {key: pack_numbers((*held, *added[key])) for key, held in holders_of_all(conn, added)}
        conn.executemany(
            "UPDATE story_term SET holders = ? WHERE key = ?", [(packed, key) for key, packed in holders.items()]
        )
        return holders

    def _near_of(self, text: int) -> set[int]:
        if text not in self.near:
            row = self.reading.conn.execute("SELECT near FROM story_text WHERE article_id = ?", (text,)).fetchone()
            self.near[text] = set(unpack_numbers(row[0]))
        return self.near[text]

    def _around(self, inside: Collection[int]) -> dict[int, Group]:
        """Return by text the stories next to some texts, and those tied to any of these; a lone text is one, too."""
        found: dict[int, Group] = {}
        waiting = {other for text in inside for other in self._near_of(text)} | self.ties.fellows(inside)
        waiting.difference_update(inside)
        while waiting:
            stories = stories_of(self.reading.conn, waiting)
            found.update((text, frozenset((text,))) for text in waiting)
            found.update((text, story) for story in stories.values() for text in story)
            new = waiting.union(*stories.values())
            waiting = self.ties.fellows(new) - found.keys() - set(inside)
        return found

    def _regroup(self, inside: Collection[int], around: dict[int, Group]) -> dict[int, Group]:
        """Return by text the group that comes of it."""
        self.ties.read([*inside, *around])
        found: dict[int, Group] = {}
        former, self.done = self.done, {}
        for texts in self._components(inside, around):
            key = (texts, texts & set(inside))
            done = former.get(key) or self._partition(texts, key[1], {around[text] for text in texts - key[1]})
            self.done[key] = done
            found |= done
        return found

    def _components(self, inside: Collection[int], around: dict[int, Group]) -> list[Group]:
        """Return the sets of texts that cannot come to one group with any other."""
        home: dict[int, set[int]] = {text: {text} for text in (*inside, *around)}
        first: dict[str, int] = {}
        links = chain(
            ((text, other) for text in inside for other in self._near_of(text)),
            ((text, min(story)) for text, story in around.items()),
            ((text, first.setdefault(name, text)) for text in home for name in self.ties.groups[text]),
        )
        for one, other in links:
            small, large = sorted((home[one], home[other]), key=len)
            if small is not large:
                large |= small
                home.update(dict.fromkeys(small, large))
        return [frozenset(texts) for texts in {id(texts): texts for texts in home.values()}.values()]

    def _partition(self, texts: Group, inside: Group, stories: Iterable[Group]) -> dict[int, Group]:
        """Return by text the group that comes of it, in one component."""
        if len(texts) == 1:
            return dict.fromkeys(texts, texts)
        self.reading.load(texts)
        names = {text: self.reading.texts[text].id for text in texts}
        likes = {
            (names[one], names[other]): like
            for one, other in self._pairs(texts, inside, stories)
            if (like := self.reading.likeness(one, other)) >= KEPT
        }
        apart = {(names[text], names[foe]) for text in texts for foe in self.ties.apart[text] & texts}
        last = [name for text, name in names.items() if text in self.ties.wary]
        groups = partition(names.values(), likes, together=self._together(names, apart), apart=apart, last=last)
        numbers = {name: text for text, name in names.items()}
        found = {text: frozenset((text,)) for text in texts}
        for group in groups:
            members = frozenset(numbers[name] for name in group)
            found.update((text, members) for text in members)
        return found

    def _together(self, names: dict[int, str], apart: Collection[tuple[str, str]]) -> set[tuple[str, str]]:
        tied: dict[str, list[str]] = {}
        for text, name in names.items():
            for group in self.ties.groups[text]:
                tied.setdefault(group, []).append(name)
        foes = foes_of(apart)
        return {pair for members in tied.values() for pair in chains(sorted(members), foes)}

    def _pairs(self, texts: Group, inside: Group, stories: Iterable[Group]) -> Iterator[tuple[int, int]]:
        """Yield the pairs that may be alike: of a text inside with any other, and of two in one story around.

        Two stories around stay as they are towards each other, unless one is broken; then it is taken inside.
        """
        weighed = self.reading.texts
        holders: dict[int, list[int]] = {}
        for text in texts:
            for key in weighed[text].leads:
                holders.setdefault(key, []).append(text)
        for text in inside:
            counts = Counter(chain.from_iterable(holders[key] for key in weighed[text].leads))
            for other, shared in counts.items():
                if shared >= FEWEST_SHARED and (other not in inside or other < text):
                    yield text, other
        for story in stories:
            for one, other in combinations(story, 2):
                if may_be_alike(weighed[one], weighed[other]):
                    yield one, other
