"""Names that scrapers and extractors give to the fields of an article's record (docs/formats.md).

The first name that a record has wins. Names are compared in lower case, without `_`, `-` and spaces.

Rule: data, and how names are compared; knows nothing of ours.
"""

import re

URL = ("url", "sourceurl", "finalurl", "pageurl", "canonicalurl", "canonicallink", "link", "source")
"""`source` only where it is an address (trafilatura)."""

RECORD_ID = ("id", "recordid", "uuid", "guid", "_id")

HTML = ("html", "htmlutf8", "rawhtml", "htmlcontent", "pagehtml", "browserhtml")
HTML_PART = ("articlebodyhtml", "contenthtml", "bodyhtml", "articlehtml")
"""A part of the page, cut out by somebody: where neither the page nor its bytes are there."""
HTML_BASE64 = ("htmlbase64", "httpresponsebody", "rawhtmlbase64")
TEXT = ("text", "maintext", "articlebody", "textcontent", "plaintext", "fulltext", "rawtext", "body", "content",
        "contenttext", "articletext", "articlecontent", "bodytext", "contents", "article")  # fmt: skip

CHARSET = ("charset", "encoding")

CAPTURED = ("captured", "capturedat", "datedownload", "datedownloaded", "fetchedat", "fetchtimestamp", "fetchtime",
            "crawledat", "scrapedat", "downloadedat", "retrievedat", "accessed")  # fmt: skip
"""Not trafilatura's `filedate`: that is the day it was run."""

FACTS: dict[str, tuple[str, ...]] = {
    "headline": ("headline", "title", "articletitle", "titlepage", "titlerss"),
    "standfirst": ("standfirst", "description", "summary", "abstract", "excerpt", "deck", "lead"),
    "author": ("authors", "author", "byline", "creator", "writer"),
    "agency": ("agency", "newsagency", "credit"),
    "outlet": ("outlet", "publisher", "sitename", "metasitename", "newspaper", "publication", "medianame", "sourcename",
               "source", "sourcehostname", "hostname", "sourcedomain", "canonicaldomain", "domain"),
    "published": ("published", "date", "datepublished", "datepublish", "publishdate", "publicationdate",
                  "publishingdate", "publishedat", "publishedtime", "pubdate", "publishtime"),
    "modified": ("modified", "datemodified", "datemodify", "modifieddate", "modifiedat", "updated", "updatedat",
                 "lastmodified"),
    "section": ("section", "category", "articlesection", "rubric"),
    "tag": ("tags", "tag", "keywords", "metakeywords", "topics", "categories"),
    "language": ("language", "lang", "inlanguage", "metalang"),
    "image": ("image", "imageurl", "topimage", "mainimage"),
}  # fmt: skip
"""Fact field -> names. `source` and the domains are an outlet's name only where nothing better is there."""

LISTS = ("articles", "items", "results", "records", "documents")
"""Names under which a JSON document holds its list of records."""

MISSING = frozenset({"", "none", "null", "nan", "nat", "n/a", "undefined", "unknown"})
"""Texts that mean "nothing" (news-please writes `None` for a missing date)."""

_JOINTS = re.compile(r"[\s_-]+")


def plain_name(name: str) -> str:
    """Return a field's name in lower case without `_`, `-` and spaces; `_id` keeps its mark.

    >>> plain_name("Publish Date")
    'publishdate'
    """
    lowered = name.strip().lower()
    return lowered if lowered == "_id" else _JOINTS.sub("", lowered)
