"""One part of a dossier, ready for its template.

Rule: pure record. A section names its template and carries all that it needs, so that it can be rendered by itself
and kept under a hash of its content.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A part of the dossier."""

    key: str
    """Its anchor in the document: `summary`, `a-0012`."""
    template: str
    """File name in `templates/`."""
    page: object
    """A frozen record of what the template prints."""
    notes: tuple[str, ...] = ()
    """What was cut or changed to print it, for the report."""
    print_notes: tuple[str, ...] = ()
    """What is said of the typefaces, for the report: of no concern where another program shows the text in its own."""
    tells_pages: bool = False
    """It names the pages of other sections."""
    likely_height: int = 245
    """About, in millimetres, of a section that tells pages: how far it will push what stands behind it."""
