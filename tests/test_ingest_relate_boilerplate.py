import pytest

from ingest.relate.boilerplate import is_credit, named_agencies, source_lines


@pytest.mark.parametrize(
    "line",
    [
        "(Reporting by Ana Lind; Editing by Jo Marek)",
        "Reporting by Ana Lind in Orlu; writing by Jo Marek",
        "© 2021 AFP",
        "AFP",
        "— TASS",
        "Trend News Agency",
        "Source: Reuters",
        "Источник: ТАСС",
        "Quelle: dpa",
        "Kaynak: Anadolu Agency",
        "来源：新华社",
        "With files from AFP and Reuters",
        "Associated Press writer Ana Lind contributed to this report.",
        "Copyright 2020 The Velmark Post. All rights reserved. This material may not be published or rewritten.",
        "Все права защищены.",
        "جميع الحقوق محفوظة لوكالة الأنباء",
    ],
)
def test_credits_and_rights_are_told(line: str) -> None:
    """A line that credits an agency or keeps rights is a credit, in several languages."""
    assert is_credit(line)


@pytest.mark.parametrize(
    "line",
    [
        "",
        "The mayor told Reuters that the bridge would stay closed.",
        "AFP said the road was closed.",
        "The source of the river lies near Tesk, said Reuters.",
        "Via Nova in Orlu was closed for the race.",
        "Sources in the council expect a vote in May.",
        "Editing a film by Jo Marek took two years.",
        "By noon the ferry had gone.",
        "Источник в администрации сообщил, что дорогу откроют в мае.",
        "The agency's founder, Ana Lind, " + "who was born in Orlu and went to school in Tesk, " * 6 + "left Reuters.",
    ],
)
def test_accounts_are_no_credits(line: str) -> None:
    """What an agency was told, what has a source, what goes via a place: an account, not a credit."""
    assert not is_credit(line)


def test_agencies_are_named_by_their_usual_names() -> None:
    """Names of several words and short ones are found in a line."""
    assert list(named_agencies("With reporting by The Associated Press, AFP and the Tesk desk")) == ["AP", "AFP"]


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("It rained.\n\nSource: Harbour Gazette", ("Source: Harbour Gazette",)),
        (
            "This article was first published by the Harbour Gazette.\n\nIt rained.",
            ("This article was first published by the Harbour Gazette.",),
        ),
        ("Kaynak: Orlu Postası\nYağmur yağdı.", ("Kaynak: Orlu Postası",)),
        ("The song was first published by a monk.", ()),
        ("The mayor spoke to the Harbour Gazette.", ()),
    ],
)
def test_lines_that_name_a_source(text: str, lines: tuple[str, ...]) -> None:
    """Lines that say where the text itself comes from are found; what a text tells of others is not."""
    assert source_lines(text) == lines
