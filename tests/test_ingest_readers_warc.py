import gzip
import io
import json
import zipfile
from dataclasses import replace
from typing import Any

import pytest
import zstandard
from web_archives import answer, arc, arc_record, digest, packed, page, pages, record, warcinfo

from ingest.readers import form_of, read
from ingest.readers.beside import Beside, Row
from ingest.readers.forms import Form
from ingest.readers.reading import Mark, Met, Order
from ingest.readers.warc import split_warc
from schemas.page import GivenFact, RawPage, Source
from schemas.report import Outcome, Reason, Rejection


def met(payload: bytes, name: str = "a.warc", **options: Any) -> list[Met]:  # noqa: ANN401  options of `Order`
    """Return what is met in a web archive."""
    return list(read(io.BytesIO(payload), Order(source=Source(path=name), **options), kind="warc"))


def pages_of(found: list[Met]) -> list[RawPage]:
    """Return the pages among what was met."""
    return [each.item for each in found if isinstance(each.item, RawPage)]


def outcomes(found: list[Met]) -> list[tuple[str, int | None]]:
    """Return what each input came to, with its place."""
    return [
        (each.item.reason.value if isinstance(each.item, Rejection) else "page", each.item.source.offset)
        for each in found
    ]


def forms_of_files(records: list[bytes]) -> dict[str, bytes]:
    """Return the same records in every form of file."""
    whole = b"".join(records)
    return {
        "a.warc": whole,
        "a.warc.gz": packed(records),
        "whole.warc.gz": gzip.compress(whole, mtime=0),
        "a.warc.zst": b"".join(zstandard.compress(each) for each in records),
    }


def test_a_page_has_its_receipt() -> None:
    """Address, time, id, status, type, charset and digest of a record go with the page; its bytes are the body."""
    body = page("Ferry")
    block = answer(body)
    stated = {"WARC_Payload_Digest": digest(body), "WARC_IP_Address": "192.0.2.7"}
    (found,) = pages_of(met(warcinfo() + record(block, uri="<https://orvel.example/a>", number=5, **stated)))
    assert (found.payload, found.format) == (body, "html")
    assert (found.url, found.url_basis) == ("https://orvel.example/a", "warc")
    assert (found.captured, found.captured_basis) == ("2022-11-25T10:00:00Z", "warc")
    assert (found.record_id, found.status) == (f"<urn:uuid:{5:032x}>", 200)
    assert (found.media_type, found.charset, found.stated_digest) == ("text/html", "utf-8", digest(body))
    assert found.source == Source(path="a.warc", offset=len(warcinfo()))
    assert found.warnings == ()


@pytest.mark.parametrize("name", ["a.warc", "a.warc.gz", "whole.warc.gz", "a.warc.zst"])
def test_every_form_of_file_gives_the_same_pages(name: str) -> None:
    """Plain, a gzip member or zstd frame a record, one gzip member for all: the same pages, each with its own place."""
    records = [warcinfo(), *pages(3)]
    payload = forms_of_files(records)[name]
    form = form_of(io.BytesIO(payload), name)
    assert isinstance(form, Form)
    assert form.kind == "warc"
    found = met(payload, name)
    assert [each.url for each in pages_of(found)] == [f"https://orvel.example/ferry/{n}" for n in (1, 2, 3)]
    assert len({str(each.item.source) for each in found}) == 3


def test_records_in_one_member_are_numbered() -> None:
    """Where records share a gzip member, the member's byte and the record's number name them."""
    found = pages_of(met(gzip.compress(b"".join(pages(2)), mtime=0)))
    assert [(each.source.member, each.source.offset) for each in found] == [(None, 0), ("record 2", 0)]


def test_a_dictionary_before_zstd_frames_is_used() -> None:
    """The skippable frame at the beginning of a .warc.zst holds the dictionary, packed or not."""
    records = pages(30)
    dictionary = zstandard.train_dictionary(2000, records * 20)
    held = dictionary.as_bytes()
    frames = b"".join(zstandard.ZstdCompressor(dict_data=dictionary).compress(each) for each in records)
    for kept in (held, zstandard.compress(held)):
        payload = b"\x5d\x2a\x4d\x18" + len(kept).to_bytes(4, "little") + kept + frames
        assert isinstance(form_of(io.BytesIO(payload), "x"), Form)
        found = met(payload)
        assert len(pages_of(found)) == 30
        assert met(payload, start=found[9].after)[0].item == found[10].item


def test_resources_and_conversions_are_pages_and_other_types_are_not() -> None:
    """A page stored without an answer and the text of one are pages; requests, notes and metadata no inputs."""
    records = [
        record(page("Saved"), kind="resource", block_type="text/html; charset=utf-8", number=2),
        record("Fähre im Hafen.\n\nSie bleibt dort.".encode(), kind="conversion", block_type="text/plain", number=3),
        record(b"GET / HTTP/1.1\r\n\r\n", kind="request", block_type="application/http; msgtype=request"),
        record(b"via: x\r\n", kind="metadata", block_type="application/warc-fields"),
        record(b"rest", kind="continuation", block_type=""),
    ]
    found = pages_of(met(b"".join(records)))
    assert [(each.format, each.status, each.charset) for each in found] == [
        ("html", None, "utf-8"),
        ("text", None, None),
    ]
    assert len(met(b"".join(records))) == 2


def test_names_looked_up_and_other_schemes_are_skipped() -> None:
    """What has no address of the web is no page, unless a server answered with it."""
    records = [
        record(b"20221125\norvel.example. 60 IN A 192.0.2.7\n", uri="dns:orvel.example", block_type="text/dns"),
        record(page("Local"), kind="resource", uri="file:///home/x/a.html", block_type="text/html"),
        record(b"text", kind="resource", uri="urn:text:https://orvel.example/", block_type="text/plain"),
        record(answer(page("Odd")), uri="javascript:alert(1)", number=7),
    ]
    *skips, odd = [each.item for each in met(b"".join(records))]
    assert [each.reason for each in skips if isinstance(each, Rejection)] == [Reason.UNSUPPORTED_TYPE] * 3
    assert all(isinstance(each, Rejection) and each.outcome is Outcome.SKIPPED for each in skips)
    assert isinstance(odd, RawPage)
    assert (odd.url, odd.url_basis) == (None, None)


def test_a_revisit_is_skipped() -> None:
    """A record that only says that an answer was the same as another gives no page, and is accounted for."""
    block = answer(b"", length=None)
    revisit = record(block, kind="revisit", with_digest=False, WARC_Payload_Digest="sha1:" + "A" * 32)
    (found,) = met(revisit)
    assert isinstance(found.item, Rejection)
    assert (found.item.outcome, found.item.reason) == (Outcome.SKIPPED, Reason.NO_TEXT)


def test_arc_files_are_read() -> None:
    """ARC, plain and packed, versions 1 and 2, with spaces in addresses; what begins the file is no input."""
    uri = "http://orvel.example/a?q=Ferry From Orvel"
    second = answer(page("Two"))
    line = f"http://orvel.example/2 192.0.2.7 20141125100001 text/html 200 - - 151 old.arc.gz {len(second)}\n"
    records = arc([arc_record(answer(page("One")), uri), line.encode() + second + b"\n"])
    for payload in (b"".join(records), packed(records)):
        form = form_of(io.BytesIO(payload), "old")
        assert isinstance(form, Form)
        assert form.kind == "warc"
        one, two = pages_of(met(payload))
        assert (one.url, two.url) == ("http://orvel.example/a?q=Ferry%20From%20Orvel", "http://orvel.example/2")
        assert (one.captured, two.captured) == ("2014-11-25T10:00:00Z", "2014-11-25T10:00:01Z")
        assert (one.status, one.url_basis, one.record_id) == (200, "warc", None)


@pytest.mark.parametrize("version", ["0.17", "0.18", "1.0", "1.1"])
def test_versions_are_read_alike(version: str) -> None:
    """The drafts and both editions of the standard give the same page; 1.1 may write fractions of a second."""
    date = "2022-11-25T10:00:00.123456789Z" if version == "1.1" else "2022-11-25T10:00:00Z"
    (found,) = pages_of(met(record(answer(page("Ferry")), version=version, date=date)))
    assert found.captured == date


@pytest.mark.parametrize("ending", [b"", b"\r\n", b"\r\n\r\n\r\n", b"\0" * 512])
def test_sloppy_writers_are_understood(ending: bytes) -> None:
    """Line feeds without returns, folded fields, more or less than the two lines between records, NULs at the end."""
    one, two = pages(2)
    first = one.partition(b"\r\n\r\n")[0].replace(b"\r\n", b"\n").replace(b"WARC-Date: ", b"WARC-Date:\n  ")
    block = one.partition(b"\r\n\r\n")[2].removesuffix(b"\r\n\r\n")
    found = met(first + b"\n\n" + block + ending.rstrip(b"\0") + two + ending)
    assert outcomes(found) == [("page", 0), ("page", len(first) + 2 + len(block) + len(ending.rstrip(b"\0")))]


def test_media_cloud_says_what_it_found_of_a_page() -> None:
    """Facts of the metadata record behind an answer go with its page, also where pieces or marks part the two."""
    said = {"content_metadata": {"article_title": "Ferry stays", "publication_date": "2022-11-24", "language": None},
            "http_metadata": {"encoding": "utf-8"}}  # fmt: skip
    note = record(
        json.dumps(said).encode(), kind="metadata", block_type="application/x.mediacloud-indexer+json",
        number=77, WARC_Refers_To=f"<urn:uuid:{1:032x}>",
    )  # fmt: skip
    one, two = pages(2)
    payload = one + note + two
    for found in (met(payload), met(payload, end=len(one)), met(payload, end=len(one) + 1)):
        first = pages_of(found)[0]
        assert {(fact.field, fact.value, fact.rule) for fact in first.given} == {
            ("headline", "Ferry stays", "record-title"), ("published", "2022-11-24", "record-date"),
        }  # fmt: skip
    assert pages_of(met(payload))[1].given == ()
    for broken in (note.replace(b"content_metadata", b"\xff"), note.replace(b"{", b"[")):
        assert len(pages_of(met(one + broken + two))) == 2


def test_a_row_speaks_of_the_record_with_its_address() -> None:
    """A row of the spreadsheet that names the address of a record gives its facts to that page."""
    fact = GivenFact(field="headline", value="Ferry", rule="sidecar", basis="asserted")
    beside = Beside(by_url={"https://orvel.example/ferry/2": Row(number=3, facts=(fact,))})
    found = met(b"".join(pages(2)), beside=beside)
    assert [(each.row, each.item.given) for each in found if isinstance(each.item, RawPage)] == [
        (None, ()),
        (3, (fact,)),
    ]


def inputs() -> list[bytes]:
    """Return records of every kind, some of them damaged."""
    one, two, three = pages(3)
    embedded = record(packed(pages(2, "Inner")) + b"".join(pages(2, "Inside")), kind="resource",
                      uri="https://orvel.example/old.warc", block_type="application/warc")  # fmt: skip
    damaged = two.replace(b"harbour", b"harbor!", 1)
    return [
        warcinfo(),
        one,
        embedded,
        damaged,
        record(answer(b"x", "404 Not Found")),
        three,
        b"junk" * 9,
        *pages(2, "Late"),
    ]


@pytest.mark.parametrize("name", ["a.warc", "a.warc.gz", "whole.warc.gz", "a.warc.zst"])
def test_reading_goes_on_from_any_mark(name: str) -> None:
    """From the mark of each input exactly the rest is met; with one more to be stepped over, one less."""
    payload = forms_of_files(inputs())[name]
    whole = met(payload, name)
    assert len(pages_of(whole)) == 4
    for done, each in enumerate(whole, 1):
        if each.after is None:
            assert done == len(whole)
            break
        assert [other.item for other in met(payload, name, start=each.after)] == [other.item for other in whole[done:]]
        stepped = met(payload, name, start=each.after.skipping())
        assert [other.item for other in stepped] == [other.item for other in whole[done + 1 :]]


@pytest.mark.parametrize("name", ["a.warc", "a.warc.gz", "whole.warc.gz", "a.warc.zst"])
def test_reading_goes_on_inside_and_behind_an_archive_in_an_archive(name: str) -> None:
    """A web archive in a ZIP file is read from any mark on, too, and so is what follows it there."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr(f"archive/{name}", forms_of_files([warcinfo(), *pages(3)])[name])
        made.writestr("saved.html", page("Saved"))
    order = Order(source=Source(path="kept.zip"))
    whole = list(read(io.BytesIO(written.getvalue()), order))
    assert [(each.item.source.member or "").partition("!")[0] for each in whole] == [f"archive/{name}"] * 3 + [
        "saved.html"
    ]
    for done, each in enumerate(whole, 1):
        for skip in (0, 1):
            if each.after is not None:
                start = each.after.skipping() if skip else each.after
                rest = list(read(io.BytesIO(written.getvalue()), replace(order, start=start)))
                assert [other.item for other in rest] == [other.item for other in whole[done + skip :]]


@pytest.mark.parametrize("name", ["a.warc", "a.warc.gz", "whole.warc.gz", "a.warc.zst"])
@pytest.mark.parametrize("size", [1, 700, 3000, 1 << 20])
def test_pieces_hold_every_record_once(name: str, size: int) -> None:
    """The pieces of a file, whatever their size, give what the whole gives; archives inside of records part nothing."""
    payload = forms_of_files(inputs())[name]
    pieces = list(split_warc(io.BytesIO(payload), Order(source=Source(path=name)), size))
    assert pieces[0].start == Mark()
    assert [piece.end for piece in pieces] == [*(piece.start.offset for piece in pieces[1:]), None]
    parts = [each.item for piece in pieces for each in met(payload, name, start=piece.start, end=piece.end)]
    assert parts == [each.item for each in met(payload, name)]
    if size == 1 and name != "whole.warc.gz":
        assert len(pieces) > 5


@pytest.mark.parametrize("name", ["a.warc", "a.warc.gz", "whole.warc.gz", "a.warc.zst"])
def test_a_cut_is_always_said(name: str) -> None:
    """Cut at any byte, a file is never all well unless the cut lies between two records."""
    records = [warcinfo(), *pages(4)]
    payload = forms_of_files(records)[name]
    ends = {0, len(payload)}
    for count in range(1, len(records)):
        if name != "whole.warc.gz":
            ends.add(len(forms_of_files(records[:count])[name]))
    for cut in range(1, len(payload)):
        found = list(read(io.BytesIO(payload[:cut]), Order(source=Source(path=name))))
        is_all_well = not any(
            isinstance(each.item, Rejection) and each.item.outcome is Outcome.REJECTED for each in found
        )
        assert is_all_well == (cut in ends), (cut, outcomes(found))


def test_a_file_cut_in_the_mark_between_records_keeps_its_last_page() -> None:
    """Where only the mark behind the last record is missing, its page is taken; that something is cut is said."""
    payload = b"".join(pages(2))
    found = met(payload[:-3])
    assert outcomes(found) == [("page", 0), ("page", len(payload) // 2), ("truncated", len(payload) - 3)]
    assert found[1].after is not None
    assert outcomes(met(payload[:-3], start=found[1].after)) == [("truncated", len(payload) - 3)]
    assert met(payload[:-3], start=found[1].after.skipping()) == []
