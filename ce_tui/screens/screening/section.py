"""The eight sections of a screening: title, strip, status so far, pane, saving; and questions asked while one types."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from functools import partial
from typing import ClassVar

from textual import events, work
from textual.app import ComposeResult
from textual.timer import Timer

from ce_tui.core.pathway.document.document import Pathway
from ce_tui.core.pathway.interview.interview import SECTIONS
from ce_tui.core.pathway.outcome.status_words import status_words
from ce_tui.core.pathway.words import Choice, counted
from ce_tui.core.vault.errors import VaultError
from ce_tui.screens.asking import DialogAsker
from ce_tui.screens.base import CeScreen
from ce_tui.session.draft import Change, change
from ce_tui.session.jobs import completing
from ce_tui.session.words.sections import SideBlock, raised_here, strip_of
from ce_tui.session.words.sharing import section_name, section_title
from ce_tui.widgets.dialogs import AnswerList, ChooseDialog, Dialog
from ce_tui.widgets.forms import ActionList
from ce_tui.widgets.header_line import HeaderLine
from ce_tui.widgets.item_list import ItemList
from ce_tui.widgets.item_rows import Item
from ce_tui.widgets.room import TWO_FROM, body_columns, is_quiet
from ce_tui.widgets.tier_board import SidePane, strip_row
from ce_tui.widgets.wrapping import WIDEST

NEXT = "next-section"
TO_NEXT = "app.section(1)"
"""What choosing it does: as the key for the next section."""


def next_item(section: str, pathway: Pathway) -> Item | None:
    """The item that leads on from a section; None after the last one."""
    if section == SECTIONS[-1]:
        return None
    words = f"Next: {section_name(SECTIONS[SECTIONS.index(section) + 1], pathway)}"
    return Item(NEXT, words, said=f"{words}. Enter goes there.", flush=True)


class SectionEnd(ActionList):
    """The last stop of a section: one item, which leads on."""

    def __init__(self, section: str, pathway: Pathway) -> None:
        item = next_item(section, pathway)
        super().__init__([item] if item else [], widget_id="section-end")

    def action_move(self, by: int) -> None:
        """Go back into the section with Up; there is nothing below."""
        if by < 0:
            self.screen.focus_previous()
        else:
            super().action_move(by)

    async def action_choose(self) -> None:  # type: ignore[override]
        """Go to the next section."""
        await self.app.run_action(TO_NEXT)

    action_choose_here = action_choose  # type: ignore[assignment]


_TYPED_ON = 0.7
"""Seconds without a key after which who typed on has stopped."""


class ArrowKeyAsker(DialogAsker):
    """Asks by lists without numbers, of which typing on chooses nothing. The first answer is the safe one."""

    async def confirm(
        self, question: str, yes: str, no: str = "Go back", *, hint: Sequence[str] = ()
    ) -> bool:
        """Ask by two answers, the safe one first; Esc says no."""
        asked = ArrowKeyDialog(question, [Item("no", no), Item("yes", yes)])
        return await self._host.push_screen_wait(asked) == "yes"

    async def choose(self, question: str, choices: Sequence[Choice], *, safe: str = "") -> str:
        """Ask by a list for arrows and Enter, which the question says; Esc chooses nothing."""
        items = [Item(each.id, each.listed) for each in choices]
        asked = ArrowKeyDialog(f"{question} Choose with the arrows and Enter.", items, safe)
        return await self._host.push_screen_wait(asked) or ""


class ArrowKeyDialog(ChooseDialog):
    """A question whose answers no digit and no space chooses.

    Who types on when it comes hears nothing of it: each key cuts a screen reader short, and types nothing any more. So
    once no more keys come, it is said how many did nothing, and the question again.
    """

    _keys_for_nothing = 0
    _saying: Timer | None = None

    def body(self) -> ComposeResult:
        yield _CalmList(self._items, widget_id="dialog-list")

    def typed_on(self) -> None:
        """Count a key that would have typed something."""
        self._keys_for_nothing += 1
        if self._saying is not None:
            self._saying.stop()
        self._saying = self.set_timer(_TYPED_ON, self._say_again)

    def _say_again(self) -> None:
        choices = self.query_one(_CalmList)
        choices.told += 1
        at, of = choices.position
        item = f"{choices.current.words} ({at} of {of})" if choices.current is not None else ""
        said = f"You typed on: {counted(self._keys_for_nothing, 'key')} did nothing. {self._words}"
        self.say(f"{said} {item}")  # in one: rows that lead to others are not told apart


class _CalmList(AnswerList):
    """A list that only arrows and Enter work in: the digits and spaces of who types on choose nothing."""

    told = 0
    """How often the question was said again."""

    def what_is_current(self) -> object:
        return super().what_is_current(), self.told

    def takes_for_number(self, character: str) -> bool:
        return False

    def on_key(self, event: events.Key) -> None:
        if event.is_printable and isinstance(self.screen, ArrowKeyDialog):
            self.screen.typed_on()
        if event.key == "space":
            event.stop()
            event.prevent_default()


WARM_UP = ("result", "details")  # where the PDF is near: its worker gets ready meanwhile
# Seconds: what could not be saved is tried again, and others may have taken the screening over.
LOOK_EVERY = 5.0


class SectionScreen(CeScreen):
    """A section of the open draft."""

    one_thing: ClassVar[bool] = False  # what is changed in it, not a factor or a question at a time
    _announced: str = ""
    _announced_at: str = ""
    _beside: tuple[SideBlock, SidePane] | None = None

    def section_words(self) -> str:
        return section_title(self.section, self.draft.pathway)

    def on_mount(self) -> None:
        """Look around from time to time. The frame is set up next, then `enter` runs."""
        self._ticking = self.set_interval(LOOK_EVERY, self._tick)
        self.call_next(self._enter)
        if self.section in WARM_UP:
            self.call_after_refresh(self._warm_up)

    def _warm_up(self) -> None:
        if self.seat.session is not None:
            self.seat.renderer().start()

    @property
    def here(self) -> str:
        return self.current_id

    def _enter(self) -> None:
        if self.comes_too_late:
            return
        self.enter()
        if self.draft.view_only and not self.greeting:
            self.announce(self.draft.view_only)
        self._look_at_conflict()

    def enter(self) -> None:
        """Put the focus where it belongs, once everything stands."""

    # What it comes to

    def so_far(self) -> str:
        """The status line's second part. Trouble with saving comes first: it is never hidden."""
        draft = self.draft
        return f"{draft.saving_words} {status_words(draft.answers, draft.pathway)}".lstrip()

    def refresh_frame(self) -> None:
        """Draw header, strip, key line, what it comes to so far, and the pane."""
        super().refresh_frame()
        if self.seat.open_draft is None:
            return
        self.say(so_far=self.so_far())
        self.stand(self.raised())
        if self.is_current and not is_quiet(self) and self.query(HeaderLine):
            # The sections and their state stand in place of the rule below the header.
            self.query_one(HeaderLine).show_strip(partial(strip_row, strip_of(self.draft, self.section)))
        self.show_beside()

    def raised(self) -> list[str]:
        """What the last change here has raised, with the numbers to phone (rule 16 of the design)."""
        return raised_here(self.draft, self.section, "" if self.one_thing else self.here)

    def announce(self, words: str) -> None:
        """Say what happened, if anything, before the words on where one is, until a key or a move."""
        if words:
            self._announced, self._announced_at = words, self.here
            self.say("")

    def announce_too(self, words: str) -> None:
        """Announce something that was found meanwhile, beside what was announced here before."""
        before = self._announced if self.here == self._announced_at else ""
        self.announce(f"{before} {words}".lstrip())
        self.say_where()

    def say_where(self) -> None:
        """Say once more what has the focus."""
        if isinstance(self.focused, ItemList):
            self.focused.tell()

    def say(self, here: str | None = None, so_far: str | None = None) -> None:
        """Say in the status line, with what was announced first."""
        if here is not None and self._announced:
            if self.here == self._announced_at:
                here = self.behind(self._announced, here).strip()
            else:
                self._announced = ""
        super().say(here, so_far)

    def on_key(self, event: events.Key) -> None:
        """Drop what was announced: it has been read."""
        self._announced = ""

    # The way on

    def section_end(self) -> SectionEnd:
        """The last widget of the section: the way on to the next."""
        return SectionEnd(self.section, self.draft.pathway)

    def words_of(self, listed: ItemList, item: Item) -> str:
        """The words on an item; of the way on without "1 of 1", which nobody needs to hear."""
        return item.words if item.id == NEXT else super().words_of(listed, item)

    def goes_on_from(self, listed: ItemList, by: int) -> bool:
        """Go on with Down to what stands below the list. Within a form only Tab goes on."""
        if by < 0 or listed.parent is not self.query_one("#body") or isinstance(listed, SectionEnd):
            return False
        self.focus_next()
        return True

    # What stands beside the body

    @property
    def has_pane(self) -> bool:
        """Whether a pane can stand beside the body: in a wide window, but for the display for screen readers."""
        return self.app.size.width >= TWO_FROM and not is_quiet(self)

    @property
    def columns(self) -> int:
        """The columns of the body."""
        width = self.app.size.width
        return min(body_columns(width) if self.has_pane else width, WIDEST)

    def show_beside(self) -> None:
        """Draw the pane beside the body, if there is one. It takes no key and never has the focus."""
        if not self.has_pane or self.seat.open_draft is None or not self.query("#body"):
            return
        if self._beside is None:
            self._beside = SideBlock(self.draft), SidePane()
            self.query_one("#body").mount(self._beside[1])
        block, pane = self._beside
        pane.say(block.at(self.here if self.draft.pathway.tier_of.get(self.here) == self.section else ""))

    def on_item_list_moved(self, event: ItemList.Moved) -> None:
        """Draw the pane anew: it is about what is current."""
        self.show_beside()

    # Changing

    def changed(self, wanted: Change) -> bool:
        """Change the answers and save; a refusal is said. Whether it was taken."""
        result = change(self.draft, wanted)
        if not result.done:
            self.say(result.words)
            return False
        self.show_changed()
        if result.words and self.seat.open_draft is not None:
            self.say_lowered(result.words)
        return True

    def show_changed(self) -> None:
        """Show what other answers come to, and ask what is to be done if someone else saved first."""
        if self.ce.leave_ended():
            return
        self.refresh_frame()
        self._look_at_conflict()

    def say_lowered(self, words: str) -> None:
        """Say that a red result was lowered: nothing does that without saying so."""
        self.announce(words)

    # Saving, and others

    def _tick(self) -> None:
        """Save what could not be saved before; see whether someone else took the screening over, or left it."""
        draft = self.seat.open_draft
        if draft is None:
            return
        if draft.catch_up():
            self.refresh_frame()
        else:
            self.by_the_clock()
        self.look_around()

    def by_the_clock(self) -> None:
        """Draw the pane anew: offices open and close."""
        self.show_beside()

    def look_around(self) -> None:
        """Tell of what others did with this screening; where it is in front, show it anew."""
        if not self.is_current or self.seat.open_draft is None:
            return
        draft, had_conflict = self.draft, self.draft.conflict is not None
        version, view_only = draft.screening.version, draft.view_only
        with suppress(VaultError):  # the next tick looks again
            words = draft.look()
            if self.ce.leave_ended():
                return
            if draft.conflict is not None and not had_conflict:
                self.settle_conflict()
            elif (draft.screening.version, draft.view_only) != (version, view_only):
                self.ce.show_section(self.section, self.here, words)
            elif words:
                self.refresh_frame()
                self.announce(words)

    def on_screen_resume(self, event: events.ScreenResume) -> None:
        """Look around when it comes back to the front: others may have been here."""
        if self.is_mounted:
            self.call_next(self.look_around)

    def _look_at_conflict(self) -> None:
        if self.draft.conflict and not self.draft.put_off and not isinstance(self.app.screen, Dialog):
            self.settle_conflict()

    @work(exclusive=True, group="conflict")
    async def settle_conflict(self) -> None:
        """Say who saved first, and when, and let the practitioner choose. Nothing is lost either way."""
        result = await completing.settle_conflict(ArrowKeyAsker(self.ce), self.draft)
        if result.done:
            self.ce.show_section(self.section, self.here, result.words)
        else:
            self.announce(result.words)
