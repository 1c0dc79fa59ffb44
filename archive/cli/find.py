"""`cuttings list` and `cuttings search`: find articles.

Rule: reads through `archive.reader` and `archive.search`.
"""

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing
from itertools import chain
from pathlib import Path
from typing import Literal

import click

from archive.cli.options import archive_argument, filter_options, json_option, order_of
from archive.cli.screen import fitted, next_step, on_terminal, out, out_json, out_json_array, out_row, say
from archive.cli.states import print_states, withheld_words
from archive.cli.words import counted, date_words
from schemas.article import ArticleRecord, display_title
from schemas.view import Filters, Hit, RejectionRecord, SearchPage

WIDTHS = (7, 22, 18)
"""Of accession, date and outlet on a terminal."""


@click.command("list")
@archive_argument
@filter_options
@click.option(
    "--order",
    type=click.Choice(["date", "arrival", "selection"]),
    help="Sort by this. Default: as the selection has them where one is named, else by date.",
)
@click.option("--left-out", is_flag=True, help="List what gave no article instead, with the reason.")
@click.option("--withheld", "state", flag_value="withheld", help="List withheld articles instead: since when, why.")
@click.option("--held", "state", flag_value="held", help="List articles under a legal hold instead.")
@click.option("--purged", "state", flag_value="purged", help="List the tombstones of purged articles instead.")
@json_option
def list_command(
    *,
    archive: Path,
    filters: Filters,
    order: Literal["date", "arrival", "selection"] | None,
    left_out: bool,
    state: Literal["withheld", "held", "purged"] | None,
    as_json: bool,
) -> None:
    """List the articles of an archive, oldest first.

    Articles without a date come last.

    In a pipe: accession, date, basis of the date, outlet, headline and id, parted by tabs. Two days with a stroke
    between them are the bounds of what is known. With --json: an array of article records (`cuttings schema`).
    """
    from archive import reader

    with closing(reader.open_reader(archive)) as conn:
        if left_out:
            _list_left_out(reader.iter_rejections(conn), as_json=as_json)
            return
        if state is not None:
            _list_states(conn, state, as_json=as_json)
            return
        records = reader.iter_articles(conn, filters, order=order_of(order, filters))
        if as_json:
            out_json_array(records)
            return
        first = next(records, None)
        count = sum(1 for _ in _printed(chain([first], records))) if first else 0
        missing = sum(1 for _ in reader.iter_rejections(conn))
        left = withheld_words(conn)
    also = f" {counted(missing, 'input')} gave none: --left-out lists them." if missing else ""
    say(f"{counted(count, 'article')}.{also}{left}")
    if first:
        next_step(f"cuttings show {archive} {first.accession} --explain", f'cuttings search {archive} "WORDS"')
    elif filters == Filters():
        next_step(f"cuttings ingest {archive} SOURCE")
    else:  # the archive is not empty, the filters are too narrow
        next_step(f"cuttings list {archive}")


def _list_states(conn: sqlite3.Connection, state: Literal["withheld", "held", "purged"], *, as_json: bool) -> None:
    """Print the articles in a state: since when, by whom and why."""
    from archive import absent

    entries = {"withheld": absent.withheld, "held": absent.held, "purged": absent.purged}[state](conn)
    count = print_states((each.article for each in entries), as_json=as_json)
    words = {"withheld": "withheld", "held": "under a legal hold", "purged": "purged"}
    say(f"{counted(count, 'article')} {words[state]}.")


def _list_left_out(rejections: Iterator[RejectionRecord], *, as_json: bool) -> None:
    """Print the inputs that gave no article: place, reason and a sentence."""
    if as_json:
        out_json_array(rejections)
        return
    count = 0
    for each in rejections:
        out_row((each.source, each.outcome, each.reason, each.detail))
        count += 1
    say(f"{counted(count, 'input')} gave no article.")


def _printed(records: Iterable[ArticleRecord]) -> Iterator[ArticleRecord]:
    for record in records:
        if on_terminal():
            out(fitted(_cells(record), WIDTHS))
        else:
            basis = record.published_basis
            title = display_title(record.headline, record.text)
            out_row((record.accession, date_words(record), basis, record.outlet, title, record.id))
        yield record


def _cells(record: ArticleRecord) -> tuple[str | None, ...]:
    title = display_title(record.headline, record.text)
    return (record.accession, date_words(record), record.outlet or "(outlet unknown)", title)


@click.command("search")
@archive_argument
@click.argument("query", nargs=-1)
@filter_options
@click.option("--limit", type=click.IntRange(1, 1000), default=20, show_default=True, help="At most so many.")
@click.option("--offset", type=click.IntRange(0), default=0, help="Leave out so many first.")
@click.option(
    "--order",
    type=click.Choice(["relevance", "newest", "oldest"]),
    default="relevance",
    show_default=True,
    help="Sort by this.",
)
@json_option
def search_command(  # noqa: PLR0913  the options of the contract
    *,
    archive: Path,
    query: tuple[str, ...],
    filters: Filters,
    limit: int,
    offset: int,
    order: Literal["relevance", "newest", "oldest"],
    as_json: bool,
) -> None:
    """Search headline, outlet, author and text; best first.

    All words must occur; "words in quotation marks" must stand together; a word with * at its end stands for all
    words that begin so. Case, accents and variants of letters do not matter. With --json: one object with the hits,
    their articles and snippets, and the facets.
    """
    from archive import reader, search

    words = " ".join(query)
    with closing(reader.open_reader(archive)) as conn:
        found = search.search(conn, words, filters, limit=limit, offset=offset, order=order)
        left = withheld_words(conn)
    if as_json:
        out_json(found)
        return
    for hit in found.hits:
        _print_hit(hit)
    _tell(archive, found, left)


def _print_hit(hit: Hit) -> None:
    record = hit.article
    snippet = "".join(_marked(segment.text) if segment.hit else segment.text for segment in hit.snippet)
    if not on_terminal():
        title = display_title(record.headline, record.text)
        out_row((record.accession, date_words(record), record.outlet, title, snippet, record.id))
        return
    out(fitted(_cells(record), WIDTHS))
    out(f"         {' '.join(snippet.split())}")


def _marked(text: str) -> str:
    return f"[{text}]"


def _tell(archive: Path, found: SearchPage, left: str) -> None:
    shown = len(found.hits)
    say(
        f"{counted(found.total, 'article')} found, {shown} shown.{left}"
        if shown < found.total
        else f"{counted(shown, 'article')} found.{left}"
    )
    if shown:
        next_step(f"cuttings show {archive} {found.hits[0].article.accession}")
        if found.offset + shown < found.total:
            say(f"More:  add --offset {found.offset + shown}")
    else:
        next_step(f"cuttings list {archive}")
