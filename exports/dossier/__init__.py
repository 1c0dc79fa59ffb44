"""The dossier: a printed selection, from `model` over `sections` and `render` to `press`. Stage 8.

Rule: `gather` alone knows the archive, `press` alone knows WeasyPrint and pikepdf; everything between is pure.
"""

from exports.dossier.build import build_dossier
from exports.dossier.check import Checked, check_dossier, is_pdf
from exports.dossier.request import STAGES, DossierReport, DossierRequest, Way

__all__ = [
    "STAGES",
    "Checked",
    "DossierReport",
    "DossierRequest",
    "Way",
    "build_dossier",
    "check_dossier",
    "is_pdf",
]
