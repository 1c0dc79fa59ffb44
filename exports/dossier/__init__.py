"""The dossier: a printed selection, from `model` over `sections` and `render` to `press`. Stage 8.

Rule: `gather` alone knows the archive, `press` alone knows WeasyPrint and pikepdf; everything between is pure.
"""

from typing import TYPE_CHECKING

from schemas.names import load

if TYPE_CHECKING:
    from exports.dossier.build import build_dossier
    from exports.dossier.check import Checked, check_dossier, is_pdf
    from exports.dossier.renditions import dossier_schema
    from exports.dossier.request import FORMS, STAGES, DossierReport, DossierRequest, Form, Way, form_of
    from exports.dossier.workshop import press_for

__all__ = [
    "FORMS",
    "STAGES",
    "Checked",
    "DossierReport",
    "DossierRequest",
    "Form",
    "Way",
    "build_dossier",
    "check_dossier",
    "dossier_schema",
    "form_of",
    "is_pdf",
    "press_for",
]

_PLACES = {
    "FORMS": "exports.dossier.request",
    "Form": "exports.dossier.request",
    "form_of": "exports.dossier.request",
    "dossier_schema": "exports.dossier.renditions",
    "STAGES": "exports.dossier.request",
    "Checked": "exports.dossier.check",
    "DossierReport": "exports.dossier.request",
    "DossierRequest": "exports.dossier.request",
    "Way": "exports.dossier.request",
    "build_dossier": "exports.dossier.build",
    "check_dossier": "exports.dossier.check",
    "is_pdf": "exports.dossier.check",
    "press_for": "exports.dossier.workshop",
}


def __getattr__(name: str) -> object:
    return load(__name__, _PLACES, name)
