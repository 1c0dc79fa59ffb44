"""Dates, languages and kinds in words for the screen: how sure we are is said, never hinted at.

Rule: pure; knows the shared records and CLDR names, no database and no templates.
"""

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Protocol

from babel import Locale

from exports.phrases import ISO, day_words, iso_words
from schemas.types import Basis

BASIS_WORDS: dict[str, str] = {
    "structured": "from the page's own data",
    "stated": "as the page states",
    "dateline": "from the dateline",
    "inferred": "inferred",
    "asserted": "asserted by a person",
}
"""How a fact is known, as the end of a sentence that begins with the fact."""

BASIS_SHORT: dict[str, str] = {
    "structured": "page data",
    "stated": "stated",
    "dateline": "dateline",
    "inferred": "inferred",
    "asserted": "asserted",
}
"""The same in a word or two, beside a value."""

REASON_WORDS: dict[str, str] = {
    "empty": "The file is empty",
    "no_text": "No article text on the page",
    "listing": "A list of articles, not an article",
    "challenge": "A check for robots, in place of the page",
    "consent_wall": "A consent dialog, in place of the page",
    "login_wall": "A login, in place of the page",
    "paywall": "An offer to subscribe, in place of the text",
    "video_page": "A video without a text",
    "error_page": "An error page of the site",
    "unsupported_type": "A kind of file that is not read",
    "bad_record": "A record that could not be read",
    "bad_header": "A record whose header cannot be read",
    "bad_length": "A record of another length than it states",
    "bad_digest": "A record whose bytes are not those that were written",
    "encrypted": "Locked with a password",
    "unsafe_name": "A name that leads out of its container",
    "redirect": "An answer that only leads to another address",
    "part_of_page": "A part of another page",
    "purged": "Removed from this archive for good",
    "truncated": "Cut off before its end",
    "too_large": "Larger than the limit",
    "too_complex": "Too complex to parse within the limits",
    "too_deep": "Nested too deeply",
    "expands_too_large": "Unpacks to more than the limit",
    "parse_timeout": "Parsing took too long",
    "parse_memory": "Parsing needed too much memory",
    "worker_died": "The parsing process died",
    "unreadable": "The file could not be read",
    "internal_error": "A fault of this program",
    "not_regular_file": "Not a regular file",
    "outside_root": "Outside the folder that was given",
    "sidecar": "The spreadsheet of facts itself",
}

WITNESS_WORDS: dict[str, str] = {
    "record": "its record",
    "warc": "its WARC or ARC record",
    "sidecar": "the spreadsheet",
    "transport": "the server's answer",
}
"""Who states an address or a time of capture."""

RIGHT_TO_LEFT = frozenset({"ar", "arc", "ckb", "dv", "fa", "he", "ks", "ps", "sd", "syr", "ug", "ur", "yi"})
"""Languages usually written from right to left."""

ENGLISH = Locale("en")

_LANGUAGE = re.compile(r"[a-zA-Z]{2,3}(-[a-zA-Z0-9]{2,8})*\Z")
_EDTF_PARTS = re.compile(r"([?~%]?)([0-9X]+)([?~%]?)")
_QUALIFIERS = {"?": "uncertain", "~": "approximate", "%": "uncertain and approximate"}
WHOLLY_APPROXIMATE = _QUALIFIERS["~"]
DAY = len("2022-11-25")
"""Characters of a date down to the day."""

_PART_NAMES = ("year", "month", "day")


@dataclass(frozen=True, slots=True)
class DateWords:
    """A date as a reader should hear it."""

    text: str
    """`25 November 2020`, `November 2020`, `date unknown`."""
    notes: tuple[str, ...]
    """What to know about it: how it is known, what is uncertain. May be empty."""
    machine: str | None
    """A valid value for HTML's `datetime` attribute, or None."""

    @property
    def sentence(self) -> str:
        """Return text and notes as one line."""
        return f"{self.text} — {'; '.join(self.notes)}" if self.notes else self.text


class Dated(Protocol):
    """What has a date: an article's record, or a narrower one of it."""

    @property
    def published(self) -> str | None:
        """ISO 8601, cut to what is known."""

    @property
    def published_edtf(self) -> str | None:
        """The date with its doubt."""

    @property
    def published_earliest(self) -> str | None:
        """First day."""

    @property
    def published_latest(self) -> str | None:
        """Last day."""

    @property
    def published_basis(self) -> Basis | None:
        """How it is known."""

    @property
    def published_evidence(self) -> str | None:
        """The words that it rests on."""


def describe_date(record: Dated, *, to_day: bool = False) -> DateWords:
    """Say when `record` was published, how that is known and what is uncertain; `to_day` leaves out the hour."""
    if record.published:
        value = record.published[:DAY] if to_day else record.published
        text, doubts = about(iso_words(value), edtf_doubts(record.published_edtf or ""))
    elif record.published_edtf:
        text, doubts = about(edtf_words(record.published_edtf), edtf_doubts(record.published_edtf))
    elif record.published_earliest or record.published_latest:
        text, doubts = bounds_words(record.published_earliest, record.published_latest), ()
    else:
        return DateWords(text="date unknown", notes=(), machine=None)
    basis = basis_words(record.published_basis, record.published_evidence)
    machine = record.published if record.published and ISO.match(record.published) else None
    return DateWords(text=text, notes=(*basis, *doubts), machine=machine)


def about(text: str, doubts: tuple[str, ...]) -> tuple[str, tuple[str, ...]]:
    """Say in the date itself that it is approximate; return the other doubts beside it.

    >>> about("14 March 2023", ("approximate",))
    ('about 14 March 2023', ())
    """
    if WHOLLY_APPROXIMATE not in doubts:
        return text, doubts
    return f"about {text}", tuple(doubt for doubt in doubts if doubt != WHOLLY_APPROXIMATE)


def basis_words(basis: Basis | None, evidence: str | None = None) -> tuple[str, ...]:
    """Say how a fact is known; an inference names the words that it rests on.

    >>> basis_words("inferred", "Nov.25")
    ('inferred from “Nov.25”',)
    """
    if basis is None:
        return ()
    if basis == "inferred" and evidence:
        is_quoted = evidence[0] in "'\"“«"
        return (f"inferred from {evidence}" if is_quoted else f"inferred from “{evidence}”",)
    return (BASIS_WORDS[basis],)


def edtf_words(value: str) -> str:
    """Write an EDTF value (the part of ISO 8601-2 that archives hold) out.

    >>> edtf_words("2022-11-24/2022-11-26")
    'between 24 November 2022 and 26 November 2022'
    >>> edtf_words("?2020-11-25")
    '25 November 2020'
    """
    if value.startswith("[") and value.endswith("]"):
        return " or ".join(edtf_words(choice.strip()) for choice in value[1:-1].split(","))
    if "/" in value:
        earliest, _, latest = value.partition("/")
        return bounds_words(
            None if earliest in {"", ".."} else earliest,
            None if latest in {"", ".."} else latest,
        )
    plain = re.sub(r"[?~%]", "", value)
    if ISO.match(plain):
        return iso_words(plain)
    parts = plain.split("-")
    if len(parts) > len(_PART_NAMES) or not all(re.match(r"[0-9X]+\Z", part) for part in parts):
        return value
    year, month, day = [*parts, None, None][:3]
    return day_words(year, month, day)


def edtf_doubts(value: str) -> tuple[str, ...]:
    """Name the parts of an EDTF value that carry a qualifier.

    A sign before a part is about that part alone; a sign behind it about that part and all to its left.

    >>> edtf_doubts("?2020-11-25")
    ('year uncertain',)
    >>> edtf_doubts("2023-12-01~")
    ('approximate',)
    """
    if "/" in value or value.startswith("["):
        return ()
    parts = value.partition("T")[0].split("-")
    doubts = []
    for index, part in enumerate(parts[: len(_PART_NAMES)]):
        match = _EDTF_PARTS.fullmatch(part)
        if match is None:
            continue
        if match[1]:
            doubts.append(f"{_PART_NAMES[index]} {_QUALIFIERS[match[1]]}")
        if match[3]:
            whole = index == len(parts) - 1
            scope = "" if whole else f"{' and '.join(_PART_NAMES[: index + 1])} "
            doubts.append(f"{scope}{_QUALIFIERS[match[3]]}")
    return tuple(doubts)


def bounds_words(earliest: str | None, latest: str | None) -> str:
    """Say between which days something lies.

    >>> bounds_words(None, "2022-11-26")
    'not after 26 November 2022'
    """
    if earliest and latest:
        first, last = edtf_words(earliest), edtf_words(latest)
        return first if first == last else f"between {first} and {last}"
    if earliest:
        return f"not before {edtf_words(earliest)}"
    return f"not after {edtf_words(latest)}" if latest else "date unknown"


def witness_words(basis: str | None) -> str | None:
    """Say who states an address or a time of capture.

    >>> witness_words("saver:singlefile")
    'a mark left by singlefile'
    """
    if basis and basis.startswith("saver:"):
        return f"a mark left by {basis.removeprefix('saver:')}"
    return WITNESS_WORDS.get(basis, basis) if basis else None


@lru_cache(maxsize=1_024)
def language_name(code: str | None) -> str:
    """Return the English name of a language, or the code itself where CLDR has none.

    >>> language_name("az")
    'Azerbaijani'
    """
    if not code:
        return "language unknown"
    name = ENGLISH.languages.get(code.split("-")[0].lower())
    return str(name) if name else code


@lru_cache(maxsize=1_024)
def html_language(code: str | None) -> str | None:
    """Return `code` where it is well formed and a language that CLDR knows, as a `lang` attribute must be, else None.

    >>> html_language('en" onload="x'), html_language("zz-unlisted"), html_language("pt-br")
    (None, None, 'pt-br')
    """
    if not code or not _LANGUAGE.match(code):
        return None
    return code if code.split("-")[0].lower() in ENGLISH.languages else None


def direction(code: str | None) -> str:
    """Return the value of the `dir` attribute: what the language is written in, `auto` where it is unknown."""
    if not code:
        return "auto"
    return "rtl" if code.split("-")[0].lower() in RIGHT_TO_LEFT else "ltr"


def size_words(size: int) -> str:
    """Return a number of bytes in a unit that is easy to read.

    >>> size_words(1530)
    '1.5 kB'
    """
    amount = float(size)
    for unit in ("bytes", "kB", "MB", "GB"):
        if amount < 1000 or unit == "GB":  # noqa: PLR2004  decimal units
            return f"{size} bytes" if unit == "bytes" else f"{amount:.1f} {unit}"
        amount /= 1000
    raise AssertionError(size)  # pragma: no cover - the loop returns at GB
