"""The names of elements and of machine-readable fields, read once from `words/elements.toml` and `words/fields.toml`.

Rule: data only.
"""

import tomllib
from importlib.resources import files

_ELEMENTS: dict[str, str] = tomllib.loads(
    files("ingest.extract.html").joinpath("words/elements.toml").read_text("utf-8")
)

SKIPPED, INLINE, SEMANTIC, HEADINGS, NESTING = (
    frozenset(_ELEMENTS[kind].split()) for kind in ("skipped", "inline", "semantic", "headings", "nesting")
)
"""Elements without text, inside a line, that name their text, that are titles, or forgotten open."""

_TABLE = tomllib.loads(files("ingest.extract.html").joinpath("words/fields.toml").read_text("utf-8"))

META: dict[str, tuple[str, ...]] = {field: tuple(names) for field, names in _TABLE["meta"].items()}
"""By field: names of meta tags, in order of trust."""

META_NAMES: frozenset[str] = frozenset(name for names in META.values() for name in names) | frozenset(
    _TABLE["other"]["names"]
)

VAGUE_NAMES: frozenset[str] = frozenset(_TABLE["vague"]["names"])
"""Names of meta tags whose date may be any date."""

SPLIT_FIELDS: frozenset[str] = frozenset(_TABLE["split"]["fields"])
"""Fields whose meta values hold several, parted by commas."""

ARTICLE_TYPES: frozenset[str] = frozenset(_TABLE["jsonld"]["article"])
PAGE_TYPES: frozenset[str] = frozenset(_TABLE["jsonld"]["page"])
SITE_TYPES: frozenset[str] = frozenset(_TABLE["jsonld"]["site"])
"""JSON-LD types, in lower case."""
