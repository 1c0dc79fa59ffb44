import io
import json
from typing import Any

import pytest

from ingest.readers import form_of, read
from ingest.readers.reading import Form, Mark, Met, Order
from ingest.readers.records.json_scan import CutError, LongError, Scanner
from schemas.page import RawPage, Source
from schemas.report import Reason, Rejection

RECORDS = [{"id": str(i), "text": f'Rain "{i}" over {{Talvin}} [\\ж\\]', "title": None} for i in range(7)]


class Grains(io.BytesIO):
    """A stream that gives a few bytes at a time."""

    def read(self, size: int | None = -1, /) -> bytes:
        """Return at most three bytes."""
        return super().read(min(3, size if size is not None and size >= 0 else 3))

    read1 = read


def met(payload: bytes, name: str = "r.json", **options: Any) -> list[Met]:  # noqa: ANN401  options of `Order`
    """Return what a reader meets in `payload`."""
    return list(read(io.BytesIO(payload), Order(source=Source(path=name), **options)))


def kind(payload: bytes, name: str = "r") -> str:
    """Return the form that an input is taken for, or the reason of its refusal."""
    found = form_of(io.BytesIO(payload), name)
    return found.kind if isinstance(found, Form) else found.reason.value


def outcomes(found: list[Met]) -> list[tuple[int | None, str]]:
    """Return the place of each record, and its id or the reason of its rejection."""
    return [
        (
            each.item.source.offset,
            each.item.record_id or "" if isinstance(each.item, RawPage) else each.item.reason.value,
        )
        for each in found
    ]


@pytest.mark.parametrize(
    ("document", "expect"),
    [
        (json.dumps(RECORDS), "json"),
        (json.dumps(RECORDS, indent=2), "json"),
        (json.dumps({"status": "ok", "articles": RECORDS}), "json"),
        (json.dumps({"status": "ok", "articles": RECORDS}, indent=1), "json"),
        ('{"articles": [\n' + ",\n".join(map(json.dumps, RECORDS)) + "\n]}", "json"),
        (json.dumps({"response": {"total": 2, "docs": RECORDS}}), "json"),
        (json.dumps({"hits": {"total": {"value": 2}, "hits": RECORDS}}), "json"),
        (json.dumps({"text": "x" * 400_000, "articles": RECORDS}), "jsonl"),  # no list is in sight
        ("\n".join(map(json.dumps, RECORDS)), "jsonl"),
        (json.dumps(RECORDS[0]), "jsonl"),
        (json.dumps({"text": "x" * 400_000}) + "\n" + json.dumps(RECORDS[0]), "jsonl"),
        ('{"text": \n' + json.dumps(RECORDS[0]), "jsonl"),
    ],
)
def test_a_list_is_told_from_a_record_a_line(document: str, expect: str) -> None:
    """By its beginning an input is a list of records, be it on one line, or a record a line, be the first broken."""
    assert kind(document.encode()) == expect


@pytest.mark.parametrize("indent", [None, 2])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
@pytest.mark.parametrize(
    "around",
    ["{}", '{{"n": [1, {{"a": "]"}}], "articles": [], "items": {}, "more": 1}}', '{{"data": {{"posts": {}}}}}'],
)
def test_the_records_of_a_list_are_read_one_by_one(indent: int | None, encoding: str, around: str) -> None:
    """Whatever stands around the list, its records are read, and from each mark reading goes on."""
    payload = around.format(json.dumps(RECORDS, indent=indent, ensure_ascii=False)).encode(encoding)
    whole = met(payload)
    assert outcomes(whole) == [(i + 1, str(i)) for i in range(7)]
    for done, each in enumerate(whole, 1):
        assert each.after is not None
        assert outcomes(met(payload, start=each.after)) == outcomes(whole)[done:]
        assert outcomes(met(payload, start=each.after.skipping())) == outcomes(whole)[done + 1 :]
    assert outcomes(met(payload, start=Mark(skip=2))) == outcomes(whole)[2:]


def test_every_list_of_records_is_read() -> None:
    """Lists under several names, one inside an envelope, are read one behind the other, from each mark on, too."""
    first, second, third = (json.dumps(part) for part in (RECORDS[:2], RECORDS[2:3], RECORDS[3:]))
    document = f'{{"news": {first}, "n": {{"a": "]"}}, "data": {{"posts": {second}, "items": []}}, "items": {third}}}'
    whole = met(document.encode())
    assert outcomes(whole) == [(i + 1, str(i)) for i in range(7)]
    for done, each in enumerate(whole, 1):
        assert each.after is not None
        assert outcomes(met(document.encode(), start=each.after)) == outcomes(whole)[done:]
        assert outcomes(met(document.encode(), start=each.after.skipping())) == outcomes(whole)[done + 1 :]


@pytest.mark.parametrize(
    ("document", "expect"),
    [
        ('[{"id": "a", "text": "Rain."}, {"id": "b", "text": "Su', [(1, "a"), (2, "truncated")]),
        ('[{"id": "a", "text": "Rain."},', [(1, "a"), (2, "truncated")]),
        ('[{"id": "a", "text": "Rain."}', [(1, "a"), (2, "truncated")]),
        ('[{"id": "a", "text": "Rain."}] [1]', [(1, "a"), (2, "bad_record")]),
        ('[{"id": "a", "text": "Rain."} {"id": "b"}]', [(1, "a"), (2, "bad_record")]),
        ('[{"id": "a", "text": "Rain."}, 1, {"id": "b", "text": "Sun."}]', [(1, "a"), (2, "bad_record"), (3, "b")]),
        ('[{"id": "a", "text": }, {"id": "b", "text": "Sun."}]', [(1, "bad_record"), (2, "b")]),
        ('[{"id": "a", "text": "Rain."}, , {"id": "b", "text": "Sun."}]', [(1, "a"), (2, "bad_record"), (3, "b")]),
        ('[{"id": "a", "text": "Rain."}}', [(1, "a"), (2, "bad_record")]),
        ('{"articles": [{"id": "a", "text": "Rain."}, {"id"', [(1, "a"), (2, "truncated")]),
        ('{\n"text": "Rain', [(None, "truncated")]),
        ('{\n"name": "cuttings"}', [(None, "bad_record")]),
        ('{\n"text": "Rain."} x', [(None, "bad_record")]),
        ('{"news": [{"id": "a", "text": "Rain."}], "n": 2', [(1, "a"), (2, "truncated")]),
        ('{"news": [{"id": "a", "text": "Rain."}], "posts": [', [(1, "a"), (2, "truncated")]),
        ('{"news": [{"id": "a", "text": "Rain."}]', [(1, "a"), (2, "truncated")]),
        ('{"news": [{"id": "a", "text": "Rain."}]} x', [(1, "a"), (2, "bad_record")]),
        ('{"news": [{"id": "a", "text": "Rain."}], x', [(1, "a"), (2, "bad_record")]),
        ("[]", [(None, "bad_record")]),
        ("{}", [(1, "bad_record")]),
        ('["a", "b"]', [(None, "bad_record")]),
        ('"a"', [(None, "bad_record")]),
        ("Rain over Talvin", [(None, "bad_record")]),
    ],
)
def test_broken_documents_give_what_is_whole(document: str, expect: list[tuple[int | None, str]]) -> None:
    """Records before and behind a broken one are read; where the file ends too early it is said."""
    assert outcomes(met(document.encode())) == expect


def test_a_record_that_is_too_long_is_left_out() -> None:
    """A record above the limit is a rejection, however it is nested, and the records behind it are read."""
    for long in ("x" * 5000, ["]" * 1500] * 4, {"a": {"b": '"\\' * 2500}}):
        payload = json.dumps([{"id": "a", "text": "Rain."}, {"text": "y", "more": long}, RECORDS[0]]).encode()
        assert outcomes(met(payload, max_bytes=1000)) == [(1, "a"), (2, "too_large"), (3, "0")]
    assert outcomes(met(json.dumps({"text": "x" * 5000}, indent=1).encode(), max_bytes=1000)) == [(None, "too_large")]


@pytest.mark.parametrize("opening", ["[", '{"articles":', '{"data":{', '[{"a":', "{\n"])
def test_deep_documents_end_in_an_outcome(opening: str) -> None:
    """Brackets without end are followed without recursion, and rejected."""
    found = met((opening * 200_000).encode(), max_bytes=1 << 20)
    assert found
    assert all(isinstance(each.item, Rejection) for each in found)


def test_a_json_feed_names_its_outlet() -> None:
    """Items of a JSON Feed are articles with their own facts; the feed's title is their outlet."""
    feed = {
        "version": "https://jsonfeed.org/version/1.1", "title": "Talvin Post", "home_page_url": "https://talvin.example/",
        "items": [
            {"id": "1", "url": "https://talvin.example/a", "title": "Rain", "content_html": "<p>Rain.</p>",
             "summary": "The river rose.", "date_published": "2022-11-25T10:00:00+04:00",
             "authors": [{"name": "A. Writer"}], "tags": ["rain"], "language": "en"},
            {"id": "2", "url": "https://talvin.example/b", "content_text": "Sun."},
            {"id": "3", "url": "https://talvin.example/c", "title": "Fog", "summary": "Only a summary."},
        ],
    }  # fmt: skip
    first, second, third = met(json.dumps(feed).encode())
    assert isinstance(first.item, RawPage)
    assert (first.item.payload, first.item.format, first.item.record_id) == (b"<p>Rain.</p>", "html", "1")
    assert {(fact.field, fact.value, fact.rule) for fact in first.item.given} == {
        ("headline", "Rain", "record-title"), ("standfirst", "The river rose.", "record-standfirst"),
        ("published", "2022-11-25T10:00:00+04:00", "record-date"), ("author", "A. Writer", "record-author"),
        ("tag", "rain", "record-tag"), ("language", "en", "record-language"), ("outlet", "Talvin Post", "record-feed"),
    }  # fmt: skip
    assert isinstance(second.item, RawPage)
    assert [fact.value for fact in second.item.given] == ["Talvin Post"]
    assert isinstance(third.item, Rejection)
    assert third.item.reason is Reason.BAD_RECORD


def test_values_are_found_however_the_stream_comes() -> None:
    """The scanner finds ends of values across the borders of what it holds, and goes behind those it may not hold."""
    payload = json.dumps([1, 'a\\"]', {"b": [True, "}{"]}, "x" * 50, [[]], -1.5e3]).encode()
    for stream in (Grains(payload), io.BytesIO(payload)):
        scanner, values = Scanner(stream), []
        assert scanner.take(b"[")
        while not scanner.take(b"]"):
            try:
                values.append(json.loads(scanner.value(30)))
            except LongError:
                values.append("long")
            scanner.take(b",")
        assert values == [1, 'a\\"]', {"b": [True, "}{"]}, "long", [[]], -1500.0]
        assert (scanner.offset, scanner.peek()) == (len(payload), b"")
    for cut in (b'{"a": "b', b'"a', b"[[]", b'{"a": "\\'):
        with pytest.raises(CutError):
            Scanner(Grains(cut)).value(100)
        with pytest.raises(CutError):
            Scanner(Grains(cut)).skip()
