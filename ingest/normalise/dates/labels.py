"""Words that may stand beside a date on a date line, and what they say that it is the day of.

Rule: data only (`labels.toml`), folded in place as dates are (no diacritics).
"""
# ruff: noqa: RUF001  words in many scripts

import re
import tomllib
from collections.abc import Iterable
from importlib.resources import files
from itertools import groupby

from ingest.normalise.dates.fold import fold_in_place

SURE_LABEL = 4
"""Letters of a label that is one even inside a line: `on`, `le` and `am` are words first."""
SURE_SIGNS = 2
"""The same in scripts whose signs are words."""
_LAST_LETTER = "\u2fff"
"""Signs after it are words by themselves."""

_TABLE = tomllib.loads(files("ingest.normalise.dates").joinpath("labels.toml").read_text("utf-8"))


def _labels(*kinds: str) -> tuple[str, ...]:
    """Return the labels of kinds, folded, each once."""
    return tuple(
        dict.fromkeys(fold_in_place(label) for kind in kinds for each in _TABLE[kind].values() for label in each)
    )


def is_sure(label: str) -> bool:
    """Tell whether a label is one even inside a line.

    >>> [is_sure(label) for label in ("le", "posted", "公開")]
    [False, True, True]
    """
    return len(label) >= (SURE_SIGNS if label[0] > _LAST_LETTER else SURE_LABEL)


def label_pattern(labels: Iterable[str]) -> re.Pattern[str]:
    """Return what finds labels in a folded line, the longest first; a figure may touch them, a letter may not.

    >>> bool(label_pattern(["更新"]).search("10:00更新)")), bool(label_pattern(["stand"]).search("the stands"))
    (True, False)
    """
    groups = groupby(sorted(set(labels), key=lambda label: (label[0], -len(label), label)), key=lambda label: label[0])
    parts = (re.escape(first) + "(?:" + "|".join(re.escape(each[1:]) for each in same) + ")" for first, same in groups)
    return re.compile(r"(?<![^\W\d_])(?:" + "|".join(parts) + r")(?![^\W\d_])")


PUBLISHED_LABELS = _labels("published", "vague")
"""What stands before the day on which a page came out."""

MODIFIED_LABELS = _labels("modified")
"""What stands before the day on which a page was last changed, or after it."""

OTHER_LABELS = _labels("other")
"""What stands before the day of something else: an event, a term, a birth, a death."""

SELF_OPENERS = _labels("itself")
"""How a sentence opens that says of its own page when it came out."""

SURE_LABELS = tuple(filter(is_sure, PUBLISHED_LABELS))
"""Labels of publication that are one even inside a line."""

EXPLICIT_LABELS = tuple(label for label in _labels("published") if is_sure(label))
"""Labels that say that a page came out on the day."""

_SIGNS = frozenset("#|,.:;•·-–—()[]/*>\"'_~=،")
_SMALL = frozenset(
    {
        "at",
        "the",
        "of",
        "year",
        "г",
        "года",
        "год",
        "р",
        "року",
        "il",
        "um",
        "uhr",
        "h",
        "ora",
        "ore",
        "saat",
        "hrs",
        "time",
        "local",
        "в",
        "о",
        "թ",
        "წ",
        "წელი",
        "п",
    }
)
CALENDAR_SIGNS = frozenset("年月日星期一二三四五六天周週礼禮拜")
"""Ideographs of dates and weekdays."""

LABEL_WORDS: frozenset[str] = (
    frozenset(word for label in (*PUBLISHED_LABELS, *MODIFIED_LABELS) for word in label.split())
    | _SIGNS
    | _SMALL
    | CALENDAR_SIGNS
)
"""Words and signs that do not keep a string from being a date and nothing else."""
