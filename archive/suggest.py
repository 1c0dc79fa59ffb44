"""What a reader may have meant whose words are found nowhere: words of the archive that differ by a slip of the finger.

A word one slip away is looked for under each of its possible spellings (Damerau 1964: a letter too many, one missing,
one wrong, two in the wrong order), which are some hundred look-ups of some microseconds.

Rule: reads only; knows the index, and which letters a script has.
"""

import sqlite3
import unicodedata
from collections.abc import Iterator, Sequence

from archive.query import parse_query

MOST_WORDS = 8
"""Of a query; longer ones are not looked through."""
LEAST_LETTERS = 4
"""Shorter words differ by a letter from too many others."""
MOST_LETTERS = 24
CEILING = 2_000
"""Articles are counted so far; a word in more is not better for it."""
FEW = 3
"""Where so many articles or fewer are found, it is asked whether a word was mistyped."""
RARE = 3
"""A word in more articles is taken for what was meant."""
TOGETHER = 16
"""Spellings asked for at once: most are nowhere, and a question costs more than a look-up."""
TIMES = 5
"""A word that is found itself must be so many times rarer than the one meant."""

_ALPHABETS = {
    "LATIN": "abcdefghijklmnopqrstuvwxyz",
    "CYRILLIC": "абвгдежзийклмнопрстуфхцчшщъыьэюяіїєґјљњћђўқғңөүұһ",
    "GREEK": "αβγδεζηθικλμνξοπρστυφχψω",
    "ARMENIAN": "աբգդեզէըթժիլխծկհձղճմյնշոչպջռսվտրցւփքօֆ",
    "GEORGIAN": "აბგდევზთიკლმნოპჟრსტუფქღყშჩცძწჭხჯჰ",
    "HEBREW": "אבגדהוזחטיכלמנסעפצקרשתךםןףץ",
    "ARABIC": "ابتثجحخدذرزسشصضطظعغفقكلمنهويپچژگکیءئؤةى",
}
"""Letters as they are indexed, by the first word of their Unicode names."""


def is_doubtful(query: str, found: int) -> bool:
    """Tell whether a query that finds so many articles may have slips in it, so that it is worth to `suggest`."""
    return found <= FEW and bool(query.strip())


def suggest(conn: sqlite3.Connection, query: str) -> str | None:
    """Return `query` with the words exchanged that are likely slips, or None where none is."""
    terms = [term for term in parse_query(query).terms if len(term.words) == 1 and not term.is_prefix]
    if not terms or len(terms) > MOST_WORDS:
        return None
    meant = query
    for term in terms:
        word = term.words[0]
        if LEAST_LETTERS <= len(word) <= MOST_LETTERS and term.raw in meant and (better := _better(conn, word)):
            meant = meant.replace(term.raw, better, 1)
    return meant if meant != query else None


def _better(conn: sqlite3.Connection, word: str) -> str | None:
    """Return the word that is meant by one: the most frequent a slip away, where that is far more frequent."""
    own = _count(conn, word)
    if own > RARE:
        return None
    found = [(_count(conn, each), each) for each in _those_there(conn, sorted(set(_slips(word)) - {word}))]
    if not found:
        return None
    count, best = max(found, key=lambda each: (each[0], each[1]))
    return best if count > TIMES * own else None


def _slips(word: str) -> Iterator[str]:
    letters = _letters_of(word)
    for at in range(len(word) + 1):
        head, tail = word[:at], word[at:]
        if tail:
            yield head + tail[1:]
            yield from (head + letter + tail[1:] for letter in letters)
        if len(tail) > 1:
            yield head + tail[1] + tail[0] + tail[2:]
        yield from (head + letter + tail for letter in letters)


def _letters_of(word: str) -> str:
    scripts = {unicodedata.name(letter, "").partition(" ")[0] for letter in word if letter.isalpha()}
    return "".join(_ALPHABETS.get(script, "") for script in sorted(scripts))


def _those_there(conn: sqlite3.Connection, words: Sequence[str]) -> list[str]:
    """Return those of `words` that are in some article: asked for together, and alone only where one of them is."""
    found = []
    for at in range(0, len(words), TOGETHER):
        together = words[at : at + TOGETHER]
        if _is_any_there(conn, *together):
            found += [word for word in together if _is_any_there(conn, word)]
    return found


def _is_any_there(conn: sqlite3.Connection, *words: str) -> bool:
    asked = "SELECT 1 FROM article_fts WHERE article_fts MATCH ? LIMIT 1"
    return conn.execute(asked, (_in_words(*words),)).fetchone() is not None


def _count(conn: sqlite3.Connection, word: str) -> int:
    asked = "SELECT count(*) FROM (SELECT 1 FROM article_fts WHERE article_fts MATCH ? LIMIT ?)"
    return int(conn.execute(asked, (_in_words(word), CEILING)).fetchone()[0])


def _in_words(*words: str) -> str:
    """Return any of some words as FTS5 reads them, in the columns of whole words: a stem is no spelling."""
    any_of = " OR ".join(f'"{word}"' for word in words)
    return f"{{headline outlet author body}} : ({any_of})"
