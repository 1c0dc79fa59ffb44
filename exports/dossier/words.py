"""Facts in words: dates as they are known, bases, relations, warnings. Never more certain than the card.

Rule: pure; knows `schemas` and the words of `ingest.relate.wording`.

>>> date_words("2022-11-25")
'25 November 2022'
>>> edtf_words("?2020-11-25")
'25 November 2020, year uncertain'
>>> edtf_words("2023-12-01~")
'about 1 December 2023'
"""

import re
from collections.abc import Iterable

from exports.dossier import limits
from exports.dossier.bidi import isolated
from exports.dossier.days import moment_of
from exports.dossier.model import Tie
from exports.dossier.soften import one_line
from exports.phrases import MONTHS
from ingest.relate.wording import confidence_of, holds_other, occasion_of, share_held, sure_words
from schemas.article import ArticleRecord, Fact
from schemas.relation import OccasionAxis, RelationKind

NO_YEAR = ", year not stated"

BASIS = {
    "structured": "from the data in the page",
    "stated": "as the page states it",
    "dateline": "from the dateline, a filing date",
    "inferred": "inferred",
    "asserted": "asserted by a person",
    None: "unknown",
}
"""How a fact is known."""

SIDECAR = "sidecar"
"""Rule of a fact that a spreadsheet brought: somebody asserted it, nobody is named."""

CAPTURE_TIME = "capture-time"
"""Rule of the bound that a page is no younger than its capture."""

CAPTURE_BASIS = {
    "record": "says the record it came in",
    "warc": "says the WARC or ARC record it came in",
    "saver": "says the mark the saving program left",
    "sidecar": "says the spreadsheet that came with it",
    "transport": "says the answer of the server",
}

WARNING = {
    "encoding_guessed": "the character encoding was guessed",
    "encoding_conflict": "the page names an encoding that does not fit its bytes",
    "truncated": "the received file is cut off; text may be missing",
    "nul_removed": "NUL characters were removed from the text",
    "control_removed": "control characters were removed from the text",
    "depth_capped": "the page is nested too deeply to read it all; text may be missing",
    "date_ambiguous": "the date can be read in more than one way",
    "part_failed": "a part of the page could not be read",
    "salvaged": "the page is broken; its text was salvaged",
    "mojibake_repaired": "letters that somebody had read in a wrong encoding were put right",
    "mojibake_suspected": "some letters look as if they had been read in a wrong encoding",
    "several_articles": "the page holds several articles",
    "short": "the text is very short",
    "paywalled": "the text may be cut off: the rest may be for subscribers only",
    "teaser_only": "only the first words of the article are on the page",
    "stated_only": "the page shows no text; this is the one that it states for machines",
    "stated_longer": "the page shows a part of the text that it states for machines; the rest is not in it",
    "listing_like": "the page looks like a list of other articles",
    "video": "the page is about a video; the text goes with it",
}

_ISO = re.compile(
    r"(?P<year>\d{4}|XXXX|-)(?:-(?P<month>\d\d|XX))?(?:-(?P<day>\d\d|XX))?"
    r"(?:T(?P<time>\d\d:\d\d)(?::\d\d(?:\.\d+)?)?(?P<zone>Z|[+-]\d\d:?\d\d)?)?"
)
_MARK = re.compile(r"[?~%]")


def date_words(value: str) -> str:
    """Return an ISO 8601 date or time, cut to what is known, in words; what is no such date comes back as it is.

    >>> date_words("2022-11-25T10:00:00+04:00"), date_words("--11-25"), date_words("2022-11")
    ('25 November 2022, 10:00 (UTC+04:00)', '25 November, year not stated', 'November 2022')
    """
    match = _ISO.fullmatch(value)
    if match is None:
        return value
    day, month = match["day"], match["month"]
    if month and month.isdigit() and not 1 <= int(month) <= len(MONTHS):
        return value
    words = _day_words(match["year"], month, day)
    if match["time"]:
        zone = {None: "", "Z": " UTC", "+00:00": " UTC"}.get(match["zone"], f" (UTC{match['zone']})")
        words += f", {match['time']}{zone}"
    return words


def _day_words(year: str, month: str | None, day: str | None) -> str:
    parts = []
    if day and day.isdigit():
        parts.append(str(int(day)))
    if month and month.isdigit():
        parts.append(MONTHS[int(month) - 1])
    if year.isdigit():
        return " ".join([*parts, year])
    return " ".join(parts) + NO_YEAR if parts else "unknown"


def edtf_words(value: str) -> str:
    """Return an EDTF date in words; what this does not know comes back as it is.

    >>> edtf_words("2022-08-26/.."), edtf_words("2021/2023")
    ('not before 26 August 2022', 'between 2021 and 2023')
    """
    if "/" in value:
        first, _, last = value.partition("/")
        return between_words(first.strip("."), last.strip("."))
    marks = set(_MARK.findall(value))
    words = date_words(_MARK.sub("", value))
    approximate, uncertain = marks & {"~", "%"}, marks & {"?", "%"}
    if approximate:
        words = f"about {words}"
    if uncertain:
        words += ", year uncertain" if re.match(r"[?%]|[\d]{4}[?%]-", value) else ", uncertain"
    return words


def between_words(earliest: str | None, latest: str | None) -> str:
    """Return bounds in words."""
    if earliest and latest:
        return (
            date_words(earliest) if earliest == latest else f"between {date_words(earliest)} and {date_words(latest)}"
        )
    if earliest:
        return f"not before {date_words(earliest)}"
    return f"not after {date_words(latest)}" if latest else "unknown"


def published_words(record: ArticleRecord) -> str:
    """Return when an article was published, as surely as the card has it and no surer."""
    edtf = record.published_edtf
    if edtf and (_MARK.search(edtf) or "/" in edtf or "X" in edtf):
        return edtf_words(edtf)
    if record.published:
        return date_words(record.published)
    return edtf_words(edtf) if edtf else between_words(record.published_earliest, record.published_latest)


def bounds_words(record: ArticleRecord) -> str | None:
    """Return the bounds, where they say something that `published_words` does not."""
    earliest, latest = record.published_earliest, record.published_latest
    words = between_words(earliest, latest)
    if words == "unknown" or words == published_words(record) or is_sure(record) or earliest == latest:
        return None
    return words


def is_sure(record: ArticleRecord) -> bool:
    """Whether a date is printed without reserve."""
    return record.published is not None and not _MARK.search(record.published_edtf or "")


def basis_words(record: ArticleRecord, facts: Iterable[Fact]) -> str:
    """Return how the date is known: the basis, and for an asserted one who says so and why."""
    if record.published_basis == "asserted":
        said = next(
            (fact for fact in facts if fact.field == "published" and fact.basis == "asserted" and fact.chosen), None
        )
        return asserted_words(said) if said else BASIS["asserted"]
    return BASIS[record.published_basis]


def evidence_of(record: ArticleRecord) -> str | None:
    """Return the page's words that the date rests on, unless they are only the date itself as a machine writes it."""
    words = record.published_evidence
    return None if words in {record.published, record.published_edtf, None} else words


def known_words(record: ArticleRecord, facts: Iterable[Fact], evidence: str | None) -> str:
    """Return how the date is known: basis, bounds, and the page's words; what inference rests on is no quotation."""
    basis = basis_words(record, facts)
    words = "; ".join(part for part in (basis, bounds_words(record)) if part and part != "unknown")
    if record.published_basis is None:
        return _bound_words(facts)
    if not evidence:
        return words
    quoted = f"; from {evidence}" if record.published_basis == "inferred" else f": “{evidence}”"
    return words + quoted if words else f"“{evidence}”"


def _bound_words(facts: Iterable[Fact]) -> str:
    """Return what the bounds of an article without a date rest on."""
    bounds = [fact for fact in facts if fact.chosen and fact.field in {"published_earliest", "published_latest"}]
    grounds = ["the capture" if fact.rule == CAPTURE_TIME else f"“{isolated(fact.raw)}”" for fact in bounds if fact.raw]
    return f"no date was found; bounds from {' and '.join(sorted(set(grounds)))}" if grounds else ""


def asserted_words(fact: Fact) -> str:
    """Return by whom a fact is asserted and why."""
    if fact.rule == SIDECAR:
        return "from the spreadsheet that came with the pages"
    who = f"asserted by {isolated(fact.by)}" if fact.by else "asserted by a person"
    return f"{who}: “{isolated(fact.because)}”" if fact.because else who


def tie_words(tie: Tie, captured: str | None) -> str:
    """Return how an article stands to the one at the other end, as words that its mark follows."""
    relation, occasion = tie.relation, occasion_of(tie.relation)
    if relation.kind is None:
        return "could be a copy or a look-alike (undecided) of" if relation.is_undecided else "said to be unrelated to"
    if relation.kind is RelationKind.VERSION:
        return f"{_version_order(captured, tie.other.captured)} version of"
    if relation.kind is RelationKind.CONTAINS:
        share = share_held(relation, is_a=tie.is_first)
        return f"holds {share} of" if holds_other(relation, is_a=tie.is_first) else f"{_PART[share]} the text of"
    if relation.kind is RelationKind.LOOKALIKE:
        return _LOOKALIKE.get(occasion, "looks like, but is not about the same event as,")
    if relation.kind is RelationKind.REWORKED and occasion is OccasionAxis.OTHER_INSTANCE:
        return "tells, on another occasion, the same account as"
    words = _KIND[relation.kind]
    return words + _OCCASION.get(occasion, "")


def sure_words_of(tie: Tie) -> str:
    """Return how sure a relation is, as a sentence; empty where nothing is to be doubted or a person speaks."""
    sure = sure_words(confidence_of(tie.relation)) if tie.relation.because is None else None
    return f"{sure.capitalize()}." if sure else ""


_PART = {
    "the whole": "stands whole in",
    "nearly all": "stands nearly all in",
    "most": "stands for the most part in",
    "the text": "is part of",
}
_KIND = {
    RelationKind.SAME_TEXT: "same text as",
    RelationKind.NEAR_COPY: "nearly the same text as",
    RelationKind.REWORKED: "tells in other words the same account as",
}
_OCCASION = {OccasionAxis.UPDATE: " (an update)", OccasionAxis.CORRECTION: " (a correction)"}
_LOOKALIKE = {
    OccasionAxis.OTHER_SUBJECT: "looks like, but is about something else than,",
    OccasionAxis.OTHER_INSTANCE: "looks like, but is about another occasion than,",
}


def _version_order(mine: str | None, theirs: str | None) -> str:
    """Say which was captured first, where both times are known and can be compared."""
    first, second = moment_of(mine), moment_of(theirs)
    if first is None or second is None or first == second or (first.tzinfo is None) != (second.tzinfo is None):
        return "another"
    return "earlier" if first < second else "later"


def listed(values: Iterable[str], most: int) -> str:
    """Return values as a list in words, at most `most` of them.

    >>> listed(["a", "b", "c"], 2)
    'a, b and 1 more'
    """
    names = [one_line(value, limits.FIELD) for value in values]
    if len(names) > most:
        return ", ".join(names[:most]) + f" and {len(names) - most:,} more"
    return ", ".join(names)
