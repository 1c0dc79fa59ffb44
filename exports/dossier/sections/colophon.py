"""The colophon: how this was made, from what, and how to check it."""

from collections import Counter
from dataclasses import dataclass

from exports.dossier.model import DossierView
from exports.dossier.request import DossierRequest
from exports.dossier.sections.section import Section
from exports.dossier.selection import filter_lines
from exports.dossier.words import date_words
from exports.phrases import counted

ORDERS = {
    "date": "by date; undated articles last",
    "arrival": "by accession number",
    "selection": "as selected",
    "story": "story by story; articles of no story last",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ColophonPage:
    """What the colophon prints."""

    lines: tuple[tuple[str, str], ...]
    setting: tuple[tuple[str, str], ...]
    """How it was set, where it is."""
    made_by: str
    """The same of a form that is not set."""
    has_attached: bool
    """Whether its PDF has the received files in it."""
    digest: str
    checked: str
    created: str | None
    changed: tuple[str, ...]
    """Marks of articles whose received bytes no longer match."""
    plain: tuple[str, ...]
    """What only the words are printed of, since its pages could not be set: marks in brackets, names."""


def build(view: DossierView, request: DossierRequest) -> Section:
    """Return the colophon."""
    extractors = Counter(entry.record.extractor for entry in view.entries)
    asked = filter_lines(request) or (("Selection", "the whole archive"),)
    lines = (
        *asked,
        ("Order", ORDERS[request.order]),
        ("Articles", f"{len(view.entries):,} of {view.archive_articles:,} in the archive"),
        (
            "Extracted by",
            ", ".join(f"{name} ({counted(count, 'article')})" for name, count in sorted(extractors.items())),
        ),
    )
    setting = (
        ("Set by", f"cuttings {view.makers.cuttings}, WeasyPrint {view.makers.weasyprint}"),
        ("Type", "Noto Serif, Noto Sans and their companions (SIL Open Font License 1.1)"),
    )
    created = view.created
    marks = {entry.mark for entry in view.entries}
    page = ColophonPage(
        lines=lines,
        setting=setting,
        made_by=f"cuttings {view.makers.cuttings}",
        has_attached=request.attaches,
        digest=view.digest,
        checked=_checked(view),
        created=date_words(created) if created else None,
        changed=tuple(entry.mark for entry in view.entries if entry.intact == "changed"),
        plain=tuple(f"[{name}]" if name in marks else name for name in view.set_plainly),
    )
    return Section(key="colophon", template="colophon.html", page=page)


def _checked(view: DossierView) -> str:
    """Return what the check of the received files found, as they were read for this dossier."""
    counts = Counter(entry.intact for entry in view.entries)
    parts = []
    if counts["unchanged"]:
        whole = counts["unchanged"] == len(view.entries)
        whose = "every article here" if whole and len(view.entries) > 1 else counted(counts["unchanged"], "article")
        parts.append(f"The received files of {whose} were read and hashed for this dossier: unchanged since received.")
    if counts["not held"]:
        parts.append(f"Of {counted(counts['not held'], 'article')} the archive keeps no received bytes to check.")
    if counts["changed"]:
        parts.append(f"The received files of {counted(counts['changed'], 'article')} differ from their hashes.")
    return " ".join(parts)
