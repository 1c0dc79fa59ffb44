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

from schemas.absence import AbsentArticle, State
from schemas.article import Article

_ACCESSION = re.compile(r"[Aa]-0*([0-9]{1,18})", re.ASCII)
_PREFIX_LENGTH = 6
_SALT = "salt"
_SALT_BYTES = 16

_WITHHELD = "SELECT number, public_id, accession, asserted_by, because, asserted_at FROM withheld"
_PURGED = "SELECT number, public_id, accession, asserted_by, because, asserted_at FROM purged"
_HELD = """
    SELECT ifnull(a.id, w.number), h.public_id, ifnull(a.accession, w.accession), h.asserted_by, h.because,
        h.asserted_at
    FROM legal_hold h LEFT JOIN article a ON a.public_id = h.public_id
    LEFT JOIN withheld w ON w.public_id = h.public_id
"""
_TABLES: dict[State, str] = {"withheld": _WITHHELD, "purged": _PURGED, "legal_hold": _HELD}

# What an absent article is known by, each hashed with a salt: a page that comes again is recognised, and nobody who
# reads the file learns an address from it.
ADDRESS = "address"
RECORD = "record"
RECEIVED = "received"
RECEIVED_AT = "received-at"
TEXT_AT = "text-at"


@dataclass(frozen=True, slots=True)
class Entry:
    """An article that is absent or held, with the row number that it has, had, or will have again."""

    number: int
    article: AbsentArticle


def entries(conn: sqlite3.Connection, state: State) -> tuple[Entry, ...]:
    """Return the articles in a state, in order of arrival."""
    return tuple(_entry(row, state) for row in conn.execute(f"{_TABLES[state]} ORDER BY 1, 2"))


def count_withheld(conn: sqlite3.Connection) -> int:
    """Return how many articles are withheld."""
    return int(conn.execute("SELECT count(*) FROM withheld").fetchone()[0])


def find(conn: sqlite3.Connection, ref: str) -> tuple[Entry, ...]:
    """Return the withheld and purged articles that `ref` names: public id, a beginning of it, accession, record id."""
    name, low = ref.strip(), ref.strip().lower()
    everything = [*entries(conn, "withheld"), *entries(conn, "purged")]
    exact = [each for each in everything if each.article.id == low]
    if not exact and (accession := _ACCESSION.fullmatch(name)):
        exact = [each for each in everything if each.number == int(accession[1])]
    if not exact and name:
        numbers = Keys.read(conn).numbers(RECORD, name)
        exact = [each for each in everything if each.number in numbers]
    if not exact and len(name) >= _PREFIX_LENGTH and name.isascii() and name.isalnum():
        exact = [each for each in everything if each.article.id.startswith(low)]
    return tuple(exact)


def hold_on(conn: sqlite3.Connection, public_id: str) -> AbsentArticle | None:
    """Return the legal hold on an article, if there is one."""
    row = conn.execute(f"{_HELD} WHERE h.public_id = ?", (public_id,)).fetchone()
    return _entry(row, "legal_hold").article if row else None


def last_number(conn: sqlite3.Connection) -> int:
    """Return the highest row number that an article ever had: none is given twice."""
    row = conn.execute(
        "SELECT max(ifnull((SELECT max(id) FROM article), 0), ifnull((SELECT max(number) FROM withheld), 0),"
        " ifnull((SELECT max(number) FROM purged), 0))"
    ).fetchone()
    return int(row[0])


def _entry(row: tuple[int, str, str, str | None, str, str], state: State) -> Entry:
    number, name, accession, by, because, at = row
    return Entry(number, AbsentArticle(id=name, accession=accession, state=state, by=by, because=because, at=at))


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
