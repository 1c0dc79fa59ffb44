import contextlib
import io
import json
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from archive.curation import Curator
from archive.intake import ingest
from archive.reader import captures_of, find_article, iter_articles, iter_rejections, open_reader
from archive.store import open_store
from archive.verify import digest
from schemas.article import ArticleRecord
from schemas.errors import IngestStopped, SidecarError, UsageError
from schemas.report import IngestReport

TOWNS = ("Talvin", "Orbek", "Sarnel", "Mirtal", "Deskin", "Halvar", "Ostrel", "Pinmar")


def words(town: str) -> str:
    """Return the made-up text of a page about a town."""
    return (
        f"The council of {town} said on Monday that repairs to the northern bridge would begin after the floods.\n\n"
        f"Residents of {town} asked for a clear timetable and for a public account of the cost, which the mayor had "
        "promised in May. Drivers are asked to take the road along the river until the autumn.\n"
    )


def html(town: str) -> str:
    """Return a made-up page about a town."""
    paragraphs = "".join(f"<p>{line}</p>" for line in words(town).split("\n\n"))
    return (
        f"<!DOCTYPE html><html lang=en><head><meta charset=utf-8><title>{town} mends its bridge</title></head>"
        f"<body><article><h1>{town} mends its bridge</h1>{paragraphs}</article></body></html>"
    )


@pytest.fixture
def pages(tmp_path: Path) -> Path:
    """Give a folder with pages, dumps, records, and things that are none."""
    folder = tmp_path / "pages"
    (folder / "dumps").mkdir(parents=True)
    for town in TOWNS[:3]:
        (folder / f"{town}.html").write_text(html(town))
    for town in TOWNS[3:6]:
        (folder / "dumps" / f"{town}.txt").write_text(words(town))
    records = [
        {"id": town, "url": f"https://post.example/{town}", "text": words(town), "title": town} for town in TOWNS[6:]
    ]
    lines = [json.dumps(record) for record in records]
    (folder / "records.jsonl").write_text("\n".join([lines[0], "{broken", lines[1]]) + "\n")
    (folder / "empty.html").write_text("")
    (folder / "photo.jpg").write_bytes(b"\xff\xd8\xff\xe0 picture")
    (folder / "report.pdf").write_bytes(b"%PDF-1.7 report")
    return folder


def accounted(report: IngestReport) -> bool:
    """Say whether the outcomes add up to the inputs."""
    return report.inputs == report.new + report.known + len(report.rejected) + len(report.skipped)


def records_of(archive: Path) -> list[ArticleRecord]:
    """Return the articles of an archive in the order of arrival."""
    with contextlib.closing(open_reader(str(archive))) as conn:
        return list(iter_articles(conn, order="arrival"))


def digest_of(archive: Path) -> str:
    """Return the digest of an archive."""
    with contextlib.closing(open_reader(str(archive))) as conn:
        return digest(conn)


def test_every_input_is_accounted_for(pages: Path, tmp_path: Path) -> None:
    """Pages, dumps and records become articles; what is none is listed, in the report, the log and the archive."""
    log = tmp_path / "log.jsonl"
    report = ingest(tmp_path / "a.db", [pages], log=log)
    assert accounted(report)
    assert (report.inputs, report.new, report.articles_new, report.captures_new) == (12, 8, 8, 8)
    assert {(each.source, each.offset, each.reason.value) for each in report.rejected} == {
        ("empty.html", None, "empty"),
        ("records.jsonl", 2, "bad_record"),
        ("report.pdf", None, "truncated"),
    }
    assert [(each.source, each.reason.value) for each in report.skipped] == [("photo.jpg", "unsupported_type")]
    lines = [json.loads(line) for line in log.read_text().splitlines()]
    assert len(lines) == 12
    assert set(lines[0]) == {"source", "member", "offset", "outcome", "reason", "warnings", "articles"}
    articles = records_of(tmp_path / "a.db")
    assert {name for line in lines for name in line["articles"]} == {each.id for each in articles}
    with contextlib.closing(open_reader(str(tmp_path / "a.db"))) as conn:
        assert {each.source for each in iter_rejections(conn)} == {
            "empty.html",
            "records.jsonl#2",
            "report.pdf",
            "photo.jpg",
        }


def test_ingesting_twice_and_from_a_moved_folder_changes_nothing(pages: Path, tmp_path: Path) -> None:
    """The same pages again, or after the folder was renamed: all known, no article and no capture more."""
    archive = tmp_path / "a.db"
    ingest(archive, [pages])
    before = [(each.id, each.accession, each.text_sha256) for each in records_of(archive)]
    again = ingest(archive, [pages])
    assert (again.new, again.known, again.articles_new, again.captures_new) == (0, 8, 0, 0)
    moved = pages.rename(tmp_path / "moved")
    later = ingest(archive, [moved])
    assert (later.new, later.known, later.articles_new) == (0, 8, 0)
    assert [(each.id, each.accession, each.text_sha256) for each in records_of(archive)] == before


def test_order_and_jobs_do_not_change_the_archive(pages: Path, tmp_path: Path) -> None:
    """One worker or three: the same accession numbers. Files in any order: the same digest."""
    ingest(tmp_path / "one.db", [pages], jobs=1)
    ingest(tmp_path / "three.db", [pages], jobs=3)
    assert [each.id for each in records_of(tmp_path / "one.db")] == [
        each.id for each in records_of(tmp_path / "three.db")
    ]
    files = sorted(path for path in pages.rglob("*") if path.is_file())
    ingest(tmp_path / "sorted.db", files, jobs=2)
    random.Random(4).shuffle(files)  # noqa: S311  any order will do
    ingest(tmp_path / "shuffled.db", files, jobs=2)
    assert digest_of(tmp_path / "one.db") == digest_of(tmp_path / "three.db")
    assert digest_of(tmp_path / "sorted.db") == digest_of(tmp_path / "shuffled.db")


def test_standard_input_is_a_source(pages: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """`-` reads a page or records from standard input; its locator is `-`."""
    payload = (pages / "records.jsonl").read_bytes()
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(payload)))
    report = ingest(tmp_path / "a.db", ["-"])
    assert (report.inputs, report.new) == (3, 2)
    assert [(each.source, each.offset) for each in report.rejected] == [("-", 2)]
    assert [each.source for each in records_of(tmp_path / "a.db")] == ["-#1", "-#3"]


def test_a_sidecar_inside_the_folder_describes_its_pages(pages: Path, tmp_path: Path) -> None:
    """Rows by file and by URL assert facts; the sidecar is no page; rows and columns that say nothing are told."""
    sidecar = pages / "facts.csv"
    sidecar.write_text(
        "file;url;published;outlet;captured;mood\n"
        "Mirtal.txt;https://gazette.example/bridge;2022-11;Mirtal Gazette;2023-01-05;good\n"
        ";https://post.example/Ostrel?utm_source=feed;;Ostrel Post;;\n"
        "missing.txt;;2022;;;\n"
    )
    report = ingest(tmp_path / "a.db", [pages], sidecar=sidecar)
    assert accounted(report)
    told = [(each.source, each.offset) for each in report.skipped if each.reason.value == "sidecar"]
    assert told == [("facts.csv", 4)]
    assert "mood" in report.warnings[0]
    by_url = {each.url: each for each in records_of(tmp_path / "a.db")}
    dump = by_url["https://gazette.example/bridge"]
    assert (dump.outlet, dump.published, dump.published_basis) == ("Mirtal Gazette", "2022-11", "asserted")
    assert (dump.captured, dump.captured_basis) == ("2023-01-05", "sidecar")
    assert by_url["https://post.example/Ostrel"].outlet == "Ostrel Post"


def test_a_row_that_could_mean_two_files_means_none(pages: Path, tmp_path: Path) -> None:
    """A bare file name that two folders have is matched to neither: a fact on the wrong page does harm."""
    (pages / "other").mkdir()
    (pages / "other" / "Mirtal.txt").write_text(words("Deskin") + "More on Tuesday.")
    sidecar = tmp_path / "facts.csv"
    sidecar.write_text("file,outlet\nMirtal.txt,Gazette\nother/Mirtal.txt,Herald\n")
    report = ingest(tmp_path / "a.db", [pages], sidecar=sidecar)
    outlets = {each.source: each.outlet for each in records_of(tmp_path / "a.db")}
    assert (outlets["dumps/Mirtal.txt"], outlets["other/Mirtal.txt"]) == (None, "Herald")
    assert [each.detail for each in report.skipped if each.reason.value == "sidecar"] == [
        "The row names `Mirtal.txt`, which was not met."
    ]


def test_an_unusable_sidecar_stops_before_anything_is_stored(pages: Path, tmp_path: Path) -> None:
    """A sidecar that names no pages is an error, and no archive is made."""
    sidecar = tmp_path / "facts.csv"
    sidecar.write_text("name,date\nx,2022\n")
    with pytest.raises(SidecarError, match="neither"):
        ingest(tmp_path / "a.db", [pages], sidecar=sidecar)
    assert not (tmp_path / "a.db").exists()


def test_a_dry_run_stores_nothing(pages: Path, tmp_path: Path) -> None:
    """What would be new and known is told; neither an archive nor a row is made."""
    archive = tmp_path / "a.db"
    report = ingest(archive, [pages], dry_run=True)
    assert (report.new, report.articles_new, len(report.rejected)) == (8, 8, 3)
    assert not archive.exists()
    ingest(archive, [pages / "dumps"])
    before = digest_of(archive)
    again = ingest(archive, [pages], dry_run=True)
    assert (again.new, again.known) == (5, 3)
    assert digest_of(archive) == before


def test_the_archive_and_the_log_in_the_folder_are_no_inputs(pages: Path) -> None:
    """An archive that lies among its own pages is not read, and neither is its log."""
    for _ in range(2):
        report = ingest(pages / "a.db", [pages], log=pages / "log.jsonl")
        assert report.inputs == 12


def test_a_source_that_is_not_there_stops_before_anything_is_stored(pages: Path, tmp_path: Path) -> None:
    """Of two sources one is missing: an error that names it, and nothing is taken in."""
    with pytest.raises(UsageError, match="missing"):
        ingest(tmp_path / "a.db", [pages, tmp_path / "missing"])
    assert not (tmp_path / "a.db").exists()


def test_progress_counts_up_to_the_bytes_of_all_files(pages: Path, tmp_path: Path) -> None:
    """The progress bar hears of every input, and moves by bytes: a file may hold one page or a million."""
    heard: list[tuple[str, int, int | None]] = []
    ingest(tmp_path / "a.db", [pages], progress=lambda stage, done, total=None: heard.append((stage, done, total)))
    assert heard[0][0].startswith("1 read")
    ingested = [each for each in heard if each[0].startswith("1-7")]
    size = sum(each.stat().st_size for each in pages.rglob("*") if each.is_file())
    assert ingested[-1][1:] == (size, size)
    assert "12 inputs" in ingested[-1][0]
    assert [done for _, done, _ in ingested] == sorted(done for _, done, _ in ingested)
    assert heard[-1][0] == "7 relate: stories"
    assert heard[-1][1] == heard[-1][2]


def test_captures_keep_where_a_page_was_met(pages: Path, tmp_path: Path) -> None:
    """The same page under two names is one article with both locators, none of them an absolute path."""
    (pages / "again.html").write_bytes((pages / "Talvin.html").read_bytes())
    ingest(tmp_path / "a.db", [pages])
    with contextlib.closing(open_reader(str(tmp_path / "a.db"))) as conn:
        article = next(each for each in iter_articles(conn) if each.source.endswith(("Talvin.html", "again.html")))
        (capture,) = captures_of(conn, article.id)
        assert set(capture.sources) == {"Talvin.html", "again.html"}
        assert find_article(conn, article.id[:6]) is not None
    assert str(tmp_path).encode() not in (tmp_path / "a.db").read_bytes()


def many(folder: Path, count: int) -> Path:
    """Write many pages."""
    folder.mkdir()
    for number in range(count):
        (folder / f"{number:03}.html").write_text(html(f"{TOWNS[number % 8]} {number}"))
    return folder


def test_a_request_to_stop_keeps_what_is_stored(tmp_path: Path) -> None:
    """SIGINT in the middle: what came so far is in, the error says so, and a second run brings the rest."""
    folder = many(tmp_path / "pages", 60)

    def interrupt(stage: str, done: int, total: int | None = None) -> None:
        if stage.startswith("1 read") and not done and total:
            os.kill(os.getpid(), signal.SIGINT)

    with pytest.raises(IngestStopped, match="Run the same command again") as stopped:
        ingest(tmp_path / "a.db", [folder], progress=interrupt)
    assert stopped.value.report.inputs < 60
    report = ingest(tmp_path / "a.db", [folder])
    assert report.new + report.known == 60
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler
    ingest(tmp_path / "whole.db", [folder])
    assert digest_of(tmp_path / "a.db") == digest_of(tmp_path / "whole.db")


@pytest.mark.slow
def test_killed_at_any_moment_and_run_again_it_ends_in_the_same_archive(tmp_path: Path) -> None:
    """`kill -9` on the writer at several moments: the next run completes it to the digest of an uninterrupted one."""
    folder = many(tmp_path / "pages", 60)
    ingest(tmp_path / "whole.db", [folder])
    script = f"from archive.intake import ingest; ingest({str(tmp_path / 'a.db')!r}, [{str(folder)!r}], jobs=2)"
    for pause in (0.3, 1.0, 1.8, 2.2):
        with subprocess.Popen([sys.executable, "-c", script]) as writer:
            time.sleep(pause)
            writer.kill()
    report = ingest(tmp_path / "a.db", [folder])
    assert report.new + report.known == 60
    assert digest_of(tmp_path / "a.db") == digest_of(tmp_path / "whole.db")


def test_a_log_is_written_over_no_file_but_a_log(pages: Path, tmp_path: Path) -> None:
    """A page, an archive or a spreadsheet named as the log is refused and stays as it was; an earlier log may go."""
    archive, log = tmp_path / "a.db", tmp_path / "log.jsonl"
    ingest(archive, [pages], log=log)
    for target in (archive, next(path for path in sorted(pages.rglob("*")) if path.is_file())):
        before = target.read_bytes()
        with pytest.raises(UsageError, match="exists and is no log"):
            ingest(tmp_path / "b.db", [pages], log=target, dry_run=True)
        assert target.read_bytes() == before
    ingest(archive, [pages], log=log)
    assert len(log.read_text("utf-8").splitlines()) > 1


def test_a_correction_outlives_a_spreadsheet_and_a_spreadsheet_may_change_its_mind(tmp_path: Path) -> None:
    """Of several rows over time the latest holds, also one that returns to an earlier value; a person's `set` wins."""
    page, sheet, archive = tmp_path / "a.txt", tmp_path / "facts.csv", tmp_path / "a.db"
    page.write_text("The ferry of Osk was late again. " * 12, "utf-8")
    shown = []
    for outlet in ("Osk Post", "Osk Times", "Osk Post"):
        sheet.write_text(f"file,outlet\na.txt,{outlet}\n", "utf-8")
        ingest(archive, [page], sidecar=sheet)
        shown.append(record_in(archive).outlet)
    assert shown == ["Osk Post", "Osk Times", "Osk Post"]
    with open_store(archive) as store:
        Curator(store, by="M. Reader").set_fact("A-0001", "outlet", "The Osk Gazette", because="its masthead")
    sheet.write_text("file,outlet\na.txt,Osk Mail\n", "utf-8")
    ingest(archive, [page], sidecar=sheet)
    assert record_in(archive).outlet == "The Osk Gazette"
    with open_store(archive) as store:
        Curator(store, by="M. Reader").undo("A-0001", "outlet")
    assert record_in(archive).outlet == "Osk Mail"


def record_in(archive: Path) -> ArticleRecord:
    """Return the only article."""
    with contextlib.closing(open_reader(archive)) as conn:
        (record,) = iter_articles(conn)
    return record
