"""Tell by its beginning whether a spreadsheet holds articles, and how its cells are set apart.

A table with a column of text or HTML is one of records, whatever else it has. Without one it describes pages
(`--sidecar`) or lists links, and is refused.

Rule: pure; sees the first bytes of the input.
"""

import io
import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice

from ingest.readers.reading import HEAD_BYTES, Head
from ingest.readers.records import fields as names
from ingest.readers.records.fields import plain_name
from ingest.readers.records.rows import BYTES, QUOTE, Dialect, iter_rows
from ingest.readers.records.wide import utf8_head

SUFFIXES = frozenset({".csv", ".tsv", ".tab"})
_DELIMITERS = ",;\t|"
_WAYS = ((None, True), ("\\", True), (None, False))
"""What quotation marks may mean: cells that may hold anything, the same with a backslash, nothing (with tabs only)."""
_ESCAPED = b'\\"'
_SAMPLE_BYTES = 1 << 16
_SAMPLE_ROWS = 40
_LONGEST_HEADER = 1 << 14
_LONGEST_NAME = 60
_MOST_COLUMNS = 500
_MARKED = re.compile(rb'\A["\']?\s*[<{\[]')
_STATED = re.compile(rb"\Asep=(.)\r?\n", re.IGNORECASE)
"""The first line by which Excel is told the delimiter."""

BODIES = frozenset(names.BODIES)
KNOWN = frozenset(
    {*BODIES, *names.URL, *names.RECORD_ID, *names.CAPTURED, *(n for each in names.FACTS.values() for n in each)}
)
FILE_COLUMNS = frozenset({"file", "filename", "path", "sourcefile"})
_ENOUGH_KNOWN = 2
_ENOUGH_EVEN = 0.5


@dataclass(frozen=True, slots=True)
class TableHead:
    """How a table begins."""

    dialect: Dialect
    columns: tuple[str, ...]
    """Names of the columns as they are written."""
    offset: int
    """Byte behind the row of names."""
    lines: int
    """Lines before that byte."""

    @property
    def has_articles(self) -> bool:
        """Say whether a column holds texts or pages."""
        return any(plain_name(column) in BODIES for column in self.columns)


def is_table_of_records(head: Head) -> bool:
    """Say whether an input is a CSV or TSV file of articles."""
    found = table_head(head.payload, suffix=head.suffix)
    return found is not None and found.has_articles


def table_head(payload: bytes, *, suffix: str) -> TableHead | None:
    """Return how the table begins whose first bytes are `payload`; None where it is none.

    A file that is not called .csv or .tsv has to look like one: names that are known, rows of equal length.
    """
    shown = utf8_head(payload)
    stated = _STATED.match(shown)
    sample = shown[:_SAMPLE_BYTES]
    first = sample[stated.end() if stated else 0 :][:_LONGEST_HEADER].partition(b"\n")[0]
    if _MARKED.match(first) or b"\0" in first or not (suffix in SUFFIXES or _names_a_body(first)):
        return None
    is_cut = len(payload) >= HEAD_BYTES or len(shown) > len(sample)
    candidates = [stated[1].decode(BYTES)] if stated else [each for each in _DELIMITERS if each.encode() in first]
    tried = [
        _tried(sample, Dialect(delimiter, escape, is_quoted), is_cut=is_cut, begin=stated.end() if stated else 0)
        for delimiter in candidates or _DELIMITERS[:1]
        for escape, is_quoted in _WAYS
        if (escape is None or _ESCAPED in sample) and (is_quoted or delimiter == "\t")
    ]
    likely = max(tried, key=lambda each: each.likeness)
    return likely.head if likely.is_table(has_suffix=suffix in SUFFIXES) else None


def refusal_words(payload: bytes, *, suffix: str) -> str | None:
    """Return why a spreadsheet that holds no articles is not read; None where the input is no spreadsheet."""
    found = table_head(payload, suffix=suffix) if suffix in SUFFIXES else None
    if found is None or len(found.columns) < _ENOUGH_KNOWN:
        return None
    columns = {plain_name(column) for column in found.columns}
    if columns & FILE_COLUMNS:
        return "A spreadsheet that names files. If it describes the pages, give it with --sidecar."
    if columns & {*names.URL}:
        return (
            "A spreadsheet of links, without a column of text or HTML. If it describes the pages, give it with "
            "--sidecar; if there are no pages yet, fetch them first."
        )
    return "A spreadsheet. If it describes the pages, give it with --sidecar."


@dataclass(frozen=True, slots=True)
class _Tried:
    """What a dialect makes of the beginning."""

    head: TableHead
    rows: int
    even: int
    """Rows with as many cells as there are names."""

    @property
    def likeness(self) -> tuple[bool, float, int]:
        """Return how well the dialect fits."""
        return self.head.has_articles, self.even / max(1, self.rows), len(self.head.columns)

    def is_table(self, *, has_suffix: bool) -> bool:
        """Say whether this is a table at all."""
        columns = [plain_name(column) for column in self.head.columns]
        if not 0 < len(columns) <= _MOST_COLUMNS or any(len(column) > _LONGEST_NAME for column in columns):
            return False
        if has_suffix and self.head.has_articles:
            return True
        if self.even < self.rows * _ENOUGH_EVEN:
            return False
        known = sum(column in KNOWN for column in columns)
        return has_suffix or (len(columns) > 1 and known >= _ENOUGH_KNOWN and self.rows > 0 and self.head.has_articles)


def _tried(sample: bytes, dialect: Dialect, *, is_cut: bool, begin: int) -> _Tried:
    """Read the sample in a dialect."""
    lines = sample[:begin].count(b"\n")
    rows = list(
        islice(iter_rows(io.BytesIO(sample), dialect, offset=begin, line=lines, max_bytes=len(sample)), _SAMPLE_ROWS)
    )
    if is_cut and len(rows) > 1 and rows[-1].after >= len(sample):
        rows.pop()
    if not rows or rows[0].reason:
        return _Tried(TableHead(dialect, (), 0, 0), 0, 0)
    names_row, body = rows[0], rows[1:]
    columns = trimmed(names_row.cells)
    head = TableHead(dialect, tuple(_shown(cell) for cell in columns), names_row.after, names_row.behind)
    return _Tried(head, len(body), sum(not row.reason and fits(row.cells, len(columns)) for row in body))


def trimmed(cells: Sequence[str]) -> tuple[str, ...]:
    """Return cells without the empty ones at the end, which spreadsheets leave there."""
    end = len(cells)
    while end and not cells[end - 1].strip():
        end -= 1
    return tuple(cells[:end])


def fits(cells: Sequence[str], columns: int) -> bool:
    """Say whether a row has a cell for each column, and none too many but empty ones."""
    return len(cells) >= columns and not any(cell.strip() for cell in cells[columns:])


def _names_a_body(first: bytes) -> bool:
    """Say whether one of the words in a line names a column of text or HTML."""
    words = re.split(rb"[,;\t|]", first.replace(QUOTE.encode(), b"")) if len(first) < _LONGEST_HEADER else []
    return any(plain_name(_shown(word.decode(BYTES))) in BODIES for word in words)


def _shown(cell: str) -> str:
    """Return a name as text; each of its characters is a byte."""
    return cell.encode(BYTES).decode("utf-8", "replace").strip()
