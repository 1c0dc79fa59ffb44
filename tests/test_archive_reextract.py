"""Received files read again by today's rules: pointers move, nothing is lost, nothing becomes a version."""

import hashlib
import json
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Self

import pytest
import zstandard
from command_line import run
from cut_off import cut_off
from outlet import ARTICLES, HEAD, TAIL

from archive import reader, relearn, verify
from archive.connect import APPLICATION_ID
from archive.reextract import reextract
from archive.store import open_store
from archive.workers import Handled, Input
from archive.workers.again import process_again
from ingest.normalise.card import card_of
from ingest.normalise.text import count_words
from ingest.pipeline import EXTRACTOR, process
from ingest.sign import sign
from schemas.article import Article, ArticleRecord, Fact
from schemas.document import Block, BlockKind, text_of
from schemas.errors import ArchiveMissing, OlderArchive, UnknownArticle, UsageError
from schemas.page import GivenFact, RawPage, Source
from schemas.reextract import FieldChange, FieldExample
from schemas.types import Accession, ContentHash

OLD = "cuttings/0"


class InThisProcess:
    """Stands in for the supervisor of the workers, whose start takes seconds: reads what it is given, here."""

    def __init__(self, **options: object) -> None:
        """Take the options of the supervisor."""

    def __enter__(self) -> Self:
        """Return itself."""
        return self

    def __exit__(self, *error: object) -> None:
        """End nothing: no process was started."""

    def run(self, inputs: Iterable[Input]) -> Iterator[Handled]:
        """Yield what each file becomes."""
        for each in inputs:
            assert each.page
            payload = Path(each.found.path).read_bytes()
            yield Handled(result=process_again(replace(each.page, payload=payload)))


@pytest.fixture(autouse=True)
def workers(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Have the files read in this process, but in tests of the command, which start workers."""
    if "command" not in request.node.name:
        monkeypatch.setattr("archive.reextract.Supervisor", InThisProcess)


def html(number: int, *, more: str = "") -> bytes:
    """Return the page of an article of the made-up outlet."""
    headline, body = ARTICLES[number]
    paragraphs = "".join(f"<p>{line}</p>" for line in body)
    return (
        f"<html lang=en><head><title>{headline}</title><meta name=author content='Ana Petrov'></head>"
        f"<body><article><h1>{headline}</h1>{paragraphs}{more}</article></body></html>"
    ).encode()


def received(number: int, *, payload: bytes | None = None, captured: str | None = None) -> RawPage:
    """Return a page as a reader hands it on."""
    return RawPage(
        source=Source(path=f"{number}.html"),
        payload=payload or html(number),
        format="html",
        url=f"https://herald.example/{number}",
        url_basis="record",
        captured=captured,
        captured_basis="record" if captured else None,
    )


def article(page: RawPage) -> Article:
    """Return the article of a page by today's rules."""
    made = process(page)
    assert isinstance(made, Article)
    return made


def without_author(made: Article) -> Article:
    """Return an article as rules would have read it that find no authors."""
    facts = tuple(fact for fact in made.facts if fact.field != "author")
    return replace(made, facts=facts, card=card_of(facts), extractor=OLD)


def with_more(made: Article) -> Article:
    """Return an article as rules would have read it that keep a line of furniture."""
    line = Block(kind=BlockKind.PARAGRAPH, text="Share this story", place="body/div", rule="paragraph")
    return with_blocks(made, (*made.blocks, line))


def with_blocks(made: Article, blocks: tuple[Block, ...]) -> Article:
    """Return an article as rules would have read it that keep these blocks."""
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
    """Make an archive of articles, the pass over the hosts included."""
    with open_store(path) as store:
        began = store.begin_run("ingest")
        list(store.add_all(articles, began))
        relearn.relearn(store, began)
    return path


def record(path: Path, ref: str = "A-0001") -> ArticleRecord:
    """Return an article; the archive must verify."""
    with closing(reader.open_reader(path)) as conn:
        assert verify.check(conn) == ()
        found = reader.find_article(conn, ref)
        assert found
        return found


def digest(path: Path) -> str:
    """Return the archive's digest."""
    with closing(reader.open_reader(path)) as conn:
        return verify.digest(conn)


def extractors(path: Path) -> list[str]:
    """Return by which rules the extractions of the archive were made, in order."""
    with closing(reader.open_reader(path)) as conn:
        return [str(row[0]) for row in conn.execute("SELECT extractor FROM extraction ORDER BY id")]


def test_what_today_s_rules_read_alike_stays(tmp_path: Path) -> None:
    """Read again by the rules that read it, nothing changes, however often."""
    given = (
        GivenFact(field="headline", value="[VIDEO] Pier closed", rule="record-title", basis="structured"),
        GivenFact(field="published", value="2021-03-16T10:00:00+01:00", rule="record-date", basis="structured"),
        GivenFact(field="tag", value="piers", rule="record-tags", basis="structured"),
        GivenFact(field="tag", value="storms", rule="record-tags", basis="structured"),
    )
    path = stored(tmp_path / "a.db", article(replace(received(0), given=given)), article(received(1)))
    before = digest(path), extractors(path)
    for _ in range(2):
        report = reextract(path)
        assert (report.articles, report.captures, report.changed, report.fields) == (2, 2, 0, ())
    assert (digest(path), extractors(path)) == before


def test_fields_that_newer_rules_find_are_told(tmp_path: Path) -> None:
    """A field gained is counted, with the article as an example; ids stay, the old extraction stays."""
    path = stored(tmp_path / "a.db", without_author(article(received(0))), article(received(1)))
    before = record(path)
    report = reextract(path)
    example = FieldExample(id=before.id, accession=Accession("A-0001"), before=None, after="Ana Petrov")
    assert report.fields == (FieldChange(field="authors", gained=1, lost=0, changed=0, examples=(example,)),)
    assert (report.changed, report.texts_changed) == (1, 0)
    after = record(path)
    assert (after.id, after.authors, after.extractor) == (before.id, ("Ana Petrov",), EXTRACTOR)
    assert extractors(path) == [OLD, EXTRACTOR, EXTRACTOR]
    assert reextract(path).changed == 0


def test_words_that_came_and_went_are_counted(tmp_path: Path) -> None:
    """Of a text that changed, the words added and cut are told; the search finds what is shown."""
    path = stored(tmp_path / "a.db", with_more(article(received(0))))
    before = record(path)
    report = reextract(path)
    assert (report.texts_changed, report.words_added, report.words_cut) == (1, 0, 3)
    assert record(path).id == before.id
    assert record(path).text == article(received(0)).text


def test_reading_again_never_makes_a_version(tmp_path: Path) -> None:
    """Two captures alike to older rules and unlike to newer ones stay captures of one article."""
    other = received(0, payload=html(0, more=f"<p>{ARTICLES[1][1][0]}</p>"), captured="2022-01-01")
    same = article(received(0))
    path = stored(tmp_path / "a.db", replace(same, extractor=OLD), with_blocks(article(other), same.blocks))
    with closing(reader.open_reader(path)) as conn:
        assert len(list(reader.iter_articles(conn))) == 1
    report = reextract(path)
    assert (report.articles, report.captures) == (1, 2)
    with closing(reader.open_reader(path)) as conn:
        assert len(list(reader.iter_articles(conn))) == 1
        assert len(reader.captures_of(conn, "A-0001")) == 2
    assert ARTICLES[1][1][0] in record(path).text  # the capture with a stated time speaks


def test_taking_the_pages_in_again_adds_nothing(tmp_path: Path) -> None:
    """After the newer rules read the files, an ingest by them knows every page."""
    path = stored(tmp_path / "a.db", without_author(article(received(0))))
    reextract(path)
    before = digest(path), extractors(path)
    stored(path, article(received(0)))
    assert (digest(path), extractors(path)) == before


def test_assertions_stay_in_force(tmp_path: Path) -> None:
    """What a person asserted is shown whatever newer rules read, so its field does not change."""
    said = Fact(field="author", value="B. Reader", raw="B. Reader", rule="sidecar", basis="asserted", by="sidecar")
    made = without_author(article(received(0)))
    path = stored(tmp_path / "a.db", replace(made, facts=(*made.facts, said)))
    report = reextract(path)
    assert (report.changed, report.fields) == (1, ())
    assert record(path).authors == ("B. Reader",)


def test_a_file_that_is_no_article_any_more_keeps_what_it_has(tmp_path: Path) -> None:
    """Rules that take a received file for no article say so; the article stays as it was."""
    empty = replace(without_author(article(received(0))), received=packed(b"<p></p>"), received_size=7)
    path = stored(tmp_path / "a.db", empty)
    before = record_unverified(path)
    report = reextract(path)
    assert [(each.accession, each.source, each.reason.value) for each in report.refused] == [
        ("A-0001", "0.html", "no_text")
    ]
    assert record_unverified(path) == before


def packed(payload: bytes) -> bytes:
    """Return bytes as an archive keeps them."""
    return zstandard.ZstdCompressor().compress(payload)


def record_unverified(path: Path) -> ArticleRecord | None:
    """Return the first article of an archive whose received bytes were swapped for the test."""
    with closing(reader.open_reader(path)) as conn:
        return reader.find_article(conn, "A-0001")


def test_a_rehearsal_changes_nothing(tmp_path: Path) -> None:
    """With `dry_run` the same is told, and the file stays as it was."""
    path = stored(tmp_path / "a.db", without_author(article(received(0))), with_more(article(received(1))))
    before = digest(path), extractors(path)
    told = reextract(path, dry_run=True)
    assert (digest(path), extractors(path)) == before
    done = reextract(path)
    assert replace(told, seconds=0) == replace(done, seconds=0)
    assert (digest(path), extractors(path)) != before


def test_rules_of_another_name_that_read_the_same_leave_their_name(tmp_path: Path) -> None:
    """Where newer rules read the very same, no second extraction is kept."""
    path = stored(tmp_path / "a.db", replace(article(received(0)), extractor=OLD))
    assert reextract(path).changed == 0
    assert extractors(path) == [EXTRACTOR]
    stored(tmp_path / "new.db", article(received(0)))
    assert digest(path) == digest(tmp_path / "new.db")


def test_rules_that_changed_under_one_name_are_told_apart(tmp_path: Path) -> None:
    """Rules in the making keep their name and read otherwise: what they read before is labelled by the run."""
    path = stored(tmp_path / "a.db", replace(with_more(article(received(0))), extractor=EXTRACTOR))
    assert reextract(path).texts_changed == 1
    assert extractors(path) == [f"{EXTRACTOR} before run 2", EXTRACTOR]
    assert reextract(path).changed == 0
    record(path)


def test_furniture_is_dropped_anew(tmp_path: Path) -> None:
    """The pass over the hosts follows, from the newer extractions."""
    page = "".join(f"<p>{line}</p>" for line in (HEAD, *TAIL[1:]))
    articles = [article(received(number, payload=html(number, more=page))) for number in range(6)]
    path = stored(tmp_path / "a.db", *(without_author(each) for each in articles))
    assert record(path).extractor == f"{OLD}+furniture/1"
    report = reextract(path)
    assert (report.changed, report.texts_changed) == (6, 0)
    assert report.furniture.articles == 6
    assert record(path).extractor == f"{EXTRACTOR}+furniture/1"
    assert record(path).text == "\n\n".join(ARTICLES[0][1])
    assert digest(path) == digest(stored(tmp_path / "new.db", *articles))
    assert reextract(path).furniture.articles == 0


def test_a_host_or_an_article_can_be_named(tmp_path: Path) -> None:
    """Only the articles that are meant are read again."""
    elsewhere = replace(received(1), url="https://www.courier.example/1")
    path = stored(tmp_path / "a.db", *(without_author(article(page)) for page in (received(0), elsewhere)))
    assert reextract(path, host="courier.example", dry_run=True).articles == 1
    assert reextract(path, host="WWW.Courier.example", dry_run=True).articles == 1
    assert reextract(path, refs=["A-0001"]).articles == 1
    assert record(path, "A-0002").authors == ()
    with pytest.raises(UsageError, match=r"no article of the host 'nowhere\.example'"):
        reextract(path, host="nowhere.example")
    with pytest.raises(UnknownArticle):
        reextract(path, refs=["A-0007"])


def test_an_archive_that_is_not_there_is_not_made(tmp_path: Path) -> None:
    """Reading again needs an archive."""
    with pytest.raises(ArchiveMissing):
        reextract(tmp_path / "a.db")
    assert list(tmp_path.iterdir()) == []


def test_workers_do_not_send_the_bytes_back() -> None:
    """The archive holds them already."""
    made = process_again(received(0))
    assert isinstance(made, Article)
    assert made.received == b""


def test_the_command_prints_the_report(tmp_path: Path) -> None:
    """In words with examples, or as JSON; the log names the run."""
    path = stored(tmp_path / "a.db", without_author(article(received(0))), with_more(article(received(1))))
    words = run("reextract", path, "--jobs", 2, "--dry-run")
    assert words.exit_code == 0
    assert "2 articles would change.\nauthors: 1 gained\n    A-0001: none -> Ana Petrov\n" in words.stdout
    assert "text: 1 changed, 0 words added, 3 words cut\n" in words.stdout
    printed = json.loads(run("reextract", path, "--jobs", 1, "--json").stdout)
    assert (printed["changed"], printed["fields"][0]["field"], printed["is_complete"]) == (2, "authors", True)
    again = run("reextract", path, "--jobs", 1)
    assert "Nothing is read otherwise.\n" in again.stdout
    with closing(reader.open_reader(path)) as conn:
        assert [each["command"] for each in reader.runs(conn)] == ["ingest", "reextract", "reextract"]


def test_the_command_says_which_files_were_refused(tmp_path: Path) -> None:
    """Exit status 3, and each file that is no article by today's rules with its reason."""
    empty = replace(article(received(0)), received=packed(b"<p></p>"), received_size=7)
    path = stored(tmp_path / "a.db", empty)
    result = run("reextract", path, "--jobs", 1)
    assert result.exit_code == 3
    assert "rejected: A-0001 (0.html): no_text. " in result.stdout
    assert "What was read before stays.\n" in result.stdout


@pytest.mark.parametrize("stop", [2, 3, 4, 6, 7])
def test_cut_off_and_run_again_it_ends_in_the_same_archive(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, stop: int
) -> None:
    """Killed between two transactions, of the reading or of the pass, and run again: as if it had not been."""
    more = f"<p>{HEAD}</p>"
    made = [without_author(article(received(number, payload=html(number, more=more)))) for number in range(6)]
    monkeypatch.setattr("archive.reextract.BATCH", 2)
    monkeypatch.setattr(relearn, "BATCH", 2)
    reextract(stored(tmp_path / "whole.db", *made))
    path = stored(tmp_path / "a.db", *made)
    with cut_off(stop):
        reextract(path)
    reextract(path)
    record(path)
    assert digest(path) == digest(tmp_path / "whole.db")


def test_a_dry_run_brings_an_older_archive_up_to_date(tmp_path: Path) -> None:
    """Readers refuse an archive without today's tables and name the way out; a dry run lays the tables out."""
    path = tmp_path / "a.db"
    with closing(sqlite3.connect(path, isolation_level=None)) as conn:
        conn.execute(f"PRAGMA application_id = {APPLICATION_ID:d}")
    with pytest.raises(OlderArchive, match="cuttings ingest"):
        reader.open_reader(path)
    assert reextract(path, dry_run=True).articles == 0
    reader.open_reader(path).close()
