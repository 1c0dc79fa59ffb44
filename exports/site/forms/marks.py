"""What may be said beside the facts in the reading room: that one was checked, a tag, a note, a passage marked.

Rule: words, and one call of the desk each; no Datasette, no HTML.
"""

import json

from archive.desk import Desk
from exports.site.forms.form import ARTICLE, PRIVATE, WHO, WHY_BACK, Field, Form, Values
from exports.site.pages.facts import FIELD_WORDS
from schemas.errors import CorrectionError
from schemas.marks import Check, Note

CHANGED_SINCE = "This is another value now than the one that you saw, so it was not confirmed. Look again."


def seen_of(values: dict[str, str]) -> str:
    """Return the values that somebody saw, as a form carries them."""
    return json.dumps(values, ensure_ascii=False, sort_keys=True)


def _confirm(desk: Desk, said: Values) -> str:
    checks = [desk.marks.confirm(said["article"], each) for each in _fields(said["fields"])]
    changed = [each for each in checks if not _as_seen(each, said["seen"])]
    for each in changed:
        desk.marks.undo_confirm(each.article, each.field, because=CHANGED_SINCE)
    if changed:
        raise CorrectionError(CHANGED_SINCE)
    return f"Found right: {', '.join(FIELD_WORDS[each.field].lower() for each in checks)}."


def _as_seen(check: Check, seen: str) -> bool:
    """Say whether a value is the one that was on the page; a form that does not say what it showed is believed."""
    try:
        shown = json.loads(seen) if seen else {}
    except ValueError:
        return False
    return isinstance(shown, dict) and (check.field not in shown or shown[check.field] == check.value)


def _fields(said: str) -> list[str]:
    named = [each.strip() for each in said.split(",") if each.strip()]
    for each in named:
        if each not in FIELD_WORDS:
            message = f"“{each[:60]}” is no fact of an article."
            raise CorrectionError(message)
    return named


def _undo_confirm(desk: Desk, said: Values) -> str:
    for each in _fields(said["fields"]):
        desk.marks.undo_confirm(said["article"], each, because=said["because"])
    return "What was found right is taken back."


def _add_tag(desk: Desk, said: Values) -> str:
    return f"Tags: {desk.marks.add_tag(said['article'], said['tag'], because=said['because']).after or 'none'}."


def _remove_tag(desk: Desk, said: Values) -> str:
    return f"Tags: {desk.marks.remove_tag(said['article'], said['tag'], because=said['because']).after or 'none'}."


def _add_note(desk: Desk, said: Values) -> str:
    return _kept(desk.marks.add_note(said["article"], said["body"], is_private=said["who"] == PRIVATE))


def _change_note(desk: Desk, said: Values) -> str:
    desk.marks.change(said["note"], body=said["body"], is_private=said["who"] == PRIVATE)
    return "The note is changed."


def _remove_note(desk: Desk, said: Values) -> str:
    desk.marks.remove(said["note"], because=said["because"])
    return "The note is taken away."


def _add_passage(desk: Desk, said: Values) -> str:
    kept = desk.marks.add_highlight(
        said["article"],
        said["exact"],
        prefix=said["prefix"],
        suffix=said["suffix"],
        body=said["body"],
        is_private=said["who"] == PRIVATE,
    )
    return f"The passage is marked, {_readers(is_private=kept.is_private)}."


def _change_passage(desk: Desk, said: Values) -> str:
    desk.marks.change(said["note"], body=said["body"], is_private=said["who"] == PRIVATE)
    return "What is said of the passage is changed."


def _remove_passage(desk: Desk, said: Values) -> str:
    desk.marks.remove(said["note"], because=said["because"])
    return "The passage is marked no more."


def _kept(note: Note) -> str:
    return f"The note is kept, {_readers(is_private=note.is_private)}."


def _readers(*, is_private: bool) -> str:
    return "for those who may edit" if is_private else "for all readers"


FIELDS = Field(name="fields", label="Facts", kind="hidden")
SEEN = Field(name="seen", label="As seen", kind="hidden", is_needed=False)
TAG = Field(name="tag", label="Tag")
NOTE = Field(name="note", label="Note", kind="hidden")
BODY = Field(name="body", label="Note", kind="words")
EXACT = Field(
    name="exact",
    label="Passage",
    kind="words",
    help="Its words as they stand in the text. What is marked on the page when this is opened is filled in.",
)
PREFIX = Field(name="prefix", label="Before it", kind="hidden", is_needed=False)
SUFFIX = Field(name="suffix", label="Behind it", kind="hidden", is_needed=False)
ON_IT = Field(name="body", label="What you say of it", kind="words", is_needed=False)

MARKS: tuple[Form, ...] = (
    Form(
        name="confirm",
        title="Confirm what was read",
        verb="It is right",
        about="article",
        fields=(ARTICLE, FIELDS, SEEN),
        act=_confirm,
        lead="You compared it with its evidence, and found it right.",
    ),
    Form(
        name="confirm-undo",
        title="Take back that it is right",
        verb="Take back",
        about="article",
        fields=(ARTICLE, FIELDS, WHY_BACK),
        act=_undo_confirm,
    ),
    Form(
        name="tag-add",
        title="Add a tag",
        verb="Add",
        about="article",
        fields=(ARTICLE, TAG, WHY_BACK),
        act=_add_tag,
        lead="From then on the tags are yours: what the page lists later is kept, and not shown.",
    ),
    Form(
        name="tag-remove",
        title="Remove a tag",
        verb="Remove",
        about="article",
        fields=(ARTICLE, TAG, WHY_BACK),
        act=_remove_tag,
    ),
    Form(
        name="note-add",
        title="Write a note",
        verb="Keep it",
        about="article",
        fields=(ARTICLE, BODY, WHO),
        act=_add_note,
    ),
    Form(
        name="note-change",
        title="Change the note",
        verb="Change",
        about="article",
        fields=(ARTICLE, NOTE, BODY, WHO),
        act=_change_note,
    ),
    Form(
        name="note-remove",
        title="Take the note away",
        verb="Take away",
        about="article",
        fields=(ARTICLE, NOTE, WHY_BACK),
        act=_remove_note,
    ),
    Form(
        name="passage-add",
        title="Mark a passage",
        verb="Mark it",
        about="article",
        fields=(ARTICLE, EXACT, PREFIX, SUFFIX, ON_IT, WHO),
        act=_add_passage,
        lead="It stays with its words, and is found again when the page is read anew.",
    ),
    Form(
        name="passage-change",
        title="Change what is said of the passage",
        verb="Change",
        about="article",
        fields=(ARTICLE, NOTE, ON_IT, WHO),
        act=_change_passage,
    ),
    Form(
        name="passage-remove",
        title="Mark the passage no more",
        verb="Take away",
        about="article",
        fields=(ARTICLE, NOTE, WHY_BACK),
        act=_remove_passage,
    ),
)
