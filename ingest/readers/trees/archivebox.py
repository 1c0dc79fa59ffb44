"""Snapshots of ArchiveBox: one folder a page, in which the same page lies in several forms.

One form is read, the others are put aside. The page as a browser showed it comes first: it has the text that scripts
wrote. A WARC is read only where no form of the page is there: it holds the page as the server sent it and all its
pictures and scripts, and would make a second text of the same page (docs/decisions/0012).

Rule: pure.
"""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from ingest.normalise.urls import safe_url
from ingest.readers.beside import Note
from ingest.readers.trees.folder import Aside, Claim, Folder
from schemas.page import GivenFact
from schemas.report import Reason

BASIS = "archivebox"
FORMS = (
    ("singlefile", ("singlefile.html", "singlefile/singlefile.html")),
    ("dom", ("output.html", "dom.html", "dom/output.html", "dom/dom.html")),
    ("wget", ()),
    ("readability", ("readability/content.html", "article.html")),
    ("mercury", ("mercury/content.html",)),
    ("pdf", ("output.pdf", "pdf/output.pdf")),
    ("htmltotext", ("htmltotext.txt", "htmltotext/htmltotext.txt")),
    ("readability", ("readability/content.txt", "article.txt")),
    ("mercury", ("mercury/content.txt",)),
)
"""What made a form of the page, and where it lies; the first that is there is read. wget's place is in the index."""
WITHOUT_HEAD = frozenset({"readability", "mercury", "htmltotext"})
"""Forms that have lost the page's head, and with it its title."""

_NAME = re.compile(r"\d{9,11}(?:\.\d{1,9})?")
_LONGEST_INDEX = 8 << 20
_TEXT = re.compile(r"(?i)\.(?:html?|xhtml|pdf|txt)\Z")
_OTHER_FORM = Aside(
    reason=Reason.PART_OF_PAGE,
    detail="It is another form of the page in its ArchiveBox snapshot, or belongs to it; one form is read.",
)
_OWN = Aside(
    reason=Reason.UNSUPPORTED_TYPE, detail="It is ArchiveBox's own file; the snapshots under archive/ are read."
)
_OWN_FILES = frozenset({"index.html", "index.json", "robots.txt", "favicon.ico", "ArchiveBox.conf"})
_OWN_FOLDERS = ("logs/", "sources/", "static/", "lib/", "tmp/", "personas/", "cache/")


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What an index says of a snapshot."""

    url: str | None = None
    title: str | None = None
    tags: tuple[str, ...] = ()
    wget_path: str | None = None
    started: Mapping[str, str]
    """What made a form -> when, in ISO 8601."""


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A folder with the forms of one page."""

    chosen: str | None
    """Path of the form that is read; None: there is none but a WARC."""
    note: Note
    kind: str = "archivebox"
    is_whole: bool = True

    def about(self, inside: str) -> Note | Aside | None:
        """Return what the index says of the chosen form, and put the others aside."""
        if inside == self.chosen:
            return self.note
        if self.chosen is None and inside.startswith("warc/"):
            return None
        return _OTHER_FORM


@dataclass(frozen=True, slots=True)
class Collection:
    """The folder in which ArchiveBox keeps all that it has."""

    kind: str = "archivebox"
    is_whole: bool = False

    def about(self, inside: str) -> Note | Aside | None:
        """Put aside what is ArchiveBox's own."""
        is_own = inside in _OWN_FILES or inside.startswith((*_OWN_FOLDERS, "index.sqlite3"))
        return _OWN if is_own else None


def claim_archivebox(folder: Folder) -> Claim | None:
    """Claim a snapshot with its index, or the folder of a whole collection."""
    if "archive" in folder.folders and ("index.sqlite3" in folder.files or "ArchiveBox.conf" in folder.files):
        return Collection()
    known = _indexed(folder)
    return snapshot(folder, known) if known is not None else None


def snapshot(folder: Folder, known: Known) -> Snapshot:
    """Return the claim on a snapshot of which an index says what is `known`."""
    made_by, chosen = next(_forms(folder, known), (None, None))
    title = known.title if made_by in WITHOUT_HEAD else None
    given = [GivenFact(field="headline", value=title, rule="archivebox-title", basis="structured")] if title else []
    given += [GivenFact(field="tag", value=tag, rule="archivebox-tag", basis="structured") for tag in known.tags]
    captured = known.started.get(made_by) if made_by else None
    return Snapshot(chosen, Note(basis=BASIS, url=known.url, captured=captured, given=tuple(given)))


def is_snapshot_name(name: str) -> bool:
    """Say whether a folder is called as ArchiveBox calls its snapshots: a time in seconds."""
    return _NAME.fullmatch(name) is not None


def tags_of(written: object) -> tuple[str, ...]:
    """Return the tags in a string with commas, or in a list."""
    parts = written.split(",") if isinstance(written, str) else written if isinstance(written, list) else []
    return tuple(dict.fromkeys(word for part in parts if isinstance(part, str) and (word := part.strip())))


def _forms(folder: Folder, known: Known) -> Iterator[tuple[str, str]]:
    """Yield the forms of the page that are there, the best first."""
    for made_by, paths in FORMS:
        places = paths if made_by != "wget" else (known.wget_path,) if known.wget_path else ()
        for path in places:
            if folder.read(path, 1):
                yield made_by, path


def _indexed(folder: Folder) -> Known | None:
    """Return what the index of a snapshot says, where the folder is one."""
    if "index.json" not in folder.files:
        return None
    payload = folder.read("index.json", _LONGEST_INDEX) or b""
    try:
        index = json.loads(payload)
    except (ValueError, RecursionError):
        return None
    if not isinstance(index, dict) or not isinstance(index.get("timestamp"), (str, int, float)):
        return None
    url = index.get("url")
    if not isinstance(url, str) or not ("history" in index or "archive_path" in index or is_snapshot_name(folder.name)):
        return None
    canonical = index.get("canonical")
    history = index.get("history")
    title = index.get("title")
    return Known(
        url=safe_url(url),
        title=title if isinstance(title, str) and title.strip() else None,
        tags=tags_of(index.get("tags")),
        wget_path=_wget_path(canonical, history),
        started=dict(_started(history)) if isinstance(history, dict) else {},
    )


def _wget_path(canonical: object, history: object) -> str | None:
    """Return where wget put the page in the snapshot."""
    written = [canonical.get("wget_path")] if isinstance(canonical, dict) else []
    written += [run.get("output") for run in _runs(history, "wget")] if isinstance(history, dict) else []
    paths = (each for each in written if isinstance(each, str) and _TEXT.search(each) and not each.startswith("/"))
    return next((path for path in paths if ".." not in path.split("/") and path != "index.html"), None)


def _runs(history: dict[str, object], made_by: str) -> list[dict[str, object]]:
    """Return the runs of one extractor that succeeded, the last first."""
    runs = history.get(made_by)
    held = [run for run in runs if isinstance(run, dict)] if isinstance(runs, list) else []
    return [run for run in reversed(held) if run.get("status") == "succeeded"]


def _started(history: dict[str, object]) -> Iterator[tuple[str, str]]:
    """Yield when each extractor that succeeded began its last run: the time of that form's capture."""
    for made_by in history:
        for run in _runs(history, made_by)[:1]:
            try:
                yield made_by, datetime.fromisoformat(str(run.get("start_ts"))).isoformat()
            except ValueError:
                continue
