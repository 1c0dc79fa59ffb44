"""Choose among the candidate authors of a page: one place's list, for places that disagree are not mixed.

Rule: pure. The order of places is measured on labelled pages: what JSON-LD says of its article, then meta tags, then
the byline that people read, then links to authors, then item properties, which stand at pictures and remarks too.
"""

import re
from collections.abc import Sequence

from schemas.article import Fact

SURE = 0.5
CORPORATE = "-corporate"
"""Ends the rule of a candidate that names a desk, a team or an outlet: kept for the record, never a person."""

_ORDER = (
    "jsonld-author",
    "record",
    "meta-author",
    "jsonld-creator",
    "dump",
    "byline",
    "rel-author",
    "item-author",
    "item-creator",
)
_HANDLE = re.compile(r"[^\W\d_A-Z]{1,3}|\w*[\d_]\w*|[a-z]+(?:-[a-z]+)+|[A-Z]{1,3}|[a-z]+[.][a-z]+")
"""Initials, and names that stand in addresses: `jr`, `JR`, `jane_roe`, `jane-roe`."""
_LETTERS = re.compile(r"[\W_]+")


def choose_authors(candidates: Sequence[Fact], of_field: Sequence[int]) -> set[int]:
    """Return the indexes of the chosen authors among the candidates of the field."""
    groups = _groups(candidates, of_field)
    if not groups:
        return set()
    best = next((group for group in groups if not _is_of_handles(candidates, group)), groups[0])
    best = next((group for group in groups if _completes(candidates, group, best)), best)
    seen: dict[str, int] = {}
    for index in best:
        seen.setdefault((candidates[index].value or "").casefold(), index)
    return set(seen.values())


def source_rank(fact: Fact) -> int:
    """Return where the place of an author stands among all places, the most believed first."""
    rule = fact.rule.removesuffix(CORPORATE)
    return next((rank for rank, name in enumerate(_ORDER) if rule.startswith(name)), len(_ORDER))


def source_of(fact: Fact) -> tuple[str, str, str]:
    """Return what tells one list of authors from another: rule, basis, and of meta tags the tag."""
    rule = fact.rule.removesuffix(CORPORATE)
    return rule, fact.basis, (fact.place or "") if rule == "meta-author" else ""


def _groups(candidates: Sequence[Fact], of_field: Sequence[int]) -> list[list[int]]:
    """Return the sure candidates by the place that names them, the most believed place first."""
    groups: dict[tuple[str, str, str], list[int]] = {}
    for index in of_field:
        fact = candidates[index]
        if fact.confidence >= SURE and fact.value:
            groups.setdefault(source_of(fact), []).append(index)
    return sorted(groups.values(), key=lambda group: _rank(candidates[group[0]]))


def _rank(fact: Fact) -> tuple[int, float]:
    return source_rank(fact), -fact.confidence


def _is_of_handles(candidates: Sequence[Fact], group: Sequence[int]) -> bool:
    """Tell whether a place names people by their initials or the names of their accounts only."""
    return all(_HANDLE.fullmatch(candidates[index].value or "") for index in group)


def _completes(candidates: Sequence[Fact], group: Sequence[int], best: Sequence[int]) -> bool:
    """Tell whether a byline names everybody whom the best place names, and one more: machines are often told one."""
    if candidates[group[0]].rule not in {"byline", "jsonld-creator"} or group is best or len(group) <= len(best):
        return False
    if source_rank(candidates[best[0]]) > source_rank(candidates[group[0]]):
        return False
    names = [_folded(candidates[index].value) for index in group]
    raws = {candidates[index].raw for index in group}
    return len(raws) == 1 and all(any(_folded(candidates[index].value) in name for name in names) for index in best)


def _folded(name: str | None) -> str:
    return _LETTERS.sub("", (name or "").casefold())
