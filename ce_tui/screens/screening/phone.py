"""Read on the phone: the referral as plain text, in the order in which a call taker asks."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult

from ce_tui.screens.base import CeScreen
from ce_tui.session.phone import read_on_phone
from ce_tui.widgets.text_view import Part, TextView


class PhoneScreen(CeScreen):
    """Opens over a section; Esc goes back. That it was read out is noted in the audit, not what."""

    called: ClassVar[str] = "Read on the phone"
    help_topic: ClassVar[str] = "phone"

    def body(self) -> ComposeResult:
        """The text."""
        yield TextView(id="phone")

    def on_mount(self) -> None:
        """The text from its top, and a note in the audit."""
        script = read_on_phone(self.draft)
        parts: list[Part] = []
        for heading, lines in script.parts:
            parts.append(Part(heading, "heading"))
            parts += [Part(line, "line", head="  ") for line in lines]
        view = self.query_one("#phone", TextView)
        view.set_parts(parts)
        view.focus()
        if script.unlogged:
            self.say(so_far=script.unlogged)
