"""The facets beside a result: values, their counts, and the address of the result narrowed to each.

Rule: pure; counts in, words and addresses out.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import quote_plus

from exports.site.links import Quest, Searching
from exports.site.words import BASIS_WORDS, language_name
from schemas.view import FacetValue

VALUES_SHOWN = 8
"""Values of a facet before the others fold away."""
MORE_SHOWN = 40

COPIES_WORDS = {"yes": "With copies or reworks", "no": "Without"}


@dataclass(frozen=True, slots=True)
class Choice:
    """A facet's value, its count, and the address of the result narrowed to it (or widened, where it is active)."""

    name: str
    count: int
    href: str | None
    active: bool


@dataclass(frozen=True, slots=True)
class Facet:
    """A heading and its choices."""

    title: str
    choices: tuple[Choice, ...]
    more: tuple[Choice, ...] = ()
    rest: int = 0
    """Values beyond those."""
    rest_count: int = 0
    """Articles that carry them."""


@dataclass(frozen=True, slots=True)
class _Kind:
    """How a facet is shown: its heading, its words, and the filter that chooses a value."""

    title: str
    words: Callable[[FacetValue], str]
    lacking: str | None = None
    """What the filter `without` calls it, where nothing may be known."""
    unknown: str = "Unknown"


def _plain(value: FacetValue) -> str:
    return value.label or str(value.value)


def _basis(value: FacetValue) -> str:
    words = BASIS_WORDS.get(str(value.value), str(value.value))
    return f"{words[0].upper()}{words[1:]}"


KINDS: dict[str, _Kind] = {
    "outlet": _Kind("Outlet", _plain, "outlet"),
    "year": _Kind("Year", _plain, "year"),
    "language": _Kind("Language", lambda value: language_name(value.value), "language"),
    "agency": _Kind("Agency", _plain, "agency", unknown="None named"),
    "author": _Kind("Author", _plain, "author", unknown="None named"),
    "story": _Kind("Story", _plain),
    "tag": _Kind("Tag", _plain, "tag", unknown="None"),
    "basis": _Kind("How the date is known", _basis, "date", unknown="Date unknown"),
    "copies": _Kind("Copies", lambda value: COPIES_WORDS[str(value.value)]),
}
"""By name, in the order in which they stand beside a result."""

OPEN = ("outlet", "year", "language")
"""Those that are not folded."""


def facets_of(links: Searching, quest: Quest, facets: dict[str, tuple[FacetValue, ...]]) -> list[tuple[Facet, bool]]:
    """Return the facets that have anything to choose, and whether each stands open."""
    made = []
    for name, kind in KINDS.items():
        facet = _facet(links, quest, name, kind, facets.get(name, ()))
        active = any(choice.active for choice in (*facet.choices, *facet.more))
        told = [choice for choice in facet.choices if choice.name != kind.unknown]
        if active or len(facet.choices) > 1 or (told and name in OPEN):
            made.append((facet, active or name in OPEN))
    return made


def in_order(name: str, values: Sequence[FacetValue]) -> list[FacetValue]:
    """Return a facet's values as readers look for them: years by time, others by count, the unknown last."""
    ordered = sorted(values, key=lambda value: value.value or "") if name == "year" else list(values)
    return sorted(ordered, key=lambda value: value.value is None)


def _facet(links: Searching, quest: Quest, name: str, kind: _Kind, values: Sequence[FacetValue]) -> Facet:
    ordered = in_order(name, values)
    shown = VALUES_SHOWN if len(ordered) > VALUES_SHOWN + 1 else VALUES_SHOWN + 1
    if name == "year":  # the latest are looked for most; the unknown stand last all the same
        ordered = [value for value in reversed(ordered) if value.value] + [v for v in ordered if v.value is None]
    narrowed = narrowed_by(links, quest, *(("from", "to") if name == "year" else (name,)))
    choices = tuple(_choice(links, quest, name, kind, value, narrowed) for value in ordered[: shown + MORE_SHOWN])
    left = ordered[shown + MORE_SHOWN :]
    return Facet(kind.title, choices[:shown], choices[shown:], len(left), sum(value.count for value in left))


def narrowed_by(links: Searching, quest: Quest, *names: str) -> Callable[[str], str]:
    """Return what makes the address of the result narrowed to a value, which stands in the parameters `names`.

    A page has a hundred such addresses, which differ in this alone.
    """
    before, behind = quest.around(*names)
    root = links.search()

    def narrowed(value: str) -> str:
        own = "&".join(f"{name}={_quoted(value)}" for name in names)
        return f"{root}?{'&'.join(filter(None, (before, own, behind)))}"

    return narrowed


@lru_cache(maxsize=1 << 12)
def _quoted(value: str) -> str:
    return quote_plus(value, errors="replace")


def _choice(
    links: Searching, quest: Quest, name: str, kind: _Kind, value: FacetValue, narrowed: Callable[[str], str]
) -> Choice:
    if value.value is None:
        active = kind.lacking is not None and quest.without == kind.lacking
        href = links.search(quest.but(without=None if active else kind.lacking)) if kind.lacking else None
        return Choice(kind.unknown, value.count, href, active=active)
    if name == "year":
        active = quest.date_from == quest.date_to == value.value
        wide = links.search(quest.but(date_from=None, date_to=None)) if active else ""
        return Choice(value.value, value.count, wide or narrowed(value.value), active=active)
    active = getattr(quest, name) == value.value
    href = links.search(quest.but(**{name: None})) if active else narrowed(value.value)
    return Choice(kind.words(value), value.count, href, active=active)
