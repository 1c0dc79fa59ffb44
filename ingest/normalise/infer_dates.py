"""What follows from the candidates of a date: EDTF and bounds of a chosen one, and what may be said where none is.

Rule: pure. Nothing here prints a day that the page does not carry, but where two stated supports agree on its year.
"""

from collections.abc import Sequence
from dataclasses import replace

from ingest.normalise.dates import bounds_of, day_of, uncertain_year, unknown_year
from ingest.normalise.dates.relative import approximate_day
from ingest.normalise.infer import infer_anniversary, infer_year, not_before
from schemas.article import Fact

SURE = 0.5
"""Confidence below which a candidate is never chosen."""

READS_TWO_WAYS = 0.4
"""Confidence of a date whose day and month could be swapped; its year may still show as a range."""

RELATIVE = "relative-date"
"""Rule of a candidate that counts back from the day of the fetch ("3 hours ago"); its value is an ISO 8601 duration."""

_INFERRED = 0.7


def lacks_year(fact: Fact) -> bool:
    """Tell whether a candidate states a day without its year."""
    return fact.value is not None and fact.value.startswith("--")


def derived(published: Fact) -> list[Fact]:
    """Return EDTF and bounds of a chosen date."""
    if published.value is None:
        return []
    bounds = bounds_of(published.value)
    found = [_from(published, "published_edtf", published.value)]
    if bounds is not None:
        found += [_from(published, "published_earliest", bounds[0]), _from(published, "published_latest", bounds[1])]
    return found


def either(best: Fact, rivals: Sequence[Fact]) -> list[Fact]:
    """Return the days of datelines that contradict each other, as a choice that is left open."""
    days = sorted({(fact.value or "")[:10] for fact in (best, *rivals)})
    raw = " / ".join(dict.fromkeys(fact.raw for fact in (best, *rivals)))
    ground = replace(best, raw=raw, rule="two-datelines")
    return [
        _from(ground, "published_edtf", f"[{','.join(days)}]"),
        _from(ground, "published_earliest", days[0]),
        _from(ground, "published_latest", days[-1]),
    ]


def inferred(
    candidates: Sequence[Fact],
    partial: Sequence[Fact],
    text: str,
    language: str | None,
    limit: str | None,
    captured: str | None,
) -> list[Fact]:
    """Return what stated words lead to where no date is printed in full.

    `partial` are the candidates without a year, `limit` is the last possible day, `captured` the time of the fetch.
    """
    told = _told_language(candidates, language)
    if partial:
        found = _with_year(partial[0], text, told, limit)
        return found or [
            _from(replace(partial[0], rule="year-unknown"), "published_edtf", unknown_year(partial[0].value or "")),
            *_bounds(candidates, text, told, limit),
        ]
    if counted := _counted_back(candidates, captured):
        return counted
    headline = next((fact.value for fact in candidates if fact.field == "headline" and fact.confidence >= SURE), None)
    anniversary = infer_anniversary(headline, text, language=told, not_after=limit)
    if anniversary is not None:
        edtf = _new("published_edtf", f"{anniversary.day}~", anniversary.evidence, "anniversary")
        return [edtf, *_bounds(candidates, text, told, limit)]
    return _two_ways(candidates) or _bounds(candidates, text, told, limit)


def _told_language(candidates: Sequence[Fact], language: str | None) -> str | None:
    stated = next((fact.value for fact in candidates if fact.field == "language" and fact.confidence >= SURE), None)
    return (language or stated or "").split("-")[0].lower() or None


def _with_year(partial: Fact, text: str, language: str | None, limit: str | None) -> list[Fact]:
    found = infer_year(partial.value or "", partial.raw, text, language=language, not_after=limit)
    if found is None:
        return []
    return [
        _new("published", found.day, found.evidence, "year-from-text"),
        _new("published_edtf", uncertain_year(found.day), found.evidence, "year-from-text"),
        *_bounds((), text, language, limit),
    ]


def _counted_back(candidates: Sequence[Fact], captured: str | None) -> list[Fact]:
    """Return the day that "3 hours ago" means against a stated time of the fetch; the zone is not stated."""
    for fact in candidates:
        if fact.rule != RELATIVE or fact.confidence < SURE or fact.value is None or captured is None:
            continue
        found = approximate_day(fact.value, captured)
        if found is not None:
            edtf, earliest, latest = found
            ground = replace(fact, basis="inferred", raw=f"{fact.raw}, fetched {captured}")
            return [
                _from(ground, "published_edtf", edtf),
                _from(ground, "published_earliest", earliest),
                _from(ground, "published_latest", latest),
            ]
    return []


def _bounds(candidates: Sequence[Fact], text: str, language: str | None, limit: str | None) -> list[Fact]:
    """Return the days between which the page was written, as far as its words, its changes and its capture say."""
    bound = not_before(text, language=language)
    changed = _first_change(candidates)
    last = min((day for day in (limit, changed[0] if changed else None) if day), default=None)
    facts = []
    if bound is not None and (last is None or bound.day <= last):
        facts.append(_new("published_earliest", bound.day, bound.raw, "latest-date-in-text"))
    if changed is not None and last == changed[0]:
        facts.append(_new("published_latest", changed[0], changed[1], "modified-time"))
    elif limit is not None:
        facts.append(_new("published_latest", limit, limit, "capture-time"))
    return facts


def _first_change(candidates: Sequence[Fact]) -> tuple[str, str] | None:
    """Return the latest stated day of change and its words: by then the page was there."""
    days = [
        (day, fact.raw)
        for fact in candidates
        if fact.field == "modified" and fact.confidence >= SURE and (day := day_of(fact.value or ""))
    ]
    return max(days, default=None)


def _two_ways(candidates: Sequence[Fact]) -> list[Fact]:
    """Return the year of a printed date whose day and month could be swapped."""
    for fact in candidates:
        year_only = fact.value is not None and len(fact.value) == 4  # noqa: PLR2004 - a year has four figures
        if fact.field == "published" and year_only and READS_TWO_WAYS <= fact.confidence < SURE:
            ground = replace(fact, rule="day-or-month-first")
            return derived(ground)
    return []


def _from(ground: Fact, field: str, value: str) -> Fact:
    return replace(ground, field=field, value=value, chosen=True)


def _new(field: str, value: str, raw: str, rule: str) -> Fact:
    return Fact(
        field=field, value=value, raw=raw, rule=rule, basis="inferred", place="text", confidence=_INFERRED, chosen=True
    )
