"""Which address shows which page.

Rule: addresses, and who may send what. Everything of ours stands behind `/DATABASE/-/`, where Datasette has no tables.
"""

from collections.abc import Awaitable, Callable
from functools import wraps
from inspect import signature
from typing import Any

from datasette.utils.asgi import Response

from exports.site.access import archives_of
from exports.site.editor import is_from_here, why_not
from exports.site.pages.article import article_page
from exports.site.pages.check import check_page
from exports.site.pages.cite import citation_file
from exports.site.pages.compare import compare_page
from exports.site.pages.dates import dates_page
from exports.site.pages.edit import edit_desk, edit_form, take_form
from exports.site.pages.extractions import extractions_page
from exports.site.pages.family import family_page
from exports.site.pages.frame import Room, nowhere, room_of
from exports.site.pages.groups import families_page, stories_page
from exports.site.pages.home import front_page, home
from exports.site.pages.left_out import left_out
from exports.site.pages.months import month_page, months_page
from exports.site.pages.named import agency_page, outlet_page, person_page, tag_page
from exports.site.pages.names import agencies_page, outlets_page, people_page, tags_page
from exports.site.pages.places import places_page
from exports.site.pages.received import received
from exports.site.pages.runs import runs_page
from exports.site.pages.search import search_page
from exports.site.pages.search_all import ADDRESS, search_all
from exports.site.pages.selections import selection_page, selections_page
from exports.site.pages.story import story_page
from exports.site.pages.view import view_page

View = Callable[[Any, Any], Awaitable[Response]]
Taking = Callable[[Room], Awaitable[Response]]

_DATABASE = r"/(?P<database>[^\/\.]+)/-"
_FORMAT = r"(?:\.(?P<format>json))?$"


def reading(view: View) -> View:
    """Return `view` for readers only: whatever would send something in is refused."""

    @wraps(view)
    async def guarded(datasette: Any, request: Any) -> Response:  # noqa: ANN401  Datasette ships no types
        if request.method not in ("GET", "HEAD"):
            sentence = "This page can only be read."
            return Response.text(sentence, status=405, headers={"allow": "GET, HEAD"})
        return await view(datasette, request)

    return _signed(guarded, view)


def _signed(view: View, like: View) -> View:
    """Write down what a view takes: Datasette asks before every answer, and looking takes its time."""
    view.__signature__ = signature(like)  # type: ignore[attr-defined]
    return view


def writing(show: View, take: Taking) -> View:
    """Return a page that shows a form to whoever asks for it, and takes it from editors' own browsers only."""

    @wraps(show)
    async def guarded(datasette: Any, request: Any) -> Response:  # noqa: ANN401
        if request.method in ("GET", "HEAD"):
            return await show(datasette, request)
        if request.method != "POST":
            sentence = "A form is read or sent."
            return Response.text(sentence, status=405, headers={"allow": "GET, HEAD, POST"})
        room = await room_of(datasette, request)
        if room is None:
            return await nowhere(datasette, request)
        if not is_from_here(request.headers):
            return await room.refused("This form was sent by no page of this reading room. Nothing was changed.")
        if room.editor is None:
            return await room.refused(why_not(datasette, request.actor, room.database))
        return await take(room)

    return guarded


PAGES: tuple[tuple[str, View], ...] = (
    (rf"{_DATABASE}/home{_FORMAT}", home),
    (rf"{_DATABASE}/search(?:\.(?P<format>json|atom|csv))?$", search_page),
    (rf"{_DATABASE}/article/(?P<article>[^/]+)\.(?P<form>bib|ris|csl)$", citation_file),
    (rf"{_DATABASE}/article/(?P<article>[^/]+?){_FORMAT}", article_page),
    (rf"{_DATABASE}/compare/(?P<a>[^/]+)/(?P<b>[^/]+?){_FORMAT}", compare_page),
    (rf"{_DATABASE}/extractions/(?P<article>[^/]+?){_FORMAT}", extractions_page),
    (rf"{_DATABASE}/stories{_FORMAT}", stories_page),
    (rf"{_DATABASE}/story/(?P<name>[^/]+?){_FORMAT}", story_page),
    (rf"{_DATABASE}/families{_FORMAT}", families_page),
    (rf"{_DATABASE}/family/(?P<name>[^/]+?){_FORMAT}", family_page),
    (rf"{_DATABASE}/left-out{_FORMAT}", left_out),
    (rf"{_DATABASE}/outlets{_FORMAT}", outlets_page),
    (rf"{_DATABASE}/outlet{_FORMAT}", outlet_page),
    (rf"{_DATABASE}/people{_FORMAT}", people_page),
    (rf"{_DATABASE}/person{_FORMAT}", person_page),
    (rf"{_DATABASE}/agencies{_FORMAT}", agencies_page),
    (rf"{_DATABASE}/agency{_FORMAT}", agency_page),
    (rf"{_DATABASE}/tags{_FORMAT}", tags_page),
    (rf"{_DATABASE}/tag{_FORMAT}", tag_page),
    (rf"{_DATABASE}/months{_FORMAT}", months_page),
    (rf"{_DATABASE}/month{_FORMAT}", month_page),
    (rf"{_DATABASE}/dates{_FORMAT}", dates_page),
    (rf"{_DATABASE}/places{_FORMAT}", places_page),
    (rf"{_DATABASE}/selections{_FORMAT}", selections_page),
    (rf"{_DATABASE}/selection/(?P<name>[^/]+?){_FORMAT}", selection_page),
    (rf"{_DATABASE}/runs{_FORMAT}", runs_page),
    (rf"{_DATABASE}/view/(?P<sha256>[^/]+?){_FORMAT}", view_page),
    (rf"{_DATABASE}/received/(?P<sha256>[^/]+)$", received),
    (rf"{_DATABASE}/check{_FORMAT}", check_page),
    (rf"{_DATABASE}/edit$", edit_desk),
)

WRITING: tuple[tuple[str, View, Taking], ...] = ((rf"{_DATABASE}/edit/(?P<form>[a-z-]+)$", edit_form, take_form),)

FRONT: tuple[tuple[str, View], ...] = ((r"/$", front_page), (rf"{ADDRESS}{_FORMAT}", search_all))


def routes_of(datasette: Any) -> list[tuple[str, View]]:  # noqa: ANN401  Datasette ships no types
    """Return our addresses; Datasette's own front page gives way only where an archive is served."""
    pages = (*PAGES, *(FRONT if archives_of(datasette) else ()))
    return [
        *((address, reading(view)) for address, view in pages),
        *((address, writing(show, take)) for address, show, take in WRITING),
    ]
