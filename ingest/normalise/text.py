"""Three forms of a text: clean (stored and shown), folded (searched), hashing (compared for equality).

Rule: pure. What is shown is never folded; folding loses letters on purpose.
"""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Literal

from ingest.normalise.letters import APOSTROPHES, DASHES, DIGITS, IGNORABLE, LETTERS, QUOTES
from schemas.report import Warn

_LONE_SURROGATE = re.compile("[\ud800-\udfff]")
_CONTROL = re.compile(
    "[\x01-\x08\x0e-\x1f\x7f-\x9f\ufdd0-\ufdef\ufffe\uffff]|["
    + "".join(chr((plane << 16) | low) for plane in range(1, 17) for low in (0xFFFE, 0xFFFF))
    + "]"
)
_LINE_END = re.compile("\r\n|[\r\x0b\x0c\x85]")
_UNSPACED = r"\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003fffd"
"""Scripts that put no spaces between words; one character counts as one word."""
_IS_UNSPACED = re.compile(f"[{_UNSPACED}]")
_SPACED_WORD = re.compile(r"\w+(?:['\u2019.\-]\w+)*")
_WORD = re.compile(rf"[{_UNSPACED}]|[^\W{_UNSPACED}]+(?:['\u2019.\-][^\W{_UNSPACED}]+)*")

_UNSEEN = dict.fromkeys(map(ord, IGNORABLE), None)
_FOLDED = (
    {ord(before): after for before, after in (LETTERS | DIGITS).items()}
    | dict.fromkeys(map(ord, APOSTROPHES), "'")
    | _UNSEEN
)
_UNIFIED = (
    dict.fromkeys(map(ord, QUOTES), '"')
    | dict.fromkeys(map(ord, APOSTROPHES), "'")
    | dict.fromkeys(map(ord, DASHES), "-")
    | _UNSEEN
)

_TO_UNIFY = re.compile("[" + re.escape("".join(map(chr, _UNIFIED))) + "]")
_TO_FOLD = re.compile("[" + re.escape("".join(map(chr, _FOLDED))) + "]")

_MOST_MARKS = 30
"""Combining marks in a row: no language has more on one letter (UAX #15, section 13)."""
_STEP = 7
"""One character in so many is looked at first: a run of too many marks cannot hide between them."""
_MARK_CLASSES = frozenset({1, *range(10, 37), *range(200, 241)})
"""Combining classes of accents, Hebrew points and Arabic marks. Vowel signs and viramas of Indic and Thai script, and
the voicing marks of kana, make other letters and stay."""

_FIRST_MARK, _LAST_OF_BMP, _LAST = 0x300, 0xFFFF, 0x1FFFF
"""Unicode has no combining marks above plane 1; to look through all planes would take every command half a second."""
_BEYOND_BMP = re.compile("[\U00010000-\U0010ffff]")

_FOREIGN = re.compile("[^\x00-\x7f]+")
_FEW_FOREIGN = 1.25
"""Bytes of UTF-8 a character, at most, where text is folded run by run of what is not ASCII. Such runs are few in most
languages of the Latin script; elsewhere they are whole words, and the text is folded as one."""
_RUNS_HELD = 1 << 14
_LONGEST_RUN = 16
"""Characters of a run that is remembered."""
_STICKS = "\x00"
"""Stands for a run that would join with the letter before it."""


@dataclass(frozen=True, slots=True)
class _Marks:
    """Patterns of the combining marks up to one of them."""

    too_many: re.Pattern[str]
    """More than `_MOST_MARKS` in a row."""
    in_steps: re.Pattern[str]
    """What is left of such a run in every `_STEP`th character."""
    accents: re.Pattern[str]
    """Those of `_MARK_CLASSES`."""


@cache
def _marks_to(last: int) -> _Marks:
    """Return the patterns; a class with letters beyond the first plane is searched slowly, and few texts have any."""
    found = [mark for mark in map(chr, range(_FIRST_MARK, last + 1)) if unicodedata.combining(mark)]
    marks = re.escape("".join(found))
    accents = re.escape("".join(mark for mark in found if unicodedata.combining(mark) in _MARK_CLASSES))
    too_many = re.compile(f"([{marks}]{{{_MOST_MARKS}}})[{marks}]+")
    in_steps = re.compile(f"[{marks}]{{{_MOST_MARKS // _STEP}}}")
    return _Marks(too_many=too_many, in_steps=in_steps, accents=re.compile(f"[{accents}]+"))


def clean_text(text: str) -> tuple[str, tuple[str, ...]]:
    r"""Return `text` fit to be stored and shown, and warnings for what was taken out.

    Lone surrogates become U+FFFD; NUL, control characters and noncharacters go; line and page ends become `\n`.

    >>> clean_text("one\x00 two\r\n")
    ('one two\n', ('nul_removed',))
    """
    if text.isprintable():  # no control is; nearly all lines of text are
        return text, ()
    warnings: list[str] = []
    if "\x00" in text:
        text = text.replace("\x00", "")
        warnings.append(Warn.NUL_REMOVED.value)
    text = _LINE_END.sub("\n", text)
    cleaned = _LONE_SURROGATE.sub("\ufffd", _CONTROL.sub("", text))
    if cleaned != text:
        warnings.append(Warn.CONTROL_REMOVED.value)
    return cleaned, tuple(warnings)


def fold(text: str) -> str:
    """Return `text` as it is searched: case, accents, variant letters brought together. Folding twice changes nothing.

    >>> fold("KƏLBƏCƏR") == fold("Kəlbəcər") == fold("Kelbecer")
    True
    """
    if text.isascii():
        return text.lower().replace("`", "'")
    folded = by_runs(text, _folded_run)
    return _folded(text) if folded is None else folded.replace("`", "'")


def by_runs(text: str, form: Callable[[str], str]) -> str | None:
    """Return `text` with ASCII letters small, and `form` of each run of other characters; None where these are many.

    No normal form and no folding joins an ASCII character with what follows it, but for the marks of letters.
    """
    written = text.encode("utf-8", "surrogatepass")
    if len(written) > _FEW_FOREIGN * len(text):
        return None
    plain = written.lower().decode("utf-8", "surrogatepass")
    return _FOREIGN.sub(lambda found: form(found[0]), plain)


def _folded_run(run: str) -> str:
    return _short_folded(run) if len(run) <= _LONGEST_RUN else _folded(run)


def _folded(text: str) -> str:
    folded = _normal("NFKD", _normal("NFKD", text).casefold())
    bare = _marks_in(folded).accents.sub("", folded)
    return _normal("NFKC", _TO_FOLD.sub(_folded_sign, bare))


_short_folded = lru_cache(maxsize=_RUNS_HELD)(_folded)


def _folded_sign(found: re.Match[str]) -> str:
    return _FOLDED[ord(found[0])] or ""


def hashing_form(text: str) -> str:
    r"""Return `text` as it is compared for equality: quotation marks, dashes, spaces and case unified, no letter lost.

    >>> hashing_form("\u201cFire \u2013  again\u201d")
    '"fire - again"'
    """
    if text.isascii():
        return " ".join(text.replace("`", "'").lower().split())
    unified = by_runs(text, _unified_run)
    if unified is None or _STICKS in unified:
        unified = _unified_whole(text)
    return " ".join(unified.replace("`", "'").split())


def _unified_run(run: str) -> str:
    return _short_unified(run) if len(run) <= _LONGEST_RUN else _STICKS


@lru_cache(maxsize=_RUNS_HELD)
def _short_unified(run: str) -> str:
    seen = unicodedata.normalize("NFKD", _unified(run))
    return _STICKS if seen and unicodedata.combining(seen[0]) else _unified_whole(run)


def _unified_whole(text: str) -> str:
    return _unified(_normal("NFKC", _normal("NFKC", _unified(text)).casefold()))


def _unified(text: str) -> str:
    """Return `text` with one sign for each kind of quotation mark and dash; looks at what is found only."""
    return _TO_UNIFY.sub(lambda match: _UNIFIED[ord(match.group())] or "", text)


def _normal(form: Literal["NFKC", "NFKD"], text: str) -> str:
    """Return a normal form of `text` in linear time: sorting endless runs of marks would take quadratic time."""
    if text.isascii():
        return text
    if len(text) <= _MOST_MARKS:
        short = unicodedata.normalize(form, text)
        if len(short) <= _MOST_MARKS:
            return short
    shorter = _with_fewer_marks(text)
    if unicodedata.is_normalized(form, shorter):
        return shorter
    return _with_fewer_marks(unicodedata.normalize(form, shorter))


def _with_fewer_marks(text: str) -> str:
    """Return `text` with runs of combining marks cut to `_MOST_MARKS`."""
    marks = _marks_in(text)
    return marks.too_many.sub(r"\1", text) if marks.in_steps.search(text[::_STEP]) else text


def _marks_in(text: str) -> _Marks:
    """Return the patterns for the marks that `text` may hold."""
    return _marks_to(_LAST if _BEYOND_BMP.search(text) else _LAST_OF_BMP)


def count_words(text: str) -> int:
    """Return the number of words in `text`; of scripts without spaces between words, the number of characters.

    >>> count_words("The well-known mayor, 61, didn't say.")
    6
    """
    # The two patterns find the same in a text without those characters; the plain one, twice as fast.
    return len((_WORD if _IS_UNSPACED.search(text) else _SPACED_WORD).findall(text))
