"""Tell documents that are ZIP files inside (DOCX, EPUB, ...) from ZIP files of pages.

Rule: pure; looks at names, and at the few bytes in which a document says what it is.
"""

from collections.abc import Sequence
from typing import BinaryIO

from ingest.readers.packed.zip_directory import Entry
from ingest.readers.packed.zip_entries import head_of

_ADVICE = "Save it as a web page or as plain text, and give that."
_TYPES = (
    (b"application/epub+zip", "an EPUB book"),
    (b"application/vnd.oasis.opendocument", "an OpenDocument file"),
    (b"application/vnd.sun.xml", "an OpenOffice document"),
)
_OFFICE = ((b"word/", "a Word document (DOCX)"), (b"xl/", "an Excel sheet (XLSX)"), (b"ppt/", "slides (PPTX)"))
_MARKS = (
    (b"META-INF/MANIFEST.MF", "a Java archive"),
    (b"AndroidManifest.xml", "an Android app"),
    (b"Index/Document.iwa", "an iWork document"),
    (b"doc.kml", "a map (KMZ)"),
)
_LONGEST_TYPE = 200


def document_in(stream: BinaryIO, entries: Sequence[Entry]) -> str | None:
    """Return a sentence that says which document the ZIP file is, or None where it is none."""
    what = _what(stream, entries)
    return f"It is {what}. {_ADVICE}" if what else None


def _what(stream: BinaryIO, entries: Sequence[Entry]) -> str | None:
    names = {entry.member.written: entry for entry in entries}
    stated = names.get(b"mimetype")
    if stated is not None:
        said = head_of(stream, stated, _LONGEST_TYPE) or b""
        for begin, what in _TYPES:
            if said.startswith(begin):
                return what
    if b"[Content_Types].xml" in names:
        return next((what for part, what in _OFFICE if any(name.startswith(part) for name in names)), "an Office file")
    return next((what for name, what in _MARKS if name in names), None)
