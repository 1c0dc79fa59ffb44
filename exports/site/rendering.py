"""Our templates, rendered by an environment of our own.

Datasette renders every page asynchronously and asks each plugin for more words, scripts and styles; a page of ours uses
none of them and would take twice as long. Templates that the owner put into Datasette's template folder come first.

Rule: knows templates and where they lie; no archive, no request.
"""

from functools import cache
from importlib.resources import as_file, files
from typing import Any

from jinja2 import ChoiceLoader, Environment, FileSystemLoader


def render(datasette: Any, template: str, context: dict[str, Any]) -> str:  # noqa: ANN401  Datasette ships no types
    """Return `template` of ours, filled in; everything in `context` is escaped."""
    return _environment(datasette.template_dir).get_template(f"cuttings/{template}").render(context)


@cache
def _environment(of_owner: str | None) -> Environment:
    with as_file(files("exports.site") / "templates") as ours:
        folders = [FileSystemLoader(folder) for folder in (of_owner, ours) if folder]
    return Environment(loader=ChoiceLoader(folders), autoescape=True, auto_reload=False)
