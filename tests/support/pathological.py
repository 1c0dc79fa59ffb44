"""Made-up pages that grow without end in one way each: what breaks parsers, expressions and loops.

Each entry takes a size and returns a page about as large as the size in characters.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

SENTENCE = "The council of Orbek said on Monday that repairs to the bridge would begin after the floods. "
START = (
    "<!DOCTYPE html><html lang=en><head><meta charset=utf-8><title>Bridge closed</title></head>"
    f"<body><article><h1>Bridge closed</h1><p>HEADMARK. {SENTENCE * 3}</p>"
)
END = f"<p>{SENTENCE * 3}</p><p>{SENTENCE * 3}</p><p>{SENTENCE * 3} TAILMARK.</p></article></body></html>"


def inside(piece: str, size: int, end: str = "") -> str:
    """Return a page whose article holds a piece over and over."""
    count = max(1, size // len(piece))
    return START + piece * count + end * (count if end else 0) + END


def in_one_line(piece: str, size: int) -> str:
    """Return a page with one paragraph of a piece over and over."""
    return f"{START}<p>{piece * max(1, size // len(piece))}</p>{END}"


def numbered(template: str, size: int) -> str:
    """Return a page whose article holds a piece over and over, numbered (`%d`)."""
    return START + "".join(template % number for number in range(max(1, size // len(template)))) + END


def in_head(markup: str) -> str:
    """Return a page with something in its head."""
    return START.replace("</head>", markup + "</head>") + END


def json_ld(thing: object) -> str:
    """Return a page with structured data."""
    return in_head(f'<script type="application/ld+json">{json.dumps(thing)}</script>')


def nested_json(size: int) -> str:
    """Return a page whose structured data is nested without end."""
    depth = size // 12
    data = '{"@graph":[' * depth + '{"@type":"NewsArticle","headline":"Deep"}' + "]}" * depth
    return in_head(f'<script type="application/ld+json">{data}</script>')


def article_ld(size: int, **facts: object) -> str:
    """Return a page whose structured data tells one fact many times over; `%d` in a value is its number."""
    name, value = next(iter(facts.items()))
    many = [json.loads(json.dumps(value).replace("%d", str(number))) for number in range(size // 60)]
    return json_ld({"@type": "NewsArticle", "headline": "Bridge closed", name: many})


SENTENCE = "The board voted on Tuesday night to close the old swing bridge to lorries from the first week of May."


def numbered_paragraphs(size: int) -> str:
    """Return long paragraphs, each with a number of its own."""
    words = f"{SENTENCE} " * 5
    return "".join(f"<p>{words}{number}</p>" for number in range(size // len(words) + 1))


PAGES: dict[str, Callable[[int], str]] = {
    "divs": lambda size: inside("<div>", size, "</div>"),
    "ends that are none": lambda size: inside(f"<p>{SENTENCE}</p><p>{SENTENCE}</p><b>Comments</b>", size),
    "text printed twice": lambda size: START + numbered_paragraphs(size // 2) * 2 + END,
    "articles with headings": lambda size: numbered(
        f"<article><h2>Report %d</h2><p>{SENTENCE}</p><p>{SENTENCE}</p></article>", size
    ),
    "divs left open": lambda size: inside("<div>", size),
    "fonts left open": lambda size: inside("<font color=red>", size),
    "spans with text": lambda size: inside("<span>a ", size),
    "bold paragraphs left open": lambda size: inside("<b><p>", size),
    "formatting left open": lambda size: inside("<a><b><i><u><font>", size // 2) + "<p>t</p>" * (size // 16),
    "nested tables": lambda size: inside("<table><tr><td>", size),
    "tables": lambda size: inside("<table><tr><td>x</td></tr></table>", size),
    "cells": lambda size: START + "<table><tr>" + "<td>a" * (size // 5) + "</table>" + END,
    "rows": lambda size: START + "<table>" + "<tr><td>a<td>b" * (size // 14) + "</table>" + END,
    "nested lists": lambda size: inside("<ul><li>", size),
    "items": lambda size: numbered("<li>Item number %d", size),
    "quotes": lambda size: inside("<blockquote>", size),
    "attributes": lambda size: START + "<p " + " ".join(f'a{n}="1"' for n in range(size // 10)) + ">x</p>" + END,
    "classes": lambda size: START + '<p class="' + "story-body " * (size // 11) + '">x</p>' + END,
    "long class": lambda size: START + '<p class="' + "a-" * (size // 2) + '">x</p>' + END,
    "other classes": lambda size: numbered('<p class="c-%d story-x%%d">x</p>'.replace("%%d", ""), size),
    "long style": lambda size: START + '<p style="' + "display : " * (size // 10) + '">x</p>' + END,
    "lt": lambda size: inside("<", size),
    "lt space": lambda size: inside("< ", size),
    "amp": lambda size: inside("&", size),
    "entities": lambda size: inside("&amp", size),
    "numbers": lambda size: inside("&#x", size),
    "open comments": lambda size: inside("<!-- ", size),
    "comment ends": lambda size: inside("-->", size),
    "comments": lambda size: inside("<!-- x -->", size),
    "cdata": lambda size: inside("<![CDATA[", size),
    "processing": lambda size: inside("<?php ", size),
    "doctypes": lambda size: inside("<!DOCTYPE ", size),
    "open scripts": lambda size: inside("<script>", size),
    "open styles": lambda size: inside("<style>", size),
    "open titles": lambda size: inside("<title>", size),
    "textareas": lambda size: inside("<textarea>", size),
    "scripts": lambda size: inside("<script>x</script>", size),
    "iframes": lambda size: inside("<iframe>", size),
    "noscript": lambda size: inside("<noscript>", size),
    "invented elements": lambda size: inside("<my-box>", size),
    "unknown elements": lambda size: inside("<box>", size, "</box>"),
    "unknown elements left open": lambda size: inside("<box>", size),
    "ruby": lambda size: inside("<ruby><rt>", size),
    "svg": lambda size: inside("<svg><g>", size),
    "selects": lambda size: inside("<select><option>a", size),
    "breaks": lambda size: inside("<br>", size),
    "breaks with text": lambda size: inside("a<br>", size),
    "double breaks": lambda size: inside(f"{SENTENCE}<br><br>", size),
    "rules": lambda size: inside("<hr>", size),
    "empty paragraphs": lambda size: inside("<p>", size),
    "short paragraphs": lambda size: inside("<p>hi</p>", size),
    "same paragraphs": lambda size: inside(f"<p>{SENTENCE}</p>", size),
    "paragraphs": lambda size: numbered(f"<p>Of %d, {SENTENCE}</p>", size),
    "headings": lambda size: numbered("<h2>Part %d</h2>", size),
    "h1s": lambda size: numbered("<h1>Bridge %d closed</h1>", size),
    "titles": lambda size: in_head("".join(f"<title>Bridge {n}</title>" for n in range(size // 24))),
    "articles": lambda size: numbered(f"<article><h2>Case %d</h2><p>{SENTENCE}</p></article>", size),
    "nested articles": lambda size: inside("<article><p>x</p>", size),
    "links": lambda size: numbered('<a href="/story/%d">Story</a> ', size),
    "author links": lambda size: numbered('<a rel=author href="/author/%d">Anna Orbek</a> ', size),
    "tag links": lambda size: numbered('<a rel=tag href="/tag/%d">Tag</a> ', size),
    "bylines": lambda size: numbered("<p class=byline>By Anna Orbek%d</p>", size),
    "times": lambda size: numbered('<time datetime="2021-03-04">4 March 2021 %d</time>', size),
    "dates": lambda size: in_one_line("4 March 2021, ", size),
    "date lines": lambda size: inside("<p>4 March 2021</p>", size),
    "numeric dates": lambda size: in_one_line("04/03/2021 ", size),
    "published lines": lambda size: inside("<p>Published: 4 March 2021, 10:20</p>", size),
    "relative dates": lambda size: inside("<p>3 hours ago</p>", size),
    "bys": lambda size: in_one_line("By ", size),
    "names": lambda size: START + "<p>By " + "Anna Orbek, " * (size // 12) + "</p>" + END,
    "ands": lambda size: START + "<p>By " + "Anna Orbek and " * (size // 15) + "</p>" + END,
    "pipes": lambda size: in_head(f"<title>{'Bridge | ' * (size // 9)}</title>"),
    "dashes": lambda size: in_head(f"<title>{'a - ' * (size // 4)}</title>"),
    "long title": lambda size: in_head(f"<title>{'bridge ' * (size // 7)}</title>"),
    "spaces": lambda size: in_one_line(" ", size),
    "hard spaces": lambda size: in_one_line("\u00a0", size),
    "digits": lambda size: in_one_line("1", size),
    "digit groups": lambda size: in_one_line("1 ", size),
    "dots": lambda size: in_one_line(".", size),
    "commas": lambda size: in_one_line(",", size),
    "colons": lambda size: in_one_line("10:", size),
    "slashes": lambda size: in_one_line("1/", size),
    "dots and spaces": lambda size: in_one_line(". ", size),
    "question marks": lambda size: in_one_line("?", size),
    "quotation marks": lambda size: in_one_line("\u201c", size),
    "apostrophes": lambda size: in_one_line("a'", size),
    "brackets": lambda size: in_one_line("(", size),
    "hyphens": lambda size: in_one_line("a-", size),
    "ats": lambda size: in_one_line("a@", size),
    "urls": lambda size: in_one_line("http://a.example/", size),
    "capitals": lambda size: in_one_line("A", size),
    "initials": lambda size: in_one_line("A. ", size),
    "names in a line": lambda size: in_one_line("Anna Orbek ", size),
    "one word": lambda size: in_one_line("x", size),
    "marks": lambda size: in_one_line("\u0301", size),
    "han": lambda size: in_one_line("\u6c34", size),
    "arabic": lambda size: in_one_line("\u0645\u0627\u0621 ", size),
    "overrides": lambda size: in_one_line("\u202e", size),
    "newlines": lambda size: in_one_line("\n", size),
    "lines": lambda size: in_one_line("a line of words\n", size),
    "pre": lambda size: START + "<pre>" + "a  b\n" * (size // 5) + "</pre>" + END,
    "one sentence without end": lambda size: in_one_line("and the council said ", size),
    "deep json": nested_json,
    "authors": lambda size: article_ld(size, author={"@type": "Person", "name": "Anna Orbek%d"}),
    "same authors": lambda size: article_ld(size, author="Anna Orbek"),
    "keywords": lambda size: article_ld(size, keywords="bridge %d"),
    "headlines": lambda size: article_ld(size, headline="Bridge %d closed"),
    "dates in data": lambda size: article_ld(size, datePublished="2021-03-04T10:00:%d"),
    "graphs": lambda size: json_ld(
        {"@graph": [{"@type": "NewsArticle", "headline": f"B {n}"} for n in range(size // 50)]}
    ),
    "references": lambda size: json_ld(
        {"@graph": [{"@id": f"#{n}", "author": {"@id": f"#{n + 1}"}} for n in range(size // 50)]}
    ),
    "data scripts": lambda size: in_head(
        '<script type="application/ld+json">{"@type":"Article"}</script>' * (size // 60)
    ),
    "broken data": lambda size: in_head(f'<script type="application/ld+json">{{"a":{"[" * size}</script>'),
    "backslashes": lambda size: in_head(f'<script type="application/ld+json">{{"a":"{chr(92) * size}</script>'),
    "article body": lambda size: json_ld({"@type": "NewsArticle", "articleBody": SENTENCE * (size // len(SENTENCE))}),
    "metas": lambda size: in_head("".join(f'<meta property="article:tag" content="t{n}">' for n in range(size // 45))),
    "meta authors": lambda size: in_head("".join(f'<meta name=author content="Anna O{n}">' for n in range(size // 40))),
    "long meta": lambda size: in_head(f'<meta name=description content="{"bridge, " * (size // 8)}">'),
    "keyword meta": lambda size: in_head(f'<meta name=keywords content="{"bridge, " * (size // 8)}">'),
    "itemprops": lambda size: numbered("<span itemprop=author>Anna Orbek%d</span>", size),
    "nested itemprops": lambda size: inside("<div itemprop=author>a", size),
    "itemprop floods": lambda size: inside("<b itemprop=headline>a</b>", size),
    "misread": lambda size: in_one_line("\u00c3\u00a9", size),
    "letters apart": lambda size: START.replace("Bridge closed</h1>", "B " * (size // 2) + "</h1>") + END,
    "captions": lambda size: numbered(
        "<figure><img src=a.jpg><figcaption>Photo %d: A. Orbek</figcaption></figure>", size
    ),
    "forms": lambda size: inside("<form><input>", size),
    "hidden": lambda size: inside("<div style='display:none'>a</div>", size),
    "footers": lambda size: inside("<footer>\u00a9 2021 Orbek News</footer>", size),
    "read more": lambda size: inside("<p>Read more: <a href=/x>Bridge</a></p>", size),
}
