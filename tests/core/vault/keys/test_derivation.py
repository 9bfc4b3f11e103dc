"""A key from a passphrase, a few at a time on a machine; and where nothing can be locked, without waiting for turns."""

from __future__ import annotations

from pathlib import Path

from ce_tui.core.vault.keys.derivation import derive
from ce_tui.core.vault.keys.slots import Derivation
from support.stores.vault import QUICK


def test_where_no_lock_can_be_made_the_key_is_the_same(tmp_path: Path) -> None:
    derivation = Derivation(salt=bytes(16), argon=QUICK)
    key = derive(b"seven odd lanterns", derivation, tmp_path)
    assert [each.name for each in tmp_path.glob("derive-*.lock")]
    assert derive(b"seven odd lanterns", derivation, tmp_path / "none") == key
    assert len(key) == 32 and key != derive(b"seven even lanterns", derivation, tmp_path)
