"""The labelled sets of relations and stories, and what an archive of them says, asked by the real command line.

A label never goes in: of each record only what a scraper would bring is written down for the ingest.

Rule: reads the sets, starts the command and nothing else; an archive may be kept by its set and its code.
"""

import gzip
import hashlib
import importlib.util
import json
import shutil
import subprocess
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from types import ModuleType
from typing import Any, Protocol

import swap_ladder

Row = dict[str, Any]

PAIR_SETS = ("wire_pairs", "reuters_gold", "ladder", swap_ladder.NAME, swap_ladder.FRESH)
STORY_SETS = ("ecbplus", "tg")
SETS = (*PAIR_SETS, *STORY_SETS)
GIVEN = ("id", "url", "title", "date", "text", "language")
"""Fields of a record that are ingested; labels (`cluster`) stay out."""
ROOT = Path(__file__).parents[1]
SHIPPED = ("archive", "ingest", "schemas")


@dataclass(frozen=True, slots=True)
class PairSet:
    """Records and their labelled pairs (none where clusters are the labels)."""

    name: str
    docs: tuple[Row, ...]
    pairs: tuple[Row, ...]
    fingerprint: str
    """First 16 characters of a SHA-256 over the set's files."""

    @property
    def slug(self) -> str:
        """The name as part of a file's name."""
        return self.name.replace(" ", "_")


def scorer(shared: Path) -> ModuleType | None:
    """Return the sets' own scorer, or None where it is not in reach."""
    path = shared / "bench" / "dedup" / "score_relations.py"
    spec = importlib.util.spec_from_file_location("score_relations", path) if path.is_file() else None
    if spec is None or spec.loader is None:
        return None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def find_set(shared: Path, name: str) -> PairSet | None:
    """Return a set, or None where it is not in reach; our own ladders always are."""
    if name in swap_ladder.PIECES:
        docs, pairs = swap_ladder.make_ladder(name)
        return PairSet(name, tuple(docs), tuple(pairs), swap_ladder.fingerprint(name))
    folder = shared / "corpora" / "dedup-dev"
    paths = [path for part in ("docs", "pairs") if (path := folder / f"{name}.{part}.jsonl.gz").is_file()]
    if not paths or not paths[0].name.endswith(".docs.jsonl.gz"):
        return None
    mark = swap_ladder.hash_of(paths)
    rows = [tuple(_rows(path)) for path in paths]
    return PairSet(name, rows[0], rows[1] if len(rows) > 1 else (), mark)


def _rows(path: Path) -> list[Row]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines if line.strip()]


def code_mark(*without: str) -> str:
    """Return a hash of the shipped code, by which what it made is kept; `without` some folders of it."""
    digest = hashlib.sha256()
    for package in SHIPPED:
        for path in sorted((ROOT / package).rglob("*.py")):
            if path.relative_to(ROOT).as_posix().startswith(without):
                continue
            digest.update(path.relative_to(ROOT).as_posix().encode() + path.read_bytes())
    return digest.hexdigest()[:12]


class Says(Protocol):
    """What is said of a set."""

    @property
    def relations(self) -> Sequence[Row]:
        """Rows of `cuttings relations --jsonl`."""

    @property
    def stories(self) -> Sequence[Row]:
        """Rows of `cuttings stories --jsonl`."""


@dataclass(frozen=True)
class Answers:
    """An archive of a set, and what it says."""

    archive: Path
    report: Row
    """The ingest's own report."""

    @cached_property
    def relations(self) -> list[Row]:
        """Rows of `cuttings relations --jsonl`."""
        return asked("relations", self.archive, "--jsonl")

    @cached_property
    def stories(self) -> list[Row]:
        """Rows of `cuttings stories --jsonl`."""
        return asked("stories", self.archive, "--jsonl")

    @cached_property
    def articles(self) -> list[Row]:
        """Records of `cuttings list --json`."""
        found: list[Row] = json.loads(_cuttings("list", str(self.archive), "--json"))
        return found


def ingested(labelled: PairSet, folder: Path, jobs: int) -> Answers:
    """Return the archive of a set, made by the present code, in `folder`."""
    home = folder / f"{labelled.slug}-{labelled.fingerprint}-{code_mark()}"
    if not (home / "report.json").is_file():
        for old in folder.glob(f"{labelled.slug}-*"):
            shutil.rmtree(old)
        home.mkdir(parents=True)
        records = home / f"{labelled.slug}.jsonl"
        records.write_text("".join(map(record_line, labelled.docs)), "utf-8")
        _ingest(home, [records], jobs)
    return Answers(home / "archive.db", json.loads((home / "report.json").read_text("utf-8")))


def seeded(shared: Path, folder: Path) -> Answers:
    """Return an archive of the seeds, made anew in `folder`."""
    home = folder / "seeds"
    shutil.rmtree(home, ignore_errors=True)
    home.mkdir(parents=True)
    _ingest(home, sorted((shared / "seeds").glob("*.txt")), 1)
    return Answers(home / "archive.db", json.loads((home / "report.json").read_text("utf-8")))


def record_line(record: Row) -> str:
    """Return a record as it is ingested, without its labels."""
    return json.dumps({key: record[key] for key in GIVEN if record.get(key)}, ensure_ascii=False) + "\n"


def _ingest(home: Path, sources: Iterable[Path], jobs: int) -> None:
    made = _cuttings("ingest", str(home / "archive.db"), *map(str, sources), "--json", "--jobs", str(jobs))
    (home / "report.json").write_text(made, "utf-8")


def asked(command: str, archive: Path, *options: str) -> list[Row]:
    """Return the JSON lines that a command prints of an archive."""
    return [json.loads(line) for line in _cuttings(command, str(archive), *options).split("\n") if line]


def _cuttings(*words: str) -> str:
    """Run the installed command; a rejected input (exit 3) is in its report.

    Raises:
        RuntimeError: the command failed.
    """
    command = Path(sys.executable).with_name("cuttings")
    ended = subprocess.run([str(command), *words], capture_output=True, encoding="utf-8", check=False)
    if ended.returncode not in {0, 3}:
        raise RuntimeError(f"cuttings {words[0]} ended with {ended.returncode}: {ended.stderr[-2000:]}")
    return ended.stdout
