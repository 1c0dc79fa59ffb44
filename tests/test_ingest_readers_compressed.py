import bz2
import gzip
import io
import json
import lzma
from collections.abc import Callable

import pytest
import zstandard
from containers import check_marks, met_in, page_of, pages, reasons

from ingest.readers.packed.packing import CODECS
from ingest.readers.packed.unpacked import open_unpacked
from schemas.errors import StreamError
from schemas.page import GivenFact
from schemas.report import Reason, Rejection

PACK: dict[str, Callable[[bytes], bytes]] = {
    "gz": gzip.compress,
    "bz2": bz2.compress,
    "xz": lzma.compress,
    "zst": zstandard.ZstdCompressor(write_checksum=True).compress,
}
PACKERS = pytest.mark.parametrize("pack", PACK.values(), ids=PACK)

RECORDS = b"".join(
    json.dumps({"id": number, "text": f"Дождь номер {number} над Талвином. " + "Rain. " * (number % 7)}).encode()
    + b"\n"
    for number in range(60)
)


@pytest.mark.parametrize("ending", PACK)
def test_what_is_in_a_packed_file_is_read_as_what_it_is(ending: str) -> None:
    """A packed page is a page, packed records are records; the locator names the packed file and the line in it."""
    page = pages(met_in(PACK[ending](page_of("Regen in Talvin")), f"a/b.html.{ending}"))[0]
    assert (page.payload, str(page.source), page.format) == (page_of("Regen in Talvin"), f"a/b.html.{ending}", "html")
    found = pages(met_in(PACK[ending](RECORDS), f"r.jsonl.{ending}"))
    assert [str(each.source) for each in found] == [f"r.jsonl.{ending}#{line}" for line in range(1, 61)]


@PACKERS
def test_streams_one_behind_the_other_are_one_file(pack: Callable[[bytes], bytes]) -> None:
    """A line may begin in one stream and end in the next; padding between them and behind them means nothing."""
    cut = len(RECORDS) // 2 + 7
    assert pack is not PACK["xz"] or cut % 4
    payload = pack(RECORDS[:cut]) + pack(RECORDS[cut:]) + bytes(4096)
    assert len(pages(met_in(payload, "r.jsonl"))) == 60


@PACKERS
def test_reading_goes_on_anywhere(pack: Callable[[bytes], bytes]) -> None:
    """From behind each record, a fresh reader gives exactly the rest."""
    check_marks(pack(RECORDS), "r.jsonl")
    check_marks(pack(RECORDS)[:-30], "r.jsonl")


@PACKERS
def test_a_file_that_is_cut_anywhere_is_never_whole(pack: Callable[[bytes], bytes]) -> None:
    """Wherever the file ends too early, the last outcome is a rejection with the byte, and no half record is a page."""
    payload = pack(RECORDS)
    whole = [page.payload for page in pages(met_in(payload, "r.jsonl"))]
    counts = set()
    for end in range(8, len(payload), 13):
        found = met_in(payload[:end], "r.jsonl")
        last = found[-1].item
        assert isinstance(last, Rejection)
        assert (last.reason, last.source.offset) == (Reason.TRUNCATED, end)
        assert [page.payload for page in pages(found)] == whole[: len(found) - 1]
        counts.add(len(found))
    assert len(counts) > 1 or pack is PACK["bz2"]  # which gives its blocks whole


@pytest.mark.parametrize("ending", ["gz", "bz2", "xz", "zst"])
def test_a_page_that_is_cut_off_is_not_taken_for_a_whole_one(ending: str) -> None:
    """A packed page that ends in the middle gives no article."""
    payload = PACK[ending](page_of("Rain " * 400))
    assert reasons(met_in(payload[:-3], "a.html")) == ["truncated"]


@PACKERS
def test_damage_is_found(pack: Callable[[bytes], bytes]) -> None:
    """A changed byte is a rejection; no record is made of what stands behind it."""
    payload = bytearray(pack(RECORDS))
    payload[len(payload) // 2] ^= 0x55
    found = met_in(bytes(payload), "r.jsonl")
    assert reasons(found)[-1] in {"bad_digest", "truncated"}
    assert len(pages(found)) < 60


def test_a_wrong_checksum_is_named() -> None:
    """Gzip's checksum is checked, and so is its length."""
    payload = gzip.compress(page_of("Rain"))
    for damaged in (payload[:-8] + b"abcd" + payload[-4:], payload[:-4] + b"abcd"):
        found = met_in(damaged, "a.html.gz")
        assert reasons(found) == ["bad_digest"]
        assert isinstance(found[0].item, Rejection)
        assert "checksum" in found[0].item.detail


def test_bytes_behind_the_last_stream_are_said() -> None:
    """What stands behind the packed data and is none of it is no part of the file, and not passed over in silence."""
    found = met_in(gzip.compress(RECORDS) + b"no gzip at all", "r.jsonl.gz")
    assert (len(pages(found)), reasons(found)) == (60, ["bad_header"])


@PACKERS
def test_bombs_are_stopped_as_they_grow(pack: Callable[[bytes], bytes]) -> None:
    """What grows to a hundred times its size is given up after ten mebibytes; a large file that does not is read."""
    assert reasons(met_in(pack(bytes(24 << 20)), "a.html")) == ["expands_too_large"]
    rows = b"".join(json.dumps({"text": f"{number:x} " * 40}).encode() + b"\n" for number in range(70_000))
    assert len(rows) > 11 << 20
    if pack is PACK["gz"]:
        assert len(pages(met_in(pack(rows), "r.jsonl"))) == 70_000


def test_packed_files_in_packed_files_end_somewhere() -> None:
    """Five times packed is too deep, four times is not."""
    payload = page_of("Rain")
    for _ in range(4):
        payload = gzip.compress(payload)
    assert len(pages(met_in(payload, "a.gz"))) == 1
    assert reasons(met_in(gzip.compress(payload), "a.gz")) == ["too_deep"]


def test_the_row_of_a_packed_page_speaks_of_the_page() -> None:
    """A spreadsheet that names `a.html.gz` means the page in it."""
    from ingest.readers.beside import Beside, Row  # noqa: PLC0415  one test needs them

    fact = GivenFact(field="published", value="2022-11-25", rule="sidecar", basis="asserted")
    row = Row(number=2, url="https://talvin.example/a", facts=(fact,))
    page = pages(met_in(gzip.compress(page_of("Rain")), "a.html.gz", beside=Beside(row=row)))[0]
    assert (page.url, page.given) == ("https://talvin.example/a", (fact,))


def test_the_name_without_its_ending_decides_what_the_name_decides() -> None:
    """A packed style sheet is a companion of a page, as it is when it is not packed."""
    found = met_in(gzip.compress(b"body { color: red }"), "page_files/main.css.gz")
    assert isinstance(found[0].item, Rejection)
    assert found[0].item.outcome == "skipped"


def test_an_unpacked_stream_can_be_sought_in() -> None:
    """It reads the same from anywhere, begins anew to go back, and an error stays an error when it is read again."""
    wanted = bytes(range(256)) * 4000
    stream = open_unpacked(lambda: (wanted[at : at + 1000] for at in range(0, len(wanted), 1000)))
    assert stream.seek(0, 2) == len(wanted)
    for place in (900_000, 3, 600_001, 299_999, 1_000_000):
        stream.seek(place)
        assert stream.read(70_000) == wanted[place : place + 70_000]
    stream.seek(len(wanted) + 5)
    assert stream.read(1) == b""

    def broken() -> object:
        yield b"rain"
        raise StreamError(Reason.TRUNCATED, "cut")

    cut = open_unpacked(broken)  # type: ignore[arg-type]
    for _ in range(2):
        with pytest.raises(StreamError):
            io.BufferedReader.read(cut)  # type: ignore[arg-type]


def test_words_that_begin_like_a_packing_are_words() -> None:
    """A text whose first word begins with the letters of bzip2 is a text."""
    assert [page.format for page in pages(met_in(b"BZhilin ferry stopped at Kemmin.", "a.txt"))] == ["text"]


def test_names_of_packings_are_unlike() -> None:
    """No packing's first bytes are another's."""
    assert len({codec.magic[:2] for codec in CODECS}) == len(CODECS)
