"""Records beside pages: `bridge.html` and `bridge.html.json`, as news-please and others lay them; shortcuts, too.

A JSON file is a page's record where it is called like the page or names its file, holds the fields of an article's
record, and holds no page itself. It is then no input of its own: what it says is said of the page. Any other JSON is
read by itself.

Rule: pure; reads the small files that may be records.
"""

import json
import plistlib
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import unescape
from pathlib import PurePosixPath

from ingest.normalise.urls import safe_url
from ingest.readers.beside import Note
from ingest.readers.records.fields import HTML, HTML_BASE64, plain_name
from ingest.readers.records.record import page_of_record
from ingest.readers.trees.folder import Aside, Claim, Folder, decoded
from schemas.page import RawPage, Source
from schemas.report import Reason

BASIS = "record"
PAGES = (".html", ".htm", ".xhtml", ".pdf", ".txt", ".php", ".aspx", ".asp")
"""Endings of files that a record may be about; of several that are called alike the first has it."""
RECORDS = (".meta.json", ".metadata.json", ".info.json", ".json")
SHORTCUTS = (".url", ".webloc")

_LONGEST_RECORD = 4 << 20
_LONGEST_SHORTCUT = 1 << 14
_MOST_TO_OPEN = 200
"""Files of JSON that no page is called like and that are opened to see whether they name one."""
_NAMES_FILE = ("localpath", "filename", "file", "path", "htmlfile")
_SHORTCUT = re.compile(rb"^[ \t]*URL[ \t]*=[ \t]*(\S+)", re.IGNORECASE | re.MULTILINE)
_WEBLOC = re.compile(rb"<key>\s*URL\s*</key>\s*<string>\s*([^<\s]+)\s*</string>")
_KEPT = 8
_IS_RECORD = Aside(reason=Reason.PART_OF_PAGE, detail="It is the record of the page beside it, and was read with that.")
_IS_SHORTCUT = Aside(
    reason=Reason.PART_OF_PAGE, detail="It is the shortcut to the page beside it, and was read with that."
)


@dataclass(frozen=True, slots=True)
class PagesWithRecords:
    """A folder in which pages lie with their records."""

    folder: Folder
    named: dict[str, str]
    """Page -> the record that names its file, though it is called otherwise."""
    held: dict[str, Note | None] = field(default_factory=dict)
    """What the last records said: one is asked for with its page, and by itself."""
    kind: str = "records"
    is_whole: bool = False

    def about(self, inside: str) -> Note | Aside | None:
        """Return what the record of a page says, and put the record aside."""
        if "/" in inside:
            return None
        lowered = inside.lower()
        if lowered.endswith(RECORDS):
            is_record = inside in self.named.values() or (self.page_of(inside, RECORDS) and self._said(inside))
            return _IS_RECORD if is_record else None
        if lowered.endswith(SHORTCUTS):
            return _IS_SHORTCUT if self.page_of(inside, SHORTCUTS) and self._said(inside) else None
        return self._about_page(inside) if lowered.endswith(PAGES) else None

    def _about_page(self, page: str) -> Note | None:
        """Return what the first record of a page says, with the address of its shortcut where it has none."""
        notes = [note for name in self._records_of(page) if (note := self._said(name)) is not None]
        if not notes:
            return None
        first = notes[0]
        url = next((note.url for note in notes if note.url), None)
        return Note(basis=BASIS, url=url, captured=first.captured, record_id=first.record_id, given=first.given)

    def _records_of(self, page: str) -> Iterator[str]:
        """Yield the names of the records and shortcuts that a page has."""
        stem = page[: page.rfind(".")]
        endings = (*RECORDS, *SHORTCUTS)
        names = [self.named[page]] if page in self.named else []
        names += [f"{page}{ending}" for ending in endings]
        names += [f"{stem}{ending}" for ending in endings if self.page_of(f"{stem}{ending}", (ending,)) == page]
        yield from (name for name in names if name in self.folder.files)

    def page_of(self, record: str, endings: tuple[str, ...]) -> str | None:
        """Return the page that is called like a record or shortcut."""
        lowered = record.lower()
        base = next((record[: -len(ending)] for ending in endings if lowered.endswith(ending)), None)
        if not base:
            return None
        if base.lower().endswith(PAGES) and base in self.folder.files:
            return base
        names = (f"{base}{page}" for page in PAGES)
        return next((name for name in names if name in self.folder.files), None)

    def _said(self, name: str) -> Note | None:
        """Return what a record says, or a shortcut."""
        if name not in self.held:
            if len(self.held) >= _KEPT:
                del self.held[next(iter(self.held))]
            is_shortcut = name.lower().endswith(SHORTCUTS)
            self.held[name] = _shortcut(self.folder, name) if is_shortcut else _record(self.folder, name)
        return self.held[name]


def claim_pages_with_records(folder: Folder) -> Claim | None:
    """Claim a folder in which there are pages, and files that may be their records."""
    endings = tuple(ending.encode() for ending in (".json", *SHORTCUTS))
    pages = tuple(ending.encode() for ending in PAGES)
    records = [name for name in folder.files.held if name.lower().endswith(endings)]
    if not records or not any(name.lower().endswith(pages) for name in folder.files.held):
        return None
    claim = PagesWithRecords(folder, {})
    if len(records) <= _MOST_TO_OPEN:
        for name in map(decoded, records):
            page = None if claim.page_of(name, (*RECORDS, *SHORTCUTS)) else _names_page(folder, name)
            if page:
                claim.named.setdefault(page, name)
    return claim


def _names_page(folder: Folder, name: str) -> str | None:
    """Return the page whose file a record names, where that lies in the same folder."""
    value = _parsed(folder, name)
    if value is None or note_of_record(value) is None:
        return None
    fields = {plain_name(str(key)): each for key, each in value.items()}
    written = next((each for key in _NAMES_FILE if isinstance(each := fields.get(key), str)), "")
    page = PurePosixPath(written.replace("\\", "/")).name
    return page if page.lower().endswith(PAGES) and page in folder.files else None


def _parsed(folder: Folder, name: str) -> dict[str, object] | None:
    """Return the JSON object in a file; None where there is none, or it is very long."""
    payload = folder.read(name, _LONGEST_RECORD + 1)
    if payload is None or len(payload) > _LONGEST_RECORD:
        return None
    try:
        value = json.loads(payload.removeprefix(b"\xef\xbb\xbf"))
    except (ValueError, RecursionError):
        return None
    return value if isinstance(value, dict) else None


def _record(folder: Folder, name: str) -> Note | None:
    value = _parsed(folder, name)
    return note_of_record(value) if value is not None else None


def note_of_record(value: dict[str, object]) -> Note | None:
    """Return what an article's record says; None where it is no such record, or holds its page itself."""
    pages = {*HTML, *HTML_BASE64}
    if any(plain_name(key) in pages and isinstance(each, str) and each.strip() for key, each in value.items()):
        return None
    read = page_of_record(
        {**{k: v for k, v in value.items() if plain_name(k) not in pages}, "html": ""}, Source(path="")
    )
    if not isinstance(read, RawPage):
        return None
    told = {fact.field for fact in read.given}
    if not read.url and not ("headline" in told and told & {"published", "author"}):
        return None
    return Note(basis=BASIS, url=read.url, captured=read.captured, record_id=read.record_id, given=read.given)


def _shortcut(folder: Folder, name: str) -> Note | None:
    """Return the address in a shortcut of Windows (`.url`) or macOS (`.webloc`)."""
    payload = folder.read(name, _LONGEST_SHORTCUT) or b""
    if name.lower().endswith(".url"):
        found = _SHORTCUT.search(payload)
        url = found[1].decode("utf-8", "replace") if found else None
    else:
        url = _webloc(payload)
    safe = safe_url(url)
    return Note(basis=BASIS, url=safe) if safe else None


def _webloc(payload: bytes) -> str | None:
    """Return the address in a property list, as XML or binary."""
    if not payload.startswith(b"bplist"):
        found = _WEBLOC.search(payload)
        return unescape(found[1].decode("utf-8", "replace")) if found else None
    try:
        value = plistlib.loads(payload, fmt=plistlib.FMT_BINARY)
    except (
        plistlib.InvalidFileException,
        ValueError,
        TypeError,
        LookupError,
        RecursionError,
        OverflowError,
        MemoryError,
    ):
        return None
    url = value.get("URL") if isinstance(value, dict) else None
    return url if isinstance(url, str) else None
