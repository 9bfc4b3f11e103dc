"""Whom to call now: 999 first, then who answers at this hour. Open to everyone; shows nothing of any case.

The clock is read when the screen opens and when the area is changed; nothing repaints by itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import ClassVar

from textual.binding import BindingType

from ce_tui.commands.table import Where
from ce_tui.core.pathway.dates import local_now
from ce_tui.core.pathway.document.document import USUAL, area_words, in_area
from ce_tui.core.pathway.document.localities import Locality
from ce_tui.core.pathway.outcome.calling import NO_NUMBER, contact_notes, contacts_now, is_phoned, number_line
from ce_tui.core.pathway.outcome.outcome import OutcomeContact
from ce_tui.core.pathway.words import with_capital, with_small
from ce_tui.core.words.outcomes import contact_lines
from ce_tui.screens.base import CeScreen
from ce_tui.session.gate import answer_anywhere, areas_to_call, likely_area
from ce_tui.session.words.sharing import say_now
from ce_tui.widgets.dialogs import ChooseDialog, MessageDialog
from ce_tui.widgets.item_list import ItemList
from ce_tui.widgets.item_rows import Item
from ce_tui.widgets.room import bindings_for


def area_question(localities: Iterable[Locality], usual: str = "") -> ChooseDialog:
    """Asks for the area, by a numbered menu; the hub's usual one says so."""
    hints = {usual: f" ({USUAL})"}
    items = [
        Item(each.id, area_words(each.id, each.name) + hints.get(each.id, ""), head=f"{number:>2}")
        for number, each in enumerate(localities, 1)
    ]
    return ChooseDialog("Where does the child live?", items, usual)


class ContactsScreen(CeScreen):
    """The contacts of one area. Without a sign-in the area is asked, with 999 and 101 above the question."""

    called: ClassVar[str] = "Contacts"
    BINDINGS: ClassVar[list[BindingType]] = bindings_for("contacts")
    help_topic: ClassVar[str] = "contacts"
    where: ClassVar[tuple[Where, ...]] = ("contacts",)
    list_id: ClassVar[str] = "contacts"

    def __init__(self, locality: str = "") -> None:
        super().__init__()
        self._locality = locality
        self._shown: dict[str, OutcomeContact] = {}

    def show(self) -> None:
        """The contacts of the area, at the current one if it is still there; without an area the question which."""
        seat, areas, now = self.ce.seat, self._areas, local_now(self.ce.seat.clock)
        # What is said if these are not the contacts of the configured pathway.
        words = seat.pathways.stand_in
        stand_in = [Item("note:stand-in", words, head="!")] if words else []
        wanted = self._locality or likely_area(areas, seat.kept_session, seat.open_draft)
        if wanted:
            area = next(each for each in areas if each.id == wanted)
            items = [
                Item("", f"Whom to call in {in_area(area.id, area.name)}, {say_now(now)}", heading=True),
                *stand_in,
                *self._contacts(contacts_now(area, now, "red")),
                *(Item(f"note:{number}", note, head="!") for number, note in enumerate(contact_notes(now))),
                Item("", "Another area", heading=True),
            ]
        else:
            items = [
                Item("", f"In any area, {say_now(now)}", heading=True),
                *self._contacts(answer_anywhere(areas, now)),
                *stand_in,
                Item("", "Where does the child live? Enter shows whom to call there.", heading=True),
            ]
        items += [
            Item(f"area:{each.id}", area_words(each.id, each.name), said=f"Area: {each.name}. Enter shows it")
            for each in areas
            if each.id != wanted
        ]
        self.listed.set_items(items)
        self.listed.focus()

    @property
    def _areas(self) -> tuple[Locality, ...]:
        return areas_to_call(self.ce.seat.pathways, self.ce.seat.open_draft)

    def _contacts(self, contacts: Sequence[OutcomeContact]) -> list[Item]:
        self._shown = {contact.id: contact for contact in contacts}
        return [replace(contact_item(contact), close=True) for contact in contacts]

    def on_item_list_chosen(self, event: ItemList.Chosen) -> None:
        """Show an area, or all that is known of a contact."""
        kind, _, value = event.item.id.partition(":")
        if kind == "area":
            self.choose(value)
        elif kind == "note":
            self.say(event.item.words)
        else:
            self.ce.push_screen(contact_details(self._shown[value or kind]))

    def choose(self, locality: str | None) -> None:
        """Show another area, by the clock as it is now."""
        if locality is not None:
            self._locality = locality
            self.show()
            self.listed.go_to(next(item.id for item in self.listed.items if not item.heading))

    def action_area(self) -> None:
        """Ask for another area."""
        self.ce.push_screen(area_question(self._areas), self.choose)


def contact_item(contact: OutcomeContact) -> Item:
    """A contact as an item: its number, its name, whether to expect an answer, what to ask for.

    Its source, its last check and what is disputed never stand between two numbers (rule 12): Enter shows them.
    """
    state = f": {with_small(contact.state)}" if contact.state else ""
    reach = [] if contact.phone else [line for line in (contact.email, contact.url) if line]
    return Item(
        contact.id,
        "\n".join((f"{contact.name}{state}", *_asked(contact), *_when(contact), *reach)),
        head=contact.phone or ("e-mail" if contact.email else "-"),
        said=said_of_contact(contact),
    )


def said_of_contact(contact: OutcomeContact, ask_for: str = "") -> str:
    """A contact by ear: its number and whether to expect an answer, its name, what to ask for.

    One that is not phoned begins with its address, and says what it is not for. `ask_for`: what to ask for here,
    instead of what to ask for on each result.
    """
    asked = [f"Ask for {ask_for}"] if ask_for else _asked(contact)
    unknown = with_capital(NO_NUMBER) if is_phoned(contact) and not contact.phone else ""
    hours = "" if contact.phone else contact.state
    instead = [] if contact.phone else _when(contact)
    address = f"E-mail {contact.email}" if contact.email else contact.url
    parts = (number_line(contact) or address, contact.name, unknown, hours, *asked, *instead)
    return ". ".join(part.rstrip(".") for part in parts if part) + "."


def contact_details(contact: OutcomeContact) -> MessageDialog:
    """All that is known of a contact: hours, addresses, source, check, dispute."""
    number = [number_line(contact)] if contact.phone else []
    lines = [*number, *contact_lines(contact), "This app does not phone."]
    return MessageDialog("\n".join(lines))


def _when(contact: OutcomeContact) -> list[str]:
    """What each of the two numbers for everybody is for."""
    return [contact.note] if contact.note and contact.role in ("emergency", "police") else []


def _asked(contact: OutcomeContact) -> list[str]:
    return [f"Ask for {contact.ask_for}"] if contact.ask_for else []
