"""Score the extractor: our own pages against pinned floors, and labelled corpora beside peers where they are present.

    python benchmarks/quality.py                      own pages, and the corpora found in ../shared
    python benchmarks/quality.py --shared FOLDER      the corpora in FOLDER (or the environment's CUTTINGS_SHARED)
    python benchmarks/quality.py --pin --because WHY  write new floors; a floor may only be lowered so

Rule: a script; reads pages, prints tables, writes nothing but `floors.toml` when told to.
"""

import argparse
import collections
import hashlib
import importlib
import importlib.util
import json
import os
import re
import sys
import time
import tomllib
from collections.abc import Callable, Iterable
from pathlib import Path
from types import ModuleType

from ingest.pipeline import process
from schemas.article import Article, Card
from schemas.page import RawPage, Source

HERE = Path(__file__).parent
PAGES = HERE.parent / "tests" / "pages"
FLOORS = HERE / "floors.toml"
CORPORA = ("scrapinghub", "fundus", "wcxb_test:article")
PEERS = ("trafilatura_default",)
GRAM = 4
MARGIN = 0.0005
"""Rounding of the pinned figures."""

_TOKEN = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\u0e00-\u0e7f]|[^\W\u3040-\u30ff\u3400-\u9fff\u0e00-\u0e7f]+")

Scores = dict[str, float]


def read_page(html: bytes, url: str) -> Article | None:
    """Return the article of a page, or None where it is none."""
    page = RawPage(source=Source(path="page.html"), payload=html, format="html", url=url or None)
    found = process(page, keep_bytes=False)
    return found if isinstance(found, Article) else None


def cuttings(html: bytes, url: str) -> dict[str, object]:
    """Extract as the corpora's scorer wants it."""
    article = read_page(html, url)
    if article is None:
        return {"text": ""}
    card = article.card
    return {
        "text": article.text,
        "title": card.headline,
        "author": list(card.authors),
        "date": (card.published or "")[:10],
    }


def shingles(text: str) -> collections.Counter[tuple[str, ...]]:
    """Return the word 4-grams of a text."""
    words = _TOKEN.findall(text)
    return collections.Counter(tuple(words[at : at + GRAM]) for at in range(max(1, len(words) - GRAM + 1)) if words)


def f1(gold: str, found: str) -> float:
    """Return the 4-gram F1 of a text; two empty ones agree."""
    true, got = shingles(gold), shingles(found)
    total = sum(true.values()) + sum(got.values())
    return 2 * sum((true & got).values()) / total if total else 1.0


def own_pages(folder: Path = PAGES) -> list[tuple[Path, dict[str, object]]]:
    """Return our own pages with what an archivist writes of them."""
    cases = sorted(folder.glob("html-*/expected.json"))
    return [(case.parent / "page.html", json.loads(case.read_text("utf-8"))) for case in cases]


def fingerprint(pages: Iterable[tuple[Path, dict[str, object]]]) -> str:
    """Return a hash of the page set, so that figures of one set are not held against another."""
    digest = hashlib.sha256()
    for path, expected in pages:
        digest.update(path.parent.name.encode())
        digest.update(path.read_bytes())
        digest.update(json.dumps(expected, sort_keys=True).encode())
    return digest.hexdigest()[:16]


def own_scores(pages: list[tuple[Path, dict[str, object]]]) -> Scores:
    """Return the mean body F1 and the share of right facts over our own pages."""
    bodies: list[float] = []
    facts: dict[str, list[bool]] = collections.defaultdict(list)
    for path, expected in pages:
        article = read_page(path.read_bytes(), str(expected.get("url") or ""))
        bodies.append(f1("\n\n".join(map(str, expected["text"])), article.text if article else ""))  # type: ignore[call-overload]
        for field, value in dict(expected["facts"]).items():  # type: ignore[call-overload]
            facts[field].append(article is not None and card_value(article.card, field) == value)
    scores = {field: sum(right) / len(right) for field, right in sorted(facts.items())}
    return {"body": sum(bodies) / len(bodies), **scores}


def card_value(card: Card, field: str) -> object:
    """Return a card's value as the expectations write it: lists for authors, days for dates."""
    value = getattr(card, field)
    if field == "published" and value:
        return value[:10]
    return list(value) if isinstance(value, tuple) else value


def read_floors() -> tuple[str, Scores]:
    """Return the fingerprint that the floors belong to, and the floors."""
    table = tomllib.loads(FLOORS.read_text("utf-8"))["pages"]
    return table["fingerprint"], {field: float(floor) for field, floor in table["floors"].items()}


def below_floor(scores: Scores, floors: Scores) -> list[str]:
    """Return a line for each figure that is below its floor."""
    return [
        f"{field}: {scores.get(field, 0.0):.3f} is below the floor {floor:.3f}"
        for field, floor in floors.items()
        if scores.get(field, 0.0) < floor - MARGIN
    ]


def pin(scores: Scores, mark: str, because: str) -> None:
    """Write the floors of the present page set."""
    lines = [
        "# Figures that a change must not lower (python benchmarks/quality.py --pin --because WHY).",
        f"# Pinned because: {because}",
        "[pages]",
        f'fingerprint = "{mark}"',
        "",
        "[pages.floors]",
        *(f"{field} = {int(score * 1000) / 1000:.3f}" for field, score in scores.items()),
    ]
    FLOORS.write_text("\n".join(lines) + "\n", "utf-8")


def score_corpora(shared: Path) -> bool:
    """Print our figures beside the peers' for every corpus that is there; return whether any was."""
    corpora = [
        name for name in CORPORA if (shared / "corpora/extraction-dev" / f"{name.split(':')[0]}.jsonl.gz").is_file()
    ]
    if not corpora:
        return False
    sys.path.insert(0, str(shared / "bench" / "extraction"))
    bench = importlib.import_module("bench_extraction")
    runners: dict[str, Callable[[bytes, str], dict[str, object] | None]] = {"cuttings": cuttings}
    peers = importlib.import_module("peers")
    for name in PEERS:
        if importlib.util.find_spec(name.split("_")[0]) is None:
            print(f"(peer {name} is not installed: it is left out)")
        else:
            runners[name] = getattr(peers, name)
    for corpus in corpora:
        name, _, kind = corpus.partition(":")
        path = str(shared / "corpora/extraction-dev" / f"{name}.jsonl.gz")
        _print_table(bench, corpus, bench.pages_of(f"{path}:{kind}" if kind else path), runners)
    return True


def _print_table(
    bench: ModuleType,
    corpus: str,
    pages: list[dict[str, object]],
    runners: dict[str, Callable[[bytes, str], dict[str, object] | None]],
) -> None:
    """Print one corpus as a table, with the CPU time a page."""
    print(f"\n### {corpus}: {len(pages)} pages\n| extractor | F1 | P | R | title | author | date | ms CPU a page |")
    print("|---|---|---|---|---|---|---|---|")
    for name, run in runners.items():
        run(b"<p>warm up", "")  # imports and tables are not a page's cost
        start = time.process_time()
        found = {page["id"]: run(page["html"], str(page.get("url") or "")) or {} for page in pages}  # type: ignore[arg-type]
        spent = 1000 * (time.process_time() - start) / len(pages)
        scores = bench.score(pages, found)
        cells = [f"{scores[key]:.3f}" if key in scores else "" for key in ("F1", "P", "R", "title", "author", "date")]
        print(f"| {name} | " + " | ".join(cells) + f" | {spent:.1f} |", flush=True)


def main() -> int:
    """Run the gate; return the exit status: 1 where a figure is below its floor."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    default = os.environ.get("CUTTINGS_SHARED") or str(HERE.parent.parent / "shared")
    parser.add_argument("--shared", default=default, help="folder that holds the labelled corpora")
    parser.add_argument("--pin", action="store_true", help="write the present figures as floors")
    parser.add_argument("--because", default="", help="why the floors change")
    options = parser.parse_args()
    pages = own_pages()
    mark, scores = fingerprint(pages), own_scores(pages)
    print(f"### own pages: {len(pages)}, fingerprint {mark}")
    print("\n".join(f"{field:20s} {score:.3f}" for field, score in scores.items()))
    if options.pin:
        if not options.because:
            parser.error("--pin needs --because WHY")
        pin(scores, mark, options.because)
        print(f"wrote {FLOORS.name}")
        return 0
    pinned, floors = read_floors()
    faults = below_floor(scores, floors)
    if pinned != mark:
        faults.append(f"the page set changed ({pinned} -> {mark}): pin it anew with --pin --because WHY")
    if not score_corpora(Path(options.shared)):
        print("\n(no labelled corpora in reach: only our own pages were scored)")
    print("\n".join(faults) or "\nno figure is below its floor")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
