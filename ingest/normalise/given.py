"""Facts that came beside a page (its record's fields, a spreadsheet's cells), brought into the form of facts.

Rule: pure; the words as given stay in `raw`. A date that cannot be read is left out and said, never guessed.
"""

from collections.abc import Iterable
from dataclasses import replace

from ingest.extract.words.headline import clean_headline
from ingest.normalise.dates import read_date, read_epoch
from ingest.normalise.text import clean_text
from ingest.normalise.urls import safe_url
from schemas.article import Fact
from schemas.page import GivenFact
from schemas.report import Warn

DATES = frozenset({"published", "modified", "captured_hint"})
LINKS = frozenset({"image", "canonical_url"})
AMBIGUOUS_CONFIDENCE = 0.4
"""Of a record's date that reads two ways: a candidate, never chosen. A person's date is taken as read."""


def facts_given(given: Iterable[GivenFact], *, language: str | None) -> tuple[tuple[Fact, ...], tuple[str, ...]]:
    """Return `given` as candidate facts, and warnings for the dates that could not be read for certain."""
    facts: list[Fact] = []
    warnings: list[str] = []
    for fact in given:
        raw = clean_text(fact.value)[0].strip()
        if not raw:
            continue
        if fact.field in DATES:
            dated = _date(fact, raw, language)
            if dated is None or dated.confidence < 1:
                warnings.append(Warn.DATE_AMBIGUOUS.value)
            facts += [dated] if dated else []
        elif fact.field in LINKS:
            link = safe_url(raw)
            facts += [_fact(fact, link, raw)] if link else []
        elif fact.field == "headline":
            facts += _headline(fact, raw)
        else:
            facts += [_fact(fact, raw, raw)]
    return tuple(facts), tuple(dict.fromkeys(warnings))


def _headline(given: GivenFact, raw: str) -> list[Fact]:
    """Return the headline, and beside it the words with their media flags where it had some."""
    shown = clean_headline(raw) or raw
    flagged = [] if shown == raw else [_fact(replace(given, field="headline_raw"), raw, raw)]
    return [_fact(given, shown, raw), *flagged]


def _date(given: GivenFact, raw: str, language: str | None) -> Fact | None:
    """Read a given date; None where it is none or has no year."""
    reading = read_date(raw, language=language) or (read_epoch(raw) if given.basis != "asserted" else None)
    if reading is None or not reading.has_year:
        return None
    unsure = reading.ambiguous and given.basis != "asserted"
    return _fact(given, reading.value, raw, confidence=AMBIGUOUS_CONFIDENCE if unsure else 1.0)


def _fact(given: GivenFact, value: str, raw: str, *, confidence: float = 1.0) -> Fact:
    """Return a fact of the given field; a person's says by what it came."""
    by = given.rule if given.basis == "asserted" else None
    return Fact(
        field=given.field,
        value=value,
        raw=raw,
        rule=given.rule,
        basis=given.basis,
        place=given.rule,
        confidence=confidence,
        by=by,
    )
