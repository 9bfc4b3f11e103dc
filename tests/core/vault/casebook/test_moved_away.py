"""Somebody is signed in while the store's folder is moved away, and a backup or an older copy takes its place."""

from __future__ import annotations

from pathlib import Path

import pytest

from ce_tui.core.vault.casebook.opening import accept_older
from ce_tui.core.vault.errors import OlderStore
from ce_tui.core.vault.log.anchors import FileAnchors
from support.stores.anchored import copied
from support.stores.backups import backed_up, restored
from support.stores.vault import (
    ADA,
    BEN,
    OTHER,
    PASSPHRASE,
    answers,
    around,
    entered,
    with_people,
)


@pytest.mark.parametrize("by_backup", [False, True])
def test_a_session_in_the_folder_that_was_moved_away_is_asked_out_and_writes_nothing_into_the_anchors(
    home: Path, tmp_path: Path, elsewhere: FileAnchors, by_backup: bool
) -> None:
    with_people(home).close()
    ada = entered(home, anchors=elsewhere)
    content = backed_up(ada, tmp_path)
    ada.close()
    copy = copied(home, tmp_path / "copy")
    ben = entered(home, BEN, OTHER, anchors=elsewhere)
    screening = ben.screenings.begin(answers())
    assert not ben.asked_out_words
    home.rename(tmp_path / "moved")
    if by_backup:
        restored(content, home, anchors=elsewhere).close()
    else:
        copy.rename(home)
        accept_older(home, ADA, PASSPHRASE, "put back", around(anchors=elsewhere)).close()
    assert "The folder of the store was moved while you were signed in" in ben.asked_out_words
    ben.screenings.save(screening)
    ben.close()
    assert any("what is done here may be done in an older copy" in words for words in ben.alerts)
    ada = entered(home, anchors=elsewhere)
    assert ada.log.verify().sound
    ada.close()
    with pytest.raises(OlderStore, match="it is not the one that came of it"):
        entered(tmp_path / "moved", anchors=elsewhere)
