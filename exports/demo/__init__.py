"""The demo set: about forty made-up news pages, to try every command on.

Rule: standard library only. Everything in it is invented: the country, the dam, the people, the outlets (on reserved
`.example` hosts).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

__all__ = ["DemoSet", "copy_demo", "iter_demo_files"]

_PAGES = "pages"
_SIDECAR = "facts.csv"


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoSet:
    """Where a copy of the demo set lies."""

    pages: Path
    """The folder of pages, one folder an outlet."""
    sidecar: Path
    """The spreadsheet of facts for some of the text dumps (`cuttings ingest --sidecar`)."""


def iter_demo_files() -> Iterator[tuple[str, bytes]]:
    """Yield each file of the demo set as (path with `/`, bytes), sorted by path; the sidecar is among them.

    >>> ("facts.csv" in dict(iter_demo_files()), len(list(iter_demo_files())) > 40)
    (True, True)
    """
    root = files(__name__)
    yield from _walk(root / _SIDECAR, _SIDECAR)
    yield from _walk(root / _PAGES, _PAGES)


def _walk(entry: Traversable, path: str) -> Iterator[tuple[str, bytes]]:
    if entry.is_file():
        yield path, entry.read_bytes()
        return
    for child in sorted(entry.iterdir(), key=lambda each: each.name):
        yield from _walk(child, f"{path}/{child.name}")


def copy_demo(target: Path) -> DemoSet:
    """Copy the demo set into the folder `target`, which is made if need be; files of the same name are overwritten."""
    for path, content in iter_demo_files():
        copy = target / path
        copy.parent.mkdir(parents=True, exist_ok=True)
        copy.write_bytes(content)
    return DemoSet(pages=target / _PAGES, sidecar=target / _SIDECAR)
