"""Trees of crawlers: `host/path/page.html`, as `wget -x`, `wget -r` and others lay them down.

The path is the address but for what the crawler changed: `/` became `/index.html`, and `.html` may be the page's or
the crawler's (`wget -E`). So a path allows one address or several; which of them it is, the page says
(`own_address.settled`). Only what no page can decide and no crawler changes is taken as it stands, and only where the
folder shows that a crawler made it: a person may have sorted files into a folder called `news.example`, too.

Rule: pure; names only.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import quote

from ingest.readers.beside import Note
from ingest.readers.trees.folder import Aside, Claim, Folder, encoded
from ingest.readers.trees.top_level import COUNTRIES, GENERIC, NO_HOSTS
from schemas.report import Reason

BASIS = "tree:wget"
_HOST = re.compile(
    r"(?P<host>(?:[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9])?\.)+(?P<top>[a-z]{2,24}|xn--[a-z0-9-]{2,59}))"
    r"(?:[:+](?P<port>\d{2,5}))?",
    re.IGNORECASE,
)
_SCRIPT = r"(?:php\d?|phtml|aspx?|jspx?|cgi|cfm|pl|do|action)"
_QUERY = re.compile(r"[?@](?=[^/?@=]{1,100}=)|\?")
"""Where the query begins: `?`, or `@` where names may not hold a `?` (Windows)."""
_ADDED = re.compile(rf"(?i)(?:\.{_SCRIPT}|\?.*|@[^/@=]+=.*)\.html\Z")
"""An ending that the crawler added."""
_AS_SERVED = re.compile(rf"(?i)\.{_SCRIPT}\Z|\.(?:{_SCRIPT}|html?)[?@](?!.*\.html\Z).*=")
"""A name that `wget -E` would have lengthened."""
_NUMBERED = re.compile(r"\.(?:[1-9]\d{0,2}|tmp)\Z")
"""A further copy of the same address."""
_AS_FETCHED = ".orig"
"""A page before `wget -K` changed its links, called as the server called it."""
_START = re.compile(r"index\.html\Z|index\.html(?=[?@])", re.IGNORECASE)
_OF_A_CRAWL = ("robots.txt", "index.html", "index.htm", "index.php", "sitemap.xml", "wget-log")
"""Names of which one lies at the top of what a crawler fetched."""
_NO_PAGES = frozenset({"robots.txt", "wget-log"})
_DOWNLOADED = "websites"
"""Where downloaders of the Wayback Machine lay hosts; they call the page `/a` by `a/index.html`."""
_CHANGED = Aside(
    reason=Reason.PART_OF_PAGE,
    detail="It is the page with its links changed; the page as it was fetched lies beside it (.orig).",
)
_NO_PAGE = Aside(reason=Reason.UNSUPPORTED_TYPE, detail="It is what a crawler reads or writes on its way, not a page.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Allowed:
    """What addresses a path in a crawler's tree allows."""

    one_of: tuple[str, ...] = ()
    otherwise: str | None = None
    """That which it is where the page does not say."""


def host_of(name: str) -> str | None:
    """Return host and port that a folder is called by, or None where it is called otherwise.

    >>> host_of("news.example+8080")
    'news.example:8080'
    >>> host_of("notes.txt") is None
    True
    """
    found = _HOST.fullmatch(name)
    if found is None or len(found["host"]) > 253:  # noqa: PLR2004  RFC 1035, 2.3.4
        return None
    top = found["top"].lower()
    is_www = name.lower().startswith("www.")
    if top in NO_HOSTS and not is_www:
        return None
    if not top.startswith("xn--") and top not in COUNTRIES and top not in GENERIC:
        return None
    return f"{found['host'].lower()}:{found['port']}" if found["port"] else found["host"].lower()


def allowed(
    host: str, path: str, *, is_crawl: bool = True, adds_html: bool | None = None, adds_start: bool = False
) -> Allowed:
    """Return the addresses that the file at `path` in the folder of `host` may have; http or https is not known.

    `is_crawl`: a crawler made the folder. `adds_html`: it added `.html` to pages that had no such ending (None: who
    knows). `adds_start`: it laid `/a`, too, as `a/index.html`.
    """
    if path.count("/") and any(part in {"", ".", ".."} for part in path.split("/")):
        return Allowed()
    if path.endswith(_AS_FETCHED) and is_crawl:
        path, adds_html = path.removesuffix(_AS_FETCHED), False
    numbered = _NUMBERED.sub("", path.removesuffix(_AS_FETCHED))
    if numbered != path:
        return Allowed(one_of=_urls(host, _readings(numbered)))
    readings = _readings(path)
    if is_crawl and len(readings) == 1:
        return Allowed(otherwise=_urls(host, readings)[0])
    if is_crawl and _is_sure(path, adds_html=adds_html) and not (adds_start and "/" in path and _is_start(path)):
        return Allowed(one_of=_urls(host, readings), otherwise=_urls(host, readings[:1])[0])
    return Allowed(one_of=_urls(host, readings))


def _readings(path: str) -> tuple[str, ...]:
    """Return paths and queries that the server may have had, the likeliest first."""
    if _ADDED.search(path):
        return _readings(path[:-5])
    folder, _, name = path.rpartition("/")
    inside = f"{folder}/" if folder else ""
    if found := _START.match(name):
        start, query = f"{inside}{_asked(name[found.end() :])}", _asked(name[found.end() :])
        bare = (f"{folder}{query}", f"{inside}index{query}") if folder else (f"index{query}",)
        return (start, f"{inside}index.html{query}", *bare)
    if path.lower().endswith(".html"):
        return (_asked(path), _asked(path[:-5]), f"{_asked(path[:-5])}/")
    asked = _asked(path)
    before, mark, query = asked.partition("?")
    slashed = query.replace("%2F", "/")
    return (asked,) if slashed == query else (asked, f"{before}{mark}{slashed}")


def _is_sure(path: str, *, adds_html: bool | None) -> bool:
    """Say whether the likeliest reading may be taken where the page names none.

    A `%2F` in a query may have been a `/` that no name can hold.
    """
    return _is_start(path) or (adds_html is False and "%2F" not in path)


def _is_start(path: str) -> bool:
    """Say whether a name stands for its folder."""
    return _START.match(path.rpartition("/")[2]) is not None


def _asked(path: str) -> str:
    """Return a path as it was asked for: the query behind a `?`."""
    found = _QUERY.search(path)
    return f"{path[: found.start()]}?{path[found.end() :]}" if found else path


def _urls(host: str, readings: Iterable[str]) -> tuple[str, ...]:
    """Return addresses of paths; `#` and what is no ASCII in a name was part of the path."""
    quoted = (quote(encoded(each), safe="/%:@!$&'()*+,;=~-._?[]") for each in readings)
    return tuple(f"https://{host}/{each}" for each in quoted)


@dataclass(frozen=True, slots=True)
class HostTree:
    """A folder that is a host."""

    host: str
    is_crawl: bool
    adds_html: bool | None
    folder: Folder
    adds_start: bool
    """`/a` lies here as `a/index.html`."""
    keeps_fetched: bool
    """Some pages lie beside themselves as they were fetched."""
    kind: str = "wget"
    is_whole: bool = False

    def about(self, inside: str) -> Note | Aside | None:
        """Return the address that the path allows."""
        found = allowed(self.host, inside, is_crawl=self.is_crawl, adds_html=self.adds_html, adds_start=self.adds_start)
        if inside in _NO_PAGES:
            return _NO_PAGE
        if self.keeps_fetched and self._has_fetched(inside):
            return _CHANGED
        if not found.one_of and found.otherwise is None:
            return None
        return Note(basis=BASIS, url=found.otherwise, one_of=found.one_of, is_scheme_known=False)

    def _has_fetched(self, inside: str) -> bool:
        """Say whether the page lies beside this one as it was fetched."""
        if not inside.lower().endswith((".html", ".htm")):
            return False
        names = (f"{inside}{_AS_FETCHED}", f"{inside.removesuffix('.html')}{_AS_FETCHED}")
        return any(self.folder.read(name, 1) for name in names)


def claim_host(folder: Folder) -> Claim | None:
    """Claim a folder that is called like a host; in one that is, folders are paths."""
    host = host_of(folder.name)
    if host is None or any(host_of(name) for name in folder.around):
        return None
    added = any(_ADDED.search(name) for name in folder.files)
    as_served = any(_AS_SERVED.search(name) for name in folder.files)
    adds_html = None if added == as_served else added
    is_crawl = added or as_served or any(name in folder.files for name in _OF_A_CRAWL)
    keeps_fetched = any(name.endswith(_AS_FETCHED) for name in folder.files)
    adds_start = folder.around[-1:] == (_DOWNLOADED,)
    return HostTree(host, is_crawl or keeps_fetched, adds_html, folder, adds_start, keeps_fetched)
