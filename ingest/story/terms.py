"""What an article is about, as terms: names, numbers, and stems of other words, each with how much is made of it.

Names are found by capitals where a sentence does not call for them (Mikheev 2002); headlines and passages that
capitalise everything say nothing, nor do languages and scripts that do: there every word is a word. A term counts more
when it is repeated (sublinear, as in topic detection and tracking: Allan 2002), when it is a name, and when it is said
early.

Rule: pure; an article's terms depend on that article alone. No list of stop words: the archive's frequencies decide.
"""
# ruff: noqa: RUF001  signs of many scripts

import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import compress
from operator import not_

import Stemmer

from ingest.normalise.text import fold

MOST_TERMS = 48
LEAD_WORDS = 60
"""So many words from the beginning are the lead."""
MOST_READ = 8_000
"""Characters. What a longer text is on, its beginning says; and no page may make this slow."""
_FEWEST_TO_JUDGE = 3
_SHORTEST = 3
_LONGEST = 40
_PREFIX = 5
"""Letters that words are known by in languages without a stemmer: good enough for Turkish (Can et al. 2008)."""
_CAPITALISED = 0.6
"""A sentence with so many capitals, as a share of its words, says nothing about names."""
_LEAD = 2
_NAME = 4
_LONG = 2
"""So many times as much counts what is said early; so many times as much as a short word, a name and a long word."""
_SHORT_WORD = 4
"""The commonest words of any language are short (Zipf 1935), which a small archive may not show."""
_MOST_SAID = 3
"""Words that are no names count no more often than this: the commonest of a language are those that are repeated."""

_UNSPACED = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff"
"""Scripts without spaces between words: there each two characters in a row are taken for a word."""
_MARKS = (
    "\u0300-\u036f\u0483-\u0487\u0591-\u05bd\u064b-\u065f\u0670\u0900-\u0963\u0971-\u09e5\u09f0-\u0a65\u0a70-\u0dff"
)
_LETTER = rf"[^\W\d_{_UNSPACED}]"
_TOKEN = re.compile(
    rf"{_LETTER}+(?:[{_MARKS}]+{_LETTER}*|-{_LETTER}+)*|\d+(?:[.,]\d+)*|[{_UNSPACED}]+"
    r"|[.!?…։؟۔।](?=[\s\"'”’»)])|[。！？\n]"
)
_IS_UNSPACED = re.compile(f"[{_UNSPACED}]")
_GROUPED = re.compile(r"\d{1,3}(?:,\d{3})+")
_ENDS = frozenset(".!?…։؟۔।。！？\n")
"""Ends of sentences: they are told like words, and have no key."""


@dataclass(frozen=True, slots=True)
class Term:
    """One thing that an article speaks of."""

    key: str
    """The same for every form of the word: folded, without its ending; numbers after `#`."""
    weight: int
    """How much the article makes of it, from 1, for a short word said once, late. Whole, so that sums are exact."""
    shown: str
    """As the article writes it first."""


def event_terms(text: str, *, headline: str | None, language: str | None) -> tuple[Term, ...]:
    """Return the terms of an article, those of most weight first, at most `MOST_TERMS`.

    A headline that the text does not begin with is read before it.

    >>> [term.shown for term in event_terms("Rain fell. Rain fell on Orbek.", headline=None, language="en")]
    ['Orbek', 'Rain', 'fell']
    """
    stem_in = (language or "").partition("-")[0].lower()
    whole = text if not headline or text.lstrip().startswith(headline) else f"{headline}\n{text}"
    tokens = _tokens(whole[:MOST_READ])
    distinct = set(tokens)
    keys = list(map(_keys_of(distinct, stem_in).__getitem__, tokens))
    names = _names(tokens, distinct, keys)
    times = Counter(keys)
    first = dict(zip(reversed(keys), range(len(keys) - 1, -1, -1), strict=True))
    first.pop("", None)
    weighed = [(-_weight(key, times[key], key in names, place), place, key) for key, place in first.items()]
    weighed.sort()
    return tuple([Term(key, -weight, tokens[place]) for weight, place, key in weighed[:MOST_TERMS]])


def _weight(key: str, times: int, is_name: bool, place: int) -> int:  # noqa: FBT001  asked for every word
    """Return how much an article makes of a term."""
    weight = times.bit_length() if is_name else min(times.bit_length(), _MOST_SAID)
    if is_name:
        weight *= _NAME
    elif len(key) > _SHORT_WORD or key[0] == "#":
        weight *= _LONG
    return weight * _LEAD if place < LEAD_WORDS else weight


def _tokens(text: str) -> list[str]:
    """Return the words, numbers and ends of sentences; of a script without spaces, each two characters in a row."""
    tokens = _TOKEN.findall(text)
    if text.isascii() or not _IS_UNSPACED.search(text):
        return tokens
    return [piece for token in tokens for piece in (_pairs(token) if _IS_UNSPACED.match(token) else (token,))]


def _pairs(run: str) -> Iterator[str]:
    return (run[at : at + 2] for at in range(max(1, len(run) - 1)))


def _names(tokens: Sequence[str], distinct: Collection[str], keys: Sequence[str]) -> set[str]:
    """Return the keys that stand with a capital inside a sentence, and never without one."""
    large_words = {token for token in distinct if token[0].isupper()}
    inner = list(map(large_words.__contains__, tokens))
    small = list(map(not_, inner))
    ends = [place for place, token in enumerate(tokens) if token in _ENDS]
    for start, end in zip([0, *[place + 1 for place in ends]], [*ends, len(tokens)], strict=True):
        if start == end:
            continue
        capitals = sum(inner[start:end])
        if end - start < _FEWEST_TO_JUDGE or capitals <= _CAPITALISED * (end - start):
            inner[start] = False
        else:  # it says nothing
            inner[start:end] = small[start:end] = [False] * (end - start)
    return {*compress(keys, inner)}.difference(compress(keys, small))


class _Held:
    """Keys by language and token, all or those of late."""

    most = 1 << 16

    def __init__(self) -> None:
        self._of: dict[str, dict[str, str]] = {}
        self._count = 0

    def of(self, language: str, more: int) -> dict[str, str]:
        """Return the keys of a language, to which as many as `more` may be added."""
        if self._count + more > self.most:
            self._of, self._count = {}, 0
        return self._of.setdefault(language, {})

    def note(self, count: int) -> None:
        """Note how many keys were added."""
        self._count += count


_HELD = _Held()


def _keys_of(tokens: Collection[str], language: str) -> Mapping[str, str]:
    """Return a table with the keys of `tokens`, each once, and perhaps of others.

    A key is empty where the token is too short to mean anything, or too long to be a word. `language` is an ISO 639
    code, or empty.
    """
    held = _HELD.of(language, len(tokens))
    missing = [token for token in tokens if token not in held]
    if missing:
        words = [token for token in missing if _is_plain_word(token)]
        held.update(zip(words, _keys_of_words(words, language), strict=True))
        held.update([(token, _key(token, language)) for token in missing if not _is_plain_word(token)])
        _HELD.note(len(missing))
    return held


def _is_plain_word(token: str) -> bool:
    return token[0].isalpha() and len(token) <= _LONGEST and (token.isascii() or not _IS_UNSPACED.match(token))


def _keys_of_words(words: Sequence[str], language: str) -> list[str]:
    """Return the keys of words; they are folded all at once, which is done line by line as it is one by one."""
    stemmer = _stemmer(language)
    stems = stemmer.stemWords([word.casefold() for word in words]) if stemmer else words
    keys = fold("\n".join(stems)).split("\n") if words else []
    return [key if len(key) >= _SHORTEST else "" for key in (keys if stemmer else (key[:_PREFIX] for key in keys))]


def _key(token: str, language: str) -> str:
    """Return the key of any token."""
    if len(token) > _LONGEST:
        return ""
    if token[0] in _ENDS:
        return ""
    if token[0].isdigit():
        number = fold(token.replace(",", "") if _GROUPED.fullmatch(token) else token.replace(",", "."))
        return f"#{number}" if len(number) > 1 else ""
    if _IS_UNSPACED.match(token):
        return fold(token)
    return _keys_of_words((token,), language)[0]


@lru_cache(maxsize=64)
def _stemmer(language: str) -> Stemmer.Stemmer | None:
    """Return the stemmer of a language, by its ISO 639 code, or None; a page may call any word its language."""
    try:
        return Stemmer.Stemmer(language, 0)  # its own memory of words takes longer than stemming
    except (KeyError, UnicodeEncodeError):
        return None
