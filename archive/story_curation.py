"""What a person says of stories beats every likeness: merged, split, named; logged, undoable, kept for good.

A statement is about articles, those that the stories hold when it is made: they stay together, or apart, whatever comes
later. What a pair was said to be last stands.

Rule: writes through an open `Store` only, one transaction a call, then has the stories follow from it.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from archive.curation import UNNAMED
from archive.links import as_list
from archive.log import EventType, add_event
from archive.naming import STORY_PREFIX, find_number, group_of
from archive.store import Store
from archive.story_pass import keep_stories
from archive.story_said import StatementKind
from schemas.errors import CorrectionError

LONGEST_LABEL = 200
"""Characters of a name that a person gives to a story."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What was said, or taken back."""

    kind: StatementKind
    label: str | None
    stories: tuple[str, ...]
    """Public ids of the stories that the articles are in now; an article that stands alone has `s-` and its id."""


class StoryCurator:
    """Statements on stories by one person."""

    def __init__(self, store: Store, *, by: str | None = None) -> None:
        """Work in an open store; `by` is the name that goes with every statement that names nobody else."""
        self._store = store
        self._conn = store.conn
        self._by = by

    def merge(self, names: Sequence[str], *, because: str, by: str | None = None) -> Said:
        """State that stories are on one event. A name is that of a story, or of an article, which means its story.

        Raises: CorrectionError.
        """
        groups = [self.articles(name) for name in names]
        if len(set(groups)) < 2:  # noqa: PLR2004  two make a merge
            message = f"{' and '.join(names)} are one story already; name two that differ."
            raise CorrectionError(message)
        return self._say(StatementKind.MERGE, (frozenset().union(*groups), frozenset()), because, by)

    def split(
        self, name: str, refs: Sequence[str], *, because: str, together: bool = False, by: str | None = None
    ) -> Said:
        """State that articles are not on the event of the story that holds them; `together`: they are on another.

        Raises: CorrectionError.
        """
        story = self.articles(name)
        gone = frozenset(self._member(ref, name, story) for ref in refs)
        if not gone:
            message = "name the articles that are not on the event."
            raise CorrectionError(message)
        if gone == story:
            message = f"these are all articles of {name}; name those that are not on the event, and leave the others."
            raise CorrectionError(message)
        kind = StatementKind.PART if together else StatementKind.SPLIT
        return self._say(kind, (gone, story - gone), because, by)

    def name(self, name: str, label: str, *, because: str, by: str | None = None) -> Said:
        """State what a story is called. The name goes with the story that holds most of its articles.

        Raises: CorrectionError.
        """
        words = " ".join(label.split())
        if not words or len(words) > LONGEST_LABEL:
            message = f"a story is called something: 1 to {LONGEST_LABEL} characters. To take a name back: story undo."
            raise CorrectionError(message)
        story = self.articles(name)
        if len(story) == 1:
            message = f"{name} is one article, on no story with others; only a story of several has a name."
            raise CorrectionError(message)
        return self._say(StatementKind.NAME, (story, frozenset()), because, by, label=words)

    def undo(self, name: str, *, because: str = "", by: str | None = None) -> Said:
        """Take back the latest statement that stands about any article of a story; what it hid shows again.

        Raises: CorrectionError where nothing was said of it.
        """
        articles = self.articles(name)
        row = self._conn.execute(
            "SELECT s.id, s.kind, s.label FROM story_statement s JOIN story_statement_article a"
            " ON a.statement_id = s.id WHERE a.article_id IN (SELECT value FROM json_each(?)) AND s.undone_at IS NULL"
            " ORDER BY s.id DESC LIMIT 1",
            (as_list(articles),),
        ).fetchone()
        if row is None:
            message = f"nobody merged, split or named {name}, so there is nothing to undo."
            raise CorrectionError(message)
        number, kind, label = int(row[0]), StatementKind(row[1]), row[2]
        with self._store.transaction():
            self._conn.execute("UPDATE story_statement SET undone_at = ? WHERE id = ?", (self._store.clock(), number))
            self._log(number, by, {"undo": kind.value, "label": label, "because": because.strip()})
            self._have_wait(number)
        keep_stories(self._store)
        return Said(kind=kind, label=label, stories=self._stories(number))

    def articles(self, name: str) -> frozenset[int]:
        """Return the row numbers of the articles of the story that a name means: its own, or that of an article.

        Raises: CorrectionError.
        """
        words = name.strip()
        number = None if words.startswith(STORY_PREFIX) else find_number(self._conn, words)
        found = group_of(self._conn, f"{STORY_PREFIX}{self._public_id(number)}" if number is not None else words)
        if not found:
            message = (
                f"no story answers to {name!r}. `cuttings stories ARCHIVE` lists them; a story has as many names as"
                f" articles: `{STORY_PREFIX}` and the id of any of them."
            )
            raise CorrectionError(message)
        return frozenset(found)

    def _member(self, ref: str, name: str, story: Collection[int]) -> int:
        number = find_number(self._conn, ref)
        if number is None or number not in story:
            where = f"`cuttings list ARCHIVE --story {name}` lists what is."
            message = f"{ref} is not in the story {name}. {where}"
            raise CorrectionError(message)
        return number

    def _say(
        self,
        kind: StatementKind,
        sides: tuple[frozenset[int], frozenset[int]],
        because: str,
        by: str | None,
        label: str | None = None,
    ) -> Said:
        why = because.strip()
        if not why:
            message = "say why: --because WHY. Whoever reads the archive later must be able to judge it."
            raise CorrectionError(message)
        with self._store.transaction():
            number = int(
                self._conn.execute(
                    "INSERT INTO story_statement(kind, label, asserted_by, because, asserted_at)"
                    " VALUES (?, ?, ?, ?, ?)",
                    (kind.value, label, by or self._by, why, self._store.clock()),
                ).lastrowid
                or 0
            )
            self._conn.executemany(
                "INSERT INTO story_statement_article(statement_id, article_id, side) VALUES (?, ?, ?)",
                [(number, article, side) for side in (0, 1) for article in sorted(sides[side])],
            )
            self._log(number, by, {"set": kind.value, "label": label, "because": why})
            self._have_wait(number)
        keep_stories(self._store)
        return Said(kind=kind, label=label, stories=self._stories(number))

    def _have_wait(self, number: int) -> None:
        """Have the articles of a statement wait for the pass, in the transaction of the statement."""
        self._conn.execute(
            "INSERT OR IGNORE INTO stale_story(article_id)"
            " SELECT article_id FROM story_statement_article WHERE statement_id = ?",
            (number,),
        )

    def _stories(self, number: int) -> tuple[str, ...]:
        """Return the names of the stories that the articles of a statement are in."""
        rows = self._conn.execute(
            f"SELECT DISTINCT ifnull(s.public_id, '{STORY_PREFIX}' || a.public_id) FROM story_statement_article t"  # noqa: S608  a constant
            " JOIN article a ON a.id = t.article_id LEFT JOIN story_member m ON m.article_id = a.id"
            " LEFT JOIN story s ON s.id = m.story_id WHERE t.statement_id = ? ORDER BY 1",
            (number,),
        )
        return tuple(str(row[0]) for row in rows)

    def _public_id(self, article: int) -> str:
        return str(self._conn.execute("SELECT public_id FROM article WHERE id = ?", (article,)).fetchone()[0])

    def _log(self, number: int, by: str | None, detail: dict[str, Any]) -> None:
        """Log a statement under the name of its smallest article, with all that it is about."""
        rows = self._conn.execute(
            "SELECT t.side, a.public_id FROM story_statement_article t JOIN article a ON a.id = t.article_id"
            " WHERE t.statement_id = ? ORDER BY a.public_id",
            (number,),
        ).fetchall()
        sides = [[name for at, name in rows if at == side] for side in (0, 1)]
        add_event(
            self._conn,
            EventType.METADATA_MODIFICATION,
            at=self._store.clock(),
            agent=by or self._by or UNNAMED,
            subject=f"{STORY_PREFIX}{rows[0][1]}",
            detail={**detail, "story": sides[0], "against": sides[1]},
        )
