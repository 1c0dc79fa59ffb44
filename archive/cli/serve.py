"""`cuttings serve`: the reading room on this machine.

Rule: calls `exports.site.server`.
"""

from pathlib import Path

import click

from archive.cli.screen import out, say
from archive.cli.words import counted

MOST_WORKERS = 4
"""Each holds what is searched of the archive in memory; more of them are asked for."""


@click.command("serve")
@click.argument("archives", metavar="ARCHIVE...", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option(
    "-p", "--port", type=click.IntRange(0, 65535), default=8001, show_default=True, help="Port; 0 takes a free one."
)
@click.option(
    "--host", default="127.0.0.1", show_default=True, help="Address to listen on; the default is this machine alone."
)
@click.option(
    "--allow-host",
    "allow_hosts",
    multiple=True,
    metavar="NAME",
    help="Name that the server is called by, e.g. behind a proxy.",
)
@click.option(
    "--sql", "allow_sql", is_flag=True, help="Allow SQL queries; for the archive's owner, on a machine of one's own."
)
@click.option(
    "--base-url",
    default="/",
    show_default=True,
    metavar="PATH",
    help="Path under which a proxy shows it, e.g. /press/.",
)
@click.option(
    "--workers",
    type=click.IntRange(1, 64),
    metavar="N",
    help="Processes that answer; the default is one a core, four at most.",
)
@click.option("--edit", is_flag=True, help="Print an address that signs you in, once, to change what the archive says.")
@click.option("--as", "name", metavar="NAME", help="With --edit: the name that goes with your changes.")
@click.option("--open", "open_browser", is_flag=True, help="Open a browser.")
def serve_command(  # noqa: PLR0913  each is an option of the command
    *,
    archives: tuple[Path, ...],
    port: int,
    host: str,
    allow_hosts: tuple[str, ...],
    allow_sql: bool,
    base_url: str,
    workers: int | None,
    edit: bool,
    name: str | None,
    open_browser: bool,
) -> None:
    """Open the reading room, for a browser.

    Home, search, articles with their evidence.
    It prints its address and runs until Ctrl-C. It listens on this machine alone, and asks nothing of any other.
    It only reads, unless --edit is given: then whoever opens the second address that it prints may correct facts,
    relations and stories. With --edit one process answers.
    """
    from archive.cli.ingest import cores
    from exports.site.server import Editing, serve

    if name and not edit:
        raise click.UsageError("--as goes with --edit.")

    def announce(url: str) -> None:
        out(url)
        say(f"The reading room of {counted(len(archives), 'archive')}. Stop it with Ctrl-C.")

    def announce_sign_in(url: str) -> None:
        out(f"To change what is said there, open this once (it signs you in as {name or 'root'}):")
        out(url)

    serve(
        archives,
        host=host,
        port=port,
        allow_sql=allow_sql,
        workers=workers or min(cores(), MOST_WORKERS),
        open_browser=open_browser,
        allow_hosts=allow_hosts,
        base_url=base_url,
        announce=announce,
        editing=Editing(name, announce_sign_in) if edit else None,
    )
