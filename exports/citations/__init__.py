"""Citations for reference managers: BibTeX, RIS and CSL-JSON, of one article or of a whole selection. Pure.

Rule: sees records; knows no archive and no page.
"""

from exports.citations.bibtex import write_bibtex
from exports.citations.csl import write_csl
from exports.citations.parts import Place
from exports.citations.ris import write_ris

__all__ = ["Place", "write_bibtex", "write_csl", "write_ris"]
