"""Contacts, and Guidance: the whole document, chapter by chapter, searchable. Open to everyone.

Contacts show nothing of any case. Their clock is read when they open and when the area is changed; nothing repaints
by itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import BindingType

from ce_tui.commands.table import Where
from ce_tui.core.pathway.dates import local_now
from ce_tui.core.pathway.document.document import USUAL, Block, Pathway
from ce_tui.core.pathway.document.guidance import Chapter, chapters, link_words, search
from ce_tui.core.pathway.document.localities import Locality
from ce_tui.core.pathway.outcome.outcome import OutcomeContact
from ce_tui.core.pathway.outcome.whom_to_phone import (
    NO_NUMBER,
    contact_notes,
    contacts_now,
    is_phoned,
    number_line,
)
from ce_tui.core.pathway.words import Choice, counted, with_capital, with_small
from ce_tui.core.words.outcomes import contact_lines
from ce_tui.screens.base import CeScreen
from ce_tui.session.gate import answer_anywhere, areas_to_call, likely_area
from ce_tui.session.jobs.target import SIGN_IN_FIRST, write_empty_form
from ce_tui.session.words.sharing import say_now
from ce_tui.widgets.dialogs import ChooseDialog, MessageDialog
from ce_tui.widgets.field import Field
from ce_tui.widgets.item_list import ItemList
from ce_tui.widgets.item_rows import Item
from ce_tui.widgets.room import bindings_for
from ce_tui.widgets.text_view import Part, TextView


def area_question(localities: Iterable[Locality], usual: str = "") -> ChooseDialog:
    """Asks for the area, by a numbered menu; the hub's usual one says so."""
    items = []
    for number, each in enumerate(localities, 1):
        hint = f" ({USUAL})" if each.id == usual else ""
        items.append(Item(each.id, f"{each.as_choice}{hint}", head=f"{number:>2}"))
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
        seat, areas, now = self.seat, self._areas, local_now(self.seat.clock)
        # What is said if these are not the contacts of the configured pathway.
        words = seat.pathways.stand_in
        stand_in = [Item("note:stand-in", words, head="!")] if words else []
        wanted = self._locality or likely_area(areas, seat.kept_session, seat.open_draft)
        if wanted:
            area = next(each for each in areas if each.id == wanted)
            items = [
                Item("", f"Whom to call in {area.in_sentence}, {say_now(now)}", heading=True),
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
            Item(f"area:{each.id}", each.as_choice, said=f"Area: {each.name}. Enter shows it")
            for each in areas
            if each.id != wanted
        ]
        self.listed.set_items(items)
        self.listed.focus()

    @property
    def _areas(self) -> tuple[Locality, ...]:
        return areas_to_call(self.seat.pathways, self.seat.open_draft)

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


OWN = "Added by this software: "
LEADS_TO = {"result": "the result", "notes": "the notes", "procedure": "your area's procedure"}


def parts_of(chapter: Chapter, pathway: Pathway) -> list[Part]:
    """The chapter in paragraphs. A block's id is its index, as searches give it."""
    parts = [Part(chapter.numbered, "heading")]
    for index, block in enumerate(chapter.blocks):
        parts.append(_part(block, str(index)))
        parts += [Part(words, "line", head="  Link: ") for words in link_words(block, pathway)]
    return parts


def _part(block: Block, part_id: str) -> Part:
    kind, head = block.kind, ""
    text = (OWN if block.own or kind == "note" else "") + block.text
    if kind == "heading":
        return Part(text, "heading", id=part_id)
    if kind == "table-line":
        first, gap, rest = block.text.partition("  ")
        if gap and len(first) < 4:
            head, text = f"{first:<4}", rest
    elif kind == "bullet":
        head = "- "
    elif kind != "note":
        led = [f'"{pointer.words}" to {LEADS_TO[pointer.to]}' for pointer in block.pointers]
        follow = f"Enter follows {' or '.join(led)}" if led else ""
        return Part(text, id=part_id, follow=follow)
    return Part(text, "line", head=f"  {head}" if kind == "note" else head, id=part_id)


class GuidanceScreen(CeScreen):
    """The document: a list of chapters, or of what a search found, and the chapter that Enter opens."""

    called: ClassVar[str] = "Guidance"
    AUTO_FOCUS: ClassVar[str | None] = "#chapters"
    BINDINGS: ClassVar[list[BindingType]] = bindings_for("guidance")
    help_topic: ClassVar[str] = "guidance"
    where: ClassVar[tuple[Where, ...]] = ("guidance",)
    list_id: ClassVar[str] = "chapters"

    def __init__(self, chapter: str = "") -> None:
        super().__init__()
        self._chapter = chapter
        self._opened_at = chapter  # from there Esc goes straight back
        self._started = False
        self._searched: tuple[str, ...] = ()
        self._hit = ""  # what was found that was opened last

    @property
    def pathway(self) -> Pathway:
        """The open draft's edition, else the one in use."""
        draft = self.seat.open_draft
        return draft.pathway if draft is not None else self.seat.pathways.at_hand

    def body(self) -> ComposeResult:
        yield Field("Search", widget_id="search", beside=8, max_length=200)
        yield from super().body()
        yield TextView(widget_id="text")

    def show(self) -> None:
        if self._started:
            return
        self._started = True
        self.query_one("#text").display = False
        self._list_chapters()
        if self._chapter:
            self.open_chapter(self._chapter)

    # The list

    def _list_chapters(self) -> None:
        words = "" if self.seat.open_draft is not None else self.seat.pathways.stand_in
        items = [Item("", f"{self.pathway.title}, {self.pathway.edition}", heading=True)]
        if words:
            items.append(Item("stand-in", words, head="!"))
        every = chapters(self.pathway)
        width = len(str(len(every)))
        for number, each in enumerate(every, 1):
            items.append(
                Item(
                    f"chapter:{each.id}",
                    each.listed,
                    head=f"{number:>{width}}",
                    said=f"{number} {each.listed}",
                )
            )
        items.append(Item("", "To print and fill in by hand", heading=True))
        for area in self.pathway.localities:
            form = f"Write the empty form (PDF): {area.as_choice}"
            items.append(Item(f"form:{area.id}", form))
        self._show_list(items, f"chapter:{self._chapter}" if self._chapter else items[1].id)

    def _show_list(self, items: list[Item], current: str) -> None:
        self._show_text(False)
        self.listed.focus()
        self.listed.set_items(items, current)
        search = self.key_of("guidance.search")
        searches = f" {search} searches the whole document." if search else ""
        self.say(so_far=f"Enter opens.{searches}")

    def _show_text(self, shown: bool) -> None:
        """Show the text, or the list in its place."""
        self.query_one("#text").display = shown
        self.listed.display = not shown

    def on_item_list_chosen(self, event: ItemList.Chosen) -> None:
        """Open a chapter, at a paragraph that was found; or write an empty form."""
        event.stop()
        kind, _, what = event.item.id.partition(":")
        if kind == "form":
            self._write_form(what)
        elif kind == "hit":
            self._hit = event.item.id
            chapter, _, block = what.rpartition(":")
            self.open_chapter(chapter, block)
        elif kind == "chapter":
            self.open_chapter(what)
        elif kind == "stand-in":
            self.say(event.item.words)

    # The text

    def open_chapter(self, chapter_id: str, at: str = "") -> None:
        """Show a chapter, at a paragraph where one is given."""
        every = {each.id: each for each in chapters(self.pathway)}
        chapter = every.get(chapter_id)
        if chapter is None:
            return
        self._chapter = chapter_id
        self._show_text(True)
        text = self.query_one("#text", TextView)
        text.focus()
        text.set_parts(parts_of(chapter, self.pathway), at, self._searched)
        place = f"chapter {list(every).index(chapter_id) + 1} of {len(every)}"
        lists = with_capital(self.key_of("guidance.chapters")) or "the go-to menu"
        back = f"to where you were; {lists} lists all" if chapter_id == self._opened_at else "to the list"
        self.say(so_far=f"{chapter.title}: {place}. Esc goes back {back}.")

    @property
    def _reading(self) -> bool:
        return bool(self.query_one("#text").display)

    def action_chapter(self, by: int) -> None:
        """Open the next chapter, or the previous one."""
        ids = [each.id for each in chapters(self.pathway)]
        if not self._reading:
            return
        at = ids.index(self._chapter) + by
        if 0 <= at < len(ids):
            self.open_chapter(ids[at])
        else:
            self.say("This is the last chapter." if by > 0 else "This is the first chapter.")

    def action_chapters(self) -> None:
        """Show the list of chapters."""
        self.field("search").value = ""
        self._searched = ()
        self._list_chapters()

    def step_back(self) -> bool:
        """Go from a chapter or a search to the list; from the list back to where one was."""
        search, reading = self.field("search"), self._reading
        if reading and not search.value and self._chapter == self._opened_at:
            return False
        if reading and search.value:
            self._find(self._hit)
        elif reading or search.value or search.has_focus_within_line:
            self.action_chapters()
        else:
            return False
        return True

    # Search

    def action_search(self) -> None:
        """Go to the line to search in."""
        self.field("search").focus()

    def on_field_submitted(self, event: Field.Submitted) -> None:
        """Search; with nothing typed show the chapters."""
        if event.field.value.strip():
            self._find()
        else:
            self.action_chapters()

    def _find(self, current: str = "") -> None:
        """Show what was found, at what was opened of it before."""
        words = self.field("search").value.strip()
        hits, self._searched = search(self.pathway, words), tuple(words.split())
        titles = {chapter.id: chapter.title for chapter in chapters(self.pathway)}
        found = counted(len(hits), "paragraph") if hits else "No paragraph"
        items = [Item("", f"{found} with: {words}. Esc shows the chapters.", heading=True)]
        for hit in hits:
            title, item_id = titles[hit.chapter_id], f"hit:{hit.chapter_id}:{hit.block_index}"
            shown, said = f"{title}\n{hit.excerpt}", f"{title}: {hit.excerpt}"
            items.append(Item(item_id, shown, head="-", said=said, hits=self._searched))
        if hits:
            self._show_list(items, current or items[1].id)
        else:
            self.listed.set_items(items)
            self._show_text(False)
            self.say(items[0].text, "")

    # Pointers of the document

    @work(exclusive=True, group="follow")
    async def on_text_view_followed(self, event: TextView.Followed) -> None:
        """Follow the document's own pointers: "page 10", "the section at the end", "local procedures"."""
        chapter = next(each for each in chapters(self.pathway) if each.id == self._chapter)
        pointers = chapter.blocks[int(event.part.id)].pointers
        chosen: str = pointers[0].to
        if len(pointers) > 1:
            ways = [Choice(each.to, f'"{each.words}": {LEADS_TO[each.to]}') for each in pointers]
            chosen = await self.asker.choose("Follow which of them?", ways)
        if chosen == "procedure":
            await self._to_procedure()
        elif chosen:
            await self._to_section(chosen)

    async def _to_section(self, section: str) -> None:
        if self.seat.open_draft is not None:
            self.ce.show_section(section)
            return
        results = "What your results indicate and the suggested actions are"
        words = (
            f"{results if section == 'result' else 'The notes are'} part of a screening, and none is open. Sign in and "
            "begin or open one at Home; this pointer then leads there. What each result asks of you is in the local "
            "procedures, further down in this Guidance."
        )
        await self.asker.tell(words)

    async def _to_procedure(self) -> None:
        draft, session = self.seat.open_draft, self.seat.kept_session
        locality: str | None = draft.answers.locality if draft is not None else None
        if locality is None:
            usual = session.usual_area if session is not None else ""
            locality = await self.ce.push_screen_wait(area_question(self.pathway.localities, usual))
        if locality is not None:
            self.open_chapter(f"procedure-{locality}")

    # The empty form

    @work(exclusive=True, group="form")
    async def _write_form(self, locality: str) -> None:
        if (station := self.seat.station) is None:
            self.say(SIGN_IN_FIRST)
        elif said := await write_empty_form(self.asker, station, locality, self.pathway):
            self.say(said)
