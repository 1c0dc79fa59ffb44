"""What the other side does with a page that the archive holds: stages 2 to 5, without sending its bytes back.

Rule: knows the pipeline.
"""

from dataclasses import replace

from ingest.pipeline import process
from schemas.article import Article
from schemas.page import RawPage
from schemas.report import Rejection

PROCESS = "archive.workers.again:process_again"


def process_again(page: RawPage) -> Article | Rejection:
    """Return the article that a page holds by today's rules, its received bytes left out."""
    article = process(page, keep_bytes=False)
    return article if isinstance(article, Rejection) else replace(article, received=b"")
