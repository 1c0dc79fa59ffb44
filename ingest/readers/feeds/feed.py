"""Read feeds (RSS 0.9x, 1.0 and 2.0, Atom, exports of WordPress) and what agencies deliver (NITF, NewsML-G2).

An item that holds its whole article is that article: the markup that it carries is what is received, in UTF-8. One
with no more than a summary is rejected: a teaser is no article.

Rule: pure; holds one item in memory.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import BinaryIO

from ingest.charset.labels import read_as
from ingest.charset.prescan import find_declaration
from ingest.decode import decode
from ingest.normalise.address import content_hash
from ingest.readers.feeds.agency import record_of_news_item, record_of_nitf
from ingest.readers.feeds.record import Record, plain_words, record_of_item, record_of_text
from ingest.readers.feeds.xml_item import namespaces_of, parse_item
from ingest.readers.feeds.xml_scan import Item, iter_items
from ingest.readers.packed.unpacked import beginning
from ingest.readers.reading import Head, Mark, Met, Order, Piece, rejected, size_words, skipped
from ingest.readers.records.met import met_of_page
from ingest.readers.records.record import page_of_record
from ingest.readers.records.wide import as_utf8, wide_encoding
from ingest.readers.sniff import xml_root
from schemas.report import Reason, Warn

ITEMS = {"rss": "item", "rdf": "item", "feed": "entry"}
"""Root element, without its prefix and in lower case -> what its items are called."""
AGENCY_ITEMS = {"nitf": "nitf", "newsitem": "newsItem", "newsmessage": "newsItem"}
"""The same of what agencies deliver."""
_ALL_ITEMS = {**ITEMS, **AGENCY_ITEMS}
_RECORD_OF = {"item": record_of_item, "entry": record_of_item, "nitf": record_of_nitf, "newsItem": record_of_news_item}
_NO_ARTICLES = frozenset({"attachment", "nav_menu_item", "revision", "custom_css", "wp_global_styles", "wp_navigation"})
"""Kinds of entries in WordPress's exports that are no texts."""
_NO_TEXTS = frozenset({"picture", "graphic", "video", "audio", "animation"})
"""Classes of NewsML-G2's items that are none, either."""
_ROOT_TAG = re.compile(rb"<(?:[\w.-]+:)?(?:rss|rdf|feed|nitf|newsItem|newsMessage)\b[^<>]*>", re.IGNORECASE)
_END = re.compile(rb"</(?:[\w.-]+:)?(?:rss|rdf|feed|nitf|newsItem|newsMessage)\s*>", re.IGNORECASE)
_LANGUAGE = re.compile(r"xml:lang\s*=\s*[\"']([\w-]+)")
_ASIDE = re.compile(
    r"<((?:[\w.-]{1,30}:)?(?:image|textinput|author|logo))\b.*?(?:</\1\s*>|\Z)", re.IGNORECASE | re.DOTALL
)
_CDATA = re.compile(r"<!\[CDATA\[(.*?)\]\]>", re.DOTALL)
_TAIL_BYTES = 4096
_ABOUT_ENCODING = frozenset({Warn.ENCODING_GUESSED, Warn.ENCODING_CONFLICT})


@dataclass(frozen=True, slots=True)
class _Feed:
    """What stands before the items of a feed."""

    item: str
    """What its items are called."""
    charset: str | None
    """The encoding that it declares."""
    namespaces: dict[str, str]
    around: Mapping[str, str] = field(default_factory=dict)


def is_feed(head: Head) -> bool:
    """Say whether an input is RSS or Atom."""
    return xml_root(head.payload).rpartition(":")[2] in ITEMS


def is_agency(head: Head) -> bool:
    """Say whether an input is NITF or NewsML-G2."""
    return xml_root(head.payload).rpartition(":")[2] in AGENCY_ITEMS


def read_feed(stream: BinaryIO, order: Order) -> Iterator[Met]:
    """Yield the article of each item; `offset` counts items from 1."""
    feed, plain = _begun(stream)
    start, last = order.start, order.start.count
    for item in _items(plain, feed, order):
        last = item.number
        yield replace(_met(item, feed, order), after=Mark(offset=item.after, count=item.number))
        if item.problem == "cut":
            return
    if order.end is not None:
        return
    source = replace(order.source, offset=last + 1)
    if not _ends(plain):
        yield Met(item=rejected(source, Reason.TRUNCATED, "The feed ends in the middle. Fetch it again."))
    elif last == 0 and start == Mark():
        yield Met(item=rejected(order.source, Reason.EMPTY, "The feed has no items."))


def split_feed(stream: BinaryIO, order: Order, piece_bytes: int) -> Iterator[Piece]:
    """Yield pieces that end with an item; none of a feed in UTF-16."""
    feed, plain = _begun(stream)
    start, begin = order.start, order.start.offset
    if plain is not stream:
        return
    for item in _items(plain, feed, order):
        if item.offset - begin >= piece_bytes:
            yield Piece(start, item.offset)
            start, begin = Mark(offset=item.offset, count=item.number - 1), item.offset
    yield Piece(start, None)


def _begun(stream: BinaryIO) -> tuple[_Feed, BinaryIO]:
    """Return what stands before the items, and the stream in the alphabet in which it is read."""
    is_wide = wide_encoding(beginning(stream)) is not None
    stream.seek(0)
    plain = as_utf8(stream)
    head = beginning(plain)
    plain.seek(0)
    declared = None if is_wide else find_declaration(head)
    charset = "utf-8" if is_wide else declared.encoding if declared else None
    name = _ALL_ITEMS[xml_root(head).rpartition(":")[2]]
    root = _ROOT_TAG.search(head)
    behind = head[root.end() if root else 0 :]
    first = re.search(rf"<(?:[\w.-]+:)?{name}[\s>/]".encode(), behind)
    before = _ASIDE.sub("", _text(behind[: first.start() if first else len(behind)], charset)[0])
    tag = _text(root[0] if root else b"", charset)[0]
    language = _LANGUAGE.search(tag)
    around = {
        "title": plain_words(_in(before, "title")),
        "language": _in(before, "language") or (language[1] if language else ""),
        "link": _in(before, "link"),
    }
    return _Feed(name, charset, namespaces_of(tag), around if name in ITEMS.values() else {}), plain


def _in(before: str, name: str) -> str:
    """Return what the first element of a name says; empty where it says nothing."""
    opened = re.search(rf"<((?:[\w.-]{{1,30}}:)?{name})(?:\s[^<>]*)?>", before)
    end = before.find(f"</{opened[1]}", opened.end()) if opened else -1
    return _CDATA.sub(r"\1", before[opened.end() : end]).strip()[:1000] if opened and end >= 0 else ""


def _items(stream: BinaryIO, feed: _Feed, order: Order) -> Iterator[Item]:
    """Yield the items that the order is for."""
    start = order.start
    items = iter_items(stream, feed.item, offset=start.offset, number=start.count, max_bytes=order.max_bytes)
    for item in items:
        if order.end is not None and item.offset >= order.end:
            return
        if item.number > start.count + start.skip:
            yield item


def _ends(stream: BinaryIO) -> bool:
    """Say whether the last bytes hold the end of the feed."""
    size = stream.seek(0, 2)
    stream.seek(max(0, size - _TAIL_BYTES))
    return _END.search(stream.read(_TAIL_BYTES)) is not None


def _met(item: Item, feed: _Feed, order: Order) -> Met:
    """Return what an item holds: a page or a rejection."""
    source = replace(order.source, offset=item.number)
    digest = content_hash(item.payload)
    if item.problem == "long":
        detail = f"The item is longer than {size_words(order.max_bytes)}, the most that is read as one."
        return Met(item=rejected(source, Reason.TOO_LARGE, detail))
    if item.problem == "cut":
        return Met(item=rejected(source, Reason.TRUNCATED, "The feed ends inside this item. Fetch it again.", digest))
    if item.problem == "open":
        detail = "The item is not closed: the next one begins inside it."
        return Met(item=rejected(source, Reason.BAD_RECORD, detail, digest))
    text, warnings = _text(item.payload, feed.charset)
    element = parse_item(text, feed.namespaces)
    if element is None and feed.item not in ITEMS.values():
        return Met(item=rejected(source, Reason.BAD_RECORD, "The item is not XML.", digest))
    if element is None:
        record, warnings = record_of_text(text, feed.around), (*warnings, Warn.PART_FAILED)
    else:
        record = _RECORD_OF[feed.item](element, feed.around)
    return _met_record(record, warnings, replace(order, source=source))


def _met_record(record: Record, warnings: tuple[str, ...], order: Order) -> Met:
    """Return the page of an item's record, or why there is none."""
    kind = record.pop("kind", "")
    if kind in _NO_ARTICLES or kind in _NO_TEXTS:
        return Met(item=skipped(order.source, Reason.UNSUPPORTED_TYPE, f"An entry of kind {kind}, not an article."))
    is_summary = record.pop("summary_only", False)
    found = page_of_record({name: said for name, said in record.items() if said}, order.source)
    if isinstance(found, str):
        what = "only a summary" if is_summary else "no text"
        where = " Fetch the page at its link." if record.get("url") else ""
        detail = f"The item holds {what} of the article.{where}"
        return Met(item=rejected(order.source, Reason.NO_TEXT, detail))
    return met_of_page(replace(found, warnings=(*found.warnings, *warnings)), order)


def _text(payload: bytes, charset: str | None) -> tuple[str, tuple[str, ...]]:
    """Return a part of a feed as text, in the encoding that the feed declares, or is found to have."""
    decoded = decode(payload, transport=charset or "utf-8", is_html=False)
    return read_as(payload, decoded.encoding), tuple(each for each in decoded.warnings if each in _ABOUT_ENCODING)
