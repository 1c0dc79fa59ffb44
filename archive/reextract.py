"""Read received files again by today's rules: stages 2 to 5 in the workers, then what follows from it in the archive.

What was read before stays; pointers move. What a person asserted stands over both. Articles neither come nor go: what
today's rules take for no article keeps what it has, and is told.

Rule: joins workers and store; decides nothing about pages itself.
"""

import contextlib
import os
import tempfile
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from pathlib import Path

from archive import families
from archive.absent import missing
from archive.cards import current_capture, facts_that_speak, refresh
from archive.changes import Changes, State
from archive.fulltext_pass import keep_in_one_piece
from archive.furniture import mark_stale
from archive.log import EventType
from archive.naming import find_numbers
from archive.program import program_version
from archive.relearn import Progress, relearn
from archive.reread import read_again
from archive.restate import Done, restate
from archive.sinks import PathLike
from archive.stopping import stop_on_signal
from archive.store import Run, Store, open_store
from archive.story_pass import keep_stories
from archive.texts import unpack
from archive.workers import Limits, Supervisor
from archive.workers.again import PROCESS
from ingest.furniture.host import host_of
from ingest.normalise.card import card_of
from ingest.pipeline import EXTRACTOR
from schemas.errors import ArchiveMissing, UnknownArticle, UsageError
from schemas.reextract import ReextractReport, Refused
from schemas.report import Rejection
from schemas.types import Address

BATCH = 100
"""Articles a transaction."""


@dataclass(slots=True)
class _Account:
    """What was done so far."""

    articles: int = 0
    captures: int = 0
    changed: int = 0
    changes: Changes = field(default_factory=Changes)
    refused: list[Refused] = field(default_factory=list)


def reextract(  # noqa: PLR0913  the options of the command
    archive_path: PathLike,
    *,
    host: str | None = None,
    refs: Sequence[str] = (),
    jobs: int = 1,
    dry_run: bool = False,
    progress: Progress | None = None,
    limits: Limits | None = None,
) -> ReextractReport:
    """Read the received files of all articles again, or of those of a host, or of those that `refs` name.

    With `dry_run` all is done and then undone. On SIGINT or SIGTERM what is done stays, and the report says so.
    Raises: ArchiveMissing, ArchiveLocked, UnknownArticle, UsageError where the host has no article.
    """
    start = time.monotonic()
    if not Path(archive_path).exists():
        raise ArchiveMissing(os.fspath(archive_path))
    with contextlib.ExitStack() as stack:
        stopping = stack.enter_context(stop_on_signal())
        store = stack.enter_context(open_store(archive_path))
        if dry_run:
            stack.enter_context(store.rehearsal())
        articles = _chosen(store, host, refs)
        run = store.begin_run("reextract", version=program_version(), kind=EventType.EXTRACTION)
        workers = Supervisor(jobs=jobs, limits=limits, process=PROCESS, should_stop=stopping.is_set)
        folder = stack.enter_context(tempfile.TemporaryDirectory(prefix="cuttings-"))
        account = _Account()
        with workers:
            done = read_again(store.conn, workers, articles, Path(os.path.realpath(folder)))
            _keep(store, run, done, account, progress, len(articles))
        cleaned = relearn(store, run, progress=progress, should_stop=stopping.is_set)
        keep_stories(store, progress=progress, should_stop=stopping.is_set)
        keep_in_one_piece(store, progress=progress, should_stop=stopping.is_set)
        counts = {"articles": account.articles, "changed": account.changed, "cleaned": cleaned.articles}
        store.end_run(run, counts, kind=EventType.EXTRACTION)
    return ReextractReport(
        extractor=EXTRACTOR,
        articles=account.articles,
        captures=account.captures,
        changed=account.changed,
        fields=account.changes.fields(),
        texts_changed=account.changes.texts,
        words_added=account.changes.words_added,
        words_cut=account.changes.words_cut,
        refused=tuple(account.refused),
        furniture=cleaned,
        is_complete=not stopping.is_set(),
        seconds=round(time.monotonic() - start, 3),
    )


def _chosen(store: Store, host: str | None, refs: Sequence[str]) -> tuple[int, ...]:
    """Return the numbers of the articles that are meant, and have their hosts wait for the pass.

    Raises: UnknownArticle, UsageError.
    """
    conn = store.conn
    numbers: Iterable[int] = (int(row[0]) for row in conn.execute("SELECT id FROM article ORDER BY id").fetchall())
    if host is not None:
        name = host_of(Address(f"http://{host.strip().lower()}/"), None)
        found = conn.execute("SELECT id FROM article WHERE host IN (?, ?) ORDER BY id", (name, host)).fetchall()
        if not found:
            raise UsageError(f"no article of the host {host!r} is in the archive. `cuttings list` shows addresses.")
        numbers = [int(row[0]) for row in found]
    if refs:
        named = {_number(store, ref) for ref in refs}
        numbers = [number for number in numbers if number in named]
    chosen = tuple(numbers)
    with store.transaction():
        hosts = (conn.execute("SELECT host FROM article WHERE id = ?", (number,)).fetchone()[0] for number in chosen)
        mark_stale(conn, list(hosts))
    return chosen


def _number(store: Store, ref: str) -> int:
    numbers = find_numbers(store.conn, ref)
    if len(numbers) != 1:
        raise UnknownArticle(f"{ref} (it fits {len(numbers)} articles)") if numbers else missing(store.conn, ref)
    return numbers[0]


def _keep(
    store: Store, run: Run, done: Iterator[Done], account: _Account, progress: Progress | None, total: int
) -> None:
    """Store what captures became, some articles a transaction; an article is never half done."""
    batch: list[tuple[int, list[Done]]] = []
    for article, captures in groupby(done, key=lambda each: each.held.article):
        batch.append((article, list(captures)))
        if len(batch) >= BATCH:
            _keep_batch(store, run, batch, account)
            batch = []
        if progress is not None:
            progress("2-6 extract", account.articles + len(batch), total)
    _keep_batch(store, run, batch, account)


def _keep_batch(store: Store, run: Run, batch: Sequence[tuple[int, list[Done]]], account: _Account) -> None:
    changed: list[int] = []
    with store.transaction():
        for article, captures in batch:
            if _keep_article(store, run, article, captures, account):
                changed.append(article)
        if changed:
            families.relate(store.conn, changed)
    account.articles += len(batch)
    account.changed += len(changed)


def _keep_article(store: Store, run: Run, article: int, captures: Sequence[Done], account: _Account) -> bool:
    """Store what the captures of one article became; return whether anything of it changed."""
    before = _state(store, article)
    account.captures += len(captures)
    restated = False
    for done in captures:
        if isinstance(done.result, Rejection):
            account.refused.append(_refused(before, done.result))
        else:
            restated |= restate(store.conn, done.held, done.result, run.number)
    if restated:
        refresh(store.conn, article)
        account.changes.add(before, _state(store, article))
    return restated


def _state(store: Store, article: int) -> State:
    """Return an article as its first extraction and the assertions that stand make it, furniture and all."""
    _, base, _ = current_capture(store.conn, article)
    row = store.conn.execute(
        "SELECT a.public_id, a.accession, t.body FROM article a, extraction e JOIN text t ON t.id = e.text_id"
        " WHERE a.id = ? AND e.id = ?",
        (article, base),
    ).fetchone()
    return State(
        id=row[0], accession=row[1], card=card_of(facts_that_speak(store.conn, article, base)), text=unpack(row[2])
    )


def _refused(article: State, rejection: Rejection) -> Refused:
    return Refused(
        id=article.id,
        accession=article.accession,
        source=str(rejection.source),
        reason=rejection.reason,
        detail=rejection.detail,
    )
