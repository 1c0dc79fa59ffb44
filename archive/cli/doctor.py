"""`cuttings doctor`: is what we need on this machine? Each thing that is missing comes with the line to type.

Rule: looks, and changes nothing.
"""

import platform
import re
import shutil
import sqlite3
import sys
from collections.abc import Callable, Iterator
from ctypes.util import find_library
from dataclasses import dataclass
from importlib import metadata
from typing import Literal

import click

from archive.cli.screen import next_step, out, say
from ingest.readers.forms import GROUP, forms
from schemas.errors import PluginError

OLDEST_PYTHON = (3, 11)
OLDEST_DATASETTE = (0, 65, 5)
RESET_BUG = ((3, 7, 0), (3, 51, 2))
"""SQLite versions, first and last, in which a checkpoint that races with a second writer can lose a page of the WAL."""

PANGO_LINE = "apt-get install libpango-1.0-0 libpangoft2-1.0-0   (macOS: brew install pango)"
SUBSET_LINE = "apt-get install libharfbuzz-subset0   (macOS: brew install harfbuzz)"

State = Literal["ok", "note", "missing"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing that was looked at."""

    name: str
    state: State
    words: str
    line: str | None = None
    """What to type, where something is missing."""


@click.command("doctor")
@click.pass_context
def doctor_command(ctx: click.Context) -> None:
    """Look whether all that is needed is on this machine.

    Exit status 1 if something is missing; each thing comes with the line to type.
    """
    findings = tuple(iter_findings(ctx.find_root().obj))
    for finding in findings:
        out(f"{finding.state:<8}{finding.name:<18}{finding.words}")
        if finding.line:
            out(f"{'':<26}Type:  {finding.line}")
    missing = [finding.name for finding in findings if finding.state == "missing"]
    if missing:
        say(f"Missing: {', '.join(missing)}.")
        ctx.exit(1)
    say("Everything that is needed is here.")
    next_step("cuttings demo")


def iter_findings(overwritten: Callable[[], list[str]] | None = None) -> Iterator[Finding]:
    """Yield what was found, thing by thing. `overwritten` is the front door's look at our packages."""
    yield python_finding(sys.version_info[:3])
    yield packages_finding(overwritten)
    yield sqlite_finding(sqlite3.sqlite_version_info)
    yield full_text_finding()
    yield from (library_finding(name) for name in ("datasette", "weasyprint", "lxml", "sqlite-utils"))
    yield plugins_finding()
    yield pango_finding()
    yield subset_finding()
    yield program_finding("pdftotext", "poppler-utils", "to look into printed dossiers from the command line")


def python_finding(version: tuple[int, ...]) -> Finding:
    """Look at the Python version."""
    words = ".".join(map(str, version))
    if version[:2] < OLDEST_PYTHON:
        return Finding(
            name="Python",
            state="missing",
            words=f"{words}; 3.11 or newer is needed",
            line="pipx install --python 3.12 cuttings",
        )
    return Finding(name="Python", state="ok", words=f"{words} on {platform.system()}")


def packages_finding(overwritten: Callable[[], list[str]] | None) -> Finding:
    """Look whether our four packages are ours."""
    problems = overwritten() if overwritten else []
    if problems:
        return Finding(name="packages", state="missing", words=" ".join(problems), line="pipx install cuttings")
    return Finding(name="packages", state="ok", words="archive, exports, ingest and schemas are those of cuttings")


def sqlite_finding(version: tuple[int, ...]) -> Finding:
    """Look at the SQLite that Python was built with."""
    words = ".".join(map(str, version))
    first, last = RESET_BUG
    if first <= version <= last:
        words += (
            "; versions before 3.51.3 have a rare fault when two programs write to one file at once. cuttings lets "
            "only one write, so your archives are safe from it; do not write to them with other tools at the same time"
        )
        return Finding(name="SQLite", state="note", words=words)
    return Finding(name="SQLite", state="ok", words=words)


def full_text_finding() -> Finding:
    """Look whether SQLite has its full-text index."""
    conn = sqlite3.connect(":memory:")
    try:
        conn.execute("CREATE VIRTUAL TABLE probe USING fts5(words, tokenize = 'unicode61 remove_diacritics 2')")
    except sqlite3.OperationalError as error:
        line = "pipx install --python python3.12 cuttings   (with a Python whose SQLite has FTS5, as from python.org)"
        return Finding(name="FTS5", state="missing", words=f"search needs it; SQLite says: {error}", line=line)
    finally:
        conn.close()
    return Finding(name="FTS5", state="ok", words="full-text search is there")


def library_finding(name: str) -> Finding:
    """Look at an installed package."""
    try:
        version = metadata.version(name)
    except metadata.PackageNotFoundError:
        return Finding(name=name, state="missing", words="not installed", line=f"pip install {name}")
    if name == "datasette" and _numbers(version) < OLDEST_DATASETTE:
        return Finding(
            name=name, state="missing", words=f"{version} is too old", line="pip install 'datasette>=0.65.5'"
        )
    return Finding(name=name, state="ok", words=version)


def plugins_finding() -> Finding:
    """Look which readers were installed beside ours, and whether they load."""
    points = sorted(metadata.entry_points(group=GROUP), key=lambda point: point.name)
    try:
        forms()
    except PluginError as error:
        return Finding(name="plug-ins", state="missing", words=str(error), line="cuttings doctor   (when it is mended)")
    named = [f"{point.name} ({point.dist.name} {point.dist.version})" for point in points if point.dist]
    return Finding(name="plug-ins", state="ok", words=f"readers: {', '.join(named)}" if named else "no other readers")


def pango_finding() -> Finding:
    """Look whether WeasyPrint will find Pango."""
    if find_library("pango-1.0") and find_library("pangoft2-1.0"):
        return Finding(name="Pango", state="ok", words="dossiers can be printed")
    words = "WeasyPrint needs it to print dossiers; everything else works without"
    return Finding(name="Pango", state="missing", words=words, line=PANGO_LINE)


def subset_finding() -> Finding:
    """Look whether fonts can be cut down quickly."""
    if find_library("harfbuzz-subset"):
        return Finding(name="HarfBuzz-subset", state="ok", words="fonts are cut down quickly")
    return Finding(
        name="HarfBuzz-subset", state="note", words="printing takes about three times as long without", line=SUBSET_LINE
    )


def program_finding(name: str, package: str, purpose: str) -> Finding:
    """Look for a program that is good to have."""
    if shutil.which(name):
        return Finding(name=name, state="ok", words=purpose)
    return Finding(name=name, state="note", words=f"not here; {purpose}", line=f"apt-get install {package}")


def _numbers(version: str) -> tuple[int, ...]:
    """Return the leading numbers of a version: 1.0a41 is newer than 0.65.5."""
    found = re.match(r"\d+(\.\d+)*", version)
    return tuple(map(int, found[0].split("."))) if found else ()
