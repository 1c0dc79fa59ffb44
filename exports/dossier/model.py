"""What a dossier is made from: the selected articles with all that their pages and the archive say about them.

Rule: pure records; no database, no HTML, no WeasyPrint. `gather` fills them, the sections read them.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from importlib.metadata import version
from typing import Literal, Self

from exports.dossier.days import is_dated, latest_of, printed_day
from exports.telling.account import Account, account_of
from exports.telling.differences import Differences, differences_of
from ingest.relate.diff import compare_words
from schemas.article import ArticleRecord, Fact, display_title
from schemas.document import Block
from schemas.explanation import Comparison
from schemas.relation import Relation, RelationKind
from schemas.telling import Member
from schemas.telling import Tie as MemberTie
from schemas.view import Capture, Story, StoryStatement

Intact = Literal["unchanged", "changed", "not held"]
"""Whether received bytes still have the hash they were received with; `not held`: the archive keeps no bytes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Neighbour:
    """The other article of a relation."""

    mark: str
    """Its accession number."""
    title: str
    outlet: str | None
    captured: str | None
    inside: bool
    """True where it stands in this dossier, so that a link leads to it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tie:
    """A relation with the article at its other end."""

    relation: Relation
    is_first: bool
    """True where the article is the relation's `a`."""
    other: Neighbour


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One article of the dossier."""

    record: ArticleRecord
    facts: tuple[Fact, ...]
    blocks: tuple[Block, ...]
    captures: tuple[Capture, ...]
    ties: tuple[Tie, ...]
    intact: Intact

    @property
    def mark(self) -> str:
        """The citation mark without its brackets: the accession number."""
        return self.record.accession or self.record.id

    @property
    def anchor(self) -> str:
        """Name of its place in the document."""
        return self.mark.lower()

    @property
    def title(self) -> str:
        """The headline, or the first words in square brackets."""
        return display_title(self.record.headline, self.record.text)


@dataclass(frozen=True, kw_only=True)
class StoryTold:
    """A story of which two articles or more stand in the dossier, told of these."""

    story: Story
    """As the archive has it: its articles in the dossier and outside."""
    members: tuple[Member, ...]
    """Those in the dossier."""
    ties: tuple[MemberTie, ...]
    """Those among them."""
    texts: Mapping[str, str]
    """Those that are compared, by what tells equal ones."""
    lookalikes: tuple[Member, ...]
    """Articles outside the story, some perhaps outside the dossier, that one of them looks like."""
    said: tuple[StoryStatement, ...]

    @property
    def anchor(self) -> str:
        """Name of its place in the document."""
        return f"story-{self.story.story}"

    @cached_property
    def account(self) -> Account:
        """What is told of it; it takes time, so only where it is asked for."""
        return account_of(self.members, self.ties, self.texts, most_columns=MOST_COLUMNS)


MOST_COLUMNS = 22
"""Of a story's timeline: what can be told apart on a sheet of paper."""


@dataclass(frozen=True, kw_only=True)
class Repeat:
    """How the text of an article is that of another one in the dossier, which stands whole."""

    of: str
    """Mark of the other, which stands whole."""
    mark: str
    kind: RelationKind
    before: str
    """Text of the other."""
    after: str
    other_language: str | None

    @property
    def is_instead(self) -> bool:
        """Whether only the differences are printed; of a retelling they stand behind the whole text."""
        return self.kind is not RelationKind.REWORKED

    @cached_property
    def comparison(self) -> Comparison:
        """The two texts, word by word; it takes time, so only where it is asked for."""
        return compare_words(self.before, self.after)

    @cached_property
    def found(self) -> Differences:
        """The same as it is shown."""
        return differences_of(self.comparison, self.before, self.after, names=(f"[{self.of}]", f"[{self.mark}]"))


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceivedFile:
    """A received file that is to be attached."""

    mark: str
    """Of the article that it gave."""
    number: int
    """Of the capture, from 1."""
    sha256: str
    form: str
    content: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Makers:
    """Versions of what made the dossier."""

    cuttings: str
    weasyprint: str

    @classmethod
    def here(cls) -> Self:
        """Return those that are installed."""
        return cls(cuttings=version("cuttings"), weasyprint=version("weasyprint"))


@dataclass(frozen=True, slots=True, kw_only=True)
class DossierView:
    """Everything that the sections may print."""

    entries: tuple[Entry, ...]
    """In the order of the request."""
    archive_articles: int
    """Articles in the whole archive."""
    digest: str
    """Of the whole archive."""
    makers: Makers
    stories: tuple[StoryTold, ...] = ()
    """By the first article of each that stands in the dossier."""
    repeats: Mapping[str, Repeat] = field(default_factory=dict)
    """By mark: articles whose text is that of another one here, or a retelling of it."""
    received: tuple[ReceivedFile, ...] = ()
    """To be attached, where that was asked for."""
    set_plainly: tuple[str, ...] = ()
    """What could not be set as it should be: marks of articles, names of stories, `the sources`."""

    @property
    def created(self) -> str | None:
        """The latest capture time in the dossier, or None: the date that the file carries, since no clock is read."""
        return latest_of(capture.captured for entry in self.entries for capture in entry.captures)


def by_story(entries: Sequence[Entry], stories: Sequence[StoryTold]) -> tuple[Entry, ...]:
    """Return the entries story by story, those of none last; within each in the order that they had."""
    ranks = {member.id: rank for rank, told in enumerate(stories) for member in told.members}
    return tuple(sorted(entries, key=lambda entry: ranks.get(entry.record.id, len(stories))))


def chapters(view: DossierView, *, is_by_story: bool) -> tuple[StoryTold | Entry, ...]:
    """Return stories and articles in the order in which they are printed."""
    if not is_by_story:
        return (*view.stories, *view.entries)
    heads: dict[str, StoryTold] = {}
    for told in view.stories:
        inside = {member.id for member in told.members}
        heads[next(entry.mark for entry in view.entries if entry.record.id in inside)] = told
    return tuple(each for entry in view.entries for each in (heads.get(entry.mark), entry) if each is not None)


def in_order(entries: list[Entry], order: str) -> tuple[Entry, ...]:
    """Return the entries by date or by accession number; the same whatever order they came in.

    By date: the dated ones first, then those of which only bounds are known, then the unknown. `selection`: `gather`
    has put them into the order of the selection.
    """
    if order == "selection":
        return tuple(entries)
    if order == "arrival":
        return tuple(sorted(entries, key=_arrival))
    return tuple(sorted(entries, key=lambda entry: (*_filed(entry.record), _arrival(entry))))


def _filed(record: ArticleRecord) -> tuple[int, str, str, str]:
    day = printed_day(record) or ""
    rank = 0 if is_dated(record) else 1 if day else 2
    return (rank, day, record.published or "", latest_of([record.captured]) or "")


def _arrival(entry: Entry) -> tuple[int, str]:
    digits = "".join(letter for letter in entry.mark if letter.isdigit()) if entry.record.accession else ""
    return (int(digits or 0), entry.record.id)
