"""What docs/how-copies-are-told-apart.md and the how-to say of relations is what the program goes by."""

import re
from pathlib import Path

import pytest

from archive.candidates import CAP
from archive.grouping import SHARE
from ingest.relate import wording
from ingest.relate.explain import USUAL_TIMES
from ingest.relate.passages import LEAST
from ingest.relate.precedence import DAYS_APART, WHOLE
from ingest.relate.shingles import ONE_IN
from ingest.relate.wording import MEANINGS, decision_table
from schemas.relation import OccasionAxis, RelationKind, TextAxis

DOCS = Path(__file__).resolve().parent.parent / "docs"
METHOD = (DOCS / "how-copies-are-told-apart.md").read_text(encoding="utf-8")
HOW_TO = (DOCS / "how-to" / "overrule-a-relation.md").read_text(encoding="utf-8")


def test_the_decision_table_is_printed_as_it_is() -> None:
    """The table of kinds in the documentation is that of `ingest.relate.kinds`, cell for cell."""
    assert f"\n\n{decision_table()}\n\n" in METHOD


@pytest.mark.parametrize("word", [*TextAxis, *OccasionAxis])
def test_each_word_of_the_axes_has_a_meaning_and_an_example(word: str) -> None:
    """Each word has a row: what it means, and a case of it."""
    assert re.search(rf"^\| `{word}` \| [^|]{{5,}} \| [^|]{{5,}} \|$", METHOD, re.MULTILINE)


@pytest.mark.parametrize("kind", RelationKind)
def test_each_kind_is_explained_where_one_states_it(kind: RelationKind) -> None:
    """The how-to lists the kinds in the words that the command line uses."""
    assert f"| `{kind.value}` | {MEANINGS[kind]} |" in HOW_TO


def test_figures_in_the_text_are_those_of_the_code() -> None:
    """Shortest passage, times more usual, days apart, share held, sureness: what is written out is what is used."""
    words = {2: "two", 6: "six", 8: "eight", 20: "twenty"}
    assert f"one in {words[ONE_IN]} is kept" in METHOD
    assert f"more than {CAP}\ntexts have" in METHOD
    assert f"more than {CAP} near copies" in METHOD
    assert pytest.approx(2 / 3) == SHARE
    assert "two thirds of all pairs" in METHOD
    assert f"runs of {words[LEAST]} words and more" in METHOD
    assert f"that {words[USUAL_TIMES]} times as many" in METHOD
    assert f"at least {words[DAYS_APART]} days after" in METHOD
    assert pytest.approx(4 / 5) == WHOLE
    assert "four fifths of it" in METHOD
    for name, least in (("sure", wording.SURE), ("fairly sure", wording.FAIRLY_SURE), ("likely", wording.LIKELY)):
        assert f"`{name}` from {least}" in METHOD


def test_the_place_for_the_measured_figures_is_there() -> None:
    """The tables of figures stand between their marks, once."""
    assert METHOD.count("<!-- figures: begin -->") == METHOD.count("<!-- figures: end -->") == 1
