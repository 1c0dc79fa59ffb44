"""Public names of a package that are loaded when they are used, so that importing the package costs nothing.

Rule: standard library only.
"""

from collections.abc import Mapping
from importlib import import_module


def load(package: str, places: Mapping[str, str], name: str) -> object:
    """Return the public name `name` of `package` from the module that `places` says it lives in.

    Raises: AttributeError where there is no such name, as a module does.
    """
    if name not in places:
        raise AttributeError(f"module {package!r} has no attribute {name!r}")
    return getattr(import_module(places[name]), name)
