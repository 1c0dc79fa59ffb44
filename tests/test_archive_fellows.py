"""Pages that come in again under newer rules: what only the rules changed is no version of the page."""

import hashlib
import json
import sqlite3
from collections.abc import Sequence
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from outlet import ARTICLES

from archive import reader, verify
from archive.intake import ingest
from archive.related import all_relations
from archive.reread import Rereader
from archive.restate import Done
from archive.store import open_store
from ingest.normalise.text import count_words
from ingest.pipeline import EXTRACTOR, process
from ingest.sign import sign
from schemas.article import Article
from schemas.document import Block, BlockKind, text_of
from schemas.page import RawPage, Source
from schemas.relation import RelationKind
from schemas.types import ContentHash

OLD = "cuttings/0"
URL = "https://herald.example/pier"


def html(*, mark: str = "", more: str = "") -> bytes:
    """Return the page of an article of the made-up outlet."""
    headline, body = ARTICLES[0]
    paragraphs = "".join(f"<p>{line}</p>" for line in body)
    return (
        f"<html lang=en><head><title>{headline}</title>{mark}</head>"
        f"<body><article><h1>{headline}</h1>{paragraphs}{more}</article></body></html>"
    ).encode()


def by_older_rules(payload: bytes, *, url: str | None = URL, path: str = "pier.html") -> Article:
    """Return the article of a page as rules would have read it that keep a line of furniture."""
    basis = "record" if url else None
    page = RawPage(source=Source(path=path), payload=payload, format="html", url=url, url_basis=basis)
    made = process(page)
    assert isinstance(made, Article)
    line = Block(kind=BlockKind.PARAGRAPH, text="Share this story with a friend", place="body/div", rule="paragraph")
    blocks = (*made.blocks, line)
    text = text_of(blocks)
    return replace(
        made,
        blocks=blocks,
        text=text,
        text_sha256=ContentHash(hashlib.sha256(text.encode()).hexdigest()),
        word_count=count_words(text),
        signature=sign(blocks),
        extractor=OLD,
    )


def stored(path: Path, *articles: Article) -> Path:
    """Make an archive of articles."""
    with open_store(path) as store:
        list(store.add_all(articles, store.begin_run("ingest")))
    return path


def taken_in(path: Path, folder: Path, payload: bytes, *, url: str | None = URL) -> None:
    """Take a page into an archive as the command does, from a folder of its own."""
    folder.mkdir()
    if url is None:
        (folder / "pier.html").write_bytes(payload)
    else:
        (folder / "pier.jsonl").write_text(json.dumps({"url": url, "html": payload.decode()}), "utf-8")
    assert ingest(path, [folder]).rejected == ()


def kinds(path: Path) -> list[RelationKind | None]:
    """Return the relations of an archive, which must verify."""
    with closing(reader.open_reader(path)) as conn:
        assert verify.check(conn) == ()
        return [relation.kind for relation in all_relations(conn)]


def counts(path: Path) -> tuple[int, int]:
    """Return how many articles and captures an archive holds."""
    with closing(sqlite3.connect(path)) as conn:
        return (
            conn.execute("SELECT count(*) FROM article").fetchone()[0],
            conn.execute("SELECT count(*) FROM capture").fetchone()[0],
        )


def test_what_only_the_rules_changed_is_no_version(tmp_path: Path) -> None:
    """Other bytes with the text that today's rules read in the older ones, too, are another capture of the article."""
    path = stored(tmp_path / "a.db", by_older_rules(html()))
    taken_in(path, tmp_path / "in", html(mark="<meta name=generator content=press>"))
    assert (counts(path), kinds(path)) == ((1, 2), [])
    with closing(sqlite3.connect(path)) as conn:
        spoken = conn.execute(
            "SELECT e.extractor FROM capture c JOIN extraction e ON e.id = c.extraction_id"
        ).fetchall()
    assert spoken == [(EXTRACTOR,), (EXTRACTOR,)]


def test_what_the_page_changed_is_a_version(tmp_path: Path) -> None:
    """Other bytes with another text by today's rules make a version, measured against today's text of the older."""
    path = stored(tmp_path / "a.db", by_older_rules(html()))
    taken_in(path, tmp_path / "in", html(more="<p>The council will meet again on Thursday to hear the divers.</p>"))
    assert (counts(path), kinds(path)) == ((2, 2), [RelationKind.VERSION])
    with closing(reader.open_reader(path)) as conn:
        (relation,) = all_relations(conn)
    assert max(relation.containment_ab or 0, relation.containment_ba or 0) == 1.0


def test_a_page_without_address_is_compared_by_the_same_rules_too(tmp_path: Path) -> None:
    """At one place of a folder, other bytes with the same text by today's rules are a copy, and no version."""
    path = stored(tmp_path / "a.db", by_older_rules(html(), url=None))
    taken_in(path, tmp_path / "in", html(mark="<meta name=generator content=press>"), url=None)
    assert (counts(path), kinds(path)) == ((2, 2), [RelationKind.SAME_TEXT])


def test_nothing_is_read_again_under_the_same_rules(tmp_path: Path) -> None:
    """Where the rules are the same, or the bytes are known, no worker reads anything again."""
    path = stored(tmp_path / "a.db", by_older_rules(html()))
    asked: list[tuple[int, ...]] = []

    def reread(conn: sqlite3.Connection, articles: Sequence[int]) -> Sequence[Done]:  # noqa: ARG001  the store's form
        asked.append(tuple(articles))
        return ()

    same_rules = replace(by_older_rules(html(mark="<meta name=a content=b>")), source=Source(path="b.html"))
    same_bytes = replace(by_older_rules(html()), extractor=EXTRACTOR, source=Source(path="c.html"))
    other = replace(by_older_rules(html(), url="https://herald.example/fair"), extractor=EXTRACTOR)
    with open_store(path) as store:
        list(store.add_all([same_rules, same_bytes, other], store.begin_run("ingest"), reread=reread))
    assert asked == [()]


def test_what_today_s_rules_refuse_keeps_what_it_has(tmp_path: Path) -> None:
    """An older page in which today's rules find no article stays as it was read."""
    empty = b"<html><body><nav><a href=/a>Home</a></nav></body></html>"
    path = stored(tmp_path / "a.db", by_older_rules(html()))
    with closing(sqlite3.connect(path)) as conn, conn:
        conn.execute("UPDATE received SET body = ?, codec = 'raw', size = ?", (empty, len(empty)))
    page = replace(by_older_rules(html(mark="<meta name=a content=b>")), extractor=EXTRACTOR)
    with Rereader() as again, open_store(path) as store:
        list(store.add_all([page], store.begin_run("ingest"), reread=again.read))
    with closing(sqlite3.connect(path)) as conn:
        assert conn.execute("SELECT extractor FROM extraction ORDER BY id").fetchall()[0] == (OLD,)


@pytest.mark.parametrize("jobs", [1, 2])
def test_the_outcome_is_that_of_today_s_rules_alone(tmp_path: Path, jobs: int) -> None:
    """An archive whose older pages were read anew on the way says of the address what a new archive says of both."""
    first, second = html(), html(mark="<meta name=generator content=press>")
    old = stored(tmp_path / "old.db", by_older_rules(first))
    folder = tmp_path / "in"
    folder.mkdir()
    lines = (json.dumps({"url": URL, "html": page.decode()}) for page in (first, second))
    (folder / "pages.jsonl").write_text("\n".join(lines), "utf-8")
    ingest(old, [folder], jobs=jobs)
    new = tmp_path / "new.db"
    ingest(new, [folder], jobs=jobs)
    with closing(reader.open_reader(old)) as a, closing(reader.open_reader(new)) as b:
        texts = [conn.execute("SELECT text_hash, words FROM article").fetchall() for conn in (a, b)]
    assert texts[0] == texts[1]
    assert len(texts[0]) == 1
