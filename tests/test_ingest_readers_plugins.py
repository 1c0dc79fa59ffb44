"""Readers that somebody else wrote: the example of the documentation, installed, and plug-ins that cannot be used."""

import io
import json
import os
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import pytest

from ingest.readers import Form, Head, Order
from schemas.page import RawPage, Source

ROOT = Path(__file__).resolve().parent.parent
PROGRAM = Path(sys.executable).parent / "cuttings"
PAGE = (ROOT / "docs" / "how-to" / "write-a-reader.md").read_text("utf-8")
SLIPS = "#SLIPS 1\n" + "".join(
    f"== {n} | https://ferry.example/{n} | 2022-11-{n} | Ferry of line {n} stops\n"
    f"The ferry of line {n} was stopped at Kemmin, the harbour office in Brezna said. Some {n * 17} passengers waited\n"
    f"on the quay until a tug came from the yard at noon; the office of line {n} will look into it, it said.\n"
    for n in range(11, 15)
)


def block(language: str) -> str:
    """Return the one block of code in a language on the documentation's page."""
    (found,) = re.findall(rf"^```{language}\n(.*?)^```$", PAGE, re.DOTALL | re.MULTILINE)
    assert isinstance(found, str)
    return found


def installed(folder: Path, module: str, entry_points: dict[str, str]) -> Path:
    """Lay out a package as an installer would; return the folder from which it is imported."""
    folder.mkdir()
    (folder / "cuttings_slips.py").write_text(module, "utf-8")
    about = folder / "cuttings_slips-1.0.dist-info"
    about.mkdir()
    (about / "METADATA").write_text("Metadata-Version: 2.1\nName: cuttings-slips\nVersion: 1.0\n", "utf-8")
    lines = [f"{name} = {value}\n" for name, value in entry_points.items()]
    (about / "entry_points.txt").write_text("[cuttings.readers]\n" + "".join(lines), "utf-8")
    return folder


def run(site: Path, *words: object) -> subprocess.CompletedProcess[str]:
    """Run the program with a folder to import from beside its own."""
    path = os.pathsep.join(filter(None, [str(site), os.environ.get("PYTHONPATH")]))
    command = [PROGRAM, *map(str, words)]
    return subprocess.run(
        command, capture_output=True, check=False, text=True, timeout=120, env=os.environ | {"PYTHONPATH": path}
    )


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give the documentation's example, installed."""
    entry_points = tomllib.loads(block("toml"))["project"]["entry-points"]["cuttings.readers"]
    return installed(tmp_path_factory.mktemp("example") / "site", block("python"), entry_points)


@pytest.fixture
def slips(example: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Form]:
    """Give the example's form, imported into this process."""
    monkeypatch.syspath_prepend(str(example))
    form = import_module("cuttings_slips").SLIPS
    assert isinstance(form, Form)
    yield form
    sys.modules.pop("cuttings_slips")


def test_the_example_reads_its_format_with_real_workers(example: Path, tmp_path: Path) -> None:
    """Records of a format that only the plug-in knows are articles, with their facts; a broken one is said."""
    given = tmp_path / "reports.bin"
    given.write_text(SLIPS.replace("== 12 |", "== 12"), "utf-8")
    ended = run(example, "ingest", tmp_path / "a.db", given, "--jobs", 2, "--json")
    assert ended.returncode == 3, ended.stderr
    report = json.loads(ended.stdout)
    assert (report["inputs"], report["new"]) == (4, 3)
    assert [(each["offset"], each["reason"]) for each in report["rejected"]] == [(2, "bad_record")]
    listed = json.loads(run(example, "list", tmp_path / "a.db", "--json").stdout)
    assert sorted((each["record_id"], each["headline"], each["published"]) for each in listed) == [
        (str(n), f"Ferry of line {n} stops", f"2022-11-{n}") for n in (11, 13, 14)
    ]
    assert "readers: slips (cuttings-slips 1.0)" in run(example, "doctor").stdout


def test_the_example_keeps_its_promises(slips: Form) -> None:
    """From the place behind each record the example reads exactly the rest, and one less where it is stepped over."""
    payload = SLIPS.encode()
    order = Order(source=Source(path="r"))
    assert slips.recognise(Head(payload, "r"))
    assert not slips.recognise(Head(b"== 1 | a", "r.slips"))
    whole = list(slips.read(io.BytesIO(payload), order))
    assert [each.item.record_id for each in whole if isinstance(each.item, RawPage)] == ["11", "12", "13", "14"]
    for done, each in enumerate(whole, 1):
        assert each.after is not None
        for start, more in ((each.after, 0), (each.after.skipping(), 1)):
            rest = slips.read(io.BytesIO(payload), Order(source=Source(path="r"), start=start))
            assert [other.item for other in rest] == [other.item for other in whole[done + more :]]


@pytest.mark.parametrize(
    ("module", "words"),
    [
        ("import nowhere_to_be_found\n", "cannot be loaded: ModuleNotFoundError"),
        ("SLIPS = 'no form'\n", "offers no ingest.readers.Form"),
        ("raise SystemError('broken')\n", "cannot be loaded: SystemError: broken"),
        (block("python").replace('kind="slips"', 'kind="jsonl"'), "two readers are called 'jsonl'"),
    ],
    ids=["missing", "no form", "raises", "clashes"],
)
def test_a_plug_in_that_cannot_be_used_is_named(module: str, words: str, tmp_path: Path) -> None:
    """Before anything is made it is said which plug-in cannot be used and why, with status 1; by the doctor, too."""
    site = installed(tmp_path / "site", module, {"slips": "cuttings_slips:SLIPS"})
    given = tmp_path / "page.html"
    given.write_text("<html><body><p>Rain over Talvin.</p></body></html>", "utf-8")
    ended = run(site, "ingest", tmp_path / "a.db", given)
    assert ended.returncode == 1, ended.stdout
    assert words in ended.stderr
    assert "Traceback" not in ended.stderr
    assert not (tmp_path / "a.db").exists()
    looked = run(site, "doctor")
    assert looked.returncode == 1
    assert words in looked.stdout
