"""A run of pages that is set by itself: an article, the contents, the sources.

Rule: pure records.
"""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """What a part is made of."""

    html: str
    """A whole document. Links that lead elsewhere in the dossier are `dossier:` and an anchor."""
    notes: tuple[str, ...] = ()
    """What was cut or changed to print it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """What is to be set."""

    name: str
    """Unique in the dossier: `summary`, `a-0012`."""
    title: str
    """For people: what a message calls it."""
    make: Callable[[], Made]
    """Called where the part is not kept under its seed."""
    seed: str = ""
    """A hash of all that `make` depends on; empty: none is known, and the part is made each time."""
    language: str = ""
    """Of the text in its `article` elements; empty: not told."""
    plain: Callable[[str], str] | None = None
    """Given why it cannot be set: the same told plainly, a whole document. None: there is no such way."""
