"""The head of a dump that is simply a text: nothing is dropped for standing where it stands.

Rule: pure; sees the lines above the body. What is dropped says by its own words that it is furniture.
"""

from collections.abc import Iterator, Sequence
from itertools import islice

from ingest.extract.dump.figures import table_lines
from ingest.extract.dump.judge import FURNISHING, META, Look, is_closed
from ingest.extract.dump.lines import Line, opens_low
from ingest.extract.dump.placed import Placed, dropped
from ingest.extract.dump.titles import title_key
from ingest.normalise.dates import find_dates
from schemas.document import BlockKind

_STANDFIRST_WORDS = 7
_MOST_CANDIDATES = 3
"""A text's headline is among its first lines."""
_LIST_LINES = 3
"""Short lines together from which they are a list, not what stands under a headline."""
_KINDS = {Look.DATE: BlockKind.DATE, Look.BYLINE: BlockKind.BYLINE, Look.DATELINE: BlockKind.DATELINE}
_TEXTS = frozenset({Look.PROSE, Look.SENTENCE})


def plain_candidates(
    lines: Sequence[Line], looks: Sequence[Look], candidates: Sequence[int], body: Sequence[Line]
) -> list[int]:
    """Return the candidates that read as headlines. `body`: the first line of the text, if there is one."""
    everything = (*lines, *body)
    tables = table_lines(lines, looks)
    found = (
        index
        for index in candidates
        if index + 1 < len(everything)
        and _reads_as_headline(everything[index], everything[index + 1], looks[index + 1 : index + 2])
        and (index < min(tables, default=len(lines)) or _heads_table(index, everything[index], everything[index + 1]))
    )
    return list(islice(found, _MOST_CANDIDATES))


def _reads_as_headline(line: Line, after: Line, follows: Sequence[Look]) -> bool:
    """Return whether a line may be a headline: it begins like one, and does not go on in the next line.

    `follows`: the look of the next line, empty where that is the text's: dates and bylines are no going on.
    """
    numbers = sum(any(map(str.isdigit, word)) for word in line.text.split())
    if opens_low(line.text) or numbers * 2 >= len(line.text.split()):
        return False
    dated = sum(date.end - date.start for date in find_dates(line.text))
    if dated * 3 >= len(line.text):
        return False
    told = bool(META.intersection(follows))
    return told or after.gap or is_closed(line.text) or not opens_low(after.text)


def _heads_table(index: int, line: Line, after: Line) -> bool:
    """Return whether a table's first line is its headline: no number stands in it, and it is no row like the next."""
    words = line.text.split()
    numbered = any(word.strip("().,").isdigit() or (word[:1].isdigit() and not word.isalnum()) for word in words)
    alike = {word.lower() for word in words} & {word.lower() for word in after.text.split()}
    return index == 0 and not numbered and len(alike) <= 1


def place_plain(lines: Sequence[Line], looks: Sequence[Look], chosen: int | None) -> tuple[Placed, ...]:
    """Place the lines above the body of a mere text."""
    return tuple(_placed(lines, looks, chosen))


def _placed(lines: Sequence[Line], looks: Sequence[Look], chosen: int | None) -> Iterator[Placed]:
    tables = table_lines(lines, looks)
    key = title_key(lines[chosen].text) if chosen is not None else None
    introduced = chosen is None
    for index, (line, look) in enumerate(zip(lines, looks, strict=True)):
        if index == chosen:
            yield Placed(line, look, BlockKind.HEADLINE, "headline")
        elif index in tables:
            yield Placed(line, look, BlockKind.PARAGRAPH, "paragraph")
        elif (signed := _by_look(line, look)) is not None:
            yield signed
        elif chosen is None or index > chosen:
            standfirst = not introduced and _is_standfirst(lines, looks, index)
            introduced = introduced or standfirst
            yield _words(line, look, standfirst=standfirst, repeated=title_key(line.text) == key)
        else:
            repeated = title_key(line.text) == key
            yield (
                Placed(line, look, BlockKind.HEADLINE, "headline-repeated", kept=False)
                if repeated
                else Placed(line, look, BlockKind.HEADING, "kicker")
            )


def _by_look(line: Line, look: Look) -> Placed | None:
    """Return the place of a line that says by itself what it is, else None."""
    if look in _KINDS:
        return Placed(line, look, _KINDS[look], f"{look.name.lower()}-line")
    if look is Look.TAGS:
        return Placed(line, look, BlockKind.TAGS, "tags", kept=False)
    if look in FURNISHING or look in {Look.END, Look.COUNTER}:
        return dropped(line, look, look.name.lower())
    return None


def _words(line: Line, look: Look, *, standfirst: bool, repeated: bool) -> Placed:
    if repeated:
        return Placed(line, look, BlockKind.HEADLINE, "headline-repeated", kept=False)
    if standfirst:
        return Placed(line, look, BlockKind.STANDFIRST, "standfirst")
    if line.mark:
        return Placed(line, look, BlockKind.HEADING, "heading")
    kind, rule = (BlockKind.LIST_ITEM, "list-item") if line.bullet else (BlockKind.PARAGRAPH, "paragraph")
    return Placed(line, look, kind, rule)


def _is_standfirst(lines: Sequence[Line], looks: Sequence[Look], index: int) -> bool:
    """Return whether a line under the headline is a standfirst: a sentence, or a longer line that is none of a list."""
    if lines[index].bullet:
        return False
    if looks[index] in _TEXTS:
        return True
    together = looks[index : index + _LIST_LINES]
    listed = len(together) == _LIST_LINES and all(look is Look.SHORT for look in together)
    return looks[index] is Look.SHORT and not listed and len(lines[index].text.split()) >= _STANDFIRST_WORDS
