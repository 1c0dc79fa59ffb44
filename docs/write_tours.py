"""Write what the commands of the tours print into README.md and docs/tutorial.md (tests/test_docs.py compares them).

    python docs/write_tours.py      in an environment that has the `cuttings` command

Where a shown output leaves lines out (`...`), lines that look like the shown ones are kept.
"""
# ruff: noqa: INP001  a script, not a package

import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TOURS = ("README.md", "docs/tutorial.md")
LEFT_OUT = "..."


def look_of(line: str) -> str:
    """Return what a line looks like, whatever its numbers, hashes and ids are."""
    return re.sub(r"[0-9a-f]{64}|\b[0-9a-z]{16}\b|\d+", "#", line)


def shortened(shown: list[str], printed: list[str]) -> list[str]:
    """Return the printed lines that look like shown ones, with a mark for each gap."""
    looks = {look_of(line) for line in shown}
    kept: list[str] = []
    for line in printed:
        if look_of(line) in looks:
            kept.append(line)
        elif not kept or kept[-1] != LEFT_OUT:
            kept.append(LEFT_OUT)
    return kept


def rewritten(page: str, folder: str) -> str:
    """Return the page with the outputs of its `console` blocks as they are now; runs them in `folder`."""
    place = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    settings = {**os.environ, "PATH": place, "COLUMNS": "100", "NO_COLOR": "1"}

    def block(found: re.Match[str]) -> str:
        lines: list[str] = []
        for part in re.split(r"^\$ ", found[1], flags=re.MULTILINE)[1:]:
            command, _, shown = part.partition("\n")
            done = subprocess.run(command, shell=True, cwd=folder, env=settings, capture_output=True, check=False)  # noqa: S602  as the reader types it
            printed = done.stdout.decode("utf-8").rstrip().splitlines()
            before = shown.splitlines()
            lines += [f"$ {command}", *(shortened(before, printed) if LEFT_OUT in before else printed)]
        return "```console\n" + "\n".join(lines) + "\n```"

    return re.sub(r"```console\n(.*?)\n```", block, page, flags=re.DOTALL)


def main() -> None:
    """Rewrite both pages."""
    for name in TOURS:
        with tempfile.TemporaryDirectory() as folder:
            page = ROOT / name
            page.write_text(rewritten(page.read_text(encoding="utf-8"), folder), encoding="utf-8")


if __name__ == "__main__":
    main()
