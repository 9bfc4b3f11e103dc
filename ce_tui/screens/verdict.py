"""What verifying the log and the store found, with what each finding means and what to do about it."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult

from ce_tui.screens.base import CeScreen
from ce_tui.widgets.text_view import Part, TextView

if TYPE_CHECKING:
    from ce_tui.core.vault.store import TroubleKind
    from ce_tui.core.vault.verdict import Verdict

MEANING: dict[TroubleKind, str] = {
    "damage": (
        "Damage: bytes are not as the store wrote them. A failing disk does that, and so does a hand that lacks the "
        "key. Have the disk looked at, and put the last backup in place of the store."
    ),
    "cut": (
        "Cut: a piece at the end, or out of the log, is missing. A disk that was full or failed does that, and so does "
        "someone who took it away. Put the last backup in place of the store."
    ),
    "older page": (
        "Older page: a piece of the database is genuine, but from an earlier day. Nothing does that by accident but a "
        "disk or a copy that mixed two days. Find out who can write to the store's folder."
    ),
    "older store": (
        "Older store: the whole store is genuine, but from an earlier day: a backup was put back, or someone put an "
        "old copy in its place. What was recorded since then is not in it. If nobody restored a backup, find out who "
        "did."
    ),
    "anchors": (
        "Anchors: the place where the log's state is written down outside the store was changed or is missing. Without "
        "it an older store cannot be told from the right one. Find out who can write to it."
    ),
}
SOUND = (
    "Whole means: no entry was changed, taken out or moved, every record is of the version that was written last, and "
    "every anchor that can be read agrees. Anchors on paper can be compared by eye: each referral carries one."
)


class VerdictScreen(CeScreen):
    """Text to read; Esc goes back."""

    AUTO_FOCUS: ClassVar[str | None] = "#text"
    help_topic: ClassVar[str] = "audit"

    def __init__(self, verdict: Verdict) -> None:
        super().__init__()
        self._verdict = verdict

    def section_words(self) -> str:
        return "Verified"

    def body(self) -> ComposeResult:
        yield TextView(id="text")

    def show(self) -> None:
        view = self.query_one("#text", TextView)
        if not view.parts:
            view.set_parts(verdict_parts(self._verdict))
        view.focus()
        self.say(so_far="Esc goes back to the log.")


def verdict_parts(verdict: Verdict) -> list[Part]:
    """The verdict, its findings, and what each kind of them means."""
    parts = [Part(verdict.words, "heading")]
    if verdict.sound:
        return [*parts, Part(SOUND)]
    parts += [Part(each.words, head="- ") for each in verdict.findings]
    parts.append(Part("What it means, and what to do", "heading"))
    parts += [Part(MEANING[kind]) for kind in dict.fromkeys(each.kind for each in verdict.findings)]
    return [*parts, Part("Nothing was changed by looking. Keep a copy of the store's folder as it is now.")]
