"""Archives of hosts whose pages repeat lines, gone over as an ingest does."""

import random
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

from builders import make_article
from outlet import ARTICLES, page_blocks

from archive import reader, relearn, verify
from archive.store import open_store
from schemas.article import Article, ArticleRecord
from schemas.furniture import FurnitureReport


def page(number: int, *, host: str = "herald.example", **more: Any) -> Article:  # noqa: ANN401  fields of an article
    """Return an article of a host with its furniture."""
    made: Article = make_article(
        url=f"https://{host}/{number}",
        blocks=page_blocks(number),
        headline=ARTICLES[number][0],
        path=f"{host}/{number}.html",
        **more,
    )
    return made


def ingest(path: Path, articles: Sequence[Article]) -> FurnitureReport:
    """Store articles, then go over the hosts, as `cuttings ingest` does."""
    with open_store(path) as store:
        run = store.begin_run("ingest")
        list(store.add_all(articles, run))
        done = relearn.relearn(store, run)
        store.end_run(run)
    return done


def records(path: Path) -> dict[str, ArticleRecord]:
    """Return the articles by address; the archive must verify."""
    with closing(reader.open_reader(path)) as conn:
        assert verify.check(conn) == ()
        return {each.address: each for each in reader.iter_articles(conn)}


def digest(path: Path) -> str:
    """Return the archive's digest; every hash in it must be right."""
    with closing(reader.open_reader(path)) as conn:
        assert verify.check(conn) == ()
        return verify.digest(conn)


def compare_orders(folder: Path, pages: list[Article], *, seed: int, at_once: int) -> None:
    """Store pages in one ingest, and shuffled in several: the same archive, and the same learned."""
    ingest(folder / "whole.db", pages)
    random.Random(seed).shuffle(pages)  # noqa: S311  an order, not a secret
    for at in range(0, len(pages), at_once):
        ingest(folder / "parts.db", pages[at : at + at_once])
    assert digest(folder / "parts.db") == digest(folder / "whole.db")
    assert furniture(folder / "parts.db") == furniture(folder / "whole.db")


def furniture(path: Path) -> list[tuple[object, ...]]:
    """Return what was learned; no host may wait."""
    with closing(reader.open_reader(path)) as conn:
        assert conn.execute("SELECT * FROM stale_host").fetchall() == []
        return conn.execute("SELECT * FROM furniture ORDER BY host, key").fetchall()
