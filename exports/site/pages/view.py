"""A received file to look at: as a page that can neither run nor fetch, or as the text that it is.

What was archived as HTML is shown as plain structure (`pages.harmless`), in a document of its own that its headers put
into a sandbox without scripts, forms and downloads. Its source, and files of text, are words on a page of ours.
A PDF is a download only.

Rule: reads through `archive.openings` only.
"""

import re
from dataclasses import dataclass
from sqlite3 import Connection
from typing import Any

import zstandard
from datasette.utils.asgi import Response

from archive.openings import MadeOf, Opening, opening_of
from exports.phrases import counted, joined
from exports.site.links import Links
from exports.site.pages.frame import as_json, nowhere, room_of
from exports.site.pages.harmless import Harmless, harmless
from exports.site.pages.received import WITH_OWNER
from exports.site.shield import VIEW_POLICY
from exports.site.words import direction, html_language, size_words

MOST_LETTERS = 300_000
"""So much of a source, or of a text, is shown."""

MANY = {"reference to another file": "references to other files"}

_SHA256 = re.compile(r"[0-9a-f]{64}\Z")
_DAMAGED = "The received file cannot be unpacked: the archive is damaged there. `cuttings verify` tells more."


@dataclass(frozen=True, slots=True)
class Made:
    """An article that was made of the file, to be linked."""

    href: str
    name: str
    headline: str | None
    lang: str | None
    dir: str


async def view_page(datasette: Any, request: Any) -> Response:  # noqa: ANN401  Datasette ships no types
    """Show a received file so that nothing of it runs or fetches."""
    room = await room_of(datasette, request)
    if room is None:
        return await nowhere(datasette, request)
    sha256 = request.url_vars["sha256"]
    is_source = request.args.get("as") == "source"

    def read(conn: Connection) -> tuple[Opening | None, Harmless | None]:
        opening = opening_of(conn, sha256) if _SHA256.match(sha256) else None
        is_page = opening is not None and opening.format == "html" and room.format == "html" and not is_source
        return opening, harmless(opening.text) if opening and opening.text is not None and is_page else None

    try:
        opening, page = await room.read(read)
    except zstandard.ZstdError:
        return await room.missing(_DAMAGED)
    if opening is None:
        return await room.missing("No received file of this archive has that SHA-256.")
    if opening.is_with_owner:
        return await room.missing(f"{WITH_OWNER} {sha256}. This copy for readers was made without it.")
    if room.format == "json":
        return as_json(_for_scripts(opening))
    if page is not None:
        return _in_sandbox(await room.page("view_page.html", _frame(room.links, opening) | _of_page(opening, page)))
    return await room.page("view_source.html", _frame(room.links, opening) | _of_text(opening))


def _in_sandbox(response: Response) -> Response:
    """Return a response whose document may do nothing."""
    response.headers["content-security-policy"] = VIEW_POLICY
    return response


def _frame(links: Links, opening: Opening) -> dict[str, Any]:
    read_as = "" if opening.format == "pdf" else f", read as {opening.charset}"
    return {
        "opening": opening,
        "about": f"{opening.format}, {size_words(opening.size)}{read_as}",
        "articles": [_made(links, each) for each in opening.articles],
        "source": links.source(opening.sha256),
        "as_page": links.view(opening.sha256) if opening.format == "html" else None,
        "download": links.received(opening.sha256),
    }


def _made(links: Links, each: MadeOf) -> Made:
    language = html_language(each.language)
    return Made(links.article(each.id), each.accession, each.headline, language, direction(language))


def _of_page(opening: Opening, page: Harmless) -> dict[str, Any]:
    left_out = joined(counted(count, name, MANY.get(name)) for name, count in page.left_out)
    return {
        "page": page,
        "left_out": left_out,
        "is_cut": opening.is_cut or page.is_cut,
    }


def _of_text(opening: Opening) -> dict[str, Any]:
    text = opening.text
    return {
        "text": text[:MOST_LETTERS] if text is not None else None,
        "is_cut": opening.is_cut or len(text or "") > MOST_LETTERS,
    }


def _for_scripts(opening: Opening) -> dict[str, Any]:
    return {
        "sha256": opening.sha256,
        "size": opening.size,
        "format": opening.format,
        "charset": opening.charset,
        "charset_basis": opening.charset_basis,
        "articles": [each.id for each in opening.articles],
        "text": opening.text,
        "is_cut": opening.is_cut,
    }
