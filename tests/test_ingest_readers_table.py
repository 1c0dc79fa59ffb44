import io
import tomllib
from pathlib import Path
from typing import Any

import pytest

from ingest.readers import form_of, read
from ingest.readers.reading import Form, Mark, Met, Order
from ingest.readers.records.table import split_table
from ingest.readers.sniff import Refusal
from schemas.page import RawPage, Source
from schemas.report import Reason, Rejection

CASES = tomllib.loads((Path(__file__).parent / "cases" / "tables.toml").read_text("utf-8"))["case"]
ROWS = "id,title,text\r\n" + "".join(
    f'{i},"Rain, part {i}","Rain over ""Talvin"".\r\n' + "\r\n" * (i % 3) + f'The river rose {i} metres."\r\n'
    for i in range(30)
)


def met(payload: bytes, name: str = "news.csv", **options: Any) -> list[Met]:  # noqa: ANN401  options of `Order`
    """Return what a reader meets in `payload`."""
    return list(read(io.BytesIO(payload), Order(source=Source(path=name), **options)))


def kind(payload: bytes, name: str) -> str:
    """Return the form that an input is taken for, or the detail of its refusal."""
    found = form_of(io.BytesIO(payload), name)
    assert isinstance(found, (Form, Refusal))
    return found.kind if isinstance(found, Form) else found.detail


def page(item: RawPage | Rejection) -> RawPage:
    """Return `item`, which must be a page."""
    assert isinstance(item, RawPage)
    return item


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["label"])
def test_rows(case: dict[str, Any]) -> None:
    """Each row of a table is its article, or a rejection with the line on which it begins."""
    payload = case["table"].encode(case.get("encoding", "utf-8"))
    name = case.get("name", "news.csv")
    assert kind(payload, name) == "csv"
    found = met(payload, name)
    assert [
        [
            each.item.source.offset or 0,
            each.item.payload.decode() if isinstance(each.item, RawPage) else each.item.reason.value,
        ]
        for each in found
    ] == case["expect"]
    warnings = {each for one in found if isinstance(one.item, RawPage) for each in one.item.warnings}
    assert warnings == set(case.get("warnings", []))


def test_a_row_is_a_page_with_its_facts() -> None:
    """Columns are named as fields of JSON records are; lists and times in cells are read as such."""
    table = (
        "Story ID,URL,Title,Publish Date,Media Name,Language,Authors,Tags,Fetched At,Content\n"
        "s1,https://talvin.example/a,Rain,03/04/2022,Talvin Post,en,\"['A. Writer', 'B. Author']\",rain;river,"
        "1669373000,Rain over Talvin.\n"
    )
    found = page(met(table.encode())[0].item)
    assert (found.url, found.url_basis) == ("https://talvin.example/a", "record")
    assert (found.captured, found.captured_basis) == ("2022-11-25T10:43:20+00:00", "record")
    assert {(fact.field, fact.value, fact.basis) for fact in found.given} == {
        ("headline", "Rain", "structured"), ("published", "03/04/2022", "structured"),
        ("outlet", "Talvin Post", "structured"), ("language", "en", "structured"),
        ("author", "A. Writer", "structured"), ("author", "B. Author", "structured"),
        ("tag", "rain", "structured"), ("tag", "river", "structured"),
    }  # fmt: skip


@pytest.mark.parametrize(
    ("table", "name", "words"),
    [
        ("title,url,time_added,tags,status\nRain,https://a.example,1669373000,,unread\n", "part.csv", "of links"),
        ("stories_id,title,url,publish_date\n1,Rain,https://a.example,2022-11-25\n", "list.csv", "--sidecar"),
        ("file,published,outlet\na.txt,2022-11-25,Talvin Post\n", "facts.csv", "names files"),
        ("name;price\nboat;3\n", "boats.csv", "A spreadsheet."),
    ],
)
def test_a_table_without_a_column_of_text_is_refused(table: str, name: str, words: str) -> None:
    """A spreadsheet that describes pages, or lists links, is told from one that holds them by its columns alone."""
    assert words in kind(table.encode(), name)
    assert "--sidecar" in kind(table.encode(), name)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Rain, sun and text\nThe river rose, the council said.\nRoads are closed, too.\n", "dump.txt"),
        ("Text, title and all\n\nThe river rose, the council said.\n", "dump.txt"),
        ("Rain over Talvin\n\nThe river rose, the council said.\nRoads are closed.\n", "dump.csv"),
        ("title,text\n", "dump.txt"),
    ],
)
def test_a_dump_is_no_table(text: str, name: str) -> None:
    """Commas and a word that may name a column make no table: its rows must be of one length, its names known."""
    assert kind(text.encode(), name) == "text"


def test_a_table_is_told_without_its_name() -> None:
    """A file of rows with known names of columns is a table whatever it is called; a page or JSON never is."""
    assert kind(b"url;title;text\nhttps://a.example/1;Rain;Rain over Talvin.\n", "export") == "csv"
    assert kind(b"<p>title,text</p>\n<p>a,b</p>\n<p>x</p>", "a.csv") == "html"
    assert kind(b'{"title": 1, "text": "x,y"}\n', "a.csv") == "jsonl"


def test_cells_may_be_longer_than_the_csv_module_allows() -> None:
    """A text of more than 128 KiB is read; one above the limit is a rejection, and the rows behind it are read."""
    table = f"title,text\nRain,{'x' * 300_000}\nSun,Sun.\n".encode()
    assert len(page(met(table)[0].item).payload) == 300_000
    long, last = met(table, max_bytes=200_000)
    assert isinstance(long.item, Rejection)
    assert (long.item.reason, long.item.source.offset) == (Reason.TOO_LARGE, 2)
    assert (page(last.item).payload, last.item.source.offset) == (b"Sun.", 3)


def test_no_line_of_a_row_that_is_too_long_is_taken_for_a_row() -> None:
    """A long cell is passed over up to its end, however many lines it has that look like rows; what follows is read."""
    lines = "7,Rain,Rain.\n" * 50
    for text in (lines, f'{lines}"" ', f'""{lines}'):
        table = f'id,title,text\n1,Rain,"{text}"\n2,Sun,Sun.\n'.encode()
        long, last = met(table, max_bytes=200)
        assert isinstance(long.item, Rejection)
        assert (long.item.reason, long.item.source.offset) == (Reason.TOO_LARGE, 2)
        assert "The lines 2 to 52 were passed over." in long.item.detail
        assert (page(last.item).record_id, last.item.source.offset) == ("2", 53)
        assert [each.item for each in met(table, max_bytes=200, start=long.after)] == [last.item]


def test_an_open_quotation_mark_makes_no_rows_of_a_text() -> None:
    """Behind a mark that is never closed nothing can be told apart, and nothing is made up: it is one rejection."""
    table = b'id,title,text\n1,Rain,"Rain.\n' + b"".join(b"%d,Sun,Sun.\n" % i for i in range(2, 100))
    (found,) = met(table, max_bytes=500)
    assert isinstance(found.item, Rejection)
    assert (found.item.reason, found.item.source.offset) == (Reason.TOO_LARGE, 2)
    assert "The lines 2 to 100" in found.item.detail


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-be"])
def test_reading_goes_on_from_any_mark(encoding: str) -> None:
    """From each mark that a row leaves, the rows behind it are read with their lines, and no other."""
    payload = (ROWS + 'x,"open\n').encode(encoding)
    whole = met(payload)
    assert len(whole) == 31
    for done, each in enumerate(whole, 1):
        assert each.after is not None
        assert [other.item for other in met(payload, start=each.after)] == [other.item for other in whole[done:]]
        stepped = met(payload, start=each.after.skipping())
        assert [other.item for other in stepped] == [other.item for other in whole[done + 1 :]]
    assert [other.item for other in met(payload, start=Mark(skip=True))] == [other.item for other in whole[1:]]


@pytest.mark.parametrize("size", [1, 40, 333, 100_000])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
def test_pieces_hold_every_row_once(size: int, encoding: str) -> None:
    """The pieces of a table, whatever their size, give the rows of the whole with the same lines."""
    payload = ROWS.encode(encoding)
    order = Order(source=Source(path="news.csv"))
    pieces = list(split_table(io.BytesIO(payload), order, size))
    parts = [each.item for piece in pieces for each in met(payload, start=piece.start, end=piece.end)]
    assert parts == [each.item for each in met(payload)]
    assert len(pieces) == {1: 30, 100_000: 1}.get(size, len(pieces))


def test_a_table_in_utf_16_is_not_divided() -> None:
    """Places in a table of wide characters are not places in the file, so that it is read by one worker."""
    assert not list(split_table(io.BytesIO(ROWS.encode("utf-16")), Order(source=Source(path="news.csv")), 1))
