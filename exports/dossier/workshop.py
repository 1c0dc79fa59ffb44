"""The press that sets a dossier, ready before it is known what is to be set.

A process that sets pages takes most of a second to get ready, about as long as it takes to load the rest of us and to
read the articles: who starts it first waits for nothing.

Rule: imports little, so that it can come first; reads the style sheets of this package.
"""

import os
from importlib.resources import files

from exports.dossier.press.kept import Kept, default_folder
from exports.dossier.press.press import Press
from exports.dossier.request import Preset, Way

STYLED = frozenset({"reader"})
"""Presets with a style of their own."""


def press_for(preset: Preset, way: Way) -> Press:
    """Return the press that sets a dossier in the way that is asked for; no process is started."""
    kept = Kept(default_folder() if way.kept is None else way.kept) if way.is_kept else None
    return Press(style_sheet(preset=preset), kept=kept, jobs=way.jobs or os.cpu_count() or 1, tags=not way.is_draft)


def style_sheet(*, is_whole: bool = False, preset: str = "") -> str:
    """Return the dossier's style sheet; for one document with what numbers its pages. `preset`: with its own rules."""
    folder = files("exports.dossier").joinpath("style")
    names = ["dossier.css", *([f"{preset}.css"] if preset in STYLED else []), *(["whole.css"] if is_whole else [])]
    return "\n".join(folder.joinpath(name).read_text("utf-8") for name in names)
