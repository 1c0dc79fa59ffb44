"""What a person may assert: which fields, and which values they take.

Rule: pure. A message says what is wrong and what to write instead.
"""

import re

from ingest.normalise.dates import bounds_of
from ingest.normalise.text import clean_text
from ingest.normalise.urls import safe_url
from schemas.article import FACT_FIELDS, MANY_VALUED
from schemas.errors import CorrectionError

UNKNOWN = "unknown"
"""What a person writes to say that nobody knows."""

LONGEST = 2000
"""Characters of a value."""

ALIASES = {"authors": "author", "tags": "tag", "title": "headline", "date": "published", "byline": "author"}
"""Names that people write for fields."""

_DAY_DATES = frozenset({"published", "modified", "captured_hint"})
_BOUNDS = frozenset({"published_earliest", "published_latest"})
_LINKS = frozenset({"image", "canonical_url"})
_EDTF_MARKS = re.compile(r"[~?%X/\[\]{}.]")
_EDTF = re.compile(r"[0-9XT:Z+\-~?%/.\[\]{},]{4,60}")
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")


def field_of(name: str) -> str:
    """Return the field that a person means.

    Raises: CorrectionError where there is none of that name.
    """
    field = ALIASES.get(name.strip().lower(), name.strip().lower())
    if field not in FACT_FIELDS:
        message = f"{name!r} is no field of an article. Fields: {', '.join(FACT_FIELDS)}."
        raise CorrectionError(message)
    return field


def check_correction(field: str, value: str | None, because: str) -> None:
    """Raise `CorrectionError` unless the correction can be made."""
    if not because.strip():
        message = "say why: --because WHY. Whoever reads the archive later must be able to judge it."
        raise CorrectionError(message)
    values_of(field, value)


def values_of(field: str, value: str | None) -> tuple[str | None, ...]:
    """Return what is asserted: one value, several of a many-valued field, or None for unknown.

    Raises: CorrectionError.

    >>> values_of("author", "A. Writer; B. Reader")
    ('A. Writer', 'B. Reader')
    """
    name = field_of(field)
    if value is None or value.strip().lower() == UNKNOWN:
        return (None,)
    whole = " ".join(clean_text(value)[0].split())
    parts = [part.strip() for part in whole.split(";")] if name in MANY_VALUED else [whole]
    kept = tuple(dict.fromkeys(part for part in parts if part))
    if not kept:
        message = f"{name}: nothing is said. To say that nobody knows, write {UNKNOWN!r}."
        raise CorrectionError(message)
    return tuple(_value(name, part) for part in kept)


def statement_of(field: str, value: str | None) -> tuple[tuple[str, str | None], ...]:
    """Return the fields and values that saying `value` of `field` amounts to.

    A date in EDTF that has doubts in it leaves no date that is sure enough to print, and sets the bounds.

    >>> statement_of("published_edtf", "2023-12~")[:2]
    (('published_edtf', '2023-12~'), ('published', None))
    """
    values = values_of(field, value)
    said: list[tuple[str, str | None]] = [(field, each) for each in values]
    if field == "published_edtf":
        first, last = _edtf_bounds(values[0])
        said += [("published", values[0] if values[0] and _is_plain(values[0]) else None)]
        said += [("published_earliest", first), ("published_latest", last)]
    return tuple(said)


def _edtf_bounds(value: str | None) -> tuple[str | None, str | None]:
    sides = (value or "").split("/")
    first, last = bounds_of(sides[0]), bounds_of(sides[-1])
    return (first[0] if first else None, last[1] if last else None)


def _is_plain(value: str) -> bool:
    return bounds_of(value) is not None and not _EDTF_MARKS.search(value)


def _value(field: str, value: str) -> str:
    if len(value) > LONGEST:
        message = f"{field}: {len(value)} characters are too many; {LONGEST} can be kept."
        raise CorrectionError(message)
    if field in _DAY_DATES:
        return _date(field, value)
    if field in _BOUNDS:
        return _bound(field, value)
    if field == "published_edtf":
        return _edtf(value)
    if field in _LINKS:
        return _link(field, value)
    return _language(value) if field == "language" else value


def _date(field: str, value: str) -> str:
    if not _is_plain(value):
        also = " An approximate or uncertain date is a published_edtf: 2023-12-01~." if field == "published" else ""
        message = (
            f"{field}: {value!r} is no date. Write what is known as a year, a month, a day or a time: 2022, 2022-11, "
            f"2022-11-25, 2022-11-25T10:00:00+04:00.{also}"
        )
        raise CorrectionError(message)
    return value


def _bound(field: str, value: str) -> str:
    around = bounds_of(value) if not _EDTF_MARKS.search(value) else None
    if around is None:
        message = f"{field}: {value!r} is no date. Write a year, a month or a day: 2022, 2022-11, 2022-11-25."
        raise CorrectionError(message)
    return around[0] if field == "published_earliest" else around[1]


def _edtf(value: str) -> str:
    if not _EDTF.fullmatch(value) or not re.search(r"[0-9X]{4}", value):
        message = (
            f"published_edtf: {value!r} is no EDTF date. Examples: 2023-12-01~, ?2020-11-25, XXXX-11-25, 2022/2023."
        )
        raise CorrectionError(message)
    return value


def _link(field: str, value: str) -> str:
    link = safe_url(value)
    if link is None:
        message = f"{field}: {value!r} is no web address. It must begin with http:// or https://."
        raise CorrectionError(message)
    return link


def _language(value: str) -> str:
    if not _LANGUAGE.fullmatch(value):
        message = f"language: {value!r} is no language tag. Write its code: en, ru, az, pt-BR."
        raise CorrectionError(message)
    primary, _, rest = value.partition("-")
    return f"{primary.lower()}-{rest}" if rest else primary.lower()
