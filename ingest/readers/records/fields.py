"""Names that scrapers and extractors give to the fields of an article's record (docs/formats.md).

The first name that a record has wins. Names are compared in lower case, without `_`, `-` and spaces.

Rule: data, and how names are compared; knows nothing of ours.
"""

import re

URL = ("url", "sourceurl", "finalurl", "pageurl", "canonicalurl", "canonicallink", "link",
       "requestedurl", "source")  # fmt: skip
"""`source` only where it is an address (trafilatura)."""

RECORD_ID = ("id", "recordid", "uuid", "guid", "_id")

HTML = ("html", "htmlutf8", "rawhtml", "htmlcontent", "pagehtml", "browserhtml")
HTML_PART = ("articlebodyhtml", "contenthtml", "bodyhtml", "articlehtml")
"""A part of the page, cut out by somebody: where neither the page nor its bytes are there."""
HTML_BASE64 = ("htmlbase64", "httpresponsebody", "rawhtmlbase64")
TEXT = ("text", "maintext", "articlebody", "textcontent", "plaintext", "fulltext", "rawtext", "body", "content",
        "contenttext", "articletext", "articlecontent", "bodytext", "contents", "article")  # fmt: skip

BODIES = (*HTML, *HTML_BASE64, *HTML_PART, *TEXT)
"""In the order in which they are preferred."""

FETCH_FAILED = b"doc.wallabag.org/en/user/errors_during_fetching"
"""A link in the words that wallabag puts in place of a page that it could not fetch."""

LIFTED = ("metadata", "_source", "content", "article", "fields", "html", "contentmetadata", "httpmetadata", "rssentry")
"""Names under which part of a record's fields may stand in an object of their own; those of the record itself win."""

DIALECTS: tuple[tuple[frozenset[str], frozenset[str], dict[str, str]], ...] = (
    (frozenset({"isarchived", "isstarred"}), frozenset({"updatedat"}), {"captured": "createdat"}),
    (frozenset({"metadescription", "metalang", "topimage"}), frozenset({"summary", "keywords"}), {}),
    (frozenset({"archived", "note"}), frozenset({"updatedat", "modifiedat", "summary", "note"}), {}),
    (frozenset({"readingprogress", "savedat"}), frozenset({"updatedat"}), {"captured": "savedat"}),
)
"""Fields by which a tool's records are known, those of its fields that are no facts of the article, other names.

wallabag: times of its entry, which was fetched when it was created. newspaper4k: what it makes up itself from the text.
Karakeep: times and machine-made summaries of the bookmark. Omnivore: times of the entry.
"""

CHARSET = ("charset", "encoding")

CAPTURED = ("captured", "capturedat", "datedownload", "datedownloaded", "fetchedat", "fetchtimestamp", "fetchtime",
            "crawledat", "crawldate", "scrapedat", "downloadedat", "retrievedat", "accessed")  # fmt: skip
"""Not trafilatura's `filedate`: that is the day it was run."""

FACTS: dict[str, tuple[str, ...]] = {
    "headline": ("headline", "articletitle", "title", "titlepage", "titlerss"),
    "standfirst": ("standfirst", "description", "metadescription", "summary", "abstract", "excerpt", "deck", "lead"),
    "author": ("authors", "author", "byline", "creator", "writer", "publishedby"),
    "agency": ("agency", "newsagency", "credit"),
    "outlet": ("outlet", "publisher", "sitename", "metasitename", "newspaper", "publication", "medianame", "sourcename",
               "source", "sourcehostname", "hostname", "sourcedomain", "canonicaldomain", "domain", "domainname"),
    "published": ("published", "date", "datepublished", "datepublish", "publishdate", "publicationdate",
                  "publishingdate", "publishedat", "publishedtime", "pubdate", "publishtime", "datepublishedraw"),
    "modified": ("modified", "datemodified", "datemodify", "modifieddate", "modifiedat", "updated", "updatedat",
                 "lastmodified", "datemodifiedraw"),
    "dateline_place": ("datelineplace",),
    "section": ("section", "category", "articlesection", "rubric"),
    "tag": ("tags", "tag", "keywords", "metakeywords", "topics", "categories"),
    "language": ("language", "lang", "inlanguage", "metalang"),
    "image": ("image", "imageurl", "topimage", "mainimage", "previewpicture"),
}  # fmt: skip
"""Fact field -> names. `source` and the domains are an outlet's name only where nothing better is there."""

LISTS = frozenset({"articles", "items", "results", "records", "documents", "docs", "bookmarks", "entries", "stories",
                   "posts", "hits", "data", "news"})  # fmt: skip
"""Names under which a JSON document holds its list of records."""

ENVELOPES = frozenset({"response", "data", "hits", "result", "embedded"})
"""Names of what may stand around such a list: `{"response": {"docs": [...]}}`."""

JSON_FEED = "https://jsonfeed.org/version/"
"""How the `version` of a JSON Feed begins (jsonfeed.org, version 1.1)."""

MISSING = frozenset({"", "none", "null", "nan", "nat", "n/a", "undefined", "unknown"})
"""Texts that mean "nothing" (news-please writes `None` for a missing date)."""

_JOINTS = re.compile(r"[\s_-]+")


def plain_name(name: str) -> str:
    """Return a field's name in lower case without `_`, `-` and spaces; `_id` and `_source` keep their mark.

    >>> plain_name("Publish Date")
    'publishdate'
    """
    lowered = name.strip().lower()
    return lowered if lowered in {"_id", "_source"} else _JOINTS.sub("", lowered)
