"""Furniture that a host's pages tell by repeating it: learned from all articles of one host, dropped from each.

Rule: pure; sees blocks and lines of text, never a page or a database. What comes out depends on the articles alone, not
on their order.
"""

from ingest.furniture.apply import RULE, RULE_PART, cleaned
from ingest.furniture.host import host_of
from ingest.furniture.learn import ENOUGH_PAGES, LEAST_PAGES, Furniture, Learned, learn
from ingest.furniture.page import Line, Page, page_of, page_of_text
from ingest.furniture.plain import apply_lines, learn_lines

__all__ = [
    "ENOUGH_PAGES",
    "LEAST_PAGES",
    "RULE",
    "RULE_PART",
    "Furniture",
    "Learned",
    "Line",
    "Page",
    "apply_lines",
    "cleaned",
    "host_of",
    "learn",
    "learn_lines",
    "page_of",
    "page_of_text",
]
