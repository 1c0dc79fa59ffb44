"""What becomes of servers' answers in a web archive: status, type, chunks, codings, lengths, digests."""

import base64
import gzip
import hashlib
import io
import zlib

import brotli
import pytest
import zstandard
from web_archives import answer, digest, page, record

from ingest.readers import read
from ingest.readers.reading import Order
from ingest.readers.warc.digests import holds
from schemas.page import RawPage, Source
from schemas.report import Outcome, Reason, Rejection

BODY = page("Ferry")


def item_of(block: bytes, **options: str) -> RawPage | Rejection:
    """Return what a record of an answer becomes; the record behind it is read in any case."""
    last = record(answer(page("Last")), uri="https://orvel.example/last", number=99)
    stream = io.BytesIO(record(block, **options) + last)  # type: ignore[arg-type]
    first, second = (each.item for each in read(stream, Order(source=Source(path="a.warc"))))
    assert isinstance(second, RawPage)
    assert second.payload == page("Last")
    return first


def payload_of(block: bytes, **options: str) -> bytes:
    """Return the payload of an answer that is a page."""
    found = item_of(block, **options)
    assert isinstance(found, RawPage), found
    return found.payload


def refusal_of(block: bytes, **options: str) -> str:
    """Return outcome and reason of an answer that is none."""
    found = item_of(block, **options)
    assert isinstance(found, Rejection), found
    return f"{found.outcome.value}:{found.reason.value}"


def raw_deflate(body: bytes) -> bytes:
    """Return a body as some servers send `deflate`, without its wrapper."""
    packer = zlib.compressobj(wbits=-15)
    return packer.compress(body) + packer.flush()


def chunks(body: bytes, size: int = 100, end: bytes = b"0\r\n\r\n") -> bytes:
    """Return a body in chunks."""
    parts = [body[place : place + size] for place in range(0, len(body), size)]
    return b"".join(f"{len(part):X};note=1\r\n".encode() + part + b"\r\n" for part in parts) + end


PACKED = {
    "gzip": gzip.compress(BODY, mtime=0),
    "x-gzip": gzip.compress(BODY[:90], mtime=0) + gzip.compress(BODY[90:], mtime=0),
    "deflate": zlib.compress(BODY),
    "br": brotli.compress(BODY),
    "zstd": zstandard.compress(BODY),
    "gzip, br": brotli.compress(gzip.compress(BODY, mtime=0)),
    "identity": BODY,
}


@pytest.mark.parametrize("coding", PACKED)
def test_codings_are_undone(coding: str) -> None:
    """Every usual coding, and several in a row, give the bytes that the server meant to send."""
    assert payload_of(answer(PACKED[coding], Content_Encoding=coding)) == BODY
    assert payload_of(answer(chunks(PACKED[coding]), Content_Encoding=coding, Transfer_Encoding="chunked")) == BODY


def test_deflate_without_its_wrapper_is_undone() -> None:
    """`deflate` as some servers send it, and gzip without a word of it, are undone, too."""
    assert payload_of(answer(raw_deflate(BODY), Content_Encoding="deflate")) == BODY
    assert payload_of(answer(gzip.compress(BODY, mtime=0))) == BODY


@pytest.mark.parametrize("coding", ["gzip", "deflate", "br", "zstd", "x-unheard-of"])
def test_what_the_crawler_undid_is_taken_as_it_is(coding: str) -> None:
    """A page that is said to be packed or chunked and is neither was undone by its crawler; so are its lengths."""
    assert payload_of(answer(BODY, length=77, Content_Encoding=coding)) == BODY
    assert payload_of(answer(BODY, length=len(BODY) + 9, Content_Encoding=coding)) == BODY
    assert payload_of(answer(BODY, Transfer_Encoding="chunked", Content_Encoding=coding)) == BODY


@pytest.mark.parametrize("coding", ["gzip", "deflate", "br", "zstd"])
def test_packed_answers_that_break_off_are_said(coding: str) -> None:
    """A packed answer that ends before its end is rejected, wherever it ends; so is one that is not what it says."""
    packed = PACKED[coding]
    for cut in (1, len(packed) // 2, len(packed) - 1):
        block = answer(packed[:cut], Content_Encoding=coding)
        assert refusal_of(block) in {"rejected:truncated", "rejected:bad_header"}
    assert refusal_of(answer(b"words that nobody packed", Content_Encoding=coding)) in {
        "rejected:bad_header",
        "rejected:truncated",
    }


def test_unknown_codings_are_refused() -> None:
    """What is packed in a way that nobody knows is no page."""
    assert refusal_of(answer(b"\x01\x02\x03 words", Content_Encoding="x-unheard-of")) == "rejected:unsupported_type"


@pytest.mark.parametrize("coding", ["gzip", "deflate", "br", "zstd"])
def test_bombs_are_not_unpacked(coding: str) -> None:
    """Some kilobytes that would unpack to more than a hundred times their size are turned away on the way."""
    many = b"\0" * (12 << 20)
    packed = {"gzip": gzip.compress, "deflate": zlib.compress, "br": brotli.compress, "zstd": zstandard.compress}
    assert refusal_of(answer(packed[coding](many), Content_Encoding=coding)) == "rejected:expands_too_large"


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (b"FFFFFFFF\r\nabc", "truncated"),
        (b"5\r\nhel", "truncated"),
        (chunks(BODY, end=b""), "truncated"),
        (chunks(BODY, end=b"no chunk\r\n"), "bad_length"),
        (b"zz\r\nhello\r\n0\r\n\r\n", "bad_length"),
    ],
)
def test_broken_chunks_are_said(body: bytes, reason: str) -> None:
    """Chunks that break off or lose their lengths are rejected."""
    assert refusal_of(answer(body, length=None, Transfer_Encoding="chunked")) == f"rejected:{reason}"


def test_lengths_are_checked() -> None:
    """A body shorter than stated is rejected; one that is longer ends where its server said."""
    assert refusal_of(answer(BODY, length=len(BODY) + 1)) == "rejected:truncated"
    assert payload_of(answer(BODY + b"HTTP/1.1 200 OK\r\n", length=len(BODY))) == BODY


def test_records_that_say_that_they_were_cut_are_pages_with_a_warning() -> None:
    """`WARC-Truncated` names a cut that the crawler made: what arrived is kept, and the reader is told."""
    found = item_of(answer(BODY[:-40], length=len(BODY)), WARC_Truncated="length", WARC_Payload_Digest=digest(BODY))
    assert isinstance(found, RawPage)
    assert (found.payload, found.warnings) == (BODY[:-40], ("truncated",))
    packed = gzip.compress(BODY, mtime=0)
    found = item_of(answer(packed[:-12], length=None, Content_Encoding="gzip"), WARC_Truncated="time")
    assert isinstance(found, RawPage)
    assert BODY.startswith(found.payload)
    assert found.payload


@pytest.mark.parametrize(
    ("status", "outcome"),
    [
        ("301 Moved", "skipped:redirect"),
        ("304 Not Modified", "skipped:redirect"),
        ("404 Not Found", "rejected:error_page"),
        ("503 Service Unavailable", "rejected:error_page"),
        ("103 Early Hints", "rejected:error_page"),
        ("206 Partial Content", "rejected:truncated"),
        ("none at all", "rejected:bad_header"),
    ],
)
def test_the_status_decides(status: str, outcome: str) -> None:
    """Redirections are skipped, errors and parts rejected, with the status in words, whatever was sent with them."""
    found = item_of(answer(BODY, status))
    assert isinstance(found, Rejection)
    assert f"{found.outcome.value}:{found.reason.value}" == outcome
    assert status[:3] in found.detail or status == "none at all"


def test_a_part_that_is_the_whole_is_a_page() -> None:
    """A server that answers 206 and sends everything has answered."""
    assert payload_of(answer(BODY, "206 Partial Content", Content_Range=f"bytes 0-{len(BODY) - 1}/{len(BODY)}")) == BODY


@pytest.mark.parametrize(
    ("stated", "body"),
    [
        ("text/css", b"body { color: red } /* <p>not a page</p> */ p { margin: 0 }"),
        ("application/javascript", b"document.write('<div><p>Words</p></div><div><p>Words</p></div>');"),
        ("application/json", b'{"id": 1, "text": "The ferry stays."}'),
        ("text/html", b'{"id": 1, "text": "The ferry stays."}'),
        ("image/png", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"),
        ("text/html", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"),
        ("font/woff2", b"wOF2\0\1"),
        ("video/mp4", b"\0\0\0\x18ftypmp42"),
        ("application/rss+xml", b"<?xml version='1.0'?><rss version='2.0'><channel/></rss>"),
        ("application/zip", b"PK\x03\x04\x14\0\0\0"),
        ("application/warc", record(answer(BODY))),
        ("application/octet-stream", b"Only words that somebody might read as text."),
    ],
)
def test_what_is_no_page_is_skipped(stated: str, body: bytes) -> None:
    """Styles, scripts, pictures, fonts, films, data and feeds are skipped, whatever their server called them."""
    assert refusal_of(answer(body, Content_Type=stated)) == "skipped:unsupported_type"


@pytest.mark.parametrize("path", ["robots.txt", "ads.txt", ".well-known/security.txt"])
def test_files_for_robots_are_skipped(path: str) -> None:
    """Words that are written for programs are no article."""
    block = answer(b"User-agent: *\nDisallow: /\n", Content_Type="text/plain")
    assert refusal_of(block, uri=f"https://orvel.example/{path}") == "skipped:unsupported_type"


@pytest.mark.parametrize("stated", ["image/png", "application/json", "text/css", "application/octet-stream", ""])
def test_a_page_under_another_name_is_a_page(stated: str) -> None:
    """What begins as a page is one, whatever its server calls it."""
    assert payload_of(answer(BODY, Content_Type=stated)) == BODY


def test_text_is_text() -> None:
    """Words without marks are a text where their server calls them so."""
    found = item_of(answer("Die Fähre bleibt im Hafen.\n".encode(), Content_Type="text/plain; charset=utf-8"))
    assert isinstance(found, RawPage)
    assert (found.format, found.charset) == ("text", "utf-8")


def test_an_empty_answer_is_said() -> None:
    """A server that answered and sent nothing gave no page."""
    assert refusal_of(answer(b"")) == "rejected:empty"
    assert refusal_of(answer(b" \r\n")) == "rejected:empty"


def written(name: str, payload: bytes) -> list[str]:
    """Return a digest in every way in which it is written."""
    raw = hashlib.new(name, payload).digest()
    forms = [base64.b32encode(raw).decode(), raw.hex(), base64.b64encode(raw).decode()]
    forms += [forms[0].lower(), forms[1].upper(), base64.urlsafe_b64encode(raw).decode(), forms[0].rstrip("=")]
    return [f"{label}:{value}" for label in (name, name.upper()) for value in forms]


@pytest.mark.parametrize("name", ["md5", "sha1", "sha256", "sha512"])
def test_digests_are_read_however_they_are_written(name: str) -> None:
    """Base32, hexadecimal and base64 name the same digest; another one holds in none of them."""
    for stated in written(name, BODY):
        assert holds(stated, (BODY[:50], BODY[50:])), stated
        assert not holds(stated, (BODY, b"!")), stated
    for stated in (None, "", "-", "sha1:", "sha1:-", "blake3:00ff"):
        assert holds(stated, (BODY,))
    for stated in ("sha1:00ff", "sha1:" + "é" * 32, "sha1:" + "_" * 32, "sha1:" + "1" * 32, "md5:" + "z" * 24):
        assert not holds(stated, (BODY,))


def test_a_payload_digest_holds_in_each_of_its_readings() -> None:
    """Of the body as sent, without its chunks, or undone: writers differ. Any other digest is a damage."""
    packed = gzip.compress(BODY, mtime=0)
    block = answer(chunks(packed), length=None, Transfer_Encoding="chunked", Content_Encoding="gzip")
    for reading in (chunks(packed), packed, BODY):
        assert payload_of(block, WARC_Payload_Digest=digest(reading)) == BODY
    assert refusal_of(block, WARC_Payload_Digest=digest(b"another")) == "rejected:bad_digest"


def test_changed_bytes_are_found_by_either_digest() -> None:
    """A letter that was changed after the record was written is found by its block digest, or by its payload digest."""
    for fields in ({}, {"WARC_Payload_Digest": digest(BODY)}):
        whole = record(answer(BODY), with_digest=not fields, **fields)  # type: ignore[arg-type]
        (found,) = read(io.BytesIO(whole.replace(b"quay", b"quai")), Order(source=Source(path="a.warc")))
        assert isinstance(found.item, Rejection)
        assert (found.item.outcome, found.item.reason) == (Outcome.REJECTED, Reason.BAD_DIGEST)


def test_a_page_without_digests_is_taken() -> None:
    """No digest is no damage."""
    found = item_of(answer(BODY), with_digest="")
    assert isinstance(found, RawPage)
    assert found.stated_digest is None


def test_segments_are_not_joined() -> None:
    """A record that goes on in another one is said to be cut."""
    assert refusal_of(answer(BODY, length=None), WARC_Segment_Number="1") == "rejected:truncated"
