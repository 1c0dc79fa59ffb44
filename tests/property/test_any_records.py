"""Whatever stands in records, their readers find it again, wherever they begin."""

import csv
import io
import json

from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.readers import form_of, read
from ingest.readers.reading import Form, Met, Order
from ingest.readers.records.json_document import read_json
from ingest.readers.records.json_scan import CutError, Scanner
from ingest.readers.records.table import read_table, split_table
from schemas.page import RawPage, Source

WORDS = st.text(st.characters(codec="utf-8"), max_size=30).filter(str.strip)
TRICKY = st.text(st.sampled_from("a \",;\t|\n\\'é[]{}:"), max_size=30).filter(str.strip)
ROWS = st.lists(st.tuples(WORDS | TRICKY, WORDS | TRICKY), min_size=1, max_size=8)
JSON = st.recursive(
    st.none() | st.booleans() | st.floats(allow_nan=False) | st.text(),
    lambda each: st.lists(each) | st.dictionaries(st.text(), each),
)


def texts(found: list[Met]) -> list[str]:
    """Return the texts that were read."""
    return [each.item.payload.decode("utf-8", "surrogatepass") for each in found if isinstance(each.item, RawPage)]


@given(ROWS, st.sampled_from(",;\t|"), st.sampled_from(["\n", "\r\n"]), st.integers(1, 300))
@settings(max_examples=30, deadline=None)
def test_any_table_is_read_whole_and_in_pieces(
    rows: list[tuple[str, str]], delimiter: str, end: str, size: int
) -> None:
    """What a spreadsheet program writes is read as it was, with any delimiter, also piece by piece."""
    written = io.StringIO()
    table = csv.writer(written, delimiter=delimiter, lineterminator=end, quoting=csv.QUOTE_ALL)
    table.writerows([("id", "title", "text"), *((str(n), title, text) for n, (title, text) in enumerate(rows))])
    payload = written.getvalue().encode()
    order = Order(source=Source(path="a.csv"))
    whole = list(read_table(io.BytesIO(payload), order))
    assert texts(whole) == [text for _, text in rows]
    parts: list[Met] = []
    for piece in split_table(io.BytesIO(payload), order, size):
        parts += read_table(io.BytesIO(payload), Order(source=order.source, start=piece.start, end=piece.end))
    assert [each.item for each in parts] == [each.item for each in whole]


@given(
    records=st.lists(st.tuples(WORDS | TRICKY, JSON), min_size=1, max_size=8),
    indent=st.sampled_from([None, 1]),
    ascii_only=st.booleans(),
)
@settings(max_examples=30, deadline=None)
def test_any_list_is_read_from_any_record_on(
    records: list[tuple[str, object]], indent: int | None, *, ascii_only: bool
) -> None:
    """A list of records is read as it was, whatever else they hold, and from any mark on."""
    document = {"n": records[0][1], "articles": [{"text": text, "x": more} for text, more in records]}
    if isinstance(document["n"], dict):
        document = {"articles": document["articles"]}
    payload = json.dumps(document, indent=indent, ensure_ascii=ascii_only).encode("utf-8", "surrogatepass")
    order = Order(source=Source(path="a.json"))
    whole = list(read_json(io.BytesIO(payload), order))
    assert texts(whole) == [text for text, _ in records]
    for done, each in enumerate(whole, 1):
        assert each.after is not None
        rest = read_json(io.BytesIO(payload), Order(source=order.source, start=each.after))
        assert [other.item for other in rest] == [other.item for other in whole[done:]]


@given(JSON, st.integers(0, 200))
@settings(max_examples=60, deadline=None)
def test_the_scanner_finds_the_end_of_any_value(value: object, cut: int) -> None:
    """A value ends where it ends, however it is nested; one that is cut is said to be."""
    payload = json.dumps(value).encode()
    assert Scanner(io.BytesIO(payload + b" ,")).value(len(payload)) == payload
    scanner = Scanner(io.BytesIO(payload + b",x"))
    scanner.skip()
    assert scanner.offset == len(payload)
    if payload[:1] in b'"[{' and cut < len(payload) - 1:
        for work in (lambda each: each.value(10_000), Scanner.skip):
            try:
                work(Scanner(io.BytesIO(payload[: cut + 1])))
            except CutError:
                continue
            raise AssertionError(payload[: cut + 1])


@given(st.binary(max_size=200), st.sampled_from(["a.csv", "a.json", "a.xml", "a"]))
@settings(max_examples=60, deadline=None)
def test_any_bytes_come_to_an_outcome(payload: bytes, name: str) -> None:
    """Any bytes behind any beginning are pages or rejections, never an exception, and never nothing."""
    for begin in (
        b"",
        b"title,text\n",
        b'[{"text": "x"}, ',
        b'{"articles": [{',
        b"<rss><channel><item>",
        b"<feed>",
        b"<nitf>",
    ):
        found = form_of(io.BytesIO(begin + payload), name)
        if isinstance(found, Form):
            assert list(read(io.BytesIO(begin + payload), Order(source=Source(path=name))))
