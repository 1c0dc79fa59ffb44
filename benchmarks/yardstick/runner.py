"""Run extractors over sets in child processes; keep the peers' answers by version and fingerprint.

Rule: the only module here that starts processes.
"""

import json
import os
import subprocess
import sys
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from yardstick.peers import Peer, version_of
from yardstick.sets import LabelledSet, labels_of

PAGE_SECONDS = 30.0
TRIES = 3
HERE = Path(__file__).parents[1]
"""What a child imports from; the project itself is installed."""
READY = "ready"
"""What a child prints when it starts on its pages."""
Rows = dict[str, dict[str, Any]]
"""What an extractor says of each page, by page id."""


@dataclass(frozen=True, slots=True)
class Task:
    """One extractor over one set."""

    labelled: LabelledSet
    extractor: str
    out: Path
    """Where its rows are written."""
    ids: tuple[str, ...]
    """Of the pages, in the set's order."""

    @property
    def is_done(self) -> bool:
        """Whether every page has its row."""
        return self.out.exists() and self.out.read_text("utf-8").count("\n") >= len(self.ids)


def task_of(labelled: LabelledSet, peer: Peer | None, cache: Path, ids: Iterable[str]) -> Task:
    """Return the task of a peer over a set, or ours (`peer` is None), which starts anew."""
    set_name = labelled.name.replace(":", "-")
    name = "cuttings" if peer is None else peer.name
    tag = "now" if peer is None else version_of(peer)
    out = cache / f"{set_name}-{labelled.fingerprint}" / f"{name}-{tag}.jsonl"
    out.parent.mkdir(parents=True, exist_ok=True)
    if peer is None:
        out.unlink(missing_ok=True)
    return Task(labelled, name, out, tuple(ids))


def run_tasks(shared: Path, tasks: list[Task], jobs: int) -> None:
    """Run what is not done yet, `jobs` children at a time, the longest sets first."""
    waiting = sorted((task for task in tasks if not task.is_done), key=lambda task: -len(task.ids))
    with ThreadPoolExecutor(jobs) as pool:
        for task in pool.map(lambda task: _run(shared, task), waiting):
            print(f"  {task.labelled.name}: {task.extractor} on {len(task.ids)} pages", file=sys.stderr, flush=True)


def _run(shared: Path, task: Task) -> Task:
    """Run one task to its end; a page on which the child ends is noted as failed, and the next child goes on after it.

    Raises:
        RuntimeError: the child did not even start to extract.
    """
    command = [
        sys.executable,
        "-m",
        "yardstick.child",
        "run",
        str(shared),
        task.labelled.dataset,
        task.extractor,
        str(task.out),
    ]
    while not task.is_done:
        ended = subprocess.run([*command, str(PAGE_SECONDS)], capture_output=True, text=True, check=False, env=_quiet())
        if READY not in ended.stdout:
            raise RuntimeError(f"{task.extractor} on {task.labelled.name} does not start: {ended.stderr[-500:]}")
        if not task.is_done:
            _note_failure(task, _count(task.out), ended.returncode)
    return task


def _note_failure(task: Task, number: int, status: int) -> None:
    """Write the row of a page on which the child ended."""
    words = f"the process ended with status {status} on this page (more than {PAGE_SECONDS:.0f} s, or a crash)"
    with task.out.open("a", encoding="utf-8") as rows:
        rows.write(json.dumps({"id": task.ids[number], "error": words}) + "\n")


def _count(path: Path) -> int:
    return path.read_text("utf-8").count("\n") if path.exists() else 0


def _quiet() -> dict[str, str]:
    return {
        **os.environ,
        "PYTHONWARNINGS": "ignore",
        "PYTHONHASHSEED": "0",
        "PYTHONPATH": str(HERE),
    }


def rows_of(task: Task) -> Rows:
    """Return the answers of a task, by page."""
    rows = [json.loads(line) for line in task.out.read_text("utf-8").split("\n") if line]
    by_id = {row["id"]: row for row in rows}
    return {name: by_id.get(name, {}) for name in task.ids}


def run_speed(shared: Path, sets: list[LabelledSet], names: list[str], *, each: int, rounds: int) -> dict[str, Any]:
    """Return the CPU seconds of extractors on the same pages, round by round, in one child."""
    return _asked(shared, "speed", {"datasets": [one.dataset for one in sets], "each": each, "rounds": rounds}, names)


def run_again(shared: Path, ids: dict[str, list[str]]) -> dict[str, float]:
    """Return the least CPU seconds of ours on some pages over some children that know no page yet; `ids` by dataset."""
    tries = [_asked(shared, "again", ids, []) for _ in range(TRIES)]
    return {name: min(spent[name] for spent in tries) for name in tries[0]}


def _asked(shared: Path, verb: str, plan: object, names: list[str]) -> dict[str, Any]:
    """Return the JSON that a child prints.

    Raises:
        RuntimeError: the child failed.
    """
    command = [sys.executable, "-m", "yardstick.child", verb, str(shared), json.dumps(plan), *names]
    ended = subprocess.run(command, capture_output=True, text=True, check=False, env=_quiet())
    if ended.returncode:
        raise RuntimeError(f"the {verb} run failed: {ended.stderr[-500:]}")
    found: dict[str, Any] = json.loads(ended.stdout.splitlines()[-1])
    return found


def ids_of(shared: Path, labelled: LabelledSet) -> tuple[list[dict[str, Any]], tuple[str, ...]]:
    """Return the labels of a set and the ids of its pages."""
    labels = labels_of(shared, labelled)
    return labels, tuple(str(page["id"]) for page in labels)
