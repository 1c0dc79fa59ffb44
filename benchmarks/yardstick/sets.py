"""The labelled sets of others: where they lie, what is labelled, their fingerprints.

Rule: the sets are no part of the repository; their own reader and scorer (`bench/extraction`) are imported from beside
them.
"""

import hashlib
import importlib
import sys
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from types import ModuleType
from typing import Any

Page = dict[str, Any]
"""A labelled page as the sets' reader gives it: id, url, html, and the labels that the set has."""

SETS = (
    "scrapinghub",
    "fundus",
    "wcxb_test:article",
    "wcxb_dev:article",
    "trafilatura",
    "htmldate",
    "postlight",
    "daniel",
)
"""Sets of articles; after the colon the only page type that is taken."""
POOLED = ("scrapinghub", "fundus", "wcxb_test:article")
"""Sets with a whole body by hand or by reviewed labels, for the comparison with the best peer."""
DATED = ("fundus", "wcxb_test:article", "wcxb_dev:article", "trafilatura", "htmldate", "postlight")
OTHER_KINDS = ("wcxb_test:listing", "wcxb_dev:listing", "wcxb_test:forum", "wcxb_dev:forum")
"""Sets of pages that are no articles."""
BY_HOST = "daniel"


@dataclass(frozen=True, slots=True)
class LabelledSet:
    """One set of labelled pages on the disk."""

    name: str
    """As in `SETS`."""
    path: Path
    fingerprint: str
    """First 16 characters of the file's SHA-256."""

    @property
    def dataset(self) -> str:
        """How the sets' reader wants it named: the path, and the page type after a colon."""
        _, _, kind = self.name.partition(":")
        return f"{self.path}:{kind}" if kind else str(self.path)


def bench(shared: Path) -> ModuleType:
    """Import the sets' reader and scorer."""
    return _module(shared, "bench_extraction")


def adapters(shared: Path) -> ModuleType:
    """Import the peers' adapters."""
    return _module(shared, "peers")


def _module(shared: Path, name: str) -> ModuleType:
    folder = str(shared / "bench" / "extraction")
    if folder not in sys.path:
        sys.path.insert(0, folder)
    return importlib.import_module(name)


def find_sets(shared: Path, names: tuple[str, ...]) -> list[LabelledSet]:
    """Return the sets that are there, in the order of `names`; none without their reader."""
    if not (shared / "bench" / "extraction" / "bench_extraction.py").is_file():
        return []
    found = []
    for name in names:
        path = shared / "corpora" / "extraction-dev" / f"{name.partition(':')[0]}.jsonl.gz"
        if path.is_file():
            found.append(LabelledSet(name, path, _hash_of(path)))
    return found


@lru_cache(maxsize=64)
def _hash_of(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()[:16]


def pages_of(shared: Path, labelled: LabelledSet) -> list[Page]:
    """Return the pages of a set with their bytes."""
    pages: list[Page] = bench(shared).pages_of(labelled.dataset)
    return pages


def labels_of(shared: Path, labelled: LabelledSet) -> list[Page]:
    """Return the pages of a set without their bytes: what is scored."""
    return [{key: value for key, value in page.items() if key != "html"} for page in pages_of(shared, labelled)]
