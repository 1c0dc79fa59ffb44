"""Stage 7, relate: exact copies and versions, and the families that they tie.

Groups are recomputed from what is stored, in an order that does not depend on arrival, so that growing an archive page
by page and building it at once give the same rows. A group of n articles takes n - 1 links, not n * n.

Rule: knows the tables; the caller holds the transaction.
"""

import sqlite3
from collections.abc import Sequence


def relate(conn: sqlite3.Connection, articles: Sequence[int]) -> None:
    """Recompute the relations and families of the groups that `articles` belong to."""
