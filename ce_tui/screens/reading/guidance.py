"""Guidance: the whole document, chapter by chapter, searchable; the document's second way of use. Open to everyone."""

from __future__ import annotations

from typing import ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import BindingType

from ce_tui.commands.keymap import say_key
from ce_tui.commands.table import Where
from ce_tui.core.pathway.document.document import Block, Pathway, Pointer, area_words
from ce_tui.core.pathway.document.guidance import Chapter, chapters, link_words, search
from ce_tui.core.pathway.words import counted, with_capital
from ce_tui.screens.asking import DialogAsker
from ce_tui.screens.base import CeScreen
from ce_tui.screens.reading.contacts import area_items
from ce_tui.session.jobs.target import SIGN_IN_FIRST, write_empty_form
from ce_tui.widgets.dialogs import ChooseDialog, MessageDialog
from ce_tui.widgets.field import Field
from ce_tui.widgets.item_list import ItemList
from ce_tui.widgets.item_rows import Item
from ce_tui.widgets.room import around, bindings_for
from ce_tui.widgets.text_view import Part, TextView

OWN = "Added by this software: "
LEADS_TO = {"result": "the result", "notes": "the notes", "procedure": "your area's procedure"}


def parts_of(chapter: Chapter, pathway: Pathway) -> list[Part]:
    """The chapter in paragraphs. A block's id is its index, as searches give it."""
    parts = [Part(_title(chapter), "heading")]
    for index, block in enumerate(chapter.blocks):
        parts.append(_part(block, str(index)))
        parts += [Part(words, "line", head="  Link: ") for words in link_words(block, pathway)]
    return parts


def _title(chapter: Chapter) -> str:
    return f"{chapter.number}. {chapter.title}" if chapter.number else chapter.title


def _listed(chapter: Chapter) -> str:
    return f"{chapter.title} (section {chapter.number})" if chapter.number else chapter.title


def _part(block: Block, part_id: str) -> Part:
    own = OWN if block.own or block.kind == "note" else ""
    text = own + block.text
    if block.kind == "heading":
        return Part(text, "heading", id=part_id)
    if block.kind == "note":
        return Part(text, "line", id=part_id, indent=2)
    if block.kind == "bullet":
        return Part(text, "line", head="- ", id=part_id)
    if block.kind == "table-line":
        head, gap, rest = block.text.partition("  ")
        return (
            Part(rest, "line", head=f"{head:<4}", id=part_id)
            if gap and len(head) < 4
            else Part(text, "line", id=part_id)
        )
    return Part(text, id=part_id, follow=follow_words(block.pointers))


def follow_words(pointers: tuple[Pointer, ...]) -> str:
    """What Enter does on a paragraph with pointers; empty without any."""
    if not pointers:
        return ""
    led = [f'"{pointer.words}" to {LEADS_TO[pointer.to]}' for pointer in pointers]
    return f"Enter follows {' or '.join(led)}"


def chapter_items(chapters: list[Chapter]) -> list[Item]:
    """The chapters as a numbered menu."""
    width = len(str(len(chapters)))
    return [
        Item(f"chapter:{each.id}", _listed(each), head=f"{number:>{width}}", said=f"{number} {_listed(each)}")
        for number, each in enumerate(chapters, 1)
    ]


class GuidanceScreen(CeScreen):
    """A list of chapters, or of what a search found; Enter opens a chapter, Esc goes back to the list."""

    called: ClassVar[str] = "Guidance"
    AUTO_FOCUS: ClassVar[str | None] = "#chapters"
    BINDINGS: ClassVar[list[BindingType]] = bindings_for("guidance")
    help_topic: ClassVar[str] = "guidance"
    where: ClassVar[tuple[Where, ...]] = ("guidance",)

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
        draft = self.ce.seat.open_draft
        return draft.pathway if draft is not None else self.ce.seat.pathways.at_hand

    def body(self) -> ComposeResult:
        yield Field("Search", id="search", beside=8, max_length=200)
        yield ItemList(id="chapters")
        yield TextView(id="text")

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
        words = "" if self.ce.seat.open_draft is not None else self.ce.seat.pathways.stand_in
        items = [
            Item("", f"{self.pathway.title}, {self.pathway.edition}", heading=True),
            *([Item("stand-in", words, head="!")] if words else []),
            *chapter_items(chapters(self.pathway)),
            Item("", "To print and fill in by hand", heading=True),
            *(
                Item(
                    f"form:{locality.id}",
                    f"Write the empty form (PDF): {area_words(locality.id, locality.name)}",
                )
                for locality in self.pathway.localities
            ),
        ]
        self._show_list(items, f"chapter:{self._chapter}" if self._chapter else items[1].id)

    def _show_list(self, items: list[Item], current: str) -> None:
        self.query_one("#text").display = False
        shown = self.query_one("#chapters", ItemList)
        shown.display = True
        shown.focus()
        shown.set_items(items, current)
        search = say_key(around(self).keys.key_of("guidance.search"))
        searches = f" {search} searches the whole document." if search else ""
        self.say(so_far=f"Enter opens.{searches}")

    def on_item_list_chosen(self, event: ItemList.Chosen) -> None:
        """A chapter, a paragraph that was found, or an empty form."""
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
        chapter = next((each for each in chapters(self.pathway) if each.id == chapter_id), None)
        if chapter is None:
            return
        self._chapter = chapter_id
        self.query_one("#chapters").display = False
        text = self.query_one("#text", TextView)
        text.display = True
        text.focus()
        text.set_parts(parts_of(chapter, self.pathway), at, self._searched)
        self.say(so_far=self._chapter_words(chapter))

    def _chapter_words(self, chapter: Chapter) -> str:
        all_chapters = chapters(self.pathway)
        number = [each.id for each in all_chapters].index(chapter.id) + 1
        key = with_capital(say_key(around(self).keys.key_of("guidance.chapters")))
        lists = f"{key} lists all" if key else "the go-to menu lists all"
        back = f"to where you were; {lists}" if chapter.id == self._opened_at else "to the list"
        return f"{chapter.title}: chapter {number} of {len(all_chapters)}. Esc goes back {back}."

    @property
    def _reading(self) -> bool:
        return bool(self.query_one("#text").display)

    def action_chapter(self, by: int) -> None:
        """The next chapter, or the previous one."""
        ids = [each.id for each in chapters(self.pathway)]
        if not self._reading:
            return
        at = ids.index(self._chapter) + by
        if 0 <= at < len(ids):
            self.open_chapter(ids[at])
        else:
            self.say("This is the last chapter." if by > 0 else "This is the first chapter.")

    def action_chapters(self) -> None:
        """The list of chapters."""
        self.query_one("#search", Field).value = ""
        self._searched = ()
        self._list_chapters()

    def step_back(self) -> bool:
        """Esc: from a chapter or a search to the list; from the list back to where one was."""
        searching = bool(self.query_one("#search", Field).value)
        if self._reading and not searching and self._chapter == self._opened_at:
            return False
        if self._reading and searching:
            self._find(self._hit)
        elif self._reading or searching or self.query_one("#search", Field).has_focus_within_line:
            self.action_chapters()
        else:
            return False
        return True

    # Search

    def action_search(self) -> None:
        """To the line to search in."""
        self.query_one("#search", Field).focus()

    def on_field_submitted(self, event: Field.Submitted) -> None:
        """Enter searches; with nothing typed it shows the chapters."""
        if event.field.value.strip():
            self._find()
        else:
            self.action_chapters()

    def _find(self, current: str = "") -> None:
        """Show what was found, at what was opened of it before."""
        words = self.query_one("#search", Field).value.strip()
        hits, self._searched = search(self.pathway, words), tuple(words.split())
        titles = {chapter.id: chapter.title for chapter in chapters(self.pathway)}
        found = counted(len(hits), "paragraph") if hits else "No paragraph"
        items = [Item("", f"{found} with: {words}. Esc shows the chapters.", heading=True)]
        items += [
            Item(
                f"hit:{hit.chapter_id}:{hit.block_index}",
                f"{titles[hit.chapter_id]}\n{hit.excerpt}",
                head="-",
                said=f"{titles[hit.chapter_id]}: {hit.excerpt}",
                hits=self._searched,
            )
            for hit in hits
        ]
        if hits:
            self._show_list(items, current or items[1].id)
        else:
            self.query_one("#chapters", ItemList).set_items(items)
            self.query_one("#text").display = False
            self.query_one("#chapters").display = True
            self.say(items[0].text, "")

    # Pointers of the document

    @work(exclusive=True, group="follow")
    async def on_text_view_followed(self, event: TextView.Followed) -> None:
        """Follow the document's own pointers: "page 10", "the section at the end", "local procedures"."""
        chapter = next(each for each in chapters(self.pathway) if each.id == self._chapter)
        pointers = chapter.blocks[int(event.part.id)].pointers
        chosen: str | None = pointers[0].to
        if len(pointers) > 1:
            menu = [Item(each.to, _pointer_words(each), head=str(n)) for n, each in enumerate(pointers, 1)]
            chosen = await self.ce.push_screen_wait(ChooseDialog("Follow which of them?", menu))
        if chosen == "procedure":
            await self._to_procedure()
        elif chosen is not None:
            await self._to_section(chosen)

    async def _to_section(self, section: str) -> None:
        if self.ce.seat.open_draft is not None:
            self.ce.show_section(section)
            return
        name = (
            "What your results indicate and the suggested actions are"
            if section == "result"
            else "The notes are"
        )
        await self.ce.push_screen_wait(
            MessageDialog(
                f"{name} part of a screening, and none is open. Sign in and begin or open one at Home; this pointer "
                "then leads there. What each result asks of you is in the local procedures, further down in this "
                "Guidance."
            )
        )

    async def _to_procedure(self) -> None:
        draft, session = self.ce.seat.open_draft, self.ce.seat.kept_session
        locality: str | None = draft.answers.locality if draft is not None else None
        if locality is None:
            usual = session.usual_area if session is not None else ""
            locality = await self.ce.push_screen_wait(
                ChooseDialog("Where does the child live?", area_items(self.pathway.localities, usual), usual)
            )
        if locality is not None:
            self.open_chapter(f"procedure-{locality}")

    # The empty form

    @work(exclusive=True, group="form")
    async def _write_form(self, locality: str) -> None:
        station = self.ce.seat.station
        if station is None:
            self.say(SIGN_IN_FIRST)
        elif said := await write_empty_form(DialogAsker(self.ce), station, locality, self.pathway):
            self.say(said)


def _pointer_words(pointer: Pointer) -> str:
    return f'"{pointer.words}": {LEADS_TO[pointer.to]}'
