"""Files that a spider downloaded: `full/3f2a....html`, and beside the folder the list that says where each is from.

Scrapy's files pipeline lays files under `full/` by the hash of their address and adds to each record `files`, a list of
address, path and checksum. A list whose records have no text of their own is then no input: they are those files.

Rule: pure; reads the lists.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace

from ingest.normalise.urls import safe_url
from ingest.readers.beside import Note
from ingest.readers.records.fields import TEXT, plain_name
from ingest.readers.trees.folder import Aside, Claim, Folder
from ingest.readers.trees.page_records import note_of_record
from schemas.report import Reason

BASIS = "record"
FOLDER = "full"
_LISTS = (".jl", ".jsonl", ".ndjson", ".json")
_MOST_LISTS = 20
_LONGEST_LIST = 16 << 20
_IS_LIST = Aside(
    reason=Reason.PART_OF_PAGE, detail="It is the list of the files that were downloaded, and was read with those."
)


@dataclass(frozen=True, slots=True)
class Downloads:
    """A folder with downloaded files and their lists."""

    files: dict[str, Note]
    """Path -> what its record says."""
    lists: frozenset[str]
    """Lists that hold nothing else."""
    kind: str = "downloads"
    is_whole: bool = False

    def about(self, inside: str) -> Note | Aside | None:
        """Return what the list says of a file."""
        return _IS_LIST if inside in self.lists else self.files.get(inside)


def claim_downloads(folder: Folder) -> Claim | None:
    """Claim a folder that holds `full/` and a list of what is in it."""
    if FOLDER not in folder.folders:
        return None
    names = [name for name in folder.files if name.lower().endswith(_LISTS)]
    files: dict[str, Note] = {}
    lists: set[str] = set()
    for name in names[:_MOST_LISTS]:
        records = _records(folder.read(name, _LONGEST_LIST + 1) or b"")
        found = [_files_of(record) for record in records]
        for each in found:
            files |= {path: note for path, note in each.items() if path not in files}
        if found and all(found) and not any(_has_text(record) for record in records):
            lists.add(name)
    return Downloads(files, frozenset(lists)) if files else None


def _records(payload: bytes) -> list[dict[str, object]]:
    """Return the records of a list, one a line or in one array; none where it cannot be read, or is very long."""
    if len(payload) > _LONGEST_LIST or b'"files"' not in payload:
        return []
    lines = [payload] if payload.lstrip().startswith(b"[") else payload.splitlines()
    found = [value for line in lines if line.strip() for value in _values(line)]
    return [value for value in found if isinstance(value, dict)] if all(isinstance(v, dict) for v in found) else []


def _values(line: bytes) -> Iterator[object]:
    """Yield the values in a line or array; None where it is no JSON."""
    try:
        value = json.loads(line)
    except (ValueError, RecursionError):
        yield None
        return
    yield from value if isinstance(value, list) else [value]


def _files_of(record: dict[str, object]) -> dict[str, Note]:
    """Return the files that a record names; facts are those of the one file where there is one."""
    named = record.get("files")
    entries = [each for each in named if isinstance(each, dict)] if isinstance(named, list) else []
    found: dict[str, Note] = {}
    for entry in entries:
        path, url = entry.get("path"), entry.get("url")
        safe = safe_url(url) if isinstance(url, str) else None
        if isinstance(path, str) and safe and path.startswith(f"{FOLDER}/"):
            found[path] = Note(basis=BASIS, url=safe)
    facts = note_of_record(record) if len(found) == 1 else None
    if facts is not None:
        found = {path: replace(facts, url=note.url) for path, note in found.items()}
    return found


def _has_text(record: dict[str, object]) -> bool:
    """Say whether a record holds a text or page of its own."""
    texts = {*TEXT, "html"}
    return any(plain_name(name) in texts and isinstance(each, str) and each.strip() for name, each in record.items())
