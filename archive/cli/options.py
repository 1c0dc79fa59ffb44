"""Arguments and options that several commands share.

Rule: knows click and the filters of the archive's view.
"""

import re
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import Any, Literal, TextIO, TypeVar, cast

import click

from schemas.view import Filters

F = TypeVar("F", bound=Callable[..., Any])

_DATE = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?")


def cut_date(_ctx: click.Context, _param: click.Parameter, value: str | None) -> str | None:
    """Return a date that may be cut, as it was given, if it is one."""
    if value is not None and not _DATE.fullmatch(value):
        raise click.BadParameter(f"{value!r} is not a date: 2022, 2022-11 or 2022-11-25")
    return value


def _check_span(first: str | None, last: str | None) -> None:
    """Refuse a span that ends before it begins; dates that are cut differently are compared as far as both go."""
    shared = min(len(first or ""), len(last or ""))
    if first and last and first[:shared] > last[:shared]:
        message = f"--from {first} is later than --to {last}: nothing lies between them. Swap them."
        raise click.UsageError(message)


archive_argument = click.argument("archive", type=click.Path(path_type=Path))
json_option = click.option("--json", "as_json", is_flag=True, help="Print JSON.")

_FEWER = ("agency", "author", "basis", "copies", "without")
_BASES = ["structured", "stated", "dateline", "inferred", "asserted"]
_LACKING = ["outlet", "date", "month", "year", "language", "agency", "author", "tag", "headline"]


Order = Literal["date", "arrival", "selection"]


def order_of(order: Order | None, filters: Filters) -> Order:
    """Return the order that was asked for; where none was, that of the selection that is named, else by date."""
    if order == "selection" and filters.selection is None:
        message = "--order selection goes with --selection NAME."
        raise click.UsageError(message)
    return order or ("selection" if filters.selection is not None else "date")


def _ids_in(file: TextIO | None) -> tuple[str, ...]:
    """Return the ids that a file names: the first word of each line; lines that are empty or begin with # name none."""
    if file is None:
        return ()
    name = getattr(file, "name", "standard input")
    try:
        words = (line.replace(",", " ").split() for line in file)
        found = tuple(line[0] for line in words if line and not line[0].startswith("#"))
    except UnicodeDecodeError as error:
        message = f"{name} is no text in UTF-8."
        raise click.UsageError(message) from error
    if not found:
        message = f"{name} names no article: one id a line, such as A-0012."
        raise click.UsageError(message)
    return found


def filter_options(command: F) -> F:
    """Add the options that say which articles are meant; the command receives them as `filters`."""

    @wraps(command)
    def with_filters(**given: Any) -> Any:  # noqa: ANN401  whatever the command takes and returns
        _check_span(given["date_from"], given["date_to"])
        names = {"outlet", "date_from", "date_to", "language", "tag", "story", "selection", *_FEWER}
        filters = Filters(
            **{name: given.pop(name) for name in names}, ids=(*given.pop("ids"), *_ids_in(given.pop("ids_file")))
        )
        return command(filters=filters, **given)

    for option in (
        click.option("--id", "ids", multiple=True, metavar="ID", help="Only this article; may be given again."),
        click.option(
            "--ids",
            "ids_file",
            type=click.File(encoding="utf-8-sig"),
            metavar="FILE",
            help="Only the articles that this file names, one a line; - reads standard input.",
        ),
        click.option("--selection", metavar="NAME", help="Only articles of this selection."),
        click.option("--story", "--family", "story", metavar="STORY", help="Only articles of this story or family."),
        click.option("--without", type=click.Choice(_LACKING), help="Only articles of which this is not known."),
        click.option(
            "--copies", type=click.Choice(["yes", "no"]), help="Only articles with copies or reworks; or only others."
        ),
        click.option("--basis", type=click.Choice(_BASES), help="Only articles whose date is known so."),
        click.option("--author", help="Only articles by this person."),
        click.option("--agency", help="Only articles that credit this agency."),
        click.option("--tag", help="Only articles with this tag."),
        click.option("--language", metavar="LANG", help="Only articles in this language, e.g. en."),
        click.option(
            "--to", "date_to", callback=cut_date, metavar="DATE", help="Only articles that may be as early as this."
        ),
        click.option(
            "--from", "date_from", callback=cut_date, metavar="DATE", help="Only articles that may be as late as this."
        ),
        click.option("--outlet", help="Only articles of this outlet."),
    ):
        with_filters = option(with_filters)
    return cast("F", with_filters)
