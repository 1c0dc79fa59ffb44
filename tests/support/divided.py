"""A made-up archive's inputs, rich in what ties articles, to be ingested at once or in parts."""

from collections.abc import Iterable, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

from builders import make_article
from made_up_news import made_up_news
from outlet import ARTICLES, page_blocks

from archive import reader, verify
from archive.digest import digest
from archive.relearn import relearn
from archive.store import open_store
from archive.story_pass import keep_stories
from ingest.pipeline import EXTRACTOR
from schemas.article import Article
from schemas.page import Source
from schemas.report import Outcome, Reason, Rejection

AT = "2022-05-01T10:00:00Z"


def inputs() -> list[Article | Rejection]:
    """Return copies, versions, look-alikes, stories, furniture, one page saved twice, spreadsheets and rejections."""
    news = made_up_news(extractor=EXTRACTOR)
    herald = [of_host(number) for number in range(len(ARTICLES))]
    return [*news, *herald, *_same_address(), *_without_address(), *_rejections()]


def of_host(number: int, **more: Any) -> Article:  # noqa: ANN401  lines of a page
    """Return an article of a host whose pages repeat lines."""
    made: Article = make_article(
        url=f"https://herald.example/{number}",
        blocks=page_blocks(number, **more),
        headline=ARTICLES[number][0],
        path=f"herald/{number}.html",
        extractor=EXTRACTOR,
    )
    return made


def _same_address() -> list[Article]:
    """Return versions of one address, one of them saved twice, and one whose bytes differ and whose text does not."""
    told = "The mayor of Tesk opened the new reservoir above the town on Friday, and hundreds came to see it filled."
    later = "A correction: the reservoir holds nine million litres and not ninety, the waterworks of Tesk said."
    page = {"url": "https://gazette.example/tesk", "headline": "Reservoir opened", "extractor": EXTRACTOR}
    first = {"text": told, "captured": "2022-01-02T00:00:00Z"}
    return [
        make_article(path="a/tesk.html", asserted={"author": "Ana Lind"}, **page, **first),
        make_article(path="b/tesk.html", **page, **first),
        make_article(path="c/tesk.html", **page, text=told, captured="2022-01-01T00:00:00Z", payload=b"other bytes"),
        make_article(path="d/tesk.html", **page, text=f"{told}\n\n{later}", captured="2022-01-03T00:00:00Z"),
        make_article(path="e/tesk.html", **{**page, "url": "https://mirror.example/tesk"}, text=told),
    ]


def _without_address() -> list[Article]:
    """Return pages that have no address, two of them met at one place."""
    words = "Nobody knows who wrote down how the bell of Orlu was carried over the ice in the winter of the long frost."
    return [
        make_article(path="dump/1.txt", format="text", text=words, extractor=EXTRACTOR),
        make_article(path="dump/1.txt", format="text", text=f"{words}\n\nIt was heavy.", extractor=EXTRACTOR),
        make_article(path="dump/2.txt", format="text", text=words, payload=b"again", extractor=EXTRACTOR),
    ]


def _rejections() -> list[Rejection]:
    return [
        Rejection(source=Source(path="x/empty.html"), outcome=Outcome.REJECTED, reason=Reason.NO_TEXT, detail="None."),
        Rejection(
            source=Source(path="dump/2.txt"), outcome=Outcome.REJECTED, reason=Reason.WORKER_DIED, detail="Died."
        ),
    ]


def ingested(path: Path, results: Iterable[Article | Rejection]) -> Path:
    """Take results into the archive at `path`, as `cuttings ingest` does; return the path."""
    with open_store(path) as store:
        run = store.begin_run("ingest")
        list(store.add_all(results, run, batch=7))
        relearn(store, run)
        keep_stories(store)
        store.end_run(run)
    return path


def parts(folder: Path, divided: Sequence[Sequence[Article | Rejection]]) -> list[Path]:
    """Make one archive of each part; return their paths."""
    return [ingested(folder / f"part-{number}.db", each) for number, each in enumerate(divided)]


def sound_digest(path: Path) -> str:
    """Return the digest of an archive in which every hash must be right."""
    with closing(reader.open_reader(path)) as conn:
        assert verify.check(conn) == ()
        return digest(conn)
