"""Which program this is.

Rule: standard library only.
"""

from importlib.metadata import PackageNotFoundError, version


def program_version() -> str:
    """Return the version of this program, or nothing where it is not installed."""
    try:
        return version("cuttings")
    except PackageNotFoundError:
        return ""


def program_name() -> str:
    """Return the program and its version, as the log names them."""
    return f"cuttings {program_version()}".strip()
