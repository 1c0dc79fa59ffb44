"""`cuttings demo`: try everything on made-up pages.

Rule: does what a person would type: copies the pages, ingests them, prints the dossier.
"""

from pathlib import Path

import click

from archive.cli.ingest import cores
from archive.cli.ingest_report import report_lines
from archive.cli.screen import next_step, out, progress_bar
from archive.cli.words import counted


@click.command("demo")
@click.argument("folder", metavar="[DIR]", default="demo", type=click.Path(path_type=Path, file_okay=False))
@click.option("--no-dossier", is_flag=True, help="Do not print the dossier.")
def demo_command(*, folder: Path, no_dossier: bool) -> None:
    """Try everything on made-up pages.

    Makes an archive and a dossier in DIR (demo, where none is named), out of pages that come along.
    The pages tell of an invented event over three years: wire copy, a rewrite, a truncated copy, a correction, a
    look-alike. Run again, it changes nothing.
    """
    from archive.intake import ingest
    from exports.demo import copy_demo
    from exports.dossier import DossierRequest, build_dossier

    folder.mkdir(parents=True, exist_ok=True)
    pages = copy_demo(folder)
    archive, dossier = folder / "demo.db", folder / "dossier.pdf"
    with progress_bar("1 read") as progress:
        report = ingest(archive, (str(pages.pages),), jobs=cores(), sidecar=pages.sidecar, progress=progress)
    out(f"Pages:    {pages.pages}")
    out(f"Archive:  {archive}")
    for line in report_lines(report):
        out(f"          {line}")
    if not no_dossier:
        with progress_bar("8 export") as progress:
            printed = build_dossier(archive, dossier, DossierRequest(), progress)
        out(f"Dossier:  {dossier} ({counted(printed.pages, 'page')})")
    next_step(
        f"cuttings serve {archive}",
        f"cuttings list {archive}",
        f"cuttings show {archive} A-0001 --explain",
    )
