"""The text of a page that shows none, as its data state it."""

import json

import pytest

from ingest.pipeline import process
from schemas.article import Article
from schemas.document import BlockKind
from schemas.page import RawPage, Source
from schemas.report import Reason, Rejection, Warn

PARTS = (
    "The council of Orlu met on Monday to hear why the harbour bridge stays shut, and what the engineers now plan.",
    "Rust had been found in two of the nine bearings, which were laid in the year in which the market hall burned.",
    "A ferry will cross every half hour until spring; the council pays for it, and nobody needs a ticket before then.",
)
TITLE = "Harbour bridge stays shut until spring"


def read(body: str, *, shown: str = "<div id=root></div>", title: str = TITLE) -> Article | Rejection:
    """Read a made-up page whose data state `body` and which shows `shown`."""
    node = {"@type": "NewsArticle", "headline": TITLE, "datePublished": "2022-05-04", "articleBody": body}
    page = f'<title>{title}</title><script type="application/ld+json">{json.dumps(node)}</script><body>{shown}</body>'
    found = process(RawPage(source=Source(path="page.html"), payload=page.encode(), format="html"), keep_bytes=False)
    assert isinstance(found, Article | Rejection)
    return found


@pytest.mark.parametrize(
    "body",
    [
        "\n\n".join(PARTS),
        "\r\n".join(PARTS),
        "".join(f"<p>{part}</p>" for part in PARTS),
        "".join(f"&lt;p&gt;{part}&lt;/p&gt;" for part in PARTS),
        f"<div><p>{PARTS[0]}</p><style>p {{ color: red }}</style><p>{PARTS[1]}</p><p>{PARTS[2]}</p></div>",
    ],
)
def test_a_shell_gives_the_text_that_it_states(body: str) -> None:
    """A page that a script would fill gives the text of its JSON-LD, by paragraphs, and says so."""
    found = read(body)
    assert isinstance(found, Article)
    assert found.text == "\n\n".join(PARTS)
    assert {block.rule for block in found.blocks if block.kept} == {"jsonld-body"}
    assert Warn.STATED_ONLY in found.warnings
    assert (found.card.headline, found.card.published) == (TITLE, "2022-05-04")


def test_headings_and_items_stay_what_they_are() -> None:
    """Marked-up text keeps its headings and the items of its lists."""
    found = read(f"<h2>The ferry</h2><p>{PARTS[0]}</p><ul><li>{PARTS[1]}</li><li>{PARTS[2]}</li></ul>")
    assert isinstance(found, Article)
    kinds = [block.kind for block in found.blocks if block.kept]
    assert kinds == [BlockKind.HEADING, BlockKind.PARAGRAPH, BlockKind.LIST_ITEM, BlockKind.LIST_ITEM]


def test_what_the_page_shows_is_believed_first() -> None:
    """A page that shows its text gives that one, whatever its data state."""
    found = read("\n".join(PARTS).replace("Monday", "Friday"), shown="".join(f"<p>{part}</p>" for part in PARTS))
    assert isinstance(found, Article)
    assert "Monday" in found.text
    assert Warn.STATED_ONLY not in found.warnings


ROW = "".join(f"<li><a href=/{day}>What the council of Orlu said on day {day} of May</a></li>" for day in range(1, 15))


def test_a_shell_among_links_gives_the_text_that_it_states() -> None:
    """Links to other articles, which the server wrote, do not make a listing of a page that states its text."""
    found = read("\n".join(PARTS), shown=f"<div id=root></div><aside><ul>{ROW}</ul></aside>")
    assert isinstance(found, Article)
    assert found.text == "\n\n".join(PARTS)


@pytest.mark.parametrize(
    ("body", "title", "reason"),
    [
        ("", TITLE, Reason.NO_TEXT),
        (PARTS[0], TITLE, Reason.NO_TEXT),
        ("Orlu, harbour, bridge, ferry, market, hall, council\n" * 12, TITLE, Reason.NO_TEXT),
        ("\n".join(PARTS), "404 Not Found", Reason.ERROR_PAGE),
    ],
)
def test_a_shell_without_a_stated_text_stays_out(body: str, title: str, reason: Reason) -> None:
    """A shell whose data state no text, hardly any, or no sentence is no article, nor is one that is an error."""
    found = read(body, title=title)
    assert isinstance(found, Rejection)
    assert found.reason is reason


def template(*parts: str, opening: str = f"<article><h1>{TITLE}</h1>") -> str:
    """Return a page that holds these paragraphs in a template only."""
    held = opening + "".join(f"<p>{part}</p>" for part in parts)
    return f"<div id=app></div><template>{held}<p><a href=/more>More from the harbour</a></p></template>"


def test_the_text_of_a_template_is_taken_where_there_is_no_other() -> None:
    """An article that waits in a template for a script is kept, without its links, and that is said."""
    found = read("", shown=template(*PARTS))
    assert isinstance(found, Article)
    assert found.text == "\n\n".join(PARTS)
    assert {block.rule for block in found.blocks if block.kept} == {"template"}
    assert Warn.STATED_ONLY in found.warnings


@pytest.mark.parametrize(
    "shown",
    [
        template(*PARTS, opening="<section>"),
        template(*(f"{part} {{{{ author }}}}" for part in PARTS)),
        template("One line.", "Another line."),
    ],
    ids=["no-article", "to-be-filled", "short"],
)
def test_a_template_of_something_else_is_no_text(shown: str) -> None:
    """A template without an article's element, with places to be filled in, or with hardly a word is left alone."""
    found = read("", shown=shown)
    assert isinstance(found, Rejection)
    assert found.reason is Reason.NO_TEXT


def test_a_template_beside_a_text_is_left_alone() -> None:
    """What the page shows is the article."""
    shown = "".join(f"<p>{part}</p>" for part in PARTS) + template(*(part.upper() for part in PARTS))
    found = read("", shown=shown)
    assert isinstance(found, Article)
    assert found.text == "\n\n".join(PARTS)


MORE = (
    "Two of the engineers had warned of the rust in a letter that nobody at the town hall says to have opened.",
    "The fishermen ask that the ferry leave the northern basin free, since the herring is landed there at night.",
    "A new bridge would cost as much as the harbour earns in six years, and so the old one is to be mended again.",
)


def test_a_page_that_shows_less_than_it_states_says_so() -> None:
    """Where the stated text goes on for long behind what is shown, the article carries a warning."""
    found = read("\n\n".join((*PARTS, *MORE)), shown=f"<h1>{TITLE}</h1><p>{PARTS[0]}</p>")
    assert isinstance(found, Article)
    assert found.text == PARTS[0]
    assert Warn.STATED_LONGER in found.warnings


@pytest.mark.parametrize(
    "shown",
    [
        (*PARTS, *MORE),
        (*PARTS, *MORE[:1]),
        tuple(part.replace("a", "o") for part in PARTS[:1]),
    ],
    ids=["all", "most", "another-text"],
)
def test_a_page_that_shows_most_or_another_text_does_not(shown: tuple[str, ...]) -> None:
    """Nothing is said where most of the stated text is shown, or where what is stated is another text."""
    found = read("\n\n".join((*PARTS, *MORE)), shown=f"<h1>{TITLE}</h1>" + "".join(f"<p>{part}</p>" for part in shown))
    assert isinstance(found, Article)
    assert Warn.STATED_LONGER not in found.warnings
