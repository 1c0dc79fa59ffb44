"""Names that pages tell machines: whom a copyright line names, software that is no outlet, tags of machines."""

import pytest

from ingest.decode import decode
from ingest.extract import extract
from ingest.extract.html.told_names import is_machine_tag, is_software, without_rights
from schemas.article import Fact
from schemas.page import RawPage, Source

SURE = 0.5
TEXT = (
    "<p>The county council sold the old car ferry to the isle of Sanna on Monday, for a crown, and kept the debt.</p>"
)


def facts(head: str, field: str) -> list[Fact]:
    """Return the facts of a field that a page with a head gives."""
    html = f"<html><head><title>Ferry sold</title>{head}</head><body><h1>Ferry sold</h1>{TEXT * 3}</body></html>"
    page = RawPage(source=Source(path="x.html"), payload=html.encode(), format="html")
    return [fact for fact in extract(page, decode(page.payload)).facts if fact.field == field]


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("Copyright (c) 2012 Ostrel Ventures", "Ostrel Ventures"),
        ("© 2009–2019 Ostrel Pilot. All rights reserved.", "Ostrel Pilot"),
        ("2024 Ostreler Zeitung AG, Sanna", "Ostreler Zeitung AG, Sanna"),
        ("Copyright 2020 Orrel Holdings Inc.", "Orrel Holdings Inc."),
        ("Verein Orrel e. V.", "Verein Orrel e. V."),
        ("Ostrel Pilot 2009 - present", "Ostrel Pilot"),
        ("Alle Rechte vorbehalten - Ostreler Bote", "Ostreler Bote"),
        ("版权所有 岸边日报", "岸边日报"),
        ("جميع الحقوق محفوظة لـ دار المرفأ", "دار المرفأ"),
        ("版权所有", ""),
        ("All Rights Reserved", ""),
        ("(c) 2019", ""),
        ("Studio 1984 Sanna", "Studio 1984 Sanna"),
        ("Copyrighters Weekly", "Copyrighters Weekly"),
        ("Radio 24", "Radio 24"),
    ],
)
def test_whom_a_copyright_line_names(line: str, name: str) -> None:
    """Signs, years and words about rights go; a name stays whole, with the stop of its abbreviation."""
    assert without_rights(line) == name


@pytest.mark.parametrize("line", ["版权所有", "Copyright 2012", "All Rights Reserved"])
def test_rights_alone_are_no_outlet(line: str) -> None:
    """A copyright tag that names nobody gives no outlet."""
    assert facts(f'<meta name=copyright content="{line}">', "outlet") == []


def test_the_outlet_of_a_copyright_tag_is_its_name() -> None:
    """A copyright tag gives the name, and keeps its words as they stand."""
    found = facts('<meta name=copyright content="Copyright (c) 2012 Ostrel Pilot">', "outlet")
    assert [(fact.value, fact.raw) for fact in found] == [("Ostrel Pilot", "Copyright (c) 2012 Ostrel Pilot")]


@pytest.mark.parametrize(("name", "expected"), [("Blogger", True), ("WordPress", True), ("My Site", True)])
def test_software_is_no_outlet(name: str, *, expected: bool) -> None:
    """The name of a site's software is kept for the record only."""
    assert is_software(name) is expected
    assert [fact.confidence < SURE for fact in facts(f'<meta property=og:site_name content="{name}">', "outlet")] == [
        True
    ]


def test_an_outlet_that_speaks_of_software_is_one() -> None:
    """A name that holds such a word is an outlet's."""
    assert [fact.confidence > SURE for fact in facts("<meta property=og:site_name content='Sanna Blogger'>", "outlet")]
    assert not is_software("Sanna Blogger")


@pytest.mark.parametrize(
    "tag",
    [
        "3f2504e0-4f89-41d3-9a0c-0305e82c3301",
        "3F2504E04F8941D39A0C0305E82C3301",
        "type:article",
        "content_tier:metered",
        "sourcesystem=cms12",
        "0123456789abcdef",
    ],
)
def test_tags_of_machines_are_only_kept(tag: str) -> None:
    """An identifier and a key with its value are no tag that a reader is shown."""
    assert is_machine_tag(tag)
    found = facts(f'<meta property="article:tag" content="{tag}">', "tag")
    assert [(fact.value, fact.confidence < SURE) for fact in found] == [(tag, True)]


@pytest.mark.parametrize("tag", ["Ferry", "Sanna: the trial", "re:publica", "G20", "defaced", "Covid-19", "Ratio 3:2"])
def test_words_are_tags(tag: str) -> None:
    """Words stay tags, with a colon or in hexadecimal letters."""
    assert not is_machine_tag(tag)
