"""The filters of a result that are active, each with the address of the result without it.

Rule: pure; a quest in, words and addresses out.
"""

from dataclasses import dataclass

from exports.phrases import iso_words
from exports.site.links import Quest, Searching
from exports.site.pages.facet_lists import COPIES_WORDS
from exports.site.words import BASIS_WORDS, language_name

LACKING = {
    "outlet": "outlet unknown",
    "date": "date unknown",
    "month": "month unknown",
    "year": "year unknown",
    "language": "language unknown",
    "agency": "no agency named",
    "author": "no author named",
    "tag": "no tag",
    "headline": "no headline",
}


@dataclass(frozen=True, slots=True)
class Chip:
    """An active filter and the address of the result without it."""

    label: str
    value: str
    without: str


def chips_of(links: Searching, quest: Quest, named: str | None = None) -> list[Chip]:
    """Return the active filters, each with the address of the result without it; `named`: what the story is called."""
    words = {
        "outlet": ("Outlet", quest.outlet),
        "language": ("Language", language_name(quest.language) if quest.language else None),
        "agency": ("Agency", quest.agency),
        "author": ("Author", quest.author),
        "story": ("Family" if (quest.story or "").startswith("f-") else "Story", named or quest.story),
        "tag": ("Tag", quest.tag),
        "basis": ("Date", BASIS_WORDS.get(quest.basis or "", quest.basis)),
        "copies": ("Copies", COPIES_WORDS.get(quest.copies or "", quest.copies)),
        "without": ("Lacking", LACKING.get(quest.without or "", quest.without)),
    }
    chips = [
        Chip(label, value, links.search(quest.but(**{name: None}))) for name, (label, value) in words.items() if value
    ]
    if quest.date_from and quest.date_from == quest.date_to:
        without = links.search(quest.but(date_from=None, date_to=None))
        return [*chips, Chip("Date", iso_words(quest.date_from), without)]
    if quest.date_from:
        chips.append(Chip("From", iso_words(quest.date_from), links.search(quest.but(date_from=None))))
    if quest.date_to:
        chips.append(Chip("To", iso_words(quest.date_to), links.search(quest.but(date_to=None))))
    return chips
