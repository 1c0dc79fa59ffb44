"""Text dumps: the plain text of a page as somebody scraped it, furniture and all.

Rule: pure; text in, `Draft` out. Nothing of the dump is lost: what is not the article is a dropped block with its rule.
"""

from ingest.extract.dump.extract import extract_dump

__all__ = ["extract_dump"]
