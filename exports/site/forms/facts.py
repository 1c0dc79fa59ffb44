"""What may be said of facts, relations and stories in the reading room: one form for each kind of change.

Rule: words, and one call of the desk each; no Datasette, no HTML.
"""

from dataclasses import replace

from archive.desk import Desk
from exports.site.forms.form import ARTICLE, BECAUSE, STORY, WHY_BACK, Field, Form, Values, reference_of
from exports.site.pages.facts import FIELD_WORDS
from schemas.article import FACT_FIELDS
from schemas.relation import RelationKind

UNRELATED = "unrelated"

RELATIONS = (
    (UNRELATED, "not related at all"),
    (RelationKind.SAME_TEXT.value, "the same text"),
    (RelationKind.NEAR_COPY.value, "a copy with changes"),
    (RelationKind.CONTAINS.value, "one has the whole text of the other"),
    (RelationKind.REWORKED.value, "reworked from the same text"),
    (RelationKind.VERSION.value, "versions of one page"),
    (RelationKind.LOOKALIKE.value, "a look-alike: no copy"),
)
"""What a person may say of two articles, in words."""


def _set_fact(desk: Desk, said: Values) -> str:
    done = desk.facts.set_fact(said["article"], said["field"], said["value"], because=said["because"])
    return f"{FIELD_WORDS[done.field]}: {value_shown(done.before)} → {value_shown(done.after)}."


def _undo_fact(desk: Desk, said: Values) -> str:
    done = desk.facts.undo(said["article"], said["field"], because=said["because"])
    return f"{FIELD_WORDS[done.field]} taken back: {value_shown(done.before)} → {value_shown(done.after)}."


def _relate(desk: Desk, said: Values) -> str:
    other, kind = reference_of(said["other"]), said["kind"]
    if kind == UNRELATED:
        desk.facts.unrelate(said["article"], other, because=said["because"])
    else:
        desk.facts.relate(said["article"], other, RelationKind(kind), because=said["because"])
    return f"Said of this article and {other}: {dict(RELATIONS)[kind]}."


def _undo_relation(desk: Desk, said: Values) -> str:
    other = reference_of(said["other"])
    desk.facts.undo_relation(said["article"], other, because=said["because"])
    return f"What was said of this article and {other} is taken back."


def _name_story(desk: Desk, said: Values) -> str:
    done = desk.stories.name(said["story"], said["label"], because=said["because"])
    return f"The story is called “{done.label}”."


def _merge_stories(desk: Desk, said: Values) -> str:
    desk.stories.merge([said["story"], reference_of(said["other"])], because=said["because"])
    return "The two stories are one."


def _split_story(desk: Desk, said: Values) -> str:
    gone = [reference_of(each) for each in said["articles"].split()]
    desk.stories.split(said["story"], gone, because=said["because"], together=bool(said["together"]))
    return f"{len(gone)} {'article stands' if len(gone) == 1 else 'articles stand'} in that story no more."


def _undo_story(desk: Desk, said: Values) -> str:
    done = desk.stories.undo(said["story"], because=said["because"])
    return f"Taken back: the latest word on this story ({done.kind.value})."


def value_shown(value: str | None) -> str:
    """Return a value as a sentence names it."""
    return value or "unknown"


OTHER = Field(name="other", label="Other article", help="Its accession number (A-0012), its id, or its page's address.")
FACT = Field(
    name="field", label="Fact", kind="choice", choices=tuple((name, FIELD_WORDS[name]) for name in FACT_FIELDS)
)
VALUE = Field(
    name="value",
    label="Right is",
    help="Dates as far as they are known: 2021, 2021-03, 2021-03-16. Several authors or tags are parted by “;”. "
    "If nobody knows, write: unknown",
)

FACTS: tuple[Form, ...] = (
    Form(
        name="fact",
        title="Correct a fact",
        verb="Correct",
        about="article",
        fields=(ARTICLE, FACT, VALUE, BECAUSE),
        act=_set_fact,
        lead="What the page says stays beside it, and your word outlives every later ingest.",
    ),
    Form(
        name="fact-undo",
        title="Take a correction back",
        verb="Take back",
        about="article",
        fields=(ARTICLE, replace(FACT, kind="hidden"), WHY_BACK),
        act=_undo_fact,
    ),
    Form(
        name="relation",
        title="Say how two articles are related",
        verb="Say so",
        about="article",
        fields=(
            ARTICLE,
            OTHER,
            Field(name="kind", label="They are", kind="choice", choices=RELATIONS),
            BECAUSE,
        ),
        act=_relate,
        lead="It stands before what was measured.",
    ),
    Form(
        name="relation-undo",
        title="Take back what was said of two articles",
        verb="Take back",
        about="article",
        fields=(ARTICLE, OTHER, WHY_BACK),
        act=_undo_relation,
        lead="What was measured shows again.",
    ),
    Form(
        name="story-name",
        title="Name the story",
        verb="Name it",
        about="story",
        fields=(STORY, Field(name="label", label="Name"), BECAUSE),
        act=_name_story,
    ),
    Form(
        name="story-merge",
        title="Join it with another story",
        verb="Join",
        about="story",
        fields=(
            STORY,
            Field(
                name="other",
                label="Other story",
                help="The accession number (A-0012) or id of an article in it, or its page's address.",
            ),
            BECAUSE,
        ),
        act=_merge_stories,
        lead="Both are on the same event: whatever comes later, their articles stay together.",
    ),
    Form(
        name="story-split",
        title="Take articles out of the story",
        verb="Take out",
        about="story",
        fields=(
            STORY,
            Field(name="articles", label="Articles", help="Accession numbers or ids, parted by spaces."),
            Field(
                name="together",
                label="They belong together, on an event of their own",
                kind="tick",
                is_needed=False,
            ),
            BECAUSE,
        ),
        act=_split_story,
        lead="They are not on this event, and are never put into it again.",
    ),
    Form(
        name="story-undo",
        title="Take back the latest word on this story",
        verb="Take back",
        about="story",
        fields=(STORY, WHY_BACK),
        act=_undo_story,
    ),
)
