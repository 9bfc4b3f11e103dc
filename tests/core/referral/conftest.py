from __future__ import annotations

from collections.abc import Iterator

import pytest

from ce_tui.core.referral.worker.worker import Renderer


@pytest.fixture(scope="session")
def renderer() -> Iterator[Renderer]:
    """One warm rendering process for all tests that do not harm it."""
    with Renderer() as started:
        started.start()
        yield started
