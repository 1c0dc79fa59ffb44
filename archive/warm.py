"""Make a process ready for many pages: all loaded that the first of them would load, and little time spent on garbage.

Rule: knows records only; it is given the function that makes articles.
"""

import gc
from collections.abc import Callable

from schemas.article import Article
from schemas.page import RawPage, Source
from schemas.report import Rejection

_TEXT = (
    b"The council said on Monday that repairs to the northern bridge would begin after the spring floods. "
    b"Residents asked for a clear timetable and for a public account of the cost, which the mayor had promised in May."
)
OBJECTS = 100_000
"""New objects between two looks for garbage in cycles: a page makes some ten thousand, and none of them in a cycle."""


def warm_up(process: Callable[[RawPage], Article | Rejection]) -> None:
    """Run a text and a page through `process`, and have the collector look rarely at what comes after."""
    source = Source(path="warm-up")
    process(RawPage(source=source, payload=_TEXT, format="text"))
    process(RawPage(source=source, payload=b"<html><body><p>" + _TEXT + b"</p></body></html>", format="html"))
    gc.collect()
    gc.freeze()
    gc.set_threshold(OBJECTS, 20, 100)
