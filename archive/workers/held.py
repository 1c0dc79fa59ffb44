"""Pages that are at hand already, handed to the workers: their bytes wait in a folder, all else goes with the task.

Rule: writes the folder that it is given; knows the supervisor, no database.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from archive.walk import Found
from archive.workers.slots import Input
from archive.workers.supervisor import Supervisor
from schemas.article import Article
from schemas.page import RawPage
from schemas.report import Rejection


def run_held(workers: Supervisor, pages: Iterable[RawPage | Rejection], folder: Path) -> Iterator[Article | Rejection]:
    """Yield what each page becomes, in order; `folder` is empty, its path has no links, and it ends as empty."""
    results = workers.run(_inputs(pages, folder))
    for number, handled in enumerate(results):
        _file(folder, number).unlink(missing_ok=True)
        if isinstance(handled.result, Article | Rejection):
            yield handled.result


def _inputs(pages: Iterable[RawPage | Rejection], folder: Path) -> Iterator[Input | Rejection]:
    for number, page in enumerate(pages):
        if isinstance(page, Rejection):
            yield page
            continue
        file = _file(folder, number)
        file.write_bytes(page.payload)
        found = Found(path=str(file), root=str(folder), source=page.source, size=len(page.payload))
        yield Input(found=found, page=replace(page, payload=b""))


def _file(folder: Path, number: int) -> Path:
    return folder / str(number)
