"""Whatever is typed: it never fails, no answer is lost, nothing harmful is said."""

from __future__ import annotations

import random
import shutil
from pathlib import Path
from typing import Any

import pytest

from ce_tui.core.pathway.answers.screening import Answers
from ce_tui.core.vault.casebook.open_store import CasebookSettings
from ce_tui.core.vault.casebook.opening import sign_in
from ce_tui.session.draft import Draft
from ce_tui.terminal.character_set import HARMFUL
from support.people.conversation import NAME, PASSPHRASE, talk
from support.people.screens import CHEAP

WORDS = (
    "", "", "", "", "y", "n", "s", "b", "1", "2", "3", "4", "9", "x", "?", "help", "stop", "where", "list", "list all",
    "again", "back", "back", "skip", "next", "previous", "go", "go red", "go 4", "go A7", "go nowhere", "go review",
    "go details", "go result", "notes", "home", "risk", "harm", "contacts", "guidance", "ascii", "phone", "complete",
    "reopen", "new", "new", "find a", "clear", "explain", "note", "note seen", "cited", "Y4", "V2", "a10", "R11",
    "A14 on the A12", "not A12", "read", "change 1", "delete 1", "ids", "known", "amber", "unsure", "31 feb 2010",
    "3 apr 2010", "25 11 2026", "agreed", "not sought", "Zephyrine Quillfeather", "pat@example.org", "=back", "yes",
    "accounts", "log", "keeping", "add", "verify", "rules", "hub", "record", "screening", "person", "kind",
    "all", "hold", "delete", "due", "done", "more", "end", "correct 1", "take back 1", "take on", "drop",
    "yesterday 9.30", "tomorrow", "undo", "display", "backup", "form", "pdf", "set", "90 days", "roles", "1 2",
    "take", "own", "ben example",
    "no", "reasonably believe", "text", "protect", "annex", "now", "left", "steps", "numbers", "reasons", "lock",
    "account", "time", "changes", "find", "find the", "search", "print", "begin",
    "\x1b[2J", "\x00", "\u202e", "é" * 700, "=", "  ", "'; DROP TABLE", "[b]x[/b]",
)  # fmt: skip


class Witness:
    """What every change of an answer was, in the order in which it was taken."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.last: dict[str, Answers] = {}
        taken = Draft.apply

        def apply(draft: Draft, *change: Any, **how: Any) -> None:
            taken(draft, *change, **how)
            self.last[draft.screening.ref] = draft.answers

        monkeypatch.setattr(Draft, "apply", apply)


def play(home: Path, seed: int, length: int, witness: Witness) -> None:
    """Type so many random lines; then every screening in the store is as it was last."""
    chosen = random.Random(seed)
    lines = ["new", "2"] + [chosen.choice(WORDS) for _ in range(length)]
    heard = talk(home, *(PASSPHRASE if line == "unlock" else line for line in _unlocked(lines)))
    assert witness.last, f"seed {seed} changed nothing"
    assert not any(HARMFUL.search(line) for line in heard.split("\n"))
    casebook = sign_in(home, NAME, PASSPHRASE, CasebookSettings(argon=CHEAP))
    try:
        for ref, answers in witness.last.items():
            assert casebook.screenings.open(ref).answers == answers, f"seed {seed}"
    finally:
        casebook.close()


def _unlocked(lines: list[str]) -> list[str]:
    """After each lock the passphrase is typed, so that the rest is not typed at the lock."""
    return [each for line in lines for each in ([line, "unlock"] if line == "lock" else [line])]


@pytest.mark.usefixtures("store")
@pytest.mark.parametrize("seed", range(3))
def test_random_lines_never_fail_and_never_lose_an_answer(
    home: Path, seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(home.parent)
    play(home, seed, 200, Witness(monkeypatch))


@pytest.mark.soak
@pytest.mark.usefixtures("store")
def test_many_random_lines_never_fail_and_never_lose_an_answer(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(home.parent)
    for seed in range(100, 140):
        fresh = home.parent / f"copy-{seed}"
        shutil.copytree(home, fresh)
        with monkeypatch.context() as patch:
            play(fresh, seed, 250, Witness(patch))
        shutil.rmtree(fresh)
