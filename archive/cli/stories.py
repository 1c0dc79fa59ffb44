"""`cuttings stories` and `cuttings story`: which articles are on the same event, and what a person says of that.

Rule: reads through `archive.reader`; what a person says goes through `archive.story_curation`.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from archive.cli.naming import names_by, record_id_of
from archive.cli.options import archive_argument
from archive.cli.relations import because_option, by_option, store_of
from archive.cli.screen import next_step, out, out_row, plain, say
from archive.cli.states import withheld_words
from archive.cli.words import counted
from schemas.codec import json_text
from schemas.view import Story

if TYPE_CHECKING:
    from archive.story_curation import Said, StoryCurator

_SAID = {"merge": "merged", "split": "split", "part": "split off", "name": "named"}


@click.command("stories")
@archive_argument
@click.option("--families", is_flag=True, help="Print families instead: articles tied by copying.")
@click.option("--jsonl", is_flag=True, help='Print {"story", "label", "members"} a line.')
def stories_command(*, archive: Path, families: bool, jsonl: bool) -> None:
    """Print the stories: articles on the same event.

    A line has the story's name, its articles, their outlets, the first and the last day, and its label: a headline of
    one of them, or what a person named it. Below stands what holds it together, and what persons said of it.

    With --families: articles that share their text.
    With --jsonl, members are the ids that the records brought, where they brought one, else the articles' ids.
    """
    from archive import reader

    with closing(reader.open_reader(archive)) as conn:
        groups = reader.stories(conn, families=families)
        naming = names_by(record_id_of, conn)
        for group in groups:
            if jsonl:
                members = [naming(member) for member in group.members]
                click.echo(json_text({"story": group.story, "label": group.label, "members": members}))
            else:
                _print(conn, group)
        left = withheld_words(conn)
    say(f"{_counted(len(groups), families=families)}.{left}")
    if groups:
        next_step(f"cuttings list {archive} --story {groups[0].story}")
    else:
        next_step(f"cuttings relations {archive}")


def _print(conn: sqlite3.Connection, group: Story) -> None:
    from archive import reader

    articles, outlets = counted(len(group.members), "article"), counted(group.outlets, "outlet")
    out_row((group.story, articles, outlets, _days(group), group.label))
    if group.why:
        out(f"    {plain(group.why)}")
    for each in reader.said_of_story(conn, group):
        out(f"    {_SAID[each.kind]} by {plain(each.by or 'somebody')}: {plain(each.because)}")


def _days(group: Story) -> str:
    if group.first is None or group.last is None:
        return group.first or group.last or "no day is known"
    return group.first if group.first == group.last else f"{group.first} to {group.last}"


def _counted(count: int, *, families: bool) -> str:
    return counted(count, "family", "families") if families else counted(count, "story", "stories")


@click.group("story")
def story_command() -> None:
    """Merge, split or name stories, or take that back.

    What a person says is about the articles that the stories hold at that moment. It stands before every likeness,
    outlives every later ingest and re-extraction, is logged with its reason, and can be taken back.

    A story is named `s-` and the id, accession number or record id of any of its articles; that of the article alone
    will do.
    """


@story_command.command("merge")
@archive_argument
@click.argument("stories", metavar="STORY STORY...", nargs=-1, required=True)
@because_option
@by_option
def merge_command(*, archive: Path, stories: tuple[str, ...], because: str, by: str | None) -> None:
    """State that stories are on one event, and why.

    Their articles stay in one story. An article that is on no story yet is named by its id.
    """
    with _curator_of(archive, by) as curator:
        said = curator.merge(stories, because=because)
    out(f"{counted(len(stories), 'story', 'stories')} merged: {' '.join(said.stories)}")
    _next(archive, said)


@story_command.command("split")
@archive_argument
@click.argument("story", metavar="STORY")
@click.argument("articles", metavar="ARTICLE...", nargs=-1, required=True)
@click.option("--together", is_flag=True, help="The articles are together on another event.")
@because_option
@by_option
def split_command(
    *, archive: Path, story: str, articles: tuple[str, ...], together: bool, because: str, by: str | None
) -> None:
    """State that articles are not on the event of a story, and why.

    They never come to one story with its other articles again. Where they belong instead is found as for any article;
    with --together they stay in one story.
    """
    with _curator_of(archive, by) as curator:
        said = curator.split(story, articles, because=because, together=together)
    out(f"{counted(len(articles), 'article')} split off. The stories now: {' '.join(said.stories)}")
    _next(archive, said)


@story_command.command("name")
@archive_argument
@click.argument("story", metavar="STORY")
@click.argument("label", metavar="LABEL")
@because_option
@by_option
def name_command(*, archive: Path, story: str, label: str, because: str, by: str | None) -> None:
    """State what a story is called, and why.

    The name goes with the story that holds most of the articles that it holds now.
    """
    with _curator_of(archive, by) as curator:
        said = curator.name(story, label, because=because)
    out(f"{' '.join(said.stories)}: {plain(said.label)}")
    _next(archive, said)


@story_command.command("undo")
@archive_argument
@click.argument("story", metavar="STORY")
@click.option("--because", default="", metavar="WHY", help="Your reason; it is kept in the log.")
@by_option
def undo_command(*, archive: Path, story: str, because: str, by: str | None) -> None:
    """Take back the latest that was said of a story or of an article in it.

    Said again, it takes back what was said before that. After a merge or a split, any of the stories will do.
    """
    with _curator_of(archive, by) as curator:
        said = curator.undo(story, because=because)
    out(f"no longer {_SAID[said.kind]}. The stories now: {' '.join(said.stories)}")
    next_step(f"cuttings stories {archive}")


def _next(archive: Path, said: "Said") -> None:
    next_step(f"cuttings list {archive} --story {said.stories[0]}", f"cuttings story undo {archive} {said.stories[0]}")


@contextmanager
def _curator_of(archive: Path, by: str | None) -> "Iterator[StoryCurator]":
    """Open an existing archive for the statements of one person.

    Raises: ArchiveMissing, ArchiveLocked, NotAnArchive.
    """
    from archive.story_curation import StoryCurator

    with store_of(archive) as store:
        yield StoryCurator(store, by=by)
