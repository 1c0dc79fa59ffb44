import base64
import io
import quopri
import random
from email.message import EmailMessage
from pathlib import Path

import pytest
from containers import check_marks, met_in, page_of, pages, reasons

from archive.intake import ingest
from ingest.pipeline import process
from ingest.readers import kind_of
from ingest.readers.mime.mbox import split_mbox
from ingest.readers.reading import Order
from schemas.article import Article
from schemas.page import Source

SECRETS = ("reader.7731@", "brezna-gw.example", "token-99ab", "192.0.2.17", "session=")
HTML = page_of(
    "Река поднялась на два метра, сообщил совет Тальвина. Мост закрыт, жители едут кругом по северной дороге."
)


def newsletter(**changes: str) -> EmailMessage:
    """Return a newsletter with all that its header says of the reader."""
    mail = EmailMessage()
    fields = {
        "Return-Path": "<bounce+reader.7731@post.example>",
        "Delivered-To": "reader.7731@brezna-gw.example",
        "Received": "from brezna-gw.example ([192.0.2.17]) by mx.example; Fri, 25 Nov 2022 10:05:00 +0400",
        "From": "=?utf-8?b?0JLQtdGB0YLQvdC40Log0KLQsNC70YzQstC40L3QsA==?= <news@post.example>",
        "To": '"A Reader" <reader.7731@brezna-gw.example>',
        "Subject": "River rises in Talvin",
        "Date": "Fri, 25 Nov 2022 10:04:05 +0400",
        "Message-ID": "<20221125.4711@post.example>",
        "List-Id": "Talvin daily <daily.post.example>",
        "List-Unsubscribe": "<https://post.example/leave?token-99ab>",
        "Archived-At": "<https://post.example/2022/11/25/river>",
        "X-Cookie": "session=1",
    }
    for name, value in (fields | changes).items():
        if value:
            mail[name] = value
    mail.set_content("River rises in Talvin\n\nThe plain text of the letter.\n")
    mail.add_alternative(HTML.decode(), subtype="html")
    mail.add_attachment(b"%PDF-1.7", maintype="application", subtype="pdf", filename="a.pdf")
    return mail


def test_a_newsletter_is_a_page() -> None:
    """Its HTML is the page; sender, subject, date, id and public address are kept with who states them."""
    payload = newsletter().as_bytes()
    assert kind_of(io.BytesIO(payload), "letter") == "mail"
    page = pages(met_in(payload, "a.eml"))[0]
    assert (page.payload.strip(), page.format, page.charset) == (HTML, "html", "utf-8")
    assert (page.url, page.url_basis) == ("https://post.example/2022/11/25/river", "mail")
    assert (page.record_id, page.captured) == ("20221125.4711@post.example", None)
    told = {(fact.field, fact.rule, fact.value) for fact in page.given}
    assert told == {
        ("outlet", "record-outlet", "Вестник Тальвина"), ("headline", "record-title", "River rises in Talvin"),
        ("published", "record-date", "Fri, 25 Nov 2022 10:04:05 +0400"),
    }  # fmt: skip
    article = process(page)
    assert isinstance(article, Article)
    assert (article.card.published, article.card.published_basis) == ("2022-11-25T10:04:05+04:00", "structured")
    assert article.card.outlet == "Вестник Тальвина"


def test_nothing_of_the_reader_leaves_the_header() -> None:
    """Neither recipients nor servers, tokens or cookies of the header are in what is kept of a mail."""
    for payload in (newsletter().as_bytes(), newsletter(From="news@post.example", **{"List-Id": ""}).as_bytes()):
        page = pages(met_in(payload, "a.eml"))[0]
        assert not [secret for secret in SECRETS if secret in repr(page)]
        assert "news@post.example" not in repr(page)
        assert not [secret for secret in SECRETS if secret in repr(process(page))]


def test_a_mail_that_went_to_no_list_has_an_author() -> None:
    """The sender of a letter is a person, not an outlet; one without a name is nobody."""
    lists = {"List-Id": "", "List-Unsubscribe": ""}
    page = pages(met_in(newsletter(From='"Anna Arel" <anna@post.example>', **lists).as_bytes(), "a.eml"))[0]
    assert next((fact.field, fact.value) for fact in page.given) == ("author", "Anna Arel")
    bare = pages(met_in(newsletter(From="anna@post.example", **lists).as_bytes(), "a.eml"))[0]
    assert {fact.field for fact in bare.given} == {"headline", "published"}


@pytest.mark.parametrize("encoding", ["base64", "quoted-printable", "8bit"])
@pytest.mark.parametrize("charset", ["utf-8", "koi8-r", "windows-1251"])
def test_plain_texts_are_read_in_any_encoding(encoding: str, charset: str) -> None:
    """Without HTML the plain text is the page, its bytes as they were before they were encoded."""
    words = "Дождь над Тальвином.\n\nРека поднялась на два метра.\n".encode(charset)
    encode = {"base64": base64.encodebytes, "quoted-printable": quopri.encodestring, "8bit": bytes}[encoding]
    head = f"From: Post <p@post.example>\nMessage-ID: <1@x>\nContent-Type: text/plain; charset={charset}\n"
    payload = head.encode() + f"Content-Transfer-Encoding: {encoding}\n\n".encode() + encode(words)
    page = pages(met_in(payload, "a.eml"))[0]
    assert (page.payload, page.format, page.charset) == (words, "text", charset)


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        ("Content-Type: multipart/x; boundary=b\n\n--b\nContent-Type: application/pgp-encrypted\n\n", "encrypted"),
        ("Content-Type: application/pkcs7-mime\nContent-Transfer-Encoding: base64\n\nAAAA\n", "encrypted"),
        ("Content-Type: image/png\n\nx\n", "no_text"),
        ("Content-Type: text/plain\n\n\n", "no_text"),
        ("Content-Type: text/html\nContent-Transfer-Encoding: base64\n\n%%%\n", "bad_header"),
        ("Content-Type: multipart/mixed; boundary=b\n\nNo part comes.\n", "truncated"),
    ],
)  # fmt: skip
def test_mails_without_a_text_say_why(body: str, reason: str) -> None:
    """Locked, empty, damaged and cut mails are rejections with their reason."""
    assert reasons(met_in(f"From: P <p@x.example>\nMessage-ID: <1@x>\n{body}".encode(), "a.eml")) == [reason]


def test_a_mail_that_is_cut_off_says_so() -> None:
    """A mail whose text is not closed is kept with a warning."""
    whole = newsletter().as_bytes()
    cut = pages(met_in(whole[: whole.index(b"text/html") + 200], "a.eml"))[0]
    assert cut.warnings == ("truncated",)


def test_texts_that_begin_like_mails_stay_texts() -> None:
    """A few lines with colons at the top of a text make no mail of it."""
    for text in (
        b"From: Talvin\nTo: Brezna\n\nThe road between the two towns is closed.",
        b"From Talvin the road leads north, past the mill.\n\nIt was built in 1904.",
        b"From: anna@post.example\n\nThe road is closed, she writes.",
    ):
        assert kind_of(io.BytesIO(text), "a.txt") == "text"


def mailbox(*texts: str, line_end: str = "\n") -> bytes:
    """Return a mailbox of plain mails, `From ` in them quoted."""
    written = []
    for number, text in enumerate(texts):
        quoted = "\n".join(f">{line}" if line.lstrip(">").startswith("From ") else line for line in text.split("\n"))
        written.append(
            f"From news@post.example Fri Nov 25 10:04:{number:02} 2022\nFrom: Post <news@post.example>\n"
            f"Message-ID: <{number}@post.example>\nSubject: Letter {number}\nDate: Fri, 25 Nov 2022 10:04:05 +0400\n\n"
            f"{quoted}\n\n"
        )
    return "".join(written).replace("\n", line_end).encode()


TEXTS = (
    "Rain over Talvin.",
    "From Monday on the ferry runs again.\n\nFrom Brezna it takes an hour.\n>From here, too.",
    "Sun.\n\nFrom news@post.example came word.\nNot a separator.",
    "Snow on the pass.",
)


@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_each_mail_of_a_mailbox_is_read(line_end: str) -> None:
    """Each mail is a page at its byte; lines that begin with `From ` in a text are what they were."""
    payload = mailbox(*TEXTS, line_end=line_end)
    assert kind_of(io.BytesIO(payload), "x") == "mbox"
    found = pages(met_in(payload, "a.mbox"))
    assert [page.payload.decode().replace("\r\n", "\n").strip() for page in found] == list(TEXTS)
    assert [page.record_id for page in found] == [f"{number}@post.example" for number in range(4)]
    for page in found:
        assert payload[page.source.offset or 0 :].startswith(b"From news@post.example Fri")


def test_reading_goes_on_anywhere_in_a_mailbox() -> None:
    """From behind each mail, a fresh reader gives exactly the rest."""
    check_marks(mailbox(*TEXTS), "a.mbox")


def test_pieces_of_a_mailbox_are_the_whole() -> None:
    """Pieces of any size begin with a mail, and together hold each once."""
    dice = random.Random(5)  # noqa: S311  sizes of test mails
    payload = mailbox(*("Rain. " * dice.randint(1, 80) for _ in range(60)))
    whole = [met.item for met in met_in(payload, "a.mbox")]
    for size in (1, 700, 3000, 10**9):
        parts = list(split_mbox(io.BytesIO(payload), Order(source=Source(path="a.mbox")), size))
        apart = [met.item for part in parts for met in met_in(payload, "a.mbox", start=part.start, end=part.end)]
        assert apart == whole
        assert len(parts) > 1 or size == 10**9


def test_a_mail_that_is_too_large_is_one_rejection() -> None:
    """It is not held in memory, and the mails behind it are read; so are those behind one that is broken."""
    payload = mailbox("Rain.", "x" * 400_000, "Sun.")
    found = met_in(payload, "a.mbox", max_bytes=10_000)
    assert (reasons(found), len(pages(found))) == (["too_large"], 2)
    broken = (
        mailbox("Rain.") + b"From news@post.example Fri Nov 25 10:04:05 2022\nno header at all\n\n" + mailbox("Sun.")
    )
    found = met_in(broken, "a.mbox")
    assert (reasons(found), len(pages(found))) == (["bad_header"], 2)


def test_mails_are_taken_in(tmp_path: Path) -> None:
    """Workers read mails and mailboxes; no secret of a header is anywhere in the archive's file."""
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.eml").write_bytes(newsletter().as_bytes())
    long = [f"The ferry of line {number} was stopped at Kemmin, the harbour office said. " * 9 for number in range(3)]
    (tmp_path / "in" / "b.mbox").write_bytes(mailbox(*long))
    report = ingest(tmp_path / "a.db", [tmp_path / "in"])
    assert (report.new, report.rejected) == (4, ())
    held = (tmp_path / "a.db").read_bytes()
    assert not [secret for secret in SECRETS if secret.encode() in held]
