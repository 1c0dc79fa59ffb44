"""How fast web archives are read, digests checked and nothing extracted, against FastWARC in the same run.

    python benchmarks/warc_reading.py [--megabytes 200] [--rounds 3] [--floor 0.7]

A made-up .warc.gz (one gzip member a record, as crawlers write it; pages of about 60 kB; block and payload digests) is
read by both. FastWARC checks both digests of every record, parses the answer's header and hands over the body. Times
are processor time of this process; the best round counts. Ends with 1 where we are slower than the floor.
"""

import argparse
import base64
import gzip
import hashlib
import io
import random
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from fastwarc.warc import ArchiveIterator, WarcRecordType

from ingest.readers import read
from ingest.readers.reading import Order
from schemas.page import RawPage, Source

PAGE_BYTES = 60_000
_SYLLABLES = "ka re mo ti lun dar ves ori bel nam sut per jo ald win cra fer gos hal ume".split()  # noqa: SIM905  shorter


def made_page(chance: random.Random) -> bytes:
    """Return a made-up page of about `PAGE_BYTES`, as well packed as pages are."""
    words = ["".join(chance.choices(_SYLLABLES, k=chance.randint(1, 4))) for _ in range(2000)]
    parts, size = ["<!doctype html><html><head><title>Made up</title></head><body>"], 0
    while size < PAGE_BYTES:
        link = f'<li class="menu-item menu-item-type-{chance.randint(1, 9)}"><a href="/{chance.choice(words)}">'
        part = f"{link}{chance.choice(words)}</a></li>\n<p>{' '.join(chance.choices(words, k=40))}.</p>\n"
        parts.append(part)
        size += len(part)
    return ("".join(parts) + "</body></html>").encode()


def made_record(body: bytes, number: int) -> bytes:
    """Return a record of an answer, with both digests."""
    block = (
        f"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: {len(body)}\r\n\r\n".encode()
        + body
    )
    lines = [
        "WARC/1.0", "WARC-Type: response", f"WARC-Record-ID: <urn:uuid:{number:032x}>",
        "WARC-Date: 2022-11-25T10:00:00Z", f"WARC-Target-URI: https://orvel.example/{number}",
        "Content-Type: application/http; msgtype=response", f"WARC-Payload-Digest: {_digest(body)}",
        f"WARC-Block-Digest: {_digest(block)}", f"Content-Length: {len(block)}",
    ]  # fmt: skip
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + block + b"\r\n\r\n"


def write_archive(path: Path, megabytes: int) -> int:
    """Write records until they are so many megabytes, unpacked; return how many there are."""
    chance, count, size = random.Random(1), 0, 0  # noqa: S311  made-up pages, the same ones each time
    with path.open("wb") as file:
        while size < megabytes * 1_000_000:
            made = made_record(made_page(chance), count)
            file.write(gzip.compress(made, 6, mtime=0))
            count, size = count + 1, size + len(made)
    return count


def ours(path: Path) -> int:
    """Read all pages of a file by our reader; return how many there were."""
    with path.open("rb") as stream:
        found = read(stream, Order(source=Source(path=path.name)))
        return sum(isinstance(each.item, RawPage) and len(each.item.payload) > 0 for each in found)


def theirs(path: Path) -> int:
    """Read all answers of a file by FastWARC with both digests checked; return how many were in order."""
    count = 0
    with path.open("rb") as stream:
        for record in ArchiveIterator(stream, record_types=WarcRecordType.response, parse_http=False):
            is_whole = record.verify_block_digest()
            record.parse_http()
            is_whole = record.verify_payload_digest() and is_whole
            count += is_whole and len(record.reader.read()) > 0
    return count


def cpu_seconds(job: Callable[[Path], int], path: Path, rounds: int, expect: int) -> float:
    """Return the processor time of the best round, in seconds."""
    best = float("inf")
    for _ in range(rounds):
        start = time.process_time()
        found = job(path)
        best = min(best, time.process_time() - start)
        if found != expect:
            sys.exit(f"{job.__name__} read {found} of {expect} records.")
    return best


def main() -> int:
    """Print both times and their ratio; return 1 where it is below the floor."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--megabytes", type=int, default=200)
    options.add_argument("--rounds", type=int, default=3)
    options.add_argument("--floor", type=float, default=0.7)
    given = options.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "made.warc.gz"
        count = write_archive(path, given.megabytes)
        list(read(io.BytesIO(b"<html><body>x"), Order(source=Source(path="warm"))))
        own, peer = cpu_seconds(ours, path, given.rounds, count), cpu_seconds(theirs, path, given.rounds, count)
        print(f"{count} records, {path.stat().st_size / 1e6:.0f} MB packed, {given.megabytes} MB unpacked")
    print(f"ours     {own:6.2f} s   {given.megabytes / own:6.0f} MB/s")
    print(f"FastWARC {peer:6.2f} s   {given.megabytes / peer:6.0f} MB/s")
    print(f"ratio {peer / own:.2f} (floor {given.floor})")
    return int(peer / own < given.floor)


def _digest(payload: bytes) -> str:
    return "sha1:" + base64.b32encode(hashlib.sha1(payload, usedforsecurity=False).digest()).decode()


if __name__ == "__main__":
    sys.exit(main())
