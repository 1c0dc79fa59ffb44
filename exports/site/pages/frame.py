"""What every page shares: the archive it is about, its addresses, its headers, its answer in JSON or HTML.

Rule: no page's own matter; knows Datasette's request and response.
"""

import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from sqlite3 import Connection
from typing import Any, TypeVar

from datasette.utils import tilde_decode
from datasette.utils.asgi import Response

from archive.about import About
from exports.site.access import PLUGIN, about_of, archives_of, title_for
from exports.site.at_once import look_up
from exports.site.editor import Editor, editor_of
from exports.site.links import Links, links_of
from exports.site.rendering import render
from exports.site.shield import OWN_POLICY, SCRIPT_POLICY

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Room:
    """One archive in one request."""

    datasette: Any
    request: Any
    database: str
    title: str
    links: Links
    editor: Editor | None = None
    """Who asks, where that person may change the archive."""

    async def read(self, reading: Callable[[Connection], T]) -> T:
        """Run `reading` with a read-only connection, in Datasette's thread for queries."""
        result: T = await self.datasette.get_database(self.database).execute_fn(reading)
        return result

    async def look_up(self, reading: Callable[[Connection], T]) -> T:
        """Run a `reading` that looks a few things up by their keys, at once where it is as short as it should be."""
        return await look_up(self.datasette, self.database, reading)

    @property
    def about(self) -> About:
        """Return what the owner says of the archive."""
        return about_of(self.datasette, self.database)

    @property
    def format(self) -> str:
        """Return `json` where the address asks for it, else `html`."""
        asked = self.request.url_vars.get("format") or self.request.args.get("_format")
        return "json" if asked == "json" else "html"

    async def page(
        self, template: str, context: dict[str, Any], *, status: int = 200, scripts: tuple[str, ...] = ()
    ) -> Response:
        """Render one of our templates. `scripts` are files of ours that make it handier; it must do without them."""
        frame = {
            "room": self,
            "request": self.request,
            "urls": self.datasette.urls,
            "csrftoken": self.request.scope.get("csrftoken", str),
            "show_messages": lambda: self.datasette._show_messages(self.request),  # noqa: SLF001  no other way
            "links": self.links,
            "title": self.title,
            "shelf": shelf_of(self.datasette, self.links, self.title),
            "room_css": static_file(self.datasette, "room.css"),
            "editor": self.editor,
            "room_scripts": [static_file(self.datasette, name) for name in scripts],
        }
        body = render(self.datasette, template, {**frame, **context})
        headers = {**PAGE_HEADERS, **(EDITORS_HEADERS if self.editor else {})}
        if scripts:
            headers["content-security-policy"] = SCRIPT_POLICY
        return Response.html(body, status=status, headers=headers)

    async def missing(self, sentence: str) -> Response:
        """Answer 404 with a sentence that says what to do."""
        if self.format == "json":
            return as_json({"error": sentence}, status=404)
        return await self.page("missing.html", {"sentence": sentence}, status=404)

    async def refused(self, sentence: str) -> Response:
        """Answer 403 with a sentence that says why, and who may."""
        return await self.page("missing.html", {"sentence": sentence, "heading": "Not changed"}, status=403)


PAGE_HEADERS = {"content-security-policy": OWN_POLICY, "cache-control": "no-cache"}

EDITORS_HEADERS = {"cache-control": "private, no-store", "referrer-policy": "same-origin"}
"""A form that is sent must tell where it comes from; with `no-referrer` browsers would not tell even us."""


async def room_of(datasette: Any, request: Any) -> Room | None:  # noqa: ANN401  Datasette ships no types
    """Return the archive that the address names, or None where there is none or the reader may not see it."""
    route = tilde_decode(request.url_vars["database"])
    try:
        database = datasette.get_database(route=route).name
    except KeyError:
        return None
    return await open_room(datasette, request, database)


async def open_room(datasette: Any, request: Any, database: str) -> Room | None:  # noqa: ANN401
    """Return the archive called `database`, or None where it is no archive or the reader may not see it."""
    if database not in archives_of(datasette):
        return None
    title = await title_for(datasette, request.actor, database)
    if title is None:
        return None
    editor = await editor_of(datasette, request.actor, database)
    return Room(datasette, request, database, title, links_of(datasette, database), editor)


def shelf_of(datasette: Any, links: Links, title: str) -> dict[str, str | None]:  # noqa: ANN401
    """Return title and addresses of an archive, as the head of each page needs them."""
    return {
        "title": title,
        "home": links.home,
        "search": links.search(),
        "stories": links.page("stories"),
        "left_out": links.left_out,
        "desk": links.desk,
        "tables": links.root,
        "index": links.index if len(archives_of(datasette)) > 1 else None,
    }


async def nowhere(datasette: Any, request: Any) -> Response:  # noqa: ANN401
    """Answer 404 where no archive is meant."""
    context = {
        "room": None,
        "links": None,
        "title": "Not found",
        "sentence": "There is no archive at this address. The front page lists the archives that are here.",
        "index": str(datasette.urls.instance()),
    }
    body = await datasette.render_template("cuttings/missing.html", context, request=request)
    return Response.html(body, status=404, headers=dict(PAGE_HEADERS))


def as_json(value: Any, *, status: int = 200) -> Response:  # noqa: ANN401  any JSON value
    """Answer with JSON, in UTF-8 and indented: people read it too."""
    body = json.dumps(value, ensure_ascii=False, indent=1)
    return Response(body, status=status, headers=dict(PAGE_HEADERS), content_type="application/json; charset=utf-8")


@cache
def static_mark(name: str) -> str:
    """Return a short hash of a static file, so that browsers fetch it again when it changes."""
    return hashlib.sha256((files("exports.site") / "static" / name).read_bytes()).hexdigest()[:10]


def static_file(datasette: Any, name: str) -> str:  # noqa: ANN401
    """Return the address of a static file of ours."""
    return f"{datasette.urls.static_plugins(PLUGIN, name)}?v={static_mark(name)}"
