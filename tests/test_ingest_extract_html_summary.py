"""Lists that sum an article up, told from the lists of its text."""

import tomllib
from pathlib import Path

import pytest

from ingest.extract.html.summary import is_summary_heading, names_summary
from ingest.pipeline import process
from schemas.article import Article
from schemas.document import Block, BlockKind
from schemas.page import RawPage, Source

CASES = tomllib.loads((Path(__file__).parent / "cases" / "summary.toml").read_text("utf-8"))

TITLE = "Lock keeper of Tarn retires after forty years"
POINTS = (
    "Edda Moor opened the lock at Tarn for the last time on Sunday evening.",
    "The canal board will run the gates by remote control from June.",
    "Two boats a day still pass, down from forty in the year she began.",
)
STANDFIRST = "The gates at Tarn will be worked from an office forty kilometres away, and not everybody is glad of it."
TEXT = (
    "Edda Moor closed the upper gate at Tarn on Sunday evening, hung the key on its nail and went home to her garden.",
    "She had worked the lock for forty years, through two floods and one winter in which the canal froze to its bed.",
    "The board says that a camera and a motor can do the same; the skippers of the two remaining boats are less sure.",
    "A plaque is to be put on the lock house in the spring, and the house itself will be let to summer guests.",
    "Until then the gates stay as they are, and a technician comes over from Velmark on every Tuesday morning to look.",
    "The last toll that she wrote into her book was for a barge with gravel, two crowns and forty, paid in small coin.",
)


def items(*points: str, opening: str = "<ul>") -> str:
    """Return a list of these points."""
    return opening + "".join(f"<li>{point}</li>" for point in points) + "</ul>"


def paragraphs(*texts: str) -> str:
    """Return these paragraphs."""
    return "".join(f"<p>{text}</p>" for text in texts)


def read(body: str, *, above: str = "") -> tuple[Block, ...]:
    """Return the blocks of a page with this article; `above` stands outside the box of its text."""
    html = f"<title>{TITLE}</title><article><h1>{TITLE}</h1>{above}<div class=article-body>{body}</div></article>"
    page = RawPage(source=Source(path="page.html"), payload=html.encode(), format="html")
    found = process(page, keep_bytes=False)
    assert isinstance(found, Article)
    return found.blocks


def kinds_of(blocks: tuple[Block, ...]) -> list[tuple[BlockKind, bool]]:
    """Return kind and fate of the points, in order."""
    return [(block.kind, block.kept) for block in blocks if block.text.lstrip("• ") in POINTS]


SUMMED_UP = [(BlockKind.SUMMARY, True)] * 3
LISTED = [(BlockKind.LIST_ITEM, True)] * 3


@pytest.mark.parametrize("line", CASES["heading"]["yes"])
def test_a_line_announces_the_main_points(line: str) -> None:
    """A heading of the main points is known as a whole line, in many languages."""
    assert is_summary_heading(line)


@pytest.mark.parametrize("line", CASES["heading"]["no"])
def test_a_line_that_opens_like_one_does_not(line: str) -> None:
    """A heading that only begins with such words announces something else."""
    assert not is_summary_heading(line)


@pytest.mark.parametrize("names", CASES["class"]["yes"])
def test_a_class_names_the_main_points(names: str) -> None:
    """A class says so by one of its words, however it is written."""
    assert names_summary(names)


@pytest.mark.parametrize("names", CASES["class"]["no"])
def test_a_class_that_resembles_one_does_not(names: str) -> None:
    """A class that holds such a word inside another one says nothing."""
    assert not names_summary(names)


@pytest.mark.parametrize(
    "body",
    [
        items(*POINTS) + paragraphs(*TEXT),
        f"<p class=standfirst>{STANDFIRST}</p>" + items(*POINTS) + paragraphs(*TEXT),
        "<h2>Key points</h2>" + items(*POINTS) + paragraphs(*TEXT),
        "<p><strong>In short:</strong></p>" + items(*POINTS) + paragraphs(*TEXT),
        paragraphs(*TEXT[:2]) + "<h3>Das Wichtigste in Kürze</h3>" + items(*POINTS) + paragraphs(*TEXT[2:]),
        paragraphs(*TEXT[:2]) + items(*POINTS, opening="<ul class=key-takeaways>") + paragraphs(*TEXT[2:]),
        f"<div class=summary-box><h4>Tarn</h4>{items(*POINTS)}</div>" + paragraphs(*TEXT),
        "<ul>" + "".join(f"<li><p>{point}</p></li>" for point in POINTS) + "</ul>" + paragraphs(*TEXT),
        "<h2>Главное</h2>" + paragraphs(*(f"• {point}" for point in POINTS)) + paragraphs(*TEXT),
    ],
    ids=["plain", "standfirst", "heading", "bold", "after-two", "class", "box", "item-paragraphs", "bullets"],
)
def test_a_list_near_the_top_sums_the_article_up(body: str) -> None:
    """By its heading, its class, or since nothing but titles stands above it, a list is called a summary; it stays."""
    assert kinds_of(read(body)) == SUMMED_UP


@pytest.mark.parametrize(
    "body",
    [
        paragraphs(*TEXT[:2]) + items(*POINTS) + paragraphs(*TEXT[2:]),
        f"<p>{TEXT[0]}</p><p>Three things are certain:</p>" + items(*POINTS) + paragraphs(*TEXT[2:]),
        f"<p class=standfirst>{STANDFIRST[:-1]}:</p>" + items(*POINTS) + paragraphs(*TEXT),
        "<h2>What the board decided</h2>" + items(*POINTS) + paragraphs(*TEXT),
        items(*POINTS, opening="<ol>").replace("</ul>", "</ol>") + paragraphs(*TEXT),
        items(*POINTS) + f"<p>{TEXT[0]}</p>",
        items(*POINTS, *TEXT[:4]) + paragraphs(*TEXT, *TEXT[:2]),
    ],
    ids=["inside", "announced", "after-colon", "other-heading", "numbered", "is-the-article", "long"],
)
def test_a_list_of_the_text_stays_a_list(body: str) -> None:
    """Under a paragraph, a colon or another heading, numbered, or with little text after it, a list is a list."""
    assert kinds_of(read(body)) == LISTED


def test_a_box_of_facts_is_no_summary() -> None:
    """Places, times and prices above the text are a list of facts."""
    blocks = read(items("Where: Tarn lock", "When: Sunday, at noon", "Tickets: none") + paragraphs(*TEXT))
    assert BlockKind.SUMMARY not in {block.kind for block in blocks}


def test_a_list_far_down_is_no_summary() -> None:
    """A heading of that name under much text opens a list of the text."""
    much = paragraphs(*TEXT, *(f"{number}. {text}" for number, text in enumerate(TEXT * 2, 1)))
    assert kinds_of(read(much + "<h2>Highlights</h2>" + items(*POINTS) + paragraphs(*TEXT))) == LISTED


def test_what_a_list_is_called_does_not_keep_it() -> None:
    """Key points outside the box of the text are called so, and are left out as they were."""
    blocks = read(paragraphs(*TEXT), above=f"<div><div>Key points</div>{items(*POINTS)}</div>")
    dropped = {block.rule for block in blocks if block.text in POINTS and not block.kept}
    assert kinds_of(blocks) == [(BlockKind.SUMMARY, False)] * 3
    assert dropped == {"above-body"}


def test_the_first_paragraph_still_files_the_article() -> None:
    """A dateline stands in the first paragraph, not in the bullets above it."""
    filed = (f"TARN, May 4 — {TEXT[0]}", *TEXT[1:])
    blocks = read("<ul>" + "".join(f"<li><p>{point}</p></li>" for point in POINTS) + "</ul>" + paragraphs(*filed))
    assert [block.text for block in blocks if block.kind is BlockKind.DATELINE] == ["TARN, May 4 —"]
