from __future__ import annotations

from pathlib import Path

import pytest

from ce_tui.core.vault.log.anchors import FileAnchors
from support.stores.anchored import store_set_back


@pytest.fixture
def older(home: Path, elsewhere: FileAnchors) -> Path:
    """A hub that was set back to before one session; its anchors lie elsewhere and know of it."""
    return store_set_back(home, elsewhere)
