"""The day that an outlet files a page under in its address: `/2019/05/03/`, `/2019-05-03-`, `_20190503.`.

Rule: pure. The path only: a query is the visitor's, and what an archive of pages puts before an address is not its own.
"""

import re
from urllib.parse import unquote

from ingest.normalise.dates.numeric import is_possible
from ingest.normalise.dates.words import month_of

FIRST_YEAR = 1995
"""No page was filed on the web under an earlier year."""
_ARCHIVED = re.compile(r"^https?://[^/]+/(?:web/)?(?P<at>(?:19|20)[0-9]{12})(?:[a-z]{2}_)?/(?P<own>.+)$")
_YEAR = r"(?P<y>(?:19|20)[0-9]{2})"
_PARTS = re.compile(rf"/{_YEAR}/(?P<m>[0-9]{{1,2}}|[a-z]{{3,9}})/(?P<d>[0-9]{{1,2}})(?=/|$)")
_DASHED = re.compile(rf"(?<![0-9]){_YEAR}(?P<s>[-_.])(?P<m>[0-9]{{2}})(?P=s)(?P<d>[0-9]{{2}})(?![0-9])")
_SOLID = re.compile(rf"(?<![0-9a-z]){_YEAR}(?P<m>[0-9]{{2}})(?P<d>[0-9]{{2}})(?![0-9a-z])")
_OF_EVENT = re.compile(
    r"[/_-](?:events?|calendar|agenda|whats-?on|termine?|veranstaltung(?:en)?|kalender|evenements?|eventos?|eventi"
    r"|wydarzeni[ae]|etkinlik(?:ler)?|afisha|tadbirl[ae]r|ekdiloseis)(?=[/_-])"
)
"""Parts of a path under which a day is that of an event."""
_MONTH = re.compile(rf"/{_YEAR}/(?P<m>[0-9]{{2}})(?=/|$)")


def archived_at(url: str) -> tuple[str | None, str]:
    """Return the day on which an archive of pages fetched this copy, where its address says so, and the page's own.

    >>> archived_at("https://web.archive.org/web/20131110121040/http://news.example/a")
    ('2013-11-10', 'http://news.example/a')
    """
    match = _ARCHIVED.match(url)
    if match is None:
        return None, url
    stamp = match["at"]
    is_day = is_possible(int(stamp[:4]), int(stamp[4:6]), int(stamp[6:8]))
    return (f"{stamp[:4]}-{stamp[4:6]}-{stamp[6:8]}" if is_day else None), match["own"]


def day_in_address(url: str) -> tuple[str, str] | None:
    """Return the day or the month in the path of an address, with its words; None where there is none, or several.

    >>> day_in_address("https://news.example/2019/05/03/bridge"), day_in_address("https://news.example/2019/05/bridge")
    (('2019-05-03', '/2019/05/03'), ('2019-05', '/2019/05'))
    >>> day_in_address("https://news.example/a?on=2019-05-03") is None
    True
    """
    path = _path_of(url)
    if not any(map(str.isdigit, path)) or _OF_EVENT.search(path):
        return None
    found: dict[str, str] = {}
    for pattern in (_PARTS, _DASHED, _SOLID):
        for match in pattern.finditer(path):
            if (day := _day(match["y"], match["m"], match["d"])) is not None:
                found.setdefault(day, match.group())
    if len(found) == 1:
        return next(iter(found.items()))
    month = _MONTH.search(path) if not found else None
    if month is not None and int(month["y"]) >= FIRST_YEAR and is_possible(int(month["y"]), int(month["m"]), None):
        return f"{month['y']}-{month['m']}", month.group()
    return None


def _path_of(url: str) -> str:
    """Return the path of an address in lower case, without its host, query and fragment."""
    own = archived_at(url.strip())[1]
    bare = re.split(r"[?#;]", own, maxsplit=1)[0]
    _host, _slash, path = bare.partition("//")[2].partition("/") if "//" in bare else bare.partition("/")
    return "/" + unquote(path).lower()


def _day(year: str, month: str, day: str) -> str | None:
    """Return a calendar day, or None."""
    number = int(month) if month.isdigit() else month_of(month, "en")
    if number is None or not is_possible(int(year), number, int(day)) or int(year) < FIRST_YEAR:
        return None
    return f"{year}-{number:02}-{int(day):02}"
