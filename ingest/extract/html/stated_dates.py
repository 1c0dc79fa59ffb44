"""Candidate dates from the page's own words: lines around the headline, `time` elements, labelled lines under the text.

Rule: pure. Nearness is counted from the headline in reading order, and what follows it is believed before what stands
above. A date beside a link to another page, or inside furniture, is that page's date and never chosen.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from ingest.extract.html.blocks import place_of
from ingest.extract.html.body import Body
from ingest.extract.html.doubt import LABEL_REACH, PUBLISHED, is_in_sentence, is_in_title, is_picture_line, label_before
from ingest.extract.html.head import Head, folded
from ingest.extract.html.near import LINES_BEFORE, SHORT_LINE, roles_of
from ingest.extract.html.people import fold_name
from ingest.extract.html.score import SENTENCE_END
from ingest.extract.html.stated_authors import opens_byline
from ingest.extract.html.structured import NEVER
from ingest.extract.html.twins import MODIFIED, twin_days
from ingest.extract.html.walk import Leaf, Walk
from ingest.normalise.dates import DateReading, find_dates, read_date
from ingest.normalise.dates.fold import fold_in_place
from ingest.normalise.dates.words import weekday_words
from schemas.article import Fact

CLOSE_ABOVE = 4
"""Lines above the headline among which its date may stand."""
LONGEST_KICKER = 80
"""Characters of a line that may stand between a date and the headline under it."""
ABOVE_PENALTY = 0.12
TAIL_TRUST = 0.6
OTHERS = frozenset({"comments", "related", "nav", "ad", "newsletter", "share"})
"""Furniture whose dates are those of others."""
DROPPED = frozenset({"links", "related", "nav", "ad", "comments", "newsletter", "sidebar", "hidden", "notice"})
"""Rules that drop a block because it is about something else than the article."""
TEASER_LINK = 20
TEASER_WORDS = 4
"""Characters and words of a link from which it is another page's headline."""
TEASER_DENSITY = 0.8
"""Share of a line that is a link from which all of it is."""
WORDS_INSIDE = 5
"""The same between the headline and the text, where links lead to authors and sections."""
TEASER_BLOCKS = 8
"""Blocks of an element that shows one other page."""
ROWS = frozenset({"tr", "li", "article", "dl"})
"""Elements that hold one item of a list."""
_REPLY = re.compile(r"(?<![a-z])(?:comments?|repl(?:y|ies)|respond|responses?)(?![a-z])", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Around:
    """A page, its judged body, and the words of the headline that no teaser is."""

    walk: Walk
    body: Body
    language: str | None
    titles: tuple[str, ...]
    """What the page calls itself, folded: a link of these words leads to no other page."""
    dropped: frozenset[int]
    """Leaves, by identity, that were dropped because they are about something else."""

    @classmethod
    def of(cls, walk: Walk, body: Body, titles: Iterable[str], language: str | None) -> "Around":
        """Note what was dropped of a judged page."""
        dropped = (id(choice.leaf) for choice in body.choices if not choice.kept and choice.rule in DROPPED)
        return cls(walk, body, language, tuple(map(fold_name, titles)), frozenset(dropped))

    def is_foreign(self, number: int) -> bool:
        """Tell whether a line belongs to a link to another page, to a picture, or to furniture about something else."""
        leaf = self.walk.leaves[number]
        if id(leaf) in self.dropped or self._is_reply(leaf) or is_picture_line(self.walk, leaf):
            return True
        return self.holds_title(leaf, number) or self._is_beside_title(number)

    def _is_reply(self, leaf: Leaf) -> bool:
        """Tell whether an element around a line, and not around the article, says that readers write in it."""
        nodes = (self.walk.nodes[node] for node in self.walk.ancestors(leaf.node))
        apart = (node.element for node in nodes if not node.first <= self.body.first < node.end)
        return any(_REPLY.search(f"{each.get('class', '')} {each.get('id', '')}") for each in apart)

    def holds_title(self, leaf: Leaf, number: int) -> bool:
        """Tell whether a line holds a link whose words are another page's title: several words, and no date.

        `number` is the line that is asked about: inside a byline, and above the text, links are longer.
        """
        if leaf.names_author or "byline" in roles_of(self.walk, leaf):
            return False
        is_inside = self.body.headline is not None and self.body.headline < number < self.body.first
        fewest = WORDS_INSIDE if is_inside else TEASER_WORDS
        whole = [leaf.text] if leaf.link_density > TEASER_DENSITY else []
        texts = [*whole, *(span.text for span in leaf.spans if span.kind == "link")]
        texts = [text for text in texts if len(text) >= TEASER_LINK]
        return any(
            len(re.findall(r"\w+", text)) >= fewest and not find_dates(text) and not self._is_own(text)
            for text in texts
        )

    def _is_own(self, text: str) -> bool:
        """Tell whether a link's words are the page's own title."""
        name = fold_name(text)
        return any(name in title for title in self.titles)

    def _is_beside_title(self, number: int) -> bool:
        """Tell whether the row, item or small box that a line stands in shows another page's title."""
        walk = self.walk
        apart = [each for each in (self.body.headline, self.body.first) if each is not None]
        for node in walk.ancestors(walk.leaves[number].node):
            box = walk.nodes[node]
            if box.end - box.first > TEASER_BLOCKS or any(box.first <= each < box.end for each in apart):
                return False
            if any(self.holds_title(leaf, number) for leaf in walk.leaves[box.first : box.end]):
                return True
            if box.tag in ROWS:
                return False
        return False


def stated_dates(around: Around, zone: range) -> Iterator[Fact]:
    """Yield the dates that lines near the headline state."""
    walk, headline = around.walk, around.body.headline
    start = headline if headline is not None and headline <= around.body.first else zone.start + LINES_BEFORE
    for number in zone:
        leaf = walk.leaves[number]
        if leaf.size > SHORT_LINE or not (leaf.times or any(map(str.isdigit, leaf.text))):
            continue
        is_dateish = bool(leaf.times or roles_of(walk, leaf) & {"date", "meta", "byline"})
        facts = _leaf_dates(around, leaf, abs(number - start), is_dateish=is_dateish)
        if twins := twin_days(walk.nodes[leaf.node].element, leaf.lines, around.language):
            facts = (_doubted(fact, twins) for fact in facts)
        if number == headline or leaf.tag == "h1":
            facts = (replace(fact, confidence=NEVER) if fact.rule == "date-line" else fact for fact in facts)
        if headline is not None and number < headline:
            yield from _above(around, number, facts, is_dateish=is_dateish)
        elif around.is_foreign(number):
            yield from (replace(fact, confidence=NEVER) for fact in facts)
        else:
            yield from facts


def _doubted(fact: Fact, twins: frozenset[str]) -> Fact:
    """Return a date that stands beside an equal one as a candidate only; one with a label of its own as it is."""
    is_twin = fact.field == "published" and (fact.value or "")[:10] in twins
    return replace(fact, confidence=NEVER) if is_twin and not PUBLISHED.search(fold_in_place(fact.raw or "")) else fact


def _above(around: Around, number: int, facts: Iterable[Fact], *, is_dateish: bool) -> Iterator[Fact]:
    """Yield the dates of a line above the headline: the article's, the masthead's, or another page's."""
    leaf = around.walk.leaves[number]
    if not _is_masthead(around.walk, leaf, around.body.headline) and around.is_foreign(number):
        yield from (replace(fact, confidence=NEVER) for fact in facts)
        return
    is_close = _is_close_above(around, number, is_dateish=is_dateish)
    for fact in facts:
        if fact.confidence <= NEVER:
            yield fact
        elif is_close:
            yield replace(fact, confidence=max(0.5, fact.confidence - ABOVE_PENALTY))
        else:
            yield replace(fact, field="captured_hint", confidence=min(fact.confidence, 0.6))


def _is_close_above(around: Around, number: int, *, is_dateish: bool) -> bool:
    """Tell whether a date stands right above the headline, with nothing but a kicker or a byline between them."""
    walk, headline = around.walk, around.body.headline
    leaf = walk.leaves[number]
    if headline is None or headline - number > CLOSE_ABOVE or _is_masthead(walk, leaf, headline):
        return False
    words = {word.strip(".,") for word in fold_in_place(leaf.text).split()}
    if not is_dateish and words & weekday_words():
        return False  # with a weekday it is the masthead's day
    between = walk.leaves[number + 1 : headline]
    return all(
        each.size <= LONGEST_KICKER and not SENTENCE_END.search(each.text) and not around.holds_title(each, number)
        for each in between
    )


def tail_dates(around: Around, tail: range) -> Iterator[Fact]:
    """Yield the dates under the article that are labelled as its own, or stand in a `time` element beside it."""
    walk = around.walk
    closed = _end_of_article(around) if tail else 0
    several = len({each[:10] for number in tail for each in walk.leaves[number].times}) > 1
    for rank, number in enumerate(tail):
        leaf = walk.leaves[number]
        hints = [walk.nodes[node].hint.furniture for node in walk.ancestors(leaf.node)]
        if leaf.size > SHORT_LINE or any(hint in OTHERS for hint in hints):
            continue
        if leaf.times or PUBLISHED.search(fold_in_place(leaf.text)):
            is_named = bool(PUBLISHED.search(fold_in_place(leaf.text)))
            is_remark = not is_named and (several or _opens_text(walk, number))
            is_others = number >= closed or is_remark or around.is_foreign(number)
            trust = NEVER if is_others else TAIL_TRUST
            for fact in _leaf_dates(around, leaf, rank, is_dateish=True):
                is_sure = fact.rule == "time-element" or PUBLISHED.search(fold_in_place(fact.raw or ""))
                yield replace(fact, confidence=min(trust if is_sure else NEVER, fact.confidence))


def _end_of_article(around: Around) -> int:
    """Return the number of the leaf after the `article` element that the text ends in; without one, after the page."""
    walk = around.walk
    chain = [walk.nodes[node] for node in walk.ancestors(walk.leaves[around.body.last].node)]
    return next((node.end for node in reversed(chain) if node.tag == "article"), len(walk.leaves))


def _opens_text(walk: Walk, number: int) -> bool:
    """Tell whether a date is followed by running text in its own element or box: a remark, or another article."""
    box = walk.nodes[walk.leaves[number].node]
    after = walk.leaves[number + 1 : box.end]
    return any(SENTENCE_END.search(leaf.text) for leaf in after)


def believed_hints(facts: Iterable[Fact]) -> list[Fact]:
    """Return facts without hints at a capture before the article's own date: no fetch is older than the text."""
    facts = list(facts)
    days = [(fact.value or "")[:10] for fact in facts if fact.field == "published" and fact.confidence > NEVER]
    known = [day for day in days if not day.startswith("--")]
    return [
        replace(fact, field="published", confidence=NEVER)
        if fact.field == "captured_hint" and known and (fact.value or "")[:10] < min(known)
        else fact
        for fact in facts
    ]


def _is_masthead(walk: Walk, leaf: Leaf, headline: int | None) -> bool:
    """Tell whether a line stands in the page's own header, where the day is that of the visit."""
    around = [walk.nodes[number] for number in walk.ancestors(leaf.node)]
    nodes = [node for node in around if headline is None or not node.first <= headline < node.end]
    return any(node.tag == "nav" or node.hint.furniture in {"nav", "ad", "tools", "hidden"} for node in nodes)


def _leaf_dates(around: Around, leaf: Leaf, rank: int, *, is_dateish: bool) -> Iterator[Fact]:
    """Yield the dates of one leaf: its `time` elements, else the words of its lines."""
    label = MODIFIED.search(fold_in_place(leaf.text))
    place = place_of(around.walk, leaf.node)
    if leaf.times and not (label and len(leaf.times) == 1 and label.start() == 0):
        reading = read_date(leaf.times[0], language=around.language)
        if reading is not None and reading.has_year:
            shown = next((span.text for span in leaf.spans if span.kind == "time" and span.value == leaf.times[0]), "")
            yield Fact(
                field="published",
                value=reading.value,
                raw=f"{shown} [{leaf.times[0]}]".strip(),
                rule="time-element",
                basis="stated",
                place=place,
                confidence=max(0.5, 0.87 - rank * 0.01),
            )
    for line in leaf.lines:
        yield from _dates_of(around, line, place, rank, is_dateish=is_dateish)


def _dates_of(around: Around, line: str, place: str, rank: int, *, is_dateish: bool) -> Iterator[Fact]:
    """Yield the dates of one line, each as what the words before it say."""
    whole = read_date(line, language=around.language)
    readings = (whole,) if whole is not None else find_dates(line, language=around.language)
    for order, reading in enumerate(readings):
        if not reading.has_year or len(reading.value) < len("2000-01-01"):
            continue
        since = readings[order - 1].end if order else 0
        label = fold_in_place(line[: reading.start])[since:]
        field = "modified" if MODIFIED.search(label) else "published"
        is_told = is_in_sentence(line, reading)
        is_named = label_before(line, since, reading) is not None or (is_dateish and not is_told)
        trust = 0.85 if whole is not None or is_named or opens_byline(line) else 0.6
        share = (reading.end - reading.start) / len(line)
        if trust < 0.8 and share < 0.3 and reading.start > 0:  # noqa: PLR2004  a date inside a sentence is not the page's
            continue
        is_others = is_in_title(line, reading, around.titles) or (trust < 0.8 and is_told)  # noqa: PLR2004  as above
        yield Fact(
            field=field,
            value=reading.value,
            raw=_labelled(line, since, reading),
            rule="date-line",
            basis="stated",
            place=place,
            confidence=NEVER if is_others else max(0.5, trust - rank * 0.01 - order * 0.005),
        )


def _labelled(line: str, since: int, reading: DateReading) -> str:
    """Return the words of a date with the label before it, without what else stands in the line."""
    before = fold_in_place(line[: reading.start])
    labels = [*MODIFIED.finditer(before, since), *PUBLISHED.finditer(before, since)]
    near = [label.start() for label in labels if reading.start - label.end() <= LABEL_REACH]
    return line[min(near, default=reading.start) : reading.end].strip()


def time_elements(head: Head, language: str | None) -> Iterator[Fact]:
    """Yield the dates of all `time` elements for the record; those near the headline count as lines there."""
    for element in head.times[:20]:
        raw = element.get("datetime") or folded(element)
        reading = read_date(raw, language=language) or read_date(folded(element), language=language)
        if reading is None or not reading.has_year:
            continue
        named = f"{element.get('class', '')} {element.get('itemprop', '')}".lower()
        parent = element.getparent()
        around = (parent.get("class", "") if parent is not None else "").lower()
        field = "modified" if any(word in named + around for word in ("updat", "modif")) else "published"
        yield Fact(
            field=field,
            value=reading.value,
            raw=raw,
            rule="time-element",
            basis="stated",
            place="time",
            confidence=NEVER,
        )
