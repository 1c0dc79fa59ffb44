"""`cuttings relate` and `unrelate`: what a person says of two articles stands before what was measured.

Rule: writes through `archive.curation`.
"""

from contextlib import closing
from pathlib import Path

import click

from archive.cli.naming import number_of
from archive.cli.options import archive_argument
from archive.cli.relations import because_option, by_option, curator_of
from archive.cli.screen import next_step, out, plain
from archive.cli.show import article_of
from ingest.relate.wording import MEANINGS
from schemas.relation import RelationKind


@click.command("relate")
@archive_argument
@click.argument("a", metavar="A")
@click.argument("b", metavar="B")
@click.argument("kind", metavar="[KIND]", required=False)
@because_option
@by_option
@click.option("--undo", is_flag=True, help="Take back the latest word of a person on A and B (related or not).")
def relate_command(  # noqa: PLR0913  the options of the contract
    *, archive: Path, a: str, b: str, kind: str | None, because: str, by: str | None, undo: bool
) -> None:
    """State how two articles are related, and why.

    It stands before what was measured, outlives every re-run, and can be taken back.

    KIND is one of same_text, version, near_copy, contains, reworked, lookalike. Without KIND: what is measured.
    """
    if undo and kind is not None:
        message = "--undo takes back what was said last, whatever it was: leave KIND out."
        raise click.UsageError(message)
    if undo:
        _take_back(archive, a, b, because=because, by=by)
        return
    stated = _kind_of(kind) if kind else _kind_measured(archive, a, b)
    with curator_of(archive, by) as curator:
        curator.relate(a, b, stated, because=because)
    out(f"{plain(a)} and {plain(b)}: {stated.value} ({MEANINGS[stated]}{'' if kind else ', as measured'}).")
    next_step(
        f"cuttings relations {archive} {a} {b} --explain",
        f'cuttings relate {archive} {a} {b} --undo --because "..."',
    )


def _kind_of(word: str) -> RelationKind:
    """Return the kind that a person means; `near copy` and `look-alike` are understood.

    Raises: click.UsageError that lists the kinds.
    """
    plain_word = word.strip().lower().replace("-", "_").replace(" ", "_")
    known = {kind.value: kind for kind in RelationKind} | {"look_alike": RelationKind.LOOKALIKE}
    if plain_word not in known:
        message = f"{word!r} is no kind of relation.\n{_KINDS_LISTED}\nNot related at all: cuttings unrelate."
        raise click.UsageError(message)
    return known[plain_word]


_KINDS_LISTED = "Kinds:\n" + "\n".join(f"  {kind.value:<10} {MEANINGS[kind]}" for kind in RelationKind)


def _kind_measured(archive: Path, a: str, b: str) -> RelationKind:
    """Return the kind that today's rules give two articles.

    Raises: click.UsageError that lists the kinds where they give none.
    """
    from archive import reader
    from archive.explained import judge_articles

    with closing(reader.open_reader(archive)) as conn:
        first, second = article_of(conn, a), article_of(conn, b)
        judged = judge_articles(conn, number_of(conn, first.id), number_of(conn, second.id))
    if judged.kind is None or judged.is_undecided:
        message = f"what is measured does not say how {a} and {b} are related; name the KIND.\n{_KINDS_LISTED}"
        raise click.UsageError(message)
    return RelationKind.VERSION if first.address == second.address else judged.kind


def _take_back(archive: Path, a: str, b: str, *, because: str, by: str | None) -> None:
    with curator_of(archive, by) as curator:
        curator.undo_relation(a, b, because=because)
    out(f"{plain(a)} and {plain(b)}: as measured.")
    next_step(f"cuttings relations {archive} {a} {b} --explain")


@click.command("unrelate")
@archive_argument
@click.argument("a", metavar="A")
@click.argument("b", metavar="B")
@because_option
@by_option
@click.option("--undo", is_flag=True, help="Take back the latest word of a person on A and B (related or not).")
def unrelate_command(*, archive: Path, a: str, b: str, because: str, by: str | None, undo: bool) -> None:
    """State that two articles are not related, and why.

    It stands before what was measured, outlives every re-run, and can be taken back.
    """
    if undo:
        _take_back(archive, a, b, because=because, by=by)
        return
    with curator_of(archive, by) as curator:
        curator.unrelate(a, b, because=because)
    out(f"{plain(a)} and {plain(b)}: not related.")
    next_step(
        f"cuttings relations {archive} {a} {b} --explain",
        f'cuttings unrelate {archive} {a} {b} --undo --because "..."',
    )
