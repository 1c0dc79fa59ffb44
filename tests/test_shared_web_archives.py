"""Web archives of others, and hostile ones, beside the project: each record ends in an outcome that was foreseen."""

import json
import shutil
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest
from command_line import run

from ingest.readers import read
from ingest.readers.reading import Order
from schemas.page import RawPage, Source

SHARED = Path(__file__).parents[2] / "shared"
ARCHIVES = SHARED / "corpora" / "hostile" / "warc-warcio"
FAULTS = SHARED / "faults"

EXPECT = {
    "bad.arc": ["bad_length", "empty", "bad_length"],
    "example-bad-non-chunked.warc.gz": ["page", "no_text"],
    "example-digest.warc": ["bad_digest"],
    "example-iana.org-chunked.warc": ["page"],
    "example-resource.warc.gz": ["page"],
    "example-space-in-target-uri.warc.gz": ["unsupported_type"],
    "example-space-in-url.arc": ["truncated"],
    "example-trunc.warc": ["bad_length"],
    "example-wget-bad-target-uri.warc.gz": ["page", "unsupported_type", "unsupported_type"],
    "example.arc": ["page"],
    "example.arc.gz": ["page"],
    "example.warc.gz": ["page", "no_text"],
    "post-test.warc.gz": ["unsupported_type"] * 3,
}
"""What each file of a WARC library's suite holds. `example-space-in-url.arc` lost 12 bytes when its line ends were
changed, and says so nowhere; the payload digest of the first request in `example-digest.warc` is another one's."""

pytestmark = pytest.mark.shared


@pytest.mark.skipif(not ARCHIVES.is_dir(), reason="the web archives of others are not beside the project")
def test_files_of_another_suite_end_as_they_should() -> None:
    """Every file of the suite gives its pages and its damages, and none a surprise."""
    for path in sorted(ARCHIVES.glob("*arc*")):
        with path.open("rb") as stream:
            found = [each.item for each in read(stream, Order(source=Source(path=path.name)))]
        assert ["page" if isinstance(each, RawPage) else each.reason.value for each in found] == EXPECT.get(
            path.name
        ), path.name
    assert {path.name for path in ARCHIVES.glob("*arc*")} == set(EXPECT)


@pytest.mark.skipif(not FAULTS.is_dir(), reason="the hostile inputs are not beside the project")
def test_hostile_web_archives_end_in_outcomes_that_are_allowed(tmp_path: Path) -> None:
    """Every hostile web archive, ingested by workers, ends as its manifest allows, and gives no article too many."""
    made, given = tmp_path / "made", tmp_path / "in"
    make = [sys.executable, FAULTS / "make_hostile.py", made, "--small"]
    subprocess.run(make, check=True, capture_output=True)
    shutil.copytree(made / "in" / "warc", given / "warc")
    manifest = json.loads((made / "manifest.json").read_text("utf-8"))
    manifest["items"] = [each for each in manifest["items"] if each["kind"] == "warc"]
    (tmp_path / "manifest.json").write_text(json.dumps(manifest), "utf-8")
    archive, log, listed = tmp_path / "a.db", tmp_path / "log.jsonl", tmp_path / "list.json"
    run("ingest", archive, given, "--log", log, "--jobs", 2)
    listed.write_text(run("list", archive, "--json").stdout, "utf-8")
    check = [sys.executable, FAULTS / "check_hostile.py", tmp_path / "manifest.json", log, listed]
    verdict = subprocess.run(check, check=False, capture_output=True, text=True)
    assert verdict.returncode == 0, verdict.stdout + verdict.stderr
    counts = Counter(
        Path(row["source"]).name
        for row in map(json.loads, log.read_text("utf-8").splitlines())
        if row["outcome"] in {"new", "known"}
    )
    wrong = {Path(each["path"]).name: each["records"] for each in manifest["items"] if each["records"] is not None}
    assert {name: counts[name] for name in wrong} == wrong
