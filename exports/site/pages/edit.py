"""The pages of who may change an archive: every form on a page of its own, and the desk with the latest changes.

A form that cannot be done comes again with what was typed and the reason; one that is done leads back to where it was.

Rule: writes through `exports.site.editor` only; the log is read from the file itself, since readers' connections do not
have it.
"""

import logging
from dataclasses import dataclass
from sqlite3 import Connection
from typing import Any
from urllib.parse import parse_qsl, unquote

from datasette.utils.asgi import Response

from archive import reader
from archive.log import latest_changes
from exports.site.editor import change_of, read_own, why_not
from exports.site.forms.every import FORMS
from exports.site.forms.form import Form, Values, check, read
from exports.site.links import Links
from exports.site.pages.facts import FIELD_WORDS, evidence_of, lines_of
from exports.site.pages.frame import Room, nowhere, room_of
from exports.site.pages.logged import Names, logged_lines, named
from schemas.article import ArticleRecord, display_title
from schemas.errors import ArchiveError, ArchiveLocked, CorrectionError, UnknownArticle
from schemas.view import Event

LATEST = 50
"""Changes that the desk lists."""

BUSY = (
    "Something else is being written to this archive now: an ingest, or a colleague's change. Nothing was changed. "
    "Try again when it is done."
)
UNWRITABLE = "This archive cannot be written here, so nothing was changed. The log of the server says why."
NO_ARTICLE = "No article of this archive answers to that name."

log = logging.getLogger("cuttings.site")


@dataclass(frozen=True, slots=True, kw_only=True)
class Filled:
    """A form as it stands on a page: what is typed into it, and what was wrong with that."""

    form: Form
    action: str
    back: str
    """Where it leads when it is done."""
    values: Values
    id: str
    """Distinguishes its fields from those of other forms on the page."""
    suggestions: tuple[tuple[str, str], ...] = ()
    """For the field `suggested`: values, and what they stand for."""
    suggested: str = "other"
    problem: str | None = None


def filled(form: str, links: Links, back: str, *, tail: str = "0", **values: str | None) -> Filled:
    """Return a form filled in with `values`; `tail` tells it from others of its kind on the page."""
    given = {name: value for name, value in values.items() if value}
    return Filled(form=FORMS[form], action=links.edit(form), back=back, values=given, id=f"{form}-{tail}")


async def edit_form(datasette: Any, request: Any) -> Response:  # noqa: ANN401  Datasette ships no types
    """Show one form on a page of its own."""
    room = await room_of(datasette, request)
    if room is None:
        return await nowhere(datasette, request)
    form = FORMS.get(request.url_vars["form"])
    if form is None:
        return await room.missing("There is no such form.")
    if room.editor is None:
        return await room.refused(why_not(datasette, request.actor, room.database))
    sent = {name: str(request.args.get(name) or "") for name in (*(field.name for field in form.fields), "back")}
    return await _again(room, form, sent)


async def take_form(room: Room) -> Response:
    """Make the change that a form asks for, and lead back; or show the form again with the reason."""
    form = FORMS.get(room.request.url_vars["form"])
    if form is None:
        return await room.missing("There is no such form.")
    sent = await sent_of(room)
    values = read(form, sent)
    problem, status = None, 400
    try:
        check(form, values)
        assert room.editor is not None  # noqa: S101  the guard saw to it
        told = await change_of(room.datasette, room.database, room.editor, lambda desk: form.act(desk, values))
    except CorrectionError as error:
        problem = str(error)
    except UnknownArticle:
        problem = NO_ARTICLE
    except ArchiveLocked:
        problem, status = BUSY, 503
    except ArchiveError:
        log.exception("a change could not be written")
        problem, status = UNWRITABLE, 503
    if problem is not None:
        return await _again(room, form, sent, problem=problem, status=status)
    room.datasette.add_message(room.request, told)
    done = _page_of(room.links, form, values[form.then]) if form.then else _back(room, form, sent)
    return Response.redirect(done, status=303)


async def sent_of(room: Room) -> dict[str, str]:
    """Return the fields of a form that was sent."""
    body = await room.request.post_body()
    return dict(parse_qsl(body.decode("utf-8", "replace"), keep_blank_values=True)[:MOST_FIELDS])


MOST_FIELDS = 100
LONGEST_NAME = 200
"""Characters of what names the thing that a form is about."""


async def _again(room: Room, form: Form, sent: Values, *, problem: str | None = None, status: int = 200) -> Response:
    shown = Filled(
        form=form,
        action=room.links.edit(form.name),
        back=_back(room, form, sent),
        values=read(form, sent),
        id=form.name,
        problem=problem,
    )
    context = {"filled": shown, "subject": await _subject(room, form, sent), "stands": await _stands(room, form, sent)}
    return await room.page("edit_form.html", context, status=status)


async def _stands(room: Room, form: Form, sent: Values) -> dict[str, object] | None:
    """Return the fact that a form is about as the archive has it now; None where it is about none."""
    name = sent.get("field", "")
    if form.name not in {"fact", "fact-undo"} or name not in FIELD_WORDS:
        return None
    ref = sent.get(form.about, "")[:LONGEST_NAME]
    facts = await room.read(lambda conn: reader.facts_of(conn, ref) if reader.find_article(conn, ref) else None)
    if facts is None:
        return None
    line = next((each for each in lines_of(facts) if each.field == name), None)
    alone = tuple(evidence_of(fact) for fact in facts if fact.field == name and fact.chosen)
    return {"title": FIELD_WORDS[name], "chosen": line.chosen if line else alone}


async def _subject(room: Room, form: Form, sent: Values) -> dict[str, str | None] | None:
    """Return what the form is about, for its head; of a story the article that it is named by."""
    named = sent.get(form.about, "")[:LONGEST_NAME]
    if form.about not in {"article", "story"}:
        return {"title": named, "href": _page_of(room.links, form, named)} if named else None
    ref = named.removeprefix("s-") if form.about == "story" else named
    record = await room.read(lambda conn: reader.find_article(conn, ref))
    return subject_of(record, room.links) if record else None


def subject_of(record: ArticleRecord, links: Links) -> dict[str, str | None]:
    """Return title and address of an article."""
    return {
        "title": display_title(record.headline, record.text),
        "href": links.article(record.id),
        "outlet": record.outlet,
        "accession": record.accession,
    }


def _back(room: Room, form: Form, sent: Values) -> str:
    """Return where a form leads when it is done: where it was filled in, if that is a page of this archive."""
    asked = sent.get("back", "")
    is_plain = asked.isascii() and asked.isprintable() and "\\" not in asked
    path = asked.partition("?")[0].partition("#")[0]
    if is_plain and path.startswith(f"{room.links.root}/-/") and not {".", ".."} & set(unquote(path).split("/")):
        return asked
    return _page_of(room.links, form, sent.get(form.about, "")[:LONGEST_NAME])


def _page_of(links: Links, form: Form, named: str) -> str:
    """Return the page of what a form is about; the front page where none can be told."""
    if form.about == "outlet" and named:
        return links.page("outlet", name=named)
    if form.about == "place":
        return links.page("places", q=named)
    if form.about == "selection":
        return links.selection(named) if named else links.page("selections")
    article = named.removeprefix("s-")
    return links.article(article) if article.isascii() and article.isalnum() else links.home


async def edit_desk(datasette: Any, request: Any) -> Response:  # noqa: ANN401
    """Show who may change the archive what was changed last, under which name changes go, and how to sign out."""
    room = await room_of(datasette, request)
    if room is None:
        return await nowhere(datasette, request)
    if room.editor is None:
        return await room.refused(why_not(datasette, request.actor, room.database))
    changes, names = await read_own(datasette, room.database, _read_changes)
    context = {
        "changes": logged_lines(changes, names, room.links),
        "latest": LATEST,
        "sign_out": str(datasette.urls.logout()),
    }
    return await room.page("edit.html", context)


def _read_changes(conn: Connection) -> tuple[tuple[Event, ...], Names]:
    changes = latest_changes(conn, LATEST)
    return changes, named(conn, changes)
