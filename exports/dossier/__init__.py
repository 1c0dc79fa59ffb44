"""The dossier: a printed selection, from `model` over `sections` and `render` to `pdf`. Stage 8.

Rule: `gather` alone knows the archive, `pdf` alone knows WeasyPrint; everything between is pure.
"""

from exports.dossier.build import build_dossier
from exports.dossier.request import STAGES, DossierReport, DossierRequest

__all__ = ["STAGES", "DossierReport", "DossierRequest", "build_dossier"]
