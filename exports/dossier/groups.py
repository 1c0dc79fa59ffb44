"""Which sections are set together, and where they stand: front matter, body, back matter.

Each is set by itself, so that it can be kept for the next dossier; in a small dossier the front runs on, and the back.

Rule: pure; sections in, groups of them out.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from exports.dossier.sections.section import Section

Place = Literal["front", "body", "back"]

COVER = "cover"
PAGE = 242
"""Height of the text on a page, in millimetres, where the last thing does not always fit."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Sections that are set together."""

    name: str
    """The key of its first section."""
    place: Place
    sections: tuple[Section, ...] = ()
    """Empty in the body: articles and stories are made when they are set."""

    @property
    def tells_pages(self) -> bool:
        """Whether it names the pages of others, so that it is set when those are."""
        return any(section.tells_pages for section in self.sections)

    @property
    def likely_pages(self) -> int:
        """How many pages it will have: a guess, before it is set."""
        return -(-sum(section.likely_height for section in self.sections) // PAGE)


def groups_of(front: Sequence[Section], body: Sequence[str], back: Sequence[Section], *, is_small: bool) -> list[Group]:
    """Return what is set together, in order; `body`: the names of what stands in it."""
    middle = [Group(name=name, place="body") for name in body]
    return [*_run(front, "front", is_small=is_small), *middle, *_run(back, "back", is_small=is_small)]


def _run(sections: Sequence[Section], place: Place, *, is_small: bool) -> list[Group]:
    out: list[Group] = []
    for section in sections:
        if is_small and section.key != COVER and out and out[-1].name != COVER:
            out[-1] = replace(out[-1], sections=(*out[-1].sections, section))
        else:
            out.append(Group(name=section.key, place=place, sections=(section,)))
    return out
