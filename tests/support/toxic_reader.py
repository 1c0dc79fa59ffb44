"""A reader, as a plug-in would bring it, that ends its process in the ways in which parsers written in C do.

A file that begins with `TOXIC` holds one page: the rest of the first line says what happens when it is read. A file
that begins with `CRATE` holds such a page a line. What is not toxic is a page of plain text.
"""

import os
import signal
import time
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from ingest.readers.reading import Form, Mark, Met, Order
from schemas.page import RawPage, Source

FATES = ("segfault", "kill", "memory", "hang")
TOXIC, CRATE = b"TOXIC ", b"CRATE\n"


def suffer(fate: str) -> None:
    """End this process, or its patience."""
    if fate == "segfault":
        os.kill(os.getpid(), signal.SIGSEGV)
    elif fate == "kill":
        os.kill(os.getpid(), signal.SIGKILL)
    elif fate == "memory":
        held = []
        while True:
            held.append(bytearray(64 << 20))
    elif fate == "hang":
        time.sleep(1000)


def read_toxic(stream: BinaryIO, order: Order) -> Iterator[Met]:
    """Yield the page of a file, if reading it ends well."""
    first, _, words = stream.read(order.max_bytes).partition(b"\n")
    suffer(first.removeprefix(TOXIC).decode())
    yield Met(item=RawPage(source=order.source, payload=words, format="text"))


def read_crate(stream: BinaryIO, order: Order) -> Iterator[Met]:
    """Yield the pages of a crate, a line each: `fate|words`."""
    lines = stream.read(order.max_bytes).splitlines()[1:]
    for number, line in enumerate(lines):
        if number < order.start.count + order.start.skip:
            continue
        fate, _, words = line.decode().partition("|")
        suffer(fate)
        source = Source(path=order.source.path, offset=number + 1)
        yield Met(item=RawPage(source=source, payload=words.encode(), format="text"), after=Mark(count=number + 1))


FORMS = (
    Form(kind="toxic", title="Toxic pages", recognise=lambda head: head.payload.startswith(TOXIC), read=read_toxic),
    Form(
        kind="crate",
        title="Crates",
        recognise=lambda head: head.payload.startswith(CRATE),
        read=read_crate,
        counts="lines",
    ),
)


def install(site: Path) -> None:
    """Make `site` a folder that Python finds this reader in as an installed plug-in, once it is on its path."""
    told = site / "toxic_reader-1.dist-info"
    told.mkdir(parents=True)
    (told / "METADATA").write_text("Metadata-Version: 2.1\nName: toxic-reader\nVersion: 1\n")
    (told / "entry_points.txt").write_text("[cuttings.readers]\ntoxic = toxic_reader:FORMS\n")
    (site / "toxic_reader.py").write_bytes(Path(__file__).read_bytes())
