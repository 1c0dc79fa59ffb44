"""Notes, highlights, tags, checks and selections: written, changed, taken back; private unless it is said otherwise."""

import hashlib
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from builders import fresh_archive, make_article

from archive import marks
from archive.anchors import anchor_of, find_again
from archive.desk import Desk, open_desk
from archive.reader import find_article, open_reader
from archive.store import open_store
from archive.texts import pack
from schemas.errors import CorrectionError, UnknownArticle
from schemas.marks import Highlight

TEXT = "The ferry sank off Orbek.\n\nThe ferry was raised on Monday, said Pela Roth. The ferry will sail again."


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Give an archive of three articles."""
    pages = [
        make_article(url=f"https://a.example/{number}", headline=f"Ferry {number}", text=TEXT + f" {number}.",
                     tags=["ferries"], outlet="Tide Times")
        for number in range(3)
    ]  # fmt: skip
    fresh_archive(tmp_path / "a.db", pages)
    return tmp_path / "a.db"


@contextmanager
def desk(path: Path) -> Iterator[Desk]:
    """Open an archive for a person."""
    with open_desk(path, by="R. Oor") as opened:
        yield opened


def test_a_note_is_private_until_it_is_said_otherwise(path: Path) -> None:
    """Everybody reads none of the private ones; made public it shows, private again it does not."""
    with desk(path) as room:
        note = room.marks.add_note("A-0001", "Ask the port.\nTwice.")
        assert (note.body, note.is_private, note.by) == ("Ask the port.\nTwice.", True, "R. Oor")
    with closing(open_reader(path)) as conn:
        assert marks.notes_of(conn, "A-0001") == ()
        assert [each.name for each in marks.notes_of(conn, "A-0001", is_owner=True)] == [note.name]
    for is_private, count in ((False, 1), (True, 0)):
        with desk(path) as room:
            room.marks.change(note.name, is_private=is_private)
        with closing(open_reader(path)) as conn:
            assert len(marks.notes_of(conn, "A-0001")) == count
            assert conn.execute("SELECT count(*) FROM shown_annotation").fetchone() == (count,)


def test_each_change_of_a_note_is_taken_back_in_turn(path: Path) -> None:
    """Changed, removed, and undone thrice: what stood before stands again, until there is no note."""
    with desk(path) as room:
        name = room.marks.add_note("A-0001", "First.", is_private=False).name
        room.marks.change(name, body="Second.")
        room.marks.remove(name, because="Wrong.")
        assert marks.all_notes(room.facts._conn) == ()  # noqa: SLF001  the open archive
        with pytest.raises(CorrectionError, match="there is no note"):
            room.marks.change(name, body="Third.")
        for body in (["Second."], ["First."], []):
            room.marks.undo(name)
            with closing(open_reader(path)) as conn:
                assert [each.body for each in marks.notes_of(conn, "A-0001")] == body
        with pytest.raises(CorrectionError, match="there is no note"):
            room.marks.undo(name)


def test_a_note_that_is_sent_twice_is_one(path: Path) -> None:
    """The very same note in the same second is not written twice; an empty one and a wrong name are refused."""
    with desk(path) as room:
        room.marks._store.clock = lambda: "2031-01-01T00:00:00Z"  # noqa: SLF001  one moment
        assert room.marks.add_note("A-0001", "Once.") == room.marks.add_note("A-0001", "Once.")
        with pytest.raises(CorrectionError, match="empty"):
            room.marks.add_note("A-0001", " \n")
        with pytest.raises(UnknownArticle):
            room.marks.add_note("A-0099", "x")
        assert len(marks.all_notes(room.facts._conn)) == 1  # noqa: SLF001  the open archive


def test_a_passage_is_told_by_what_stands_around_it() -> None:
    """Words that stand thrice need surroundings or an offset; blanks are any blanks; the words are the text's own."""
    with pytest.raises(CorrectionError, match="stands 3 times"):
        anchor_of(TEXT, "The ferry")
    assert anchor_of(TEXT, "The ferry", suffix=" was raised").start == TEXT.index("The ferry was")
    assert anchor_of(TEXT, "The ferry", start=60).start == TEXT.index("The ferry will")
    anchor = anchor_of(TEXT, "off  Orbek. The ferry was")
    assert anchor.exact == "off Orbek.\n\nThe ferry was"
    assert (anchor.prefix, anchor.suffix) == ("The ferry sank ", TEXT[anchor.end : anchor.end + 32])
    with pytest.raises(CorrectionError, match="does not stand in the text"):
        anchor_of(TEXT, "The boat")


def test_a_passage_is_found_again_or_lost() -> None:
    """In another text it is found by its words and surroundings; gone, or several times alike, it is lost."""
    anchor = anchor_of(TEXT, "The ferry", suffix=" was raised")
    assert find_again(anchor, TEXT, anchor.text_sha256)[0] == "as made"
    longer = f"By A. Writer\n\n{TEXT}"
    assert find_again(anchor, longer, "x")[:2] == ("found again", longer.index("The ferry was"))
    assert find_again(anchor, "All is well.", "x")[0] == "lost"
    standing, start, _, why = find_again(anchor, "The ferry left. The ferry came.", "x")
    assert (standing, start) == ("lost", None)
    assert "2 times" in why


def test_a_highlight_stays_with_its_words(path: Path) -> None:
    """It is read with where it stands, its words on it change and are taken back, the passage does not."""
    with desk(path) as room:
        made = room.marks.add_highlight("A-0002", "said Pela Roth", body="Who is she?")
        changed = room.marks.change(made.name, body="", is_private=False)
    assert isinstance(changed, Highlight)
    assert (changed.anchor, changed.body, changed.standing) == (made.anchor, "", "as made")
    with closing(open_reader(path)) as conn:
        (found,) = marks.highlights_of(conn, "A-0002")
        record = find_article(conn, "A-0002")
    assert record is not None
    assert record.text[found.start : found.end] == "said Pela Roth"


def test_a_highlight_is_found_again_when_the_page_is_read_anew(path: Path) -> None:
    """Another text of the article has the passage elsewhere, then not at all: found again, then lost, then as made."""
    with desk(path) as room:
        room.marks.add_highlight("A-0001", "said Pela Roth", is_private=False)
    texts = {"found again": f"Read anew.\n\n{TEXT}", "lost": "All is well in Orbek."}
    with open_store(path) as store:
        (first,) = store.conn.execute("SELECT text_id FROM extraction WHERE article_id = 1").fetchone()
        for standing, text in texts.items():
            sha256 = hashlib.sha256(text.encode()).hexdigest()
            row = "INSERT INTO text(sha256, words, body) VALUES (?, 1, ?)"
            number = store.conn.execute(row, (sha256, pack(text))).lastrowid
            store.conn.execute("UPDATE extraction SET text_id = ? WHERE article_id = 1", (number,))
            (found,) = marks.highlights_of(store.conn, "A-0001")
            assert (found.standing, found.start) == (standing, text.find("said Pela") if "Pela" in text else None)
        store.conn.execute("UPDATE extraction SET text_id = ? WHERE article_id = 1", (first,))
        assert marks.highlights_of(store.conn, "A-0001")[0].standing == "as made"


def test_tags_are_added_and_taken_away(path: Path) -> None:
    """The list that the page gives stays, one is added or left out; undone as every correction is."""
    with desk(path) as room:
        assert room.marks.add_tag("A-0001", "sea").after == "ferries; sea"
        assert room.marks.remove_tag("A-0001", "ferries").after == "sea"
        with pytest.raises(CorrectionError, match=r"no tag 'ferries'. Its tags: sea"):
            room.marks.remove_tag("A-0001", "ferries")
        with pytest.raises(CorrectionError, match="without a semicolon"):
            room.marks.add_tag("A-0001", "a; b")
        assert room.marks.remove_tag("A-0001", "sea").after is None
        assert room.facts.undo("A-0001", "tag").after == "sea"


def test_a_check_is_of_a_value(path: Path) -> None:
    """It holds while the value is the same, is outdated by another one, and holds again when that is taken back."""
    with desk(path) as room:
        check = room.marks.confirm("A-0001", "outlet", because="Seen in print.")
        assert (check.value, check.is_outdated, check.is_on_other_evidence) == ("Tide Times", False, False)
        room.facts.set_fact("A-0001", "outlet", "The Tide", because="Its masthead.")
        (outdated,) = marks.checks_of(room.facts._conn, "A-0001")  # noqa: SLF001  the open archive
        assert outdated.is_outdated
        room.facts.set_fact("A-0001", "outlet", "Tide Times", because="No, it was right.")
        (other,) = marks.checks_of(room.facts._conn, "A-0001")  # noqa: SLF001  the open archive
        assert (other.is_outdated, other.is_on_other_evidence) == (False, True)
        room.marks.undo_confirm("A-0001", "outlet")
        assert marks.checks_of(room.facts._conn, "A-0001") == ()  # noqa: SLF001  the open archive
        with pytest.raises(CorrectionError, match="is unknown: there is nothing to confirm"):
            room.marks.confirm("A-0001", "section")


def test_a_selection_keeps_its_order(path: Path) -> None:
    """Added at the end, put in another order, taken out with its note, and each step taken back."""
    with desk(path) as room:
        made = room.selections.create("The Ferry of Orbek")
        name = made.selection.name
        assert (name, made.selection.is_private) == ("the-ferry-of-orbek", True)
        room.selections.add(name, ["A-0003", "A-0001"])
        room.selections.add(name, ["A-0001", "A-0002"])
        ids = [each.article for each in room.selections.note(name, "A-0001", "The first report.").entries]
        ordered = room.selections.order(name, ["A-0001"])
        assert [each.article for each in ordered.entries] == [ids[1], ids[0], ids[2]]
        assert ordered.entries[0].note == "The first report."
        assert [each.article for each in room.selections.remove(name, ["A-0001"]).entries] == [ids[0], ids[2]]
        with pytest.raises(CorrectionError, match="is not in"):
            room.selections.remove(name, ["A-0001"])
        room.selections.undo(name)
        undone = room.selections.undo(name)
        assert undone is not None
        assert [each.article for each in undone.entries] == ids
        with pytest.raises(CorrectionError, match="already"):
            room.selections.create("The ferry of Orbek!")


def test_a_selection_is_private_with_all_that_is_in_it(path: Path) -> None:
    """Everybody sees a public one with its entries and notes, none of a private one; removed and undone it is back."""
    with desk(path) as room:
        room.selections.create("Ferry", note="On it.")
        room.selections.add("ferry", ["A-0001"], note="Look.")
    with closing(open_reader(path)) as conn:
        assert marks.selections(conn) == ()
        assert marks.selection(conn, "ferry") is None
        assert marks.selections_of(conn, "A-0001") == ()
    with desk(path) as room:
        room.selections.change("ferry", is_private=False)
    with closing(open_reader(path)) as conn:
        view = marks.selection(conn, "ferry")
        assert view == marks.selection(conn, "ferry", is_owner=True)
        assert view is not None
        assert [each.note for each in view.entries] == ["Look."]
        assert [each.name for each in marks.selections_of(conn, "A-0001")] == ["ferry"]
    with desk(path) as room:
        room.selections.delete("ferry")
    with closing(open_reader(path)) as conn:
        assert marks.selections(conn, is_owner=True) == marks.selections(conn) == ()
    with desk(path) as room:
        assert room.selections.undo("ferry") == view
        room.selections.delete("ferry")
        assert room.selections.create("Ferry").entries == ()
