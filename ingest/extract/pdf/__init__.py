"""PDFs with a text layer: the lines of their pages, joined to paragraphs and read as a text dump is.

Rule: pure; a page's bytes in, `Draft` out. PDFium is called in `leaves` only.
"""

from ingest.extract.pdf.extract import extract_pdf

__all__ = ["extract_pdf"]
