import io
import random
import zlib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from click.testing import CliRunner

from archive.cli import cli
from archive.intake import ingest
from archive.reextract import reextract
from ingest.extract.pdf.growth import grows_too_large
from ingest.extract.pdf.info import iso_date
from ingest.extract.pdf.leaves import Leaf, Line
from ingest.extract.pdf.paragraphs import paragraphs_of
from ingest.extract.pdf.running import running_lines
from ingest.pipeline import process
from ingest.readers import kind_of, read
from ingest.readers.reading import Order
from schemas.article import Article
from schemas.page import Source
from schemas.report import Rejection

RIVER = "Residents were asked to take the northern road until the bridge reopens, the council of Talvin said on Monday."
MORE = (
    "The water had risen by two metres in a night, and nobody in the lower town remembered such a spring.",
    "A ferry carries letters and bread across twice a day; the school stays closed for now, a teacher said.",
    "Engineers from Brezna measured the piers and found the second of them moved by the width of a hand.",
)


@dataclass
class Sheet:
    """A page to be made: what is written where, in points from the lower left corner."""

    written: list[tuple[float, float, float, str]] = field(default_factory=list)

    def column(self, text: str, *, left: float, top: float, letters: int, indent: float = 12) -> float:
        """Write a text in lines of so many letters; return where the next line would stand."""
        words, line, x = text.split(), "", left + indent
        for word in [*words, ""]:
            if line and (not word or len(line) + len(word) + 1 > letters - (x - left) / 6):
                self.written.append((x, top, 10, line))
                line, top, x = "", top - 12, left
            line = f"{line} {word}".strip()
        return top


def made(*sheets: Sheet, info: dict[str, str] | None = None, **options: Any) -> bytes:  # noqa: ANN401  of pikepdf
    """Return a PDF of these pages, in Courier, whose letters are all 0.6 of their size wide."""
    with pikepdf.new() as document:
        font = pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Courier)
        for sheet in sheets:
            document.add_blank_page(page_size=(595, 842))
            page = document.pages[-1]
            page.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F=font))
            drawn = "\n".join(
                f"BT /F {size} Tf {x} {y} Td ({text.replace('(', '').replace(')', '')}) Tj ET"
                for x, y, size, text in sheet.written
            )
            page.Contents = document.make_stream(drawn.encode("latin-1"))
        for name, value in (info or {}).items():
            document.docinfo[f"/{name}"] = value
        held = io.BytesIO()
        document.save(held, **options)
        return held.getvalue()


def newspaper(**options: Any) -> bytes:  # noqa: ANN401  of `made`
    """Return a PDF of three pages with running lines, a headline, a byline and paragraphs over the page's end."""
    sheets = []
    for number in range(1, 4):
        sheet = Sheet([(60, 810, 8, "Talvin Post  25 November 2022"), (280, 24, 8, f"Page {number} of 3")])
        top = 760.0
        if number == 1:
            sheet.written += [(60, 760, 22, "River rises in Talvin"), (60, 720, 10, "By Anna Arel")]
            top = 690
        for text in (RIVER, *MORE):
            top = sheet.column(f"{text} On day {number} of the flood this was so.", left=60, top=top, letters=70)
        sheets.append(sheet)
    return made(*sheets, **options)


def outcome(payload: bytes) -> Article | Rejection:
    """Return what a PDF becomes."""
    item = next(iter(read(io.BytesIO(payload), Order(source=Source(path="a.pdf"))))).item
    return item if isinstance(item, Rejection) else process(item)


def article(payload: bytes) -> Article:
    """Return the article of a PDF, which has one."""
    found = outcome(payload)
    assert isinstance(found, Article), found
    return found


def test_a_pdf_is_an_article() -> None:
    """Headline, byline and paragraphs are read; what runs at head and foot is dropped with its page; bytes are kept."""
    payload = newspaper()
    assert kind_of(io.BytesIO(payload), "download") == "pdf"
    found = article(payload)
    assert (found.format, found.charset, found.received_size) == ("pdf", "binary", len(payload))
    assert (found.card.headline, found.card.authors) == ("River rises in Talvin", ("Anna Arel",))
    paragraphs = found.text.split("\n\n")
    assert f"{MORE[0]} On day 2 of the flood this was so." in paragraphs
    assert len([each for each in paragraphs if each.endswith("this was so.")]) == 12
    running = [block for block in found.blocks if block.rule == "pdf-running-line"]
    assert [block.place for block in running] == ["page 1", "page 1", "page 2", "page 2", "page 3", "page 3"]
    assert not any(block.kept for block in running)
    assert {block.place for block in found.blocks} == {"page 1", "page 2", "page 3"}


def test_no_day_of_publication_is_made_up() -> None:
    """A day at the head of the pages and the days of the file are hints; none of them is when it was published."""
    info = {
        "CreationDate": "D:20221201080000+04'00'",
        "ModDate": "D:20221202",
        "Author": "pc",
        "Title": "x.docx",
    }
    found = article(newspaper(info=info))
    assert (found.card.published, found.card.published_edtf, found.card.modified) == (None, None, None)
    assert found.card.captured_hint == "2022-11-25"
    assert found.card.authors == ("Anna Arel",)
    told = {(fact.field, fact.value): fact for fact in found.facts if fact.rule.startswith("pdf-")}
    assert told["modified", "2022-12-02"].confidence < 0.5
    assert told["author", "pc"].chosen is False
    assert ("headline", "x.docx") not in told


def test_a_title_that_the_text_has_is_believed() -> None:
    """The document's title is the headline where the text begins with its words, and only a candidate where not."""
    facts = {fact.value: fact for fact in article(newspaper(info={"Title": "River rises in Talvin"})).facts}
    assert facts["River rises in Talvin"].field == "headline"
    other = article(newspaper(info={"Title": "Annual report of the waterworks"}))
    assert other.card.headline == "River rises in Talvin"


def test_an_address_that_a_browser_printed_is_kept() -> None:
    """The line that browsers print at a page's foot gives the address as a fact."""
    sheets = []
    for number in (1, 2):
        sheet = Sheet([(30, 820, 7, "25.11.2022, 10:04"), (30, 18, 7, f"https://talvin.example/river?a=1  {number}/2")])
        sheet.column(" ".join((RIVER, *MORE)), left=60, top=700, letters=70)
        sheets.append(sheet)
    found = article(made(*sheets))
    assert found.card.canonical_url == "https://talvin.example/river?a=1"
    assert "talvin.example" not in found.text


def test_columns_are_read_one_after_the_other() -> None:
    """A sentence goes on from the foot of a column to the head of the next one."""
    sheet = Sheet()
    first = "The mayor said that the bridge would be closed for as long as the water stood above the lower mark and"
    sheet.column(first, left=60, top=200, letters=35)
    sheet.column(
        "that nobody should believe what is told in the market. " + MORE[0], left=320, top=700, letters=35, indent=0
    )
    assert f"{first} that nobody should believe what is told in the market." in article(made(sheet)).text


def test_words_that_were_cut_are_whole_again() -> None:
    """A hyphen at the end of a line goes, except where the word has it elsewhere, too."""
    lines = (
        "The well-known coun-", "cil of Talvin said on Monday that a well-", "known engineer had been asked to mea-",
        "sure the piers of the bridge, and that all of", "it would be told.",
    )  # fmt: skip
    sheet = Sheet([(60, 700 - 12 * number, 10, text) for number, text in enumerate(lines)])
    text = article(made(sheet)).text
    assert "The well-known council of Talvin" in text
    assert "a well-known engineer" in text
    assert "measure the piers" in text


def line(text: str, left: float, top: float, width: float, size: float = 10) -> Line:
    """Return a line of a page."""
    return Line(text, left, left + width, top - size, top, top)


def test_paragraphs_are_told_by_room_indent_gap_and_size() -> None:
    """A line with room for more, an indented line, a wider gap and other letters each end a paragraph."""
    full = 200
    page = [
        line("A title in larger letters", 50, 800, full, 20), line("and its second line", 50, 776, 100, 20),
        line("one two three four five six", 50, 740, full), line("seven eight nine ten eleven", 50, 728, full),
        line("ends here early", 50, 716, 80), line("next one begins at the left", 50, 704, full),
        line("and goes on to its very end", 50, 692, full), line("indented one begins here", 62, 680, full - 12),
        line("and goes on, on the left edge", 50, 668, full), line("behind a gap another one", 50, 640, full),
        line("that goes on to its end, too", 50, 628, full), line("and stops", 50, 616, 60),
    ]  # fmt: skip
    found = [
        (each.text.split()[0], each.is_heading) for each in paragraphs_of([Leaf(1, 842, tuple(page))], frozenset())
    ]
    assert found == [("A", True), ("one", False), ("next", False), ("indented", False), ("behind", False)]


def test_scripts_that_run_to_the_left_are_joined() -> None:
    """Lines that end at the left edge of their column are full, whatever stands at their right."""
    page = [line("قال المجلس إن النهر ارتفع مترين", 52, 700 - 12 * n, 198 - (n % 2)) for n in range(3)]
    page += [line("وأغلق الطريق", 180, 664, 70), line("وقال المعلم إن المدرسة مغلقة حتى", 50, 652, 200)]
    found = paragraphs_of([Leaf(1, 842, tuple(page))], frozenset())
    assert [len(each.text.split()) for each in found] == [20, 6]


def test_lines_that_repeat_in_the_text_are_no_running_lines() -> None:
    """Only what stands apart at the edge runs; a refrain, and the last line of a full page, stay."""

    def leaf(number: int) -> Leaf:
        text = [line("the refrain of the song", 50, 90 + 12 * n, 200) for n in range(50)]
        return Leaf(number, 842, (*text, line(f"Talvin {number}", 50, 30, 50), line("Songs", 50, 825, 50)))

    leaves = [leaf(number) for number in (1, 2, 3)]
    assert running_lines(leaves) == {(page, place) for page in range(3) for place in (50, 51)}
    assert running_lines(leaves[:1]) == frozenset()


def scan() -> bytes:
    """Return a PDF whose one page is a picture."""
    with pikepdf.new() as document:
        document.add_blank_page(page_size=(300, 300))
        page = document.pages[0]
        picture = document.make_stream(bytes(300), Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Image)
        picture.Width, picture.Height, picture.BitsPerComponent, picture.ColorSpace = 10, 10, 8, pikepdf.Name.DeviceRGB
        page.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(I=picture))
        page.Contents = document.make_stream(b"q 300 0 0 300 0 0 cm /I Do Q")
        held = io.BytesIO()
        document.save(held)
        return held.getvalue()


@pytest.mark.parametrize(
    ("payload", "reason", "words"),
    [
        (scan(), "no_text", "ocrmypdf"),
        (newspaper(encryption=pikepdf.Encryption(owner="a", user="b")), "encrypted", "password"),
        (b"%PDF-1.7\n", "truncated", "ends in the middle"),
        (b"%PDF-1.7\nnothing of a PDF\n%%EOF\n", "unsupported_type", "damaged"),
        (newspaper()[:400], "truncated", "Fetch it again"),
    ],
)
def test_pdfs_without_a_text_say_why(payload: bytes, reason: str, words: str) -> None:
    """Pictures, locks, damage and cuts each end with their reason, and with what to do."""
    found = outcome(payload)
    assert isinstance(found, Rejection)
    assert (found.reason, words in found.detail) == (reason, True)
    assert found.received_sha256


def test_an_owners_lock_that_lets_one_read_is_no_hindrance() -> None:
    """A PDF that only forbids printing opens without a password."""
    assert (
        article(newspaper(encryption=pikepdf.Encryption(owner="a", user=""))).card.headline == "River rises in Talvin"
    )


def test_a_pdf_that_is_cut_off_is_never_whole() -> None:
    """Where PDFium can still open what is left of a PDF, the article says that it is cut off."""
    whole = newspaper()
    for end in range(100, len(whole) - 8, max(1, len(whole) // 25)):
        found = outcome(whole[:end])
        said = (
            found.warnings
            if isinstance(found, Article)
            else (found.reason.value, "truncated" if found.reason == "no_text" else "")
        )
        assert "truncated" in said, end


def test_pdfs_that_grow_or_are_crowded_are_given_up() -> None:
    """A stream that grows a hundred times, one packed twice, and a page of too many letters are rejected."""
    with pikepdf.new() as document:
        document.add_blank_page(page_size=(300, 300))
        document.pages[0].Contents = document.make_stream(bytes(24 << 20))
        held = io.BytesIO()
        document.save(held)
    bomb = held.getvalue()
    twice = newspaper().replace(b"/Length", b"/Filter [/FlateDecode /FlateDecode] /Length", 1)
    crowded = made(Sheet([(10 + number / 10, 10 + number % 800, 10, f"{number} rain " * 14) for number in range(2500)]))
    found = [outcome(payload) for payload in (bomb, twice, crowded)]
    reasons = [each.reason for each in found if isinstance(each, Rejection)]
    assert reasons == ["expands_too_large", "expands_too_large", "too_complex"]


def test_a_white_picture_is_no_bomb() -> None:
    """A large white page that was scanned packs very small, and is never unpacked here."""
    white = scan().replace(b"/Width 10", b"/Width 99")
    assert isinstance(found := outcome(white), Rejection)
    assert found.reason == "no_text"
    payload = b"1 0 obj << /Subtype /Image /Filter /FlateDecode >> stream\n" + zlib.compress(bytes(24 << 20))
    assert not grows_too_large(payload)
    assert grows_too_large(payload.replace(b"/Image", b"/Form"))
    assert not grows_too_large(b"stream\n" * 200_000)


def test_random_damage_ends_in_outcomes() -> None:
    """Whatever is changed in a PDF, it ends as an article or as a rejection."""
    dice, whole = random.Random(11), newspaper()  # noqa: S311  damage of test files
    for _ in range(25):
        damaged = bytearray(whole)
        for _ in range(dice.randint(1, 30)):
            damaged[dice.randrange(8, len(damaged))] = dice.randrange(256)
        assert isinstance(outcome(bytes(damaged)), (Article, Rejection))


def test_dates_of_a_file_are_read() -> None:
    """Days and times with and without a zone; what is none."""
    cases = {
        "D:20221125100405+04'00'": "2022-11-25T10:04:05+04:00", "D:20221125100405Z": "2022-11-25T10:04:05+00:00",
        "20221125": "2022-11-25", "D:2022112599": "2022-11-25", "D:20221325": None, "yesterday": None, "": None,
    }  # fmt: skip
    assert {written: iso_date(written) for written in cases} == cases


def test_commands_read_pdfs(tmp_path: Path) -> None:
    """A PDF is extracted without an archive, taken into one by a worker, and read again from it to the same."""
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "river.pdf").write_bytes(newspaper())
    shown = CliRunner().invoke(cli, ["extract", str(tmp_path / "in" / "river.pdf")])
    assert shown.exit_code == 0
    assert "River rises in Talvin" in shown.output
    report = ingest(tmp_path / "a.db", [tmp_path / "in"])
    assert (report.new, report.rejected) == (1, ())
    assert reextract(tmp_path / "a.db").changed == 0
