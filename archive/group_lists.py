"""The stories, or the families, of an archive as a list: the largest first, or those that published last first.

The list goes on after its last line (keyset), so that the last page of 300,000 stories costs what the first one does.
Sizes are counted once a connection and counted again when the archive has changed: they stand in a temporary table.
What published last is found along the index of days, a bounded stretch of it a page.

Rule: reads only; what it keeps stands in the connection's own temporary tables.
"""

import re
import sqlite3
from collections.abc import Iterable, Sequence
from typing import Any, Literal

from archive.texts import unpack
from schemas.article import display_title
from schemas.telling import GroupLine, GroupPage

GroupKind = Literal["story", "family"]

ListOrder = Literal["largest", "newest"]

LINES = 50
"""Lines on a page."""

MOST_WALKED = 4_000
"""Articles that one page of the newest looks through; a page may then have fewer lines, and the list goes on."""

_MOST_DESCRIBED = 200
"""Articles of one group that are looked at for its outlets and days; of a larger one there are at least so many."""

_SIZES = {
    "story": "SELECT -count(*), story_id FROM story_member GROUP BY story_id ORDER BY 1, 2",
    "family": "SELECT -count(*), family_id FROM family_member GROUP BY family_id ORDER BY 1, 2",
}
_PLACE_LARGEST = re.compile(r"([0-9]{1,9})-([0-9]{1,18})")
_PLACE_NEWEST = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2}|x)-([0-9]{1,18})")
_NO_DAY = "x"


def list_groups(conn: sqlite3.Connection, kind: GroupKind, order: ListOrder, after: str | None = None) -> GroupPage:
    """Return some lines of the list, from its beginning or after what an earlier page gave; nonsense: from there."""
    return _largest(conn, kind, after) if order == "largest" else _newest(conn, kind, after)


def count_groups(conn: sqlite3.Connection, kind: GroupKind) -> int:
    """Return how many stories, or families, there are."""
    return int(conn.execute(f"SELECT count(*) FROM {kind}").fetchone()[0])  # noqa: S608  our names


def _largest(conn: sqlite3.Connection, kind: GroupKind, after: str | None) -> GroupPage:
    _count_sizes(conn, kind)
    place = _PLACE_LARGEST.fullmatch(after or "")
    size, number = (-int(place[1]), int(place[2])) if place else (-(10**9), 0)
    rows = conn.execute(
        f"SELECT size, number FROM temp.{kind}_size WHERE (size, number) > (?, ?) ORDER BY size, number LIMIT ?",  # noqa: S608
        (size, number, LINES + 1),
    ).fetchall()
    shown = rows[:LINES]
    lines = _lines(conn, kind, [number for _, number in shown])
    return GroupPage(lines=lines, after=f"{-shown[-1][0]}-{shown[-1][1]}" if len(rows) > LINES else None)


def _count_sizes(conn: sqlite3.Connection, kind: GroupKind) -> None:
    """Count the articles of every group, unless that was done in this connection since the archive last changed."""
    (version,) = conn.execute("PRAGMA data_version").fetchone()
    conn.execute("CREATE TEMP TABLE IF NOT EXISTS group_sizes_at (kind TEXT PRIMARY KEY, version INTEGER)")
    held = conn.execute("SELECT version FROM temp.group_sizes_at WHERE kind = ?", (kind,)).fetchone()
    if held is not None and held[0] == version:
        return
    with conn:
        conn.execute(f"DROP TABLE IF EXISTS temp.{kind}_size")
        conn.execute(
            f"CREATE TEMP TABLE {kind}_size (size INTEGER, number INTEGER, PRIMARY KEY (size, number)) WITHOUT ROWID"
        )
        conn.execute(f"INSERT INTO temp.{kind}_size {_SIZES[kind]}")
        conn.execute("INSERT OR REPLACE INTO temp.group_sizes_at VALUES (?, ?)", (kind, version))


def _newest(conn: sqlite3.Connection, kind: GroupKind, after: str | None) -> GroupPage:
    """Walk articles from the last day on: a group stands where its last article does, one without a day at the end."""
    place = _PLACE_NEWEST.fullmatch(after or "")
    walked = _walk(conn, kind, place[1] if place else None, int(place[2]) if place else 0)
    found: dict[int, None] = {}
    seen: set[int] = set()
    for at, (day, article, group) in enumerate(walked):
        if group is not None and group not in seen:
            seen.add(group)
            if not _has_later(conn, kind, group, day, article):
                found[group] = None
        if len(found) == LINES or at + 1 == MOST_WALKED:
            goes_on = at + 1 < len(walked) or at + 1 == MOST_WALKED
            return GroupPage(
                lines=_lines(conn, kind, [*found]), after=f"{day or _NO_DAY}-{article}" if goes_on else None
            )
    return GroupPage(lines=_lines(conn, kind, [*found]), after=None)


def _walk(
    conn: sqlite3.Connection, kind: GroupKind, day: str | None, article: int
) -> list[tuple[str | None, int, int | None]]:
    """Return articles by their first day, the last one first, from after a place on: day, number, group."""
    columns = (
        f"SELECT a.day_from, a.id, m.{kind}_id FROM article a"  # noqa: S608  our names
        f" LEFT JOIN {kind}_member m ON m.article_id = a.id"
    )
    rows: list[Any] = []
    if day is None:
        rows = conn.execute(
            f"{columns} WHERE a.day_from IS NOT NULL ORDER BY a.day_from DESC, a.id LIMIT ?", (MOST_WALKED,)
        ).fetchall()
    elif day != _NO_DAY:
        rows = conn.execute(
            f"{columns} WHERE a.day_from = :day AND a.id > :article ORDER BY a.id LIMIT :most",
            {"day": day, "article": article, "most": MOST_WALKED},
        ).fetchall()
        rows += conn.execute(
            f"{columns} WHERE a.day_from < :day ORDER BY a.day_from DESC, a.id LIMIT :most",
            {"day": day, "most": MOST_WALKED - len(rows)},
        ).fetchall()
    rows += conn.execute(
        f"{columns} WHERE a.day_from IS NULL AND a.id > :article ORDER BY a.id LIMIT :most",
        {"article": article if day == _NO_DAY else 0, "most": MOST_WALKED - len(rows)},
    ).fetchall()
    return rows


def _has_later(conn: sqlite3.Connection, kind: GroupKind, group: int, day: str | None, article: int) -> bool:
    """Tell whether an article of a group stands before this one in the list of the newest."""
    later = "a.day_from IS NOT NULL OR a.id < :article"
    if day is not None:
        later = "a.day_from > :day OR (a.day_from = :day AND a.id < :article)"
    row = conn.execute(
        f"SELECT 1 FROM {kind}_member m JOIN article a ON a.id = m.article_id"  # noqa: S608  our names
        f" WHERE m.{kind}_id = :group AND ({later}) LIMIT 1",
        {"group": group, "day": day, "article": article},
    ).fetchone()
    return row is not None


def _lines(conn: sqlite3.Connection, kind: GroupKind, numbers: Iterable[int]) -> tuple[GroupLine, ...]:
    return tuple(_line(conn, kind, number) for number in numbers)


def _line(conn: sqlite3.Connection, kind: GroupKind, number: int) -> GroupLine:
    label = "g.label, g.label <> g.own_label" if kind == "story" else "'', 0"
    name, given, is_named = conn.execute(
        f"SELECT g.public_id, {label} FROM {kind} g WHERE g.id = ?",  # noqa: S608  our names
        (number,),
    ).fetchone()
    (articles,) = conn.execute(f"SELECT count(*) FROM {kind}_member WHERE {kind}_id = ?", (number,)).fetchone()  # noqa: S608
    members = conn.execute(
        f"SELECT a.outlet, a.day_from, a.day_to, a.headline, a.language, a.id FROM {kind}_member m"  # noqa: S608
        f" JOIN article a ON a.id = m.article_id WHERE m.{kind}_id = ? LIMIT ?",
        (number, _MOST_DESCRIBED),
    ).fetchall()
    words, language = (given, _language_of(given, members)) if given else _headline(conn, members)
    return GroupLine(
        name=name,
        label=words,
        language=language,
        is_named=bool(is_named),
        articles=articles,
        outlets=len({row[0] for row in members if row[0]}),
        first=min((row[1] for row in members if row[1]), default=None),
        last=max((row[2] for row in members if row[2]), default=None),
        is_whole=len(members) == articles,
    )


def _language_of(label: str, members: Sequence[tuple[Any, ...]]) -> str | None:
    return next((row[4] for row in members if row[3] == label), None)


def _headline(conn: sqlite3.Connection, members: Sequence[tuple[Any, ...]]) -> tuple[str, str | None]:
    """Return the headline of the earliest article that has one, else the first words of the earliest."""
    ordered = sorted(members, key=lambda row: (row[3] is None, row[1] is None, row[1] or "", row[5]))
    if ordered[0][3]:
        return str(ordered[0][3]), ordered[0][4]
    (body,) = conn.execute(
        "SELECT t.body FROM article a JOIN extraction e ON e.id = a.extraction_id JOIN text t ON t.id = e.text_id"
        " WHERE a.id = ?",
        (ordered[0][5],),
    ).fetchone()
    return display_title(None, unpack(body)), ordered[0][4]
