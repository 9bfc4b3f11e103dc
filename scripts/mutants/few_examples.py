"""A plugin of pytest: properties are tried with few examples, as each runs for many mutants."""

from __future__ import annotations

import pytest
from hypothesis import settings


@pytest.hookimpl(trylast=True)
def pytest_configure() -> None:
    settings.register_profile("mutants", deadline=None, derandomize=True, max_examples=10)
    settings.load_profile("mutants")
