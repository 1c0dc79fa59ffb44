"""What HTTrack fetched, and where it laid it: its list (`hts-cache/new.txt`), else its cache (`hts-cache/new.zip`).

In the cache each member is called by the address, and the header before its bytes has the answer's header as an extra
field, with `X-StatusCode` and `X-Save`, the path of the file. Nothing is unpacked.

Rule: pure; bytes in, paths and addresses out.
"""

import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from ingest.normalise.urls import safe_url

_FIELDS = 9
"""Of a line of the list: time, size, flags, status, message, type, tag or date, address, file, (from where)."""
_LOCAL = b"PK\x03\x04"
_LOCAL_BYTES = 30
"""Of a member's header before its name (APPNOTE 4.3.7)."""
_SAVED = re.compile(rb"^X-Save:[ \t]*([^\r\n]+)", re.IGNORECASE | re.MULTILINE)
_STATUS = re.compile(rb"^X-StatusCode:[ \t]*200\b", re.IGNORECASE | re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Fetched:
    """One file that was fetched."""

    url: str
    time: str | None
    """`HH:MM:SS`, by the clock of the machine that HTTrack ran on; None where it is not known."""


def listed(listing: bytes, name: str) -> Iterator[tuple[str, Fetched]]:
    """Yield path and address of the files that the list says were fetched whole; `name` is that of the folder."""
    for line in listing.split(b"\n")[1:]:
        fields = line.decode("utf-8", "replace").rstrip("\r").split("\t")
        if len(fields) < _FIELDS or fields[3] != "200":
            continue
        yield from _placed(fields[8], fields[7], fields[0], name)


def cached(cache: bytes, name: str) -> Iterator[tuple[str, Fetched]]:
    """Yield path and address of the files in the cache that were fetched whole; none where it cannot be read."""
    try:
        members = zipfile.ZipFile(io.BytesIO(cache)).infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OverflowError, EOFError):
        return
    for member in members:
        header = _header(cache, member.header_offset)
        saved = _SAVED.search(header)
        if saved and _STATUS.search(header):
            yield from _placed(saved[1].decode("utf-8", "replace"), member.filename, None, name)


def _header(cache: bytes, offset: int) -> bytes:
    """Return the extra field before a member's bytes."""
    if not 0 <= offset < len(cache) or not cache.startswith(_LOCAL, offset):
        return b""
    lengths = cache[offset + 26 : offset + _LOCAL_BYTES]
    begin = offset + _LOCAL_BYTES + int.from_bytes(lengths[:2], "little")
    return cache[begin : begin + int.from_bytes(lengths[2:], "little")]


def _placed(written: str, address: str, time: str | None, name: str) -> Iterator[tuple[str, Fetched]]:
    """Yield the path in the mirror of a file whose path was written on another machine, or from another folder."""
    url = safe_url(address)
    if url is None:
        return
    parts = [part for part in written.strip().replace("\\", "/").split("/") if part]
    host = urlsplit(url).netloc
    start = next((start for start in (host.replace(":", "_"), host) if start in parts), None)
    if start is None and name not in parts[:-1]:
        return
    path = "/".join(parts[parts.index(start) :] if start else parts[parts.index(name) + 1 :])
    yield path, Fetched(url, time)
    yield unquote(path, errors="surrogateescape"), Fetched(url, time)  # the list escapes what the name does not
