"""What is printed: data on stdout, talk on stderr, and nothing that could drive a terminal.

Rule: knows click and text; nothing of archives.
"""

import re
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager

import click

_CONTROLS = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufff9-\ufffb\ud800-\udfff]"
)
"""What moves a cursor, turns the direction of a line or ends it; line feed and tab may stay."""

NARROW = 60
WIDE = 160

Progress = Callable[..., None]


def plain(text: object, *, lines: bool = False) -> str:
    r"""Return `text` without control characters and terminal escapes; on one line, unless `lines` may stay.

    >>> plain("a\x1b[31mb\nc")
    'a[31mb c'
    """
    words = _CONTROLS.sub("", str(text))
    return words if lines else " ".join(words.split())


def out(line: str = "") -> None:
    """Print one line of data to stdout; line feeds in it stay."""
    click.echo(plain(line, lines=True))


def out_row(cells: Iterable[object]) -> None:
    """Print one row of data to stdout, its cells parted by tabs."""
    click.echo("\t".join(plain("" if cell is None else cell) for cell in cells))


def out_json(value: object) -> None:
    """Print a record (or plain values) as JSON to stdout: indented on a terminal, one line in a pipe."""
    from schemas.codec import json_text

    click.echo(json_text(value, indent=2 if on_terminal() else None))


def out_json_array(values: Iterable[object]) -> int:
    """Print a JSON array to stdout, one element a line, as the elements come; return how many there were."""
    from schemas.codec import json_text

    count = 0
    for count, value in enumerate(values, 1):
        click.echo(("[" if count == 1 else ",\n") + json_text(value), nl=False)
    click.echo("[]" if not count else "\n]")
    return count


def say(line: str) -> None:
    """Tell a person something, on stderr."""
    click.echo(plain(line, lines=True), err=True)


def next_step(*commands: str) -> None:
    """Tell what one may type next, on stderr."""
    for number, command in enumerate(commands):
        say(f"{'Next:' if not number else '     '}  {command}")


def complain(problem: str) -> None:
    """Tell an error, on stderr."""
    say(f"error: {problem}")


def on_terminal() -> bool:
    """Tell whether stdout is a terminal."""
    return sys.stdout.isatty()


def width() -> int:
    """Return the width of the terminal in characters, within reason."""
    import shutil

    return max(NARROW, min(WIDE, shutil.get_terminal_size((100, 24)).columns))


def fitted(cells: Sequence[object], widths: Sequence[int]) -> str:
    """Return cells cut and padded to their widths in terminal columns; the last one gets what is left."""
    from rich.cells import cell_len, set_cell_size

    words = [plain("" if cell is None else cell) for cell in cells]
    fixed = [set_cell_size(word, size) for word, size in zip(words, widths, strict=False)]
    left = width() - sum(size + 2 for size in widths)
    last = words[-1] if cell_len(words[-1]) <= left else set_cell_size(words[-1], left - 1) + "…"
    return "  ".join([*fixed, last])


def wrapped(text: str, *, indent: str = "") -> str:
    """Return text as lines that fit the terminal; in a pipe as it is."""
    if not on_terminal():
        return "\n".join(f"{indent}{plain(line)}" if line else "" for line in text.split("\n"))
    import textwrap

    room = min(width(), 90)
    return "\n".join(
        textwrap.fill(plain(line), room, initial_indent=indent, subsequent_indent=indent) for line in text.split("\n")
    )


def shortened(text: str, length: int) -> str:
    """Return the beginning of a text, on one line, with an ellipsis where it goes on."""
    line = plain(text)
    return line if len(line) <= length else f"{line[: length - 1].rstrip()}…"


@contextmanager
def progress_bar(title: str) -> Iterator[Progress | None]:
    """Give a function `(stage, done, total)` that moves a bar on stderr; None where stderr is no terminal."""
    if not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, TaskProgressColumn, TextColumn, TimeElapsedColumn
    from rich.progress import Progress as Bar

    columns = (TextColumn("{task.description}"), BarColumn(), TaskProgressColumn(), TimeElapsedColumn())
    with Bar(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(title, total=None)

        def move(stage: str, done: int, total: int | None = None) -> None:
            bar.update(task, description=plain(stage) or title, completed=done, total=total or None)

        yield move
