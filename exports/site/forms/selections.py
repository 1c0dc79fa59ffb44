"""What may be done with selections in the reading room: made, filled, put in order, told, taken away.

Rule: words, and one call of the desk each; no Datasette, no HTML.
"""

from dataclasses import replace

from archive.desk import Desk
from archive.selection_curation import name_of
from exports.site.forms.form import ARTICLE, PRIVATE, WHO, WHY_BACK, Field, Form, Values, reference_of
from schemas.errors import CorrectionError
from schemas.marks import SelectionView


def _new(desk: Desk, said: Values) -> str:
    made = desk.selections.create(said["title"], note=said["note"], is_private=said["who"] == PRIVATE)
    return f"There is a selection “{made.selection.title}” now. Articles are added on their own pages."


def _add(desk: Desk, said: Values) -> str:
    asked = reference_of(said["into"])
    held = desk.selections.find(asked) or desk.selections.find(name_of(asked)) or desk.selections.create(asked)
    done = desk.selections.add(held.selection.name, [said["article"]], note=said["note"])
    return f"In the selection “{done.selection.title}”: {_count(done)}."


def _remove(desk: Desk, said: Values) -> str:
    done = desk.selections.remove(said["selection"], [said["article"]], because=said["because"])
    return f"Taken out of “{done.selection.title}”; it holds {_count(done)}."


def _move(desk: Desk, said: Values) -> str:
    number = said["number"]
    if not (number.isascii() and number.isdigit() and len(number) < _LONGEST):
        message = f"“{number[:60]}” is no number: write 1 for the first."
        raise CorrectionError(message)
    done = desk.selections.move(said["selection"], said["article"], int(number))
    return f"It stands as number {min(max(int(number), 1), len(done.entries))} of {len(done.entries)} now."


def _note(desk: Desk, said: Values) -> str:
    desk.selections.note(said["selection"], said["article"], said["note"])
    return "What is said of the article is kept." if said["note"] else "What was said of the article is taken away."


def _change(desk: Desk, said: Values) -> str:
    private = said["who"] == PRIVATE
    done = desk.selections.change(said["selection"], title=said["title"], note=said["note"], is_private=private)
    return f"The selection is called “{done.selection.title}”, {'for those who may edit' if private else 'for all'}."


def _delete(desk: Desk, said: Values) -> str:
    desk.selections.delete(said["selection"], because=said["because"])
    return f"The selection {said['selection']} is taken away; its articles stay where they are."


def _undo(desk: Desk, said: Values) -> str:
    left = desk.selections.undo(said["selection"], because=said["because"])
    if left is None:
        return f"Taken back: there is no selection {said['selection']}."
    return f"Taken back; “{left.selection.title}” holds {_count(left)}."


def _count(view: SelectionView) -> str:
    return f"{len(view.entries):,} {'article' if len(view.entries) == 1 else 'articles'}"


_LONGEST = 7
"""Figures of a place in a selection."""

SELECTION = Field(name="selection", label="Selection", kind="hidden")
TITLE = Field(name="title", label="Title")
NOTE = Field(name="note", label="What you say of it", kind="words", is_needed=False)

SELECTIONS: tuple[Form, ...] = (
    Form(
        name="selection-add",
        title="Put it into a selection",
        verb="Put in",
        about="article",
        fields=(
            ARTICLE,
            Field(name="into", label="Selection", help="One that is there, or the title of a new one."),
            NOTE,
        ),
        act=_add,
        lead="A selection is printed as a dossier, in its order.",
    ),
    Form(
        name="selection-new",
        title="Make a selection",
        verb="Make it",
        about="selection",
        fields=(TITLE, NOTE, WHO),
        act=_new,
        lead="Articles that you put together, in an order of your own, with your words on each.",
    ),
    Form(
        name="selection-change",
        title="Change title, words, readers",
        verb="Change",
        about="selection",
        fields=(SELECTION, TITLE, NOTE, WHO),
        act=_change,
    ),
    Form(
        name="selection-move",
        title="Put the article elsewhere",
        verb="Put it there",
        about="selection",
        fields=(SELECTION, ARTICLE, Field(name="number", label="As number")),
        act=_move,
    ),
    Form(
        name="selection-note",
        title="Say something of the article",
        verb="Keep it",
        about="selection",
        fields=(SELECTION, ARTICLE, NOTE),
        act=_note,
    ),
    Form(
        name="selection-remove",
        title="Take the article out",
        verb="Take out",
        about="selection",
        fields=(SELECTION, ARTICLE, WHY_BACK),
        act=_remove,
    ),
    Form(
        name="selection-undo",
        title="Take back what was done last",
        verb="Take back",
        about="selection",
        fields=(replace(SELECTION, kind="line", help="Its name, as it stands in its address."), WHY_BACK),
        act=_undo,
        lead="Also brings a selection back that was taken away.",
    ),
    Form(
        name="selection-delete",
        title="Take the selection away",
        verb="Take away",
        about="selection",
        fields=(SELECTION, WHY_BACK),
        act=_delete,
        lead="Its articles stay where they are.",
    ),
)
