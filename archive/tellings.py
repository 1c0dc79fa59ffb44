"""What is told of one story or family: its articles in narrow rows, the ties among them, what persons said; bounded.

Rule: reads only.
"""

import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from archive.links import as_list
from archive.related import STRONGEST_LAST
from archive.story_said import statements_on
from archive.texts import unpack
from schemas.article import display_title
from schemas.relation import RelationKind
from schemas.telling import Member, Tie
from schemas.types import PublicId
from schemas.view import Story, StoryStatement

MOST_MEMBERS = 600
"""Articles of a larger group that are told one by one: those that may have appeared first."""

MOST_TIES = 3_000

MOST_LOOKALIKES = 12

_NUMBERS = "SELECT a.id FROM json_each(?) n JOIN article a ON a.public_id = n.value ORDER BY n.key"
_MEMBER = """
    SELECT a.public_id, a.accession, a.headline, a.outlet, a.agency, a.language, a.published, c.published_edtf,
        ifnull(c.published_earliest, a.day_from), ifnull(c.published_latest, a.day_to), a.published_basis,
        c.published_evidence, a.words, a.text_hash, f.public_id, CASE WHEN a.headline IS NULL THEN t.body END
    FROM article a JOIN card c ON c.article_id = a.id JOIN extraction e ON e.id = a.extraction_id
    JOIN text t ON t.id = e.text_id LEFT JOIN family_member fm ON fm.article_id = a.id
    LEFT JOIN family f ON f.id = fm.family_id
"""
_TIES = f"""
    SELECT a.public_id, b.public_id, r.kind, r.containment_ab, r.containment_ba FROM relation r
    JOIN article a ON a.id = r.a_id JOIN article b ON b.id = r.b_id
    WHERE r.a_id IN (SELECT value FROM json_each(:numbers)) AND r.b_id IN (SELECT value FROM json_each(:numbers))
    AND r.undone_at IS NULL ORDER BY {STRONGEST_LAST} LIMIT :most
"""  # noqa: S608  constants
_LOOKALIKES = """
    SELECT CASE WHEN r.a_id IN (SELECT value FROM json_each(:numbers)) THEN r.b_id ELSE r.a_id END AS other
    FROM relation r WHERE (r.a_id IN (SELECT value FROM json_each(:numbers))
        OR r.b_id IN (SELECT value FROM json_each(:numbers)))
    AND r.kind = 'lookalike' AND r.undone_at IS NULL
    AND other NOT IN (SELECT value FROM json_each(:all)) GROUP BY 1 LIMIT :most
"""
_TEXTS = """
    SELECT a.public_id, t.body FROM article a JOIN extraction e ON e.id = a.extraction_id
    JOIN text t ON t.id = e.text_id WHERE a.public_id IN (SELECT value FROM json_each(?))
"""
_LANGUAGES = """
    SELECT language, count(*) FROM article WHERE id IN (SELECT value FROM json_each(?)) GROUP BY 1 ORDER BY 2 DESC, 1
"""
_AGENCIES = """
    SELECT agency, count(*) FROM article WHERE id IN (SELECT value FROM json_each(?)) AND agency IS NOT NULL
    GROUP BY 1 ORDER BY 2 DESC, 1
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """A story or a family, as far as it is told."""

    group: Story
    languages: tuple[tuple[str | None, int], ...]
    """Of all its articles, however many are told one by one; most first."""
    agencies: tuple[tuple[str, int], ...]
    """Likewise, those that are credited."""
    members: tuple[Member, ...]
    """By the first day on which each may have appeared, unknown days last; at most `MOST_MEMBERS`."""
    ties: tuple[Tie, ...]
    """Those among the members, the strongest of a pair."""
    lookalikes: tuple[Member, ...]
    """Articles outside that a member is a look-alike of; some of them, where there are many."""
    said: tuple[StoryStatement, ...]
    """What persons said of the story, or of an article in it, and did not take back."""


def telling_of(conn: sqlite3.Connection, group: Story) -> Telling:
    """Return what is told of a story or of a family."""
    everyone = [
        int(row[0]) for row in conn.execute(_NUMBERS, ("[" + ",".join(f'"{each}"' for each in group.members) + "]",))
    ]
    numbers, listed = everyone[:MOST_MEMBERS], as_list(everyone)
    return Telling(
        group=group,
        languages=tuple((code, count) for code, count in conn.execute(_LANGUAGES, (listed,))),
        agencies=tuple((name, count) for name, count in conn.execute(_AGENCIES, (listed,))),
        members=_members(conn, numbers),
        ties=_ties(conn, numbers),
        lookalikes=_lookalikes(conn, numbers, everyone),
        said=_said(conn, everyone),
    )


def texts_of(conn: sqlite3.Connection, articles: Iterable[PublicId]) -> dict[PublicId, str]:
    """Return the texts of articles, as they are shown, by public id."""
    names = "[" + ",".join(f'"{name}"' for name in articles) + "]"
    return {PublicId(name): unpack(body) for name, body in conn.execute(_TEXTS, (names,))}


def _members(conn: sqlite3.Connection, numbers: Sequence[int]) -> tuple[Member, ...]:
    rows = conn.execute(f"{_MEMBER} JOIN json_each(?) n ON n.value = a.id ORDER BY n.key", (as_list(numbers),))
    return tuple(map(_member, rows))


def _member(row: Sequence[Any]) -> Member:
    public_id, accession, headline, outlet, agency, language, *date, words, text_hash, family, body = row
    published, edtf, earliest, latest, basis, evidence = date
    return Member(
        id=PublicId(public_id),
        accession=accession,
        title=display_title(headline, unpack(body) if body else ""),
        has_headline=bool(headline),
        outlet=outlet,
        agency=agency,
        language=language,
        published=published,
        published_edtf=edtf,
        published_earliest=earliest,
        published_latest=latest,
        published_basis=basis,
        published_evidence=evidence,
        word_count=words,
        text=bytes(text_hash).hex(),
        family=family,
    )


def _ties(conn: sqlite3.Connection, numbers: Sequence[int]) -> tuple[Tie, ...]:
    rows = conn.execute(_TIES, {"numbers": as_list(numbers), "most": MOST_TIES})
    strongest = {(a, b): (kind, ab, ba) for a, b, kind, ab, ba in rows}
    return tuple(
        Tie(a=PublicId(a), b=PublicId(b), kind=RelationKind(kind), containment_ab=ab, containment_ba=ba)
        for (a, b), (kind, ab, ba) in strongest.items()
        if kind is not None
    )


def _lookalikes(conn: sqlite3.Connection, numbers: Sequence[int], everyone: Sequence[int]) -> tuple[Member, ...]:
    values = {"numbers": as_list(numbers), "all": as_list(everyone), "most": MOST_LOOKALIKES}
    return _members(conn, [int(row[0]) for row in conn.execute(_LOOKALIKES, values)])


def _said(conn: sqlite3.Connection, numbers: Sequence[int]) -> tuple[StoryStatement, ...]:
    if conn.execute("SELECT 1 FROM story_statement WHERE undone_at IS NULL LIMIT 1").fetchone() is None:
        return ()
    return statements_on(conn, numbers)
