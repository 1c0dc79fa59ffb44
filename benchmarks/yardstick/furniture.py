"""Learned furniture on the pages of hosts with several of them: ours and the peers' texts, the same learning for all.

Rule: pure; the learning is the archive's own (`ingest.furniture`): over our blocks, as the archive does it, and over
the lines of a peer's text.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import ModuleType
from typing import Any

from ingest.furniture import LEAST_PAGES, apply_lines, cleaned, learn, learn_lines, page_of
from schemas.document import Block, BlockKind, text_of
from yardstick.measure import OURS, mean
from yardstick.sets import Page

Rows = Mapping[str, Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class HostScore:
    """Mean page F1 of one extractor over the pages of hosts with enough of them."""

    extractor: str
    before: float
    after: float
    """With learned furniture taken off."""
    pages: int
    hosts: int


def pages_by_host(pages: Iterable[Page]) -> dict[str, list[Page]]:
    """Return the labelled pages of hosts that have enough of them to learn from."""
    hosts: dict[str, list[Page]] = defaultdict(list)
    for page in pages:
        if page.get("body"):
            hosts[page["host"]].append(page)
    return {host: held for host, held in hosts.items() if len(held) >= LEAST_PAGES}


def host_scores(
    scorer: ModuleType, pages: list[Page], rows: Mapping[str, Rows], scores: Mapping[str, Mapping[str, float]]
) -> list[HostScore]:
    """Return every extractor's scores, before and after; `scores` are the page F1 before, by extractor and page."""
    hosts = pages_by_host(pages)
    made = []
    for extractor, by_id in rows.items():
        before: list[float] = []
        after: list[float] = []
        for held in hosts.values():
            answers = [by_id.get(page["id"], {}) for page in held]
            texts = _learned_blocks(held, answers) if extractor == OURS else _learned_lines(answers)
            for page, answer, text in zip(held, answers, texts, strict=True):
                old = scores[extractor][page["id"]]
                before.append(old)
                is_same = text == (answer.get("text") or "")
                after.append(old if is_same else float(scorer.body_score(page["body"], text)[2]))
        made.append(HostScore(extractor, mean(before), mean(after), len(after), len(hosts)))
    return made


def _learned_lines(answers: list[Mapping[str, Any]]) -> list[str]:
    """Return the texts of one host without the lines that they repeat."""
    texts = [str(answer.get("text") or "") for answer in answers]
    furniture = learn_lines(texts)
    return [apply_lines(furniture, text) for text in texts]


def _learned_blocks(pages: list[Page], answers: list[Mapping[str, Any]]) -> list[str]:
    """Return our texts of one host without the blocks that they repeat."""
    held = [[block_of(*block) for block in answer.get("blocks") or ()] for answer in answers]
    addresses = [str(page.get("url") or "") for page in pages]
    furniture = learn([page_of(blocks, address=address) for blocks, address in zip(held, addresses, strict=True)])
    return [text_of(cleaned(furniture, blocks)) for blocks in held]


def block_of(kind: str, place: str, text: str, kept: bool) -> Block:  # noqa: FBT001  a row of JSON
    """Return a block as a child writes it (`ours.ours`)."""
    return Block(kind=BlockKind(kind), text=text, place=place, kept=kept, rule="stored")
