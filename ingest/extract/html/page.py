"""Read one HTML page: parse, walk, head, body, facts.

Rule: pure; the order of the steps is all that this module knows.
"""

from dataclasses import replace

from ingest.extract.draft import Draft
from ingest.extract.html.body import Body, find_body
from ingest.extract.html.evidence import evidence_of
from ingest.extract.html.facts import collect_facts, page_titles
from ingest.extract.html.head import Head, read_head
from ingest.extract.html.stated import tail_of, zone_of
from ingest.extract.html.structured import main_article
from ingest.extract.html.tree import Tree, flat_tree, parse_page
from ingest.extract.html.walk import TooDeep, Walk, walk_page
from ingest.normalise.language import primary_language
from schemas.document import Block, BlockKind
from schemas.page import RawPage
from schemas.report import Reason


def extract_html(text: str, page: RawPage) -> Draft:
    """Return the blocks and candidate facts of an HTML page."""
    tree = parse_page(text)
    if tree is None:
        return Draft(reason=Reason.NO_TEXT, detail="Nothing in the file can be read as a page.")
    try:
        walk = walk_page(tree.root)
    except TooDeep:
        tree = flat_tree(tree)
        walk = walk_page(tree.root)
    return _read(tree, walk, page)


def _read(tree: Tree, walk: Walk, page: RawPage) -> Draft:
    """Read a walked page."""
    head = read_head(tree.root)
    language = _language(head)
    titles = [title.raw for title in page_titles(head)]
    main = main_article(head, titles, page.url)
    body = find_body(walk, evidence_of(head, titles, main))
    blocks = _blocks(walk, body)
    if not any(block.kept for block in blocks):
        return Draft(reason=Reason.NO_TEXT, detail="No running text was found on the page.", warnings=tree.warnings)
    zones = (zone_of(walk, body.headline, body.first), tail_of(walk, body.last))
    facts = collect_facts(head, walk, zones, main, page.url, language)
    return Draft(blocks=blocks, facts=tuple(facts), language=language, warnings=tree.warnings)


def _language(head: Head) -> str | None:
    """Return the language that the page declares."""
    declared = (head.language, *head.meta.get("og:locale", ()), *head.meta.get("content-language", ()))
    return next((code for each in declared if (code := primary_language(each))), None)


def _blocks(walk: Walk, body: Body) -> tuple[Block, ...]:
    """Write the judged leaves as blocks."""
    places = _places(walk, body)
    blocks = []
    for choice in body.choices:
        block = Block(
            kind=choice.kind, text=choice.leaf.text, place=places[choice.leaf.node], rule=choice.rule, kept=choice.kept
        )
        if choice.kind is BlockKind.PREFORMATTED:
            block = replace(block, text="\n".join(choice.leaf.lines))
        blocks.append(block)
    return tuple(blocks)


def _places(walk: Walk, body: Body) -> dict[int, str]:
    """Return the element paths of the nodes that hold the judged leaves."""
    paths: dict[int, str] = {}
    for choice in body.choices:
        node = choice.leaf.node
        if node not in paths:
            chain = list(reversed(walk.ancestors(node)))
            paths[node] = "/".join(_step(walk, number) for number in chain)
    return paths


def _step(walk: Walk, number: int) -> str:
    """Return one step of an element path: the tag and its number among its like."""
    node = walk.nodes[number]
    if node.place == 0:
        return node.tag
    return f"{node.tag}[{node.place}]"
