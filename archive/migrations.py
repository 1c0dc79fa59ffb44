"""The tables of the archive file, one named migration a step. A shipped migration is never edited; write the next one.

Rule: knows SQL and sqlite-utils; no records, no files, no clock. Each migration runs in one transaction with its own
record. What each table and column is for stands in `archive.descriptions`.
"""

import sqlite3
from collections.abc import Callable
from typing import TYPE_CHECKING

from archive.column_tables import AHEAD, COLUMNS
from archive.curation_tables import CURATION
from archive.leave_tables import lay_out
from archive.ledger_tables import LEDGER
from archive.packed_tables import pack_all_facts, pack_texts, shorten_hashes
from archive.story_tables import STORIES
from ingest.furniture.host import host_of

if TYPE_CHECKING:
    from sqlite_utils import Database

_Step = Callable[["Database"], None]
_RECORDS = "_sqlite_migrations"
"""The table in which sqlite-utils notes the steps that were run."""


class _Steps:
    """The steps in their order. sqlite-utils runs them; it takes a while to load, and few commands have any to run."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.steps: list[_Step] = []

    def __call__(self) -> Callable[[_Step], _Step]:
        """Return what enters a function as the next step."""

        def entered(step: _Step) -> _Step:
            self.steps.append(step)
            return step

        return entered

    def apply(self, db: "Database", *, stop_before: str | None = None) -> None:
        """Run the steps that `db` lacks, up to one of them."""
        from sqlite_utils.migrations import Migrations  # noqa: PLC0415  as the class says

        runner = Migrations(self.name)
        for step in self.steps:
            runner()(step)
        runner.apply(db, stop_before=stop_before)


migrations = _Steps("cuttings")

_RECEIPTS = (
    """CREATE TABLE run (
        id INTEGER PRIMARY KEY,
        command TEXT NOT NULL,
        version TEXT NOT NULL,
        options TEXT NOT NULL,
        started TEXT NOT NULL,
        ended TEXT,
        counts TEXT
    )""",
    """CREATE TABLE received (
        id INTEGER PRIMARY KEY,
        sha256 TEXT NOT NULL UNIQUE,
        size INTEGER NOT NULL,
        format TEXT NOT NULL,
        codec TEXT NOT NULL,
        body BLOB NOT NULL
    )""",
    """CREATE TABLE text (
        id INTEGER PRIMARY KEY,
        sha256 TEXT NOT NULL UNIQUE,
        words INTEGER NOT NULL,
        body TEXT NOT NULL
    )""",
)

_ARTICLES = (
    """CREATE TABLE article (
        id INTEGER PRIMARY KEY,
        public_id TEXT NOT NULL UNIQUE,
        accession TEXT NOT NULL,
        address TEXT NOT NULL,
        capture_id INTEGER REFERENCES capture(id),
        extraction_id INTEGER REFERENCES extraction(id),
        text_hash TEXT NOT NULL,
        captured_key TEXT,
        outlet TEXT,
        agency TEXT,
        language TEXT,
        published TEXT,
        published_basis TEXT,
        day_from TEXT,
        day_to TEXT,
        year INTEGER,
        month TEXT,
        words INTEGER NOT NULL,
        headline TEXT,
        run_id INTEGER NOT NULL REFERENCES run(id)
    )""",
    "CREATE INDEX article_address ON article(address)",
    "CREATE INDEX article_text_hash ON article(text_hash)",
    "CREATE INDEX article_day ON article(day_from, published, public_id)",
    "CREATE INDEX article_language ON article(language)",
    "CREATE INDEX article_facets ON article(outlet, year, language)",
    """CREATE TABLE card (
        article_id INTEGER PRIMARY KEY REFERENCES article(id),
        headline_raw TEXT,
        standfirst TEXT,
        authors TEXT NOT NULL,
        dateline_place TEXT,
        dateline_place_raw TEXT,
        published_edtf TEXT,
        published_earliest TEXT,
        published_latest TEXT,
        published_precision TEXT,
        published_evidence TEXT,
        modified TEXT,
        captured_hint TEXT,
        section TEXT,
        tags TEXT NOT NULL,
        image TEXT,
        canonical_url TEXT
    )""",
    """CREATE TABLE extraction (
        id INTEGER PRIMARY KEY,
        article_id INTEGER NOT NULL REFERENCES article(id),
        received_id INTEGER NOT NULL REFERENCES received(id),
        extractor TEXT NOT NULL,
        facts_sha256 TEXT NOT NULL,
        text_id INTEGER NOT NULL REFERENCES text(id),
        text_hash TEXT NOT NULL,
        blocks BLOB NOT NULL,
        paragraph_hashes BLOB NOT NULL,
        warnings TEXT NOT NULL,
        UNIQUE (article_id, received_id, extractor, facts_sha256)
    )""",
    "CREATE INDEX extraction_received ON extraction(received_id)",
    "CREATE INDEX extraction_text ON extraction(text_id)",
)

_CAPTURES = (
    """CREATE TABLE capture (
        id INTEGER PRIMARY KEY,
        article_id INTEGER NOT NULL REFERENCES article(id),
        received_id INTEGER NOT NULL REFERENCES received(id),
        extraction_id INTEGER NOT NULL REFERENCES extraction(id),
        url TEXT,
        url_basis TEXT,
        record_id TEXT,
        captured TEXT,
        captured_basis TEXT,
        charset TEXT NOT NULL,
        charset_basis TEXT NOT NULL,
        run_id INTEGER NOT NULL REFERENCES run(id)
    )""",
    """CREATE UNIQUE INDEX capture_once ON capture(
        article_id, received_id, extraction_id, ifnull(url, ''), ifnull(captured, ''), ifnull(record_id, '')
    )""",
    "CREATE INDEX capture_record ON capture(record_id) WHERE record_id IS NOT NULL",
    "CREATE INDEX capture_received ON capture(received_id)",
    "CREATE INDEX capture_extraction ON capture(extraction_id)",
    """CREATE TABLE locator (
        id INTEGER PRIMARY KEY,
        capture_id INTEGER NOT NULL REFERENCES capture(id),
        locator TEXT NOT NULL,
        UNIQUE (capture_id, locator)
    )""",
    "CREATE INDEX locator_name ON locator(locator)",
    """CREATE TABLE rejection (
        id INTEGER PRIMARY KEY,
        source TEXT NOT NULL,
        outcome TEXT NOT NULL,
        reason TEXT NOT NULL,
        detail TEXT NOT NULL,
        received_sha256 TEXT,
        run_id INTEGER NOT NULL REFERENCES run(id)
    )""",
    "CREATE UNIQUE INDEX rejection_once ON rejection(source, ifnull(received_sha256, ''))",
)

_FACTS = (
    """CREATE TABLE fact (
        id INTEGER PRIMARY KEY,
        article_id INTEGER NOT NULL REFERENCES article(id),
        extraction_id INTEGER REFERENCES extraction(id),
        field TEXT NOT NULL,
        value TEXT,
        raw TEXT,
        rule TEXT NOT NULL,
        basis TEXT NOT NULL,
        place TEXT,
        confidence REAL NOT NULL,
        chosen INTEGER NOT NULL,
        asserted_by TEXT,
        because TEXT,
        asserted_at TEXT,
        statement INTEGER,
        undone_at TEXT
    )""",
    "CREATE INDEX fact_extraction ON fact(extraction_id) WHERE extraction_id IS NOT NULL",
    "CREATE INDEX fact_asserted ON fact(article_id) WHERE basis = 'asserted'",
    "CREATE TABLE person (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE)",
    """CREATE TABLE byline (
        article_id INTEGER NOT NULL REFERENCES article(id),
        position INTEGER NOT NULL,
        person_id INTEGER NOT NULL REFERENCES person(id),
        PRIMARY KEY (article_id, position)
    ) WITHOUT ROWID""",
    "CREATE INDEX byline_person ON byline(person_id)",
    "CREATE TABLE tag (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE)",
    """CREATE TABLE tagging (
        article_id INTEGER NOT NULL REFERENCES article(id),
        position INTEGER NOT NULL,
        tag_id INTEGER NOT NULL REFERENCES tag(id),
        PRIMARY KEY (article_id, position)
    ) WITHOUT ROWID""",
    "CREATE INDEX tagging_tag ON tagging(tag_id)",
)

_GROUPS = (
    """CREATE TABLE relation (
        id INTEGER PRIMARY KEY,
        a_id INTEGER NOT NULL REFERENCES article(id),
        b_id INTEGER NOT NULL REFERENCES article(id),
        kind TEXT,
        text_axis TEXT NOT NULL,
        occasion TEXT NOT NULL,
        jaccard REAL,
        containment_ab REAL,
        containment_ba REAL,
        evidence TEXT NOT NULL,
        method TEXT NOT NULL,
        asserted_by TEXT,
        because TEXT,
        asserted_at TEXT,
        undone_at TEXT
    )""",
    "CREATE UNIQUE INDEX relation_once ON relation(a_id, b_id, method) WHERE method <> 'person'",
    "CREATE INDEX relation_a ON relation(a_id)",
    "CREATE INDEX relation_b ON relation(b_id)",
    "CREATE INDEX relation_kind ON relation(kind)",
    """CREATE TABLE shingle (
        key INTEGER NOT NULL,
        article_id INTEGER NOT NULL REFERENCES article(id),
        PRIMARY KEY (key, article_id)
    ) WITHOUT ROWID""",
    "CREATE TABLE family (id INTEGER PRIMARY KEY, public_id TEXT NOT NULL UNIQUE, why TEXT NOT NULL)",
    """CREATE TABLE family_member (
        article_id INTEGER PRIMARY KEY REFERENCES article(id),
        family_id INTEGER NOT NULL REFERENCES family(id)
    )""",
    "CREATE INDEX family_member_family ON family_member(family_id)",
    """CREATE TABLE story (
        id INTEGER PRIMARY KEY, public_id TEXT NOT NULL UNIQUE, label TEXT NOT NULL, why TEXT NOT NULL
    )""",
    """CREATE TABLE story_member (
        story_id INTEGER NOT NULL REFERENCES story(id),
        article_id INTEGER NOT NULL REFERENCES article(id),
        PRIMARY KEY (story_id, article_id)
    ) WITHOUT ROWID""",
    "CREATE INDEX story_member_article ON story_member(article_id)",
)

_LEDGER = (
    """CREATE TABLE event (
        id INTEGER PRIMARY KEY,
        at TEXT NOT NULL,
        type TEXT NOT NULL,
        agent TEXT NOT NULL,
        object TEXT,
        detail TEXT NOT NULL,
        previous TEXT NOT NULL,
        hash TEXT NOT NULL
    )""",
    "CREATE INDEX event_object ON event(object)",
    "CREATE TABLE setting (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID",
    # Contentless: the text stands in `text`, folded words only stand here. content="" with double quotes: Datasette
    # ignores searches of tables declared with content=''.
    """CREATE VIRTUAL TABLE article_fts USING fts5(
        headline, outlet, author, body, stem, content="", tokenize="unicode61 remove_diacritics 2"
    )""",
)


@migrations()
def m001_archive(db: "Database") -> None:
    """Lay out received files, captures, articles, facts, groups, the log and the full-text index."""
    for statement in (*_RECEIPTS, *_ARTICLES, *_CAPTURES, *_FACTS, *_GROUPS, *_LEDGER):
        db.conn.execute(statement)


_FURNITURE = (
    "ALTER TABLE article ADD COLUMN host TEXT",
    "ALTER TABLE article ADD COLUMN base_hash TEXT",
    "CREATE INDEX article_host ON article(host, public_id) WHERE host IS NOT NULL",
    "CREATE INDEX article_base_hash ON article(base_hash) WHERE base_hash IS NOT NULL",
    "ALTER TABLE extraction ADD COLUMN base_id INTEGER REFERENCES extraction(id)",
    "CREATE INDEX extraction_base ON extraction(base_id) WHERE base_id IS NOT NULL",
    """CREATE TABLE furniture (
        host TEXT NOT NULL,
        key INTEGER NOT NULL,
        words TEXT NOT NULL,
        place TEXT NOT NULL,
        seen INTEGER NOT NULL,
        articles INTEGER NOT NULL,
        PRIMARY KEY (host, key)
    ) WITHOUT ROWID""",
    "CREATE TABLE stale_host (host TEXT PRIMARY KEY) WITHOUT ROWID",
)


@migrations()
def m002_host_furniture(db: "Database") -> None:
    """Make room for what the pages of a host repeat, and for the extractions that are without it."""
    for statement in _FURNITURE:
        db.conn.execute(statement)
    rows = db.conn.execute("SELECT id, address, outlet FROM article").fetchall()
    db.conn.executemany(
        "UPDATE article SET host = ? WHERE id = ?",
        [(host_of(address, outlet), number) for number, address, outlet in rows],
    )
    db.conn.execute("INSERT INTO stale_host SELECT DISTINCT host FROM article WHERE host IS NOT NULL")


_MEASURED = (
    "ALTER TABLE relation ADD COLUMN text_confidence REAL",
    "ALTER TABLE relation ADD COLUMN occasion_confidence REAL",
    "ALTER TABLE relation ADD COLUMN is_undecided INTEGER NOT NULL DEFAULT 0",
    """CREATE TABLE sampled (
        article_id INTEGER PRIMARY KEY REFERENCES article(id),
        text_id INTEGER NOT NULL REFERENCES text(id),
        keys INTEGER NOT NULL,
        facts INTEGER NOT NULL
    )""",
    # Of equal texts the one of the smallest public id stands for all: found without looking at each of them.
    "DROP INDEX article_text_hash",
    "CREATE INDEX article_text_hash ON article(text_hash, public_id)",
)


@migrations()
def m003_measured_relations(db: "Database") -> None:
    """Make room for how sure a relation is, and note which texts' sampled runs stand in `shingle`."""
    for statement in _MEASURED:
        db.conn.execute(statement)


@migrations()
def m004_stories(db: "Database") -> None:
    """Make room for what stories are made of, what waits for their upkeep, and what a person says of them."""
    for statement in STORIES:
        db.conn.execute(statement)


@migrations()
def m005_what_persons_said(db: "Database") -> None:
    """Find what persons said of pairs without going through what was measured of all the others."""
    db.conn.execute("CREATE INDEX relation_person ON relation(id) WHERE method = 'person'")


@migrations()
def m006_what_the_transport_said(db: "Database") -> None:
    """Make room for the status, media type and digest that a container states of an answer."""
    for column in ("status INTEGER", "media_type TEXT", "stated_digest TEXT"):
        db.conn.execute(f"ALTER TABLE capture ADD COLUMN {column}")


@migrations()
def m007_files_read(db: "Database") -> None:
    """Make room for which files were read to their end, and what they gave."""
    for statement in LEDGER:
        db.conn.execute(statement)


@migrations()
def m008_what_leaves(db: "Database") -> None:
    """Make room for what is withheld, held by law and purged, and let the details of the log be taken out."""
    lay_out(db.conn)


@migrations()
def m009_packed_texts(db: "Database") -> None:
    """Pack texts. What stood in their place are free pages of the file, which fill again."""
    pack_texts(db.conn)


@migrations()
def m010_packed_facts(db: "Database") -> None:
    """Keep what rules read in one piece with its extraction, and no hashes of paragraphs, which nobody asked for."""
    pack_all_facts(db.conn)


@migrations()
def m011_cleaned(db: "Database") -> None:
    """Have an article note by what it was cleaned, so that those of large hosts need not be gone through each time."""
    db.conn.execute("ALTER TABLE article ADD COLUMN cleaned BLOB")


@migrations()
def m012_short_hashes(db: "Database") -> None:
    """Keep hashes of texts as bytes, half of their digits, and what captures are told by without an index."""
    shorten_hashes(db.conn)


@migrations()
def m013_runs_settled(db: "Database") -> None:
    """Have a large table of sampled runs behind the one that new entries come to."""
    db.conn.execute("ALTER TABLE shingle RENAME TO shingle_settled")
    db.conn.execute(
        "CREATE TABLE shingle (key INTEGER NOT NULL, article_id INTEGER NOT NULL REFERENCES article(id),"
        " PRIMARY KEY (key, article_id)) WITHOUT ROWID"
    )


@migrations()
def m014_learned_from(db: "Database") -> None:
    """Have a host note from what its furniture was learned, so that one more article seldom has it learned anew."""
    db.conn.execute(
        "CREATE TABLE furniture_host (host TEXT PRIMARY KEY, learned_from BLOB NOT NULL, accounts INTEGER NOT NULL,"
        " shared BLOB NOT NULL, foreign_lines BLOB NOT NULL) WITHOUT ROWID"
    )
    db.conn.execute("INSERT OR IGNORE INTO stale_host SELECT DISTINCT host FROM article WHERE host IS NOT NULL")


@migrations()
def m015_columns(db: "Database") -> None:
    """Make room for what lists and counts need of each article, and have changes note what is out of date."""
    for statement in COLUMNS:
        db.conn.execute(statement)


@migrations()
def m016_curation(db: "Database") -> None:
    """Make room for what the owner says beside the facts: outlets, spellings, notes, highlights, selections, checks."""
    for statement in CURATION:
        db.conn.execute(statement)


@migrations()
def m017_counted_ahead(db: "Database") -> None:
    """Make room for what the front page says of the whole archive. The next change of it fills it."""
    for statement in AHEAD:
        db.conn.execute(statement)


def pending(conn: sqlite3.Connection) -> tuple[str, ...]:
    """Return the names of the migrations that the file lacks. Never writes."""
    applied = applied_names(conn)
    return tuple(name for name in known_names() if name not in applied)


def unknown(conn: sqlite3.Connection) -> tuple[str, ...]:
    """Return the names of the migrations in the file that this version does not know. Never writes."""
    known = known_names()
    return tuple(name for name in applied_names(conn) if name not in known)


def known_names() -> tuple[str, ...]:
    """Return the names of all migrations, in order."""
    return tuple(step.__name__ for step in migrations.steps)


def applied_names(conn: sqlite3.Connection) -> tuple[str, ...]:
    """Return the names of the migrations recorded in the file, in the order they ran."""
    there = conn.execute("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = ?", (_RECORDS,)).fetchone()
    if there is None:
        return ()
    rows = conn.execute(
        "SELECT name FROM _sqlite_migrations WHERE migration_set = ? ORDER BY rowid", (migrations.name,)
    )
    return tuple(str(row[0]) for row in rows)


def migrate(conn: sqlite3.Connection) -> None:
    """Bring the file up to this version. Each step and its record are one transaction.

    Foreign keys must be off: tables that others point at are made anew under their names.
    """
    from sqlite_utils import Database  # noqa: PLC0415  as `_Steps` says

    migrations.apply(Database(conn, recursive_triggers=False, execute_plugins=False))
