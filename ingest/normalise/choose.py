"""Choose among candidate facts. Every candidate stays; the chosen ones are marked.

Rule: pure. A candidate below `SURE` is never chosen, and two that contradict each other are both kept. How a day of
publication is chosen is told in `choose_dates`.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from ingest.extract.words.agencies import known_agency
from ingest.normalise.choose_authors import choose_authors
from ingest.normalise.choose_dates import choose_dates, structured_rank
from ingest.normalise.infer_dates import SURE
from schemas.article import MANY_VALUED, Fact

_DATE_FIELDS = frozenset({"published", "published_edtf", "published_earliest", "published_latest"})


def choose_facts(facts: Sequence[Fact], *, text: str, language: str | None, captured: str | None) -> tuple[Fact, ...]:
    """Return `facts` with the chosen ones marked, and what was inferred behind them.

    `text` is the article's text, `language` its primary language, `captured` the time of the fetch where it is stated.
    """
    candidates = [replace(fact, chosen=False) if fact.chosen else fact for fact in facts]
    chosen: set[int] = set()
    for field in dict.fromkeys(fact.field for fact in candidates):
        if field not in _DATE_FIELDS:
            chosen |= _choose_plain(field, candidates)
    chosen -= _not_persons(candidates, chosen)
    dates, added = choose_dates(candidates, text, language, captured)
    chosen |= dates
    marked = [replace(fact, chosen=True) if index in chosen else fact for index, fact in enumerate(candidates)]
    return (*marked, *added)


def _choose_plain(field: str, candidates: Sequence[Fact]) -> set[int]:
    """Return the indexes of the chosen candidates of a field that is no date of publication."""
    of_field = [index for index, fact in enumerate(candidates) if fact.field == field]
    asserted = [index for index in of_field if candidates[index].basis == "asserted"]
    if asserted:
        return set(asserted) if field in MANY_VALUED else {asserted[-1]}
    if field == "author":
        return choose_authors(candidates, of_field)
    sure = [index for index in of_field if candidates[index].confidence >= SURE and candidates[index].value]
    if not sure:
        return set()
    best = min(sure, key=lambda index: _plain_rank(candidates[index], index))
    if field not in MANY_VALUED:
        return {best}
    seen: dict[str, int] = {}
    for index in sure:
        same = candidates[index].rule == candidates[best].rule and candidates[index].basis == candidates[best].basis
        if same:
            seen.setdefault((candidates[index].value or "").casefold(), index)
    return set(seen.values())


def _plain_rank(fact: Fact, index: int) -> tuple[int, int, float, int]:
    return (0 if fact.basis == "structured" else 1, structured_rank(fact), -fact.confidence, index)


def _not_persons(candidates: Sequence[Fact], chosen: Iterable[int]) -> set[int]:
    """Return the chosen authors that are the outlet or an agency: they are no persons."""
    picked = list(chosen)
    outlets = {(candidates[index].value or "").casefold() for index in picked if candidates[index].field == "outlet"}
    return {
        index
        for index in picked
        if candidates[index].field == "author"
        and candidates[index].basis != "asserted"
        and ((candidates[index].value or "").casefold() in outlets or known_agency(candidates[index].value or ""))
    }
