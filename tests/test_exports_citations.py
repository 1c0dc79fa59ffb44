"""Citations for reference managers: nothing surer than the record, and nothing that a reader of the form trips over."""

import io
import json
import re
from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from any_record import RECORDS
from builders import fresh_archive, make_article
from command_line import done, run
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft7Validator

from exports.citations import Place, write_bibtex, write_csl, write_ris
from ingest.record import record_of
from schemas.article import ArticleRecord

PLACE = Place(title="Velmark press", articles="https://press.example/velmark/-/article")

# The part of the published schema of CSL-JSON that an item of ours can touch: names, dates, types of values.
NAME = {
    "type": "object",
    "properties": {"literal": {"type": "string", "minLength": 1}},
    "required": ["literal"],
    "additionalProperties": False,
}
PART = {"type": "integer"}
DATE = {
    "type": "object",
    "properties": {
        "date-parts": {
            "type": "array",
            "minItems": 1,
            "maxItems": 2,
            "items": {"type": "array", "minItems": 1, "maxItems": 3, "items": PART},
        },
        "circa": {"type": ["string", "number", "boolean"]},
    },
    "required": ["date-parts"],
    "additionalProperties": False,
}
WORDS = ("title", "container-title", "section", "URL", "language", "archive", "archive_location", "note")
CSL_SCHEMA = {
    "type": "array",
    "items": {
        "type": "object",
        "properties": {
            "id": {"type": ["string", "number"]},
            "type": {"enum": ["article-newspaper"]},
            "author": {"type": "array", "items": NAME, "minItems": 1},
            "issued": DATE,
            "accessed": DATE,
            **{name: {"type": "string", "minLength": 1} for name in WORDS},
        },
        "required": ["id", "type", "title"],
        "additionalProperties": False,
    },
}


def written(write: Callable[..., int], records: Iterable[ArticleRecord]) -> str:
    """Return what a writer writes."""
    stream = io.StringIO(newline="")
    write(list(records), stream, PLACE)
    return stream.getvalue()


def ris_of(text: str) -> list[list[tuple[str, str]]]:
    """Read RIS strictly: tagged lines only, each reference from TY to ER."""
    references: list[list[tuple[str, str]]] = []
    for line in text.split("\r\n"):
        if not line:
            continue
        match = re.fullmatch(r"([A-Z][A-Z0-9])  - ?(.*)", line)
        assert match, line
        if match[1] == "TY":
            references.append([])
        references[-1].append((match[1], match[2].strip()))
    assert all(each[-1] == ("ER", "") and [tag for tag, _ in each].count("TY") == 1 for each in references)
    return references


def bibtex_of(text: str) -> list[tuple[str, str, dict[str, str]]]:
    """Read BibTeX strictly: kind, key and fields in balanced braces; nothing else between the entries."""
    entries = []
    at = 0
    while match := re.compile(r"\s*@(\w+)\{([\w-]+),\n").match(text, at):
        at, fields = match.end(), {}
        while field := re.compile(r"  ([a-z]+) = \{").match(text, at):
            end, depth = field.end(), 1
            while depth:
                depth += {"{": 1, "}": -1}.get(text[end], 0)
                end += 1
            fields[field[1]] = text[field.end() : end - 1]
            at = end + (text[end] == ",") + 1
        assert text[at : at + 2] == "}\n", text[at : at + 40]
        at += 2
        entries.append((match[1], match[2], fields))
    assert not text[at:].strip()
    return entries


@pytest.fixture
def record() -> ArticleRecord:
    """Give a record of an article of which much is known."""
    article = make_article(
        url="https://courier.example/bridge?a=1&b={2}",
        headline="Bridge & ferry: 50 % of {Velmark} waits_on #1",
        outlet="Velmark Courier",
        authors=["Ana Lind", "Şuşa Ədhəm"],
        agency="Coastal Press",
        published="2021-03-02",
        captured="2021-04-01T08:00:00Z",
        language="en",
        section="Town",
    )
    return replace(record_of(article), accession="A-0007")


def test_bibtex_has_what_is_known(record: ArticleRecord) -> None:
    """An article with an address is @online; names stay whole, letters stay, signs of TeX are escaped."""
    ((kind, key, fields),) = bibtex_of(written(write_bibtex, [record]))
    assert (kind, key) == ("online", f"cuttings-{record.id}")
    assert fields["author"] == "{Ana Lind} and {Şuşa Ədhəm}"
    assert fields["title"] == r"{Bridge \& ferry: 50 \% of \textbraceleft{}Velmark\textbraceright{} waits\_on \#1}"
    assert (fields["organization"], fields["date"], fields["urldate"]) == (
        "Velmark Courier",
        "2021-03-02",
        "2021-04-01",
    )
    assert fields["url"] == "https://courier.example/bridge?a=1&b=%7B2%7D"
    for said in (
        "In: Velmark press, A-0007",
        record.text_sha256,
        "Agency: Coastal Press",
        "press.example/velmark/-/art",
    ):
        assert said in fields["note"]


def test_ris_has_what_is_known(record: ArticleRecord) -> None:
    """An article with an address is ELEC, each author a line, lines end as RIS asks."""
    text = written(write_ris, [record])
    (lines,) = ris_of(text)
    assert [value for tag, value in lines if tag == "AU"] == ["Ana Lind", "Şuşa Ədhəm"]
    said = dict(lines)
    assert (said["TY"], said["T2"], said["AN"], said["DB"]) == ("ELEC", "Velmark Courier", "A-0007", "Velmark press")
    assert (said["PY"], said["DA"], said["Y2"]) == ("2021", "2021/03/02/", "2021/04/01/")
    assert record.text_sha256 in said["N1"]
    assert "\n" not in text.replace("\r\n", "")


def test_csl_has_what_is_known(record: ArticleRecord) -> None:
    """The item is an article of a newspaper, and of the form that the schema asks for."""
    (item,) = json.loads(written(write_csl, [record]))
    assert not list(Draft7Validator(CSL_SCHEMA).iter_errors([item]))
    assert item["type"] == "article-newspaper"
    assert item["author"] == [{"literal": "Ana Lind"}, {"literal": "Şuşa Ədhəm"}]
    assert item["issued"] == {"date-parts": [[2021, 3, 2]]}
    assert item["accessed"] == {"date-parts": [[2021, 4, 1]]}


@pytest.mark.parametrize(
    ("date", "bibtex", "year", "parts", "circa"),
    [
        ({"published": "2021", "published_edtf": "2021"}, "2021", "2021", [2021], None),
        ({"published": "2021-03-02T10:00:00+04:00"}, "2021-03-02", "2021", [2021, 3, 2], None),
        ({"published": "2023-12-01", "published_edtf": "2023-12-01~"}, "2023-12-01~", None, [2023, 12, 1], True),
        ({"published": "2020-11-25", "published_edtf": "?2020-11-25"}, "2020-11-25?", None, [2020, 11, 25], True),
        ({"published_earliest": "2022-11-24", "published_latest": "2022-11-26"}, "2022-11", "2022", [2022, 11], None),
        ({"published_earliest": "2022-11-24", "published_latest": "2023-01-02"}, None, None, None, None),
        ({"published_latest": "2023-01-02"}, None, None, None, None),
        ({"published_edtf": "XXXX-11-25"}, None, None, None, None),
        ({}, None, None, None, None),
    ],
)
def test_dates_are_never_surer_than_they_are(
    record: ArticleRecord,
    date: dict[str, str],
    bibtex: str | None,
    year: str | None,
    parts: list[int] | None,
    circa: bool | None,  # noqa: FBT001  what a field holds
) -> None:
    """A date is cut to what is known; doubt is said in the form's own signs, else in the note alone."""
    names = ("published", "published_edtf", "published_earliest", "published_latest")
    dated = replace(record, **{name: date.get(name) for name in names}, published_basis="inferred")
    assert bibtex_of(written(write_bibtex, [dated]))[0][2].get("date") == bibtex
    lines = dict(ris_of(written(write_ris, [dated]))[0])
    assert lines.get("PY") == year
    (item,) = json.loads(written(write_csl, [dated]))
    assert item.get("issued", {}).get("date-parts") == ([parts] if parts else None)
    assert item.get("issued", {}).get("circa") == circa
    edtf = date.get("published_edtf") or date.get("published")
    assert (f"Date in EDTF: {edtf}" if edtf else "Date ") in item["note"]


def test_an_inference_names_its_words(record: ArticleRecord) -> None:
    """The note says from which words a date was inferred; a date that the page states needs no note."""
    inferred = replace(record, published_basis="inferred", published_evidence="Nov.25", published_edtf="?2020-11-25")
    assert "Date in EDTF: ?2020-11-25, inferred from “Nov.25”." in written(write_ris, [inferred])
    assert "Date in EDTF" not in written(write_ris, [record])


def test_without_address_and_names(record: ArticleRecord) -> None:
    """Without an address it is a newspaper article; the agency stands for the author; what is missing is left out."""
    bare = replace(record, url=None, authors=(), outlet="Courier", headline=None, accession=None)
    ((kind, _, fields),) = bibtex_of(written(write_bibtex, [bare]))
    assert (kind, fields["journaltitle"], fields["author"]) == ("article", "Courier", "{Coastal Press}")
    assert fields["entrysubtype"] == "newspaper"
    assert fields["title"].startswith("{[")
    assert dict(ris_of(written(write_ris, [bare]))[0])["TY"] == "NEWS"
    nameless = replace(bare, agency=None, outlet=None, captured=None)
    (item,) = json.loads(written(write_csl, [nameless]))
    assert not {"author", "container-title", "URL", "accessed"} & set(item)


def test_addresses_that_are_none_are_left_out(record: ArticleRecord) -> None:
    """No form carries a javascript: or file: address, nor the credentials of one."""
    for url in ("javascript:alert(1)", "file:///home/maria/x.html", "https://maria:secret@courier.example/x"):
        given_url = replace(record, url=url)
        for write in (write_bibtex, write_ris, write_csl):
            text = written(write, [given_url])
            assert "maria" not in text
            assert "javascript" not in text


@given(st.lists(RECORDS, max_size=3))
def test_any_record_can_be_read_back(records: list[ArticleRecord]) -> None:
    """Whatever letters records hold, each is one entry in every form."""
    assert len(bibtex_of(written(write_bibtex, records))) == len(records)
    assert len(ris_of(written(write_ris, records))) == len(records)
    items = json.loads(written(write_csl, records))
    assert len(items) == len(records)


def test_nothing_to_cite_is_an_empty_list() -> None:
    """No article is an empty file, and in JSON an empty list."""
    assert [written(write, []) for write in (write_bibtex, write_ris, write_csl)] == ["", "", "[]\n"]


def test_parsers_of_others_read_it(record: ArticleRecord) -> None:
    """The libraries that other programs read these forms with find the same."""
    bibtexparser: Any = pytest.importorskip("bibtexparser")
    rispy: Any = pytest.importorskip("rispy")
    library = bibtexparser.parse_string(written(write_bibtex, [record, replace(record, id="b" * 16)]))
    assert (len(library.entries), library.failed_blocks) == (2, [])
    assert library.entries[0].fields_dict["date"].value == "2021-03-02"
    found = rispy.loads(written(write_ris, [record, record]))
    assert [each["type_of_reference"] for each in found] == ["ELEC", "ELEC"]
    assert found[0]["authors"] == ["Ana Lind", "Şuşa Ədhəm"]


@pytest.mark.parametrize("form", ["bibtex", "ris", "csl-json"])
def test_export_writes_them(tmp_path: Path, form: str) -> None:
    """`cuttings export` writes the same forms, named after the archive, with addresses where it is told of them."""
    path = tmp_path / "velmark.db"
    fresh_archive(path, [make_article(url="https://courier.example/1", headline="Bridge closed")])
    text = done("export", path, "-o", "-", "--format", form, "--served-at", "https://press.example/velmark/")
    assert "In: velmark, A-0001" in text
    assert "https://press.example/velmark/-/article/" in text.replace("\\_", "_")
    assert str(tmp_path) not in text
    assert run("export", path, "-o", "-", "--format", form, "--served-at", "no address").exit_code == 2


@pytest.mark.parametrize(
    ("ending", "kind", "beginning"),
    [
        ("bib", "application/x-bibtex", "@"),
        ("ris", "application/x-research", "TY  - "),
        ("csl", "application/vnd", "["),
    ],
)
def test_the_reading_room_offers_them(
    tmp_path: Path, room: Callable[..., Any], ending: str, kind: str, beginning: str
) -> None:
    """The article's page links to each form; it comes as a download, with the address that the reader used."""
    path = tmp_path / "velmark.db"
    fresh_archive(path, [make_article(url="https://courier.example/1", headline="Bridge closed")])
    opened = room(path, hosts=["press.example"])
    page = opened.get("/velmark/-/article/A-0001").text
    (href,) = re.findall(rf'href="([^"]+\.{ending})"', page)
    answer = opened.get(href, headers={"host": "press.example"})
    assert answer.status_code == 200
    assert answer.text.startswith(beginning)
    assert answer.headers["content-type"].startswith(kind)
    assert answer.headers["content-disposition"].startswith('attachment; filename="A-0001.')
    assert "press.example/velmark/-/article/" in answer.text.replace("\\_", "_")
    assert opened.get(f"/velmark/-/article/A-0099.{ending}").status_code == 404
