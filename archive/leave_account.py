"""What of an article would go or come back, told before it is done, and which articles are meant.

Rule: reads only.
"""

import sqlite3
from collections.abc import Iterable, Sequence

from archive import absent
from archive.absent import RECEIVED, Entry, Keys
from archive.naming import find_numbers
from archive.related import relations_of_article
from archive.sealing import Pack, pack_of
from archive.withholding import read_sealed
from schemas.absence import Leaving, LeavingReport, SharedFile
from schemas.errors import CorrectionError, HeldByLaw

_SHARERS = """
    SELECT DISTINCT a.public_id FROM received v JOIN capture r ON r.received_id = v.id JOIN article a
    ON a.id = r.article_id WHERE v.sha256 = :sha256 AND a.id <> :number ORDER BY 1
"""

_SAID_ASIDE = """
    SELECT count(*) FROM aside JOIN aside_article n ON n.aside_id = aside.id
    WHERE aside.kind = 'relation' AND n.number = ?
"""


def named(conn: sqlite3.Connection, refs: Sequence[str]) -> tuple[Entry, ...]:
    """Return the articles that `refs` name, each once, whatever their state.

    Raises: UnknownArticle; CorrectionError where a name fits several.
    """
    return tuple({entry.number: entry for entry in (_named(conn, ref) for ref in refs)}.values())


def _named(conn: sqlite3.Connection, ref: str) -> Entry:
    shown = [absent.shown(conn, number) for number in find_numbers(conn, ref)]
    found = [*shown, *(each for each in absent.find(conn, ref) if not shown or each.article.state != "purged")]
    if not found:
        raise absent.missing(conn, ref)
    if len(found) > 1:
        names = ", ".join(each.article.id for each in found[:5])
        message = f"{ref!r} fits {len(found)} articles ({names}{', …' if len(found) > 5 else ''}); name one of them."  # noqa: PLR2004  as many as are listed
        raise CorrectionError(message)
    return found[0]


def refuse_held(entries: Iterable[Entry]) -> None:
    """Raise HeldByLaw where a legal hold is on one of some articles."""
    for entry in entries:
        if entry.article.legal_hold is not None:
            raise HeldByLaw(absent.sentence(entry.article))


def account_of(conn: sqlite3.Connection, entry: Entry) -> Leaving:
    """Return what of an article would go; of a purged one nothing is left to tell."""
    number = entry.number
    if entry.article.state == "purged":
        return Leaving(
            article=entry.article, captures=0, received=0, shared=(), extractions=0, relations=0, families=0, stories=0
        )
    is_shown = entry.article.state == "shown"
    pack = pack_of(conn, number) if is_shown else read_sealed(conn, number)
    shared = shared_files(conn, number, pack)
    return Leaving(
        article=entry.article,
        captures=len(pack.rows["capture"]),
        received=len(pack.received) - len(shared),
        shared=shared,
        extractions=len(pack.rows["extraction"]),
        relations=len(relations_of_article(conn, number)) if is_shown else _count(conn, _SAID_ASIDE, number),
        families=_count(conn, "SELECT count(*) FROM family_member WHERE article_id = ?", number),
        stories=_count(conn, "SELECT count(*) FROM story_member WHERE article_id = ?", number),
    )


def shared_files(conn: sqlite3.Connection, number: int, pack: Pack) -> tuple[SharedFile, ...]:
    """Return the received files of an article that others have, too, shown or withheld."""
    keys = Keys.read(conn)
    names = {entry.number: entry.article.id for entry in absent.withheld(conn)}
    found: list[SharedFile] = []
    for sha256 in sorted(pack.received):
        shown = [str(row[0]) for row in conn.execute(_SHARERS, {"sha256": sha256, "number": number})]
        sealed = [names[each] for each in keys.numbers(RECEIVED, sha256) & keys.withheld if each != number]
        if shown or sealed:
            found.append(SharedFile(sha256=sha256, articles=(*shown, *sorted(sealed))))
    return tuple(found)


def rehearse(conn: sqlite3.Connection, refs: Sequence[str]) -> LeavingReport:
    """Return what a purge of articles would do.

    Raises: UnknownArticle, CorrectionError, HeldByLaw.
    """
    entries = named(conn, refs)
    refuse_held(entries)
    return LeavingReport(
        done=tuple(account_of(conn, each) for each in entries if each.article.state != "purged"),
        unchanged=tuple(each.article for each in entries if each.article.state == "purged"),
        is_dry_run=True,
        is_scrubbed=True,
        withheld=absent.count_withheld(conn),
    )


def _count(conn: sqlite3.Connection, query: str, number: int) -> int:
    return int(conn.execute(query, (number,)).fetchone()[0])
