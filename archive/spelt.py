"""A query with the other spellings of the places that it names: who asks for Kyiv finds Kiev and Київ as well.

Suffix languages add endings to names, so the spellings of a place are asked for as beginnings of words. A name between
quotation marks is asked for as it stands: quoting is the way to mean one spelling alone.

Rule: reads only; knows queries and the table of places.
"""

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass, replace

from archive.places import Words, spellings_of
from archive.query import Query, Term

LEAST_LETTERS = 4
"""Shorter names begin too many other words."""
MOST_WORDS = 3
"""Of a place that is written without quotation marks."""


@dataclass(frozen=True, slots=True)
class Spelt:
    """A query, and what was added to it."""

    query: Query
    added: tuple[str, ...]
    """Spellings, folded, in words."""


def with_spellings(conn: sqlite3.Connection, query: Query) -> Spelt:
    """Return `query` with every spelling of the places that it names."""
    groups = list(query.groups)
    added: dict[str, None] = {}
    for start, end, spellings in _named(conn, query):
        others = tuple(_term(words, groups[start][0]) for words in spellings)
        # Of a place of two words either of the spellings may stand for both: (a or c) and (b or c) is a and b, or c.
        for at in range(start, end):
            known = {(term.words, term.is_prefix) for term in groups[at]}
            groups[at] = (*groups[at], *(term for term in others if (term.words, term.is_prefix) not in known))
        own = " ".join(word for at in range(start, end) for word in query.groups[at][0].words)
        added.update(dict.fromkeys(name for words in spellings if (name := " ".join(words)) != own))
    return Spelt(replace(query, groups=tuple(groups)), tuple(added))


def _named(conn: sqlite3.Connection, query: Query) -> Iterator[tuple[int, int, tuple[Words, ...]]]:
    """Yield from which group to which a place is named, the longest names first at each, and its spellings."""
    at = 0
    while at < len(query.groups):
        for end in range(min(len(query.groups), at + MOST_WORDS), at, -1):
            words = _words_of(query.groups[at:end])
            spellings = spellings_of(conn, words) if words else ()
            if spellings:
                yield at, end, spellings
                at = end - 1
                break
        at += 1


def _words_of(groups: tuple[tuple[Term, ...], ...]) -> Words:
    """Return the words of groups, where each is a plain word without alternatives; else nothing."""
    plain = all(len(group) == 1 and not (group[0].is_quoted or group[0].is_prefix) for group in groups)
    of_one = len({group[0].column for group in groups}) == 1
    in_text = groups[0][0].column in (None, "headline")
    return tuple(word for group in groups for word in group[0].words) if plain and of_one and in_text else ()


def _term(words: Words, like: Term) -> Term:
    return Term(
        words=words,
        raw=" ".join(words),
        column=like.column,
        is_prefix=len(words[-1]) >= LEAST_LETTERS,
        is_quoted=True,  # its own forms are its beginning; no stems beside
    )
