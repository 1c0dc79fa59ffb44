"""A small container of each form, with records that anybody would take for articles."""

import csv
import gzip
import io
import json
import tarfile
import zipfile
from collections.abc import Callable, Mapping

import web_archives

RECORDS = 5


def words(number: int) -> str:
    """Return a made-up report, another one for each number."""
    return (
        f"The ferry of line {number} was stopped at Kemmin on Tuesday, the harbour office in Brezna said. "
        f"Some {number * 17 + 30} passengers waited on the quay until a tug came from the yard at noon."
    )


def page(number: int) -> str:
    """Return such a report as a web page."""
    return f"<!doctype html><title>Line {number}</title><body><article><p>{words(number)}</p></article></body>"


def _jsonl() -> bytes:
    rows = [{"id": str(number), "text": words(number)} for number in range(RECORDS)]
    return b"".join(json.dumps(row).encode() + b"\n" for row in rows)


def _csv() -> bytes:
    written = io.StringIO()
    table = csv.writer(written)
    table.writerow(["id", "url", "title", "text"])
    for number in range(RECORDS):
        table.writerow([number, f"https://ferry.example/{number}", f"Line {number}", f"{words(number)}\n\n{words(9)}"])
    return written.getvalue().encode()


def _zip() -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as made:
        for number in range(RECORDS):
            made.writestr(zipfile.ZipInfo(f"pages/{number}.html"), page(number))
    return written.getvalue()


def _tar() -> bytes:
    written = io.BytesIO()
    with tarfile.open(fileobj=written, mode="w") as made:
        for number in range(RECORDS):
            member = tarfile.TarInfo(f"pages/{number}.html")
            member.size = len(page(number))
            made.addfile(member, io.BytesIO(page(number).encode()))
    return written.getvalue()


def _feed() -> bytes:
    items = "".join(
        f"<item><guid>{number}</guid><description><![CDATA[{words(number) * 9}]]></description></item>"
        for number in range(RECORDS)
    )
    return f"<rss version='2.0'><channel><title>Ferries</title>{items}</channel></rss>".encode()


def _mbox() -> bytes:
    mails = (
        f"From list@ferry.example Fri Nov 25 10:0{number}:00 2022\nFrom: Ferry <list@ferry.example>\n"
        f"Message-ID: <{number}@ferry.example>\nSubject: Line {number}\n\n{words(number)}\n\n"
        for number in range(RECORDS)
    )
    return "".join(mails).encode()


def _agency() -> bytes:
    items = "".join(
        f"<newsItem guid='urn:{number}'><contentSet><inlineData>{words(number)}</inlineData></contentSet></newsItem>"
        for number in range(RECORDS)
    )
    return f"<newsMessage xmlns='http://iptc.org/std/nar/2006-10-01/'>{items}</newsMessage>".encode()


CONTAINERS: Mapping[str, Callable[[], bytes]] = {
    "jsonl": _jsonl,
    "json": lambda: json.dumps({"articles": [json.loads(line) for line in _jsonl().splitlines()]}, indent=1).encode(),
    "feed": _feed,
    "agency": _agency,
    "csv": _csv,
    "zip": _zip,
    "tar": _tar,
    "mbox": _mbox,
    "warc": lambda: web_archives.packed([web_archives.warcinfo(), *web_archives.pages(RECORDS)]),
    "compressed": lambda: gzip.compress(_jsonl(), mtime=0),
}
"""Kind -> a container of `RECORDS` records."""
