"""Folders as people have them, taken in whole: addresses, times and facts in the archive."""

import contextlib
import json
import zipfile
from pathlib import Path

from made_up_trees import laid

from archive.intake import ingest
from archive.reader import captures_of, iter_articles, open_reader
from archive.verify import digest
from schemas.report import Reason

TOWNS = ("Velmark", "Orbek", "Sarnel", "Mirtal", "Deskin", "Halvar", "Ostrel")


def page(town: str, *, top: str = "", head: str = "") -> str:
    """Return a made-up page about a town."""
    text = "".join(
        f"<p>The council of {town} said on {day} that repairs to the bridge would begin after the flood of {day}.</p>"
        for day in ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday")
    )
    title = f"{town} mends its bridge"
    return (
        f"<!DOCTYPE html>{top}<html><head><title>{title}</title>{head}</head><body><h1>{title}</h1>{text}</body></html>"
    )


URL = "https://posten.example/2022/bridge"
SINGLEFILE = f"<!--\n Page saved with SingleFile\n url: {URL}\n saved date: Mon Nov 28 2022 10:00:05 GMT+0100\n-->"
RECORD = {"url": "https://avisen.example/s/1", "title": "Sarnel by its record", "date_download": "2022-11-26 09:30:00"}
TREE = {
    "saved/Orbek.html": page("Orbek", top="<!-- saved from url=(0027)https://avisen.example/o/1 -->"),
    "saved/Orbek_files/frame.html": page("Halvar"),
    "saved/Orbek_files/posten.example/index.html": page("Halvar"),
    "single.html": page("Velmark", top=SINGLEFILE),
    "wget/posten.example/robots.txt": "User-agent: *",
    "wget/posten.example/2022/bridge.html": page("Velmark", head=f'<link rel=canonical href="{URL}">'),
    "wget/posten.example/news.php?id=3": page("Mirtal"),
    "news/sarnel.html": page("Sarnel"),
    "news/sarnel.html.json": json.dumps(RECORD),
    "web.archive.org/web/20221125093000/https:/kuriren.example/d/index.html": page("Deskin"),
    "mirror/hts-cache/new.txt": (
        "date\tsize\tflags\tstatuscode\tstatus\tMIME\tEtag\tURL\tlocalfile\t(from URL)\n"
        "18:42:10\t9/9\t---M--\t200\tadded ('OK')\ttext/html\t\thttps://bladet.example/?p=7\tbladet.example/index3f.html\t\n"
    ),
    "mirror/hts-log.txt": "HTTrack3.49-2 launched on Fri, 25 Nov 2022 18:41:47 at https://bladet.example/\n",
    "mirror/bladet.example/index3f.html": page("Ostrel"),
}
EXPECTED = {
    "https://avisen.example/o/1": (None, "saver:browser"),
    "https://avisen.example/s/1": ("2022-11-26T09:30:00", "record"),
    "https://bladet.example/?p=7": ("2022-11-25", "tree:httrack"),
    "https://kuriren.example/d/": ("2022-11-25T09:30:00+00:00", "tree:wayback"),
    "https://posten.example/2022/bridge": ("2022-11-28T10:00:05+01:00", "saver:singlefile"),
    "https://posten.example/news.php?id=3": (None, "tree:wget"),
}


def addresses(archive: Path) -> dict[str, tuple[str | None, str | None]]:
    """Return the addresses in an archive, each with its first capture's time and who states the address."""
    with contextlib.closing(open_reader(archive)) as conn:
        found = {}
        for record in iter_articles(conn):
            captures = captures_of(conn, record.id)
            stated = sorted(each.url_basis or "" for each in captures)
            found[record.address] = (record.captured, stated[0])
        return found


def digest_of(archive: Path) -> str:
    """Return the digest of an archive."""
    with contextlib.closing(open_reader(archive)) as conn:
        return digest(conn)


def test_folders_say_where_and_when_pages_were_fetched(tmp_path: Path) -> None:
    """Every kind of folder gives its pages their addresses; companions are no articles, two copies are one."""
    report = ingest(tmp_path / "a.db", [laid(tmp_path / "given", TREE)])
    assert report.rejected == ()
    assert (report.new, report.articles_new) == (7, 6)
    assert addresses(tmp_path / "a.db") == EXPECTED
    reasons = {each.source: each.reason for each in report.skipped}
    assert reasons["saved/Orbek_files/frame.html"] == Reason.PART_OF_PAGE
    assert reasons["news/sarnel.html.json"] == Reason.PART_OF_PAGE
    assert len(reasons) == 6
    with contextlib.closing(open_reader(tmp_path / "a.db")) as conn:
        (article,) = [record for record in iter_articles(conn) if record.address == URL]
        assert sorted(each.url_basis or "" for each in captures_of(conn, article.id)) == [
            "saver:singlefile",
            "tree:wget",
        ]
    again = ingest(tmp_path / "a.db", [tmp_path / "given"])
    assert (again.new, again.known) == (0, 7)


def test_the_number_of_workers_and_a_zip_file_change_nothing(tmp_path: Path) -> None:
    """Two workers, or the same folder in a ZIP file, end in the same articles at the same addresses."""
    given = laid(tmp_path / "given", TREE)
    ingest(tmp_path / "one.db", [given], jobs=1)
    ingest(tmp_path / "two.db", [given], jobs=2)
    assert digest_of(tmp_path / "one.db") == digest_of(tmp_path / "two.db")
    with zipfile.ZipFile(tmp_path / "given.zip", "w") as packed:
        for path, held in TREE.items():
            packed.writestr(path, held)
    ingest(tmp_path / "zip.db", [tmp_path / "given.zip"])
    assert addresses(tmp_path / "zip.db") == EXPECTED
