"""What an article is known by, packed, and how telling each term is in this archive at the time of a pass.

A term is kept as a hash of 32 bits: two of a million words fall together now and then, which adds a little noise and is
the same whatever the order. The level of nearly every term is the highest; the others, a bounded number whatever the
size of the archive, are held in memory.

Rule: knows the tables `story_term`, `stale_term` and `setting`; the caller holds the transaction.
"""

import json
import sqlite3
import struct
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from hashlib import blake2b

from ingest.story import levels, likeness, partition, terms
from ingest.story.levels import leads, level_of, size_class
from ingest.story.likeness import Weighed
from ingest.story.terms import Term

_MEASURES = tuple(
    (module.__name__, name, getattr(module, name))
    for module in (terms, levels, likeness, partition)
    for name in sorted(vars(module))
    if name.isupper() and isinstance(getattr(module, name), int | float)
)
FORM = f"stories/1 {blake2b(repr(_MEASURES).encode(), digest_size=4).hexdigest()}"
"""By which rules terms, likenesses and stories were made, measures included: with another name all is made anew."""
RARE = 7
"""What a term has that is as telling as can be and leads to other articles: level 3, and one for leading."""
_MOST_WEIGHT = 255
_TERM_BYTES = 5
_MOST_STEPS = 62
_TERMS = "SELECT key, df, level FROM story_term WHERE key IN (SELECT value FROM json_each(?))"


@lru_cache(maxsize=1 << 16)
def key_of(term: str) -> int:
    """Return what a term is kept as."""
    return int.from_bytes(blake2b(term.encode("utf-8", "replace"), digest_size=4).digest(), "big")


def pack_terms(terms: Iterable[Term]) -> bytes:
    """Return the keys of an article's terms, then their weights, a byte each."""
    weights: dict[int, int] = {}
    for term in terms:
        key = key_of(term.key)
        weights[key] = min(_MOST_WEIGHT, weights.get(key, 0) + term.weight)
    keys = sorted(weights)
    return struct.pack(f"<{len(keys)}I{len(keys)}B", *keys, *(weights[key] for key in keys))


def keys_of(packed: bytes) -> tuple[int, ...]:
    """Return the keys of packed terms."""
    return unpack_numbers(packed[: len(packed) // _TERM_BYTES * 4])


def pack_numbers(numbers: Iterable[int]) -> bytes:
    """Return row numbers in order, four bytes each."""
    ordered = sorted(numbers)
    return struct.pack(f"<{len(ordered)}I", *ordered)


def unpack_numbers(packed: bytes) -> tuple[int, ...]:
    """Return row numbers, or keys."""
    return struct.unpack(f"<{len(packed) // 4}I", packed)


def day_number(day: str | None) -> int | None:
    """Return a day as the number of days since the year 1."""
    return date.fromisoformat(day[:10]).toordinal() if day else None


def code_of(df: int, size: int) -> int:
    """Return level and leading of a term that `df` texts of an archive of this size class hold, as one number.

    >>> code_of(1, 10), code_of(128, 10), code_of(1000, 10)
    (7, 2, 0)
    """
    articles = 1 << size
    return level_of(df, articles) * 2 + leads(df, articles)


@dataclass(slots=True)
class Scale:
    """The levels of a pass."""

    size: int
    """Size class of the archive when levels were last settled."""
    texts: int
    """Distinct texts there are now."""
    common: dict[int, int] = field(default_factory=dict)
    """By key: what `code_of` says of the terms that it does not call `RARE`."""

    @classmethod
    def read(cls, conn: sqlite3.Connection) -> "Scale | None":
        """Return the scale that is settled, or None where stories were made by other rules, or never."""
        row = conn.execute("SELECT value FROM setting WHERE name = 'stories'").fetchone()
        said = json.loads(row[0]) if row else {}
        if said.get("form") != FORM:
            return None
        common = conn.execute("SELECT key, level FROM story_term WHERE level <> 7")
        return cls(size=said["size"], texts=said["texts"], common=dict(common))

    def write(self, conn: sqlite3.Connection) -> None:
        """Keep the scale."""
        said = json.dumps({"form": FORM, "size": self.size, "texts": self.texts})
        conn.execute("INSERT OR REPLACE INTO setting(name, value) VALUES ('stories', ?)", (said,))

    def code(self, key: int) -> int:
        """Return level and leading of a term as one number."""
        return self.common.get(key, RARE)

    def levels(self, terms: Iterable[Term]) -> Mapping[str, int]:
        """Return the level of each term, by its own key."""
        return {term.key: self.code(key_of(term.key)) // 2 for term in terms}

    def leading(self, packed: bytes) -> list[int]:
        """Return the keys among packed terms that lead to other articles."""
        return [key for key in keys_of(packed) if self.common.get(key, RARE) & 1]

    def weigh(self, name: str, packed: bytes, days: tuple[int | None, int | None]) -> Weighed[int]:
        """Return a text as it is compared."""
        common = self.common
        keys = keys_of(packed)
        codes = [common.get(key, RARE) for key in keys]
        weights = packed[len(keys) * 4 :]
        terms = {key: weight * (code >> 1) for key, weight, code in zip(keys, weights, codes, strict=True) if code > 1}
        return Weighed(
            id=name,
            terms=terms,
            norm=sum(weight * weight for weight in terms.values()),
            earliest=days[0],
            latest=days[1],
            leads=frozenset(key for key, code in zip(keys, codes, strict=True) if code & 1),
        )


def count_terms(conn: sqlite3.Connection, scale: Scale, changes: Mapping[int, int]) -> None:
    """Add to how many texts hold each term, and note the terms whose level is no longer the settled one."""
    changed = {key: changes[key] for key in sorted(changes) if changes[key]}
    rows = conn.execute(_TERMS, (json.dumps(list(changed)),))
    stored = {key: (df, level) for key, df, level in rows}
    new, moved, gone, stale = [], [], [], []
    for key, change in changed.items():
        before, settled = stored.get(key, (0, None))
        df = before + change
        now = code_of(df, scale.size)
        if settled is None:
            new.append((key, df, now))
            if now != RARE:
                scale.common[key] = now
        elif df:
            moved.append((df, key))
            if now != settled:
                stale.append((key,))
        else:
            gone.append((key,))
            scale.common.pop(key, None)
    conn.executemany("INSERT INTO story_term(key, df, level, holders) VALUES (?, ?, ?, x'')", new)
    conn.executemany("UPDATE story_term SET df = ? WHERE key = ?", moved)
    conn.executemany("DELETE FROM story_term WHERE key = ?", gone)
    conn.executemany("DELETE FROM stale_term WHERE key = ?", [(key,) for key in changed])
    conn.executemany("INSERT INTO stale_term(key) VALUES (?)", stale)


def stale_terms(conn: sqlite3.Connection, scale: Scale) -> tuple[list[int], list[int]]:
    """Return the terms that are no longer what they were settled as: those that only ceased to lead, and the others."""
    ceased, moved = list[int](), list[int]()
    for key, df, settled in conn.execute(
        "SELECT t.key, t.df, t.level FROM stale_term s JOIN story_term t ON t.key = s.key ORDER BY 1"
    ):
        only_ceased = settled & 1 and code_of(df, scale.size) == settled - 1
        (ceased if only_ceased else moved).append(key)
    return ceased, moved


def settle_terms(conn: sqlite3.Connection, scale: Scale, keys: Sequence[int]) -> None:
    """Settle the levels of some terms: of placed texts, only terms that ceased to lead may be among them."""
    for key in keys:
        (df,) = conn.execute("SELECT df FROM story_term WHERE key = ?", (key,)).fetchone()
        now = code_of(df, scale.size)
        conn.execute("UPDATE story_term SET level = ?, holders = x'' WHERE key = ?", (now, key))
        if now == RARE:
            scale.common.pop(key, None)
        else:
            scale.common[key] = now
    conn.execute("DELETE FROM stale_term")


def settle_all_terms(conn: sqlite3.Connection, scale: Scale) -> None:
    """Settle the levels of all terms for the size that the archive has now; no text may be placed."""
    scale.size = size_class(scale.texts)
    # Levels change at powers of two only; leading may end one above such a power.
    bounds = sorted({bound for step in range(_MOST_STEPS) for bound in (1 << step, (1 << step) + 1)}, reverse=True)
    cases = [(bound, code_of(bound, scale.size)) for bound in bounds]
    told = [each for each, below in zip(cases, (*cases[1:], (0, None)), strict=True) if each[1] != below[1]]
    conn.execute(
        f"UPDATE story_term SET holders = x'', level = CASE {'WHEN df >= ? THEN ? ' * len(told)}END",  # noqa: S608  marks
        [number for each in told for number in each],
    )
    conn.execute("DELETE FROM stale_term")
    rows = conn.execute("SELECT key, level FROM story_term WHERE level <> 7")
    scale.common = dict(rows)


def is_of_another_size(scale: Scale) -> bool:
    """Tell whether the archive has come to another size class since levels were settled."""
    return size_class(scale.texts) != scale.size
