"""A dossier checked against itself and against the archive that it was made from.

Against itself: its bytes, its manifest, what each page draws. Against the archive: what it says of each article, and,
where the archive and the versions are those that it was made with, the whole file, printed anew.

Rule: an edge of the package; reads files and archives, writes nothing but what it prints anew, which it drops.
"""

import hashlib
import json
import sqlite3
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Any, get_args

from archive import reader, verify
from exports.dossier.build import build_dossier
from exports.dossier.gather import gather
from exports.dossier.manifest import FORMAT, article_lines
from exports.dossier.model import Makers
from exports.dossier.press.seal import Sealed, read_sealed
from exports.dossier.request import DossierRequest, Order, Preset, Progress, Way
from schemas.errors import ExportError
from schemas.types import PublicId
from schemas.view import Filters

_CLAIM = b"<pdfaid:part>"


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """What the check of a dossier found."""

    articles: int
    pages: int
    digest: str
    """Of the archive that it was made from, as it states."""
    problems: tuple[str, ...]
    """What differs; empty: nothing."""
    remarks: tuple[str, ...]
    """What was checked, and what could not be."""


def is_pdf(file: Path) -> bool:
    """Whether a file begins as a PDF does."""
    try:
        with file.open("rb") as stream:
            return b"%PDF-" in stream.read(1024)
    except OSError:
        return False


def check_dossier(file: Path, archive: Path | None = None, progress: Progress | None = None) -> Checked:
    """Return what is found of the dossier `file`; `archive`: what it is compared with.

    Raises: ExportError where the file is no dossier; ArchiveError where the archive cannot be read.
    """
    content = file.read_bytes()
    held = read_sealed(content)
    told = _told(held.manifest)
    problems = list(_of_itself(held, told))
    remarks: list[str] = []
    if archive is not None:
        tell = progress or _silent
        problems += _of_archive(content, told, archive, remarks, tell)
    return Checked(
        articles=len(told["articles"]),
        pages=len(held.prints),
        digest=str(told["archive"]["digest"]),
        problems=tuple(problems),
        remarks=tuple(remarks),
    )


def _told(manifest: bytes) -> dict[str, Any]:
    """Return a manifest that has the parts that are read here.

    Raises: ExportError.
    """
    try:
        told = json.loads(manifest)
        known = told["format"] == FORMAT
        parts = (told["articles"], told["stories"], told["pages"], told["archive"]["digest"], told["request"])
        attached = dict(told["attached"])
        places = [(str(each["mark"]), int(each["index"]), int(each["pages"])) for each in told["articles"]]
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise ExportError("its manifest cannot be read.") from error
    if not known or not places or not isinstance(parts[2], list):
        raise ExportError(f"its manifest is of a form that this version does not know; it knows {FORMAT}.")
    return {**told, "attached": attached}


def _of_itself(held: Sealed, told: Mapping[str, Any]) -> Iterator[str]:
    if not held.is_whole:
        yield "the bytes of the file are not those that were sealed"
    if hashlib.sha256(held.manifest).hexdigest() != held.stated:
        yield "the manifest is not the one that the file states"
    pages = [str(each) for each in told["pages"]]
    if len(pages) != len(held.prints):
        yield f"it has {len(held.prints):,} pages, and its manifest names {len(pages):,}"
    for index, (stated, found) in enumerate(zip(pages, held.prints, strict=False)):
        if stated != found:
            yield f"{_page_words(index, told)}: what it draws was altered"
    yield from _of_attached(held.attached, told["attached"])


def _of_attached(held: Mapping[str, str], stated: Mapping[str, Any]) -> Iterator[str]:
    for name in sorted({*held, *stated}):
        if name not in held:
            yield f"the attached file {name} was taken out"
        elif name not in stated:
            yield f"the attached file {name} was put in"
        elif held[name] != stated[name]:
            yield f"the attached file {name} was altered"


def _page_words(index: int, told: Mapping[str, Any]) -> str:
    """Return which page of the file it is, and of which article."""
    inside = (
        each for each in told["articles"] if int(each["index"]) <= index < int(each["index"]) + int(each["pages"])
    )
    article = next(inside, None)
    return f"page {index + 1} of the file" + (f", article {article['mark']}" if article else "")


def _of_archive(
    content: bytes, told: Mapping[str, Any], archive: Path, remarks: list[str], tell: Progress
) -> Iterator[str]:
    with closing(reader.open_reader(archive)) as conn:
        digest = verify.digest(conn)
        yield from _of_articles(conn, told["articles"])
    if digest != told["archive"]["digest"]:
        remarks.append(
            "The archive has changed since the dossier was made, or is another one: its articles were compared one by "
            "one, and the pages were not printed anew."
        )
        return
    remarks.append("The archive is the one that the dossier was made from: its digest is the same.")
    if told.get("makers") != asdict(Makers.here()):
        remarks.append("The pages were not printed anew: other versions made the dossier than are installed here.")
        return
    yield from _of_print(content, told, archive, remarks, tell)


def _of_articles(conn: sqlite3.Connection, told: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    """Yield how articles differ from what the archive says of them now."""
    names = [str(each["id"]) for each in told]
    there = tuple(name for name in names if reader.find_article(conn, name))
    view = gather(conn, DossierRequest(filters=Filters(ids=there)), _silent) if there else None
    held = {entry.record.id: entry for entry in view.entries} if view else {}
    for name, stated in zip(names, told, strict=True):
        if name not in held:
            yield f"article {stated['mark']} is not in the archive"
            continue
        for field, value in json.loads(json.dumps(article_lines(held[PublicId(name)]))).items():
            if field != _GROWS and stated.get(field) != value:
                what = field.replace("_", " ")
                yield f"article {stated['mark']}: {what} is {_short(stated.get(field))}, in the archive {_short(value)}"


_GROWS = "relations"
"""What an article is told with, and changes when others come in."""


def _short(value: object) -> str:
    words = json.dumps(value, ensure_ascii=False)
    return words if len(words) <= _SHOWN else f"{words[:_SHOWN]}…"


_SHOWN = 100


def _of_print(
    content: bytes, told: Mapping[str, Any], archive: Path, remarks: list[str], tell: Progress
) -> Iterator[str]:
    """Print the dossier anew and compare."""
    request = _request(told["request"])
    with tempfile.TemporaryDirectory(prefix="cuttings-") as folder:
        out = Path(folder) / "anew.pdf"
        build_dossier(archive, out, request, tell, Way(is_draft=_CLAIM not in content))
        anew = out.read_bytes()
    if anew == content:
        remarks.append("Printed anew from the archive, it is the same file, byte for byte.")
        return
    printed, held = read_sealed(anew), read_sealed(content)
    differ = [index for index, pair in enumerate(zip(printed.prints, held.prints, strict=False)) if pair[0] != pair[1]]
    for index in differ:
        yield f"{_page_words(index, told)}: it does not draw what the archive prints"
    if not differ:
        yield "the file differs from what the archive prints, though its pages draw the same"


def _request(told: Mapping[str, Any]) -> DossierRequest:
    """Return what was asked for, as the manifest has it.

    Raises: ExportError.
    """
    try:
        given = {name: value for name, value in told.items() if name != "filters"}
        narrowed: dict[str, Any] = {
            name: tuple(each) if isinstance(each, list) else each for name, each in told["filters"].items()
        }
        _only(given, DossierRequest)
        _only(narrowed, Filters)
        _words_only(given, narrowed)
        return DossierRequest(**given, filters=Filters(**narrowed))
    except (TypeError, KeyError, AttributeError) as error:
        raise ExportError("its manifest asks for what this version does not know.") from error


def _words_only(given: Mapping[str, Any], narrowed: Mapping[str, Any]) -> None:
    ids = narrowed.get("ids", ())
    words = (*given.values(), *ids, *(value for name, value in narrowed.items() if name != "ids"))
    if not all(isinstance(word, str) for word in words):
        raise TypeError(words)
    if given["order"] not in get_args(Order) or given["preset"] not in get_args(Preset):
        raise KeyError(given["order"], given["preset"])


def _only(given: Mapping[str, object], of: type) -> None:
    if not given.keys() <= {field.name for field in fields(of)}:
        raise TypeError(of.__name__)


def _silent(stage: str, done: int, total: int) -> None:
    """Tell nobody."""
