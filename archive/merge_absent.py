"""Unite what archives keep from readers: withheld articles, legal holds, tombstones of what was purged.

An article that one archive withholds is withheld, and what else comes from its address; one that any of them purged
stays out; a legal hold of any of them holds. Where one archive purged what another holds by law, the article stays,
withheld. All this is settled before any article that is shown comes in, so that none is shown in between.

Rule: writes through an open `Store`; the archives that are taken in are read only.
"""

from collections.abc import Callable, Iterable, Sequence
from contextlib import closing
from dataclasses import dataclass, field, replace
from pathlib import Path

from archive import absent
from archive.absent import RECEIVED_AT, TEXT_AT, Entry, Keys
from archive.cards import refresh
from archive.connect import open_rw
from archive.curation import UNNAMED
from archive.leaving import Leaver
from archive.log import EventType, add_event
from archive.merge_copy import Copying, Receipt
from archive.merge_facts import unite_facts
from archive.merge_marks import unite_marks
from archive.merge_sources import MergeSource
from archive.rows import accession_of
from archive.sealing import restore
from archive.store import Store
from archive.withholding import Opened, read_sealed, seal
from schemas.absence import ArticleState
from schemas.types import PublicId

Copier = Callable[[MergeSource, dict[int, int]], Copying]


@dataclass(slots=True)
class Absences:
    """What is to be kept from readers while archives are taken in."""

    store: Store
    sources: Sequence[MergeSource]
    to_withhold: dict[str, ArticleState] = field(default_factory=dict)
    """By public id: what one archive purged and another holds by law."""
    keys: Keys = field(default_factory=Keys)

    def settle(self) -> None:
        """Unite legal holds and tombstones; an article that is here and was purged elsewhere goes."""
        conn = self.store.conn
        with self.store.transaction():
            for source in self.sources:
                self._unite_holds(source)
        held = {str(row[0]) for row in conn.execute("SELECT public_id FROM legal_hold")}
        for source in self.sources:
            for entry in absent.purged(source.conn):
                if entry.article.id in held:
                    self.to_withhold[entry.article.id] = entry.article
                else:
                    self._purge(source, entry)
        for name, state in self.to_withhold.items():
            if conn.execute("SELECT 1 FROM article WHERE public_id = ?", (name,)).fetchone():
                Leaver(self.store, by=state.by).withhold([name], because=str(state.because))
        self.keys = Keys.read(conn)

    def turns_away(self, receipt: Receipt, texts: Iterable[str]) -> bool:
        """Tell whether a capture is of a purged article: its bytes, or its text, at its address."""
        if not self.keys.purged:
            return False
        found = self.keys.numbers(RECEIVED_AT, receipt.address, receipt.sha256)
        for text in texts:
            found |= self.keys.numbers(TEXT_AT, receipt.address, text)
        return bool(found & self.keys.purged)

    def take_withheld(self, source: MergeSource, runs: dict[int, int], copier: Copier) -> tuple[int, int]:
        """Take in what `source` withholds, sealed; return how many articles and captures are new."""
        added = [0, 0]
        for entry in absent.withheld(source.conn):
            with closing(open_rw(Path(":memory:"))) as alone, self.store.transaction():
                alone.execute("PRAGMA foreign_keys = OFF")
                restore(alone, read_sealed(source.conn, entry.number))
                copying = copier(replace(source, conn=alone), runs)
                self._take_alone(copying, entry)
            added[0] += copying.added.get("article", 0)
            added[1] += copying.added.get("capture", 0)
        return added[0], added[1]

    def _take_alone(self, copying: Copying, entry: Entry) -> None:
        """Copy a withheld article, which is alone in the archive that is copied from, and seal it."""
        conn, alone = self.store.conn, copying.source
        opened = Opened(conn)
        for (address,) in alone.execute("SELECT address FROM article"):
            opened.open_at(address)
        homes = copying.article(entry.number, {})
        for home in homes:
            unite_facts(alone, entry.number, conn, home)
            unite_marks(alone, entry.number, conn, home)
        for (number,) in alone.execute("SELECT id FROM rejection ORDER BY id").fetchall():
            copying.rejection(number)
        opened.close(homes)
        for home in homes:
            if conn.execute("SELECT 1 FROM article WHERE id = ?", (home,)).fetchone():
                self._seal(home, entry.article)
                self._log(EventType.QUARANTINE, entry.article, {"withheld": True})

    def opened(self, source: MergeSource, numbers: Iterable[int]) -> Opened:
        """Open what is withheld at the addresses of articles of `source`; `close` seals it again."""
        opened = Opened(self.store.conn)
        for number in numbers if self.keys.withheld or absent.count_withheld(self.store.conn) else ():
            (address,) = source.conn.execute("SELECT address FROM article WHERE id = ?", (number,)).fetchone()
            opened.open_at(address)
        return opened

    def seal_due(self, articles: Iterable[int]) -> set[int]:
        """Seal those of some articles that came in and must not be shown; return their numbers."""
        due: set[int] = set()
        for number in articles if self.to_withhold else ():
            row = self.store.conn.execute("SELECT public_id FROM article WHERE id = ?", (number,)).fetchone()
            state = self.to_withhold.get(str(row[0])) if row else None
            if state is not None:
                self._seal(number, state)
                due.add(number)
        return due

    def _seal(self, number: int, state: ArticleState) -> None:
        """Withhold an article that is in the tables, indexed or not yet."""
        conn = self.store.conn
        is_indexed = conn.execute("SELECT 1 FROM card WHERE article_id = ?", (number,)).fetchone() is not None
        refresh(conn, number, is_shown=is_indexed)
        own = absent.shown(conn, number).article
        given = replace(own, state="withheld", by=state.by, because=state.because, at=state.at, legal_hold=None)
        seal(conn, number, given, is_indexed=is_indexed)

    def _unite_holds(self, source: MergeSource) -> None:
        """Copy legal holds; of two on one article the earlier stays."""
        conn = self.store.conn
        for name, *said in source.conn.execute("SELECT public_id, asserted_by, because, asserted_at FROM legal_hold"):
            row = conn.execute("SELECT asserted_at FROM legal_hold WHERE public_id = ?", (name,)).fetchone()
            if row is None or said[2] < row[0]:
                conn.execute(
                    "INSERT OR REPLACE INTO legal_hold(public_id, asserted_by, because, asserted_at)"
                    " VALUES (?, ?, ?, ?)",
                    (name, *said),
                )
                by, because, at = said
                state = ArticleState(id=name, accession="", state="shown", by=by, because=because, at=at)
                self._log(EventType.POLICY_ASSIGNMENT, state, {"legal_hold": True})

    def _purge(self, source: MergeSource, entry: Entry) -> None:
        """Have an article that `source` purged be out here, too, and known again when it comes."""
        conn, state = self.store.conn, entry.article
        here = "SELECT 1 FROM article WHERE public_id = :name UNION ALL SELECT 1 FROM withheld WHERE public_id = :name"
        if conn.execute(here, {"name": state.id}).fetchone():
            Leaver(self.store, by=state.by).purge([state.id], because=str(state.because))
        with self.store.transaction():
            row = conn.execute("SELECT number FROM purged WHERE public_id = ?", (state.id,)).fetchone()
            number = int(row[0]) if row else self._tombstone(state)
            keys = source.conn.execute("SELECT salt, key FROM absent_key WHERE number = ?", (entry.number,))
            conn.executemany(
                "INSERT OR IGNORE INTO absent_key(salt, key, number) VALUES (?, ?, ?)",
                [(salt, key, number) for salt, key in keys],
            )

    def _tombstone(self, state: ArticleState) -> int:
        number = absent.last_number(self.store.conn) + 1
        event = self._log(EventType.DELETION, state, {"purged": True})
        self.store.conn.execute(
            "INSERT INTO purged(number, public_id, accession, event_id, asserted_by, because, asserted_at)"
            " VALUES (?, ?, ?, ?, ?, ?, ?)",
            (number, state.id, accession_of(number), event, state.by, state.because, state.at),
        )
        return number

    def _log(self, kind: EventType, state: ArticleState, detail: dict[str, object]) -> int:
        """Log a state that was brought along, with the time at which it was given there."""
        said = {**detail, "because": state.because, "said": state.at, "merged": True}
        at, agent = self.store.clock(), state.by or UNNAMED
        return add_event(self.store.conn, kind, at=at, agent=agent, subject=PublicId(state.id), detail=said)
