"""The headline among what a page calls itself."""

import json

import pytest

from ingest.extract.html.facts import told_of
from ingest.extract.html.head import read_head
from ingest.extract.html.headlines import count_votes
from ingest.extract.html.titles import Title
from ingest.extract.html.tree import parse_page
from ingest.pipeline import process
from schemas.article import Article
from schemas.page import RawPage, Source

BODY = "".join(
    f"<p>The council of Orlu met {day} to hear why the harbour bridge stays shut, and what the engineers now plan.</p>"
    for day in ("on Monday", "on Tuesday", "again on Wednesday", "for the last time on Thursday")
)


def headline(h1: str, *, title: str = "", og: str = "", told: str = "", name: str = "Orlu Herald") -> str | None:
    """Return the headline of a made-up page."""
    head = f"<title>{title}</title>" if title else ""
    head += f'<meta property="og:title" content="{og}">' if og else ""
    head += f'<meta property="og:site_name" content="{name}">'
    node = {"@type": "NewsArticle", "headline": told, "datePublished": "2022-05-04"}
    head += f'<script type="application/ld+json">{json.dumps(node)}</script>' if told else ""
    page = f"<html><head>{head}</head><body>{h1}<main><article>{BODY}</article></main></body></html>"
    source = RawPage(
        source=Source(path="page.html"), payload=page.encode(), format="html", url="https://orlu.example/a"
    )
    article = process(source, keep_bytes=False)
    assert isinstance(article, Article)
    return article.card.headline


BRIDGE = "Harbour bridge stays shut until spring"
OTHER = "Why the bridge of Orlu will not open before spring comes"


@pytest.mark.parametrize(
    ("h1", "more", "expected"),
    [
        (f"<h1>{BRIDGE}</h1>", {"title": f"{BRIDGE} | Orlu Herald"}, BRIDGE),
        (f"<h1>{BRIDGE}</h1>", {"og": OTHER}, BRIDGE),
        (f"<h1>{BRIDGE}</h1>", {"title": f"{BRIDGE} | Orlu Herald", "told": OTHER}, BRIDGE),
        (f"<h1>{BRIDGE}</h1>", {"title": f"{BRIDGE} | Orlu Herald", "told": OTHER, "og": OTHER}, OTHER),
        (f"<h1><a href='/'>Harbour Notes</a></h1><h2>{BRIDGE}</h2>", {"title": f"{BRIDGE} | Harbour Notes"}, BRIDGE),
        (f"<h1>Harbour Notes</h1><h1>{BRIDGE}</h1>", {"title": f"{BRIDGE} | Harbour Notes"}, BRIDGE),
        (f"<h1>{BRIDGE}</h1><h1>Most read this week in Orlu</h1>", {}, BRIDGE),
        (f"<h1><span class='kicker'>Traffic</span> {BRIDGE}</h1>", {"og": OTHER}, BRIDGE),
        (f"<h1><span class='article__topline'>Traffic:</span> {BRIDGE}</h1>", {}, BRIDGE),
        (f"<h1>{BRIDGE} <span class='badge'>PREMIUM</span></h1>", {}, BRIDGE),
        (f"<h1><span class='kicker'>Traffic</span>: {BRIDGE}</h1>", {"og": f"Traffic: {BRIDGE}"}, f"Traffic: {BRIDGE}"),
        (f"<h1><span class='words'>Traffic</span> {BRIDGE}</h1>", {}, f"Traffic {BRIDGE}"),
        # what follows a sign belongs to the headline where the article's own data have it too, a site's name never
        (f"<h1>{BRIDGE}</h1>", {"told": f"{BRIDGE} - Latest", "og": f"{BRIDGE} - Latest"}, f"{BRIDGE} - Latest"),
        (f"<h1>{BRIDGE}</h1>", {"told": BRIDGE, "og": f"{BRIDGE} - Latest"}, BRIDGE),
        (f"<h1>{BRIDGE}</h1>", {"told": f"{BRIDGE} - Orlu Herald", "og": f"{BRIDGE} - Orlu Herald"}, BRIDGE),
        # a topic that the heading says more of is no headline; a short one that stands alone is
        (f"<h1>{BRIDGE}</h1>", {"title": "Bridge", "og": "Bridge"}, BRIDGE),
        ("<h1>Bridge</h1>", {"title": "Bridge", "og": "Bridge"}, "Bridge"),
        # the page's title repeats by rote what one of the others says
        (f"<h1 itemprop='headline'>{BRIDGE}</h1>", {"og": BRIDGE, "title": OTHER, "told": OTHER}, BRIDGE),
    ],
)
def test_headline(h1: str, more: dict[str, str], expected: str) -> None:
    """What readers see stands before what one machine-readable place says, and behind what two of them agree on."""
    assert headline(h1, **more) == expected


def test_each_source_speaks_once() -> None:
    """The same words said twice by one source weigh as if said once."""
    once = Title("Rain", "h1", "h1", 0.9)
    assert count_votes([(once, "Rain"), (once, "Rain")]) == count_votes([(once, "Rain")])


def test_a_site_that_is_named_like_its_article_hides_no_headline() -> None:
    """Where JSON-LD calls the site what the article is called, the article keeps its headline."""
    assert headline(f"<h1>{BRIDGE}</h1>", told=BRIDGE, name=BRIDGE) == BRIDGE


def test_the_outlets_name_is_no_section_and_no_tag() -> None:
    """A section or a tag that only repeats the outlet's name is kept for the record and not shown."""
    head = '<meta property="og:site_name" content="Orlu Herald"><meta property="article:section" content="Orlu Herald">'
    head += '<meta property="article:tag" content="Orlu Herald"><meta property="article:tag" content="Harbour">'
    page = f"<html><head>{head}</head><body><article><h1>{BRIDGE}</h1>{BODY}</article></body></html>"
    source = RawPage(source=Source(path="page.html"), payload=page.encode(), format="html")
    article = process(source, keep_bytes=False)
    assert isinstance(article, Article)
    assert (article.card.section, article.card.tags) == (None, ("Harbour",))


@pytest.mark.parametrize(
    ("h1", "title", "names"),
    [
        ("<h1>Harbour Notes of Orlu</h1><h1>" + BRIDGE + "</h1>", f"{BRIDGE} | Notes", [BRIDGE, f"{BRIDGE} | Notes"]),
        (f"<h1>{BRIDGE}</h1><h1>Most read this week</h1>", BRIDGE, [BRIDGE]),
        (f"<h1>{BRIDGE}</h1><h1>Most read this week</h1>", OTHER, [BRIDGE, "Most read this week", OTHER]),
        (f"<h1>{BRIDGE}</h1>", OTHER, [BRIDGE, OTHER]),
    ],
)
def test_a_heading_that_no_title_repeats_names_no_article(h1: str, title: str, names: list[str]) -> None:
    """Of several headings the ones that the page's own titles repeat are the article's, all where they repeat none."""
    tree = parse_page(f"<html><head><title>{title}</title></head><body>{h1}</body></html>")
    assert tree is not None
    assert told_of(read_head(tree.root), None).names == names
