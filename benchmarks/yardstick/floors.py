"""Pinned figures (`floors.toml`), each beside the fingerprint of the pages that it was measured on.

Rule: a floor sinks only with a reason; a figure of other pages than the pinned ones is held against nothing,
and that is said.
"""

import json
import math
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

FLOORS = Path(__file__).parents[1] / "floors.toml"
OWN = "own pages"
MARGIN = 0.0005
"""Rounding of the pinned figures."""
OWN_SWAPS = "own swaps"
OURS = frozenset({OWN, OWN_SWAPS, "fresh swaps"})
"""Sets in the repository: who changes them pins them anew."""
CEILINGS = frozenset(
    {"wrong_days", "rejected", "walls_missed", "articles_refused", "lookalikes_called_copies"}
    | {"template_called_copies", "quote_called_copies", "never_together", "lookalikes_in_one_story"}
)
"""Counts that must not rise; all else are shares that must not sink."""

Scores = Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Pinned:
    """The floors of one set of pages."""

    fingerprint: str
    floors: dict[str, float] = field(default_factory=dict)
    because: str = ""
    """Why they were last changed."""


def read_floors(path: Path = FLOORS) -> dict[str, Pinned]:
    """Return what is pinned, by the name of the set."""
    if not path.is_file():
        return {}
    table = tomllib.loads(path.read_text("utf-8"))
    return {
        name: Pinned(each["fingerprint"], {key: float(value) for key, value in each["floors"].items()}, each["because"])
        for name, each in table.items()
    }


def below_floor(scores: Scores, floors: Scores) -> list[str]:
    """Return a line for each figure that is on the wrong side of its floor or ceiling, or missing."""
    faults = []
    for name, pinned in floors.items():
        value = scores.get(name)
        if name in CEILINGS:
            if value is None or value > pinned:
                faults.append(f"{name}: {'missing' if value is None else f'{value:.0f}'} is above {pinned:.0f}")
        elif (value or 0.0) < pinned - MARGIN:
            faults.append(f"{name}: {value or 0.0:.3f} is below the floor {pinned:.3f}")
    return faults


def hold(measured: Mapping[str, tuple[str, Scores]], pinned: Mapping[str, Pinned]) -> tuple[list[str], list[str]]:
    """Return faults, and notes on what could not be held; `measured` is (fingerprint, scores) by set."""
    faults, notes = [], []
    for name, (mark, scores) in measured.items():
        floor = pinned.get(name)
        if floor is None:
            notes.append(f"{name}: no floor is pinned yet (--pin)")
        elif floor.fingerprint == mark:
            faults += [f"{name}: {line}" for line in below_floor(scores, floor.floors)]
        elif name in OURS:
            faults.append(f"{name}: the pages changed ({floor.fingerprint} -> {mark}): pin them anew with --pin")
        else:
            notes.append(f"{name}: other pages ({mark}) than the pinned ones ({floor.fingerprint})")
    return faults, notes


def lowered(measured: Mapping[str, tuple[str, Scores]], pinned: Mapping[str, Pinned]) -> list[str]:
    """Return what pinning the present figures would lower: such a pin needs a reason. Other pages are another set."""
    faults = []
    for name, (mark, scores) in measured.items():
        if name in pinned and pinned[name].fingerprint == mark:
            faults += [f"{name}: {line}" for line in below_floor(scores, pinned[name].floors)]
    return faults


def pin(
    measured: Mapping[str, tuple[str, Scores]],
    because: str,
    path: Path = FLOORS,
) -> None:
    """Write the present figures as floors; sets that were not measured keep theirs."""
    pinned = read_floors(path)
    for name, (mark, scores) in measured.items():
        floors = {key: _rounded(key, value) for key, value in scores.items()}
        pinned[name] = Pinned(mark, floors, because or "the figures rose")
    parts = ["# Figures that a change must not lower (--pin [--because WHY] writes them); ceilings are counts.\n"]
    for name, each in pinned.items():
        shown = [
            f"{key} = {value:.0f}" if key in CEILINGS else f"{key} = {value:.3f}" for key, value in each.floors.items()
        ]
        head = [f"[{json.dumps(name)}]", f"fingerprint = {json.dumps(each.fingerprint)}"]
        head.append(f"because = {json.dumps(each.because, ensure_ascii=False)}")
        parts.append("\n".join([*head, "", f"[{json.dumps(name)}.floors]", *shown, ""]))
    path.write_text("\n".join(parts), "utf-8")


def _rounded(name: str, value: float) -> float:
    return value if name in CEILINGS else math.floor(value * 1000 + 1e-6) / 1000
