"""Which articles stand in one group, and which pairs of a group are linked.

Rule: reads the tables; writes nothing. The links of a group depend on its members alone, not on their order of arrival.
"""

import json
import sqlite3
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from archive.related import COPY_BUT_FURNITURE, words_of_copy
from archive.sides import Sides
from ingest.relate.overlap import overlap_of
from schemas.relation import Judgement, OccasionAxis, RelationKind, TextAxis

Pair = frozenset[int]

SAME_TEXT = "same-text/1"
SAME_ADDRESS = "same-address/1"
SAME_PLACE = "same-place/1"

MEASURED = (
    "text_axis, text_confidence, occasion, occasion_confidence, is_undecided, jaccard, containment_ab, containment_ba,"
    " evidence, method"
)
"""The columns of `relation` that say what was measured, in the order of `values_of`."""

CLEAR_CONTAINMENT = 0.3
"""Of the shorter text's runs: from here on two texts at one place are taken for versions of one page."""

PLACE_CAP = 50
"""More articles than this at one place in a folder: its name (`index.html`) does not say what belongs together."""

_BY_BYTES = "address LIKE 'sha256:%'"
"""Articles without URL. It stands in the statements: a pattern that is bound has SQLite plan them anew each time."""
_GIVEN = "(SELECT hash_of(value) FROM json_each(?))"
_HAS_TEXT = f"(text_hash IN {_GIVEN} OR base_hash IN {_GIVEN})"


@dataclass(frozen=True, slots=True)
class Group:
    """Articles that share a text, an address or a place, in a fixed order: by capture time, then by public id."""

    method: str
    key: str
    members: tuple[int, ...]


def as_list(articles: Iterable[int]) -> str:
    """Return row numbers as a value that `json_each` takes apart again."""
    return "[" + ",".join(map(str, articles)) + "]"


def groups_of(conn: sqlite3.Connection, articles: Collection[int]) -> Iterator[Group]:
    """Yield each group that one of `articles` is in, once. Groups of one are told, too: they have lost their links."""
    seen: set[tuple[str, str]] = set()
    for article in sorted(articles):
        for method, key in _keys(conn, article):
            if (method, key) not in seen:
                seen.add((method, key))
                yield Group(method, key, _members(conn, method, key))
    placed = {article for article in articles if _is_by_bytes(conn, article)}
    yield from _place_groups(conn, placed | _tied_at_crowded_places(conn, placed))


def _keys(conn: sqlite3.Connection, article: int) -> list[tuple[str, str]]:
    address = conn.execute("SELECT address FROM article WHERE id = ?", (article,)).fetchone()[0]
    keys = [(SAME_TEXT, as_texts(_texts_around(conn, article)))]
    return keys if address.startswith("sha256:") else [*keys, (SAME_ADDRESS, str(address))]


def _members(conn: sqlite3.Connection, method: str, key: str) -> tuple[int, ...]:
    clause = _HAS_TEXT if method == SAME_TEXT else "address = ?"
    rows = conn.execute(
        f"SELECT id FROM article WHERE {clause} ORDER BY captured_key IS NULL, captured_key, public_id",  # noqa: S608  our names
        (key,) * clause.count("?"),
    )
    return tuple(int(row[0]) for row in rows)


def as_texts(hashes: Iterable[bytes]) -> str:
    """Return hashes of texts as a value that `json_each` takes apart again."""
    return json.dumps(sorted(each.hex() for each in hashes))


def _texts_around(conn: sqlite3.Connection, article: int) -> frozenset[bytes]:
    """Return the hashes of the texts of an article, with and without furniture, and of those that share one of them.

    Of two copies one may stand on a host whose furniture is known: they are copies all the same.
    """
    own = conn.execute("SELECT text_hash, base_hash FROM article WHERE id = ?", (article,)).fetchone()
    found, waiting = set[bytes](), {bytes(each) for each in own if each}
    while waiting:
        found |= waiting
        rows = conn.execute(
            f"SELECT DISTINCT text_hash, base_hash FROM article WHERE {_HAS_TEXT}",  # noqa: S608  a constant
            (as_texts(waiting),) * 2,
        )
        waiting = {bytes(each) for row in rows for each in row if each} - found
    return frozenset(found)


def _is_by_bytes(conn: sqlite3.Connection, article: int) -> bool:
    row = conn.execute(f"SELECT 1 FROM article WHERE id = ? AND {_BY_BYTES}", (article,)).fetchone()  # noqa: S608  a constant
    return row is not None


def _tied_at_crowded_places(conn: sqlite3.Connection, articles: Collection[int]) -> set[int]:
    """Return the articles still linked by a place that has come to hold too many of them."""
    places = {place for article in articles for place in _all_places(conn, article)}
    crowded = [place for place in places if len(_met_at(conn, place)) > PLACE_CAP]
    return {
        int(row[0])
        for place in crowded
        for row in conn.execute(
            "SELECT DISTINCT r.article_id FROM locator l JOIN capture r ON r.id = l.capture_id JOIN relation x"
            " ON (x.a_id = r.article_id OR x.b_id = r.article_id) AND x.method = ? WHERE l.locator = ?",
            (SAME_PLACE, place),
        )
    }


def _place_groups(conn: sqlite3.Connection, articles: Collection[int]) -> Iterator[Group]:
    """Yield the articles without URL that were met at the same place, followed from one to the next."""
    done: set[int] = set()
    for start in sorted(articles):
        if start in done:
            continue
        found, waiting = set[int](), [start]
        while waiting:
            article = waiting.pop()
            if article not in found:
                found.add(article)
                waiting.extend(one for place in _places(conn, article) for one in _met_at(conn, place))
        done |= found
        yield Group(SAME_PLACE, "", _in_order(conn, found))


def _places(conn: sqlite3.Connection, article: int) -> frozenset[str]:
    """Return the locators of an article at which no more than `PLACE_CAP` articles were met."""
    return frozenset(place for place in _all_places(conn, article) if 1 < len(_met_at(conn, place)) <= PLACE_CAP)


def _all_places(conn: sqlite3.Connection, article: int) -> list[str]:
    rows = conn.execute(
        "SELECT DISTINCT l.locator FROM locator l JOIN capture r ON r.id = l.capture_id WHERE r.article_id = ?",
        (article,),
    )
    return [str(row[0]) for row in rows]


def _met_at(conn: sqlite3.Connection, place: str) -> tuple[int, ...]:
    rows = conn.execute(
        "SELECT DISTINCT r.article_id FROM locator l JOIN capture r ON r.id = l.capture_id"  # noqa: S608  a constant
        f" JOIN article a ON a.id = r.article_id WHERE l.locator = ? AND a.{_BY_BYTES} LIMIT ?",
        (place, PLACE_CAP + 1),
    )
    return tuple(int(row[0]) for row in rows)


def met_with(conn: sqlite3.Connection, article: int) -> set[int]:
    """Return the articles without URL that were met where this one was, at crowded places as many as tell that."""
    if not _is_by_bytes(conn, article):
        return set()
    return {one for place in _all_places(conn, article) for one in _met_at(conn, place)}


def _in_order(conn: sqlite3.Connection, articles: Collection[int]) -> tuple[int, ...]:
    rows = conn.execute(
        "SELECT id FROM article WHERE id IN (SELECT value FROM json_each(?))"
        " ORDER BY captured_key IS NULL, captured_key, public_id",
        (as_list(articles),),
    )
    return tuple(int(row[0]) for row in rows)


def links_of(conn: sqlite3.Connection, group: Group, apart: frozenset[Pair], sides: Sides) -> list[Pair]:
    """Return the pairs of a group that are linked: a chain, broken where a person said that two are not related."""
    if group.method == SAME_PLACE:
        return _place_links(conn, group.members, apart, sides)
    members = _one_an_address(conn, group.members) if group.method == SAME_TEXT else group.members
    chains: list[list[int]] = []
    links: list[Pair] = []
    foes = {one for pair in apart for one in pair}
    for member in members:
        chain = next((each for each in chains if member not in foes or not _has_foe(each, member, apart)), None)
        if chain is None:
            chains.append([member])
        else:
            links.append(frozenset({chain[-1], member}))
            chain.append(member)
    return links


def _has_foe(chain: list[int], member: int, apart: frozenset[Pair]) -> bool:
    return any(frozenset({one, member}) in apart for one in chain)


def _one_an_address(conn: sqlite3.Connection, members: tuple[int, ...]) -> tuple[int, ...]:
    """Return the first article of every address: those of one address are tied as its versions."""
    rows = conn.execute(
        "SELECT id, address FROM article WHERE id IN (SELECT value FROM json_each(?))", (as_list(members),)
    )
    addresses = {int(number): str(address) for number, address in rows}
    first: dict[str, int] = {}
    for member in members:
        first.setdefault(addresses[member], member)
    return tuple(first.values())


def _place_links(
    conn: sqlite3.Connection, members: tuple[int, ...], apart: frozenset[Pair], sides: Sides
) -> list[Pair]:
    """Link each article to the latest earlier one at a place of its own whose text clearly overlaps and differs."""
    places = {member: _places(conn, member) for member in members}
    hashes = {member: _first_hash(conn, member) for member in members if places[member]}
    links: list[Pair] = []
    for number, member in enumerate(members):
        for earlier in reversed(members[:number]):
            pair = frozenset({member, earlier})
            if pair in apart or not places[member] & places[earlier] or hashes[member] == hashes[earlier]:
                continue  # the same text: related as that
            if _overlap(sides, member, earlier):
                links.append(pair)
                break
    return links


def _overlap(sides: Sides, a: int, b: int) -> bool:
    of_a, of_b = (sides.side(each, first=True).reading.runs for each in (a, b))
    return overlap_of(of_a, of_b).most >= CLEAR_CONTAINMENT


def _first_hash(conn: sqlite3.Connection, article: int) -> bytes:
    """Return the hash of an article's text as it was first read, furniture and all."""
    return bytes(
        conn.execute("SELECT ifnull(base_hash, text_hash) FROM article WHERE id = ?", (article,)).fetchone()[0]
    )


def row_of_link(conn: sqlite3.Connection, group: Group, pair: Pair, sides: Sides) -> tuple[Any, ...]:
    """Return a link as a row of `relation`, the article of the smaller public id first: its ends, kind, `MEASURED`.

    Versions are compared as they were first read: what a host's pages repeat is learned later, and tells of no change.
    """
    named = conn.execute(
        "SELECT id, words, text_hash FROM article WHERE id IN (?, ?) ORDER BY public_id", tuple(pair)
    ).fetchall()
    (a, words, shown_a), (b, _, shown_b) = named
    if group.method == SAME_TEXT:
        evidence = words_of_copy(words) if shown_a == shown_b else COPY_BUT_FURNITURE
        axes = (TextAxis.SAME.value, None, OccasionAxis.SAME.value, None, 0)
        return (a, b, RelationKind.SAME_TEXT.value, *axes, 1.0, 1.0, 1.0, evidence, SAME_TEXT)
    judged = sides.judge(a, b, first=True)
    if _first_hash(conn, a) == _first_hash(conn, b):
        judged = replace(judged, text=TextAxis.SAME)
    evidence = _words_of_version(group, judged)
    return (a, b, RelationKind.VERSION.value, *values_of(judged, evidence, group.method))


def values_of(judged: Judgement, evidence: str, method: str) -> tuple[Any, ...]:
    """Return what was measured as the columns `MEASURED`."""
    return (
        *(judged.text.value, judged.text_confidence, judged.occasion.value, judged.occasion_confidence),
        *(int(judged.is_undecided), judged.jaccard, judged.containment_ab, judged.containment_ba, evidence, method),
    )


def _words_of_version(group: Group, judged: Judgement) -> str:
    share = f"{judged.jaccard:.0%} of their three-word runs are shared. {judged.evidence}"
    if group.method == SAME_ADDRESS:
        return f"Obtained from the same address, with another text; {share}"
    return f"Met at the same place in the folder, with other bytes; {share}"
