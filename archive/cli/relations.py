"""`cuttings relations`: how articles hang together, and what that rests on.

Rule: reads an open archive.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from archive.cli.naming import Namer, accession_of, names_by, number_of, record_id_of
from archive.cli.options import archive_argument
from archive.cli.screen import fitted, next_step, on_terminal, out, out_json, out_row, plain, say
from archive.cli.show import article_of
from archive.cli.states import withheld_words
from archive.cli.words import counted, date_words
from ingest.relate.wording import (
    KINDS,
    MEANINGS,
    NOT_RELATED,
    UNDECIDED,
    between,
    closeness,
    confidence_of,
    kind_name,
    other_is,
    sure_words,
)
from schemas.article import display_title
from schemas.codec import json_text
from schemas.errors import ArchiveMissing, NotAnArchive
from schemas.relation import Relation, RelationKind

if TYPE_CHECKING:
    from archive.curation import Curator
    from archive.store import Store

because_option = click.option("--because", required=True, metavar="WHY", help="Your reason; it is kept and shown.")
by_option = click.option("--by", metavar="NAME", help="Who says so.")


@click.command("relations")
@archive_argument
@click.argument("a", metavar="[A", required=False)
@click.argument("b", metavar="[B]]", required=False)
@click.option("--explain", is_flag=True, help="Print what a relation rests on; of A and B, all that ties them or not.")
@click.option("--json", "as_json", is_flag=True, help="Print all that ties A and B, or does not, as JSON.")
@click.option("--jsonl", is_flag=True, help="Print one JSON object a relation.")
def relations_command(
    *, archive: Path, a: str | None, b: str | None, explain: bool, as_json: bool, jsonl: bool
) -> None:
    """Print how articles are related.

    All relations of the archive, those of A, or that of A and B. With --explain, A and B: shared passages, other values
    in the same place, who had it first, also where nothing ties the two.

    With --jsonl, a and b are the ids that the records brought, where they brought one, else the articles' ids.
    """
    from archive import reader

    if as_json and not (a and b):
        message = "--json tells of two articles: name A and B, or use --jsonl for a list."
        raise click.UsageError(message)
    with closing(reader.open_reader(archive)) as conn:
        if a and b and (explain or as_json):
            _explain(conn, archive, (a, b), as_json=as_json)
        elif jsonl:
            _print_lines(conn, a, b)
        elif a:
            _print_of_one(conn, archive, a, b, explain=explain)
        else:
            _print_all(conn, archive, explain=explain)
        if not as_json and (left := withheld_words(conn)):
            say(left.strip())


def _explain(conn: sqlite3.Connection, archive: Path, refs: tuple[str, str], *, as_json: bool) -> None:
    from archive.cli.account import Named, print_account
    from archive.explained import explain_articles

    first, second = (article_of(conn, ref) for ref in refs)
    if first.id == second.id:
        message = f"{refs[0]} and {refs[1]} are the same article ({first.id}); name two."
        raise click.UsageError(message)
    account = explain_articles(conn, number_of(conn, first.id), number_of(conn, second.id))
    if as_json:
        out_json(account)
        return
    naming = names_by(accession_of, conn)
    names = {each.appearance.id: naming(each.appearance.id) for each in account.family.order}
    print_account(account, Named(first, second, names))
    next_step(f"cuttings diff {archive} {first.accession} {second.accession}")


def _print_lines(conn: sqlite3.Connection, a: str | None, b: str | None) -> None:
    """Print relations as they are read: the whole list is never in memory."""
    naming = names_by(record_id_of, conn)
    count = 0
    for count, relation in enumerate(_relations(conn, a, b), 1):  # noqa: B007  counted
        click.echo(json_text(_fields(relation, naming)))
    say(f"{counted(count, 'relation')}.")


def _relations(conn: sqlite3.Connection, a: str | None, b: str | None) -> Iterator[Relation]:
    from archive import related

    if a is None:
        yield from related.iter_relations(conn)
        return
    first = article_of(conn, a)
    second = article_of(conn, b).id if b else None
    for relation in related.relations_of_article(conn, number_of(conn, first.id)):
        if second is None or second in (relation.a, relation.b):
            yield relation


def _fields(relation: Relation, naming: Namer) -> dict[str, object]:
    return {
        "a": naming(relation.a),
        "b": naming(relation.b),
        "kind": relation.kind,
        "text": relation.text,
        "occasion": relation.occasion,
        "jaccard": relation.jaccard,
        "containment_ab": relation.containment_ab,
        "containment_ba": relation.containment_ba,
        "evidence": relation.evidence,
        "text_confidence": relation.text_confidence,
        "occasion_confidence": relation.occasion_confidence,
        "undecided": relation.is_undecided,
        "method": relation.method,
        "by": relation.by,
        "because": relation.because,
    }


def _print_of_one(conn: sqlite3.Connection, archive: Path, a: str, b: str | None, *, explain: bool) -> None:
    """Print the relations of an article, the closest first, each with what the other article is to it."""
    first = article_of(conn, a)
    second = article_of(conn, b) if b else None
    count, name = 0, None
    for count, relation in enumerate(sorted(_relations(conn, a, b), key=closeness), 1):  # noqa: B007  counted
        is_a = relation.a == first.id
        other = article_of(conn, relation.b if is_a else relation.a)
        name = name or other.accession
        words = other_is(relation, is_a=is_a)
        cells = (other.accession, kind_name(relation), sure_words(confidence_of(relation)) or "")
        title = display_title(other.headline, other.text)
        if on_terminal():
            out(fitted((*cells, f"{date_words(other)}  {other.outlet or '(outlet unknown)'}  {title}"), _WIDTHS))
            out(f"         {words}.")
        else:
            out_row((first.accession, *cells, words, date_words(other), other.outlet, title))
        if explain:
            _print_evidence(relation, is_a=is_a)
    if second and not count:
        say(f"The archive holds no relation of {first.accession} and {second.accession}.")
    else:
        say(f"{counted(count, 'relation')} of {first.accession}.")
    named = second.accession if second else name
    if named:
        next_step(f"cuttings relations {archive} {first.accession} {named} --explain")


_WIDTHS = (7, 11, 11)
"""Of accession, kind and confidence on a terminal."""


def _print_all(conn: sqlite3.Connection, archive: Path, *, explain: bool) -> None:
    """Print how many relations of each kind are kept, then each of them; of equal texts a chain is kept."""
    from archive import related
    from archive.explained import kinds_kept

    kinds = kinds_kept(conn)
    for kind, is_undecided, count in kinds:
        out_row((count, _kind_words(kind, is_undecided=is_undecided)))
    if kinds:
        out()
    naming = names_by(accession_of, conn)
    first: tuple[str, str] | None = None
    for relation in related.stored_relations(conn):
        a, b = naming(relation.a), naming(relation.b)
        first = first or (a, b)
        out_row((a, b, kind_name(relation), sure_words(confidence_of(relation)), between(relation, a, b)))
        if explain:
            _print_evidence(relation, is_a=True)
    say(f"{counted(sum(count for _, _, count in kinds), 'relation')}.")
    if first:
        next_step(f"cuttings relations {archive} {' '.join(first)} --explain")
    else:
        next_step(f"cuttings list {archive}")


def _kind_words(kind: str | None, *, is_undecided: bool) -> str:
    if kind is None:
        return (
            f"{UNDECIDED}: copy or look-alike, could not be told" if is_undecided else f"{NOT_RELATED}, said a person"
        )
    return f"{KINDS[RelationKind(kind)]}: {MEANINGS[RelationKind(kind)]}"


def _print_evidence(relation: Relation, *, is_a: bool) -> None:
    out(f"    {plain(relation.evidence)}")
    out(f"    by {relation.method}{_figures(relation, is_a=is_a)}")
    if relation.because:
        out(f"    {plain(relation.by or 'somebody')} says so: {plain(relation.because)}")


def _figures(relation: Relation, *, is_a: bool) -> str:
    ours, theirs = relation.containment_ab, relation.containment_ba
    if not is_a:
        ours, theirs = theirs, ours
    figures = {"Jaccard": relation.jaccard, "of the first in the other": ours, "of the other in the first": theirs}
    return "".join(f"; {name} {value:.2f}" for name, value in figures.items() if value is not None)


@contextmanager
def curator_of(archive: Path, by: str | None) -> "Iterator[Curator]":
    """Open an existing archive for the corrections of one person.

    Raises: ArchiveMissing, ArchiveLocked, NotAnArchive.
    """
    from archive.curation import Curator

    with store_of(archive) as store:
        yield Curator(store, by=by)


@contextmanager
def store_of(archive: Path) -> "Iterator[Store]":
    """Open an existing archive for writing.

    Raises: ArchiveMissing, ArchiveLocked, NotAnArchive.
    """
    from archive.store import open_store

    if not archive.exists():
        raise ArchiveMissing(str(archive))
    if not archive.is_file() or archive.stat().st_size == 0:
        raise NotAnArchive(str(archive))
    with open_store(archive) as store:
        yield store
