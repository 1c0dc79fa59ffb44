"""What texts of a story disagree on, and what became of a text on its way. Never a disagreement that was made up."""

from told_stories import member, tie

from exports.telling.changes import change_of, has_own_headline
from exports.telling.disagreements import disagreements_of, pairs_of, swaps_of
from schemas.relation import RelationKind
from schemas.telling import Member

FIRST = (
    "The ferry Merrowind ran aground off Orlu on Tuesday night with 41 passengers on board, the harbour said.\n\n"
    "Divers from Tesk found a hole of two metres below the waterline, and pumps were flown in from the mainland.\n\n"
    "Captain Ivo Manel told the inquiry that the light on the northern mole had been dark since the storm in March."
)
OTHER_COUNT = FIRST.replace("41 passengers", "47 passengers")
CUT = FIRST.rsplit("\n\n", 1)[0]


def found(*texts: str) -> list[tuple[str, list[tuple[str, list[str]]]]]:
    """Return what some tied texts disagree on: kind, then values with the articles that say so."""
    members = [member(name, "2021-03-01") for name, _ in zip("abcdef", texts, strict=False)]
    ties = [tie("a", each.id, RelationKind.NEAR_COPY) for each in members[1:]]
    words = {each.text: text for each, text in zip(members, texts, strict=True)}
    return told(members, ties, words)


def told(members: list[Member], ties: list, words: dict[str, str]) -> list[tuple[str, list[tuple[str, list[str]]]]]:  # type: ignore[type-arg]
    """Return what articles disagree on."""
    pairs = pairs_of(members, ties, members[:1], words)
    compared = [
        (pair, swaps_of((words[pair.base.text], "en"), (words[pair.other.text], "en"))) for pair in pairs.compared
    ]
    return [
        (each.kind, [(value.value, [holder.id for holder in value.members]) for value in each.values])
        for each in disagreements_of(members, compared, words)
    ]


def test_a_swapped_figure_names_who_says_which() -> None:
    """One figure in the place of another is told with the articles that have each, also those that agree."""
    assert found(FIRST, OTHER_COUNT, FIRST.replace("two metres", "nearly two metres")) == [
        ("figure", [("41", ["a", "c"]), ("47", ["b"])])
    ]


def test_three_values_of_one_place_are_one_row() -> None:
    """Three figures in one place are told together, equal ones once."""
    third = FIRST.replace("41 passengers", "52 passengers")
    assert found(FIRST, OTHER_COUNT, third, third + " More is to come.") == [
        ("figure", [("41", ["a"]), ("47", ["b"]), ("52", ["c", "d"])])
    ]


def test_swapped_days_and_names_are_told() -> None:
    """A weekday and a name in the place of another are told with their kind."""
    other = FIRST.replace("Tuesday", "Wednesday").replace("Captain Ivo Manel", "Captain Rut Okkel")
    assert [kind for kind, _ in found(FIRST, other)] == ["date", "name"]


def test_a_text_that_lacks_the_passage_says_nothing() -> None:
    """An article without the passage is on neither side."""
    without = FIRST.split("\n\n", 1)[1]
    assert found(FIRST, OTHER_COUNT, without) == [("figure", [("41", ["a"]), ("47", ["b"])])]


def test_equal_figures_written_otherwise_do_not_differ() -> None:
    """A number in letters for one in digits is no disagreement."""
    assert found(FIRST, FIRST.replace("two metres", "2 metres")) == []


def test_figures_of_different_things_do_not_differ() -> None:
    """Figures that happen to stand in one place, with hardly a word in common beside them, are not told."""
    one = "The dam broke at night. Some 4,100 residents have been taken to schools in the towns below."
    other = "The dam broke at night. Helicopters lifted more than sixty residents from roofs and from trees."
    assert found(one, other) == []


def test_texts_that_nothing_ties_are_not_compared() -> None:
    """Without a tie, or with that of a look-alike, two texts are not compared, and are counted as alone."""
    members = [member("a", "2021-03-01"), member("b", "2021-03-01")]
    words = {members[0].text: FIRST, members[1].text: OTHER_COUNT}
    for ties in ([], [tie("a", "b", RelationKind.LOOKALIKE)]):
        pairs = pairs_of(members, ties, (), words)
        assert (pairs.compared, pairs.alone) == ((), 2)


def test_equal_texts_stand_behind_one_value() -> None:
    """An article whose text equals that of one that was compared says what that one says."""
    members = [member("a", "2021-03-01"), member("b", "2021-03-01"), member("c", "2021-03-01", text="text b")]
    words = {"text a": FIRST, "text b": OTHER_COUNT}
    assert told(members, [tie("a", "b", RelationKind.NEAR_COPY)], words) == [
        ("figure", [("41", ["a"]), ("47", ["b", "c"])])
    ]


def test_the_number_of_comparisons_is_bounded() -> None:
    """Beyond the bound pairs are counted, not compared."""
    members = [member(f"{at:02}", "2021-03-01") for at in range(30)]
    ties = [tie("00", each.id, RelationKind.NEAR_COPY) for each in members[1:]]
    pairs = pairs_of(members, ties, members[:1], {each.text for each in members})
    assert (len(pairs.compared) + pairs.left_out, len(pairs.compared) < 29) == (29, True)


def test_paragraphs_dropped_at_the_end_are_counted() -> None:
    """A text cut at its end says how much of it went; one cut in the middle drops nothing at the end."""
    assert change_of(FIRST, CUT, ("en", "en")).paragraphs_dropped == 1
    lead, middle, end = FIRST.split("\n\n")
    assert change_of(FIRST, f"{lead}\n\n{end}", ("en", "en")).paragraphs_dropped == 0
    assert change_of(FIRST, f"{lead}\n\n{end}", ("en", "en")).words_cut == len(middle.split())


def test_own_headlines_are_told_from_the_same_and_from_none() -> None:
    """Case and spaces make no headline of its own; an article without one has none to compare."""
    base = member("a", title="Ferry aground off Orlu")
    assert has_own_headline(base, member("b", title="FERRY AGROUND  off Orlu")) is False
    assert has_own_headline(base, member("b", title="Forty-one saved")) is True
    assert has_own_headline(base, member("b", title="[The ferry …]", has_headline=False)) is None
