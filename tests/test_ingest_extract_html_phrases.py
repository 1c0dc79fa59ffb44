"""What a block's words say about it: furniture by its opening, and sentences of articles that open like furniture."""

import tomllib
from pathlib import Path

import pytest

from ingest.extract.html.phrases import phrase_rule

CASES = tomllib.loads((Path(__file__).parent / "cases" / "phrases.toml").read_text("utf-8"))


@pytest.mark.parametrize(
    ("rule", "block"), [(rule, block) for rule, blocks in CASES["furniture"].items() for block in blocks]
)
def test_furniture(rule: str, block: str) -> None:
    """A prompt, a credit or a line on copyright is found by its words."""
    assert phrase_rule(block) == rule


@pytest.mark.parametrize("sentence", CASES["text"]["sentences"])
def test_a_sentence_that_opens_like_furniture_is_text(sentence: str) -> None:
    """A sentence of the article stays, whatever words it opens or ends with."""
    assert phrase_rule(sentence) is None


def test_a_weak_opening_condemns_what_is_short_and_no_sentence() -> None:
    """The same first word, with and without a sentence behind it."""
    assert phrase_rule("Newsletter") == "newsletter"
    assert phrase_rule("Newsletter of the harbour desk") == "newsletter"
    assert phrase_rule("Newsletter readers paid.") is None
    assert phrase_rule("Newsletter of the harbour desk and of all its branches") is None
