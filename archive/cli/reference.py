"""Write the generated pages of the documentation, or check that they are what would be written now.

    python -m archive.cli.reference --check     exit 1 and the names of pages that are not up to date
    python -m archive.cli.reference --write

Rule: docs/reference/cli.md comes from the commands' help, docs/reference/*.schema.json from the records.
"""

import inspect
import json
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

import click

from archive.cli.group import PLACES, cli
from exports.dossier.renditions import dossier_schema
from schemas.article import ArticleRecord
from schemas.json_schema import json_schema

FOLDER = Path("docs/reference")

HEAD = """# Commands

This page is generated from the commands' own help (`nox -s docs -- --write`).

Results go to standard output; a summary and the next command to type go to standard error.
Exit status: 0 done, 1 failed, 2 wrong usage, 3 an ingest rejected some inputs.
"""


def pages() -> Mapping[Path, str]:
    """Return the generated pages by their places in the repository."""
    schemas = {"article": json_schema(ArticleRecord), "dossier": dossier_schema()}
    written = {name: json.dumps(schema, indent=2, ensure_ascii=False) for name, schema in schemas.items()}
    return {
        FOLDER / "cli.md": "\n".join(_reference_lines()) + "\n",
        **{FOLDER / f"{name}.schema.json": f"{text}\n" for name, text in written.items()},
    }


def _reference_lines() -> Iterator[str]:
    yield HEAD
    yield from (f"- [`cuttings {name}`](#cuttings-{name}): {_paragraphs(_command(name))[0]}" for name in PLACES)
    for name in PLACES:
        yield from _command_lines(name, _command(name))


def _command_lines(name: str, command: click.Command, *, level: int = 2) -> Iterator[str]:
    """Yield a command's section. The layout is ours: that of click's help changes with its versions."""
    if isinstance(command, click.Group):
        yield f"\n{'#' * level} cuttings {name}"
        yield from (f"\n{paragraph}" for paragraph in _paragraphs(command))
        for below, each in command.commands.items():
            yield from _command_lines(f"{name} {below}", each, level=level + 1)
        return
    parameters = command.params
    arguments = [str(each.metavar or each.name).strip() for each in parameters if isinstance(each, click.Argument)]
    shown = [word if "]" in word or "[" in word or word.endswith("...") else word.upper() for word in arguments]
    options = [each for each in parameters if isinstance(each, click.Option)]
    yield f"\n{'#' * level} cuttings {name}\n"
    yield f"`{' '.join(['cuttings', name, *shown, *(['[OPTIONS]'] if options else [])])}`"
    yield from (f"\n{paragraph}" for paragraph in _paragraphs(command))
    if options:
        yield "\n| option | |\n|---|---|"
        yield from (_option_row(option) for option in options)


def _option_row(option: click.Option) -> str:
    names = ", ".join(sorted(option.opts, key=len))
    default = f" Default: `{option.default}`." if option.show_default else ""
    return f"| `{names}{_value_of(option)}` | {option.help or ''}{default} |"


def _value_of(option: click.Option) -> str:
    """Return what is written after an option's name."""
    if option.is_flag:
        return ""
    if isinstance(option.type, click.Choice):
        return " " + "\\|".join(map(str, option.type.choices))
    is_number = isinstance(option.type, click.types.IntParamType)
    return f" {option.metavar or ('N' if is_number else option.type.name.upper())}"


def _paragraphs(command: click.Command) -> list[str]:
    """Return the paragraphs of a command's help, each on one line."""
    return [" ".join(each.split()) for each in inspect.cleandoc(command.help or "").split("\n\n")]


def _command(name: str) -> click.Command:
    command = cli.get_command(click.Context(cli), name)
    if command is None:
        raise LookupError(name)
    return command


def stale(root: Path) -> list[str]:
    """Return the generated pages that are missing or not up to date."""
    return [
        path.as_posix()
        for path, text in pages().items()
        if not (root / path).is_file() or (root / path).read_text("utf8") != text
    ]


def main(arguments: list[str]) -> int:
    """Write or check; return the exit status."""
    root = Path.cwd()
    if arguments == ["--write"]:
        for path, text in pages().items():
            (root / path).parent.mkdir(parents=True, exist_ok=True)
            (root / path).write_text(text, "utf8")
            click.echo(f"wrote {path.as_posix()}")
        return 0
    old = stale(root)
    for name in old:
        click.echo(f"{name} is not up to date. Write it:  nox -s docs -- --write", err=True)
    click.echo(f"{len(pages()) - len(old)} of {len(pages())} generated pages are up to date")
    return 1 if old else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
