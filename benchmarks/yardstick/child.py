"""What runs in a child process: one extractor over one set, a row a page; or several extractors side by side for speed.

    python -m yardstick.child run SHARED DATASET EXTRACTOR OUT LIMIT    goes on after the rows that OUT holds
    python -m yardstick.child speed SHARED PLAN EXTRACTOR...            JSON with CPU seconds on stdout
    python -m yardstick.child again SHARED PLAN                         the same of ours on some pages

PLAN of a speed run is JSON: `datasets`, `each` (pages a round), `rounds`.

Rule: a page that takes longer than the limit ends the process, however the extractor spends the time; the parent goes
on after that page.
"""

import faulthandler
import importlib
import json
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from yardstick.sets import adapters, bench

OURS = "cuttings"
_SENTENCES = "<p>The harbour of Dunmere stays closed until Monday, since the crane has not been mended yet.</p>" * 6
WARM_UP = {
    "id": "",
    "url": "https://dunmere.example/2021/05/harbour",
    "html": f"<html><head><title>Harbour closed</title></head><body><h1>Harbour closed</h1><p>By Ines Halloran</p>"
    f"<p>4 May 2021</p>{_SENTENCES}<ul><li>No ferry sails</li></ul></body></html>".encode(),
}
"""Imports, tables and models are no page's cost."""
Extract = Callable[[bytes, str], dict[str, Any] | None]


def extractor_of(shared: Path, name: str) -> Extract:
    """Return the function of an extractor by its name."""
    module = importlib.import_module("yardstick.ours") if name == OURS else adapters(shared)
    extract: Extract = getattr(module, "ours" if name == OURS else name)
    return extract


def plain(value: object) -> object:
    """Return a value that JSON can hold."""
    if isinstance(value, list) and value and isinstance(value[0], list):
        return value
    if isinstance(value, list | tuple):
        return [str(each) for each in value]
    return None if value is None else str(value)


def extract_row(extract: Extract, page: dict[str, Any]) -> dict[str, Any]:
    """Extract one page; what the extractor raises is its answer, and said."""
    start = time.process_time()
    try:
        found = extract(page["html"], page.get("url") or "") or {}
    except Exception as error:  # noqa: BLE001  any failure of a peer is a result of the measurement
        found = {"error": f"{type(error).__name__}: {error}"[:200]}
    spent = time.process_time() - start
    return {**{key: plain(value) for key, value in found.items()}, "id": page["id"], "cpu": round(spent, 5)}


def run(shared: Path, dataset: str, name: str, out: Path, limit: float) -> None:
    """Write a row for every page that `out` lacks."""
    pages = bench(shared).pages_of(dataset)
    done = out.read_text("utf-8").count("\n") if out.exists() else 0
    extract = extractor_of(shared, name)
    extract_row(extract, WARM_UP)
    print("ready", flush=True)
    with out.open("a", encoding="utf-8") as rows:
        for page in pages[done:]:
            faulthandler.dump_traceback_later(limit, exit=True)
            row = extract_row(extract, page)
            faulthandler.cancel_dump_traceback_later()
            rows.write(json.dumps(row, ensure_ascii=True) + "\n")
            rows.flush()


def speed(shared: Path, plan: dict[str, Any], names: list[str]) -> None:
    """Print the CPU seconds of each extractor and round; every round has pages of its own, seen by all in turn."""
    pages = [page for dataset in plan["datasets"] for page in bench(shared).pages_of(dataset)]
    rounds, each = int(plan["rounds"]), int(plan["each"])
    step = max(1, len(pages) // (rounds * each))
    extracts = {name: extractor_of(shared, name) for name in names}
    for extract in extracts.values():
        for page in pages[1 :: max(1, len(pages) // 5)]:
            extract_row(extract, page)
    spent: dict[str, list[float]] = {name: [] for name in names}
    count = 0
    for number in range(rounds):
        batch = pages[number * step :: rounds * step][:each]
        count += len(batch)
        for name in names if number % 2 == 0 else reversed(names):
            spent[name].append(sum(extract_row(extracts[name], page)["cpu"] for page in batch))
    print(json.dumps({"pages": count, "cpu": spent}))


def again(shared: Path, plan: dict[str, list[str]]) -> None:
    """Print the CPU seconds of ours on some pages, each seen once; PLAN is JSON: ids by dataset."""
    spent: dict[str, float] = {}
    extract = extractor_of(shared, OURS)
    extract_row(extract, WARM_UP)
    for dataset, ids in plan.items():
        for page in bench(shared).pages_of(dataset):
            if page["id"] in ids:
                spent[page["id"]] = extract_row(extract, page)["cpu"]
    print(json.dumps(spent))


def main() -> None:
    """Do what the parent asks."""
    verb, shared, *rest = sys.argv[1:]
    if verb == "run":
        dataset, name, out, limit = rest
        run(Path(shared), dataset, name, Path(out), float(limit))
    elif verb == "again":
        again(Path(shared), json.loads(rest[0]))
    else:
        speed(Path(shared), json.loads(rest[0]), rest[1:])


if __name__ == "__main__":
    main()
