"""`cuttings note` and `cuttings tag`: what a person writes on articles; `cuttings confirm`: what a person checked.

Rule: writes through `archive.desk`, reads through `archive.marks`.
"""

from pathlib import Path

import click

from archive.cli.desk import desk_of, owner_of, public_option, whose, whose_option, why_option
from archive.cli.options import archive_argument, json_option
from archive.cli.relations import by_option
from archive.cli.screen import next_step, out, out_json, out_json_array, out_row, plain, say
from archive.cli.words import counted
from schemas.marks import Highlight, Note


@click.group("note")
def note_command() -> None:
    """Write notes on articles and mark passages.

    Notes are private: only you see them, unless you say --public. They stay with their article through every later
    ingest and re-extraction. A passage is kept with the words around it; where the text is read anew it is found again
    by them, or said to be lost.
    """


@note_command.command("add")
@archive_argument
@click.argument("ref", metavar="ID")
@click.argument("body", metavar="TEXT")
@public_option
@by_option
@json_option
def add_command(*, archive: Path, ref: str, body: str, public: bool, by: str | None, as_json: bool) -> None:
    """Write a note on an article."""
    with desk_of(archive, by) as desk:
        note = desk.marks.add_note(ref, body, is_private=not public)
    _tell(archive, note, as_json=as_json)


@note_command.command("highlight")
@archive_argument
@click.argument("ref", metavar="ID")
@click.argument("words", metavar="WORDS")
@click.option("--before", default="", help="What stands right before WORDS, where they stand several times.")
@click.option("--after", default="", help="What stands right behind them.")
@click.option("--note", "body", default="", help="What you say of the passage.")
@public_option
@by_option
@json_option
def highlight_command(  # noqa: PLR0913  a selector has so many parts
    *,
    archive: Path,
    ref: str,
    words: str,
    before: str,
    after: str,
    body: str,
    public: bool,
    by: str | None,
    as_json: bool,
) -> None:
    """Mark a passage of an article's text, with or without a note on it."""
    with desk_of(archive, by) as desk:
        made = desk.marks.add_highlight(ref, words, prefix=before, suffix=after, body=body, is_private=not public)
    _tell(archive, made, as_json=as_json)


@note_command.command("change")
@archive_argument
@click.argument("name", metavar="NOTE")
@click.argument("body", metavar="[TEXT]", required=False)
@whose_option
@by_option
@json_option
def change_command(
    *, archive: Path, name: str, body: str | None, is_public: bool | None, by: str | None, as_json: bool
) -> None:
    """Change what a note or highlight says, or who sees it. What it said before is kept, and comes back by undo."""
    if body is None and is_public is None:
        raise click.UsageError("say what to change: TEXT, --public or --private.")
    with desk_of(archive, by) as desk:
        is_private = None if is_public is None else not is_public
        changed = desk.marks.change(name, body=body, is_private=is_private)
    _tell(archive, changed, as_json=as_json)


@note_command.command("remove")
@archive_argument
@click.argument("name", metavar="NOTE")
@why_option
@by_option
def remove_command(*, archive: Path, name: str, because: str, by: str | None) -> None:
    """Take a note or highlight away."""
    with desk_of(archive, by) as desk:
        article = desk.marks.remove(name, because=because)
    out(f"{plain(name)} on {article}: removed.")
    next_step(f"cuttings note undo {archive} {plain(name)}")


@note_command.command("undo")
@archive_argument
@click.argument("name", metavar="NOTE")
@why_option
@by_option
def undo_command(*, archive: Path, name: str, because: str, by: str | None) -> None:
    """Take back the latest that was said of a note or highlight: a change, its removal, or that it was written."""
    with desk_of(archive, by) as desk:
        article = desk.marks.undo(name, because=because)
    out(f"{plain(name)} on {article}: as it was before.")
    next_step(f"cuttings note list {archive} {article}")


@note_command.command("list")
@archive_argument
@click.argument("ref", metavar="[ID]", required=False)
@json_option
def list_command(*, archive: Path, ref: str | None, as_json: bool) -> None:
    """List the notes and highlights of the archive, or of one article; in a pipe parted by tabs."""
    from archive import marks

    with owner_of(archive) as conn:
        names = (ref,) if ref else marks.annotated(conn, is_owner=True)
        found: list[Note | Highlight] = []
        for name in names:
            found += [
                *marks.notes_of(conn, name, is_owner=True),
                *marks.highlights_of(conn, name, is_owner=True),
            ]
    if as_json:
        out_json_array(found)
        return
    for each in found:
        out_row((each.name, each.article, whose(is_private=each.is_private), each.at, each.by, *_said(each)))
    say(f"{counted(len(found), 'note or highlight', 'notes and highlights')}.")
    next_step(f'cuttings note add {archive} {found[0].article if found else "ID"} "TEXT"')


@click.group("tag")
def tag_command() -> None:
    """Add tags to articles and take them away.

    The whole list is asserted, as `cuttings set ARCHIVE ID tag "a; b"` does; `cuttings set ARCHIVE ID tag --undo` takes
    the latest change back.
    """


@tag_command.command("add")
@archive_argument
@click.argument("tag", metavar="TAG")
@click.argument("refs", metavar="ID...", nargs=-1, required=True)
@why_option
@by_option
def add_tag_command(*, archive: Path, tag: str, refs: tuple[str, ...], because: str, by: str | None) -> None:
    """Add TAG to articles."""
    _tag(archive, tag, refs, because, by, is_added=True)


@tag_command.command("remove")
@archive_argument
@click.argument("tag", metavar="TAG")
@click.argument("refs", metavar="ID...", nargs=-1, required=True)
@why_option
@by_option
def remove_tag_command(*, archive: Path, tag: str, refs: tuple[str, ...], because: str, by: str | None) -> None:
    """Take TAG from articles."""
    _tag(archive, tag, refs, because, by, is_added=False)


@click.command("confirm")
@archive_argument
@click.argument("ref", metavar="ID")
@click.argument("field", metavar="FIELD")
@click.option("--undo", is_flag=True, help="Take back the latest check of the fact.")
@why_option
@by_option
@json_option
def confirm_command(  # noqa: PLR0913  the options of the command
    *, archive: Path, ref: str, field: str, undo: bool, because: str, by: str | None, as_json: bool
) -> None:
    """State that you checked a fact and found it right.

    Against its evidence, as `cuttings show ID --explain` has it. The value and what it rests on are noted with it.
    When the value changes, the check is void, and shown as outdated.
    How the fact is known stays what it is.
    """
    with desk_of(archive, by) as desk:
        if undo:
            desk.marks.undo_confirm(ref, field, because=because)
            out(f"{plain(field)} of {plain(ref)}: the check is taken back.")
            return
        check = desk.marks.confirm(ref, field, because=because)
    if as_json:
        out_json(check)
        return
    out(f"{check.article}  {check.field}: {plain(check.value)}: checked.")
    next_step(
        f"cuttings show {archive} {check.article} --explain",
        f"cuttings confirm {archive} {check.article} {check.field} --undo",
    )


def _tag(archive: Path, tag: str, refs: tuple[str, ...], because: str, by: str | None, *, is_added: bool) -> None:
    with desk_of(archive, by) as desk:
        do = desk.marks.add_tag if is_added else desk.marks.remove_tag
        for ref in refs:
            done = do(ref, tag, because=because)
            out(f"{done.id}  tag: {plain(done.before or 'none')} -> {plain(done.after or 'none')}")
    next_step(f'cuttings list {archive} --tag "{plain(tag)}"', f"cuttings set {archive} {plain(refs[0])} tag --undo")


def _tell(archive: Path, made: Note | Highlight, *, as_json: bool) -> None:
    if as_json:
        out_json(made)
        return
    out(f"{made.name} on {made.article} ({whose(is_private=made.is_private)}): {' '.join(_said(made))}")
    next_step(f"cuttings note list {archive} {made.article}", f"cuttings note undo {archive} {made.name}")


def _said(made: Note | Highlight) -> tuple[str, ...]:
    if isinstance(made, Note):
        return (plain(made.body),)
    return (f"“{plain(made.anchor.exact)}”", f"({made.standing})", plain(made.body))
