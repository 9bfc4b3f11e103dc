"""The panes beside the body of a section: put there in a wide window, kept up to date, led by what one likes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

from ce_tui.core.vault.errors import VaultError
from ce_tui.core.words.blocks import TextBlock
from ce_tui.core.words.board import Board, board
from ce_tui.screens.base import CeScreen
from ce_tui.session.words.side_blocks import LEADS, BesideSection, Lead
from ce_tui.settings.preferences import BESIDE, NOTHING_BESIDE
from ce_tui.widgets.side_pane import SidePane


class Sides:
    """Those of one screen of a section. They take no key and never have the focus. `own`: what only this one has."""

    def __init__(self, screen: CeScreen, own: Callable[[], list[TextBlock]]) -> None:
        self._screen = screen
        self._own = own
        self._words = BesideSection(screen.draft, screen.section)
        self._pane = SidePane()
        screen.query_one("#body").mount(self._pane)

    def show(self) -> None:
        """Everything as it is now, for the factor at the cursor where there is one.

        Nothing where that was chosen; but where red is acted on whom to phone, alone, until it is chosen there, too.
        """
        if self._chosen == NOTHING_BESIDE:
            self._pane.say([self._words.phone] if self._has_numbers_alone else [])
            return
        here, pathway = self._screen.here, self._screen.draft.pathway
        factor = here if pathway.tier_of.get(here) == self._screen.section else ""
        lead, *others = self._words.blocks(factor, self._lead)
        own = self._own()
        blocks = [*own, lead, *others] if self._lead == LEADS[0] else [lead, *own, *others]
        self._pane.say(blocks, self._glance())

    def _glance(self) -> Board | None:
        """The tiers at a glance, beside the list of one; Result and Review have them beside their own list.

        None where something else was chosen to stand first, as whom to phone.
        """
        draft, tiers = self._screen.draft, [tier.name for tier in self._screen.draft.pathway.tiers]
        if self._screen.section not in tiers or self._other_is_wanted:
            return None
        return board(draft.answers, draft.outcome, draft.pathway)

    @property
    def _lead(self) -> Lead:
        return self._words.lead(self._chosen)

    @property
    def _chosen(self) -> str:
        return self._screen.ce.appearance.beside

    @property
    def _other_is_wanted(self) -> bool:
        """Whether a person chose that something else than the explanation stands first, before all else."""
        return self._chosen in LEADS[1:]

    @property
    def _has_numbers_alone(self) -> bool:
        """Whether red is acted on in a screening beside which nobody put the numbers away yet."""
        this = self._screen.draft.screening.ref
        return self._words.is_on_red and self._screen.ce.appearance.nothing_on_red != this

    def lead_next(self) -> str:
        """Have the next block lead, kept for the account; what cannot be kept holds for now. What to say of it.

        After the last one nothing stands there: on red in this screening, in the next one the numbers are there again.
        Whoever then comes round to what leads by itself has it as it comes: the explanation, chosen for good, would
        hide whom to phone on red.
        """
        appearance, wanted = self._screen.ce.appearance, self._next
        words = self._said(wanted)
        on_red = wanted == NOTHING_BESIDE and self._words.is_on_red
        appearance.nothing_on_red = self._screen.draft.screening.ref if on_red else ""
        try:
            appearance.choose(BESIDE.name, "" if wanted == self._words.order[0] else wanted)
        except VaultError as error:
            words += f" Not kept for next time: {error.words}"
        self.show()
        return words

    @property
    def _next(self) -> Lead | Literal["nothing"]:
        """What the key brings: to the numbers that came by themselves nothing, as that was chosen before."""
        if self._chosen == NOTHING_BESIDE and self._has_numbers_alone:
            return NOTHING_BESIDE
        ways: list[Lead | Literal["nothing"]] = [*self._words.order, NOTHING_BESIDE]
        now = NOTHING_BESIDE if self._chosen == NOTHING_BESIDE else self._lead
        return ways[(ways.index(now) + 1) % len(ways)]

    def _said(self, wanted: str) -> str:
        """What leads now, or that nothing does, and for how long. Beside the notes stands what is marked instead."""
        if wanted == NOTHING_BESIDE:
            on_red = self._words.is_on_red
            return f"Nothing is beside it now{', in this screening' if on_red else '; on red whom to phone will be'}."
        is_marked = self._screen.section == wanted == "notes"
        return f"Beside it first: {'what is marked' if is_marked else BESIDE.words[wanted]}."
