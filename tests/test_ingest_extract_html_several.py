"""Several articles on one page, and the data of others on it: what belongs to the page's own article."""

import json

import pytest

from ingest.pipeline import process
from schemas.article import Article
from schemas.page import RawPage, Source

OWN = "Dyke at Korvel gives way a second time"
OTHER = "Museum of Lindau opens its new wing"
TEXT = (
    "The dyke at Korvel gave way again on Monday night, four weeks after the engineers had called it mended.",
    "Eleven farms stand in the water, the district said, and the road to the ferry is closed until further notice.",
)
OTHERS_TEXT = (
    "The museum of Lindau opens its new wing in June, three years after the roof of the old one fell in.",
    "Tickets cost nine crowns, and the collection of glass is shown whole for the first time since the war.",
)
TEASER = """<div itemscope itemtype="https://schema.org/NewsArticle">
<span itemprop="headline">Ferry sunk off Lindau</span>
<meta itemprop="datePublished" content="2019-09-09"><span itemprop="author">Ole Brandt</span></div>"""
COMMENT = """<div itemscope itemtype="https://schema.org/Comment"><span itemprop="author">Ole Brandt</span>
<time itemprop="datePublished" datetime="2019-09-09">9 Sept</time><p>I do not believe a word.</p></div>"""
NEWS = {
    "@type": "NewsArticle",
    "headline": "Ferry sunk off Lindau",
    "datePublished": "2019-09-09",
    "author": "Ole Brandt",
}
LIST = f"""<script type="application/ld+json">{json.dumps({"@type": "ItemList", "itemListElement": [NEWS]})}</script>"""


def read(body: str, *, title: str = OWN, head: str = "", url: str = "https://korvel.example/d/7") -> Article:
    """Make an article of a page."""
    html = f"<html><head><meta charset=utf-8><title>{title}</title>{head}</head><body>{body}</body></html>"
    made = process(
        RawPage(source=Source(path="x.html"), payload=html.encode(), format="html", url=url), keep_bytes=False
    )
    assert isinstance(made, Article)
    return made


def paragraphs(texts: tuple[str, ...]) -> str:
    """Write paragraphs."""
    return "".join(f"<p>{text}</p>" for text in texts)


def two() -> str:
    """Return two articles, one below the other, each with a linked heading."""
    own = f"<article><h2><a href=/news/dyke>{OWN}</a></h2>{paragraphs(TEXT)}</article>"
    return f"<main>{own}<article><h2><a href=/news/wing>{OTHER}</a></h2>{paragraphs(OTHERS_TEXT)}</article></main>"


@pytest.mark.parametrize(
    ("url", "head"),
    [
        ("https://korvel.example/news/dyke", ""),
        ("https://korvel.example/p?id=7", "<link rel=canonical href=https://korvel.example/news/dyke>"),
        (
            "https://korvel.example/p?id=7",
            f"""<script type="application/ld+json">{json.dumps({"@type": "NewsArticle", "headline": OWN})}</script>""",
        ),
        ("https://korvel.example/p?id=7", f'<meta property="og:title" content="{OWN}">'),
    ],
    ids=["address", "canonical link", "data", "card"],
)
def test_the_article_that_the_page_names_is_taken(url: str, head: str) -> None:
    """Of several articles on a page the named one is read, and no word of the others."""
    made = read(two(), title="The Korvel Paper", head=head, url=url)
    assert made.text.split("\n\n") == list(TEXT)
    assert "several_articles" not in made.warnings


def test_several_articles_of_which_none_is_named_are_said() -> None:
    """Nothing is dropped by chance: all are kept, and the page is marked."""
    made = read(two(), title="The Korvel Paper", url="https://korvel.example/p?id=7")
    assert all(text in made.text for text in (*TEXT, *OTHERS_TEXT))
    assert "several_articles" in made.warnings


def test_parts_of_one_article_are_not_several() -> None:
    """Entries of a live report stand under its headline."""
    entries = (
        f"<article><h3>21:40</h3>{paragraphs(TEXT)}</article><article><h3>22:10</h3>{paragraphs(OTHERS_TEXT)}</article>"
    )
    made = read(f"<main><h1>{OWN}</h1>{entries}</main>")
    assert all(text in made.text for text in (*TEXT, *OTHERS_TEXT))
    assert "several_articles" not in made.warnings


@pytest.mark.parametrize("after", [TEASER, COMMENT, LIST], ids=["teaser", "comment", "list"])
def test_another_articles_data_is_not_this_ones(after: str) -> None:
    """What a teaser, a reader's comment or a list of others states of itself is no fact of the page."""
    card = read(f"<h1>{OWN}</h1><article>{paragraphs(TEXT)}</article>{after}").card
    assert (card.headline, card.published, card.authors) == (OWN, None, ())


def test_the_articles_own_microdata_is_believed() -> None:
    """The same properties in a scope that is about the page are its facts."""
    told = TEASER.replace("Ferry sunk off Lindau", OWN).replace("</div>", f"{paragraphs(TEXT)}</div>")
    card = read(f"<h1>{OWN}</h1>{told}").card
    assert (card.headline, card.published, card.authors) == (OWN, "2019-09-09", ("Ole Brandt",))


def boxes(days: tuple[str, str], *, other: str = "", kind: str = "post", heading: str = "h2") -> str:
    """Return two boxes side by side, each with a heading, a day and paragraphs."""
    rows = ((OWN, days[0], TEXT, kind), (OTHER, days[1], OTHERS_TEXT, other or kind))
    return "".join(
        f"<div class={name}><{heading}>{title}</{heading}>{f'<p>{day}</p>' if day else ''}{paragraphs(texts)}</div>"
        for title, day, texts, name in rows
    )


@pytest.mark.parametrize("title", ["", OWN])
def test_two_dated_boxes_of_one_class_are_several_articles(title: str) -> None:
    """No `article` element is needed where each box has its own heading, day and text; all is kept and said."""
    made = read(boxes(("4 May 2019", "2 May 2019")), title=title)
    assert "several_articles" in made.warnings
    assert all(text in made.text for text in TEXT)


@pytest.mark.parametrize(
    "body",
    [
        boxes(("", "")),
        boxes(("4 May 2019", "")),
        boxes(("4 May 2019", "2 May 2019"), other="side"),
        f"<h1>{OWN}</h1>{boxes(('4 May 2019', '2 May 2019'), heading='h3')}",
        (
            f"<div class=post><h2>{OWN}</h2><p>4 May 2019</p>{paragraphs(TEXT)}</div>"
            f"<div class=post><h2>{OTHER}</h2><p>2 May 2019</p><p>{OTHERS_TEXT[0]}</p></div>"
        ),
    ],
    ids=["no day", "one day", "another class", "under a headline", "a teaser"],
)
def test_parts_teasers_and_columns_are_no_articles(body: str) -> None:
    """Boxes without a day, with a single paragraph, of another class or under one headline are parts of a page."""
    assert "several_articles" not in read(f"<main>{body}</main>").warnings
