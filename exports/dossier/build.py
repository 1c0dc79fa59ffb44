"""From an archive to a dossier on the disk: gather, compose, lay out, write.

Rule: the edge of the package; everything between is pure.
"""

import hashlib
from contextlib import suppress
from pathlib import Path

from archive import reader
from exports.dossier.gather import gather
from exports.dossier.model import DossierView
from exports.dossier.press.metadata import Standard
from exports.dossier.press.press import Press
from exports.dossier.printing import print_dossier
from exports.dossier.render import Frame
from exports.dossier.renditions import Rendition, rendition_of
from exports.dossier.request import LANGUAGES, DossierReport, DossierRequest, Progress, Way, form_of
from exports.dossier.selection import span_words, title_of
from exports.dossier.soften import bare_line, merge_notes
from exports.dossier.workshop import press_for
from exports.phrases import counted
from schemas.errors import ExportError

RUNNING_TITLE = 48
"""Characters of the dossier's title in the running head."""


SMALL = 6
"""Articles up to which contents, chronology and colophon run on under what stands before them."""


def build_dossier(
    archive: Path,
    out: Path,
    request: DossierRequest,
    progress: Progress | None = None,
    way: Way | None = None,
    *,
    press: Press | None = None,
) -> DossierReport:
    """Write the articles that `request` selects from `archive` to the file `out`; `way`: how, and in which form.

    `press`: what `press_for` made of the same preset and way, where it was started before.
    The same archive and the same request give the same bytes. `out` is replaced only when the file is whole.

    Raises: ArchiveError where the archive cannot be read; ExportError where nothing is selected, no form of a dossier
    is asked for, or `out` cannot be written.
    """
    tell, way = progress or _silent, way or Way()
    if request.language not in LANGUAGES:
        raise ExportError(
            f"a dossier speaks {', '.join(LANGUAGES)}, not {request.language!r}; its articles may be in any language."
        )
    _check_out(archive, out)
    form = form_of(out, way.form)
    conn = reader.open_reader(archive)
    try:
        view = gather(conn, request, tell, attaches=form == "pdf")
    finally:
        conn.close()
    frame = frame_of(view, request)
    made, pages = (
        _printed(view, request, frame, way, press or press_for(request.preset, way), tell)
        if form == "pdf"
        else (rendition_of(form, view, request, frame, tell), 0)
    )
    _write(out, made.content)
    return DossierReport(
        articles=len(view.entries),
        pages=pages,
        size=len(made.content),
        sha256=hashlib.sha256(made.content).hexdigest(),
        digest=view.digest,
        notes=merge_notes(made.notes),
    )


def _printed(
    view: DossierView, request: DossierRequest, frame: Frame, way: Way, press: Press, tell: Progress
) -> tuple[Rendition, int]:
    """Return the dossier as a PDF, and how many pages it has."""
    standard: Standard | None = None if way.is_draft else "a-2a" if request.preset == "deposit" else "a-3a"
    with press:
        printed = print_dossier(view, request, frame, press, standard=standard, tell=tell)
    if printed.was_set:
        press.tidy()
    notes = (*printed.notes, *map(_plainly, printed.plain))
    made = Rendition(content=printed.joined.content, notes=(*notes, *map(_refused, printed.denied)))
    return made, printed.joined.pages


def frame_of(view: DossierView, request: DossierRequest) -> Frame:
    """Return what the document says of itself: title, language, and a date out of the archive, never the clock."""
    title = title_of(view, request)
    return Frame(
        title=title,
        running_title=bare_line(title, RUNNING_TITLE),
        author=bare_line(request.prepared_by, 160) if request.prepared_by else None,
        description=f"{counted(len(view.entries), 'press article')}, {span_words(view)}. Archive digest {view.digest}",
        generator=f"cuttings {view.makers.cuttings}",
        producer=f"WeasyPrint {view.makers.weasyprint}",
        created=view.created,
        language=request.language,
        is_small=len(view.entries) <= SMALL,
    )


def _plainly(mark: str) -> str:
    return f"{mark} could not be set as it should be; the words alone are printed"


def _refused(url: str) -> str:
    return f"something asked for {bare_line(url, 120)} and was refused; please report this"


def _silent(stage: str, done: int, total: int) -> None:
    """Tell nobody."""


def _check_out(archive: Path, out: Path) -> None:
    """Refuse before the work what would fail after it."""
    if out.exists() and archive.exists() and out.samefile(archive):
        raise ExportError(f"{out} is the archive itself. Name another file with -o, for example: dossier.pdf")
    if out.is_dir():
        raise ExportError(f"{out} is a folder. Name a file in it, for example: {out / 'dossier.pdf'}")
    if not out.absolute().parent.is_dir():
        raise ExportError(f"there is no folder {out.parent}. Make it first, or name another place with -o.")


def _write(out: Path, content: bytes) -> None:
    """Write the file beside its place and move it there, so that a broken run leaves the old one as it was."""
    part = out.with_name(f".{out.name}.part")
    try:
        part.write_bytes(content)
        part.replace(out)
    except OSError as error:
        with suppress(OSError):  # the first error is the one to tell
            part.unlink(missing_ok=True)
        raise ExportError(f"{out} cannot be written: {error.strerror}. Name another place with -o.") from error
