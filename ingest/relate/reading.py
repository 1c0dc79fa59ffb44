"""A text as words with their places and kinds: what overlap, slots and passages are measured on.

Words are folded (case, accents, variant letters); kinds tell figures, dates and names from other words, since these are
what a report is about. Names are told by capital letters and position; in scripts without capitals no word is a name,
and `Reading.has_capitals` says so.

Rule: pure; sees one text and its language.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from ingest.normalise.text import fold
from ingest.relate.vocabulary import month_words, number_words, weekday_words

_UNSPACED = r"\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003fffd"
"""Scripts without spaces between words: each sign is a word."""
_MARKS = r"\u0300-\u036f\u0591-\u05c7\u064b-\u065f\u0900-\u0903\u093a-\u094f"
_TOKEN = re.compile(
    rf"[0-9]+(?:[.,/:\-\u2013][0-9]+)*|[^\W\D]+|[{_UNSPACED}]"
    rf"|(?:[^\W\d_{_UNSPACED}][{_MARKS}]*)+(?:['\u2019](?:[^\W\d_{_UNSPACED}][{_MARKS}]*)+)*"
)
_ENDS = frozenset('.!?:;\n\u201c\u201d"\u00ab\u00bb\u3002\u061f\u2022|\u2026')
"""After these a capital says nothing."""
_STOPS = frozenset(".!?\n\u3002\u061f")
_YEAR = re.compile(r"(?:1[89]|20)[0-9]{2}")
_LONGEST = 64
"""Letters of a word that are looked at; longer ones are no words."""
_DAY_DIGITS = 2
_MONTH_BIG = frozenset({"en", "de"})
"""Languages that write the names of months with a capital; without it, `may` and `march` are other words."""
_IS_MONTH = "m"


class WordKind(StrEnum):
    """What a word tells."""

    NUMBER = "n"
    """Digits, or a number or ordinal in letters."""
    DATE = "d"
    """A month, a weekday, a year, a day beside a month."""
    NAME = "N"
    """Written with a capital where the sentence does not ask for one."""
    MAYBE = "p"
    """A sentence begins with it, and it is nowhere written small: a name, or any word."""
    WORD = "w"


@dataclass(frozen=True, slots=True)
class Reading:
    """The words of a text, in order."""

    words: tuple[str, ...]
    """Folded."""
    starts: tuple[int, ...]
    """Where each word begins in the text, in characters."""
    ends: tuple[int, ...]
    kinds: str
    """One letter of `WordKind` a word."""
    sentences: tuple[int, ...]
    """The number of the sentence or line that each word stands in, from 0: roughly, by full stops and line ends."""
    has_capitals: bool
    """False: the script has none, or the text does without, and no name was told."""
    language: str | None

    def __len__(self) -> int:
        """Return how many words there are."""
        return len(self.words)


def read_words(text: str, language: str | None = None) -> Reading:
    """Return the words of `text`; `language` is a BCP 47 tag.

    >>> reading = read_words("On May 6 the mayor of Orvale met 12 farmers.", "en")
    >>> reading.words[:3], reading.kinds
    (('on', 'may', '6'), 'wddwwwNwnw')
    """
    found = list(_TOKEN.finditer(text))
    raw = [match.group()[:_LONGEST] for match in found]
    starts, ends = tuple(match.start() for match in found), tuple(match.end() for match in found)
    words = tuple(map(_folded, raw))
    first, sentences = _positions(text, starts, ends)
    primary = (language or "").partition("-")[0].lower() or None
    return Reading(
        words=words,
        starts=starts,
        ends=ends,
        kinds=_kinds(raw, words, first, primary),
        sentences=sentences,
        has_capitals=any(word[0].isupper() for word in raw),
        language=primary,
    )


_folded = lru_cache(maxsize=1 << 16)(fold)


def _positions(text: str, starts: Sequence[int], ends: Sequence[int]) -> tuple[list[bool], tuple[int, ...]]:
    """Return for each word whether a sentence or a quotation begins with it, and the number of its sentence."""
    first, numbers = [True] * len(starts), [0] * len(starts)
    sentence = 0
    for at in range(1, len(starts)):
        gap = text[ends[at - 1] : starts[at]]
        if gap == " ":
            first[at] = False
        else:
            first[at] = not _ENDS.isdisjoint(gap)
            sentence += not _STOPS.isdisjoint(gap)
        numbers[at] = sentence
    return first, tuple(numbers)


def _kinds(raw: Sequence[str], words: Sequence[str], first: Iterable[bool], language: str | None) -> str:
    """Return the kinds. What is also written small is no name; a capital that had to be counts if others had not."""
    big = [written[0].isupper() for written in raw]
    small = {word for word, is_big in zip(words, big, strict=True) if not is_big}
    inner = [is_big and not begins for is_big, begins in zip(big, first, strict=True)]
    names = {word for word, is_inner in zip(words, inner, strict=True) if is_inner} - small
    kinds = [_kind_of(word, language, is_big) for word, is_big in zip(words, big, strict=True)]
    for at, kind in enumerate(kinds):
        if kind == WordKind.WORD and big[at]:
            # A first word is one where a name follows at once: `Velmor Steel said`.
            leads = words[at] not in small and at + 1 < len(words) and inner[at + 1] and words[at + 1] in names
            kinds[at] = WordKind.NAME if words[at] in names or leads else kind if words[at] in small else WordKind.MAYBE
        elif kind == _IS_MONTH:
            kinds[at] = WordKind.DATE
            _mark_day(kinds, words, at)
    return "".join(kinds)


def _mark_day(kinds: list[str], words: Sequence[str], month: int) -> None:
    """Mark a day beside a month as part of a date: it is no figure of the report."""
    for beside in (month - 1, month + 1):
        is_figure = 0 <= beside < len(kinds) and kinds[beside] == WordKind.NUMBER
        if is_figure and words[beside].isdigit() and len(words[beside]) <= _DAY_DIGITS:
            kinds[beside] = WordKind.DATE.value


@lru_cache(maxsize=1 << 16)
def _kind_of(word: str, language: str | None, is_big: bool) -> str:  # noqa: FBT001  a key of the cache
    """Return the kind of a word as far as its place in the sentence does not matter; `m` is a month."""
    if word[:1].isdigit():
        return WordKind.DATE.value if _YEAR.fullmatch(word) else WordKind.NUMBER.value
    if word in number_words(language):
        return WordKind.NUMBER.value
    if is_big or language not in _MONTH_BIG:
        if word in month_words(language):
            return _IS_MONTH
        if word in weekday_words(language):
            return WordKind.DATE.value
    return WordKind.WORD.value
