"""The pass over the hosts: what their pages repeat is dropped, whatever the order and however often it runs."""

import json
import random
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from builders import make_article
from command_line import done
from cut_off import cut_off
from outlet import ARTICLES, HEAD, TAIL, blocks_of, page_blocks
from relearned import compare_orders, digest, furniture, ingest, page, records
from version_8 import write_version_8

from archive import reader, relearn
from archive.cli.ingest_report import furniture_line
from archive.curation import Curator
from archive.fulltext import iter_entries
from archive.leaving import Leaver
from archive.search import search
from archive.store import open_store
from ingest.normalise.address import public_id
from schemas.furniture import FurnitureReport
from schemas.relation import RelationKind
from schemas.view import Filters


def test_furniture_is_dropped_and_counted(tmp_path: Path) -> None:
    """From five pages of a host up, their texts lose what they repeat; the public ids stay those of the first texts."""
    path = tmp_path / "a.db"
    assert ingest(path, [page(number) for number in range(4)]) == FurnitureReport()
    before = records(path)
    assert ingest(path, [page(4), page(5)]) == FurnitureReport(hosts=1, articles=6, lines=18)
    after = records(path)
    for number in range(6):
        record = after[f"https://herald.example/{number}"]
        assert record.text == "\n\n".join(ARTICLES[number][1])
        assert record.extractor == "cuttings/1+furniture/1"
    assert {address: record.id for address, record in before.items()}.items() <= {
        address: record.id for address, record in after.items()
    }.items()
    assert after["https://herald.example/0"].headline == ARTICLES[0][0]


def test_other_hosts_are_left_alone(tmp_path: Path) -> None:
    """What one host repeats is no furniture at another."""
    path = tmp_path / "a.db"
    ingest(path, [*(page(number) for number in range(6)), page(6, host="courier.example")])
    assert HEAD in records(path)["https://courier.example/6"].text


@pytest.mark.parametrize("seed", range(4))
def test_neither_order_nor_number_of_ingests_matters(tmp_path: Path, seed: int) -> None:
    """All at once, or shuffled and in four ingests: the same archive."""
    pages = [page(number) for number in range(8)] + [page(number, host="courier.example") for number in range(6)]
    pages.append(
        make_article(url="https://herald.example/0", blocks=page_blocks(0, extra=("Nobody was hurt, we hear.",)))
    )
    compare_orders(tmp_path, pages, seed=seed, at_once=4)


def test_running_again_changes_nothing(tmp_path: Path) -> None:
    """The same pages again: no host waits, no extraction is added."""
    path = tmp_path / "a.db"
    pages = [page(number) for number in range(6)]
    ingest(path, pages)
    before = digest(path), count(path, "extraction")
    assert ingest(path, pages) == FurnitureReport()
    assert (digest(path), count(path, "extraction")) == before


def count(path: Path, table: str) -> int:
    """Return how many rows a table has."""
    with closing(reader.open_reader(path)) as conn:
        return int(conn.execute(f"SELECT count(*) FROM {table}").fetchone()[0])  # noqa: S608  a test's own name


def test_what_turns_out_to_be_no_furniture_comes_back(tmp_path: Path) -> None:
    """A line on three of six pages is dropped; on three of fourteen it is none, and the texts have it again."""
    path = tmp_path / "a.db"
    line = "Weather warning in force along the northern coast"
    marked = [
        make_article(
            url=f"https://herald.example/{number}",
            blocks=page_blocks(number, head=(), tail=(line,) if number < 3 else ()),
            headline=ARTICLES[number][0],
        )
        for number in range(6)
    ]
    assert ingest(path, marked).articles == 3
    assert line not in records(path)["https://herald.example/0"].text
    rng = random.Random(7)  # noqa: S311  nonsense, not secrets
    more = []
    for number in range(8):
        words = ["".join(rng.choices("abdegiklmnoprstu", k=7)) for _ in range(24)]
        blocks = blocks_of([" ".join(words[at : at + 8]) + "." for at in (0, 8, 16)], headline=words[0])
        more.append(make_article(url=f"https://herald.example/x{number}", blocks=blocks, headline=words[0]))
    assert ingest(path, more).articles == 3
    assert line in records(path)["https://herald.example/0"].text
    assert records(path)["https://herald.example/0"].extractor == "cuttings/1"


def test_search_and_index_follow(tmp_path: Path) -> None:
    """Words of the furniture find nothing any more, words of the article do, and the index holds what it should."""
    path = tmp_path / "a.db"
    ingest(path, [page(number) for number in range(6)])
    with closing(reader.open_reader(path)) as conn:
        assert search(conn, "reproduction").total == 0
        assert search(conn, "moored").total == 1
        assert sum(1 for _ in iter_entries(conn)) == 6


def test_dropped_lines_say_on_how_many_pages(tmp_path: Path) -> None:
    """The rule of a dropped line comes with its evidence."""
    path = tmp_path / "a.db"
    ingest(path, [page(number) for number in range(6)])
    with closing(reader.open_reader(path)) as conn:
        blocks = reader.blocks_of(conn, "A-0001")
    said = {block.text: block.rule for block in blocks if not block.kept}
    assert said == dict.fromkeys((HEAD, *TAIL), "host-furniture: on 6 of 6 pages of this host")


def test_the_account_of_an_article_lists_them(tmp_path: Path) -> None:
    """`show --explain` says of each dropped line by which rule, with the evidence."""
    path = tmp_path / "a.db"
    ingest(path, [page(number) for number in range(6)])
    printed = done("show", path, "A-0003", "--explain")
    assert "cuttings/1+furniture/1: 4 blocks kept, 3 dropped" in printed
    assert f"by host-furniture: on 6 of 6 pages of this host: {HEAD}" in printed


def test_the_summary_of_an_ingest_says_what_was_dropped() -> None:
    """In one line: hosts, lines, articles."""
    line = furniture_line(FurnitureReport(hosts=3, articles=120, lines=41))
    assert line == "furniture: 3 hosts, 41 lines dropped from 120 articles."


def test_an_ingest_goes_over_the_hosts_at_its_end(tmp_path: Path) -> None:
    """The command takes pages in, drops what they repeat, and reports it."""
    lines = []
    for number, (headline, body) in enumerate(ARTICLES[:6]):
        text = "".join(f"<p>{line}</p>" for line in (*body, HEAD))
        html = f"<html><head><title>{headline}</title></head><body><article><h1>{headline}</h1>{text}</article></body>"
        lines.append(json.dumps({"url": f"https://herald.example/{number}", "html": html}) + "\n")
    (tmp_path / "pages.jsonl").write_text("".join(lines))
    report = json.loads(done("ingest", tmp_path / "a.db", tmp_path / "pages.jsonl", "--jobs", 1, "--json"))
    assert report["furniture"] == {"hosts": 1, "articles": 6, "lines": 6}
    assert records(tmp_path / "a.db")["https://herald.example/2"].text == "\n\n".join(ARTICLES[2][1])


def test_copies_stay_copies_when_one_host_is_cleaned(tmp_path: Path) -> None:
    """One text at two hosts, furniture and all: cleaned at one of them, it is a copy all the same."""
    path = tmp_path / "a.db"
    ingest(path, [*(page(number) for number in range(6)), page(0, host="courier.example")])
    with closing(reader.open_reader(path)) as conn:
        (relation,) = reader.relations_of(conn)
        assert relation.kind is RelationKind.SAME_TEXT
        assert "but for lines that repeat" in relation.evidence
        assert [len(story.members) for story in reader.stories(conn, families=True)] == [2]


def test_copies_are_found_when_furniture_is_gone(tmp_path: Path) -> None:
    """A text at a host with furniture and the same text bare elsewhere: a copy, once the furniture is dropped."""
    path = tmp_path / "a.db"
    bare = make_article(url="https://wire.example/0", text=ARTICLES[0][1])
    ingest(path, [bare, page(0)])
    with closing(reader.open_reader(path)) as conn:
        (relation,) = reader.relations_of(conn)
        assert relation.kind is not RelationKind.SAME_TEXT
    ingest(path, [page(number) for number in range(1, 6)])
    with closing(reader.open_reader(path)) as conn:
        (relation,) = reader.relations_of(conn)
    assert (relation.kind, relation.jaccard) == (RelationKind.SAME_TEXT, 1.0)


def test_versions_are_told_by_the_first_texts(tmp_path: Path) -> None:
    """A capture whose page differs in its furniture alone is a version before and after the pass, in any order."""
    other = make_article(
        url="https://herald.example/0", blocks=page_blocks(0, tail=TAIL[:1]), headline=ARTICLES[0][0], payload=b"other"
    )
    pages = [page(number) for number in range(6)]
    ingest(tmp_path / "late.db", pages)
    ingest(tmp_path / "late.db", [other])
    ingest(tmp_path / "soon.db", [other, *pages])
    assert count(tmp_path / "late.db", "article") == 7
    assert digest(tmp_path / "late.db") == digest(tmp_path / "soon.db")
    with closing(reader.open_reader(tmp_path / "late.db")) as conn:
        (relation,) = reader.relations_of(conn)
        assert relation.kind is RelationKind.VERSION
        assert relation.jaccard is not None
        assert relation.jaccard < 1


def test_a_first_text_like_a_cleaned_one_is_a_version(tmp_path: Path) -> None:
    """The page comes again bare: its text equals what is shown, but not what was first read; still a version."""
    bare = make_article(url="https://herald.example/0", text=ARTICLES[0][1], headline=ARTICLES[0][0])
    pages = [page(number) for number in range(6)]
    ingest(tmp_path / "late.db", pages)
    ingest(tmp_path / "late.db", [bare])
    ingest(tmp_path / "soon.db", [bare, *pages])
    assert count(tmp_path / "late.db", "article") == count(tmp_path / "soon.db", "article") == 7
    assert digest(tmp_path / "late.db") == digest(tmp_path / "soon.db")


def test_a_pass_that_was_cut_off_is_made_up_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Killed between two transactions of the pass, the next ingest of nothing new ends in the same archive."""
    pages = [page(number) for number in range(8)]
    ingest(tmp_path / "whole.db", pages)
    monkeypatch.setattr(relearn, "BATCH", 2)
    for stop in range(1, 6):
        path = tmp_path / f"{stop}.db"
        with open_store(path) as store:
            run = store.begin_run("ingest")
            list(store.add_all(pages, run))
            with cut_off(stop):
                relearn.relearn(store, run)
        assert ingest(path, pages[:1]).articles == (8 - 2 * (stop - 1) if stop < 5 else 0)
        assert digest(path) == digest(tmp_path / "whole.db")
        assert furniture(path) == furniture(tmp_path / "whole.db")


def test_a_stopped_pass_leaves_its_hosts_waiting(tmp_path: Path) -> None:
    """Asked to stop, the pass leaves what it has not begun for the next time."""
    with open_store(tmp_path / "a.db") as store:
        run = store.begin_run("ingest")
        list(store.add_all([page(number) for number in range(6)], run))
        assert relearn.relearn(store, run, should_stop=lambda: True) == FurnitureReport()
        assert store.conn.execute("SELECT host FROM stale_host").fetchall() == [("herald.example",)]


def test_dumps_without_address_go_by_their_outlet(tmp_path: Path) -> None:
    """Text dumps that name their outlet are one host; a person who corrects the outlet moves the dump there."""
    path = tmp_path / "a.db"
    dumps = [
        make_article(
            path=f"{number}.txt",
            format="text",
            blocks=page_blocks(number),
            headline=ARTICLES[number][0],
            outlet="Harbour Herald" if number else None,
            asserted={"outlet": "Harbour  Herald"} if not number else None,
        )
        for number in range(5)
    ]
    assert ingest(path, dumps) == FurnitureReport(hosts=1, articles=5, lines=15)


def test_assertions_stay(tmp_path: Path) -> None:
    """What a person asserted is shown before and after, and the facts that the rules read are those of the page."""
    path = tmp_path / "a.db"
    ingest(path, [page(0, asserted={"headline": "Pier closed"}, tags=["ferries"]), *(page(at) for at in range(1, 6))])
    record = records(path)["https://herald.example/0"]
    assert (record.headline, record.tags) == ("Pier closed", ("ferries",))
    with closing(reader.open_reader(path)) as conn:
        assert {fact.field for fact in reader.facts_of(conn, record.id)} == {"headline", "tag"}


def test_the_pass_is_logged(tmp_path: Path) -> None:
    """The log says what was dropped at which host."""
    path = tmp_path / "a.db"
    ingest(path, [page(number) for number in range(6)])
    with closing(reader.open_reader(path)) as conn:
        (detail,) = conn.execute("SELECT detail FROM event WHERE type = 'modification'").fetchone()
    assert json.loads(detail) == {"run": 1, "furniture": "herald.example", "lines": 18, "articles": 6}


def test_a_text_that_became_short_says_so(tmp_path: Path) -> None:
    """The warning `short` follows the text that is shown."""
    path = tmp_path / "a.db"
    short = make_article(
        url="https://herald.example/9", headline="Fog", blocks=blocks_of([HEAD, "Fog came.", *TAIL], headline="Fog")
    )
    ingest(path, [short, *(page(number) for number in range(6))])
    assert records(path)["https://herald.example/9"].text == "Fog came."
    assert records(path)["https://herald.example/9"].warnings == ("short",)


def test_an_older_archive_is_brought_up(tmp_path: Path) -> None:
    """An archive from before the pass names its hosts when it is opened, and the next ingest goes over them."""
    path = tmp_path / "a.db"
    with open_store(tmp_path / "today.db") as store:
        list(store.add_all([page(number) for number in range(6)], store.begin_run("ingest")))
    write_version_8(tmp_path / "today.db", path)
    with closing(sqlite3.connect(path)) as conn, conn:
        for statement in (
            "DROP INDEX article_host",
            "DROP INDEX article_base_hash",
            "DROP INDEX extraction_base",
            "DROP TABLE furniture",
            "DROP TABLE stale_host",
            "ALTER TABLE article DROP COLUMN host",
            "ALTER TABLE article DROP COLUMN base_hash",
            "ALTER TABLE extraction DROP COLUMN base_id",
            "DELETE FROM _sqlite_migrations WHERE name = 'm002_host_furniture'",
        ):
            conn.execute(statement)
    assert ingest(path, []) == FurnitureReport(hosts=1, articles=6, lines=18)
    ingest(tmp_path / "new.db", [page(number) for number in range(6)])
    assert digest(path) == digest(tmp_path / "new.db")


def test_lists_can_still_be_filtered(tmp_path: Path) -> None:
    """Cleaned articles are found by every filter as before."""
    path = tmp_path / "a.db"
    ingest(path, [page(number, language="en", outlet="Harbour Herald") for number in range(6)])
    with closing(reader.open_reader(path)) as conn:
        assert len(list(reader.iter_articles(conn, Filters(outlet="Harbour Herald", language="en")))) == 6


@pytest.mark.parametrize("outlet", ["The Other Paper", None])
def test_an_article_that_moves_to_another_host_is_shown_whole(tmp_path: Path, outlet: str | None) -> None:
    """What one outlet repeats is not dropped from an article that a person says is of another outlet, or of none."""
    path = tmp_path / "a.db"
    pages = [
        make_article(record_id=f"r-{number}", blocks=page_blocks(number), headline=ARTICLES[number][0], outlet="Herald")
        for number in range(6)
    ]
    ingest(path, pages)
    moved = pages[0]
    assert HEAD not in records(path)[moved.address].text
    with open_store(path) as store:
        Curator(store, by="Ira").set_fact(
            str(public_id(moved.address, moved.text_sha256)), "outlet", outlet, because="x"
        )
        relearn.relearn(store, store.begin_run("correct"))
    after = records(path)
    assert after.pop(moved.address).text == moved.text
    assert not any(HEAD in each.text for each in after.values())


def test_a_host_that_shrinks_below_five_articles_is_shown_whole_though_nobody_noted_by_what_it_was_cleaned(
    tmp_path: Path,
) -> None:
    """Archives of before that note, whose host repeats no line that is furniture everywhere, wait all the same."""
    path = tmp_path / "a.db"
    ingest(path, [page(number) for number in range(5)])
    with open_store(path) as store:
        store.conn.execute("UPDATE article SET cleaned = NULL")
        store.conn.execute("DELETE FROM furniture")
        Leaver(store, by="Ira").withhold(["A-0005"], because="an order")
    assert all(HEAD in each.text for each in records(path).values())
