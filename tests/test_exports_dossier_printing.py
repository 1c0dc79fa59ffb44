"""Printing: kept pages, ways to the same bytes, parts that cannot be set, links that lead nowhere. Needs Pango."""

import os
import re
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from command_line import done
from printed import pages_of, pikepdf

from archive import reader
from archive.workers import crew as crew_module
from exports.dossier import DossierReport, DossierRequest, Way, build_dossier, press_for
from exports.dossier.build import frame_of
from exports.dossier.gather import gather
from exports.dossier.press import press as press_module
from exports.dossier.press.join import Bound, join
from exports.dossier.press.metadata import About
from exports.dossier.press.sheets import Sheets
from exports.dossier.press.whole import print_pdf
from exports.dossier.render import Renderer, Standing
from exports.dossier.sections import build_sections
from exports.dossier.workshop import style_sheet
from schemas.article import Article
from schemas.errors import ExportError

Make = Callable[..., Article]
Fresh = Callable[..., object]


@pytest.fixture
def archive(make_article: Make, fresh_archive: Fresh, tmp_path: Path) -> Path:
    """Give an archive of three articles."""
    return _archive(make_article, fresh_archive, tmp_path, "The ferry ran late.", "Мост закрыт.", "أغلق الجسر.")


def _archive(make_article: Make, fresh_archive: Fresh, folder: Path, *texts: str) -> Path:
    made = [
        make_article(headline=f"Report {number}", text=[text, "Nothing else was said."], language="en")
        for number, text in enumerate(texts)
    ]
    fresh_archive(folder / "press.db", made)
    return folder / "press.db"


def _words(pdf: bytes) -> str:
    return "\n".join(pages_of(pdf))


def _print(archive: Path, name: str, *, jobs: int = 1, **way: object) -> tuple[DossierReport, bytes]:
    out = archive.with_name(name)
    way = {"kept": archive.with_name("kept")} | way
    report = build_dossier(archive, out, DossierRequest(title="Ferries"), way=Way(jobs=jobs, **way))  # type: ignore[arg-type]
    return report, out.read_bytes()


def test_every_way_to_the_same_bytes(archive: Path) -> None:
    """Set anew or kept, by one process or two, nothing kept at all: the same file."""
    first, content = _print(archive, "first.pdf")
    again, kept = _print(archive, "again.pdf")
    _, two = _print(archive, "two.pdf", jobs=2, kept=archive.with_name("elsewhere"))
    _, none = _print(archive, "none.pdf", is_kept=False)
    assert content == kept == two == none
    assert first.sha256 == again.sha256


def test_same_bytes_on_another_day_and_place(archive: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither the clock, nor the time zone, nor the words of the machine's language are in the file."""
    _, content = _print(archive, "first.pdf")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "86400")
    monkeypatch.setenv("TZ", "Pacific/Kiritimati")
    monkeypatch.setenv("LC_ALL", "tr_TR.UTF-8")
    monkeypatch.setenv("PYTHONHASHSEED", "7")
    _, other = _print(archive, "other.pdf", kept=archive.with_name("elsewhere"))
    assert content == other


def test_a_press_that_was_started_before_sets_the_same(archive: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever starts it first gets the same file, and the process that was started is the one that sets."""
    _, content = _print(archive, "first.pdf", is_kept=False)
    monkeypatch.setattr(os, "cpu_count", lambda: 2)
    way = Way(jobs=1, is_kept=False)
    with press_for("press-review", way) as press:
        press.start()
        monkeypatch.setattr(crew_module, "start_fresh", _never)
        out = archive.with_name("early.pdf")
        build_dossier(archive, out, DossierRequest(title="Ferries"), way=way, press=press)
    assert out.read_bytes() == content


def test_no_process_is_started_early_where_there_is_one_core(monkeypatch: pytest.MonkeyPatch) -> None:
    """It would only be in the way."""
    monkeypatch.setattr(os, "cpu_count", lambda: 1)
    monkeypatch.setattr(crew_module, "start_fresh", _never)
    with press_for("press-review", Way(is_kept=False)) as press:
        press.start()


@pytest.mark.skipif(shutil.which("faketime") is None, reason="no faketime here; on Debian: apt-get install faketime")
def test_clock_is_no_source(archive: Path) -> None:
    """With the machine's clock years away, in every process, the same file."""
    _, content = _print(archive, "first.pdf", is_kept=False)
    command = [Path(sys.executable).parent / "cuttings", "dossier", archive, "-o", archive.with_name("later.pdf")]
    words = ["--title", "Ferries", "--jobs", "2", "--no-cache"]
    subprocess.run(["faketime", "-f", "+900d", *command, *words], capture_output=True, check=True, timeout=300)
    assert archive.with_name("later.pdf").read_bytes() == content


def test_letter_that_no_font_has_is_its_number(make_article: Make, fresh_archive: Fresh, tmp_path: Path) -> None:
    """It is no empty box: a reader can look it up. It is not kept: there may be such a font tomorrow."""
    archive = _archive(make_article, fresh_archive, tmp_path, "The ferry \U0010fffd ran late.", "Nothing odd.")
    _, content = _print(archive, "d.pdf")
    assert "The ferry [U+10FFFD] ran late." in " ".join(_words(content).split())
    with pikepdf.open(archive.with_name("d.pdf")) as pdf:
        fonts = [font for page in pdf.pages for font in page.obj.Resources.get("/Font", {}).values()]
        assert {str(font.Encoding) for font in fonts} == {"/Identity-H"}, "a glyph that is none takes another encoding"
    kept = b"\n".join(each.read_bytes() for each in archive.with_name("kept").glob("??/*"))
    assert b"U+10FFFD" not in kept
    _, again = _print(archive, "again.pdf")
    assert again == content


def test_only_what_changed_is_set_anew(archive: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is kept starts no process; what is damaged on the disk is set anew, and the file is the same."""
    _, content = _print(archive, "first.pdf")
    kept = sorted(archive.with_name("kept").glob("??/*"))
    assert len(kept) >= 5, "three articles, cover and the rest, the page numbers"
    kept[0].write_bytes(b"no pages at all")
    kept[1].write_bytes(kept[1].read_bytes()[:-5])
    _, mended = _print(archive, "mended.pdf")
    assert mended == content
    monkeypatch.setattr(press_module, "WORK", "no.such.module:function")
    monkeypatch.setattr(press_module.Crew, "start", _never)
    _, again = _print(archive, "again.pdf")
    assert again == content


def _never(*_: object) -> None:
    message = "a process was started"
    raise AssertionError(message)


def test_nothing_is_kept_where_that_is_asked(archive: Path) -> None:
    """Without the cache nothing of the articles stays on the disk."""
    before = set(Path(os.environ["XDG_CACHE_HOME"]).rglob("*"))
    _print(archive, "first.pdf", is_kept=False)
    assert not archive.with_name("kept").exists()
    assert set(Path(os.environ["XDG_CACHE_HOME"]).rglob("*")) == before


@pytest.fixture
def _weak_press(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(Path(__file__).parent))
    monkeypatch.setattr(press_module, "WORK", "support.press_child:setter")


@pytest.mark.usefixtures("_weak_press")
def test_what_cannot_be_set_is_printed_plainly_and_told(
    make_article: Make, fresh_archive: Fresh, tmp_path: Path
) -> None:
    """Its words are printed, the page and the colophon say so, the report too; the others are as they are."""
    archive = _archive(make_article, fresh_archive, tmp_path, "The ferry ran.", "An unsettable <b>text</b>.", "Rain.")
    report, content = _print(archive, "d.pdf")
    words = _words(content)
    flat = " ".join(words.split())
    assert "could not be set as the others are" in flat
    assert "An unsettable <b>text</b>." in flat
    assert "no type for that" in flat
    assert any(note.startswith("A-0002 could not be set") for note in report.notes)
    assert "A-0002" in flat[flat.index("How to check it") :], "in the colophon"
    assert "The ferry ran." in flat
    _, again = _print(archive, "again.pdf")
    assert again == content, "kept or not, the same"


@pytest.mark.usefixtures("_weak_press")
def test_what_cannot_be_set_at_all_is_an_error(make_article: Make, fresh_archive: Fresh, tmp_path: Path) -> None:
    """Where not even the plain form can be set, no dossier is written that lacks an article."""
    archive = _archive(make_article, fresh_archive, tmp_path, "The ferry ran.", "An unprintable text.")
    with pytest.raises(ExportError, match=r"article A-0002 cannot be printed, not even plainly: .*no type for that"):
        _print(archive, "d.pdf")
    assert not (tmp_path / "d.pdf").exists()


def test_lists_that_cannot_be_set_are_printed_as_lines(archive: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Cover, summary, contents, chronology, sources, colophon: each word and link of them is there, and told."""
    _, whole = _print(archive, "whole.pdf")
    monkeypatch.syspath_prepend(str(Path(__file__).parent))
    monkeypatch.setattr(press_module, "WORK", "support.press_child:listless")
    report, content = _print(archive, "lines.pdf", kept=archive.with_name("elsewhere"))
    one, other = (" ".join(_words(pdf).split()) for pdf in (whole, content))
    assert "no patience for lists" in other
    assert "The pages of the cover, the summary, contents and chronology, the sources and colophon could" in other
    assert sum("could not be set as it should be" in note for note in report.notes) >= 3
    assert set(_LONG_WORD.findall(one)) - set(_LONG_WORD.findall(other)) == set()
    for name in ("whole.pdf", "lines.pdf"):
        with pikepdf.open(archive.with_name(name)) as pdf:
            links = [str(link.Dest) for page in pdf.pages for link in page.obj.get("/Annots", ()) if "/Dest" in link]
            assert {"a-0001", "source-a-0001", "colophon"} <= set(links), name


def test_one_document_has_the_same_text(archive: Path) -> None:
    """Joined of parts or set as one document: the same words in the same order, but for the numbers of the front."""
    report, content = _print(archive, "joined.pdf")
    request = DossierRequest(title="Ferries")
    with closing(reader.open_reader(archive)) as conn:
        view = gather(conn, request, lambda *_: None)
    sections = build_sections(view, request)
    standing = Standing(sections=tuple(section.key for section in sections), is_whole=True)
    html = Renderer(frame_of(view, request)).document(sections, standing)
    whole = print_pdf(html, style_sheet(is_whole=True), on_page=lambda _: None, on_write=lambda: None)
    assert abs(whole.pages - report.pages) <= 1
    one, other = (_NUMBER.sub("", " ".join(_words(pdf).split())).split() for pdf in (content, whole.content))
    assert one == other
    assert len(one) > 400


_LONG_WORD = re.compile(r"[^\W\d_]{4,}")
_NUMBER = re.compile(r"\b(?:[ivx]+|\d+)\b")


def test_draft_claims_nothing(archive: Path) -> None:
    """A draft has the same pages and words without tags, and does not call itself PDF/A."""
    whole, content = _print(archive, "whole.pdf")
    draft, sooner = _print(archive, "draft.pdf", is_draft=True)
    assert draft.pages == whole.pages
    assert _words(sooner) == _words(content)
    with pikepdf.open(archive.with_name("draft.pdf")) as pdf:
        assert "/StructTreeRoot" not in pdf.Root
        assert b"pdfaid:part" not in pdf.Root.Metadata.read_bytes()
    with pikepdf.open(archive.with_name("whole.pdf")) as pdf:
        assert b"pdfaid:part" in pdf.Root.Metadata.read_bytes()


def test_link_that_leads_nowhere_is_an_error() -> None:
    """A section that links to what is not there is a fault that is told, never a dead link in print."""
    sheets = Sheets(
        pages=1,
        prints=("",),
        anchors=(),
        targets=("a-0009",),
        marks=(),
        faces=(),
        denied=(),
        is_ours=True,
        pdf=b"",
        programs={},
    )
    about = About(
        title="", author=None, description="", language="en", generator="", producer="", created=None, digest=""
    )
    with pytest.raises(ExportError, match="a-0009"):
        join(
            [Bound(name="x", sheets=sheets, is_front=False)],
            sheets,
            about,
            attached=[],
            standard=None,
            tell=lambda *_: None,
        )


def test_purged_articles_are_not_kept(archive: Path) -> None:
    """A purge, and a withholding, leave no printed page of the article on the disk."""
    for command in (("withhold", "A-0001"), ("purge", "A-0002", "--yes")):
        build_dossier(archive, archive.with_name("d.pdf"), DossierRequest())
        cache = Path(os.environ["XDG_CACHE_HOME"]) / "cuttings" / "dossier"
        assert any(cache.glob("??/*"))
        done(command[0], str(archive), *command[1:], "--because", "a request of the family")
        assert not any(cache.glob("??/*"))
    with sqlite3.connect(archive) as conn:
        assert conn.execute("SELECT count(*) FROM article").fetchone()
