"""An archive for the reading room to show, and its pages as a browser reads them."""

from pathlib import Path
from typing import Any

import html5lib
from builders import fresh_archive, make_article

from schemas.article import Fact
from schemas.document import Block, BlockKind
from schemas.page import Source
from schemas.report import Outcome, Reason, Rejection

XHTML = "{http://www.w3.org/1999/xhtml}"


NAME = "press"


def fact(field: str, value: str | None, **changes: Any) -> Fact:  # noqa: ANN401  any field of a fact
    """Return a chosen fact of a made-up page."""
    given = {"raw": value or "", "rule": "meta", "basis": "structured", "place": "head", "chosen": True}
    return Fact(field=field, value=value, **{**given, **changes})


def block(kind: BlockKind, text: str, *, kept: bool = True, rule: str = "paragraph") -> Block:
    """Return a block of a made-up page."""
    return Block(kind=kind, text=text, place="body/main/p", rule=rule, kept=kept)


def _articles() -> list[Any]:
    plain = make_article(
        url="https://courier.example/bridge",
        path="courier/bridge.html",
        headline="Bridge in Velmark to be mended",
        outlet="Velmark Courier",
        language="en",
        authors=["Ana Lind"],
        agency="Coastal Press",
        published="2021-03-02",
        captured="2021-04-01T08:00:00Z",
        standfirst="The ferry will carry cars until autumn.",
        tags=["bridges"],
    )
    copy = make_article(
        url="https://gazette.example/bridge",
        path="gazette/bridge.html",
        headline="Velmark bridge: repairs agreed",
        outlet="Harbour Gazette",
        language="en",
        published="2021-03-03",
    )
    arabic = make_article(
        text=["عقد مجلس مدينة فيلمارك اجتماعا يوم الاثنين."],
        url="https://mina.example/1",
        path="mina/1.html",
        headline="مجلس فيلمارك يناقش إصلاح الجسر",
        language="ar",
        published="2022-05-01",
    )
    return [plain, copy, arabic, _inferred(), make_article(text="Nobody signed it.", path="dump/2.txt")]


def _inferred() -> Any:  # noqa: ANN401  an article
    from_words = {"raw": "Nov.25", "rule": "dump-dateline-year", "basis": "inferred", "place": "line 3"}
    return make_article(
        path="dump/1.txt",
        format="text",
        headline="Three years on, no bridge",
        blocks=[
            block(BlockKind.HEADLINE, "Three years on, no bridge", rule="headline"),
            block(BlockKind.DATELINE, "VELMARK, Nov.25", rule="dump-dateline"),
            block(BlockKind.SUMMARY, "No bridge was built."),
            block(BlockKind.SUMMARY, "The ferry is late."),
            block(BlockKind.PARAGRAPH, "The river is as wide as it was."),
            block(BlockKind.HEADING, "What was promised"),
            block(BlockKind.LIST_ITEM, "a bridge"),
            block(BlockKind.LIST_ITEM, "a ferry"),
            block(BlockKind.TABLE, "Year | Ferries\n2018 | 2"),
            block(BlockKind.FURNITURE, "Ten things to do this weekend", kept=False, rule="related"),
        ],
        facts=[
            fact("published", "2020-11-25", confidence=0.8, **from_words),
            fact("published_edtf", "?2020-11-25", **from_words),
            fact("published_earliest", "2020-11-25", **from_words),
            fact("published_latest", "2020-11-25", **from_words),
            fact("published", "2023-02-01", raw="updated 1 February 2023", chosen=False, confidence=0.3),
        ],
        asserted={"author": "Ilse Marek"},
    )


def _rejections() -> list[Rejection]:
    listing = "It lists 24 articles and has no text of its own. Ingest the articles that it links to."
    return [
        Rejection(
            source=Source(path="courier/index.html"),
            outcome=Outcome.REJECTED,
            reason=Reason.LISTING,
            detail=listing,
        ),
        Rejection(
            source=Source(path="facts.csv"),
            outcome=Outcome.SKIPPED,
            reason=Reason.SIDECAR,
            detail="Read as the spreadsheet of facts.",
        ),
    ]


def parsed(response: Any) -> Any:  # noqa: ANN401  a response of either HTTP library, a tree
    """Return the page as a browser reads it."""
    assert response.status_code == 200, response.text[:500]
    return html5lib.parse(response.text)


def texts(tree: Any, tag: str, name: str | None = None) -> list[str]:  # noqa: ANN401  a tree
    """Return the texts of the elements of a tag (and class), white space folded."""
    found = [e for e in tree.iter(f"{XHTML}{tag}") if name is None or name in (e.get("class") or "").split()]
    return [" ".join("".join(e.itertext()).split()) for e in found]


def hrefs(tree: Any) -> list[str]:  # noqa: ANN401  a tree
    """Return every address that a page links to."""
    return [e.get("href") for e in tree.iter(f"{XHTML}a") if e.get("href")]


def article_path(room: Any, headline: str) -> str:  # noqa: ANN401  the conftest's room
    """Return the path of the article with that headline."""
    found = room.get(f"/{NAME}/-/search.json?group=no").json()["articles"]
    return str(next(each["href"] for each in found if each["headline"] == headline))


def mixed_archive(folder: Path) -> Path:
    """Make an archive with articles of several kinds, and inputs that gave none."""
    path = folder / f"{NAME}.db"
    fresh_archive(path, [*_articles(), *_rejections()])
    return path
