"""What stands in a question and cannot be meant, in a sentence each that says what to do instead.

Rule: pure; words in, sentences out.
"""

import re

from ingest.normalise.dates import bounds_of

_FIELD = re.compile(r"(?<![^\s(-])([A-Za-z]+):(?=[^\s/])")

_BESIDE = {
    "agency": "Agency",
    "host": "Outlet",
    "lang": "Language",
    "language": "Language",
    "site": "Outlet",
    "source": "Outlet",
    "story": "Story",
    "tag": "Tag",
    "year": "Year",
}
_DATES = frozenset({"after", "before", "date", "from", "since", "to", "until"})


def unmeant(words: str, date_from: str | None, date_to: str | None) -> tuple[str, ...]:
    """Return sentences on fields that a query does not have, and on a span that ends before it begins.

    >>> unmeant("dam", "2022", "2021")
    ('From 2022 to 2021 is no span: it ends before it begins.',)
    """
    fields = dict.fromkeys(name.lower() for name in _FIELD.findall(_unquoted(words)))
    said = [sentence for name in fields if (sentence := _of_field(name))]
    first, last = (bounds_of(date) if date else None for date in (date_from, date_to))
    if first and last and last[1] < first[0]:
        said.append(f"From {date_from} to {date_to} is no span: it ends before it begins.")
    return tuple(said)


def _unquoted(words: str) -> str:
    return re.sub(r'"[^"]*"?', " ", words)


def _of_field(name: str) -> str | None:
    if name in _DATES:
        return f"“{name}:” is no field of a query and was searched as a word: use the dates below the search box."
    if name in _BESIDE:
        return (
            f"“{name}:” is no field of a query and was searched as a word: "
            f"leave it out, and narrow by {_BESIDE[name]} beside the result."
        )
    return None
