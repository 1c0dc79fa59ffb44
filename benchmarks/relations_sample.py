"""Draw relations at random for a reader to judge, and tally what the reader wrote.

    python benchmarks/relations_sample.py draw ARCHIVE OUT.txt --count 200     each with both texts
    python benchmarks/relations_sample.py tally OUT.txt                        shares of wrong kinds, by kind

The drawing is in proportion to the square root of a kind's number, so that rare kinds are told of as well; the tally
weighs each kind by its number again, so that its share is that of all relations. Before each pair stands a line
`verdict: `, where the reader writes `right`, `wrong REASON` or `unsure REASON`.

Rule: a script; asks the archive by the real command line, and decides nothing.
"""

import argparse
import difflib
import math
import random
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from relations_score import Share
from relations_sets import Answers

Row = Mapping[str, Any]
SEED = 20221125

_HEAD = re.compile(r"^=== \d+ of \d+: (\w+) \((\d+) of this kind\)$", re.MULTILINE)
_VERDICT = re.compile(r"^verdict: *(\w*)", re.MULTILINE)


def drawn(relations: Sequence[Row], count: int, seed: int = SEED) -> list[Row]:
    """Return relations drawn at random, more of rare kinds than their share; in random order."""
    by_kind: dict[str, list[Row]] = defaultdict(list)
    for row in relations:
        if row["kind"]:
            by_kind[row["kind"]].append(row)
    roots = {kind: math.sqrt(len(rows)) for kind, rows in by_kind.items()}
    dice = random.Random(seed)  # noqa: S311  a sample, no secret
    wanted = {kind: min(len(by_kind[kind]), round(count * root / sum(roots.values()))) for kind, root in roots.items()}
    rows = [row for kind in sorted(by_kind) for row in dice.sample(_ordered(by_kind[kind]), wanted[kind])]
    dice.shuffle(rows)
    return rows[:count]


def _ordered(rows: Sequence[Row]) -> list[Row]:
    return sorted(rows, key=lambda row: (str(row["a"]), str(row["b"])))


def sheet(rows: Sequence[Row], relations: Sequence[Row], articles: Mapping[str, Row]) -> Iterator[str]:
    """Yield what a reader gets."""
    counts = Counter(row["kind"] for row in relations)
    for number, row in enumerate(rows, 1):
        yield f"=== {number} of {len(rows)}: {row['kind']} ({counts[row['kind']]} of this kind)"
        yield "verdict: "
        shares = ", ".join(
            f"{name} {row[name]:.2f}"
            for name in ("jaccard", "containment_ab", "containment_ba")
            if row.get(name) is not None
        )
        yield f"text {row['text']}, occasion {row['occasion']}; {shares}"
        yield f"evidence: {row['evidence']}"
        sides = [articles[str(row[end])] for end in ("a", "b")]
        for end, side in zip("ab", sides, strict=True):
            yield f"{end}: {row[end]} | {side.get('published') or 'no date'} | {side.get('headline') or 'no headline'}"
        yield from _compared(*(str(side["text"]) for side in sides))
        yield ""


def _compared(a: str, b: str) -> Iterator[str]:
    """Yield both texts sentence by sentence: `=` in both, `-` in a alone, `+` in b alone."""
    signs = {"  ": "=", "- ": "-", "+ ": "+"}
    for line in difflib.ndiff(_sentences(a), _sentences(b)):
        if line[:2] in signs:
            yield f"{signs[line[:2]]} {line[2:]}"


def _sentences(text: str) -> list[str]:
    return [" ".join(part.split()) for part in re.split(r"(?<=[.!?。！？])\s+|\n\s*\n", text) if part.strip()]  # noqa: RUF001


def tally(told: str) -> Iterator[str]:
    """Yield the share of wrong kinds, by kind and over all relations."""
    verdicts: dict[str, Counter[str]] = defaultdict(Counter)
    counts: dict[str, int] = {}
    for head, verdict in zip(_HEAD.finditer(told), _VERDICT.finditer(told), strict=True):
        verdicts[head[1]][verdict[1].lower() or "unread"] += 1
        counts[head[1]] = int(head[2])
    read = sum((each for each in verdicts.values()), Counter[str]())
    judged = {kind: each.total() - each["unread"] for kind, each in verdicts.items()}
    for kind, each in sorted(verdicts.items()):
        yield f"{kind}: wrong {Share(each['wrong'], judged[kind])}; unsure {each['unsure']}, unread {each['unread']}"
    yield f"all that were read: wrong {Share(read['wrong'], read.total() - read['unread'])}; must ≤ 8 %, aim ≤ 3 %"
    weights = {kind: counts[kind] for kind in verdicts if judged[kind]}
    if weights:
        weighed = sum(verdicts[kind]["wrong"] / judged[kind] * weight for kind, weight in weights.items())
        yield f"weighed by how many relations of each kind there are: {weighed / sum(weights.values()):.1%} wrong"


def main() -> int:
    """Draw or tally."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    verbs = parser.add_subparsers(dest="verb", required=True)
    draw = verbs.add_parser("draw")
    draw.add_argument("archive", type=Path)
    draw.add_argument("out", type=Path)
    draw.add_argument("--count", type=int, default=200)
    draw.add_argument("--seed", type=int, default=SEED)
    verbs.add_parser("tally").add_argument("out", type=Path)
    options = parser.parse_args()
    if options.verb == "tally":
        print("\n".join(tally(options.out.read_text("utf-8"))))
        return 0
    if options.out.exists():
        print(f"{options.out} is there; a sheet with verdicts is not written over", file=sys.stderr)
        return 2
    answers = Answers(options.archive, {})
    articles = {str(row.get("record_id") or row["id"]): row for row in answers.articles}
    rows = drawn(answers.relations, options.count, options.seed)
    options.out.write_text("\n".join(sheet(rows, answers.relations, articles)) + "\n", "utf-8")
    print(f"{len(rows)} of {len(answers.relations)} relations in {options.out.name}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
