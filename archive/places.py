"""Spellings of the names of places: the built-in ones, and over them those that the owner added or took out.

Words are compared as they are indexed (`archive.words.index_words`), so that case and accents do not matter.

Rule: reads only; the built-in table is read once.
"""

import sqlite3
from collections import defaultdict
from functools import cache

from archive.place_names import SPELLINGS
from archive.words import index_words
from schemas.marks import Place

Words = tuple[str, ...]

_LATEST = """
    SELECT place, place_words, spelling, words, is_gone FROM place_spelling s WHERE undone_at IS NULL AND NOT EXISTS
        (SELECT 1 FROM place_spelling l WHERE l.undone_at IS NULL AND l.id > s.id AND l.place_words = s.place_words
            AND l.words = s.words)
"""


def spellings_of(conn: sqlite3.Connection, words: Words) -> tuple[Words, ...]:
    """Return every spelling of the places that `words` spell, `words` among them and first; none: no such place.

    Each is a tuple of folded words, one or several: the words of a phrase.
    """
    joined = " ".join(words)
    found: dict[str, None] = {}
    for place in _places_of(conn, joined):
        own = _own(conn, place)
        if own.get(joined, (joined, False))[1]:
            continue  # the owner says that this is no spelling of the place
        builtin = () if place not in _builtin() else (joined_words(each) for each in _builtin()[place])
        gone = {each for each, (_, is_gone) in own.items() if is_gone}
        found.update(dict.fromkeys(each for each in (*builtin, *own) if each not in gone))
    if not found:
        return ()
    return (words, *(tuple(each.split(" ")) for each in found if each != joined))


def places(conn: sqlite3.Connection) -> tuple[Place, ...]:
    """Return all places with their spellings, by name."""
    own: dict[str, dict[str, tuple[str, bool]]] = defaultdict(dict)
    titles: dict[str, str] = {key: given[0] for key, given in _builtin().items()}
    for title, key, spelling, joined, is_gone in conn.execute(f"{_LATEST} ORDER BY s.id"):
        own[key][joined] = (spelling, bool(is_gone))
        titles.setdefault(key, title)
    made = (_place(titles[key], _builtin().get(key, ()), own[key]) for key in titles)
    return tuple(sorted((each for each in made if each.spellings or each.removed), key=lambda each: each.place))


def find_place(conn: sqlite3.Connection, name: str) -> Place | None:
    """Return the place that a name or spelling means, the first by name where several do; None: none is known."""
    joined = joined_words(name)
    keys = _places_of(conn, joined)
    found = [each for each in places(conn) if keys and joined_words(each.place) in keys]
    return found[0] if found else None


def key_of(conn: sqlite3.Connection, name: str) -> tuple[str, str]:
    """Return the folded name of the place that a name or spelling means, and what lists call it."""
    joined = joined_words(name)
    if joined in _builtin():
        return joined, _builtin()[joined][0]
    place = find_place(conn, name)
    return (joined_words(place.place), place.place) if place else (joined, name)


def joined_words(name: str) -> str:
    """Return a name as it is looked up: folded words with a blank between them."""
    return " ".join(index_words(name))


def is_spelling(conn: sqlite3.Connection, place: str, joined: str) -> bool:
    """Tell whether a place, by its folded name, has a spelling."""
    own = _own(conn, place)
    if joined in own:
        return not own[joined][1]
    return joined in {joined_words(each) for each in _builtin().get(place, ())}


@cache
def _builtin() -> dict[str, tuple[str, ...]]:
    """Return the built-in spellings by the folded name of the place."""
    return {joined_words(given[0]): tuple(dict.fromkeys(given)) for given in SPELLINGS}


@cache
def _by_spelling() -> dict[str, tuple[str, ...]]:
    """Return by folded spelling the folded names of its built-in places."""
    found: dict[str, list[str]] = defaultdict(list)
    for place, given in _builtin().items():
        for joined in dict.fromkeys(joined_words(each) for each in given):
            found[joined].append(place)
    return {joined: tuple(of) for joined, of in found.items()}


def _places_of(conn: sqlite3.Connection, joined: str) -> tuple[str, ...]:
    """Return the folded names of the places that a folded name may spell, taken out or not."""
    rows = conn.execute(
        "SELECT DISTINCT place_words FROM place_spelling WHERE words = ? AND undone_at IS NULL ORDER BY 1", (joined,)
    )
    own = (str(row[0]) for row in rows)
    return tuple(dict.fromkeys((*_by_spelling().get(joined, ()), *own)))


def _own(conn: sqlite3.Connection, place: str) -> dict[str, tuple[str, bool]]:
    """Return what the owner said of a place: by folded spelling, the spelling, and whether it is gone."""
    rows = conn.execute(f"{_LATEST} AND place_words = ? ORDER BY s.id", (place,))
    return {row[3]: (row[2], bool(row[4])) for row in rows}


def _place(title: str, builtin: tuple[str, ...], own: dict[str, tuple[str, bool]]) -> Place:
    gone = {joined for joined, (_, is_gone) in own.items() if is_gone}
    kept = [each for each in builtin if joined_words(each) not in gone]
    added = tuple(
        spelling
        for joined, (spelling, is_gone) in own.items()
        if not is_gone and joined not in {joined_words(each) for each in builtin}
    )
    removed = tuple(each for each in builtin if joined_words(each) in gone)
    return Place(place=title, spellings=(*kept, *added), added=added, removed=removed)
