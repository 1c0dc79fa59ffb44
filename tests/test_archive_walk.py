import os
import socket
from pathlib import Path

import pytest

from archive.walk import Found, file_keys, find_files, open_found
from ingest.readers.names import locator_of
from schemas.errors import UsageError


def walked(path: Path) -> dict[str, str]:
    """Return what the walk says of each name: `read`, or the reason why not."""
    found = list(find_files(str(path)))
    return {each.source.path: "read" if isinstance(each, Found) else each.reason.value for each in found}


def put(path: Path, text: str = "Rain.") -> Path:
    """Write a file, and the folders that it needs."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    return path


def test_names_are_relative_and_in_byte_order(tmp_path: Path) -> None:
    """Files come in the order of their names' bytes, with locators relative to the folder that was given."""
    for name in ("b/x.html", "B.html", "a.html", "é.html", "b.html"):
        put(tmp_path / name)
    assert list(walked(tmp_path)) == ["B.html", "a.html", "b/x.html", "b.html", "é.html"]


def test_a_file_is_called_by_its_own_name(tmp_path: Path) -> None:
    """A file that is named outright has its own name as locator."""
    (found,) = find_files(str(put(tmp_path / "deep" / "a.html")))
    assert found.source.path == "a.html"


def test_odd_names_are_escaped() -> None:
    """Bytes that are no UTF-8 stand as %XX, names that would do harm when shown stand so as a whole; others stay."""
    assert locator_of(os.fsdecode(b"caf\xe9.html")) == "caf%E9.html"
    assert locator_of("Баку/a\x1b[2Jb.html") == "Баку/a%1B%5B2Jb.html"
    assert locator_of("a/<i onclick=x>.html") == "a/%3Ci%20onclick%3Dx%3E.html"
    assert locator_of("\u202etxt.html") == "%E2%80%AEtxt.html"
    assert locator_of("Вода (2022), 50% & más.html") == "Вода (2022), 50% & más.html"


def test_special_files_are_skipped_without_being_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Pipes, sockets, dangling links and links to devices or folders are skipped, each with its reason."""
    os.mkfifo(tmp_path / "pipe.html")
    monkeypatch.chdir(tmp_path)  # the address of a socket has 107 bytes at most, temporary folders lie deep
    with socket.socket(socket.AF_UNIX) as made:
        made.bind("socket.html")
    (tmp_path / "zero.html").symlink_to("/dev/zero")
    (tmp_path / "nowhere.html").symlink_to("missing")
    (tmp_path / "loop").symlink_to(".")
    assert set(walked(tmp_path).values()) == {"not_regular_file"}
    assert len(walked(tmp_path)) == 5


def test_links_are_followed_inside_the_folder_only(tmp_path: Path) -> None:
    """A link to a file inside the folder is read, also to a hidden one; a link out of it is not."""
    put(tmp_path / "secret.txt")
    put(tmp_path / "in" / ".store" / "page")
    (tmp_path / "in" / "page.html").symlink_to(".store/page")
    (tmp_path / "in" / "out.html").symlink_to("../secret.txt")
    assert walked(tmp_path / "in") == {".store": "unsupported_type", "out.html": "outside_root", "page.html": "read"}


def test_a_folder_beside_with_the_same_beginning_is_outside(tmp_path: Path) -> None:
    """`pages-private` is not inside `pages`."""
    put(tmp_path / "pages-private" / "a.html")
    (tmp_path / "pages").mkdir()
    (tmp_path / "pages" / "a.html").symlink_to("../pages-private/a.html")
    assert walked(tmp_path / "pages") == {"a.html": "outside_root"}


def test_hidden_names_are_listed_as_skipped(tmp_path: Path) -> None:
    """Hidden files and folders are left out, and said to be."""
    put(tmp_path / ".git" / "config")
    put(tmp_path / ".DS_Store")
    put(tmp_path / "a.html")
    assert walked(tmp_path) == {".DS_Store": "unsupported_type", ".git": "unsupported_type", "a.html": "read"}


def test_our_own_files_are_left_out(tmp_path: Path) -> None:
    """The archive that lies in the ingested folder is no input, and neither is a link to it."""
    own = put(tmp_path / "archive.db")
    (tmp_path / "link.db").symlink_to("archive.db")
    put(tmp_path / "a.html")
    found = list(find_files(str(tmp_path), passed_over=file_keys([str(own), str(tmp_path / "missing")])))
    assert [each.source.path for each in found] == ["a.html"]


def test_very_deep_folders_are_walked(tmp_path: Path) -> None:
    """A thousand folders inside each other are no trouble."""
    levels = [tmp_path / "/".join("d" * depth) for depth in range(1, 1000)]
    for folder in levels:
        folder.mkdir()
    put(levels[-1] / "a.html")
    try:
        assert [path.count("/") for path in walked(tmp_path)] == [999]
    finally:
        (levels[-1] / "a.html").unlink()
        for folder in reversed(levels):
            folder.rmdir()


def test_a_source_that_is_not_there_is_a_usage_error(tmp_path: Path) -> None:
    """A wrong path ends the command before anything is done, with a sentence."""
    with pytest.raises(UsageError, match="no such file"):
        list(find_files(str(tmp_path / "missing")))


def test_what_became_a_link_after_the_walk_is_not_opened(tmp_path: Path) -> None:
    """A file that is exchanged for a link, a pipe or a way out between walk and reading is not read."""
    (tmp_path / "in").mkdir()
    path = put(tmp_path / "in" / "a.html")
    (found,) = find_files(str(tmp_path / "in"))
    assert isinstance(found, Found)
    with open_found(found.path, found.root) as stream:
        assert stream.read() == b"Rain."
    put(tmp_path / "secret.txt")
    path.unlink()
    path.symlink_to("../secret.txt")
    with pytest.raises(OSError, match="outside"):
        open_found(found.path, found.root)
    path.unlink()
    os.mkfifo(path)
    with pytest.raises(OSError, match="regular"):
        open_found(found.path, found.root)
