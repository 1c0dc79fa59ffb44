"""How long the reading room takes to answer, beside stock Datasette's table search on the same archive in the same run.

    python benchmarks/reading_room.py --archive million.db            as `made_up_archive.py` makes them
    python benchmarks/reading_room.py --articles 10000                one made for the occasion
    python benchmarks/reading_room.py --short                         that it runs

Requests go to the instance in this process, as a browser's would after the socket: words to HTML. Queries are drawn
from texts of the archive: a third of rare words, a third as often as they are used (most of them common), a third of
two or three words, phrases and alternatives. Then come articles, stories and comparisons.

Stock Datasette is asked last, without our plugin and with the settings that it has by itself: a search of the table of
articles with three facets. It gives a facet up that takes long; how often is told, for the ratio is none of like with
like there.

Rule: a script; gates on no clock.
"""
# ruff: noqa: S311  choices, no secrets

import argparse
import asyncio
import random
import sqlite3
import tempfile
import time
from collections.abc import Iterable, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from datasette.app import Datasette
from datasette.plugins import pm
from made_up_archive import make

from archive import reader
from archive.placed import placed_words
from archive.texts import unpack
from exports.site import warming
from exports.site.access import PLUGIN
from exports.site.server import collect_seldom, reading_room

RARE = 8
"""Letters of a word of which there are few articles: made-up words are the longer the rarer."""
SHORT = 300
OK = 200


def main() -> None:
    """Measure, and print a line a kind of page."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--archive", type=Path)
    parser.add_argument("--articles", type=int, default=10_000)
    parser.add_argument("--queries", type=int, default=300)
    parser.add_argument("--stock", type=int, default=15, help="queries that Datasette's own search is asked, too")
    parser.add_argument("--cold", action="store_true", help="do not wait until common words were looked up")
    parser.add_argument("--short", action="store_true")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="cuttings-") as folder:
        archive = options.archive or Path(folder) / "press.db"
        if not archive.exists():
            make(archive, SHORT if options.short else options.articles)
        queries, stock = (20, 2) if options.short else (options.queries, options.stock)
        asyncio.run(measure(archive, queries, stock, cold=options.cold))


async def measure(archive: Path, queries: int, stock: int, *, cold: bool) -> None:
    """Print how long pages take."""
    with closing(reader.open_reader(archive)) as conn:
        (count,) = conn.execute("SELECT count(*) FROM article").fetchone()
        asked = list(_queries(conn, queries))
        articles = [str(row[0]) for row in _some(conn, "article", "public_id", 200)]
        stories = [str(row[0]) for row in _some(conn, "story", "public_id", 200)]
        pairs = _pairs(conn)
    datasette = reading_room([archive])
    collect_seldom()  # as `cuttings serve` does
    started = time.perf_counter()
    await datasette.invoke_startup()
    name = archive.stem
    room = f"/{name}/-"
    await _get(datasette, "/")
    print(f"{count:,} articles; first home page {1e3 * (time.perf_counter() - started):.0f} ms after the start")
    if not cold:
        started = time.perf_counter()
        await asyncio.gather(*warming._running)  # noqa: SLF001  a benchmark waits for it, a server does not
        print(f"common words looked up in {time.perf_counter() - started:.0f} s")
    ours = await _times(datasette, [f"{room}/search?{urlencode({'q': query})}" for query in asked])
    report("search", ours)
    report("article", await _times(datasette, [f"{room}/article/{each}" for each in articles]))
    report("story", await _times(datasette, [f"{room}/story/{each}" for each in stories]))
    report("compare", await _times(datasette, [f"{room}/compare/{a}/{b}" for a, b in pairs]))
    few = random.Random(2).sample(range(len(asked)), min(stock, len(asked)))
    await _ask_stock(archive, [asked[at] for at in few], [ours[at] for at in few])


async def _ask_stock(archive: Path, queries: Sequence[str], ours: Sequence[float]) -> None:
    """Print how long Datasette's own search takes for some queries, and how much longer that is."""
    if (plugin := pm.get_plugin(PLUGIN)) is not None:
        pm.unregister(plugin)
    table = {"fts_table": "article_fts", "fts_pk": "id"}
    datasette = Datasette([archive], metadata={"databases": {archive.stem: {"tables": {"article": table}}}})
    await datasette.invoke_startup()
    theirs, given_up = [], 0
    for query in queries:
        asked = urlencode({"_search": query, "_facet": ("outlet", "year", "language")}, doseq=True)
        started = time.perf_counter()
        answer = await datasette.client.get(f"/{archive.stem}/article?{asked}", timeout=600)
        theirs.append(time.perf_counter() - started)
        given_up += answer.status_code != OK or "timed out" in answer.text
    report("stock Datasette's table, three facets", theirs)
    late, ours_late = _late(theirs), _late(ours)
    print(f"  ours, the same queries: {sum(theirs) / sum(ours):.1f} times as fast, p95 {late / ours_late:.1f} times")
    print(f"  of {len(queries)} it gave {given_up} up, whole or facets of them")


def _late(seconds: Sequence[float]) -> float:
    return sorted(seconds)[int(0.95 * (len(seconds) - 1))]


def report(kind: str, seconds: Sequence[float]) -> None:
    """Print the middle and the slow end of some times."""
    if not seconds:
        print(f"{kind}: none")
        return
    ordered = [1e3 * each for each in sorted(seconds)]
    half, late = ordered[len(ordered) // 2], ordered[int(0.95 * (len(ordered) - 1))]
    print(f"{kind}: {len(ordered)} requests, p50 {half:.1f}, p95 {late:.1f}, longest {ordered[-1]:.0f} ms")


async def _times(datasette: Any, paths: Iterable[str]) -> list[float]:  # noqa: ANN401  Datasette ships no types
    return [await _get(datasette, path) for path in paths]


async def _get(datasette: Any, path: str) -> float:  # noqa: ANN401
    started = time.perf_counter()
    answer = await datasette.client.get(path, headers={"host": "localhost"}, timeout=600)
    if answer.status_code != OK:
        raise SystemExit(f"{path}: {answer.status_code}")
    return time.perf_counter() - started


def _queries(conn: sqlite3.Connection, count: int) -> Iterable[str]:
    chance = random.Random(7)
    texts = (unpack(row[0]) for row in _some(conn, "text", "body", count))
    for at, text in enumerate(texts):
        words = [word for _, _, word in placed_words(text)]
        rare = [word for word in words if len(word) >= RARE] or words
        start = chance.randrange(max(1, len(words) - 2))
        yield (
            chance.choice(rare),
            chance.choice(words),
            " ".join(chance.sample(words, 2)),
            chance.choice(rare),
            chance.choice(words),
            (f'"{words[start]} {words[start + 1]}"', f"{chance.choice(words)} OR {chance.choice(words)}")[at // 6 % 2],
        )[at % 6]


def _some(conn: sqlite3.Connection, table: str, column: str, count: int) -> Iterable[tuple[Any, ...]]:
    """Yield rows from all over a table."""
    (last,) = conn.execute(f"SELECT ifnull(max(id), 0) FROM {table}").fetchone()  # noqa: S608  our names
    chance = random.Random(3)
    for _ in range(count if last else 0):
        statement = f"SELECT {column} FROM {table} WHERE id >= ? ORDER BY id LIMIT 1"  # noqa: S608  the same
        yield from conn.execute(statement, (chance.randint(1, last),))


def _pairs(conn: sqlite3.Connection) -> list[tuple[str, str]]:
    found = []
    for a, b in _some(conn, "relation", "a_id, b_id", 100):
        names = [conn.execute("SELECT public_id FROM article WHERE id = ?", (each,)).fetchone()[0] for each in (a, b)]
        found.append((str(names[0]), str(names[1])))
    return found


if __name__ == "__main__":
    main()
