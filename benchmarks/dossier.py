"""What a dossier costs: joined of parts, beside WeasyPrint with one document of the same articles, in the same run.

    python benchmarks/dossier.py                          200 made-up articles, and 50 for one that changes
    python benchmarks/dossier.py --articles 1000 --no-plain     memory
    python benchmarks/dossier.py --archive press.db --query "ferry"     of an archive

    python benchmarks/dossier.py --short              10 articles, for every change: is anything badly wrong?

Says, as ratios of the wall clock: the first dossier with two processes, the same again, again after one article was
corrected; and the file's size, the memory of all processes together at its height, whether the bytes are the same, and
whether the file keeps to its standards (`benchmarks/conformance`). Exits with 1 where something is beyond its bound.

Rule: a script; runs the command as a person does, each time as a process of its own.
"""

import argparse
import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

import conformance
import made_up_press

from archive import reader
from exports.dossier.build import frame_of
from exports.dossier.gather import gather
from exports.dossier.press.whole import print_pdf
from exports.dossier.render import Renderer, Standing
from exports.dossier.request import DossierRequest
from exports.dossier.sections import build_sections
from exports.dossier.workshop import style_sheet

CHANGED, FEW = 50, 10
"""Articles of the dossier of which one changes; of dossiers that are to be printed soon."""
WORDS = 600
"""Words of an article, about."""
MOST_TEXTS = 20
"""Texts of the made-up press that make up one of them, at the most."""
_EVERY_S = 0.02


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """One dossier."""

    seconds: float
    peak: int
    """Bytes that all its processes held together, at the most."""
    size: int
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Bounds:
    """Ratios to one document, by the clock, at the least; size and memory at the most."""

    first: float
    again: float
    changed: float
    size: float
    peak: float


BOUNDS = Bounds(first=1.9, again=20, changed=10, size=1.1, peak=1e9)
SHORT = Bounds(first=0.7, again=2.5, changed=0.9, size=1.3, peak=1e9)
"""For few articles, where what it takes to begin counts most."""


def main() -> None:
    """Measure and tell."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=200)
    parser.add_argument("--archive", type=Path, help="instead of made-up articles")
    parser.add_argument("--query", default="", help="of the articles of --archive, those")
    parser.add_argument("--short", action="store_true", help="a few articles, and bounds that a busy machine can keep")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--no-plain", action="store_true", help="leave WeasyPrint with one document out")
    parser.add_argument("--plain", type=Path, nargs=2, help=argparse.SUPPRESS)  # the peer's own process
    options = parser.parse_args()
    if options.plain:
        plain(*options.plain, options.query)
        return
    bounds = SHORT if options.short else BOUNDS
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        count = FEW if options.short else options.articles
        archive = copied(options.archive, work) if options.archive else made_up(work, count)
        beyond = [*measure(archive, work, options, bounds)]
        if not options.archive:
            beyond += measure_changed(made_up(work, FEW if options.short else CHANGED), work, options, bounds)
    for each in beyond:
        print(f"BEYOND ITS BOUND: {each}")
    sys.exit(1 if beyond else 0)


def measure(archive: Path, work: Path, options: argparse.Namespace, bounds: Bounds) -> Iterator[str]:
    """Measure the first dossier and the same again; yield what is beyond its bound."""
    print(f"{archive.stem}: {os.cpu_count()} cores")
    peer = None if options.no_plain else run_plain(archive, work, options.query)
    if peer:
        tell("WeasyPrint, one document", peer)
    first = run_ours(archive, work / "cache", work / "first.pdf", options)
    tell(f"joined, {options.jobs} processes", first, peer)
    again = min((run_ours(archive, work / "cache", work / "again.pdf", options) for _ in range(3)), key=_seconds)
    tell("again, nothing changed", again, peer)
    print(f"  the same bytes: {first.sha256 == again.sha256}", flush=True)
    if first.sha256 != again.sha256:
        yield "the bytes differ"
    if not conforms([work / "first.pdf"]):
        yield "it does not keep to its standards"
    if first.peak > bounds.peak:
        yield f"memory {first.peak / 1e6:.0f} MB, {bounds.peak / 1e6:.0f} at the most"
    if peer:
        yield from short_of("the first", peer.seconds / first.seconds, bounds.first)
        yield from short_of("again", peer.seconds / again.seconds, bounds.again)
        if first.size > bounds.size * peer.size:
            yield f"size {first.size / peer.size:.2f} x, {bounds.size} at the most"


def measure_changed(archive: Path, work: Path, options: argparse.Namespace, bounds: Bounds) -> Iterator[str]:
    """Measure the dossier again after one of its articles was corrected; yield what is beyond its bound."""
    print(f"{archive.stem}: one article corrected")
    peer = None if options.no_plain else run_plain(archive, work, "")
    if peer:
        tell("WeasyPrint, one document", peer)
    run_ours(archive, work / "cache", work / "before.pdf", options)
    runs = []
    for number in range(3):
        headline = ("headline", f"Corrected for the {number + 1}. time")
        cuttings("set", str(archive), f"A-{number + 3:04}", *headline, "--because", "measuring")
        runs.append(run_ours(archive, work / "cache", work / "after.pdf", options))
    tell("again, one article changed", min(runs, key=_seconds), peer)
    if not conforms([work / "after.pdf"]):
        yield "it does not keep to its standards"
    if peer:
        yield from short_of("one changed", peer.seconds / min(runs, key=_seconds).seconds, bounds.changed)


def short_of(what: str, ratio: float, bound: float) -> Iterator[str]:
    """Yield a line where a ratio is below its bound."""
    if ratio < bound:
        yield f"{what} {ratio:.1f} x, {bound} at the least"


def conforms(files: list[Path]) -> bool:
    """Whether files keep to their standards; where that cannot be checked, it is said, and held for true."""
    if lacks := conformance.missing():
        print(f"  {lacks}", flush=True)
        return True
    return conformance.check(files, conformance.PROFILES) == 0


def _seconds(run: Run) -> float:
    return run.seconds


def tell(what: str, run: Run, peer: Run | None = None) -> None:
    """Print one line."""
    ratio = f"{peer.seconds / run.seconds:6.1f} x, size {run.size / peer.size:.2f} x" if peer else ""
    print(f"  {what:28} {run.seconds:7.2f} s  {run.peak / 1e6:6.0f} MB  {run.size / 1024:7.0f} KB  {ratio}", flush=True)


def made_up(work: Path, count: int) -> Path:
    """Return an archive of so many made-up articles of about `WORDS` words."""
    records = work / f"press{count}.jsonl"
    made_up_press.write(records, islice(longer(made_up_press.articles(count * MOST_TEXTS)), count))
    archive = work / f"press{count}.db"
    cuttings("ingest", str(archive), str(records))
    return archive


def longer(records: Iterable[dict[str, object]]) -> Iterator[dict[str, object]]:
    """Yield the records with the texts of others added until they are long enough."""
    held: list[str] = []
    for record in records:
        held.append(str(record["maintext"]))
        if sum(len(text.split()) for text in held) >= WORDS:
            yield record | {"maintext": "\n".join(held)}
            held.clear()


def copied(archive: Path, work: Path) -> Path:
    """Return a copy of an archive, which is not to be changed."""
    return Path(shutil.copy(archive, work / archive.name))


def cuttings(*arguments: str) -> None:
    """Run a command quietly."""
    subprocess.run([*_COMMAND, *arguments], check=True, capture_output=True)


_COMMAND = [sys.executable, "-c", "import cuttings; cuttings.main()"]


def run_ours(archive: Path, cache: Path, out: Path, options: argparse.Namespace) -> Run:
    """Print a dossier as a person does."""
    rest = ["--query", options.query] if options.query else []
    command = [*_COMMAND, "dossier", str(archive), "-o", str(out), "--title", "Measured", "--jobs", str(options.jobs)]
    return watched([*command, *rest], out, {"XDG_CACHE_HOME": str(cache)})


def run_plain(archive: Path, work: Path, query: str) -> Run:
    """Print the same articles as one document, in a process of its own."""
    out = work / "plain.pdf"
    return watched([sys.executable, __file__, "--plain", str(archive), str(out), "--query", query], out, {})


def plain(archive: Path, out: Path, query: str) -> None:
    """Print a dossier as one document, as WeasyPrint makes it."""
    request = DossierRequest(query=query, title="Measured")
    with closing(reader.open_reader(archive)) as conn:
        view = gather(conn, request, lambda *_: None)
    sections = build_sections(view, request)
    standing = Standing(sections=tuple(section.key for section in sections), is_whole=True)
    html = Renderer(frame_of(view, request)).document(sections, standing)
    printed = print_pdf(html, style_sheet(is_whole=True), on_page=lambda _: None, on_write=lambda: None)
    out.write_bytes(printed.content)


def watched(command: list[str], out: Path, env: dict[str, str]) -> Run:
    """Run a command; return how long it took, and what it and its children held in memory."""
    start = time.perf_counter()
    child = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, env=os.environ | env)
    watch = _Watch(child.pid)
    watch.start()
    _, errors = child.communicate()
    seconds = time.perf_counter() - start
    watch.is_over = True
    watch.join()
    if child.returncode:
        sys.exit(errors.decode())
    content = out.read_bytes()
    digest = hashlib.sha256(content).hexdigest()
    return Run(seconds=seconds, peak=watch.peak, size=len(content), sha256=digest)


class _Watch(threading.Thread):
    """Looks at the memory of a process and its children until it is over (Linux)."""

    def __init__(self, pid: int) -> None:
        super().__init__(daemon=True)
        self._pid = pid
        self.peak = 0
        self.is_over = False

    def run(self) -> None:
        while not self.is_over:
            self.peak = max(self.peak, sum(map(_held, _family(self._pid))))
            time.sleep(_EVERY_S)


def _family(pid: int) -> list[int]:
    try:
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text("ascii").split()
    except OSError:
        return []
    return [pid, *(each for child in children for each in _family(int(child)))]


def _held(pid: int) -> int:
    try:
        return int(Path(f"/proc/{pid}/statm").read_text("ascii").split()[1]) * os.sysconf("SC_PAGE_SIZE")
    except OSError:
        return 0


if __name__ == "__main__":
    main()
