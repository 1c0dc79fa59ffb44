import base64
import io
import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from ingest.normalise.address import content_hash
from ingest.readers import read
from ingest.readers.beside import Beside, Row
from ingest.readers.reading import Met, Order
from ingest.readers.records.jsonl import split_jsonl
from schemas.page import GivenFact, RawPage, Source
from schemas.report import Reason, Rejection

HOSTILE = Path(__file__).parents[2] / "shared" / "corpora" / "hostile" / "json"


def met(payload: bytes, **options: Any) -> list[Met]:  # noqa: ANN401  options of `Order`
    """Return what a reader meets in `payload`."""
    return list(read(io.BytesIO(payload), Order(source=Source(path="r.jsonl"), **options)))


def lines(*records: object) -> bytes:
    """Return records as JSON Lines."""
    return b"".join(json.dumps(record).encode() + b"\n" for record in records)


def page(item: RawPage | Rejection) -> RawPage:
    """Return `item`, which must be a page."""
    assert isinstance(item, RawPage)
    return item


def test_a_record_is_a_page_with_its_facts() -> None:
    """Id, address, capture time, text and facts of a record are kept; the text's bytes are what is received."""
    record = {
        "id": 17, "url": "https://talvin.example/a", "text": "Rain över Talvin.", "title": "Rain", "date": "2022-11-25",
        "authors": ["A. Writer", {"name": "B. Author"}], "source": "Talvin Post",
        "date_download": "2022-11-26T08:00:00Z",
    }  # fmt: skip
    found = page(met(lines(record))[0].item)
    assert found.payload == "Rain över Talvin.".encode()
    assert (found.record_id, found.url, found.url_basis) == ("17", "https://talvin.example/a", "record")
    assert (found.captured or "").startswith("2022-11-26T08:00")
    assert found.format == "text"
    said = {(fact.field, fact.value) for fact in found.given}
    assert said == {
        ("headline", "Rain"), ("published", "2022-11-25"), ("author", "A. Writer"), ("author", "B. Author"),
        ("outlet", "Talvin Post"),
    }  # fmt: skip
    assert {fact.rule for fact in found.given} == {"record-title", "record-date", "record-author", "record-outlet"}


def test_html_wins_over_text_and_base64_keeps_bytes() -> None:
    """A record's page is preferred to its text; base64 gives bytes in any encoding, with their charset."""
    payload = "<p>Дождь</p>".encode("cp1251")
    first, second = met(
        lines(
            {"html": "<p>Rain</p>", "text": "Rain"},
            {"html_base64": base64.b64encode(payload).decode(), "charset": "windows-1251"},
        )
    )
    assert (page(first.item).payload, page(first.item).format, page(first.item).charset) == (
        b"<p>Rain</p>",
        "html",
        "utf-8",
    )
    assert (page(second.item).payload, page(second.item).charset) == (payload, "windows-1251")


@pytest.mark.parametrize(
    ("record", "name"),
    [
        ({"html_base64": "%%"}, "html_base64"),
        ({"httpResponseBody": "%%"}, "httpResponseBody"),
        ({"url": "https://talvin.example/a", "metadata": {"Html-Base64": "%%"}}, "Html-Base64"),
        ({"html_base64": "%%", "metadata": {"htmlbase64": "%"}}, "html_base64"),
    ],
)
def test_a_field_that_is_not_base64_is_named_as_it_is_written(record: dict[str, object], name: str) -> None:
    """The rejection names the field by the record's own name for it; what is base64 is read."""
    found = met(lines(record, {"html_base64": base64.b64encode(b"<p>Rain</p>").decode()}))
    first = found[0].item
    assert isinstance(first, Rejection)
    assert f"The record's {name} field is not base64." in first.detail
    assert page(found[1].item).payload == b"<p>Rain</p>"


def test_a_bad_line_is_one_rejection_and_reading_goes_on() -> None:
    """Broken JSON, no object, neither text nor HTML, not UTF-8: each is rejected at its line, the rest is read."""
    payload = b'{"text": "one"}\n{"text": \n[1]\n\n{"title": "x"}\n{"text": "\xff"}\n{"text": ""}\n{"text": "last"}\n'
    found = met(payload)
    assert [each.item.source.offset for each in found] == [1, 2, 3, 5, 6, 7, 8]
    reasons = [each.item.reason for each in found if isinstance(each.item, Rejection)]
    assert reasons == [Reason.BAD_RECORD] * 4 + [Reason.EMPTY]


def test_a_line_that_is_too_long_is_one_rejection() -> None:
    """A line above the limit is not held in memory, and the lines behind it are read."""
    payload = lines({"text": "one"}, {"text": "x" * 5000}, {"text": "last"})
    first, long, last = met(payload, max_bytes=1000)
    assert isinstance(long.item, Rejection)
    assert (long.item.reason, long.item.source.offset) == (Reason.TOO_LARGE, 2)
    assert (page(first.item).payload, page(last.item).payload, last.item.source.offset) == (b"one", b"last", 3)


@pytest.mark.parametrize(
    "line",
    [
        b'{"text": ' + b"[" * 100_000 + b"}",
        b'{"id": ' + b"9" * 10_000 + b', "text": "x"}',
        b'{"text": "\\ud800"}',
        b'{"text": "a", "text": "b"}',
        b'{"text": NaN}',
        b'{"date": 1e400, "text": "x", "fetched_at": -1e400}',
        b'{"\\ud800": 1, "text": "x", "metadata": {"a": []}, "authors": [[1], null, {}]}',
    ],
    ids=["deep", "huge number", "lone surrogate", "key twice", "not a number", "infinite", "odd shapes"],
)
def test_hostile_records_end_in_an_outcome(line: bytes) -> None:
    """Whatever a line holds, it ends as a page or as a rejection, and the line behind it is read."""
    found = met(b'{"text": "first"}\n' + line + b'\n{"text": "last"}\n')
    assert [each.item.source.offset for each in found] == [1, 2, 3]
    assert page(found[2].item).payload == b"last"


@pytest.mark.shared
@pytest.mark.skipif(not HOSTILE.is_dir(), reason="the hostile corpus is not beside the project")
def test_hostile_files_are_rejected() -> None:
    """No file of the JSON test suite holds an article: each ends in a rejection, and none in an exception."""
    for path in sorted(HOSTILE.glob("*.json")):
        with path.open("rb") as stream:
            found = list(read(stream, Order(source=Source(path=path.name))))
        assert found, path.name
        assert all(isinstance(each.item, Rejection) for each in found), path.name


@pytest.mark.shared
@pytest.mark.skipif(not HOSTILE.is_dir(), reason="the hostile corpus is not beside the project")
def test_hostile_values_in_a_record_do_what_the_suite_says() -> None:
    """A record with a right value in it is read, one with a wrong value is rejected, and so is no record beside it."""
    for path in sorted(HOSTILE.glob("[yni]_*.json")):
        value = path.read_bytes()
        if b"\n" in value or b"\0" in value or value.startswith(b"\xef\xbb\xbf"):
            continue
        found = met(b'{"text": "first"}\n{"text": "x", "value": ' + value + b'}\n{"text": "last"}\n')
        assert len(found) == 3, path.name
        assert page(found[2].item).payload == b"last"
        if path.name[0] != "i":
            is_right = path.name[0] == "y" or value.strip(b"[]-") in {b"NaN", b"Infinity"}  # as Python writes them
            assert isinstance(found[1].item, RawPage) == is_right, path.name


def test_wide_characters_are_read() -> None:
    """JSON Lines in UTF-16 are read, with a mark or without, and reading goes on from any mark."""
    payload = "".join(json.dumps({"id": str(i), "text": "Дождь"}, ensure_ascii=False) + "\n" for i in range(4))
    for encoding in ("utf-16", "utf-16-be", "utf-32"):
        found = met(payload.encode(encoding))
        assert [page(each.item).record_id for each in found] == list("0123")
        assert page(found[0].item).payload == "Дождь".encode()
        rest = met(payload.encode(encoding), start=found[1].after)
        assert [page(each.item).record_id for each in rest] == ["2", "3"]
        assert not list(split_jsonl(io.BytesIO(payload.encode(encoding)), Order(source=Source(path="r")), 1))


def test_a_document_that_holds_records_is_read() -> None:
    """A list, an answer that holds a list, and a single record over several lines are read."""
    one, two = {"id": "a", "text": "Rain."}, {"id": "b", "text": "Sun."}
    for document in ([one, two], {"status": "ok", "articles": [one, two]}):
        found = met(json.dumps(document, indent=1).encode())
        assert [(page(each.item).record_id, each.item.source.offset) for each in found] == [("a", 1), ("b", 2)]
    (single,) = met(json.dumps(one, indent=1).encode())
    assert (page(single.item).record_id, single.item.source.offset) == ("a", None)


def test_json_without_records_is_refused() -> None:
    """JSON that holds no article is rejected with a sentence."""
    (found,) = met(b'{\n "name": "cuttings",\n "version": 1\n}')
    assert isinstance(found.item, Rejection)
    assert found.item.reason is Reason.BAD_RECORD


def test_reading_goes_on_from_any_mark() -> None:
    """From each mark that a record leaves, the records behind it are read, and no other."""
    for payload in (
        lines(*({"id": str(i), "text": "x"} for i in range(5))),
        json.dumps([{"id": str(i), "text": "x"} for i in range(5)]).encode(),
    ):
        for done, each in enumerate(met(payload), 1):
            assert each.after is not None
            rest = met(payload, start=each.after)
            assert [page(other.item).record_id for other in rest] == [str(i) for i in range(done, 5)]
            for skip in (1, 2):
                stepped = met(payload, start=replace(each.after, skip=skip))
                assert [page(other.item).record_id for other in stepped] == [str(i) for i in range(done + skip, 5)]


@pytest.mark.parametrize("size", [1, 40, 100, 10_000])
def test_pieces_hold_every_line_once(size: int) -> None:
    """The pieces of a file, whatever their size, give the records of the whole with the same line numbers."""
    payload = lines(*({"id": str(i), "text": "x" * (i % 7)} for i in range(50))) + b"\n" + b'{"id": "end", "text": "y"}'
    whole = [(each.item.source.offset, each.item) for each in met(payload)]
    parts = [
        (each.item.source.offset, each.item)
        for piece in split_jsonl(io.BytesIO(payload), Order(source=Source(path="r.jsonl")), size)
        for each in met(payload, start=piece.start, end=piece.end)
    ]
    assert parts == whole


def test_the_words_none_and_null_say_nothing() -> None:
    """A missing date written as the word `None` (as one scraper does) is no date."""
    found = page(
        met(lines({"text": "Rain.", "date_publish": "None", "title": "null", "source_domain": "talvin.example"}))[
            0
        ].item
    )
    assert {(fact.field, fact.value) for fact in found.given} == {("outlet", "talvin.example")}


def test_a_row_speaks_of_the_record_with_its_address() -> None:
    """A row by URL speaks of the record of that URL; the row of the file gives only what all records may share."""
    fact = GivenFact(field="headline", value="Rain", rule="sidecar", basis="asserted")
    outlet = GivenFact(field="outlet", value="Talvin Post", rule="sidecar", basis="asserted")
    beside = Beside(
        row=Row(number=2, facts=(fact, outlet)), by_url={"https://talvin.example/a": Row(number=3, facts=(fact,))}
    )
    payload = lines({"url": "https://talvin.example/a?utm_source=x", "text": "One."}, {"text": "Two."})
    by_url, by_file = met(payload, beside=beside)
    assert (page(by_url.item).given, by_url.row) == ((fact,), 3)
    assert (page(by_file.item).given, by_file.row) == ((outlet,), 2)


def test_refused_files_are_hashed() -> None:
    """The bytes of a file that no reader takes are named by their hash."""
    (found,) = met(b"Rar!\x1a\x07 x")
    assert isinstance(found.item, Rejection)
    assert found.item.received_sha256 == content_hash(b"Rar!\x1a\x07 x")
