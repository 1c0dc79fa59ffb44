"""The tables of what the owner says beside the facts: outlets, spellings, notes, highlights, selections, checks.

Each row is a statement. Nothing is overwritten: a later statement on the same thing stands instead of an earlier one,
and one that is taken back (`undone_at`) gives way to what stood before.

Notes and selections are private unless the owner says otherwise, so their tables are the owner's; what is not private
stands in tables that everybody reads, kept by triggers.

Rule: SQL only; `archive.migrations` runs it.
"""

_SAID = "asserted_by TEXT, because TEXT NOT NULL, asserted_at TEXT NOT NULL, undone_at TEXT"

_SHOW_ANNOTATION = """
    DELETE FROM shown_annotation WHERE name = $row.name;
    INSERT INTO shown_annotation SELECT id, article_id, name, kind, body, exact, prefix, suffix, start_at, end_at,
        text_sha256, asserted_by, asserted_at FROM annotation s
        WHERE name = $row.name AND undone_at IS NULL AND is_gone = 0 AND is_private = 0 AND NOT EXISTS
            (SELECT 1 FROM annotation l WHERE l.name = s.name AND l.id > s.id AND l.undone_at IS NULL);
"""
_SHOW_SELECTION = """
    DELETE FROM shown_selection_article WHERE selection = $row.selection
        AND ($row.article_id IS NULL OR article_id = $row.article_id);
    DELETE FROM shown_selection WHERE name = $row.selection;
    INSERT INTO shown_selection SELECT selection, title, note, asserted_by, asserted_at FROM selection_statement s
        WHERE selection = $row.selection AND article_id IS NULL AND undone_at IS NULL AND is_gone = 0
        AND is_private = 0 AND NOT EXISTS (SELECT 1 FROM selection_statement l WHERE l.selection = s.selection
            AND l.article_id IS NULL AND l.id > s.id AND l.undone_at IS NULL);
    INSERT INTO shown_selection_article SELECT selection, article_id, position, note, asserted_by, asserted_at
        FROM selection_statement s WHERE selection = $row.selection AND article_id IS NOT NULL
        AND ($row.article_id IS NULL OR article_id = $row.article_id) AND undone_at IS NULL AND is_gone = 0
        AND EXISTS (SELECT 1 FROM shown_selection WHERE name = s.selection)
        AND NOT EXISTS (SELECT 1 FROM selection_statement l WHERE l.selection = s.selection
            AND l.article_id = s.article_id AND l.id > s.id AND l.undone_at IS NULL);
"""
"""What is shown to everybody of a row's note or selection: made anew whenever a statement on it comes, or goes."""


def _shown_by_triggers(table: str, show: str) -> tuple[str, ...]:
    """Return triggers that run `show` after every change of a row of `table`."""
    return tuple(
        f"CREATE TRIGGER {table}_{done} AFTER {change} ON {table} BEGIN {show.replace('$row', row)} END"
        for done, change, row in (
            ("said", "INSERT", "NEW"),
            ("taken_back", "UPDATE", "NEW"),
            ("struck", "DELETE", "OLD"),
        )
    )


CURATION = (
    "ALTER TABLE article ADD COLUMN outlet_called TEXT",
    "CREATE INDEX article_outlet_called ON article(outlet_called) WHERE outlet_called IS NOT NULL",
    "CREATE INDEX article_outlet_shown ON article(outlet, outlet_called) WHERE outlet_called IS NOT NULL",
    f"CREATE TABLE outlet_statement (id INTEGER PRIMARY KEY, called TEXT NOT NULL, name TEXT NOT NULL, {_SAID})",
    "CREATE INDEX outlet_statement_called ON outlet_statement(called, id) WHERE undone_at IS NULL",
    "CREATE TABLE stale_outlet (name TEXT PRIMARY KEY) WITHOUT ROWID",
    """CREATE TABLE outlet_naming (
        called TEXT PRIMARY KEY,
        name TEXT NOT NULL,
        asserted_by TEXT,
        because TEXT NOT NULL,
        asserted_at TEXT NOT NULL
    ) WITHOUT ROWID""",
    f"""CREATE TABLE place_spelling (
        id INTEGER PRIMARY KEY,
        place TEXT NOT NULL,
        place_words TEXT NOT NULL,
        spelling TEXT NOT NULL,
        words TEXT NOT NULL,
        is_gone INTEGER NOT NULL,
        {_SAID}
    )""",
    "CREATE INDEX place_spelling_words ON place_spelling(words) WHERE undone_at IS NULL",
    "CREATE INDEX place_spelling_place ON place_spelling(place_words) WHERE undone_at IS NULL",
    f"""CREATE TABLE annotation (
        id INTEGER PRIMARY KEY,
        article_id INTEGER NOT NULL REFERENCES article(id),
        name TEXT NOT NULL,
        kind TEXT NOT NULL,
        body TEXT NOT NULL,
        exact TEXT,
        prefix TEXT,
        suffix TEXT,
        start_at INTEGER,
        end_at INTEGER,
        text_sha256 TEXT,
        is_private INTEGER NOT NULL,
        is_gone INTEGER NOT NULL,
        {_SAID}
    )""",
    "CREATE INDEX annotation_article ON annotation(article_id)",
    "CREATE INDEX annotation_name ON annotation(name, id)",
    """CREATE TABLE shown_annotation (
        id INTEGER PRIMARY KEY,
        article_id INTEGER NOT NULL REFERENCES article(id),
        name TEXT NOT NULL,
        kind TEXT NOT NULL,
        body TEXT NOT NULL,
        exact TEXT,
        prefix TEXT,
        suffix TEXT,
        start_at INTEGER,
        end_at INTEGER,
        text_sha256 TEXT,
        asserted_by TEXT,
        asserted_at TEXT NOT NULL
    )""",
    "CREATE INDEX shown_annotation_article ON shown_annotation(article_id)",
    *_shown_by_triggers("annotation", _SHOW_ANNOTATION),
    f"""CREATE TABLE checked (
        id INTEGER PRIMARY KEY,
        article_id INTEGER NOT NULL REFERENCES article(id),
        field TEXT NOT NULL,
        value TEXT,
        rests_on TEXT NOT NULL,
        {_SAID}
    )""",
    "CREATE INDEX checked_article ON checked(article_id)",
    f"""CREATE TABLE selection_statement (
        id INTEGER PRIMARY KEY,
        selection TEXT NOT NULL,
        article_id INTEGER REFERENCES article(id),
        step TEXT NOT NULL,
        title TEXT,
        position REAL,
        note TEXT NOT NULL,
        is_private INTEGER,
        is_gone INTEGER NOT NULL,
        {_SAID}
    )""",
    "CREATE INDEX selection_statement_of ON selection_statement(selection, article_id, id)",
    "CREATE INDEX selection_statement_article ON selection_statement(article_id) WHERE article_id IS NOT NULL",
    """CREATE TABLE shown_selection (
        name TEXT PRIMARY KEY,
        title TEXT NOT NULL,
        note TEXT NOT NULL,
        asserted_by TEXT,
        asserted_at TEXT NOT NULL
    ) WITHOUT ROWID""",
    """CREATE TABLE shown_selection_article (
        selection TEXT NOT NULL,
        article_id INTEGER NOT NULL REFERENCES article(id),
        position REAL NOT NULL,
        note TEXT NOT NULL,
        asserted_by TEXT,
        asserted_at TEXT NOT NULL,
        PRIMARY KEY (selection, article_id)
    ) WITHOUT ROWID""",
    "CREATE INDEX shown_selection_article_of ON shown_selection_article(article_id)",
    *_shown_by_triggers("selection_statement", _SHOW_SELECTION),
)

PRIVATE_TABLES = frozenset({"outlet_statement", "annotation", "selection_statement"})
"""Tables that only the owner sees."""
