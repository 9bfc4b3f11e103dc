"""The referral, to be read on the phone; that it was read is logged, not what."""

from __future__ import annotations

from typing import NamedTuple

from ce_tui.core.pathway.answers.danger import WITH_CONSENT, SafetyName
from ce_tui.core.pathway.outcome.phone_script import CONSENT, DANGER, read_on_the_phone
from ce_tui.core.vault.errors import VaultError
from ce_tui.session.draft import Draft
from ce_tui.session.to_do import still_due
from ce_tui.session.words.sharing import NOT_LOGGED


class ToRead(NamedTuple):
    """Headings with their lines, in the order in which a call taker asks. `unlogged`: why that is not logged."""

    parts: list[tuple[str, list[str]]]
    unlogged: str


ANSWERED_BELOW = (DANGER, CONSENT)
"""The headings below which what is not answered can be answered, in order."""


def to_answer(draft: Draft, heading: str) -> list[SafetyName]:
    """What nobody has answered and can be answered below a heading, while the call is made; the family's at consent."""
    return [name for name in draft.outcome.not_answered if draft.editable and heading_of(name) == heading]


def heading_of(name: SafetyName) -> str:
    """The heading that a question is answered below."""
    return CONSENT if name in WITH_CONSENT else DANGER


def script_of(draft: Draft) -> list[tuple[str, list[str]]]:
    """What to say, by what is answered and recorded now; where nothing can be answered here, and something is open, why
    not.
    """
    outcome = still_due(draft)
    parts = read_on_the_phone(draft.answers, outcome, draft.pathway, draft.screening.ref, draft.comparison)
    why = draft.why_closed if draft.outcome.not_answered else ""
    return [(heading, [*said, why] if why and heading == DANGER else said) for heading, said in parts]


def read_on_phone(draft: Draft) -> ToRead:
    """What to say. Logs it: whoever asks for it reads it out. Which screening was before is looked up anew."""
    if draft.editable:
        draft.flush()
    draft.before.forget()
    parts = script_of(draft)
    try:
        draft.casebook.referrals.note_export(draft.screening.ref, "phone")
    except VaultError as error:
        return ToRead(parts, f"Not noted in the audit: {error.words}")
    return ToRead(parts, NOT_LOGGED if draft.casebook.read_only else "")
