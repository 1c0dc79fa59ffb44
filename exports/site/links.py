"""Addresses of our pages, and the state of a search that travels in them.

Rule: pure but for Datasette's `urls`, which knows the prefix that a proxy puts before our paths.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any, Literal, Protocol, cast, get_args
from urllib.parse import quote, urlencode

from exports.site.misread import unmeant
from ingest.normalise.dates import bounds_of
from schemas.view import Filters

Order = Literal["relevance", "newest", "oldest"]

PAGE_SIZE = 20
"""Hits on a page."""

LAST_PAGE = 5_000
"""Pages further back are not served: narrow the search instead."""

_DATE = re.compile(r"(?!0000)\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?\Z")


FILTERS = ("outlet", "language", "agency", "author", "story", "tag", "basis", "copies", "without")
"""Filters that an address carries under their own names."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Quest:
    """What a reader asked for: words, filters, order and page, as they stand in the address."""

    q: str = ""
    outlet: str | None = None
    language: str | None = None
    agency: str | None = None
    author: str | None = None
    story: str | None = None
    """Public id of a story or of a family."""
    tag: str | None = None
    basis: str | None = None
    copies: str | None = None
    without: str | None = None
    date_from: str | None = None
    date_to: str | None = None
    order: Order | None = None
    """None: the best match first where there are words, else the newest."""
    by_family: bool = True
    """One hit stands for all of its family that were found."""
    after: str | None = None
    """The article behind which the page begins."""
    page: int = 1
    """A page by number, where no article is named: addresses of before have it."""
    ignored: tuple[str, ...] = ()
    """What was asked and not understood, to be said on the page."""

    @classmethod
    def of(cls, args: Mapping[str, Any]) -> "Quest":
        """Read a quest from the parameters of a request; what cannot be meant is dropped and named."""
        ignored = tuple(
            f"“{value[:40]}” is not a date: write 2022, 2022-11 or 2022-11-25."
            for name in ("from", "to")
            if (value := _text(args, name)) and not is_date(value)
        )
        order = _text(args, "sort")
        words, since, until = args.get("q") or "", _date(args, "from"), _date(args, "to")
        return cls(
            q=words,
            **_filters(args),
            date_from=since,
            date_to=until,
            order=cast("Order", order) if order in get_args(Order) else None,
            by_family=_text(args, "group") != "no",
            after=_text(args, "after"),
            page=_page(_text(args, "page")),
            ignored=(*ignored, *unmeant(words, since, until)),
        )

    @property
    def filters(self) -> Filters:
        """Return the filters as the archive takes them."""
        own = {name: getattr(self, name) for name in FILTERS}
        return Filters(**own, date_from=self.date_from, date_to=self.date_to)

    @property
    def is_narrowed(self) -> bool:
        """Tell whether any filter is set."""
        return self.filters != Filters()

    @property
    def effective_order(self) -> Order:
        """Return the order in which hits are shown."""
        if self.order is not None and (self.q.strip() or self.order != "relevance"):
            return self.order
        return "relevance" if self.q.strip() else "newest"

    def parameters(self) -> dict[str, str]:
        """Return the quest as address parameters, without what is not asked for."""
        return {name: value for name, value in self.all_parameters().items() if value}

    def all_parameters(self) -> dict[str, str | None]:
        """Return the parameters of an address in their order, with those that are not asked for."""
        return {
            "q": self.q,
            **{name: getattr(self, name) for name in FILTERS},
            "from": self.date_from,
            "to": self.date_to,
            "sort": self.order,
            "group": None if self.by_family else "no",
            "after": self.after,
            "page": str(self.page) if self.page > 1 and not self.after else None,
        }

    def around(self, *names: str) -> tuple[str, str]:
        """Return what stands before and behind these parameters in the address of the first page: for many values."""
        values = list(self.but().all_parameters().items())
        at = [number for number, (name, _) in enumerate(values) if name in names]
        before = urlencode([(name, value) for name, value in values[: at[0]] if value], errors="replace")
        behind = urlencode([(name, value) for name, value in values[at[-1] + 1 :] if value], errors="replace")
        return before, behind

    def but(self, **changes: str | int | bool | None) -> "Quest":
        """Return the quest with other values, from its first page."""
        return replace(self, **{"page": 1, "after": None, **changes})  # type: ignore[arg-type]  # values of its own fields

    def without_filters(self) -> "Quest":
        """Return the quest with its words and its order alone."""
        return Quest(q=self.q, order=self.order, by_family=self.by_family)


class Searching(Protocol):
    """Whatever knows the address of a search."""

    def search(self, quest: Quest | None = None, *, suffix: str = "") -> str:
        """Return the search page, with the state of `quest`."""


@dataclass(frozen=True, slots=True)
class Everywhere:
    """Addresses of the search over all archives; a story is one archive's, and is not searched."""

    address: str

    def search(self, quest: Quest | None = None, *, suffix: str = "") -> str:
        """Return the search page, with the state of `quest`."""
        given = replace(quest, story=None, by_family=True).parameters() if quest else {}
        return with_parameters(f"{self.address}{suffix}", given)


@dataclass(frozen=True, slots=True)
class Links:
    """Addresses in one archive."""

    root: str
    """Path of the archive's database."""
    index: str
    """Path of the instance's front page."""

    @property
    def home(self) -> str:
        """Return the archive's front page."""
        return f"{self.root}/-/home"

    @property
    def left_out(self) -> str:
        """Return the page of inputs that gave no article."""
        return f"{self.root}/-/left-out"

    def search(self, quest: Quest | None = None, *, suffix: str = "") -> str:
        """Return the search page, with the state of `quest`."""
        return with_parameters(f"{self.root}/-/search{suffix}", quest.parameters() if quest else {})

    def article(self, public_id: str, quest: Quest | None = None, at: int | None = None) -> str:
        """Return an article's page; `at` is its place (from 1) in the result of `quest`."""
        found_by = _first_page(quest) if quest else ""
        place = "" if at is None else f"at={at:d}"
        parameters = "&".join(filter(None, (found_by, place)))
        return f"{self.root}/-/article/{public_id}{'?' if parameters else ''}{parameters}"

    def received(self, sha256: str) -> str:
        """Return the download of a received file."""
        return f"{self.root}/-/received/{sha256}"

    def view(self, sha256: str) -> str:
        """Return a received file as a page that can neither run nor fetch anything."""
        return f"{self.root}/-/view/{sha256}"

    def source(self, sha256: str) -> str:
        """Return a received file as the text that it is: its source, escaped."""
        return f"{self.view(sha256)}?as=source"

    def extractions(self, public_id: str) -> str:
        """Return the page that compares what several versions of our rules made of an article."""
        return f"{self.root}/-/extractions/{public_id}"

    def compare(self, a: str, b: str) -> str:
        """Return the page that lays two articles side by side."""
        return f"{self.root}/-/compare/{a}/{b}"

    def story(self, name: str) -> str:
        """Return the page of a story."""
        return f"{self.root}/-/story/{name}"

    def family(self, name: str) -> str:
        """Return the page of a family."""
        return f"{self.root}/-/family/{name}"

    def selection(self, name: str, **parameters: str | None) -> str:
        """Return the page of a selection."""
        return self.page(f"selection/{quote(name, safe='')}", **parameters)

    @property
    def desk(self) -> str:
        """Return the page of who may change the archive: what was changed, and how to sign out."""
        return f"{self.root}/-/edit"

    def edit(self, form: str, **parameters: str | None) -> str:
        """Return the page of one form, filled in with `parameters`."""
        return with_parameters(f"{self.root}/-/edit/{form}", {key: value for key, value in parameters.items() if value})

    def page(self, name: str, /, **parameters: str | None) -> str:
        """Return a page that is about the archive as a whole: `stories`, `outlets`, `people`, `check`, `runs`, ...

        Names of outlets, persons and the like travel as parameters: they may hold any character.
        """
        return with_parameters(f"{self.root}/-/{name}", {key: value for key, value in parameters.items() if value})


def links_of(datasette: Any, database: str) -> Links:  # noqa: ANN401  Datasette ships no types
    """Return the addresses of the archive called `database`."""
    return Links(root=str(datasette.urls.database(database)), index=str(datasette.urls.instance()))


@lru_cache(maxsize=64)
def _first_page(quest: Quest) -> str:
    """Return the parameters of a result's first page: each of its articles has them in its address."""
    return urlencode(quest.but().parameters(), errors="replace")


def with_parameters(path: str, parameters: Mapping[str, str]) -> str:
    """Return an address with its parameters."""
    return f"{path}?{urlencode(parameters, errors='replace')}" if parameters else path


def _text(args: Mapping[str, Any], name: str) -> str | None:
    value = args.get(name)
    return str(value).strip() or None if value else None


def _filters(args: Mapping[str, Any]) -> dict[str, str | None]:
    """Return the filters; a date whose basis is unknown is one that is not there."""
    found = {name: _text(args, name) for name in FILTERS}
    if found["basis"] == "unknown":
        found["basis"], found["without"] = None, found["without"] or "date"
    return found


def _date(args: Mapping[str, Any], name: str) -> str | None:
    value = _text(args, name)
    return value if value and is_date(value) else None


def is_date(value: str) -> bool:
    """Tell whether a text is a year, a month or a day of the calendar, as filters take it."""
    return bool(_DATE.match(value)) and bounds_of(value) is not None


def _page(value: str | None) -> int:
    return min(max(int(value), 1), LAST_PAGE) if value and value.isascii() and value.isdigit() and len(value) < 8 else 1  # noqa: PLR2004  longer numbers are no page
