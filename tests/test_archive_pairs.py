"""Which pairs are found, judged and kept, however the articles come."""

import random
import sqlite3
from collections.abc import Callable, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

import press
import pytest
from builders import fresh_archive, make_article

from archive import candidates, families, reader, verify
from archive.curation import Curator
from archive.related import stored_relations
from archive.store import open_store
from schemas.article import Article
from schemas.relation import RelationKind, TextAxis

Make = Callable[..., Any]

SMALL_CAP = 6


def content(path: Path) -> tuple[Any, ...]:
    """Return digest, index, relations with their figures, and families of an archive, by public ids."""
    with closing(reader.open_reader(path)) as conn:
        assert verify.check(conn) == ()
        return (verify.digest(conn), *_upkeep(conn))


def _upkeep(conn: sqlite3.Connection) -> tuple[Any, ...]:
    keys = conn.execute(
        "SELECT a.public_id, s.key FROM shingle s JOIN article a ON a.id = s.article_id ORDER BY 1, 2"
    ).fetchall()
    texts = conn.execute(
        "SELECT a.public_id, t.sha256, s.keys, s.facts FROM sampled s JOIN article a ON a.id = s.article_id"
        " JOIN text t ON t.id = s.text_id ORDER BY 1"
    ).fetchall()
    return keys, texts, tuple(stored_relations(conn)), reader.stories(conn, families=True)


def assert_equals_rebuild(path: Path) -> None:
    """See that what was kept up is what comes out when all is made from nothing."""
    with open_store(path) as store:
        kept = _upkeep(store.conn)
        with store.transaction():
            families.rebuild(store.conn)
        assert _upkeep(store.conn) == kept


def told(path: Path, *, method: str = "") -> dict[frozenset[str], str | None]:
    """Return the kinds of all relations by the addresses of the two."""
    with closing(reader.open_reader(path)) as conn:
        addresses = {record.id: record.address for record in reader.iter_articles(conn)}
        return {
            frozenset({addresses[each.a], addresses[each.b]}): each.kind.value if each.kind else None
            for each in reader.iter_relations(conn)
            if each.method.startswith(method)
        }


@pytest.mark.parametrize("cap", [SMALL_CAP, candidates.CAP])
def test_any_order_in_any_parts_ends_in_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, cap: int) -> None:
    """Twenty orders, taken in by one to four commands in batches of any size: one digest, that of a rebuild."""
    monkeypatch.setattr(candidates, "CAP", cap)
    pages = list(press.articles())
    fresh_archive(tmp_path / "whole.db", pages)
    expected = content(tmp_path / "whole.db")
    assert_equals_rebuild(tmp_path / "whole.db")
    chance = random.Random(20211)
    for number in range(10):
        path = tmp_path / f"{number}.db"
        chance.shuffle(pages)
        for part in _parts(pages, chance):
            fresh_archive(path, part, batch=chance.choice((1, 3, 7, 200)))
        assert content(path) == expected
    assert_equals_rebuild(path)


def _parts(pages: Sequence[Article], chance: random.Random) -> list[Sequence[Article]]:
    cuts = sorted(chance.sample(range(1, len(pages)), chance.randrange(4)))
    return [pages[start:end] for start, end in zip([0, *cuts], [*cuts, len(pages)], strict=True)]


def test_a_small_cap_is_crossed() -> None:
    """The made-up press has runs that more texts share than the small cap allows, and fewer than the real one."""
    carriers = sum(press.NOTICE in page.text for page in press.articles())
    assert SMALL_CAP < carriers < candidates.CAP
