"""What is not shown, or not here any more, and why: withheld articles, legal holds, tombstones of purged articles.

How states unite when archives are merged: an article that one archive withholds is withheld, whatever the others say;
one that any of them purged stays purged; a legal hold of any of them holds. A purge in one archive meets a legal hold
in another: the article stays, withheld, and the merge says so. The salts of `absent_key` go along with their keys.

Rule: knows the tables of `archive.leave_tables`; reads, and writes only the keys; the caller holds the transaction.
"""

import hashlib
import re
import secrets
import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from archive.curation_tables import PRIVATE_TABLES
from schemas.absence import ArticleState, LegalHold, State
from schemas.article import Article
from schemas.errors import AbsentArticle, UnknownArticle

OWNERS_TABLES = frozenset(
    {"withheld", "sealed", "aside", "aside_article", "absent_key", "purged", "legal_hold", "event", *PRIVATE_TABLES}
)
"""Tables that only the owner sees: a reading room closes them, and a copy for readers is made without their rows. All
other tables hold what is shown, and nothing else: whoever reads them needs no further care."""

_ACCESSION = re.compile(r"[Aa]-0*([0-9]{1,18})", re.ASCII)
_PREFIX_LENGTH = 6
_SALT = "salt"
_SALT_BYTES = 16

_ABSENT: dict[State, str] = {
    state: f"""SELECT s.number, s.public_id, s.accession, '{state}', s.asserted_by, s.because, s.asserted_at,
        h.because, h.asserted_by, h.asserted_at FROM {state} s LEFT JOIN legal_hold h ON h.public_id = s.public_id"""  # noqa: S608  our names
    for state in ("withheld", "purged")
}
_SHOWN = """
    SELECT a.id, a.public_id, a.accession, 'shown', NULL, NULL, NULL, h.because, h.asserted_by, h.asserted_at
    FROM article a LEFT JOIN legal_hold h ON h.public_id = a.public_id
"""

# What an absent article is known by, each hashed with a salt: a page that comes again is recognised, and nobody who
# reads the file learns an address from it.
ADDRESS = "address"
RECORD = "record"
RECEIVED = "received"
RECEIVED_AT = "received-at"
TEXT_AT = "text-at"


@dataclass(frozen=True, slots=True)
class Entry:
    """An article's state, with the row number that it has, had, or will have again."""

    number: int
    article: ArticleState


def withheld(conn: sqlite3.Connection) -> tuple[Entry, ...]:
    """Return the withheld articles, in order of arrival."""
    return _entries(conn, f"{_ABSENT['withheld']} ORDER BY 1")


def purged(conn: sqlite3.Connection) -> tuple[Entry, ...]:
    """Return the tombstones, in order of arrival."""
    return _entries(conn, f"{_ABSENT['purged']} ORDER BY 1")


def held(conn: sqlite3.Connection) -> tuple[Entry, ...]:
    """Return the articles that a legal hold is on, shown or withheld, in order of arrival."""
    shown = _entries(conn, f"{_SHOWN} WHERE h.public_id IS NOT NULL")
    both = (*shown, *(each for each in withheld(conn) if each.article.legal_hold))
    return tuple(sorted(both, key=lambda each: each.number))


def count_withheld(conn: sqlite3.Connection) -> int:
    """Return how many articles are withheld."""
    return int(conn.execute("SELECT count(*) FROM withheld").fetchone()[0])


def shown(conn: sqlite3.Connection, number: int) -> Entry:
    """Return the state of an article that is shown."""
    return _entries(conn, f"{_SHOWN} WHERE a.id = ?", number)[0]


def find(conn: sqlite3.Connection, ref: str) -> tuple[Entry, ...]:
    """Return the withheld and purged articles that `ref` names: public id, a beginning of it, accession, record id."""
    name, low = ref.strip(), ref.strip().lower()
    everything = [*withheld(conn), *purged(conn)]
    found = [each for each in everything if each.article.id == low]
    if not found and (accession := _ACCESSION.fullmatch(name)):
        found = [each for each in everything if each.number == int(accession[1])]
    if not found and name:
        numbers = Keys.read(conn).numbers(RECORD, name)
        found = [each for each in everything if each.number in numbers]
    if not found and len(name) >= _PREFIX_LENGTH and name.isascii() and name.isalnum():
        found = [each for each in everything if each.article.id.startswith(low)]
    return tuple(found)


def missing(conn: sqlite3.Connection, ref: str) -> UnknownArticle:
    """Return the error that says why no article answers to `ref`: none was ever here, or it is withheld or purged."""
    found = find(conn, ref)
    return AbsentArticle(ref, sentence(found[0].article)) if len(found) == 1 else UnknownArticle(ref)


def sentence(article: ArticleState) -> str:
    """Say in which state an article is, since when, by whom and why.

    >>> who = {"by": "R. Oor", "because": "An order.", "at": "2031"}
    >>> sentence(ArticleState(id="abc", accession="A-0012", state="withheld", **who))
    'A-0012 is withheld since 2031, by R. Oor: An order.'
    """
    words = {
        "shown": "is shown",
        "withheld": f"is withheld since {article.at}",
        "purged": f"was purged on {article.at}",
    }
    said = [f"{article.accession} {words[article.state]}{_who(article.by, article.because)}"]
    if article.legal_hold:
        hold = article.legal_hold
        said.append(f"A legal hold is on it since {hold.at}{_who(hold.by, hold.because)}")
    return " ".join(each if each[-1] in ".!?" else f"{each}." for each in said)


def hold_on(conn: sqlite3.Connection, public_id: str) -> str | None:
    """Return a sentence on the legal hold that is on an article, or None where there is none."""
    row = conn.execute(
        "SELECT asserted_at, asserted_by, because FROM legal_hold WHERE public_id = ?", (public_id,)
    ).fetchone()
    return f"A legal hold is on it since {row[0]}{_who(row[1], row[2])}" if row else None


def _who(by: str | None, because: str | None) -> str:
    return f"{f', by {by}' if by else ''}{f': {because}' if because else ''}"


def last_number(conn: sqlite3.Connection) -> int:
    """Return the highest row number that an article ever had: none is given twice."""
    row = conn.execute(
        "SELECT max(ifnull((SELECT max(id) FROM article), 0), ifnull((SELECT max(number) FROM withheld), 0),"
        " ifnull((SELECT max(number) FROM purged), 0))"
    ).fetchone()
    return int(row[0])


def _entries(conn: sqlite3.Connection, query: str, *values: object) -> tuple[Entry, ...]:
    return tuple(_entry(row) for row in conn.execute(query, values))


def _entry(row: tuple[Any, ...]) -> Entry:
    number, name, accession, state, by, because, at, *hold = row
    legal_hold = LegalHold(because=hold[0], by=hold[1], at=hold[2]) if hold[0] is not None else None
    return Entry(
        int(number),
        ArticleState(id=name, accession=accession, state=state, by=by, because=because, at=at, legal_hold=legal_hold),
    )


@dataclass(slots=True)
class Keys:
    """The keys of absent articles, read once a batch: where there are none, nothing is hashed."""

    by_salt: dict[str, dict[str, set[int]]] = field(default_factory=dict)
    purged: frozenset[int] = frozenset()
    withheld: frozenset[int] = frozenset()

    @classmethod
    def read(cls, conn: sqlite3.Connection) -> "Keys":
        """Read them."""
        found: dict[str, dict[str, set[int]]] = {}
        for salt, key, number in conn.execute("SELECT salt, key, number FROM absent_key"):
            found.setdefault(salt, {}).setdefault(key, set()).add(number)
        purged = frozenset(row[0] for row in conn.execute("SELECT number FROM purged"))
        withheld = frozenset(row[0] for row in conn.execute("SELECT number FROM withheld"))
        return cls(found, purged, withheld)

    def numbers(self, kind: str, *parts: str) -> frozenset[int]:
        """Return the numbers of the absent articles that are known by something."""
        found = [keys.get(key_of(salt, kind, *parts), set()) for salt, keys in self.by_salt.items()]
        return frozenset().union(*found) if found else frozenset()

    def purged_as(self, page: Article) -> int | None:
        """Return the number of the purged article that a page is: its text or its bytes at its address, or its bytes.

        The bytes alone are a key only where no other article kept them.
        """
        if not self.purged:
            return None
        found = (
            self.numbers(TEXT_AT, page.address, page.text_sha256)
            | self.numbers(RECEIVED_AT, page.address, page.received_sha256)
            | self.numbers(RECEIVED, page.received_sha256)
        )
        return min(found & self.purged, default=None)

    def withheld_at(self, address: str) -> frozenset[int]:
        """Return the numbers of the withheld articles of an address: what comes from there is withheld with them."""
        return self.numbers(ADDRESS, address) & self.withheld if self.withheld else frozenset()


def key_of(salt: str, kind: str, *parts: str) -> str:
    """Return the salted hash of what an article is known by."""
    return hashlib.sha256("\n".join((salt, kind, *parts)).encode("utf-8", "replace")).hexdigest()


def put_keys(conn: sqlite3.Connection, number: int, known_by: Iterable[tuple[str, ...]]) -> None:
    """Have an absent article known by `known_by`, each a kind and its parts, and by nothing else."""
    conn.execute("DELETE FROM absent_key WHERE number = ?", (number,))
    salt = _salt(conn)
    conn.executemany(
        "INSERT OR IGNORE INTO absent_key(salt, key, number) VALUES (?, ?, ?)",
        [(salt, key_of(salt, *each), number) for each in known_by],
    )


def _salt(conn: sqlite3.Connection) -> str:
    row = conn.execute("SELECT value FROM setting WHERE name = ?", (_SALT,)).fetchone()
    if row:
        return str(row[0])
    salt = secrets.token_hex(_SALT_BYTES)
    conn.execute("INSERT INTO setting(name, value) VALUES (?, ?)", (_SALT, salt))
    return salt


def digest_lines(conn: sqlite3.Connection) -> Iterator[list[str]]:
    """Yield the states as lines for the digest, by public ids; of a withheld article the hash of what is withheld."""
    for row in conn.execute("SELECT public_id, content_sha256 FROM withheld ORDER BY 1"):
        yield ["withheld", *row]
    for row in conn.execute("SELECT public_id FROM purged ORDER BY 1"):
        yield ["purged", *row]
    for row in conn.execute("SELECT public_id FROM legal_hold ORDER BY 1"):
        yield ["legal hold", *row]
