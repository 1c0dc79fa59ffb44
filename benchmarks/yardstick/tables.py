"""Figures as Markdown tables.

Rule: pure; returns lines, prints nothing.
"""

from collections.abc import Iterable, Iterator, Mapping

from yardstick.dumps import DumpScore
from yardstick.furniture import HostScore
from yardstick.measure import COLUMNS, OURS, Result
from yardstick.musts import Must, Pool
from yardstick.verdicts import Verdicts
from yardstick.walls import ARTICLE, WallScore

MANY = 40
"""Rejected articles that are listed."""
SAID = {True: "ok", False: "NOT", None: "not measured"}


def set_table(name: str, pages: int, mark: str, results: Mapping[str, Result]) -> Iterator[str]:
    """Yield the table of one set; ours first, then by the first figure."""
    columns = [column for column in COLUMNS if any(column in result.figures for result in results.values())]
    yield f"\n### {name}: {pages} pages, fingerprint {mark}"
    yield from _row("extractor", *columns, "wrong days", "failed", "ms a page")
    yield "|" + "---|" * (len(columns) + 4)
    for result in sorted(results.values(), key=lambda each: (each.extractor != OURS, -_first(each, columns))):
        cells = [f"{result.figures[column]:.3f}" if column in result.figures else "" for column in columns]
        yield from _row(result.extractor, *cells, len(result.wrong_days), result.errors, f"{result.ms:.1f}")


def _first(result: Result, columns: list[str]) -> float:
    return next((result.figures[column] for column in columns if column in result.figures), 0.0)


def pool_table(pools: Iterable[tuple[str, float, int]], pool: Pool) -> Iterator[str]:
    """Yield the pooled comparison; `pools` are (extractor, mean page F1, bad pages)."""
    yield f"\n### pooled: {pool.pages} pages"
    yield from _row("extractor", "mean page F1", "pages below .8")
    yield "|---|---|---|"
    for name, value, bad in sorted(pools, key=lambda each: -each[1]):
        yield from _row(name, f"{value:.4f}", bad)
    span = pool.interval
    ends = f"[{span.low:+.4f}, {span.high:+.4f}]"
    yield f"\nOurs less {pool.peer}: {span.mean:+.4f}, 95 % interval {ends}, paired bootstrap"


def host_table(scores: Iterable[HostScore]) -> Iterator[str]:
    """Yield the mean page F1 of every extractor on hosts with several pages, before and after furniture is learned."""
    for number, score in enumerate(sorted(scores, key=lambda each: -each.after)):
        if number == 0:
            yield f"\n### learned furniture: {score.pages} pages of {score.hosts} hosts with 5 pages or more"
            yield from _row("extractor", "mean page F1", "with learned furniture")
            yield "|---|---|---|"
        yield from _row(score.extractor, f"{score.before:.4f}", f"{score.after:.4f}")


def dump_table(score: DumpScore | None) -> Iterator[str]:
    """Yield what learned furniture does to the same pages as text dumps."""
    if score is None:
        return
    yield f"\n### as text dumps: {score.pages} pages of {score.hosts} hosts; learning made {score.worse} of them worse"
    yield from _row(
        "the whole dump", "what is kept of each alone", "with learned furniture", "read as HTML, each alone"
    )
    yield "|---|---|---|---|"
    yield from _row(*(f"{value:.4f}" for value in (score.raw, score.before, score.after, score.html)))


def verdict_lines(articles: Verdicts, others: Mapping[str, Verdicts]) -> Iterator[str]:
    """Yield what was turned away: of articles each page, of other pages the count."""
    count = len(articles.rejected)
    yield f"\n### turned away: {count} of {articles.pages} labelled articles; {articles.flagged} flagged"
    for name, number, words in articles.rejected[:MANY]:
        yield f"- {name} {number}: {words}"
    if len(articles.rejected) > MANY:
        yield f"- and {len(articles.rejected) - MANY} more"
    for name, verdicts in others.items():
        yield f"- {name}: {len(verdicts.rejected)} of {verdicts.pages} turned away, {verdicts.flagged} flagged"


def wall_table(score: WallScore) -> Iterator[str]:
    """Yield what became of the made-up pages behind walls and of the articles that look like them."""
    yield f"\n### walls: {score.walls} made-up pages that are no articles, {score.pages[ARTICLE]} articles like them"
    yield from _row("what it is", "pages", "turned away", "let in with the doubt said", "let in without a word")
    yield "|---|---|---|---|---|"
    for what, pages in sorted(score.pages.items()):
        refused, flagged = score.refused[what], score.flagged[what]
        yield from _row(what, pages, refused, flagged, pages - refused - flagged)
    yield f"\nWalls missed: {score.missed} of {score.walls}"
    yield from (f"- {what}, {language}: {outcome}" for what, language, outcome in score.wrong)


def must_table(musts: Iterable[Must]) -> Iterator[str]:
    """Yield the table of what has to be shown."""
    yield "\n### what it must show"
    yield from _row("", "figure", "must", "aim", "")
    yield "|---|---|---|---|---|"
    for each in musts:
        yield from _row(each.line, each.figure, each.must, each.aim, SAID[each.is_met])


def _row(*cells: object) -> Iterator[str]:
    yield "| " + " | ".join(str(cell) for cell in cells) + " |"
