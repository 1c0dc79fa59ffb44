"""What relations and stories have to show, line by line, and the figures that are pinned.

Rule: pure but for the sets' own scorer, which is handed in.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from types import ModuleType
from typing import Any

import swap_ladder
from relations_score import (
    Share,
    axis_right,
    b_cubed,
    b_cubed_interval,
    called_copies,
    f1_interval,
    is_copy,
    said_of,
    together,
)
from relations_sets import Answers, PairSet, Says

from yardstick.bootstrap import Interval
from yardstick.musts import Must

NO_COPIES = frozenset({"quote", "template", "swap"})
"""Kinds of pairs on the ladders that are no copies."""
SAME_NEWS = "tg"
FIVE = 5
AXES = (("text", "wording", 0.80, 0.90), ("occasion", "occasion", 0.85, 0.95))
"""Axis, its name, the share that must be right and the share that should be; of our own ladder the same is asked."""


@dataclass(slots=True)
class Found:
    """The lines of one set, and what is pinned of it."""

    lines: list[Must] = field(default_factory=list)
    pinned: dict[str, float] = field(default_factory=dict)

    def least(self, name: str, value: float, shown: str, must: float, aim: float | None) -> None:
        """Add a figure that must not be lower."""
        self.lines.append(Must(name, shown, _bound("≥", must), _bound("≥", aim), value >= must))

    def most(self, name: str, value: float, shown: str, must: float, aim: float) -> None:
        """Add a figure that must not be higher."""
        self.lines.append(Must(name, shown, _bound("≤", must), _bound("≤", aim), value <= must))


def _bound(sign: str, value: float | None) -> str:
    return "" if value is None else f"{sign} {value:g}"


def lines_of(labelled: PairSet, answers: Says, bench: ModuleType | None) -> Found:
    """Return the lines of one set."""
    if labelled.name in swap_ladder.PIECES:
        return _own(labelled, answers)
    if bench is None:
        raise ValueError(f"{labelled.name} is scored by its own scorer, which is not in reach")
    score = {"wire_pairs": _wire, "reuters_gold": _gold, "ladder": _ladder, "ecbplus": _events, SAME_NEWS: _news}
    return score[labelled.name](labelled, answers, bench)


def _f1_line(found: Found, labelled: PairSet, answers: Says, scores: Mapping[str, Any]) -> float:
    """Pin the scorer's F1 and return it; what is shown has its interval and the errors."""
    said = said_of(answers.relations)
    span = f1_interval([(bool(pair["label"]), is_copy(pair, said)) for pair in labelled.pairs])
    shown = f"{_spanned(scores['F1'], span)}, {_errors(scores)}"
    found.pinned["F1"] = scores["F1"]
    bounds = {"wire_pairs": (0.95, 0.98), "reuters_gold": (0.93, 0.96)}[labelled.name]
    found.least(f"{labelled.name}: copies F1", scores["F1"], shown, *bounds)
    return float(scores["F1"])


def _errors(scores: Mapping[str, Any]) -> str:
    return f"{scores['pairs']} pairs; {scores['false_merges']} false, {scores['missed']} missed"


def _spanned(value: float, span: Interval) -> str:
    return f"{value:.3f} [{span.low:.3f}, {span.high:.3f}]"


def _share(words: str) -> Share:
    """Read the scorer's `98/147`."""
    hits, _, count = words.partition("/")
    return Share(int(hits), int(count))


def _wire(labelled: PairSet, answers: Says, bench: ModuleType) -> Found:
    found, scores = Found(), bench.score_axes(labelled.docs, labelled.pairs, answers.relations)
    _f1_line(found, labelled, answers, scores)
    wrong = _share(scores["lookalikes_called_copies"])
    found.most("wire_pairs: look-alikes called copies", wrong.hits, str(wrong), 2, 0)
    found.pinned["lookalikes_called_copies"] = float(wrong.hits)
    for axis, label, must, aim in AXES:
        right = _share(scores[f"{axis}_right"])
        found.least(f"wire_pairs: {label} right where a relation was given", right.value, str(right), must, aim)
        found.pinned[f"{axis}_right"] = right.value
    return found


def _gold(labelled: PairSet, answers: Says, bench: ModuleType) -> Found:
    found = Found()
    _f1_line(found, labelled, answers, bench.score_pairs(labelled.docs, labelled.pairs, answers.relations))
    return found


def _ladder(labelled: PairSet, answers: Says, bench: ModuleType) -> Found:
    scores = bench.score_pairs(labelled.docs, labelled.pairs, answers.relations)
    shares = {kind: _share(words) for kind, words in scores["called_copies_by_kind"].items()}
    found = Found()
    for kind, share in shares.items():
        if kind not in NO_COPIES:
            found.least(f"ladder: {kind} caught", share.value, str(share), 0.98, 1.0)
            found.pinned[f"{kind}_caught"] = share.value
    for kind, must in (("template", 0.02), ("quote", 0.01)):
        found.most(f"ladder: {kind} called copies", shares[kind].value, str(shares[kind]), must, 0)
        found.pinned[f"{kind}_called_copies"] = float(shares[kind].hits)
    return found


def _own(labelled: PairSet, answers: Says) -> Found:
    found, said = Found(), said_of(answers.relations)
    shares = called_copies(labelled.pairs, said)
    wrong = shares["swap"]
    found.most(f"{labelled.name}: look-alikes called copies", wrong.value, str(wrong), 0.10, 0.03)
    found.pinned["lookalikes_called_copies"] = float(wrong.hits)
    named = [
        said.get(frozenset((pair["a"], pair["b"])), {}).get("kind") for pair in labelled.pairs if not pair["label"]
    ]
    told = Share(named.count("lookalike"), len(named))
    found.least(f"{labelled.name}: look-alikes called look-alikes", told.value, str(told), 0.85, 0.95)
    found.pinned["called_lookalikes"] = told.value
    caught = [share for kind, share in shares.items() if kind not in NO_COPIES]
    every = Share(sum(share.hits for share in caught), sum(share.n for share in caught))
    lost = ", ".join(
        f"{kind} {each.n - each.hits}" for kind, each in shares.items() if kind not in NO_COPIES and each.hits < each.n
    )
    shown = f"{every}" + (f"; missed: {lost}" if lost else "")
    found.least(f"{labelled.name}: true copies called copies", every.value, shown, 0.95, 1.0)
    found.pinned["copies_caught"] = every.value
    for axis, label, must, aim in AXES:
        right = axis_right(labelled.pairs, said, axis)
        found.least(f"{labelled.name}: {label} right where given and certain", right.value, str(right), must, aim)
        found.pinned[f"{axis}_right"] = right.value
    if answers.stories:
        _own_stories(found, labelled, answers)
    return found


def _own_stories(found: Found, labelled: PairSet, answers: Says) -> None:
    """Add how often the two sides of a look-alike, and of a copy, share a story."""
    cells = together(labelled.pairs, answers.stories)
    wrong = Share(cells.count((False, True)), sum(not label for label, _ in cells))
    right = Share(cells.count((True, True)), sum(label for label, _ in cells))
    found.most(f"{labelled.name}: look-alikes in one story", wrong.value, str(wrong), 0.10, 0.03)
    found.least(f"{labelled.name}: copies in one story", right.value, str(right), 0.95, 1.0)
    found.pinned |= {"lookalikes_in_one_story": float(wrong.hits), "copies_in_one_story": right.value}


def _events(labelled: PairSet, answers: Says, bench: ModuleType) -> Found:
    docs = [(str(doc["id"]), str(doc["cluster"])) for doc in labelled.docs if doc.get("cluster") is not None]
    scores = bench.score_stories(labelled.docs, answers.stories)
    span = b_cubed_interval(docs, b_cubed(docs, answers.stories))
    shown = f"{_spanned(scores['B3F1'], span)}, {scores['docs']} texts; P {scores['B3P']:.3f} R {scores['B3R']:.3f}"
    found = Found(pinned={"B3F1": scores["B3F1"]})
    found.least("ecbplus: stories B-cubed F1 (interval over topics)", scores["B3F1"], shown, 0.82, 0.86)
    return found


def _news(labelled: PairSet, answers: Says, bench: ModuleType) -> Found:
    scores = bench.score_story_pairs(labelled.docs, labelled.pairs, answers.stories)
    span = f1_interval(together(labelled.pairs, answers.stories))
    shown = f"{_spanned(scores['F1'], span)}, {_errors(scores)}"
    found = Found(pinned={"F1": scores["F1"]})
    found.least("tg: same news F1", scores["F1"], shown, 0.78, 0.84)
    return found


def seed_lines(expected: Mapping[str, Any], answers: Answers) -> tuple[Found, list[str]]:
    """Return the lines of the seeds, and a line for each thing that is wrong."""
    names = {str(row["id"]): str(row["source"])[:3] for row in answers.articles}
    wanted = {tuple(pair.split("~")): right for pair, right in expected["relations"].items() if "~" in pair}
    said = {tuple(sorted((names[row["a"]], names[row["b"]]))): row for row in answers.relations}
    wrong = [line for pair, right in wanted.items() if (line := _wrong_seed(pair, right, said.get(pair, {})))]
    homes = [{names[str(member)] for member in story["members"]} for story in answers.stories]
    parted = expected["stories"]["never_together"]
    joined = [f"{a} and {b} are in one story" for a, b in parted if any({a, b} <= home for home in homes)]
    found = Found()
    right = Share(len(wanted) - len(wrong), len(wanted))
    found.least("seeds: relations right", right.value, f"{right.hits}/{right.n}", 1.0, None)
    found.most("seeds: never together, yet in one story", len(joined), f"{len(joined)} of {len(parted)}", 0, 0)
    count = len(answers.articles)
    found.lines.append(Must("seeds: articles", str(count), "5", "", count == FIVE))
    found.pinned = {"relations_right": right.value, "never_together": float(len(joined))}
    return found, wrong + joined


def _wrong_seed(pair: Sequence[str], right: Mapping[str, Any], row: Mapping[str, Any]) -> str:
    """Return what is wrong of a pair of seeds, or nothing; no row is the kind null."""
    for axis in ("kind", "text", "occasion"):
        if axis not in right or (axis != "kind" and not row and None in _listed(right["kind"])):
            continue
        if row.get(axis) not in _listed(right[axis]):
            return f"{'~'.join(pair)}: {axis} is {row.get(axis)}, not {right[axis]}"
    return ""


def _listed(right: object) -> list[object]:
    return list(right) if isinstance(right, list) else [right]
