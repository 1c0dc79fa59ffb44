"""The interval of a mean difference: paired bootstrap over pages.

Rule: pure; seeded, so that the same answers give the same interval.
"""

import random
from collections.abc import Sequence
from dataclasses import dataclass

SEED = 20221125
RESAMPLES = 10_000
"""Percentile interval of the resampled mean of page differences: B. Efron and R. Tibshirani, An Introduction to the
Bootstrap (1993), chapter 13; 10,000 resamples steady its ends to the third decimal."""


@dataclass(frozen=True, slots=True)
class Interval:
    """A mean with the ends of its 95 % interval."""

    mean: float
    low: float
    high: float


def paired_interval(
    ours: Sequence[float], theirs: Sequence[float], *, resamples: int = RESAMPLES, seed: int = SEED
) -> Interval:
    """Return the mean of `ours - theirs`, page by page, and its 95 % percentile interval.

    Each resample draws as many pages as there are, with replacement; both extractors keep their scores of a drawn page,
    so that what is hard for both does not widen the interval.
    """
    differences = [mine - other for mine, other in zip(ours, theirs, strict=True)]
    count = len(differences)
    draw = random.Random(seed).choices  # noqa: S311  a resampling, no secret
    means = sorted(sum(draw(differences, k=count)) / count for _ in range(resamples))
    tail = round(resamples * 0.025)
    return Interval(sum(differences) / count, means[tail], means[resamples - 1 - tail])
