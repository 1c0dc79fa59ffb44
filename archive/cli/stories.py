"""`cuttings stories`: which articles are on the same event, and which are tied by copying.

Rule: reads through `archive.reader`.
"""

from contextlib import closing
from pathlib import Path

import click

from archive.cli.naming import accession_of, names_by, record_id_of
from archive.cli.options import archive_argument
from archive.cli.screen import next_step, out_row, say
from archive.cli.words import counted
from schemas.codec import json_text


@click.command("stories")
@archive_argument
@click.option("--families", is_flag=True, help="Print families instead: articles tied by copying.")
@click.option("--jsonl", is_flag=True, help='Print {"story", "label", "members"} a line.')
def stories_command(*, archive: Path, families: bool, jsonl: bool) -> None:
    """Print the stories: articles on the same event.

    With --families: articles that share their text.
    With --jsonl, members are the ids that the records brought, where they brought one, else the articles' ids.
    """
    from archive import reader

    with closing(reader.open_reader(archive)) as conn:
        groups = reader.stories(conn, families=families)
        naming = names_by(record_id_of if jsonl else accession_of, conn)
        for group in groups:
            members = [naming(member) for member in group.members]
            if jsonl:
                click.echo(json_text({"story": group.story, "label": group.label, "members": members}))
            else:
                out_row((group.story, len(members), group.label, " ".join(members)))
    say(f"{_counted(len(groups), families=families)}.")
    if groups:
        next_step(f"cuttings list {archive} --story {groups[0].story}")
    else:
        next_step(f"cuttings relations {archive}")


def _counted(count: int, *, families: bool) -> str:
    return counted(count, "family", "families") if families else counted(count, "story", "stories")
