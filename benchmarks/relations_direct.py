"""What the judge alone says of the labelled pairs: no archive, no candidates, so that rules can be tried in seconds.

    python benchmarks/relations_direct.py --only wire_pairs --errors DIR --cache DIR

Pairs that the candidate index would not bring together are judged here all the same: `relations.py` has the figures
that count; where the two differ, candidates or upkeep lose pairs.

Rule: stages 1 to 5 and the judge of stage 7, in this process; the texts may be kept in a folder.
"""

import argparse
import json
import os
import sys
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from relations_errors import write_errors
from relations_lines import lines_of
from relations_sets import PAIR_SETS, ROOT, PairSet, Row, code_mark, find_set, record_line, scorer

from ingest.pipeline import process
from ingest.readers.records.record import page_of_record
from ingest.relate.judge import judge
from ingest.relate.measures import Side
from ingest.relate.reading import read_words
from schemas.article import Article
from schemas.page import RawPage, Source
from yardstick.tables import must_table


@dataclass(frozen=True)
class Judged:
    """What the judge says."""

    relations: list[Row]
    stories: tuple[Row, ...] = ()


def sides_of(labelled: PairSet, folder: Path) -> dict[str, Side]:
    """Return the sides that the records of a set make, by record id; kept in `folder` but for the reading of words."""
    kept = (
        folder
        / f"{labelled.slug}-{labelled.fingerprint}-{code_mark('ingest/relate/', 'ingest/story/', 'archive/')}.json"
    )
    if not kept.is_file():
        folder.mkdir(parents=True, exist_ok=True)
        cards = {str(doc["id"]): card for doc in labelled.docs if (card := _card(doc)) is not None}
        kept.write_text(json.dumps(cards, ensure_ascii=False), "utf-8")
    return {name: _side(card) for name, card in json.loads(kept.read_text("utf-8")).items()}


def _card(doc: Row) -> Row | None:
    """Return what a judge may see of a record; None where it gives no article."""
    page = page_of_record(json.loads(record_line(doc)), Source(path="records.jsonl"))
    found = process(page, keep_bytes=False) if isinstance(page, RawPage) else None
    if not isinstance(found, Article):
        return None
    card = found.card
    dates = {"earliest": card.published_earliest, "latest": card.published_latest}
    return {"text": found.text, "language": card.language, "headline": card.headline, **dates}


def _side(card: Mapping[str, Any]) -> Side:
    reading = read_words(card["text"], card["language"])
    return Side(reading, card["earliest"], card["latest"], card.get("headline"))


def judged(labelled: PairSet, folder: Path) -> Judged:
    """Return a row for each labelled pair of which both records gave an article."""
    sides = sides_of(labelled, folder)
    rows = []
    for pair in labelled.pairs:
        a, b = str(pair["a"]), str(pair["b"])
        if a in sides and b in sides:
            verdict = judge(sides[a], sides[b])
            axes = {"text": verdict.text.value, "occasion": verdict.occasion.value, "evidence": verdict.evidence}
            rows.append({"a": a, "b": b, "kind": verdict.kind and verdict.kind.value, **axes})
    return Judged([row for row in rows if row["kind"] is not None])


def main() -> int:
    """Print the table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    default = Path(os.environ.get("CUTTINGS_SHARED") or ROOT.parent / "shared")
    parser.add_argument("--shared", type=Path, default=default, help="folder that holds the labelled sets")
    parser.add_argument("--only", action="append", default=[], metavar="SET", choices=PAIR_SETS)
    parser.add_argument("--cache", type=Path, help="where texts are kept")
    parser.add_argument("--errors", type=Path, metavar="DIR", help="write each wrong answer into a file a set")
    options = parser.parse_args()
    lines = []
    with tempfile.TemporaryDirectory() as scratch:
        for name in options.only or PAIR_SETS:
            labelled = find_set(options.shared, name)
            if labelled is None:
                print(f"{name}: skipped, the set is not below {options.shared.name}/", file=sys.stderr)
                continue
            said = judged(labelled, options.cache or Path(scratch))
            lines += lines_of(labelled, said, scorer(options.shared)).lines
            if options.errors:
                write_errors(options.errors, labelled, said)
    print("\n".join(must_table(lines)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
