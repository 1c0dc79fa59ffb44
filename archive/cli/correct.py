"""`cuttings set`: a person's corrections.

Rule: writes through `archive.curation`.
"""

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from archive.cli.options import archive_argument
from archive.cli.relations import curator_of
from archive.cli.screen import next_step, out, plain
from archive.cli.words import counted
from schemas.errors import CorrectionError

if TYPE_CHECKING:
    from archive.curation import Changed, Correction

COLUMNS = ("id", "field", "value", "because")
UNKNOWN_VALUES = frozenset({"", "unknown"})


@dataclass(frozen=True, slots=True, kw_only=True)
class _Asked:
    """What the command was given."""

    archive: Path
    ref: str | None
    field: str | None
    value: str | None
    because: str | None
    by: str | None
    corrections: Path | None
    undo: bool


@click.command("set")
@archive_argument
@click.argument("ref", metavar="[ID", required=False)
@click.argument("field", metavar="FIELD", required=False)
@click.argument("value", metavar="VALUE]", required=False)
@click.option("--because", metavar="WHY", help="Your reason; it is kept and shown.")
@click.option("--by", metavar="NAME", help="Who says so, as it should be shown.")
@click.option(
    "--from",
    "corrections",
    type=click.Path(path_type=Path),
    metavar="CORRECTIONS.CSV",
    help="Many at once: columns id, field, value, because.",
)
@click.option("--undo", is_flag=True, help="Take back the latest correction of ID (of FIELD, where it is named).")
def set_command(**given: Any) -> None:  # noqa: ANN401  click gives what the options declare
    """Correct a fact, and say why.

    What a person says stands before what a rule read, and outlives every later ingest. An empty VALUE says that nobody
    knows. Several authors or tags are parted by ";". What the page says is kept beside the correction. With --from, all
    corrections are made, or none.
    """
    asked = _Asked(**given)
    _check(asked)
    changed = _changed(asked)
    for each in changed:
        out(f"{each.id}  {each.field}: {_shown(each.before)} -> {_shown(each.after)}")
    out(f"{counted(len(changed), 'fact')} {'as before' if asked.undo else 'set'}.")
    if changed:
        first = f"{asked.archive} {changed[0].id}"
        undo = () if asked.undo else (f"cuttings set {first} {changed[0].field} --undo",)
        next_step(f"cuttings show {first} --explain", *undo)


def _check(asked: _Asked) -> None:
    """Raise click's usage error unless the call means one thing."""
    if asked.corrections is not None:
        if asked.ref or asked.undo:
            raise click.UsageError("--from goes with neither ID nor --undo.")
    elif asked.undo:
        if asked.ref is None or asked.value is not None:
            raise click.UsageError("--undo takes back a correction: cuttings set ARCHIVE ID [FIELD] --undo")
    elif asked.value is None:
        raise click.UsageError('say what is right: cuttings set ARCHIVE ID FIELD VALUE --because "WHY"')
    elif not asked.because:
        raise click.UsageError('say why: --because "WHY". Whoever reads the archive later must be able to judge it.')


def _changed(asked: _Asked) -> "tuple[Changed, ...]":
    from archive.assertions import field_of

    corrections = tuple(read_corrections(asked.corrections, asked.because)) if asked.corrections else ()
    field = field_of(asked.field) if asked.field else None
    ref, because = asked.ref or "", asked.because or ""
    with curator_of(asked.archive, asked.by) as curator:
        if asked.corrections:
            return curator.set_facts(corrections)
        if asked.undo or field is None:
            return (curator.undo(ref, field, because=because),)
        return (curator.set_fact(ref, field, _value(asked.value), because=because),)


def read_corrections(path: Path, because: str | None = None) -> "Iterator[Correction]":
    """Yield the corrections of a CSV file; `because` is the reason of rows that give none.

    Raises: CorrectionError, which lists every row that is wrong.
    """
    from archive.assertions import field_of
    from archive.curation import Correction

    problems = []
    for number, row in enumerate(_rows(path), 2):
        why = row["because"] or because or ""
        try:
            name = field_of(row["field"])
        except CorrectionError as error:
            problems.append(f"  row {number}: {error}")
            continue
        if not row["id"] or not why:
            missing = "no id is given." if not row["id"] else "say why, in the column `because` or by --because."
            problems.append(f"  row {number}: {missing}")
        yield Correction(ref=row["id"], field=name, value=_value(row["value"]), because=why)
    if problems:
        raise CorrectionError(f"{path}: no correction was made, because some cannot be:\n" + "\n".join(problems))


def _rows(path: Path) -> Iterator[dict[str, str]]:
    """Yield the rows of a spreadsheet saved as CSV, by the names of `COLUMNS`."""
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise CorrectionError(f"{path} cannot be read: {error.strerror}.") from error
    except UnicodeDecodeError as error:
        raise CorrectionError(f"{path} is not UTF-8. Save the spreadsheet as CSV UTF-8.") from error
    first = text.partition("\n")[0]
    rows = csv.DictReader(io.StringIO(text, newline=""), delimiter=max(",;\t", key=first.count))
    names = {(name or "").strip().lower(): name for name in rows.fieldnames or ()}
    missing = [name for name in COLUMNS[:3] if name not in names]
    if missing:
        raise CorrectionError(f"{path}: the column `{missing[0]}` is missing. Columns: {', '.join(COLUMNS)}.")
    for row in rows:
        cells = {name: (row.get(names.get(name, "")) or "").strip() for name in COLUMNS}
        if any(cells.values()):
            yield cells


def _value(words: str | None) -> str | None:
    return None if words is None or words.strip().lower() in UNKNOWN_VALUES else words


def _shown(value: str | None) -> str:
    return "unknown" if value is None else plain(value)
