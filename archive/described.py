"""A table of an archive in words.

Rule: one record.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Table:
    """A table in words."""

    title: str
    text: str
    columns: dict[str, str]
