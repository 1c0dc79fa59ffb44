"""Score the extractor: our own pages against pinned floors, and labelled corpora beside peers where they are present.

    nox -s quality                                    all of it, in an environment with the peers
    python benchmarks/quality.py --own                our own pages against their floors; seconds
    python benchmarks/quality.py --only fundus        some sets; `--explain PAGE` tells of one page
    python benchmarks/quality.py --pin --because WHY  write the figures as floors; none sinks without a reason

Rule: a script; reads pages, prints tables, writes stored answers of peers, and `floors.toml` when told to.
"""

import argparse
import json
import os
import sys
from collections.abc import Mapping
from pathlib import Path

from yardstick import floors, walls
from yardstick.explain import explain
from yardstick.measure import OURS
from yardstick.own import fingerprint, own_pages, own_scores
from yardstick.peers import present_peers
from yardstick.runner import ids_of, rows_of, task_of
from yardstick.sets import find_sets, pages_of
from yardstick.study import Study, make_study, musts_of, names_wanted, pinned_figures
from yardstick.tables import dump_table, host_table, must_table, pool_table, set_table, verdict_lines, wall_table

ROOT = Path(__file__).resolve().parent.parent

Measured = dict[str, tuple[str, Mapping[str, float]]]


def options_of(arguments: list[str] | None = None) -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    default = Path(os.environ.get("CUTTINGS_SHARED") or ROOT.parent / "shared")
    parser.add_argument("--shared", type=Path, default=default, help="folder that holds the labelled corpora")
    parser.add_argument("--own", action="store_true", help="our own pages only")
    parser.add_argument("--only", action="append", default=[], metavar="SET", help="these sets only")
    parser.add_argument("--jobs", type=int, default=2, help="extractors that run at a time")
    parser.add_argument(
        "--cache", type=Path, default=ROOT / ".nox" / "quality-answers", help="where peers' answers are kept"
    )
    parser.add_argument("--json", action="store_true", help="print one JSON object instead of tables")
    parser.add_argument("--explain", metavar="PAGE", help="tell of one labelled page, by its id, and end")
    parser.add_argument("--pin", action="store_true", help="write the present figures as floors")
    parser.add_argument("--because", default="", help="why a floor sinks")
    return parser.parse_args(arguments)


def explain_page(options: argparse.Namespace) -> int:
    """Print what there is to say of one page of the sets."""
    for labelled in find_sets(options.shared, names_wanted(options.only)):
        page = next((page for page in pages_of(options.shared, labelled) if page["id"] == options.explain), None)
        if page is None:
            continue
        _, ids = ids_of(options.shared, labelled)
        tasks = [task_of(labelled, peer, options.cache, ids) for peer in present_peers()[0]]
        answers = {task.extractor: rows_of(task)[page["id"]] for task in tasks if task.is_done}
        print("\n".join(explain(page, answers)))
        return 0
    print(f"no set has a page {options.explain}", file=sys.stderr)
    return 1


def print_study(study: Study) -> None:
    """Print the tables of a run."""
    for name, results in study.results.items():
        print("\n".join(set_table(name, len(study.labels[name]), study.sets[name].fingerprint, results)))
    if study.pool:
        print("\n".join(pool_table(study.pools, study.pool)))
    print("\n".join(host_table(study.by_host)))
    print("\n".join(dump_table(study.dumps)))
    print("\n".join(verdict_lines(study.articles, study.others)))
    print("\n".join(must_table(musts_of(study))))


def as_json(measured: Measured, study: Study | None, faults: list[str]) -> str:
    """Return a run as one JSON object."""
    made: dict[str, object] = {"figures": {name: dict(scores) for name, (_, scores) in measured.items()}}
    made["fingerprints"] = {name: mark for name, (mark, _) in measured.items()}
    if study:
        made["extractors"] = {
            name: {extractor: result.figures for extractor, result in results.items()}
            for name, results in study.results.items()
        }
        made["wrong_days"] = {name: list(results[OURS].wrong_days) for name, results in study.results.items()}
        made["turned_away"] = [list(each) for each in study.articles.rejected]
        made["musts"] = [[each.line, each.figure, each.must, each.aim, each.is_met] for each in musts_of(study)]
        made["absent"] = study.absent
    return json.dumps({**made, "below": faults}, ensure_ascii=False, indent=1)


def write_floors(measured: Measured, because: str) -> int:
    """Pin the present figures; refuse where one would sink without a reason."""
    sunk = floors.lowered(measured, floors.read_floors())
    if sunk and not because:
        print("\n".join(sunk), "\na floor sinks only with --because WHY", file=sys.stderr)
        return 2
    floors.pin(measured, because)
    print(f"wrote {floors.FLOORS.name}")
    return 0


def main() -> int:
    """Run the gate; return the exit status: 1 where a figure is below its floor."""
    options = options_of()
    if options.explain:
        return explain_page(options)
    pages = own_pages()
    found = walls.score_walls()
    measured: Measured = {
        floors.OWN: (fingerprint(pages), own_scores(pages)),
        walls.NAME: (walls.fingerprint(), found.figures),
    }
    study = None
    names = () if options.own else names_wanted(options.only)
    if find_sets(options.shared, names):
        study = make_study(options.shared, options.cache, names, jobs=options.jobs)
        measured |= pinned_figures(study)
    if options.pin:
        return write_floors(measured, options.because)
    faults, notes = floors.hold(measured, floors.read_floors())
    if options.json:
        print(as_json(measured, study, faults))
        return 1 if faults else 0
    print(f"### {floors.OWN}: {len(pages)}, fingerprint {measured[floors.OWN][0]}")
    print("\n".join(f"{name:20s} {score:.3f}" for name, score in measured[floors.OWN][1].items()))
    print("\n".join(wall_table(found)))
    if study:
        print_study(study)
        notes += study.absent
    else:
        notes.append("only our own pages were scored" + ("" if options.own else ": no labelled sets are in reach"))
    print("\n" + "\n".join([*(f"({note})" for note in notes), *(faults or ["no figure is below its floor"])]))
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
