"""The answers of the one screening that a store holds, read from it once the conversation has ended."""

from __future__ import annotations

from pathlib import Path

from ce_tui.core.pathway.answers.screening import Answers, Screening
from ce_tui.core.vault.casebook.open_store import CasebookSettings
from ce_tui.core.vault.casebook.opening import sign_in
from support.people.conversation import NAME, PASSPHRASE
from support.people.screens import CHEAP


def kept(home: Path) -> Answers:
    """What it holds."""
    return _screening(home).answers


def not_taken(home: Path) -> dict[str, str]:
    """What was typed and not taken yet, by its question."""
    return dict(_screening(home).unfinished)


def _screening(home: Path) -> Screening:
    casebook = sign_in(home, NAME, PASSPHRASE, CasebookSettings(argon=CHEAP))
    try:
        [summary] = casebook.index.all()
        return casebook.screenings.open(summary.ref)
    finally:
        casebook.close()
