"""`cuttings show`: one article, its card, its text, and on request how it came to be.

Rule: reads through `archive.reader`.
"""

import sqlite3
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import click

from archive.cli.explain import Account, account_lines
from archive.cli.options import archive_argument, json_option
from archive.cli.said import said_lines
from archive.cli.screen import next_step, out, out_json, plain, say, wrapped
from archive.cli.words import credit_of, date_words
from schemas.absence import ArticleState
from schemas.article import ArticleRecord, display_title
from schemas.codec import to_json
from schemas.errors import UnknownArticle

NOTHING = "the page does not say"


@click.command("show")
@archive_argument
@click.argument("ref", metavar="ID")
@click.option("--explain", is_flag=True, help="Every fact with its evidence, every block kept and dropped, by stage.")
@click.option("--received", is_flag=True, help="Print the received bytes, as they came, and nothing else.")
@json_option
def show_command(*, archive: Path, ref: str, explain: bool, received: bool, as_json: bool) -> None:
    """Show one article.

    Of one that is withheld or was purged: since when, by whom and why.

    ID is an accession number (A-0012), a public id or a beginning of it, or the id that its record brought.
    """
    from archive import reader
    from archive.absent import hold_on, sentence

    if received and (explain or as_json):
        raise click.UsageError("--received goes with neither --explain nor --json.")
    with closing(reader.open_reader(archive)) as conn:
        if not received and (absent := _absent(conn, ref)) is not None:
            out_json(absent) if as_json else out(sentence(absent))
            return
        record = article_of(conn, ref)
        hold = hold_on(conn, record.id)
        if received:
            _print_received(conn, record)
            return
        account = account_of(conn, record) if explain else None
        said = () if as_json else tuple(said_lines(conn, record))
    if as_json:
        out_json(account_json(account) if account else record)
        return
    for line in _card_lines(record):
        out(line)
    for line in (*([hold] if hold is not None else []), *said):
        say(line)
    for line in account_lines(account) if account else ():
        out(line)
    if not account:
        out(wrapped(record.text))
        next_step(f"cuttings show {archive} {record.accession} --explain")
    else:
        next_step(f'cuttings set {archive} {record.accession} FIELD VALUE --because "WHY"')


def _absent(conn: sqlite3.Connection, ref: str) -> ArticleState | None:
    """Return the state of the withheld or purged article that `ref` names, where it names no article that is shown."""
    from archive.absent import find
    from archive.naming import find_numbers

    found = () if find_numbers(conn, ref) else find(conn, ref)
    return found[0].article if len(found) == 1 else None


def article_of(conn: sqlite3.Connection, ref: str) -> ArticleRecord:
    """Return the article that `ref` names.

    Raises: UnknownArticle where none, or more than one, answers to it.
    """
    from archive.absent import missing
    from archive.naming import find_numbers
    from archive.reader import find_article

    record = find_article(conn, ref)
    if record is None:
        fitting = len(find_numbers(conn, ref))
        raise UnknownArticle(f"{ref} (it fits {fitting} articles)") if fitting > 1 else missing(conn, ref)
    return record


def account_of(conn: sqlite3.Connection, record: ArticleRecord) -> Account:
    """Return all that the archive knows about how an article came to be."""
    from archive import reader

    return Account(
        record=record,
        facts=reader.facts_of(conn, record.id),
        blocks=reader.blocks_of(conn, record.id),
        captures=reader.captures_of(conn, record.id),
        relations=reader.relations_of(conn, record.id),
        events=reader.events_of(conn, record.id),
    )


def account_json(account: Account) -> dict[str, Any]:
    """Return the article's record with its facts, blocks, captures, relations and events under keys of their own."""
    record: dict[str, Any] = to_json(account.record)
    for name in ("facts", "blocks", "captures", "relations", "events"):
        record[name] = to_json(getattr(account, name))
    return record


def _print_received(conn: sqlite3.Connection, record: ArticleRecord) -> None:
    from archive import reader
    from schemas.errors import ArchiveError

    found = reader.received_bytes(conn, record.received_sha256)
    if found is None:
        raise ArchiveError(
            f"the received file of {record.accession} is not in this archive (a published copy leaves them out)."
        )
    sys.stdout.buffer.write(found[0])
    sys.stdout.buffer.flush()


def _card_lines(record: ArticleRecord) -> Iterator[str]:
    yield wrapped(display_title(record.headline, record.text))
    yield ""
    published = date_words(record)
    if record.published_basis:
        published += f"  ({record.published_basis})"
    facts = {
        "accession": f"{record.accession}  ({record.id})",
        "published": published,
        "outlet": record.outlet,
        "by": credit_of(record),
        "place": record.dateline_place,
        "modified": record.modified,
        "section": record.section,
        "tags": ", ".join(record.tags) or None,
        "language": record.language,
        "url": record.url,
        "fetched": record.captured,
        "received": record.received_sha256,
        "warnings": ", ".join(record.warnings) or None,
    }
    for name, value in facts.items():
        if value or name in {"outlet", "by"}:
            yield f"{name:<10} {plain(value or NOTHING)}"
    yield ""
    if record.standfirst and record.standfirst not in record.text:
        yield wrapped(record.standfirst)
        yield ""
