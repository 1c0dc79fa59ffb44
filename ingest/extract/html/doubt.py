"""What makes a date or a name in a line doubtful: it is part of a headline, of a sentence, or of a picture's credit.

Rule: pure; one line at a time, and the elements around it. Says what a line is, never what follows from it.
"""

# ruff: noqa: RUF001  signs of many scripts

import re

from ingest.extract.html.near import roles_of
from ingest.extract.html.own_bylines import opens_byline
from ingest.extract.html.people import fold_name
from ingest.extract.html.phrases import phrase_rule
from ingest.extract.html.score import SENTENCE_END
from ingest.extract.html.sift import is_caption
from ingest.extract.html.walk import Leaf, Walk
from ingest.normalise.dates import DateReading
from ingest.normalise.dates.fold import fold_in_place
from ingest.normalise.dates.labels import MODIFIED_LABELS, OTHER_LABELS, SELF_OPENERS, SURE_LABELS, label_pattern

FEW_WORDS = 3
"""Words beside a date from which a line that ends like a sentence is one."""
CAPTION_CLASSES = 2
"""How many elements around a line may name it a caption."""
LABEL_REACH = 25
"""Characters between a date's label and the date."""
SIGNED_REACH = 45
"""The same with the author between them."""
PUBLISHED = label_pattern(SURE_LABELS)
OTHER_DAY = label_pattern(OTHER_LABELS)
"""A label of the day of something else than the article."""
_STOP = re.compile(r"[^\W\d_]{4}[.!?…](?:\s|$)|[。！？]")
"""The end of a sentence; shorter words before a stop are abbreviations."""
_ITSELF = re.compile(
    r"(?:(?:this|the) )?(?:article|story|report|page|post|text|item|piece)(?: (?:was|is|has been|had been))?(?: first)?"
)
"""How a sentence about the page itself opens."""
_OPENERS = frozenset(SELF_OPENERS)
_BEFORE_THAT = re.compile(r"first|originally|erst")
"""Labels of a day on which the text came out elsewhere."""
_WORD = re.compile(r"[^\W\d_]{2,}")


_WHOLE_LABELS = dict.fromkeys(MODIFIED_LABELS, "modified") | dict.fromkeys(SURE_LABELS, "published")
_LONGEST_LABEL = max(map(len, _WHOLE_LABELS)) + 3


def is_label(line: str) -> str | None:
    """Return `published` or `modified` where a line is the label of a date and nothing else.

    >>> is_label("Published:"), is_label("Last updated"), is_label("Published by Ostrel Press")
    ('published', 'modified', None)
    """
    return _WHOLE_LABELS.get(fold_in_place(line).strip(" :：՝.|·-–—")) if len(line) <= _LONGEST_LABEL else None


def is_in_title(line: str, reading: DateReading, titles: tuple[str, ...]) -> bool:
    """Tell whether a line repeats one of the page's titles, and the date is that title's.

    >>> from ingest.normalise.dates import find_dates
    >>> date = find_dates("Home / Concert on 12 December 2031")[0]
    >>> is_in_title("Home / Concert on 12 December 2031", date, ("concerton12december2031",))
    True
    """
    words, date = fold_name(line), fold_name(line[reading.start : reading.end])
    return any(date in title and title in words for title in titles if len(title) > len(date))


def is_in_sentence(line: str, reading: DateReading) -> bool:
    """Tell whether a date stands in a sentence that says more than when.

    >>> from ingest.normalise.dates import find_dates
    >>> line = "The festival opens on 12 December 2031 in Varnholt."
    >>> is_in_sentence(line, find_dates(line)[0])
    True
    """
    rest = fold_in_place(line[: reading.start] + " " + line[reading.end :])
    return bool(SENTENCE_END.search(line[-3:])) and len(_WORD.findall(rest)) > FEW_WORDS


def label_before(line: str, since: int, reading: DateReading) -> int | None:
    """Return where the label of a date begins, in the same phrase before it, or None: in a sentence only at its start.

    >>> from ingest.normalise.dates import find_dates
    >>> line = "Ostrel | Published: Monday, 3 May 1998"
    >>> label_before(line, 0, find_dates(line)[0])
    9
    >>> line = "Published by the county. On 3 May 1998 the fair burned."
    >>> label_before(line, 0, find_dates(line)[0]) is None
    True
    """
    before = fold_in_place(line[: reading.start])
    is_told = is_in_sentence(line, reading)
    goes_on = is_told and len(_WORD.findall(line[reading.end :])) > FEW_WORDS
    for label in PUBLISHED.finditer(before, since):
        gap = before[label.end() :]
        if opens_byline(gap.strip()) and len(gap) <= SIGNED_REACH and not _STOP.search(gap):
            gap = ""  # `Published by Ada Holm on ...`
        if len(gap) > LABEL_REACH or len(_WORD.findall(gap)) > FEW_WORDS or _STOP.search(gap):
            continue
        opener = before[: label.start()].strip(" \t([|:-–—•·")
        if opener in _OPENERS and not _BEFORE_THAT.match(label.group()):
            return label.start()
        if not goes_on and (not is_told or not opener or _ITSELF.fullmatch(opener)):
            return label.start()
    return None


def is_picture_line(walk: Walk, leaf: Leaf) -> bool:
    """Tell whether a line is a picture's caption or credit by its elements or its words, and no byline."""
    if is_caption(walk, leaf):
        return True
    if leaf.names_author or "byline" in roles_of(walk, leaf):
        return False
    around = [leaf.inline_hint, *(walk.nodes[node].hint for node in walk.ancestors(leaf.node)[:CAPTION_CLASSES])]
    return any(hint.furniture == "caption" for hint in around) or phrase_rule(leaf.text) == "credit"
