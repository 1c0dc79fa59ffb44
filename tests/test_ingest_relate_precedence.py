from itertools import permutations
from typing import Any

import pytest

from ingest.relate.precedence import derive, is_before, order_of
from schemas.explanation import Appearance, Derivation, Way
from schemas.types import PublicId


def appeared(name: str, earliest: str | None = None, latest: str | None = None, **more: Any) -> Appearance:  # noqa: ANN401  any field
    """Return when an article appeared; one day is both bounds."""
    given = {"basis": "stated" if earliest else None, "outlet": None, "agency": None, **more}
    return Appearance(id=PublicId(name), earliest=earliest, latest=latest or earliest, **given)


def derived(a: Appearance, b: Appearance, *, of_a: float = 0.95, of_b: float = 0.9, is_tied: bool = True) -> Derivation:
    """Return who took it from whom, of two that share nearly all of their wording."""
    return derive(a, b, of_a_in_b=of_a, of_b_in_a=of_b, is_tied=is_tied)


# The order of appearance


def test_earliest_is_first_whatever_the_order_asked() -> None:
    """Days that lie apart give one order, in any order of asking."""
    members = [appeared("c", "2021-03-05"), appeared("a", "2021-03-02"), appeared("b", "2021-03-03")]
    for given in permutations(members):
        found = order_of(given)
        assert [each.appearance.id for each in found.order] == ["a", "b", "c"]
        assert (found.first, found.perhaps_first) == ("a", ("a",))
        assert [each.unsure for each in found.order] == [(), (), ()]
        assert found.order[2].after == ("a", "b")


def test_the_same_day_is_a_tie() -> None:
    """Of two that appeared on one day neither is said to be first."""
    found = order_of([appeared("a", "2021-03-02"), appeared("b", "2021-03-02"), appeared("c", "2021-03-09")])
    assert found.first is None
    assert found.perhaps_first == ("a", "b")
    assert found.order[0].unsure == ("b",)
    assert found.order[2].unsure == ()


def test_overlapping_bounds_cannot_be_told() -> None:
    """A month does not lie before one of its days."""
    found = order_of([appeared("a", "2021-03-01", "2021-03-31"), appeared("b", "2021-03-12")])
    assert found.first is None
    assert found.perhaps_first == ("a", "b")


def test_an_undated_article_may_have_been_first() -> None:
    """What has no date comes last in the list and is not said to be later."""
    found = order_of([appeared("n"), appeared("a", "2021-03-02")])
    assert [each.appearance.id for each in found.order] == ["a", "n"]
    assert (found.first, found.perhaps_first) == (None, ("a", "n"))


def test_one_bound_is_enough_to_be_later() -> None:
    """An article that is not before a day is later than one that was out by then."""
    late = Appearance(id=PublicId("l"), earliest="2021-04-01", latest=None, basis=None, outlet=None, agency=None)
    assert order_of([late, appeared("a", "2021-03-02")]).first == "a"


@pytest.mark.parametrize(
    ("one", "other", "before"),
    [
        ("2021-03-02T10:00:00+04:00", "2021-03-02T08:00:00Z", True),
        ("2021-03-02T10:00:00+04:00", "2021-03-02T05:00:00Z", False),
        ("2021-03-02T10:00:00+04:00", "2021-03-02", False),
        ("2021-03-02T10:00:00", "2021-03-02T11:00:00", False),
        ("2021-03-02T23:00:00", "2021-03-03", True),
    ],
    ids=["moments", "moments the other way", "moment and day", "no offsets", "days"],
)
def test_moments_are_compared_where_both_have_an_offset(one: str, other: str, *, before: bool) -> None:
    """Two clock times can be compared where both say which clock; days otherwise."""
    assert is_before(appeared("a", one), appeared("b", other)) is before


def test_agencies_are_counted() -> None:
    """Credited agencies are named, that of most articles first."""
    members = [appeared(name, agency=agency) for name, agency in zip("abcd", ["TASS", "AFP", "AFP", None], strict=True)]
    assert order_of(members).agencies == ("AFP", "TASS")


# Who took it from whom


def test_whoever_credits_the_agency_has_it_from_there() -> None:
    """An article that credits the agency that published the other was made from it."""
    wire = appeared("w", "2021-03-02", outlet="Reuters")
    paper = appeared("p", "2021-03-02", outlet="Velmark Post", agency="Reuters")
    assert derived(wire, paper).way is Way.A_TO_B
    assert derived(paper, wire).way is Way.B_TO_A
    assert derived(wire, paper).said == "B has it from A: B credits Reuters, which published A."


def test_a_line_that_names_the_outlet_tells() -> None:
    """`Source: Harbour Gazette` under a text that the Gazette published, too."""
    gazette = appeared("g", "2021-03-02", outlet="Harbour Gazette")
    portal = appeared("p", "2021-03-03", outlet="Orlu Now", credits=("Source: Harbour Gazette",))
    assert derived(gazette, portal).way is Way.A_TO_B
    other = appeared("p", "2021-03-03", outlet="Orlu Now", credits=("Source: New Harbour Gazettes",))
    assert derived(gazette, other).way is Way.UNKNOWN


def test_two_that_credit_one_agency_have_a_common_source() -> None:
    """Neither is said to have it from the other, whoever came first."""
    one = appeared("a", "2021-03-02", outlet="Velmark Post", agency="AFP")
    other = appeared("b", "2021-03-20", outlet="Harbour Gazette", agency="AFP")
    found = derived(one, other)
    assert found.way is Way.COMMON_SOURCE
    assert "Both credit AFP" in found.said


def test_dates_alone_do_not_tell() -> None:
    """The earlier one is not said to be the source, however early and however long."""
    found = derived(
        appeared("a", "2021-03-02", outlet="A"), appeared("b", "2021-09-02", outlet="B"), of_a=1.0, of_b=0.2
    )
    assert found.way is Way.UNKNOWN
    assert "A appeared before B" in found.said
    assert "cannot be told" in found.said


def test_an_earlier_date_that_credits_the_later_is_contradictory() -> None:
    """The evidence speaks against itself: both grounds are shown and nothing is concluded."""
    early = appeared("p", "2021-03-01", outlet="Velmark Post", agency="Reuters")
    wire = appeared("w", "2021-03-05", outlet="Reuters")
    found = derived(early, wire)
    assert found.way is Way.UNKNOWN
    assert len(found.grounds) == 2
    assert "speaks against itself" in found.said


def test_two_that_credit_each_other_are_contradictory() -> None:
    """Each naming the other as its source tells nothing."""
    one = appeared("a", outlet="Velmark Post", credits=("Source: Harbour Gazette",))
    other = appeared("b", outlet="Harbour Gazette", credits=("Source: Velmark Post",))
    assert derived(one, other).way is Way.UNKNOWN
    assert "speaks against itself" in derived(one, other).said


LINE = "Reporting by Ana Lind in Orlu; editing by Jo Marek"


@pytest.mark.parametrize(
    ("later", "line", "held", "way"),
    [
        ("2021-03-09", LINE, 0.95, Way.A_TO_B),
        ("2021-03-03", LINE, 0.95, Way.UNKNOWN),
        ("2021-03-09", LINE, 0.4, Way.UNKNOWN),
        ("2021-03-09", "Source: AFP", 0.95, Way.UNKNOWN),
        ("2021-03-09", "Reporting by somebody else", 0.95, Way.UNKNOWN),
    ],
    ids=["held whole and days later", "a day later", "held in part", "a third credited", "another line"],
)
def test_a_later_text_that_holds_the_earlier_with_its_credit(later: str, line: str, held: float, way: Way) -> None:
    """All of it must be there: days between, the whole text, and the line that is the earlier one's own."""
    first = appeared("a", "2021-03-02", outlet="Velmark Post", credits=(LINE, "Source: AFP"))
    second = appeared("b", later, outlet="Harbour Gazette", credits=(line,))
    assert derived(first, second, of_a=held).way is way


def test_one_outlet_does_not_take_from_itself() -> None:
    """A line that names the outlet of both is no evidence."""
    one = appeared("a", "2021-03-02", outlet="Velmark Post", credits=("Source: Velmark Post",))
    other = appeared("b", "2021-03-09", outlet="VELMARK POST", credits=("Source: Velmark Post",))
    assert derived(one, other).way is Way.UNKNOWN


def test_what_is_not_tied_is_not_asked() -> None:
    """Of a look-alike or a stranger nothing is said, whatever it credits."""
    wire, paper = appeared("w", outlet="Reuters"), appeared("p", outlet="Velmark Post", agency="Reuters")
    assert derived(wire, paper, is_tied=False).way is Way.UNKNOWN
    assert "Nothing ties" in derived(wire, paper, is_tied=False).said
