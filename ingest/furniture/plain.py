"""The same learning for plain texts, the lines of any extractor: for a batch, and for peers in a benchmark.

Rule: pure.
"""

from collections.abc import Iterable

from ingest.furniture.learn import Furniture, learn
from ingest.furniture.page import key_of, page_of_text


def learn_lines(texts: Iterable[str]) -> Furniture:
    """Return what the texts of one host repeat, line by line."""
    return learn([page_of_text(text) for text in texts])


def apply_lines(furniture: Furniture, text: str) -> str:
    """Return `text` without the lines that are furniture."""
    return "\n".join(line for line in text.split("\n") if key_of(line.strip()) not in furniture.lines)
