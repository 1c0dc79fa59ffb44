"""The contents: every section and article with its page."""

from dataclasses import dataclass

from exports.dossier.bidi import language_of
from exports.dossier.model import DossierView, Entry
from exports.dossier.request import DossierRequest
from exports.dossier.sections.section import Section
from exports.dossier.soften import one_line
from exports.dossier.words import published_words

TITLE = 150
"""Characters of a title in the contents: two lines at the most."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ContentsLine:
    """One article in the contents."""

    anchor: str
    mark: str
    title: str
    language: str
    source: str
    """Outlet and date."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ContentsPage:
    """What the contents print."""

    articles: tuple[ContentsLine, ...]


def build(view: DossierView, request: DossierRequest) -> Section:  # noqa: ARG001  every section is built alike
    """Return the contents."""
    page = ContentsPage(articles=tuple(_line(entry) for entry in view.entries))
    return Section(key="contents", template="contents.html", page=page)


def _line(entry: Entry) -> ContentsLine:
    when = published_words(entry.record)
    parts = (one_line(entry.record.outlet or "", 50), "date unknown" if when == "unknown" else when)
    return ContentsLine(
        anchor=entry.anchor,
        mark=entry.mark,
        title=one_line(entry.title, TITLE),
        language=language_of(entry.record.language),
        source=" · ".join(part for part in parts if part),
    )
