"""Stage 3: from a decoded page to blocks and candidate facts.

Rule: pure; each form of page has a package of its own, which is imported when the first such page comes.
"""

from dataclasses import replace

from ingest.decode import Decoded
from ingest.extract.draft import Draft
from schemas.page import RawPage
from schemas.report import Reason

__all__ = ["Draft", "extract"]


def extract(page: RawPage, decoded: Decoded) -> Draft:
    """Read the blocks and candidate facts of one page, by the rules for its form."""
    if not page.payload.strip():
        return Draft(reason=Reason.EMPTY, detail="The file is empty: there is nothing to read.")
    if page.format == "html":
        from ingest.extract.html import extract_html  # noqa: PLC0415  a run over text dumps never loads lxml

        draft = extract_html(decoded.text, page, decoded.utf8)
    elif page.format == "pdf":
        from ingest.extract.pdf import extract_pdf  # noqa: PLC0415  few runs ever load PDFium

        draft = extract_pdf(page)
    else:
        from ingest.extract.dump import extract_dump  # noqa: PLC0415  a run over HTML pages never loads the dump rules

        draft = extract_dump(decoded.text, page)
    return replace(draft, warnings=tuple(dict.fromkeys((*decoded.warnings, *draft.warnings))))
