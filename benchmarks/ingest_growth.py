"""What an ingest costs in a large archive, beside the same in a small one: processor time an article, memory.

    python benchmarks/ingest_growth.py --keep FOLDER               a thousand articles into 100,000, and into 1,000
    python benchmarks/ingest_growth.py --articles 1000000 --keep FOLDER
    python benchmarks/ingest_growth.py --short                     into 200, and into 100: that it runs

The articles are made up (`made_up_press`). The large archive stays in FOLDER: making it takes a quarter of an hour,
once. Each takes in the thousand that come next. Relations, furniture and stories are counted in.

Rule: a script; gates on no clock.
"""

import argparse
import shutil
import sqlite3
import tempfile
from contextlib import closing
from pathlib import Path

from ingest_speed import Spent, ingested
from made_up_press import articles, write

SMALL, MORE, SHORT = 1_000, 1_000, 100


def main() -> None:
    """Measure, and print three lines."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=100_000)
    parser.add_argument("--keep", type=Path, help="where the large archive is, or is to be")
    parser.add_argument("--jobs", type=int, default=1)
    parser.add_argument("--short", action="store_true")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="cuttings-") as folder:
        small, more, large = (SHORT, SHORT, 2 * SHORT) if options.short else (SMALL, MORE, options.articles)
        measure(Path(folder), options.keep or Path(folder), (small, large), more, options.jobs)


def measure(folder: Path, keep: Path, sizes: tuple[int, int], more: int, jobs: int) -> None:
    """Print what `more` articles cost in archives of two sizes."""
    costs: list[Spent] = []
    for size in sizes:
        made = keep / f"press-{size}.db"
        if not made.exists():
            source = write(folder / f"{size}.jsonl", articles(size))
            used = ingested(folder / made.name, source, jobs)
            shutil.move(folder / made.name, made)
            each = used.cpu / size * 1e3
            print(f"{size} articles from nothing: {each:.1f} ms of CPU each, largest process {used.peak} MB")
        taken = folder / f"copy-{size}.db"
        shutil.copy(made, taken)
        next_ones = write(folder / f"after-{size}.jsonl", articles(more, first=size))
        costs.append(ingested(taken, next_ones, jobs))
        report(taken, size, more, costs[-1])
    print(f"{sizes[1]} against {sizes[0]}: {costs[1].cpu / costs[0].cpu:.2f} times the CPU time an article")


def report(archive: Path, size: int, more: int, used: Spent) -> None:
    """Print what came of it; the articles must be in."""
    with closing(sqlite3.connect(archive)) as conn:
        (held,) = conn.execute("SELECT count(*) FROM article").fetchone()
    if held != size + more:
        raise SystemExit(f"{held} articles are in the archive: {size} and {more} were to be")
    cost = used.cpu / more * 1e3
    print(f"{more} more into {size}: {cost:.1f} ms of CPU each, {used.wall:.0f} s, largest process {used.peak} MB")


if __name__ == "__main__":
    main()
