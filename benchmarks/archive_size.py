"""What an archive takes: bytes an article, table by table with its indexes, received files apart.

    python benchmarks/archive_size.py archive.db         of any archive
    python benchmarks/archive_size.py --most 2000        made now, of plain records and of web pages of 400 words

Texts are those of the scale corpus, cut to 400 words; made-up ones stand for it where it is not in reach. The sizes are
those of `dbstat`: pages of the file, with the room that is left in them.

Rule: a script; reads archives, and makes them in a scratch folder as the command does.
"""

import argparse
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from itertools import islice
from pathlib import Path

from made_up_sites import articles_of, pages_of, records_of
from relations_cost import scale_records
from relations_sets import ROOT

from archive.intake import ingest
from archive.reader import open_reader

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
    articles = list(islice(articles_of(str(row["text"]) for row in scale_records(options.shared)), options.most))
    for kind in ("records", "pages"):
        with tempfile.TemporaryDirectory(prefix="cuttings-") as folder:
            archive = Path(folder) / "archive.db"
            filled(archive, kind, articles)
            print(f"plain {kind}" if kind == "records" else f"web {kind}")
            print_sizes(archive)


def filled(archive: Path, kind: str, articles: Sequence[Sequence[str]]) -> None:
    """Take articles in as lines of one file, or as a page a file."""
    inputs = archive.with_name("inputs")
    inputs.mkdir()
    files = [b"\n".join(records_of(articles))] if kind == "records" else pages_of(articles)
    _write(inputs, files, "jsonl" if kind == "records" else "html")
    ingest(archive, [inputs], jobs=1)


def _write(folder: Path, files: Iterable[bytes], ending: str) -> None:
    for number, content in enumerate(files):
        (folder / f"{number:05d}.{ending}").write_bytes(content)


def print_sizes(archive: Path) -> None:
    """Print the sizes, the largest first."""
    with closing(open_reader(archive)) as conn:
        (articles,) = conn.execute("SELECT count(*) FROM article").fetchone()
        (words,) = conn.execute("SELECT avg(words) FROM article").fetchone()
        (facts,) = conn.execute("SELECT count(*) FROM plain_fact").fetchone()
        sizes = list(joined(conn.execute(_SIZES)))
    print(f"{articles:,} articles of {words or 0:.0f} words, {facts / articles:.0f} facts each")
    print(f"  {'bytes an article':<24}{'table':>9}{'indexes':>9}")
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
