"""`cuttings verify`: check that every stored byte is what it was.

Rule: calls `archive.verify`.
"""

from contextlib import closing
from pathlib import Path

import click

from archive.cli.options import archive_argument
from archive.cli.screen import next_step, out, plain, say
from archive.cli.states import withheld_words
from archive.cli.words import counted


@click.command("verify")
@archive_argument
@click.option("--digest", is_flag=True, help="Print one hash over the content: equal digests, equal archives.")
@click.pass_context
def verify_command(ctx: click.Context, *, archive: Path, digest: bool) -> None:
    """Check every stored hash again.

    Where a checksum file lies beside the archive (ARCHIVE.sha256, as `cuttings publish` makes it), the file as a whole
    is compared with it, too.

    Exit status 1 and a list, if anything differs.
    It shows that the archive is unchanged since it was written; it cannot show that what was received was true.
    """
    from archive import reader, sums, verify

    with closing(reader.open_reader(archive)) as conn:
        if digest:
            out(verify.digest(conn))
            return
        problems = (*sums.differing(archive), *verify.check(conn))
        view = reader.overview(conn)
        left = withheld_words(conn).replace(": left out", ", whole as sealed")
    for problem in problems:
        out(f"{problem.table} {plain(problem.id)}: {plain(problem.problem)}")
    if problems:
        say(f"{counted(len(problems), 'problem')}. Keep this file as it is, and go back to a copy that verifies.")
        ctx.exit(1)
    held = f"{counted(view.articles, 'article')}, {counted(view.captures, 'capture')}"
    sealed = " The file is the one that its checksum file names." if sums.stated_sum(archive) else ""
    out(f"{archive}: {held}: every hash is right.{sealed}{left}")
    next_step(f"cuttings verify {archive} --digest")
