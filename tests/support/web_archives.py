"""Web archives for tests, written record by record."""

import base64
import gzip
import hashlib
from collections.abc import Iterable

PAGE = (
    "<!doctype html><html lang=en><head><title>{title}</title></head><body><article><h1>{title}</h1>"
    "<p>The ferry to Orvel stays in harbour until the wind turns, its captain told the people on the quay.</p>"
    "<p>Forty letters wait in the post office; the baker has flour for a week, and nobody is worried yet.</p>"
    "</article></body></html>"
)


def page(title: str) -> bytes:
    """Return a page about a ferry."""
    return PAGE.format(title=title).encode()


def digest(payload: bytes) -> str:
    """Return a digest as most writers write it."""
    return "sha1:" + base64.b32encode(hashlib.sha1(payload, usedforsecurity=False).digest()).decode()


def answer(body: bytes, status: str = "200 OK", *, length: int | None = -1, **fields: str) -> bytes:
    """Return a server's answer; `length` None: it states none. Field names are written with `_` for `-`."""
    named = {"Content_Type": "text/html; charset=utf-8", **fields}
    lines = [f"HTTP/1.1 {status}", *(f"{name.replace('_', '-')}: {value}" for name, value in named.items())]
    if length is not None:
        lines.append(f"Content-Length: {len(body) if length < 0 else length}")
    return "\r\n".join(lines).encode("latin-1") + b"\r\n\r\n" + body


def record(  # noqa: PLR0913  a test names only what it is about
    block: bytes,
    *,
    kind: str = "response",
    uri: str | None = "https://orvel.example/a",
    number: int = 1,
    date: str = "2022-11-25T10:00:00Z",
    block_type: str = "application/http; msgtype=response",
    length: str | None = None,
    version: str = "1.0",
    with_digest: bool = True,
    **fields: str,
) -> bytes:
    """Return one WARC record; field names are written with `_` for `-`."""
    lines = [f"WARC/{version}", f"WARC-Type: {kind}", f"WARC-Record-ID: <urn:uuid:{number:032x}>", f"WARC-Date: {date}"]
    lines += [f"WARC-Target-URI: {uri}"] if uri is not None else []
    lines += [f"Content-Type: {block_type}"] if block_type else []
    lines += [f"WARC-Block-Digest: {digest(block)}"] if with_digest else []
    lines += [f"{name.replace('_', '-')}: {value}" for name, value in fields.items()]
    lines.append(f"Content-Length: {len(block) if length is None else length}")
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + block + b"\r\n\r\n"


def pages(count: int, name: str = "Ferry") -> list[bytes]:
    """Return that many records of pages, each with its own address and id."""
    return [
        record(answer(page(f"{name} {number}")), uri=f"https://orvel.example/{name.lower()}/{number}", number=number)
        for number in range(1, count + 1)
    ]


def warcinfo() -> bytes:
    """Return the record with which most files begin."""
    fields = b"software: a crawler\r\nhostname: desk-of-somebody\r\n"
    return record(fields, kind="warcinfo", uri=None, number=9999, block_type="application/warc-fields")


def packed(records: Iterable[bytes]) -> bytes:
    """Return records as a .warc.gz, each in a member of its own."""
    return b"".join(gzip.compress(each, mtime=0) for each in records)


def arc_record(
    body: bytes, uri: str = "http://orvel.example/a", *, date: str = "20141125100000", length: str = ""
) -> bytes:
    """Return one record of an ARC file (version 1), with the line before it."""
    return f"{uri} 192.0.2.7 {date} text/html {length or len(body)}\n".encode() + body + b"\n"


def arc(records: Iterable[bytes]) -> list[bytes]:
    """Return records as an ARC file, with the one that begins it."""
    block = b"1 0 A Crawler\nURL IP-address Archive-date Content-type Archive-length\n\n"
    opening = f"filedesc://old.arc 192.0.2.7 20141125100000 text/plain {len(block)}\n".encode() + block
    return [opening + b"\n", *records]
