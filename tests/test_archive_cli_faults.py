"""Killed at any moment and run again, in any order, with any number of workers: the same archive."""

import os
import random
import re
import resource
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from exports.demo import copy_demo

PROGRAM = Path(sys.executable).parent / "cuttings"
KILLS = int(os.environ.get("CUTTINGS_KILLS", "4"))
ROOM_SHARES = (0.02, 0.3, 0.6, 0.95)
"""Of the size of the whole archive: how much room there is on the disk."""

pytestmark = pytest.mark.slow


def ingest(archive: Path, *sources: Path, jobs: int = 2, sidecar: Path) -> float:
    """Ingest to the end; return how long it took in seconds."""
    start = time.monotonic()
    words = [PROGRAM, "ingest", archive, *sources, "--jobs", str(jobs), "--sidecar", sidecar]
    ended = subprocess.run(words, capture_output=True, check=False, timeout=300)
    assert ended.returncode == 3, ended.stderr.decode()
    return time.monotonic() - start


def digest(archive: Path) -> str:
    """Return the archive's digest; every hash in it must be right."""
    subprocess.run([PROGRAM, "verify", archive], capture_output=True, check=True)
    printed = subprocess.run([PROGRAM, "verify", archive, "--digest"], capture_output=True, check=True, text=True)
    return printed.stdout.strip()


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """Give the demo pages, three times over with other words in two of them, and their sidecar."""
    folder = tmp_path_factory.mktemp("demo")
    copied = copy_demo(folder)
    for number in (1, 2):
        for page in sorted(copied.pages.rglob("*.html")):
            text = page.read_bytes().replace(b".example/", f".example/copy-{number}/".encode())
            target = folder / "pages" / f"more-{number}" / f"{page.parent.name}-{page.name}"
            target.parent.mkdir(exist_ok=True)
            target.write_bytes(text.replace(b" the ", f" the {number} ".encode()))
    return copied.pages, copied.sidecar


@pytest.fixture(scope="module")
def whole(demo: tuple[Path, Path], tmp_path_factory: pytest.TempPathFactory) -> tuple[str, float]:
    """Give the digest of an uninterrupted ingest, and how long it took."""
    archive = tmp_path_factory.mktemp("whole") / "a.db"
    seconds = ingest(archive, demo[0], sidecar=demo[1])
    return digest(archive), seconds


@pytest.fixture(scope="module")
def size(demo: tuple[Path, Path], tmp_path_factory: pytest.TempPathFactory) -> int:
    """Give the size in bytes of the archive of an uninterrupted ingest."""
    archive = tmp_path_factory.mktemp("size") / "a.db"
    ingest(archive, demo[0], sidecar=demo[1])
    return archive.stat().st_size


@pytest.mark.parametrize("kill", range(KILLS))
def test_killed_and_run_again_is_the_same(
    kill: int, demo: tuple[Path, Path], whole: tuple[str, float], tmp_path: Path
) -> None:
    """An ingest that is killed at a random moment, workers and all, and run again ends in the same archive."""
    archive = tmp_path / "a.db"
    words = [PROGRAM, "ingest", archive, demo[0], "--jobs", "2", "--sidecar", demo[1]]
    process = subprocess.Popen(words, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True)
    moment = random.Random(kill).uniform(0.05, 1.0) * whole[1]  # noqa: S311  a moment, no secret
    time.sleep(moment)
    os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    ingest(archive, demo[0], sidecar=demo[1])
    assert digest(archive) == whole[0]


@pytest.mark.parametrize("share", ROOM_SHARES)
def test_a_full_disk_loses_nothing(
    share: float, demo: tuple[Path, Path], whole: tuple[str, float], size: int, tmp_path: Path
) -> None:
    """A full disk ends the ingest with one line and status 1; with room made, it ends in the same archive."""
    archive, room = tmp_path / "a.db", int(size * share)
    words = [PROGRAM, "ingest", archive, demo[0], "--jobs", "2", "--sidecar", demo[1]]
    ended = subprocess.run(
        words,
        capture_output=True,
        check=False,
        text=True,
        timeout=300,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (room, room)),
    )
    assert ended.returncode == 1, ended.stdout
    assert re.fullmatch(r"error: .*\n", ended.stderr)
    assert str(tmp_path.parent) not in ended.stderr.replace(str(archive), "")
    ingest(archive, demo[0], sidecar=demo[1])
    assert digest(archive) == whole[0]


@pytest.mark.parametrize("jobs", [1, 3])
def test_number_of_workers_is_the_same(
    jobs: int, demo: tuple[Path, Path], whole: tuple[str, float], tmp_path: Path
) -> None:
    """However many workers read, the archive is the same."""
    archive = tmp_path / "a.db"
    ingest(archive, demo[0], jobs=jobs, sidecar=demo[1])
    assert digest(archive) == whole[0]


def test_any_order_is_the_same(demo: tuple[Path, Path], tmp_path: Path) -> None:
    """Folders taken in one by one, in a shuffled order, from a moved place: the same archive."""
    moved = shutil.copytree(demo[0], tmp_path / "elsewhere" / "pages")
    names = sorted(path.relative_to(moved) for path in moved.rglob("*") if path.is_file())
    random.Random(7).shuffle(names)  # noqa: S311  an order, no secret
    shuffled = tmp_path / "shuffled"
    for number, name in enumerate(names):
        target = shuffled / f"{number:03d}" / name
        target.parent.mkdir(parents=True)
        shutil.copy(moved / name, target)
    archive = tmp_path / "a.db"
    ingest(archive, shuffled, sidecar=demo[1])
    assert digest(archive) != ""
    ingest(archive, demo[0], sidecar=demo[1])
    again = tmp_path / "b.db"
    ingest(again, demo[0], sidecar=demo[1])
    ingest(again, shuffled, sidecar=demo[1])
    assert digest(archive) == digest(again)
    assert digest(again) != ""


@pytest.mark.skipif(
    shutil.which("faketime") is None, reason="faketime is not on this machine: apt-get install faketime"
)
def test_clock_is_no_source(demo: tuple[Path, Path], whole: tuple[str, float], tmp_path: Path) -> None:
    """With the system clock five years off, the same pages give the same archive."""
    archive = tmp_path / "a.db"
    words = ["faketime", "-f", "-5y", PROGRAM, "ingest", archive, demo[0], "--jobs", "1", "--sidecar", demo[1]]
    subprocess.run(words, capture_output=True, check=False, timeout=300)
    assert digest(archive) == whole[0]
