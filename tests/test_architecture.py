import ast
import importlib
import pkgutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import archive
import cuttings
import exports
import ingest
import schemas

ROOT = Path(__file__).resolve().parent.parent
PACKAGES = (archive, exports, ingest, schemas)
SURFACES = (cuttings, *PACKAGES)


def sources() -> Iterator[Path]:
    """Yield the shipped modules as they stand in the repository."""
    yield ROOT / "cuttings.py"
    for package in PACKAGES:
        yield from sorted((ROOT / package.__name__).rglob("*.py"))


def imports_of(path: Path, *, at_top: bool = False) -> Iterator[str]:
    """Yield the names of the modules that a module imports; `at_top`: not those inside functions."""
    tree = ast.parse(path.read_text("utf8"))
    for node in tree.body if at_top else ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module


@pytest.mark.parametrize("module", SURFACES, ids=lambda module: module.__name__)
def test_public_names_are_sorted_and_exist(module: object) -> None:
    """`__all__` is sorted, each name in it can be had, and `_PLACES` names the module that each comes from."""
    names = list(module.__all__)  # type: ignore[attr-defined]
    assert names == sorted(names)
    for name in names:
        thing = getattr(module, name)
        place = module._PLACES.get(name)  # type: ignore[attr-defined]  # noqa: SLF001  the table is what is tested
        assert place is None or getattr(importlib.import_module(place), name) is thing


@pytest.mark.parametrize("package", PACKAGES, ids=lambda package: package.__name__)
def test_no_public_name_hides_a_module(package: object) -> None:
    """A public name of a package is never the name of one of its modules: what one gets must not depend on order."""
    modules = {each.name for each in pkgutil.iter_modules(package.__path__)}  # type: ignore[attr-defined]
    assert modules.isdisjoint(package.__all__)  # type: ignore[attr-defined]


@pytest.mark.parametrize("module", SURFACES, ids=lambda module: module.__name__)
def test_unknown_names_are_attribute_errors(module: object) -> None:
    """A name that is not public is refused as Python does it."""
    with pytest.raises(AttributeError, match="has no attribute 'nothing_of_the_kind'"):
        module.nothing_of_the_kind  # type: ignore[attr-defined]  # noqa: B018  looking it up is the test


def test_importing_the_packages_costs_nothing() -> None:
    """`import cuttings` and the four packages load none of the libraries behind them."""
    script = (
        "import sys, cuttings, archive, exports, ingest, schemas\n"
        "heavy = {'lxml', 'bs4', 'datasette', 'weasyprint', 'sqlite_utils', 'sqlite3', 'babel', 'click', 'rich'}\n"
        "print(sorted(heavy & set(sys.modules)))"
    )
    loaded = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert loaded.stdout.strip() == "[]"


def test_nobody_imports_the_front_door() -> None:
    """`cuttings` stands above all: no package imports it."""
    assert [path.name for path in sources() if path.parent != ROOT and "cuttings" in set(imports_of(path))] == []


def test_front_door_imports_nothing_of_ours_at_the_top() -> None:
    """The look at whose packages these are comes before any of them is imported."""
    ours = {package.__name__ for package in PACKAGES}
    assert [name for name in imports_of(ROOT / "cuttings.py", at_top=True) if name.partition(".")[0] in ours] == []


def test_every_module_says_what_it_is_for() -> None:
    """Each shipped module begins with a docstring."""
    assert [str(path) for path in sources() if not ast.get_docstring(ast.parse(path.read_text("utf8")))] == []


def test_records_and_core_know_no_input_or_output() -> None:
    """`schemas` imports the standard library alone; `ingest` opens no file, starts no process and asks no clock."""
    for path in sources():
        if path.is_relative_to(ROOT / "schemas"):
            foreign = {name.partition(".")[0] for name in imports_of(path)} - set(sys.stdlib_module_names) - {"schemas"}
            assert not foreign, path
        if path.is_relative_to(ROOT / "ingest"):
            names = {name.partition(".")[0] for name in imports_of(path)}
            assert names.isdisjoint({"os", "subprocess", "multiprocessing", "socket", "sqlite3", "time", "urllib3"}), (
                path
            )


def test_sizes_are_within_the_budget() -> None:
    """No shipped module is longer than 500 lines, no function longer than 60, and what is public has a docstring."""
    script = ROOT / "benchmarks" / "size_budget.py"
    ended = subprocess.run([sys.executable, script], capture_output=True, text=True, check=False)
    assert ended.returncode == 0, ended.stdout


def test_no_machine_is_named() -> None:
    """No shipped module, test or tool names a path of somebody's machine or a package index."""
    words = ("/" + "work/", "/" + "root/", "pypi" + ".org", "localhost:" + "3141")
    tools = [*(ROOT / "tests").rglob("*.py"), *(ROOT / "benchmarks").rglob("*.py"), ROOT / "noxfile.py"]
    for path in [*sources(), *tools]:
        text = path.read_text("utf8")
        assert [word for word in words if word in text] == [], path
