"""Families of what is tied closely, from ties alone."""

import random
from itertools import combinations

import pytest

from archive.grouping import Pair, Ties, families_of

STRONG, WEAK = (1.0, -0.9, -0.8), (2.0, -0.4, -0.2)


def ties(
    measured: str, bonds: str = "", *, weak: str = "", order: random.Random | None = None
) -> tuple[Ties, dict[str, int]]:
    """Return ties between letters, written `ab bc`; numbers come in any order, names are the letters."""
    letters = sorted({*measured, *bonds, *weak} - {" "})
    numbers = list(range(1, len(letters) + 1))
    pairs = [(pair, STRONG) for pair in measured.split()] + [(pair, WEAK) for pair in weak.split()]
    if order:
        order.shuffle(numbers)
        order.shuffle(pairs)
    number = dict(zip(letters, numbers, strict=True))
    made = Ties(
        names={number[letter]: letter for letter in letters},
        bonds={frozenset(map(number.__getitem__, pair)): (1.0,) for pair in bonds.split()},
        measured={frozenset(map(number.__getitem__, pair)): strength for pair, strength in pairs},
    )
    return made, number


def families(measured: str, bonds: str = "", *, weak: str = "", apart: str = "") -> list[str]:
    """Return the families that come of ties, the same for any numbers and any order."""
    found: set[tuple[str, ...]] = set()
    for seed in range(20):
        made, number = ties(measured, bonds, weak=weak, order=random.Random(seed))  # noqa: S311  an order, no secret
        parted: list[Pair] = [frozenset(map(number.__getitem__, pair)) for pair in apart.split()]
        names = made.names
        found.add(tuple(sorted("".join(sorted(names[one] for one in group)) for group in families_of(made, parted))))
    [only] = found
    return list(only)


def clique(letters: str) -> str:
    """Return ties between all of some letters."""
    return " ".join(map("".join, combinations(letters, 2)))


@pytest.mark.parametrize(
    ("measured", "expected"),
    [
        ("ab", ["ab"]),
        ("ab cd", ["ab", "cd"]),
        ("ab bc", ["ab"]),  # a chain: its ends are strangers
        ("ab bc cd", ["ab", "cd"]),
        ("ab ac ad ae", ["ab"]),  # all cut from one, each another part
        (f"{clique('abcd')} de {clique('efgh')}", ["abcd", "efgh"]),
        (f"{clique('abcdefgh')} ax bx cx dx ex fx", ["abcdefghx"]),  # a rework that shares too little with two cuts
        (f"{clique('abcd')} ax bx", ["abcd"]),
    ],
)
def test_only_what_is_tied_closely_is_one_family(measured: str, expected: list[str]) -> None:
    """Of the pairs between two groups two thirds must be tied; what is tied to few of a family stays out of it."""
    assert families(measured) == expected


def test_the_stronger_tie_comes_first() -> None:
    """Where one text is tied to two that are strangers, it goes with the one it is nearer to."""
    assert families("bc", weak="ab") == ["bc"]
    assert families("ab", weak="bc") == ["ab"]


def test_bonds_hold_whatever_is_measured() -> None:
    """Copies, versions and what a person tied are one text: a tie to one of them is a tie to all."""
    assert families("", "ab bc cd") == ["abcd"]
    assert families("dx", "ab bc cd") == ["abcdx"]
    assert families("ax dy", "ab bc cd") == ["abcdx"]


def test_whom_a_person_parted_never_meet() -> None:
    """Neither by ties of their own nor through others."""
    assert families(clique("abc"), apart="ab") == ["ac"]
    assert families("", "ab bc", apart="ac") == ["ab"]
    assert families("ax", "ab", apart="bx") == ["ab"]


def test_large_families_are_made_in_no_time() -> None:
    """Two hundred near copies of which one pair in fifty was missed are one family."""
    chance = random.Random(7)  # noqa: S311  an order, no secret
    names = {number: f"{number:04d}" for number in range(200)}
    pairs = {frozenset(pair): STRONG for pair in combinations(names, 2) if chance.random() > 0.02}
    assert families_of(Ties(names=names, measured=dict(pairs)), []) == [frozenset(names)]
