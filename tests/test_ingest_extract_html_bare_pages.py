"""Pages without a paragraph: text set in headings, or under pictures only."""

import pytest

from ingest.pipeline import process
from schemas.article import Article
from schemas.document import BlockKind
from schemas.page import RawPage, Source
from schemas.report import Reason, Rejection

TITLE = "The salt pans of Orlu under snow"
TOLD = (
    "Workers clear the sluice of the third pan at first light, after the heaviest snow in nineteen years.",
    "A flock of avocets has stayed on at the one pan that did not freeze, which is fed by the warm spring.",
    "Marta Lind, who has raked salt here since she was a girl, looks at what the frost has done to the huts.",
)
ROW = "".join(f"<li><a href=/{day}>What the council of Orlu said on day {day} of May</a></li>" for day in range(1, 7))


def read(body: str, *, title: str = f"<h1>{TITLE}</h1>") -> Article | Rejection:
    """Read a page with this body."""
    html = f"<title>{TITLE}</title><body>{title}{body}</body>"
    page = RawPage(source=Source(path="page.html"), payload=html.encode(), format="html")
    return process(page, keep_bytes=False)


def figures(*captions: str) -> str:
    """Return pictures with these captions."""
    return "".join(f"<figure><img src=x.jpg><figcaption>{caption}</figcaption></figure>" for caption in captions)


def headings(*lines: str) -> str:
    """Return these lines as headings."""
    return "".join(f"<h3>{line}</h3>" for line in lines)


@pytest.mark.parametrize(("body", "rule"), [(figures(*TOLD), "bare-captions"), (headings(*TOLD), "bare-headings")])
def test_a_page_of_captions_or_headings_has_a_text(body: str, rule: str) -> None:
    """Sentences that stand under pictures, or are marked up as headings, are the text where there is no other."""
    found = read(body)
    assert isinstance(found, Article)
    assert found.text == "\n\n".join(TOLD)
    assert {(block.kind, block.rule) for block in found.blocks if block.kept} == {(BlockKind.PARAGRAPH, rule)}
    assert found.card.headline == TITLE


@pytest.mark.parametrize(
    "body",
    [
        figures("Photo: R. Moor", "The third pan", "Avocets in flight", "Marta Lind"),
        figures(TOLD[0]),
        headings("Salt prices", "Avocets counted again", "Opening hours of the museum", "Letters to the editor"),
        headings(*(f"<a href=/{number}>{line}</a>" for number, line in enumerate(TOLD))),
        figures(*TOLD) + f"<ul>{ROW}</ul>",
    ],
    ids=["credits", "one", "titles", "links", "listing"],
)
def test_names_titles_and_teasers_are_no_text(body: str) -> None:
    """Names under pictures, one caption, headings without a sentence, and what links to other pages stay out."""
    found = read(body)
    assert isinstance(found, Rejection)
    assert found.reason in {Reason.NO_TEXT, Reason.LISTING}


def test_a_page_without_a_headline_is_not_searched_for_captions() -> None:
    """Pictures that nothing is written above are no article."""
    assert isinstance(read(figures(*TOLD), title=""), Rejection)


def test_captions_stay_captions_beside_a_text() -> None:
    """One paragraph is enough for captions to be what they are."""
    found = read(f"<p>{TOLD[0]}</p>{figures(*TOLD[1:])}<p>{TOLD[0].replace('third', 'fourth')}</p>")
    assert isinstance(found, Article)
    kinds = [block.kind for block in found.blocks if block.text in TOLD[1:]]
    assert kinds == [BlockKind.CAPTION, BlockKind.CAPTION]
