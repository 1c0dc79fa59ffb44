import io
from pathlib import Path
from typing import Any

import pytest

from ingest.readers import form_of, read
from ingest.readers.feeds.feed import split_feed
from ingest.readers.reading import Form, Met, Order
from schemas.page import RawPage, Source
from schemas.report import Outcome, Reason, Rejection

HOSTILE = Path(__file__).parents[2] / "shared" / "corpora" / "hostile"
LONG = "<p>The river rose by two metres after a night of rain, and Talvin's northern bridge was closed.</p> " * 15
RSS = """<?xml version="1.0" encoding="{encoding}"?>
<!-- <item> -->
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel><title>Talvin Post</title><link>https://talvin.example/</link><language>en</language>
<image><title>A picture</title><url>x</url></image>
{items}
</channel></rss>
"""
ITEM = """<item><title>Rain &amp; sun</title><link>https://talvin.example/{n}</link>
<guid isPermaLink="false">g{n}</guid><dc:creator>A. Writer</dc:creator><author>b@talvin.example (B. Author)</author>
<author>c@talvin.example</author><pubDate>Fri, 25 Nov 2022 10:00:00 +0400</pubDate><category>rain</category>
<category><![CDATA[river & sea]]></category><description>The river rose.</description>
<content:encoded><![CDATA[<p>Rain &nbsp; over Talvin, part {n}: "</item>".</p>]]></content:encoded></item>
"""


def met(payload: bytes, **options: Any) -> list[Met]:  # noqa: ANN401  options of `Order`
    """Return what a reader meets in `payload`."""
    return list(read(io.BytesIO(payload), Order(source=Source(path="feed"), **options)))


def rss(items: str, encoding: str = "utf-8") -> bytes:
    """Return an RSS feed with these items."""
    return RSS.format(items=items, encoding=encoding).encode(encoding)


def page(item: RawPage | Rejection) -> RawPage:
    """Return `item`, which must be a page."""
    assert isinstance(item, RawPage)
    return item


def facts(item: RawPage | Rejection) -> set[tuple[str, str]]:
    """Return the facts that came with a page."""
    return {(fact.field, fact.value) for fact in page(item).given}


def outcomes(found: list[Met]) -> list[tuple[int | None, str]]:
    """Return the place of each item, and its id or the reason of its rejection."""
    return [
        (
            each.item.source.offset,
            each.item.record_id or "" if isinstance(each.item, RawPage) else each.item.reason.value,
        )
        for each in found
    ]


def test_an_item_of_rss_is_its_article() -> None:
    """The whole article of an item is received; its link, its id and its facts come with it, mail addresses do not."""
    (found,) = met(rss(ITEM.format(n=1)))
    item = page(found.item)
    assert item.payload == b'<p>Rain &nbsp; over Talvin, part 1: "</item>".</p>'
    assert (item.format, item.charset, item.source.offset) == ("html", "utf-8", 1)
    assert (item.url, item.url_basis, item.record_id) == ("https://talvin.example/1", "record", "g1")
    assert facts(item) == {
        ("headline", "Rain & sun"), ("author", "A. Writer"), ("author", "B. Author"), ("tag", "rain"),
        ("tag", "river & sea"), ("published", "Fri, 25 Nov 2022 10:00:00 +0400"), ("outlet", "Talvin Post"),
        ("language", "en"), ("standfirst", "The river rose."),
    }  # fmt: skip
    assert {fact.basis for fact in item.given} == {"structured"}
    assert (item.captured, item.warnings) == (None, ())


def test_an_entry_of_atom_is_its_article() -> None:
    """Text, HTML and XHTML in an entry are read, links and languages as Atom has them; `updated` is no publication."""
    feed = """<a:feed xmlns:a="http://www.w3.org/2005/Atom" xmlns:h="http://www.w3.org/1999/xhtml" xml:lang="tr">
    <a:title type="text">Talvin Postası</a:title><a:link rel="alternate" href="https://talvin.example/"/>
    <a:author><a:name>Somebody</a:name></a:author>
    <a:entry xml:base="https://talvin.example/news/"><a:id>urn:1</a:id>
     <a:title type="html">Ya&amp;#287;mur &lt;b&gt;yağdı</a:title>
     <a:link rel="self" href="https://talvin.example/feed/1"/><a:link href="a.html"/><a:author><a:name>A. Yazar</a:name>
     <a:email>a@talvin.example</a:email></a:author><a:category term="t" label="yağmur"/>
     <a:published>2022-11-25T10:00:00+03:00</a:published><a:updated>2022-11-26T10:00:00+03:00</a:updated>
     <a:content type="xhtml"><h:div><h:p>Yağmur <h:b>yağdı</h:b>.</h:p></h:div></a:content></a:entry>
    <a:entry><a:id>urn:2</a:id><a:title>Sun</a:title><a:updated>2022-11-26</a:updated><a:summary>Short.</a:summary>
     <a:content type="html">&lt;p&gt;Sun.&lt;/p&gt;</a:content></a:entry>
    <a:entry><a:id>urn:3</a:id><a:content>Fog, and more fog.</a:content></a:entry>
    <a:entry><a:id>urn:4</a:id><a:content src="https://talvin.example/4"/></a:entry></a:feed>"""
    first, second, third, fourth = met(feed.encode())
    assert page(first.item).payload.decode() == "<div><p>Yağmur <b>yağdı</b>.</p></div>"
    assert page(first.item).url == "https://talvin.example/news/a.html"
    assert facts(first.item) == {
        ("headline", "Yağmur yağdı"), ("author", "A. Yazar"), ("tag", "yağmur"), ("outlet", "Talvin Postası"),
        ("published", "2022-11-25T10:00:00+03:00"), ("modified", "2022-11-26T10:00:00+03:00"), ("language", "tr"),
    }  # fmt: skip
    assert page(second.item).payload == b"<p>Sun.</p>"
    assert facts(second.item) == {
        ("headline", "Sun"), ("modified", "2022-11-26"), ("standfirst", "Short."), ("outlet", "Talvin Postası"),
        ("language", "tr"),
    }  # fmt: skip
    assert (page(third.item).payload, page(third.item).format) == (b"Fog, and more fog.", "text")
    assert isinstance(fourth.item, Rejection)


def test_rss_1_0_is_read() -> None:
    """Items of RDF stand beside their channel and are named by what they are about; their dates are Dublin Core's."""
    feed = f"""<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
    xmlns:dc="http://purl.org/dc/elements/1.1/"><channel rdf:about="https://talvin.example/"><title>Talvin Post</title>
    <items><rdf:Seq><rdf:li resource="https://talvin.example/1"/></rdf:Seq></items></channel>
    <item rdf:about="https://talvin.example/1"><title>Rain</title><link>https://talvin.example/1</link>
    <dc:date>2022-11-25</dc:date><dc:subject>rain</dc:subject><description><![CDATA[{LONG}]]></description></item></rdf:RDF>"""
    (found,) = met(feed.encode())
    assert (page(found.item).record_id, page(found.item).url) == (
        "https://talvin.example/1",
        "https://talvin.example/1",
    )
    assert page(found.item).payload.decode() == LONG
    assert facts(found.item) == {
        ("headline", "Rain"), ("published", "2022-11-25"), ("tag", "rain"), ("outlet", "Talvin Post"),
    }  # fmt: skip


def test_a_summary_is_no_article() -> None:
    """An item with no more than a summary is rejected with the way to its article; a long description is one."""
    items = (
        "<item><link>https://talvin.example/1</link><description>The river rose.</description></item>"
        f"<item><guid>https://talvin.example/2</guid><description><![CDATA[{LONG}]]></description></item>"
        "<item><title>Rain</title></item>"
    )
    short, long, none = met(rss(items))
    assert isinstance(short.item, Rejection)
    assert (short.item.outcome, short.item.reason) == (Outcome.REJECTED, Reason.NO_TEXT)
    assert "only a summary" in short.item.detail
    assert page(long.item).url == "https://talvin.example/2"
    assert isinstance(none.item, Rejection)
    assert (none.item.reason, "no text" in none.item.detail) == (Reason.NO_TEXT, True)


def test_an_export_of_wordpress_is_read_and_its_attachments_are_left_out() -> None:
    """Posts and pages are articles, pictures and menus are skipped; an excerpt is not taken for the text."""
    items = """<item><title>Rain</title><wp:post_type>post</wp:post_type>
    <excerpt:encoded><![CDATA[The river rose.]]></excerpt:encoded>
    <content:encoded><![CDATA[<p>Rain.</p>]]></content:encoded></item><item><title>Photo</title><wp:post_type>attachment</wp:post_type>
    <content:encoded><![CDATA[x]]></content:encoded></item>"""
    spaces = (
        'xmlns:excerpt="http://wordpress.org/export/1.2/excerpt/" xmlns:wp="http://wordpress.org/export/1.2/" version'
    )
    post, photo = met(rss(items).replace(b"version", spaces.encode(), 2).replace(spaces.encode(), b"version", 1))
    assert page(post.item).payload == b"<p>Rain.</p>"
    assert ("standfirst", "The river rose.") in facts(post.item)
    assert isinstance(photo.item, Rejection)
    assert photo.item.outcome is Outcome.SKIPPED


@pytest.mark.parametrize("encoding", ["utf-8", "windows-1251", "koi8-r", "utf-16", "utf-8-sig"])
def test_a_feed_in_any_encoding_is_read(encoding: str) -> None:
    """What a feed declares, or its byte order mark, says how its items are read."""
    item = "<item><title>Дождь</title><content:encoded><![CDATA[<p>Дождь над Талвином</p>]]></content:encoded></item>"
    (found,) = met(rss(item, encoding))
    assert page(found.item).payload.decode() == "<p>Дождь над Талвином</p>"
    assert ("headline", "Дождь") in facts(found.item)


@pytest.mark.parametrize(
    ("items", "expect"),
    [
        (ITEM.format(n=1) + ITEM.format(n=2)[:-40] + "@@", [(1, "g1"), (2, "truncated")]),
        (ITEM.format(n=1) + "<item><title>x</title>" + ITEM.format(n=3), [(1, "g1"), (2, "bad_record"), (3, "g3")]),
        ("<item/>" + ITEM.format(n=2), [(1, "bad_record"), (2, "g2")]),
        ("</item>" + ITEM.format(n=1), [(1, "g1")]),
        ("", [(None, "empty")]),
        (ITEM.format(n=1) + "<!-- never closed " + ITEM.format(n=2), [(1, "g1"), (2, "truncated")]),
    ],
)
def test_broken_feeds_give_what_is_whole(items: str, expect: list[tuple[int | None, str]]) -> None:
    """Items before and behind a broken one are read; what is not closed is said."""
    assert outcomes(met(rss(items).partition(b"@@")[0])) == expect


def test_a_feed_that_ends_between_items_is_cut() -> None:
    """Where the end of the feed is missing, more items may be."""
    payload = rss(ITEM.format(n=1))
    assert outcomes(met(payload[: payload.rindex(b"</channel>")])) == [(1, "g1"), (2, "truncated")]


@pytest.mark.parametrize(
    "broken",
    [
        "<title>AT&T and a < b</title><link>https://talvin.example/1</link><guid>g1</guid>",
        "<title>AT&T and a &lt; b<title><guid>g1</guid><link>https://talvin.example/1</link>",
        "<b>x<i></b><title>x</title><guid>g1</guid>" + "<a>" * 5000,
    ],
)
def test_an_item_that_is_no_xml_is_looked_through(broken: str) -> None:
    """The article of an item that is no XML is found all the same, and that a part may be missing is said."""
    item = f"<item>{broken}<content:encoded><![CDATA[<p>Rain.</p>]]></content:encoded></item>"
    (found,) = met(rss(item))
    assert (page(found.item).payload, page(found.item).record_id) == (b"<p>Rain.</p>", "g1")
    assert page(found.item).warnings == ("part_failed",)


def test_stray_signs_and_html_names_are_read_as_meant() -> None:
    """An ampersand that begins nothing is one; HTML's names are known; control characters break nothing."""
    item = "<item><title>AT&T, Caf&eacute; &nosuch; &#1;\x01&#233;</title>"
    item += "<content:encoded>&lt;p&gt;a&amp;amp;b&lt;/p&gt;</content:encoded></item>"
    (found,) = met(rss(item))
    assert ("headline", "AT&T, Café &nosuch; é") in facts(found.item)
    assert page(found.item).payload == b"<p>a&amp;b</p>"
    assert page(found.item).warnings == ()


def test_what_a_feed_declares_is_not_expanded_or_fetched(tmp_path: Path) -> None:
    """Entities stay unexpanded, however many, wherever they are declared; files are not read."""
    secret = tmp_path / "secret.txt"
    secret.write_text("SECRET")
    laughs = "".join(f'<!ENTITY a{i} "{f"&a{i - 1};" * 10}">' for i in range(1, 12))
    declared = f'<!DOCTYPE rss [<!ENTITY a0 "ha"><!ENTITY s SYSTEM "file://{secret}">{laughs}]>'
    for before, within in ((declared, ""), ("", declared)):
        item = f'<item>{within}<title x="&a11;">&a11;&s;</title>'
        item += "<content:encoded>&lt;p&gt;Rain &s;&a11;.&lt;/p&gt;</content:encoded></item>"
        (found,) = met(rss(item).replace(b"<rss ", before.encode() + b"<rss ", 1))
        assert page(found.item).payload == b"<p>Rain &s;&a11;.</p>"
        assert ("headline", "&a11;&s;") in facts(found.item)


def test_an_item_that_is_too_long_is_left_out() -> None:
    """An item above the limit is a rejection and is not held; the items behind it are read."""
    long = ITEM.format(n=2).replace("The river", "x" * 5000)
    found = met(rss(ITEM.format(n=1) + long + ITEM.format(n=3)), max_bytes=2000)
    assert outcomes(found) == [(1, "g1"), (2, "too_large"), (3, "g3")]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_reading_goes_on_from_any_mark(encoding: str) -> None:
    """From each mark that an item leaves, the items behind it are read with their numbers, and no other."""
    payload = rss("".join(ITEM.format(n=n) for n in range(1, 7)), encoding)
    whole = met(payload)
    assert len(whole) == 6
    for done, each in enumerate(whole, 1):
        assert each.after is not None
        assert [other.item for other in met(payload, start=each.after)] == [other.item for other in whole[done:]]
        stepped = met(payload, start=each.after.skipping())
        assert [other.item for other in stepped] == [other.item for other in whole[done + 1 :]]


@pytest.mark.parametrize("size", [1, 700, 2000, 100_000])
def test_pieces_hold_every_item_once(size: int) -> None:
    """The pieces of a feed, whatever their size, give the items of the whole with the same numbers."""
    payload = rss("".join(ITEM.format(n=n) for n in range(1, 20)))
    pieces = split_feed(io.BytesIO(payload), Order(source=Source(path="feed")), size)
    parts = [each.item for piece in pieces for each in met(payload, start=piece.start, end=piece.end)]
    assert parts == [each.item for each in met(payload)]


@pytest.mark.parametrize("text", ["<html><body><feed/></body></html>", "<p>rss</p><p>x</p>", "rss feed"])
def test_what_is_no_feed_is_none(text: str) -> None:
    """Only the root element makes a feed."""
    found = form_of(io.BytesIO(text.encode()), "x")
    assert not isinstance(found, Form) or found.kind != "feed"


@pytest.mark.shared
@pytest.mark.skipif(not HOSTILE.is_dir(), reason="the hostile corpus is not beside the project")
def test_feeds_of_another_suite_end_in_outcomes() -> None:
    """Every odd feed comes to items that are pages or rejections, or is refused as a whole; none is lost in silence."""
    paths = sorted([*HOSTILE.glob("feedparser-encoding/*"), *HOSTILE.glob("feedparser-illformed/**/*.xml")])
    assert paths
    for path in paths:
        with path.open("rb") as stream:
            assert list(read(stream, Order(source=Source(path=path.name)))), path.name
