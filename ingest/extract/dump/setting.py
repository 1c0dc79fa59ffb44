"""What kind of dump the lines are: a page with its furniture, or simply a text; and what title came with it.

Rule: pure; sees the page's given facts, lines and looks.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from ingest.extract.dump.header import Header
from ingest.extract.dump.judge import FURNISHING, META, Look, counts_nothing, look_of, text_look
from ingest.extract.dump.lines import Line
from ingest.extract.dump.titles import is_echo, is_masthead
from schemas.page import RawPage

_WHOLE_PAGE = 10
"""Lines of furniture from which a record's text is a page with its menus."""
_TEASERS = 2
"""Titles with a time from which a dump is no mere text."""
_TOP_LINES = 40
"""Lines in which the title's echo is looked for."""
_SENTENCES = frozenset({Look.PROSE, Look.SENTENCE})
_TOP = 3
"""Lines in which a site's name is looked for."""


@dataclass(frozen=True, slots=True)
class Setting:
    """How a dump is to be read."""

    title: str | None
    """The headline that came with it (record, sidecar, header block), or None."""
    is_record: bool
    """True where a record brought the text, and it is believed to be the article's."""
    is_plain: bool
    """True where nothing shows page furniture: nothing is dropped by its position."""


def title_of(page: RawPage, header: Header) -> str | None:
    """Return the headline that came with a dump, or None."""
    stated = (field.value for field in header.fields if field.field == "headline" and field.value)
    given = (fact.value.strip() for fact in page.given if fact.field == "headline" and fact.value.strip())
    return next(given, None) or next(stated, None)


def is_record(page: RawPage) -> bool:
    """Return whether the text is a record's field: who made the record took it for the article's text."""
    return page.record_id is not None or any(fact.rule.startswith("record-") for fact in page.given)


def first_is_text(lines: Sequence[Line], language: str | None, *, title: str | None) -> bool:
    """Return whether a record's text begins at once: its title came beside it, and its first line is not the title."""
    if title is None or not lines or is_echo(lines[0].text, title):
        return False
    return look_of(lines[0], language) not in META | FURNISHING - {Look.COUNTER}


def setting_of(lines: Sequence[Line], looks: Sequence[Look], *, title: str | None, record: bool) -> Setting:
    """Return how a dump is to be read."""
    furnished = sum(look in FURNISHING for look in looks)
    plain = furnished < _WHOLE_PAGE if record else not _is_furnished(lines, looks)
    return Setting(title=title, is_record=record, is_plain=plain)


def _is_furnished(lines: Sequence[Line], looks: Sequence[Look]) -> bool:
    if any(look in FURNISHING - {Look.TEASER} or look is Look.TAGS for look in looks):
        return True
    counters = any(
        look is Look.COUNTER and not counts_nothing(line.text) for line, look in zip(lines, looks, strict=True)
    )
    teasers = sum(look is Look.TEASER for look in looks)
    return counters or teasers >= _TEASERS or any(is_masthead(line.text) for line in lines[:_TOP])


def titled_looks(lines: Sequence[Line], looks: Sequence[Look], title: str) -> list[Look]:
    """Return the looks with the title's echoes at the top as titles, though they be sentences."""
    return [
        Look.SHORT if index < _TOP_LINES and look in _SENTENCES and is_echo(line.text, title) else look
        for index, (line, look) in enumerate(zip(lines, looks, strict=True))
    ]


def plain_looks(lines: Sequence[Line], looks: Sequence[Look], language: str | None) -> list[Look]:
    """Return the looks of a dump that is simply a text: a bare number and a line with a time in it are words."""
    return [
        text_look(line.text, language)
        if look is Look.TEASER or (look is Look.COUNTER and counts_nothing(line.text))
        else look
        for line, look in zip(lines, looks, strict=True)
    ]
