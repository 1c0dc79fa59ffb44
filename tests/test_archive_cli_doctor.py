"""`cuttings doctor`."""

import re

import pytest
from command_line import run

from archive.cli.doctor import (
    Finding,
    iter_findings,
    packages_finding,
    pango_finding,
    python_finding,
    sqlite_finding,
)


def test_doctor_looks_at_everything() -> None:
    """`doctor` has a line for each thing that is needed, and its exit status says whether something is missing."""
    result = run("doctor", obj=list)
    missing = [line for line in result.stdout.splitlines() if line.startswith("missing")]
    assert result.exit_code == bool(missing)
    for name in ("Python", "packages", "SQLite", "FTS5", "Pango", "HarfBuzz-subset", "datasette"):
        assert re.search(rf"^(ok|note|missing) +{name} ", result.stdout, re.MULTILINE)


def test_doctor_names_what_is_missing_and_what_to_type(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is missing comes with the line to type, and the command ends with status 1."""
    monkeypatch.setattr("archive.cli.doctor.find_library", lambda _name: None)
    finding = pango_finding()
    assert finding.state == "missing"
    result = run("doctor")
    assert result.exit_code == 1
    assert "Type:  apt-get install libpango-1.0-0" in result.stdout


def test_doctor_passes_on_what_the_front_door_saw() -> None:
    """Overwritten packages are reported by the doctor, too."""
    finding = packages_finding(lambda: ["the package 'archive' of cuttings was overwritten by archive 1.0."])
    assert finding.state == "missing"
    assert "overwritten by archive 1.0" in finding.words


@pytest.mark.parametrize(
    ("version", "state"),
    [((3, 7, 0), "note"), ((3, 40, 1), "note"), ((3, 51, 2), "note"), ((3, 51, 3), "ok"), ((3, 52, 0), "ok")],
)
def test_doctor_knows_the_sqlite_versions_with_the_reset_bug(version: tuple[int, ...], state: str) -> None:
    """The versions of SQLite with the known fault get a note, never an alarm."""
    finding = sqlite_finding(version)
    assert finding.state == state
    assert finding.line is None


def test_doctor_wants_a_python_that_is_new_enough() -> None:
    """Python 3.10 is missing something, 3.11 is not."""
    assert python_finding((3, 10, 9)).state == "missing"
    assert python_finding((3, 11, 0)).state == "ok"


def test_findings_that_are_missing_say_what_to_type() -> None:
    """No finding says that something is missing and leaves it at that."""
    assert all(isinstance(each, Finding) and (each.line or each.state != "missing") for each in iter_findings())
