"""`cuttings relations`, `relate`, `unrelate`: how articles hang together.

Rule: reads through `archive.reader`; what a person says goes through `archive.curation`.
"""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from archive.cli.naming import Namer, accession_of, names_by, record_id_of
from archive.cli.options import archive_argument
from archive.cli.screen import next_step, out, out_row, plain, say
from archive.cli.show import article_of
from archive.cli.words import counted
from schemas.codec import json_text
from schemas.errors import ArchiveMissing, NotAnArchive
from schemas.relation import Relation, RelationKind

if TYPE_CHECKING:
    from archive.curation import Curator

because_option = click.option("--because", required=True, metavar="WHY", help="Your reason; it is kept and shown.")
by_option = click.option("--by", metavar="NAME", help="Who says so.")


@click.command("relations")
@archive_argument
@click.argument("a", metavar="[A", required=False)
@click.argument("b", metavar="[B]]", required=False)
@click.option("--explain", is_flag=True, help="Print what each relation rests on.")
@click.option("--jsonl", is_flag=True, help="Print one JSON object a relation.")
def relations_command(*, archive: Path, a: str | None, b: str | None, explain: bool, jsonl: bool) -> None:
    """Print how articles are related.

    All relations of the archive, those of A, or that of A and B.
    With --jsonl, a and b are the ids that the records brought, where they brought one, else the articles' ids.
    """
    from archive import reader

    with closing(reader.open_reader(archive)) as conn:
        first = article_of(conn, a) if a else None
        second = article_of(conn, b) if b else None
        relations = reader.relations_of(conn, first.id if first else None)
        if second:
            relations = tuple(each for each in relations if second.id in (each.a, each.b))
        naming = names_by(record_id_of if jsonl else accession_of, conn)
        for relation in relations:
            _print(relation, naming, explain=explain, jsonl=jsonl)
    say(f"{counted(len(relations), 'relation')}.")
    if relations and not jsonl:
        names = f"{naming(relations[0].a)} {naming(relations[0].b)}"
        next_step(f"cuttings diff {archive} {names}", f"cuttings relations {archive} {names} --explain")


def _print(relation: Relation, naming: Namer, *, explain: bool, jsonl: bool) -> None:
    a, b = naming(relation.a), naming(relation.b)
    kind = relation.kind.value if relation.kind else None
    if jsonl:
        fields = {
            "a": a,
            "b": b,
            "kind": kind,
            "text": relation.text,
            "occasion": relation.occasion,
            "jaccard": relation.jaccard,
            "containment_ab": relation.containment_ab,
            "containment_ba": relation.containment_ba,
            "evidence": relation.evidence,
        }
        click.echo(json_text(fields))
        return
    out_row((a, b, kind or "not related", f"text {relation.text}", f"occasion {relation.occasion}"))
    if explain:
        out(f"    {plain(relation.evidence)}")
        out(f"    by {relation.method}{_figures(relation)}")
        if relation.because:
            out(f"    {plain(relation.by or 'somebody')} says so: {plain(relation.because)}")


def _figures(relation: Relation) -> str:
    figures = {
        "Jaccard": relation.jaccard,
        "of A in B": relation.containment_ab,
        "of B in A": relation.containment_ba,
    }
    return "".join(f"; {name} {value:.2f}" for name, value in figures.items() if value is not None)


@contextmanager
def curator_of(archive: Path, by: str | None) -> "Iterator[Curator]":
    """Open an existing archive for the corrections of one person.

    Raises: ArchiveMissing, ArchiveLocked, NotAnArchive.
    """
    from archive.curation import Curator
    from archive.store import open_store

    if not archive.exists():
        raise ArchiveMissing(str(archive))
    if not archive.is_file() or archive.stat().st_size == 0:
        raise NotAnArchive(str(archive))
    with open_store(archive) as store:
        yield Curator(store, by=by)


@click.command("relate")
@archive_argument
@click.argument("a", metavar="A")
@click.argument("b", metavar="B")
@click.argument("kind", metavar="KIND", required=False, type=click.Choice([kind.value for kind in RelationKind]))
@because_option
@by_option
@click.option("--undo", is_flag=True, help="Take back the latest word of a person on A and B (related or not).")
def relate_command(  # noqa: PLR0913  the options of the contract
    *, archive: Path, a: str, b: str, kind: str | None, because: str, by: str | None, undo: bool
) -> None:
    """State how two articles are related, and why.

    It stands before what was measured.
    KIND is one of same_text, version, near_copy, contains, reworked, lookalike.
    """
    if undo is (kind is not None):
        raise click.UsageError("name the KIND of the relation, or --undo.")
    with curator_of(archive, by) as curator:
        if kind is None:
            curator.undo_relation(a, b, because=because)
        else:
            curator.relate(a, b, RelationKind(kind), because=because)
    out(f"{plain(a)} and {plain(b)}: {kind or 'as measured'}.")
    next_step(f"cuttings relations {archive} {a} {b} --explain")


@click.command("unrelate")
@archive_argument
@click.argument("a", metavar="A")
@click.argument("b", metavar="B")
@because_option
@by_option
def unrelate_command(*, archive: Path, a: str, b: str, because: str, by: str | None) -> None:
    """State that two articles are not related, and why.

    It stands before what was measured. Taken back by `cuttings relate ARCHIVE A B --undo`.
    """
    with curator_of(archive, by) as curator:
        curator.unrelate(a, b, because=because)
    out(f"{plain(a)} and {plain(b)}: not related.")
    next_step(f"cuttings relations {archive} {a} {b} --explain")
