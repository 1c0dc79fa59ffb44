"""What one text holds that two are compared by: its first name, its opening, its figures and names.

Rule: pure; sees one reading.
"""

from collections import Counter

from ingest.extract.words.agencies import known_agency
from ingest.relate.reading import Reading, WordKind
from ingest.relate.slots import bare_name
from ingest.relate.vocabulary import is_ordinal_ending, ordinal_words

TELLING = 3
"""Signs of a figure that does not stand in two texts by chance."""
OPENING_WORDS = 50
"""What stands further down is background, or the next thing."""
LEAD_WORDS = 25
"""A report names its subject within so many words."""
_SAYS_SO = 40
"""A text says at its beginning or its end that it corrects another."""

_CORRECTED = ("correct", "корректир", "исправл", "duzelt", "duzeli", "berichtig", "korrigi", "rectific", "corrig")
"""Beginnings of folded words that say so."""


def says_corrected(reading: Reading) -> bool:
    """Tell whether a text says that it corrects another."""
    return any(word.startswith(_CORRECTED) for word in reading.words[:_SAYS_SO] + reading.words[-_SAYS_SO:])


def is_strange(reading: Reading, span: tuple[int, int], other: Reading) -> bool:
    """Tell whether a name is not in the other text, and no agency's: copies are credited to others."""
    words = reading.words[slice(*span)]
    if reading.is_caseless:  # signs of a script without spaces mean little one by one
        return "".join(words) not in "".join(other.words)
    return set(words).isdisjoint(other.words) and known_agency(" ".join(words).upper()) is None


def bare_words(reading: Reading, span: tuple[int, int]) -> tuple[str, ...]:
    """Return the words of a name without genitives."""
    return tuple(map(bare_name, reading.words[slice(*span)]))


def tells_in(figure: str, others: set[str]) -> bool:
    """Tell whether a figure is among others that it does not stand among by chance."""
    return figure in others and figure[0].isdigit() and len(figure) >= TELLING


def figures_of(reading: Reading) -> set[str]:
    """Return the figures of a text."""
    return {word for word, kind in zip(reading.words, reading.kinds, strict=True) if kind == WordKind.NUMBER}


def names_of(reading: Reading) -> Counter[str]:
    """Return how often each word of a name stands in a text."""
    return Counter(word for word, kind in zip(reading.words, reading.kinds, strict=True) if kind == WordKind.NAME)


def first_name_of(reading: Reading) -> tuple[str, ...]:
    """Return the words of the first name in the lead."""
    at = reading.kinds[:LEAD_WORDS].find(WordKind.NAME.value)
    if at < 0:
        return ()
    end = at
    while end < len(reading) and reading.kinds[end] == WordKind.NAME:
        end += 1
    return reading.words[at:end]


def opening_of(reading: Reading) -> set[str]:
    """Return the longish words of a text's opening."""
    return {word for word in reading.words[:OPENING_WORDS] if len(word) > TELLING or not word.isascii()}


def is_ordinal_at(reading: Reading, at: int) -> bool:
    """Tell whether a word is an ordinal, in letters or in digits with an ending."""
    word = reading.words[at]
    if not word[0].isdigit():
        return word in ordinal_words(reading.language)
    follows = at + 1 < len(reading) and reading.starts[at + 1] - reading.ends[at] <= 1
    return follows and is_ordinal_ending(reading.words[at + 1])
