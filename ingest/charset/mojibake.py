"""Mojibake: text that was read in a wrong encoding and written down so. Repaired where it is certain, else flagged.

Rule: pure. Certain means: every character beyond ASCII of a run takes part in bytes that are whole UTF-8 (or, all
together, plain language in another single-byte encoding); what they spell is letters of few scripts in a fitting
place; and no other encoding gives another reading. A run that is not certain stays as it is.
"""
# ruff: noqa: RUF001, RUF002  letters that look like others are what this module is about

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache, partial
from itertools import islice
from typing import NamedTuple

from ingest.charset.guess import overruled_by
from ingest.charset.labels import read_as

CODECS = (
    "windows-1252",
    "windows-1254",
    "windows-1251",
    "windows-1250",
    "iso-8859-2",
    "windows-1253",
    "windows-1257",
    "koi8-r",
    "macintosh",
)
"""Encodings in which UTF-8 is read by mistake; the first two read its controls as Latin-1 does, too."""
MOST_TIMES = 3
"""How often a text can have been read wrongly on top of itself."""
ENOUGH_FOREIGN_SEQUENCES = 2
"""Sequences from which letters of another script than Latin are believed."""
ENOUGH_LONG_SEQUENCES = 3
"""The same of scripts that take three bytes a letter: two of them come about by accent, space and dash."""
MOST_SCRIPTS = 2
ENOUGH_LETTERS = 16
"""Letters from which one single-byte encoding that was read as another is believed."""
LAST_OF_ASCII = 0x7F
SAMPLE_RUNS = 200
SURE_SHARE = 2
"""So many sequences in a fitting place stand for one that may be a capital letter before a sign."""
LONGEST_RUN = 20_000
LONGEST_HELD = 300
"""Characters of a string whose reading is kept for the next page."""

_CYRILLIC = frozenset({"windows-1251", "koi8-u"})
_SHIFTED = (
    ("windows-1252", re.compile("[\xc0-\xff]{4}"), _CYRILLIC | {"windows-1253", "windows-1255"}),
    ("windows-1251", re.compile("[а-яё][А-ЯЁ]{3}"), _CYRILLIC),
    ("koi8-r", re.compile("[а-яё][А-ЯЁ]{3}"), _CYRILLIC),
)
"""As what Cyrillic, Greek or Hebrew bytes were read, what that looks like, and what they can be beneath."""
_MIXED = re.compile("[a-zA-Z][\xc0-\xff]|[\xc0-\xff][a-zA-Z]")
"""A word that is partly ASCII was not shifted."""
_RUN = re.compile(r"[^<>\n\"]+")
_PUNCTUATION = frozenset("‘’“”‚„…–—•·«»›‹©®™°£€§¡¿½¼¾²³×†‡\u00a0\u00ad\u200b\u200c\u200d\u200e\u200f\u2028\ufeff′″−№")
_CLOSING = frozenset("‘’“”‚„…–—•«»›‹\u00a0´·®©™")
"""Second halves of a sequence that may stand after a capital letter in their own right."""
_RARE_LATIN = re.compile("[\u0180-\u024f\u0250-\u036f]")
_USED = frozenset("ƏəȘșȚțƠơƯư")
_WITHOUT_ASCII = bytes(0x20 if byte <= 0x7F else byte for byte in range(256))  # noqa: PLR2004  the end of ASCII
_ASCII = bytes(range(0x80))
_EAST_ASIAN = frozenset({"HIRAGANA", "KATAKANA", "KATAKANA-HIRAGANA", "HANGUL", "IDEOGRAPHIC", "FULLWIDTH"})
_SUSPECT = re.compile(
    "â€[\x80-\x9f™œž¦“”˜¢]|[a-z]Ã[©¨¡¤¶¼±§³­]|Ð[°-¿]Ñ|вЂ[™\u201d\u201c]|[РС][°±µ¶·ЂЃѓ‚†‡€‰ѕЅј][РС][°±µ¶·ЂЃѓ‚†‡€‰ѕЅј]"
)
"""Sequences that no language writes; where they stay, they are said."""
_SUSPECT_LETTERS = "âÃÐвРС"
"""One of them is in each of these sequences."""


class Repair(NamedTuple):
    """A text, and what became of its mojibake."""

    text: str
    is_repaired: bool
    is_suspect: bool
    """Something in the text still looks like mojibake."""


class _Misreading(NamedTuple):
    """How UTF-8 looks when it is read in one encoding."""

    leads: str
    follows: str
    bytes_of: dict[int, int]
    sequence: re.Pattern[str]
    whole: re.Pattern[str]
    """Nothing but such sequences."""


def _misreading(codec: str) -> _Misreading:
    """Tabulate how the bytes of UTF-8 look in an encoding."""
    chars = {byte: read_as(bytes((byte,)), codec) for byte in range(0x80, 0x100)}
    table = {ord(char): byte for byte, char in chars.items() if char != "\ufffd"}
    if codec in CODECS[:2]:
        table |= {byte: byte for byte in range(0x80, 0xA0)}
    by_byte: dict[int, str] = {}
    for code, byte in table.items():
        by_byte[byte] = by_byte.get(byte, "") + chr(code)

    def any_of(first: int, last: int) -> str:
        return re.escape("".join(by_byte.get(byte, "") for byte in range(first, last + 1)))

    follows = any_of(0x80, 0xBF)
    leads = (any_of(0xC2, 0xDF), any_of(0xE0, 0xEF), any_of(0xF0, 0xF4))
    sequence = "|".join(f"[{lead}][{follows}]{{{more}}}" for more, lead in enumerate(leads, 1))
    return _Misreading("".join(leads), follows, table, re.compile(sequence), re.compile(f"(?:{sequence})+"))


_MISREADINGS = {codec: _misreading(codec) for codec in CODECS}
_TELLTALES = frozenset(
    "".join(each.leads for codec, each in _MISREADINGS.items() if codec not in {"windows-1251", "koi8-r"})
)
_TELLTALES -= _PUNCTUATION | _CLOSING
_TELLTALES |= frozenset("µЅѕЃѓЂ─│┌┐└┘├┤┬┴┼▀▄█▌▐")
"""Letters without one of which no text is mojibake: leads of sequences, or what follows them in Cyrillic readings."""
_COVERED = re.compile("|".join(each.whole.pattern for each in _MISREADINGS.values()))
"""What may be UTF-8 in disguise; hardly any word of a language is written so."""
_ANY_FOREIGN = re.compile("[^\x00-\x7f]")
_FOREIGN = re.compile("[^\x00-\x7f]{2,}")
_LIMITS = re.compile(r"[<>\n\"]")


def repair_page(text: str, utf8: bytes | None = None) -> str:
    """Return a page with the mojibake in its markup repaired, run by run; `utf8`: its bytes, where at hand."""
    groups, is_shifted = _clues(text, utf8)
    if groups:
        found = (match for match in _FOREIGN.finditer(text) if match.group() in groups)
        text = "".join(_reread_around(text, found, _beneath))
    return _unshifted(text) if is_shifted else text


def _reread_around(text: str, found: Iterable[re.Match[str]], reading_of: Callable[[str], str | None]) -> Iterator[str]:
    """Yield a text in pieces, with the runs read anew that hold one of the places `found`, where there is a reading."""
    done = 0
    for match in found:
        if match.start() < done:
            continue
        ahead = _LIMITS.search(text, match.end())
        end = ahead.start() if ahead else len(text)
        start = max(done, *(text.rfind(limit, done, match.start()) + 1 for limit in '<>\n"'))
        yield text[done:start]
        yield reading_of(text[start:end]) or text[start:end]
        done = end
    yield text[done:]


def repair_line(text: str) -> Repair:
    """Return a line of text, or the value of a fact, with its mojibake repaired.

    >>> repair_line("The cafÃ© isnâ€™t open").text
    'The café isn’t open'
    >>> repair_line("AMANHÃ… NÃO HÁ").is_repaired
    False
    """
    if text.isascii():
        return Repair(text, is_repaired=False, is_suspect=False)
    groups, is_shifted = _clues(text)
    if not groups and not is_shifted:
        is_suspect = any(letter in text for letter in _SUSPECT_LETTERS) and _SUSPECT.search(text) is not None
        return Repair(text, is_repaired=False, is_suspect=is_suspect)
    after = "\n".join(_beneath(line) or line for line in text.split("\n")) if groups else text
    return _result(text, _unshifted(after) if is_shifted else after)


def _clues(text: str, utf8: bytes | None = None) -> tuple[frozenset[str], bool]:
    """Return what in a text is UTF-8 in disguise, and whether words of it look shifted as a whole.

    Nearly every text has none; it is looked at by way of bytes, many times faster than by passing a search over it.
    """
    if text.isascii():
        return frozenset(), False
    payload = text.encode("utf-8", "replace") if utf8 is None else utf8
    foreign = payload.translate(None, _ASCII).decode()
    if _TELLTALES.isdisjoint(foreign) and not _is_swapped(foreign):
        return frozenset(), False
    groups = {group for run in set(payload.translate(_WITHOUT_ASCII).split()) for group in run.decode().split()}
    words = " ".join(groups)
    is_shifted = any(pattern.search(words) for _codec, pattern, _beneath in _SHIFTED[:2])
    return frozenset(group for group in filter(_COVERED.fullmatch, groups) if _disguises(group)), is_shifted


def _disguises(group: str) -> bool:
    """Ask `_is_disguised`, and keep the answer for short groups only."""
    return _is_disguised(group) if len(group) <= LONGEST_HELD else _is_disguised.__wrapped__(group)


@lru_cache(maxsize=4096)
def _is_disguised(group: str) -> bool:
    """Tell whether characters side by side are UTF-8 in some reading, and enough of it: no accent before a sign."""
    for misreading in _MISREADINGS.values():
        if misreading.whole.fullmatch(group) is None:
            continue
        try:
            letters = [_bytes_of(sequence, misreading).decode() for sequence in misreading.sequence.findall(group)]
        except UnicodeDecodeError:
            continue
        layer = "".join(letters)
        if _are_letters(letters) or (misreading.sequence.match(layer) and _read(layer, CODECS[0], is_last=False)):
            return True
    return False


def _is_swapped(foreign: str) -> bool:
    """Tell whether a Cyrillic text is in capitals for the most part, by its most common letters."""
    return sum(map(foreign.count, "ОЕАИ")) > sum(map(foreign.count, "оеаи"))


def _result(before: str, after: str) -> Repair:
    """Tell what became of a text."""
    return Repair(after, is_repaired=after != before, is_suspect=_SUSPECT.search(after) is not None)


def _beneath(run: str) -> str | None:
    """Ask `_as_utf8`, and keep the answer for short runs only."""
    return _as_utf8(run) if len(run) <= LONGEST_HELD else _as_utf8.__wrapped__(run)


@lru_cache(maxsize=1024)
def _as_utf8(run: str) -> str | None:
    """Return what a run says beneath UTF-8 that was read as something else, or None where that is not certain."""
    if len(run) > LONGEST_RUN:
        return None
    found: str | None = None
    beneath = run
    for _time in range(MOST_TIMES):
        readings = {reading for codec in CODECS if (reading := _read(beneath, codec, is_last=True)) is not None}
        if len(readings) == 1:
            found = beneath = readings.pop()
        elif readings or (layer := _read(beneath, CODECS[0], is_last=False)) is None:
            return found
        else:
            beneath = layer
    return found


def _read(run: str, codec: str, *, is_last: bool) -> str | None:
    """Return a run whose bytes, by an encoding, are UTF-8 through and through; of the last layer, plain language."""
    misreading = _MISREADINGS[codec]
    first = _ANY_FOREIGN.search(run)
    if first is None or misreading.sequence.match(run, first.start()) is None:
        return None
    matches = list(misreading.sequence.finditer(run))
    if sum(match.end() - match.start() for match in matches) != len(run) - len(run.encode("ascii", "ignore")):
        return None
    try:
        letters = [_bytes_of(match.group(), misreading).decode() for match in matches]
    except UnicodeDecodeError:
        return None
    if is_last:
        unfit = sum(not _fits(run, match) for match in matches)
        if SURE_SHARE * unfit > len(matches) - unfit or not _are_letters(letters):
            return None
    pieces = iter(letters)
    return misreading.sequence.sub(lambda _match: next(pieces), run)


def _bytes_of(sequence: str, misreading: _Misreading) -> bytes:
    """Return the bytes that were read as `sequence`."""
    return bytes(misreading.bytes_of[ord(char)] for char in sequence)


def _are_letters(letters: list[str]) -> bool:
    """Tell whether what the bytes spell can be a text: letters in use, of few scripts, enough of the foreign ones."""
    words = [letter for letter in letters if letter not in _PUNCTUATION]
    if any(_is_odd(letter) for letter in set(words)):
        return False
    foreign = [letter for letter in words if letter >= "\u0370" and not "\u1e00" <= letter <= "\u1eff"]
    scripts = {_script_of(letter) for letter in set(foreign)} - {"EMOJI"}
    if not scripts:
        return True
    is_long = any("\u0800" <= letter <= "\uffff" for letter in foreign)
    enough = ENOUGH_LONG_SEQUENCES if is_long else ENOUGH_FOREIGN_SEQUENCES
    return len(scripts) <= MOST_SCRIPTS and len(foreign) >= enough


def _is_odd(letter: str) -> bool:
    """Tell whether no page of news is likely to hold a character."""
    category = unicodedata.category(letter)
    if category == "Sk" or (category[0] in "CZP" and not "\u0590" <= letter <= "\uff60"):
        return True
    return _RARE_LATIN.match(letter) is not None and letter not in _USED


def _script_of(letter: str) -> str:
    """Return the first word of a character's name: the script, near enough."""
    if letter > "\uffff" and unicodedata.category(letter) == "So":
        return "EMOJI"
    word = unicodedata.name(letter, "?").split()[0]
    return "CJK" if word in _EAST_ASIAN else word


def _fits(run: str, match: re.Match[str]) -> bool:
    """Tell whether a sequence stands where a misread letter stands, not where a capital ends a word before a sign."""
    before = run[match.start() - 1 : match.start()]
    return match.group()[-1] not in _CLOSING or not (before.isascii() and before.isupper())


def _unshifted(text: str) -> str:
    """Return a text with the runs repaired whose single bytes were read in another single-byte encoding."""
    readings: set[str] = set()
    for codec, pattern, possible in _SHIFTED:
        if pattern.search(text) is None:
            continue
        found = islice((match.group() for match in _RUN.finditer(text)), SAMPLE_RUNS)
        payload = _encoded("\n".join(run for run in found if _is_shifted(run, pattern)), codec)
        if payload and (better := overruled_by(payload, codec, enough=ENOUGH_LETTERS)) in possible:
            reading_of = partial(_reread, codec=codec, pattern=pattern, better=better)
            readings.add("".join(_reread_around(text, pattern.finditer(text), reading_of)))
    return readings.pop() if len(readings) == 1 else text


def _is_shifted(run: str, pattern: re.Pattern[str]) -> bool:
    """Tell whether a run looks like words of one script that were read as another."""
    return pattern.search(run) is not None and _MIXED.search(run) is None


def _reread(run: str, *, codec: str, pattern: re.Pattern[str], better: str) -> str:
    """Read the bytes of one run in a better encoding, where it needs it and has them all."""
    payload = _encoded(run, codec) if _is_shifted(run, pattern) else None
    reading = read_as(payload, better) if payload else run
    return run if "\ufffd" in reading else reading


def _encoded(run: str, codec: str) -> bytes | None:
    """Return the bytes of a run in an encoding that has all of its characters, or None."""
    table = _MISREADINGS[codec].bytes_of
    codes = [code if code <= LAST_OF_ASCII else table.get(code, -1) for code in map(ord, run)]
    return None if -1 in codes else bytes(codes)
