"""What a person says of an article beats every rule: corrections and relations, logged and undoable.

An assertion is one more row; nothing that a rule read is changed or lost. Re-ingesting changes neither.

Rule: writes through an open `Store` only, one transaction a call; the log knows the name that a person gave, never the
name of the account.
"""

import contextlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from archive import families
from archive.asked import one_article, public_id
from archive.assertions import check_correction, field_of, statement_of
from archive.cards import SIDECAR_RULE, marked_facts, refresh
from archive.filing import add_statement
from archive.log import EventType, add_event
from archive.related import PERSON, find_relation
from archive.sides import Sides
from archive.store import Store
from archive.story_pass import keep_stories
from schemas.article import Fact
from schemas.errors import CorrectionError, UnknownArticle
from schemas.relation import RelationKind

UNNAMED = "unnamed"
"""The agent of a change whose author gave no name."""

RULE = "set"
"""The rule of a fact that was set by hand."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """One line of a list of corrections."""

    ref: str
    """Public id, a beginning of it, accession number, or record id."""
    field: str
    value: str | None
    """None or `unknown`: it is asserted that nobody knows."""
    because: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Changed:
    """What a correction did."""

    id: str
    """Public id of the article."""
    field: str
    before: str | None
    """The value shown before; several are joined by `; `."""
    after: str | None
    was_asserted: bool
    """The value before was a person's."""


class Curator:
    """Corrections of facts and relations by one person."""

    def __init__(self, store: Store, *, by: str | None = None) -> None:
        """Work in an open store; `by` is the name that goes with every change that names nobody else."""
        self._store = store
        self._conn = store.conn
        self._by = by

    def set_fact(self, ref: str, field: str, value: str | None, *, because: str, by: str | None = None) -> Changed:
        """Assert the value of a field; `unknown` or None asserts that it is unknown. `author` and `tag` take `a; b`.

        Raises: UnknownArticle, CorrectionError.
        """
        return self.set_facts([Correction(ref=ref, field=field, value=value, because=because)], by=by)[0]

    def set_facts(self, corrections: Iterable[Correction], *, by: str | None = None) -> tuple[Changed, ...]:
        """Assert many values in one transaction: all of them, or none.

        Raises: CorrectionError, whose text lists every line that is wrong; UnknownArticle where there is one line.
        """
        lines = tuple(corrections)
        self._check(lines)
        with self._change():
            changed = tuple(self._assert(replace(line, field=field_of(line.field)), by or self._by) for line in lines)
            self._relate_anew(each.id for each in changed)
            return changed

    def undo(self, ref: str, field: str | None = None, *, because: str = "", by: str | None = None) -> Changed:
        """Take back the assertion of a field that stands (of any field where none is named); what it hid shows again.

        Raises: UnknownArticle, CorrectionError where nothing is asserted.
        """
        article = self._article(ref)
        wanted = field_of(field) if field else None
        row = self._conn.execute(
            "SELECT statement, field FROM fact WHERE article_id = ? AND basis = 'asserted' AND undone_at IS NULL"
            " AND field = ifnull(?, field) ORDER BY rule = ?, statement DESC, id LIMIT 1",
            (article, wanted, SIDECAR_RULE),
        ).fetchone()
        if row is None:
            about = f" about {field}" if field else ""
            message = (
                f"nothing is asserted{about} of {ref}, so there is nothing to undo. `cuttings show` lists its facts."
            )
            raise CorrectionError(message)
        statement, name = int(row[0]), str(row[1])
        with self._change():
            before = self._shown(article, name)
            self._conn.execute(
                "UPDATE fact SET undone_at = ? WHERE article_id = ? AND statement = ?",
                (self._store.clock(), article, statement),
            )
            refresh(self._conn, article)
            families.relate(self._conn, (article,))
            after = self._shown(article, name)
            self._log(article, by, {"undo": name, "before": before, "after": after, "because": because})
        return Changed(id=self._name(article), field=name, before=before, after=after, was_asserted=True)

    def relate(self, a: str, b: str, kind: RelationKind, *, because: str, by: str | None = None) -> None:
        """State that two articles are related, whatever was measured.

        Raises: UnknownArticle, CorrectionError.
        """
        self._state(a, b, kind, because, by)

    def unrelate(self, a: str, b: str, *, because: str, by: str | None = None) -> None:
        """State that two articles are not related: they are never linked again, nor put into one family.

        Raises: UnknownArticle, CorrectionError.
        """
        self._state(a, b, None, because, by)

    def undo_relation(self, a: str, b: str, *, because: str = "", by: str | None = None) -> None:
        """Take back the latest word of a person on two articles; what was measured shows again.

        Raises: UnknownArticle, CorrectionError where nobody said anything of them.
        """
        one, other = self._pair(a, b)
        row = self._conn.execute(
            "SELECT id, kind FROM relation WHERE a_id = ? AND b_id = ? AND method = ? AND undone_at IS NULL"
            " ORDER BY id DESC LIMIT 1",
            (one, other, PERSON),
        ).fetchone()
        if row is None:
            message = f"nobody related or unrelated {a} and {b}, so there is nothing to undo."
            raise CorrectionError(message)
        with self._change():
            self._conn.execute("UPDATE relation SET undone_at = ? WHERE id = ?", (self._store.clock(), row[0]))
            families.relate(self._conn, (one, other))
            self._log_pair(one, other, by, {"undo": "relation", "before": row[1], "because": because})

    @contextlib.contextmanager
    def _change(self) -> Iterator[None]:
        """Hold one transaction, then have the stories follow from it."""
        with self._store.transaction():
            yield
        keep_stories(self._store)

    def _check(self, lines: tuple[Correction, ...]) -> None:
        problems: list[CorrectionError | UnknownArticle] = []
        for line in lines:
            try:
                self._article(line.ref)
                check_correction(line.field, line.value, line.because)
            except (CorrectionError, UnknownArticle) as error:
                problems.append(error)
        if len(problems) == 1 and len(lines) == 1:
            raise problems[0]
        if problems:
            listed = "\n".join(f"  {problem}" for problem in problems)
            message = f"{len(problems)} of {len(lines)} corrections cannot be made, so none was:\n{listed}"
            raise CorrectionError(message)

    def _assert(self, line: Correction, by: str | None) -> Changed:
        article = self._article(line.ref)
        before = self._shown(article, line.field)
        was_asserted = any(fact.chosen and fact.basis == "asserted" for fact in self._facts(article, line.field))
        facts = [
            Fact(
                field=field,
                value=value,
                raw=line.value or "",
                rule=RULE,
                basis="asserted",
                by=by,
                because=line.because.strip(),
            )
            for field, value in statement_of(line.field, line.value)
        ]
        add_statement(self._conn, article, facts, at=self._store.clock())
        refresh(self._conn, article)
        after = self._shown(article, line.field)
        self._log(article, by, {"set": line.field, "before": before, "after": after, "because": line.because.strip()})
        return Changed(id=self._name(article), field=line.field, before=before, after=after, was_asserted=was_asserted)

    def _relate_anew(self, names: Iterable[str]) -> None:
        """Judge the pairs of articles again whose facts were corrected: a date may make a copy a look-alike."""
        families.relate(self._conn, tuple(dict.fromkeys(self._article(name) for name in names)))

    def _state(self, a: str, b: str, kind: RelationKind | None, because: str, by: str | None) -> None:
        one, other = self._pair(a, b)
        if not because.strip():
            message = "say why: --because WHY. Whoever reads the archive later must be able to judge it."
            raise CorrectionError(message)
        with self._change():
            before = find_relation(self._conn, one, other)
            self._conn.execute(
                "INSERT INTO relation(a_id, b_id, kind, text_axis, occasion, jaccard, containment_ab, containment_ba,"
                " evidence, method, asserted_by, because, asserted_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (
                    *(one, other, kind.value if kind else None, *self._measured(one, other)),
                    *(because.strip(), PERSON, by or self._by, because.strip(), self._store.clock()),
                ),
            )
            families.relate(self._conn, (one, other))
            said = {
                "set": "relation",
                "before": before.kind.value if before and before.kind else None,
                "after": kind.value if kind else None,
                "because": because.strip(),
            }
            self._log_pair(one, other, by, said)

    def _measured(self, a: int, b: int) -> tuple[str, str, float, float, float]:
        judged = Sides(self._conn).judge(a, b)
        return judged.text.value, judged.occasion.value, judged.jaccard, judged.containment_ab, judged.containment_ba

    def _pair(self, a: str, b: str) -> tuple[int, int]:
        """Return the numbers of two articles, that of the smaller public id first."""
        one, other = self._article(a), self._article(b)
        if one == other:
            message = f"{a} and {b} are the same article ({self._name(one)}); name two."
            raise CorrectionError(message)
        return (one, other) if self._name(one) < self._name(other) else (other, one)

    def _article(self, ref: str) -> int:
        return one_article(self._conn, ref)

    def _name(self, article: int) -> str:
        return public_id(self._conn, article)

    def _facts(self, article: int, field: str) -> list[Fact]:
        return [fact for fact in marked_facts(self._conn, article) if fact.field == field]

    def _shown(self, article: int, field: str) -> str | None:
        values = [fact.value for fact in self._facts(article, field) if fact.chosen and fact.value is not None]
        return "; ".join(values) or None

    def _log_pair(self, one: int, other: int, by: str | None, detail: Mapping[str, Any]) -> None:
        """Log what concerns two articles at each of them."""
        self._log(one, by, {**detail, "with": self._name(other)})
        self._log(other, by, {**detail, "with": self._name(one)})

    def _log(self, article: int, by: str | None, detail: Mapping[str, Any]) -> None:
        add_event(
            self._conn,
            EventType.METADATA_MODIFICATION,
            at=self._store.clock(),
            agent=by or self._by or UNNAMED,
            subject=self._name(article),
            detail=detail,
        )
