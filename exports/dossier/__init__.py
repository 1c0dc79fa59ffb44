"""The dossier: a printed selection, from `model` over `sections` and `render` to `press`. Stage 8.

Rule: `gather` alone knows the archive, `press` alone knows WeasyPrint and pikepdf; everything between is pure.
"""

from exports.dossier.build import build_dossier
from exports.dossier.check import Checked, check_dossier, is_pdf
from exports.dossier.renditions import dossier_schema
from exports.dossier.request import FORMS, STAGES, DossierReport, DossierRequest, Form, Way

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
    "is_pdf",
]
