"""What the words beside a date call its day: one behind it may say that the page changed.

The day of a label that is in no list is something else's.

Rule: pure; one line at a time, folded as dates are. The words are data (`labels.toml`, `told_days.toml`).
"""
# ruff: noqa: RUF001  signs of many scripts

import re
from collections.abc import Iterable

from ingest.extract.html.own_bylines import opens_byline
from ingest.extract.html.told_days import CREDIT, PAGES
from ingest.extract.html.walk import Leaf
from ingest.normalise.dates.fold import fold_in_place
from ingest.normalise.dates.labels import (
    EXPLICIT_LABELS,
    LABEL_WORDS,
    MODIFIED_LABELS,
    PUBLISHED_LABELS,
    label_pattern,
)
from ingest.normalise.dates.words import month_of, weekday_words

LONGEST_LABEL = 40
"""Characters of a line that is a label with a colon, its date in the next one."""
_COLON = re.compile(r"(?<!\d)[:：՝]|[:：՝](?!\d)")
_PARTS = re.compile(r"[|•·/;,.()\[\]（）【】\n]|\s-\s")
_BREAKS = re.compile(r"[|•·\n]")
_WORD = re.compile(r"[^\W\d_]+")
_VALUE = re.compile(r"\d|[|•·;]")
"""What shows that the words after a colon have a value of their own before the date."""
_KNOWN = label_pattern((*EXPLICIT_LABELS, *MODIFIED_LABELS))
_WHOLE = frozenset(PUBLISHED_LABELS)
_CHANGES = frozenset(MODIFIED_LABELS)
_SIGNS = "\u2fff"
"""Signs after it are words by themselves."""
_SURE_TIES = frozenset({"am", "vom", "zum", "في"})
_DAY_TIES = _SURE_TIES | {"le", "el", "il", "em", "op", "on", "στις"}
"""Words that lead from one to the day on which it happens; the sure ones after several words with capitals too."""
_TAILS = tuple(label for label in EXPLICIT_LABELS if label[0] > _SIGNS)
_CLOSERS = ")）]】|·•;"
"""What ends the words behind a date where another date follows."""


def is_unknown_label(words: str, links: Iterable[str] = ()) -> bool:
    """Tell whether the words before a date end in a label and a colon, and the label is in no list of the page's own.

    `links`: the words of links, which lead to a section and are no label.

    >>> [is_unknown_label(words) for words in ("Fecha del evento: ", "Fecha: ", "Ostrel | Posted: ", "In Ostrel, ")]
    [True, False, False, False]
    """
    before = fold_in_place(words)
    colon = next(reversed(list(_COLON.finditer(before))), None)
    if colon is None or _VALUE.search(before, colon.end()) or not _is_filler(before[colon.end() :]):
        return False
    phrase = _PARTS.split(before[: colon.start()])[-1].strip()
    told = _WORD.findall(phrase)
    if not told or phrase in _WHOLE or _KNOWN.search(phrase) or phrase.endswith(_TAILS):
        return False
    if all(word in LABEL_WORDS or word in PAGES for word in told) and told[0] not in _WHOLE:
        return False
    return phrase not in {fold_in_place(link).strip(" :") for link in links}


def _is_filler(words: str) -> bool:
    """Tell whether words say no more than a weekday or what stands inside a date."""
    weekdays = weekday_words()
    return all(word in LABEL_WORDS or word in weekdays for word in _WORD.findall(words))


def is_of_picture(words: str) -> bool:
    """Tell whether the words before a date name a photographer: they are a picture's, and so is the day.

    >>> [is_of_picture(words) for words in ("The quay. Photo: Ivo Lund, ", "Photo: Ivo Lund | ", "Ostrel, ")]
    [True, False, False]
    """
    return CREDIT.search(_BREAKS.split(fold_in_place(words))[-1]) is not None


def is_told_on(words: str) -> bool:
    """Tell whether the words before a date go on to it, as a sentence does: no sign parts them, and they name nobody.

    >>> [is_told_on(words) for words in ("Nächste Sitzung am ", "The fair opens ", "Ada Holm on ", "Ostrel ")]
    [True, True, False, False]
    """
    folded_words = fold_in_place(words)
    if _KNOWN.search(folded_words) or opens_byline(words.strip()):
        return False
    weekdays = weekday_words()
    phrase = words[len(words) - len(_PARTS.split(folded_words)[-1]) :]
    told = [word for word in _WORD.findall(phrase) if fold_in_place(word) not in weekdays]
    full = list(told)
    while told and fold_in_place(told[-1]) in LABEL_WORDS:
        told.pop()
    if not told or any(fold_in_place(word) in PAGES for word in told):
        return False
    if told[-1][0].islower():
        return len(told) > 1
    tie = "".join(full[len(told) : len(told) + 1])
    return tie in _DAY_TIES and (len(told) == 1 or tie in _SURE_TIES)


def tells_beside_date(line: str) -> bool:
    """Tell whether a line says something beside its date, in a script that knows capitals: a name has them.

    >>> [tells_beside_date(line) for line in ("The quay in spring, 14 March 2021", "Ada Holm, 14 March 2021, 9:25 am")]
    [True, False]
    """
    words = _WORD.findall(line)
    told = [word for word in words if word[0].islower() and fold_in_place(word) not in LABEL_WORDS]
    return any(month_of(fold_in_place(word), None) is None and len(word) > 1 for word in told)


def is_changed_behind(line: str, end: int, until: int) -> bool:
    """Tell whether the words right behind a date say that the page was changed then; `until`: where the next begins.

    >>> line = "3 May 2019, 4 May 2019 updated"
    >>> [is_changed_behind(line, 10, 12), is_changed_behind(line, 22, len(line))]
    [False, True]
    """
    behind = fold_in_place(line[end:until]).strip()
    if until < len(line) and behind[-1:] not in _CLOSERS:
        return False
    return behind.strip(" -,.()（）[]【】").removesuffix("|").strip() in _CHANGES


def is_label_over(leaf: Leaf) -> bool:
    """Tell whether a line is a label with a colon that is in no list, its date in the line under it."""
    if leaf.size > LONGEST_LABEL or not _COLON.search(leaf.text[-2:]) or opens_byline(leaf.text):
        return False
    return is_unknown_label(leaf.text)


def links_of(leaf: Leaf) -> list[str]:
    """Return the words of a line's links."""
    return [span.text for span in leaf.spans if span.kind == "link"]
