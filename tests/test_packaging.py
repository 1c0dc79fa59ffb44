"""What is shipped: the wheel's contents, the command, the plugin, and the look at whose packages these are."""

import ast
import base64
import hashlib
import json
import os
import shutil
import subprocess
import sys
import tomllib
import venv
import zipfile
from importlib.metadata import entry_points
from pathlib import Path

import pytest

import cuttings
import schemas
from cuttings import PACKAGES, overwritten

ROOT = Path(__file__).resolve().parent.parent
PYPROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf8"))
TESTS_WHEEL = os.environ.get("CUTTINGS_TEST_WHEEL") == "1"


@pytest.fixture(scope="session")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the wheel from the repository, with the build backend of this environment where it has one."""
    folder = tmp_path_factory.mktemp("wheel")
    given = os.environ.get("CUTTINGS_WHEEL")
    if given:
        return Path(shutil.copy(given, folder))
    if not _has("hatchling"):
        pytest.skip("no hatchling here to build the wheel with; `nox -s tests` brings the built wheel along")
    build = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--no-build-isolation", "-w", folder, ROOT]
    subprocess.run(build, check=True, capture_output=True)
    (built,) = folder.glob("*.whl")
    return built


def _has(module: str) -> bool:
    probe = [sys.executable, "-c", f"import {module}, pip"]
    return subprocess.run(probe, check=False, capture_output=True).returncode == 0


@pytest.fixture(scope="session")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Install the wheel, as pip lays it out, into an environment that sees the dependencies of this one."""
    home = tmp_path_factory.mktemp("environment")
    venv.create(home, symlinks=True, with_pip=False)
    (site,) = home.glob("lib/python*/site-packages")
    pip = [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--no-index", "--target", site, wheel]
    subprocess.run(pip, check=True, capture_output=True)
    dependencies = Path(json.__file__).parent, *(Path(path) for path in sys.path if path.endswith("site-packages"))
    (site / "dependencies.pth").write_text("\n".join(str(path) for path in dependencies[1:]), "utf8")
    return home


def run_installed(home: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run the installed front door in the clean environment."""
    (site,) = home.glob("lib/python*/site-packages")
    script = (
        f"import sys; sys.path.insert(0, {str(site)!r}); import cuttings; sys.argv[0] = 'cuttings'; cuttings.main()"
    )
    program = [home / "bin" / "python", "-I", "-c", script, *arguments]
    return subprocess.run(program, capture_output=True, text=True, check=False, cwd=home)


@pytest.mark.skipif(not TESTS_WHEEL, reason="these tests run on the checkout; `nox -s tests` runs them on the wheel")
def test_the_installed_wheel_is_what_is_tested() -> None:
    """Under `nox -s tests` the packages come from the installed wheel, not from the checkout."""
    for module in (schemas, cuttings):
        assert "site-packages" in Path(str(module.__file__)).parts
    assert str(ROOT) not in sys.path


def test_wheel_holds_what_it_should(wheel: Path) -> None:
    """The wheel holds the four packages and the front door with their data, and nothing else."""
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
    tops = {name.partition("/")[0] for name in names if ".dist-info" not in name}
    assert tops == {*PACKAGES, "cuttings.py"}
    for package in PACKAGES:
        assert f"{package}/py.typed" in names
    here = {
        path.relative_to(ROOT).as_posix()
        for package in PACKAGES
        for path in (ROOT / package).rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    assert here <= names
    for data in (
        "exports/site/templates/",
        "exports/dossier/templates/",
        "exports/dossier/fonts/",
        "exports/demo/pages/",
    ):
        assert any(name.startswith(data) for name in names), data
    assert not [name for name in names if name.startswith(("tests/", "benchmarks/", "docs/")) or "__pycache__" in name]


def test_wheel_names_command_plugin_and_licence(wheel: Path) -> None:
    """The metadata names the script, the Datasette plugin, the licence and its file."""
    with zipfile.ZipFile(wheel) as archive:
        meta = {Path(name).name: archive.read(name).decode() for name in archive.namelist() if ".dist-info/" in name}
    assert "cuttings = cuttings:main" in meta["entry_points.txt"]
    assert "[datasette]\ncuttings = exports.site" in meta["entry_points.txt"]
    assert "License-Expression: Apache-2.0" in meta["METADATA"]
    assert "Apache License" in meta["LICENSE"]


def test_plugin_is_found_by_datasette() -> None:
    """Datasette finds the reading room by its entry point."""
    (plugin,) = [each for each in entry_points(group="datasette") if each.name == "cuttings"]
    assert plugin.value == "exports.site"
    assert plugin.load().__name__ == "exports.site"


def test_installed_command_works_in_a_clean_environment(installed: Path) -> None:
    """The installed wheel prints its help and its schema, and takes its demo pages in."""
    assert run_installed(installed, "--help").returncode == 0
    assert json.loads(run_installed(installed, "schema").stdout)["title"] == "ArticleRecord"
    demo = run_installed(installed, "demo", "d", "--no-dossier")
    assert demo.returncode == 0, demo.stderr
    listed = json.loads(run_installed(installed, "list", "d/demo.db", "--json").stdout)
    assert len(listed) > 30


def test_overwritten_package_is_named(installed: Path, tmp_path: Path) -> None:
    """When another package overwrites one of ours, the command says which did, and does nothing else."""
    home = tmp_path / "environment"
    shutil.copytree(installed, home, symlinks=True)
    (site,) = home.glob("lib/python*/site-packages")
    (site / "archive" / "__init__.py").write_text("raise RuntimeError('the other package ran')\n", "utf8")
    other = site / "Archive-0.3.dist-info"
    other.mkdir()
    (other / "RECORD").write_text("archive/__init__.py,sha256=x,1\nArchive-0.3.dist-info/RECORD,,\n", "utf8")
    ended = run_installed(home, "list", "a.db")
    assert ended.returncode == 1
    assert "error: the package 'archive' of cuttings was overwritten by Archive 0.3." in ended.stderr
    assert "pipx install cuttings" in ended.stderr
    assert "the other package ran" not in ended.stderr


def lay_out(home: Path) -> None:
    """Lay out packages and RECORD as an installed wheel does."""
    rows = []
    for package in PACKAGES:
        file = home / package / "__init__.py"
        file.parent.mkdir(parents=True)
        file.write_text(f'"""{package}"""\n', "utf8")
        digest = base64.urlsafe_b64encode(hashlib.sha256(file.read_bytes()).digest()).rstrip(b"=").decode()
        rows.append(f"{package}/__init__.py,sha256={digest},9")
    (home / "cuttings-1.0.dist-info").mkdir()
    (home / "cuttings-1.0.dist-info" / "RECORD").write_text("\n".join(rows), "utf8")


def test_whole_installation_passes(tmp_path: Path) -> None:
    """Packages that are as RECORD has them are no problem."""
    lay_out(tmp_path)
    assert overwritten(tmp_path, [str(tmp_path)]) == []


def test_each_overwritten_package_is_told(tmp_path: Path) -> None:
    """Every package that differs has a sentence of its own; one that nobody's RECORD names is by an unknown package."""
    lay_out(tmp_path)
    for package in ("schemas", "ingest"):
        (tmp_path / package / "__init__.py").write_text("", "utf8")
    problems = overwritten(tmp_path, [str(tmp_path)])
    assert len(problems) == 2
    assert all("by an unknown package" in problem for problem in problems)


def test_shadowing_package_is_told(tmp_path: Path) -> None:
    """A package of the same name that Python finds first is named by its place."""
    lay_out(tmp_path / "site")
    shadow = tmp_path / "elsewhere" / "schemas"
    shadow.mkdir(parents=True)
    (shadow / "__init__.py").write_text("", "utf8")
    (problem,) = overwritten(tmp_path / "site", [str(shadow.parent), str(tmp_path / "site")])
    assert str(shadow / "__init__.py") in problem


def test_editable_installation_passes(tmp_path: Path) -> None:
    """Without a RECORD beside the packages, as in an editable install, there is nothing to compare."""
    lay_out(tmp_path)
    (tmp_path / "cuttings-1.0.dist-info" / "RECORD").unlink()
    (tmp_path / "archive" / "__init__.py").write_text("changed", "utf8")
    assert overwritten(tmp_path, [str(tmp_path)]) == []


def test_versions_agree() -> None:
    """The Pythons of pyproject.toml, of the noxfile and of the workflow are the same."""
    named = {each.rpartition(":: ")[2] for each in PYPROJECT["project"]["classifiers"] if ":: 3." in each}
    noxfile = (ROOT / "noxfile.py").read_text("utf8")
    workflow = (ROOT / ".github/workflows/ci.yml").read_text("utf8")
    for version in sorted(named):
        assert f'"{version}"' in noxfile
        assert version in workflow


def test_every_import_is_a_declared_dependency() -> None:
    """What the shipped code imports is the standard library, ours, or declared in pyproject.toml, extras included."""
    names = {"beautifulsoup4": "bs4", "pystemmer": "Stemmer", "sqlite-utils": "sqlite_utils"}
    extras = [each for extra in PYPROJECT["project"]["optional-dependencies"].values() for each in extra]
    asked = [*PYPROJECT["project"]["dependencies"], *extras]
    declared = {each.partition(">")[0].partition("[")[0].strip() for each in asked}
    known = {names.get(each, each.replace("-", "_")) for each in declared} | set(sys.stdlib_module_names)
    used = set()
    known |= {"_typeshed"}  # what type checkers know and no program imports
    for package in PACKAGES:
        for path in (ROOT / package).rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_text("utf8"))):
                if isinstance(node, ast.Import):
                    used |= {alias.name.partition(".")[0] for alias in node.names}
                elif isinstance(node, ast.ImportFrom) and node.module:
                    used.add(node.module.partition(".")[0])
    assert used - known - set(PACKAGES) == set()
