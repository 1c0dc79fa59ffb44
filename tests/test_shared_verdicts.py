"""Real articles are not turned away (labelled pages beside the project; skipped where they are absent)."""

import base64
import gzip
import json
import os
from pathlib import Path

import pytest

from ingest.pipeline import process
from schemas.article import Article
from schemas.page import RawPage, Source

SHARED = Path(os.environ.get("CUTTINGS_SHARED") or Path(__file__).resolve().parents[2] / "shared")
CORPORA = SHARED / "corpora" / "extraction-dev"


@pytest.mark.shared
@pytest.mark.slow
@pytest.mark.parametrize("name", ["scrapinghub", "fundus", "wcxb_test"])
def test_no_labelled_article_is_turned_away(name: str) -> None:
    """Every page of a set of articles gives an article; listings and forums of the set are passed over."""
    path = CORPORA / f"{name}.jsonl.gz"
    if not path.is_file():
        pytest.skip("the labelled pages are not beside the project")
    turned_away = {}
    with gzip.open(path, "rt", encoding="utf8") as lines:
        for line in lines:
            labelled = json.loads(line)
            if labelled.get("meta", {}).get("page_type", "article") != "article":
                continue
            text = labelled.get("html_utf8")
            html = text.encode() if text is not None else base64.b64decode(labelled["html_base64"])
            page = RawPage(source=Source(path="page.html"), payload=html, format="html", url=labelled.get("url"))
            found = process(page, keep_bytes=False)
            if not isinstance(found, Article):
                turned_away[labelled["id"]] = found.detail
    assert turned_away == {}
