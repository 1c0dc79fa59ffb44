"""Archives made apart and merged are the archive of one ingest, whatever the parts, the order and the interruptions."""

import random
import shutil
import sqlite3
from collections.abc import Sequence
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from builders import make_article
from command_line import done, run
from cut_off import cut_off
from divided import ingested, inputs, of_host, parts, sound_digest
from outlet import ARTICLES

from archive import reader
from archive.connect import APPLICATION_ID
from archive.curation import Curator
from archive.digest import iter_lines
from archive.merge import merge
from archive.store import open_store
from archive.story_curation import StoryCurator
from ingest.normalise.address import content_hash
from ingest.normalise.text import count_words
from ingest.pipeline import EXTRACTOR, process
from ingest.sign import sign
from schemas.article import Article
from schemas.document import text_of
from schemas.errors import ArchiveMissing, NotAnArchive, OlderArchive, UsageError
from schemas.page import RawPage, Source
from schemas.relation import RelationKind
from schemas.report import Outcome, Reason, Rejection


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give the archive of one ingest of all inputs."""
    return ingested(tmp_path_factory.mktemp("whole") / "whole.db", inputs())


def lines(path: Path) -> list[str]:
    """Return what the digest is made of: a failure shows which line differs."""
    sound_digest(path)
    with closing(reader.open_reader(path)) as conn:
        return list(iter_lines(conn))


def divided(number: int, seed: int) -> list[list[Article | Rejection]]:
    """Divide the inputs into parts; some of them are in two parts."""
    chance = random.Random(seed)  # noqa: S311  no secret
    found: list[list[Article | Rejection]] = [[] for _ in range(number)]
    for each in inputs():
        for at in chance.sample(range(number), 2 if chance.random() < 0.2 else 1):
            found[at].append(each)
    for part in found:
        chance.shuffle(part)
    return found


def rows(path: Path, query: str) -> list[tuple[Any, ...]]:
    """Return the rows of a query."""
    with closing(sqlite3.connect(path)) as conn:
        return conn.execute(query).fetchall()


@pytest.mark.parametrize(("number", "seed"), [(2, 1), (3, 2), (4, 3)])
def test_parts_make_the_whole(whole: Path, tmp_path: Path, number: int, seed: int) -> None:
    """However the inputs are divided and the parts ordered, relations, stories and furniture are as of one ingest."""
    made = parts(tmp_path, divided(number, seed))
    merge(tmp_path / "one.db", made)
    assert lines(tmp_path / "one.db") == lines(whole)
    merge(tmp_path / "other.db", made[::-1])
    assert sound_digest(tmp_path / "other.db") == sound_digest(whole)


def test_the_first_part_may_be_the_target(whole: Path, tmp_path: Path) -> None:
    """Merging into an archive that is there gives the same, and again changes nothing."""
    first, *others = parts(tmp_path, divided(3, 4))
    report = merge(first, others)
    assert sound_digest(first) == sound_digest(whole)
    assert report.articles == len(rows(first, "SELECT id FROM article"))
    again = merge(first, others)
    assert (again.articles_new, again.captures_new) == (0, 0)
    assert [(each.new, each.captures_new, each.words_new, each.rejections_new) for each in again.archives] == [
        (0, 0, 0, 0)
    ] * 2
    assert lines(first) == lines(whole)


def test_sources_are_read_only(tmp_path: Path) -> None:
    """The archives that are merged keep every byte."""
    made = parts(tmp_path, divided(2, 5))
    before = [path.read_bytes() for path in made]
    for path in made:
        path.chmod(0o444)
    merge(tmp_path / "out.db", made)
    assert [path.read_bytes() for path in made] == before


def test_cut_off_anywhere(whole: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ended before any of its transactions and run again, a merge ends in the same archive."""
    monkeypatch.setattr("archive.merge_pass.BATCH", 7)
    made = parts(tmp_path, divided(2, 6))
    wanted = sound_digest(whole)
    stop = 0
    while True:
        out = tmp_path / f"out-{stop}.db"
        try:
            with cut_off(stop):
                merge(out, made)
        except pytest.fail.Exception:
            break  # it got to its end
        merge(out, made)
        assert sound_digest(out) == wanted, stop
        stop += 4
    assert stop > 12


def curated(path: Path, *, second: int, wrong: bool) -> None:
    """Correct, relate and group articles, as one colleague; what `wrong` says is corrected by the other."""
    with open_store(path, clock=lambda: f"2022-05-01T10:00:{second:02}Z") as store:
        person = Curator(store, by="Ira" if wrong else "Ole")
        person.set_fact("ferry-0", "published", "2020-01-01" if wrong else "2021-03-16", because="as told")
        if wrong:
            person.set_fact("ferry-1", "author", "B. Wrong", because="heard so")
            person.undo("ferry-1", "author", because="heard otherwise")
        else:
            person.set_fact("ferry-2", "tag", "ships; harbours", because="to find it")


def test_corrections_of_both(tmp_path: Path) -> None:
    """Of corrections of one field the later stands, whichever is merged first; what was undone stays so."""
    made = parts(tmp_path, [inputs(), inputs()])
    curated(made[0], second=1, wrong=True)
    curated(made[1], second=2, wrong=False)
    report = merge(tmp_path / "a.db", made)
    merge(tmp_path / "b.db", made[::-1])
    assert sound_digest(tmp_path / "a.db") == sound_digest(tmp_path / "b.db")
    both = ingested(tmp_path / "both.db", inputs())
    curated(both, second=1, wrong=True)
    curated(both, second=2, wrong=False)
    assert lines(tmp_path / "a.db") == lines(both)
    with closing(reader.open_reader(tmp_path / "a.db")) as conn:
        record = reader.find_article(conn, "ferry-0")
        assert record is not None
        assert record.published == "2021-03-16"
        undone = conn.execute("SELECT count(*) FROM fact WHERE undone_at IS NOT NULL").fetchone()[0]
        told = conn.execute("SELECT agent, object, detail FROM event WHERE detail LIKE '%heard so%'").fetchall()
    assert undone == 1
    assert [agent for agent, _, _ in told] == ["Ira"]
    assert sum(each.words_new for each in report.archives) == 4 + 1  # the spreadsheet's


def test_undone_in_one(tmp_path: Path) -> None:
    """A correction that one archive took back, and the other holds, is taken back."""
    first = ingested(tmp_path / "first.db", inputs())
    with open_store(first, clock=lambda: "2022-05-01T10:00:00Z") as store:
        Curator(store, by="Ira").set_fact("ferry-0", "headline", "Another", because="seen")
    second = Path(shutil.copy(first, tmp_path / "second.db"))
    with open_store(second, clock=lambda: "2022-05-02T10:00:00Z") as store:
        Curator(store, by="Ira").undo("ferry-0", "headline", because="misread")
    for made in ([first, second], [second, first]):
        out = tmp_path / f"{made[0].stem}-out.db"
        merge(out, made)
        assert sound_digest(out) == sound_digest(second)


def test_relations_and_stories_of_persons(tmp_path: Path) -> None:
    """What two persons said of pairs and stories is united, the later word on a pair stands, and both are logged."""
    made = parts(tmp_path, [inputs(), inputs()])
    both = ingested(tmp_path / "both.db", inputs())
    for paths, second in ((made[:1], 1), (made[1:], 2)):
        for path in (*paths, both):
            with open_store(path, clock=lambda second=second: f"2022-05-01T10:00:0{second}Z") as store:
                person, stories = Curator(store, by="Ira"), StoryCurator(store, by="Ira")
                if second == 1:
                    stories.name("ferry-0", "The Marla", because="short")
                    person.unrelate("ferry-0", "ferry-1", because="no")
                else:
                    person.relate("ferry-0", "ferry-1", RelationKind.REWORKED, because="yes")
                    person.unrelate("ferry-0", "ferry-2", because="never")
                    stories.split("ferry-2", ["ferry-2"], because="another ship")
    merge(tmp_path / "a.db", made)
    merge(tmp_path / "b.db", made[::-1])
    assert lines(tmp_path / "a.db") == lines(tmp_path / "b.db")
    assert [line for line in lines(tmp_path / "a.db") if "said of" in line] == [
        line for line in lines(both) if "said of" in line
    ]
    kinds = rows(tmp_path / "a.db", "SELECT kind FROM relation WHERE method = 'person' ORDER BY id")
    assert kinds == [(None,), ("reworked",), (None,)]
    assert rows(tmp_path / "a.db", "SELECT count(*) FROM event WHERE agent = 'Ira'") == [(2 * 3 + 2,)]


def test_spreadsheets_that_differ(tmp_path: Path) -> None:
    """Where spreadsheets name three authors, the same one stands in any order; a later row beats a former."""
    page = {"url": "https://gazette.example/tesk", "extractor": EXTRACTOR}
    said = ("Zoe Former", "Ana Lind", "Mia Kohl")
    made = parts(tmp_path, [[make_article(asserted={"author": name}, **page)] for name in said])
    ingested(made[0], [make_article(asserted={"author": "Bo Later"}, **page)])
    found = set()
    for order in ((0, 1, 2), (2, 1, 0), (1, 0, 2), (1, 2, 0), (2, 0, 1)):
        out = tmp_path / f"{order}.db"
        merge(out, [made[at] for at in order])
        found.add(sound_digest(out))
    assert len(found) == 1
    with closing(reader.open_reader(out)) as conn:
        assert [each.authors for each in reader.iter_articles(conn)] == [("Bo Later",)]


def test_accession_numbers_follow_the_order_given(tmp_path: Path) -> None:
    """Numbers are given in order of arrival, and the log says which ones articles had."""
    made = parts(tmp_path, [[of_host(0), of_host(1)], [of_host(1), of_host(2)]])
    merge(tmp_path / "out.db", made[::-1])
    addresses = rows(tmp_path / "out.db", "SELECT accession, address FROM article ORDER BY id")
    assert addresses == [
        (f"A-000{at + 1}", f"https://herald.example/{at_host}") for at, at_host in enumerate((1, 2, 0))
    ]
    noted = rows(tmp_path / "out.db", "SELECT detail FROM event WHERE detail LIKE '%accessions%' ORDER BY id")
    assert '"accessions": {"A-0001": "A-0003", "A-0002": "A-0001"}' in noted[1][0]
    assert set(rows(tmp_path / "out.db", "SELECT command FROM run")) == {("merge",), ("ingest",)}


def test_a_rejection_yields_to_an_article(tmp_path: Path) -> None:
    """An input that one archive could not read and the other could is an article, in either order."""
    source = Source(path="page.html")
    died = Rejection(source=source, outcome=Outcome.REJECTED, reason=Reason.WORKER_DIED, detail="It died.")
    made = parts(tmp_path, [[died], [make_article(path="page.html", extractor=EXTRACTOR)]])
    for number, order in enumerate((made, made[::-1])):
        merge(tmp_path / f"out-{number}.db", order)
        assert rows(tmp_path / f"out-{number}.db", "SELECT count(*) FROM rejection") == [(0,)]


def test_of_two_rejections_one_stays(tmp_path: Path) -> None:
    """An input that was rejected for two reasons has the same one in either order."""
    found = set()
    for number, reasons in enumerate([(Reason.NO_TEXT, Reason.TOO_LARGE), (Reason.TOO_LARGE, Reason.NO_TEXT)]):
        each = [
            [Rejection(source=Source(path="x"), outcome=Outcome.REJECTED, reason=reason, detail="So.")]
            for reason in reasons
        ]
        folder = tmp_path / str(number)
        folder.mkdir()
        merge(folder / "out.db", parts(folder, each))
        found.add(sound_digest(folder / "out.db"))
    assert len(found) == 1


def page(number: int, *, more: str = "") -> RawPage:
    """Return a page as a reader hands it on."""
    headline, body = ARTICLES[number]
    told = "".join(f"<p>{line}</p>" for line in (*body, more) if line)
    return RawPage(
        source=Source(path=f"{number}{more[:4]}.html"),
        payload=f"<html lang=en><body><article><h1>{headline}</h1>{told}</article></body></html>".encode(),
        format="html",
        url=f"https://herald.example/{number}",
        url_basis="record",
    )


def by_older_rules(made: Article) -> Article:
    """Return an article as rules would have read it that lost its last paragraph."""
    blocks = made.blocks[:-1]
    return replace(
        made,
        blocks=blocks,
        text=text_of(blocks),
        text_sha256=content_hash(text_of(blocks).encode()),
        word_count=count_words(text_of(blocks)),
        signature=sign(blocks),
        extractor="cuttings/0",
    )


def read(number: int, *, more: str = "") -> Article:
    """Return what today's rules make of a page."""
    made = process(page(number, more=more))
    assert isinstance(made, Article)
    return made


def test_what_older_rules_read_is_read_again(tmp_path: Path) -> None:
    """An archive of older rules comes in as today's rules read it, with what was read before, and makes no version."""
    changed = read(1, more="The vote was counted twice, the union said.")
    today = [read(0), read(1), changed]
    old = ingested(tmp_path / "old.db", [by_older_rules(read(0)), by_older_rules(read(1))])
    new = ingested(tmp_path / "new.db", [read(0), changed])
    merge(tmp_path / "a.db", [old, new])
    merge(tmp_path / "b.db", [new, old])
    assert lines(tmp_path / "a.db") == lines(tmp_path / "b.db")
    whole = ingested(tmp_path / "whole.db", today)
    texts = (
        "SELECT t.sha256, v.sha256 FROM article a JOIN extraction e ON e.id = a.extraction_id"
        " JOIN text t ON t.id = e.text_id JOIN received v ON v.id = e.received_id ORDER BY 1, 2"
    )
    assert rows(tmp_path / "a.db", texts) == rows(whole, texts)
    kept = rows(tmp_path / "a.db", "SELECT count(*) FROM extraction WHERE extractor = 'cuttings/0'")
    assert kept == [(2,)]
    merge(tmp_path / "a.db", [old, new])
    assert lines(tmp_path / "a.db") == lines(tmp_path / "b.db")


def test_what_older_rules_left_at_an_address_is_read_before_it_is_compared(tmp_path: Path) -> None:
    """What the target's older rules read is read again before another capture of the address is filed beside it."""
    old = ingested(tmp_path / "old.db", [by_older_rules(read(0))])
    page_again = replace(page(0), payload=page(0).payload + b" ", source=Source(path="again.html"))
    again = process(page_again)
    assert isinstance(again, Article)
    merge(old, [ingested(tmp_path / "new.db", [again])])
    assert rows(old, "SELECT count(*) FROM article") == [(1,)]
    assert rows(old, "SELECT count(*) FROM capture") == [(2,)]


def refuses(out: Path, archives: Sequence[Path], error: type[Exception], words: str) -> None:
    """See that a merge is refused with these words, before anything is made."""
    with pytest.raises(error, match=words):
        merge(out, archives)
    assert out.is_symlink() or not out.exists()


def test_what_is_refused(tmp_path: Path) -> None:
    """A target among the sources, a file that is no archive, none, and an older one are refused by name."""
    (made,) = parts(tmp_path, [[of_host(0)]])
    link = tmp_path / "link.db"
    link.symlink_to(made)
    refuses(link, [made], UsageError, "is the archive that the others")
    out = tmp_path / "out.db"
    refuses(out, [made, tmp_path / "none.db"], ArchiveMissing, "none.db does not exist")
    (tmp_path / "page.html").write_text("<p>Hello</p>")
    refuses(out, [tmp_path / "page.html"], NotAnArchive, "page.html is not")
    with closing(sqlite3.connect(tmp_path / "old.db")) as conn:
        conn.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        conn.execute("CREATE TABLE thing (id)")
        conn.commit()
    refuses(out, [tmp_path / "old.db"], OlderArchive, "old.db was written by an older cuttings")


def test_the_command_tells_what_came(tmp_path: Path) -> None:
    """The command prints what came of each archive and what to type next; a usage error exits with 2."""
    made = parts(tmp_path, [[of_host(0), of_host(1)], [of_host(1), of_host(2)]])
    result = run("merge", tmp_path / "out.db", *made)
    assert result.exit_code == 0, result.output
    assert "part-0.db: 2 articles, 2 new; 2 new captures." in result.output
    assert "part-1.db: 2 articles, 1 new; 1 new capture." in result.output
    assert "3 articles in the archive" in result.output
    assert "Next:  cuttings verify" in result.output
    assert '"articles_new": 0' in done("merge", tmp_path / "out.db", *made, "--json")
    assert run("merge", made[0], made[0]).exit_code == 2
    assert run("merge", tmp_path / "out.db").exit_code == 2
