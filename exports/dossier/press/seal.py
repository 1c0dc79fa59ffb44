"""The seal of a file: a hash of all its bytes, which stands in the file itself, and what it draws page by page.

The seal is the SHA-256 of the file with 64 zeros in its place. It shows that nothing was changed since by somebody who
did not mean to hide it: whoever can change the file can seal it anew. What was sealed is compared with the archive.

Rule: `sealed`, `is_whole` are pure; `read_sealed` knows pikepdf.
"""

import hashlib
import io
import re
from dataclasses import dataclass

import pikepdf

from exports.dossier.press.metadata import EMPTY
from schemas.errors import ExportError

MANIFEST = "manifest.json"
"""What the file that tells what is in a dossier is called in it."""

PIECE = "/Cuttings"
"""Where it stands in a file that may have no others inside."""

MOST_MANIFEST = 64 << 20
"""Bytes of a manifest that is read."""

_SEAL = re.compile(rb"<cuttings:seal>([0-9a-f]{64})</cuttings:seal>")
_STATED = re.compile(rb"<cuttings:manifest>([0-9a-f]{64})</cuttings:manifest>")


@dataclass(frozen=True, slots=True, kw_only=True)
class Sealed:
    """What a file holds, as it is now."""

    is_whole: bool
    """Every byte is as it was when the file was sealed."""
    manifest: bytes
    stated: str
    """SHA-256 that the file states of its manifest."""
    prints: tuple[str, ...]
    """By page: SHA-256 of what is drawn on it, the number of the page apart."""
    attached: dict[str, str]
    """By name: SHA-256 of the files in it, without the manifest."""


def sealed(content: bytes) -> bytes:
    """Return a file with its seal, where it has 64 zeros until now."""
    empty, mark = EMPTY.encode(), _SEAL.search(content)
    if mark is None or mark[1] != empty:
        raise ExportError("the file has no place for its seal; please report this")
    digest = hashlib.sha256(content).hexdigest().encode()
    return content[: mark.start(1)] + digest + content[mark.end(1) :]


def is_whole(content: bytes) -> bool:
    """Whether a file is, byte by byte, the one that was sealed."""
    mark = _SEAL.search(content)
    if mark is None:
        return False
    plain = content[: mark.start(1)] + EMPTY.encode() + content[mark.end(1) :]
    return hashlib.sha256(plain).hexdigest().encode() == mark[1]


def read_sealed(content: bytes) -> Sealed:
    """Return what a dossier holds.

    Raises: ExportError where it is no PDF that can be read, or no dossier.
    """
    try:
        with pikepdf.open(io.BytesIO(content)) as pdf:
            manifest = _manifest(pdf)
            stated = _STATED.search(bytes(pdf.Root.Metadata.read_bytes())) if "/Metadata" in pdf.Root else None
            prints = tuple(map(_print, pdf.pages))
            attached = {
                name: hashlib.sha256(spec.get_file().read_bytes()).hexdigest()
                for name, spec in pdf.attachments.items()
                if name != MANIFEST
            }
    except (pikepdf.PdfError, ValueError, AttributeError, TypeError, KeyError) as error:
        raise ExportError(f"it cannot be read as a PDF: {error}") from error
    if manifest is None or stated is None:
        raise ExportError("it is a PDF, but no dossier of cuttings: it has no manifest.")
    return Sealed(
        is_whole=is_whole(content), manifest=manifest, stated=stated[1].decode(), prints=prints, attached=attached
    )


def _manifest(pdf: pikepdf.Pdf) -> bytes | None:
    if MANIFEST in pdf.attachments:
        body = pdf.attachments[MANIFEST].get_file().read_bytes()
    elif PIECE in pdf.Root.get("/PieceInfo", {}):
        body = pdf.Root.PieceInfo[PIECE].Private[f"/{MANIFEST}"].read_bytes()
    else:
        return None
    if len(body) > MOST_MANIFEST:
        raise ValueError("its manifest is too large")
    return bytes(body)


def _print(page: pikepdf.Page) -> str:
    """Return the SHA-256 of what a page draws: between a state that is saved and its number, where it has one."""
    drawn = page.obj.get("/Contents")
    streams = list(drawn) if isinstance(drawn, pikepdf.Array) else [drawn]
    if len(streams) == _WITH_FOLIO:
        streams = streams[1:2]
    return hashlib.sha256(b"".join(stream.read_bytes() for stream in streams if stream is not None)).hexdigest()


_WITH_FOLIO = 3
"""Streams of a page with a number: what comes before its own, its own, the number."""
