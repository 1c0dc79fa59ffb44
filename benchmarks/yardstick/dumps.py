"""Furniture learned over text dumps: labelled pages as a scraper might have dumped them, read by the way of dumps.

A dump is made of a page by the extractor's own blocks, those of the article and those that it dropped, in page order
and without a mark: what a scraper leaves that takes all text. The dumps of one host are read as text files, furniture
is learned from them, and both texts are scored against the page's label. Menus that the extractor never makes blocks of
are missing, so that real dumps hold more furniture than these.

Rule: runs our pipeline in this process; prints nothing.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from ingest.furniture import cleaned, learn, page_of
from ingest.pipeline import process
from schemas.article import Article
from schemas.document import Block, text_of
from schemas.page import RawPage, Source
from yardstick.furniture import pages_by_host
from yardstick.measure import mean
from yardstick.own import process_page
from yardstick.sets import Page

Scorer = Callable[[str, str], float]
"""Return the F1 of a text against a label."""


@dataclass(frozen=True, slots=True)
class DumpScore:
    """Mean page F1 over the dumps of hosts with enough of them."""

    pages: int
    hosts: int
    raw: float
    """Of the dumps as they are."""
    before: float
    """Of what the way of dumps keeps of each alone."""
    after: float
    """With learned furniture taken off."""
    html: float
    """Of the same pages read as HTML, each alone."""
    worse: int
    """Pages that learned furniture made worse."""


def dump_scores(pages: Iterable[Page], score: Scorer) -> DumpScore | None:
    """Return the scores over all hosts with enough pages, or None where there is none."""
    hosts = pages_by_host(pages)
    rows = [row for held in hosts.values() for row in _host_rows(held, score)]
    if not rows:
        return None
    raw, before, after, html = (mean(list(column)) for column in zip(*rows, strict=True))
    worse = sum(row[2] < row[1] for row in rows)
    return DumpScore(len(rows), len(hosts), raw, before, after, html, worse)


def _host_rows(held: list[Page], score: Scorer) -> list[tuple[float, float, float, float]]:
    """Return by page of one host the scores of the dump, of its reading before and after learning, of the HTML."""
    found = [process_page(page["html"], str(page.get("url") or "")) for page in held]
    articles = [each if isinstance(each, Article) else None for each in found]
    dumps = ["\n\n".join(block.text for block in article.blocks) if article else "" for article in articles]
    blocks = [_read_dump(dump, str(page.get("url") or "")) for dump, page in zip(dumps, held, strict=True)]
    addresses = [str(page.get("url") or "") for page in held]
    furniture = learn([page_of(each, address=address) for each, address in zip(blocks, addresses, strict=True)])
    return [
        (
            score(page["body"], dump),
            score(page["body"], text_of(each)),
            score(page["body"], text_of(cleaned(furniture, each))),
            score(page["body"], article.text if article else ""),
        )
        for page, dump, each, article in zip(held, dumps, blocks, articles, strict=True)
    ]


def _read_dump(text: str, url: str) -> tuple[Block, ...]:
    """Return the blocks of a text dump; none where it gives no article."""
    page = RawPage(source=Source(path="page.txt"), payload=text.encode(), format="text", url=url or None)
    found = process(page, keep_bytes=False)
    return found.blocks if isinstance(found, Article) else ()
