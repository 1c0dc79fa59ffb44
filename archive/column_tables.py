"""The tables of what lists and counts need of each article, packed, and the triggers that note what is out of date.

What is out of date is noted in the transaction of the article, its card or its group itself, so that no way of writing
can forget it. A block whose article goes is struck at once: nothing of it is left to be unpacked.

Rule: SQL only; `archive.migrations` runs it.
"""

BLOCK_SHIFT = 12
"""A block holds the articles whose numbers agree but for so many bits."""

# ruff: noqa: S608  numbers and names of ours

_TOUCH = (
    f"INSERT INTO stale_block(block, changes) VALUES ({{article}} >> {BLOCK_SHIFT}, 1)"
    " ON CONFLICT(block) DO UPDATE SET changes = changes + 1;"
)


def _trigger(name: str, event: str, article: str, also: str = "") -> str:
    return f"CREATE TRIGGER {name} AFTER {event} BEGIN {_TOUCH.format(article=article)} {also} END"


COLUMN_TABLES = (
    "CREATE TABLE column_block (block INTEGER PRIMARY KEY, stamp INTEGER NOT NULL, packed BLOB NOT NULL)",
    # The stamps of all blocks are read before each search; the packs beside them are large.
    "CREATE INDEX column_block_stamp ON column_block(block, stamp)",
    "CREATE TABLE stale_block (block INTEGER PRIMARY KEY, changes INTEGER NOT NULL)",
)

COLUMN_TRIGGERS = (
    _trigger("article_columns_new", "INSERT ON article", "NEW.id"),
    _trigger("article_columns_changed", "UPDATE ON article", "NEW.id"),
    _trigger(
        "article_columns_gone",
        "DELETE ON article",
        "OLD.id",
        f"DELETE FROM column_block WHERE block = OLD.id >> {BLOCK_SHIFT};",
    ),
    _trigger("card_columns", "INSERT ON card", "NEW.article_id"),
    _trigger("card_columns_changed", "UPDATE ON card", "NEW.article_id"),
    _trigger("family_columns_grown", "INSERT ON family_member", "NEW.article_id"),
    _trigger("family_columns_left", "DELETE ON family_member", "OLD.article_id"),
    _trigger("story_columns_grown", "INSERT ON story_member", "NEW.article_id"),
    _trigger("story_columns_left", "DELETE ON story_member", "OLD.article_id"),
)

AHEAD = (
    "CREATE TABLE counted_ahead (id INTEGER PRIMARY KEY CHECK (id = 1), packed BLOB NOT NULL)",
    "CREATE TRIGGER counted_ahead_stale AFTER INSERT ON stale_block BEGIN DELETE FROM counted_ahead; END",
    "CREATE TRIGGER counted_ahead_staler AFTER UPDATE ON stale_block BEGIN DELETE FROM counted_ahead; END",
)
"""Whatever puts a block out of date strikes what was counted of all."""

COLUMNS = (
    *COLUMN_TABLES,
    *COLUMN_TRIGGERS,
    f"INSERT INTO stale_block(block, changes) SELECT DISTINCT id >> {BLOCK_SHIFT}, 1 FROM article WHERE 1",
)
