"""A key from a passphrase, a few at a time on a machine; and where nothing can be locked, without waiting for turns."""

from __future__ import annotations

from pathlib import Path

from ce_tui.core.vault.keys.slots import Derivation, Derived, derive
from support.stores.vault import QUICK


def test_where_no_lock_can_be_made_the_key_is_the_same(tmp_path: Path) -> None:
    derivation = Derivation("0" * 32, "Ada Example", QUICK)
    derived = derive("seven odd lanterns", derivation, tmp_path)
    assert [each.name for each in tmp_path.glob("derive-*.lock")]
    assert derive("seven odd lanterns", derivation, tmp_path / "none") == derived
    other = derive("seven even lanterns", derivation, tmp_path)
    assert len(derived.key) == 32 and derived.key != other.key and derived.tag != other.tag


def test_tag_and_key_are_of_the_store_and_the_name_and_not_of_how_it_is_typed(tmp_path: Path) -> None:
    def derived(store: str, name: str) -> Derived:
        return derive("seven odd lanterns", Derivation(store, name, QUICK), tmp_path)

    ada = derived("0" * 32, "Ada Example")
    assert derived("0" * 32, "ADA example") == ada
    for other in (derived("1" * 32, "Ada Example"), derived("0" * 32, "Ada Exampl"), derived("0" * 32, "")):
        assert other.tag != ada.tag and other.key != ada.key
    assert ada.key.hex() not in repr(ada) and ada.tag not in repr(ada)
