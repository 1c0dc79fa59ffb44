"""Crews: jobs shared out among processes, each bounded; what one job does to its process costs that job alone."""

import os
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from archive.workers.crew import Crew
from archive.workers.crew_words import Done, Job, Trade
from schemas.errors import CuttingsError

MEMORY = 256 << 20


def worker(setup: str) -> Callable[[bytes], bytes]:
    """Return what a hand of these crews does: as the job says."""

    def work(body: bytes) -> bytes:
        match body.decode().split():
            case ["say", word]:
                return f"{setup} {word}".encode()
            case ["die"]:
                os.kill(os.getpid(), 9)
            case ["spin"]:
                while True:
                    pass
            case ["sleep"]:
                time.sleep(60)
            case ["eat"]:
                return bytes(4 * MEMORY)
            case ["temporary"]:
                return os.environ["TMPDIR"].encode()
        raise ValueError("no such job")

    return work


def broken(setup: str) -> Callable[[bytes], bytes]:
    """Fail before any job."""
    raise RuntimeError(f"no type in {setup}")


def trade(work: str = "worker", **more: float) -> Trade:
    """Return a trade of one of the functions above."""
    return Trade(work=f"{Path(__file__).stem}:{work}", setup="said", memory_bytes=MEMORY, **more)  # type: ignore[arg-type]


@pytest.fixture(autouse=True)
def _findable(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the processes find this file as a module."""
    monkeypatch.syspath_prepend(str(Path(__file__).parent))


def done_by(crew: Crew, *bodies: str, cpu_s: float = 20.0) -> dict[int, Done]:
    """Return what became of jobs, by number."""
    jobs = [Job(number=number, body=body.encode(), cpu_s=cpu_s) for number, body in enumerate(bodies)]
    return {done.number: done for done in crew.run(jobs)}


def test_jobs_are_done_each_once() -> None:
    """Every job is done, whoever does it, with what the crew was set up with."""
    with Crew(trade(), 2) as crew:
        done = done_by(crew, *(f"say {number}" for number in range(20)))
    assert {number: each.body for number, each in done.items()} == {n: f"said {n}".encode() for n in range(20)}


@pytest.mark.parametrize(
    ("job", "problem"),
    [
        ("die", "ended its process (-9)"),
        ("spin", "took too much processor time"),
        ("eat", "took more memory than it may"),
        ("nonsense", "ValueError: no such job"),
    ],
)
def test_job_that_goes_wrong_costs_itself_alone(job: str, problem: str) -> None:
    """A job that ends its process, spins, eats memory or raises is told; the others are done."""
    with Crew(trade(), 2) as crew:
        done = done_by(crew, "say a", job, "say b", "say c", cpu_s=1.0)
    assert (done[1].body, done[1].problem) == (None, problem)
    assert [done[number].body for number in (0, 2, 3)] == [b"said a", b"said b", b"said c"]


def test_job_that_waits_is_ended_by_the_clock() -> None:
    """A job that uses no processor time is ended as well."""
    with Crew(trade(slow=2.0), 1) as crew:
        done = done_by(crew, "sleep", "say a", cpu_s=0.5)
    assert (done[0].problem, done[1].body) == ("took too long", b"said a")


def test_process_is_replaced_after_its_share() -> None:
    """A process that has done its share goes, and another goes on."""
    with Crew(trade(jobs=2), 1) as crew:
        done = done_by(crew, *(f"say {number}" for number in range(5)))
    assert [done[number].body for number in range(5)] == [f"said {number}".encode() for number in range(5)]


def test_crew_that_cannot_start_says_why() -> None:
    """Where no process gets ready, the reason is told and nobody waits for ever."""
    with Crew(trade("broken"), 2) as crew, pytest.raises(CuttingsError, match="RuntimeError: no type in said"):
        done_by(crew, "say a")


def test_nothing_is_left_on_the_disk() -> None:
    """What the processes keep for themselves is in a folder that goes with the crew."""
    with Crew(trade(), 1) as crew:
        done = done_by(crew, "temporary", "die")
        folder = Path((done[0].body or b"").decode())
        assert folder.is_dir()
    assert not folder.exists()


def test_crew_that_is_left_early_is_gone() -> None:
    """Who stops listening leaves no process behind."""
    with Crew(trade(), 2) as crew:
        jobs = [Job(number=0, body=b"say a", cpu_s=5), Job(number=1, body=b"sleep", cpu_s=60)]
        assert next(iter(crew.run(jobs))).body == b"said a"
        pids = [hand.child.pid for hand in crew._hands]  # noqa: SLF001  nobody else knows them
    assert not [pid for pid in pids if Path(f"/proc/{pid}").exists()]
