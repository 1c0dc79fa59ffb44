"""The same over a batch of articles that no archive holds: learn from those of each host, give them back without it.

Rule: pure; holds the batch.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from ingest.furniture.apply import cleaned
from ingest.furniture.host import host_of
from ingest.furniture.learn import Furniture, learn
from ingest.furniture.page import page_of
from ingest.normalise.address import content_hash
from ingest.normalise.text import count_words
from ingest.pipeline import SHORT_WORDS
from ingest.sign import sign
from schemas.article import Article
from schemas.document import Block, text_of
from schemas.report import Warn

RULES = "furniture/1"
"""Name and version of the rules; stands behind the extractor's in what they made."""


def without_furniture(articles: Sequence[Article]) -> list[Article]:
    """Return the articles in their order, each without what the articles of its host repeat."""
    by_host: dict[str, list[Article]] = defaultdict(list)
    hosts = [host_of(article.address, article.card.outlet) for article in articles]
    for host, article in zip(hosts, articles, strict=True):
        if host is not None:
            by_host[host].append(article)
    learned = {
        host: learn([page_of(each.blocks, address=each.address) for each in of_host])
        for host, of_host in by_host.items()
    }
    nothing = Furniture()
    return [
        with_blocks(article, cleaned(learned.get(host or "", nothing), article.blocks))
        for host, article in zip(hosts, articles, strict=True)
    ]


def with_blocks(article: Article, blocks: tuple[Block, ...]) -> Article:
    """Return an article of whose blocks some are dropped as furniture; the same where none is."""
    if blocks == article.blocks:
        return article
    text = text_of(blocks)
    words = count_words(text)
    return replace(
        article,
        blocks=blocks,
        text=text,
        text_sha256=content_hash(text.encode()),
        word_count=words,
        signature=sign(blocks),
        warnings=warnings_of(article.warnings, words),
        extractor=f"{article.extractor}+{RULES}",
    )


def warnings_of(before: tuple[str, ...], words: int) -> tuple[str, ...]:
    """Return the warnings of a text that has so many words left: it may be short now."""
    others = tuple(word for word in before if word != Warn.SHORT)
    return (*others, Warn.SHORT.value) if words < SHORT_WORDS else others
