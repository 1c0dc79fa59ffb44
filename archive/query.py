"""The query language: words, "phrases", headline: outlet: author:, -not, OR, prefix*. Every string is a query.

Rule: pure; no database. What cannot mean anything is left out, never an error.
"""

import re
import string
from collections.abc import Collection
from dataclasses import dataclass, replace
from typing import Literal

from archive.words import index_words, stem

Column = Literal["headline", "outlet", "author"]

MOST_TERMS = 64
SMALL, LARGE = 5_000, 100_000
"""Articles of archives in which beginnings of words may have one letter, or three."""
MOST_WORDS = 64
"""Of one phrase. More terms or words than this are not read: nobody types them, and they cost everybody time."""

_COLUMNS: dict[str, Column] = {
    "headline": "headline",
    "title": "headline",
    "outlet": "outlet",
    "author": "author",
    "byline": "author",
}
_TOKEN = re.compile(
    r'(?P<minus>-)?(?:(?P<column>headline|title|outlet|author|byline):)?(?:"(?P<phrase>[^"]*)"?|(?P<word>[^\s"]+))',
    re.IGNORECASE,
)
_POSSESSIVE = re.compile(r"[^\W\d_]{2}['\u2019\u02bc]s\Z", re.IGNORECASE)
"""`Keldere's`: the name is meant, which stands without it as often."""
_CURLY = dict.fromkeys(map(ord, "\u201c\u201d\u201e\u201f\u00ab\u00bb\uff02"), '"')
_PUNCTUATION = string.punctuation + "\u2026\u2018\u2019"
_ALL = "headline outlet author body"


@dataclass(frozen=True, slots=True)
class Term:
    """A word, or words that must follow each other."""

    words: tuple[str, ...]
    """Folded, as they are indexed."""
    raw: str
    """As typed; what a stemmer sees."""
    column: Column | None
    is_prefix: bool
    is_quoted: bool

    def stems(self, languages: Collection[str]) -> dict[str, str]:
        """Return by language the stem that stands for this term; empty for phrases, beginnings and quoted words."""
        if self.is_prefix or self.is_quoted or len(self.words) != 1 or self.column in ("outlet", "author"):
            return {}
        if index_words(self.raw) != self.words:  # `C++` is no word that has other forms
            return {}
        found = {language: stem(self.raw, language) for language in languages}
        return {language: each for language, each in found.items() if each and each.isalnum()}


@dataclass(frozen=True, slots=True)
class Query:
    """A parsed query: every group must be met by one of its terms, and no term of `without`."""

    groups: tuple[tuple[Term, ...], ...]
    without: tuple[Term, ...]
    is_blank: bool
    """Nothing was asked: everything is meant. A query of signs only is not blank; it finds nothing."""

    @property
    def terms(self) -> tuple[Term, ...]:
        """Return the terms that can be marked in a text."""
        return tuple(term for group in self.groups for term in group)


def parse_query(text: str) -> Query:
    """Return what `text` asks for.

    >>> [[term.words for term in group] for group in parse_query('bridge OR ferry "north bank"').groups]
    [[('bridge',), ('ferry',)], [('north', 'bank')]]
    """
    groups: list[tuple[Term, ...]] = []
    without: list[Term] = []
    joins = negates = False
    for found in _TOKEN.finditer(_readable(text)):
        word = found["word"] if not (found["minus"] or found["column"]) else None
        if word in ("OR", "AND", "NOT"):
            joins, negates = word == "OR" and bool(groups), word == "NOT"
            continue
        term = _term(found)
        if term is None:
            continue
        if found["minus"] or negates:
            without.append(term)
        elif joins:
            groups[-1] = (*groups[-1], term)
        else:
            groups.append((term,))
        joins = negates = False
        if len(without) + sum(map(len, groups)) >= MOST_TERMS:
            break
    return Query(tuple(groups), tuple(without), is_blank=not text.strip(" \t\r\n\x00"))


def least_letters(articles: int) -> int:
    """Return how many letters the beginning of a word must have in an archive of so many articles.

    The index gathers every word that begins so: of `s*` in a million articles, eighteen seconds long.
    """
    return 1 if articles <= SMALL else 3 if articles <= LARGE else 4


def tamed(query: Query, least: int) -> tuple[Query, tuple[str, ...]]:
    """Return `query` with beginnings of fewer letters than `least` taken for words, and which they are, as typed."""
    short = [term for group in (*query.groups, query.without) for term in group if _is_short(term, least)]
    if not short:
        return query, ()
    groups = tuple(tuple(_whole(term, least) for term in group) for group in query.groups)
    without = tuple(_whole(term, least) for term in query.without)
    named = dict.fromkeys(f"{term.raw}*" for term in short)
    return Query(groups, without, is_blank=query.is_blank), tuple(named)


def _is_short(term: Term, least: int) -> bool:
    return term.is_prefix and len(term.words[-1]) < least


def _whole(term: Term, least: int) -> Term:
    return replace(term, is_prefix=False) if _is_short(term, least) else term


def _readable(text: str) -> str:
    """Return `text` without what no text holds (lone surrogates), all double quotation marks alike."""
    return text.encode("utf-8", "ignore").decode("utf-8").translate(_CURLY)


def _term(found: re.Match[str]) -> Term | None:
    raw = found["phrase"] if found["phrase"] is not None else found["word"]
    is_quoted = found["phrase"] is not None
    if not is_quoted and _POSSESSIVE.search(raw):
        raw = raw[:-2]
    words = index_words(raw)[:MOST_WORDS]
    if not words:
        return None
    column = _COLUMNS[found["column"].lower()] if found["column"] else None
    return Term(words, raw.strip(_PUNCTUATION), column, not is_quoted and raw.endswith("*"), is_quoted)


def match_of(query: Query, languages: Collection[str]) -> str | None:
    """Return the query as FTS5 reads it, or None where it names no word that must be there."""
    if not query.groups:
        return None
    wanted = " AND ".join(_any_of(group, languages) for group in query.groups)
    return f"({wanted}) NOT {_any_of(query.without, ())}" if query.without else wanted


def headline_match_of(query: Query) -> str | None:
    """Return as FTS5 reads it that the headline alone answers the query, or None where no word could stand in one."""
    asked = [tuple(term for term in group if term.column in (None, "headline")) for group in query.groups]
    if not all(asked) or not asked:
        return None
    groups = ("(" + " OR ".join(f"{{headline}} : {_phrase(term)}" for term in group) + ")" for group in asked)
    return " AND ".join(groups)


def excluded_of(query: Query) -> str | None:
    """Return the words that must not be there as FTS5 reads them, or None."""
    return _any_of(query.without, ()) if query.without else None


def _any_of(terms: Collection[Term], languages: Collection[str]) -> str:
    return "(" + " OR ".join(_expression(term, languages) for term in terms) + ")"


def _expression(term: Term, languages: Collection[str]) -> str:
    """Return a term quoted, so that nothing in it is read as syntax; its stems are alternatives to it."""
    columns = term.column or _ALL
    stems = sorted(set(term.stems(languages).values()) - set(term.words))
    also = "headline" if term.column else "headline body stem"
    folded = [f'{{{also}}} : "{each}"' for each in stems]
    # A word that may be the stem of others is asked for in every column: without naming them the index is faster.
    own = _phrase(term) if languages and _may_be_stem(term) else f"{{{columns}}} : {_phrase(term)}"
    return "(" + " OR ".join([own, *folded]) + ")"


def _phrase(term: Term) -> str:
    return '"' + " ".join(term.words) + '"' + (" *" if term.is_prefix else "")


def _may_be_stem(term: Term) -> bool:
    return len(term.words) == 1 and not (term.is_prefix or term.is_quoted or term.column)
