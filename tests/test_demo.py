"""The demo set, ingested whole, gives the cards that a careful archivist writes (tests/demo_expected.toml)."""

import json
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from exports.demo import copy_demo, iter_demo_files

Page = dict[str, Any]

EXPECTED: list[Page] = tomllib.loads(Path(__file__).with_name("demo_expected.toml").read_text(encoding="utf-8"))["page"]
ARTICLES = [page for page in EXPECTED if page["outcome"] != "rejected"]
CARD = (
    "url",
    "captured",
    "captured_hint",
    "headline",
    "headline_raw",
    "standfirst",
    "outlet",
    "agency",
    "dateline_place",
    "dateline_place_raw",
    "published",
    "published_edtf",
    "published_earliest",
    "published_precision",
    "published_basis",
    "modified",
    "section",
    "language",
    "record_id",
    "image",
)
LISTS = ("authors", "tags")
NOT_JUDGED_HERE = {
    "file",
    "offset",
    "outcome",
    "reason",
    "absent",
    "body_starts",
    "body_ends",
    "contains",
    "lacks",
    "warnings",
    "warnings_lack",
    "relation_to",
    "relation_kind",
    "later_relation_to",
    "later_relation_kind",
    "never_together",
    "same_article_as",
}


def name_of(page: Page) -> str:
    """Return a readable name for a page of the expectations."""
    return f"{page['file']}#{page['offset']}" if "offset" in page else str(page["file"])


@dataclass(frozen=True, slots=True, kw_only=True)
class Ingested:
    """The demo archive and what the commands said about it."""

    archive: Path
    pages: Path
    sidecar: Path
    summary: dict[str, Any]
    log: dict[str, dict[str, Any]]
    records: dict[str, dict[str, Any]]

    def record(self, page: Page) -> dict[str, Any]:
        """Return the record of the article that `page` gave."""
        (article,) = self.log[name_of(page)]["articles"]
        return self.records[article]


def cuttings(*args: str | Path, status: int = 0) -> str:
    """Run the command and return what it printed; the exit status must be `status`."""
    call = [str(Path(sys.executable).with_name("cuttings")), *map(str, args)]
    done = subprocess.run(call, capture_output=True, text=True, encoding="utf-8", check=False)
    assert done.returncode == status, f"{args}: {done.returncode}\n{done.stdout}\n{done.stderr}"
    return done.stdout


def lines_of(path: Path) -> Iterator[dict[str, Any]]:
    """Yield the objects of a JSON Lines file."""
    for line in path.read_text(encoding="utf-8").splitlines():
        yield json.loads(line)


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Ingested:
    """Ingest the demo set once, by the command."""
    root = tmp_path_factory.mktemp("demo")
    copied = copy_demo(root)
    archive, log = root / "demo.db", root / "log.jsonl"
    said = cuttings(
        "ingest", archive, copied.pages, "--sidecar", copied.sidecar, "--log", log, "--json", "--jobs", "2", status=3
    )
    records = [json.loads(line) for line in json_lines(cuttings("list", archive, "--json"))]
    return Ingested(
        archive=archive,
        pages=copied.pages,
        sidecar=copied.sidecar,
        summary=json.loads(said),
        log={line["source"] + (f"#{line['offset']}" if line["offset"] else ""): line for line in lines_of(log)},
        records={record["id"]: record for record in records},
    )


def json_lines(printed: str) -> list[str]:
    """Return the JSON objects of a listing, be it one array or one object a line."""
    if printed.lstrip().startswith("["):
        return [json.dumps(record) for record in json.loads(printed)]
    return printed.splitlines()


def test_every_file_is_expected() -> None:
    """Each file of the set has an expectation, and each expectation its file."""
    there = {path.removeprefix("pages/") for path, _ in iter_demo_files() if path.startswith("pages/")}
    assert there == {page["file"] for page in EXPECTED}


def test_copy_is_the_same(tmp_path: Path) -> None:
    """A copy has the bytes of the set, in a folder that is made for it, and may be made again."""
    for _ in range(2):
        copied = copy_demo(tmp_path / "new" / "demo")
    root = tmp_path / "new" / "demo"
    made = {file.relative_to(root).as_posix(): file.read_bytes() for file in root.rglob("*") if file.is_file()}
    assert made == dict(iter_demo_files())
    assert copied.pages.is_dir()
    assert copied.sidecar.is_file()


def test_expectations_use_known_words() -> None:
    """No expectation is spelt so that nothing would check it."""
    assert {key for page in EXPECTED for key in page} <= {*CARD, *LISTS, *NOT_JUDGED_HERE}


def test_every_host_is_reserved() -> None:
    """Nothing in the set points at a host that somebody may own (vocabularies aside)."""
    hosts = {
        host.decode() for _, content in iter_demo_files() for host in re.findall(rb"https?://([A-Za-z0-9.-]+)", content)
    }
    assert {host for host in hosts if not host.endswith(".example")} <= {"schema.org", "ogp.me"}


def test_every_input_is_accounted_for(demo: Ingested) -> None:
    """Inputs are new, known, rejected or skipped, and the log has a line for each."""
    said = demo.summary
    assert said["inputs"] == said["new"] + said["known"] + len(said["rejected"]) + len(said["skipped"])
    assert set(demo.log) == {name_of(page) for page in EXPECTED}
    receipts = [page for page in EXPECTED if "same_article_as" in page]
    assert said["articles_new"] == len(demo.records) == len(ARTICLES) - len(receipts)
    assert said["captures_new"] == len(ARTICLES)


@pytest.mark.parametrize("page", EXPECTED, ids=name_of)
def test_outcome(demo: Ingested, page: Page) -> None:
    """Each page ends as the archivist says, with the reason or the warnings."""
    line = demo.log[name_of(page)]
    if "same_article_as" in page:
        assert line["articles"] == demo.log[page["same_article_as"]]["articles"] != []
        assert line["outcome"] in {"new", "known"}
    else:
        assert line["outcome"] == page["outcome"], line
    if page["outcome"] == "rejected":
        assert line["reason"] in page["reason"]
    assert set(page.get("warnings", ())) <= set(line["warnings"])
    assert not set(page.get("warnings_lack", ())) & set(line["warnings"])


def any_of(value: str | list[str]) -> list[str]:
    """Return the values of which any is right."""
    return value if isinstance(value, list) else [value]


def wrong_fields(page: Page, record: dict[str, Any]) -> dict[str, tuple[Any, Any]]:
    """Return the fields whose value is not what the archivist wrote, as (expected, got)."""
    wrong: dict[str, tuple[Any, Any]] = {}
    for field in CARD:
        if field in page and record[field] not in any_of(page[field]):
            wrong[field] = (page[field], record[field])
    wrong |= {field: (page[field], record[field]) for field in LISTS if field in page and page[field] != record[field]}
    wrong |= {field: (None, record[field]) for field in page.get("absent", ()) if record[field] is not None}
    return wrong


@pytest.mark.parametrize("page", ARTICLES, ids=name_of)
def test_card(demo: Ingested, page: Page) -> None:
    """Each card shows what the page says, and nothing that it does not say."""
    assert wrong_fields(page, demo.record(page)) == {}


@pytest.mark.parametrize("page", ARTICLES, ids=name_of)
def test_body(demo: Ingested, page: Page) -> None:
    """Each text starts and ends where the article does, whole, without the page's furniture."""
    text = demo.record(page)["text"]
    assert text.startswith(tuple(any_of(page.get("body_starts", "")))), text[:200]
    assert text.endswith(tuple(any_of(page["body_ends"]))), text[-300:]
    assert [words for words in page.get("contains", ()) if words not in text] == []
    assert [words for words in page.get("lacks", ()) if words in text] == []


@pytest.mark.parametrize("page", [page for page in ARTICLES if "relation_to" in page], ids=name_of)
def test_exact_copies_and_versions(demo: Ingested, page: Page) -> None:
    """A verbatim copy elsewhere is `same_text`, another text at the same address a `version`."""
    other = next(each for each in ARTICLES if name_of(each) == page["relation_to"])
    pair = (demo.record(page)["id"], demo.record(other)["id"])
    said = cuttings("relations", demo.archive, *pair, "--jsonl").splitlines()
    assert [json.loads(line)["kind"] for line in said] == [page["relation_kind"]]


def test_lookalike_is_not_taken_for_a_copy(demo: Ingested) -> None:
    """The anniversary of another dam is its own article and no copy of the first."""
    page = next(page for page in ARTICLES if "never_together" in page)
    other = next(each for each in ARTICLES if name_of(each) == page["never_together"])
    pair = {demo.record(page)["id"], demo.record(other)["id"]}
    assert len(pair) == 2
    said = [json.loads(line) for line in cuttings("relations", demo.archive, *pair, "--jsonl").splitlines()]
    assert [relation for relation in said if relation["kind"] not in {None, "lookalike"}] == []


def test_second_time_changes_nothing(demo: Ingested, tmp_path: Path) -> None:
    """Ingesting the set again, from a moved folder, adds no article, no capture, and leaves the digest."""
    before = cuttings("verify", demo.archive, "--digest")
    moved = copy_demo(tmp_path / "moved")
    said = json.loads(
        cuttings("ingest", demo.archive, moved.pages, "--sidecar", moved.sidecar, "--json", "--jobs", "1", status=3)
    )
    assert (said["new"], said["articles_new"], said["captures_new"]) == (0, 0, 0)
    assert cuttings("verify", demo.archive, "--digest") == before


def test_search_folds_letters(demo: Ingested) -> None:
    """A name typed in capitals finds both spellings of the town."""
    printed = cuttings("search", demo.archive, "KƏLDƏRƏ", "--json")
    assert "Kəldərə" in printed
    assert "Keldere" in printed
