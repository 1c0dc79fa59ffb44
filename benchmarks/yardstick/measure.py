"""Scores of one extractor on one set, and of the best peer.

Rule: pure; the page scores come from the sets' own scorer, so that figures are the same here and there.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from types import ModuleType
from typing import Any

from yardstick.bodies import Bodies, figures_of
from yardstick.sets import Page

OURS = "cuttings"
BAD = 0.8
"""A page whose body F1 is below is a bad page."""
COLUMNS = ("F1", "P", "R", "pageF1", "bad", "segF1", "title", "author", "date", "date_prec")
"""Figures that the scorer gives; `bad` is the share of pages below `BAD`, `date_prec` of right among given dates."""
FACTS = frozenset({"title", "author", "date"})
_DAY = re.compile(r"\d{4}-\d\d-\d\d")

Rows = Mapping[str, Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class Result:
    """One extractor on one set."""

    extractor: str
    figures: dict[str, float]
    page_f1: dict[str, float] = field(repr=False)
    """Body F1 of every page with a labelled body."""
    wrong_days: tuple[str, ...]
    """Ids of pages for which it names a day, and another than the label."""
    errors: int
    """Pages on which it failed or took too long."""
    ms: float
    """CPU milliseconds a page; of peers as they were when their answers were stored."""
    slowest: tuple[float, str]
    """CPU seconds of its slowest page, and the id."""


def measure(scorer: ModuleType, extractor: str, pages: list[Page], rows: Rows, bodies: Bodies | None) -> Result:
    """Score the answers of an extractor; `bodies` are the scores of its texts, None of one that gives dates only."""
    found = {page["id"]: dict(rows.get(page["id"], {})) for page in pages}
    figures: dict[str, float] = {}
    if bodies is not None:
        unscored = [{key: value for key, value in page.items() if key != "body"} for page in pages]
        figures = {**figures_of(bodies, BAD), **_figures(scorer, unscored, found)}
    elif any(page.get("date") for page in pages):
        dated = [{"id": page["id"], "date": page.get("date")} for page in pages]
        figures = {key: value for key, value in _figures(scorer, dated, found).items() if key.startswith("date")}
    spent = [(float(row.get("cpu") or float(row.get("ms", 0.0)) / 1000), name) for name, row in found.items()]
    return Result(
        extractor,
        figures,
        {name: score[2] for name, score in (bodies or {}).items()},
        wrong_days(pages, found),
        sum("error" in row for row in found.values()),
        1000 * sum(seconds for seconds, _ in spent) / max(1, len(spent)),
        max(spent, default=(0.0, "")),
    )


def _figures(scorer: ModuleType, pages: list[Page], found: dict[str, dict[str, Any]]) -> dict[str, float]:
    scores = scorer.score(pages, found)
    given = {field for field in FACTS if any(row.get(field) for row in found.values())}
    silent = {column for column in COLUMNS if column.partition("_")[0] in FACTS - given}
    return {column: float(scores[column]) for column in COLUMNS if column in scores and column not in silent}


def wrong_days(pages: Iterable[Page], found: Rows) -> tuple[str, ...]:
    """Return the pages for which a whole day is named that is not the labelled one."""
    return tuple(
        page["id"]
        for page in pages
        if page.get("date") and (day := _day(found[page["id"]].get("date"))) and day != page["date"]
    )


def _day(value: object) -> str | None:
    """Return the day that a value names; None for a year or a month.

    >>> _day("2022-11-25T10:00"), _day("2022-11")
    ('2022-11-25', None)
    """
    match = _DAY.match(str(value or ""))
    return match.group() if match else None


def share_bad(values: Iterable[float]) -> float:
    """Return the share of pages below `BAD`."""
    row = list(values)
    return sum(value < BAD for value in row) / len(row) if row else 0.0


def mean(values: Iterable[float]) -> float:
    """Return the mean; 0 of nothing."""
    row = list(values)
    return sum(row) / len(row) if row else 0.0


def best_of(results: Iterable[Result], column: str) -> Result | None:
    """Return the peer with the highest figure of a column."""
    having = [result for result in results if result.extractor != OURS and column in result.figures]
    return max(having, key=lambda result: result.figures[column], default=None)
