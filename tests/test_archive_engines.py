"""An ingest on a cluster: the same archive, log and report as on one machine, whatever becomes of the workers."""

import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from command_line import run
from toxic_reader import install

from archive.digest import digest
from archive.done import Closed, Told
from archive.engines import dask as cluster
from archive.engines.dask import DaskEngine, batches, check_address, dask_engine
from archive.engines.shard import ShardTask, end_readers, hash_of_rows, iter_handled, make_shard, path_of, rules_here
from archive.intake import ingest
from archive.merge import merge
from archive.reader import open_reader
from archive.verify import check
from archive.walk import Found, find_files
from archive.workers import Input, Limits, Supervisor
from ingest.readers.forms import forms
from schemas.errors import CuttingsError, UsageError
from schemas.page import Source
from schemas.report import IngestReport, Outcome, Reason, Rejection

PAGES = 24


def page(number: int) -> str:
    """Return a made-up page; every sixth repeats an earlier one at another address, and all share a footer."""
    told = number - 1 if number % 6 == 5 else number
    return (
        f"<html lang=en><head><title>Lock {told} mended</title><link rel=canonical href=https://canal.example/{number}>"
        f"</head><body><article><h1>Lock {told} of the Orlen canal mended</h1><p>The gate of lock {told} was lifted "
        f"out on Monday by two cranes; divers found {told * 3 + 7} stones beneath it, the canal office of Vastrop said."
        f"</p><p>Barges wait above the lock until Thursday; the skipper of the Hanna {told} told us that she "
        f"has {told + 40} tonnes of barley on board.</p><p>Follow the canal office and never miss a lock.</p>"
        f"</article></body></html>"
    )


def pages(folder: Path, *, toxic: bool = False) -> Path:
    """Write pages, lines of JSON and what gives no article; return the folder."""
    (folder / "deep").mkdir(parents=True)
    for number in range(PAGES):
        (folder / ("deep" if number % 2 else "") / f"{number:02}.html").write_text(page(number))
    records = [
        {"id": f"r-{number}", "url": f"https://gazette.example/{number}", "html": page(number)} for number in (1, 2)
    ]
    (folder / "more.jsonl").write_text("".join(f"{json.dumps(each)}\n" for each in [*records, records[0], {"id": "x"}]))
    (folder / "empty.html").write_text("")
    (folder / "12-again.html").write_text(page(12))
    if toxic:
        (folder / "07-toxic").write_text("TOXIC segfault\nwords")
    (folder / "facts.csv").write_text("file,author\n03.html,A. Lind\ndeep/05.html,B. Kohl\nnone.html,C. Nobody\n")
    return folder


def told(report: IngestReport) -> IngestReport:
    """Return a report without the time that it took."""
    return replace(report, seconds=0.0)


def sound_digest(path: Path) -> str:
    """Return the digest of an archive in which every hash must be right."""
    with closing(open_reader(path)) as conn:
        assert check(conn) == ()
        return digest(conn)


@pytest.fixture(autouse=True)
def readers_end() -> Iterator[None]:
    """End the processes that wait for another shard."""
    yield
    end_readers()


@pytest.fixture
def small_shards(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have a shard of six inputs."""
    monkeypatch.setattr(cluster, "INPUTS", 6)


class Cluster:
    """A scheduler and two workers, processes of this machine that speak over the loopback."""

    def __init__(self, folder: Path, paths: list[str]) -> None:
        """Start them."""
        self._env = os.environ | {"PYTHONPATH": os.pathsep.join([*paths, *sys.path])}
        self._folder = folder
        told = folder / "scheduler.json"
        self._all = [self._start("scheduler", "--host", "127.0.0.1", "--port", "0", "--scheduler-file", str(told))]
        until = time.monotonic() + 60
        while not told.exists() or not told.read_text():
            assert time.monotonic() < until, "the scheduler does not start"
            time.sleep(0.1)
        self.address = json.loads(told.read_text())["address"]
        self.workers = [self.add_worker() for _ in range(2)]

    def add_worker(self) -> subprocess.Popen[bytes]:
        """Start a worker."""
        options = ("--nthreads", "1", "--no-nanny", "--local-directory", str(self._folder))
        self._all.append(self._start("worker", self.address, *options))
        return self._all[-1]

    def _start(self, *arguments: str) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-m", "dask", *arguments, "--no-dashboard"]
        quiet = subprocess.DEVNULL
        return subprocess.Popen(command, env=self._env, cwd=self._folder, stdout=quiet, stderr=quiet)

    def close(self) -> None:
        """End them all."""
        for each in reversed(self._all):
            each.kill()
        for each in self._all:
            each.wait()


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Callable[..., Cluster]]:
    """Give a function that starts a cluster."""
    pytest.importorskip("distributed", reason="the extra cuttings[dask] is not installed")
    started: list[Cluster] = []

    def begin(*paths: Path) -> Cluster:
        folder = tmp_path / "cluster"
        folder.mkdir()
        started.append(Cluster(folder, [str(path) for path in paths]))
        return started[-1]

    yield begin
    for each in started:
        each.close()


@pytest.mark.slow
@pytest.mark.usefixtures("small_shards")
def test_a_worker_killed_and_a_toxic_page(
    start: Callable[..., Cluster], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With one of two workers killed in the middle and a page that ends its reader, all is as on one machine."""
    install(tmp_path / "site")
    monkeypatch.syspath_prepend(str(tmp_path / "site"))
    forms.cache_clear()
    source = pages(tmp_path / "pages", toxic=True)
    given: dict[str, Any] = {"sidecar": source / "facts.csv", "limits": Limits(parse_timeout_s=5)}
    wanted = ingest(tmp_path / "one.db", [source], log=tmp_path / "one.log", **given)
    both = start(tmp_path / "site")
    shards = tmp_path / "shards"

    def kill_in_the_middle() -> None:
        while not list(shards.glob("*.shard.db")):
            time.sleep(0.02)
        both.workers[0].send_signal(signal.SIGKILL)

    killer = threading.Thread(target=kill_in_the_middle)
    killer.start()
    engine = DaskEngine(both.address, shards)
    report = ingest(tmp_path / "many.db", [source], log=tmp_path / "many.log", engine=engine, **given)
    killer.join()
    assert both.workers[0].wait(10) == -signal.SIGKILL
    assert told(report) == told(wanted)
    assert [each.reason for each in report.rejected if each.source == "07-toxic"] == [Reason.WORKER_DIED]
    assert (tmp_path / "many.log").read_text() == (tmp_path / "one.log").read_text()
    assert sound_digest(tmp_path / "many.db") == sound_digest(tmp_path / "one.db")
    assert not shards.exists()
    forms.cache_clear()


def tasks(source: Path, folder: Path, *, rules: str = "", limits: Limits | None = None) -> list[ShardTask]:
    """Return the tasks that the pages of a folder make."""
    inputs = [
        each if isinstance(each, Rejection) else Input(found=each, context="c") for each in find_files(str(source))
    ]
    folder.mkdir(exist_ok=True)
    return [
        ShardTask(
            folder=str(folder),
            inputs=each.inputs,
            by_url={},
            sidecar=hash_of_rows({}),
            limits=limits,
            rules=rules or rules_here(),
        )
        for each in batches(inputs)
    ]


def test_a_shard_tells_what_the_readers_said(tmp_path: Path) -> None:
    """What a shard holds is, input by input and field by field, what the workers of one machine say."""
    source = pages(tmp_path / "pages")
    (task,) = tasks(source, tmp_path / "shards")
    with Supervisor(jobs=1) as workers:
        wanted = [replace(each, read_bytes=0) for each in workers.run(task.inputs)]
    assert any(isinstance(each.result, Closed) for each in wanted)
    make_shard(task, task.name)
    assert list(iter_handled(path_of(task.folder, task.name))) == wanted
    assert [each.name for each in (tmp_path / "shards").iterdir()] == [f"{task.name}.shard.db"]


@pytest.mark.usefixtures("small_shards")
def test_shards_that_stayed_can_be_merged(tmp_path: Path) -> None:
    """Shards that a run left behind are archives: merged, they are what one ingest makes."""
    source = pages(tmp_path / "pages")
    made = tasks(source, tmp_path / "shards")
    for task in made:
        make_shard(task, task.name)
    merge(tmp_path / "merged.db", [path_of(task.folder, task.name) for task in made])
    ingest(tmp_path / "one.db", [source])
    assert len(made) > 3
    assert sound_digest(tmp_path / "merged.db") == sound_digest(tmp_path / "one.db")


class StandIn:
    """Stands for the client of a cluster whose workers do nothing, or end whenever they are given something."""

    problem: Exception | None = None
    threads = 1

    def __init__(self, address: str, **options: object) -> None:  # noqa: ARG002  the client's
        """Take the options of the client."""
        self.given: list[str] = []
        self.status = "error" if self.problem else "pending"

    def submit(self, make: object, task: ShardTask, name: str, **options: object) -> "StandIn":  # noqa: ARG002  the client's
        """Take a task; the client is the future as well."""
        self.given.append(name)
        return self

    def scheduler_info(self, **options: object) -> dict[str, Any]:  # noqa: ARG002  the client's
        """Return the workers that there are."""
        return {"workers": {"one": {"nthreads": self.threads}} if self.threads else {}}

    def done(self) -> bool:
        """Say whether the task came to an end."""
        return self.problem is not None

    def exception(self, timeout: float = 0) -> Exception | None:  # noqa: ARG002  the client's
        """Return why."""
        return self.problem

    def release(self) -> None:
        """Forget the task."""

    cancel = close = release

    def run(self, function: object, **options: object) -> None:
        """Call a function on no worker."""


@pytest.fixture
def stand_in(monkeypatch: pytest.MonkeyPatch) -> type[StandIn]:
    """Put the stand-in in place of the client."""
    distributed = pytest.importorskip("distributed", reason="the extra cuttings[dask] is not installed")
    kind = type("Given", (StandIn,), {})
    monkeypatch.setattr(distributed, "Client", kind)
    return kind


@pytest.mark.usefixtures("small_shards")
def test_shards_of_a_run_that_was_cut_off_are_used(
    tmp_path: Path, stand_in: type[StandIn], monkeypatch: pytest.MonkeyPatch
) -> None:
    """What a run that was cut off had complete is not made again; all shards go when all is stored."""
    source = pages(tmp_path / "pages")
    engine = DaskEngine("tcp://h:1", tmp_path / "shards")
    stand_in.problem = type("KilledWorker", (Exception,), {})("what is missing is made here")
    made: list[str] = []

    def make(task: ShardTask, name: str) -> str:
        made.append(name)
        return make_shard(task, name)

    monkeypatch.setattr(cluster, "make_shard", make)
    with monkeypatch.context() as patch:
        patch.setattr("archive.tally.Accounts.count", lambda _self, _line: 1 // 0)
        with pytest.raises(ZeroDivisionError):
            ingest(tmp_path / "a.db", [source], engine=engine)
    kept = {each.name.partition(".")[0] for each in (tmp_path / "shards").iterdir()}
    assert kept
    before = len(made)
    ingest(tmp_path / "a.db", [source], engine=engine)
    assert not kept & set(made[before:])
    ingest(tmp_path / "one.db", [source])
    assert sound_digest(tmp_path / "a.db") == sound_digest(tmp_path / "one.db")
    assert not (tmp_path / "shards").exists()


def test_a_shard_that_costs_workers_is_made_here(tmp_path: Path, stand_in: type[StandIn]) -> None:
    """Inputs that ended every worker that took them are read on this machine, under supervision."""
    source = pages(tmp_path / "pages")
    stand_in.problem = type("KilledWorker", (Exception,), {})("three workers")
    report = ingest(tmp_path / "a.db", [source], engine=DaskEngine("tcp://h:1", tmp_path / "shards"))
    assert report.new > PAGES
    assert not (tmp_path / "shards").exists()


def test_a_cluster_that_fails_or_is_empty(
    tmp_path: Path, stand_in: type[StandIn], monkeypatch: pytest.MonkeyPatch
) -> None:
    """What went wrong, and what to do, is said in a sentence; nothing half done is stored."""
    source = pages(tmp_path / "pages")
    engine = DaskEngine("tcp://h:1", tmp_path / "shards")
    stand_in.problem = ValueError("out of paper")
    with pytest.raises(CuttingsError, match=r"The Dask cluster failed \(ValueError: out of paper\)"):
        ingest(tmp_path / "a.db", [source], engine=engine)
    stand_in.problem = CuttingsError("a source cannot be reached")
    with pytest.raises(CuttingsError, match="A worker of the Dask cluster says: a source"):
        ingest(tmp_path / "a.db", [source], engine=engine)
    stand_in.problem, stand_in.threads = None, 0
    monkeypatch.setattr(cluster, "ALONE_S", -1.0)
    with pytest.raises(CuttingsError, match=r"has no worker\. Start one on each machine:  dask worker tcp://h:1"):
        ingest(tmp_path / "a.db", [source], engine=engine)


def test_a_shard_that_is_there_is_not_made_again(tmp_path: Path) -> None:
    """A complete shard stays as it is, and files that changed have another one."""
    source = pages(tmp_path / "pages")
    (task,) = tasks(source, tmp_path / "shards")
    name = task.name
    path_of(task.folder, task.name).write_bytes(b"there")
    make_shard(task, name)
    assert path_of(task.folder, task.name).read_bytes() == b"there"
    (source / "00.html").write_text(page(99))
    assert task.name != name


def test_machines_that_differ_are_refused(tmp_path: Path) -> None:
    """A machine with another version, or one that does not see the files, says so and makes nothing."""
    source = pages(tmp_path / "pages")
    (task,) = tasks(source, tmp_path / "shards", rules="cuttings/0, cuttings 0")
    with pytest.raises(CuttingsError, match="Install the same version"):
        make_shard(task, task.name)
    found = Found(path="/nowhere/a.html", root="/nowhere", source=Source(path="a.html"), size=1)
    blind = replace(task, rules=rules_here(), inputs=(Input(found=found),))
    with pytest.raises(CuttingsError, match="cannot be reached on this machine: /nowhere"):
        make_shard(blind, blind.name)
    assert list((tmp_path / "shards").iterdir()) == []


def test_inputs_are_batched_by_number_and_size(monkeypatch: pytest.MonkeyPatch) -> None:
    """A batch has so many inputs, or so many bytes; a large file is one by itself; none is lost."""
    monkeypatch.setattr(cluster, "INPUTS", 3)
    monkeypatch.setattr(cluster, "BYTES", 100)
    sizes = [1, 1, 1, 1, 99, 500, 50, 50, 1]
    inputs = [
        Input(found=Found(path=f"/{number}", root="/", source=Source(path=str(number)), size=size))
        for number, size in enumerate(sizes)
    ]
    rejected = Rejection(source=Source(path="x"), outcome=Outcome.REJECTED, reason=Reason.NO_TEXT, detail="None.")
    made = list(batches([*inputs, rejected]))
    shown = [[each.found.size if isinstance(each, Input) else 0 for each in batch.inputs] for batch in made]
    assert shown == [[1, 1, 1], [1, 99], [500], [50, 50], [1, 0]]


def test_what_need_not_be_read_is_told_here(tmp_path: Path, stand_in: type[StandIn]) -> None:
    """Files that an earlier run read to their end are handed to no machine, and stand in their place in the order."""
    source = pages(tmp_path / "pages")
    ingest(tmp_path / "a.db", [source])
    wanted = ingest(tmp_path / "a.db", [source], log=tmp_path / "one.log")
    stand_in.problem = type("KilledWorker", (Exception,), {})("what could not be remembered is read here")
    engine = DaskEngine("tcp://h:1", tmp_path / "shards")
    report = ingest(tmp_path / "a.db", [source], log=tmp_path / "many.log", engine=engine)
    assert told(report) == told(wanted)
    assert (tmp_path / "one.log").read_text() == (tmp_path / "many.log").read_text()
    found = Found(path="/1", root="/", source=Source(path="1"), size=5)
    known = Input(found=found, told=iter([Told(source=found.source, outcome=Outcome.KNOWN)]))
    shown = [(len(each.inputs), each.size) for each in batches([replace(known, told=None), known])]
    assert shown == [(1, 5), (0, 5)]


@pytest.mark.parametrize(
    "address",
    ["", "host:8786", "http://host:8786", "tcp://host", "tcp://:1", "tcp://h:0", "tcp://h:70000", "tcp://a b:1"],
)
def test_an_address_that_is_none_is_refused(address: str) -> None:
    """Only tcp and tls, a host and a port are an address."""
    with pytest.raises(UsageError, match="is no address"):
        check_address(address)
    check_address("tls://[2001:db8::1]:8786")


def test_options_that_do_not_go_together(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each mistake in the options is a usage error that says what to do, before anything is made."""
    source = pages(tmp_path / "pages")
    archive = tmp_path / "a.db"
    dask = ("--engine", "dask", "--scheduler", "tcp://127.0.0.1:9")
    for options, words in (
        (("--engine", "dask"), "needs --scheduler"),
        (("--scheduler", "tcp://127.0.0.1:9"), "go with --engine dask"),
        (("--engine", "dask", "--scheduler", "nothing"), "is no address"),
        ((*dask, "--shards", source / "in"), "lies within the source"),
    ):
        result = run("ingest", archive, source, *options)
        assert (result.exit_code, words in result.output) == (2, True), result.output
    result = run("ingest", archive, "-", *dask)
    assert "cannot read standard input" in result.output
    monkeypatch.setitem(sys.modules, "distributed", None)
    result = run("ingest", archive, source, *dask)
    assert "pipx inject cuttings distributed" in result.output
    assert not archive.exists()


def test_no_scheduler_answers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where nobody answers, the command says so and the archive is none the worse."""
    pytest.importorskip("distributed", reason="the extra cuttings[dask] is not installed")
    monkeypatch.setattr(cluster, "CONNECT_S", 0.5)
    engine = dask_engine("tcp://127.0.0.1:9", tmp_path / "shards", [])
    with pytest.raises(CuttingsError, match="no Dask scheduler answers"):
        ingest(tmp_path / "a.db", [pages(tmp_path / "pages")], engine=engine)
