"""Month and weekday names as CLDR has them, from a table in this folder (`cldr_table` makes it).

Rule: tables only. To read them out of babel costs a third of a second a process, and its version would decide how a
page is dated.
"""

import json
from functools import cache
from importlib.resources import files
from typing import TypedDict

TABLE = "cldr.json"


class Names(TypedDict):
    """The names of a language, as CLDR spells them."""

    months: dict[str, list[int]]
    """By name: the numbers of its month, 1 to 12; two where two months are called alike."""
    weekdays: list[str]


@cache
def cldr_names() -> dict[str, Names]:
    """Return the names by language."""
    table: dict[str, Names] = json.loads(files("ingest.normalise.dates").joinpath(TABLE).read_text("utf-8"))
    return table
