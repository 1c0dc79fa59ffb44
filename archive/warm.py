"""Make a process ready for many pages: all loaded that the first of them would load, and little time spent on garbage.

Rule: knows records only; it is given the function that makes articles.
"""

import gc
from collections.abc import Callable

from schemas.article import Article
from schemas.page import RawPage, Source
from schemas.report import Rejection

_TEXT = (
    "The council said on Monday that repairs to the northern bridge would begin after the spring floods. "
    "Residents asked for a clear timetable and for a public account of the cost, which the mayor had promised in May."
)
_PAGE = f"""<!DOCTYPE html><html><head><meta charset="utf-8">
<title>Bridge to be repaired | The Ready Post</title>
<meta property="article:published_time" content="2021-05-03T10:00:00Z"><meta name="author" content="Ann Ready">
<script type="application/ld+json">{{"@type": "NewsArticle", "headline": "Bridge to be repaired",
"datePublished": "2021-05-03", "author": {{"@type": "Person", "name": "Ann Ready"}}}}</script></head>
<body><ul class="menu"><li><a href="/">Home</a></li></ul><h1>Bridge to be repaired</h1>
<p class="byline">By Ann Ready, 3 May 2021, 10:00</p><p class="date">3 de mayo de 2021</p><p>an hour ago</p>
<p>ORBEK (Ready) \N{EM DASH} {_TEXT}</p><p>{_TEXT}</p>
<p>Caf\N{LATIN SMALL LETTER E WITH ACUTE}s closed.</p></body></html>"""
_AT = "https://ready.example/2021/05/03/bridge"
_SOURCE = Source(path="warm-up")
OBJECTS = 100_000
"""New objects between two looks for garbage in cycles: a page makes some ten thousand, and none of them in a cycle."""


def warm_up(process: Callable[[RawPage], Article | Rejection]) -> None:
    """Run a page through `process`, and have the collector look rarely at what comes after.

    The page declares no language: its text is asked of the language model, which is there from then on.
    """
    process(RawPage(source=_SOURCE, payload=_PAGE.encode(), format="html", url=_AT))
    gc.collect()
    gc.freeze()
    gc.set_threshold(OBJECTS, 20, 100)


def warm_up_texts(process: Callable[[RawPage], Article | Rejection]) -> None:
    """Run a text dump through `process`: many runs meet none, and its rules take a tenth of a second to load."""
    process(RawPage(source=_SOURCE, payload=_TEXT.encode(), format="text"))
