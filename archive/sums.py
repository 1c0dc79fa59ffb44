"""Checksum files in the form of `sha256sum`: a file that was handed over is the file that was made.

Rule: knows files; no archive.
"""

import hashlib
import re
from collections.abc import Iterator
from pathlib import Path

from schemas.view import Problem

SUFFIX = ".sha256"
CHUNK = 1 << 20

_LINE = re.compile(r"(?P<sha256>[0-9a-fA-F]{64}) [ *](?P<name>.+)")


def sums_beside(path: Path) -> Path:
    """Return the checksum file that belongs to a file."""
    return path.with_name(path.name + SUFFIX)


def sha256_of(path: Path) -> str:
    """Return the SHA-256 of a file. Holds a megabyte of it in memory."""
    whole = hashlib.sha256()
    with path.open("rb") as file:
        while part := file.read(CHUNK):
            whole.update(part)
    return whole.hexdigest()


def line_of(sha256: str, name: str) -> str:
    """Return a line as `sha256sum` writes and reads it."""
    return f"{sha256}  {name}\n"


def stated_sum(path: Path) -> str | None:
    """Return the SHA-256 that the checksum file beside a file states for it; None: there is none, or it has no word.

    Raises: OSError where it is there and cannot be read.
    """
    beside = sums_beside(path)
    if not beside.is_file():
        return None
    for line in beside.read_text("utf-8", "replace").splitlines():
        match = _LINE.fullmatch(line)
        if match and match["name"] == path.name:
            return match["sha256"].lower()
    return None


def differing(path: Path) -> Iterator[Problem]:
    """Yield what the checksum file beside a file does not allow; nothing where there is none."""
    beside = sums_beside(path)
    if not beside.is_file():
        return
    stated = stated_sum(path)
    if stated is None:
        yield Problem(table="file", id=beside.name, problem=f"it does not name {path.name}")
    elif stated != sha256_of(path):
        yield Problem(table="file", id=path.name, problem=f"its SHA-256 is not the one that {beside.name} states")
