"""What the owner wrote on an article leaves with it, comes back with it, and is united where archives are merged."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from builders import fresh_archive, make_article
from traces import traces_in_file

from archive import marks, places, verify
from archive.desk import Desk, open_desk
from archive.leaving import Leaver
from archive.merge import merge
from archive.reader import find_article, open_reader
from archive.store import open_store
from ingest.pipeline import EXTRACTOR

WHY = "A court says so."
PLANTED = ("jnotezqwort", "kquotezqwort", "vselzqwort", "wcalledzqwort", "xnamedzqwort", "zwhyzqwort")
NOTE, QUOTE, ENTRY, CALLED, NAMED, REASON = PLANTED
NAME = "A-0002"


def _pages(outlets: tuple[str, ...]) -> list[object]:
    told = (f"The pilot, {QUOTE}, said that the quay of Orbek will be open again on Monday.", "The quay is closed.")
    return [
        make_article(url=f"https://a.example/{number}", headline=f"Quay {number}", outlet=outlet, language="en",
                     extractor=EXTRACTOR, text=[f"Notice {number} of the harbour master of Orbek.", told[number != 1]])
        for number, outlet in enumerate(outlets)
    ]  # fmt: skip


@contextmanager
def desk(path: Path, at: str = "2031-05-01T10:00:00Z") -> Iterator[Desk]:
    """Open an archive for a person, at a moment."""
    with open_desk(path, by="R. Oor") as opened:
        opened.facts._store.clock = lambda: at  # noqa: SLF001  the store of all curators
        yield opened


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Give an archive of three articles, the second with everything that an owner can write on one."""
    fresh_archive(tmp_path / "a.db", _pages(("Tide Times", f"{CALLED} Post", "Far News")))  # type: ignore[arg-type]
    with desk(tmp_path / "a.db") as room:
        room.marks.add_note(NAME, f"Ask {NOTE}.", is_private=False)
        room.marks.add_note(NAME, f"Do not print {NOTE}.")
        room.marks.add_highlight(NAME, f"The pilot, {QUOTE}", body="Who?", is_private=False)
        room.marks.add_tag(NAME, "quay")
        room.marks.confirm(NAME, "headline", because=f"{REASON} saw it.")
        room.selections.create("Quay", is_private=False)
        room.selections.add("quay", ["A-0001", NAME, "A-0003"])
        room.selections.note("quay", NAME, f"See {ENTRY}.")
        room.outlets.rename_outlet("Tide Times", f"{CALLED} Post", because="A mistake.")
        room.outlets.undo_outlet("Tide Times")
        room.outlets.rename_outlet(f"{CALLED} Post", f"{NAMED} Post", because=REASON)
        room.outlets.rename_outlet("Far News", f"{NAMED} Post", because="One newsroom.")
        room.outlets.rename_outlet(f"{NAMED} Post", "Group", because="Their own word.")
    return tmp_path / "a.db"


def said(path: Path) -> tuple[object, ...]:
    """Return all that is said of the second article, and the outlets, once the archive is sound."""
    with closing(open_reader(path)) as conn:
        assert verify.check(conn) == ()
        return (
            marks.notes_of(conn, NAME, is_owner=True),
            marks.highlights_of(conn, NAME, is_owner=True),
            marks.checks_of(conn, NAME),
            marks.selection(conn, "quay"),
            marks.selections_of(conn, NAME),
            marks.outlets(conn),
            marks.outlet_naming_of(conn, NAME),
            verify.digest(conn),
        )


def test_what_is_withheld_takes_it_along_and_brings_it_back(path: Path) -> None:
    """Withheld, nothing of it is read by anybody, not by the owner's reading either; released, all is as it was."""
    before = said(path)
    with open_store(path) as store:
        Leaver(store).withhold([NAME], because=WHY)
    with closing(open_reader(path)) as conn:
        assert verify.check(conn) == ()
        view = marks.selection(conn, "quay", is_owner=True)
        assert view is not None
        assert [each.note for each in view.entries] == ["", ""]
        assert marks.all_notes(conn) == ()
        told = str((marks.outlets(conn), marks.annotated(conn, is_owner=True), view))
        open_tables = ("shown_annotation", "shown_selection_article", "outlet_naming", "checked", "event")
        told += str([conn.execute(f"SELECT * FROM {table}").fetchall() for table in open_tables])  # noqa: S608  our names
    assert not [word for word in (NOTE, QUOTE, ENTRY, CALLED) if word in told]
    with open_store(path) as store:
        Leaver(store).release([NAME], because=WHY)
    assert said(path) == before


@pytest.mark.parametrize("is_withheld_first", [False, True])
def test_nothing_of_it_is_left_of_a_purged_article(path: Path, *, is_withheld_first: bool) -> None:
    """Note, quote, entry, check and outlet's names go from every table, the log and the file; the others stay."""
    assert traces_in_file(path, PLANTED) == set(PLANTED)
    with open_store(path) as store:
        if is_withheld_first:
            Leaver(store).withhold([NAME], because=WHY)
        Leaver(store).purge([NAME], because=WHY)
    assert traces_in_file(path, PLANTED) <= {NAMED}  # the owner's own word, which the other outlet had, too
    with closing(open_reader(path)) as conn:
        assert verify.check(conn) == ()
        record = find_article(conn, "A-0003")
        assert record is not None
        assert record.outlet == "Group"
        view = marks.selection(conn, "quay")
        assert view is not None
        assert len(view.entries) == 2


def test_an_outlet_of_several_keeps_its_name(tmp_path: Path) -> None:
    """Of two articles of an outlet one is purged: what was said of the outlet stays with the other, sealed or not."""
    path = tmp_path / "a.db"
    fresh_archive(path, _pages(("Post", "Post", "Post")))  # type: ignore[arg-type]
    with desk(path) as room:
        room.outlets.rename_outlet("Post", "The Post", because=WHY)
    with open_store(path) as store:
        Leaver(store).withhold(["A-0001", "A-0003"], because=WHY)
        Leaver(store).purge([NAME], because=WHY)
        Leaver(store).release(["A-0001"], because=WHY)
    with closing(open_reader(path)) as conn:
        assert verify.check(conn) == ()
        (only,) = marks.outlets(conn)
        assert (only.name, only.articles, only.called) == ("The Post", 1, ("Post",))


def _copy(path: Path, other: Path) -> Path:
    with closing(sqlite3.connect(path)) as conn, closing(sqlite3.connect(other)) as target:
        conn.backup(target)
    return other


def test_archives_bring_it_along(path: Path, tmp_path: Path) -> None:
    """Merged in either order, twice, or with one that holds part of it, all that was said is there once."""
    other = tmp_path / "b.db"
    fresh_archive(other, _pages(("Tide Times", f"{CALLED} Post", "Far News"))[:2])  # type: ignore[arg-type]
    with desk(other, "2031-05-02T10:00:00Z") as room:
        room.marks.add_note(NAME, "A colleague's note.", is_private=False)
        room.selections.create("Quay", is_private=False)
        room.selections.add("quay", ["A-0001"], note="First.")
        room.places.add_spelling("Orbek", "Orbeck")
        room.outlets.rename_outlet("Tide Times", "The Tide", because=WHY)
    united = [tmp_path / f"out-{number}.db" for number in range(3)]
    merge(united[0], [path, other])
    merge(united[1], [other, path])
    merge(united[2], [path])
    merge(united[2], [other, path])
    digests = set()
    for out in united:
        with closing(open_reader(out)) as conn:
            assert verify.check(conn) == ()
            digests.add(verify.digest(conn))
            (number,) = conn.execute(
                "SELECT accession FROM article WHERE outlet_called = ?", (f"{CALLED} Post",)
            ).fetchone()
            assert len(marks.notes_of(conn, number, is_owner=True)) == 3
            assert len(marks.highlights_of(conn, number)) == len(marks.checks_of(conn, number)) == 1
            view = marks.selection(conn, "quay")
            assert view is not None
            assert sorted(each.note for each in view.entries) == ["", "First.", f"See {ENTRY}."]
            assert places.spellings_of(conn, ("orbek",)) == (("orbek",), ("orbeck",))
            assert {each.name for each in marks.outlets(conn)} == {"The Tide", "Group"}
    assert len(digests) == 1


def test_a_merge_brings_nothing_of_what_is_purged_here(path: Path, tmp_path: Path) -> None:
    """Another archive still has the article: neither its notes nor what was said of its outlet come back."""
    out = _copy(path, tmp_path / "out.db")
    with open_store(out) as store:
        Leaver(store).purge([NAME], because=WHY)
    before = traces_in_file(out, PLANTED)
    merge(out, [path])
    assert traces_in_file(out, PLANTED) == before
    with closing(open_reader(out)) as conn:
        assert verify.check(conn) == ()


def test_a_merge_keeps_withheld_what_is_withheld_there(path: Path, tmp_path: Path) -> None:
    """A withheld article comes along with what was written on it, and is released with it."""
    before = said(path)
    with open_store(path) as store:
        Leaver(store).withhold([NAME], because=WHY)
    out = tmp_path / "out.db"
    merge(out, [path])
    with open_store(out) as store:
        number = store.conn.execute("SELECT accession FROM withheld").fetchone()[0]
        Leaver(store).release([number], because=WHY)
    with closing(open_reader(out)) as conn:
        assert verify.check(conn) == ()
        assert marks.notes_of(conn, number, is_owner=True) == before[0]
        assert marks.highlights_of(conn, number, is_owner=True) == before[1]
        assert marks.outlets(conn) == before[5]
