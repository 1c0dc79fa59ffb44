"""What it costs to merge parts, beside ingesting all their pages anew: processor time, size, growth with the archive.

    python benchmarks/merge_cost.py                        2,000 made-up pages in 4 parts
    python benchmarks/merge_cost.py --pages 20000 --parts 10

The pages are made-up words with the frequencies of real ones, some of them edits of others, each within the template of
one of forty hosts. Every command runs in a process of its own; times are CPU seconds (user and system) of it and of its
workers. Both ways must end in the same digest.

Rule: a script; calls the command line; gates on the digest, on no clock.
"""

import argparse
import html
import os
import subprocess
import sys
import tempfile
from itertools import islice
from pathlib import Path

from relations_edits import Row, grown, made_up

HOSTS = 40
FOLDER = 1_000
"""Pages a folder."""


def main() -> int:
    """Print the table; return 1 where the digests differ."""
    options = _options()
    with tempfile.TemporaryDirectory(prefix="merge-cost-", dir=options.scratch) as scratch:
        folder = Path(scratch)
        parts = write_pages(folder / "pages", options.pages, options.parts)
        whole = cost("ingest", folder / "whole.db", folder / "pages", "--jobs", "1")
        print(f"one ingest      {whole:8.1f} s  {size(folder / 'whole.db'):8.1f} MB", flush=True)
        shards = [folder / f"{part.name}.db" for part in parts]
        apart = [cost("ingest", shard, part, "--jobs", "1") for shard, part in zip(shards, parts, strict=True)]
        print(f"{len(parts)} ingests       {sum(apart):8.1f} s, the longest {max(apart):.1f} s", flush=True)
        merged = cost("merge", folder / "merged.db", *shards)
        print(f"their merge     {merged:8.1f} s  {size(folder / 'merged.db'):8.1f} MB")
        print(f"merge to ingest {merged / whole:8.2f}")
        again = cost("merge", folder / "merged.db", *shards)
        print(f"merged again    {again:8.1f} s")
        return int(digest(folder / "merged.db") != digest(folder / "whole.db"))


def write_pages(folder: Path, count: int, parts: int) -> list[Path]:
    """Write pages into as many folders as there are to be parts; return these."""
    fresh = made_up(max(1, int(count * 0.42)))
    folders = [folder / f"part-{number}" for number in range(parts)]
    for number, record in enumerate(islice(grown(fresh, count), count)):
        page = folders[number % parts] / str(number // parts // FOLDER) / f"{number}.html"
        page.parent.mkdir(parents=True, exist_ok=True)
        page.write_text(page_of(record, number), encoding="utf-8")
    return folders


def page_of(record: Row, number: int) -> str:
    """Return a record as a page of one of the hosts."""
    host = f"paper{number % HOSTS}.example"
    told = "".join(f"<p>{html.escape(part)}</p>" for part in str(record["text"]).split("\n\n"))
    headline = html.escape(" ".join(str(record["text"]).split()[:8]))
    day = f"2021-{number % 12 + 1:02}-{number % 28 + 1:02}"
    return (
        f"<html lang=en><head><title>{headline} - {host}</title><link rel=canonical href=https://{host}/{number}>"
        f"<meta property=og:url content=https://{host}/{number}><meta property=article:published_time content={day}>"
        f"</head><body><nav><a href=/>Home</a> <a href=/world>World</a></nav><article><h1>{headline}</h1>{told}"
        f"<p>Read {host} every morning and support its reporters.</p></article><footer>{host}</footer></body></html>"
    )


def cost(*arguments: object) -> float:
    """Run a command; return the processor time that it and its workers took."""
    before = os.times()
    code = "import sys, cuttings; sys.exit(cuttings.main())"
    subprocess.run([sys.executable, "-c", code, *map(str, arguments)], check=True, stdout=subprocess.DEVNULL)
    after = os.times()
    return after.children_user + after.children_system - before.children_user - before.children_system


def digest(path: Path) -> bytes:
    """Return the digest of an archive."""
    code = "import sys, cuttings; sys.exit(cuttings.main())"
    command = [sys.executable, "-c", code, "verify", str(path), "--digest"]
    return subprocess.run(command, check=True, capture_output=True).stdout


def size(path: Path) -> float:
    """Return the size of a file in megabytes."""
    return path.stat().st_size / 1e6


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--pages", type=int, default=2_000)
    parser.add_argument("--parts", type=int, default=4)
    parser.add_argument("--scratch", default=None, help="folder for the archives")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
