"""How many pages the reading room answers a second, with 32 readers asking at once, by wrk on this machine.

    python benchmarks/reading_room_load.py                      2,000 made-up articles, ten seconds a line
    python benchmarks/reading_room_load.py --archive press.db   an archive of yours
    python benchmarks/reading_room_load.py --workers 1 --workers 2
    python benchmarks/reading_room_load.py --short                that it runs

A line of the table: what is asked, requests a second, the time that half and that ninety-nine in a hundred of them
took, processor time a request (the server's alone), errors. Articles are asked in a random order. The bar: 300 articles
a second, no error (`--bar`). Whatever else the machine does lowers the figures.

Rule: a script; gates on no clock unless it is asked to.
"""
# ruff: noqa: S311  an order, no secret

import argparse
import random
import re
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlencode

from made_up_press import articles, write

ARTICLES, SHORT = 2_000, 60
CONNECTIONS = 32
BAR = 300.0
"""Articles a second."""
MOST_ASKED = 5_000
"""Different addresses of one kind."""

SERVE = """
import sys
from pathlib import Path
from exports.site.server import serve
serve([Path(sys.argv[1])], port=0, workers=int(sys.argv[2]), announce=lambda url: print(url, flush=True))
"""

ASK = """
local paths = {}
for line in io.lines(os.getenv("READING_ROOM_PATHS")) do paths[#paths + 1] = line end
local number = 0
request = function()
  number = number + 1
  return wrk.format("GET", paths[number % #paths + 1])
end
done = function(summary, latency)
  local e = summary.errors
  io.write(string.format("MEASURED %d %.3f %.3f %.3f %d\\n", summary.requests, summary.duration / 1e6,
    latency:percentile(50) / 1e3, latency:percentile(99) / 1e3, e.connect + e.read + e.write + e.status + e.timeout))
end
"""


@dataclass(frozen=True, slots=True)
class Load:
    """What came of one line."""

    requests: int
    seconds: float
    half_ms: float
    most_ms: float
    errors: int
    cpu_ms: float

    @property
    def a_second(self) -> float:
        """Return requests a second."""
        return self.requests / self.seconds


def main() -> int:
    """Measure, print the table, and fail where an answer did, or where the bar is asked for and missed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--archive", type=Path)
    parser.add_argument("--workers", type=int, action="append", help="processes that answer; may be given again")
    parser.add_argument("--seconds", type=int, default=10)
    parser.add_argument("--short", action="store_true")
    parser.add_argument("--bar", action="store_true", help=f"fail below {BAR:.0f} articles a second")
    options = parser.parse_args()
    if shutil.which("wrk") is None:
        print("wrk is not on this machine. On Debian: apt-get install wrk", file=sys.stderr)
        return 2
    with tempfile.TemporaryDirectory(prefix="cuttings-") as name:
        folder = Path(name)
        archive = options.archive or made(folder, SHORT if options.short else ARTICLES)
        seconds = 1 if options.short else options.seconds
        measured = [table(archive, folder, workers, seconds) for workers in options.workers or [1]]
    below = options.bar and any(loads["articles"].a_second < BAR for loads in measured)
    return int(below or any(load.errors for loads in measured for load in loads.values()))


def made(folder: Path, count: int) -> Path:
    """Return a made-up archive."""
    archive, source = folder / "press.db", write(folder / "press.jsonl", articles(count))
    command = [sys.executable, "-c", "import cuttings; cuttings.main()", "ingest", str(archive), str(source)]
    subprocess.run(command, check=True, capture_output=True)
    return archive


def table(archive: Path, folder: Path, workers: int, seconds: int) -> Mapping[str, Load]:
    """Print and return the loads with so many processes."""
    print(f"{'workers':>7}  {'what':<22}{'a second':>9}{'half ms':>9}{'99 % ms':>9}{'CPU ms':>8}{'errors':>8}")
    loads = {}
    with served(archive, workers) as (url, process):
        for what, paths in asked(archive).items():
            file = folder / "paths.txt"
            file.write_text("\n".join(paths) + "\n", encoding="utf-8")
            ask(url, file, folder, 1, process)  # what is read first is read from the disk
            loads[what] = load = ask(url, file, folder, seconds, process)
            figures = f"{load.a_second:9.0f}{load.half_ms:9.1f}{load.most_ms:9.1f}{load.cpu_ms:8.2f}{load.errors:8}"
            print(f"{workers:>7}  {what:<22}{figures}", flush=True)
    return loads


def asked(archive: Path) -> Mapping[str, Sequence[str]]:
    """Return addresses of each kind: articles, articles opened from a result, words, filters, the front page."""
    with closing(sqlite3.connect(f"file:{archive}?mode=ro", uri=True)) as conn:
        ids = [row[0] for row in conn.execute(f"SELECT public_id FROM article LIMIT {4 * MOST_ASKED}")]  # noqa: S608  ours
        heads = [row[0] for row in conn.execute("SELECT headline FROM article WHERE headline <> '' LIMIT 2000")]
        outlets = [row[0] for row in conn.execute("SELECT DISTINCT outlet FROM article WHERE outlet <> '' LIMIT 200")]
    chance = random.Random(1)
    root = f"/{archive.stem}/-"
    words = sorted({word for head in heads for word in re.findall(r"[a-z]{4,12}", head.lower())})
    chosen = chance.sample(ids, min(len(ids), MOST_ASKED))
    some = chance.sample(words, min(len(words), MOST_ASKED))
    return {
        "articles": [f"{root}/article/{each}" for each in chosen],
        "articles, words marked": [f"{root}/article/{each}?q={chance.choice(some)}" for each in chosen],
        "search, one word": [f"{root}/search?q={word}" for word in some],
        "search, an outlet": [f"{root}/search?{urlencode({'outlet': each})}" for each in outlets],
        "front page": [f"{root}/home"],
    }


@contextmanager
def served(archive: Path, workers: int) -> Iterator[tuple[str, int]]:
    """Serve an archive; give the address and the process."""
    command = [sys.executable, "-c", SERVE, str(archive), str(workers)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None  # noqa: S101  for the types
        url = process.stdout.readline().strip()
        time.sleep(1 + workers)
        try:
            yield url, process.pid
        finally:
            process.terminate()


def ask(url: str, paths: Path, folder: Path, seconds: int, process: int) -> Load:
    """Let wrk ask for `seconds`."""
    script = folder / "ask.lua"
    script.write_text(ASK, encoding="utf-8")
    command = ["wrk", "-t1", f"-c{CONNECTIONS}", f"-d{seconds}s", "-s", str(script), url]
    before = cpu_of(process)
    where = {"READING_ROOM_PATHS": str(paths)}
    done = subprocess.run(command, check=True, capture_output=True, text=True, env=where, timeout=seconds + 60)
    used = cpu_of(process) - before
    found = re.search(r"MEASURED (\d+) (\S+) (\S+) (\S+) (\d+)", done.stdout)
    if found is None:
        message = f"wrk said: {done.stdout} {done.stderr}"
        raise RuntimeError(message)
    requests, errors = int(found[1]), int(found[5])
    times = [float(found[number]) for number in (2, 3, 4)]
    return Load(requests, times[0], times[1], times[2], errors, used / max(requests, 1) * 1e3)


def cpu_of(process: int) -> float:
    """Return the seconds of processor time that a process and its forks took; Linux alone tells."""
    found = [process]
    for each in found:
        children = Path(f"/proc/{each}/task/{each}/children")
        found += [int(child) for child in children.read_text().split()] if children.exists() else []
    threads = [line for each in found for line in Path(f"/proc/{each}/task").glob("*/schedstat")]
    return sum(int(line.read_text().split()[0]) for line in threads) / 1e9


if __name__ == "__main__":
    sys.exit(main())
