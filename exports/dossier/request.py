"""What is asked of a dossier, and what is reported of one.

Rule: standard library and `schemas` only.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal, get_args

from schemas.errors import ExportError
from schemas.view import Filters

Order = Literal["date", "arrival", "selection", "story"]
"""`date`: dated articles first, then those with bounds only, then unknown ones. `arrival`: by accession number.
`selection`: as the selection that the filters name has them. `story`: story by story, each told before its articles;
then those of no story."""

Preset = Literal["press-review", "evidence", "reader", "deposit"]
"""For whom: `press-review`: an editor. `evidence`: a court or a lawyer: every text whole, received files attached.
`reader`: somebody who reads it through: larger type, no blocks of facts. `deposit`: a depository that refuses files in
files: PDF/A-2a, the manifest kept apart from attachments."""

Form = Literal["pdf", "html", "json", "epub"]
"""What kind of file a dossier is written as. The PDF is the one that carries a seal and received files."""

FORMS: tuple[Form, ...] = get_args(Form)

Progress = Callable[[str, int, int], None]
"""Called with the name of a stage, how much of it is done, and how much there is."""

STAGES = ("select", "read", "check", "compose", "lay out", "write")
"""The stages in order, as they are named to a `Progress`."""

LANGUAGES = ("en",)
"""Languages that a dossier's own words exist in. The articles may be in any."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DossierRequest:
    """Which articles, in which order, and what the cover says."""

    query: str = ""
    """Words to search for; empty: every article that the filters let through."""
    filters: Filters = field(default_factory=Filters)
    order: Order = "date"
    title: str | None = None
    """None: made from the query."""
    subtitle: str | None = None
    prepared_by: str | None = None
    """Who answers for the selection, as it should be printed."""
    note: str | None = None
    """The editor's own words, printed on the summary page and marked as such. An empty line parts paragraphs."""
    language: str = "en"
    """Language of the dossier's own words: one of `LANGUAGES`."""
    preset: Preset = "press-review"

    @property
    def repeats_copies(self) -> bool:
        """Whether a copy is printed whole, too."""
        return self.preset == "evidence"

    @property
    def attaches(self) -> bool:
        """Whether the received files are attached."""
        return self.preset == "evidence"


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """How a dossier is made; the same articles stand in it."""

    jobs: int | None = None
    """Processes that set pages; None: as many as there are cores."""
    is_kept: bool = True
    """Whether pages that are set are kept on the disk for the next dossier, and taken from there."""
    kept: Path | None = None
    """Where; None: in the user's cache folder."""
    form: Form | None = None
    """None: as the ending of the file's name says."""
    is_draft: bool = False
    """Sooner: without tags for screen readers, and without the claim to any standard."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DossierReport:
    """What was made."""

    articles: int
    pages: int
    """0 of a form that has none."""
    size: int
    """Bytes of the file."""
    sha256: str
    """Of the file, in hexadecimal digits."""
    digest: str
    """Of the archive that it was made from (`cuttings verify --digest`)."""
    notes: tuple[str, ...] = ()
    """What its reader should know: texts cut, letters without a font, received files that do not match."""


def form_of(out: Path, asked: Form | None = None) -> Form:
    """Return the form that was asked for, or the one that the ending of a file's name says, in letters of any case.

    >>> form_of(Path("bridge.HTML")), form_of(Path("bridge"), "json")
    ('html', 'json')

    Raises: ExportError that names the choices.
    """
    ending = out.suffix.removeprefix(".").lower()
    found = asked or next((form for form in FORMS if form == ending), None)
    if found is None:
        said = f"the ending .{ending} names no form" if ending else "it has no ending that names a form"
        raise ExportError(
            f"{out.name}: {said} of a dossier. Let it end with {', '.join(f'.{form}' for form in FORMS[:-1])} "
            f"or .{FORMS[-1]}, or name one: --format {'|'.join(FORMS)}"
        )
    return found
