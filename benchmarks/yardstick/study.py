"""A whole run: every extractor over every set, the figures of each, what must be shown.

Rule: joins the modules beside it; prints only progress.
"""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from yardstick.bodies import body_scores
from yardstick.bootstrap import paired_interval
from yardstick.dumps import DumpScore, dump_scores
from yardstick.furniture import HostScore, host_scores
from yardstick.measure import BAD, OURS, Result, mean, measure
from yardstick.musts import Must, Pool, Speed, body_lines, fact_lines, other_lines, pool_lines, wrong_line
from yardstick.peers import BY_HOST_PEERS, SPEED_PEER, Peer, present_peers
from yardstick.runner import PAGE_SECONDS, Rows, Task, ids_of, rows_of, run_again, run_speed, run_tasks, task_of
from yardstick.sets import BY_HOST, OTHER_KINDS, POOLED, SETS, LabelledSet, Page, bench, find_sets, pages_of
from yardstick.verdicts import Verdicts, count_verdicts

EACH_ROUND, ROUNDS = 110, 3
"""Pages a round, and rounds, of the speed run."""
TRIED_AGAIN = 8
"""The slowest pages of a run, whose time is taken once more."""


@dataclass(slots=True)
class Study:
    """What a run has found."""

    labels: dict[str, list[Page]] = field(default_factory=dict)
    sets: dict[str, LabelledSet] = field(default_factory=dict)
    rows: dict[str, dict[str, Rows]] = field(default_factory=dict)
    """Answers by set, by extractor."""
    files: dict[tuple[str, str], Path] = field(default_factory=dict)
    """Where the answers lie, by set and extractor."""
    results: dict[str, dict[str, Result]] = field(default_factory=dict)
    articles: Verdicts = field(default_factory=lambda: Verdicts(0, (), 0))
    others: dict[str, Verdicts] = field(default_factory=dict)
    pools: list[tuple[str, float, int]] = field(default_factory=list)
    """Extractor, mean page F1 and bad pages over the pooled sets."""
    pool: Pool | None = None
    by_host: list[HostScore] = field(default_factory=list)
    dumps: DumpScore | None = None
    speed: Speed | None = None
    absent: list[str] = field(default_factory=list)
    """Sentences on peers that are not in the run."""


def make_study(shared: Path, cache: Path, names: tuple[str, ...], *, jobs: int) -> Study:
    """Run everything over the sets that are there."""
    study = Study()
    peers, study.absent = present_peers()
    tasks: list[Task] = []
    for labelled in find_sets(shared, names):
        study.sets[labelled.name] = labelled
        study.labels[labelled.name], ids = ids_of(shared, labelled)
        tasks += [task_of(labelled, peer, cache, ids) for peer in (None, *_peers_on(labelled, peers))]
    run_tasks(shared, tasks, jobs)
    for task in tasks:
        study.rows.setdefault(task.labelled.name, {})[task.extractor] = rows_of(task)
        study.files[task.labelled.name, task.extractor] = task.out
    _measure(study, shared, {peer.name: peer for peer in peers})
    if any(peer.name == SPEED_PEER for peer in peers):
        study.speed = _speed(study, shared)
    return study


def _peers_on(labelled: LabelledSet, peers: list[Peer]) -> list[Peer]:
    """Return the peers that run on a set: on that by host a few, on pages that are no articles none."""
    if labelled.name in OTHER_KINDS:
        return []
    return [peer for peer in peers if labelled.name != BY_HOST or peer.name in BY_HOST_PEERS]


def _measure(study: Study, shared: Path, peers: dict[str, Peer]) -> None:
    """Score all answers."""
    scorer = bench(shared)
    for name, by_extractor in study.rows.items():
        pages = study.labels[name]
        if name in OTHER_KINDS:
            study.others[name] = count_verdicts([(name, by_extractor[OURS])])
            continue
        study.results[name] = {}
        for extractor, rows in by_extractor.items():
            gives_body = extractor == OURS or "body" in peers[extractor].gives
            bodies = body_scores(scorer, pages, rows, study.files[name, extractor]) if gives_body else None
            study.results[name][extractor] = measure(scorer, extractor, pages, rows, bodies)
    study.articles = count_verdicts((name, study.rows[name][OURS]) for name in study.results)
    _pool(study)
    if BY_HOST in study.rows:
        before = {extractor: result.page_f1 for extractor, result in study.results[BY_HOST].items()}
        study.by_host = host_scores(scorer, study.labels[BY_HOST], study.rows[BY_HOST], before)
        pages = pages_of(shared, study.sets[BY_HOST])
        study.dumps = dump_scores(pages, lambda label, text: float(scorer.body_score(label, text)[2]))


def _pool(study: Study) -> None:
    """Compare with the best single peer over the pooled sets, where all of them are in the run."""
    if not all(name in study.results for name in POOLED):
        return
    scores: dict[str, list[float]] = {}
    shared_by_all = set.intersection(*(set(study.results[name]) for name in POOLED))
    for extractor in shared_by_all:
        values = [value for name in POOLED for value in study.results[name][extractor].page_f1.values()]
        if values:
            scores[extractor] = values
    study.pools = [(name, mean(row), sum(value < BAD for value in row)) for name, row in scores.items()]
    rivals = [each for each in study.pools if each[0] != OURS]
    if rivals:
        peer, _, peer_bad = max(rivals, key=lambda each: each[1])
        ours = scores[OURS]
        bad = sum(value < BAD for value in ours)
        study.pool = Pool(peer, paired_interval(ours, scores[peer]), bad, peer_bad, len(ours))


def _speed(study: Study, shared: Path) -> Speed | None:
    """Measure pages per CPU-second over the pooled sets, and find the slowest page of all."""
    sets = [study.sets[name] for name in POOLED if name in study.sets]
    if not sets:
        return None
    found: dict[str, Any] = run_speed(shared, sets, [OURS, SPEED_PEER], each=EACH_ROUND, rounds=ROUNDS)
    pages, cpu = int(found["pages"]), {name: sum(rounds) for name, rounds in found["cpu"].items()}
    return Speed(pages / cpu[OURS], pages / cpu[SPEED_PEER], pages, *_slowest(study, shared))


def _slowest(study: Study, shared: Path) -> tuple[float, str]:
    """Return the slowest page of all: the slowest of the run are tried again, since a busy machine slows any page."""
    rows = [
        (float(row.get("cpu", PAGE_SECONDS)), name, number)  # a page on which the child ended has no time
        for name in study.rows
        for number, row in study.rows[name][OURS].items()
    ]
    ids: dict[str, list[str]] = {}
    for seconds, name, number in sorted(rows)[-TRIED_AGAIN:]:
        if seconds >= PAGE_SECONDS:
            return seconds, number
        ids.setdefault(study.sets[name].dataset, []).append(number)
    return max((seconds, number) for number, seconds in run_again(shared, ids).items())


def musts_of(study: Study) -> list[Must]:
    """Return the table of what has to be shown."""
    return [
        *pool_lines(study.pool),
        *body_lines(study.results),
        *fact_lines(study.results),
        wrong_line(study.results),
        *other_lines(study.articles, study.by_host, study.speed),
    ]


def pinned_figures(study: Study) -> dict[str, tuple[str, dict[str, float]]]:
    """Return our figures as floors hold them: fingerprint and scores, by set."""
    figures = {}
    for name, by_extractor in study.results.items():
        ours = by_extractor[OURS]
        kept = {key: ours.figures[key] for key in PINNED if key in ours.figures}
        kept["wrong_days"] = float(len(ours.wrong_days))
        kept["rejected"] = float(sum(bool(row.get("rejected")) for row in study.rows[name][OURS].values()))
        if name == BY_HOST and study.dumps is not None:
            kept["dumps"] = study.dumps.after
        figures[name] = (study.sets[name].fingerprint, kept)
    return figures


PINNED = ("F1", "pageF1", "segF1", "title", "author", "date")


def names_wanted(only: list[str]) -> tuple[str, ...]:
    """Return the sets to run; `only` may name them without their page type."""
    every = (*SETS, *OTHER_KINDS)
    return tuple(name for name in every if not only or name in only or name.partition(":")[0] in only)
