"""Which texts are worth comparing: an index of sampled runs, kept up as articles come and change.

Of equal texts (`text_hash`) one article stands for all, its *holder*: the one of the smallest public id. Two holders
are candidates if they share enough runs that are not common; a run is common if more than `CAP` holders have it. All
this is a function of the set of articles: which came first, and in how many parts they came, changes nothing. When a
run becomes common, or is no longer so, the pairs that it found are looked at again.

What is lost past the cap: a text with more than `CAP` near copies. All its runs are common then; of such a mass only
those are compared that share runs that most others lack. Exact copies are not affected, since one stands for all.

Rule: knows the table `sampled`; the caller holds the transaction.
"""

import sqlite3
from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from itertools import chain

from archive import runs_index
from archive.links import as_list
from archive.runs_index import entry_of, parts_of
from archive.sides import Sides

VERSION = "runs/5"
"""Name and version of how candidates are found; raised whenever the same articles may give other candidates."""

CAP = 100
"""Texts with a run; a run of more of them is common and finds nothing: the work for a new text is bounded by it."""

ENOUGH = 2
"""Runs that two texts must share. A text of three words has one, and is compared with texts of one run only."""

LEAST_SHARE = 0.1
"""Of the sampled runs of the text that has fewer. Sampling errs by some hundredths: well below the share from which the
judge sees more than a little of the wording."""

_HOLDER = "SELECT id FROM article WHERE text_hash = ? ORDER BY public_id LIMIT 1"
_FORMER = """
    SELECT a.id FROM article a JOIN sampled s ON s.article_id = a.id
    WHERE a.text_hash = ? AND a.id <> ? ORDER BY a.public_id
"""
_TEXT_HASHES = """
    SELECT text_hash FROM article WHERE id IN (SELECT value FROM json_each(:articles)) UNION
    SELECT e.text_hash FROM sampled s JOIN extraction e ON e.text_id = s.text_id
    WHERE s.article_id IN (SELECT value FROM json_each(:articles))
"""
"""Of articles: hashes of the texts that are shown, and of those that they held when their runs were sampled."""


@dataclass(frozen=True, slots=True)
class Held:
    """What the index has of one holder."""

    text: int
    keys: int
    facts: int
    """A mark of the facts that the judge sees."""


@dataclass(frozen=True, slots=True)
class Change:
    """What became of the index when articles changed."""

    fresh: frozenset[int]
    """Holders that are new, or whose text or facts changed: all their pairs are to be judged anew."""
    gone: frozenset[int]
    """Articles that are no holders any more."""
    risen: tuple[int, ...]
    """Runs that became common."""
    fallen: tuple[int, ...]
    """Runs that are no longer common."""


class Candidates:
    """The index during one transaction: first brought up to date, then asked."""

    def __init__(self, conn: sqlite3.Connection, sides: Sides) -> None:
        """Work on an open archive."""
        self._conn = conn
        self._sides = sides
        self._holders: dict[int, tuple[int, ...]] = {}

    def update(self, articles: Collection[int]) -> Change:
        """Bring the index up to date with `articles`, which came or changed; return what that means for pairs."""
        wanted, concerned = self._wanted(articles)
        have = self._held(concerned)
        want = {article: self._to_hold(article, have.get(article)) for article in wanted}
        dropped = {article: held for article, held in have.items() if self._is_other(held, want.get(article))}
        added = {article: held for article, held in want.items() if self._is_other(held, have.get(article))}
        risen, fallen = self._move(dropped, added)
        fresh = frozenset(article for article, held in want.items() if have.get(article) != held)
        self._conn.executemany("DELETE FROM sampled WHERE article_id = ?", [(each,) for each in have.keys() - want])
        self._conn.executemany(
            "INSERT OR REPLACE INTO sampled(article_id, text_id, keys, facts) VALUES (?, ?, ?, ?)",
            [(each, want[each].text, want[each].keys, want[each].facts) for each in sorted(fresh)],
        )
        return Change(fresh=fresh, gone=frozenset(have.keys() - want), risen=risen, fallen=fallen)

    def of(self, holder: int) -> frozenset[int]:
        """Return the holders that are candidates of one."""
        mine = self._keys_of(holder)
        self._look_up([key for key in mine if key not in self._holders])
        held = (self._holders[key] for key in mine)
        shared = Counter(chain.from_iterable(each for each in held if 1 < len(each) <= CAP))
        del shared[holder]
        likely = [other for other, count in shared.items() if count >= min(ENOUGH, len(mine))]
        sizes = self._held(likely)
        return frozenset(each for each in likely if _is_enough(shared[each], len(mine), sizes[each].keys))

    def are(self, one: int, other: int) -> bool:
        """Tell whether two holders are candidates of each other."""
        mine, theirs = self._keys_of(one), self._keys_of(other)
        shared = sum(not self.is_common(key) for key in mine & theirs)
        return _is_enough(shared, len(mine), len(theirs))

    def is_common(self, key: int) -> bool:
        """Tell whether too many texts have a run."""
        return len(self._holding(key)) > CAP

    def holding(self, key: int) -> tuple[int, ...]:
        """Return all holders of a run, common or not."""
        return runs_index.holders(self._conn, key)

    def _holding(self, key: int) -> tuple[int, ...]:
        """Return the holders of a run, one more than `CAP` at most."""
        if key not in self._holders:
            self._look_up((key,))
        return self._holders[key]

    def _look_up(self, keys: Collection[int]) -> None:
        """Remember the holders of runs, one more than `CAP` at most."""
        if keys:
            self._holders |= runs_index.first_holders(self._conn, keys, CAP + 1)

    def _keys_of(self, holder: int) -> frozenset[int]:
        return frozenset(self._sides.keys(self._sides.shown(holder), holder))

    def _wanted(self, articles: Collection[int]) -> tuple[set[int], set[int]]:
        """Return who must be holder of the texts concerned, and these with all who may have to give it up."""
        changed = set(articles)
        holders, concerned = set[int](), set(changed)
        for (text_hash,) in self._conn.execute(_TEXT_HASHES, {"articles": as_list(changed)}).fetchall():
            row = self._conn.execute(_HOLDER, (text_hash,)).fetchone()
            if row is None:
                continue
            holders.add(int(row[0]))
            former = (int(each[0]) for each in self._conn.execute(_FORMER, (text_hash, row[0])))
            concerned.update(next(([one] for one in former if one not in changed), []))
        return holders, concerned | holders

    def _held(self, articles: Iterable[int]) -> dict[int, Held]:
        rows = self._conn.execute(
            "SELECT article_id, text_id, keys, facts FROM sampled WHERE article_id IN (SELECT value FROM json_each(?))",
            (as_list(articles),),
        )
        return {int(article): Held(*values) for article, *values in rows}

    def _to_hold(self, article: int, have: Held | None) -> Held:
        text, facts = self._sides.shown(article), self._sides.mark(article)
        if have is not None and have.text == text:
            return Held(text, have.keys, facts)
        return Held(text, len(self._sides.keys(text, article)), facts)

    @staticmethod
    def _is_other(held: Held, other: Held | None) -> bool:
        return other is None or other.text != held.text

    def _move(self, dropped: dict[int, Held], added: dict[int, Held]) -> tuple[tuple[int, ...], tuple[int, ...]]:
        """Write the runs that texts gain and lose; return those that became common, and those that ceased to be."""
        out, into = self._entries(dropped), self._entries(added)
        lost, gained = Counter(parts_of(entry)[0] for entry in out - into), dict[int, list[int]]()
        for key, article in map(parts_of, sorted(into - out)):
            gained.setdefault(key, []).append(article)
        moved = sorted(gained.keys() | lost.keys())
        held = runs_index.are_held(self._conn, moved)
        runs_index.write(self._conn, out - into, into - out)
        most = CAP + 1 + max(map(len, gained.values()), default=0)
        # Most runs are in no text but the new one: the index need not be asked again who has them.
        first = dict.fromkeys(moved, ()) | {key: tuple(each) for key, each in gained.items()}
        first |= runs_index.first_holders(self._conn, held, most)
        self._holders |= {key: now[: CAP + 1] for key, now in first.items()}
        before = {key: len(now) - len(gained.get(key, ())) + lost[key] for key, now in first.items()}
        risen = tuple(key for key in moved if before[key] <= CAP < len(first[key]))
        return risen, tuple(key for key in moved if len(first[key]) <= CAP < before[key])

    def _entries(self, held: dict[int, Held]) -> set[int]:
        return {
            entry_of(key, article) for article, each in held.items() for key in self._sides.keys(each.text, article)
        }


def _is_enough(shared: int, one: int, other: int) -> bool:
    least = min(one, other)
    return shared >= min(ENOUGH, max(one, other)) and shared >= LEAST_SHARE * least


def iter_broken(conn: sqlite3.Connection) -> Iterator[tuple[str, str]]:
    """Yield public ids of articles for which the index does not hold what it should, each with what is wrong."""
    rows = conn.execute(
        "SELECT a.public_id, s.article_id, s.text_id = e.text_id, s.keys, a.id, e.text_id FROM article a"
        " LEFT JOIN sampled s ON s.article_id = a.id JOIN extraction e ON e.id = a.extraction_id"
        " JOIN card c ON c.article_id = a.id WHERE a.public_id ="
        " (SELECT min(o.public_id) FROM article o WHERE o.text_hash = a.text_hash) OR s.article_id IS NOT NULL"
        " ORDER BY a.public_id"
    )
    sides = Sides(conn)
    for name, holder, is_shown, number, article, text in rows:
        if holder is None or not is_shown:
            yield name, "its text is not in the index of runs"
            continue
        keys = sides.keys(text, article)
        if len(keys) != number or not all(runs_index.has(conn, key, article) for key in keys):
            yield name, "the index does not hold the runs of its text"
    if runs_index.count(conn) > conn.execute("SELECT ifnull(sum(keys), 0) FROM sampled").fetchone()[0]:
        yield "", "the index holds runs that no text has"


def clear(conn: sqlite3.Connection) -> None:
    """Empty the index."""
    runs_index.clear(conn)
    conn.execute("DELETE FROM sampled")
