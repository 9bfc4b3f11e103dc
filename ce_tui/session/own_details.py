"""The practitioner's own details of the last screening, to begin the next one with. Kept per account."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

import msgspec

from ce_tui.core.pathway.answers.screening import Practitioner
from ce_tui.core.strict_json import parse_or, write_json
from ce_tui.core.vault.errors import VaultError
from ce_tui.session.asker import JobResult
from ce_tui.session.changing import change

if TYPE_CHECKING:
    from ce_tui.core.vault.casebook.casebook import Casebook
    from ce_tui.session.draft import Draft

_PREFERENCE = "practitioner"
_AT_SET_UP = "practitioner at the set-up"


def remembered(casebook: Casebook) -> Practitioner:
    """The details as they were remembered, else as they were given at the set-up; empty where there are none."""
    last = _kept(casebook, _PREFERENCE)
    return last if last != Practitioner() else _kept(casebook, _AT_SET_UP)


def all_remembered(casebook: Casebook) -> tuple[Practitioner, ...]:
    """Those that a draft may have been begun with: of the last screening, and of the set-up."""
    return _kept(casebook, _PREFERENCE), _kept(casebook, _AT_SET_UP)


def _kept(casebook: Casebook, preference: str) -> Practitioner:
    """Empty ones where there are none, or they are unreadable."""
    return parse_or(casebook.preferences.get(preference), Practitioner, Practitioner())


def fill_in(draft: Draft) -> JobResult:
    """Fill them in where the open draft has none yet, and say so once, also where it was begun with them.

    Not done: there was nothing to fill in, or words say why.
    """
    if draft.filled_in:
        draft.filled_in = False
        return JobResult(True, _filled_in(draft.casebook))
    kept = remembered(draft.casebook)
    if not draft.editable or draft.answers.practitioner != Practitioner() or kept == Practitioner():
        return JobResult(False)
    result = change(draft, lambda answers: msgspec.structs.replace(answers, practitioner=kept))
    return JobResult(True, _filled_in(draft.casebook)) if result.done else result


def _filled_in(casebook: Casebook) -> str:
    before = _kept(casebook, _PREFERENCE) != Practitioner()
    source = "from your last screening" if before else "as you gave them at the set-up; you can change them"
    return f"Your own details are filled in {source}."


def begin_with(casebook: Casebook, name: str, organisation: str) -> None:
    """Keep what the first person said of themselves at the set-up. A convenience only: without it nothing is lost."""
    with suppress(VaultError):
        casebook.preferences.set(_AT_SET_UP, write_json(Practitioner(name=name, organisation=organisation)))


def remember(casebook: Casebook, mine: Practitioner) -> None:
    """Keep the details, if there are any. A convenience only: they are kept with the draft anyway."""
    kept = write_json(mine)
    with suppress(VaultError):
        if mine != Practitioner() and kept != casebook.preferences.get(_PREFERENCE, ""):
            casebook.preferences.set(_PREFERENCE, kept)
