"""Read one HTML page: parse, facts, body.

Rule: pure; the order of the steps is all that this module knows.
"""

import lxml.html

from ingest.extract.draft import Draft
from schemas.article import Fact
from schemas.document import Block, BlockKind
from schemas.page import RawPage
from schemas.report import Reason


def extract_html(text: str, page: RawPage) -> Draft:
    """Return the blocks and candidate facts of an HTML page."""
    del page
    parser = lxml.html.HTMLParser(encoding="utf-8", huge_tree=True)
    tree = lxml.html.document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    blocks = []
    for paragraph in tree.iter("p"):
        words = " ".join("".join(paragraph.itertext()).split())
        if words:
            place = tree.getroottree().getpath(paragraph)
            blocks.append(Block(kind=BlockKind.PARAGRAPH, text=words, place=place, rule="paragraph"))
    facts = [
        Fact(field="headline", value=title, raw=title, rule="title", basis="stated", place="title")
        for title in (" ".join(element.text_content().split()) for element in tree.iter("title"))
        if title
    ][:1]
    if not blocks:
        return Draft(reason=Reason.NO_TEXT, detail="No paragraph of text was found on the page.")
    return Draft(blocks=tuple(blocks), facts=tuple(facts))
