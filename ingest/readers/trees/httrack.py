"""Mirrors by HTTrack: the folder with `hts-cache` in it, and the list of what was fetched from where.

The mark in a page comes first (`provenance`). Where it is missing (a PDF, a mirror made without footers), HTTrack's
list or cache names the address of each file; where those are missing too, the path allows what it allows.

Rule: pure.
"""

import re
from dataclasses import dataclass
from datetime import datetime

from ingest.readers.beside import Note
from ingest.readers.trees.folder import Aside, Claim, Folder
from ingest.readers.trees.hosts import allowed, host_of
from ingest.readers.trees.httrack_list import Fetched, cached, listed
from schemas.report import Reason

BASIS = "tree:httrack"
_LONGEST_LIST = 64 << 20
_OWN = frozenset({
    "backblue.gif", "fade.gif", "cookies.txt", "hts-log.txt", "hts-err.txt", "hts-ioinfo.txt", "hts-in_progress.lock",
    "hts-stop.lock", "hts-nohup.out",
})  # fmt: skip
_OWN_PAGE = re.compile(rb"index made by HTTrack", re.IGNORECASE)
_LAUNCHED = re.compile(rb"launched on \w{3}, (\d{1,2} \w{3} \d{4} \d\d:\d\d:\d\d)")
_TOP = 8192
_NO_PAGE = Aside(reason=Reason.UNSUPPORTED_TYPE, detail="It is HTTrack's own file, not a page that it fetched.")


@dataclass(frozen=True, slots=True)
class Mirror:
    """A folder that HTTrack filled."""

    fetched: dict[str, Fetched]
    """Path in the folder -> what was fetched."""
    launched: datetime | None
    own_pages: frozenset[str]
    kind: str = "httrack"
    is_whole: bool = True

    def about(self, inside: str) -> Note | Aside | None:
        """Return where a file was fetched from; HTTrack's own files are none."""
        if inside in _OWN or inside in self.own_pages or inside.startswith("hts-cache/"):
            return _NO_PAGE
        fetched = self.fetched.get(inside)
        if fetched is not None:
            return Note(basis=BASIS, url=fetched.url, captured=self._day_of(fetched))
        folder, _, path = inside.partition("/")
        host = host_of(re.sub(r"_(\d{2,5})\Z", r":\1", folder))
        if host is None or not path:
            return None
        found = allowed(host, path, is_crawl=False)
        return Note(basis=BASIS, one_of=found.one_of, is_scheme_known=False) if found.one_of else None

    def _day_of(self, fetched: Fetched) -> str | None:
        """Return the day of the fetch: that on which HTTrack was launched, unless its clock ran past midnight."""
        if self.launched is None or fetched.time is None or fetched.time < self.launched.strftime("%H:%M:%S"):
            return None
        return self.launched.date().isoformat()


def claim_httrack(folder: Folder) -> Claim | None:
    """Claim a folder that holds HTTrack's cache or its log."""
    if "hts-cache" not in folder.folders and "hts-log.txt" not in folder.files:
        return None
    names = ("index.html", "external.html")
    own = frozenset(name for name in names if _OWN_PAGE.search(folder.read(name, _TOP) or b""))
    fetched = dict(listed(folder.read("hts-cache/new.txt", _LONGEST_LIST) or b"", folder.name))
    if not fetched:
        fetched = dict(cached(folder.read("hts-cache/new.zip", _LONGEST_LIST) or b"", folder.name))
    log = folder.read("hts-log.txt", _TOP) or folder.read("hts-cache/doit.log", _TOP) or b""
    return Mirror(fetched, _launched(log), own)


def _launched(log: bytes) -> datetime | None:
    """Return when HTTrack was started, by its machine's clock."""
    found = _LAUNCHED.search(log)
    if found is None:
        return None
    try:
        return datetime.strptime(found[1].decode("ascii"), "%d %b %Y %H:%M:%S")  # noqa: DTZ007  HTTrack writes no zone
    except ValueError:
        return None
