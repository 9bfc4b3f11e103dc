"""Read on the phone: the referral in the order in which a call taker asks."""

from __future__ import annotations

from ce_tui.core.pathway.outcome.phone_script import read_on_the_phone
from ce_tui.core.vault.errors import VaultError
from ce_tui.lines.dialogue import asking
from ce_tui.lines.dialogue.dialogue import Said
from ce_tui.lines.dialogue.state import Plain, State


def phone(state: State) -> None:
    """Read it out. That it was read is noted in the log, not what."""
    draft = state.draft
    if draft is None:
        return
    if draft.editable:
        draft.flush()
    lines: list[str] = []
    for heading, said in read_on_the_phone(draft.answers, draft.outcome, draft.pathway, draft.screening.ref):
        lines += [f"{heading}:", *said]
    try:
        draft.casebook.referrals.note_export(draft.screening.ref, "phone")
    except VaultError as error:
        state.say(f"Not noted in the audit: {error.words}")
    with state.at(Plain("Read on the phone", "phone")):
        try:
            asking.read_out(state.dialogue, lines)
        except Said as said_:
            if said_.wish.id not in ("back", "skip"):
                raise
