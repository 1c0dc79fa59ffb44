"""What an archive takes: bytes an article, table by table with its indexes, received files apart.

    python benchmarks/archive_size.py archive.db         of any archive
    python benchmarks/archive_size.py --most 2000        made now from texts of the scale corpus, read as dumps are

The sizes are those of `dbstat`: pages of the file, with the room that is left in them.

Rule: a script; reads archives, and makes one in a scratch folder through `archive.store`, as the command does.
"""

import argparse
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing
from itertools import islice
from pathlib import Path

from relations_cost import articles_of, scale_records
from relations_sets import ROOT

from archive.relearn import relearn
from archive.store import open_store
from archive.story_pass import keep_stories

_SIZES = """
    SELECT ifnull(m.tbl_name, s.name) AS belongs, s.name <> ifnull(m.tbl_name, s.name) AS is_index, sum(s.pgsize)
    FROM dbstat s LEFT JOIN sqlite_master m ON m.name = s.name GROUP BY 1, 2
"""


def main() -> None:
    """Measure, and print a table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("archive", nargs="?", type=Path)
    parser.add_argument("--shared", type=Path, default=ROOT.parent / "shared")
    parser.add_argument("--most", type=int, default=2_000, help="articles")
    options = parser.parse_args()
    if options.archive is not None:
        print_sizes(options.archive)
        return
    with tempfile.TemporaryDirectory(prefix="cuttings-") as folder:
        archive = Path(folder) / "archive.db"
        filled(archive, options.shared, options.most)
        print_sizes(archive)


def filled(archive: Path, shared: Path, most: int) -> None:
    """Make an archive of texts."""
    with open_store(archive) as store:
        run = store.begin_run("ingest")
        for _ in store.add_all(islice(articles_of(scale_records(shared)), most), run):
            pass
        relearn(store, run)
        keep_stories(store)


def print_sizes(archive: Path) -> None:
    """Print the sizes, the largest first."""
    with closing(sqlite3.connect(archive)) as conn:
        (articles,) = conn.execute("SELECT count(*) FROM article").fetchone()
        (words,) = conn.execute("SELECT avg(words) FROM article").fetchone()
        sizes = list(joined(conn.execute(_SIZES)))
    print(f"{articles:,} articles of {words or 0:.0f} words; bytes an article, table and indexes")
    for name, table, indexes in sorted(sizes, key=lambda each: -(each[1] + each[2])):
        print(f"  {name:<24}{table / articles:9,.0f}{indexes / articles:9,.0f}")
    rest = sum(table + indexes for name, table, indexes in sizes if name != "received")
    print(f"  without received files: {rest / articles:,.0f} bytes an article")


def joined(rows: Iterator[tuple[str, int, int]]) -> Iterator[tuple[str, int, int]]:
    """Yield name, bytes and bytes of indexes by table; the tables behind the full-text index as one."""
    found: dict[str, list[int]] = {}
    for name, is_index, size in rows:
        table = "article_fts" if name.startswith("article_fts") else name
        found.setdefault(table, [0, 0])[bool(is_index)] += size
    yield from ((name, table, indexes) for name, (table, indexes) in found.items())


if __name__ == "__main__":
    main()
