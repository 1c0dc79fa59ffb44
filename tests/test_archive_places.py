"""Spellings of places: the built-in table, and over it what the owner says."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from builders import fresh_archive

from archive import places
from archive.desk import Desk, open_desk
from archive.place_names import SPELLINGS
from schemas.errors import CorrectionError


@contextmanager
def desk(path: Path) -> Iterator[Desk]:
    """Open an archive for a person, made where there is none."""
    if not path.exists():
        fresh_archive(path)
    with open_desk(path, by="R. Oor") as opened:
        yield opened


def _spelt(room: Desk, *words: str) -> set[str]:
    return {" ".join(each) for each in places.spellings_of(room.places._conn, words)}  # noqa: SLF001  the open archive


def test_a_spelling_finds_the_others(tmp_path: Path) -> None:
    """Any spelling leads to all of them, folded, itself first; places of several words, too; other words to none."""
    with desk(tmp_path / "a.db") as room:
        assert _spelt(room, "киев") >= {"kyiv", "kiev", *places.joined_words("Київ Киев").split()}
        assert places.spellings_of(room.places._conn, ("kiev",))[0] == ("kiev",)  # noqa: SLF001  the open archive
        assert _spelt(room, "sankt", "peterburg") >= {"saint petersburg", "санкт петербург"}
        assert _spelt(room, "orbek") == set()


def test_the_owner_stands_above_the_table(tmp_path: Path) -> None:
    """Spellings are added to a known place and to a new one, taken out, and each is taken back."""
    with desk(tmp_path / "a.db") as room:
        before = _spelt(room, "baku")
        assert room.places.add_spelling("Баку", "Bakoe").place == "Baku"
        assert _spelt(room, "bakoe") == _spelt(room, "baku") == {*before, "bakoe"}
        room.places.remove_spelling("Baku", "Bakou")
        assert _spelt(room, "baku") == {*before, "bakoe"} - {"bakou"}
        assert _spelt(room, "bakou") == set()
        room.places.undo_spelling("Baku")
        room.places.undo_spelling("Baku")
        assert _spelt(room, "baku") == before
        with pytest.raises(CorrectionError, match="nothing to undo"):
            room.places.undo_spelling("Baku")
        room.places.add_spelling("Orbek", "New Orbeck")
        assert _spelt(room, "orbek") == _spelt(room, "new", "orbeck") == {"orbek", "new orbeck"}
        with pytest.raises(CorrectionError, match="already"):
            room.places.add_spelling("Orbek", "new ORBECK")
        with pytest.raises(CorrectionError, match="no spelling of 'Orbek'"):
            room.places.remove_spelling("Orbek", "Baku")


def test_the_places_are_listed(tmp_path: Path) -> None:
    """All places by name, with what the owner added and took out."""
    with desk(tmp_path / "a.db") as room:
        room.places.add_spelling("Orbek", "Orbeck")
        room.places.remove_spelling("Baku", "Bakou")
        listed = {each.place: each for each in places.places(room.places._conn)}  # noqa: SLF001  the open archive
    assert len(listed) == len(SPELLINGS) + 1
    assert listed["Orbek"].spellings == ("Orbek", "Orbeck")
    assert listed["Baku"].removed == ("Bakou",)


def test_no_built_in_spelling_means_two_places() -> None:
    """Sixty places and more, each spelling once, each with a letter, and no two alike when they are looked up."""
    folded = [{places.joined_words(each) for each in given} for given in SPELLINGS]
    assert 60 <= len(folded) <= 150
    assert all(all(each) for each in folded)
    assert sum(map(len, folded)) == len(set().union(*folded))
    assert all(len(set(given)) == len(given) > 1 for given in SPELLINGS)
