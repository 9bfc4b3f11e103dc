"""Read on the phone: the referral as plain text, in the order in which a call taker asks."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult

from ce_tui.commands.table import Where
from ce_tui.core.pathway.outcome.phone_script import read_on_the_phone
from ce_tui.core.vault.errors import VaultError
from ce_tui.screens.base import CeScreen
from ce_tui.widgets.text_view import Part, TextView


class PhoneScreen(CeScreen):
    """Opens over a section; Esc goes back. That it was read out is noted in the audit, not what."""

    help_topic: ClassVar[str] = "phone"
    where: ClassVar[tuple[Where, ...]] = ("phone",)

    def section_words(self) -> str:
        """At the right of the header."""
        return "Read on the phone"

    def body(self) -> ComposeResult:
        """The text."""
        yield TextView(id="phone")

    def on_mount(self) -> None:
        """The text from its top, and a note in the audit."""
        draft = self.draft
        draft.flush()
        parts: list[Part] = []
        for heading, lines in read_on_the_phone(
            draft.answers, draft.outcome, draft.pathway, draft.screening.ref
        ):
            parts.append(Part(heading, "heading"))
            parts += [Part(line, "line", head="  ") for line in lines]
        view = self.query_one("#phone", TextView)
        view.set_parts(parts)
        view.focus()
        try:
            draft.casebook.referrals.note_export(draft.screening.ref, "phone")
        except VaultError as error:
            self.say(so_far=f"Not noted in the audit: {error.words}")
