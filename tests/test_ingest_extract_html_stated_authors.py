"""Authors in the page's own words: whose link is believed, and whose name alone on a line."""

import pytest

from ingest.decode import decode
from ingest.extract import extract
from ingest.extract.draft import Draft
from schemas.page import RawPage, Source

TITLE = "Ferry sold to the island for one crown"
BODY = (
    "<p>The county council sold the old car ferry to the isle of Sanna on Monday, for a crown, and kept the debt.</p>"
    "<p>The ship was built for forty cars and a mail van. She has lain at the north quay for three winters, unlit.</p>"
    "<p>The islanders mean to run her from Easter until the first ice, with a crew of four and a dog.</p>"
)
SURE = 0.5


def read(html: str) -> Draft:
    """Extract a page."""
    page = RawPage(source=Source(path="x.html"), payload=html.encode(), format="html")
    return extract(page, decode(page.payload))


def article(above: str = "", below: str = "", after: str = "", head: str = "") -> str:
    """Return a page with words above and below its text, and after the article."""
    inside = f"<h1>{TITLE}</h1>{above}<div class=content>{BODY}{below}</div>"
    return f"<html><head><title>{TITLE}</title>{head}</head><body><article>{inside}</article>{after}</body></html>"


def authors(html: str) -> tuple[list[str], list[str]]:
    """Return the names that may be chosen, and those that are only kept for the record."""
    found = [fact for fact in read(html).facts if fact.field == "author"]
    sure = list(dict.fromkeys(str(fact.value) for fact in found if fact.confidence >= SURE))
    return sure, list(dict.fromkeys(str(fact.value) for fact in found if str(fact.value) not in sure))


LINK = "<a rel=author href=/u/1>Ilka Brenn</a>"


@pytest.mark.parametrize(
    "page",
    [
        article(above=f"<p>{LINK}</p>"),
        article(above=f"<div class=meta><span>{LINK}</span> · 4 May 2021</div>"),
        article(below=f"<p>{LINK}</p>"),
        article(after=f"<div class=author-box><h4>{LINK}</h4><p>Lives on the quay.</p></div>"),
        article(after=f"<aside class=author-bio>{LINK}</aside>"),
        article(after=f"<footer class=entry-meta>{LINK}</footer>"),
    ],
)
def test_an_authors_link_by_the_article_is_believed(page: str) -> None:
    """A link that says `rel=author` names the author above the text, in it, and right under it."""
    assert authors(page)[0] == ["Ilka Brenn"]


TEASER = "<h4><a href=/z>Lighthouse lamp stolen off Orrel again</a></h4>"


@pytest.mark.parametrize(
    "after",
    [
        f"<div class=popular>{TEASER}{LINK} <time>9.9.2019</time></div>",
        f"<div class=x7>{TEASER}<p>{LINK}</p></div>",
        f"<div class=related-posts><span class=author>{LINK}</span>{TEASER}</div>",
        f"<section id=comments><p>{LINK}</p><p>I saw that dog on the boat, and it was not on a lead.</p></section>",
        f"<aside><h3>Most read</h3><p>{LINK}</p></aside>",
        f"<nav><ul><li>{LINK}</li></ul></nav>",
        "<p>An empty line about the weather on the coast today, which was calm.</p>" * 20 + f"<p>{LINK}</p>",
    ],
)
def test_an_authors_link_among_others_is_only_kept(after: str) -> None:
    """A link to the author of another article, or of a comment, is kept for the record and not believed."""
    assert authors(article(after=after)) == ([], ["Ilka Brenn"])


@pytest.mark.parametrize(
    "last",
    ["Yes, I do", "New Orrel", "Goodbye Mother", "Jon Reiss"],
)
def test_a_last_line_alone_signs_nothing(last: str) -> None:
    """An answer, a place, a farewell and a dead man's name under the text are no author."""
    assert authors(article(below=f"<p>The police named the man who died.</p><p>{last}</p>"))[0] == []


@pytest.mark.parametrize(
    "page",
    [
        article(below="<p>Ilka Brenn</p>", after="<p>Ilka Brenn is a reporter on the coast desk of the Pilot.</p>"),
        article(below="<p class=author>Ilka Brenn</p>"),
        article(below="<p>Ilka Brenn</p>", head='<meta name=author content="Ilka Brenn">'),
        article(below="<p>— <a href=/author/brenn>Ilka Brenn</a></p>"),
    ],
)
def test_a_last_line_that_something_supports_signs(page: str) -> None:
    """A name under the text is the author's where a word about her, her class or a tag says so."""
    assert "Ilka Brenn" in authors(page)[0]


def test_a_name_above_the_text_needs_a_word_about_its_bearer_as_an_author() -> None:
    """A name under the headline is the author's where a line says what she writes, not where the story is hers."""
    bio = "<p>Ilka Brenn writes about ships and those who sell them.</p>"
    assert authors(article(above="<div>Ilka Brenn</div>", after=bio))[0] == ["Ilka Brenn"]
    story = "<p>Ilka Brenn was the first to see the ferry burn, from the window of her kitchen on the north quay.</p>"
    assert authors(article(above=f"<div>Ilka Brenn</div>{story}"))[0] == []
    place = "<p>New Orrel is the harbour where the old car ferry has lain unlit for three winters by now.</p>"
    assert authors(article(above=f"<div>New Orrel</div>{place}"))[0] == []


TOPICS = ("Harbour Fire", "Sanna Ferry", "Orrel Fair", "Tram Depot", "Lena Wirt")


@pytest.mark.parametrize(
    "row",
    [
        "<p class=author>" + " ".join(f"<a href=/t/{each}>{each}</a>" for each in TOPICS) + "</p>",
        "<ul class=byline>" + "".join(f"<li><a href=/t/{each}>{each}</a></li>" for each in TOPICS) + "</ul>",
    ],
)
def test_a_row_of_links_is_no_byline(row: str) -> None:
    """A bar of topics that its element calls a byline names nobody."""
    assert authors(article(above=row))[0] == []


def test_links_of_two_authors_are_a_byline() -> None:
    """Two names that are links, in an element that is called a byline, are the authors."""
    row = "<p class=byline><a href=/t/1>Ilka Brenn</a> and <a href=/t/2>Olaf Linse</a></p>"
    assert authors(article(above=row))[0] == ["Ilka Brenn", "Olaf Linse"]


def test_a_label_is_followed_by_a_name_and_not_by_a_sentence() -> None:
    """The line after "Author" names the author; where it is a sentence, whoever it tells of is none."""
    assert authors(article(below="<h3>Author</h3><p>Ilka Brenn</p>"))[0] == ["Ilka Brenn"]
    story = "<h3>Author</h3><p>The author of the plan, Nils Orde, did not come.</p>"
    assert authors(article(below=story))[0] == []
    assert authors(article(after=story))[0] == []


@pytest.mark.parametrize(
    "after",
    [
        f"<div><div><div><p>Written by Ilka Brenn</p></div></div><div><div>{TEASER}<p>Gone.</p></div></div></div>",
        "<aside><div><h3>Author</h3><p>Ilka Brenn</p></div></aside>",
        f"<footer><div><div class=author><p>{LINK}</p></div><div><ul><li>{TEASER}</li></ul></div></div></footer>",
    ],
)
def test_a_byline_under_the_text_stands_beside_teasers(after: str) -> None:
    """A byline under the text is the article's though a box of teasers, or a box beside the text, is next to it."""
    assert authors(article(after=after))[0] == ["Ilka Brenn"]


def test_an_agency_over_the_headline_does_not_keep_the_reporter_out() -> None:
    """A line that names the agency in a box of its own stands beside the byline in another."""
    page = (
        f"<title>{TITLE}</title><body><div><div><p class=byline>Reuters</p></div>"
        f"<div><h1>{TITLE}</h1><p>By Ilka Brenn</p>{BODY}</div></div></body>"
    )
    assert authors(page)[0] == ["Ilka Brenn"]
