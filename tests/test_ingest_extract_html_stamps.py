"""The line of day and names over a text, in an element that says nothing."""

import pytest

from ingest.pipeline import process
from schemas.article import Article
from schemas.page import RawPage, Source

TITLE = "Ferry to Brannholm sold after ninety years"
BODY = (
    "<p>The harbour company of Oster has sold the steam ferry Linnea to a shipyard in the north for nine million.</p>"
    "<p>The ship has carried cars, cattle and the post to Brannholm since the spring when the railway closed.</p>"
    "<p>A meeting of the islanders called the sale a betrayal, and asked for a hearing before the ice comes.</p>"
)


def read(line: str) -> Article:
    """Read a page whose text opens with this line."""
    html = f"<title>{TITLE}</title><body><main><h1>{TITLE}</h1><div class=x><p>{line}</p>{BODY}</div></main></body>"
    found = process(RawPage(source=Source(path="page.html"), payload=html.encode(), format="html"), keep_bytes=False)
    assert isinstance(found, Article)
    return found


@pytest.mark.parametrize(
    "line",
    [
        "2021年03月14日 20:38 来源：海港网",
        "Publikacja: 14.03.2021 02:00 | Aktualizacja: 15.03.2021 04:39",
        "14 March 2021, 9:25 | Lena Voss",
    ],
)
def test_a_line_that_is_nothing_but_when_and_by_whom_is_no_text(line: str) -> None:
    """What the line says is a fact; the text begins under it, and the line is there for whoever asks."""
    found = read(line)
    assert found.text.startswith("The harbour company")
    assert line in {block.text for block in found.blocks if not block.kept}
    assert (found.card.published or "").startswith("2021-03-14")


@pytest.mark.parametrize(
    "line",
    [
        "The last crossing of the Linnea was on 14 March 2021, in fog, with nobody on board but the crew and a dog.",
        "In the harbour of Oster, a ship without a name, a crew without a ship, and a captain called Lena Voss",
    ],
)
def test_a_line_that_tells_of_a_day_or_a_person_stays(line: str) -> None:
    """A sentence is text whatever day or name stands in it."""
    assert line in read(line).text
