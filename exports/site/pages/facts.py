"""The card of an article: every fact with the words and the rule it rests on, and the candidates that lost.

Rule: pure; facts in, lines out.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from exports.phrases import iso_words
from exports.site.words import (
    BASIS_SHORT,
    BASIS_WORDS,
    DAY,
    about,
    bounds_words,
    edtf_doubts,
    edtf_words,
    language_name,
)
from schemas.article import FACT_FIELDS, Fact

FIELD_WORDS: dict[str, str] = {
    "headline": "Headline",
    "headline_raw": "Headline as printed",
    "standfirst": "Standfirst",
    "author": "Author",
    "agency": "Agency",
    "outlet": "Outlet",
    "dateline_place": "Filed from",
    "dateline_place_raw": "Place as printed",
    "published": "Published",
    "published_edtf": "EDTF",
    "published_earliest": "Not before",
    "published_latest": "Not after",
    "modified": "Changed",
    "captured_hint": "Date in the page's header",
    "section": "Section",
    "tag": "Tag",
    "language": "Language",
    "image": "Lead image",
    "canonical_url": "Canonical address",
}

ORDER = (
    "published",
    "modified",
    "author",
    "agency",
    "outlet",
    "dateline_place",
    "dateline_place_raw",
    "section",
    "tag",
    "language",
    "headline",
    "headline_raw",
    "standfirst",
    "captured_hint",
    "image",
    "canonical_url",
)
"""Fields as the card lists them."""

BESIDE_PUBLISHED = ("published_edtf", "published_earliest", "published_latest")
"""Other forms of the same date; they stand with its evidence, or for it where no single date is sure enough."""

RAW_OF = {"headline_raw": "headline", "dateline_place_raw": "dateline_place"}
"""Fields that are listed only where they differ from the tidied one."""

EXPECTED = ("published", "author", "outlet", "dateline_place", "language")
"""Fields whose absence the card names."""

_SILENT_WORDS = {"published": "when it was published", "dateline_place": "where it was filed from"}

_DATES = frozenset({"published", "published_earliest", "published_latest", "modified", "captured_hint"})


@dataclass(frozen=True, slots=True)
class Evidence:
    """One candidate: what it says, and who says so."""

    value: str
    basis: str
    """In words."""
    short: str
    """The basis in a word."""
    raw: str
    rule: str
    place: str | None
    sure: str | None
    """How sure the rule is, where it is not certain: `80 %`."""
    by: str | None
    because: str | None
    asserted: bool
    also: tuple[tuple[str, str], ...] = ()
    """Other forms of the same value, with their names."""


@dataclass(frozen=True, slots=True)
class Line:
    """A field of the card: its chosen values with their evidence, and the candidates that were not chosen."""

    field: str
    title: str
    chosen: tuple[Evidence, ...]
    others: tuple[Evidence, ...]

    @property
    def asserted(self) -> bool:
        """Say whether a person set this field."""
        return any(evidence.asserted for evidence in self.chosen)


def lines_of(facts: Sequence[Fact]) -> tuple[Line, ...]:
    """Return the card's lines: fields with a chosen value, in the card's order."""
    chosen_values = {fact.field: fact.value for fact in facts if fact.chosen}
    lines = []
    for name in ORDER:
        if name in RAW_OF and chosen_values.get(name) == chosen_values.get(RAW_OF[name]):
            continue
        chosen = _published(facts) if name == "published" else _chosen(facts, name)
        if chosen:
            others = tuple(evidence_of(fact) for fact in facts if fact.field == name and not fact.chosen)
            lines.append(Line(name, FIELD_WORDS[name], chosen, others))
    return tuple(lines)


def _chosen(facts: Sequence[Fact], name: str) -> tuple[Evidence, ...]:
    return tuple(_with_the_page(evidence_of(fact), fact, facts) for fact in facts if fact.field == name and fact.chosen)


def _with_the_page(evidence: Evidence, fact: Fact, facts: Sequence[Fact]) -> Evidence:
    """Return the evidence of what a person set; where the page says the same, that it does.

    Who adds a tag sets the list of them: those of the page stay the page's as well.
    """
    same = (each for each in facts if (each.field, each.value) == (fact.field, fact.value) and not each.chosen)
    of_page = next((each for each in same if each.basis != "asserted"), None)
    if not evidence.asserted or of_page is None:
        return evidence
    short = f"{BASIS_SHORT[of_page.basis]}, and {evidence.short}"
    words = f"{BASIS_WORDS[of_page.basis]}: “{of_page.raw}”, by the rule {of_page.rule}"
    return replace(evidence, short=short, also=(*evidence.also, ("The page", words)))


def _published(facts: Sequence[Fact]) -> tuple[Evidence, ...]:
    """Return the date of publication with its other forms beside it; the bounds stand for it where it is not sure."""
    forms = [fact for name in BESIDE_PUBLISHED for fact in facts if fact.field == name and fact.chosen and fact.value]
    values = {fact.field: fact.value for fact in forms}
    edtf = values.get("published_edtf")
    date = next((fact.value for fact in facts if fact.field == "published" and fact.chosen), None)
    also = tuple((FIELD_WORDS[fact.field], value_words(fact)) for fact in forms if not _repeats(fact.value, date))
    if dates := _chosen(facts, "published"):
        return tuple(replace(each, value=_with_doubts(each.value, edtf), also=also) for each in dates)
    if not forms:
        return ()
    bounds = bounds_words(values.get("published_earliest"), values.get("published_latest"))
    words = _with_doubts(edtf_words(edtf), edtf) if edtf else bounds
    return (replace(evidence_of(forms[0]), value=words, also=also),)


def _repeats(form: str | None, date: str | None) -> bool:
    """Say whether another form of a date tells nothing that the date itself does not."""
    return date is not None and form in {date, date[:DAY]}


def _with_doubts(words: str, edtf: str | None) -> str:
    text, doubts = about(words, edtf_doubts(edtf or ""))
    return ", ".join([text, *doubts])


def undecided_of(facts: Sequence[Fact]) -> tuple[Line, ...]:
    """Return the fields that have candidates and no chosen value: nothing was sure enough."""
    decided = {line.field for line in lines_of(facts)} | {fact.field for fact in facts if fact.chosen}
    return tuple(
        Line(name, FIELD_WORDS[name], (), tuple(evidence_of(fact) for fact in facts if fact.field == name))
        for name in ORDER
        if name not in decided and any(fact.field == name for fact in facts)
    )


def silent_of(facts: Sequence[Fact]) -> tuple[str, ...]:
    """Return the names of expected fields on which the page says nothing at all."""
    named = {"published" if fact.field in BESIDE_PUBLISHED else fact.field for fact in facts}
    return tuple(_SILENT_WORDS.get(name, f"the {FIELD_WORDS[name].lower()}") for name in EXPECTED if name not in named)


def evidence_of(fact: Fact) -> Evidence:
    """Return one candidate in words."""
    return Evidence(
        value=value_words(fact),
        basis=BASIS_WORDS[fact.basis],
        short=BASIS_SHORT[fact.basis],
        raw=fact.raw,
        rule=fact.rule,
        place=fact.place,
        sure=f"{fact.confidence:.0%}" if fact.confidence < 1 else None,
        by=fact.by,
        because=fact.because,
        asserted=fact.basis == "asserted",
    )


def value_words(fact: Fact) -> str:
    """Return a fact's value as a person reads it."""
    if fact.value is None:
        return "unknown"
    if fact.field in _DATES:
        return iso_words(fact.value)
    return f"{language_name(fact.value)} ({fact.value})" if fact.field == "language" else fact.value


assert frozenset((*ORDER, *BESIDE_PUBLISHED)) == frozenset(FACT_FIELDS) == frozenset(FIELD_WORDS)  # noqa: S101  a new field needs a name here
