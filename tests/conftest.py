"""Fixtures for every test: articles and archives made from a few fields. Append only."""

import importlib.util
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest


def _load(name: str) -> ModuleType:
    """Load a helper that stands beside this file: `tests/` is no package, so that it shadows none of ours."""
    spec = importlib.util.spec_from_file_location(f"cuttings_tests_{name}", Path(__file__).with_name(f"{name}.py"))
    if spec is None or spec.loader is None:
        message = f"tests/{name}.py cannot be loaded"
        raise ImportError(message)
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


_builders = _load("builders")


@pytest.fixture
def make_article() -> Callable[..., Any]:
    """Give `make_article(**fields)`: a complete `schemas.article.Article` from a few fields (tests/builders.py)."""
    return _builders.make_article


@pytest.fixture
def fresh_archive() -> Callable[..., Any]:
    """Give `fresh_archive(path, articles)`: makes an archive file, returns what became of each (tests/builders.py)."""
    return _builders.fresh_archive
