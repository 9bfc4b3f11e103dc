"""What was done and is due about the open screening; opening a screening; whether the child is known here already."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, ClassVar

from textual import work

from ce_tui.core.pathway.actions.action import KINDS, NUMBERS, Recorded, danger_first, next_to_phone
from ce_tui.core.pathway.actions.due import FollowUp
from ce_tui.core.pathway.outcome.outcome import area_of
from ce_tui.core.pathway.outcome.whom_to_phone import asked_for
from ce_tui.core.pathway.words import Choice
from ce_tui.core.vault.errors import VaultError
from ce_tui.core.words.actions import (
    NOTHING_DUE,
    NOTHING_RECORDED,
    WHAT_IS_DUE,
    WHAT_WAS_DONE,
    action_in_full,
    action_in_short,
    corrected_words,
    due_words,
    sign_of,
    when_it_does_not_move,
)
from ce_tui.core.words.outcomes import phone_words
from ce_tui.screens.asking import DialogAsker
from ce_tui.screens.base import ActingScreen, CeScreen
from ce_tui.screens.screening.result_items import heading, numbered_items
from ce_tui.session.asker import Asker, JobResult
from ce_tui.session.begun_action import is_begun
from ce_tui.session.jobs import opening
from ce_tui.session.jobs.opening import LOOKING, OpenedDraft, ask_about_pair, look_for_child
from ce_tui.session.jobs.recording import (
    END,
    TAKE_ON,
    end,
    may_take_on,
    recorded_of,
    take_back,
    take_on,
)
from ce_tui.session.reviewing import RESCREEN, may_be_screened_again
from ce_tui.session.words.known import PASSED_ON, KnownList, KnownRow, known_list
from ce_tui.widgets.item_list import ItemList
from ce_tui.widgets.item_rows import Item
from ce_tui.widgets.room import around

if TYPE_CHECKING:
    from ce_tui.screens.host import Host
    from ce_tui.session.draft import Draft


class DoneScreen(ActingScreen):
    """What was done about a screening and what is due, and the way to record more: one list."""

    called: ClassVar[str] = WHAT_WAS_DONE
    help_topic: ClassVar[str] = "done"
    list_id: ClassVar[str] = "done"
    enter_does: ClassVar[str] = "choose"
    _recorded: Sequence[Recorded] = ()
    _due: Sequence[FollowUp] = ()

    def show(self) -> None:
        draft = self.draft
        try:
            self._recorded = recorded_of(draft)
            self._listed = draft.casebook.follow_ups.opened(draft.screening.ref)
            self._due = draft.casebook.follow_ups.of(self._listed)
            items = list(self._items())
        except VaultError as error:
            if not self.ce.leave_ended():
                self.say(error.words)
            return
        self.listed.set_items(items)

    def _items(self) -> Iterator[Item]:
        draft = self.draft
        record, tail = "Record something that was done", ". Enter begins."
        if is_begun(draft):
            record, tail = "Go on recording what was begun here", ": it is not recorded yet. Enter goes on."
        yield Item("record", record, said=f"{record}{tail}", flush=True)
        yield heading(WHAT_IS_DUE)
        now = draft.clock()
        passed_on = f" ({PASSED_ON})" if self._listed.followed.is_passed_on else ""
        at_once = sum(due.at_once for due in self._due)  # they stand first
        for number, due in enumerate(self._due):
            words = f"{due_words(due, now)}{passed_on}"
            source = f" ({due.source})" if due.source else ""
            sign = sign_of(due) or "-"
            does = "begins the next screening, in Review" if self._leads_on(due) else "records what was done"
            yield Item(f"due:{number}", words, head=sign, said=f"{words}{source}. Enter {does}.")
            if number + 1 == at_once:
                yield from self._to_phone()
        if not self._due and not self._listed.from_before:
            yield Item("nothing-due", NOTHING_DUE, flush=True)
        if draft.outcome.grade.is_referred:  # how the area takes it further if nothing moves
            area = area_of(draft.outcome, draft.pathway)
            further = when_it_does_not_move(area, self._recorded, self._due)
            yield from numbered_items("escalation", further, head="->")
        if may_take_on(draft):
            yield Item("take-on", TAKE_ON, said=f"{TAKE_ON}. Enter takes it on.", flush=True)
        may_end = draft.casebook.follow_ups.may_be_ended(draft.screening.ref)
        asks = "Enter asks why" if may_end else "You cannot say that alone yet: Enter says what you can do"
        yield Item("end", END, said=f"{END}. {asks}.", flush=True)
        yield heading(f"{WHAT_WAS_DONE}: {len(self._recorded)}")
        for each in self._recorded:
            before = corrected_words(each, self._recorded)
            words = f"{before}{action_in_short(each.action)}"
            said = f"{each.id}. {before}{action_in_full(each)} Enter: all of it, and correcting it."
            yield Item(f"done:{each.id}", words, head=each.id, said=said)
        if not self._recorded:
            yield Item("nothing-done", NOTHING_RECORDED, flush=True)

    def _leads_on(self, due: FollowUp) -> bool:
        """Whether it is to screen the child again, and that can be begun here."""
        return due.what == "screen again" and may_be_screened_again(self.draft)

    def _to_phone(self) -> Iterator[Item]:
        """Whom to phone there and then, with 999 in danger (rule 17 of the design)."""
        danger = danger_first(self.draft.outcome)
        yield Item("danger", danger, head="!!", said=f"{danger} Enter records the call to 999.")
        for contact in next_to_phone(self.draft.outcome, self._recorded)[:NUMBERS]:
            words = phone_words(contact, asked_for(contact, self.draft.outcome))
            yield Item(
                f"phone:{contact.name}", words, head="->", said=f"Phone {words}. Enter records the call."
            )

    def on_item_list_chosen(self, event: ItemList.Chosen) -> None:
        """Record, read and correct, or end it, as the item says."""
        kind, _, value = event.item.id.partition(":")
        if kind == "record":
            self.action_record()
        elif kind == "phone":
            self.ce.to_record(value)
        elif kind == "due":
            due = self._due[int(value)]
            if self._leads_on(due):
                self.ce.show_section("review", RESCREEN)
                return
            to = "" if due.at_once else due.to  # then who is to be phoned next is proposed
            self.ce.to_record(to, due.what if due.what in KINDS else "")  # a form, the police
        elif kind == "danger":
            contacts = self.draft.outcome.contacts  # among which 999 has a name
            self.ce.to_record(next((each.name for each in contacts if each.role == "emergency"), ""))
        elif kind == "done":
            self._read(next(each for each in self._recorded if each.id == value))
        elif kind == "end":
            self._do(end)
        elif kind == "take-on":
            self._do(take_on)
        else:
            self.say(self.words_here())

    @work(exclusive=True, group="done")
    async def _read(self, each: Recorded) -> None:
        """All of one, with what can be done about it."""
        ways = [Choice("", "Go back")]
        holds = not each.action.by_mistake and not corrected_words(each, self._recorded)
        if holds and not each.action.settles:
            ways.append(Choice("correct", "Correct it"))
        if holds:
            ways.append(Choice("back", "It was recorded by mistake"))
        chosen = await self.asker.choose(f"{each.id}. {action_in_full(each)}", ways)
        if chosen == "correct":
            self.ce.to_record(corrects=each)
        elif chosen == "back":
            self._say_what_came(await take_back(self.asker, self.draft, each))

    @work(exclusive=True, group="done")
    async def _do(self, job: Callable[[Asker, Draft], Awaitable[JobResult]]) -> None:
        self._say_what_came(await job(self.asker, self.draft))

    def _say_what_came(self, result: JobResult) -> None:
        if self.ce.leave_ended():
            return
        self.show()
        self.greet(result.words)


async def open_screening(app: Host, ref: str) -> str:
    """Open a screening where it was left. Empty: it is open, or cancelled; else why not. Only from a worker."""
    if (station := app.seat.station) is None:
        return ""
    return show_opened(app, await opening.open_screening(DialogAsker(app), station, ref))


async def open_from_another(app: Host, ref: str, *, at_result: bool = False) -> str:
    """Open a screening from within another one, which is saved. Else as `open_screening`."""
    left = app.seat.open_draft
    if (station := app.seat.station) is None:
        return ""
    opened = await opening.open_screening(DialogAsker(app), station, ref)
    said = "" if opened.words == opening.WHERE_LEFT else opened.words
    if opened.draft is not None and left is not None:
        said = f"Opened {ref}. {left.screening.ref} is saved: Home lists it. {said}".rstrip()
    opened = opened._replace(words=said)
    return show_opened(app, opened._replace(section="result", at="") if at_result else opened)


def show_opened(app: Host, opened: OpenedDraft) -> str:
    """Show a screening that was just opened or begun. Empty: it is shown; else what there is to say."""
    if opened.draft is None:
        return opened.words
    app.show_section(opened.section, opened.at, opened.words)
    return ""


_TO_DO = "Enter: open it, or say whether it is the same child."


class KnownScreen(CeScreen):
    """The hub's other screenings of a child: the same child, the likeliest, those that are not; one list."""

    called: ClassVar[str] = "Known here already"
    help_topic: ClassVar[str] = "known"
    list_id: ClassVar[str] = "known"
    enter_does: ClassVar[str] = "choose"
    _rows: Mapping[str, KnownRow] = {}

    def show(self) -> None:
        self._load()

    @work(exclusive=True, group="known")
    async def _load(self) -> None:
        draft = self.seat.open_draft
        if draft is None:
            return
        try:
            found = await self.ce.patiently(LOOKING, lambda: look_for_child(draft))
        except VaultError as error:
            self.say(error.words)
            return
        known = known_list(draft, found, self.seat.pathways.naming, around(self).children)
        self._rows = {row.ref: row for row in known.rows}
        if self.query("#known"):
            self.listed.set_items(list(self._items(known)))

    def _items(self, known: KnownList) -> Iterator[Item]:
        if not known.rows:
            yield Item("nothing", " ".join([*known.first, *known.last]), flush=True)
            return
        for number, words in enumerate(known.first):
            yield Item(f"first:{number}", words, flush=True)
        for ref, words, _ in known.rows:
            yield Item(ref, words, head=ref, said=f"{ref}, {words}. {_TO_DO}")
        for number, words in enumerate(known.last):
            yield Item(f"last:{number}", words, flush=True)

    def on_item_list_chosen(self, event: ItemList.Chosen) -> None:
        """Ask what to do with the screening."""
        draft, row = self.seat.open_draft, self._rows.get(event.item.id)
        if draft is not None and row is not None:
            self._ask(draft, row)

    @work(exclusive=True, group="choose")
    async def _ask(self, draft: Draft, row: KnownRow) -> None:
        came = await ask_about_pair(self.asker, draft, row)
        if came is None:
            if refused := await open_from_another(self.ce, row.ref, at_result=True):
                self.say(refused)
        elif came.words and not self.ce.leave_ended():
            self.greet(came.words)
            self._load()
