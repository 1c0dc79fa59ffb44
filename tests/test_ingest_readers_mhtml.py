import base64
import io
import quopri

import pytest
from containers import met_in, page_of, pages, reasons

from ingest.pipeline import process
from ingest.readers import kind_of
from ingest.readers.mime.tree import Headers, content_type, decoded_words, mail_time
from schemas.article import Article
from schemas.report import Rejection, Warn

PAGE = page_of("Река поднялась на два метра, сообщил совет Тальвина. Мост закрыт, жители едут кругом.")
TOP = (
    "From: <Saved by Blink>\r\n"
    "Snapshot-Content-Location: https://talvin.example/country/river?id=7\r\n"
    "Subject: =?utf-8?Q?=D0=A0=D0=B5=D0=BA=D0=B0?=\r\n"
    "Date: Fri, 25 Nov 2022 10:04:05 +0400\r\n"
    "MIME-Version: 1.0\r\n"
    'Content-Type: multipart/related;\r\n\ttype="text/html";\r\n\tboundary="----MultipartBoundary--abc----"\r\n\r\n\r\n'
)
MARK = "------MultipartBoundary--abc----"


def part(kind: str, body: bytes, *fields: str, mark: str = MARK) -> bytes:
    """Return one part of a file, with the line that begins it."""
    return "\r\n".join((mark, f"Content-Type: {kind}", *fields, "", "")).encode() + body + b"\r\n"


def quoted(body: bytes) -> bytes:
    """Return a body as Chrome writes it."""
    return quopri.encodestring(body).replace(b"\n", b"\r\n")


QP = "Content-Transfer-Encoding: quoted-printable"
FRAME = part("text/html", quoted(page_of("An offer to subscribe")), QP, "Content-Location: cid:frame@mhtml.blink")
PICTURE = part("image/png", base64.b64encode(b"\x89PNG" * 30), "Content-Transfer-Encoding: base64")
ROOT = part(
    "text/html", quoted(PAGE), "Content-ID: <frame-1@mhtml.blink>", QP, "Content-Location: https://talvin.example/x"
)
END = f"{MARK}--\r\n".encode()
CHROME = TOP.encode() + ROOT + FRAME + PICTURE + END


def test_the_page_of_a_saved_file_is_read() -> None:
    """What Chrome saves is one page: its bytes as they were, its address and time with who states them."""
    found = met_in(CHROME, "river.mhtml")
    page = pages(found)[0]
    assert len(found) == 1
    assert page.payload.replace(b"\r\n", b"\n") == PAGE
    assert (page.url, page.url_basis) == ("https://talvin.example/country/river?id=7", "saver:mhtml")
    assert (page.captured, page.captured_basis) == ("2022-11-25T10:04:05+04:00", "saver:mhtml")
    assert (page.charset, page.warnings, page.format) == (None, (), "html")


def test_letters_survive_without_a_charset() -> None:
    """A part that names no charset is decoded as any page is: nothing becomes a replacement character."""
    article = process(pages(met_in(CHROME, "river.mhtml"))[0])
    assert isinstance(article, Article)
    assert "Река поднялась" in article.text
    wide = page_of("Kəlbəcər yolu açıldı, sakinlər evlərinə qayıdır, deyə şura bildirdi. Yol dar idi.")
    payload = TOP.encode() + part("text/html", quoted(wide), QP) + END
    other = process(pages(met_in(payload, "a.mhtml"))[0])
    assert isinstance(other, Article)
    assert "Kəlbəcər" in other.text


def test_a_part_in_another_charset_says_so() -> None:
    """The charset of the part is the transport's word."""
    payload = TOP.encode() + part("text/html; charset=windows-1251", "<p>Дождь в Тальвине</p>".encode("cp1251")) + END
    page = pages(met_in(payload, "a.mht"))[0]
    assert (page.charset, page.payload) == ("windows-1251", "<p>Дождь в Тальвине</p>".encode("cp1251"))


def test_the_part_that_the_file_names_is_the_page() -> None:
    """`start` names the page, wherever it stands; without it the part at the snapshot's address, else the first."""
    named = part("text/html", b"<p>The page</p>", "Content-ID: <root@x>")
    top = TOP.replace('type="text/html"', 'type="text/html"; start="<root@x>"')
    assert pages(met_in(top.encode() + FRAME + named + END, "a.mhtml"))[0].payload == b"<p>The page</p>"
    placed = part("text/html", b"<p>Here</p>", "Content-Location: https://talvin.example/country/river?id=7")
    assert pages(met_in(TOP.encode() + FRAME + placed + END, "a.mhtml"))[0].payload == b"<p>Here</p>"


def test_other_savers_are_read() -> None:
    """Internet Explorer's single part, Firefox's add-on, and a page within alternatives within related parts."""
    explorer = (
        b'From: "Saved by Windows Internet Explorer 8"\nSubject: x\nDate: Sat, 26 Nov 2022 08:00:00 -0000\n'
        b'MIME-Version: 1.0\nContent-Type: text/html; charset="utf-8"\nContent-Transfer-Encoding: base64\n'
        b"Content-Location: http://talvin.example/a\n\n" + base64.encodebytes(PAGE)
    )  # fmt: skip
    page = pages(met_in(explorer, "a.mht"))[0]
    assert (page.payload, page.url, page.charset) == (PAGE, "http://talvin.example/a", "utf-8")
    firefox = (
        b"X-MAF-Information: x\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=q\r\n\r\n"
        + part("multipart/alternative; boundary=r", b"", mark="--q")
        + part("text/plain", b"Rain", mark="--r")
        + part("text/html", PAGE, "Content-Location: http://talvin.example/b", mark="--r")
        + b"--r--\r\n--q--\r\n"
    )
    page = pages(met_in(firefox, "a.mht"))[0]
    assert (page.payload, page.url) == (PAGE, "http://talvin.example/b")


def test_a_file_that_ends_early_says_so() -> None:
    """A page whose part is not closed is kept with a warning; one that lost its base64's last letters, too."""
    cut = CHROME[: len(TOP.encode()) + len(ROOT) - 30]
    page = pages(met_in(cut, "a.mhtml"))[0]
    assert (page.warnings, page.url) == ((Warn.TRUNCATED.value,), "https://talvin.example/country/river?id=7")
    packed = TOP.encode() + part("text/html", base64.b64encode(PAGE)[:-7], "Content-Transfer-Encoding: base64")
    assert pages(met_in(packed, "a.mhtml"))[0].warnings == ("truncated",)
    assert reasons(met_in(TOP.encode(), "a.mhtml")) == ["truncated"]


def test_every_cut_is_said() -> None:
    """Wherever a saved file ends before its page does, the page is marked as cut off, or there is none."""
    begin = len(TOP.encode())
    for end in range(begin, begin + len(ROOT) - 2, 5):
        found = met_in(CHROME[:end], "a.mhtml")
        said = reasons(found) or [word for page in pages(found) for word in page.warnings]
        assert said == ["truncated"], end


@pytest.mark.parametrize(
    ("payload", "reason"),
    [
        (TOP.encode() + part("text/html", b"%%no base64%%", "Content-Transfer-Encoding: base64") + END, "bad_header"),
        (TOP.encode() + part("text/html", b"begin 644", "Content-Transfer-Encoding: x-uuencode") + END, "bad_header"),
        (TOP.encode() + part("text/html", b" \r\n") + END, "empty"),
        (TOP.encode() + PICTURE + END, "no_text"),
        (
            b"".join(b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (n, n) for n in range(3000)),
            "too_deep",
        ),
        (TOP.encode() + (MARK + "\r\n\r\nx\r\n").encode() * 30_000, "too_complex"),
        (b"MIME-Version: 1.0\r\nX: " + b"a" * (3 << 20) + b"\r\n\r\n<p>x</p>", "bad_header"),
    ],
)
def test_broken_and_hostile_files_end_in_an_outcome(payload: bytes, reason: str) -> None:
    """What cannot be read is a rejection with the file's hash."""
    found = met_in(payload, "a.mhtml")
    assert reasons(found) == [reason]
    assert isinstance(found[0].item, Rejection)
    assert found[0].item.received_sha256


def test_headers_cost_what_they_are_long() -> None:
    """Thousands of encoded words, parameters, continued lines and fields are read in one pass."""
    for field in (
        "Subject: " + "=?utf-8?q?a?= " * 9000,
        "X: 1\r\n" * 20_000 + "Y: 2",
        "X: a" + "\r\n\tb" * 20_000,
        'X: "' + "\\" * 60_000,
        "X: x/y" + ";a=b" * 20_000,
    ):
        payload = (field + "\r\n").encode() + CHROME
        assert pages(met_in(payload, "a.mhtml"))[0].url


def test_encoded_words_and_times_are_read() -> None:
    """Words in several encodings, a letter cut in two by them, what is none; dates that are none."""
    cases = {
        "=?windows-1251?b?xO7m5Pw=?= now": "Дождь now",
        "=?utf-8?q?caf=C3?= =?utf-8?q?=A9?=": "café",
        "a =?utf-8?q?b_c?= d": "a b c d",
        "=?x-nope?q?caf=E9?=": "café",
        "=?utf-8?b?%%?= =?no": "=?no",
        "plain": "plain",
    }
    assert {words: decoded_words(words) for words in cases} == cases
    assert mail_time("Fri, 25 Nov 2022 10:04:05 GMT") == "2022-11-25T10:04:05+00:00"
    many = content_type(Headers((("content-type", 'x/y; a="b' + '";a="\\"' * 20_000),)))
    assert (many.kind, list(many.parameters)) == ("x/y", ["a"])
    assert [mail_time(each) for each in ("yesterday", "", None, "9" * 5000, "1 Jan 99999 10:00")] == [None] * 5


def test_texts_that_begin_like_a_header_stay_texts() -> None:
    """Lines with colons at the top of a dump are no header of a saved page."""
    for text in (b"Place: Talvin\nDate: Monday\n\nThe river rose by two metres, the council said.", b"Note: rain\n"):
        assert kind_of(io.BytesIO(text), "a.txt") == "text"
