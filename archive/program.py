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
