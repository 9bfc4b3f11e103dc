"""Here the rendering process is real, one for each renderer."""

from __future__ import annotations

import pytest


@pytest.fixture(autouse=True)
def _one_draws_for_all() -> None:
    """Nobody does."""
