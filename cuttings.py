"""The front door of cuttings: the public names and the command.

    import cuttings
    with contextlib.closing(cuttings.open_reader("archive.db")) as conn:
        for article in cuttings.iter_articles(conn):
            print(article.accession, article.headline)

Our packages have generic names (`archive`, `exports`, `ingest`, `schemas`), so that another package may overwrite or
shadow them. The command looks for that before it imports any of them.

Rule: nothing of ours is imported before `overwritten` has been asked; the public names are loaded when they are used.
"""

import base64
import hashlib
import sys
from importlib import import_module
from importlib.machinery import PathFinder
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from archive.intake import ingest
    from archive.reader import find_article, iter_articles, open_reader
    from archive.search import search
    from ingest.pipeline import process
    from ingest.record import record_of
    from schemas.article import ArticleRecord
    from schemas.errors import CuttingsError
    from schemas.page import RawPage, Source
    from schemas.view import Filters

__all__ = [
    "ArticleRecord",
    "CuttingsError",
    "Filters",
    "RawPage",
    "Source",
    "find_article",
    "ingest",
    "iter_articles",
    "main",
    "open_reader",
    "overwritten",
    "process",
    "record_of",
    "search",
]

_PLACES = {
    "ArticleRecord": "schemas.article",
    "CuttingsError": "schemas.errors",
    "Filters": "schemas.view",
    "RawPage": "schemas.page",
    "Source": "schemas.page",
    "find_article": "archive.reader",
    "ingest": "archive.intake",
    "iter_articles": "archive.reader",
    "open_reader": "archive.reader",
    "process": "ingest.pipeline",
    "record_of": "ingest.record",
    "search": "archive.search",
}

PACKAGES = ("archive", "exports", "ingest", "schemas")


def __getattr__(name: str) -> object:
    if name not in _PLACES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_PLACES[name]), name)


def main() -> None:
    """Run the command line, unless another package stands where ours should."""
    problems = overwritten()
    if problems:
        sys.stderr.write("".join(f"error: {problem}\n" for problem in problems))
        sys.exit(1)
    cli = import_module("archive.cli").cli
    cli.main(args=sys.argv[1:], prog_name="cuttings", obj=overwritten)


def overwritten(home: Path | None = None, path: list[str] | None = None) -> list[str]:
    """Return a sentence for each of our packages that is not ours: overwritten by another package, or shadowed by one.

    Compares the packages' `__init__.py` with the hashes that the wheel's RECORD holds. An editable install has no such
    hashes; then only shadowing is looked for. `home` is where we are installed, `path` what Python imports from.
    """
    home = home or Path(__file__).resolve().parent
    recorded = _recorded_hashes(home)
    problems = []
    for package in PACKAGES:
        ours = home / package / "__init__.py"
        found = PathFinder.find_spec(package, path)
        stands = found and found.origin and Path(found.origin).resolve()
        if stands != ours.resolve():
            problems.append(
                f"{stands or 'nothing'} stands where the package {package!r} of cuttings is looked for. {_ADVICE}"
            )
        elif package in recorded and recorded[package] != _hash_of(ours):
            by = ", ".join(_others_with(home, package)) or "an unknown package"
            problems.append(f"the package {package!r} of cuttings was overwritten by {by}. {_ADVICE}")
    return problems


_ADVICE = "Install cuttings in an environment of its own:  pipx install cuttings"


def _recorded_hashes(home: Path) -> dict[str, str]:
    for record in home.glob("cuttings-*.dist-info/RECORD"):
        rows = (line.split(",") for line in record.read_text("utf8").splitlines())
        hashes = {row[0]: row[1].removeprefix("sha256=") for row in rows if len(row) == 3}  # noqa: PLR2004  RECORD's columns
        return {package: hashes[name] for package in PACKAGES if (name := f"{package}/__init__.py") in hashes}
    return {}


def _hash_of(file: Path) -> str:
    return base64.urlsafe_b64encode(hashlib.sha256(file.read_bytes()).digest()).rstrip(b"=").decode()


def _others_with(home: Path, package: str) -> list[str]:
    """Return the names of other installed packages that brought a file of the same path."""
    wanted = f"{package}/__init__.py,"
    return sorted(
        record.parent.name.removesuffix(".dist-info").replace("-", " ", 1)
        for record in home.glob("*.dist-info/RECORD")
        if not record.parent.name.startswith("cuttings-")
        and any(line.startswith(wanted) for line in record.read_text("utf8", "replace").splitlines())
    )
