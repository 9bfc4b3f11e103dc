"""The answers of the one screening that a store holds, read from it once the conversation has ended."""

from __future__ import annotations

from pathlib import Path

from ce_tui.core.pathway.answers.screening import Answers
from ce_tui.core.vault.casebook.around import Around
from ce_tui.core.vault.casebook.opening import sign_in
from support.people.conversation import NAME, PASSPHRASE
from support.people.screens import CHEAP


def kept(home: Path) -> Answers:
    """What it holds."""
    casebook = sign_in(home, NAME, PASSPHRASE, Around(argon=CHEAP))
    try:
        [summary] = casebook.index.all()
        return casebook.screenings.open(summary.ref).answers
    finally:
        casebook.close()
