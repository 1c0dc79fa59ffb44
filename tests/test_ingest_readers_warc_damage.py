"""What becomes of damaged and hostile web archives: what is whole is read, what is not is said, and it costs little."""

import gzip
import io
import random
import time
import zlib

import pytest
from web_archives import answer, arc, arc_record, packed, page, pages, record

from ingest.readers import read
from ingest.readers.reading import Met, Order
from ingest.readers.warc import split_warc
from schemas.page import RawPage, Source
from schemas.report import Rejection


def met(payload: bytes, name: str = "a.warc", max_bytes: int = 1 << 28) -> list[Met]:
    """Return what is met in a web archive."""
    return list(read(io.BytesIO(payload), Order(source=Source(path=name), max_bytes=max_bytes), kind="warc"))


def words(found: list[Met]) -> list[str]:
    """Return what each input came to."""
    return [each.item.reason.value if isinstance(each.item, Rejection) else "page" for each in found]


@pytest.mark.parametrize(
    ("length", "reason"),
    [
        ("1", "bad_length"), ("99999999999", "truncated"), ("-5", "bad_length"), ("abc", "bad_length"),
        ("", "bad_length"), ("1e3", "bad_length"), ("٣", "bad_length"), ("9" * 400, "bad_length"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("is_packed", [False, True])
def test_a_wrong_length_costs_one_record(length: str, reason: str, is_packed: bool) -> None:  # noqa: FBT001  a test's case
    """A record that states another length than it has is rejected with its place, and the ones behind it are read."""
    first, *others = pages(3)
    wrong = record(answer(page("Wrong")), length=length)
    payload = b"".join([first, wrong, *others])
    found = met(gzip.compress(payload) if is_packed else payload)
    assert words(found) == ["page", reason, "page", "page"]
    assert found[1].item.source.offset == (0 if is_packed else len(first))
    separate = met(packed([first, wrong, *others]))
    assert words(separate) == ["page", reason, "page", "page"]


@pytest.mark.parametrize(
    "header",
    [
        b"WARC/1.0\r\nWARC-Type: response\r\n\r\n",
        b"WARC/1.0\r\nContent-Length: 5\r\n\r\nwords\r\n\r\n",
        b"WARC/7.0\r\nWARC-Type: response\r\nContent-Length: 5\r\n\r\nwords\r\n\r\n",
        b"WARC/1.0\r\nWARC-Type: response\r\nno name\r\nContent-Length: 5\r\n\r\nwords\r\n\r\n",
        b"WARC/1.0\r\nWARC-Type: response\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nwords\r\n\r\n",
        b"WARC/1.0\r\nWARC-Type: response\r\n",
        b"\xff\x1f\x8b\x08 WARC/ http://",
        random.Random(7).randbytes(500),  # noqa: S311  the same junk each time
    ],
)
def test_what_is_no_record_is_one_rejection(header: bytes) -> None:
    """Broken headers and junk between records are rejected with their place, and the records around them are read."""
    first, second = pages(2)
    found = met(first + header + second)
    assert words(found) in (["page", "bad_header", "page"], ["page", "bad_length", "page"])
    assert found[1].item.source.offset == len(first)
    separate = met(gzip.compress(first, mtime=0) + header + gzip.compress(second, mtime=0))
    assert [word for word in words(separate) if word == "page"] == ["page", "page"]
    assert len(separate) == 3


def test_a_changed_bit_is_always_found() -> None:
    """Any bit of a packed record that is changed is said, or changes nothing of the page; its neighbours are read."""
    first, second, third = packed(pages(1)), packed(pages(1, "Second")), packed(pages(1, "Third"))
    whole = [each.item for each in met(first + second + third)]
    chance = random.Random(3)  # noqa: S311  the same bits each time
    for place in chance.sample(range(len(second)), 150):
        changed = bytearray(second)
        changed[place] ^= 1 << chance.randrange(8)
        found = [each.item for each in met(first + bytes(changed) + third)]
        said = [each for each in found if isinstance(each, Rejection)]
        kept = [each.payload for each in found if isinstance(each, RawPage)]
        pages_before = [each.payload for each in whole if isinstance(each, RawPage)]
        assert kept == pages_before if not said else kept == [pages_before[0], pages_before[2]], place


def test_members_that_were_joined_where_one_was_cut_are_read() -> None:
    """A packed file that lost its middle is read before it and behind it, and the loss is one rejection."""
    members = [gzip.compress(each, mtime=0) for each in pages(6)]
    for cut in (5, 12, len(members[2]) // 2, len(members[2]) - 3):
        found = met(b"".join([*members[:2], members[2][:cut], *members[4:]]))
        assert [word for word in words(found) if word == "page"] == ["page"] * 4, cut
        assert len(found) == 5


def test_a_bomb_is_not_unpacked() -> None:
    """A gzip member that grows more than a hundredfold is turned away, and what follows it is read."""
    first, second = pages(2)
    bomb = gzip.compress(record(b"\0" * (40 << 20)), 9)
    found = met(gzip.compress(first) + bomb + gzip.compress(second))
    assert words(found) == ["page", "expands_too_large", "page"]


def test_records_longer_than_the_limit_pass_by() -> None:
    """A record above the limit is not held; its digest is checked all the same, and the records around it are read."""
    first, second = pages(2)
    text = random.Random(5).randbytes(30_000)  # noqa: S311  not packed well
    for stated, reason in (("text/html", "too_large"), ("video/mp4", "unsupported_type")):
        long = record(answer(text, Content_Type=stated), uri="https://orvel.example/film")
        for payload in (first + long + second, packed([first, long, second])):
            assert words(met(payload, max_bytes=10_000)) == ["page", reason, "page"]
        changed = first + long.replace(text[:9], b"!" * 9) + second
        assert words(met(changed, max_bytes=10_000)) == ["page", "bad_digest", "page"]
    cut = first + long[:-900]
    assert words(met(cut, max_bytes=10_000)) == ["page", "truncated"]
    request = record(text, kind="request", block_type="application/http; msgtype=request")
    assert words(met(first + request + second, max_bytes=10_000)) == ["page", "page"]


def test_damaged_arc_files_are_said() -> None:
    """Lengths that are none or go beyond the file are rejected; the records around them are read."""
    one, two = (arc_record(answer(page(name)), f"http://orvel.example/{name}") for name in ("one", "two"))
    for length, reason in (("-1", "bad_length"), ("abc", "bad_length"), ("7", "bad_length"), ("99999", "truncated")):
        wrong = arc_record(answer(page("wrong")), length=length)
        assert words(met(b"".join(arc([one, wrong, two])), "a.arc")) == ["page", reason, "page"], length
    odd = arc_record(answer(page("odd")), date="201404010000000000")
    (found,) = met(b"".join(arc([odd])), "a.arc")
    assert isinstance(found.item, RawPage)
    assert (found.item.captured, found.item.warnings) == (None, ("date_ambiguous",))


@pytest.mark.parametrize(
    "date", ["0000-00-00T00:00:00Z", "9999-12-31T23:59:59Z", "2022-02-30T25:61:61Z", "yesterday", "", "1970-01-01"]
)
def test_impossible_times_are_left_out(date: str) -> None:
    """A time that no calendar has, or no crawler can have had, is not taken; the page is, with a warning."""
    (found,) = met(record(answer(page("Ferry")), date=date))
    assert isinstance(found.item, RawPage)
    assert (found.item.captured, found.item.captured_basis) == (None, None)
    assert found.item.warnings == ("date_ambiguous",)


@pytest.mark.parametrize(
    ("uri", "url"),
    [
        ("javascript:alert(1)", None),
        ("http://[bad", None),
        ("http://orvel.example/" + "a" * 100_000, None),
        ("http://orvel.example/\x1b[2J", "http://orvel.example/%1B%5B2J"),
        ('http://orvel.example/"><script>', "http://orvel.example/%22%3E%3Cscript%3E"),
        ("HTTP://me:secret@ORVEL.example:80/a b", "http://orvel.example/a%20b"),
    ],
)
def test_hostile_addresses_reach_no_link(uri: str, url: str | None) -> None:
    """An address is taken in its safe form or not at all; the page is taken either way."""
    (found,) = met(record(answer(page("Ferry")), uri=uri))
    assert isinstance(found.item, RawPage)
    assert found.item.url == url


def hostile() -> dict[str, bytes]:
    """Return files that are made to cost much, a quarter of a megabyte each."""
    size = 1 << 18
    return {
        "one long line": b"WARC/1.0\r\nWARC-Type: response\r\nX: " + b"a" * (40 * size),
        "marks": b"WARC/1.0\r\n" * (size // 10),
        "names": b"WARC/1.0\r\nA:\r\n" * (size // 14),
        "lengths": b"WARC/1.0\r\nWARC-Type: response\r\nContent-Length: 9999999\r\n\r\n" * (size // 60),
        "endless": b"WARC/1.0\r\nWARC-Type: response\r\nContent-Length: 99999999999\r\n\r\n" * (size // 64),
        "lines of an ARC": b"WARC/1.0\r\n" + b"\nhttp://a 1 20140101000000 t 99999999\n" * (size // 40),
        "spaces": b"WARC/1.0\r\n\r\n" + b"\nhttp:" + b" " * size,
        "gzip marks": gzip.compress(b"WARC/1.0\r\n\r\n") + b"\x1f\x8b\x08\0\0\0\0\0\0\3" * (size // 10),
        "stored blocks": b"".join(b"\x1f\x8b\x08\0\0\0\0\0\0\3\0\xff\xff\0\0" for _ in range(size // 15)),
        "empty members": gzip.compress(b"") * (size // 20),
        "zstd marks": b"\x28\xb5\x2f\xfd" * (size // 4),
        "skippable frames": b"\x5e\x2a\x4d\x18\0\0\0\0" * (size // 8),
        "small chunks": record(answer(b"1\r\na\r\n" * (size // 6), length=None, Transfer_Encoding="chunked")),
        "codings": record(answer(b"x", Content_Encoding="gzip, " * (size // 20))),
        "fields": record(answer(b"x" * 40, **{f"X{number}": "y" for number in range(20_000)})),
        "deep gzip": zlib.compress(b"x"),
    }


@pytest.mark.parametrize("name", hostile())
def test_hostile_files_cost_what_their_length_costs(name: str) -> None:
    """Files that are made to be looked at again and again come to an end soon, read or divided."""
    payload = hostile()[name]
    start = time.process_time()
    count = sum(1 for _ in read(io.BytesIO(payload), Order(source=Source(path="a.warc")), kind="warc"))
    list(split_warc(io.BytesIO(payload), Order(source=Source(path="a.warc")), 1 << 18))
    assert time.process_time() - start < 15
    assert count
