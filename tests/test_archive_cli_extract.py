"""The lines that `cuttings extract --jsonl` writes."""

import json

from archive.cli.extract import extracted
from schemas.page import Source

PAGE = """<html><head><title>Ferry sinks off Orlu</title><script type="application/ld+json">{"@type":"NewsArticle",
"headline":"Ferry sinks off Orlu","datePublished":"2021-05-04T08:30:00+02:00","author":[{"@type":"Person","name":"Mira
Holt"},{"@type":"Organization","name":"Associated Press"}]}</script></head><body><article><h1>Ferry sinks off Orlu</h1>
<p>The ferry left the old harbour at six in the morning with forty people on board, and nobody saw it again.</p>
<p>Two boats searched the bay until night fell; the wind had risen to a storm, the mayor said, and they turned.</p>
<p>By noon on Tuesday the coast guard had found planks and a lifebelt near the lighthouse of Orlu.</p></article>"""


def test_a_line_credits_agencies_and_keeps_persons_apart() -> None:
    """`author` is whom the page credits, in its words; `authors` are persons, the agency stands in its own field."""
    line = json.dumps({"id": 1, "html": PAGE.replace("Mira\nHolt", "Mira Holt")}).encode()
    answer = extracted(line, Source(path="-"))
    assert answer["author"] == ["Mira Holt", "Associated Press"]
    assert (answer["authors"], answer["agency"]) == (["Mira Holt"], "AP")
