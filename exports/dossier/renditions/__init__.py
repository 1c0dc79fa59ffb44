"""A dossier in forms that no press sets: a page of HTML, JSON, a book.

Rule: pure; a view and a request in, bytes out. No WeasyPrint, no database, no clock.
"""

from dataclasses import dataclass

from exports.dossier.model import DossierView
from exports.dossier.render import Frame
from exports.dossier.renditions.as_epub import book_of
from exports.dossier.renditions.as_html import page_of
from exports.dossier.renditions.as_json import dossier_schema, json_of
from exports.dossier.request import DossierRequest, Form, Progress


@dataclass(frozen=True, slots=True, kw_only=True)
class Rendition:
    """A dossier as a file."""

    content: bytes
    notes: tuple[str, ...]
    """What its reader should know."""


def rendition_of(form: Form, view: DossierView, request: DossierRequest, frame: Frame, tell: Progress) -> Rendition:
    """Return the dossier in a form that is no PDF."""
    make = {"json": _json, "epub": book_of}.get(form, page_of)
    content, notes = make(view, request, frame, tell)
    left = (RECEIVED_NOTE,) if request.attaches else ()
    return Rendition(content=content, notes=(*notes, *left))


def _json(view: DossierView, request: DossierRequest, frame: Frame, tell: Progress) -> tuple[bytes, tuple[str, ...]]:
    tell("compose", 0, 1)
    content = json_of(view, request, frame)
    tell("compose", 1, 1)
    return content, ()


RECEIVED_NOTE = "the received files are not in this file; only the PDF has them attached. It has their hashes"


__all__ = ["Rendition", "dossier_schema", "rendition_of"]
