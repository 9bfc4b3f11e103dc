"""Review in the line mode: what is heard of the ways on."""

from __future__ import annotations

from pathlib import Path

import pytest

from support.people.conversation import talk


@pytest.mark.usefixtures("store")
def test_whoever_leaves_the_passphrase_out_hears_what_that_means(home: Path) -> None:
    heard = talk(home, "new", "", "", "go review", "protect", "?", "protect")
    _, _, after = heard.partition("\nNo passphrase: whoever has the file can read it.\n")
    assert "Protect the PDF with a passphrase, made when it is exported: no. Changes it\n" in after
    assert "\nThe PDF gets a passphrase.\n" in after
