"""A text as words with their places and kinds: what overlap, slots and passages are measured on.

Words are folded (case, accents, variant letters); kinds tell figures, dates and names from other words, since these are
what a report is about. Names are told by capital letters and position; in scripts without capitals no word is a name,
and `Reading.is_caseless` says so.

Rule: pure; sees one text and its language.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property, lru_cache

from ingest.relate.lines import lines_of, stamped, titled
from ingest.relate.shingles import run_hashes
from ingest.relate.tokens import TOKEN, words_of
from ingest.relate.vocabulary import CLOCK_WORDS, month_words, number_words, weekday_words

_ENDS = frozenset('.!?:;\n\u201c\u201d"\u00ab\u00bb\u3002\u061f\u2022|\u2026')
"""After these a capital says nothing."""
_STOPS = frozenset(".!?\n\u3002\u061f")
_STOPPED = frozenset(".!?\u3002\u061f")
_BIG_NOUNS = frozenset({"de", "lb"})
"""Languages in which every noun has a capital."""
_YEAR = re.compile(r"(?:1[89]|20)[0-9]{2}")
_DAY_DIGITS = 2
_MONTH_BIG = frozenset({"en", "de"})
"""Languages that write the names of months with a capital; without it, `may` and `march` are other words."""
_IS_MONTH = "m"
_CLOCK = "c"


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
class _Details:
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    kinds: str
    sentences: tuple[int, ...]
    stamps: frozenset[int]
    is_caseless: bool


class Reading:
    """The words of a text, in order. Places and kinds are found when asked for: most pairs need words alone."""

    def __init__(self, text: str, language: str | None = None) -> None:
        """Read `text`; `language` is a BCP 47 tag."""
        self._text = text
        self.language = (language or "").partition("-")[0].lower() or None
        self.words: tuple[str, ...] = tuple(words_of(text))
        """Folded."""

    @cached_property
    def runs(self) -> frozenset[int]:
        """Return the hashes of the runs of three words."""
        return run_hashes(self.words)

    @property
    def starts(self) -> tuple[int, ...]:
        """Return where each word begins in the text, in characters."""
        return self._details.starts

    @property
    def ends(self) -> tuple[int, ...]:
        """Return where each word ends."""
        return self._details.ends

    @property
    def kinds(self) -> str:
        """Return one letter of `WordKind` a word."""
        return self._details.kinds

    @property
    def sentences(self) -> tuple[int, ...]:
        """Return the number of the sentence or line that each word stands in, from 0, by stops and line ends."""
        return self._details.sentences

    @property
    def stamps(self) -> frozenset[int]:
        """Return the words, by number, that say when the page was published, in lines of their own."""
        return self._details.stamps

    @property
    def is_caseless(self) -> bool:
        """Tell whether the script has no capitals, so that no name could be told."""
        return self._details.is_caseless

    def __len__(self) -> int:
        """Return how many words there are."""
        return len(self.words)

    @cached_property
    def _details(self) -> _Details:
        found = list(TOKEN.finditer(self._text))
        starts, ends = tuple(match.start() for match in found), tuple(match.end() for match in found)
        first, sentences, breaks = _positions(self._text, starts, ends)
        big = [self._text[start].isupper() for start in starts]
        ended = [self._text[end : end + 1] in _STOPPED for end in ends]
        lines = lines_of(breaks, list(zip(starts, ends, strict=True)), big, ended)
        for at in titled(lines, self.words, big, ended) if self.language not in _BIG_NOUNS else ():
            first[at] = True
        kinds = _kinds(big, self.words, first, self.language)
        return _Details(
            starts=starts,
            ends=ends,
            kinds=kinds,
            sentences=sentences,
            stamps=stamped(lines, self.words, kinds),
            is_caseless=not any(map(_has_case, self._text)),
        )


def _has_case(sign: str) -> bool:
    return sign.lower() != sign.upper()


def read_words(text: str, language: str | None = None) -> Reading:
    """Return the words of `text`; `language` is a BCP 47 tag.

    >>> reading = read_words("On May 6 the mayor of Orvale met 12 farmers.", "en")
    >>> reading.words[:3], reading.kinds
    (('on', 'may', '6'), 'pddwwwNwnw')
    """
    return Reading(text, language)


def _positions(text: str, starts: Sequence[int], ends: Sequence[int]) -> tuple[list[bool], tuple[int, ...], list[int]]:
    """Return for each word whether a sentence begins with it, the number of its sentence, and where lines begin."""
    first, numbers, breaks = [True] * len(starts), [0] * len(starts), list[int]()
    sentence = 0
    for at in range(1, len(starts)):
        gap = text[ends[at - 1] : starts[at]]
        if gap == " ":
            first[at] = False
        else:
            first[at] = not _ENDS.isdisjoint(gap)
            sentence += not _STOPS.isdisjoint(gap)
            if "\n" in gap:
                breaks.append(at)
        numbers[at] = sentence
    return first, tuple(numbers), breaks


def _kinds(big: Sequence[bool], words: Sequence[str], first: Iterable[bool], language: str | None) -> str:
    """Return the kinds. What is also written small is no name; a capital that had to be counts if others had not."""
    small = {word for word, is_big in zip(words, big, strict=True) if not is_big}
    inner = [is_big and not begins for is_big, begins in zip(big, first, strict=True)]
    names = {word for word, is_inner in zip(words, inner, strict=True) if is_inner} - small
    kinds = [_kind_of(word, language, is_big) for word, is_big in zip(words, big, strict=True)]
    for at, kind in enumerate(kinds):
        if kind == WordKind.WORD and big[at]:
            # A first word is one where a name follows at once: `Velmor Steel said`.
            follows = at + 1 < len(words) and inner[at + 1] and kinds[at + 1] == WordKind.WORD
            leads = follows and words[at] not in small and words[at + 1] in names
            kinds[at] = WordKind.NAME if words[at] in names or leads else kind if words[at] in small else WordKind.MAYBE
        elif kind == _CLOCK:
            kinds[at] = WordKind.WORD
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
    if word in CLOCK_WORDS:
        return _CLOCK
    if is_big or language not in _MONTH_BIG:
        if word in month_words(language):
            return _IS_MONTH
        if word in weekday_words(language):
            return WordKind.DATE.value
    return WordKind.WORD.value
