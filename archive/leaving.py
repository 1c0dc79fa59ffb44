"""What must leave, can: withhold articles and release them, hold them by law, purge them; logged, with who and why.

Each call is one transaction around everything that follows from it, the passes over furniture and stories included:
killed at any moment, nothing of it is done or all. Only the scrubbing of the file after a purge comes later; it is
noted, and the next command that writes finishes it.

Rule: writes through an open `Store` only.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from archive import absent, aside, families, scrub
from archive.absent import Entry
from archive.curation import UNNAMED
from archive.fulltext import optimize
from archive.leave_account import account_of, named, refuse_held
from archive.log import EventType, add_event
from archive.outlet_leaving import strike_outlets
from archive.relearn import relearn
from archive.removal import remove
from archive.sealing import pack_of
from archive.store import AGENT, Run, Store
from archive.story_pass import keep_stories
from archive.withholding import drop_sealed, last_of_host, read_sealed, seal, unseal
from schemas.absence import ArticleState, Leaving, LeavingReport, State
from schemas.errors import CorrectionError

NO_RUN = 0
"""The number of the run in entries of the log that passes write on behalf of a withholding: it is no run of its own."""


@dataclass(frozen=True, slots=True)
class _Said:
    """Who wants it and why."""

    by: str | None
    because: str


class Leaver:
    """Withholding, legal holds and purging by one person."""

    def __init__(self, store: Store, *, by: str | None = None) -> None:
        """Work in an open store; `by` is the name that goes with every change."""
        self._store = store
        self._conn = store.conn
        self._by = by

    def withhold(self, refs: Sequence[str], *, because: str) -> LeavingReport:
        """Keep articles from every reader: they stay in the file, sealed, and are in nothing that is shown.

        Raises: UnknownArticle, CorrectionError.
        """
        said = self._said(because)
        entries = self._not_purged(refs)
        return self._each(entries, "withheld", lambda entry: self._withhold(entry, said))

    def release(self, refs: Sequence[str], *, because: str) -> LeavingReport:
        """Show withheld articles again, as they were.

        Raises: UnknownArticle, CorrectionError where one was purged.
        """
        said = self._said(because)
        entries = self._not_purged(refs)
        return self._each(entries, "shown", lambda entry: self._release(entry, said))

    def hold(self, refs: Sequence[str], *, because: str) -> LeavingReport:
        """Put a legal hold on articles: until it is lifted they cannot be purged; shown or withheld they stay.

        Raises: UnknownArticle, CorrectionError.
        """
        said = self._said(because)
        return self._held(refs, said, put=True)

    def lift(self, refs: Sequence[str], *, because: str) -> LeavingReport:
        """Lift legal holds.

        Raises: UnknownArticle, CorrectionError.
        """
        said = self._said(because)
        return self._held(refs, said, put=False)

    def purge(self, refs: Sequence[str], *, because: str) -> LeavingReport:
        """Take articles out for good; a tombstone stays. `scrub.is_due` tells whether the file is yet to be scrubbed.

        Raises: UnknownArticle, HeldByLaw where a legal hold forbids one of them: then none is purged.
        """
        said = self._said(because)
        entries = named(self._conn, refs)
        refuse_held(entries)
        scrub.forget_in_place(self._conn)
        report = self._each(entries, "purged", lambda entry: self._purge(entry, said))
        if scrub.is_due(self._conn):
            scrub.finish(self._conn)
        return replace(report, is_scrubbed=not scrub.is_due(self._conn))

    def _not_purged(self, refs: Sequence[str]) -> tuple[Entry, ...]:
        entries = named(self._conn, refs)
        for entry in entries:
            if entry.article.state == "purged":
                message = f"{absent.sentence(entry.article)} Nothing of it is left in this archive."
                raise CorrectionError(message)
        return entries

    def _each(self, entries: Iterable[Entry], state: State, change: Callable[[Entry], Leaving]) -> LeavingReport:
        """Change those that are not in `state`, in one transaction, and have everything follow from it."""
        done: list[Leaving] = []
        unchanged: list[ArticleState] = []
        with self._store.whole():
            for entry in entries:
                if entry.article.state == state:
                    unchanged.append(entry.article)
                else:
                    done.append(change(entry))
            if done:
                self._settle()
        return self._report(done, unchanged)

    def _settle(self) -> None:
        """Have furniture, stories and index follow from what came or went."""
        relearn(self._store, Run(number=NO_RUN, command="withhold", agent=AGENT))
        keep_stories(self._store)
        optimize(self._conn)

    def _report(self, done: Sequence[Leaving], unchanged: Sequence[ArticleState]) -> LeavingReport:
        return LeavingReport(
            done=tuple(done),
            unchanged=tuple(unchanged),
            is_dry_run=False,
            is_scrubbed=not scrub.is_due(self._conn),
            withheld=absent.count_withheld(self._conn),
        )

    def _withhold(self, entry: Entry, said: _Said) -> Leaving:
        account = account_of(self._conn, entry)
        self._log(EventType.QUARANTINE, entry, said, {"withheld": True})
        state = replace(
            entry.article, state="withheld", by=said.by, because=said.because, at=self._store.clock(), legal_hold=None
        )
        seal(self._conn, entry.number, state)
        return account

    def _release(self, entry: Entry, said: _Said) -> Leaving:
        account = account_of(self._conn, entry)
        unseal(self._conn, entry.number)
        aside.put_back(self._conn, entry.number)
        families.relate(self._conn, (entry.number,))
        self._log(EventType.UNQUARANTINE, entry, said, {"withheld": False})
        return account

    def _purge(self, entry: Entry, said: _Said) -> Leaving:
        account = account_of(self._conn, entry)
        number, name = entry.number, entry.article.id
        stay = {file.sha256 for file in account.shared}
        pack = read_sealed(self._conn, number) if entry.article.state == "withheld" else pack_of(self._conn, number)
        gone = aside.strike_aside(self._conn, number)
        gone += aside.strike(self._conn, number, name, last_of_host(self._conn, pack))
        self._take_out(entry)
        gone += strike_outlets(self._conn, pack)
        absent.put_keys(self._conn, number, pack.purged_as(pack.received - stay))
        scrub.note(self._conn)
        detail = {"purged": True, aside.TAKEN_OUT: sorted(set(gone))}
        event = self._log(EventType.DELETION, entry, said, detail)
        self._conn.execute(
            "INSERT INTO purged(number, public_id, accession, event_id, asserted_by, because, asserted_at)"
            " VALUES (?, ?, ?, ?, ?, ?, ?)",
            (number, name, entry.article.accession, event, said.by, said.because, self._store.clock()),
        )
        return account

    def _take_out(self, entry: Entry) -> None:
        if entry.article.state == "withheld":
            drop_sealed(self._conn, entry.number)
        else:
            remove(self._conn, entry.number)

    def _held(self, refs: Sequence[str], said: _Said, *, put: bool) -> LeavingReport:
        """Put a legal hold on articles that have none, or lift it of those that have one, in one transaction."""
        done: list[Leaving] = []
        unchanged: list[ArticleState] = []
        with self._store.transaction():
            for entry in self._not_purged(refs):
                if (entry.article.legal_hold is not None) == put:
                    unchanged.append(entry.article)
                    continue
                done.append(account_of(self._conn, entry))
                self._log(EventType.POLICY_ASSIGNMENT, entry, said, {"legal_hold": put})
                self._conn.execute("DELETE FROM legal_hold WHERE public_id = ?", (entry.article.id,))
                if put:
                    self._conn.execute(
                        "INSERT INTO legal_hold(public_id, asserted_by, because, asserted_at) VALUES (?, ?, ?, ?)",
                        (entry.article.id, said.by, said.because, self._store.clock()),
                    )
        return self._report(done, unchanged)

    def _said(self, because: str) -> _Said:
        if not because.strip():
            message = "say why: --because WHY. Whoever reads the archive later must be able to judge it."
            raise CorrectionError(message)
        return _Said(self._by, because.strip())

    def _log(self, kind: EventType, entry: Entry, said: _Said, detail: dict[str, Any]) -> int:
        return add_event(
            self._conn,
            kind,
            at=self._store.clock(),
            agent=said.by or UNNAMED,
            subject=entry.article.id,
            detail={**detail, "because": said.because},
        )
