"""Texts of the archive as what is compared: read as words once, with the facts that the judge asks for.

Rule: reads the tables; holds a bounded number of words in memory, whatever the texts are.
"""

import hashlib
import json
import sqlite3
from collections import OrderedDict
from dataclasses import dataclass
from typing import Any

from archive.texts import unpack
from ingest.relate.judge import judge
from ingest.relate.measures import Side
from ingest.relate.reading import Reading, read_words
from ingest.relate.shingles import sample_keys
from schemas.relation import Judgement

MOST_WORDS = 200_000
"""Words held at a time, some hundred bytes each; a single longer text is held alone."""

_TEXT = "SELECT sha256, body FROM text WHERE id = ?"
_DAY = 10
"""Letters of an ISO date."""
_FACTS = f"""
    SELECT e.text_id, a.language, substr(c.published_earliest, 1, {_DAY}), substr(c.published_latest, 1, {_DAY}),
        a.headline
    FROM article a JOIN extraction e ON e.id = a.extraction_id JOIN card c ON c.article_id = a.id WHERE a.id = ?
"""  # noqa: S608  a constant
_FIRST_TEXT = """
    SELECT b.text_id FROM article a JOIN extraction e ON e.id = a.extraction_id
    JOIN extraction b ON b.id = ifnull(e.base_id, e.id) WHERE a.id = ?
"""


@dataclass(slots=True)
class _Read:
    """A text that was read."""

    reading: Reading
    keys: tuple[int, ...] | None = None


class _Readings:
    """Texts that were read of late, by their hash and language: the same in whatever archive they stand."""

    def __init__(self, most_words: int) -> None:
        self._held: OrderedDict[tuple[str, str | None], _Read] = OrderedDict()
        self._most_words = most_words
        self._words = 0

    def find(self, key: tuple[str, str | None]) -> _Read | None:
        held = self._held.get(key)
        if held is not None:
            self._held.move_to_end(key)
        return held

    def keep(self, key: tuple[str, str | None], read: _Read) -> None:
        self._held[key] = read
        self._words += len(read.reading)
        while self._words > self._most_words and len(self._held) > 1:
            self._words -= len(self._held.popitem(last=False)[1].reading)


_READINGS = _Readings(MOST_WORDS)


class Sides:
    """What articles are compared by, for the length of one transaction: nothing of it may change meanwhile."""

    def __init__(self, conn: sqlite3.Connection) -> None:
        """Read from an open archive."""
        self._conn = conn
        self._facts: dict[int, tuple[Any, ...]] = {}
        self._keys: dict[int, tuple[int, ...]] = {}

    def keys(self, text: int, article: int) -> tuple[int, ...]:
        """Return the sampled runs of a text that an article has or had; they are the same in every language."""
        held = self._keys.get(text)
        if held is None:  # asked for several times a batch, and the words of a whole batch may be too many to be held
            read = self._read(text, self._facts_of(article)[1])
            if read.keys is None:
                read.keys = sample_keys(read.reading.words)
            held = self._keys[text] = read.keys
        return held

    def shown(self, article: int) -> int:
        """Return the number of the text that is shown of an article."""
        return int(self._facts_of(article)[0])

    def mark(self, article: int) -> int:
        """Return a mark of the facts of an article that the judge sees; other facts have another one."""
        packed = json.dumps(self._facts_of(article)[1:], ensure_ascii=False).encode("utf-8", "replace")
        return int.from_bytes(hashlib.blake2b(packed, digest_size=4).digest(), "big", signed=True)

    def side(self, article: int, *, first: bool = False) -> Side:
        """Return an article as it is shown, or as it was first read, furniture and all."""
        text, language, earliest, latest, headline = self._facts_of(article)
        if first:
            text = self._conn.execute(_FIRST_TEXT, (article,)).fetchone()[0]
        reading = self._read(text, language).reading
        return Side(reading=reading, earliest=earliest, latest=latest, headline=headline)

    def judge(self, a: int, b: int, *, first: bool = False) -> Judgement:
        """Return what two articles are to each other; `a` is the one of the smaller public id."""
        return judge(self.side(a, first=first), self.side(b, first=first))

    def _facts_of(self, article: int) -> tuple[Any, ...]:
        held = self._facts.get(article)
        if held is None:
            held = self._facts[article] = tuple(self._conn.execute(_FACTS, (article,)).fetchone())
        return held

    def _read(self, text: int, language: str | None) -> _Read:
        sha256, body = self._conn.execute(_TEXT, (text,)).fetchone()
        read = _READINGS.find((sha256, language))
        if read is None:
            read = _Read(read_words(unpack(body), language))
            _READINGS.keep((sha256, language), read)
        return read
