"""Our templates, rendered by an environment of our own.

Datasette renders every page asynchronously and asks each plugin for more words, scripts and styles; a page of ours uses
none of them and would take twice as long. Templates that the owner put into Datasette's template folder come first.

Rule: knows templates and where they lie; no archive, no request.
"""

import re
from functools import cache
from importlib.resources import as_file, files
from typing import Any

from jinja2 import ChoiceLoader, Environment, FileSystemLoader
from markupsafe import Markup, escape


def render(datasette: Any, template: str, context: dict[str, Any]) -> str:  # noqa: ANN401  Datasette ships no types
    """Return `template` of ours, filled in; everything in `context` is escaped."""
    return _environment(datasette.template_dir).get_template(f"cuttings/{template}").render(context)


@cache
def _environment(of_owner: str | None) -> Environment:
    with as_file(files("exports.site") / "templates") as ours:
        folders = [FileSystemLoader(folder) for folder in (of_owner, ours) if folder]
    environment = Environment(loader=ChoiceLoader(folders), autoescape=True, auto_reload=False)
    environment.filters["isolated"] = isolated
    return environment


def isolated(words: str) -> Markup:
    """Return words of a page with each moment that is written for machines kept in its own direction.

    >>> str(isolated("<at> 2023-03-14T12:00:00+03:00"))
    '&lt;at&gt; <bdi dir="ltr">2023-03-14T12:00:00+03:00</bdi>'
    """
    pieces = _MOMENT.split(words)
    shown = (Markup('<bdi dir="ltr">{}</bdi>').format(each) if n % 2 else escape(each) for n, each in enumerate(pieces))
    return Markup("").join(shown)


_MOMENT = re.compile(r"(\d{4}-\d\d(?:-\d\d(?:[T ]\d\d:\d\d[0-9:.]*(?:Z|[+-]\d\d:?\d\d)?)?)?)", re.ASCII)
