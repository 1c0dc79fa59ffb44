"""The tables of stories, as SQL: what an article is known by, what waits to be gone through, what a person said.

What waits is noted by triggers, in the transaction of the article, family or relation itself, so that no way of writing
can forget it and no kill can lose it.

Rule: SQL only; `archive.migrations` runs it.
"""

STORY_TABLES = (
    """CREATE TABLE story_text (
        article_id INTEGER PRIMARY KEY REFERENCES article(id),
        mark INTEGER NOT NULL,
        day_from INTEGER,
        day_to INTEGER,
        is_placed INTEGER NOT NULL,
        terms BLOB NOT NULL,
        near BLOB NOT NULL
    )""",
    "CREATE INDEX story_text_waiting ON story_text(article_id) WHERE is_placed = 0",
    """CREATE TABLE story_copy (
        article_id INTEGER PRIMARY KEY REFERENCES article(id),
        text_of INTEGER NOT NULL REFERENCES article(id)
    )""",
    "CREATE INDEX story_copy_text ON story_copy(text_of)",
    """CREATE TABLE story_term (
        key INTEGER PRIMARY KEY,
        df INTEGER NOT NULL,
        level INTEGER NOT NULL,
        holders BLOB NOT NULL
    )""",
    "CREATE INDEX story_term_common ON story_term(level) WHERE level <> 7",
    "CREATE TABLE stale_term (key INTEGER PRIMARY KEY)",
    "CREATE TABLE stale_story (article_id INTEGER PRIMARY KEY REFERENCES article(id))",
    """CREATE TABLE story_statement (
        id INTEGER PRIMARY KEY,
        kind TEXT NOT NULL,
        label TEXT,
        asserted_by TEXT,
        because TEXT NOT NULL,
        asserted_at TEXT NOT NULL,
        undone_at TEXT
    )""",
    """CREATE TABLE story_statement_article (
        statement_id INTEGER NOT NULL REFERENCES story_statement(id),
        article_id INTEGER NOT NULL REFERENCES article(id),
        side INTEGER NOT NULL,
        PRIMARY KEY (statement_id, article_id)
    ) WITHOUT ROWID""",
    "CREATE INDEX story_statement_article_article ON story_statement_article(article_id)",
    "ALTER TABLE story ADD COLUMN own_label TEXT NOT NULL DEFAULT ''",
    "CREATE INDEX story_named ON story(id) WHERE label <> own_label",
)

# An article that had the same text may be left without the one that stood for it.
CHANGED_WAITS = """CREATE TRIGGER article_changed_waits AFTER UPDATE ON article
    WHEN OLD.extraction_id IS NOT NEW.extraction_id OR OLD.text_hash <> NEW.text_hash
        OR OLD.headline IS NOT NEW.headline OR OLD.language IS NOT NEW.language
        OR OLD.day_from IS NOT NEW.day_from OR OLD.day_to IS NOT NEW.day_to
    BEGIN
        INSERT OR IGNORE INTO stale_story(article_id) VALUES (NEW.id);
        INSERT OR IGNORE INTO stale_story(article_id)
            SELECT min(id) FROM article WHERE text_hash = OLD.text_hash AND OLD.text_hash <> NEW.text_hash
            HAVING min(id) IS NOT NULL;
    END"""

STORY_TRIGGERS = (
    """CREATE TRIGGER article_waits AFTER INSERT ON article BEGIN
        INSERT OR IGNORE INTO stale_story(article_id) VALUES (NEW.id);
    END""",
    CHANGED_WAITS,
    """CREATE TRIGGER family_grown_waits AFTER INSERT ON family_member BEGIN
        INSERT OR IGNORE INTO stale_story(article_id) VALUES (NEW.article_id);
    END""",
    """CREATE TRIGGER family_left_waits AFTER DELETE ON family_member BEGIN
        INSERT OR IGNORE INTO stale_story(article_id) VALUES (OLD.article_id);
    END""",
    """CREATE TRIGGER relation_made_waits AFTER INSERT ON relation
    WHEN NEW.kind = 'lookalike' OR NEW.method = 'person' BEGIN
        INSERT OR IGNORE INTO stale_story(article_id) VALUES (NEW.a_id), (NEW.b_id);
    END""",
    """CREATE TRIGGER relation_struck_waits AFTER DELETE ON relation
    WHEN OLD.kind = 'lookalike' OR OLD.method = 'person' BEGIN
        INSERT OR IGNORE INTO stale_story(article_id) VALUES (OLD.a_id), (OLD.b_id);
    END""",
    """CREATE TRIGGER relation_changed_waits AFTER UPDATE ON relation
    WHEN OLD.kind = 'lookalike' OR NEW.kind = 'lookalike' OR NEW.method = 'person' BEGIN
        INSERT OR IGNORE INTO stale_story(article_id) VALUES (NEW.a_id), (NEW.b_id);
    END""",
)

STORIES = (*STORY_TABLES, *STORY_TRIGGERS, "INSERT OR IGNORE INTO stale_story(article_id) SELECT id FROM article")
