"""What an item that an agency delivers says, as a record: NITF (3.x) and NewsML-G2 news items, both of the IPTC.

Rule: pure; sees one parsed item.
"""

from collections.abc import Iterable, Mapping

from lxml import etree

from ingest.readers.feeds.record import Record, markup_of, plain_words
from ingest.readers.feeds.xml_item import local_name

_AS_HTML = {"block": "div", "hl1": "h1", "hl2": "h2", "media": "figure", "media-caption": "figcaption"}
"""Elements of NITF -> those that HTML has for them; others have the same name, or are words in a sentence."""
_TEXT_CLASSES = frozenset({"", "text", "composite"})
"""Of NewsML-G2's item classes (`ninat:text`), without their scheme."""
_LONGEST_WORD = 4000


def record_of_nitf(item: etree._Element, _around: Mapping[str, str]) -> Record:
    """Return what a NITF document says."""
    content = _first(item, "body.content")
    return {
        "id": _attribute(item, "doc-id", "id-string"),
        "url": _attribute(item, "pubdata", "ex-ref"),
        "title": _words(item, "hl1") or _words(item, "title"),
        "authors": [name] if (name := _byline(item)) else [],
        "agency": _words(item, "distributor"),
        "outlet": _attribute(item, "pubdata", "name"),
        "datelineplace": _words(_first(item, "dateline"), "location"),
        "date": _attribute(item, "pubdata", "date.publication")
        or _attribute(item, "date.release", "norm")
        or _attribute(item, "date.issue", "norm"),
        "description": _words(item, "abstract"),
        "tags": [key for each in _all(item, "keyword") if (key := each.get("key", "").strip())],
        "html": "" if content is None else _as_html(content),
    }


def record_of_news_item(item: etree._Element, _around: Mapping[str, str]) -> Record:
    """Return what a news item of NewsML-G2 says."""
    first, version = _words(item, "firstcreated"), _words(item, "versioncreated")
    record: Record = {
        "id": item.get("guid"),
        "title": _words(item, "headline"),
        "authors": [words for each in _all(item, "by") if (words := plain_words(_text(each)))],
        "agency": _words(item, "creditline") or _words(_first(item, "provider"), "name"),
        "datelineplace": _words(_first(item, "located"), "name"),
        "date": first or version,
        "modified": version if first and version != first else "",
        "language": _attribute(_first(item, "contentmeta"), "language", "tag"),
        "tags": [words for each in _all(item, "keyword") if (words := plain_words(_text(each)))]
        + [words for each in _all(item, "subject") if (words := _words(each, "name"))],
        "kind": _class_of(item),
    }
    _put_content(record, item)
    return record


def _put_content(record: Record, item: etree._Element) -> None:
    """Put the text of a news item into its record: NITF, XHTML, or plain."""
    inline = _first(item, "inlinexml")
    if inline is not None and len(inline):
        nitf = _first(inline, "body.content")
        body = nitf if nitf is not None else _first(inline, "body")
        record["html"] = _as_html(body if body is not None else inline[0])
        if nitf is not None:
            told = record_of_nitf(inline, {})
            record.update({name: told[name] for name in ("title", "authors", "datelineplace") if not record[name]})
    else:
        data = _first(item, "inlinedata")
        record["text"] = "" if data is None or data.get("encoding") else _text(data)


def _class_of(item: etree._Element) -> str:
    """Return the class of an item that is no text (`picture`, `video`); empty of one that is."""
    named = _attribute(item, "itemclass", "qcode").rpartition(":")[2].lower()
    return "" if named in _TEXT_CLASSES else named


def _as_html(element: etree._Element) -> str:
    """Return the markup in an element as HTML."""
    for each in element.iter():
        name = local_name(each)
        each.tag = _AS_HTML.get(name, name)
    element.tag, element.tail = "div", None
    return markup_of(element) if _text(element).strip() else ""


def _byline(item: etree._Element) -> str:
    """Return who wrote a NITF document: the persons in its byline, else the words, without what they are by trade."""
    byline = _first(item, "byline")
    if byline is None:
        return ""
    person = _words(byline, "person")
    words = person or plain_words("".join([byline.text or "", *(each.tail or "" for each in byline)]))
    return words[:_LONGEST_WORD]


def _all(element: etree._Element, name: str) -> Iterable[etree._Element]:
    return (each for each in element.iter() if local_name(each) == name)


def _first(element: etree._Element | None, name: str) -> etree._Element | None:
    return next(iter(_all(element, name)), None) if element is not None else None


def _words(element: etree._Element | None, name: str) -> str:
    """Return the text of the first element of a name, on one line; empty where there is none."""
    found = _first(element, name)
    return "" if found is None else plain_words(_text(found))[:_LONGEST_WORD]


def _attribute(element: etree._Element | None, name: str, attribute: str) -> str:
    """Return an attribute of the first element of a name; empty where there is none."""
    found = _first(element, name)
    return "" if found is None else found.get(attribute, "").strip()[:_LONGEST_WORD]


def _text(element: etree._Element) -> str:
    return "".join(map(str, element.itertext()))
