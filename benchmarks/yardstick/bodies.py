"""Body scores page by page; those of the peers' stored answers are stored beside them, since they do not change.

Rule: the scores are the sets' own scorer's.
"""

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from types import ModuleType
from typing import Any

from yardstick.sets import Page

Bodies = dict[str, tuple[float | None, float | None, float]]
"""By page: precision (None where nothing was predicted), recall (None where nothing is labelled), F1."""


def body_scores(scorer: ModuleType, pages: list[Page], rows: Mapping[str, Mapping[str, Any]], answers: Path) -> Bodies:
    """Return the scores of all pages with a labelled body; `answers` is the file that `rows` were read from."""
    labelled = [page for page in pages if page.get("body")]
    store = answers.with_suffix(f".{_mark(scorer, answers)}.scores")
    if store.exists():
        return {name: (row[0], row[1], row[2]) for name, row in json.loads(store.read_text("utf-8")).items()}
    scores: Bodies = {}
    for page in labelled:
        found = scorer.body_score(page["body"], rows.get(page["id"], {}).get("text"))
        scores[page["id"]] = (found[0], found[1], float(found[2]))
    for old in answers.parent.glob(f"{answers.stem}.*.scores"):
        old.unlink()
    store.write_text(json.dumps(scores), "utf-8")
    return scores


def _mark(scorer: ModuleType, answers: Path) -> str:
    """Return a hash of the answers and of the scorer."""
    digest = hashlib.sha256(answers.read_bytes())
    digest.update(Path(str(scorer.__file__)).read_bytes())
    return digest.hexdigest()[:12]


def figures_of(scores: Bodies, bad: float) -> dict[str, float]:
    """Return the averages of precision and recall, F1 of the two, the mean of the pages' F1, the share of bad ones."""
    if not scores:
        return {}
    precisions = [score[0] for score in scores.values() if score[0] is not None]
    recalls = [score[1] for score in scores.values() if score[1] is not None]
    precision, recall = sum(precisions) / max(1, len(precisions)), sum(recalls) / max(1, len(recalls))
    both = precision + recall
    return {
        "F1": 2 * precision * recall / both if both else 0.0,
        "P": precision,
        "R": recall,
        "pageF1": sum(score[2] for score in scores.values()) / len(scores),
        "bad": sum(score[2] < bad for score in scores.values()) / len(scores),
    }
