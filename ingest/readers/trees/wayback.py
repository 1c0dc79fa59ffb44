"""What was fetched from the Wayback Machine: its replay as a crawler mirrored it, or its files with a stamp each.

`web.archive.org/web/20221125000000/https:/news.example/a.html` says where the page stood and when it was captured;
`websites/news.example/20221125000000/a.html` (every capture of a site, one folder a capture) says the same.

Rule: pure; names only.
"""

import re
from dataclasses import dataclass

from ingest.readers.beside import Note
from ingest.readers.pages.replay import time_of_stamp
from ingest.readers.trees.folder import Aside, Claim, Folder
from ingest.readers.trees.hosts import allowed, host_of

BASIS = "tree:wayback"
_REPLAY_HOSTS = frozenset({"web.archive.org", "wayback.archive.org"})
_REPLAY = re.compile(
    r"web/(?P<stamp>\d{14})(?:[a-z]{2}_)?/(?:(?P<scheme>https?)(?::|_|%3A|\+3A|\+)?/+)?(?P<host>[^/]+)(?:/(?P<path>.+))?",
    re.IGNORECASE,
)
_STAMPED = re.compile(r"(?P<stamp>\d{14})/(?P<path>.+)")
_STAMP = re.compile(r"\d{14}")


@dataclass(frozen=True, slots=True)
class Replays:
    """A mirror of the Wayback Machine's replay of pages."""

    kind: str = "wayback"
    is_whole: bool = True

    def about(self, inside: str) -> Note | Aside | None:
        """Return the page's own address and the time of its capture."""
        found = _REPLAY.fullmatch(inside)
        host = host_of(found["host"]) if found else None
        if found is None or host is None:
            return None
        return _noted(found["stamp"], found["scheme"], host, found["path"] or "index.html")


@dataclass(frozen=True, slots=True)
class Captures:
    """A host's folder with one folder a capture in it."""

    host: str
    kind: str = "wayback"
    is_whole: bool = True

    def about(self, inside: str) -> Note | Aside | None:
        """Return the page's own address and the time of its capture."""
        found = _STAMPED.fullmatch(inside)
        return _noted(found["stamp"], None, self.host, found["path"], adds_start=True) if found else None


def claim_wayback(folder: Folder) -> Claim | None:
    """Claim the folder of the Wayback Machine's host, or one of a host in which there are captures alone."""
    host = host_of(folder.name)
    if host in _REPLAY_HOSTS:
        return Replays()
    if host is None or not len(folder.folders):
        return None
    is_stamped = all(_STAMP.fullmatch(name) and time_of_stamp(name) for name in folder.folders)
    return Captures(host) if is_stamped else None


def _noted(stamp: str, scheme: str | None, host: str, path: str, *, adds_start: bool = False) -> Note:
    """Return what the folders' names say of a file."""
    found = allowed(host, path, adds_start=adds_start)
    secure = scheme is None or scheme.lower() == "https"
    one_of = tuple(url if secure else url.replace("https:", "http:", 1) for url in found.one_of)
    otherwise = found.otherwise
    if otherwise and not secure:
        otherwise = otherwise.replace("https:", "http:", 1)
    return Note(
        basis=BASIS,
        url=otherwise,
        one_of=one_of,
        is_scheme_known=scheme is not None,
        captured=time_of_stamp(stamp),
    )
