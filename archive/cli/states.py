"""What the owner is told of articles that nobody else sees: their states, and that something was left out.

Rule: reads an open archive.
"""

import sqlite3
from collections.abc import Iterable

from archive.cli.screen import out_json_array, out_row
from schemas.absence import ArticleState


def print_states(states: Iterable[ArticleState], *, as_json: bool) -> int:
    """Print the states of articles, a line each; return how many there are."""
    if as_json:
        return out_json_array(states)
    count = 0
    for count, each in enumerate(states, 1):  # noqa: B007  counted
        said = each if each.state != "shown" else each.legal_hold
        held = "legal hold" if each.legal_hold else None
        if said is not None:
            out_row((each.accession, each.state, held, said.at, said.by, said.because, each.id))
    return count


def withheld_words(conn: sqlite3.Connection) -> str:
    """Return what the owner is told where withheld articles are left out, as the end of a line; mostly nothing."""
    from archive.absent import count_withheld

    count = count_withheld(conn)
    return f" {count:,} withheld: left out." if count else ""
