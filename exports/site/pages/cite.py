"""A citation of an archived article: in plain text, and as downloads for reference managers.

Rule: the words are made by pure functions; the downloads read through `archive.reader`.
"""

from collections.abc import Callable, Iterable
from io import StringIO
from typing import Any, TextIO
from urllib.parse import unquote

from datasette.utils.asgi import Response

from archive import reader
from exports.citations import Place, write_bibtex, write_csl, write_ris
from exports.phrases import iso_words, joined
from exports.site.pages.entry import short_note
from exports.site.pages.frame import PAGE_HEADERS, Room, nowhere, room_of
from exports.site.words import describe_date
from schemas.article import ArticleRecord, display_title

FORMS = {"bib": "BibTeX", "ris": "RIS", "csl": "CSL-JSON"}
"""Endings of the address, and what the form is called."""

_WRITERS: dict[str, Callable[[Iterable[ArticleRecord], TextIO, Place], int]] = {
    "bib": write_bibtex,
    "ris": write_ris,
    "csl": write_csl,
}
_TYPES = {
    "bib": "application/x-bibtex; charset=utf-8",
    "ris": "application/x-research-info-systems; charset=utf-8",
    "csl": "application/vnd.citationstyles.csl+json; charset=utf-8",
}
_SUFFIXES = {"csl": "json"}


async def citation_file(datasette: Any, request: Any) -> Response:  # noqa: ANN401  Datasette ships no types
    """Send the citation of one article for a reference manager."""
    room = await room_of(datasette, request)
    if room is None:
        return await nowhere(datasette, request)
    reference, form = unquote(request.url_vars["article"]), request.url_vars["form"]
    record = await room.look_up(lambda conn: reader.find_article(conn, reference))
    if record is None:
        return await room.missing("No article of this archive answers to that name. It may be in another archive.")
    stream = StringIO(newline="")
    _WRITERS[form]([record], stream, place_of(room))
    name = f"{record.accession or record.id}.{_SUFFIXES.get(form, form)}"
    return Response(
        stream.getvalue(),
        headers={**PAGE_HEADERS, "content-disposition": f'attachment; filename="{name}"'},
        content_type=_TYPES[form],
    )


def place_of(room: Room) -> Place:
    """Return the archive as citations name it: its title, and the address under which this reader sees it."""
    first = room.links.article("")
    return Place(title=room.title, articles=room.datasette.absolute_url(room.request, first).rstrip("/"))


def citation_of(record: ArticleRecord, *, archive: str) -> tuple[str, ...]:
    """Return a citation in parts: the article, its source, its place in the archive, the hashes of text and file.

    Joined by spaces the parts are the citation; apart they keep scripts of both directions from running together.
    """
    title = display_title(record.headline, record.text)
    by = joined(record.authors) or record.agency
    captured = f", captured {iso_words(record.captured)}" if record.captured else ""
    said = [by, f"“{title}”", record.outlet, _date_of(record), record.url]
    return (
        *(f"{part.rstrip('.')}." for part in said if part),
        f"In: {archive}, {record.accession or record.id} ({record.id}){captured}.",
        f"SHA-256 of the text: {record.text_sha256};",
        f"of the received file: {record.received_sha256}.",
    )


def _date_of(record: ArticleRecord) -> str:
    """Return the date, never surer than it is: what is inferred, asserted or uncertain is said in the citation too."""
    date = describe_date(record)
    note = short_note(record, date)
    return f"{date.text[0].upper()}{date.text[1:]}{f' ({note})' if note else ''}"
