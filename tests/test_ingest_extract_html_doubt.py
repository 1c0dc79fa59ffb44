"""Dates, names and articles that a page holds and that are not its own: no fact is made of them."""

import pytest

from ingest.decode import decode
from ingest.extract import extract
from ingest.extract.draft import Draft
from ingest.extract.html.structured import NEVER
from schemas.page import RawPage, Source

TITLE = "Tram depot turned into a market hall"
BODY = (
    "<p>The town of Ostrel has sold the brick depot at the end of line four, which has stood empty for nine years.</p>"
    "<p>The new owner, a cooperative of greengrocers, wants to keep the rails, the clock and the inspection pits.</p>"
    "<p>The first stalls are to open before the winter, and the roof is to be mended while the trade goes on below.</p>"
)


def read(html: str, url: str | None = None) -> Draft:
    """Extract a page."""
    page = RawPage(source=Source(path="x.html"), payload=html.encode(), format="html", url=url)
    return extract(page, decode(page.payload))


def article(meta: str = "", after: str = "", *, title: str = TITLE, head: str = "", below: str = "") -> str:
    """Return a page with one article; `below` stands inside it, `after` behind its end."""
    return (
        f"<!doctype html><html lang=en><head><title>{title}</title>{head}</head><body>"
        f"<article><h1>{title}</h1>{meta}{BODY}{below}</article>{after}</body></html>"
    )


def sure(draft: Draft, field: str = "published") -> list[str]:
    """Return the values of a field that may be chosen, the surest first; of dates, the days."""
    found = [fact for fact in draft.facts if fact.field == field and fact.confidence > NEVER and fact.value]
    found.sort(key=lambda fact: -fact.confidence)
    width = 10 if field == "published" else None
    return list(dict.fromkeys(str(fact.value)[:width] for fact in found))


@pytest.mark.parametrize(
    "html",
    [
        article(title="Market day on 12 December 2031"),
        article("<p>Home / Market day on 12 December 2031</p>", title="Market day on 12 December 2031"),
        article("<p>The hall opens on 12 December 2031 in Ostrel.</p>"),
        f"<title>Ostrel</title><div>Plan of 12 December 2031</div><h1>Plan of 12 December 2031</h1>{BODY}",
    ],
)
def test_a_date_in_a_title_or_a_sentence_dates_no_page(html: str) -> None:
    """What the headline tells of has its own day; the page's day is not known from it."""
    assert sure(read(html)) == []
    assert sure(read(html), "captured_hint") == []


@pytest.mark.parametrize(
    "meta",
    [
        "<div>3 May 2030</div>",
        "<p>Published on 3 May 2030.</p>",
        "<p>Ostrel, 3 May 2030</p>",
        "<time datetime='2030-05-03'>3 May</time>",
        "<p>Market day on 12 December 2031 | Published 3 May 2030</p>",
    ],
)
def test_a_date_line_beside_a_dated_title_is_the_pages(meta: str) -> None:
    """A headline with a date in it takes nothing from the page's own date line."""
    assert sure(read(article(meta, title="Market day on 12 December 2031"))) == ["2030-05-03"]


@pytest.mark.parametrize(
    "line",
    [
        "Published by the county. On 3 May 1998 the fair burned.",
        "The guide was published on 3 May 1998 in Ostrel.",
        "Published on 3 May 1998 the guide sold out within a week.",
        "The letters, posted on 3 May 1998, never came.",
    ],
)
@pytest.mark.parametrize("is_above", [True, False])
def test_a_sentence_that_says_published_dates_no_page(line: str, *, is_above: bool) -> None:
    """A label belongs to the date right behind it, in a line that says nothing else."""
    assert sure(read(article(f"<p>{line}</p>" if is_above else "", below="" if is_above else f"<p>{line}</p>"))) == []


@pytest.mark.parametrize(
    "line",
    [
        "Published: 3 May 1998",
        "Published on Sunday, 3 May 1998.",
        "Posted at 09:30 on 3 May 1998 by Ada Roth",
        "Ostrel | Trade | Posted: 3 May 1998 | 14 views",
        "This article was first published on 3 May 1998.",
        "Опубликовано 3 мая 1998 г.",
    ],
)
def test_a_labelled_line_dates_the_page(line: str) -> None:
    """A line that is nothing but a label and a date is the page's, also where it ends with a full stop."""
    assert sure(read(article(f"<p>{line}</p>"))) == ["1998-05-03"]
    assert sure(read(article(below=f"<p>{line}</p>"))) == ["1998-05-03"]


def test_a_labelled_line_right_behind_the_article_dates_it() -> None:
    """The first line after the article's element is still the article's where it is labelled."""
    assert sure(read(article(after="<div>Published: 2 February 2020</div>"))) == ["2020-02-02"]


REMARK = "<b>Otto</b> <time datetime=2020-02-02>2 February 2020</time><p>I shall miss the old bell.</p>"
REMARKS = "<ul><li><time datetime=2020-02-02>2 Feb</time> Otto<li><time datetime=2020-02-03>3 Feb</time> Ada</ul>"


@pytest.mark.parametrize(
    "html",
    [
        article(after=f"<div>{REMARK}</div>"),
        article(after="<footer><time datetime=2020-02-02>2 February 2020</time></footer>"),
        article(after="<h3>The old bell rings again</h3><div>Published: 2 February 2020</div>"),
        article(below=f"<div class=reply-list>{REMARK}</div>"),
        article(below=f"<section id=respond><div>{REMARK}</div></section>"),
        f"<title>{TITLE}</title><div><h1>{TITLE}</h1>{BODY}</div><div>{REMARK}</div>",
        f"<title>{TITLE}</title><div><h1>{TITLE}</h1>{BODY}</div>{REMARKS}",
    ],
)
def test_what_readers_write_under_an_article_does_not_date_it(html: str) -> None:
    """Dates behind the article's end, and of remarks under its text, are other people's."""
    assert sure(read(html)) == []


@pytest.mark.parametrize(
    "html",
    [
        article(below="<p>Published: 2 February 2020</p>"),
        article(
            below="<footer><time datetime=2020-02-02>2 February 2020</time></footer>", after=f"<div>{REMARK}</div>"
        ),
        article("<div class=meta>2 February 2020, 3 comments</div>", after=f"<div id=comments>{REMARK}</div>"),
        f"<title>{TITLE}</title><div><h1>{TITLE}</h1>{BODY}</div><div>Published: 2 February 2020</div>",
    ],
)
def test_a_date_under_the_text_inside_the_article_is_its_own(html: str) -> None:
    """A line at the article's foot dates it as one at its head does."""
    assert sure(read(html)) == ["2020-02-02"]


OWN = "https://ostrelpost.example/2019/tram-depot"
OTHER = "https://ostrelpost.example/2015/mayor-boat"


def linked(headline: str, address: str, canonical: str = "") -> Draft:
    """Read a page with a JSON-LD article of a headline and an address."""
    node = f'{{"@type":"NewsArticle","headline":"{headline}","url":"{address}",'
    node += '"datePublished":"2015-01-01","author":"Nils Fremd"}'
    link = f'<link rel=canonical href="{canonical}">' if canonical else ""
    return read(article(head=f'{link}<script type="application/ld+json">{node}</script>'))


@pytest.mark.parametrize("canonical", [OWN, ""])
@pytest.mark.parametrize("address", [OTHER, "https://elsewhere.example/z", "/2015/mayor-boat"])
def test_another_articles_data_gives_no_fact(address: str, canonical: str) -> None:
    """A node that has neither the page's headline nor its address is kept for the record only."""
    draft = linked("Mayor resigns over gift boat", address, canonical)
    assert sure(draft) == []
    assert sure(draft, "author") == []
    assert address not in sure(draft, "canonical_url")
    assert "2015-01-01" in {fact.value for fact in draft.facts}


@pytest.mark.parametrize(
    ("headline", "address", "canonical"),
    [
        (TITLE, OTHER, OWN),
        ("Greengrocers buy the tram depot", OTHER, OWN),
        ("Mayor resigns over gift boat", OWN, OWN),
        ("Mayor resigns over gift boat", "https://ostrelpost.example/", OWN),
        ("Greengrocers buy old tram sheds", OTHER, ""),
    ],
)
def test_data_that_agrees_in_one_thing_is_the_pages(headline: str, address: str, canonical: str) -> None:
    """A rewritten headline or a moved page alone make no other article."""
    draft = linked(headline, address, canonical)
    assert sure(draft) == ["2015-01-01"]
    assert sure(draft, "author") == ["Nils Fremd"]


@pytest.mark.parametrize(
    "picture",
    [
        "<figure><img src=a.jpg><figcaption>By Olaf Linse / Reuters, 3 May 2010</figcaption></figure>",
        "<figure><img src=a.jpg><div>By Olaf Linse</div><div>3 May 2010</div></figure>",
        "<div><img src=a.jpg><p class=wp-caption-text>By Olaf Linse, AFP, 3 May 2010</p></div>",
        "<p>Photo by Olaf Linse / AFP, 3 May 2010</p>",
        "<p>Foto: Olaf Linse / dpa, 3 May 2010</p>",
    ],
)
@pytest.mark.parametrize("is_above", [True, False])
def test_a_picture_names_no_author_and_no_day(picture: str, *, is_above: bool) -> None:
    """Who took a picture, for whom and when, is said of the picture."""
    draft = read(article(picture if is_above else "", below="" if is_above else picture))
    assert [sure(draft, field) for field in ("published", "author", "agency")] == [[], [], []]


def test_a_byline_beside_a_picture_is_the_articles() -> None:
    """A caption takes nothing from the byline and the date under it, nor does a class of credits around them."""
    picture = "<figure><img src=a.jpg><figcaption>By Olaf Linse, 3 May 2010</figcaption></figure>"
    draft = read(article(f"{picture}<div>By Ada Roth | 4 June 2010</div>"))
    assert (sure(draft), sure(draft, "author")) == (["2010-06-04"], ["Ada Roth"])
    draft = read(article("<div class=credits><span class=author>By Ada Roth</span> | 4 June 2010</div>"))
    assert (sure(draft), sure(draft, "author")) == (["2010-06-04"], ["Ada Roth"])


@pytest.mark.parametrize(
    "meta",
    [
        "<span class=date>4 June 2022</span> <span class=date>5 June 2021</span>",
        "<div class=date>4 June 2022</div><div class=date>5 June 2021</div>",
        "<div><time datetime=2022-06-04>4 June</time> <time datetime=2021-06-05>5 June</time></div>",
        "<div>4 June 2022 | 5 June 2021</div>",
    ],
)
def test_of_two_equal_days_neither_is_sure(meta: str) -> None:
    """Nothing says which of two days side by side is the article's, so that both are only kept."""
    draft = read(article(meta))
    assert sure(draft) == []
    assert {"2022-06-04", "2021-06-05"} <= {str(fact.value)[:10] for fact in draft.facts}


@pytest.mark.parametrize(
    "meta",
    [
        "<span class=date>4 June 2022</span> <span class=date>4 June 2022</span>",
        "<span class=date>Published: 4 June 2022</span> <span class=date>Updated: 5 June 2022</span>",
        "<p>Published: <span class=date>4 June 2022</span> Updated: <span class=date>5 June 2022</span></p>",
        "<time class=published datetime=2022-06-04>4 June</time> <time class=updated datetime=2022-06-05>5 June</time>",
        "<div>4 June 2022 | Updated 5 June 2022</div>",
    ],
)
def test_a_day_that_is_told_apart_stays_sure(meta: str) -> None:
    """A label, a class of its own, or the same day twice leave no doubt."""
    assert sure(read(article(f"<div class=line>{meta}</div>")))[0] == "2022-06-04"


@pytest.mark.parametrize(
    ("line", "is_kept"),
    [
        ("Follow us, the soldiers shouted to the crowd.", True),
        ("Copyright law is to change before the summer, the minister said.", True),
        ("Follow us on all channels, day and night.", False),
        ("Copyright 2019 Ostrel Post, all rights reserved.", False),
        ("Subscribe to our letter, the best of Ostrel every day.", False),
    ],
)
def test_reported_words_are_prose_whatever_they_open_with(line: str, *, is_kept: bool) -> None:
    """A sentence that says who said it belongs to the article; a prompt does not."""
    assert any(block.kept and block.text == line for block in read(article(below=f"<p>{line}</p>")).blocks) is is_kept


@pytest.mark.parametrize(
    "line",
    [
        "Event date: 12 June 2025",
        "Deadline: 12 June 2025",
        "Valid until 12 June 2025",
        "Born 12 June 1925",
        "Termin: 12. Juni 2025",
        "Дата события: 12 июня 2025",
    ],
)
def test_the_day_of_something_else_dates_no_article(line: str) -> None:
    """An event, a term or a birth has a day of its own."""
    assert sure(read(article(f"<p>{line}</p>"))) == []


@pytest.mark.parametrize("line", ["Published: 12 June 2025", "12 June 2025", "Press release, 12 June 2025"])
def test_the_articles_own_day_is_believed_in_the_same_place(line: str) -> None:
    """The same line without such a label dates it."""
    assert sure(read(article(f"<p>{line}</p>"))) == ["2025-06-12"]


def test_a_day_in_a_cell_of_the_articles_table_dates_nothing() -> None:
    """A table tells days of what it is about."""
    rows = "<tr><td>12 March 1992</td><td>The dyke broke.</td></tr><tr><td>Built</td><td>by hand</td></tr>"
    assert sure(read(article(below=f"<table>{rows}</table>"))) == []
