import io

import pytest

from ingest.pipeline import process
from ingest.readers import form_of, read
from ingest.readers.reading import Form, Met, Order
from schemas.article import Article
from schemas.page import RawPage, Source
from schemas.report import Outcome, Reason, Rejection

TEXT = (
    "The ferry was stopped at Kemmin on Friday, the harbour office in Brezna said, and passengers waited on the quay."
)
NITF = f"""<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE nitf SYSTEM "nitf-3-5.dtd">
<nitf><head><title>Ferry</title><docdata><doc-id id-string="k-17"/><date.issue norm="20221125T100000Z"/>
<key-list><keyword key="ferries"/><keyword key="Kemmin"/></key-list></docdata>
<pubdata name="Kemmin Post" date.publication="20221126" ex-ref="https://kemmin.example/17"/></head>
<body><body.head><hedline><hl1>Ferry stops at Kemmin</hl1><hl2>Nobody hurt</hl2></hedline>
<byline>By <person>A. Writer</person>, <byttl>Staff</byttl></byline><distributor>Harbour News Agency</distributor>
<dateline><location>Brezna</location> <story.date norm="20221125">Nov. 25</story.date></dateline>
<abstract><p>It ran again a day later.</p></abstract></body.head>
<body.content><block><p>{TEXT}</p><hl2>A day later</hl2><p>It runs &amp; rings again.</p></block></body.content>
<body.end><tagline>desk@agency.example</tagline></body.end></body></nitf>"""
ITEM = f"""<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" guid="urn:newsml:agency.example:17" version="2">
<itemMeta><itemClass qcode="ninat:text"/><provider><name>Harbour News Agency</name></provider>
<versionCreated>2022-11-25T12:00:00+01:00</versionCreated><firstCreated>2022-11-25T10:00:00+01:00</firstCreated></itemMeta>
<contentMeta><located><name>Brezna</name></located><by>A. Writer</by><language tag="en"/><keyword>ferries</keyword>
<subject type="cpnat:abstract"><name>transport</name></subject><headline>Ferry stops at Kemmin</headline></contentMeta>
<contentSet><inlineXML contenttype="application/xhtml+xml"><html xmlns="http://www.w3.org/1999/xhtml"><head><title>x</title>
</head><body><p>{TEXT}</p><p>It <b>runs</b> again.</p></body></html></inlineXML></contentSet></newsItem>"""


def met(text: str) -> list[Met]:
    """Return what a reader meets in a document."""
    return list(read(io.BytesIO(text.encode()), Order(source=Source(path="item"))))


def page(item: RawPage | Rejection) -> RawPage:
    """Return `item`, which must be a page."""
    assert isinstance(item, RawPage)
    return item


def facts(item: RawPage | Rejection) -> set[tuple[str, str]]:
    """Return the facts that came with a page, all of them stated by fields."""
    assert {fact.basis for fact in page(item).given} == {"structured"}
    return {(fact.field, fact.value) for fact in page(item).given}


def test_a_nitf_document_is_its_article() -> None:
    """Text, headline, byline, agency, outlet, place, day and keywords of a NITF document are read; its desk is not."""
    form = form_of(io.BytesIO(NITF.encode()), "x")
    assert isinstance(form, Form)
    assert form.kind == "agency"
    (found,) = met(NITF)
    item = page(found.item)
    assert item.payload.decode() == (
        f"<div><div><p>{TEXT}</p><h2>A day later</h2><p>It runs &amp; rings again.</p></div></div>"
    )
    assert (item.record_id, item.url, item.format) == ("k-17", "https://kemmin.example/17", "html")
    assert facts(item) == {
        ("headline", "Ferry stops at Kemmin"), ("author", "A. Writer"), ("agency", "Harbour News Agency"),
        ("outlet", "Kemmin Post"), ("dateline_place", "Brezna"), ("published", "20221126"), ("tag", "ferries"),
        ("tag", "Kemmin"), ("standfirst", "It ran again a day later."),
    }  # fmt: skip


def test_a_news_item_is_its_article() -> None:
    """XHTML in a NewsML-G2 item is its text; the first version's time is the day, the last one's the change."""
    (found,) = met(ITEM)
    assert page(found.item).payload.decode() == f"<div><p>{TEXT}</p><p>It <b>runs</b> again.</p></div>"
    assert page(found.item).record_id == "urn:newsml:agency.example:17"
    assert facts(found.item) == {
        ("headline", "Ferry stops at Kemmin"), ("author", "A. Writer"), ("agency", "Harbour News Agency"),
        ("dateline_place", "Brezna"), ("published", "2022-11-25T10:00:00+01:00"), ("language", "en"),
        ("modified", "2022-11-25T12:00:00+01:00"), ("tag", "ferries"), ("tag", "transport"),
    }  # fmt: skip
    article = process(page(found.item))
    assert isinstance(article, Article)
    chosen = {fact.field: fact.value for fact in article.facts if fact.chosen}
    assert (chosen["headline"], chosen["published"][:10], chosen["agency"]) == (
        "Ferry stops at Kemmin", "2022-11-25", "Harbour News Agency",
    )  # fmt: skip


def test_a_message_holds_items_of_several_kinds() -> None:
    """Each item of a message is an outcome: NITF inside, plain text, a picture, a text elsewhere, a broken one."""
    within = NITF.partition("?>")[2].partition('.dtd">')[2]
    message = f"""<newsMessage xmlns="http://iptc.org/std/nar/2006-10-01/"><header/><itemSet>
    <newsItem guid="a"><contentSet><inlineXML>{within}</inlineXML></contentSet></newsItem>
    <newsItem guid="b"><contentSet><inlineData contenttype="text/plain">{TEXT}</inlineData></contentSet></newsItem>
    <newsItem guid="c"><itemMeta><itemClass qcode="ninat:picture"/></itemMeta></newsItem>
    <newsItem guid="d"><contentSet><remoteContent href="x.xml"/></contentSet></newsItem>
    <newsItem guid="e"><contentSet><inlineXML><p></inlineXML></contentSet></newsItem>
    </itemSet></newsMessage>"""
    nitf, plain, picture, remote, broken = met(message)
    assert (page(nitf.item).record_id, page(nitf.item).payload.decode().count("<p>")) == ("a", 2)
    assert ("headline", "Ferry stops at Kemmin") in facts(nitf.item)
    assert (page(plain.item).payload.decode(), page(plain.item).format) == (TEXT, "text")
    reasons = [
        (each.item.outcome, each.item.reason) for each in (picture, remote, broken) if isinstance(each.item, Rejection)
    ]
    assert reasons == [
        (Outcome.SKIPPED, Reason.UNSUPPORTED_TYPE), (Outcome.REJECTED, Reason.NO_TEXT),
        (Outcome.REJECTED, Reason.BAD_RECORD),
    ]  # fmt: skip


@pytest.mark.parametrize("end", [150, 400, 900, len(NITF) - 3])
def test_a_document_that_breaks_off_is_said(end: int) -> None:
    """Wherever a delivery ends too early it is no article, and said."""
    (last,) = met(NITF[:end])
    assert isinstance(last.item, Rejection)
    assert last.item.reason is Reason.TRUNCATED
