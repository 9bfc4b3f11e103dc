"""The copy of the database under another key: the room that it takes, and what is left of one."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest

from ce_tui.core.vault.errors import StoreUnreadable
from ce_tui.core.vault.folder.home import Home
from ce_tui.core.vault.keys import rekeying
from ce_tui.core.vault.keys.keyring import unlock
from ce_tui.core.vault.keys.slots import listing_of
from ce_tui.core.vault.log.audit import Listing
from support.stores.vault import ADA, PASSPHRASE, new_store

SPARE = 8 * 1024 * 1024
NEW = bytes(range(32))


def test_a_disk_takes_the_copy_from_the_byte_on_that_holds_it_and_some_to_spare(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    new_store(home)[0].close()
    place = Home(home)
    unlocked = unlock(place, ADA, PASSPHRASE)
    old, before = unlocked.database_key, listing_of(unlocked.listed)
    listings = (before, Listing(before.generation + 1, bytes(32)))
    needed = place.store.stat().st_size + SPARE

    def make_with(free: int) -> None:
        monkeypatch.setattr(os, "statvfs", lambda _: SimpleNamespace(f_bavail=free, f_frsize=1))
        rekeying.make(place, old, NEW, listings, [], lambda _: None)

    with pytest.raises(StoreUnreadable, match="too little room to change the keys: they take 9 MB"):
        make_with(needed - 1)
    assert not place.rekeying.exists()
    make_with(needed)
    assert rekeying.opens(place.rekeying, NEW)


def test_a_copy_is_thrown_away_with_its_logs_also_where_one_of_them_goes_meanwhile(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place, found = Home(tmp_path), Path.glob
    for end in ("", "-journal", "-wal"):
        (tmp_path / f"{place.rekeying.name}{end}").touch()
    place.store.touch()

    def one_goes(folder: Path, pattern: str) -> Iterator[Path]:
        first, *others = found(folder, pattern)
        first.unlink()
        return iter((first, *others))

    monkeypatch.setattr(Path, "glob", one_goes)
    rekeying.discard(place)
    assert list(tmp_path.iterdir()) == [place.store]
