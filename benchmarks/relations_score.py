"""Figures over labelled pairs and clusters, with their intervals.

Rule: pure; seeded, so that the same answers give the same interval. The figures of the labelled sets are their own
scorer's; what stands here gives intervals, and scores our own ladder where that scorer is not in reach.
"""

import math
import random
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from yardstick.bootstrap import SEED, Interval

Row = Mapping[str, Any]
Said = Mapping[frozenset[str], Row]
"""What the archive says of each pair of record ids."""

COPIES = frozenset({"same_text", "near_copy", "contains", "version"})
RESAMPLES = 2_000
"""Enough for an interval's ends to the second decimal; the sets are small."""
Z = 1.96
"""Standard normal quantile of a 95 % interval."""


@dataclass(frozen=True, slots=True)
class Share:
    """So many of so many, with the 95 % score interval, which holds near 0 and 1, where shares of errors lie.

    E. B. Wilson, Probable inference, Journal of the American Statistical Association 22 (1927).
    """

    hits: int
    n: int

    @property
    def value(self) -> float:
        """Return the share; 0 of 0 is 0."""
        return self.hits / self.n if self.n else 0.0

    @property
    def ends(self) -> tuple[float, float]:
        """Return the ends of the interval."""
        if not self.n:
            return 0.0, 1.0
        square, p, n = Z * Z, self.value, self.n
        middle, half = p + square / (2 * n), Z * math.sqrt(p * (1 - p) / n + square / (4 * n * n))
        return max(0.0, (middle - half) / (1 + square / n)), min(1.0, (middle + half) / (1 + square / n))

    def __str__(self) -> str:
        """Write it for a table."""
        low, high = self.ends
        return f"{self.hits}/{self.n} = {self.value:.1%} [{low:.1%}, {high:.1%}]"


def said_of(relations: Iterable[Row]) -> dict[frozenset[str], Row]:
    """Return what is said, by pair."""
    return {frozenset((str(row["a"]), str(row["b"]))): row for row in relations}


def is_copy(pair: Row, said: Said) -> bool:
    """Say whether a labelled pair is called copies of one text."""
    return said.get(_ends(pair), {}).get("kind") in COPIES


def _ends(pair: Row) -> frozenset[str]:
    return frozenset((str(pair["a"]), str(pair["b"])))


def f1_of(cells: Iterable[tuple[bool, bool]]) -> float:
    """Return F1 of (label, answer) cells."""
    counts = Counter(cells)
    both, doubled = counts[True, True], 2 * counts[True, True] + counts[False, True] + counts[True, False]
    return 2 * both / doubled if doubled else 0.0


def f1_interval(cells: Sequence[tuple[bool, bool]]) -> Interval:
    """Return F1 and its 95 % percentile interval, resampled over pairs."""
    return _resampled(cells, f1_of)


def _resampled(units: Sequence[Any], figure: Callable[[list[Any]], float]) -> Interval:
    """Return a figure over units and the percentile interval of as many units, drawn with replacement."""
    draw = random.Random(SEED).choices  # noqa: S311  a resampling, no secret
    found = sorted(figure(draw(units, k=len(units))) for _ in range(RESAMPLES))
    tail = round(RESAMPLES * 0.025)
    return Interval(figure(list(units)), found[tail], found[RESAMPLES - 1 - tail])


def called_copies(pairs: Iterable[Row], said: Said) -> dict[str, Share]:
    """Return how many pairs of each kind are called copies."""
    answers: dict[str, list[bool]] = defaultdict(list)
    for pair in pairs:
        answers[str(pair["kind"])].append(is_copy(pair, said))
    return {kind: Share(sum(each), len(each)) for kind, each in sorted(answers.items())}


def axis_right(pairs: Iterable[Row], said: Said, axis: str) -> Share:
    """Return how often an axis (`text`, `occasion`) is right where a relation was given and the label is certain.

    A pair's `texts` and `occasions` hold every right answer.
    """
    judged = [(pair[f"{axis}s"], row) for pair in pairs if (row := said.get(_ends(pair))) and pair[f"{axis}s"]]
    return Share(sum(row.get(axis) in wanted for wanted, row in judged), len(judged))


Doc = tuple[str, str]
"""A record's id and the event that it is of."""


def b_cubed(docs: Sequence[Doc], stories: Iterable[Row]) -> dict[str, tuple[float, float]]:
    """Return precision and recall of each record; a record in no story is a story of its own."""
    home = {name: f"alone {name}" for name, _ in docs}
    for number, story in enumerate(stories):
        home.update({str(member): f"story {number}" for member in story["members"] if str(member) in home})
    events, made = Counter(event for _, event in docs), Counter(home.values())
    both = Counter((event, home[name]) for name, event in docs)
    return {
        name: (both[event, home[name]] / made[home[name]], both[event, home[name]] / events[event])
        for name, event in docs
    }


def b_cubed_interval(docs: Sequence[Doc], scores: Mapping[str, tuple[float, float]]) -> Interval:
    """Return B-cubed F1 and its interval, resampled over topics (the events of a topic are hard together)."""
    topics: dict[str, list[tuple[float, float]]] = defaultdict(list)
    for name, event in docs:
        topics[event.partition("_")[0]].append(scores[name])

    def figure(drawn: list[list[tuple[float, float]]]) -> float:
        rows = [row for topic in drawn for row in topic]
        precision, recall = (sum(row[at] for row in rows) / len(rows) for at in (0, 1))
        return 2 * precision * recall / (precision + recall) if precision + recall else 0.0

    return _resampled(list(topics.values()), figure)


def together(pairs: Iterable[Row], stories: Iterable[Row]) -> list[tuple[bool, bool]]:
    """Return (label, in one story) of each pair."""
    home = {str(member): number for number, story in enumerate(stories) for member in story["members"]}
    return [(bool(pair["label"]), home.get(str(pair["a"]), -1) == home.get(str(pair["b"]), -2)) for pair in pairs]
