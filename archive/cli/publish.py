"""`cuttings publish`: a sealed copy for readers.

Rule: calls `archive.publish`; prints its report.
"""

from pathlib import Path

import click

from archive.cli.options import archive_argument, json_option
from archive.cli.screen import next_step, out, out_json, progress_bar
from archive.cli.words import counted


@click.command("publish")
@archive_argument
@click.argument("target", metavar="OUT", type=click.Path(path_type=Path))
@click.option("--with-received", is_flag=True, help="Take the received files along.")
@click.option("--without-paths", is_flag=True, help="Leave out where pages were met; they are named by their hashes.")
@click.option("--without-names", is_flag=True, help="Leave out who made corrections and statements.")
@click.option("--replace", is_flag=True, help="Put it in the place of an earlier copy.")
@json_option
def publish_command(  # noqa: PLR0913  each is an option of the command
    *,
    archive: Path,
    target: Path,
    with_received: bool,
    without_paths: bool,
    without_names: bool,
    replace: bool,
    as_json: bool,
) -> None:
    """Make a sealed copy for readers.

    OUT holds what the reading room shows: articles, facts with their evidence, relations, stories, what did not get in.
    It does not hold received files (their hashes it does), withheld and purged articles, the log, the runs, private
    notes, nor what was taken back. It is one file, checked, read-only; OUT.sha256 beside it says its SHA-256, as
    `sha256sum --check` and `cuttings verify` read it.

    The archive is only read. An archive in which something waits is refused, and a copy whose paths would name you or
    your machine: see --without-paths. OUT is written whole or not at all.

    Exit status: 0 done, 1 refused or failed, 2 wrong usage.
    """
    from archive.publish import publish
    from archive.publish_tables import Wish

    wish = Wish(with_received=with_received, with_paths=not without_paths, with_names=not without_names)
    with progress_bar("8 export: publish") as progress:
        made = publish(archive, target, wish, replace=replace, progress=progress)
    if as_json:
        shown = {"sha256": made.sha256, "bytes": made.bytes, "articles": made.articles, "received": made.received}
        out_json({"path": made.path.name, "sums": made.sums.name, **shown})
        return
    files = counted(made.received, "received file") if with_received else "no received files"
    out(f"{made.path}: {counted(made.articles, 'article')}, {files}, {made.bytes:,} bytes.")
    out(f"{made.sums}: {made.sha256}")
    next_step(f"cuttings serve {made.path}", f"cuttings verify {made.path}")
