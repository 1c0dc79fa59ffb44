"""Read the spreadsheet of facts that lies beside the pages (`--sidecar facts.csv`).

A row names a page by `file` or `url`; its other cells are facts that a person asserts.

Rule: reads one file; knows no database, no worker.
"""

import csv
import io
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Final

from ingest.normalise.dates import read_date
from ingest.normalise.text import clean_text
from ingest.normalise.urls import canonical_url, safe_url
from ingest.readers.beside import Row
from ingest.readers.names import locator_of
from ingest.readers.records.record import split_values, time_of
from schemas.article import MANY_VALUED
from schemas.errors import SidecarError
from schemas.page import GivenFact

COLUMNS: Final[Mapping[str, tuple[str, ...]]] = {
    "file": ("file", "filename", "file name", "path", "source file"),
    "url": ("url", "link", "address", "page url"),
    "captured": ("captured", "captured at", "accessed", "retrieved", "downloaded", "scraped"),
    "headline": ("headline", "title"),
    "standfirst": ("standfirst", "subtitle", "summary", "description"),
    "author": ("author", "authors", "byline", "by"),
    "agency": ("agency", "news agency"),
    "outlet": ("outlet", "publisher", "newspaper", "site", "source", "publication"),
    "dateline_place": ("dateline_place", "dateline place", "place"),
    "published": ("published", "date", "publication date", "date published", "published at"),
    "modified": ("modified", "updated", "date modified"),
    "section": ("section", "category"),
    "tag": ("tag", "tags", "keywords"),
    "language": ("language", "lang"),
    "image": ("image", "image url"),
}
"""Meaning of a column -> names it may have, in lower case, `_` and `-` read as spaces."""

_NAMED = {name.replace("_", " "): meaning for meaning, names in COLUMNS.items() for name in names}
_DELIMITERS = ",;\t|"
_MAX_BYTES = 256 << 20
_LONGEST_CELL = 1 << 17


@dataclass(slots=True)
class Sidecar:
    """A spreadsheet of facts, and which of its rows have spoken."""

    name: str
    """The file's own name, without folders."""
    by_file: Mapping[str, Row]
    by_url: Mapping[str, Row]
    warnings: tuple[str, ...]
    spoken: set[int] = field(default_factory=set)
    """Numbers of the rows that named a page which was met."""

    def row_of(self, locator: str, *, is_only_of_its_name: bool) -> Row | None:
        """Return the row that names the file at `locator`: by path, or by bare name where no other file has it."""
        named = self.by_file.get(_plain_path(locator))
        if named is None and is_only_of_its_name:
            named = self.by_file.get(PurePosixPath(_plain_path(locator)).name)
        return named

    def silent(self) -> Iterator[tuple[int, str]]:
        """Yield number and name of each row that named nothing which was met, in order."""
        rows = {row.number: name for name, row in (*self.by_url.items(), *self.by_file.items())}
        for number in sorted(rows.keys() - self.spoken):
            yield number, rows[number]


def read_sidecar(path: str) -> Sidecar:
    """Read the spreadsheet at `path`: CSV with commas, semicolons or tabs, in UTF-8 or Windows-1252.

    Raises: SidecarError where it is none or has neither a `file` nor a `url` column.
    """
    name = Path(path).name
    try:
        payload = Path(path).read_bytes()
    except OSError as error:
        raise SidecarError(
            f"{name}: the sidecar cannot be read: {(error.strerror or 'unknown error').lower()}."
        ) from error
    if len(payload) > _MAX_BYTES or b"\0" in payload[:4096]:
        raise SidecarError(f"{name}: this is no CSV file. Save the spreadsheet as CSV (UTF-8) and give that.")
    text, warnings = _decoded(payload, name)
    return _Table(name, text, warnings).sidecar()


def _decoded(payload: bytes, name: str) -> tuple[str, list[str]]:
    """Return the text of the file, and a warning where it is not UTF-8."""
    try:
        return payload.decode("utf-8-sig"), []
    except UnicodeDecodeError:
        warning = f"{name} is not UTF-8; it was read as Windows-1252. Look at names with accents."
        return payload.decode("cp1252", "replace"), [warning]


@dataclass(slots=True)
class _Table:
    """The spreadsheet while it is read."""

    name: str
    text: str
    warnings: list[str]

    def sidecar(self) -> Sidecar:
        """Return the rows by file and by URL."""
        csv.field_size_limit(_LONGEST_CELL)  # one limit for the whole process; readers of articles set a larger one
        reader = csv.reader(io.StringIO(self.text, newline=""), delimiter=_delimiter(self.text))
        try:
            table = list(reader)
        except csv.Error as error:
            raise SidecarError(f"{self.name}, line {reader.line_num}: this is no CSV ({error}).") from error
        meanings = self._meanings(table[0] if table else [])
        by_file: dict[str, Row] = {}
        by_url: dict[str, Row] = {}
        for number, cells in enumerate(table[1:], 2):
            if any(cell.strip() for cell in cells):
                self._add(number, dict(zip(meanings, cells, strict=False)), by_file, by_url)
        return Sidecar(name=self.name, by_file=by_file, by_url=by_url, warnings=tuple(self.warnings))

    def _meanings(self, names: Sequence[str]) -> list[str]:
        """Return what each column means; an empty word for those that are not known, which are named in a warning."""
        meanings = [_NAMED.get(_plain_name(name), "") for name in names]
        if not {"file", "url"} & set(meanings):
            shown = ", ".join(name.strip() for name in names if name.strip()) or "none"
            raise SidecarError(
                f"{self.name} has neither a `file` nor a `url` column (its columns: {shown[:200]}). "
                "Call the column that names the pages `file` or `url`."
            )
        unknown = [name.strip() for name, meaning in zip(names, meanings, strict=True) if name.strip() and not meaning]
        if unknown:
            self.warnings.append(f"{self.name}: no fact is called {', '.join(unknown)}; these columns were not read.")
        return meanings

    def _add(self, number: int, cells: dict[str, str], by_file: dict[str, Row], by_url: dict[str, Row]) -> None:
        """Enter one row under the name that it gives."""
        cells = {meaning: clean_text(cell)[0].strip() for meaning, cell in cells.items() if meaning}
        url = safe_url(cells.get("url"))
        row = Row(
            number=number, url=url, captured=self._captured(number, cells), facts=tuple(self._facts(number, cells))
        )
        if cells.get("file"):
            self._enter(by_file, _plain_path(cells["file"]), row)
        elif url and (address := canonical_url(url)):
            self._enter(by_url, address, row)
        else:
            self.warnings.append(f"{self.name}, row {number}: it names no file and no web address; it was not read.")

    def _enter(self, rows: dict[str, Row], key: str, row: Row) -> None:
        """Enter a row; of two rows about one page the first counts."""
        if key in rows:
            self.warnings.append(
                f"{self.name}, row {row.number}: row {rows[key].number} names the same page; this one was not read."
            )
        else:
            rows[key] = row

    def _captured(self, number: int, cells: Mapping[str, str]) -> str | None:
        """Return the capture time of a row in ISO 8601."""
        words = cells.get("captured", "")
        read = time_of(words) if words else None
        if words and read is None:
            self.warnings.append(f"{self.name}, row {number}: `{words[:60]}` is no date that can be read; not taken.")
        return read

    def _facts(self, number: int, cells: Mapping[str, str]) -> Iterator[GivenFact]:
        """Yield the facts of a row."""
        for meaning, words in cells.items():
            if not words or meaning in {"file", "url", "captured"}:
                continue
            if meaning in {"published", "modified"} and not self._is_date(number, words):
                continue
            for value in split_values(words) if meaning in MANY_VALUED else (words,):
                yield GivenFact(field=meaning, value=value, rule="sidecar", basis="asserted")

    def _is_date(self, number: int, words: str) -> bool:
        """Say whether a cell is a full date; one that is not, or reads two ways, is named in a warning."""
        reading = read_date(words)
        if reading is None or not reading.has_year:
            self.warnings.append(f"{self.name}, row {number}: `{words[:60]}` is no date that can be read; not taken.")
            return False
        if reading.ambiguous:
            self.warnings.append(
                f"{self.name}, row {number}: `{words[:60]}` reads two ways; not taken. Write dates as 2022-11-25."
            )
        return not reading.ambiguous


def _delimiter(text: str) -> str:
    """Return what separates the columns: the separator that the line of names has most often."""
    names = text.partition("\n")[0]
    return max(_DELIMITERS, key=names.count)


def _plain_name(name: str) -> str:
    """Return a column's name as it is looked up."""
    return " ".join(name.strip().lower().replace("_", " ").replace("-", " ").split())


def _plain_path(path: str) -> str:
    r"""Return a path as files are looked up by it: `/` for `\`, no leading `./`, composed letters."""
    plain = unicodedata.normalize("NFC", path.replace("\\", "/"))
    return locator_of(plain.removeprefix("./"))
