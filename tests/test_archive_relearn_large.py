"""Large hosts: learned from some of their articles, and anew only where these change."""

import sqlite3
from collections.abc import Collection, Sequence
from contextlib import closing
from itertools import pairwise
from pathlib import Path

import pytest
from builders import make_article
from outlet import HEAD
from relearned import compare_orders, furniture, ingest, page, records

from archive import reader, relearn
from archive.furniture import bound_above, chosen, learned, sample_mark
from archive.leaving import Leaver
from archive.store import open_store
from ingest.furniture import Furniture, Page
from ingest.normalise.address import public_id
from schemas.article import Article
from schemas.furniture import FurnitureReport
from schemas.types import Address, ContentHash

BOATS = ("Marla ferry", "Orbek tug", "Old barge", "Red dinghy", "Lightship nine", "Small raft")


@pytest.mark.parametrize("seed", range(3))
def test_of_a_large_host_the_same_articles_are_learned_from(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, seed: int
) -> None:
    """Which articles are chosen does not depend on the order in which they came; all of them are cleaned."""
    monkeypatch.setattr("archive.furniture.ENOUGH_PAGES", 5)
    compare_orders(tmp_path, [page(number) for number in range(8)], seed=seed, at_once=2)
    with closing(reader.open_reader(tmp_path / "whole.db")) as conn:
        names = [row[0] for row in conn.execute("SELECT public_id FROM article ORDER BY public_id")]
    bound = bound_above(names[4])
    assert {row[-1] for row in furniture(tmp_path / "whole.db")} == {
        sum(bound is None or name < bound for name in names)
    }
    assert not any(HEAD in each.text for each in records(tmp_path / "whole.db").values())


def test_the_bound_of_what_is_learned_from_is_a_half_of_a_half() -> None:
    """It is above the name, below twice the name, and there are few of them: the next name seldom moves it."""
    names = [str(public_id(Address(f"https://a.example/{number}"), ContentHash("0" * 64))) for number in range(2_000)]
    bounds = {name: bound_above(name) for name in sorted(names)}
    assert all(bound is None or name < bound for name, bound in bounds.items())
    held = [sum(other < bound for other in names) for bound in bounds.values() if bound is not None]
    assert held == sorted(held)
    kinds = sorted(set(held), reverse=True)
    assert 900 < kinds[0] < 1_100
    assert all(1.5 < more / less < 2.7 for more, less in pairwise(kinds) if less > 30)
    assert sum(bound is None for bound in bounds.values()) == len(names) - kinds[0]


def test_addresses_made_up_so_that_all_are_chosen_have_few_chosen(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where every public id is below the bound, some of them are learned from, and all are cleaned."""
    monkeypatch.setattr("archive.furniture.ENOUGH_PAGES", 1)
    monkeypatch.setattr("archive.furniture._MOST_TIMES", 5)
    monkeypatch.setattr("archive.furniture.bound_above", lambda _name: None)
    ingest(tmp_path / "a.db", [page(number) for number in range(8)])
    assert {row[-1] for row in furniture(tmp_path / "a.db")} == {5}
    assert not any(HEAD in each.text for each in records(tmp_path / "a.db").values())


@pytest.mark.parametrize("leave", ["withhold", "purge"])
def test_nothing_is_known_of_a_host_that_has_no_article_left(tmp_path: Path, leave: str) -> None:
    """Though nothing that it repeats was furniture: neither its name nor the keys of its lines stay."""
    path = tmp_path / "a.db"
    with open_store(path) as store:
        run = store.begin_run("ingest")
        pages = [make_article(url=f"https://only.example/{at}", text=f"{word} sank.") for at, word in enumerate(BOATS)]
        list(store.add_all(pages, run))
        relearn.relearn(store, run)
        assert store.conn.execute("SELECT host FROM furniture_host").fetchall() == [("only.example",)]
        getattr(Leaver(store, by="Ira"), leave)([f"A-{at:04}" for at in range(1, 7)], because="an order")
        relearn.relearn(store, store.begin_run("correct"))
        assert store.conn.execute("SELECT * FROM furniture_host").fetchall() == []


def by_public_id(count: int) -> list[Article]:
    """Return pages, that of the smallest public id first."""
    return sorted((page(number) for number in range(count)), key=lambda each: public_id(each.address, each.text_sha256))


@pytest.fixture
def learned_from(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Return a list that is told from how many articles furniture is learned, each time that it is."""
    found: list[int] = []
    learn = relearn.learn

    def watched(pages: Collection[Page]) -> Furniture:
        found.append(len(pages))
        return learn(pages)

    monkeypatch.setattr(relearn, "learn", watched)
    return found


def test_an_article_that_nothing_is_learned_from_has_nothing_learned_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, learned_from: list[int]
) -> None:
    """It is cleaned by what is known; one of those that are learned from, changed, has the host learned anew."""
    monkeypatch.setattr("archive.furniture.ENOUGH_PAGES", 5)
    monkeypatch.setattr("archive.furniture.bound_above", lambda name: f"{name}~")
    path, pages = tmp_path / "a.db", by_public_id(8)
    ingest(path, pages[:7])
    assert learned_from == [5]
    assert ingest(path, pages[7:]) == FurnitureReport(hosts=1, articles=1, lines=3)
    assert learned_from == [5]
    with open_store(path) as store:
        Leaver(store, by="Ira").withhold([str(public_id(pages[0].address, pages[0].text_sha256))], because="an order")
        relearn.relearn(store, store.begin_run("correct"))
    assert learned_from == [5, 5]


def test_what_is_known_of_a_host_cleans_as_what_is_learned(tmp_path: Path, learned_from: list[int]) -> None:
    """All that a host's pages gave is kept: lines, and what only two of them carry."""
    path = tmp_path / "a.db"
    ingest(path, [page(number) for number in range(8)])
    with open_store(path) as store:
        numbers = chosen(store.conn, "herald.example")
        mark = sample_mark(store.conn, numbers, relearn.RULES)
        known = learned(store.conn, "herald.example", mark)
        again = relearn.learn(relearn._HostPages(store.conn, numbers))  # noqa: SLF001  what is compared
    assert known == again
    assert again.lines
    assert again.shared
    assert again.foreign
    assert learned_from == [8, 8]


def test_what_was_cleaned_by_the_same_lines_is_not_gone_through_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An article that changes nothing of what was learned is cleaned alone; by other rules all of them are."""
    gone_through: list[int] = []
    apply = relearn._apply  # noqa: SLF001  the step that is watched

    def watched(conn: sqlite3.Connection, what: Furniture, numbers: Sequence[int]) -> list[int]:
        gone_through.extend(numbers)
        return apply(conn, what, numbers)

    monkeypatch.setattr(relearn, "_apply", watched)
    monkeypatch.setattr("archive.furniture.ENOUGH_PAGES", 7)
    monkeypatch.setattr("archive.furniture.bound_above", lambda name: f"{name}~")
    path, pages = tmp_path / "a.db", by_public_id(8)
    ingest(path, pages[:7])
    assert sorted(gone_through) == [1, 2, 3, 4, 5, 6, 7]
    gone_through.clear()
    assert ingest(path, pages[7:]) == FurnitureReport(hosts=1, articles=1, lines=3)
    assert gone_through == [8]
    gone_through.clear()
    monkeypatch.setattr(relearn, "RULES", "furniture/next")
    ingest(path, [page(0, host="herald.example/other")])
    assert sorted(gone_through) == list(range(1, 10))
