"""What the extraction has to show, line by line: the figure, what it must be, what it should be, and whether it is.

Rule: pure; a line whose sets or peers are not in the run is listed as not measured, never as reached.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from yardstick.bootstrap import Interval
from yardstick.furniture import HostScore
from yardstick.measure import BAD, OURS, Result, best_of
from yardstick.sets import POOLED
from yardstick.verdicts import Verdicts

Results = Mapping[str, Mapping[str, Result]]
"""By set, by extractor."""

AIMS = {"scrapinghub": 0.980, "fundus": 0.970, "wcxb_test:article": 0.965}
SLACK = 0.002
"""How far a body F1 may lie below the best peer's."""
FUNDUS_LEAD = 0.010
FUNDUS = {"date": (0.98, 0.995), "author": (0.90, 0.93), "title": (0.86, 0.90)}
FACT_SETS = ("wcxb_test:article", "trafilatura", "htmldate")
BY_HOST_LEAD = 0.01
MOST_REJECTED = 0.005
FASTER = 3.0
SLOWEST = 1.0
HAIR = 1e-9


@dataclass(frozen=True, slots=True)
class Must:
    """One line of the table."""

    line: str
    figure: str
    must: str
    aim: str
    is_met: bool | None
    """None where it was not measured."""


@dataclass(frozen=True, slots=True)
class Pool:
    """The comparison with the best peer over the pooled sets."""

    peer: str
    interval: Interval
    bad: int
    peer_bad: int
    pages: int


@dataclass(frozen=True, slots=True)
class Speed:
    """Pages per CPU-second, ours and the peer's, on the same pages."""

    ours: float
    peer: float
    pages: int
    slowest: float
    """CPU seconds of the slowest page."""
    slowest_page: str

    @property
    def ratio(self) -> float:
        """How many times as fast ours is."""
        return self.ours / self.peer if self.peer else 0.0


def pool_lines(pool: Pool | None) -> Iterator[Must]:
    """Yield the lines on the pooled sets."""
    name = "body, " + " + ".join(POOLED) + ": mean page F1 less the best single peer's"
    if pool is None:
        yield Must(name, "not measured", "95 % interval above 0", "", None)
        return
    span = pool.interval
    figure = f"{span.mean:+.4f} [{span.low:+.4f}, {span.high:+.4f}] against {pool.peer}, {pool.pages} pages"
    yield Must(name, figure, "95 % interval above 0", "", span.low > 0)
    figure = f"{pool.bad} against {pool.peer_bad} of {pool.peer}"
    yield Must(f"the same: pages with F1 below {BAD}", figure, "fewer", "half", pool.bad < pool.peer_bad)


def body_lines(results: Results) -> Iterator[Must]:
    """Yield a line for each set with labelled bodies."""
    for name, by_extractor in results.items():
        ours, best = by_extractor.get(OURS), best_of(by_extractor.values(), "F1")
        if ours is None or best is None or "F1" not in ours.figures:
            continue
        lead = ours.figures["F1"] - best.figures["F1"]
        needed = FUNDUS_LEAD if name == "fundus" else -SLACK
        figure = f"{ours.figures['F1']:.3f}, {lead:+.4f} against {best.extractor}"
        aim = f"{AIMS[name]:.3f}" if name in AIMS else ""
        yield Must(f"body F1, {name}", figure, f"{needed:+.3f} or more", aim, lead >= needed - HAIR)


def fact_lines(results: Results) -> Iterator[Must]:
    """Yield the lines on title, author and date."""
    for field, (must, aim) in FUNDUS.items():
        yield from _fact_line(results, "fundus", field, must, aim)
    for name in FACT_SETS:
        for field in FUNDUS:
            yield from _fact_line(results, name, field, 0.0, 0.0)


def _fact_line(results: Results, name: str, field: str, must: float, aim: float) -> Iterator[Must]:
    by_extractor = results.get(name, {})
    ours, best = by_extractor.get(OURS), best_of(by_extractor.values(), field)
    if ours is None or best is None or field not in ours.figures:
        return
    value, other = ours.figures[field], best.figures[field]
    words = (f"{must:.2f} and " if must else "") + "not below a peer"
    met = value >= max(must, other) - HAIR
    yield Must(
        f"{field}, {name}", f"{value:.3f}, {best.extractor} {other:.3f}", words, f"{aim:.3f}" if aim else "", met
    )


def wrong_line(results: Results) -> Must:
    """Return the line on confidently wrong dates."""
    ours = theirs = 0
    for by_extractor in results.values():
        if OURS in by_extractor and "htmldate" in by_extractor:
            ours += len(by_extractor[OURS].wrong_days)
            theirs += len(by_extractor["htmldate"].wrong_days)
    line = "days named that are not the label's, all dated sets"
    if not theirs:
        return Must(line, "not measured", "half of htmldate's", "", None)
    return Must(line, f"{ours} against {theirs} of htmldate", "half of htmldate's", "", ours <= theirs / 2)


def other_lines(verdicts: Verdicts, by_host: list[HostScore], speed: Speed | None) -> Iterator[Must]:
    """Yield the lines on hosts, rejections and speed."""
    line, must = "daniel, hosts with 5 pages or more, learned furniture: mean page F1", f"{BY_HOST_LEAD:+.2f} or more"
    ours = next((score for score in by_host if score.extractor == OURS), None)
    best = max((score for score in by_host if score.extractor != OURS), key=lambda score: score.after, default=None)
    if ours is None or best is None:
        yield Must(line, "not measured", must, ".900", None)
    else:
        lead = ours.after - best.after
        figure = f"{ours.after:.3f}, {lead:+.4f} against {best.extractor} + the same, {ours.pages} pages"
        yield Must(line, figure, must, ".900", lead >= BY_HOST_LEAD - HAIR)
    if verdicts.pages:
        figure = f"{len(verdicts.rejected)} of {verdicts.pages} ({100 * verdicts.share:.2f} %)"
        yield Must("labelled articles turned away", figure, "0.5 % at most", "0", verdicts.share <= MOST_REJECTED)
    if speed is None:
        yield Must("pages per CPU-second against trafilatura", "not measured", "3 times", "5 times", None)
        return
    figure = f"{speed.ours:.0f} against {speed.peer:.0f}: {speed.ratio:.2f} times ({speed.pages} pages)"
    yield Must("pages per CPU-second against trafilatura", figure, "3 times", "5 times", speed.ratio >= FASTER)
    figure = f"{speed.slowest:.2f} s ({speed.slowest_page})"
    yield Must("slowest real page", figure, "1 s CPU at most", "", speed.slowest <= SLOWEST)
