"""The log of an ingest: one JSON line an input, in a file that is no other.

Rule: writes the file that it is given; knows no archive.
"""

import contextlib
import json
import os
from pathlib import Path
from typing import TextIO

from schemas.errors import UsageError
from schemas.report import InputLine

PathLike = str | os.PathLike[str]

_LONGEST_LINE = 1 << 20


def log_line(line: InputLine) -> str:
    """Return one line of `--log` (DESIGN.md, command line)."""
    record = {
        "source": line.source,
        "member": line.member,
        "offset": line.offset,
        "outcome": line.outcome.value,
        "reason": line.reason.value if line.reason is not None else None,
        "warnings": list(line.warnings),
        "articles": list(line.articles),
    }
    return json.dumps(record, ensure_ascii=False) + "\n"


def opened_log(path: PathLike | None, stack: contextlib.ExitStack) -> TextIO | None:
    """Open the log for writing, or return None where none is wanted.

    Raises: UsageError.
    """
    if path is None:
        return None
    check_log(path)
    try:
        return stack.enter_context(Path(path).open("w", encoding="utf-8", errors="replace"))
    except OSError as error:
        raise UsageError(
            f"{path}: the log cannot be written: {(error.strerror or 'unknown error').lower()}."
        ) from error


def check_log(path: PathLike) -> None:
    """Refuse to write the log over a file that is none: an archive, a spreadsheet, a page that was saved.

    Raises: UsageError.
    """
    try:
        with Path(path).open("rb") as file:
            first = file.readline(_LONGEST_LINE)
    except FileNotFoundError:
        return
    except OSError as error:
        raise UsageError(f"{path}: the log cannot be written: {(error.strerror or 'no file').lower()}.") from error
    if first and not _is_log_line(first):
        raise UsageError(f"{path} exists and is no log of an ingest. Name another file with --log; this one is kept.")


def _is_log_line(line: bytes) -> bool:
    try:
        record = json.loads(line)
    except ValueError:
        return False
    return isinstance(record, dict) and {"source", "outcome", "articles"} <= record.keys()
