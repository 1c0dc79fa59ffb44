"""Which pairs are found, judged and kept, however the articles come."""

import json
import random
import sqlite3
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

import press
import pytest
from builders import fresh_archive, make_article

from archive import candidates, connect, families, reader, runs_index, verify
from archive.curation import Curator
from archive.intake import ingest
from archive.related import stored_relations
from archive.relearn import relearn
from archive.store import open_store
from schemas.article import Article
from schemas.relation import RelationKind, TextAxis

SMALL_CAP = 6
FEW_LATE = 40
"""Entries of the index that wait, so that made-up archives have some in either table."""


@pytest.fixture(autouse=True)
def _few_late(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(runs_index, "MOST_LATE", FEW_LATE)


def content(path: Path) -> tuple[Any, ...]:
    """Return what the digest is made of but for stories, and index, relations and families, by public ids."""
    with closing(reader.open_reader(path)) as conn:
        assert verify.check(conn) == ()
        lines = tuple(line for line in verify.digest_lines(conn) if not line.startswith('["story"'))
        return (lines, *_upkeep(conn))


def _upkeep(conn: sqlite3.Connection) -> tuple[Any, ...]:
    keys = conn.execute(
        "SELECT a.public_id, s.key FROM (SELECT * FROM shingle UNION ALL SELECT * FROM shingle_settled) s"
        " JOIN article a ON a.id = s.article_id ORDER BY 1, 2"
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
    chance = random.Random(20211)  # noqa: S311  an order, no secret
    for number in range(20):
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


def test_a_run_that_is_common_no_longer_finds_its_pairs_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What a host's pages repeat is dropped from them: the other texts that carry it are compared from then on."""
    monkeypatch.setattr(candidates, "CAP", SMALL_CAP)
    path = tmp_path / "a.db"
    lines = ("Trains to Hallby late.", "Rain until Friday in Wend.", "Mill sold, says owner.", "Choir seeks tenors.")
    short = [
        make_article(url=f"https://town-{number}.example/a", text=f"{line}\n\n{press.NOTICE}")
        for number, line in enumerate(lines)
    ]
    fresh_archive(path, [*press.strangers(), *short])
    assert told(path) == {}
    with open_store(path) as store:
        assert relearn(store, store.begin_run("reextract")).articles == len(press.SUNDRIES)
    assert {address for pair in told(path) for address in pair} == {each.address for each in short}
    assert_equals_rebuild(path)


def test_a_date_that_is_corrected_has_the_pairs_judged_anew(tmp_path: Path) -> None:
    """Only pairs of the article are; undone, all is as it was."""
    path = tmp_path / "a.db"
    fresh_archive(path, press.articles())
    before = content(path)
    with open_store(path) as store:
        curator = Curator(store)
        for record in list(reader.iter_articles(store.conn)):
            if record.outlet == "Gull":
                curator.set_fact(record.id, "published", "1987-05-05", because="The stamp says so.")
    changed = content(path)
    assert changed[2] != before[2]
    assert_equals_rebuild(path)
    with open_store(path) as store:
        curator = Curator(store)
        for record in list(reader.iter_articles(store.conn)):
            if record.outlet == "Gull":
                curator.undo(record.id, "published")
    assert content(path) == before


def test_what_a_person_says_of_pairs_is_kept_up(tmp_path: Path) -> None:
    """A pair that was parted or tied stays so in any order of what comes later, and equals a rebuild."""
    path = tmp_path / "a.db"
    pages = press.articles()
    fresh_archive(path, pages[::2])
    with open_store(path) as store:
        curator = Curator(store)
        names = [record.id for record in reader.iter_articles(store.conn, order="arrival")]
        curator.unrelate(names[0], names[1], because="w")
        curator.relate(names[2], names[-1], RelationKind.REWORKED, because="w")
        curator.relate(names[0], names[3], RelationKind.LOOKALIKE, because="w")
    fresh_archive(path, pages)
    with open_store(path) as store:
        groups = [set(family.members) for family in reader.stories(store.conn, families=True)]
    assert not any({names[0], names[1]} <= group for group in groups)
    assert any({names[2], names[-1]} <= group for group in groups)
    assert_equals_rebuild(path)


def test_what_holds_for_a_text_holds_for_its_copies(tmp_path: Path) -> None:
    """One copy is measured; every pair is told, says what it was measured on, and is turned as its names are."""
    path = tmp_path / "a.db"
    whole, cut = "\n\n".join(press.STORIES["en"]), "\n\n".join(press.STORIES["en"][:2])
    fresh_archive(
        path,
        [make_article(url=f"https://long-{number}.example/a", text=whole) for number in range(3)]
        + [make_article(url=f"https://short-{number}.example/a", text=cut) for number in range(3)],
    )
    with closing(reader.open_reader(path)) as conn:
        words = {record.id: record.word_count for record in reader.iter_articles(conn)}
        between = [each for each in reader.iter_relations(conn) if words[each.a] != words[each.b]]
        assert len(between) == 9
        for each in between:
            assert each.kind is RelationKind.CONTAINS
            assert each.text is (TextAxis.CONTAINS if words[each.a] > words[each.b] else TextAxis.PART_OF)
            assert (each.containment_ab or 0) < (each.containment_ba or 0) or words[each.a] < words[each.b]
        assert sum("As measured between A-" in each.evidence for each in between) == 8
        assert {len(reader.relations_of(conn, name)) for name in words} == {5}
        assert sum(each.method.startswith("text/") for each in stored_relations(conn)) == 1


def test_the_copy_of_the_smallest_name_is_measured(tmp_path: Path) -> None:
    """Whichever copy comes first, the index holds the one of the smallest public id, and one row a distinct text."""
    path = tmp_path / "a.db"
    pages = [make_article(url=f"https://town-{number}.example/a", text=press.SUNDRIES[0]) for number in range(6)]
    for page in pages:
        fresh_archive(path, [page])
        with closing(reader.open_reader(path)) as conn:
            held = conn.execute("SELECT a.public_id FROM sampled s JOIN article a ON a.id = s.article_id").fetchall()
            assert held == [(min(record.id for record in reader.iter_articles(conn)),)]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Ferry to Nym cancelled", "Ferry to Nym cancelled until noon"),
        ("Regen in Alt Moor", "Regen in Alt Moor und Neu Moor"),
        ("渡轮停航三天", "渡轮停航三天了"),
        ("Snow", "Snow!"),
    ],
)
def test_texts_of_few_words_are_found(tmp_path: Path, one: str, other: str) -> None:
    """A headline's worth of words is enough to be compared, in scripts without spaces, too."""
    fresh_archive(
        tmp_path / "a.db",
        [make_article(url="https://a.example/1", text=one), make_article(url="https://b.example/1", text=other)],
    )
    assert told(tmp_path / "a.db")


def test_what_older_rules_judged_is_judged_anew_at_the_next_writing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another version of the rules: all pairs are judged again, some articles a transaction; a kill goes on there."""
    path = tmp_path / "a.db"
    fresh_archive(path, press.articles())
    expected = content(path)
    with open_store(path) as store, store.transaction():
        store.conn.execute("UPDATE setting SET value = 'older' WHERE name = 'relations'")
        store.conn.execute("DELETE FROM relation WHERE id % 2")
        store.conn.execute("DELETE FROM shingle WHERE key % 3")
        store.conn.execute("DELETE FROM shingle_settled WHERE key % 3")
    monkeypatch.setattr(families, "REBUILD_BATCH", 5)
    with closing(connect.open_rw(path)) as conn:
        families.go_on(conn)
        families.go_on(conn)
        assert not families.is_current(conn)
    with open_store(path) as store:
        assert families.is_current(store.conn)
    assert content(path) == expected


def test_any_number_of_workers_and_commands_ends_in_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Taken in by the command with one worker or two, at once or in parts, in any order: one digest, stories too."""
    monkeypatch.setattr(candidates, "CAP", SMALL_CAP)
    lines = [
        json.dumps({"url": page.url, "text": page.text, "date": page.card.published, "lang": page.card.language})
        for page in press.articles()
    ]
    digests = set[str]()
    chance = random.Random(5)  # noqa: S311  an order, no secret
    for jobs, parts in ((1, 1), (2, 1), (2, 3)):
        path = tmp_path / f"{jobs}-{parts}.db"
        chance.shuffle(lines)
        for part in range(parts):
            source = tmp_path / f"{jobs}-{parts}-{part}.jsonl"
            source.write_text("\n".join(lines[part::parts]), "utf-8")
            report = ingest(path, [source], jobs=jobs)
            assert not report.rejected
        with closing(reader.open_reader(path)) as conn:
            assert verify.check(conn) == ()
            digests.add(verify.digest(conn))
        assert_equals_rebuild(path)
    assert len(digests) == 1


def test_runs_are_found_wherever_they_stand(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing of what is told depends on when entries were put into the large table."""
    found = []
    for late in (0, FEW_LATE, 10**6):
        monkeypatch.setattr(runs_index, "MOST_LATE", late)
        path = tmp_path / f"{late}.db"
        for article in press.articles():
            fresh_archive(path, [article])
        with closing(sqlite3.connect(path)) as conn:
            held = [
                conn.execute("SELECT count(*) FROM shingle").fetchone()[0],
                conn.execute("SELECT count(*) FROM shingle_settled").fetchone()[0],
            ]
        assert [bool(each) for each in held] == [late > 0, late < 10**6]
        found.append(content(path))
    assert found[0] == found[1] == found[2]


@pytest.mark.parametrize(
    ("damage", "problem"),
    [
        ("DELETE FROM shingle WHERE key = (SELECT max(key) FROM shingle)", "does not hold the runs"),
        ("DELETE FROM shingle_settled WHERE key = (SELECT min(key) FROM shingle_settled)", "does not hold the runs"),
        ("INSERT INTO shingle VALUES (7, 1)", "runs that no text has"),
        ("INSERT INTO shingle_settled VALUES (7, 1)", "runs that no text has"),
        ("DELETE FROM sampled WHERE article_id = (SELECT min(article_id) FROM sampled)", "not in the index"),
        ("UPDATE setting SET value = 'older' WHERE name = 'relations'", "made by other rules"),
    ],
)
def test_a_damaged_index_is_told(tmp_path: Path, damage: str, problem: str) -> None:
    """`verify` compares the index with the texts."""
    path = tmp_path / "a.db"
    fresh_archive(path, press.strangers(), batch=1)
    with closing(sqlite3.connect(path)) as conn, conn:
        conn.execute(damage)
    with closing(reader.open_reader(path)) as conn:
        assert any(problem in found.problem for found in verify.check(conn))
