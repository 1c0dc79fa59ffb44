"""Dossiers as PDF: pages, links, tags, bytes, and what a page may make them do. Needs Pango, and readers of PDF."""

import contextlib
import getpass
import os
import re
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from printed import Listener, listening, pages_of, pikepdf, pypdfium2, streams_of

from exports.dossier import STAGES, DossierRequest, build_dossier
from exports.dossier.press.whole import print_pdf
from exports.dossier.workshop import style_sheet
from schemas.article import Article
from schemas.document import Block, BlockKind
from schemas.errors import ExportError

Make = Callable[..., Article]
Fresh = Callable[..., object]
TEXT = "The council of Velmark met on Monday to hear how the river bridge will be mended before the winter. " * 3
REQUEST = DossierRequest(
    title="The bridge at Velmark", subtitle="2021", prepared_by="Mara Oldfen", note="Mind the dates."
)


def articles(make_article: Make, count: int) -> list[Article]:
    """Return that many articles; some without date or headline, one in Cyrillic, one in Arabic."""
    made = [
        make_article(
            headline=f"Report number {number} on the bridge" if number % 5 else None,
            outlet=f"Outlet {number % 4}",
            published=f"2021-{number % 12 + 1:02}-03" if number % 6 else None,
            text=[f"Report {number}. {TEXT}"] * (number % 7 + 2),
            url=f"https://outlet{number % 4}.example/report/{number}?q=a&b={'c' * 90}",
            captured="2024-02-03T11:00:00Z",
            language="en",
        )
        for number in range(count - 2)
    ]
    cyrillic = make_article(
        headline="Мост закрыт", text=["Городской совет Скольи заслушал доклад инженеров."], language="ru"
    )
    arabic = make_article(
        headline="أغلق الجسر", text=["أغلق مجلس البلدة الجسر."], language="ar", published="2021-06-05"
    )
    return [*made, cyrillic, arabic]


_built: dict[str, Path] = {}


@pytest.fixture
def archive(make_article: Make, fresh_archive: Fresh, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give an archive of fourteen articles, made once."""
    if "archive" not in _built:
        _built["archive"] = tmp_path_factory.mktemp("dossier") / "press.db"
        fresh_archive(_built["archive"], articles(make_article, 14))
    return _built["archive"]


@pytest.fixture
def dossier(archive: Path) -> Path:
    """Give its dossier, printed once."""
    if "dossier" not in _built:
        _built["dossier"] = archive.with_suffix(".pdf")
        build_dossier(archive, _built["dossier"], REQUEST)
    return _built["dossier"]


def links_of(pdf: Path) -> Iterator[tuple[int, Any]]:
    """Yield page index and action or destination of every link."""
    with pikepdf.open(pdf) as document:
        for index, page in enumerate(document.pages):
            for annotation in page.get("/Annots", []):
                yield index, annotation.get("/Dest") or annotation.A.URI


def destinations_of(pdf: Path) -> dict[str, int]:
    """Return the page index of every named place."""
    with pikepdf.open(pdf) as document:
        numbers = {page.objgen: index for index, page in enumerate(document.pages)}
        tree = pikepdf.NameTree(document.Root.Names.Dests)
        return {name: numbers[place[0].objgen] for name, place in tree.items()}


def test_report_tells_what_was_made(archive: Path, tmp_path: Path) -> None:
    """The report counts articles and pages and gives size and hash of the file as it lies there."""
    out = tmp_path / "d.pdf"
    report = build_dossier(archive, out, REQUEST)
    assert (report.articles, report.pages, report.size) == (14, len(pages_of(out)), out.stat().st_size)
    assert report.digest in "".join(pages_of(out)).replace("\n", "")
    assert report.notes == ()
    assert [path.name for path in tmp_path.iterdir()] == ["d.pdf"]


def test_cover_has_no_running_heads(dossier: Path) -> None:
    """The cover holds the title and who answers for it, and neither head nor folio; the next page has both."""
    cover, summary = pages_of(dossier)[:2]
    assert "The bridge at\nVelmark" in cover or "The bridge at Velmark" in cover
    assert "Mara Oldfen" in cover
    assert not re.search(r"^i$", cover, re.MULTILINE)
    assert "The bridge at Velmark Summary" in summary
    assert re.search(r"^ii$", summary, re.MULTILINE)


def test_page_numbers_in_the_contents_are_right(dossier: Path) -> None:
    """Each article begins on the page that the contents give, and each page bears the number that it is called by."""
    pages, labels = pages_of(dossier), labels_of(dossier)
    places = destinations_of(dossier)
    order = sorted(
        (page, name)
        for name, page in places.items()
        if re.fullmatch(r"a-\d+|summary|chronology|index|sources|colophon", name)
    )
    printed = list(numbers_beside(dossier, range(places["contents"], places["chronology"])))
    assert printed == [(name, labels[page]) for page, name in order]
    for page, name in order:
        assert (f"[{name.upper()}]" if name.startswith("a-") else name.capitalize()) in pages[page]
    for label, page in zip(labels[1:], pages[1:], strict=True):
        assert re.search(rf"^{label}$", page, re.MULTILINE)
    assert (labels[0], labels[places["a-0002"]]) == ("i", "1"), "front matter in Roman figures, then from 1"


NUMBERS = 490.0
"""Right of this, in points, the contents have their numbers, which are links as the titles are."""


def numbers_beside(pdf: Path, contents: range) -> Iterator[tuple[str, str]]:
    """Yield where each number of the contents leads, and the number."""
    with contextlib.closing(pypdfium2.PdfDocument(pdf)) as drawn, pikepdf.open(pdf) as document:
        for index in contents:
            words = drawn[index].get_textpage()
            for link in document.pages[index]["/Annots"]:
                left, top, right, bottom = map(float, link["/Rect"])
                if left > NUMBERS:
                    yield str(link["/Dest"]), words.get_text_bounded(left, bottom, right, top).strip()


def labels_of(pdf: Path) -> list[str]:
    """Return what a viewer calls the pages."""
    with pikepdf.open(pdf) as document:
        return [page.label for page in document.pages]


def test_no_link_dangles(dossier: Path) -> None:
    """Links inside lead to places that are there, links outside are http and https."""
    places = destinations_of(dossier)
    found = [str(target) for _, target in links_of(dossier)]
    inside = [target for target in found if not target.startswith(("http:", "https:"))]
    assert set(inside) <= set(places)
    assert len(inside) > 3 * 14
    assert any(target.startswith("https://outlet1.example/report/") for target in found)


def test_marks_link_both_ways(dossier: Path) -> None:
    """An article's mark leads to its source, the source's mark to the article."""
    places = destinations_of(dossier)
    leads = {(index, str(target)) for index, target in links_of(dossier)}
    for number in range(1, 15):
        mark = f"a-{number:04}"
        assert (places[mark], f"source-{mark}") in leads
        assert (places[f"source-{mark}"], mark) in leads


def test_same_archive_same_bytes(archive: Path, dossier: Path, tmp_path: Path) -> None:
    """Printed again, in another process with another hash seed, zone and temporary folder, the file is the same."""
    code = (
        "import sys; from pathlib import Path; from exports.dossier import DossierRequest, build_dossier;"
        f"build_dossier(Path(sys.argv[1]), Path(sys.argv[2]), {REQUEST!r})"
    ).replace("filters=Filters", "filters=__import__('schemas.view').view.Filters")
    environment = {**os.environ, "PYTHONHASHSEED": "7", "TZ": "Pacific/Apia", "TMPDIR": str(tmp_path)}
    again = tmp_path / "again.pdf"
    subprocess.run([sys.executable, "-c", code, archive, again], check=True, env=environment)
    assert again.read_bytes() == dossier.read_bytes()


def test_metadata_comes_from_the_archive(dossier: Path) -> None:
    """Title, author, language and date are in the file; the date is the latest capture, the structure is tagged."""
    with pikepdf.open(dossier) as document:
        assert str(document.docinfo.Title) == "The bridge at Velmark"
        assert str(document.docinfo.Author) == "Mara Oldfen"
        assert str(document.docinfo.CreationDate).startswith("D:20240203110000")
        assert str(document.Root.Lang) == "en"
        assert bool(document.Root.MarkInfo.Marked)
        outline = [str(item.title) for item in document.open_outline().root]
    assert outline[1:4] == ["Summary", "Contents", "Chronology"]
    assert any(title.startswith("A-0002 Report number 1 on the bridge") for title in outline)


def test_chart_has_a_text_for_those_who_cannot_see_it(dossier: Path) -> None:
    """Every figure in the structure has an alternative text."""
    with pikepdf.open(dossier) as document:
        figures = [
            item for item in document.objects if isinstance(item, pikepdf.Dictionary) and item.get("/S") == "/Figure"
        ]
        assert figures
        assert all(str(figure.Alt).startswith("Articles over time. 2021-") for figure in figures)


def test_only_bundled_fonts_are_used(dossier: Path) -> None:
    """Latin, Cyrillic and Arabic are set in the package's own faces, all embedded."""
    with pikepdf.open(dossier) as document:
        fonts = [
            item
            for item in document.objects
            if isinstance(item, pikepdf.Dictionary) and item.get("/Type") == "/FontDescriptor"
        ]
        names = {str(font.FontName).partition("+")[2] for font in fonts}
        assert all("/FontFile2" in font or "/FontFile3" in font for font in fonts)
    assert all(name.startswith("Cuttings-") for name in names)
    assert {"Cuttings-Serif", "Cuttings-Sans", "Cuttings-Mono", "Cuttings-Naskh"} <= names


def test_texts_can_be_read_back(dossier: Path) -> None:
    """The text layer holds the articles in their scripts."""
    text = " ".join(" ".join(pages_of(dossier)).split())
    assert "Городской совет Скольи" in text
    assert "how the river bridge will be mended before the winter." in text.replace("\xad", "").replace("￾", "")


def test_stages_are_told_in_order(archive: Path, tmp_path: Path) -> None:
    """A progress function hears of each stage, in order, and of each page."""
    heard: list[tuple[str, int, int]] = []
    build_dossier(archive, tmp_path / "d.pdf", REQUEST, lambda stage, done, total: heard.append((stage, done, total)))
    assert list(dict.fromkeys(stage for stage, _, _ in heard)) == list(STAGES)
    assert ("read", 14, 14) in heard
    assert ("lay out", 20, 20) in heard, "all but the contents"


def test_broken_run_leaves_the_old_file(archive: Path, tmp_path: Path) -> None:
    """A dossier that cannot be written leaves what was there, and nothing beside it."""
    out = tmp_path / "d.pdf"
    out.write_bytes(b"the old one")
    (tmp_path / ".d.pdf.part").mkdir()
    with pytest.raises(ExportError, match=r"cannot be written: .* Name another place with -o"):
        build_dossier(archive, out, DossierRequest(query="council"))
    assert out.read_bytes() == b"the old one"


@pytest.fixture
def listener() -> Iterator[Listener]:
    """Give what nobody may call."""
    with listening() as server:
        yield server


def test_nothing_of_a_page_is_fetched(
    tmp_path: Path, make_article: Make, fresh_archive: Fresh, listener: Listener
) -> None:
    """Images, styles and links that a page names call nobody, and no file of the machine gets into the PDF."""
    host = listener.address
    markup = f'<img src="{host}/a.png"><link rel=stylesheet href="{host}/b.css"><style>@import "{host}/c"</style>'
    secret = tmp_path / "secret.txt"
    secret.write_text("the owner's own words", encoding="utf-8")
    local = f'<img src="{secret.as_uri()}"><a rel=attachment href="{secret.as_uri()}">x</a>'
    article = make_article(
        headline=markup, text=[markup, local], image=f"{host}/lead.jpg", url=f"{host}/page", outlet=markup
    )
    fresh_archive(tmp_path / "h.db", [article])
    report = build_dossier(tmp_path / "h.db", tmp_path / "h.pdf", DossierRequest(title=markup, note=local))
    assert listener.calls == 0
    assert report.notes == ()
    content = streams_of(tmp_path / "h.pdf")
    assert b"the owner's own words" not in content
    with pikepdf.open(tmp_path / "h.pdf") as pdf:
        assert list(pdf.attachments) == ["manifest.json"]
        assert content.count(b"/Type /EmbeddedFile") <= 1
    assert not any(str(target).startswith("file:") for _, target in links_of(tmp_path / "h.pdf"))


def test_fetcher_refuses_what_markup_asks_for(listener: Listener) -> None:
    """Even if a template let a page's markup through, the fetcher would call nobody and tell."""
    host = listener.address
    urls = [f"{host}/a.png", f"{host}/b.css", "file:///etc/hostname"]
    body = f'<img alt=x src="{urls[0]}"><link rel=stylesheet href="{urls[1]}"><img alt=y src="{urls[2]}"><p>text</p>'
    css = f'{style_sheet()} @import url("{host}/c.css"); p {{ background: url({host}/d.png) }}'
    printed = print_pdf(f"<html lang=en><title>x</title>{body}", css, on_page=lambda _: None, on_write=lambda: None)
    assert listener.calls == 0
    assert set(urls) <= set(printed.denied)
    assert printed.pages == 1


def test_nothing_of_the_machine_is_in_the_file(archive: Path, dossier: Path) -> None:
    """No path, host or home of the machine that printed is in the file."""
    content = streams_of(dossier)
    names = [
        str(archive.parent),
        str(Path.home()),
        os.sep + getpass.getuser() + os.sep,
        socket.gethostname(),
        "weasyprint-",
    ]
    assert not [name for name in names if len(name) > 3 and name.encode() in content]
    assert b"file:" not in content


HOSTILE_BLOCKS = {
    "word": [(BlockKind.PARAGRAPH, "x" * 1_000_000)],
    "marks": [(BlockKind.PARAGRAPH, "Z" + "\u0301\u0327" * 4_000)],
    "rows": [(BlockKind.TABLE, "\n".join(f"row {number} | {number}" for number in range(20_000)))],
    "columns": [(BlockKind.TABLE, " | ".join("c" * 20_000))],
    "lines": [(BlockKind.PREFORMATTED, "line\n" * 100_000)],
    "overrides": [(BlockKind.PARAGRAPH, "\u202e" * 10_000 + "evil")],
}


@pytest.mark.parametrize("kind", HOSTILE_BLOCKS)
def test_hostile_text_is_bounded_and_told(kind: str, tmp_path: Path, make_article: Make, fresh_archive: Fresh) -> None:
    """A page made to exhaust the printer costs a few pages, and the dossier says what it left out."""
    blocks = [Block(kind=block, text=text, place="body/p", rule="x") for block, text in HOSTILE_BLOCKS[kind]]
    after = Block(kind=BlockKind.PARAGRAPH, text="The last words.", place="body/p", rule="x")
    fresh_archive(tmp_path / "h.db", [make_article(headline="H", blocks=[*blocks, after])])
    report = build_dossier(tmp_path / "h.db", tmp_path / "h.pdf", DossierRequest())
    text = " ".join(" ".join(pages_of(tmp_path / "h.pdf")).split())
    assert report.pages <= 20
    assert len(report.notes) == 1
    assert report.notes[0].removeprefix("A-0001: ")[:20] in text
    assert "The last words." in text


@pytest.mark.slow
def test_very_long_text_is_cut_and_told(tmp_path: Path, make_article: Make, fresh_archive: Fresh) -> None:
    """A text of a million characters is printed up to the bound, with a note of how much is left."""
    fresh_archive(tmp_path / "l.db", [make_article(text=["word " * 200_000])])
    report = build_dossier(tmp_path / "l.db", tmp_path / "l.pdf", DossierRequest())
    assert report.pages < 120
    assert any("cut here after 240,000 of" in note for note in report.notes)
