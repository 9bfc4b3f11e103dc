"""Whom to call now: 999 first, then who answers at this hour. Open to everyone; holds nothing of any case.

The clock is read when the screen opens and when the area is changed; nothing repaints by itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import ClassVar

from textual.app import ComposeResult
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


def area_items(localities: Iterable[Locality], usual: str = "") -> list[Item]:
    """A numbered menu of the areas; the hub's usual one says so."""
    items = []
    for number, locality in enumerate(localities, 1):
        hint = f" ({USUAL})" if locality.id == usual else ""
        items.append(Item(locality.id, area_words(locality.id, locality.name) + hint, head=f"{number:>2}"))
    return items


class ContactsScreen(CeScreen):
    """The contacts of one area. Without a sign-in the area is asked, with 999 and 101 above the question."""

    called: ClassVar[str] = "Contacts"
    AUTO_FOCUS: ClassVar[str | None] = "#contacts"
    BINDINGS: ClassVar[list[BindingType]] = bindings_for("contacts")
    help_topic: ClassVar[str] = "contacts"
    where: ClassVar[tuple[Where, ...]] = ("contacts",)

    def __init__(self, locality: str = "") -> None:
        super().__init__()
        self._locality = locality
        self._shown: dict[str, OutcomeContact] = {}

    def body(self) -> ComposeResult:
        yield ItemList(id="contacts")

    def show(self) -> None:
        """The contacts of the area, at the one that is current if it is still there."""
        ce = self.ce
        locality = self._locality or likely_area(self._localities, ce.seat.kept_session, ce.seat.open_draft)
        items = self._items(locality) if locality else self._question()
        self._listed.set_items(items)
        self._listed.focus()

    @property
    def _listed(self) -> ItemList:
        return self.query_one("#contacts", ItemList)

    @property
    def _localities(self) -> tuple[Locality, ...]:
        return areas_to_call(self.ce.seat.pathways, self.ce.seat.open_draft)

    def _stand_in(self) -> list[Item]:
        """What is to be said where these are not the contacts of the configured pathway."""
        words = self.ce.seat.pathways.stand_in
        return [Item("note:stand-in", words, head="!")] if words else []

    def _items(self, locality: str) -> list[Item]:
        now = local_now(self.ce.seat.clock)
        area = next(each for each in self._localities if each.id == locality)
        items = [Item("", f"Whom to call in {in_area(area.id, area.name)}, {say_now(now)}", heading=True)]
        items += self._stand_in()
        items += self._contacts(contacts_now(area, now, "red"))
        items += [Item(f"note:{number}", words, head="!") for number, words in enumerate(contact_notes(now))]
        items += [Item("", "Another area", heading=True)]
        return items + self._areas(except_for=locality)

    def _question(self) -> list[Item]:
        """Everyone's contacts first, then the question which area it is."""
        now = local_now(self.ce.seat.clock)
        return [
            Item("", f"In any area, {say_now(now)}", heading=True),
            *self._contacts(answer_anywhere(self._localities, now)),
            *self._stand_in(),
            Item("", "Where does the child live? Enter shows whom to call there.", heading=True),
            *self._areas(),
        ]

    def _contacts(self, contacts: Sequence[OutcomeContact]) -> list[Item]:
        self._shown = {contact.id: contact for contact in contacts}
        return [replace(contact_item(contact), close=True) for contact in contacts]

    def _areas(self, except_for: str = "") -> list[Item]:
        return [
            Item(f"area:{each.id}", area_words(each.id, each.name), said=f"Area: {each.name}. Enter shows it")
            for each in self._localities
            if each.id != except_for
        ]

    def on_item_list_chosen(self, event: ItemList.Chosen) -> None:
        """An area is shown; of a contact all that is known."""
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
            self._listed.go_to(next(item.id for item in self._listed.items if not item.heading))

    def action_area(self) -> None:
        """Ask for another area."""
        areas = area_items(self._localities)
        self.ce.push_screen(ChooseDialog("Where does the child live?", areas), self.choose)


def contact_item(contact: OutcomeContact) -> Item:
    """A contact as an item: its number, its name, whether to expect an answer, what to ask for.

    Where it comes from, when it was checked and what is disputed never stand between two numbers (rule 12): Enter
    shows them.
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
    parts = (number_line(contact) or _address(contact), contact.name, unknown, hours, *asked, *instead)
    return ". ".join(part.rstrip(".") for part in parts if part) + "."


def _address(contact: OutcomeContact) -> str:
    """Where it is written to; without that, where it stands on the web."""
    return f"E-mail {contact.email}" if contact.email else contact.url


def contact_details(contact: OutcomeContact) -> MessageDialog:
    """All that is known of a contact: hours, addresses, source, check, dispute."""
    number = [number_line(contact)] if contact.phone else []
    lines = [*number, *contact_lines(contact), "This app does not phone."]
    return MessageDialog("\n".join(lines))


def _when(contact: OutcomeContact) -> list[str]:
    """What the two numbers that are for everybody are for: which of them it is to be."""
    return [contact.note] if contact.note and contact.role in ("emergency", "police") else []


def _asked(contact: OutcomeContact) -> list[str]:
    return [f"Ask for {contact.ask_for}"] if contact.ask_for else []
