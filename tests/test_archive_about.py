"""What an owner says of an archive as a whole."""

import json
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from command_line import done, run
from reading_room import NAME, mixed_archive, parsed, texts

from archive.about import About, read_about
from archive.reader import open_reader
from archive.verify import check, digest


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    """Make an archive with articles of several kinds."""
    return mixed_archive(tmp_path)


def test_what_is_said_is_kept_logged_and_no_content(archive: Path) -> None:
    """Words are kept on one line, the log says what they were before, the digest does not change."""
    with closing(open_reader(archive)) as conn:
        before = digest(conn)
    assert json.loads(done("describe", archive, "--title", "Velmark  \n press", "--licence", "CC0", "--json")) == {
        "title": "Velmark press",
        "about": None,
        "licence": "CC0",
        "contact": None,
    }
    done("describe", archive, "--title", "The press of Velmark", "--licence", "", "--by", "R. Oor")
    with closing(open_reader(archive)) as conn:
        assert read_about(conn) == About(title="The press of Velmark")
        assert digest(conn) == before
        assert check(conn) == ()
        agent, detail = conn.execute("SELECT agent, detail FROM event ORDER BY id DESC LIMIT 1").fetchone()
    assert agent == "R. Oor"
    assert json.loads(detail) == {
        "described": {"title": ["Velmark press", "The press of Velmark"], "licence": ["CC0", None]}
    }


def test_asking_changes_nothing(archive: Path) -> None:
    """Without options it prints what is said, and writes nothing."""
    before = archive.read_bytes()
    assert done("describe", archive).splitlines() == ["title: -", "about: -", "licence: -", "contact: -"]
    assert archive.read_bytes() == before


def test_the_room_shows_it_as_words(archive: Path, room: Callable[..., Any]) -> None:
    """Title, description, licence and contact stand on the front page as text, and in Datasette's metadata."""
    done("describe", archive, "--title", "Velmark <b>press</b>", "--about", "Saved by hand.", "--licence", "CC BY 4.0")
    opened = room(archive)
    tree = parsed(opened.get("/"))
    assert texts(tree, "h1") == ["Velmark <b>press</b>"]
    assert texts(tree, "p", "about") == ["Saved by hand."]
    assert "CC BY 4.0" in texts(tree, "dd")
    tables = opened.get(f"/{NAME}").text
    assert "Saved by hand." in tables
    assert "CC BY 4.0" in tables


def test_the_room_notices_a_new_title(archive: Path, room: Callable[..., Any]) -> None:
    """A title that is set while the room is open is shown a second later."""
    opened = room(archive)
    assert texts(parsed(opened.get("/")), "h1") == ["Press"]
    done("describe", archive, "--title", "Velmark press")
    deadline = time.monotonic() + 10
    while (shown := texts(parsed(opened.get("/")), "h1")) == ["Press"] and time.monotonic() < deadline:
        time.sleep(0.1)
    assert shown == ["Velmark press"]


def test_a_copy_cannot_be_described(archive: Path, tmp_path: Path) -> None:
    """Nothing is written to a reader's copy; what its archive says goes along."""
    done("describe", archive, "--title", "Velmark press")
    done("reextract", archive)
    done("publish", archive, tmp_path / "copy.db")
    refused = run("describe", tmp_path / "copy.db", "--title", "Mine")
    assert refused.exit_code == 1
    assert "is a reader's copy" in refused.stderr
    assert done("describe", tmp_path / "copy.db").splitlines()[0] == "title: Velmark press"
