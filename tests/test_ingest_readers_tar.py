import bz2
import gzip
import io
import lzma
import random
import tarfile

import pytest
import zstandard
from containers import check_marks, met_in, page_of, pages, reasons, told

from ingest.readers.beside import Note
from ingest.readers.packed import tar as tar_reader
from ingest.readers.trees import Folder
from schemas.page import Source
from schemas.report import Outcome, Rejection

SOME = tuple((f"seiten/{number}.html", page_of(f"Новость {number} из Тальвина")) for number in range(5))
END = 1024


def packed(*members: tuple[str, bytes] | tarfile.TarInfo, form: int = tarfile.PAX_FORMAT) -> bytes:
    """Return a tar file of these members."""
    held = io.BytesIO()
    with tarfile.open(fileobj=held, mode="w", format=form) as made:
        for each in members:
            if isinstance(each, tarfile.TarInfo):
                made.addfile(each)
            else:
                info = tarfile.TarInfo(each[0])
                info.size = len(each[1])
                made.addfile(info, io.BytesIO(each[1]))
    return held.getvalue()


def odd(name: str, kind: bytes, target: str = "") -> tarfile.TarInfo:
    """Return a member that is no file."""
    info = tarfile.TarInfo(name)
    info.type, info.linkname = kind, target
    return info


@pytest.mark.parametrize("form", [tarfile.USTAR_FORMAT, tarfile.GNU_FORMAT, tarfile.PAX_FORMAT])
def test_members_are_read_in_their_order(form: int) -> None:
    """Each page has its place in the tar file, in all of its forms; long names and folders of any depth, too."""
    deep = "/".join(["ordner"] * 20) + "/a.html"
    lines = b'{"text": "Rain"}\n{"text": "Sun"}\n'
    payload = packed(SOME[0], odd("leer", tarfile.DIRTYPE), ("./r.jsonl", lines), (deep, page_of("Tief")), form=form)
    found = told(met_in(payload, "in/all.tar"))
    assert [place for place, _ in found] == [
        "in/all.tar!seiten/0.html", "in/all.tar!r.jsonl#1", "in/all.tar!r.jsonl#2", f"in/all.tar!{deep}"
    ]  # fmt: skip
    assert found[3][1] == page_of("Tief").decode()


@pytest.mark.parametrize("pack", [gzip.compress, bz2.compress, lzma.compress, zstandard.compress])
def test_packed_tar_files_are_read(pack: object) -> None:
    """A tar file in any packing is called by its own name."""
    found = pages(met_in(pack(packed(*SOME)), "all.tgz"))  # type: ignore[operator]
    assert [page.payload for page in found] == [content for _, content in SOME]
    assert found[0].source == Source(path="all.tgz", member="seiten/0.html")


def test_what_is_no_file_or_leads_out_is_not_read() -> None:
    """Links, devices, hidden members and names that lead out of the tar file are accounted for and not read."""
    payload = packed(
        odd("l.html", tarfile.SYMTYPE, "/etc/passwd"), odd("h.html", tarfile.LNKTYPE, "a.html"),
        odd("p.html", tarfile.FIFOTYPE), odd("d.html", tarfile.CHRTYPE), ("../up.html", page_of("x")),
        ("/home/arel/abs.html", page_of("x")), (".git/a", b"x"), (".git/b", b"x"), ("a\nb.html", page_of("Rain")),
    )  # fmt: skip
    found = met_in(payload, "a.tar")
    assert reasons(found) == ["not_regular_file"] * 4 + ["unsafe_name"] * 2 + ["unsupported_type"]
    assert [met.item.source.member for met in found][4:] == ["up.html", "abs.html", ".git", "a%0Ab.html"]
    assert isinstance(found[0].item, Rejection)
    assert found[0].item.outcome is Outcome.SKIPPED


def test_members_with_holes_are_not_read() -> None:
    """A sparse member is rejected with what to do; what follows it is read."""
    info = tarfile.TarInfo("holes.html")
    info.pax_headers = {"GNU.sparse.major": "1", "GNU.sparse.realsize": "100000"}
    gnu = bytearray(packed(("holes2.html", page_of("x")), form=tarfile.GNU_FORMAT)[:1024])
    gnu[156:157] = b"S"
    gnu[148:156] = b"%06o\0 " % (sum(gnu[:148]) + 8 * 32 + sum(gnu[156:512]))
    found = met_in(bytes(gnu) + packed(info, SOME[0]), "a.tar")
    assert (reasons(found), len(pages(found))) == (["unsupported_type"] * 2, 1)


def test_a_file_that_is_cut_anywhere_is_never_whole() -> None:
    """Wherever a tar file ends too early it is said; the members before are read, the one that is cut is not."""
    whole = packed(*SOME[:3])
    ends = whole.rstrip(b"\0")
    size = (len(ends) + 511) // 512 * 512
    for end in range(512, size + 1, 97):
        found = met_in(whole[:end], "a.tar")
        assert reasons(found)[-1] == "truncated", end
        assert [page.payload for page in pages(found)] == [content for _, content in SOME[: len(pages(found))]]
    assert reasons(met_in(whole[:size], "a.tar")) == ["truncated"]
    assert reasons(met_in(whole, "a.tar")) == []
    cut = met_in(gzip.compress(whole)[:-40], "a.tar.gz")
    assert reasons(cut)[-1] == "truncated"


def test_damaged_headers_are_stepped_over() -> None:
    """A damaged header costs its member; reading goes on at the next one, wherever that begins."""
    whole = bytearray(packed(*SOME[:4], form=tarfile.USTAR_FORMAT))
    whole[1024 + 3] ^= 0xFF
    found = met_in(bytes(whole), "a.tar")
    assert (reasons(found), len(pages(found))) == (["bad_header"], 3)
    assert found[1].item.source.offset == 1024
    shifted = packed(*SOME[:2])[:1024] + b"rain" * 9 + packed(*SOME[2:])
    found = met_in(shifted, "a.tar")
    assert (reasons(found), len(pages(found))) == (["bad_header"], 4)


def test_a_tar_file_behind_another_is_read() -> None:
    """Files that were written one behind the other are one."""
    assert len(pages(met_in(packed(*SOME[:2]) + packed(*SOME[2:]), "a.tar"))) == 5


def test_two_members_of_one_name_are_both_read() -> None:
    """The second says at which byte its header stands."""
    found = pages(met_in(packed(("a.html", page_of("Rain")), ("a.html", page_of("Sun"))), "a.tar"))
    assert [(page.payload, page.source.offset) for page in found] == [(page_of("Rain"), None), (page_of("Sun"), 1024)]


def test_hostile_headers_cost_little() -> None:
    """Sizes beyond all measure, endless names and records that go nowhere end in an outcome."""
    header = bytearray(packed(SOME[0])[:512])

    def with_size(size: bytes, kind: bytes = b"0") -> bytes:
        header[124:136], header[156:157] = size, kind
        header[148:156] = b"%06o\0 " % (sum(header[:148]) + 8 * 32 + sum(header[156:512]))
        return bytes(header)

    wide = b"\x80" + b"\0" * 3 + b"\x3f" + b"\xff" * 7
    for size in (wide, b"\xff" * 12, b"77777777777\0", b"99999999999\0", b"-1         \0"):
        assert reasons(met_in(with_size(size) + bytes(600), "a.tar"))
    for kind in (b"L", b"x"):
        assert met_in(with_size(b"00000100000\0", kind) + b"9" * 32768 + packed(SOME[0]), "a.tar")
        assert met_in(with_size(b"77777777777\0", kind) + packed(SOME[0]), "a.tar")
    assert (
        len(pages(met_in(with_size(b"00000001000\0", b"x") + b"-5 a=b\n".ljust(512) + packed(SOME[0]), "a.tar"))) == 1
    )


def test_random_damage_ends_in_outcomes() -> None:
    """Whatever is changed, reading ends, and says something of the file."""
    dice = random.Random(3)  # noqa: S311  damage of test files
    whole = packed(*SOME, ("b.tar", packed(*SOME[:2], form=tarfile.GNU_FORMAT)))
    for _ in range(200):
        damaged = bytearray(whole)
        for _ in range(dice.randint(1, 6)):
            damaged[dice.randrange(512, len(damaged))] = dice.randrange(256)
        assert met_in(bytes(damaged), "a.tar")


def test_reading_goes_on_anywhere() -> None:
    """From behind each record, a fresh reader gives exactly the rest; so in packed tar files, and cut ones."""
    lines = b"".join(b'{"text": "Rain %d"}\n' % number for number in range(4))
    payload = packed(
        SOME[0], odd("l", tarfile.SYMTYPE, "x"), ("r.jsonl", lines), (".h/a", b""), ("b.tar", packed(*SOME))
    )
    check_marks(payload, "a.tar")
    check_marks(gzip.compress(payload), "a.tgz")
    check_marks(payload[:-5000], "a.tar")


def test_what_folders_say_is_heard_in_a_plain_tar_file(monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder that is claimed says of its members what it says on the disk."""

    class Claimed:
        kind = "talvin"
        is_whole = False

        def about(self, inside: str) -> Note:
            return Note(basis="tree:talvin", url=f"https://talvin.example/{inside}")

    def claimer(folder: Folder) -> Claimed | None:
        return Claimed() if folder.read("talvin.txt", 4) == b"here" else None

    monkeypatch.setattr(tar_reader, "CLAIMERS", (claimer,))
    found = pages(met_in(packed(("m/b.html", page_of("Rain")), ("m/talvin.txt", b"here it is, all of it")), "a.tar"))
    assert (found[0].url, found[0].url_basis) == ("https://talvin.example/b.html", "tree:talvin")
