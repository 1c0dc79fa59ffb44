"""The commands of the owner's words: what they print, and what they say where something is wrong."""

import json
from pathlib import Path

import pytest
from command_line import done, four_articles, run


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Give an archive of four articles."""
    return four_articles(tmp_path)


def test_an_outlet_is_renamed_listed_and_called_back(path: Path) -> None:
    """The summary says how many articles follow, the list what pages call it and why, undo brings the name back."""
    told = run("outlet", "rename", path, "Daily Two", "Velmark Post", "--because", "One paper.", "--by", "R. Oor")
    assert told.stdout == "Daily Two is now part of Velmark Post: 1 article shown under another name.\n"
    assert f'cuttings outlet undo {path} "Daily Two"' in told.stderr
    listed = run("outlet", "list", path)
    assert "2\tVelmark Post\tDaily Two\n" in listed.stdout
    assert "Daily Two -> Velmark Post, by R. Oor: One paper." in listed.stderr
    assert json.loads(done("outlet", "list", path, "--json"))[0]["called"] == ["Daily Two"]
    assert len(done("list", path, "--outlet", "Velmark Post").splitlines()) == 2
    assert "no longer called Velmark Post" in done("outlet", "undo", path, "Daily Two")
    refused = run("outlet", "undo", path, "Daily Two")
    assert refused.exit_code == 1
    assert "nothing to undo" in refused.stderr
    assert run("outlet", "rename", path, "Daily Two", "X").exit_code == 2


def test_a_spelling_is_added_listed_and_called_back(path: Path) -> None:
    """A place is listed with its spellings by any of them; an unknown one says how to add it."""
    assert done("place", "add", path, "Velmark", "Welmark") == "Velmark: Velmark, Welmark\n"
    assert done("place", "list", path, "welmark") == "Velmark\tVelmark\tWelmark\n"
    assert done("place", "remove", path, "Velmark", "Welmark") == "Velmark: Velmark\n"
    assert done("place", "undo", path, "Velmark") == "Velmark: Velmark, Welmark\n"
    assert json.loads(done("place", "list", path, "Kiev", "--json"))[0]["place"] == "Kyiv"
    unknown = run("place", "list", path, "Orbek")
    assert unknown.exit_code == 2
    assert "Add it: cuttings place add" in unknown.output


def test_a_note_is_written_changed_and_called_back(path: Path) -> None:
    """Each command prints the note, who sees it, and how to take it back; the list has all of an article."""
    made = json.loads(done("note", "add", path, "r-1", "Ask the council.", "--by", "R. Oor", "--json"))
    assert made["is_private"] is True
    assert "(public): Ask the mayor." in done("note", "change", path, made["name"], "Ask the mayor.", "--public")
    assert "“river bridge” (as made) Which one?" in done(
        "note", "highlight", path, "r-1", "river bridge", "--note", "Which one?"
    )
    listed = done("note", "list", path, "r-1").splitlines()
    assert [line.split("\t")[2] for line in listed] == ["public", "private"]
    assert "removed" in done("note", "remove", path, made["name"])
    assert len(done("note", "list", path).splitlines()) == 1
    done("note", "undo", path, made["name"])
    assert len(json.loads(done("note", "list", path, "--json"))) == 2
    several = run("note", "highlight", path, "r-1", "the")
    assert several.exit_code == 1
    assert "times in the text. Take in words before or behind it" in several.stderr
    assert run("note", "change", path, made["name"]).exit_code == 2
    assert "there is no note" in run("note", "remove", path, "n-none").stderr


def test_tags_and_checks(path: Path) -> None:
    """Tags are told before and after; a check names what was found right, and is taken back."""
    assert "tag: bridges -> bridges; river" in done("tag", "add", path, "river", "r-1")
    assert "tag: bridges; river -> river" in done("tag", "remove", path, "bridges", "r-1")
    assert "outlet: Velmark Post: checked." in done("confirm", path, "r-1", "outlet", "--by", "R. Oor")
    assert "taken back" in done("confirm", path, "r-1", "outlet", "--undo")
    assert "nobody confirmed" in run("confirm", path, "r-1", "outlet", "--undo").stderr


def test_an_article_is_shown_with_what_was_said_of_it(path: Path) -> None:
    """Both names of its outlet, checks that hold and that do not, how many notes, and its selections."""
    assert run("show", path, "r-2").stderr.count("\n") == 1
    done("outlet", "rename", path, "Daily Two", "The Two", "--because", "Its masthead.", "--by", "R. Oor")
    done("confirm", path, "r-2", "headline")
    done("confirm", path, "r-2", "outlet")
    done("set", path, "r-2", "headline", "Bridge shut", "--because", "Seen in print.")
    done("note", "highlight", path, "r-2", "river bridge")
    done("select", "create", path, "Bridge")
    done("select", "add", path, "bridge", "r-2")
    told = run("show", path, "r-2").stderr
    assert "The page calls the outlet Daily Two; R. Oor calls it The Two: Its masthead." in told
    assert "headline an outdated check, of Bridge closed, by somebody" in told
    assert "outlet checked: Daily Two, by somebody" in told
    assert "0 notes, 1 highlight: cuttings note list" in told
    assert "in the selections bridge" in told


def test_a_selection_is_put_together_listed_and_printed(path: Path, tmp_path: Path) -> None:
    """Made, filled, ordered and noted; `list` and `dossier` have its order; unknown names say where to look."""
    assert "the-bridge (private): The bridge, 0 articles." in done("select", "create", path, "The bridge")
    done("select", "add", path, "the-bridge", "r-1", "A-0003")
    done("select", "add", path, "the-bridge", "r-2", "--note", "A copy?")
    done("select", "order", path, "the-bridge", "r-2", "A-0003")
    shown = done("select", "show", path, "the-bridge").splitlines()
    assert [line.split("\t")[0] for line in shown[1:]] == ["A-0002", "A-0003", "A-0001"]
    assert shown[1].endswith("\tA copy?")
    listed = done("list", path, "--selection", "the-bridge").splitlines()
    assert [line.split("\t")[0] for line in listed] == ["A-0002", "A-0003", "A-0001"]
    by_date = done("list", path, "--selection", "the-bridge", "--order", "arrival").splitlines()
    assert [line.split("\t")[0] for line in by_date] == ["A-0001", "A-0002", "A-0003"]
    assert json.loads(done("search", path, "bridge", "--selection", "the-bridge", "--json"))["total"] > 0
    assert "3 articles" in done("dossier", path, "--selection", "the-bridge", "-o", tmp_path / "d.pdf")
    assert json.loads(done("select", "list", path, "--json"))[0]["articles"] == 3
    unknown = run("list", path, "--selection", "bridge")
    assert unknown.exit_code == 2
    assert "cuttings select list ARCHIVE" in unknown.output
    assert run("list", path, "--order", "selection").exit_code == 2
    assert "removed" in done("select", "delete", path, "the-bridge")
    assert "3 articles" in done("select", "undo", path, "the-bridge")
