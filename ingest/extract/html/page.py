"""Read one HTML page: parse, facts, body.

Rule: pure; the order of the steps is all that this module knows.
"""

import lxml.html

from ingest.extract.draft import Draft
from ingest.extract.html.body import Body, find_body
from ingest.extract.html.phrases import bare
from ingest.extract.html.tree import flat_tree, parse_page
from ingest.extract.html.walk import TooDeep, Walk, walk_page
from schemas.article import Fact
from schemas.document import Block
from schemas.page import RawPage
from schemas.report import Reason


def extract_html(text: str, page: RawPage) -> Draft:
    """Return the blocks and candidate facts of an HTML page."""
    del page
    tree = parse_page(text)
    if tree is None:
        return Draft(reason=Reason.NO_TEXT, detail="Nothing in the file can be read as a page.")
    try:
        walk = walk_page(tree.root)
    except TooDeep:
        tree = flat_tree(tree)
        walk = walk_page(tree.root)
    titles = _titles(tree.root)
    body = find_body(walk, frozenset(bare(title) for title in titles))
    blocks = _blocks(walk, body)
    facts = [Fact(field="headline", value=t, raw=t, rule="title", basis="stated", place="title") for t in titles[:1]]
    if not any(block.kept for block in blocks):
        return Draft(reason=Reason.NO_TEXT, detail="No running text was found on the page.", warnings=tree.warnings)
    return Draft(blocks=blocks, facts=tuple(facts), warnings=tree.warnings)


def _titles(root: lxml.html.HtmlElement) -> list[str]:
    """Return what the page may call itself."""
    found = [" ".join(element.text_content().split()) for element in root.iter("h1")]
    found += [element.get("content") or "" for element in root.iter("meta") if element.get("property") == "og:title"]
    found += [" ".join(element.text_content().split()) for element in root.iter("title")]
    return [title for title in found if title]


def _blocks(walk: Walk, body: Body) -> tuple[Block, ...]:
    """Write the judged leaves as blocks."""
    return tuple(
        Block(kind=choice.kind, text=choice.leaf.text, place=str(choice.leaf.node), rule=choice.rule, kept=choice.kept)
        for choice in body.choices
    )
