"""Outlets renamed and merged by their owner: rows, index and facets follow; nothing that a page said is lost."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from builders import fresh_archive, make_article

from archive import marks, outlet_names, verify
from archive.desk import Desk, open_desk
from archive.reader import facts_of, find_article, open_reader
from archive.search import search
from archive.store import open_store
from schemas.errors import CorrectionError

WHY = "One newsroom."


def _page(number: int, outlet: str | None) -> object:
    text = f"Quay number {number} of Orbek was mended on Monday, said the harbour master, and opened at noon."
    return make_article(url=f"https://a.example/{number}", headline=f"Quay {number}", text=text, outlet=outlet)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Give an archive of five articles of three outlets."""
    names = ("H. Herald", "Harbour Herald", "Harbour Herald", "Tide Times", None)
    fresh_archive(tmp_path / "a.db", [_page(number, name) for number, name in enumerate(names)])  # type: ignore[misc]
    return tmp_path / "a.db"


@contextmanager
def desk(path: Path) -> Iterator[Desk]:
    """Open an archive for a person."""
    with open_desk(path, by="R. Oor") as opened:
        yield opened


def shown(path: Path) -> dict[str | None, int]:
    """Return the outlets that a search counts, once the archive is sound."""
    with closing(open_reader(path)) as conn:
        assert verify.check(conn) == ()
        return {each.value: each.count for each in search(conn, "").facets["outlet"]}


def test_a_merge_shows_one_outlet(path: Path) -> None:
    """Two names become one in records, facets, filters and the index; the fact keeps what the page says."""
    with desk(path) as room:
        done = room.outlets.rename_outlet("H. Herald", "Harbour Herald", because=WHY)
    assert (done.articles, done.is_merge) == (1, True)
    assert shown(path) == {"Harbour Herald": 3, "Tide Times": 1, None: 1}
    with closing(open_reader(path)) as conn:
        assert search(conn, "outlet:harbour").total == 3
        assert search(conn, 'outlet:"H. Herald"').total == 0
        record = find_article(conn, "A-0001")
        assert record is not None
        assert record.outlet == "Harbour Herald"
        assert [fact.value for fact in facts_of(conn, "A-0001") if fact.field == "outlet"] == ["H. Herald"]
        said = marks.outlet_naming_of(conn, "A-0001")
        assert said is not None
        assert (said.called, said.name, said.because, said.by) == ("H. Herald", "Harbour Herald", WHY, "R. Oor")
        assert marks.outlet_naming_of(conn, "A-0002") is None


def test_what_comes_later_follows(path: Path) -> None:
    """An article that comes after a renaming, and is called so, is shown under the new name."""
    with desk(path) as room:
        room.outlets.rename_outlet("Tide Times", "The Tide", because=WHY)
    fresh_archive(path, [_page(9, "Tide Times")])  # type: ignore[list-item]
    assert shown(path)["The Tide"] == 2


def test_what_was_merged_is_renamed_and_taken_back_in_turn(path: Path) -> None:
    """Renamings add up; taken back one after the other, all is as it was."""
    before = shown(path)
    with desk(path) as room:
        room.outlets.rename_outlet("H. Herald", "Harbour Herald", because=WHY)
        room.outlets.rename_outlet("Harbour Herald", "Herald Group", because=WHY)
    assert shown(path) == {"Herald Group": 3, "Tide Times": 1, None: 1}
    with desk(path) as room:
        assert room.outlets.undo_outlet("Herald Group").articles == 3
    assert shown(path)["Harbour Herald"] == 3
    with desk(path) as room:
        assert room.outlets.undo_outlet("H. Herald").articles == 1
    assert shown(path) == before


def test_names_can_be_swapped(path: Path) -> None:
    """A name that was given up can be given to another outlet: no renaming goes in circles."""
    with desk(path) as room:
        room.outlets.rename_outlet("Tide Times", "Between", because=WHY)
        room.outlets.rename_outlet("H. Herald", "H. Herald of Orbek", because=WHY)
        room.outlets.rename_outlet("Between", "Tide Times", because="It was right.")
    assert shown(path) == {"H. Herald of Orbek": 1, "Harbour Herald": 2, "Tide Times": 1, None: 1}
    with closing(open_reader(path)) as conn:
        (tide,) = [each for each in marks.outlets(conn) if each.name == "Tide Times"]
        assert tide.called == ()


@pytest.mark.parametrize(
    ("old", "new", "because", "words"),
    [
        ("Herald", "X", WHY, "no article shows the outlet 'Herald'. Near it: 'H. Herald', 'Harbour Herald'"),
        ("Tide Times", " ", WHY, "an outlet is called something"),
        ("Tide Times", "X", " ", "say why"),
        ("Tide Times", "Tide  Times", WHY, "called 'Tide Times' already"),
    ],
)
def test_what_cannot_be_renamed_says_what_to_write(path: Path, old: str, new: str, because: str, words: str) -> None:
    """A wrong name, an empty one and one without a reason are refused with what to do, and nothing is changed."""
    before = shown(path)
    with desk(path) as room, pytest.raises(CorrectionError, match=words.replace(".", r"\.")):
        room.outlets.rename_outlet(old, new, because=because)
    assert shown(path) == before


def test_a_name_that_is_shown_as_another_is_no_target(path: Path) -> None:
    """To merge with an outlet that was renamed its new name is asked for; so is it to rename it again."""
    with desk(path) as room:
        room.outlets.rename_outlet("Tide Times", "The Tide", because=WHY)
        with pytest.raises(CorrectionError, match="shown as 'The Tide'"):
            room.outlets.rename_outlet("H. Herald", "Tide Times", because=WHY)
        with pytest.raises(CorrectionError, match="shown as 'The Tide'"):
            room.outlets.rename_outlet("Tide Times", "X", because=WHY)
        with pytest.raises(CorrectionError, match="nothing to undo"):
            room.outlets.undo_outlet("Harbour Herald")


def test_a_renaming_that_was_cut_off_is_finished(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Killed between two batches, the next command that writes goes on where it stopped."""
    monkeypatch.setattr(outlet_names, "BATCH", 1)

    def stop(_stage: str, done: int, _total: int) -> None:
        if done:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt), open_desk(path, progress=stop) as room:
        room.outlets.rename_outlet("Harbour Herald", "Herald Group", because=WHY)
    with closing(open_reader(path)) as conn:
        assert conn.execute("SELECT count(*) FROM article WHERE outlet = 'Herald Group'").fetchone() == (1,)
    with open_store(path):
        pass
    assert shown(path) == {"H. Herald": 1, "Herald Group": 2, "Tide Times": 1, None: 1}
