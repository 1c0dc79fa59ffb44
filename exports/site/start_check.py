"""What is looked at before a reading room opens: that what is served is all that an archive holds.

Datasette reads a file that it is told to be immutable (`-i`) without the log beside it. What lies in such a log would
be missing, and nobody would be told.

Rule: knows files beside archives; reads no articles.
"""

from typing import Any

from datasette.utils import StartupError

from archive.connect import has_log
from exports.site.access import archives_of


def check(datasette: Any) -> None:  # noqa: ANN401  Datasette ships no types
    """Raise StartupError where an archive is served as immutable with a log beside it."""
    for name in archives_of(datasette):
        database = datasette.databases[name]
        if not database.is_mutable and has_log(str(database.path)):
            message = (
                f"a log ({name}.db-wal) lies beside the archive {name} and holds changes that are not in it yet: "
                "served as immutable (-i) it would be shown without them. Serve it without -i, or make a copy that is "
                "one file: cuttings publish ARCHIVE COPY"
            )
            raise StartupError(message)
