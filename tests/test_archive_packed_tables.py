"""Archives whose texts and facts stood as they are become archives in which they are packed, and say the same."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from builders import fresh_archive, make_article
from outlet import ARTICLES, page_blocks
from version_8 import FIRST_PACKED, write_version_8

from archive import migrations, packed_tables, reader, verify
from archive.curation import Curator
from archive.leaving import Leaver
from archive.merge import merge
from archive.relearn import relearn
from archive.store import open_store
from archive.story_pass import keep_stories
from schemas.article import Fact
from schemas.errors import OlderArchive

WHY = "The family asked."
GONE = "r-withheld"


@pytest.fixture
def made(tmp_path: Path) -> Path:
    """Make an archive with furniture, candidates that were not chosen, words of persons, and a withheld article."""
    path = tmp_path / "today.db"
    candidate = Fact(field="author", value="Bo Kern", raw="by Bo Kern", rule="r", basis="stated", confidence=0.25)
    pages = [
        make_article(
            url=f"https://herald.example/{number}",
            record_id=f"r-{number}",
            blocks=page_blocks(number),
            authors=["Ira Maren"],
            tags=["ferries"],
            facts=[candidate],
            asserted={"agency": "Orbek Wire"} if number == 1 else None,
        )
        for number in range(len(ARTICLES))
    ]
    fresh_archive(path, [*pages, make_article(record_id=GONE, text="Ona Weld was at home.", authors=["Jora Danek"])])
    with open_store(path) as store:
        Curator(store, by="Ira").set_fact("r-2", "author", "Tomas Weld; Ilsa Oor", because="In print it says so.")
        Curator(store, by="Ira").set_fact(GONE, "outlet", "Orbek Post", because="In print it says so.")
        relearn(store, store.begin_run("ingest"))
        keep_stories(store)
        Leaver(store, by="R. Oor").withhold([GONE], because=WHY)
    return path


@pytest.fixture
def former(made: Path) -> Path:
    """Make the same archive as the version before had it."""
    path = made.with_name("former.db")
    write_version_8(made, path)
    return path


def said(path: Path) -> tuple[object, ...]:
    """Return all that an archive says: its digest's lines, records, facts, blocks; all checks must pass."""
    with closing(reader.open_reader(path)) as conn:
        assert verify.check(conn) == ()
        records = list(reader.iter_articles(conn))
        facts = [reader.facts_of(conn, record.id) for record in records]
        blocks = [reader.blocks_of(conn, record.id) for record in records]
        return list(verify.digest_lines(conn)), records, facts, blocks


def brought_up(path: Path) -> None:
    """Have a command that writes open the archive."""
    with open_store(path):
        pass


def test_an_archive_of_the_version_before_says_the_same(made: Path, former: Path) -> None:
    """Digest, records, every fact with what it rests on, and blocks are what they were; the checks pass."""
    with pytest.raises(OlderArchive, match="brings it up to date"):
        reader.open_reader(former)
    brought_up(former)
    assert said(former) == said(made)
    with closing(sqlite3.connect(former)) as conn:
        assert conn.execute("SELECT DISTINCT basis FROM fact").fetchall() == [("asserted",)]
        assert {row[0] for row in conn.execute("SELECT typeof(body) FROM text")} == {"blob"}


def test_what_was_withheld_comes_back_from_a_former_pack(made: Path, former: Path) -> None:
    """An article that the version before sealed is released as one that is sealed today."""
    for path in (made, former):
        with open_store(path) as store:
            Leaver(store, by="R. Oor").release([GONE], because="They agreed.")
    assert said(former) == said(made)
    with closing(reader.open_reader(former)) as conn:
        record = reader.find_article(conn, GONE)
        assert record is not None
        assert (record.text, record.authors, record.outlet) == ("Ona Weld was at home.", ("Jora Danek",), "Orbek Post")


def test_former_packs_are_merged(tmp_path: Path, made: Path, former: Path) -> None:
    """A merge of a migrated archive holds what a merge of one made today holds, withheld article and all."""
    brought_up(former)
    for name, part in (("a", made), ("b", former)):
        merge(tmp_path / f"{name}.db", [part])
    assert said(tmp_path / "a.db") == said(tmp_path / "b.db")


def test_migrated_and_new_articles_go_together(made: Path, former: Path) -> None:
    """What is ingested again is known, and what is new joins what was migrated."""
    again = make_article(url="https://herald.example/new", record_id="r-new", text="The ferry of Orbek sails again.")
    for path in (made, former):
        fresh_archive(path, [again])
        with open_store(path) as store:
            relearn(store, store.begin_run("ingest"))
            keep_stories(store)
    assert said(former) == said(made)


@pytest.mark.parametrize("step", ["pack_texts", "pack_all_facts", "shorten_hashes"])
def test_a_step_that_is_cut_off_leaves_what_was(
    made: Path, former: Path, step: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Stopped just before its end, a step leaves nothing behind, and the next command takes it again."""

    def cut_off(conn: sqlite3.Connection) -> None:
        getattr(packed_tables, step)(conn)
        message = "cut off"
        raise InterruptedError(message)

    with monkeypatch.context() as patch:
        patch.setattr(migrations, step, cut_off)
        with pytest.raises(InterruptedError):
            brought_up(former)
    with closing(sqlite3.connect(former)) as conn:
        left = migrations.pending(conn)
        assert (FIRST_PACKED in left) == (step == "pack_texts")
        rows_of_facts = conn.execute("SELECT count(*) FROM fact WHERE basis <> 'asserted'").fetchone()[0]
        assert (rows_of_facts > 0) == (step != "shorten_hashes")
        assert {row[0] for row in conn.execute("SELECT typeof(text_hash) FROM article")} == {"text"}
    brought_up(former)
    assert said(former) == said(made)


def test_a_full_disk_leaves_what_was(made: Path, former: Path) -> None:
    """Where there is no room for a step the archive stays as it was before it; with room it goes on."""
    with closing(sqlite3.connect(former, isolation_level=None)) as conn:
        conn.execute("PRAGMA max_page_count = 1")  # no page more than it has
        with pytest.raises(sqlite3.OperationalError, match="full"):
            migrations.migrate(conn)
        assert not conn.in_transaction
        assert migrations.pending(conn)
    brought_up(former)
    assert said(former) == said(made)
