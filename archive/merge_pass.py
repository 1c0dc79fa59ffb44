"""Take archives into an open one, one after the other: articles by the transaction, then rejections and words.

Each transaction leaves relations and families as they follow from what is there; furniture and stories wait for the
passes of their own.

Rule: writes through an open `Store`; the archives that are taken in are read only.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from operator import itemgetter
from typing import Any

from archive import families
from archive.cards import refresh_all
from archive.fellows import fellows_of
from archive.log import EventType, add_event
from archive.merge_absent import Absences
from archive.merge_copy import Copying, find_home
from archive.merge_facts import facts_said, unite_facts
from archive.merge_marks import OUTLETS, said_of, said_of_outlet, unite_marks, unite_names
from archive.merge_order import Word
from archive.merge_sources import MergeSource, name_among
from archive.merge_ties import names_in, sides_of, unite_relations, unite_stories
from archive.naming import STORY_PREFIX
from archive.outlet_curation import OutletCurator
from archive.outlet_leaving import forget_unused
from archive.relearn import Progress
from archive.restate import restate_all
from archive.store import Reread, Run, Store
from ingest.pipeline import EXTRACTOR
from schemas.article import Article
from schemas.merge import MergedArchive

BATCH = 200
"""Articles or rejections a transaction."""
BATCH_AGAIN = 20
"""Articles a transaction where older rules read the archive: what is read again is held in memory."""
STAGE = "6 store: merge"
UNNAMED = "unnamed"
"""The agent of a word whose speaker gave no name."""

_OLDER = (
    "SELECT DISTINCT r.article_id FROM capture r JOIN extraction e ON e.id = r.extraction_id WHERE e.extractor <> ?"
)
_MET = """
    SELECT a.address, v.sha256, l.locator FROM capture r JOIN article a ON a.id = r.article_id
    JOIN received v ON v.id = r.received_id LEFT JOIN locator l ON l.capture_id = r.id
    WHERE r.article_id = ? ORDER BY 1, 2, 3
"""
_SPOKEN = """
    SELECT a.address, v.sha256 FROM article a
    JOIN capture r ON r.id = ifnull(a.capture_id, (SELECT min(id) FROM capture WHERE article_id = a.id))
    JOIN received v ON v.id = r.received_id WHERE a.id = ?
"""


@dataclass(slots=True)
class _Counts:
    """What came of one archive so far."""

    new: int = 0
    captures: int = 0
    rejections: int = 0
    words: int = 0
    reread: int = 0
    purged: int = 0


@dataclass(slots=True)
class Merging:
    """Takes archives in."""

    store: Store
    run: Run
    sources: Sequence[MergeSource]
    reread: Reread
    progress: Progress | None
    should_stop: Callable[[], bool]
    absences: Absences
    done: int = 0
    """Articles that were gone through."""
    counts: _Counts = field(default_factory=_Counts)

    def take_all(self) -> list[MergedArchive]:
        """Take all archives in, what they withhold first; return what came of each that was begun."""
        self.absences.settle()
        begun: list[tuple[MergeSource, dict[int, int], _Counts]] = []
        for source in self.sources:
            if self.should_stop():
                return []
            runs = self._begin(source)
            new, captures = self.absences.take_withheld(source, runs, self._copying)
            begun.append((source, runs, _Counts(new=new, captures=captures)))
        return [self._take(*each) for each in begun if not self.should_stop()]

    def _take(self, source: MergeSource, runs: dict[int, int], counts: _Counts) -> MergedArchive:
        self.counts = counts
        older = frozenset(int(row[0]) for row in source.conn.execute(_OLDER, (EXTRACTOR,)))
        for numbers in _batches(source, "article", BATCH_AGAIN if older else BATCH):
            if self.should_stop():
                break
            self._articles(source, runs, numbers, older)
        else:
            self._rejections(source, runs)
            self._ties(source)
        return MergedArchive(
            archive=source.name,
            articles=source.count("article"),
            new=counts.new,
            captures_new=counts.captures,
            rejections_new=counts.rejections,
            words_new=counts.words,
            reread=counts.reread,
            turned_away=counts.purged,
        )

    def _begin(self, source: MergeSource) -> dict[int, int]:
        """Note an archive in the log, and copy its runs; return their numbers here by those that they have there."""
        with self.store.transaction():
            self._log(EventType.INGESTION, {"run": self.run.number, **source.provenance()})
            rows = source.conn.execute("SELECT id, command, version, options, started, ended, counts FROM run")
            return {int(number): self._run_of(said) for number, *said in rows.fetchall()}

    def _run_of(self, said: Sequence[Any]) -> int:
        conn = self.store.conn
        (known,) = conn.execute(
            "SELECT min(id) FROM run WHERE command = ? AND version = ? AND options = ? AND started = ? AND ended IS ?"
            " AND counts IS ?",
            said,
        ).fetchone()
        if known is not None:
            return int(known)
        added = conn.execute(
            "INSERT INTO run(command, version, options, started, ended, counts) VALUES (?, ?, ?, ?, ?, ?)", said
        )
        return int(added.lastrowid or 0)

    def _articles(
        self, source: MergeSource, runs: dict[int, int], numbers: Sequence[int], older: frozenset[int]
    ) -> None:
        """Copy some articles, and have relations and families follow."""
        conn = self.store.conn
        read = self.reread(source.conn, [number for number in numbers if number in older])
        pages = {done.held.capture: done.result for done in read if isinstance(done.result, Article)}
        fellows = self.reread(conn, self._fellows(source, numbers))
        with self.store.transaction():
            moved = restate_all(conn, fellows, self.run.number)
            copying = self._copying(source, runs)
            opened = self.absences.opened(source, numbers)
            homes = [(number, home) for number in numbers for home in copying.article(number, pages)]
            corrected = [self._facts(source, number) for number in numbers]
            touched = dict.fromkeys((*copying.touched, *(article for article in corrected if article is not None)))
            shown = [article for article in touched if not opened.holds(article)]
            opened.close(touched)
            sealed = self.absences.seal_due(shown)
            shown = [article for article in shown if article not in sealed]
            refresh_all(conn, shown)
            families.relate(conn, tuple(dict.fromkeys((*moved, *shown))))
            if touched or moved:
                said = {"added": copying.added, "accessions": self._accessions(source, homes)}
                self._log(EventType.INGESTION, {"run": self.run.number, "source": source.number, **said})
        self.counts.new += copying.added.get("article", 0)
        self.counts.captures += copying.added.get("capture", 0)
        self.counts.purged += copying.added.get("purged", 0)
        self.counts.reread += len({done.held.article for done in read})
        self._tell(len(numbers))

    def _copying(self, source: MergeSource, runs: dict[int, int]) -> Copying:
        return Copying(
            source.conn,
            self.store.conn,
            runs,
            self.run.number,
            lambda receipt, texts: name_among(self.sources, receipt, texts),
            self.absences.turns_away,
        )

    def _fellows(self, source: MergeSource, numbers: Iterable[int]) -> list[int]:
        """Return the articles here that would be compared with what comes in, and that other rules read."""
        found: dict[int, None] = {}
        for number in numbers:
            for (address, sha256), rows in groupby(source.conn.execute(_MET, (number,)), key=itemgetter(0, 1)):
                places = [place for _, _, place in rows if place is not None]
                fellows = fellows_of(
                    self.store.conn, address=address, places=places, extractor=EXTRACTOR, received_sha256=sha256
                )
                found.update(dict.fromkeys(fellows))
        return list(found)

    def _facts(self, source: MergeSource, number: int) -> int | None:
        """Unite what was said of an article's facts; return its number here where that is more than was known."""
        home = self._home(source, number)
        words = unite_facts(source.conn, number, self.store.conn, home) if home is not None else []
        for word in words:
            if word.at is not None:
                self._log_fact(home, word)
        marks = unite_marks(source.conn, number, self.store.conn, home) if home is not None else 0
        if home is not None and marks:
            self._log_marks(home, marks)
        self.counts.words += len(words) + marks
        return home if words else None

    def _home(self, source: MergeSource, number: int) -> int | None:
        return find_home(self.store.conn, *source.conn.execute(_SPOKEN, (number,)).fetchone())

    def _rejections(self, source: MergeSource, runs: dict[int, int]) -> None:
        for numbers in _batches(source, "rejection", BATCH):
            with self.store.transaction():
                copying = self._copying(source, runs)
                self.counts.rejections += sum(copying.rejection(number) for number in numbers)

    def _ties(self, source: MergeSource) -> None:
        """Unite what persons said of pairs and of stories."""
        conn = self.store.conn

        def home(number: int) -> int | None:
            return self._home(source, number)

        with self.store.transaction():
            pairs = unite_relations(source.conn, conn, home)
            stories = unite_stories(source.conn, conn, home)
            ends = dict.fromkeys(self._number(name) for word in pairs for name in names_in(word))
            families.relate(conn, tuple(ends))
            for word in pairs:
                self._log_pair(word)
            for word in stories:
                self._log_story(word)
            names = unite_names(source.conn, conn)
            gone = forget_unused(conn, [said_of_outlet(conn, word) for table, word in names if table == OUTLETS])
            names = [each for each in names if each[0] != OUTLETS or said_of_outlet(conn, each[1]) not in gone]
            for table, word in names:
                self._log_name(table, word)
        OutletCurator(self.store).follow()
        self.counts.words += len(pairs) + len(stories) + len(names)

    # the log

    def _accessions(self, source: MergeSource, homes: Iterable[tuple[int, int]]) -> dict[str, str]:
        """Return the accession numbers that articles have here by those that they have there."""
        asked = "SELECT accession FROM article WHERE id = ?"
        return {
            str(source.conn.execute(asked, (there,)).fetchone()[0]): str(row[0])
            for there, here in homes
            if (row := self.store.conn.execute(asked, (here,)).fetchone()) is not None
        }

    def _log_fact(self, article: int | None, word: Word) -> None:
        facts = facts_said(word)
        field, value, *_, by, because = facts[0]
        detail = {"set": field, "after": value, "because": because}
        (name,) = self.store.conn.execute("SELECT public_id FROM article WHERE id = ?", (article,)).fetchone()
        self._log_word(word, by, str(name), detail)

    def _log_pair(self, word: Word) -> None:
        kind, *_, by, because = word.content
        one, other = names_in(word)
        for name, fellow in ((one, other), (other, one)):
            self._log_word(word, by, name, {"set": "relation", "after": kind, "because": because, "with": fellow})

    def _log_story(self, word: Word) -> None:
        kind, label, by, because, _ = word.content
        story, against = sides_of(word)
        name = f"{STORY_PREFIX}{min((*story, *against))}"
        detail = {"set": kind, "label": label, "because": because, "story": story, "against": against}
        self._log_word(word, by, name, detail)

    def _log_marks(self, article: int, count: int) -> None:
        """Log that notes, highlights, checks or entries of selections came along; what they say is in no log."""
        (name,) = self.store.conn.execute("SELECT public_id FROM article WHERE id = ?", (article,)).fetchone()
        detail = {"set": "marks", "statements": count, "merged": self.run.number}
        self._log(EventType.METADATA_MODIFICATION, detail, subject=str(name))

    def _log_name(self, table: str, word: Word) -> None:
        said = said_of(table, self.store.conn, word)
        detail = {
            OUTLETS: {"set": "outlet", "before": said.get("called"), "after": said.get("name")},
            "place_spelling": {"set": "spelling", "place": said.get("place"), "after": said.get("spelling")},
            "selection_statement": {"set": "selection", "selection": said.get("selection")},
        }[table]
        self._log_word(word, said["asserted_by"], None, {**detail, "because": said["because"]})

    def _log_word(self, word: Word, by: object, subject: str | None, detail: dict[str, Any]) -> None:
        """Log what a person said in another archive, with the time at which it was said there."""
        said = {**detail, "merged": self.run.number, "said": word.at, "undone": word.undone}
        self._log(EventType.METADATA_MODIFICATION, said, agent=str(by or UNNAMED), subject=subject)

    def _log(
        self, kind: EventType, detail: dict[str, Any], *, agent: str | None = None, subject: str | None = None
    ) -> None:
        at = self.store.clock()
        add_event(self.store.conn, kind, at=at, agent=agent or self.run.agent, subject=subject, detail=detail)

    def _number(self, name: str) -> int:
        return int(self.store.conn.execute("SELECT id FROM article WHERE public_id = ?", (name,)).fetchone()[0])

    def _tell(self, count: int) -> None:
        self.done += count
        if self.progress is not None:
            self.progress(STAGE, self.done, sum(source.count("article") for source in self.sources))


def _batches(source: MergeSource, table: str, size: int) -> Iterator[list[int]]:
    """Yield the row numbers of a table, some at a time, in the order in which the rows came."""
    last = 0
    query = f"SELECT id FROM {table} WHERE id > ? ORDER BY id LIMIT ?"  # noqa: S608  our names
    while numbers := [int(row[0]) for row in source.conn.execute(query, (last, size))]:
        yield numbers
        last = numbers[-1]
