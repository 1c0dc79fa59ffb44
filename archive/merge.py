"""Unite archives: what a single ingest of all their inputs would have made, without reading a page again.

What was received, read and said is copied, row by row (`merge_copy`, `merge_facts`, `merge_ties`); relations, families,
stories and what hosts repeat follow from it by the upkeep that follows an ingest. All is found again by what it is, in
transactions of some articles each: killed at any moment and run again, the merge ends in the same archive, and the
order of the archives changes accession numbers only.

Rule: joins sources, store and upkeep; decides nothing about pages.
"""

import contextlib
import os
import time
from collections.abc import Sequence

from archive.fulltext_pass import keep_in_one_piece
from archive.merge_absent import Absences
from archive.merge_pass import Merging
from archive.merge_sources import opened_sources
from archive.program import program_version
from archive.relearn import Progress, relearn
from archive.reread import Rereader
from archive.stopping import stop_on_signal
from archive.store import open_store
from archive.story_pass import keep_stories
from archive.workers import Limits
from schemas.merge import MergeReport


def merge(
    out: str | os.PathLike[str],
    archives: Sequence[str | os.PathLike[str]],
    *,
    progress: Progress | None = None,
    limits: Limits | None = None,
) -> MergeReport:
    """Take `archives` into the archive `out`, which is made where there is none, in the order given.

    On SIGINT or SIGTERM what is done stays, and the report says so. Memory is bounded by some articles.
    Raises: UsageError where one of them is `out`; ArchiveMissing, NotAnArchive, NewerArchive, OlderArchive,
    ArchiveLocked.
    """
    start = time.monotonic()
    with contextlib.ExitStack() as stack:
        stopping = stack.enter_context(stop_on_signal())
        sources = stack.enter_context(opened_sources(out, archives))
        store = stack.enter_context(open_store(out))
        again = stack.enter_context(Rereader(limits))
        run = store.begin_run("merge", version=program_version(), options={"archives": len(sources)})
        absences = Absences(store, sources)
        done = Merging(store, run, sources, again.read, progress, stopping.is_set, absences).take_all()
        cleaned = relearn(store, run, progress=progress, should_stop=stopping.is_set)
        stories = keep_stories(store, progress=progress, should_stop=stopping.is_set)
        keep_in_one_piece(store, progress=progress, should_stop=stopping.is_set)
        counts = {"articles": sum(each.new for each in done), "captures": sum(each.captures_new for each in done)}
        store.end_run(run, counts)
        (articles,) = store.conn.execute("SELECT count(*) FROM article").fetchone()
    return MergeReport(
        archives=tuple(done),
        articles_new=counts["articles"],
        captures_new=counts["captures"],
        articles=articles,
        furniture=cleaned,
        stories=stories,
        is_complete=not stopping.is_set(),
        seconds=round(time.monotonic() - start, 3),
    )
