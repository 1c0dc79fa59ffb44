"""CSL-JSON, the form that citation processors (Zotero, Pandoc) read.

Rule: pure; sees records and a text stream.
"""

import json
from collections.abc import Iterable
from typing import Any, TextIO

from exports.citations.parts import Cited, Place, cited_of
from schemas.article import ArticleRecord


def write_csl(records: Iterable[ArticleRecord], stream: TextIO, place: Place) -> int:
    """Write a JSON list, one article a line; return how many. Holds one record in memory."""
    count = 0
    stream.write("[")
    for count, record in enumerate(records, 1):
        line = json.dumps(object_of(cited_of(record, place)), ensure_ascii=False)
        stream.write((",\n" if count > 1 else "\n") + line)
    stream.write("\n]\n" if count else "]\n")
    return count


def object_of(cited: Cited) -> dict[str, Any]:
    """Return one item of type `article-newspaper`, without what is not known."""
    issued: dict[str, Any] = {"date-parts": [list(cited.issued)]}
    if cited.doubt:
        issued["circa"] = True
    values = {
        "id": cited.key,
        "type": "article-newspaper",
        "title": cited.title,
        "author": [{"literal": name} for name in cited.names],
        "container-title": cited.outlet,
        "section": cited.section,
        "issued": issued if cited.issued else None,
        "accessed": {"date-parts": [list(cited.accessed)]} if cited.accessed else None,
        "URL": cited.url,
        "language": cited.language,
        "archive": cited.archive,
        "archive_location": cited.accession,
        "note": cited.note,
    }
    return {name: value for name, value in values.items() if value}
