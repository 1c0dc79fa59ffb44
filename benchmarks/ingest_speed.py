"""What an ingest costs: processor time a page, beside trafilatura on the same pages in the same run; memory, re-runs.

    python benchmarks/ingest_speed.py                    two thousand saved pages of the shared corpora
    python benchmarks/ingest_speed.py --pages FOLDER     any folder of saved pages
    python benchmarks/ingest_speed.py --short            sixty made-up pages: that it runs, no figures worth keeping
    python benchmarks/ingest_speed.py --jobs 2           the same with two workers, and how busy they keep the machine

Times are CPU seconds (user and system), children included; each part is a process of its own. `extract alone` is
`process(page, keep_bytes=False)`: decoding, extraction, cards, signatures; no compression, no archive.

Rule: a script; makes archives in a scratch folder by the command line; gates on no clock.
"""

import argparse
import base64
import gzip
import json
import os
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[1]
SETS = ("scrapinghub", "fundus", "wcxb_dev", "trafilatura", "daniel", "htmldate", "postlight", "wcxb_test")
PAGES, SHORT = 2_000, 60
LEAST_BYTES = 500

PEER = """
import sys, pathlib, trafilatura
for file in sorted(pathlib.Path(sys.argv[1]).iterdir()):
    trafilatura.extract(file.read_bytes())
"""
NOTHING = "import trafilatura"
ALONE = """
import sys, pathlib
from ingest.pipeline import process
from schemas.page import RawPage, Source
from archive.warm import warm_up
warm_up(process)
for file in sorted(pathlib.Path(sys.argv[1]).iterdir()) if len(sys.argv) > 1 else ():
    process(RawPage(source=Source(path=file.name), payload=file.read_bytes(), format="html"), keep_bytes=False)
"""


@dataclass(frozen=True, slots=True)
class Spent:
    """What a process and its children used up."""

    cpu: float
    wall: float
    peak: int
    """MB of the largest process among them."""


def spent(*words: str) -> Spent:
    """Run a program of this Python, and return what it took."""
    before, started = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
    child = subprocess.Popen([sys.executable, "-c", *words], env=os.environ | {"PYTHONPATH": str(ROOT)})
    _, status, used = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode not in (0, 3):
        sys.exit(f"a part of the benchmark ended with status {child.returncode}")
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Spent(cpu, time.monotonic() - started, used.ru_maxrss // 1024)


def ingested(archive: Path, pages: Path, jobs: int) -> Spent:
    """Take the pages in by the command line."""
    words = [str(archive), str(pages), "--jobs", str(jobs), "--json"]
    code = (
        "import contextlib, io, sys; from archive.cli.ingest import ingest_command\n"
        "with contextlib.redirect_stdout(io.StringIO()): ingest_command.main(standalone_mode=True)"
    )
    return spent(code, *words)


def shared_pages(shared: Path, count: int) -> Iterator[bytes]:
    """Yield pages of the extraction corpora, in a fixed order."""
    found: list[bytes] = []
    for name in SETS:
        file = shared / "corpora" / "extraction-dev" / f"{name}.jsonl.gz"
        if file.is_file():
            with gzip.open(file, "rt", encoding="utf-8") as lines:
                found += [payload for line in lines if len(payload := page_of(json.loads(line))) > LEAST_BYTES]
    random.Random(5).shuffle(found)  # noqa: S311  a choice, no secret
    yield from found[:count]


def page_of(row: dict[str, str]) -> bytes:
    """Return the page of a record of the corpora."""
    if row.get("html_utf8"):
        return row["html_utf8"].encode("utf-8", "surrogatepass")
    packed = next((row[name] for name in row if name.startswith("html") and row[name]), "")
    return base64.b64decode(packed)


def made_up_pages(count: int) -> Iterator[bytes]:
    """Yield pages that no one ever published."""
    towns = ("Orbek", "Velmar", "Tarnis", "Deskin", "Halvar")
    for number in range(count):
        name = f"{towns[number % len(towns)]} {number}"
        lines = "".join(f"<p>The council of {name} met; ferry {number + line} ran late.</p>" for line in range(30))
        head = f"<!DOCTYPE html><html lang=en><title>{name}</title>"
        yield f"{head}<article><h1>{name}</h1>{lines}</article>".encode()


def main() -> None:
    """Measure, and print a table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=Path, help="a folder of saved pages")
    parser.add_argument("--shared", type=Path, default=ROOT.parent / "shared")
    parser.add_argument("--jobs", type=int, default=1)
    parser.add_argument("--most", type=int, default=PAGES, help="pages of the shared corpora")
    parser.add_argument("--short", action="store_true")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="cuttings-") as folder:
        pages = options.pages or written(options, Path(folder) / "pages")
        measure(Path(folder) / "archive.db", pages, options.jobs)


def written(options: argparse.Namespace, folder: Path) -> Path:
    """Write pages into a folder: those of the corpora, or made-up ones where they are not in reach."""
    folder.mkdir()
    found = [] if options.short else list(shared_pages(options.shared, options.most))
    if not found:
        print("made-up pages")
    for number, payload in enumerate(found or made_up_pages(SHORT)):
        (folder / f"{number:05}.html").write_bytes(payload)
    return folder


def measure(archive: Path, pages: Path, jobs: int) -> None:
    """Print what each part takes."""
    count = sum(1 for _ in pages.iterdir())
    size = sum(each.stat().st_size for each in pages.iterdir()) / count / 1e3
    print(f"{count} pages of {size:.0f} kB; CPU milliseconds a page")
    peer = spent(PEER, str(pages)).cpu - spent(NOTHING).cpu
    alone = spent(ALONE, str(pages)).cpu - spent(ALONE).cpu
    first = ingested(archive, pages, jobs)
    again = ingested(archive, pages, jobs)
    lines = (
        ("trafilatura.extract", peer, ""),
        ("extract alone", alone, ""),
        ("whole ingest, starting included", first.cpu, f"beyond extraction {1e3 * (first.cpu - alone) / count:.2f}"),
        ("again, all of it known", again.cpu, f"{100 * again.cpu / first.cpu:.1f} % of the first"),
    )
    for name, cpu, more in lines:
        print(f"  {name:<32}{1e3 * cpu / count:7.2f}   {more}")
    print(f"  pages a CPU second, ingest to trafilatura.extract: {peer / first.cpu:.2f} times")
    print(f"  wall {first.wall:.1f} s, {jobs} workers: {first.cpu / first.wall:.2f} cores busy; parent {first.peak} MB")
    stored(archive, count)


def stored(archive: Path, count: int) -> None:
    """Print what the archive takes, received files apart."""
    import sqlite3  # noqa: PLC0415

    with closing(sqlite3.connect(archive)) as conn:
        (received,) = conn.execute("SELECT sum(length(body)) FROM received").fetchone()
    whole = archive.stat().st_size
    print(f"  archive {whole / count:,.0f} bytes a page, {received / count:,.0f} of them received files")


if __name__ == "__main__":
    main()
