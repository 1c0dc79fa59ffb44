import ast
import dataclasses
import json
from collections.abc import Callable, Sequence
from pathlib import Path

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schemas.article import ArticleRecord, Fact
from schemas.codec import FORMAT, from_json, hints_of, pack, record_types, to_json, unpack
from schemas.errors import CodecError
from schemas.json_schema import PATTERNS, field_words, json_schema
from schemas.page import RawPage, Source
from schemas.report import Outcome, Reason, Rejection
from schemas.types import Accession, Address, CanonicalUrl, ContentHash, PublicId

CONTRACT = [
    "id",
    "accession",
    "record_id",
    "source",
    "url",
    "address",
    "outlet",
    "agency",
    "authors",
    "headline",
    "headline_raw",
    "standfirst",
    "dateline_place",
    "dateline_place_raw",
    "published",
    "published_edtf",
    "published_earliest",
    "published_latest",
    "published_precision",
    "published_basis",
    "published_evidence",
    "modified",
    "captured",
    "captured_basis",
    "captured_hint",
    "section",
    "language",
    "tags",
    "image",
    "text",
    "word_count",
    "text_sha256",
    "received_sha256",
    "extractor",
    "warnings",
]

for _type, _pattern in (
    (PublicId, "[a-z2-7]{16}"),
    (ContentHash, "[0-9a-f]{64}"),
    (Accession, "A-[0-9]{4,6}"),
    (Address, "(id:|sha256:|https://)[a-z0-9./]{1,12}"),
    (CanonicalUrl, "https?://[a-z]{1,8}/[a-z]{0,8}"),
):
    st.register_type_strategy(_type, st.from_regex(_pattern, fullmatch=True))
st.register_type_strategy(
    Sequence,
    # a sequence comes back as a tuple
    lambda hint: st.lists(st.from_type(hint.__args__[0])).map(tuple) if getattr(hint, "__args__", ()) else st.text(),
)
st.register_type_strategy(float, st.floats(allow_nan=False, allow_infinity=False))

EVERY_RECORD = sorted(record_types())


@pytest.mark.parametrize("name", EVERY_RECORD)
def test_every_record_survives_the_way_to_json_and_back(name: str) -> None:
    """A packed record, read again, is equal to the record."""
    record = record_types()[name]

    @settings(max_examples=30)
    @given(st.builds(record, **{field: st.from_type(hint) for field, hint in hints_of(record).items()}))
    def holds(value: object) -> None:
        assert unpack(pack(value)) == value

    holds()


@pytest.mark.parametrize("name", EVERY_RECORD)
def test_every_record_satisfies_its_own_schema(name: str) -> None:
    """What `to_json` gives is valid by `json_schema` of the same record, and the schema itself is a valid one."""
    record = record_types()[name]
    schema = json_schema(record)
    jsonschema.Draft202012Validator.check_schema(schema)
    validator = jsonschema.Draft202012Validator(schema)

    @settings(max_examples=30)
    @given(st.builds(record, **{field: st.from_type(hint) for field, hint in hints_of(record).items()}))
    def holds(value: object) -> None:
        validator.validate(to_json(value))

    holds()


def test_every_dataclass_of_schemas_is_a_record() -> None:
    """No frozen record of the package is left without a JSON form."""
    written = {
        node.name
        for path in Path(__file__).parent.parent.glob("schemas/*.py")
        for node in ast.parse(path.read_text("utf8")).body
        if isinstance(node, ast.ClassDef) and any("dataclass" in ast.unparse(each) for each in node.decorator_list)
    }
    assert written == set(EVERY_RECORD)
    assert all(record.__dataclass_params__.frozen for record in record_types().values())


def test_article_record_has_the_contracts_keys_in_order() -> None:
    """The keys of a printed article are those of the command line's contract."""
    assert [field.name for field in dataclasses.fields(ArticleRecord)] == CONTRACT


def test_every_key_of_an_article_is_described() -> None:
    """Each property of the published schema has a sentence, and it is the one that stands under the field."""
    properties = json_schema(ArticleRecord)["properties"]
    assert [name for name, schema in properties.items() if not schema.get("description")] == []
    assert properties["published_evidence"]["description"] == field_words(ArticleRecord)["published_evidence"]


def test_schema_refuses_what_no_archive_prints() -> None:
    """A record with an unknown key, a wrong type, or a hash that is none is not valid."""
    validator = jsonschema.Draft202012Validator(json_schema(Fact))
    fact = to_json(Fact(field="outlet", value=None, raw="x", rule="r", basis="stated"))
    assert validator.is_valid(fact)
    for change in ({"extra": 1}, {"confidence": "high"}, {"basis": "guessed"}, {"chosen": None}):
        assert not validator.is_valid(fact | change)


def test_patterns_name_types_that_exist() -> None:
    """Each pattern belongs to a string type of `schemas.types`."""
    assert set(PATTERNS) == {each.__name__ for each in (PublicId, ContentHash, Accession, Address, CanonicalUrl)}


def test_a_packed_record_states_its_format() -> None:
    """The packed line carries the record's name and the format version."""
    packed = json.loads(pack(Source(path="a.html")))
    assert packed == {"format": FORMAT, "type": "Source", "record": {"path": "a.html", "member": None, "offset": None}}


def test_bytes_travel_as_base64() -> None:
    """Received bytes come back byte for byte."""
    page = RawPage(source=Source(path="a"), payload=bytes(range(256)), format="html")
    assert isinstance(to_json(page)["payload"], str)
    assert unpack(pack(page)) == page


def test_closed_words_come_back_as_such() -> None:
    """An outcome and a reason are read as members of their lists."""
    rejection = Rejection(source=Source(path="a"), outcome=Outcome.SKIPPED, reason=Reason.SIDECAR, detail="")
    back = from_json(Rejection, to_json(rejection))
    assert back.outcome is Outcome.SKIPPED
    assert back.reason is Reason.SIDECAR


def _changed(**changes: object) -> Callable[[], object]:
    fact = to_json(Fact(field="outlet", value=None, raw="x", rule="r", basis="stated"))
    return lambda: from_json(Fact, {key: value for key, value in (fact | changes).items() if value != "DROP"})


@pytest.mark.parametrize(
    ("read", "message"),
    [
        (_changed(extra=1), "Fact: unknown field 'extra'"),
        (_changed(rule="DROP"), "Fact: the field 'rule' is missing"),
        (_changed(basis="guessed"), "Fact.basis: 'structured' or"),
        (_changed(confidence="high"), "Fact.confidence: a number is needed here, not 'high'"),
        (_changed(chosen=1), "Fact.chosen: true or false is needed here, not 1"),
        (_changed(value=3), "Fact.value: a string is needed here, not 3"),
        (lambda: from_json(Fact, []), "Fact: an object is needed here, not []"),
        (lambda: from_json(Source, {"path": "a", "offset": 1.5}), "Source.offset: a whole number is needed here"),
        (lambda: unpack("{"), "not JSON"),
        (lambda: unpack("[]"), "format: this version reads"),
        (lambda: unpack('{"format": "cuttings-record/99"}'), "the record says 'cuttings-record/99'"),
        (lambda: unpack(json.dumps({"format": FORMAT, "type": "Nothing"})), "type: no record is called 'Nothing'"),
        (lambda: pack("text"), "str is not one of the records"),
        (lambda: to_json(object()), "object has no JSON form"),
    ],
)
def test_what_is_not_the_record_is_named(read: Callable[[], object], message: str) -> None:
    """A value that does not fit is refused, and the message names the place."""
    with pytest.raises(CodecError) as caught:
        read()
    assert message in str(caught.value)


def test_a_field_with_a_default_may_be_missing() -> None:
    """A record written before a field with a default was added can still be read."""
    fact = to_json(Fact(field="outlet", value="A", raw="A", rule="r", basis="stated"))
    del fact["by"], fact["because"]
    assert from_json(Fact, fact).by is None
