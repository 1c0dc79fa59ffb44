"""Withhold, release, hold, purge: an archive without an article is the archive that never had it."""

import json
import random
import re
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from builders import fresh_archive, make_article

from archive import absent, candidates, links, log, removal, verify
from archive.curation import Curator
from archive.leave_tables import lay_out
from archive.leaving import Leaver
from archive.reader import open_reader
from archive.relearn import relearn
from archive.sealing import PACKED
from archive.store import Run, open_store
from archive.story_curation import StoryCurator
from archive.story_pass import keep_stories
from schemas.article import Article
from schemas.errors import AbsentArticle, CorrectionError, HeldByLaw, UnknownArticle
from schemas.relation import RelationKind
from schemas.report import Outcome, Reason

WHY = "The family asked."
PLACES = ("bridge", "quay", "mill")


def told(path: Path) -> list[str]:
    """Return the digest's lines."""
    with closing(open_reader(path)) as conn:
        return list(verify.digest_lines(conn))


def settled(path: Path) -> None:
    """Have furniture and stories follow from the articles, as an ingest does at its end."""
    with open_store(path) as store:
        relearn(store, Run(number=0, command="ingest", agent="test"))
        keep_stories(store)


def made(path: Path, pages: Sequence[Article]) -> Path:
    """Make an archive as an ingest does."""
    fresh_archive(path, pages)
    settled(path)
    return path


@contextmanager
def leaver(path: Path) -> Iterator[Leaver]:
    """Open an archive for a person."""
    with open_store(path) as store:
        yield Leaver(store, by="R. Oor")


def content(lines: Sequence[str]) -> list[str]:
    """Return the lines of a digest without the states."""
    return [line for line in lines if not line.startswith(('["withheld"', '["purged"', '["legal hold"'))]


def sound(path: Path) -> None:
    """Have every check of the archive pass."""
    with closing(open_reader(path)) as conn:
        assert verify.check(conn) == ()


TOWN = (
    "The mayor of Orbek, Ilsa Maren, opened the tram line to the harbour of Orbek on Monday morning.",
    "The line cost forty million crowns, and the council of Orbek had argued over it for eleven years.",
    "Passengers rode free on the first day, and the band of the Orbek fire brigade played at every stop.",
    "Critics such as Tomas Weld said that the tram would never carry the nine thousand riders promised.",
)
FLOOD = (
    "The river Lenn rose four metres in a night and flooded the lower town of Kastel on Thursday.",
    "Two hundred families were brought to the school on the hill, said the prefect, Jora Danek.",
    "The bridge of Saint Oda was closed, and the railway to Varn will not run before Sunday.",
)
MENU = (
    "Orbek Mail: news, sport, weather, and the tide tables for the harbour",
    "Read the Orbek Mail on paper every day",
)


def page(host: str, name: str, text: Sequence[str], day: str, headline: str | None = None) -> Article:
    """Return a page of a host, named by the id that its record brings."""
    return make_article(
        url=f"https://{host}.example/{name.removesuffix('-2')}",
        record_id=f"r-{name}",
        text=text,
        published=day,
        headline=headline,
        outlet=f"{host.title()} Post",
        authors=["Ann Vor"],
        tags=[host],
        language="en",
    )


def press() -> list[Article]:
    """Return articles that hang together: copies, a near copy, versions, one host's furniture, a story, one alone."""
    menu = [
        (MENU[0], f"On day {number} the {thing} of Orbek was the talk of the market square.",
         f"It weighed {number * 7} pounds, said its owner, and nobody had seen its like.", MENU[1])
        for number, thing in enumerate(("pumpkin", "sturgeon", "clock", "goose", "cheese", "anvil"), start=1)
    ]  # fmt: skip
    return [
        page("mail", "tram", TOWN, "2031-05-02", "Tram opens"),
        page("copy", "copy", TOWN, "2031-05-02", "Tram opens"),
        page("near", "near", (*TOWN[:3], "Nobody was hurt."), "2031-05-03", "Tram runs in Orbek"),
        page("copy", "copy-2", (*TOWN, "Corrected on Tuesday."), "2031-05-02", "Tram opens"),
        page("lenn", "flood", FLOOD, "2031-06-07", "Kastel flooded"),
        page("kastel", "boats", (*FLOOD[::-1], "The army sent boats."), "2031-06-08", "Flood in Kastel"),
        make_article(path="folder/plain.txt", text="A note that stands alone: the bakery on the square has closed."),
        *(page("mail", f"menu{number}", text, f"2031-07-0{number}") for number, text in enumerate(menu, start=1)),
    ]


def without(pages: Sequence[Article], number: int) -> list[Article]:
    """Return all pages but one."""
    return [page for at, page in enumerate(pages) if at != number]


@pytest.mark.parametrize("number", [0, 1, 2, 3, 4, 6, 7, 12])
def test_an_archive_without_an_article_is_one_that_never_had_it(tmp_path: Path, number: int) -> None:
    """Withheld or purged, whatever it hung together with: the rest is what an ingest of the others makes."""
    pages = press()
    path = made(tmp_path / "all.db", pages)
    wanted = told(made(tmp_path / "less.db", without(pages, number)))
    whole = told(path)
    name = f"A-{number + 1:04d}"
    with leaver(path) as room:
        room.withhold([name], because=WHY)
    assert content(told(path)) == wanted
    assert len(told(path)) == len(wanted) + 1
    sound(path)
    with leaver(path) as room:
        room.release([name], because="It may be shown.")
    assert told(path) == whole
    sound(path)
    with leaver(path) as room:
        room.purge([name], because=WHY)
    assert content(told(path)) == wanted
    assert len(told(path)) == len(wanted) + 1
    sound(path)


WORDS = re.findall("[a-z]+", "alder birch cedar dune elm fjord grove heath isle jetty knoll lagoon marsh oak pier quay")


def jumble(chance: random.Random) -> list[Article]:
    """Return pages that share texts, parts of texts, addresses, places in a folder and lines, as chance has it."""
    bases = [[_words(chance, 25) for _ in range(4)] for _ in range(3)]
    pages = []
    for number in range(24):
        text = list(chance.choice(bases))
        kind = chance.randrange(4)
        text[kind:] = [_words(chance, 20)] if kind else text
        place = {"url": f"https://h{chance.randrange(3)}.example/p{chance.randrange(8)}"}
        folder = {"path": f"{chance.choice('ab')}/index.html"}
        page = make_article(
            text=[*(MENU if chance.random() < 0.5 else ()), *text],
            published=f"2031-0{chance.randrange(1, 4)}-02",
            captured=chance.choice([None, "2031-05-01T00:00:00Z", "2031-05-02T00:00:00Z"]),
            headline=chance.choice([None, "Tide", "Storm at the pier"]),
            language="en",
            record_id=f"r-{number}",
            **(place if chance.random() < 0.7 else folder),
        )
        pages.append(page)
    return pages


def _words(chance: random.Random, count: int) -> str:
    return f"{' '.join(chance.choice(WORDS) for _ in range(count)).capitalize()}."


@pytest.mark.parametrize("seed", [1, 2])
def test_any_part_of_any_archive_may_leave(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, seed: int) -> None:
    """Whatever hangs together, past the caps of common runs and crowded places, too: the rest is as if alone."""
    monkeypatch.setattr(candidates, "CAP", 3)
    monkeypatch.setattr(links, "PLACE_CAP", 3)
    chance = random.Random(seed)  # noqa: S311  the same pages every time
    pages = jumble(chance)
    path = made(tmp_path / "all.db", pages)
    whole = told(path)
    with closing(open_reader(path)) as conn:
        found = conn.execute("SELECT r.record_id, a.public_id FROM capture r JOIN article a ON a.id = r.article_id")
        names = {str(record): str(name) for record, name in found}
    gone = chance.sample(sorted(set(names.values())), 8)
    wanted = told(made(tmp_path / "less.db", [page for page in pages if names[str(page.record_id)] not in gone]))
    with leaver(path) as room:
        room.withhold(gone[:3], because=WHY)
        room.withhold(gone[3:], because=WHY)
    assert content(told(path)) == wanted
    sound(path)
    chance.shuffle(gone)
    with leaver(path) as room:
        room.release(gone[:5], because="x")
        room.release(gone[5:], because="x")
        assert told(path) == whole
        room.purge(gone, because=WHY)
    assert content(told(path)) == wanted
    sound(path)


def test_the_log_of_an_older_archive_is_sealed_anew() -> None:
    """Its entries keep what they say; the chain holds, and the hash that it ended with is kept in the next entry."""
    conn = sqlite3.connect(":memory:")
    conn.execute(
        "CREATE TABLE event (id INTEGER PRIMARY KEY, at TEXT NOT NULL, type TEXT NOT NULL, agent TEXT NOT NULL,"
        " object TEXT, detail TEXT NOT NULL, previous TEXT NOT NULL, hash TEXT NOT NULL)"
    )
    said = [("2031", "creation", "cuttings 0", None, "{}"), ("2032", "deletion", "M. K.", "abc", '{"because": "x"}')]
    conn.executemany(
        "INSERT INTO event(at, type, agent, object, detail, previous, hash) VALUES (?, ?, ?, ?, ?, 'p', 'h')", said
    )
    lay_out(conn)
    rows = conn.execute("SELECT at, type, agent, object, detail FROM event ORDER BY id").fetchall()
    assert rows[:2] == said
    assert json.loads(rows[2][4])["last_hash_before"] == "h"
    assert list(log.iter_broken(conn)) == []
    conn.execute("UPDATE event SET detail = '{}' WHERE id = 2")
    assert [problem for _, problem in log.iter_broken(conn)] == ["its hash does not agree with its detail"]
    conn.close()


def test_several_leave_and_come_back_in_another_order(tmp_path: Path) -> None:
    """Withheld one after the other and released in another order, the archive is what it was."""
    path = made(tmp_path / "a.db", press())
    whole = told(path)
    names = ("r-copy", "r-tram", "r-near", "r-flood")
    with leaver(path) as room:
        for name in names:
            room.withhold([name], because=WHY)
        assert room.withhold(names[:1], because="Again.").done == ()
    sound(path)
    with leaver(path) as room:
        room.release([names[2], names[0]], because="x")
        room.release([names[1], names[3]], because="x")
    assert told(path) == whole
    sound(path)


def test_all_of_it_may_leave(tmp_path: Path) -> None:
    """An archive of which everything is withheld holds nothing that is shown, and comes back whole."""
    path = made(tmp_path / "a.db", press())
    whole = told(path)
    everything = [f"A-{number:04d}" for number in range(1, 14)]
    with leaver(path) as room:
        report = room.withhold(everything, because=WHY)
        assert report.withheld == len(everything)
    assert content(told(path)) == []
    sound(path)
    with leaver(path) as room:
        room.release(everything, because="x")
    assert told(path) == whole


@pytest.mark.parametrize(("withheld", "come"), [(1, (1, 2)), (2, (2,)), (3, (0,))])
def test_several_texts_of_one_address_come_while_some_are_withheld(
    tmp_path: Path, withheld: int, come: tuple[int, ...]
) -> None:
    """New versions and known ones are withheld with the others, however many the address has."""
    told = [f"The {name} of Orbek was closed on Monday for {days} days." for days, name in enumerate(PLACES, start=3)]
    pages = [make_article(url="https://a.example/1", headline=text[:9], text=text) for text in told]
    path = made(tmp_path / "a.db", pages[:withheld])
    with leaver(path) as person:
        person.withhold([f"A-{number:04}" for number in range(1, withheld + 1)], because=WHY)
    fresh_archive(path, [pages[number] for number in come])
    sound(path)
    with closing(open_reader(path)) as conn:
        assert conn.execute("SELECT count(*) FROM article").fetchone() == (0,)
        assert conn.execute("SELECT count(*) FROM withheld").fetchone() == (3,)


def test_what_comes_again_stays_withheld(tmp_path: Path) -> None:
    """The same page, another capture of it and a new version at its address stay withheld; then all come back."""
    pages = press()
    again = make_article(
        url="https://mail.example/tram",
        headline="Tram opens",
        text=TOWN,
        published="2031-05-02",
        record_id="r-tram-2",
        captured="2031-05-09T10:00:00Z",
        payload=b"other bytes",
        language="en",
    )
    version = make_article(url="https://mail.example/tram", text=(*TOWN, "The mayor has resigned."), language="en")
    path = made(tmp_path / "a.db", pages)
    with leaver(path) as room:
        room.withhold(["r-tram"], because=WHY)
    before = content(told(path))
    lines = fresh_archive(path, [pages[0], again, version])
    settled(path)
    assert [line.outcome for line in lines] == [Outcome.KNOWN, Outcome.NEW, Outcome.NEW]
    assert content(told(path)) == before
    sound(path)
    with closing(open_reader(path)) as conn:
        withheld = [each.article for each in absent.withheld(conn)]
        assert [each.accession for each in withheld] == ["A-0001", "A-0014"]
        assert {each.because for each in withheld} == {WHY}
    with leaver(path) as room:
        room.release(["A-0001", "r-tram-2", "A-0014"], because="x")
    assert told(path) == told(made(tmp_path / "b.db", [*pages, again, version]))
    sound(path)


def test_what_was_purged_is_turned_away(tmp_path: Path) -> None:
    """The same text or bytes at its address, or its bytes anywhere, are rejected; another text there is taken in."""
    pages = press()
    path = made(tmp_path / "a.db", pages)
    with leaver(path) as room:
        room.purge(["r-flood"], because=WHY)
    before = told(path)
    elsewhere = make_article(path="elsewhere/flood-in-kastel.html", text=FLOOD, headline="Kastel flooded")
    lines = fresh_archive(path, [pages[4], elsewhere])
    assert [line.reason for line in lines] == [Reason.PURGED] * 2
    assert all(line.outcome is Outcome.REJECTED and not line.articles for line in lines)
    assert WHY in str(lines[0].detail)
    assert "not taken in again" in str(lines[0].detail)
    assert told(path) == before
    other = make_article(url="https://lenn.example/flood", text="Another text at the same address, on another day.")
    assert fresh_archive(path, [other])[0].outcome is Outcome.NEW
    with closing(open_reader(path)) as conn:
        assert conn.execute("SELECT max(accession) FROM article").fetchone() == ("A-0014",)


def test_numbers_are_never_given_twice(tmp_path: Path) -> None:
    """The last article is purged, the one before withheld: the next one gets a number of its own."""
    path = made(tmp_path / "a.db", press())
    with leaver(path) as room:
        room.withhold(["A-0012"], because=WHY)
        room.purge(["A-0013"], because=WHY)
    fresh_archive(path, [make_article(url="https://new.example/", text="A new one, of which nobody had heard.")])
    with closing(open_reader(path)) as conn:
        assert conn.execute("SELECT accession FROM article ORDER BY id DESC LIMIT 1").fetchone() == ("A-0014",)


def test_a_legal_hold_forbids_to_purge(tmp_path: Path) -> None:
    """Held, an article is shown, can be withheld and released, and not purged until the hold is lifted."""
    path = made(tmp_path / "a.db", press())
    whole = told(path)
    with leaver(path) as room:
        report = room.hold(["r-flood"], because="Order 12/31.")
        assert [each.article.accession for each in report.done] == ["A-0005"]
        assert room.hold(["r-flood"], because="Again.").done == ()
        assert content(told(path)) == whole
        assert told(path) != whole
        with pytest.raises(HeldByLaw, match=r"Order 12/31\. Nothing was purged"):
            room.purge(["r-tram", "r-flood"], because=WHY)
        assert content(told(path)) == whole
        room.withhold(["r-flood"], because=WHY)
        with pytest.raises(HeldByLaw):
            room.purge(["A-0005"], because=WHY)
        room.lift(["A-0005"], because="It has ended.")
        room.purge(["A-0005"], because=WHY)
    with closing(open_reader(path)) as conn:
        assert absent.held(conn) == ()
        assert [each.article.id for each in absent.purged(conn)] != []
    sound(path)


def test_names_find_what_is_absent(tmp_path: Path) -> None:
    """Public id, its beginning, accession and record id name a withheld article; errors say its state and why."""
    path = made(tmp_path / "a.db", press())
    with open_store(path) as store:
        (name,) = store.conn.execute("SELECT public_id FROM article WHERE id = 5").fetchone()
        room = Leaver(store, by="R. Oor")
        for ref in (name, name[:8], "A-0005", "a-5", "r-flood"):
            assert len(room.withhold([ref], because=WHY).done) == 1
            assert len(room.release([ref], because=WHY).done) == 1
        room.withhold(["r-flood"], because=WHY)
        curator = Curator(store)
        with pytest.raises(AbsentArticle, match=r"A-0005 is withheld since .*, by R\. Oor: The family asked\."):
            curator.set_fact("r-flood", "outlet", "X", because="x")
        room.purge(["r-flood"], because=WHY)
        with pytest.raises(AbsentArticle, match=r"A-0005 was purged on "):
            curator.set_fact("A-0005", "outlet", "X", because="x")
        with pytest.raises(CorrectionError, match="Nothing of it is left"):
            room.release(["A-0005"], because=WHY)
        with pytest.raises(UnknownArticle):
            room.withhold(["A-0099"], because=WHY)
        with pytest.raises(CorrectionError, match="say why"):
            room.withhold(["A-0001"], because=" ")


def test_what_a_person_said_leaves_and_comes_back(tmp_path: Path) -> None:
    """Relations, merged stories and corrections go with an article, and come back when none of them is withheld."""
    path = made(tmp_path / "a.db", press())
    with open_store(path) as store:
        curator = Curator(store, by="R. Oor")
        curator.relate("r-tram", "r-flood", RelationKind.REWORKED, because="Both quote the tide tables.")
        curator.unrelate("r-tram", "r-copy", because="The copy was made up.")
        curator.set_fact("r-tram", "author", "Bo Kern", because="He told us.")
        StoryCurator(store, by="R. Oor").merge(["r-tram", "A-0007"], because="One week in Orbek.")
    whole = told(path)
    details = _details(path)
    for order in (("r-tram", "r-flood", "r-tram", "r-flood"), ("r-flood", "r-tram", "r-tram", "r-flood")):
        with leaver(path) as room:
            room.withhold([order[0]], because=WHY)
            room.withhold([order[1]], because=WHY)
            sound(path)
            assert not any("tide tables" in line or "Bo Kern" in line for line in [*_details(path), *told(path)])
            room.release([order[2]], because="x")
            assert not any("tide tables" in line for line in [*_details(path), *told(path)])
            room.release([order[3]], because="x")
        assert told(path) == whole
        assert set(details) <= set(_details(path))
        sound(path)


def _details(path: Path) -> list[str]:
    with closing(open_reader(path)) as conn:
        return [row[0] for row in conn.execute("SELECT detail FROM event")]


def test_a_detail_that_is_gone_is_accounted_for(tmp_path: Path) -> None:
    """The log's chain holds without the details that a purge took out; one that anybody else took out is a problem."""
    path = made(tmp_path / "a.db", press())
    with open_store(path) as store:
        Curator(store).set_fact("r-tram", "author", "Bo Kern", because="He told us.")
        Curator(store).set_fact("r-copy", "author", "Bo Kern", because="He told us.")
        Leaver(store).purge(["r-tram"], because=WHY)
    sound(path)
    assert sum("Bo Kern" in line for line in _details(path)) == 1
    with closing(sqlite3.connect(path)) as conn, conn:
        conn.execute("UPDATE event SET detail = '', salt = '' WHERE detail LIKE '%Bo Kern%'")
    with closing(open_reader(path)) as conn:
        assert [(each.table, "neither a withholding" in each.problem) for each in verify.check(conn)] == [
            ("event", True)
        ]


def test_a_sealed_pack_that_was_altered_is_found(tmp_path: Path) -> None:
    """A byte of a withheld article's rows is changed: verify says so."""
    path = made(tmp_path / "a.db", press())
    with leaver(path) as room:
        room.withhold(["r-tram"], because=WHY)
    with closing(sqlite3.connect(path)) as conn, conn:
        conn.execute("UPDATE sealed SET pack = CAST(pack || x'00' AS BLOB)")
    with closing(open_reader(path)) as conn:
        assert [each.table for each in verify.check(conn)] == ["sealed"]


def test_a_file_that_others_received_stays(tmp_path: Path) -> None:
    """Two articles of the very same bytes: purging one keeps them and says for whom; its own address is turned away."""
    pages = [
        make_article(url=f"https://{host}.example/x", text=FLOOD, payload=b"<p>the very same</p>") for host in "ab"
    ]
    path = made(tmp_path / "a.db", pages)
    with leaver(path) as room:
        report = room.purge(["A-0001"], because=WHY)
        (shared,) = report.done[0].shared
        assert report.done[0].received == 0
        assert len(shared.articles) == 1
    assert [line.outcome for line in fresh_archive(path, pages)] == [Outcome.REJECTED, Outcome.KNOWN]
    with leaver(path) as room:
        room.withhold(["A-0002"], because=WHY)
    sound(path)


def test_every_table_that_names_articles_is_thought_of(tmp_path: Path) -> None:
    """A table that points at articles is packed, made anew, or set aside: one that is new must be added somewhere."""
    path = made(tmp_path / "a.db", [])
    known = {
        *PACKED,
        *removal.MADE_OF,
        "relation",
        "family_member",
        "sampled",
        "shingle",
        "shingle_settled",
        "story_statement_article",
    }
    with closing(open_reader(path)) as conn:
        tables = [row[0] for row in conn.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        pointing = {
            table
            for table in tables
            for row in conn.execute(f"SELECT * FROM pragma_foreign_key_list('{table}')")  # noqa: S608  our names
            if row[2] in {"article", "capture", "extraction", "received", "text"}
        }
    assert pointing <= known
