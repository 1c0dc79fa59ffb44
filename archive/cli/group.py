"""The command group: which commands there are, how they are loaded, and how errors are told.

Rule: knows click and the error tree.
"""

import sys
from collections.abc import Sequence
from importlib import import_module
from typing import Any, NoReturn

import click

from archive.cli.screen import complain
from schemas.errors import CuttingsError, DamagedArchive, UsageError

PLACES = {
    "ingest": "archive.cli.ingest",
    "extract": "archive.cli.extract",
    "list": "archive.cli.find",
    "search": "archive.cli.find",
    "show": "archive.cli.show",
    "set": "archive.cli.correct",
    "relations": "archive.cli.relations",
    "relate": "archive.cli.relate",
    "unrelate": "archive.cli.relate",
    "stories": "archive.cli.stories",
    "story": "archive.cli.stories",
    "outlet": "archive.cli.outlet",
    "place": "archive.cli.place",
    "note": "archive.cli.note",
    "tag": "archive.cli.note",
    "confirm": "archive.cli.note",
    "select": "archive.cli.select",
    "diff": "archive.cli.diff",
    "serve": "archive.cli.serve",
    "dossier": "archive.cli.dossier",
    "export": "archive.cli.export",
    "describe": "archive.cli.describe",
    "publish": "archive.cli.publish",
    "withhold": "archive.cli.leave",
    "release": "archive.cli.leave",
    "purge": "archive.cli.leave",
    "merge": "archive.cli.merge",
    "reextract": "archive.cli.reextract",
    "verify": "archive.cli.verify",
    "schema": "archive.cli.schema",
    "doctor": "archive.cli.doctor",
    "demo": "archive.cli.demo",
}
"""Command -> module with a function `<command>_command`, in the order in which one meets them."""

SENTENCES = {
    "ingest": "Take pages into an archive.",
    "extract": "Print the record of a page, without an archive.",
    "list": "List the articles of an archive, oldest first.",
    "search": "Search headline, outlet, author and text; best first.",
    "show": "Show one article.",
    "set": "Correct a fact, and say why.",
    "relations": "Print how articles are related.",
    "relate": "State how two articles are related, and why.",
    "unrelate": "State that two articles are not related, and why.",
    "stories": "Print the stories: articles on the same event.",
    "story": "Merge, split or name stories, or take that back.",
    "outlet": "Rename and merge outlets, or take that back.",
    "place": "Say how names of places are spelt.",
    "note": "Write notes on articles and mark passages.",
    "tag": "Add tags to articles and take them away.",
    "confirm": "State that you checked a fact and found it right.",
    "select": "Put articles together under a name.",
    "diff": "Compare the texts of two articles, word by word.",
    "serve": "Open the reading room, for a browser.",
    "dossier": "Print a selection of articles as PDF, HTML, JSON or EPUB.",
    "export": "Write article records to a file.",
    "describe": "Say what an archive is: title, description, licence, contact.",
    "publish": "Make a sealed copy for readers.",
    "withhold": "Keep articles from every reader, and say why.",
    "release": "Show withheld articles again, and say why.",
    "purge": "Take articles out of the file for good, and say why.",
    "merge": "Unite archives: several parts of one, or those of colleagues.",
    "reextract": "Read the received files of an archive again by today's rules.",
    "verify": "Check every stored hash of an archive again, or a dossier.",
    "schema": "Print the JSON Schema of an article record.",
    "doctor": "Look whether all that is needed is on this machine.",
    "demo": "Try everything on made-up pages.",
}
"""The first sentence of each command's help, so that `cuttings --help` need not load them all."""


class Commands(click.Group):
    """A group that loads a command when it is asked for, and tells errors in a line."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002  click's signature
        """Return the commands in the order of `PLACES`."""
        return list(PLACES)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002  click's signature
        """Load a command."""
        if cmd_name not in PLACES:
            return None
        command: click.Command = getattr(import_module(PLACES[cmd_name]), f"{cmd_name}_command")
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002  click's signature
        """Write the list of commands, without loading them."""
        with formatter.section("Commands"):
            formatter.write_dl(list(SENTENCES.items()))

    def main(self, args: Sequence[str] | None = None, *others: Any, **more: Any) -> Any:  # noqa: ANN401  click's signature
        """Run the command line on streams that speak UTF-8 whatever the machine's setting is."""
        for stream in (sys.stdout, sys.stderr):
            reconfigure = getattr(stream, "reconfigure", None)
            if reconfigure and not stream.isatty():
                reconfigure(encoding="utf-8", errors="backslashreplace")
            elif reconfigure:
                reconfigure(errors="replace")
        return super().main(args, *others, **more)

    def invoke(self, ctx: click.Context) -> Any:  # noqa: ANN401  click's signature
        """Run a command; an error that we raise on purpose, or that the disk does, is one line on stderr."""
        try:
            return super().invoke(ctx)
        except UsageError as error:
            raise click.UsageError(str(error)) from error
        except DamagedArchive as error:
            _fail(
                ctx,
                f"an archive is damaged: {error}. `cuttings verify ARCHIVE` says where; go back to a copy that "
                "verifies. Nothing is half stored.",
            )
        except CuttingsError as error:
            _fail(ctx, str(error))
        except BrokenPipeError:
            raise
        except OSError as error:
            place = f"{error.filename}: " if error.filename else ""
            _fail(ctx, f"{place}{error.strerror or error}")
        except Exception as error:
            if not _is_of_sqlite(error):
                raise
            _fail(ctx, f"SQLite says: {error}. The archive holds what was told as done before; nothing is half stored.")


def _is_of_sqlite(error: Exception) -> bool:
    import sqlite3

    return isinstance(error, sqlite3.Error)


def _fail(ctx: click.Context, problem: str) -> NoReturn:
    complain(problem)
    ctx.exit(1)
    raise AssertionError  # pragma: no cover  exit raises; said for the type checker


@click.command(
    cls=Commands,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="Begin with:  cuttings demo",
)
@click.version_option(package_name="cuttings", prog_name="cuttings")
def cli() -> None:
    """Make of scraped news pages a searchable, dated, attributable archive.

    One SQLite file with the received files inside: read it in a browser (serve), print it (dossier), hand it on
    (export).
    """
