"""What an item of a feed says, as a record: RSS 0.9x, 1.0 and 2.0, Atom (RFC 4287), exports of WordPress.

Rule: pure; sees one parsed item, or the text of one that is no XML.
"""

import base64
import binascii
import html
import re
from collections.abc import Iterable, Iterator, Mapping
from urllib.parse import urljoin

from lxml import etree

from ingest.readers.feeds.xml_item import local_name

Record = dict[str, object]

CONTENT = ("encoded", "content:encoded", "fulltext")
"""RSS: elements that hold the whole article (the content module, Yandex's `full-text`)."""
ARTICLE_CHARACTERS = 1000
"""A description with as many characters of text is an article; a shorter one is a summary of it."""
_LONGEST_WORD = 4000
_EXCERPT = "excerpt/"
"""In the namespace of WordPress's excerpts, which are called `encoded`, too."""
_TAG = re.compile(r"<[^<>]*>")
_SPACE = re.compile(r"\s+")
_DECLARED = re.compile(r'\s+xmlns(?::[\w.-]+)?="[^"]*"')
_MAIL = re.compile(r"\S+@\S+")
_NAME_BEHIND_MAIL = re.compile(r"\S+@\S+\s+\((.+)\)\s*\Z")
_CUT = re.compile(r"(?:\.\.\.|…|\[…\]|\[\.\.\.\])\s*\Z")
_XML_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
_XML_BASE = "{http://www.w3.org/XML/1998/namespace}base"
_RDF_ABOUT = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}about"


def record_of_item(item: etree._Element, around: Mapping[str, str]) -> Record:
    """Return what an item says; `around`: `title`, `language` and `link` of its feed."""
    held: dict[str, list[etree._Element]] = {}
    for child in item:
        held.setdefault(_key(child), []).append(child)
    base = item.get(_XML_BASE) or around.get("link", "")
    record: Record = {
        "id": _first(held, "guid", "id") or item.get(_RDF_ABOUT),
        "url": _link(held, item, base),
        "title": plain_words(_first(held, "title")),
        "authors": list(_authors(held)),
        "date": _first(held, "pubdate", "published", "issued", "date"),
        "modified": _first(held, "updated", "modified"),
        "tags": list(_tags(held)),
        "language": _first(held, "language") or item.get(_XML_LANGUAGE) or around.get("language"),
        "outlet": _source_title(held) or around.get("title"),
        "kind": _first(held, "post_type"),
    }
    _put_body(record, held)
    return record


def plain_words(words: str) -> str:
    """Return words without markup, on one line.

    >>> plain_words("Rain &amp;amp; <b>sun</b>")
    'Rain & sun'
    """
    bare = _TAG.sub("", html.unescape(words)) if "<" in words or "&" in words else words
    return _SPACE.sub(" ", html.unescape(bare)).strip()


def characters(markup: str) -> int:
    """Return how many characters of text a piece of markup shows."""
    return len(_SPACE.sub("", _TAG.sub("", markup)))


def put_body(record: Record, content: str, summary: str) -> None:
    """Put an item's article into its record, or what is there in its place as its summary."""
    if not content.strip() and characters(summary) >= ARTICLE_CHARACTERS:
        content, summary = summary, ""
    if content.strip():
        record["html" if _TAG.search(content) else "text"] = content
    words = plain_words(summary)
    if words and not _CUT.search(words):
        record["description"] = words[:_LONGEST_WORD]
    record["summary_only"] = bool(words) and not content.strip()


def _key(child: etree._Element) -> str:
    """Return an element's name; of WordPress's excerpt `excerpt`."""
    name = local_name(child)
    return "excerpt" if name == "encoded" and _EXCERPT in str(child.tag) else name


def _put_body(record: Record, held: Mapping[str, list[etree._Element]]) -> None:
    """Find the article among what an item holds."""
    content = next((text for name in CONTENT for each in held.get(name, []) if (text := _text(each)).strip()), "")
    summaries = [held.get(name, []) for name in ("description", "excerpt", "summary")]
    if not content.strip():
        content = next((_construct(each) for each in held.get("content", [])), "")
    put_body(record, content, next((_construct(each) for group in summaries for each in group), ""))


def _construct(element: etree._Element) -> str:
    """Return the text or markup of an Atom text construct (RFC 4287, sections 3.1 and 4.1.3), or of an RSS element."""
    stated = (element.get("type") or "").strip().lower()
    if stated in {"xhtml", "application/xhtml+xml"} or (len(element) and isinstance(element[0].tag, str)):
        inner = "".join(markup_of(child) for child in element)
        return html.escape(element.text or "", quote=False) + inner if inner else _text(element)
    text = _text(element)
    if element.get("mode", "").strip().lower() == "base64":  # Atom 0.3
        try:
            return base64.b64decode(text, validate=True).decode("utf-8", "replace")
        except (binascii.Error, ValueError):
            return ""
    return text


def markup_of(element: etree._Element) -> str:
    """Return an element as HTML, without the prefixes and declarations of XML."""
    for each in element.iter():
        if isinstance(each.tag, str):
            each.tag = each.tag.rpartition("}")[2]
    written = etree.tostring(element, encoding="unicode", method="html")
    tag, end, rest = written.partition(">")
    return _DECLARED.sub("", tag) + end + rest


def _text(element: etree._Element) -> str:
    """Return the text in an element."""
    return "".join(map(str, element.itertext()))


def _first(held: Mapping[str, list[etree._Element]], *names: str) -> str:
    """Return the first text that stands under one of the names; empty where none does."""
    found = (_text(each).strip() for name in names for each in held.get(name, []))
    return next((text[:_LONGEST_WORD] for text in found if text), "")


def _link(held: Mapping[str, list[etree._Element]], item: etree._Element, base: str) -> str:
    """Return the address of the article that an item is about."""
    original = _first(held, "origlink")
    if original:
        return original
    for link in held.get("link", []):
        stated = link.get("href") if link.get("rel", "alternate") == "alternate" else None
        address = (stated or ("" if link.get("href") else _text(link))).strip()
        if address:
            return _joined(base, address)
    for guid in held.get("guid", []):
        if guid.get("isPermaLink", "true").lower() == "true" and _text(guid).strip().startswith("http"):
            return _text(guid).strip()
    return item.get(_RDF_ABOUT) or ""


def _joined(base: str, address: str) -> str:
    """Return an address that may be relative to another."""
    try:
        return urljoin(base, address)
    except ValueError:
        return address


def _authors(held: Mapping[str, list[etree._Element]]) -> Iterator[str]:
    """Yield who wrote an item: names, never their mail addresses."""
    for element in (*held.get("creator", []), *held.get("author", []), *held.get("contributor", [])):
        if local_name(element) == "contributor":
            continue
        named = [_text(child) for child in element if local_name(child) == "name"]
        words = plain_words((named[0] if named else _text(element))[:_LONGEST_WORD])
        behind = _NAME_BEHIND_MAIL.match(words)
        words = behind[1] if behind else _MAIL.sub("", words).strip(" ()<>,;")
        if words:
            yield words[:_LONGEST_WORD]


def _tags(held: Mapping[str, list[etree._Element]]) -> Iterable[str]:
    """Return the categories of an item, each once."""
    found = (
        plain_words(element.get("label") or element.get("term") or _text(element))
        for element in (*held.get("category", []), *held.get("subject", []))
    )
    return dict.fromkeys(word[:_LONGEST_WORD] for word in found if word)


def _source_title(held: Mapping[str, list[etree._Element]]) -> str:
    """Return the title of the feed that an item was taken over from."""
    for source in held.get("source", []):
        titles = [_text(child) for child in source if local_name(child) == "title"]
        if words := plain_words(titles[0] if titles else _text(source) if not len(source) else ""):
            return words
    return ""


def record_of_text(text: str, around: Mapping[str, str]) -> Record:
    """Return what can be found in an item that is no XML: its known elements, one by one."""
    found = {name: _between(text, name) for name in _KNOWN}
    record: Record = {
        "id": found["guid"] or found["id"],
        "url": _joined(around.get("link", ""), found["link"]) if found["link"] else found["guid"],
        "title": plain_words(found["title"]),
        "date": found["pubDate"] or found["published"] or found["dc:date"],
        "authors": [plain_words(found["dc:creator"])] if found["dc:creator"] else [],
        "language": around.get("language"),
        "outlet": around.get("title"),
    }
    put_body(record, found["content:encoded"] or found["content"], found["description"] or found["summary"])
    return record


_KNOWN = ("guid", "id", "link", "title", "pubDate", "published", "dc:date", "dc:creator", "content:encoded", "content",
          "description", "summary")  # fmt: skip


def _between(text: str, name: str) -> str:
    """Return what stands between the first tag of a name and its end, as text; empty where there is none."""
    opened = re.search(rf"<{name}(?:\s[^<>]*)?>", text)
    end = text.find(f"</{name}", opened.end()) if opened else -1
    if opened is None or end < 0:
        return ""
    inner = text[opened.end() : end].strip()
    if inner.startswith("<![CDATA["):
        return inner.removeprefix("<![CDATA[").removesuffix("]]>")
    return inner if _TAG.search(inner) else html.unescape(inner)
