"""What a form is: fields that a person fills in, and what comes of it.

Rule: a form is a list of fields and one call of the desk; no Datasette, no HTML.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Literal
from urllib.parse import unquote

from archive.desk import Desk
from schemas.errors import CorrectionError

Values = Mapping[str, str]
Kind = Literal["line", "words", "choice", "tick", "hidden"]
About = Literal["article", "story", "outlet", "place", "selection"]

LONGEST = 100_000
"""Characters of what is typed into one field."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One field of a form."""

    name: str
    label: str
    kind: Kind = "line"
    help: str = ""
    is_needed: bool = True
    choices: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """One kind of change."""

    name: str
    """As it stands in the address."""
    title: str
    verb: str
    """What the button says."""
    about: About
    """The field that says what is changed."""
    fields: tuple[Field, ...]
    act: Callable[[Desk, Values], str]
    """Makes the change; returns a sentence on what was done."""
    lead: str = ""
    then: str | None = None
    """The field that names what it leads to when it is done: another of the kind that it is about; None: back."""


def read(form: Form, sent: Values) -> dict[str, str]:
    """Return what was typed into the fields of a form, without what nobody sees at the ends."""
    return {field.name: sent.get(field.name, "").replace("\r\n", "\n").strip()[:LONGEST] for field in form.fields}


def check(form: Form, values: Values) -> None:
    """Raise `CorrectionError` where a field that is needed is empty, or something was chosen that is no choice."""
    for field in form.fields:
        value = values[field.name]
        if field.is_needed and not value:
            said = NO_REASON if field.name == "because" else f"{field.label}: nothing is said."
            raise CorrectionError(said)
        if value and field.choices and value not in dict(field.choices):
            message = f"{field.label}: “{value[:60]}” is none of the choices."
            raise CorrectionError(message)


NO_REASON = "Say why. Whoever reads the archive later must be able to judge it."


def reference_of(text: str) -> str:
    """Return the name of an article or a story: as it is typed, or out of the address of its page.

    >>> reference_of("http://localhost:8001/press/-/article/A-0012?q=bridge")
    'A-0012'
    """
    for part in ("/-/article/", "/-/story/", "/-/selection/"):
        if part in text:
            tail = text.rpartition(part)[2]
            return unquote(tail.split("?")[0].split("#")[0].split("/")[0]).removesuffix(".json")
    return text


BECAUSE = Field(name="because", label="Because", help="Your reason; it is kept, and shown beside what you say.")
WHY_BACK = Field(name="because", label="Because", is_needed=False)
ARTICLE = Field(name="article", label="Article", kind="hidden")
STORY = Field(name="story", label="Story", kind="hidden")
PRIVATE, SHOWN = "private", "shown"
WHO = Field(
    name="who",
    label="Who reads it",
    kind="choice",
    choices=((PRIVATE, "those who may edit; in no copy for readers"), (SHOWN, "all readers, also of copies")),
)
