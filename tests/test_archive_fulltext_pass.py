"""The full-text index is put into one piece where enough has come to it."""

from pathlib import Path

import pytest
from builders import make_article

from archive import fulltext_pass
from archive.curation import Curator
from archive.fulltext_pass import keep_in_one_piece
from archive.intake import ingest
from archive.search import search
from archive.store import Store, open_store
from archive.verify import check, digest

WORDS = ("ferry", "harbour", "gauge", "lantern", "orchard", "quarry")


@pytest.fixture(autouse=True)
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a small index be worth merging, in many steps."""
    monkeypatch.setattr(fulltext_pass, "FEWEST", 1)
    monkeypatch.setattr(fulltext_pass, "PAGES", 2)


def own_words(number: int) -> str:
    """Return words that no other article has, so that the index has some pages."""
    return " ".join(f"w{number * 1_000 + each:x}" for each in range(120))


def fill(store: Store, first: int, count: int) -> None:
    """Add articles, each in a transaction, so in a piece, of its own."""
    run = store.begin_run("ingest", version="0", options={})
    made = (
        make_article(url=f"https://a.example/{n}", text=f"The {WORDS[n % len(WORDS)]} reads {own_words(n)}.")
        for n in range(first, first + count)
    )
    for _ in store.add_all(made, run, batch=1):
        pass
    store.end_run(run, {})


def pieces(store: Store) -> list[int]:
    """Return the pages of each piece."""
    return [row[0] for row in store.conn.execute("SELECT count(*) FROM article_fts_idx GROUP BY segid ORDER BY 1")]


def found(store: Store) -> list[list[str]]:
    """Return what is found for each word."""
    return [[hit.article.id for hit in search(store.conn, word).hits] for word in WORDS]


def test_pieces_become_one_and_nothing_else_changes(tmp_path: Path) -> None:
    """The same articles are found in the same order, every check holds, and the archive's digest stays."""
    path = tmp_path / "a.db"
    with open_store(path) as store:
        fill(store, 0, 30)
        assert len(pieces(store)) > 1
        before = (found(store), digest(store.conn), check(store.conn))
        keep_in_one_piece(store)
        assert len(pieces(store)) == 1
        assert (found(store), digest(store.conn), check(store.conn)) == before
        assert all(before[0])


def test_little_that_came_is_left_beside(tmp_path: Path) -> None:
    """One article after a hundred does not have the whole written anew; a tenth has."""
    with open_store(tmp_path / "a.db") as store:
        fill(store, 0, 100)
        keep_in_one_piece(store)
        fill(store, 100, 1)
        changes = store.conn.total_changes
        keep_in_one_piece(store)
        assert store.conn.total_changes == changes
        fill(store, 101, 30)
        keep_in_one_piece(store)
        assert len(pieces(store)) == 1


def test_stopped_early_it_goes_on_next_time(tmp_path: Path) -> None:
    """Every step is whole in itself: what is found does not depend on how far it came."""
    heard: list[tuple[str, int, int | None]] = []
    with open_store(tmp_path / "a.db") as store:
        fill(store, 0, 30)
        before, sizes = found(store), pieces(store)
        answers = iter([False, False, True])
        keep_in_one_piece(
            store,
            progress=lambda stage, done, total=None: heard.append((stage, done, total)),
            should_stop=lambda: next(answers),
        )
        assert [done for _, done, _ in heard] == [0, 2, 4]
        assert {(stage, total) for stage, _, total in heard} == {("7 relate: index of words", sum(sizes))}
        assert found(store) == before
        keep_in_one_piece(store)
        assert (len(pieces(store)), found(store)) == (1, before)


def test_an_ingest_puts_the_index_into_one_piece_and_a_correction_does_not_wait_for_that(tmp_path: Path) -> None:
    """Who corrects a date is not kept waiting until a large index was written anew."""
    path, page = tmp_path / "a.db", tmp_path / "page.txt"
    page.write_text("The weir at Ulmscar was opened on Friday, the keeper said, a year after the flood.\n" * 3)
    with open_store(path) as store:
        fill(store, 0, 30)
        before = len(pieces(store))
        Curator(store, by="Ann Archivist").set_fact("A-0001", "headline", "The ferry", because="It is printed so.")
        assert len(pieces(store)) >= before
    ingest(path, [page], jobs=1)
    with open_store(path) as store:
        assert len(pieces(store)) == 1
