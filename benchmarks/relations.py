"""Score relations and stories on labelled sets through the real command line, and on our own ladder of minimal swaps.

    nox -s relations                                    every set in reach
    python benchmarks/relations.py --only "own swaps"   needs nothing but the repository
    python benchmarks/relations.py --errors DIR         write each wrong answer, with both texts
    python benchmarks/relations.py --pin --because WHY  write the figures as floors; none sinks without a reason

Rule: a script; makes archives in a folder that may be kept, prints a table, writes `relations_floors.toml` when told.
"""

import argparse
import json
import os
import sys
import tempfile
from pathlib import Path

import swap_ladder
from relations_errors import write_errors
from relations_lines import Found, lines_of, seed_lines
from relations_sets import SETS, find_set, ingested, scorer, seeded

from yardstick import floors
from yardstick.tables import must_table

ROOT = Path(__file__).resolve().parent.parent
FLOORS = Path(__file__).with_name("relations_floors.toml")
SEEDS = "seeds"

Measured = dict[str, tuple[str, dict[str, float]]]


def options_of(arguments: list[str] | None = None) -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    default = Path(os.environ.get("CUTTINGS_SHARED") or ROOT.parent / "shared")
    parser.add_argument("--shared", type=Path, default=default, help="folder that holds the labelled sets")
    parser.add_argument("--only", action="append", default=[], metavar="SET", choices=(*SETS, SEEDS))
    parser.add_argument("--cache", type=Path, help="where archives are kept, by set and code")
    parser.add_argument("--jobs", type=int, default=1, help="workers of an ingest")
    parser.add_argument("--errors", type=Path, metavar="DIR", help="write each wrong answer into a file a set")
    parser.add_argument("--pin", action="store_true", help="write the present figures as floors")
    parser.add_argument("--because", default="", help="why a floor sinks")
    return parser.parse_args(arguments)


def measure(options: argparse.Namespace, folder: Path) -> tuple[dict[str, Found], Measured, list[str]]:
    """Return the lines and the figures of every set in reach, and a note on each that is not."""
    lines: dict[str, Found] = {}
    measured: Measured = {}
    absent = []
    bench = scorer(options.shared)
    for name in options.only or (*SETS, SEEDS):
        if name == SEEDS:
            found = _seeds(options, folder)
        else:
            labelled = find_set(options.shared, name)
            if labelled is None or (bench is None and name not in swap_ladder.PIECES):
                absent.append(f"{name}: skipped, the set or its scorer is not below {options.shared.name}/")
                continue
            answers = ingested(labelled, folder, options.jobs)
            found = labelled.fingerprint, lines_of(labelled, answers, bench)
            if options.errors:
                write_errors(options.errors, labelled, answers)
            _note_rejected(labelled.name, answers.report, absent)
        if found is None:
            absent.append(f"{name}: skipped, they are not below {options.shared.name}/")
            continue
        measured[name] = found[0], found[1].pinned
        lines[name] = found[1]
        print("\n".join(f"{line.line}: {line.figure}" for line in found[1].lines), file=sys.stderr, flush=True)
    return lines, measured, absent


def _seeds(options: argparse.Namespace, folder: Path) -> tuple[str, Found] | None:
    path = options.shared / "seeds" / "expected.json"
    if not path.is_file():
        return None
    found, wrong = seed_lines(json.loads(path.read_text("utf-8")), seeded(options.shared, folder))
    if options.errors:
        options.errors.mkdir(parents=True, exist_ok=True)
        (options.errors / "errors-seeds.txt").write_text("".join(f"{line}\n" for line in wrong), "utf-8")
    return swap_ladder.hash_of([path]), found


def _note_rejected(name: str, report: dict[str, object], notes: list[str]) -> None:
    rejected = report["rejected"]
    if isinstance(rejected, list) and rejected:
        notes.append(f"{name}: {len(rejected)} records gave no article: {rejected[0]}")


def write_floors(measured: Measured, because: str) -> int:
    """Pin the present figures; refuse where one would sink without a reason."""
    sunk = floors.lowered(measured, floors.read_floors(FLOORS))
    if sunk and not because:
        print("\n".join(sunk), "\na floor sinks only with --because WHY", file=sys.stderr)
        return 2
    floors.pin(measured, because, FLOORS)
    print(f"wrote {FLOORS.name}")
    return 0


def main() -> int:
    """Run the gate; return the exit status: 1 where a figure is below its floor."""
    options = options_of()
    with tempfile.TemporaryDirectory() as scratch:
        lines, measured, absent = measure(options, options.cache or Path(scratch))
    print("\n".join(must_table(line for found in lines.values() for line in found.lines)))
    if options.pin:
        return write_floors(measured, options.because)
    faults, notes = floors.hold(measured, floors.read_floors(FLOORS))
    print("\n" + "\n".join([*(f"({note})" for note in notes + absent), *(faults or ["no figure is below its floor"])]))
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
