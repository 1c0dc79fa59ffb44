"""HTML pages: one parse, then facts from structured data and the page's own words, and the body as typed blocks.

Rule: pure and deterministic; no clock, no network: an address in a page is only data.
"""

from ingest.extract.html.page import extract_html

__all__ = ["extract_html"]
