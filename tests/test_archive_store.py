"""What is stored, what is known, and what does not depend on the order of arrival."""

import os
import random
import signal
import sqlite3
import subprocess
import sys
import tempfile
import textwrap
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archive import reader, verify
from archive.store import open_store
from ingest.normalise.text import clean_text
from schemas.article import Article
from schemas.errors import ArchiveError
from schemas.page import Source
from schemas.report import Outcome, Reason, Rejection

Make = Callable[..., Any]


def digest_of(path: Path) -> str:
    """Return the digest of the archive at `path`."""
    with closing(reader.open_reader(path)) as conn:
        return verify.digest(conn)


def count(path: Path, table: str) -> int:
    """Return how many rows a table has."""
    with closing(reader.open_reader(path)) as conn:
        return int(conn.execute(f"SELECT count(*) FROM {table}").fetchone()[0])  # noqa: S608  our names


def tables_of(path: Path) -> dict[str, int]:
    """Return how many rows each table of content has."""
    names = ("article", "capture", "received", "extraction", "text", "fact", "locator", "relation", "rejection")
    return {name: count(path, name) for name in names}


def rejection(path: str = "empty.html", reason: Reason = Reason.NO_TEXT, sha256: str | None = "0" * 64) -> Rejection:
    """Return an input that gave no article."""
    return Rejection(
        source=Source(path=path),
        outcome=Outcome.REJECTED,
        reason=reason,
        detail="No running text was found in it.",
        received_sha256=sha256,  # type: ignore[arg-type]
    )


def test_an_article_comes_back_as_it_went_in(tmp_path: Path, make_article: Make, fresh_archive: Make) -> None:
    """The record, the facts, the blocks and the received bytes are those that were stored."""
    page = make_article(
        url="https://post.example/bridge?utm_source=feed",
        headline="Bridge of Velmark closed",
        authors=["Mary O'Brien", "Jan Øster"],
        tags=["bridges", "Velmark"],
        published="2022-11-25",
        outlet="Velmark Post",
        language="en",
        captured="2022-11-26T08:00:00Z",
        record_id="r-1",
        warnings=["short"],
    )
    path = tmp_path / "a.db"
    fresh_archive(path, [page])
    with closing(reader.open_reader(path)) as conn:
        record = reader.find_article(conn, "A-0001")
        assert record is not None
        for name in ("headline", "outlet", "language", "published", "published_earliest", "published_basis", "tags"):
            assert getattr(record, name) == getattr(page.card, name), name
        assert record.authors == ("Mary O'Brien", "Jan Øster")
        assert (record.text, record.text_sha256, record.word_count) == (page.text, page.text_sha256, page.word_count)
        assert (record.url, record.address) == (page.url, "https://post.example/bridge")
        assert (record.record_id, record.captured, record.warnings) == ("r-1", page.captured, ("short",))
        assert reader.facts_of(conn, record.id) == page.facts
        assert reader.blocks_of(conn, record.id) == page.blocks
        payload = "".join(f"<p>{block.text}</p>\n" for block in page.blocks).encode()
        assert reader.received_bytes(conn, page.received_sha256) == (payload, "html")


def test_the_same_page_again_is_known(tmp_path: Path, make_article: Make, fresh_archive: Make) -> None:
    """A second run over the same inputs adds no row and changes no digest."""
    pages = [make_article(url=f"https://post.example/{n}", text=f"Notice {n} of the council.") for n in range(5)]
    path = tmp_path / "a.db"
    fresh_archive(path, [*pages, rejection()])
    before, rows = digest_of(path), tables_of(path)
    lines = fresh_archive(path, [*pages, rejection()])
    assert [line.outcome for line in lines] == [Outcome.KNOWN] * 5 + [Outcome.REJECTED]
    assert all(line.articles for line in lines[:5])
    assert (digest_of(path), tables_of(path)) == (before, rows)


def test_a_page_met_elsewhere_adds_a_locator_only(tmp_path: Path, make_article: Make, fresh_archive: Make) -> None:
    """A moved folder changes nothing but where the capture was met."""
    path = tmp_path / "a.db"
    fresh_archive(path, [make_article(url="https://post.example/1", path="old/1.html")])
    before, rows = digest_of(path), tables_of(path)
    lines = fresh_archive(path, [make_article(url="https://post.example/1", path="new/1.html")])
    assert lines[0].outcome is Outcome.KNOWN
    assert tables_of(path) == {**rows, "locator": 2}
    assert digest_of(path) == before
    with closing(reader.open_reader(path)) as conn:
        assert reader.captures_of(conn, "A-0001")[0].sources == ("old/1.html", "new/1.html")


def test_what_the_transport_said_is_kept_and_is_no_part_of_a_capture(
    tmp_path: Path, make_article: Make, fresh_archive: Make
) -> None:
    """Status, media type and digest of an answer are shown; other ones of the same receipt make no second capture."""
    path = tmp_path / "a.db"
    page = make_article(url="https://post.example/1", path="old/1.warc")
    told = replace(page, status=200, media_type="text/html", stated_digest="sha1:ABC")
    fresh_archive(path, [told])
    with closing(reader.open_reader(path)) as conn:
        (capture,) = reader.captures_of(conn, "A-0001")
        assert (capture.status, capture.media_type, capture.stated_digest) == (200, "text/html", "sha1:ABC")
    before = digest_of(path)
    fresh_archive(path, [page, replace(told, status=203)])
    assert (digest_of(path), count(path, "capture")) == (before, 1)


def test_other_bytes_of_the_same_text_are_a_capture(tmp_path: Path, make_article: Make, fresh_archive: Make) -> None:
    """Same address and same text: one article, two captures, two extractions, one text."""
    path = tmp_path / "a.db"
    one = make_article(url="https://post.example/1", payload=b"<p>one</p>", captured="2022-02-02T00:00:00Z")
    two = make_article(url="https://post.example/1", payload=b"<p>two</p>", captured="2022-01-01T00:00:00Z")
    lines = fresh_archive(path, [one, two])
    assert lines[0].articles == lines[1].articles
    assert lines[1].outcome is Outcome.NEW
    rows = tables_of(path)
    assert [rows[name] for name in ("article", "capture", "extraction", "received", "text")] == [1, 2, 2, 2, 1]
    with closing(reader.open_reader(path)) as conn:
        record = reader.find_article(conn, "A-0001")
        assert record is not None
        assert (record.captured, record.received_sha256) == ("2022-01-01T00:00:00Z", two.received_sha256)


def test_a_later_capture_does_not_take_over(tmp_path: Path, make_article: Make, fresh_archive: Make) -> None:
    """The earliest stated time speaks for the article, compared across time zones; an unstated one comes last."""
    zoned = make_article(url="https://post.example/1", payload=b"a", captured="2022-01-01T03:00:00+04:00")
    utc = make_article(url="https://post.example/1", payload=b"b", captured="2022-01-01T00:00:00Z")
    unstated = make_article(url="https://post.example/1", payload=b"c")
    path = tmp_path / "a.db"
    fresh_archive(path, [unstated, utc, zoned])
    with closing(reader.open_reader(path)) as conn:
        record = reader.find_article(conn, "A-0001")
        assert record is not None
        assert record.captured == "2022-01-01T03:00:00+04:00"


def test_other_text_at_the_address_is_another_article(tmp_path: Path, make_article: Make, fresh_archive: Make) -> None:
    """Another text at an address has its own public id; the first keeps its own."""
    path = tmp_path / "a.db"
    first = fresh_archive(path, [make_article(url="https://post.example/1", text="First wording.")])
    second = fresh_archive(path, [make_article(url="https://post.example/1", text="Second wording.")])
    assert first[0].articles != second[0].articles
    assert count(path, "article") == 2


def test_rules_of_another_version_add_nothing_by_ingest(
    tmp_path: Path, make_article: Make, fresh_archive: Make
) -> None:
    """Known bytes that newer rules read otherwise stay as they are: re-extraction is a command of its own."""
    path = tmp_path / "a.db"
    fresh_archive(path, [make_article(url="https://post.example/1", payload=b"x", text="Old rules.")])
    before = digest_of(path)
    later = make_article(url="https://post.example/1", payload=b"x", text="New rules.", extractor="cuttings/2")
    assert fresh_archive(path, [later])[0].outcome is Outcome.KNOWN
    assert digest_of(path) == before


def test_a_sidecar_adds_its_facts_to_a_known_page(tmp_path: Path, make_article: Make, fresh_archive: Make) -> None:
    """A spreadsheet that comes later is heard, once, and wins over the page."""
    path = tmp_path / "a.db"
    page = make_article(url="https://post.example/1", outlet="The Post")
    told = make_article(url="https://post.example/1", outlet="The Post", asserted={"outlet": "Velmark Post"})
    fresh_archive(path, [page])
    assert fresh_archive(path, [told])[0].outcome is Outcome.KNOWN
    rows = tables_of(path)
    fresh_archive(path, [told, page])
    assert tables_of(path) == rows
    with closing(reader.open_reader(path)) as conn:
        record = reader.find_article(conn, "A-0001")
        assert record is not None
        assert record.outlet == "Velmark Post"
        chosen = [fact for fact in reader.facts_of(conn, "A-0001") if fact.field == "outlet"]
        assert [(fact.value, fact.basis, fact.chosen) for fact in chosen] == [
            ("Velmark Post", "asserted", True),
            ("The Post", "structured", False),
        ]


def test_a_rejection_is_listed_once(tmp_path: Path, fresh_archive: Make) -> None:
    """The same input rejected in two runs is one row, with the latest reason."""
    path = tmp_path / "a.db"
    fresh_archive(path, [rejection(), rejection("other.html", sha256=None)])
    fresh_archive(path, [rejection(reason=Reason.LISTING)])
    with closing(reader.open_reader(path)) as conn:
        listed = [(each.source, each.reason) for each in reader.iter_rejections(conn)]
    assert listed == [("empty.html", "listing"), ("other.html", "no_text")]


def test_a_rejection_is_struck_when_the_input_gives_an_article(
    tmp_path: Path, make_article: Make, fresh_archive: Make
) -> None:
    """A worker that died once leaves no trace when the page gets in, whichever came first."""
    page = make_article(path="p.html")
    died = rejection("p.html", Reason.WORKER_DIED, None)
    digests = set()
    for number, results in enumerate(([page], [died, page], [page, died])):
        path = tmp_path / f"{number}.db"
        fresh_archive(path, results)
        digests.add(digest_of(path))
    assert len(digests) == 1


def test_a_batch_is_kept_whole_or_not_at_all(tmp_path: Path, make_article: Make) -> None:
    """An input that fails in the middle of a batch takes the batch with it, and none of the batches before."""
    pages = [make_article(url=f"https://post.example/{n}", text=f"Notice {n}.") for n in range(5)]

    def failing() -> Iterator[Article]:
        yield from pages
        raise OSError(28, "No space left on device")

    path = tmp_path / "a.db"
    with open_store(path) as store:
        run = store.begin_run("ingest")
        lines = store.add_all(failing(), run, batch=2)
        with pytest.raises(OSError, match="No space"):
            list(lines)
    assert count(path, "article") == 4


def test_a_slow_input_does_not_hold_back_what_is_done(tmp_path: Path, make_article: Make) -> None:
    """A transaction is closed after some seconds though few results came."""
    pages = [make_article(url=f"https://post.example/{n}", text=f"Notice {n}.") for n in range(3)]
    path = tmp_path / "a.db"
    with open_store(path) as store:
        lines = store.add_all(pages, store.begin_run("ingest"), batch=200, batch_s=0)
        next(lines)
        assert count(path, "article") == 1
        assert len(list(lines)) == 2


def test_a_full_disk_is_an_error_in_words(tmp_path: Path, make_article: Make) -> None:
    """Where the file cannot grow, the batch is given up, said in one sentence, and what was stored before is whole."""
    path = tmp_path / "a.db"
    with open_store(path) as store:
        run = store.begin_run("ingest")
        list(store.add_all([make_article(url="https://post.example/1", text="Before.")], run))
        pages = store.conn.execute("PRAGMA page_count").fetchone()[0]
        store.conn.execute(f"PRAGMA max_page_count = {pages + 2:d}")
        more = [make_article(url="https://post.example/2", payload=os.urandom(200_000))]
        with pytest.raises(
            ArchiveError, match=r"cannot be written: database or disk is full\. .* run the same command"
        ):
            list(store.add_all(more, run))
    assert count(path, "article") == 1
    with closing(reader.open_reader(path)) as conn:
        assert verify.check(conn) == ()


def test_killed_at_any_moment_it_ends_in_the_same_archive(
    tmp_path: Path, make_article: Make, fresh_archive: Make
) -> None:
    """Killed after each of several batches and run again, the archive is the one of an uninterrupted run."""
    pages = [make_article(url=f"https://post.example/{n % 7}", text=f"Notice {n} of it.") for n in range(40)]
    whole = tmp_path / "whole.db"
    fresh_archive(whole, pages)
    script = textwrap.dedent("""
        import importlib.util, os, signal, sys
        spec = importlib.util.spec_from_file_location("builders", sys.argv[1])
        builders = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(builders)
        pages = [
            builders.make_article(url=f"https://post.example/{n % 7}", text=f"Notice {n} of it.") for n in range(40)
        ]
        def dying():
            for number, page in enumerate(pages):
                if number == int(sys.argv[3]):
                    os.kill(os.getpid(), signal.SIGKILL)
                yield page
        builders.fresh_archive(sys.argv[2], dying(), batch=4)
    """)
    builders = str(Path(__file__).with_name("support") / "builders.py")
    for moment in (0, 3, 17, 30):
        path = tmp_path / f"{moment}.db"
        done = subprocess.run([sys.executable, "-c", script, builders, str(path), str(moment)], check=False)
        assert done.returncode == -signal.SIGKILL
        if moment:
            assert count(path, "article") == moment // 4 * 4
        fresh_archive(path, pages, batch=3)
        assert digest_of(path) == digest_of(whole)
        with closing(reader.open_reader(path)) as conn:
            assert verify.check(conn) == ()


def test_the_settings_that_keep_it_safe_are_on(tmp_path: Path) -> None:
    """Write-ahead log, full synchronisation, foreign keys: what a crash may cost depends on them."""
    path = tmp_path / "a.db"
    with open_store(path) as store:
        asked = {name: store.conn.execute(f"PRAGMA {name}").fetchone()[0] for name in ("synchronous", "foreign_keys")}
        assert asked == {"synchronous": 2, "foreign_keys": 1}
        assert store.conn.execute("PRAGMA journal_mode").fetchone()[0] == "wal"
        with pytest.raises(sqlite3.IntegrityError):
            store.conn.execute("INSERT INTO tagging(article_id, position, tag_id) VALUES (1, 1, 1)")


def test_the_clock_is_in_the_log_only(tmp_path: Path, make_article: Make) -> None:
    """Two archives made in different years hold the same."""
    digests = set()
    for year in ("1970", "2031"):
        path = tmp_path / f"{year}.db"
        with open_store(path, clock=lambda year=year: f"{year}-01-01T00:00:00Z") as store:
            list(store.add_all([make_article(url="https://post.example/1")], store.begin_run("ingest")))
        digests.add(digest_of(path))
        with closing(reader.open_reader(path)) as conn:
            assert reader.runs(conn)[0]["started"].startswith(year)
    assert len(digests) == 1


@settings(max_examples=25, deadline=None)
@given(texts=st.lists(st.text(max_size=60), min_size=1, max_size=4))
def test_any_clean_text_comes_back(texts: list[str], make_article: Make, fresh_archive: Make) -> None:
    """Whatever characters an article holds, its text and headline are read back as stored, and verify."""
    page = make_article(text=texts, headline=clean_text("".join(texts))[0] or None)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "a.db"
        fresh_archive(path, [page])
        with closing(reader.open_reader(path)) as conn:
            record = reader.find_article(conn, "A-0001")
            assert record is not None
            assert (record.text, record.headline) == (page.text, page.card.headline)
            assert verify.check(conn) == ()


PAGES = st.lists(
    st.fixed_dictionaries(
        {
            "url": st.sampled_from([None, "https://a.example/1", "https://a.example/2", "https://b.example/1"]),
            "words": st.sampled_from(
                ["The bridge is closed", "THE BRIDGE IS CLOSED", "The bridge is open again today"]
            ),
            "bytes": st.sampled_from([b"", b"<!-- 1 -->", b"<!-- 2 -->"]),
            "captured": st.sampled_from([None, "2022-01-01T00:00:00Z", "2022-01-01T03:00:00+04:00", "2021"]),
            "headline": st.sampled_from([None, "Bridge", "Span"]),
            "record_id": st.sampled_from([None, "r1"]),
            "path": st.sampled_from(["1.html", "2.html"]),
        }
    ),
    min_size=1,
    max_size=9,
)


@settings(max_examples=40, deadline=None)
@given(pages=PAGES, order=st.randoms(use_true_random=False), batch=st.integers(1, 9))
def test_the_order_of_arrival_does_not_matter(
    pages: list[dict[str, Any]], order: random.Random, batch: int, make_article: Make, fresh_archive: Make
) -> None:
    """Any order, any batch size, anything twice: the same digest, the same families, and all of it verifies."""
    made = [
        make_article(
            payload=page["words"].encode() + page["bytes"],
            text=page["words"],
            **{name: page[name] for name in ("url", "captured", "headline", "record_id", "path")},
        )
        for page in pages
    ]
    other = [*made, *made[:3]]
    order.shuffle(other)
    with tempfile.TemporaryDirectory() as folder:
        one, two = Path(folder) / "one.db", Path(folder) / "two.db"
        fresh_archive(one, made)
        fresh_archive(two, other, batch=batch)
        with closing(reader.open_reader(one)) as a, closing(reader.open_reader(two)) as b:
            assert list(verify.digest_lines(a)) == list(verify.digest_lines(b))
            assert reader.stories(a, families=True) == reader.stories(b, families=True)
            assert verify.check(b) == ()


def test_nothing_of_the_machine_is_in_the_file(tmp_path: Path, make_article: Make, fresh_archive: Make) -> None:
    """Neither the archive's own path nor the account nor the host stands in the file or the lock."""
    path = tmp_path / "planted-folder-name" / "a.db"
    path.parent.mkdir()
    fresh_archive(path, [make_article(path="in/1.html")])
    held = b"".join(file.read_bytes() for file in path.parent.iterdir())
    for secret in ("planted-folder-name", os.uname().nodename):
        assert secret.encode() not in held
