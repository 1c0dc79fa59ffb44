"""What the section of a story or of an article is made from, as a hash: where it is the same, so is the section.

In it: all that the archive says of the article, what it is printed beside, how it is asked for, and the rules and
templates that make sections, as they are in this installation.

Rule: pure but for this package's own files.
"""

import hashlib
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable

from exports.dossier.model import DossierView, Entry, StoryTold
from exports.dossier.render import Frame
from exports.dossier.request import DossierRequest

_MAKERS = ("exports", "ingest", "schemas")
"""Packages whose code makes sections."""

_KINDS = (".py", ".html", ".txt")


def seed_of(told: StoryTold | Entry, view: DossierView, request: DossierRequest, frame: Frame) -> str:
    """Return the hash of all that a section is made from, in hexadecimal digits."""
    of = _of_story(told, view) if isinstance(told, StoryTold) else _of_article(told, view)
    asked = (request.preset, frame.language, frame.running_title)
    return hashlib.sha256(f"{rules()}\n{asked!r}\n{of}".encode("utf-8", "replace")).hexdigest()


def _of_article(entry: Entry, view: DossierView) -> str:
    repeat = view.repeats.get(entry.mark)
    beside = repr((repeat.of, repeat.kind, repeat.before, repeat.other_language)) if repeat else ""
    return f"{entry!r}\n{beside}"


def _of_story(told: StoryTold, view: DossierView) -> str:
    names = {member.id for member in (*told.members, *told.lookalikes)}
    cited = [(entry.mark, entry.record) for entry in view.entries if entry.record.id in names]
    return repr((told.story, told.members, told.ties, sorted(told.texts.items()), told.lookalikes, told.said, cited))


@cache
def rules() -> str:
    """Return the SHA-256 of the code and the templates that make sections."""
    whole = hashlib.sha256()
    for package in _MAKERS:
        for name, body in sorted(_files(files(package), package)):
            whole.update(name.encode())
            whole.update(body)
    return whole.hexdigest()


def _files(folder: Traversable, name: str) -> list[tuple[str, bytes]]:
    found = []
    for each in folder.iterdir():
        if each.is_dir():
            found += _files(each, f"{name}/{each.name}")
        elif each.name.endswith(_KINDS):
            found.append((f"{name}/{each.name}", each.read_bytes()))
    return found
