"""RIS, the tagged lines that most reference managers take.

RIS has no sign for doubt: of a date that is uncertain or approximate only the note speaks, in EDTF.

Rule: pure; sees records and a text stream.
"""

from collections.abc import Iterable, Iterator
from typing import TextIO

from exports.citations.parts import Cited, DateParts, Place, cited_of
from schemas.article import ArticleRecord

END = "\r\n"


def write_ris(records: Iterable[ArticleRecord], stream: TextIO, place: Place) -> int:
    """Write one reference an article; return how many. Holds one record in memory."""
    count = 0
    for record in records:
        stream.write(reference_of(cited_of(record, place)))
        count += 1
    return count


def reference_of(cited: Cited) -> str:
    """Return one reference: `ELEC` where the article has an address, else `NEWS`."""
    return "".join(f"{tag}  - {value}{END}" for tag, value in _lines(cited)) + END


def _lines(cited: Cited) -> Iterator[tuple[str, str]]:
    yield "TY", "ELEC" if cited.url else "NEWS"
    yield "ID", cited.key
    yield "TI", cited.title
    for name in cited.names:
        yield "AU", name
    if cited.outlet:
        yield "T2", cited.outlet
    if cited.issued and not cited.doubt:
        yield "PY", f"{cited.issued[0]:04d}"
        yield "DA", _day(cited.issued)
    if cited.url:
        yield "UR", cited.url
        if cited.accessed:
            yield "Y2", _day(cited.accessed)
    if cited.language:
        yield "LA", cited.language
    yield "DB", cited.archive
    yield "AN", cited.accession
    yield "N1", cited.note
    yield "ER", ""


def _day(parts: DateParts) -> str:
    """Return a date as RIS writes it: year, month, day and remark, the unknown left empty.

    >>> _day((2022, 3))
    '2022/03//'
    """
    month, day = ([f"{part:02d}" for part in parts[1:]] + ["", ""])[:2]
    return f"{parts[0]:04d}/{month}/{day}/"
