"""Lines that look like links or labels, among the article's own and beside it."""

import pytest

from ingest.pipeline import process
from schemas.article import Article
from schemas.page import RawPage, Source

TITLE = "Tram 4 comes back to Halle Street"
FIRST = (
    "After eleven years of buses the rails in Halle Street are to be laid again, the town of Brunnau decided on Monday."
)
SECOND = "The line was given up when the bridge over the Senn was rebuilt; its rails lie under the asphalt to this day."
THIRD = "Work begins at the depot in March, and the shops along the street are promised a lane for their deliveries."
LAST = "The first tram is to run in the autumn of the year after, with a bell that is already on show at the town hall."


def lines(body: str) -> list[str]:
    """Return the blocks of the text of a page with this article."""
    html = f"<title>{TITLE}</title><main><h1>{TITLE}</h1><article>{body}</article></main>"
    page = RawPage(source=Source(path="page.html"), payload=html.encode(), format="html")
    found = process(page, keep_bytes=False)
    assert isinstance(found, Article)
    return found.text.split("\n\n")


def around(middle: str) -> str:
    """Return an article in paragraphs with some markup in its middle."""
    return f"<p>{FIRST}</p><p>{SECOND}</p>{middle}<p>{THIRD}</p><p>{LAST}</p>"


@pytest.mark.parametrize(
    ("markup", "line"),
    [
        ("<p><a href=/vote>Nine of twelve members voted for it.</a></p>", "Nine of twelve members voted for it."),
        ("<p><a href=/senn>Мост через Зенну закрыт.</a></p>", "Мост через Зенну закрыт."),
        ("<p><a href=//courier.example>The Brunnau Courier wrote</a>:</p>", "The Brunnau Courier wrote:"),
        ("<p><a href=/ada>Ada Holm of the Greens</a> voted no</p>", "Ada Holm of the Greens voted no"),
    ],
)
def test_a_linked_line_among_its_like_is_text(markup: str, line: str) -> None:
    """A sentence that is one link, or goes on behind it, stands in the text where paragraphs stand on both sides."""
    assert lines(around(markup)) == [FIRST, SECOND, line, THIRD, LAST]


@pytest.mark.parametrize(
    "markup",
    [
        "<p><a href=/a>Why the bridge over the Senn was rebuilt</a></p>",
        "<p>Background: <a href=/a>Why the bridge over the Senn was rebuilt</a></p>",
        "<p><a href=/a>Do you still take the bus?</a></p>",
        "<p class=teaser-line><a href=/a>The bridge was closed for a year.</a></p>",
    ],
)
def test_a_teaser_among_paragraphs_is_none(markup: str) -> None:
    """A title, a question, or a line of another look that is a link stays out."""
    assert lines(around(markup)) == [FIRST, SECOND, THIRD, LAST]


def test_a_linked_line_after_the_text_stays_out() -> None:
    """Nothing of the article follows, so that a linked sentence is a teaser."""
    assert lines(f"{around('')}<p><a href=/b>The bus was late again.</a></p>") == [FIRST, SECOND, THIRD, LAST]


def test_an_item_belongs_to_its_list() -> None:
    """One item that is a link stays with the others; a list of nothing but links does not."""
    stops = (
        "<ul><li>Depot and workshops</li><li>The <a href=/hall>Town Hall</a></li><li>Halle Street, upper end</li></ul>"
    )
    links = "<ul><li><a href=/1>Line 1</a></li><li><a href=/2>Line 2</a></li><li><a href=/3>Line 3</a></li></ul>"
    kept = [FIRST, SECOND, "Depot and workshops", "The Town Hall", "Halle Street, upper end", THIRD, LAST]
    assert lines(around(stops)) == kept
    assert lines(around(links)) == [FIRST, SECOND, THIRD, LAST]


LINKED = ("The bridge over the Senn", "The depot at the river", "The last conductor")
ROW = "<ul>" + "".join(f"<li><a href=/{number}>{line}</a></li>" for number, line in enumerate(LINKED)) + "</ul>"


def test_a_list_of_links_that_the_text_announces_is_its_own() -> None:
    """Under a line that ends in a colon, and with text below it, a list of links belongs to the article."""
    announced = "Three walks tell the story of the line:"
    assert lines(around(f"<p>{announced}</p>{ROW}")) == [FIRST, SECOND, announced, *LINKED, THIRD, LAST]


@pytest.mark.parametrize("body", [around(ROW), f"{around('')}<p>Three walks tell more:</p>{ROW}"])
def test_a_list_of_links_that_nothing_announces_or_follows_is_not(body: str) -> None:
    """Links after a paragraph that ends in a full stop, or at the end of the page, lead to other pages."""
    assert not set(lines(body)) & set(LINKED)


def test_one_item_does_not_vouch_for_a_row_of_teasers() -> None:
    """Of five items four are links: the fifth, which is none, proves nothing."""
    row = ROW.replace("<ul>", "<ul><li>Also in this series</li><li><a href=/9>The ticket office</a></li>")
    assert not set(lines(around(row))) & set(LINKED)


def boxes(*texts: str, name: str = "") -> str:
    """Return lines in boxes."""
    return "".join(f"<div{name}>{text}</div>" for text in texts)


def test_names_in_boxes_are_text_among_boxes_of_text() -> None:
    """A list of names, each in a box like those of the paragraphs, is the article's."""
    names = ("The members against", "Ada Holm", "Jakob Reiss")
    assert lines(boxes(FIRST, SECOND, *names, THIRD, LAST)) == [FIRST, SECOND, *names, THIRD, LAST]


def test_a_label_of_another_look_stays_out() -> None:
    """A box of another class between those of the text is a label."""
    body = boxes(FIRST, SECOND) + boxes("Advertising space", name=" class=x7") + boxes(THIRD, LAST)
    assert lines(body) == [FIRST, SECOND, THIRD, LAST]


def test_verses_above_prose_are_text() -> None:
    """Four or more short lines in a row, in boxes like that of the prose under them, are verses; two are labels."""
    verses = ("Tram four, tram four", "you ring no more", "the rails lie deep", "the drivers sleep")
    prose = f"{FIRST} {SECOND}"
    assert lines(boxes(*verses, prose)) == [*verses, prose]
    assert lines(boxes("Brunnau", "Local news", prose)) == [prose]


def test_a_short_line_between_line_breaks_is_text() -> None:
    """Where paragraphs are parted by empty lines of one box, so are the short lines between them."""
    body = f"{FIRST}<br><br>{SECOND}<br><br>What comes next<br><br>{THIRD}<br><br>{LAST}"
    assert lines(f"<div>{body}<br><br>(Karl Moor)</div>") == [FIRST, SECOND, "What comes next", THIRD, LAST]
    assert lines(f"<div>{body}</div>") == [FIRST, SECOND, "What comes next", THIRD, LAST]
