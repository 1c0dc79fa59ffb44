"""`cuttings diff`: two articles word by word.

Rule: reads an open archive. What stands in the same place with another value is what `cuttings relations` shows, too.
"""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import click

from archive.cli.naming import number_of
from archive.cli.options import archive_argument, json_option
from archive.cli.screen import next_step, on_terminal, out_json, plain, say
from archive.cli.show import article_of
from archive.cli.words import counted, date_words
from schemas.article import ArticleRecord, display_title
from schemas.codec import to_json
from schemas.explanation import Comparison, Mark, Passage, Piece, PieceKind

MARKS = {
    PieceKind.CUT: ("[-", "-]", "red"),
    PieceKind.ADDED: ("{+", "+}", "green"),
    PieceKind.MOVED_FROM: ("[<", "<]", "yellow"),
    PieceKind.MOVED_TO: ("{>", ">}", "cyan"),
}


@click.command("diff")
@archive_argument
@click.argument("a", metavar="A")
@click.argument("b", metavar="B")
@json_option
def diff_command(*, archive: Path, a: str, b: str, as_json: bool) -> None:
    """Compare the texts of two articles, word by word.

    Words that only A has stand in [- -], words that only B has in {+ +}; words that B has elsewhere in [< <] and {> >}.
    An agency's credit, and what unrelated articles hold, too, is marked as such. Quotation marks, dashes and white
    space are not told apart.
    """
    from archive import reader
    from archive.explained import compare_articles

    with closing(reader.open_reader(archive)) as conn:
        first, second = article_of(conn, a), article_of(conn, b)
        comparison = compare_articles(conn, number_of(conn, first.id), number_of(conn, second.id))
    if as_json:
        out_json({"a": first.id, "b": second.id} | to_json(comparison))
        return
    for line in _lines(first, second, comparison):
        click.echo(line)
    say(summary(comparison))
    next_step(f"cuttings relations {archive} {first.accession} {second.accession} --explain")


def summary(comparison: Comparison) -> str:
    """Return a comparison in one sentence."""
    if not comparison.words_cut + comparison.words_added + comparison.words_moved:
        return "The two texts are the same, word for word."
    return (
        f"{counted(comparison.words_same, 'word')} the same, {comparison.words_cut} cut, "
        f"{comparison.words_added} added, {comparison.words_moved} moved; {counted(len(comparison.swaps), 'swap')}."
    )


def _lines(first: ArticleRecord, second: ArticleRecord, comparison: Comparison) -> Iterator[str]:
    for name, record in (("A", first), ("B", second)):
        title = display_title(record.headline, record.text)
        yield plain(f"{name}  {record.accession}, {date_words(record)}, {record.outlet or 'outlet unknown'}: {title}")
    yield ""
    for heading, says_the_same in (("Swapped:", False), ("The same, written otherwise:", True)):
        swaps = [each for each in comparison.swaps if each.says_the_same is says_the_same]
        if swaps:
            yield heading
            yield from (f"  {plain(f'{each.kind}: {each.before} -> {each.after}')}" for each in swaps)
            yield ""
    for passage in comparison.passages:
        yield _passage_line(passage)
        yield ""


_NOTES = {Mark.CREDIT: "(an agency's credit) ", Mark.COMMON: "(a formula) ", None: ""}


def _passage_line(passage: Passage) -> str:
    note = _NOTES[passage.mark]
    if all(piece.kind is PieceKind.SAME for piece in passage.pieces) and not passage.is_moved:
        return f"  {note}{plain(passage.pieces[0].text)}"
    place = f"(moved: {passage.a} -> {passage.b}) " if passage.is_moved else ""
    return f"| {place}{note}{''.join(_marked(piece) for piece in passage.pieces).rstrip()}"


def _marked(piece: Piece) -> str:
    words = plain(piece.text)
    space = " " if piece.text[-1:].isspace() else ""
    if piece.kind is PieceKind.SAME:
        return words + space
    before, after, colour = MARKS[piece.kind]
    marked = f"{before}{words}{after}"
    return (click.style(marked, fg=colour) if on_terminal() else marked) + space
