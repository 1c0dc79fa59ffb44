"""`cuttings extract --jsonl`: a line in, a line out, one page each; on request over several processes, and learning.

Rule: stages 1 to 5; stores nothing.
"""

import contextlib
import os
import sys
import tempfile
from collections import deque
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from schemas.article import Article
from schemas.codec import json_text, to_json
from schemas.page import RawPage, Source
from schemas.report import Rejection

STDIN = "-"

Given = tuple[object, Article | Rejection]
"""A line's own id, and what its page became."""


def extract_lines(files: Iterable[str], *, learn: bool = False, jobs: int = 1) -> int:
    """Print a line for each line of the files, as they come, or with `learn` when all are read; return how many."""
    count = 0
    results = _by_workers(files, jobs) if jobs > 1 else _here(files)
    for name, result in _without_furniture(results) if learn else results:
        sys.stdout.write(json_text(_printed(name, result)) + "\n")
        count += 1
    return count


def _here(files: Iterable[str]) -> Iterator[Given]:
    """Yield what the lines become, read in this process."""
    from archive.warm import warm_up

    warm_up(_article)
    for name, page in _pages(files):
        yield name, _article(page)


def _article(page: RawPage | Rejection) -> Article | Rejection:
    from ingest.pipeline import process

    return page if isinstance(page, Rejection) else process(page, keep_bytes=False)


def _by_workers(files: Iterable[str], jobs: int) -> Iterator[Given]:
    """Yield what the lines become, in their order, read by several processes."""
    from archive.workers import Supervisor
    from archive.workers.again import PROCESS
    from archive.workers.held import run_held

    names: deque[object] = deque()

    def pages() -> Iterator[RawPage | Rejection]:
        for name, page in _pages(files):
            names.append(name)
            yield page

    with tempfile.TemporaryDirectory(prefix="cuttings-") as folder, Supervisor(jobs=jobs, process=PROCESS) as workers:
        for result in run_held(workers, pages(), Path(os.path.realpath(folder))):
            yield names.popleft(), result


def _without_furniture(results: Iterable[Given]) -> list[Given]:
    """Return all results, what the pages of a host repeat left out of their texts."""
    from ingest.furniture.batch import without_furniture

    held = list(results)
    cleaned = iter(without_furniture([result for _, result in held if isinstance(result, Article)]))
    return [(name, next(cleaned) if isinstance(result, Article) else result) for name, result in held]


def _pages(files: Iterable[str]) -> Iterator[tuple[object, RawPage | Rejection]]:
    """Yield the id, as it was given, and the page of each line that is not empty."""
    from ingest.readers.reading import Order
    from ingest.readers.records.jsonl import BOM, read_line

    for name in files:
        with contextlib.nullcontext(sys.stdin.buffer) if name == STDIN else Path(name).open("rb") as stream:
            for number, line in enumerate(stream, 1):
                if not line.isspace():
                    source = Source(path=name if name == STDIN else Path(name).name, offset=number)
                    record, met = read_line(line.removeprefix(BOM) if number == 1 else line, Order(source=source))
                    yield (record.get("id") if isinstance(record, dict) else None), met.item


def _printed(name: object, result: Article | Rejection) -> dict[str, Any]:
    """Return what is printed of one line: its article's record, or the reason why there is none."""
    from ingest.normalise.credits import credits_of
    from ingest.record import record_of

    given = {"id": name}
    if isinstance(result, Rejection):
        nothing = dict.fromkeys(("title", "author", "date"))
        return given | {"text": "", **nothing, "reason": result.reason.value, "detail": result.detail}
    record = record_of(result)
    credited = list(credits_of(result.facts))
    asked = {"text": record.text, "title": record.headline, "author": credited, "date": record.published}
    fields: dict[str, Any] = to_json(record)
    return given | asked | {name: value for name, value in fields.items() if name not in {"id", "text"}}
