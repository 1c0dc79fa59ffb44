"""All that ties two articles and all that does not, printed for people on 80 columns.

Rule: words only; sees records, writes to stdout through `archive.cli.screen`.
"""

import textwrap
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from archive.cli.screen import out, plain
from archive.cli.words import counted, date_words
from ingest.normalise.text import fold
from ingest.relate.wording import KINDS, OCCASIONS, kind_name, other_is, sure_words, unheld, wording_of
from schemas.article import ArticleRecord, display_title
from schemas.explanation import (
    Account,
    Appearance,
    Explanation,
    Mark,
    Passage,
    PieceKind,
    Precedence,
    SharedPassage,
    Standing,
    Swap,
    SwapKind,
)
from schemas.relation import Judgement, Relation
from schemas.types import PublicId

COLUMNS = 80
PASSAGES, VALUES, OTHER_WORDS, SAME, RARE, PARAGRAPHS, MEMBERS = 6, 16, 6, 24, 12, 6, 12
"""How many of each are printed; --json gives all."""

BASES: Mapping[str | None, str] = {
    "structured": "from the page's own data",
    "stated": "as the page states",
    "dateline": "from the dateline",
    "inferred": "inferred",
    "asserted": "asserted by a person",
    None: "no basis",
}

_MARKS = {Mark.CREDIT: "an agency's credit", Mark.COMMON: "a formula: unrelated texts hold it, too"}


@dataclass(frozen=True, slots=True)
class Named:
    """Two articles and the names that their fellows are called by."""

    a: ArticleRecord
    b: ArticleRecord
    names: Mapping[PublicId, str]
    """Accession numbers by public id, of all that an account names."""


def print_account(account: Account, named: Named) -> None:
    """Print what an archive has to say of two articles."""
    for name, record in (("A", named.a), ("B", named.b)):
        title = display_title(record.headline, record.text)
        _item(f"{name}  ", f"{record.accession}, {date_words(record)}, {record.outlet or 'outlet unknown'}: {title}")
    out()
    for section in (
        _verdict(account),
        _figures(account.explanation),
        _shared(account.explanation),
        _swaps(account.explanation.comparison.swaps, account.explanation.headline_swaps),
        _rare(account.explanation),
        _changes(account.explanation.comparison.passages, is_tied=bool(account.explanation.shared)),
        _order(account.family, named),
        _derivation(account),
    ):
        for lead, words in section:
            _item(lead, words)
        out()


def _item(lead: str, words: str) -> None:
    """Print words behind a lead, wrapped, the lines that follow set in under the first."""
    text = plain(words)
    indent = " " * len(lead)
    lines = textwrap.wrap(text, COLUMNS, initial_indent=lead, subsequent_indent=indent, break_on_hyphens=False)
    for line in lines or [lead.rstrip()]:
        out(line)


Lines = Iterator[tuple[str, str]]


def _verdict(account: Account) -> Lines:
    relation, judged = account.relation, account.explanation.judgement
    if relation is None:
        yield "", f"{unheld(judged)}."
        yield "  ", f"Measured now: {_axes(judged)}."
        return
    is_a = relation.a == account.a
    yield "", f"{kind_name(relation).capitalize()}. B to A: {_lower(other_is(relation, is_a=is_a))}."
    if relation.because is not None:
        yield "  ", f"{relation.by or 'Somebody'} says so: {relation.because}"
        yield "  ", f"Measured now: {KINDS[judged.kind] if judged.kind else 'no relation'}; {_axes(judged)}."
    else:
        yield "  ", f"{_axes(relation, is_a=is_a)}."
        yield "  ", relation.evidence
    yield "  ", f"Method: {relation.method}."


def _axes(told: Relation | Judgement, *, is_a: bool = True) -> str:
    """Return both axes; `is_a`: the article called A is the first of what is told."""
    text = f"wording: {wording_of(told.text, is_a=is_a, names=('A', 'B'))}{_sure(told.text_confidence)}"
    occasion = f"occasion: {OCCASIONS[told.occasion]}{_sure(told.occasion_confidence)}"
    return f"{text}; {occasion}{'; undecided' if told.is_undecided else ''}"


def _sure(confidence: float | None) -> str:
    words = sure_words(confidence)
    return f" ({words})" if words else ""


def _lower(sentence: str) -> str:
    return sentence[:1].lower() + sentence[1:]


def _figures(told: Explanation) -> Lines:
    judged = told.judgement
    figures = (
        f"{judged.containment_ab:.0%} of A's runs of three words stand in B, {judged.containment_ba:.0%} of B's in A; "
        f"Jaccard {judged.jaccard:.2f}. {counted(told.words_a, 'word')} in A, {told.words_b:,} in B; "
        f"{told.words_shared:,} of them in shared passages."
    )
    yield "", "Wording"
    yield "  ", figures


def _shared(told: Explanation) -> Lines:
    if not told.shared:
        yield "", "No passage of six words or more stands in both."
        return
    rest = len(told.shared) - PASSAGES
    more = f", {PASSAGES} of {len(told.shared)}" if rest > 0 else ""
    yield "", f"Shared passages, longest first{more}"
    for passage in told.shared[:PASSAGES]:
        notes = "; ".join(_passage_notes(passage, told))
        yield "  ", f"{counted(passage.words, 'word')}, characters {_span(passage)}{f'; {notes}' if notes else ''}"
        yield "    ", f'"{_ends(passage.text)}"'


def _span(passage: SharedPassage) -> str:
    return f"{passage.a.start}-{passage.a.end} of A, {passage.b.start}-{passage.b.end} of B"


def _passage_notes(passage: SharedPassage, told: Explanation) -> Iterator[str]:
    if passage.is_moved:
        yield "moved"
    if passage.mark:
        yield _MARKS[passage.mark]
    elif passage.texts is not None and told.archive_articles:
        many = "in no other text" if passage.texts <= 2 else f"in {passage.texts:,} texts"  # noqa: PLR2004  these two
        yield f"its rarest words {many} of the archive"


def _ends(text: str, room: int = 200) -> str:
    """Return a text, or its beginning and its end."""
    line = plain(text)
    return line if len(line) <= room else f"{line[: room // 2].rstrip()} … {line[-room // 2 :].lstrip()}"


_SWAP_NAMES = {
    SwapKind.NUMBER: "number",
    SwapKind.DATE: "date",
    SwapKind.NAME: "name",
    SwapKind.MAYBE_NAME: "maybe a name",
    SwapKind.WORDS: "words",
}
_VALUES = frozenset({SwapKind.NUMBER, SwapKind.DATE, SwapKind.NAME})


def _swaps(swaps: tuple[Swap, ...], in_headlines: tuple[Swap, ...]) -> Lines:
    if in_headlines:
        yield "", "Another value in the headlines"
        yield "  ", "; ".join(f"{_SWAP_NAMES[each.kind]}: {each.before} -> {each.after}" for each in in_headlines)
    other = [each for each in swaps if not each.says_the_same]
    values = [each for each in other if each.kind in _VALUES]
    words = [each for each in other if each.kind not in _VALUES]
    if not swaps:
        yield "", "Nothing stands in the same place with another value."
    for title, found, most in (
        ("Another value in the same place", values, VALUES),
        ("Other words in the same place", words, OTHER_WORDS),
    ):
        if found:
            yield "", title
            yield from _table(found, most)
    same = [each for each in swaps if each.says_the_same]
    if same:
        yield "", "The same value, written otherwise"
        yield "  ", "; ".join(f"{each.before} / {each.after}" for each in same[:SAME]) + _more(len(same) - SAME)


def _table(swaps: list[Swap], most: int) -> Lines:
    """Print each pair of values once, with the words around it where it stands first."""
    alike: dict[tuple[str, str, str], list[Swap]] = {}
    for each in swaps:
        alike.setdefault((each.kind, fold(each.before), fold(each.after)), []).append(each)
    for several in list(alike.values())[:most]:
        first, times = several[0], len(several)
        often = f" ({times} times)" if times > 1 else ""
        yield "  ", f"{_SWAP_NAMES[first.kind]}: {first.before} -> {first.after}{often}"
        yield "    A: ", first.around_a
        yield "    B: ", first.around_b
    if len(alike) > most:
        yield "  ", f"and {len(alike) - most:,} more (cuttings diff lists all)"


def _more(count: int) -> str:
    return f"; and {count:,} more" if count > 0 else ""


def _rare(told: Explanation) -> Lines:
    if not told.rare_words:
        yield "", "No rare word stands in both that can be counted."
        return
    yield "", f"Rare words in both, of {counted(told.archive_articles or 0, 'article')}"
    odd = [each for each in told.rare_words if each.usual]
    for each in odd:
        yield "  ", f'may be a slip: "{each.word}" in {each.articles:,}, "{each.usual}" in {each.usual_articles or 0:,}'
    plainly = [f"{each.word} ({each.articles})" for each in told.rare_words if not each.usual]
    if plainly:
        yield "  ", ", ".join(plainly[:RARE]) + _more(len(plainly) - RARE)


def _changes(passages: tuple[Passage, ...], *, is_tied: bool) -> Lines:
    cut = [each for each in passages if each.b is None]
    added = [each for each in passages if each.a is None]
    moved = [each for each in passages if each.is_moved]
    if not cut and not added and not moved:
        yield "", "No whole paragraph was cut, added or moved."
    for title, found in (("Only in A", cut), ("Only in B", added), ("Moved", moved)):
        if not found:
            continue
        words = sum(
            piece.words for each in found for piece in each.pieces if piece.kind is not PieceKind.CUT or not each.b
        )
        yield "", f"{title}: {counted(len(found), 'paragraph')}, {counted(words, 'word')}"
        for each in found[: PARAGRAPHS if is_tied else 0]:
            text = "".join(piece.text for piece in each.pieces if each.b is None or piece.kind is not PieceKind.CUT)
            mark = f" ({_MARKS[each.mark]})" if each.mark else ""
            yield "  ", f"{_place(each)}{_ends(text, 120)}{mark}"
        if is_tied and len(found) > PARAGRAPHS:
            yield "  ", f"and {len(found) - PARAGRAPHS} more (cuttings diff shows all)"


def _place(passage: Passage) -> str:
    return f"{passage.a} -> {passage.b}: " if passage.a and passage.b else f"{passage.a or passage.b}: "


def _order(family: Precedence, named: Named) -> Lines:
    many = len(family.order) + family.left_out
    yield "", f"Who had it first{f' (a family of {many:,})' if many > 2 else ''}"  # noqa: PLR2004  the two themselves
    for standing in family.order[:MEMBERS]:
        yield "  ", _standing(standing, named)
    if many > MEMBERS:
        yield "  ", f"and {many - MEMBERS:,} more (--json gives {len(family.order)})"
    yield "  ", _first(family, named)
    if family.agencies:
        yield "  ", f"Credited: {', '.join(family.agencies)}."


def _standing(standing: Standing, named: Named) -> str:
    each = standing.appearance
    name = named.names.get(each.id, each.id)
    credit = f", credits {each.agency}" if each.agency else ""
    unsure = f"; before or after {_listed(standing.unsure, named)}: cannot be told" if standing.unsure else ""
    return f"{name}: {_when(each)}, {each.outlet or 'outlet unknown'}{credit}{unsure}"


def _when(each: Appearance) -> str:
    if each.earliest is None and each.latest is None:
        return "no date"
    days = each.earliest if each.earliest == each.latest else f"{each.earliest or '..'}/{each.latest or '..'}"
    return f"{days} ({BASES[each.basis]})"


def _first(family: Precedence, named: Named) -> str:
    if family.first:
        return f"{named.names.get(family.first, family.first)} appeared first, as far as these dates hold."
    return f"Which came first cannot be told: {_listed(family.perhaps_first, named)} may have."


def _listed(ids: tuple[PublicId, ...], named: Named, most: int = 4) -> str:
    names = [named.names.get(each, each) for each in ids[:most]]
    rest = len(ids) - most
    if rest > 0:
        return f"{', '.join(names)} and {rest:,} more"
    return " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)


def _derivation(account: Account) -> Lines:
    yield "", "Who took it from whom"
    yield "  ", account.derivation.said
