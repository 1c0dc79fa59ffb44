"""`cuttings verify`: check that every stored byte is what it was, or that a dossier is.

Rule: calls `archive.verify` and `exports.dossier`.
"""

from contextlib import closing
from pathlib import Path

import click

from archive.cli.options import json_option
from archive.cli.screen import next_step, out, out_json, plain, progress_bar, say
from archive.cli.states import withheld_words
from archive.cli.words import counted


@click.command("verify")
@click.argument("file", metavar="ARCHIVE|DOSSIER", type=click.Path(path_type=Path))
@click.option("--digest", is_flag=True, help="Print one hash over the content: equal digests, equal archives.")
@click.option(
    "--archive",
    "source",
    type=click.Path(path_type=Path),
    metavar="ARCHIVE",
    help="Of a dossier: the archive to compare it with.",
)
@json_option
@click.pass_context
def verify_command(ctx: click.Context, *, file: Path, digest: bool, source: Path | None, as_json: bool) -> None:
    """Check every stored hash of an archive again, or a dossier.

    Of an archive: where a checksum file lies beside it (ARCHIVE.sha256, as `cuttings publish` makes it), the file as a
    whole is compared with it, too.

    Of a dossier (a PDF): its bytes, its manifest and what each page draws are compared with what was sealed in it. That
    finds what was altered by chance or carelessly; whoever means to deceive can seal a file anew. With --archive each
    article is compared with the archive, and where that has not changed the dossier is printed anew and compared.

    Exit status 1 and a list, if anything differs.
    It shows that nothing was changed since it was written; it cannot show that what was received was true.
    """
    from exports.dossier.check import is_pdf

    if is_pdf(file):
        if digest:
            message = "--digest is for archives. What a dossier was made from stands in its colophon."
            raise click.UsageError(message)
        _verify_dossier(ctx, file, source, as_json=as_json)
        return
    if source is not None:
        message = f"--archive is for dossiers, and {file} is no PDF."
        raise click.UsageError(message)
    _verify_archive(ctx, file, digest=digest, as_json=as_json)


def _verify_archive(ctx: click.Context, archive: Path, *, digest: bool, as_json: bool) -> None:
    from archive import reader, sums, verify

    with closing(reader.open_reader(archive)) as conn:
        if digest:
            out(verify.digest(conn))
            return
        problems = (*sums.differing(archive), *verify.check(conn))
        view = reader.overview(conn)
        left = withheld_words(conn).replace(": left out", ", whole as sealed")
    if as_json:
        out_json({"articles": view.articles, "captures": view.captures, "problems": problems})
        ctx.exit(1 if problems else 0)
    for problem in problems:
        out(f"{problem.table} {plain(problem.id)}: {plain(problem.problem)}")
    if problems:
        say(f"{counted(len(problems), 'problem')}. Keep this file as it is, and go back to a copy that verifies.")
        ctx.exit(1)
    held = f"{counted(view.articles, 'article')}, {counted(view.captures, 'capture')}"
    sealed = " The file is the one that its checksum file names." if sums.stated_sum(archive) else ""
    out(f"{archive}: {held}: every hash is right.{sealed}{left}")
    next_step(f"cuttings verify {archive} --digest")


def _verify_dossier(ctx: click.Context, file: Path, archive: Path | None, *, as_json: bool) -> None:
    from exports.dossier.check import check_dossier

    with progress_bar("8 export") as progress:
        found = check_dossier(file, archive, progress)
    if as_json:
        out_json(found)
        ctx.exit(1 if found.problems else 0)
    for problem in found.problems:
        out(plain(problem))
    for remark in found.remarks:
        say(plain(remark))
    if found.problems:
        say(f"{counted(len(found.problems), 'difference')}. Ask who gave you this file for the one that was made.")
        ctx.exit(1)
    held = f"{counted(found.articles, 'article')}, {counted(found.pages, 'page')}"
    against = f" and as {archive} has them" if archive else ""
    out(f"{file}: {held}: as they were sealed{against}.")
    if archive is None:
        say(f"It says that it was made from the archive with the digest {found.digest}.")
        next_step(f"cuttings verify {file} --archive ARCHIVE")
