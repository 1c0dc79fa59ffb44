"""Articles and archives for tests and trials, made from a few fields; no page is read, no rule of extraction runs."""

import hashlib
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import zstandard

from archive.store import open_store
from ingest.normalise.card import PLAIN, card_of
from ingest.normalise.dates import bounds_of
from ingest.normalise.text import clean_text, count_words
from ingest.normalise.urls import canonical_url
from ingest.sign import sign
from schemas.article import Article, Fact
from schemas.document import Block, BlockKind, text_of
from schemas.page import Source
from schemas.report import InputLine, Rejection
from schemas.types import Address, ContentHash

BODY = (
    "The town council of Velmark met on Monday to hear how the river bridge will be mended.",
    "Engineers said that the northern span had moved by four centimetres since the flood in spring.",
    "Work is to begin in autumn, and the ferry will carry cars until the bridge is open again.",
)


def make_article(  # noqa: PLR0913  a test names only the fields that it is about
    *,
    text: str | Sequence[str] | None = None,
    url: str | None = None,
    path: str = "page.html",
    member: str | None = None,
    offset: int | None = None,
    payload: bytes | None = None,
    format: str = "html",  # noqa: A002  the field's name
    record_id: str | None = None,
    captured: str | None = None,
    authors: Sequence[str] = (),
    tags: Sequence[str] = (),
    published: str | None = None,
    asserted: dict[str, str | None] | None = None,
    facts: Sequence[Fact] = (),
    blocks: Sequence[Block] | None = None,
    warnings: Sequence[str] = (),
    extractor: str = "cuttings/1",
    **plain: str | None,
) -> Article:
    """Return a complete article as stages 1 to 5 would make it.

    `text` is one string (paragraphs apart by an empty line) or the paragraphs; other facts by their names (`headline`,
    `outlet`, `language`, ...), each given as read from the page; `asserted` as a sidecar gives them.
    """
    unknown = sorted(set(plain) - set(PLAIN))
    if unknown:
        message = f"make_article has no field {unknown[0]!r}"
        raise TypeError(message)
    made = tuple(blocks) if blocks is not None else _blocks(text, plain.get("headline"))
    body = text_of(made)
    received = payload if payload is not None else _payload(made)
    sha256 = ContentHash(hashlib.sha256(received).hexdigest())
    cards = (*_facts(plain, authors, tags, published), *facts, *_asserted(asserted or {}))
    return Article(
        source=Source(path=path, member=member, offset=offset),
        received_sha256=sha256,
        received=zstandard.ZstdCompressor().compress(received),
        received_size=len(received),
        codec="zstd",
        format=format,
        charset="utf-8",
        charset_basis="meta",
        address=_address(url, record_id, sha256),
        url=url,
        url_basis="record" if url else None,
        record_id=record_id,
        captured=captured,
        captured_basis="record" if captured else None,
        extractor=extractor,
        blocks=made,
        facts=cards,
        card=card_of(cards),
        text=body,
        text_sha256=ContentHash(hashlib.sha256(body.encode()).hexdigest()),
        word_count=count_words(body),
        signature=sign(made),
        warnings=tuple(warnings),
    )


def fresh_archive(
    path: Path, articles: Iterable[Article | Rejection] = (), *, batch: int = 200
) -> tuple[InputLine, ...]:
    """Make (or add to) the archive at `path` from `articles`; return what became of each."""
    with open_store(path) as store:
        run = store.begin_run("ingest", version="0", options={})
        lines = tuple(store.add_all(articles, run, batch=batch))
        store.end_run(run, {"inputs": len(lines)})
    return lines


def _blocks(text: str | Sequence[str] | None, headline: str | None) -> tuple[Block, ...]:
    given = BODY if text is None else text.split("\n\n") if isinstance(text, str) else text
    paragraphs = [clean_text(each)[0] for each in given]
    head = [Block(kind=BlockKind.HEADLINE, text=headline, place="body/h1", rule="headline")] if headline else []
    body = [
        Block(kind=BlockKind.PARAGRAPH, text=each, place=f"body/p[{number}]", rule="paragraph")
        for number, each in enumerate(paragraphs, start=1)
    ]
    share = Block(kind=BlockKind.FURNITURE, text="Share this", place="body/div", rule="share-bar", kept=False)
    return (*head, *body, share)


def _payload(blocks: Sequence[Block]) -> bytes:
    return "".join(f"<p>{block.text}</p>\n" for block in blocks).encode("utf-8", "replace")


def _address(url: str | None, record_id: str | None, sha256: str) -> Address:
    canonical = canonical_url(url) if url else None
    if canonical is not None:
        return Address(canonical)
    return Address(f"id:{record_id}" if record_id else f"sha256:{sha256}")


def _facts(
    plain: dict[str, Any], authors: Sequence[str], tags: Sequence[str], published: str | None
) -> tuple[Fact, ...]:
    values = [(field, value) for field, value in plain.items() if value is not None]
    values += [("author", name) for name in authors] + [("tag", name) for name in tags]
    if published is not None:
        low, high = bounds_of(published) or (published, published)
        values += [("published", published), ("published_edtf", published)]
        values += [("published_earliest", low), ("published_latest", high)]
    return tuple(
        Fact(field=field, value=value, raw=value, rule=f"meta-{field}", basis="structured", place="meta", chosen=True)
        for field, value in values
    )


def _asserted(given: dict[str, str | None]) -> tuple[Fact, ...]:
    return tuple(
        Fact(field=field, value=value, raw=value or "", rule="sidecar", basis="asserted", place="sidecar", by="sidecar")
        for field, value in given.items()
    )
