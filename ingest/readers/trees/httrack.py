"""Mirrors by HTTrack: the folder with `hts-cache` in it, and the list of what was fetched from where.

The mark in a page comes first (`provenance`). Where it is missing (a PDF, a mirror made without footers), the list
`hts-cache/new.txt` names the address of each file; where that is missing too, the path allows what it allows.

Rule: pure.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit

from ingest.normalise.urls import safe_url
from ingest.readers.beside import Note
from ingest.readers.trees.folder import Aside, Claim, Folder
from ingest.readers.trees.hosts import allowed, host_of
from schemas.report import Reason

BASIS = "tree:httrack"
_LONGEST_LIST = 64 << 20
_FIELDS = 9
"""Of a line of the list: time, size, flags, status, message, type, tag or date, address, file, (from where)."""
_OWN = frozenset({
    "backblue.gif", "fade.gif", "cookies.txt", "hts-log.txt", "hts-err.txt", "hts-ioinfo.txt", "hts-in_progress.lock",
    "hts-stop.lock", "hts-nohup.out",
})  # fmt: skip
_OWN_PAGE = re.compile(rb"index made by HTTrack", re.IGNORECASE)
_LAUNCHED = re.compile(rb"launched on \w{3}, (\d{1,2} \w{3} \d{4} \d\d:\d\d:\d\d)")
_TOP = 8192
_NO_PAGE = Aside(reason=Reason.UNSUPPORTED_TYPE, detail="It is HTTrack's own file, not a page that it fetched.")


@dataclass(frozen=True, slots=True)
class _Fetched:
    """One line of the list."""

    url: str
    time: str
    """`HH:MM:SS`, by the clock of the machine that it ran on."""


@dataclass(frozen=True, slots=True)
class Mirror:
    """A folder that HTTrack filled."""

    fetched: dict[str, _Fetched]
    """Path in the folder -> what was fetched."""
    launched: datetime | None
    own_pages: frozenset[str]
    kind: str = "httrack"
    is_whole: bool = True

    def about(self, inside: str) -> Note | Aside | None:
        """Return where a file was fetched from; HTTrack's own files are none."""
        if inside in _OWN or inside in self.own_pages or inside.startswith("hts-cache/"):
            return _NO_PAGE
        listed = self.fetched.get(inside)
        if listed is not None:
            return Note(basis=BASIS, url=listed.url, captured=self._day_of(listed))
        folder, _, path = inside.partition("/")
        host = host_of(re.sub(r"_(\d{2,5})\Z", r":\1", folder))
        if host is None or not path:
            return None
        found = allowed(host, path, is_crawl=False)
        return Note(basis=BASIS, one_of=found.one_of, is_scheme_known=False) if found.one_of else None

    def _day_of(self, listed: _Fetched) -> str | None:
        """Return the day of the fetch: that on which HTTrack was launched, unless its clock ran past midnight."""
        if self.launched is None or listed.time < self.launched.strftime("%H:%M:%S"):
            return None
        return self.launched.date().isoformat()


def claim_httrack(folder: Folder) -> Claim | None:
    """Claim a folder that holds HTTrack's cache or its log."""
    if "hts-cache" not in folder.folders and "hts-log.txt" not in folder.files:
        return None
    names = ("index.html", "external.html")
    own = frozenset(name for name in names if _OWN_PAGE.search(folder.read(name, _TOP) or b""))
    listing = folder.read("hts-cache/new.txt", _LONGEST_LIST) or b""
    log = folder.read("hts-log.txt", _TOP) or folder.read("hts-cache/doit.log", _TOP) or b""
    return Mirror(dict(_listed(listing, folder.name)), _launched(log), own)


def _listed(listing: bytes, name: str) -> Iterator[tuple[str, _Fetched]]:
    """Yield path and address of the files that the list says were fetched whole."""
    for line in listing.split(b"\n")[1:]:
        fields = line.decode("utf-8", "replace").rstrip("\r").split("\t")
        if len(fields) < _FIELDS or fields[3] != "200":
            continue
        url = safe_url(fields[7])
        path = _path_inside(fields[8], url, name) if url else None
        if url and path:
            yield path, _Fetched(url, fields[0])


def _path_inside(written: str, url: str, name: str) -> str | None:
    """Return the path in the mirror of a file whose path was written on another machine, or from another folder."""
    parts = [part for part in written.replace("\\", "/").split("/") if part]
    host = urlsplit(url).netloc.replace(":", "_")
    for start in (host, urlsplit(url).netloc):
        if start in parts:
            return "/".join(parts[parts.index(start) :])
    return "/".join(parts[parts.index(name) + 1 :]) or None if name in parts else None


def _launched(log: bytes) -> datetime | None:
    """Return when HTTrack was started, by its machine's clock."""
    found = _LAUNCHED.search(log)
    if found is None:
        return None
    try:
        return datetime.strptime(found[1].decode("ascii"), "%d %b %Y %H:%M:%S")  # noqa: DTZ007  HTTrack writes no zone
    except ValueError:
        return None
