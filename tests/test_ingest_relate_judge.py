"""Two texts are judged on both axes; cases in tests/cases/relations.toml."""

import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.relate.judge import METHOD, judge
from ingest.relate.kinds import TABLE, kind_of
from ingest.relate.measures import Side, days_between
from ingest.relate.reading import read_words
from schemas.relation import Judgement, OccasionAxis, RelationKind, TextAxis

FILE = tomllib.loads((Path(__file__).parent / "cases" / "relations.toml").read_text("utf-8"))
TEXTS: dict[str, str] = FILE["texts"]
MIRROR = {TextAxis.CONTAINS: TextAxis.PART_OF, TextAxis.PART_OF: TextAxis.CONTAINS}


def _other(case: dict[str, Any], text: str) -> str:
    if "b" in case:
        return TEXTS.get(case["b"], case["b"])
    for before, after in case.get("changes", ()):
        assert before in text, before
        text = text.replace(before, after)
    words = text.split(" ")
    cut = " ".join(words[: case["cut_to"]]) if "cut_to" in case else text
    return cut + case.get("add", "")


def _sides(case: dict[str, Any]) -> tuple[Side, Side]:
    text, days = TEXTS.get(case["a"], case["a"]), case.get("days", (None, None))
    a, b = (read_words(each.strip(), case.get("language", "en")) for each in (text, _other(case, text)))
    return (Side(a, days[0], days[0]), Side(b, days[1], days[1]))


@pytest.mark.parametrize("case", FILE["case"], ids=[case["label"] for case in FILE["case"]])
def test_pair_is_judged_as_a_reader_would(case: dict[str, Any]) -> None:
    """Each made-up pair gets the wording, the occasion and the kind that a reader would give it."""
    told = judge(*_sides(case))
    said = {"text": told.text.value, "occasion": told.occasion.value, "kind": told.kind and told.kind.value}
    assert {name: said[name] for name in case["expect"]} == case["expect"], told.evidence
    assert told.is_undecided is case.get("undecided", False)
    assert told.method == METHOD


@pytest.mark.parametrize("case", FILE["case"], ids=[case["label"] for case in FILE["case"]])
def test_answer_is_the_same_from_both_sides(case: dict[str, Any]) -> None:
    """With the sides changed about the answer is changed about, and nothing else."""
    a, b = _sides(case)
    one, other = judge(a, b), judge(b, a)
    assert (one.text, one.occasion, one.kind, one.text_confidence, one.occasion_confidence) == (
        MIRROR.get(other.text, other.text),
        *(other.occasion, other.kind, other.text_confidence, other.occasion_confidence),
    )
    assert (one.containment_ab, one.containment_ba) == (other.containment_ba, other.containment_ab)


WORDS = st.lists(
    st.sampled_from(
        [
            "the",
            "mayor",
            "of",
            "Orvale",
            "said",
            "12",
            "14",
            "men",
            "on",
            "May",
            "6",
            "2021",
            ".",
            "Brennick",
            "not",
            "third",
        ]
    ),
    max_size=40,
)


@given(WORDS, WORDS)
@settings(max_examples=150, deadline=None)
def test_any_two_texts_get_an_answer_in_bounds(one: list[str], other: list[str]) -> None:
    """Whatever the texts, confidences and shares lie between 0 and 1 and the kind is the table's or undecided."""
    told = judge(Side(read_words(" ".join(one), "en")), Side(read_words(" ".join(other), "en")))
    figures = (told.text_confidence, told.occasion_confidence, told.jaccard, told.containment_ab, told.containment_ba)
    assert all(0 <= figure <= 1 for figure in figures)
    assert told.kind == (None if told.is_undecided else kind_of(told.text, told.occasion))


def test_evidence_names_what_stands_in_the_same_place() -> None:
    """The sentence that is stored names shares and the values that were exchanged, the first side's first."""
    other = TEXTS["council"].replace("Marrowby", "Brackwater")
    told = judge(Side(read_words(TEXTS["council"], "en")), Side(read_words(other, "en")))
    back = judge(Side(read_words(other, "en")), Side(read_words(TEXTS["council"], "en")))
    assert "\u201cmarrowby\u201d and \u201cbrackwater\u201d" in told.evidence
    assert "\u201cbrackwater\u201d and \u201cmarrowby\u201d" in back.evidence
    assert "figures agree" in told.evidence


def test_figures_weigh_more_where_weeks_lie_between() -> None:
    """The same two exchanged figures are an update on the next day, and another instance three weeks on."""
    other = TEXTS["earnings"].replace("12.7", "15.1").replace("98.2", "77.4").replace("48.10", "59.95")

    def told(day: str) -> Judgement:
        a, b = read_words(TEXTS["earnings"], "en"), read_words(other, "en")
        return judge(Side(a, "2021-04-01", "2021-04-01"), Side(b, day, day))

    assert told("2021-04-02").kind is RelationKind.NEAR_COPY
    assert told("2021-04-28").kind is RelationKind.LOOKALIKE


@pytest.mark.parametrize(
    ("a", "b", "days"),
    [
        (("2021-01-01", "2021-01-01"), ("2021-01-04", "2021-01-04"), 3),
        (("2021-01-01", "2021-01-09"), ("2021-01-04", "2021-01-30"), 0),
        ((None, "2021-01-01"), ("2021-01-03", None), 2),
        ((None, "2021-01-01"), ("2020-12-03", None), None),
        ((None, None), ("2021-01-03", "2021-01-03"), None),
    ],
)
def test_days_between_are_the_least_that_the_bounds_allow(
    a: tuple[str | None, str | None], b: tuple[str | None, str | None], days: int | None
) -> None:
    """Days between two articles are the fewest that their bounds allow, and unknown where a bound is missing."""
    nothing = read_words("")
    assert days_between(Side(nothing, *a), Side(nothing, *b)) == days
    assert days_between(Side(nothing, *b), Side(nothing, *a)) == days


def test_table_answers_for_every_pair_of_words() -> None:
    """The table has an answer for each wording on each occasion, and a look-alike is never a copy."""
    assert all(set(TABLE[occasion]) == set(TextAxis) for occasion in OccasionAxis)
    copies = {RelationKind.SAME_TEXT, RelationKind.NEAR_COPY, RelationKind.CONTAINS}
    for occasion in (OccasionAxis.OTHER_SUBJECT, OccasionAxis.OTHER_INSTANCE):
        assert copies.isdisjoint(TABLE[occasion].values())
    assert kind_of(TextAxis.FORMULA, OccasionAxis.UNKNOWN) is None
    assert kind_of(TextAxis.REWORKED, OccasionAxis.OTHER_SUBJECT) is RelationKind.LOOKALIKE
    assert kind_of(TextAxis.LITTLE, OccasionAxis.OTHER_SUBJECT, same_address=True) is RelationKind.VERSION


@pytest.mark.parametrize(
    ("one", "other", "kind"),
    [
        (
            "Dunmere marks third anniversary of flood",
            "Dunmere marks fourth anniversary of flood",
            RelationKind.LOOKALIKE,
        ),
        ("Ilse Karrow opens new embankment", "Petra Lindqvist opens new embankment", RelationKind.LOOKALIKE),
        ("Talks Resume On Embankment Tuesday", "Talks Adjourn On Embankment Tuesday", RelationKind.NEAR_COPY),
        ("Dunmere remembers its dead", "Three years after the flood, a march and a wreath", RelationKind.NEAR_COPY),
        (None, "Dunmere marks fourth anniversary of flood", RelationKind.NEAR_COPY),
    ],
)
def test_headlines_of_one_form_say_what_is_other(one: str | None, other: str, kind: RelationKind) -> None:
    """A date or name that gave way in headlines of one form tells look-alikes; another headline alone does not."""
    a = TEXTS["anniversary"].replace("third ", "")
    b = a.replace("Ilse Karrow", "Petra Lindqvist") if other.startswith("Petra") else a.replace("laid", "placed")
    told = judge(Side(read_words(a, "en"), headline=one), Side(read_words(b, "en"), headline=other))
    assert told.kind is kind, told.evidence


def test_a_notice_of_a_few_words_needs_its_headline_to_agree() -> None:
    """Where the text leaves it to the headline to say whom it is about, other headlines leave copies undecided."""
    one, other = (
        "The hall is shut until noon on 12 May because of frost on the steps.",
        "The hall is shut until noon on 12 May because of frost.",
    )

    def told(headline: str) -> Judgement:
        a, b = read_words(one, "en"), read_words(other, "en")
        return judge(Side(a, headline="Marrowby town hall closed"), Side(b, headline=headline))

    assert told("Marrowby hall closed today").kind is RelationKind.NEAR_COPY
    assert told("Brackwater fair put off again").is_undecided
    assert told("Orvale town hall closed").is_undecided


def test_what_returns_weeks_later_with_other_values_is_a_form() -> None:
    """Half the words in order with another name make a rework on the next day and, weeks later, a form filled in."""
    case = next(case for case in FILE["case"] if case["label"] == "the same account in other words is a rework")

    def told(day: str, mediator: str = "Jonas Abel") -> RelationKind | None:
        words = case["b"].replace("Jonas Abel", mediator)
        a, b = read_words(TEXTS["strike"], "en"), read_words(words, "en")
        return judge(Side(a, "2021-03-01", "2021-03-01"), Side(b, day, day)).kind

    assert told("2021-03-02", "Mina Falk") is RelationKind.REWORKED
    assert told("2021-04-20", "Mina Falk") is RelationKind.LOOKALIKE
    assert told("2021-04-20") is RelationKind.REWORKED
