"""A set-up that was killed half-way."""

from __future__ import annotations

from pathlib import Path

import pytest

from support.stores.vault import set_up_store


def half_made(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A set-up that was killed between its two files: the key file is there, the database under its first name."""

    def killed(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(Path, "rename", killed)
        patched.setattr("ce_tui.core.vault.folder.home.clear_half_made", lambda _: None)
        with pytest.raises(KeyboardInterrupt):
            set_up_store(home)
    assert (home / "slots.json").exists() and not (home / "store.db").exists()
