"""What makes a date or a name in a line doubtful: it is part of a headline, of a sentence, or of a picture's credit.

Rule: pure; one line at a time, and the elements around it. Says what a line is, never what follows from it.
"""

import re

from ingest.extract.html.people import fold_name
from ingest.extract.html.score import SENTENCE_END
from ingest.normalise.dates import DateReading
from ingest.normalise.dates.fold import fold_in_place

FEW_WORDS = 3
"""Words beside a date from which a line that ends like a sentence is one."""
_WORD = re.compile(r"[^\W\d_]{2,}")


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
