"""What an article is about, as terms: names, numbers, and stems of other words, each with how much is made of it.

Names are found by capitals where a sentence does not call for them (Mikheev 2002); headlines and passages that
capitalise everything say nothing, nor do languages and scripts that do: there every word is a word. A term counts more
when it is repeated (sublinear, as in topic detection and tracking: Allan 2002), when it is a name, and when it is said
early.

Rule: pure; an article's terms depend on that article alone. No list of stop words: the archive's frequencies decide.
"""
# ruff: noqa: RUF001  signs of many scripts

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache

import Stemmer

from ingest.normalise.text import fold

MOST_TERMS = 48
LEAD_WORDS = 40
"""So many words from the beginning are the lead."""
_SHORTEST = 3
_LONGEST = 40
_FEWEST_TO_JUDGE = 3
_CAPITALISED = 0.6
"""A passage with so many capitals, as a share of its words of some length, says nothing about names."""
_LONG_WORD = 4
_LEAD = 2
_NAME = 2
"""So many times as much counts what is said early, and what is a name."""

_UNSPACED = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff"
"""Scripts without spaces between words: there two characters in a row are taken for a word."""
_MARKS = (
    "\u0300-\u036f\u0483-\u0487\u0591-\u05bd\u064b-\u065f\u0670\u0900-\u0963\u0971-\u09e5\u09f0-\u0a65\u0a70-\u0dff"
)
_LETTER = rf"[^\W\d_{_UNSPACED}]"
_TOKEN = re.compile(rf"[{_UNSPACED}]+|\d+(?:[.,]\d+)*|(?:{_LETTER}|[{_MARKS}])+(?:['’ʼ-](?:{_LETTER}|[{_MARKS}])+)*")
_IS_UNSPACED = re.compile(f"[{_UNSPACED}]")
_GROUPED = re.compile(r"\d{1,3}(?:,\d{3})+")
_SENTENCE_END = re.compile(r"(?<=[.!?…։؟۔।])[\"'”’»)]*\s+|\n+")


@dataclass(frozen=True, slots=True)
class Term:
    """One thing that an article speaks of."""

    key: str
    """The same for every form of the word: folded, without its ending; numbers after `#`."""
    weight: int
    """How much the article makes of it, from 1, for a word that is said once, late. Whole, so that sums are exact."""
    shown: str
    """As the article writes it first."""


@dataclass(slots=True)
class _Count:
    """What is seen of one key while an article is read."""

    shown: str
    first: int
    times: int = 0
    capital: int = 0
    """Times with a capital that no sentence calls for."""
    small: int = 0


@dataclass(slots=True)
class _Reading:
    counts: dict[str, _Count] = field(default_factory=dict)
    words: int = 0

    def see(self, key: str, shown: str) -> _Count:
        self.words += 1
        count = self.counts.get(key)
        if count is None:
            count = self.counts[key] = _Count(shown, self.words)
        count.times += 1
        return count


def event_terms(text: str, *, headline: str | None, language: str | None) -> tuple[Term, ...]:
    """Return the terms of an article, those of most weight first, at most `MOST_TERMS`.

    A headline that the text does not begin with is read before it.

    >>> [term.shown for term in event_terms("Rain fell. Rain fell on Orbek.", headline=None, language="en")]
    ['Rain', 'fell', 'Orbek']
    """
    reading = _Reading()
    stem_in = (language or "").partition("-")[0].lower()
    for sentence in _sentences(text, headline):
        _read(reading, sentence, stem_in)
    weighed = sorted((-_weight(key, count), count.first, key) for key, count in reading.counts.items())
    return tuple(Term(key, -weight, reading.counts[key].shown) for weight, _, key in weighed[:MOST_TERMS])


def _sentences(text: str, headline: str | None) -> Iterator[str]:
    if headline and not text.lstrip().startswith(headline):
        yield headline
    yield from _SENTENCE_END.split(text)


def _read(reading: _Reading, sentence: str, language: str) -> None:
    """Count the terms of a sentence."""
    tokens = _TOKEN.findall(sentence)
    says_names = not _is_capitalised(tokens)
    for place, token in enumerate(tokens):
        for key in _keys(token, language):
            count = reading.see(key, token)
            if says_names and not token[0].isupper():
                count.small += 1
            elif says_names and place:
                count.capital += 1


def _is_capitalised(tokens: Iterable[str]) -> bool:
    """Tell whether capitals say nothing here: a headline with a capital on every word, a line in capitals."""
    long = [token[0].isupper() for token in tokens if len(token) >= _LONG_WORD and token[0].isalpha()]
    return len(long) >= _FEWEST_TO_JUDGE and sum(long) > _CAPITALISED * len(long)


@lru_cache(maxsize=1 << 16)
def _keys(token: str, language: str) -> tuple[str, ...]:
    """Return the keys of a token: none where it is too short to mean anything, several in a script without spaces."""
    if len(token) > _LONGEST:
        return ()
    if token[0].isdigit():
        number = fold(token.replace(",", "") if _GROUPED.fullmatch(token) else token.replace(",", "."))
        return (f"#{number}",) if len(number) > 1 else ()
    if _IS_UNSPACED.match(token):
        folded = fold(token)
        return tuple(folded[at : at + 2] for at in range(len(folded) - 1)) or (folded,)
    word = re.split(r"['’ʼ]", token)[0]
    stemmer = _stemmer(language)
    key = fold(str(stemmer.stemWord(word.casefold())) if stemmer else word)
    return (key,) if len(key) >= _SHORTEST else ()


@lru_cache(maxsize=64)
def _stemmer(language: str) -> Stemmer.Stemmer | None:
    """Return the stemmer of a language, by its ISO 639 code, or None."""
    try:
        return Stemmer.Stemmer(language)
    except KeyError:
        return None


def _weight(key: str, count: _Count) -> int:
    weight = count.times.bit_length()
    if count.first <= LEAD_WORDS:
        weight *= _LEAD
    if key[0] != "#" and count.capital and not count.small:
        weight *= _NAME
    return weight
