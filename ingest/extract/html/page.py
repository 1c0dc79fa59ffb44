"""Read one HTML page: parse, walk, head, body, facts.

Rule: pure; the order of the steps is all that this module knows.
"""

from ingest.extract.draft import Draft
from ingest.extract.html.blocks import blocks_of
from ingest.extract.html.body import find_body
from ingest.extract.html.dateline import split_first_paragraph
from ingest.extract.html.evidence import evidence_of
from ingest.extract.html.facts import collect_facts, standfirst_facts, told_of
from ingest.extract.html.head import Head, read_head
from ingest.extract.html.kind import judge
from ingest.extract.html.stamps import drop_stamps
from ingest.extract.html.stated_body import stated_blocks
from ingest.extract.html.tree import Tree, flat_tree, parse_page
from ingest.extract.html.walk import TooDeep, Walk, walk_page
from ingest.normalise.language import primary_language
from schemas.page import RawPage
from schemas.report import Reason, Warn

MOST_TAGS = 400_000
"""Tags of a page, several times as many as the largest that we met has; it is read in seconds still."""

WITHOUT_WORDS = frozenset({Reason.NO_TEXT, Reason.LISTING})
"""Why a page is turned away whose words a script would have shown."""


def extract_html(text: str, page: RawPage, utf8: bytes | None = None) -> Draft:
    """Return the blocks and candidate facts of an HTML page; `utf8` is its text in bytes, where they are at hand."""
    if text.count("<") > MOST_TAGS:
        return Draft(reason=Reason.TOO_COMPLEX, detail="It has more elements than any page that somebody reads.")
    tree = parse_page(text, utf8)
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
    told = told_of(head, page.url)
    body = find_body(walk, evidence_of(head, told.names, told.main, page.url))
    facts = collect_facts(head, told, walk, body, page.url, language)
    blocks = blocks_of(walk, body)
    stated = () if any(block.kept for block in blocks) else stated_blocks(head, told.main, tree.root)
    blocks += stated
    facts.extend(standfirst_facts(blocks))
    blocks, filed = split_first_paragraph(blocks, language)
    facts.extend(filed)
    blocks = drop_stamps(blocks, facts)
    judged = judge(head, walk, body, facts, page.url)
    if (verdict := judged.verdict) is not None and not (stated and verdict.reason in WITHOUT_WORDS):
        return Draft(
            facts=tuple(facts), language=language, reason=verdict.reason, detail=verdict.detail, warnings=tree.warnings
        )
    warnings = (*tree.warnings, *judged.warnings, *((Warn.STATED_ONLY.value,) if stated else ()))
    warnings += (Warn.SEVERAL_ARTICLES.value,) if body.is_several else ()
    return Draft(blocks=blocks, facts=tuple(facts), language=language, warnings=warnings)


def _language(head: Head) -> str | None:
    """Return the language that the page declares."""
    declared = (head.language, *head.meta.get("og:locale", ()), *head.meta.get("content-language", ()))
    return next((code for each in declared if (code := primary_language(each))), None)
