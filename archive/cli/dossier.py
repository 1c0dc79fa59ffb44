"""`cuttings dossier`: print a selection as a PDF, or write it in another form.

Rule: calls `exports.dossier`.
"""

from contextlib import closing
from pathlib import Path
from typing import get_args

import click

from archive.cli.options import archive_argument, filter_options, order_of
from archive.cli.screen import next_step, out, plain, progress_bar, say
from archive.cli.states import withheld_words
from archive.cli.words import counted
from exports.dossier.request import DossierReport, DossierRequest, Form, Order, Preset, Way, form_of
from schemas.view import Filters

KILOBYTE = 1024


@click.command("dossier")
@archive_argument
@click.option(
    "-o",
    "--out",
    "target",
    type=click.Path(path_type=Path),
    required=True,
    metavar="OUT.PDF",
    help="File to write; its ending names the form: .pdf, .html, .json or .epub.",
)
@click.option(
    "--format",
    "form",
    type=click.Choice(get_args(Form)),
    help="Form of the file, whatever its ending.",
)
@click.option("--query", default="", help="Only articles that match these words, as `search` does.")
@filter_options
@click.option(
    "--order",
    type=click.Choice(get_args(Order)),
    help="Sort by this. Default: as the selection has them where one is named, else by date.",
)
@click.option("--title", help="Title on the cover.")
@click.option("--subtitle", help="Line under the title.")
@click.option("--prepared-by", "--by", "prepared_by", metavar="NAME", help="Who answers for the selection.")
@click.option("--note", help="Your own words, printed with the summary and marked as yours.")
@click.option(
    "--preset",
    type=click.Choice(get_args(Preset)),
    default="press-review",
    show_default=True,
    help="For whom it is made.",
)
@click.option("--draft", is_flag=True, help="Sooner: without tags for screen readers; keeps to no standard.")
@click.option("--jobs", type=click.IntRange(1, 256), metavar="N", help="Processes that set pages; as many as cores.")
@click.option("--no-cache", is_flag=True, help="Set every page anew, and keep none for the next time.")
def dossier_command(  # noqa: PLR0913  the options of the contract
    *,
    archive: Path,
    target: Path,
    form: Form | None,
    query: str,
    filters: Filters,
    order: Order | None,
    preset: Preset,
    title: str | None,
    subtitle: str | None,
    prepared_by: str | None,
    note: str | None,
    draft: bool,
    jobs: int | None,
    no_cache: bool,
) -> None:
    """Print a selection of articles as PDF, HTML, JSON or EPUB.

    Cover, summary, contents, chronology, the articles with their facts, sources, colophon.
    The same archive and the same selection give the same file, byte for byte.

    Presets: press-review for an editor; evidence for a lawyer or a court (every text whole, received files attached);
    reader for reading it through (larger type, no blocks of facts); deposit for a depository that refuses files within
    files (PDF/A-2a; the manifest is kept apart from attachments).

    With --selection: the articles of a selection that you put together (`cuttings select`), in its order. What you
    noted on them is not printed.

    -o OUT.html is one file for a browser, telephones too, that loads nothing; -o OUT.json is for programs
    (docs/reference/dossier.schema.json); -o OUT.epub is a book for e-readers. All have the archive's digest and the
    hashes of received files; only the PDF has a seal, received files, and pages (--draft, --jobs and --no-cache are
    about these).
    """
    request = DossierRequest(
        query=query,
        filters=filters,
        order="story" if order == "story" else order_of(order, filters),
        preset=preset,
        title=title,
        subtitle=subtitle,
        prepared_by=prepared_by,
        note=note,
    )
    way = Way(form=form, jobs=jobs, is_kept=not no_cache, is_draft=draft)
    _tell(archive, target, _made(archive, target, request, way))


def _made(archive: Path, target: Path, request: DossierRequest, way: Way) -> DossierReport:
    """Make the dossier; a process gets ready to set pages while the rest of us is loaded."""
    from exports.dossier import press_for

    with press_for(request.preset, way) as press:
        if form_of(target, way.form) == "pdf":
            press.start()
        from exports.dossier import build_dossier

        with progress_bar("8 export") as progress:
            return build_dossier(archive, target, request, progress, way, press=press)


def _tell(archive: Path, target: Path, report: DossierReport) -> None:
    """Say what was made, what its reader should know, and what to do next."""
    from archive.reader import open_reader

    size = f"{report.size / KILOBYTE:,.0f} KB"
    pages = f"{counted(report.pages, 'page')}, " if report.pages else ""
    out(f"{target}: {counted(report.articles, 'article')}, {pages}{size}.")
    out(f"SHA-256 {report.sha256}")
    for remark in report.notes:
        out(f"note: {plain(remark)}")
    with closing(open_reader(archive)) as conn:
        if left := withheld_words(conn):
            say(left.strip())
    next_step(f"cuttings verify {archive} --digest")
