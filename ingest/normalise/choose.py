"""Choose among candidate facts. Every candidate stays; the chosen ones are marked.

Rule: pure. Of dates: structured data first, then the page's own words, then a dateline, then what they lead to.
A candidate below `SURE` is never chosen, and two that contradict each other are both kept.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, timedelta

from ingest.extract.words.agencies import known_agency
from ingest.normalise.choose_authors import choose_authors
from ingest.normalise.dates import bounds_of, day_of, uncertain_year, unknown_year
from ingest.normalise.infer import infer_anniversary, infer_year, not_before
from schemas.article import MANY_VALUED, Fact
from schemas.types import Basis

SURE = 0.5
"""Confidence below which a candidate is never chosen."""

READS_TWO_WAYS = 0.4
"""Confidence of a date whose day and month could be swapped; its year may still show as a range."""

_INFERRED = 0.7
_DATE_FIELDS = frozenset({"published", "published_edtf", "published_earliest", "published_latest"})
_BASIS_ORDER: dict[Basis, int] = {"asserted": 0, "structured": 1, "stated": 2, "dateline": 3, "inferred": 4}
_STRUCTURED_ORDER = ("jsonld", "json-ld", "record", "meta", "og", "article", "microdata", "time", "itemprop")
"""Which structured data is believed first; measured on labelled pages."""
_PLACEHOLDERS = frozenset({"1970-01-01", "1900-01-01", "2000-01-01T00:00:00", "1970-01-01T00:00:00"})


def choose_facts(facts: Sequence[Fact], *, text: str, language: str | None, captured: str | None) -> tuple[Fact, ...]:
    """Return `facts` with the chosen ones marked, and what was inferred behind them.

    `text` is the article's text, `language` its primary language, `captured` the time of the fetch where it is stated.
    """
    candidates = [replace(fact, chosen=False) for fact in facts]
    chosen: set[int] = set()
    for field in dict.fromkeys(fact.field for fact in candidates):
        if field not in _DATE_FIELDS:
            chosen |= _choose_plain(field, candidates)
    chosen -= _not_persons(candidates, chosen)
    dates, added = _choose_dates(candidates, text, language, captured)
    chosen |= dates
    marked = [replace(fact, chosen=index in chosen) for index, fact in enumerate(candidates)]
    return (*marked, *added)


def _choose_plain(field: str, candidates: Sequence[Fact]) -> set[int]:
    """Return the indexes of the chosen candidates of a field that is no date of publication."""
    of_field = [index for index, fact in enumerate(candidates) if fact.field == field]
    asserted = [index for index in of_field if candidates[index].basis == "asserted"]
    if asserted:
        return set(asserted) if field in MANY_VALUED else {asserted[-1]}
    if field == "author":
        return choose_authors(candidates, of_field)
    sure = [index for index in of_field if candidates[index].confidence >= SURE and candidates[index].value]
    if not sure:
        return set()
    best = min(sure, key=lambda index: _plain_rank(candidates[index], index))
    if field not in MANY_VALUED:
        return {best}
    seen: dict[str, int] = {}
    for index in sure:
        same = candidates[index].rule == candidates[best].rule and candidates[index].basis == candidates[best].basis
        if same:
            seen.setdefault((candidates[index].value or "").casefold(), index)
    return set(seen.values())


def _plain_rank(fact: Fact, index: int) -> tuple[int, int, float, int]:
    return (0 if fact.basis == "structured" else 1, _structured_rank(fact), -fact.confidence, index)


def _structured_rank(fact: Fact) -> int:
    if fact.basis != "structured":
        return 0
    told = f"{fact.rule} {fact.place or ''}".lower()
    return next(
        (rank for rank, word in enumerate(_STRUCTURED_ORDER) if fact.rule.lower().startswith(word)), None
    ) or next((rank for rank, word in enumerate(_STRUCTURED_ORDER) if word in told), len(_STRUCTURED_ORDER))


def _not_persons(candidates: Sequence[Fact], chosen: Iterable[int]) -> set[int]:
    """Return the chosen authors that are the outlet or an agency: they are no persons."""
    picked = list(chosen)
    outlets = {(candidates[index].value or "").casefold() for index in picked if candidates[index].field == "outlet"}
    return {
        index
        for index in picked
        if candidates[index].field == "author"
        and candidates[index].basis != "asserted"
        and ((candidates[index].value or "").casefold() in outlets or known_agency(candidates[index].value or ""))
    }


def _choose_dates(
    candidates: Sequence[Fact], text: str, language: str | None, captured: str | None
) -> tuple[set[int], list[Fact]]:
    """Return the indexes of the chosen date facts and the facts that follow from them."""
    of_field = [index for index, fact in enumerate(candidates) if fact.field == "published"]
    asserted = [index for index in of_field if candidates[index].basis == "asserted"]
    if asserted:
        return {asserted[-1]}, _derived(candidates[asserted[-1]])
    limit = _not_after(candidates, captured)
    usable = [index for index in of_field if _is_usable(candidates[index], limit)]
    full = sorted(
        (index for index in usable if not _lacks_year(candidates[index])),
        key=lambda index: _date_rank(candidates, index),
    )
    if full:
        best = _finer(candidates, full)
        rivals = _later_datelines(candidates[best], candidates)
        if rivals:
            return set(), _either(candidates[best], rivals)
        return {best}, _derived(candidates[best])
    partial = [candidates[index] for index in usable if _lacks_year(candidates[index])]
    return set(), _inferred(candidates, partial, text, language, limit)


def _is_usable(fact: Fact, limit: str | None) -> bool:
    if fact.value is None or fact.confidence < SURE or fact.value in _PLACEHOLDERS or fact.value[:19] in _PLACEHOLDERS:
        return False
    if _lacks_year(fact):
        return True
    bounds = bounds_of(fact.value)
    return bounds is not None and (limit is None or bounds[0] <= limit)


def _lacks_year(fact: Fact) -> bool:
    return fact.value is not None and fact.value.startswith("--")


def _date_rank(candidates: Sequence[Fact], index: int) -> tuple[int, int, float, int]:
    fact = candidates[index]
    return _BASIS_ORDER[fact.basis], _structured_rank(fact), -fact.confidence, index


def _finer(candidates: Sequence[Fact], ranked: Sequence[int]) -> int:
    """Return the first candidate, or one that says the day of the same month or year where the first does not."""
    first = candidates[ranked[0]]
    if day_of(first.value or "") is not None:
        return ranked[0]
    coarse = first.value or ""
    return next(
        (
            index
            for index in ranked[1:]
            if day_of(candidates[index].value or "") and (candidates[index].value or "").startswith(coarse)
        ),
        ranked[0],
    )


def _not_after(candidates: Sequence[Fact], captured: str | None) -> str | None:
    """Return the day after which the page was not written: that of its capture, with a day for time zones."""
    day = day_of(captured) if captured else None
    if day is None:
        hints = [
            day_of(fact.value or "") for fact in candidates if fact.field == "captured_hint" and fact.confidence >= SURE
        ]
        day = next((hint for hint in hints if hint), None)
    try:
        return (date.fromisoformat(day) + timedelta(days=1)).isoformat() if day else None
    except (ValueError, OverflowError):  # a stated capture time that no calendar has
        return None


def _later_datelines(best: Fact, candidates: Sequence[Fact]) -> list[Fact]:
    """Return other datelines with a later day, where the best date is a dateline: which is the page's is not said."""
    if best.basis != "dateline":
        return []
    day = (best.value or "")[:10]
    return [
        fact
        for fact in candidates
        if fact.field == "published" and fact.basis == "dateline" and (day_of(fact.value or "") or "") > day
    ]


def _derived(published: Fact) -> list[Fact]:
    """Return EDTF and bounds of a chosen date."""
    if published.value is None:
        return []
    bounds = bounds_of(published.value)
    derived = [_from(published, "published_edtf", published.value)]
    if bounds is not None:
        derived += [_from(published, "published_earliest", bounds[0]), _from(published, "published_latest", bounds[1])]
    return derived


def _from(ground: Fact, field: str, value: str) -> Fact:
    return replace(ground, field=field, value=value, chosen=True)


def _either(best: Fact, rivals: Sequence[Fact]) -> list[Fact]:
    days = sorted({(fact.value or "")[:10] for fact in (best, *rivals)})
    raw = " / ".join(dict.fromkeys(fact.raw for fact in (best, *rivals)))
    ground = replace(best, raw=raw, rule="two-datelines")
    return [
        _from(ground, "published_edtf", f"[{','.join(days)}]"),
        _from(ground, "published_earliest", days[0]),
        _from(ground, "published_latest", days[-1]),
    ]


def _inferred(
    candidates: Sequence[Fact], partial: Sequence[Fact], text: str, language: str | None, limit: str | None
) -> list[Fact]:
    """Return what stated words lead to where no date is printed in full."""
    told = _told_language(candidates, language)
    if partial:
        found = _with_year(partial[0], text, told, limit)
        return found or [
            _from(replace(partial[0], rule="year-unknown"), "published_edtf", unknown_year(partial[0].value or "")),
            *_bounds(text, told, limit),
        ]
    headline = next((fact.value for fact in candidates if fact.field == "headline" and fact.confidence >= SURE), None)
    anniversary = infer_anniversary(headline, text, language=told, not_after=limit)
    if anniversary is not None:
        edtf = _new("published_edtf", f"{anniversary.day}~", anniversary.evidence, "anniversary")
        return [edtf, *_bounds(text, told, limit)]
    return _two_ways(candidates) or _bounds(text, told, limit)


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
        *_bounds(text, language, limit),
    ]


def _bounds(text: str, language: str | None, limit: str | None) -> list[Fact]:
    """Return the days between which the page was written, as far as its words and its capture say."""
    bound = not_before(text, language=language)
    facts = []
    if bound is not None and (limit is None or bound.day <= limit):
        facts.append(_new("published_earliest", bound.day, bound.raw, "latest-date-in-text"))
    if limit is not None:
        facts.append(_new("published_latest", limit, limit, "capture-time"))
    return facts


def _two_ways(candidates: Sequence[Fact]) -> list[Fact]:
    """Return the year of a printed date whose day and month could be swapped."""
    for fact in candidates:
        year_only = fact.value is not None and len(fact.value) == 4  # noqa: PLR2004 - a year has four figures
        if fact.field == "published" and year_only and READS_TWO_WAYS <= fact.confidence < SURE:
            ground = replace(fact, rule="day-or-month-first")
            return _derived(ground)
    return []


def _new(field: str, value: str, raw: str, rule: str) -> Fact:
    return Fact(
        field=field, value=value, raw=raw, rule=rule, basis="inferred", place="text", confidence=_INFERRED, chosen=True
    )
