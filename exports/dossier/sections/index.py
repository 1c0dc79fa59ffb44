"""The index: outlets, people, agencies, places and tags, each with the marks of its articles.

People are those who sign articles. Who is written about is found by the search of the reading room, not guessed here.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from exports.dossier.model import DossierView, Entry
from exports.dossier.request import DossierRequest
from exports.dossier.sections.section import Section
from exports.dossier.soften import one_line
from ingest.normalise.text import fold

LEAST = 3
"""Articles of a dossier that has an index."""

NAME, MARKS = 90, 60
"""Letters of a name, and marks behind it, that are printed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexLine:
    """A name with its articles."""

    name: str
    marks: tuple[tuple[str, str], ...]
    """Mark and anchor."""
    more: int
    """Articles that are not listed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexPage:
    """What the index prints: a title and its names, by what they are."""

    kinds: tuple[tuple[str, tuple[IndexLine, ...]], ...]


def build(view: DossierView, request: DossierRequest) -> Section | None:  # noqa: ARG001  every section is built alike
    """Return the index; none for a few articles, or where nothing is named."""
    kinds = tuple((title, lines) for title, names in _KINDS.items() if (lines := _lines(view.entries, names)))
    if len(view.entries) < LEAST or not kinds:
        return None
    return Section(key="index", template="index.html", page=IndexPage(kinds=kinds))


def _lines(entries: Iterable[Entry], field: str) -> tuple[IndexLine, ...]:
    """Return the names of a field, each once however it is written: KELDERE and Keldere are one."""
    held: dict[str, list[tuple[str, Entry]]] = defaultdict(list)
    for entry in entries:
        value = getattr(entry.record, field)
        names = {fold(name): name for name in ((value,) if isinstance(value, str) else value or ())}
        for folded, name in names.items():
            held[folded].append((name, entry))
    return tuple(_line(*zip(*held[folded], strict=True)) for folded in sorted(held))


def _line(spellings: tuple[str, ...], entries: tuple[Entry, ...]) -> IndexLine:
    listed = sorted(entries, key=lambda entry: (len(entry.mark), entry.mark))
    counts = Counter(spellings)
    return IndexLine(
        name=one_line(min(counts, key=lambda name: (name.isupper(), -counts[name], name)), NAME),
        marks=tuple((entry.mark, entry.anchor) for entry in listed[:MARKS]),
        more=max(len(listed) - MARKS, 0),
    )


_KINDS = {
    "Outlets": "outlet",
    "People who sign": "authors",
    "Agencies": "agency",
    "Places of filing": "dateline_place",
    "Tags": "tags",
}
"""Title, and the field of the record that has the names."""
