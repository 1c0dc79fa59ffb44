"""What stands between a headline and the box of its text."""

import re

import pytest

from ingest.pipeline import process
from schemas.article import Article
from schemas.document import BlockKind
from schemas.page import RawPage, Source

TITLE = "Ferry to Brannholm sold after ninety years"
LINE = "The new owner wants to keep the night crossing, but not the crew that runs it today."
BODY = "".join(
    f"<p>{text}</p>"
    for text in (
        "The harbour company of Oster has sold the steam ferry Linnea to a shipyard in the north for nine million.",
        "The ship has carried cars, cattle and the post to Brannholm since the spring in which the railway was closed.",
        "A meeting of the islanders called the sale a betrayal, and asked for a hearing before the ice comes.",
    )
)


def read(above: str) -> Article:
    """Read a page with this between its headline and the box of its text."""
    html = (
        f"<title>{TITLE}</title><body><main><div><h1>{TITLE}</h1>{above}</div><div class=x>{BODY}</div></main></body>"
    )
    found = process(RawPage(source=Source(path="page.html"), payload=html.encode(), format="html"), keep_bytes=False)
    assert isinstance(found, Article)
    return found


@pytest.mark.parametrize(
    "above",
    [
        f"<p>{LINE}</p>",
        f"<div><b>{LINE}</b></div>",
        f"<h2>{LINE}</h2>",
        f"<p><strong>{LINE}</strong></p>",
        f"<div>{LINE}</div><div class=byline>By <a href=/author/lena-voss>Lena Voss</a></div>",
        f"<p class=byline>By Lena Voss, 14 March 2021</p><h2>{LINE}</h2>",
        "<p>Новый владелец хочет сохранить ночной рейс, но не команду, которая ведёт его сегодня.</p>",
        "<h2>新しい持ち主は夜の便を残したいと言うが、いま船を動かしている乗組員は残さないという方針である。</h2>",
    ],
)
def test_the_sentence_under_a_headline_is_its_standfirst(above: str) -> None:
    """A closed sentence right under the headline belongs to the article, whatever its element is called."""
    found = read(above)
    first = next(block for block in found.blocks if block.kept)
    assert first.text == re.sub("<div class=byline.*|<p class=byline.*?</p>|<[^>]*>", "", above)
    assert first.kind in {BlockKind.STANDFIRST, BlockKind.PARAGRAPH}
    assert found.text.startswith(first.text)


@pytest.mark.parametrize(
    ("above", "words"),
    [
        ("<p>Updated on 12 May 2021 with what the county said about it.</p>", "Updated"),
        (
            "<div class=byline>By Lena Voss</div><div>Lena Voss has written of islands since she was born there.</div>",
            "born",
        ),
        ("<p>Subscribe to our island letter and never miss a crossing again.</p>", "Subscribe"),
        ("<p><a href=/timetable>See the timetable of all the ferries of the county here.</a></p>", "timetable"),
        ("<figure><figcaption>The Linnea leaves the harbour of Oster in March.</figcaption></figure>", "leaves"),
        ("<h2>What the sale means for the island and for the county</h2>", "means"),
        ("<ul><li>Travel and the sea, for everybody who lives with both of them.</li></ul>", "lives"),
    ],
)
def test_dates_names_prompts_links_and_captions_are_none(above: str, words: str) -> None:
    """What else stands between headline and text stays out of it."""
    found = read(above)
    assert words not in found.text
    assert any(words in block.text for block in found.blocks)


def test_a_caption_is_no_standfirst_though_machines_are_told_it() -> None:
    """A page that gives its picture's caption as its description has no standfirst by that."""
    caption = "The steam ferry Linnea under way to Brannholm with the post and forty head of cattle on board."
    html = (
        f'<title>{TITLE}</title><meta name=description content="{caption}"><body><main><h1>{TITLE}</h1>'
        f"<figure><img src=a.jpg><figcaption>{caption}</figcaption></figure><div class=x>{BODY}</div></main></body>"
    )
    found = process(RawPage(source=Source(path="page.html"), payload=html.encode(), format="html"), keep_bytes=False)
    assert isinstance(found, Article)
    assert not any(block.kind is BlockKind.STANDFIRST for block in found.blocks)
    assert caption not in found.text
