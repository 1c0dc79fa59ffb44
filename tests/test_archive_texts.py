"""Texts as they are kept."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
import zstandard
from builders import fresh_archive, make_article
from command_line import run
from hypothesis import given
from hypothesis import strategies as st

from archive import reader, texts

NO_SURROGATES = st.text(st.characters(exclude_categories=["Cs"]))


@given(NO_SURROGATES)
def test_a_text_comes_back(text: str) -> None:
    """Both ways of packing give the text back, and what they give is one plain zstd frame."""
    for packed in (texts.pack(text), texts.pack_small(text)):
        assert texts.unpack(packed) == text
        assert zstandard.ZstdDecompressor().decompress(packed).decode() == text


@pytest.mark.parametrize(
    "stored",
    [b"", b"\x00", b"plain words", texts.pack("The ferry")[:-1], texts.pack("The ferry") + b".", "The ferry"],
)
def test_what_is_no_pack_is_refused(stored: bytes) -> None:
    """Bytes that are cut off, longer than they say, or none at all are an error, never other words."""
    with pytest.raises(ValueError, match="no packed text"):
        texts.unpack(stored)


def test_bytes_that_are_no_words_are_refused() -> None:
    """A frame of something that is not UTF-8 is an error."""
    with pytest.raises(ValueError, match="no packed text"):
        texts.unpack(zstandard.ZstdCompressor().compress(b"\xff\xfe"))


@pytest.mark.parametrize("stated", [texts.MOST_BYTES + 1, 2**40, 2**63])
def test_a_frame_that_states_more_than_any_page_gives_is_refused_unopened(stated: int) -> None:
    """An archive may come from anybody: some bytes that state a terabyte are an error, not a terabyte of memory."""
    frame = b"\x28\xb5\x2f\xfd\xe0" + stated.to_bytes(8, "little") + b"\x03\x00\x10a"
    with pytest.raises(ValueError, match="at most"):
        texts.unpack(frame)
    # Datasette turns them on for its whole process, in which its tests may have run before.
    sqlite3.enable_callback_tracebacks(False)  # noqa: FBT003  it takes no keyword
    with closing(sqlite3.connect(":memory:")) as conn:
        texts.register(conn)
        with pytest.raises(sqlite3.OperationalError, match="user-defined"):
            conn.execute("SELECT unpacked(?)", (frame,))


@pytest.mark.parametrize("plain", ["3", "{}", '"abc"', "[3]", "[{}]", "[null]", "nope", "[" * 100_000])
def test_a_list_of_something_else_is_refused(plain: str) -> None:
    """What unpacks to other JSON than a list of rows, or to none, is a ValueError: facts and blocks rest on it."""
    with pytest.raises(ValueError, match="no list of rows"):
        texts.unpack_small(texts.pack(plain))


def test_a_damaged_text_is_one_sentence_on_the_command_line(tmp_path: Path) -> None:
    """A command that meets it says that the archive is damaged, and what tells where; no trace of the program."""
    fresh_archive(tmp_path / "a.db", [make_article()])
    with closing(sqlite3.connect(tmp_path / "a.db")) as conn:
        conn.execute("UPDATE text SET body = x'00'")
        conn.commit()
    shown = run("show", tmp_path / "a.db", "A-0001")
    assert shown.exit_code == 1
    assert isinstance(shown.exception, SystemExit)
    assert "an archive is damaged: what is stored is no packed text" in shown.stderr


def test_sql_reads_texts(tmp_path: Path) -> None:
    """A reader's connection shows texts as they stand; a connection without the function says what it lacks."""
    words = "Die F\u00e4hre von Orbek f\u00e4hrt wieder, sagte die Reederei am Montag."
    fresh_archive(tmp_path / "a.db", [make_article(text=words)])
    with closing(reader.open_reader(tmp_path / "a.db")) as conn:
        assert conn.execute("SELECT body FROM plain_text").fetchall() == [(words,)]
        assert conn.execute("SELECT unpacked(NULL)").fetchone() == (None,)
    with (
        closing(sqlite3.connect(tmp_path / "a.db")) as conn,
        pytest.raises(sqlite3.OperationalError, match="no such function: unpacked"),
    ):
        conn.execute("SELECT body FROM plain_text")
