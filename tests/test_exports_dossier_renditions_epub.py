"""A dossier as a book: what epubcheck says of it, where its links lead, what is at its head."""

import io
import os
import re
import shutil
import subprocess
import zipfile
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import urldefrag

import pytest
from attacks import attacked_archive
from lxml import etree
from rich_archive import rich_archive

from exports.dossier import DossierRequest, build_dossier
from schemas.article import Article
from schemas.document import Block, BlockKind

Make = Callable[..., Article]
Fresh = Callable[..., object]

JAR = Path(os.environ.get("CUTTINGS_EPUBCHECK", "/usr/share/java/epubcheck.jar"))
"""Where Debian's package `epubcheck` puts it."""

BROKEN = "nul \x00 nul, \x1b[31m, \u202eover, \ufffe\uffff ]]> </title><script>alert(1)</script> &amp;lt;"


def book_of(archive: Path, **asked: Any) -> Path:  # noqa: ANN401  of a request
    """Write a dossier as a book."""
    out = archive.with_suffix(".epub")
    build_dossier(archive, out, DossierRequest(**asked))
    return out


@pytest.fixture(scope="module")
def rich(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give the book of an archive with something of everything."""
    return book_of(rich_archive(tmp_path_factory.mktemp("rich")), order="story", title="Of <everything> & more")


def files_of(book: Path) -> dict[str, bytes]:
    """Return the files of a book by their names, in their order."""
    with zipfile.ZipFile(book) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


def checked(book: Path) -> str:
    """Return what epubcheck says; the test is skipped, and says so, where it is not installed."""
    java = shutil.which("java")
    if java is None or not JAR.exists():
        pytest.skip(f"no epubcheck at {JAR}, or no Java: the book is not checked; on Debian: apt-get install epubcheck")
    done = subprocess.run([java, "-jar", JAR, book], capture_output=True, text=True, check=False)
    return done.stdout + done.stderr


@pytest.mark.slow
def test_epubcheck_finds_nothing(rich: Path) -> None:
    """No error and no warning, of a book with something of everything."""
    assert "0 fatals / 0 errors / 0 warnings" in checked(rich)


@pytest.mark.slow
def test_epubcheck_finds_nothing_in_hostile_words(tmp_path: Path, make_article: Make, fresh_archive: Fresh) -> None:
    """Nor of one whose words are attempts to end the place that they stand in, or no characters at all."""
    assert "0 fatals / 0 errors / 0 warnings" in checked(book_of(attacked_archive(tmp_path)))
    blocks = [Block(kind=kind, text=f"{BROKEN} {kind}", place="p", rule="r") for kind in BlockKind]
    article = make_article(headline=BROKEN, outlet=BROKEN, language=BROKEN, blocks=blocks, url="javascript:alert(1)")
    fresh_archive(tmp_path / "b.db", [article])
    book = book_of(tmp_path / "b.db", title=BROKEN, note=f"{BROKEN}\ud83d", prepared_by=BROKEN)
    assert "0 fatals / 0 errors / 0 warnings" in checked(book)


@pytest.mark.slow
def test_epubcheck_would_find_something(rich: Path, tmp_path: Path) -> None:
    """The check itself: of a book without its style sheet it has to complain."""
    broken = tmp_path / "broken.epub"
    with zipfile.ZipFile(broken, "w") as archive:
        for name, body in files_of(rich).items():
            if not name.endswith(".css"):
                archive.writestr(name, body)
    assert "0 errors" not in checked(broken)


def test_the_zip_begins_with_its_media_type(rich: Path) -> None:
    """Unpacked, at the place where readers look; every file of one time, that no clock told."""
    assert rich.read_bytes()[30:58] == b"mimetypeapplication/epub+zip"
    with zipfile.ZipFile(rich) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_every_link_leads_somewhere(rich: Path) -> None:
    """From chapter to chapter, to a place that is there; out of the book by http and https alone."""
    files = {
        name.removeprefix("EPUB/"): etree.fromstring(body)
        for name, body in files_of(rich).items()
        if name.endswith(".xhtml")
    }
    places = {name: Counter(node.get("id") for node in tree.iter() if node.get("id")) for name, tree in files.items()}
    assert all(max(found.values(), default=1) == 1 for found in places.values())
    across, outside = 0, 0
    for name, tree in files.items():
        for link in tree.iter("{*}a"):
            target, anchor = urldefrag(link.get("href") or "")
            if re.match("https?:", target):
                outside += 1
                continue
            across += bool(target)
            assert not anchor or anchor in places[target or name], (name, link.get("href"))
            assert (target or name) in files
    assert across > 200
    assert outside > 50


def test_contents_name_every_chapter_in_order(rich: Path) -> None:
    """The navigation, the spine and the manifest name the same chapters."""
    files = files_of(rich)
    chapters = [each.removeprefix("EPUB/") for each in files if re.fullmatch(r"EPUB/\d{4}\.xhtml", each)]
    nav = etree.fromstring(files["EPUB/nav.xhtml"])
    assert [link.get("href") for link in nav.iter("{*}a")] == chapters
    package = etree.fromstring(files["EPUB/package.opf"])
    named = {item.get("id"): item.get("href") for item in package.iter("{*}item")}
    assert [named[ref.get("idref")] for ref in package.iter("{*}itemref")] == [chapters[0], "nav.xhtml", *chapters[1:]]
    assert set(named.values()) == {name.removeprefix("EPUB/") for name in files if name.startswith("EPUB/")} - {
        "package.opf"
    }


def test_the_head_says_what_it_is(rich: Path) -> None:
    """Title, the archive's digest, the latest capture for a date, and what it offers those who cannot see."""
    package = etree.fromstring(files_of(rich)["EPUB/package.opf"])
    told = {str(node.tag).rpartition("}")[2]: node.text for node in package.iter() if node.text and node.text.strip()}
    assert told["title"] == "Of <everything> & more"
    assert re.search("Archive digest [0-9a-f]{64}", told["description"] or "")
    properties = {node.get("property"): node.text for node in package.iter("{*}meta")}
    assert properties["dcterms:modified"] == "2021-12-01T00:00:00Z", "a capture of which the day is known"
    assert properties["schema:accessModeSufficient"] == "textual"
    languages = [node.text for node in package.iter("{*}language")]
    assert languages[0] == "en"
    assert {"he", "ka", "hy"} <= set(languages)
    assert "xx-klingon" not in languages


def test_a_book_without_captures_has_the_time_of_its_zip(
    tmp_path: Path, make_article: Make, fresh_archive: Fresh
) -> None:
    """A book must carry a time; where no capture is stated, it is one that nobody can take for that."""
    fresh_archive(tmp_path / "n.db", [make_article()])
    package = files_of(book_of(tmp_path / "n.db"))["EPUB/package.opf"].decode()
    assert "1980-01-01T00:00:00Z" in package
    assert "<dc:date>" not in package


def test_a_chapter_is_xhtml_with_its_language(rich: Path) -> None:
    """Each has a title, one heading of the first level, and no script; texts have their language and direction."""
    languages = set()
    for name, body in files_of(rich).items():
        if re.fullmatch(r"EPUB/\d{4}\.xhtml", name):
            tree = etree.parse(io.BytesIO(body)).getroot()
            assert tree.findtext("{*}head/{*}title")
            assert len(list(tree.iter("{*}h1"))) == 1
            assert not list(tree.iter("{*}script"))
            languages |= {(node.get("lang"), node.get("dir")) for node in tree.iter("{*}article")}
    assert ("he", "rtl") in languages
