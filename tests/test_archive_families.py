"""Exact copies, versions, families, and what people said of them."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from archive import reader
from archive.curation import Curator
from archive.links import PLACE_CAP
from archive.related import stored_relations
from archive.store import open_store
from schemas.relation import Relation, RelationKind, TextAxis
from schemas.view import Filters

Make = Callable[..., Any]

OLD = "The ferry at Velmark runs from six in the morning until the last train has come in, the harbour office said."
NEW = "The ferry at Velmark runs from seven in the morning until the last train has come in, the harbour office said."
OTHER = "Farmers around Osterby expect a poor harvest of rye after five weeks without a drop of rain in the valley."


@contextmanager
def read(path: Path) -> Iterator[sqlite3.Connection]:
    """Give a reader's connection."""
    with closing(reader.open_reader(path)) as conn:
        yield conn


def kinds(conn: sqlite3.Connection) -> list[str]:
    """Return the kinds of all relations."""
    return sorted(each.kind.value if each.kind else "none" for each in reader.relations_of(conn))


def links(conn: sqlite3.Connection) -> list[Relation]:
    """Return the links of the chains of copies and versions."""
    return [each for each in stored_relations(conn) if not each.method.startswith("text/")]


def test_same_text_elsewhere_is_a_copy(tmp_path: Path, make_article: Make, fresh_archive: Make) -> None:
    """The same words at another address are another article, related as same_text; case does not count."""
    path = tmp_path / "a.db"
    copies = [
        make_article(url="https://a.example/1", text=OLD),
        make_article(url="https://b.example/1", text=OLD.upper()),
    ]
    fresh_archive(path, [*copies, make_article(url="https://c.example/1", text=OTHER)])
    with read(path) as conn:
        [relation] = reader.relations_of(conn)
        assert (relation.kind, relation.text, relation.jaccard) == (RelationKind.SAME_TEXT, TextAxis.SAME, 1.0)
        assert relation.a < relation.b
        assert "Equal text of" in relation.evidence
        [family] = reader.stories(conn, families=True)
        assert family.members == tuple(sorted(family.members))
        assert family.story == f"f-{min(family.members)}"


def test_many_copies_take_few_rows_and_all_are_told(tmp_path: Path, make_article: Make, fresh_archive: Make) -> None:
    """Twenty copies are nineteen rows; each article is told all of the other nineteen."""
    path = tmp_path / "a.db"
    fresh_archive(path, [make_article(url=f"https://a{n}.example/1", text=OLD) for n in range(20)])
    with read(path) as conn:
        assert len(list(stored_relations(conn))) == 19
        assert len({(each.a, each.b) for each in reader.iter_relations(conn)}) == 190
        for number in (1, 7, 20):
            told = reader.relations_of(conn, f"A-{number}")
            assert len(told) == 19
            assert {each.kind for each in told} == {RelationKind.SAME_TEXT}
            assert all(each.a < each.b for each in told)
        [family] = reader.stories(conn, families=True)
        assert len(family.members) == 20
        assert family.why == "same_text: 19"


def test_another_text_at_an_address_is_a_version(tmp_path: Path, make_article: Make, fresh_archive: Make) -> None:
    """The evidence says how much of the wording is shared."""
    path = tmp_path / "a.db"
    fresh_archive(path, [make_article(url="https://a.example/1", text=text) for text in (OLD, NEW)])
    with read(path) as conn:
        [relation] = reader.relations_of(conn)
        assert relation.kind is RelationKind.VERSION
        assert relation.jaccard is not None
        assert 0.5 < relation.jaccard < 1
        assert relation.evidence.startswith("Obtained from the same address, with another text; ")


def test_versions_are_a_chain_by_time(tmp_path: Path, make_article: Make, fresh_archive: Make) -> None:
    """Three versions are two links, each to the one captured before it, whatever the order of arrival."""
    path = tmp_path / "a.db"
    times = {"second": "2022-02-01", "third": "2022-03-01", "first": "2022-01-01"}
    fresh_archive(
        path, [make_article(url="https://a.example/1", text=f"{OLD} {word}", captured=at) for word, at in times.items()]
    )
    with read(path) as conn:
        words = {record.id: record.text.rsplit(" ", 1)[1] for record in reader.iter_articles(conn)}
        pairs = {frozenset({words[each.a], words[each.b]}) for each in links(conn)}
        assert pairs == {frozenset({"first", "second"}), frozenset({"second", "third"})}
        assert kinds(conn) == ["version"] * 3


def test_a_page_without_url_is_a_version_at_its_place(tmp_path: Path, make_article: Make, fresh_archive: Make) -> None:
    """Other bytes at the same place whose text clearly overlaps: a version. Another text, or another place: none."""
    path = tmp_path / "a.db"
    pages = [
        make_article(path="dump/7.txt", text=OLD),
        make_article(path="dump/7.txt", text=NEW),
        make_article(path="dump/7.txt", text=OTHER),
        make_article(path="dump/8.txt", text=f"{OLD} Again."),
    ]
    fresh_archive(path, pages)
    with read(path) as conn:
        [relation] = links(conn)
        assert relation.kind is RelationKind.VERSION
        assert relation.evidence.startswith("Met at the same place in the folder")


def test_lines_of_one_file_are_different_places(tmp_path: Path, make_article: Make, fresh_archive: Make) -> None:
    """Two records of one container that resemble each other are no versions."""
    path = tmp_path / "a.db"
    fresh_archive(path, [make_article(path="all.jsonl", offset=n, text=text) for n, text in ((1, OLD), (2, NEW))])
    with read(path) as conn:
        assert "version" not in kinds(conn)


def test_a_common_file_name_ties_nothing(tmp_path: Path, make_article: Make, fresh_archive: Make) -> None:
    """Where very many articles were met under one name, the name is no evidence; crossing the cap re-decides."""
    path = tmp_path / "a.db"
    pages = [make_article(path="index.html", text=f"{OLD} {n}.") for n in range(PLACE_CAP + 1)]
    fresh_archive(path, pages[:-1])
    with read(path) as conn:
        assert kinds(conn).count("version") == PLACE_CAP - 1
    fresh_archive(path, pages[-1:])
    with read(path) as conn:
        assert "version" not in kinds(conn)
        assert links(conn) == []


def test_a_family_that_grows_is_found_by_its_old_name(tmp_path: Path, make_article: Make, fresh_archive: Make) -> None:
    """Any member's id names the family, so that a name that was written down still finds it."""
    path = tmp_path / "a.db"
    for number in range(6):
        fresh_archive(path, [make_article(url=f"https://a{number}.example/1", text=OLD)])
    with read(path) as conn:
        names = [record.id for record in reader.iter_articles(conn)]
        for name in names:
            found = [record.id for record in reader.iter_articles(conn, Filters(story=f"f-{name}"))]
            assert sorted(found) == sorted(names)


def test_two_that_a_person_parted_stay_parted(tmp_path: Path, make_article: Make, fresh_archive: Make) -> None:
    """Unrelated copies are never in one family, also when more copies come; undone, all is as measured."""
    path = tmp_path / "a.db"
    pages = [make_article(url=f"https://a{number}.example/1", text=OLD) for number in range(4)]
    fresh_archive(path, pages[:3])
    with open_store(path) as store:
        Curator(store).unrelate("A-0001", "A-0002", because="One quotes the other in full.")
    fresh_archive(path, pages)
    with read(path) as conn:
        one, two = (reader.find_article(conn, name) for name in ("A-1", "A-2"))
        assert one is not None
        assert two is not None
        assert not any({one.id, two.id} <= set(family.members) for family in reader.stories(conn, families=True))
        [said] = [each for each in reader.relations_of(conn, "A-1") if {each.a, each.b} == {one.id, two.id}]
        assert (said.kind, said.method, said.because) == (None, "person", "One quotes the other in full.")
    with open_store(path) as store:
        Curator(store).undo_relation("A-0002", "A-0001")
    with read(path) as conn:
        [family] = reader.stories(conn, families=True)
        assert len(family.members) == 4


def test_two_that_a_person_tied_stay_tied(tmp_path: Path, make_article: Make, fresh_archive: Make) -> None:
    """A stated relation makes a family and outlives re-ingest; a look-alike ties nothing."""
    path = tmp_path / "a.db"
    pages = [make_article(url=f"https://a{n}.example/1", text=text) for n, text in enumerate((OLD, OTHER, NEW))]
    fresh_archive(path, pages)
    with open_store(path) as store:
        curator = Curator(store, by="Ann")
        curator.relate("A-0001", "A-0003", RelationKind.REWORKED, because="Same release.")
        curator.relate("A-0001", "A-0002", RelationKind.LOOKALIKE, because="Another valley.")
    fresh_archive(path, pages)
    with read(path) as conn:
        assert kinds(conn) == ["lookalike", "reworked"]
        assert {each.by for each in reader.relations_of(conn)} == {"Ann"}
        [family] = reader.stories(conn, families=True)
        assert len(family.members) == 2
