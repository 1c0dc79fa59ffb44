"""What several versions of the rules made of an article, in the reading room."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from builders import fresh_archive, make_article
from reading_room import NAME, XHTML, block, hrefs, parsed, texts

from archive.extractions import MOST
from schemas.document import BlockKind

TEXT = "The lock of Velmark was opened on Sunday, and forty barges went through before noon, the keeper said."
CAPTION = "A barge <script>alert(1)</script>"
PAYLOAD = b"<h1>Lock opened | Courier</h1><p>The lock of Velmark was opened on Sunday."
RECORD = "lock"


def read_by(extractor: str, headline: str, *, with_caption: bool, text: str = TEXT) -> Any:  # noqa: ANN401  an article
    """Return an article as one version of the rules read one file of its address."""
    blocks = [
        block(BlockKind.HEADLINE, headline, rule="headline"),
        block(BlockKind.PARAGRAPH, text),
        block(BlockKind.CAPTION, CAPTION, kept=with_caption, rule="caption"),
    ]
    url = "https://courier.example/lock"
    return make_article(
        url=url,
        record_id=RECORD,
        extractor=extractor,
        headline=headline,
        blocks=blocks,
        payload=PAYLOAD + extractor.encode(),
        language="en",
    )


@pytest.fixture(scope="module")
def lock(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give an archive of an article that two files gave, one that many gave, and one that one gave."""
    path = tmp_path_factory.mktemp("room") / f"{NAME}.db"
    often = [
        make_article(record_id="often", headline="Often", extractor=f"cuttings/{n}", payload=b"%d" % n)
        for n in range(MOST + 3)
    ]
    articles = [
        read_by("cuttings/1", "Lock opened | Courier", with_caption=False),
        read_by("cuttings/2", "Lock opened", with_caption=True),
        make_article(record_id="once", headline="Once", text="Nothing to see, said the keeper of the lock."),
        *often,
    ]
    fresh_archive(path, articles)
    return path


def test_extractions_stand_beside_each_other(lock: Path, room: Callable[..., Any]) -> None:
    """Each version says what it kept; the later one what became otherwise."""
    response = room(lock).get(f"/{NAME}/-/extractions/{RECORD}")
    tree = parsed(response)
    headings = texts(tree, "h2")
    assert [heading[:13] for heading in headings] == ["1. cuttings/1", "2. cuttings/2"]
    assert "this one is shown" in " ".join(headings)
    assert texts(tree, "dd")[1] == "2 kept, 1 left out"
    assert "The text is the same." in texts(tree, "p", "summary-line")
    cells = [" ".join("".join(e.itertext()).split()) for e in tree.iter(f"{XHTML}td")]
    assert cells[cells.index("Lock opened | Courier") + 1] == "Lock opened"


def test_block_that_is_kept_now_is_named_and_stays_words(lock: Path, room: Callable[..., Any]) -> None:
    """A block that was left out before is listed as text."""
    tree = parsed(room(lock).get(f"/{NAME}/-/extractions/{RECORD}"))
    assert texts(tree, "li", "dropped-text") == [CAPTION]
    assert "Blocks that were left out there and are kept here: 1" in texts(tree, "summary")
    assert list(tree.iter(f"{XHTML}script")) == []


def test_article_leads_there_where_there_is_more_than_one(lock: Path, room: Callable[..., Any]) -> None:
    """One extraction is nothing to compare."""
    opened = room(lock)
    many, one = (parsed(opened.get(f"/{NAME}/-/article/{name}")) for name in (RECORD, "once"))
    assert len([href for href in hrefs(many) if "/-/extractions/" in href]) == 1
    assert [href for href in hrefs(one) if "/-/extractions/" in href] == []
    assert "keeps one extraction" in opened.get(f"/{NAME}/-/extractions/once").text


def test_of_very_many_the_latest_are_shown(lock: Path, room: Callable[..., Any]) -> None:
    """What is not shown is counted; the JSON says how many there are."""
    opened = room(lock)
    assert "3 earlier ones" in opened.get(f"/{NAME}/-/extractions/often").text
    told = opened.get(f"/{NAME}/-/extractions/often.json").json()
    assert (told["total"], len(told["extractions"])) == (MOST + 3, MOST)


def test_extractions_of_nothing_are_missing(lock: Path, room: Callable[..., Any]) -> None:
    """A name of no article is answered with a sentence."""
    assert room(lock).get(f"/{NAME}/-/extractions/nobody").status_code == 404
