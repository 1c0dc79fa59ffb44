import hashlib
import io
import json
import zipfile

import web_archives
from containers import check_marks, met_in, pages, reasons

from ingest.readers.packed.zip import split_zip
from ingest.readers.reading import Order
from schemas.page import Source
from schemas.report import Rejection

ARCHIVE = web_archives.packed([web_archives.warcinfo(), *web_archives.pages(4)])
OTHER = web_archives.packed([web_archives.warcinfo(), *web_archives.pages(2, "Barge")])
PAGES = b'{"format": "json-pages-1.0"}\n{"url": "https://orvel.example/a", "title": "Ferry", "text": "Not this"}\n'


def sha256(payload: bytes) -> str:
    """Return a hash as WACZ files state it."""
    return f"sha256:{hashlib.sha256(payload).hexdigest()}"


def wacz(**changes: bytes | None) -> bytes:
    """Return a WACZ file whose list states the hashes of what should be in it; `changes`: what is in it instead."""
    members = {
        "archive/a.warc.gz": ARCHIVE, "archive/b.warc.gz": OTHER, "indexes/index.cdx": b"orvel 2022 {}",
        "pages/pages.jsonl": PAGES,
    }  # fmt: skip
    resources = [
        {"name": name.rpartition("/")[2], "path": name, "hash": sha256(held), "bytes": len(held)}
        for name, held in members.items()
    ]
    listed = json.dumps({"profile": "data-package", "wacz_version": "1.1.1", "resources": resources}).encode()
    members["datapackage.json"] = listed
    members["datapackage-digest.json"] = json.dumps({"path": "datapackage.json", "hash": sha256(listed)}).encode()
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as made:
        for name, content in members.items():
            new = changes.get(name.rpartition("/")[2].partition(".")[0].replace("-", "_"), content)
            if new is not None:
                made.writestr(zipfile.ZipInfo(name), new)
    return held.getvalue()


def test_web_archives_are_read_and_nothing_else() -> None:
    """The records of all archives are pages; indexes and lists of pages are no inputs."""
    found = met_in(wacz(), "crawl.wacz")
    assert reasons(found) == []
    assert len(pages(found)) == 6
    members = {page.source.member for page in pages(found)}
    assert members == {"archive/a.warc.gz", "archive/b.warc.gz"}
    assert all(page.url and page.captured for page in pages(found))


def test_a_member_that_is_not_what_is_stated_is_said() -> None:
    """Each member whose hash is another one is a rejection of that member; what is whole in an archive is read."""
    found = met_in(wacz(a=OTHER, pages=PAGES + b"\n"), "crawl.wacz")
    assert (reasons(found), len(pages(found))) == (["bad_digest"] * 2, 4)
    rejections = [met.item for met in found if isinstance(met.item, Rejection)]
    assert [each.source.member for each in rejections] == ["archive/a.warc.gz", "pages/pages.jsonl"]
    assert "datapackage.json" in rejections[0].detail


def test_the_list_itself_is_checked() -> None:
    """A list that is not the one whose hash is stated, is no JSON, or names what is not there, is said."""
    assert reasons(met_in(wacz(datapackage=b'{"resources": []}'), "a.wacz")) == ["bad_digest"]
    broken = met_in(wacz(datapackage=b"{"), "a.wacz")
    assert (reasons(broken), len(pages(broken))) == (["bad_record"], 6)
    missing = met_in(wacz(b=None), "a.wacz")
    assert (reasons(missing), len(pages(missing))) == (["truncated"], 4)
    assert missing[-1].item.source.member == "archive/b.warc.gz"


def test_hashes_of_older_files_are_checked() -> None:
    """Before version 1.1 the hash of a member stood under `stats`."""
    resources = [{"path": "archive/a.warc.gz", "stats": {"hash": sha256(OTHER), "bytes": 1}, "hashing": "sha256"}]
    listed = json.dumps({"resources": resources}).encode()
    assert reasons(met_in(wacz(datapackage=listed, datapackage_digest=None), "a.wacz")) == ["bad_digest"]


def test_reading_goes_on_anywhere() -> None:
    """From behind each record, a fresh reader gives exactly the rest, and no damage is said twice."""
    check_marks(wacz(), "crawl.wacz")
    check_marks(wacz(a=OTHER, b=None, pages=b"x"), "crawl.wacz")


def test_its_archives_are_shared_out() -> None:
    """Each archive can be a piece of its own."""
    order = Order(source=Source(path="crawl.wacz"))
    parts = list(split_zip(io.BytesIO(wacz(b=None)), order, 100))
    assert len(parts) > 1
    apart = [met.item for part in parts for met in met_in(wacz(b=None), "crawl.wacz", start=part.start, end=part.end)]
    assert apart == [met.item for met in met_in(wacz(b=None), "crawl.wacz")]
