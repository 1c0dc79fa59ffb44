"""What telling copies apart costs: articles a second beside a named peer, bytes of the candidate index, growth, memory.

    python benchmarks/relations_cost.py                 all of it, on the scale corpus, to 100,000 articles
    python benchmarks/relations_cost.py --short         to 10,000; made-up texts where the corpus is not in reach
    python benchmarks/relations_cost.py --only speed    speed, or growth (which has size and memory with it)

Stages 1 to 4 are run as the workers run them and not timed. Times are CPU seconds of this process unless it says wall.
Growth: the same hundred articles are added, one a transaction, to an archive of 1,000 and to a large one.

Rule: a script; makes archives in a scratch folder through `archive.store`, as the command does; gates on no clock.
"""

import argparse
import gzip
import importlib
import json
import os
import random
import resource
import shutil
import sqlite3
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from statistics import median, quantiles

from relations_edits import Row, edited, grown, made_up
from relations_sets import ROOT, record_line

from archive import families
from archive.store import Run, Store, open_store
from archive.story_pass import keep_stories
from ingest import sign
from ingest.pipeline import process
from ingest.readers.records.record import page_of_record
from schemas.article import Article
from schemas.page import RawPage, Source

SMALL, PROBES, PASSES = 1_000, 100, 20
MARKS = (10_000, 30_000)
"""Sizes between the small and the large archive at which is measured, too."""
INDEX_TABLES = ("shingle", "sampled")
"""Tables of the candidate index; their indexes count, too."""
PERMUTATIONS = 128


def articles_of(records: Iterable[Row]) -> Iterator[Article]:
    """Yield the articles that records make (stages 1 to 5); what makes none is left out."""
    for record in records:
        page = page_of_record(json.loads(record_line(record)), Source(path=f"{record['id']}.json"))
        found = process(page) if isinstance(page, RawPage) else None
        if isinstance(found, Article):
            yield found


def scale_records(shared: Path) -> list[Row]:
    """Return the records of the scale corpus, or made-up ones where it is not in reach."""
    path = shared / "corpora" / "scale" / "scale.jsonl.gz"
    if not path.is_file():
        print("the scale corpus is not in reach: made-up texts stand for it")
        return made_up(6_000)
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


@dataclass(frozen=True, slots=True)
class Spent:
    """CPU seconds of filling an archive."""

    articles: int
    added: float
    """The reading of the articles too, where they are read while they are added."""
    stories: float


def fill(path: Path, articles: Iterable[Article], said: str) -> Spent:
    """Add articles to an archive in batches, then keep up its stories, as the command does."""
    with open_store(path) as store:
        run, started, count = store.begin_run("ingest"), time.process_time(), 0
        for count, _ in enumerate(store.add_all(articles, run), 1):
            if count % 5_000 == 0:
                each = 1e3 * (time.process_time() - started) / count
                print(f"  {said}: {count} articles, {each:.2f} ms each so far", file=sys.stderr, flush=True)
        store.end_run(run)
        added = time.process_time()
        keep_stories(store)
        return Spent(count, added - started, time.process_time() - added)


@dataclass(frozen=True, slots=True)
class Times:
    """Seconds of adding the same articles to one archive."""

    cpu: list[float]
    wall: list[float]
    passes: list[float]
    """CPU of the pass over stories after each of the first articles, as one ingest of one article has it."""
    whole_pass: float
    """CPU of the pass after all the others at once."""


def added_one_by_one(path: Path, probes: list[Article]) -> Times:
    """Return what adding each of `probes` to a copy of an archive takes, a transaction each."""
    copy = path.with_suffix(".probed.db")
    shutil.copyfile(path, copy)
    with open_store(copy) as store:
        run = store.begin_run("ingest")
        _add(store, probes[:1], run)  # opens what the first transaction opens
        keep_stories(store)
        times, passes = [], []
        for number, probe in enumerate(probes[1:], 1):
            times.append(_add(store, [probe], run))
            if number <= PASSES:
                passes.append(_pass(store))
        whole = _pass(store)
    copy.unlink()
    return Times([cpu for cpu, _ in times], [wall for _, wall in times], passes, whole)


def _pass(store: Store) -> float:
    start = time.process_time()
    keep_stories(store)
    return time.process_time() - start


def _add(store: Store, articles: list[Article], run: Run) -> tuple[float, float]:
    cpu, wall = time.process_time(), time.perf_counter()
    for _ in store.add_all(articles, run, batch=1):
        pass
    return time.process_time() - cpu, time.perf_counter() - wall


def index_bytes(path: Path) -> dict[str, float]:
    """Return the bytes an article of each table of the candidate index, with its indexes, and of all tables."""
    with closing(sqlite3.connect(path)) as conn:
        (count,) = conn.execute("SELECT count(*) FROM article").fetchone()
        owner = dict(conn.execute("SELECT name, tbl_name FROM sqlite_master").fetchall())
        sizes: dict[str, float] = dict.fromkeys((*INDEX_TABLES, "relation", "story_*", "everything"), 0.0)
        for name, size in conn.execute("SELECT name, sum(pgsize) FROM dbstat GROUP BY name"):
            table = owner.get(name, name)
            sizes["everything"] += size / count
            kind = "story_*" if table.startswith("story") else table
            if kind in sizes:
                sizes[kind] += size / count
    return sizes


def growth(records: list[Row], large: int, folder: Path) -> Iterator[str]:
    """Yield what adding the same articles costs as an archive grows to `large`, each mark against the first."""
    rows = list(grown(records, large + PROBES))
    near = [edited(record, large + number, records) for number, record in enumerate(rows[: PROBES // 2])]
    probes = list(articles_of([*near, *rows[large : large + PROBES // 2]]))
    held = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    path, done, first = folder / "growing.db", 0, None
    for mark in sorted({SMALL, *(each for each in MARKS if each < large), large}):
        spent = fill(path, articles_of(rows[done:mark]), f"to {mark}")
        done, now = mark, added_one_by_one(path, probes)
        each = 1e3 / spent.articles
        added, stories = each * spent.added, each * spent.stories
        yield f"filled to {mark}: {added:.2f} ms CPU each by stages 1 to 7, {stories:.2f} more for stories"
        yield _index_line(path, mark)
        first = first or now
        if now is not first:
            yield from _growth_lines(f"into {SMALL} and into {mark}", first, now, len(probes) - 1 - PASSES)
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    yield f"memory: {most:.0f} MB at most; {held:.0f} MB of it before the first article was added (the records)"


def _index_line(path: Path, mark: int) -> str:
    sizes = index_bytes(path)
    whole = sum(sizes[table] for table in INDEX_TABLES)
    shown = ", ".join(f"{table} {size:.0f}" for table, size in sizes.items())
    return f"size at {mark}: {whole:.0f} bytes an article of candidate index (must ≤ 700, aim ≤ 500); {shown}"


def _growth_lines(into: str, first: Times, now: Times, many: int) -> Iterator[str]:
    yield f"growth, CPU time of an article {into}: {_compared(first.cpu, now.cpu)}"
    near = PROBES // 2 - 1
    yield f"growth, the same, edits of earlier articles alone {into}: {_compared(first.cpu[:near], now.cpu[:near])}"
    yield f"growth, wall time of an article {into}: {_compared(first.wall, now.wall)}"
    yield f"growth, CPU time of a pass over stories after one article {into}: {_compared(first.passes, now.passes)}"
    by_article = (1e3 * times.whole_pass / many for times in (first, now))
    shown = " and ".join(f"{each:.2f} ms" for each in by_article)
    yield f"growth, CPU time of the pass over stories after {many} articles {into}, by article: {shown}"


def _compared(small: list[float], large: list[float]) -> str:
    """Write how the times of the same articles compare."""
    ratios = [other / max(one, 1e-6) for one, other in zip(small, large, strict=True)]
    tenths = quantiles(ratios, n=10)
    return (
        f"median {1e3 * median(small):.2f} and {1e3 * median(large):.2f} ms; median of ratios {median(ratios):.2f} "
        f"(must ≤ 2, aim ≤ 1.3), tenth to ninetieth percentile {tenths[0]:.2f} to {tenths[-1]:.2f}, "
        f"of the sums {sum(large) / sum(small):.2f}"
    )


def speed(said: str, records: Iterable[Row], path: Path) -> Iterator[str]:
    """Yield articles a second of stages 5 to 7 beside the peer's, on the same texts."""
    articles = list(articles_of(records))
    start = time.process_time()
    for article in articles:
        sign.sign(article.blocks)
    signed = time.process_time() - start
    with watched(families, "relate") as related:
        spent = fill(path, articles, said)
    ours = {
        "5 and 7 (sign, relate) without stories": signed + sum(related),
        "5 and 7 (sign, relate)": signed + sum(related) + spent.stories,
        "5 to 7 (with store) without stories": signed + spent.added,
        "5 to 7 (with store)": signed + spent.added + spent.stories,
    }
    peers = dict(peer_seconds([article.text for article in articles]))
    for name, seconds in (*ours.items(), *peers.items()):
        rate, each = len(articles) / seconds, 1e3 * seconds / len(articles)
        yield f"speed, {said}, {name}: {rate:.0f} articles a CPU second, {each:.2f} ms each"
    for name, seconds in ours.items():
        shown = ", ".join(f"{spent / seconds:.2f} times {peer}" for peer, spent in peers.items())
        yield f"speed, {said}, stages {name}: {shown} (must ≥ 3, aim ≥ 6)"


@contextmanager
def watched(module: object, name: str) -> Iterator[list[float]]:
    """Note the CPU seconds of each call of a module's function meanwhile."""
    function, spent = getattr(module, name), []

    def timed(*args: object, **named: object) -> object:
        start = time.process_time()
        try:
            return function(*args, **named)
        finally:
            spent.append(time.process_time() - start)

    setattr(module, name, timed)
    try:
        yield spent
    finally:
        setattr(module, name, function)


def peer_seconds(texts: list[str]) -> Iterator[tuple[str, float]]:
    """Yield CPU seconds of datasketch's MinHash and LSH on the same texts: sign, query, insert; it gives no verdict."""
    try:
        datasketch = importlib.import_module("datasketch")
    except ModuleNotFoundError:
        print("datasketch is not installed: no peer (pip install datasketch)", file=sys.stderr)
        return
    for form in ("update", "update_batch"):
        lsh = datasketch.MinHashLSH(threshold=0.5, num_perm=PERMUTATIONS)
        start = time.process_time()
        for number, text in enumerate(texts):
            words = text.lower().split()
            shingles = {" ".join(words[at : at + 3]).encode() for at in range(max(1, len(words) - 2))}
            signature = datasketch.MinHash(num_perm=PERMUTATIONS)
            if form == "update":
                for shingle in shingles:
                    signature.update(shingle)
            else:
                signature.update_batch(shingles)
            lsh.query(signature)
            lsh.insert(number, signature)
        yield f"datasketch MinHash({PERMUTATIONS}) + LSH by {form}", time.process_time() - start


def main() -> int:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    default = Path(os.environ.get("CUTTINGS_SHARED") or ROOT.parent / "shared")
    parser.add_argument("--shared", type=Path, default=default, help="folder that holds the scale corpus")
    parser.add_argument("--short", action="store_true", help="to 10,000 articles")
    parser.add_argument("--large", type=int, default=0, help="to so many articles")
    parser.add_argument("--only", choices=("growth", "speed"), help="one of the two")
    options = parser.parse_args()
    records = scale_records(options.shared)
    large = options.large or (10_000 if options.short else 100_000)
    with tempfile.TemporaryDirectory() as scratch:
        if options.only != "speed":
            for line in growth(records, large, Path(scratch)):
                print(line, flush=True)
        if options.only != "growth":
            count = 1_000 if options.short else 3_000
            dice = random.Random("speed")  # noqa: S311  a sample, no secret
            samples = {"as it is": dice.sample(records, count), "with edits": islice(grown(records, count), count)}
            for said, rows in samples.items():
                for line in speed(said, rows, Path(scratch) / f"{said}.db"):
                    print(line, flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
