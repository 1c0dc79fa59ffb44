"""A dossier checked against itself and its archive: what was altered is found and named. Needs Pango."""

import hashlib
import json
import re
import socket
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from command_line import done, run
from printed import pikepdf

from archive.curation import Curator
from archive.store import open_store
from exports.dossier import DossierRequest, Way, build_dossier
from exports.dossier.check import check_dossier
from exports.dossier.press.metadata import EMPTY
from exports.dossier.press.seal import MANIFEST, read_sealed, sealed
from schemas.article import Article
from schemas.errors import ExportError
from schemas.view import Filters

Make = Callable[..., Article]
Fresh = Callable[..., object]


@pytest.fixture
def archive(make_article: Make, fresh_archive: Fresh, tmp_path: Path) -> Path:
    """Give an archive of three articles."""
    made = [
        make_article(
            headline=f"Ferry report {number}",
            text=[f"The ferry of Velmark ran {number} times on Monday, and nobody was hurt.", "Nothing else was said."],
            published=f"2021-06-0{number + 1}",
            url=f"https://velmark.example/{number}",
        )
        for number in range(3)
    ]
    fresh_archive(tmp_path / "press.db", made)
    return tmp_path / "press.db"


@pytest.fixture
def dossier(archive: Path) -> Path:
    """Give its dossier."""
    request = DossierRequest(query="ferry", title="Ferries", prepared_by="Mara Oldfen", note="Mind the dates.")
    build_dossier(archive, archive.with_suffix(".pdf"), request)
    return archive.with_suffix(".pdf")


def test_untouched_dossier_is_whole(archive: Path, dossier: Path) -> None:
    """It is as it was sealed, as the archive has it, and printed anew the same file."""
    assert check_dossier(dossier).problems == ()
    found = check_dossier(dossier, archive)
    assert (found.problems, found.articles) == ((), 3)
    assert "byte for byte" in found.remarks[-1]
    assert done("verify", str(dossier), "--archive", str(archive)).startswith(f"{dossier}: 3 articles")


def test_draft_is_sealed_too(archive: Path) -> None:
    """A draft has its manifest and is printed anew as a draft."""
    out = archive.with_name("draft.pdf")
    build_dossier(archive, out, DossierRequest(), way=Way(is_draft=True))
    assert "byte for byte" in check_dossier(out, archive).remarks[-1]


def test_manifest_tells_what_is_inside(archive: Path, dossier: Path) -> None:
    """It names articles, hashes, pages and the request, and nothing of the machine."""
    told = json.loads(read_sealed(dossier.read_bytes()).manifest)
    assert [each["mark"] for each in told["articles"]] == ["A-0001", "A-0002", "A-0003"]
    assert [each["page"] for each in told["articles"]] == ["1", "2", "3"]
    assert told["request"] == {
        "query": "ferry", "title": "Ferries", "prepared_by": "Mara Oldfen", "note": "Mind the dates.",
        "language": "en", "order": "date", "preset": "press-review", "filters": {},
    }  # fmt: skip
    assert told["articles"][0]["text_sha256"] == hashlib.sha256(_text(0).encode()).hexdigest()
    words = json.dumps(told)
    for secret in (str(archive), str(Path.home()), socket.gethostname()):
        assert secret not in words


def _text(number: int) -> str:
    return f"The ferry of Velmark ran {number} times on Monday, and nobody was hurt.\n\nNothing else was said."


def test_every_changed_byte_is_found(dossier: Path) -> None:
    """Wherever one byte is another, the file is not whole."""
    content = dossier.read_bytes()
    for at in range(0, len(content), len(content) // 40):
        other = bytearray(content)
        other[at] ^= 1
        dossier.write_bytes(other)
        try:
            found = check_dossier(dossier)
        except ExportError:  # so damaged that it is no PDF any more
            continue
        assert "the bytes of the file are not those that were sealed" in found.problems, at


def test_altered_page_is_named(dossier: Path) -> None:
    """Of a file that another program saved, the pages that draw something else are named with their article."""
    _alter(dossier, page=_first_page(dossier, "A-0002"))
    found = check_dossier(dossier)
    assert found.problems[0] == "the bytes of the file are not those that were sealed"
    assert [each for each in found.problems[1:] if "article A-0002: what it draws was altered" in each]
    assert len(found.problems) == 2
    result = run("verify", str(dossier))
    assert result.exit_code == 1
    assert "article A-0002" in result.output


def test_file_that_was_only_saved_anew_says_so(dossier: Path) -> None:
    """Another program wrote the same pages: the bytes differ, no page is named."""
    with pikepdf.open(dossier, allow_overwriting_input=True) as pdf:
        pdf.save(dossier)
    assert check_dossier(dossier).problems == ("the bytes of the file are not those that were sealed",)


def test_forgery_that_was_sealed_anew_is_found_by_the_archive(archive: Path, dossier: Path) -> None:
    """Who alters a page, the manifest and the seal deceives the file's own check, not the archive's."""
    page = _first_page(dossier, "A-0002")
    _alter(dossier, page=page)
    _seal_anew(dossier)
    assert check_dossier(dossier).problems == ()
    found = check_dossier(dossier, archive)
    assert found.problems == (f"page {page + 1} of the file, article A-0002: it does not draw what the archive prints",)


def test_forged_facts_are_found_by_the_archive(archive: Path, dossier: Path) -> None:
    """A manifest with another date and another hash is held against each article of the archive."""

    def forge(told: dict[str, list[dict[str, object]]]) -> None:
        told["articles"][1] |= {"published": "2019-01-01", "received_sha256": "0" * 64}

    _seal_anew(dossier, forge)
    problems = check_dossier(dossier, archive).problems
    assert any(re.search(r'A-0002: published is "2019-01-01", in the archive "2021-06-02"', each) for each in problems)
    assert any("A-0002: received sha256" in each for each in problems)
    assert not any("A-0001" in each for each in problems)


@pytest.mark.parametrize(
    "asked",
    [{"order": "backwards"}, {"preset": "x"}, {"title": 7}, {"more": "x"}, {"filters": {"ids": [3]}}, {"filters": []}],
)
def test_forged_requests_are_refused(archive: Path, dossier: Path, asked: dict[str, object]) -> None:
    """What a manifest asks for is printed anew only where it is a request."""

    def forge(told: dict[str, Any]) -> None:
        told["request"] |= asked

    _seal_anew(dossier, forge)
    with pytest.raises(ExportError, match="asks for what this version does not know"):
        check_dossier(dossier, archive)


def test_archive_that_changed_is_told(archive: Path, dossier: Path) -> None:
    """A corrected article is named with both values; that others came in is said and is no fault."""
    with open_store(archive) as store:
        Curator(store, by="Ilse").set_fact("A-0003", "headline", "Ferry report, mended", because="a slip")
    found = check_dossier(dossier, archive)
    assert any(
        'A-0003: headline is "Ferry report 2", in the archive "Ferry report, mended"' in e for e in found.problems
    )
    assert "The archive has changed since the dossier was made" in found.remarks[0]
    done("withhold", str(archive), "A-0001", "--because", "asked for")
    assert "article A-0001 is not in the archive" in check_dossier(dossier, archive).problems


def test_more_articles_are_no_fault(archive: Path, dossier: Path, make_article: Make, fresh_archive: Fresh) -> None:
    """An archive that has grown since still has the dossier's articles as they were."""
    fresh_archive(archive, [make_article(headline="Another ferry", text=["Another ferry came on Friday at noon."])])
    found = check_dossier(dossier, archive)
    assert found.problems == ()
    assert "has changed since" in found.remarks[0]


def test_attached_files_are_checked(archive: Path) -> None:
    """Received files are in a dossier of evidence as they came; one that is altered, put in or taken out is named."""
    out = archive.with_name("evidence.pdf")
    build_dossier(archive, out, DossierRequest(preset="evidence"))
    held = read_sealed(out.read_bytes())
    told = json.loads(held.manifest)
    assert sorted(held.attached.values()) == sorted(each["received_sha256"] for each in told["articles"])
    assert check_dossier(out, archive).problems == ()
    with pikepdf.open(out, allow_overwriting_input=True) as pdf:
        names = sorted(name for name in pdf.attachments if name != MANIFEST)
        del pdf.attachments[names[0]]
        pdf.attachments[names[1]] = pikepdf.AttachedFileSpec(pdf, b"another", filename=names[1])
        pdf.attachments["more.txt"] = pikepdf.AttachedFileSpec(pdf, b"more", filename="more.txt")
        pdf.save(out)
    assert set(check_dossier(out).problems[1:]) == {
        f"the attached file {names[0]} was taken out",
        f"the attached file {names[1]} was altered",
        "the attached file more.txt was put in",
    }


def test_deposit_has_no_files_inside(archive: Path) -> None:
    """A depository that refuses attachments gets none; the manifest is there all the same, and is checked."""
    out = archive.with_name("deposit.pdf")
    build_dossier(archive, out, DossierRequest(preset="deposit"))
    with pikepdf.open(out) as pdf:
        assert not pdf.attachments
        assert "/AF" not in pdf.Root
        assert b"<pdfaid:part>2</pdfaid:part>" in pdf.Root.Metadata.read_bytes()
    assert "byte for byte" in check_dossier(out, archive).remarks[-1]
    _alter(out, page=_first_page(out, "A-0002"))
    assert any("article A-0002" in each for each in check_dossier(out).problems)


def test_what_is_no_dossier_is_refused(tmp_path: Path, dossier: Path) -> None:
    """Another PDF, a broken one, and a manifest of nonsense are errors that say so."""
    other = tmp_path / "other.pdf"
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.save(other)
    assert "no dossier of cuttings" in run("verify", str(other)).output
    other.write_bytes(b"%PDF-1.7\nnothing")
    assert "cannot be read as a PDF" in run("verify", str(other)).output
    for manifest in (b"[]", b"{", b'{"format": "cuttings-dossier/1"}', b"[" * 100_000):
        _attach(dossier, manifest)
        with pytest.raises(ExportError, match="manifest"):
            check_dossier(dossier)


def test_options_that_do_not_fit_are_refused(archive: Path, dossier: Path) -> None:
    """--digest is for archives, --archive for dossiers."""
    assert "--digest is for archives" in run("verify", str(dossier), "--digest").output
    assert "--archive is for dossiers" in run("verify", str(archive), "--archive", str(archive)).output


def test_found_as_json(archive: Path, dossier: Path) -> None:
    """For scripts: what was found, of both kinds of files."""
    told = json.loads(done("verify", str(dossier), "--json"))
    assert (told["articles"], told["problems"]) == (3, [])
    assert json.loads(done("verify", str(archive), "--json"))["problems"] == []


def test_request_comes_back_as_it_was(archive: Path) -> None:
    """Filters with several ids, and an order, are printed anew alike."""
    out = archive.with_name("two.pdf")
    request = DossierRequest(filters=Filters(ids=("A-0003", "A-0001"), date_from="2021"), order="arrival")
    build_dossier(archive, out, request)
    assert "byte for byte" in check_dossier(out, archive).remarks[-1]


def _first_page(dossier: Path, mark: str) -> int:
    told = json.loads(read_sealed(dossier.read_bytes()).manifest)
    return next(int(each["index"]) for each in told["articles"] if each["mark"] == mark)


def _alter(dossier: Path, *, page: int) -> None:
    """Draw a stroke through a page, as an editor of PDFs does."""
    with pikepdf.open(dossier, allow_overwriting_input=True) as pdf:
        drawn = pdf.pages[page].obj.Contents[1]
        drawn.write(drawn.read_bytes() + b"\n0 0 m 500 500 l S")
        pdf.save(dossier)


def _attach(dossier: Path, manifest: bytes) -> None:
    with pikepdf.open(dossier, allow_overwriting_input=True) as pdf:
        del pdf.attachments[MANIFEST]
        pdf.attachments[MANIFEST] = pikepdf.AttachedFileSpec(pdf, manifest, filename=MANIFEST)
        pdf.save(dossier)


def _seal_anew(dossier: Path, forge: Callable[[dict[str, list[dict[str, object]]]], None] | None = None) -> None:
    """Make manifest, statement and seal fit a file that was altered."""
    held = read_sealed(dossier.read_bytes())
    told = json.loads(held.manifest) | {"pages": list(held.prints)}
    if forge:
        forge(told)
    manifest = json.dumps(told).encode()
    _attach(dossier, manifest)
    with pikepdf.open(dossier, allow_overwriting_input=True) as pdf:
        xmp = pdf.Root.Metadata.read_bytes()
        xmp = re.sub(rb"(?<=manifest>)[0-9a-f]{64}", hashlib.sha256(manifest).hexdigest().encode(), xmp)
        pdf.Root.Metadata.write(re.sub(rb"(?<=seal>)[0-9a-f]{64}", EMPTY.encode(), xmp))
        pdf.save(dossier, fix_metadata_version=False)
    dossier.write_bytes(sealed(dossier.read_bytes()))
