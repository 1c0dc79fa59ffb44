import io
import random
import struct
import warnings
import zipfile
import zlib
from collections.abc import Callable, Sequence

import pytest
import zstandard
from containers import check_marks, met_in, page_of, pages, reasons, told

from ingest.readers.beside import Beside, Note, Row
from ingest.readers.packed import zip as zip_reader
from ingest.readers.packed.zip import split_zip
from ingest.readers.reading import Mark, Order
from ingest.readers.trees import Aside, Folder
from schemas.page import GivenFact, Source
from schemas.report import Outcome, Reason, Rejection

Named = tuple[str, bytes]


def packed(*members: Named, method: int = zipfile.ZIP_DEFLATED, modes: dict[str, int] | None = None) -> bytes:
    """Return a ZIP file of these members."""
    held = io.BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(held, "w", method) as made:
        warnings.simplefilter("ignore")  # two members of one name
        for name, content in members:
            info = zipfile.ZipInfo(name, (2022, 11, 25, 0, 0, 0))
            info.compress_type = method
            if modes and name in modes:
                info.create_system, info.external_attr = 3, modes[name] << 16
            made.writestr(info, content)
    return held.getvalue()


def streamed(*members: Named) -> bytes:
    """Return a ZIP file as one is written into a pipe: sizes and checksums stand behind the members."""

    class Pipe(io.RawIOBase):
        written = b""

        def writable(self) -> bool:
            return True

        def write(self, piece: object) -> int:
            self.written += bytes(memoryview(piece))  # type: ignore[arg-type]
            return len(memoryview(piece))  # type: ignore[arg-type]

    pipe = Pipe()
    with zipfile.ZipFile(pipe, "w", zipfile.ZIP_DEFLATED) as made:  # type: ignore[arg-type]
        for name, content in members:
            made.writestr(name, content)
    return pipe.written


SOME = tuple((f"seiten/{number}.html", page_of(f"Новость {number} из Тальвина")) for number in range(7))


def test_members_are_read_in_the_order_in_which_they_lie() -> None:
    """Each page has its place in the ZIP file, whatever folder it lies in; folders are no inputs."""
    payload = packed(*SOME[:3], ("leer/", b""), ("a/records.jsonl", b'{"text": "Rain"}\n{"text": "Sun"}\n'), SOME[3])
    found = told(met_in(payload, "in/all.zip"))
    assert [place for place, _ in found] == [
        "in/all.zip!seiten/0.html", "in/all.zip!seiten/1.html", "in/all.zip!seiten/2.html",
        "in/all.zip!a/records.jsonl#1", "in/all.zip!a/records.jsonl#2", "in/all.zip!seiten/3.html",
    ]  # fmt: skip
    assert found[1][1] == page_of("Новость 1 из Тальвина").decode()


@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2])
def test_packings_are_read(method: int) -> None:
    """Members that are not packed, deflated, or packed by bzip2 give the same bytes."""
    assert [page.payload for page in pages(met_in(packed(*SOME, method=method), "a.zip"))] == [b for _, b in SOME]


def test_zstd_members_are_read() -> None:
    """Members that are packed by zstd (method 93) are read."""
    content = page_of("Rain " * 50)
    held = zstandard.compress(content)
    payload = packed(("a.html", b"x" * len(held)), method=zipfile.ZIP_STORED)
    sizes = struct.pack("<III", zlib.crc32(b"x" * len(held)), len(held), len(held))
    stated = struct.pack("<III", zlib.crc32(content), len(held), len(content))
    payload = payload.replace(b"x" * len(held), held).replace(sizes, stated)
    payload = payload.replace(b"PK\x03\x04\x14\x00\x00\x00\x00\x00", b"PK\x03\x04\x14\x00\x00\x00\x5d\x00")
    payload = payload.replace(
        b"PK\x01\x02\x14\x03\x14\x00\x00\x00\x00\x00", b"PK\x01\x02\x14\x03\x14\x00\x00\x00\x5d\x00"
    )
    assert [page.payload for page in pages(met_in(payload, "a.zip"))] == [content]


def test_what_leads_out_is_not_read() -> None:
    """Names that lead out of the ZIP file are rejected, without the folders of the machine that packed it."""
    names = ("../../a.html", "/home/arel/b.html", "C:\\c.html", "..\\d.html", "e/../../e.html", "\\\\talvin\\f.html")
    found = met_in(packed(*((name, page_of("x")) for name in names), ("g..html", page_of("Rain"))), "a.zip")
    assert reasons(found) == ["unsafe_name"] * 6
    assert [met.item.source.member for met in found] == [
        "a.html", "b.html", "c.html", "d.html", "e.html", "f.html", "g..html"
    ]  # fmt: skip


def test_odd_names_are_read_and_shown_harmlessly() -> None:
    """A name with a line end, a tag or bytes that are no UTF-8 is read, and shown in a way that does no harm."""
    found = met_in(packed(("a\nb.html", page_of("Rain")), ("<i>.html", page_of("Sun"))), "a.zip")
    assert [met.item.source.member for met in found] == ["a%0Ab.html", "%3Ci%3E.html"]
    payload = packed(("cafX.html", page_of("Rain"))).replace(b"cafX", b"caf\xe9")
    assert pages(met_in(payload, "a.zip"))[0].source.member == "caf%E9.html"
    assert pages(met_in(packed(("dir\\a.html", page_of("Rain"))), "a.zip"))[0].source.member == "dir\\a.html"


def test_links_and_devices_are_not_followed() -> None:
    """A link in a ZIP file is skipped, as one that leads nowhere is on the disk."""
    modes = {"link.html": 0o120777, "pipe.html": 0o010644}
    found = met_in(packed(("link.html", b"/etc/passwd"), ("pipe.html", b""), *SOME[:1], modes=modes), "a.zip")
    assert reasons(found) == ["not_regular_file"] * 2
    assert len(pages(found)) == 1


def test_hidden_members_are_left_out_as_hidden_files_are() -> None:
    """A hidden folder is one input that is skipped, whatever lies in it; so is what macOS adds to a ZIP file."""
    payload = packed(
        (".DS_Store", b"x"), ("a/.git/config", b"x"), ("a/.git/b.html", page_of("x")), ("a/b.html", page_of("Rain")),
        ("__MACOSX/._b.html", b"x"), ("__MACOSX/a/._b.html", b"x"), ("a/.git/c.html", page_of("x")),
    )  # fmt: skip
    found = met_in(payload, "a.zip")
    assert [met.item.source.member for met in found] == [".DS_Store", "a/.git", "a/b.html", "__MACOSX"]
    assert [met.item.outcome for met in found if isinstance(met.item, Rejection)] == [Outcome.SKIPPED] * 3


def test_two_members_of_one_name_are_both_read() -> None:
    """The second says at which byte it stands, so that both can be found again."""
    found = pages(met_in(packed(("a.html", page_of("Rain")), ("a.html", page_of("Sun"))), "a.zip"))
    assert [page.payload for page in found] == [page_of("Rain"), page_of("Sun")]
    assert (found[0].source.offset, (found[1].source.offset or 0) > 0) == (None, True)


def test_locked_members_say_so() -> None:
    """A member with a password is rejected, the open ones are read."""
    payload = bytearray(packed(*SOME[:2]))
    central = payload.index(b"PK\x01\x02")
    payload[central + 8] |= 1
    found = met_in(bytes(payload), "a.zip")
    assert (reasons(found), len(pages(found))) == (["encrypted"], 1)


def test_damaged_members_cost_themselves_only() -> None:
    """A wrong checksum, a wrong length, damaged bytes and a wrong place are rejections; the next members are read."""
    whole = packed(*SOME[:3])
    central, second = whole.index(b"PK\x01\x02"), whole.index(b"PK\x03\x04", 4)
    for place, change, reason in (
        (central + 16, b"abcd", "bad_digest"), (central + 24, b"\x05\0\0\0", "bad_length"),
        (central + 20, b"\x05\0\0\0", "bad_length"), (45 + 15, b"\xff\xff\xff\xff", "bad_digest"),
        (second, b"KP", "bad_header"), (32, b"XX", "bad_header"), (central + 10, b"\x09", "unsupported_type"),
    ):  # fmt: skip
        found = met_in(whole[:place] + change + whole[place + len(change) :], "a.zip")
        assert (reasons(found), len(pages(found))) == ([reason], 2), (place, change)


@pytest.mark.parametrize("make", [packed, streamed], ids=["sizes before", "sizes behind"])
def test_without_its_directory_members_are_read_by_their_own_headers(make: Callable[..., bytes]) -> None:
    """Wherever a ZIP file is cut off, the members before are read, and it is said that it is cut."""
    whole = make(*SOME[:4])
    places = [at for at in range(len(whole)) if whole.startswith(b"PK\x03\x04", at)] + [whole.index(b"PK\x01\x02")]
    for end in range(30, len(whole) - 1, 7):
        found = met_in(whole[:end], "a.zip")
        assert reasons(found)[-1] == "truncated", end
        assert len(pages(found)) in {sum(place <= end for place in places[1:]), sum(place <= end for place in places)}
        assert [page.payload for page in pages(found)] == [content for _, content in SOME[: len(pages(found))]]


def test_junk_between_members_without_a_directory_is_stepped_over() -> None:
    """Where no member begins, it is said, and reading goes on at the next one."""
    whole = packed(*SOME[:3])
    second = whole.index(b"PK\x03\x04", 4)
    cut = whole[:second] + b"rain" * 100 + whole[second : whole.index(b"PK\x01\x02")]
    found = met_in(cut, "a.zip")
    assert (reasons(found), len(pages(found))) == (["bad_header", "truncated"], 3)
    assert found[1].item.source.offset == second


@pytest.mark.parametrize("method", [zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2])
def test_bombs_are_stopped(method: int) -> None:
    """A member that grows to a hundred times its size is rejected, the others are read."""
    found = met_in(packed(SOME[0], ("bomb.html", bytes(24 << 20)), SOME[1], method=method), "a.zip")
    assert (reasons(found), len(pages(found))) == (["expands_too_large"], 2)


def test_members_that_share_their_bytes_are_read_once() -> None:
    """A directory that names the same bytes many times is one that was made to grow."""
    whole = packed(SOME[0])
    central, end = whole.index(b"PK\x01\x02"), whole.index(b"PK\x05\x06")
    entry = whole[central:end]
    many = (
        whole[:central]
        + entry * 50
        + struct.pack("<4sHHHHIIH", b"PK\x05\x06", 0, 0, 50, 50, len(entry) * 50, central, 0)
    )
    found = met_in(many, "a.zip")
    assert (reasons(found), len(pages(found))) == (["expands_too_large"] * 49, 1)


def test_wide_fields_are_read() -> None:
    """Sizes and places in the 64-bit fields are read, in the directory and at its end."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as made, made.open("a.html", "w", force_zip64=True) as member:
        member.write(page_of("Rain"))
    assert [page.payload for page in pages(met_in(held.getvalue(), "a.zip"))] == [page_of("Rain")]
    many = packed(*((f"{number}.txt", b"Rain over Talvin") for number in range(65_600)), method=zipfile.ZIP_STORED)
    found = met_in(many, "a.zip", start=Mark(count=65_598))
    assert [met.item.source.member for met in found] == ["65598.txt", "65599.txt"]


def test_a_zip_file_behind_other_bytes_is_read() -> None:
    """Places in a directory are counted from the ZIP file's own beginning."""
    assert len(pages(met_in(b"PK\x07\x08" + packed(*SOME), "a.zip"))) == len(SOME)


@pytest.mark.parametrize(
    ("members", "what"),
    [
        ([("mimetype", b"application/epub+zip"), ("a.xhtml", page_of("x"))], "an EPUB book"),
        ([("mimetype", b"application/vnd.oasis.opendocument.text"), ("content.xml", b"x")], "an OpenDocument file"),
        ([("[Content_Types].xml", b"x"), ("word/document.xml", b"x")], "a Word document"),
        ([("[Content_Types].xml", b"x"), ("xl/workbook.xml", b"x")], "an Excel sheet"),
        ([("META-INF/MANIFEST.MF", b"x"), ("a.class", b"x")], "a Java archive"),
    ],
)
def test_documents_are_refused_by_what_they_are(members: Sequence[Named], what: str) -> None:
    """A document that is a ZIP file inside is one rejection with its hash, not one for each part of it."""
    found = met_in(packed(*members), "a.zip")
    assert reasons(found) == ["unsupported_type"]
    assert isinstance(found[0].item, Rejection)
    assert what in found[0].item.detail
    assert found[0].item.received_sha256


def test_an_empty_one_is_empty() -> None:
    """A ZIP file without members holds nothing."""
    assert reasons(met_in(packed(), "a.zip")) == ["empty"]


def test_reading_goes_on_anywhere() -> None:
    """From behind each record, a fresh reader gives exactly the rest; so in a ZIP file in a ZIP file, and a cut one."""
    lines = b"".join(b'{"text": "Rain %d"}\n' % number for number in range(5))
    modes = {"l.html": 0o120777}
    inner = packed(SOME[0], ("r.jsonl", lines), ("l.html", b"x"), ("../x.html", b"x"), SOME[1], modes=modes)
    payload = packed(("a/inner.zip", inner), (".x", b""), ("r.jsonl", lines), SOME[2], (".y/z", b""))
    check_marks(payload, "a.zip")
    check_marks(payload[:-40], "a.zip")
    check_marks(streamed(*SOME)[:-40], "a.zip")
    assert pages(met_in(payload, "a.zip"))[0].source == Source(path="a.zip", member="a/inner.zip!seiten/0.html")


def test_pieces_are_the_whole() -> None:
    """The pieces of a long ZIP file, each read by itself, give what reading it at once gives."""
    dice = random.Random(5)  # noqa: S311  sizes of test files
    members = [(f"{number}.txt", dice.randbytes(400).hex().encode()) for number in range(40)]
    payload = packed(*members, (".hidden/a", b"x"), (".hidden/b", b"x"), *members[:2])
    order = Order(source=Source(path="a.zip"))
    parts = list(split_zip(io.BytesIO(payload), order, 1000))
    assert len(parts) > 5
    apart = [met for part in parts for met in met_in(payload, "a.zip", start=part.start, end=part.end)]
    assert [met.item for met in apart] == [met.item for met in met_in(payload, "a.zip")]
    assert list(split_zip(io.BytesIO(payload[:-40]), order, 1000)) == []


def test_what_folders_say_is_heard_in_a_zip_file_too(monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder that is claimed says of its members what it says on the disk, small files in it are looked into."""

    class Claimed:
        kind = "talvin"
        is_whole = False

        def __init__(self, address: str) -> None:
            self.address = address

        def about(self, inside: str) -> Note | Aside | None:
            if inside == "address":
                return Aside(reason=Reason.PART_OF_PAGE, detail="It says where the pages are from.")
            return Note(basis="tree:talvin", url=f"{self.address}/{inside}")

    def claimer(folder: Folder) -> Claimed | None:
        said = folder.read("address", 100) if "address" in folder.files else None
        return Claimed(said.decode()) if said else None

    monkeypatch.setattr(zip_reader, "CLAIMERS", (claimer,))
    payload = packed(
        ("m/address", b"https://talvin.example"), ("m/a/b.html", page_of("Rain")), ("c.html", page_of("x"))
    )
    found = met_in(payload, "a.zip")
    assert reasons(found) == ["part_of_page"]
    first, second = pages(found)
    assert (first.url, first.url_basis, second.url) == ("https://talvin.example/a/b.html", "tree:talvin", None)


def test_the_row_of_a_zip_file_says_only_what_holds_of_all_in_it() -> None:
    """A spreadsheet's row that names the ZIP file gives its pages the outlet, and neither headline nor address."""
    facts = tuple(
        GivenFact(field=field, value="x", rule="sidecar", basis="asserted") for field in ("outlet", "headline")
    )
    row = Row(number=2, url="https://talvin.example/a", facts=facts)
    beside = Beside(row=row, note=Note(basis="tree:x", url="https://talvin.example/b"))
    for name, content in (("a.html", page_of("Rain")), ("r.jsonl", b'{"text": "Rain"}\n')):
        page = pages(met_in(packed((name, content)), "a.zip", beside=beside))[0]
        assert (page.url, [fact.field for fact in page.given]) == (None, ["outlet"])


def test_random_damage_ends_in_outcomes() -> None:
    """Whatever is changed, reading ends, and says something of the file."""
    dice = random.Random(7)  # noqa: S311  damage of test files
    whole = packed(*SOME, ("b.zip", packed(*SOME[:2])))
    for _ in range(300):
        damaged = bytearray(whole)
        for _ in range(dice.randint(1, 6)):
            damaged[dice.randrange(4, len(damaged))] = dice.randrange(256)
        assert met_in(bytes(damaged), "a.zip")
