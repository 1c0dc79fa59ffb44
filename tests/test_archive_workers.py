import gc
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from archive.walk import find_files
from archive.workers import Handled, Input, Limits, Supervisor
from archive.workers.wire import pack, unpack_from_worker
from schemas.errors import CuttingsError
from schemas.report import Reason, Rejection

POISON = """
import os, signal, time
from ingest.normalise.address import content_hash
from schemas.report import Outcome, Reason, Rejection

def process(page):
    words = page.payload.decode()
    if "SEGV" in words:
        os.kill(os.getpid(), signal.SIGSEGV)
    if "EXIT" in words:
        os._exit(3)
    if "HANG" in words:
        time.sleep(1000)
    if "SPIN" in words:
        while True:
            pass
    if "BURN" in words:
        burnt = time.process_time() + 1.0
        while time.process_time() < burnt:
            pass
    if "MEMORY" in words:
        bytearray(8 << 30)
    if "DEEP" in words:
        return deep()
    if "RAISE" in words:
        raise ValueError("cannot read /home/somebody/page.html \\ud800\\x00")
    if "WRITE" in words:
        with open(__file__ + ".written", "w") as made:
            made.write("x" * 100_000)
    if "FAT" in words:
        words = words + "x" * 2_000_000
    if "SLOW" in words:
        time.sleep(0.2)
    return Rejection(source=page.source, outcome=Outcome.REJECTED, reason=Reason.NO_TEXT, detail=words[:5000],
                     received_sha256=content_hash(page.payload))

def deep():
    return deep()
"""
"""A pipeline with poison in it: what the words of a page say happens. Good pages come back as `no_text`."""

FATES = {
    "SEGV": Reason.WORKER_DIED,
    "EXIT": Reason.WORKER_DIED,
    "HANG": Reason.PARSE_TIMEOUT,
    "SPIN": Reason.PARSE_TIMEOUT,
    "MEMORY": Reason.PARSE_MEMORY,
    "DEEP": Reason.TOO_DEEP,
    "RAISE": Reason.INTERNAL_ERROR,
    "WRITE": Reason.INTERNAL_ERROR,
}


@pytest.fixture
def poison(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """Give the name of a pipeline that does what the words of its pages say."""
    modules = tmp_path / ".modules"  # hidden, so that it is no input
    modules.mkdir()
    (modules / "poisoned.py").write_text(POISON)
    monkeypatch.syspath_prepend(str(modules))
    return "poisoned:process"


@pytest.fixture
def pages(tmp_path: Path) -> Path:
    """Give a folder of good pages with one poison page of each kind among them, as files and as records."""
    folder = tmp_path / "pages"
    folder.mkdir()
    fates = iter(FATES)
    for number in range(40):
        poisoned = next(fates, "") if number % 4 == 2 else ""
        (folder / f"{number:03}.txt").write_text(f"page {number} {poisoned}")
    fates = iter(FATES)
    records = [f"record {number} {next(fates, '') if number % 4 == 2 else ''}" for number in range(40)]
    (folder / "records.jsonl").write_text("".join(json.dumps({"text": words}) + "\n" for words in records))
    return folder


def inputs(folder: Path) -> Iterator[Input]:
    """Yield the files of a folder as inputs; the folder of modules beside them is none."""
    for found in find_files(str(folder)):
        if not isinstance(found, Rejection):
            yield Input(found=found)


def outcomes(handled: list[Handled]) -> list[tuple[str, str]]:
    """Return locator and reason of each result."""
    return [(str(each.result.source), getattr(each.result, "reason", "article")) for each in handled]


def expected() -> list[tuple[str, str]]:
    """Return what `pages` must come to."""
    fates = iter(FATES.values())
    reasons = [next(fates, Reason.NO_TEXT) if number % 4 == 2 else Reason.NO_TEXT for number in range(40)]
    files = [(f"{number:03}.txt", reason) for number, reason in enumerate(reasons)]
    return files + [(f"records.jsonl#{number}", reason) for number, reason in enumerate(reasons, 1)]


@pytest.mark.slow
@pytest.mark.parametrize(("jobs", "split"), [(1, 1 << 20), (2, 1 << 20), (3, 200)])
def test_every_poison_page_costs_one_page(pages: Path, poison: str, jobs: int, split: int) -> None:
    """A page that crashes, hangs, spins, swells or raises is one rejection; the others are in, in their order."""
    limits = Limits(parse_timeout_s=1.5, pages=9, split_bytes=split)
    with Supervisor(jobs=jobs, limits=limits, process=poison) as workers:
        found = list(workers.run(inputs(pages)))
    assert outcomes(found) == expected()


def details(handled: list[Handled]) -> list[str]:
    """Return reason and detail of each rejection."""
    return [f"{each.result.reason}: {each.result.detail}" for each in handled if isinstance(each.result, Rejection)]


@pytest.mark.slow
def test_a_page_is_stopped_by_processor_time_before_the_clock(tmp_path: Path, poison: str) -> None:
    """A page that spins costs its share of processor time, one that sleeps the time by the clock; both say which."""
    (tmp_path / "a.txt").write_text("page SPIN")
    (tmp_path / "b.txt").write_text("page HANG")
    (tmp_path / "c.txt").write_text("page SLOW")
    limits = Limits(parse_cpu_s=0.1, parse_timeout_s=4.0)
    with Supervisor(jobs=1, limits=limits, process=poison) as workers:
        found = list(workers.run(inputs(tmp_path)))
    assert details(found) == [
        "parse_timeout: Reading it took more than 0.1 seconds of processor time.",
        "parse_timeout: Reading it took longer than 4 seconds by the clock.",
        "no_text: page SLOW",
    ]


@pytest.mark.slow
def test_each_page_has_processor_time_of_its_own(tmp_path: Path, poison: str) -> None:
    """Pages of one file that take a second each pass under a limit of two, however many one process has read."""
    records = [f"record {number} BURN" for number in range(4)]
    (tmp_path / "records.jsonl").write_text("".join(json.dumps({"text": words}) + "\n" for words in records))
    with Supervisor(jobs=1, limits=Limits(parse_cpu_s=2.0), process=poison) as workers:
        found = list(workers.run(inputs(tmp_path)))
    assert details(found) == [f"no_text: {words}" for words in records]


@pytest.mark.slow
def test_a_large_page_has_processor_time_by_its_size(tmp_path: Path, poison: str) -> None:
    """A page of two mebibytes may take a second where a small one may not."""
    (tmp_path / "a.txt").write_text("page BURN")
    (tmp_path / "b.txt").write_text("page BURN" + " long" * 450_000)
    limits = Limits(parse_cpu_s=0.2, parse_cpu_s_per_mebibyte=1.0)
    with Supervisor(jobs=1, limits=limits, process=poison) as workers:
        found = list(workers.run(inputs(tmp_path)))
    assert [each.partition(":")[0] for each in details(found)] == ["parse_timeout", "no_text"]


def test_rejections_name_no_place_of_this_machine(pages: Path, poison: str, tmp_path: Path) -> None:
    """Details of what went wrong hold no absolute path, and the hash of the bytes is there."""
    for page in pages.iterdir():
        if "RAISE" not in page.read_text() or page.suffix == ".jsonl":
            page.unlink()
    with Supervisor(jobs=1, process=poison) as workers:
        (found,) = workers.run(inputs(pages))
    assert isinstance(found.result, Rejection)
    assert found.result.detail.startswith("ValueError: cannot read …")
    assert str(tmp_path) not in found.result.detail
    assert found.result.detail.encode().isascii() is False  # the ellipsis; no lone surrogate, which would not encode
    assert found.result.received_sha256


def test_a_killed_worker_costs_the_page_in_hand(tmp_path: Path, poison: str) -> None:
    """`kill -9` on a worker costs the page in its hand, if it held one; no other is lost, none is there twice."""
    for number in range(30):
        (tmp_path / f"{number:02}.txt").write_text(f"page {number}")
    kills = 0
    found: list[Handled] = []
    with Supervisor(jobs=1, process=poison) as workers:
        for each in workers.run(inputs(tmp_path)):
            found.append(each)
            if len(found) % 5 == 1:  # somewhere around the next page: before, in or behind it
                for pid in workers.pids:
                    os.kill(pid, signal.SIGKILL)
                    kills += 1
    died = [each for each in found if isinstance(each.result, Rejection) and each.result.reason is Reason.WORKER_DIED]
    assert len(died) <= kills
    names = [str(each.result.source) for each in found]
    assert names == [f"{number:02}.txt" for number in range(30)]


def test_results_that_come_early_wait_without_filling_memory(
    tmp_path: Path, poison: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """When the first file is slow and the others are fat, the others wait in their workers, and all end in order."""
    monkeypatch.setattr("archive.workers.supervisor.WAITING_BYTES", 50_000)
    monkeypatch.setattr("archive.workers.supervisor.size_of", lambda handled: len(handled.result.detail) * 10)
    (tmp_path / "a.txt").write_text("page SLOW SLOW")
    for number in range(40):
        (tmp_path / f"b{number:02}.txt").write_text(f"page {number} FAT")
    with Supervisor(jobs=3, process=poison) as workers:
        found = [str(each.result.source) for each in workers.run(inputs(tmp_path))]
    assert found == ["a.txt", *(f"b{number:02}.txt" for number in range(40))]


def test_no_worker_is_left_behind(tmp_path: Path, poison: str) -> None:
    """When the supervisor closes in the middle, its processes are gone."""
    for number in range(20):
        (tmp_path / f"{number:02}.txt").write_text("page SLOW")
    with Supervisor(jobs=2, process=poison) as workers:
        running = workers.run(inputs(tmp_path))
        next(running)
        pids = workers.pids
    assert pids
    assert not [pid for pid in pids if Path(f"/proc/{pid}").exists()]
    running.close()


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells a process that its parent died")
def test_no_worker_outlives_a_killed_parent(tmp_path: Path, poison: str) -> None:
    """`kill -9` on the parent: a worker that hangs in a page is gone within a second or two."""
    (tmp_path / "pages").mkdir()
    (tmp_path / "pages" / "a.txt").write_text("page HANG")
    script = (
        f"import sys; sys.path.insert(0, {str(tmp_path / '.modules')!r})\n"
        "from archive.workers import *; from archive.walk import find_files\n"
        f"workers = Supervisor(jobs=1, process={poison!r}, should_stop=lambda: print(*workers.pids, flush=True))\n"
        f"list(workers.run(Input(found=each) for each in find_files({str(tmp_path / 'pages')!r})))\n"
    )
    with subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE, text=True) as parent:
        assert parent.stdout is not None
        pid = next(int(line) for line in parent.stdout if line.strip())
        assert Path(f"/proc/{pid}").exists()
        parent.kill()
    gone_by = time.monotonic() + 5
    while _runs(pid) and time.monotonic() < gone_by:
        time.sleep(0.05)
    assert not _runs(pid)


def _runs(pid: int) -> bool:
    """Say whether a process is there and no zombie."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def test_a_request_to_stop_is_followed(tmp_path: Path, poison: str) -> None:
    """Asked to stop, it ends with what it has."""
    (tmp_path / "a.txt").write_text("page")
    (tmp_path / "b.txt").write_text("page HANG")
    found: list[Handled] = []
    with Supervisor(jobs=1, process=poison, should_stop=lambda: len(found) > 0) as workers:
        for each in workers.run(inputs(tmp_path)):
            found.append(each)  # noqa: PERF402  `should_stop` looks at it meanwhile
    assert len(found) == 1


def test_a_pipeline_that_cannot_be_imported_is_an_error(tmp_path: Path) -> None:
    """Workers that cannot start end the run with a sentence, not with a list of dead inputs."""
    (tmp_path / "a.txt").write_text("page")
    with (
        Supervisor(jobs=1, process="missing_pipeline:process") as workers,
        pytest.raises(CuttingsError, match="missing_pipeline"),
    ):
        list(workers.run(inputs(tmp_path)))


def test_files_that_cannot_be_opened_are_listed(tmp_path: Path, poison: str) -> None:
    """A file that went away after the walk is rejected as unreadable, without its place."""
    (tmp_path / "a.txt").write_text("page")
    met = list(inputs(tmp_path))
    (tmp_path / "a.txt").unlink()
    with Supervisor(jobs=1, process=poison) as workers:
        (found,) = workers.run(met)
    assert isinstance(found.result, Rejection)
    assert found.result.reason is Reason.UNREADABLE
    assert str(tmp_path) not in found.result.detail


def test_nothing_but_our_records_is_taken_from_a_worker() -> None:
    """A worker that was taken over cannot have its parent run code: foreign classes are refused."""

    class Evil:
        def __reduce__(self) -> tuple[object, tuple[str]]:
            return os.system, ("echo taken over",)

    with pytest.raises(Exception, match="a worker sent"):
        unpack_from_worker(pack(Evil()))
    gc.collect()
