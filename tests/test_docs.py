"""The documentation cannot lie: what it names exists, what exists is named, what it shows was printed."""

import doctest
import importlib
import os
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

import archive
import exports
import ingest
import schemas
from archive.cli.group import PLACES, cli
from archive.sidecar import COLUMNS
from ingest.readers.forms import FORMS, PLAIN
from ingest.readers.reading import Form
from schemas.article import FACT_FIELDS
from schemas.report import Outcome, Reason, Warn
from schemas.types import BASES

ROOT = Path(__file__).resolve().parent.parent
DOCS = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
TOURS = [ROOT / "README.md", ROOT / "docs" / "tutorial.md"]
ANY_LINES = "..."
"""A line in a shown output that stands for any number of lines."""


def read(name: str) -> str:
    """Return the text of a page of the documentation."""
    return (ROOT / name).read_text(encoding="utf-8")


def path_id(path: Path) -> str:
    """Return a page's path below the repository."""
    return path.relative_to(ROOT).as_posix()


# What exists is named


def stages() -> list[str]:
    """Return the stages as docs/architecture.md numbers them."""
    line = re.search(r"^1 read -> .+$", read("docs/architecture.md"), re.MULTILINE)
    assert line
    return line[0].split(" -> ")


@pytest.mark.parametrize("stage", stages())
def test_stage_has_a_heading(stage: str) -> None:
    """Each stage has a heading of its number and name in docs/pipeline.md."""
    assert f"\n## {stage}\n" in read("docs/pipeline.md")


@pytest.mark.parametrize("word", [*Outcome, *Reason, *Warn])
def test_word_is_described(word: str) -> None:
    """Each outcome, reason and warning has a row that describes it in docs/formats.md."""
    assert re.search(rf"^\| `{word}` \| \S", read("docs/formats.md"), re.MULTILINE)


@pytest.mark.parametrize("field", FACT_FIELDS)
def test_fact_field_is_described(field: str) -> None:
    """Each field that a fact can be about has a row in docs/facts.md."""
    assert re.search(rf"^\| `{field}` \| \w", read("docs/facts.md"), re.MULTILINE)


@pytest.mark.parametrize("basis", BASES)
def test_basis_is_described(basis: str) -> None:
    """Each basis has a row in docs/facts.md."""
    assert re.search(rf"^\| `{basis}` \| \w", read("docs/facts.md"), re.MULTILINE)


@pytest.mark.parametrize("column", COLUMNS)
def test_sidecar_column_is_described(column: str) -> None:
    """Each column of a sidecar that has a meaning is named in docs/formats.md."""
    known = read("docs/formats.md").partition("Known columns:")[2].partition("\n\n")[0]
    assert f"`{column}`" in known


@pytest.mark.parametrize("form", [*FORMS, *PLAIN], ids=lambda form: form.kind)
def test_form_has_a_heading(form: Form) -> None:
    """Each form of input has a heading of its name in docs/formats.md."""
    assert f"\n## {form.title}\n" in read("docs/formats.md")


def test_every_page_is_reached() -> None:
    """Each page of the documentation is linked from README.md, docs/index.md or another linked page."""
    reached, waiting = set[Path](), [ROOT / "README.md"]
    while waiting:
        page = waiting.pop()
        if page in reached or page.suffix != ".md" or not page.exists():
            continue
        reached.add(page)
        waiting += [(page.parent / target.partition("#")[0]).resolve() for target in links(page)]
    assert [path_id(page) for page in DOCS if page not in reached] == []


# What it names exists


def links(page: Path) -> Iterator[str]:
    """Yield the relative targets of a page's links and pictures."""
    text = re.sub(r"```.*?```", "", page.read_text(encoding="utf-8"), flags=re.DOTALL)
    for target in re.findall(r"\]\(([^)\s]+)\)", text):
        if not re.match(r"[a-z]+:", target):
            yield target


def anchors(page: Path) -> set[str]:
    """Return the anchors of a page's headings, as code hosts make them."""
    headings = re.findall(r"^#+ (.+)$", page.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("page", DOCS, ids=path_id)
def test_links_resolve(page: Path) -> None:
    """Each relative link leads to a file that is there, and to a heading that is on it."""
    for target in links(page):
        path, _, anchor = target.partition("#")
        file = (page.parent / path).resolve() if path else page
        assert file.exists(), target
        assert ROOT in file.parents, target
        assert not anchor or anchor in anchors(file), target


def commands_in(page: Path) -> Iterator[list[str]]:
    """Yield the cuttings commands in a page's code, as words."""
    for block in re.findall(r"```\w*\n(.*?)```", page.read_text(encoding="utf-8"), re.DOTALL):
        for line in re.findall(r"^(?:\$ )?(cuttings .+)$", re.sub(r"\\\n\s*", "", block), re.MULTILINE):
            yield shlex.split(line.partition(" | ")[0].partition(" > ")[0], comments=True)


def option_names(command: click.Command) -> set[str]:
    """Return the options that a command takes."""
    return {"--help", *(name for param in command.params for name in (*param.opts, *param.secondary_opts))}


@pytest.mark.parametrize("page", DOCS, ids=path_id)
def test_commands_exist(page: Path) -> None:
    """Each command that a page shows exists and has the options that are shown."""
    for _, name, *words in commands_in(page):
        if name.startswith("-") or not name.isalpha():
            continue
        assert name in PLACES, name
        command = cli.get_command(click.Context(cli), name)
        if isinstance(command, click.Group):
            command = command.get_command(click.Context(command), words[0])
        assert command is not None
        shown = {word.partition("=")[0] for word in words if re.match(r"--?[a-z]", word)}
        assert shown <= option_names(command), f"{name}: {shown - option_names(command)}"


@pytest.mark.parametrize("page", DOCS, ids=path_id)
def test_names_no_machine(page: Path) -> None:
    """No page names a path of somebody's machine."""
    assert re.findall(r"(?<![\w.])/(?:work|opt|tmp|home|root|Users)/\S*", page.read_text(encoding="utf-8")) == []


# What it shows was printed


def modules() -> Iterator[str]:
    """Yield the names of our modules."""
    yield "cuttings"
    for package in (archive, exports, ingest, schemas):
        root = Path(str(package.__file__)).parent
        for file in sorted(root.rglob("*.py")):
            parts = (package.__name__, *file.relative_to(root).with_suffix("").parts)
            yield ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


@pytest.mark.parametrize("name", list(modules()))
def test_examples_in_docstrings(name: str) -> None:
    """Each `>>>` in a module prints what stands below it."""
    failed, _ = doctest.testmod(importlib.import_module(name), optionflags=doctest.ELLIPSIS)
    assert failed == 0


def consoles(page: Path) -> Iterator[tuple[str, str]]:
    """Yield the commands of a page's `console` blocks and what the page says they print."""
    for block in re.findall(r"```console\n(.*?)```", page.read_text(encoding="utf-8"), re.DOTALL):
        for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
            command, _, shown = part.partition("\n")
            yield command, shown


VARIES = {r"\b\d+\.\d s\b": "N s", r"\b[0-9a-f]{64}\b": "HASH", r"\b\d+ pages\b": "N pages", r"\b\d+ KB\b": "N KB"}
"""What differs from run to run (seconds), or from one version of the PDF's libraries and fonts to the next."""


def settled(printed: str) -> list[str]:
    """Return the lines of an output without what varies, and without spaces at the end of a line."""
    for varying, word in VARIES.items():
        printed = re.sub(varying, word, printed)
    return [line.rstrip() for line in printed.strip().splitlines()]


def agrees(shown: list[str], printed: list[str]) -> bool:
    """Say whether `printed` is what is `shown`, where a line `...` stands for any lines."""
    pattern = "\n".join("(?:.*\n)*?.*" if line.strip() == ANY_LINES else re.escape(line) for line in shown)
    return re.fullmatch(pattern, "\n".join(printed)) is not None


def test_agrees_tells_apart() -> None:
    """The comparison of outputs accepts left-out lines and nothing else."""
    assert agrees(["a", "...", "d"], ["a", "b", "c", "d"])
    assert not agrees(["a", "...", "d"], ["a", "b", "c"])
    assert not agrees(["a"], ["a", "b"])


@pytest.mark.parametrize("page", TOURS, ids=path_id)
def test_tour(page: Path, tmp_path: Path) -> None:
    """The commands of the tour, typed one after the other, print what the page shows."""
    place = {
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
        "COLUMNS": "100",
        "NO_COLOR": "1",
    }
    tour = list(consoles(page))
    assert len(tour) >= 5
    for command, shown in tour:
        done = subprocess.run(  # noqa: S602  the reader types it into a shell, too
            command,
            shell=True,
            cwd=tmp_path,
            env={**os.environ, **place},
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=False,
        )
        assert done.returncode in {0, 3}, f"{command}\n{done.stderr}"
        assert agrees(settled(shown), settled(done.stdout)), f"$ {command}\n{done.stdout}"
