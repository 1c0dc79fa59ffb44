"""Texts of the archive as what is compared: read as words once, with the facts that the judge asks for.

Rule: reads the tables; holds a bounded number of words in memory, whatever the texts are.
"""

import hashlib
import json
import sqlite3
from collections import OrderedDict

from ingest.relate.judge import judge
from ingest.relate.measures import Side
from ingest.relate.reading import Reading, read_words
from ingest.relate.shingles import sample_keys
from schemas.relation import Judgement

MOST_WORDS = 400_000
"""Words held at a time, some hundred bytes each; a single longer text is held alone."""

_TEXT = "SELECT body FROM text WHERE id = ?"
_DAY = 10
"""Letters of an ISO date."""
_FACTS = f"""
    SELECT e.text_id, a.language, substr(c.published_earliest, 1, {_DAY}), substr(c.published_latest, 1, {_DAY}),
        a.outlet, a.agency
    FROM article a JOIN extraction e ON e.id = a.extraction_id JOIN card c ON c.article_id = a.id WHERE a.id = ?
"""  # noqa: S608  a constant
_FIRST_TEXT = """
    SELECT b.text_id FROM article a JOIN extraction e ON e.id = a.extraction_id
    JOIN extraction b ON b.id = ifnull(e.base_id, e.id) WHERE a.id = ?
"""


class Sides:
    """What articles are compared by, for the length of one transaction: nothing of it may change meanwhile."""

    def __init__(self, conn: sqlite3.Connection) -> None:
        """Read from an open archive."""
        self._conn = conn
        self._readings: OrderedDict[tuple[int, str | None], Reading] = OrderedDict()
        self._words = 0

    def reading(self, text: int, language: str | None) -> Reading:
        """Return a text of the archive as words."""
        key = (text, language)
        held = self._readings.get(key)
        if held is not None:
            self._readings.move_to_end(key)
            return held
        reading = read_words(str(self._conn.execute(_TEXT, (text,)).fetchone()[0]), language)
        self._readings[key] = reading
        self._words += len(reading)
        while self._words > MOST_WORDS and len(self._readings) > 1:
            self._words -= len(self._readings.popitem(last=False)[1])
        return reading

    def keys(self, text: int, language: str | None) -> tuple[int, ...]:
        """Return the sampled runs of a text; its words, and so its runs, are the same in every language."""
        return sample_keys(self.reading(text, language).words)

    def shown(self, article: int) -> tuple[int, str | None, int]:
        """Return the text that is shown of an article, its language, and a mark of the facts that the judge sees."""
        text, *facts = self._conn.execute(_FACTS, (article,)).fetchone()
        packed = json.dumps(facts, ensure_ascii=False).encode("utf-8", "replace")
        mark = int.from_bytes(hashlib.blake2b(packed, digest_size=4).digest(), "big", signed=True)
        return int(text), facts[0], mark

    def side(self, article: int, *, first: bool = False) -> Side:
        """Return an article as it is shown, or as it was first read, furniture and all."""
        text, language, earliest, latest, outlet, agency = self._conn.execute(_FACTS, (article,)).fetchone()
        if first:
            text = self._conn.execute(_FIRST_TEXT, (article,)).fetchone()[0]
        return Side(
            reading=self.reading(int(text), language),
            earliest=earliest,
            latest=latest,
            outlet=outlet,
            agency=agency,
        )

    def judge(self, a: int, b: int, *, first: bool = False) -> Judgement:
        """Return what two articles are to each other; `a` is the one of the smaller public id."""
        return judge(self.side(a, first=first), self.side(b, first=first))
