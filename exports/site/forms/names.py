"""What may be said of names in the reading room: what an outlet is called, and how a place is spelt.

Rule: words, and one call of the desk each; no Datasette, no HTML.
"""

from archive.desk import Desk
from exports.site.forms.form import BECAUSE, WHY_BACK, Field, Form, Values


def _rename(desk: Desk, said: Values) -> str:
    done = desk.outlets.rename_outlet(said["outlet"], said["name"], because=said["because"])
    changed = f"{done.articles:,} {'article' if done.articles == 1 else 'articles'}"
    if done.is_merge:
        return f"{done.before} and {done.after} are one: {changed} more under that name."
    return f"{done.before} is called {done.after} now: {changed}."


def _undo_rename(desk: Desk, said: Values) -> str:
    done = desk.outlets.undo_outlet(said["outlet"], because=said["because"])
    return f"Taken back: what was called {done.before} is {done.after} again."


def _add_spelling(desk: Desk, said: Values) -> str:
    place = desk.places.add_spelling(said["place"], said["spelling"], because=said["because"])
    return f"{place.place}: {', '.join(place.spellings)}."


def _remove_spelling(desk: Desk, said: Values) -> str:
    place = desk.places.remove_spelling(said["place"], said["spelling"], because=said["because"])
    return f"{place.place}: {', '.join(place.spellings)}." if place and place.spellings else "No spelling is left."


def _undo_spelling(desk: Desk, said: Values) -> str:
    spelling, place = desk.places.undo_spelling(said["place"], because=said["because"])
    left = ", ".join(place.spellings) if place and place.spellings else "no spelling"
    return f"Taken back, what was said of {spelling}: {left}."


OUTLET = Field(name="outlet", label="Outlet", kind="hidden")
PLACE = Field(name="place", label="Place", help="Its name, by any spelling; a new one makes a new place.")
SPELLING = Field(name="spelling", label="Spelling", help="Case and accents make no difference.")

NAMES: tuple[Form, ...] = (
    Form(
        name="outlet-rename",
        title="Give the outlet another name, or join it with another",
        verb="Call it so",
        about="outlet",
        fields=(
            OUTLET,
            Field(name="name", label="It is called", help="The name of another outlet here makes the two one."),
            BECAUSE,
        ),
        act=_rename,
        lead="What its pages print stays in their facts; what comes later under that name follows.",
        then="name",
    ),
    Form(
        name="outlet-undo",
        title="Take the latest name back",
        verb="Take back",
        about="outlet",
        fields=(OUTLET, WHY_BACK),
        act=_undo_rename,
    ),
    Form(
        name="spelling-add",
        title="Add a spelling of a place",
        verb="Add",
        about="place",
        fields=(PLACE, SPELLING, WHY_BACK),
        act=_add_spelling,
        lead="Who searches for one spelling finds all of them.",
        then="place",
    ),
    Form(
        name="spelling-remove",
        title="Take a spelling out",
        verb="Take out",
        about="place",
        fields=(PLACE, SPELLING, WHY_BACK),
        act=_remove_spelling,
        lead="The place is not spelt so: a search for it does not ask for this any more.",
        then="place",
    ),
    Form(
        name="spelling-undo",
        title="Take back the latest word on how a place is spelt",
        verb="Take back",
        about="place",
        fields=(PLACE, WHY_BACK),
        act=_undo_spelling,
        then="place",
    ),
)
