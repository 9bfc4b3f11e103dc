"""The notes: free text that cites factor IDs, kept within a second; and the list of the IDs in it."""

from __future__ import annotations

import random
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.timer import Timer
from textual.widgets import Static

from ce_tui.commands.table import Where
from ce_tui.core.pathway.document import document
from ce_tui.core.pathway.document.document import Citation
from ce_tui.core.pathway.interview import replies
from ce_tui.core.pathway.shape import clean_text
from ce_tui.core.pathway.words import MARK_WORDS, mark_words, rank
from ce_tui.screens.screening.section import SectionScreen
from ce_tui.session.words.sections import narrative_prompt
from ce_tui.widgets.dialogs import AUTOSAVE, ChooseDialog
from ce_tui.widgets.item_list import ItemList
from ce_tui.widgets.item_rows import Item
from ce_tui.widgets.notes_editor import CompletionPopup, NotesEditor
from ce_tui.widgets.room import is_quiet
from ce_tui.widgets.wrapping import fit

AGAIN = 0.15  # seconds, more or less, until a save that another session held up is tried again
TRIES = 66  # after which a save waits for its turn


class IdList(ItemList):
    """The IDs in the notes: as tall as its items up to a few rows, from there on it scrolls by itself."""

    SHORT: ClassVar[bool] = True

    def _show_current(self) -> None:
        self._show_here()


class NotesScreen(SectionScreen):
    """The notes of the open draft. `start_at`: "+A3" begins a note on a factor, "@120" is a place in the text."""

    where: ClassVar[tuple[Where, ...]] = ("notes",)
    section = "notes"
    one_thing = True
    _saving: Timer | None = None
    _tries = 0
    _prompted: str | None = None
    _listed: list[tuple[str, str, str]] | None = None
    _explained = ""
    _row = -1  # of the cursor, when it was said where it is

    @property
    def here(self) -> str:
        editors = self.query(NotesEditor)
        return f"@{editors.first().offset_in_text}" if editors else ""

    def body(self) -> ComposeResult:
        """The document's hint, the prompt of the rules, the text, the IDs in it."""
        details = self.draft.pathway.details
        yield Static(f"{details.notes_title} {details.notes_hint}", id="notes-title", markup=False)
        yield Static("", id="notes-prompt", markup=False)
        yield NotesEditor(
            self.draft.answers.notes, self.draft.pathway, self._typed, self._moved, widget_id="notes"
        )
        yield IdList(widget_id="ids")
        yield self.section_end()
        yield CompletionPopup()

    def enter(self) -> None:
        """Put the cursor where it was, or where the note is to be."""
        editor = self.query_one(NotesEditor)
        editor.read_only = not self.draft.editable
        editor.focus()
        self.draft.keep_place("notes")  # not what was to be put in: coming back must not put it in again
        kind, value = self.start_at[:1], self.start_at[1:]
        if kind == "+" and self.draft.editable:
            self.call_after_refresh(editor.put_note_on, value)
        else:
            offset = int(value) if kind == "@" and value.isdigit() else self.draft.notes_at
            self.call_after_refresh(editor.go_to_offset, len(editor.text) if offset is None else offset)
        if is_quiet(self) and not self.greeting:
            # Not drawn there: it would be read out while one types.
            self.greeting = narrative_prompt(self.draft)
        if self.draft.editable:
            self._explain()
        else:
            self.say(self.draft.why_closed)

    def on_unmount(self) -> None:
        """Save whatever was typed, whichever way the screen is left."""
        if self.draft.editable:
            self.draft.flush()

    def show(self) -> None:
        self._show_prompt()
        self._show_ids()

    def on_resize(self) -> None:
        """Fit the rows of IDs to the window."""
        if self.query("#ids") and not self.comes_too_late:
            self._show_ids()

    # Typing and saving

    def _typed(self, text: str) -> None:
        if not self.draft.editable:
            return
        self.draft.type_notes(clean_text(text).text)
        if self._saving is None and self.is_mounted:
            self._saving = self.set_timer(AUTOSAVE, self._save)

    def _save(self) -> None:
        self._saving = None
        if self.seat.kept_session is None:
            return  # signed out meanwhile, which has saved it
        if self.here:
            self.draft.keep_place(f"notes:{self.here}")
        self._tries += 1
        if not self.draft.flush(wait=self._tries > TRIES) and not self.draft.trouble:
            # Nobody waits for a letter because others are saving. Not all at the same moment again.
            self._saving = self.set_timer(AGAIN * random.uniform(0.5, 1.5), self._save)  # noqa: S311
            if self.draft.saves_late:
                self.refresh_frame()
            return
        self._tries = 0
        if self.seat.open_draft is not self.draft:
            return
        self.refresh_frame()
        self.show()
        self._look_at_conflict()

    def on_key(self, event: events.Key) -> None:
        """Say why nothing comes of typing in notes that are only shown."""
        if event.is_printable and not self.draft.editable and self.query_one(NotesEditor).has_focus:
            self.say(self.draft.why_closed)

    def on_notes_editor_said(self, event: NotesEditor.Said) -> None:
        """Say what the editor has to say."""
        self._explained = ""
        self.say(event.words)

    def on_completion_popup_offered(self) -> None:
        """Say what fits an ID, unless one has typed past it meanwhile."""
        popup = self.query_one(CompletionPopup)
        if popup.is_open:
            self._explained = ""
            self.say(popup.words)

    # What the rules ask for

    def _show_prompt(self) -> None:
        words = narrative_prompt(self.draft)
        if words == self._prompted:
            return  # saved each second: what is not another is not laid out again
        self._prompted = words
        prompt = self.query_one("#notes-prompt", Static)
        prompt.display = bool(words)
        if words:
            prompt.update(words)

    # The IDs in the notes

    def _show_ids(self, current: str | None = None) -> None:
        ids = self.query_one("#ids", IdList)
        items = self._id_items()
        listed = [(item.id, item.text, item.said) for item in items]
        if listed == self._listed and current is None:
            return
        self._listed = listed
        ids.display = bool(items)
        ids.set_items(items, current)

    def _id_items(self) -> list[Item]:
        """The gravest tier first, what the pathway lacks last."""
        draft = self.draft
        answers, pathway = draft.answers, draft.pathway
        cited = document.find(answers.notes, pathway)
        unknown, known = (
            dict.fromkeys(each.id for each in cited if each.known == wanted) for wanted in (False, True)
        )
        items = []
        for factor_id in sorted(known, key=lambda each: -rank(pathway.tier_of[each])):
            count = draft.outcome.citations.get(factor_id, 0)
            times = f", cited {count} times" if count > 1 else ""
            words = f"{self._state(factor_id)}{times}: {pathway.factors[factor_id].text}"
            shown = fit(words, min(len(words), max(self.columns - 8, 20)))  # in full in the status line
            items.append(Item(f"={factor_id}", shown, head=factor_id, said=f"{factor_id} {words}"))
        for cited_id in sorted(unknown, key=lambda each: each in answers.not_ids):
            if cited_id in answers.not_ids:
                kind, words = "-", "you said that this is not an ID. Enter takes that back"
            else:
                lacks = document.unknown_words(cited_id, pathway)
                kind, words = "?", f"{lacks} Enter: it is not an ID (a road, a flat)"
            items.append(Item(f"{kind}{cited_id}", words, head=cited_id))
        return items

    def _state(self, factor_id: str) -> str:
        """The mark of a factor in words."""
        return mark_words(self.draft.answers.marks.get(factor_id))

    def on_item_list_chosen(self, event: ItemList.Chosen) -> None:
        """Go to the factor of a known ID; say of an unknown one that it is none."""
        kind, factor_id = event.item.id[0], event.item.id[1:]
        if kind == "=":
            self.ce.show_section(self.draft.pathway.tier_of[factor_id], factor_id)
            return
        change = replies.mark_not_id if kind == "?" else replies.unmark_not_id
        if self.changed(lambda answers: change(answers, factor_id)):
            self._show_prompt()
            self._show_ids(f"-{factor_id}" if kind == "?" else f"?{factor_id}")

    def words_of(self, listed: ItemList, item: Item) -> str:
        """The words on an ID: its state, and what Enter does."""
        if not isinstance(listed, IdList):
            return super().words_of(listed, item)
        does = " Enter goes to it." if item.id[0] == "=" else "."
        return f"{super().words_of(listed, item)}{does}"

    # The factor under the cursor

    def _moved(self) -> None:
        """Remember where the cursor is; say which factor it is on, or which line."""
        if not self.is_mounted:
            return
        self.draft.notes_at = self.query_one(NotesEditor).offset_in_text
        if any(popup.is_open for popup in self.query(CompletionPopup)):
            return
        self._explain()

    def _explain(self) -> None:
        editor = self.query_one(NotesEditor)
        if editor.has_focus and (words := self._words_here(editor)) != self._explained:
            self._explained = words
            self.say(words)

    def say_where(self) -> None:
        """Say where the cursor is once more, behind what was announced; with the next letter that alone."""
        super().say_where()
        if not is_quiet(self):
            self._explained = ""
            self._explain()
            self._explained = ""

    def _words_here(self, editor: NotesEditor) -> str:
        """The factor under the cursor, or the line. By ear always the line, which itself was read before.

        There the factor comes below, and only where one goes along a row: not for whoever goes up and down.
        """
        row, column = editor.cursor_location
        line = editor.document[row]
        number = f"Notes, line {row + 1} of {editor.document.line_count}."
        citation = document.citation_at(line, column, self.draft.pathway)
        if not is_quiet(self):
            return number if citation is None else self._words_about(citation)
        if editor.row != self._row:
            self._row, citation = editor.row, None
        below = "" if line.strip() else "Empty."
        below = below if citation is None else self._words_about(citation)
        return f"{number}\n{below}".rstrip()

    def _words_about(self, citation: Citation) -> str:
        if citation.known:
            factor = self.draft.pathway.factors[citation.id]
            return f"{citation.id}, {self._state(citation.id)}: {factor.text}"
        if citation.id in self.draft.answers.not_ids:
            return f"{citation.id} is not an ID: you said so."
        lacks = document.unknown_words(citation.id, self.draft.pathway)
        return f"{citation.id} is {lacks} If it is no ID, Tab goes to the list where you can say so."

    def on_descendant_focus(self) -> None:
        """Back in the text: say where. In the list of IDs: begin at the one under the cursor."""
        self._explained = ""
        self._explain()
        ids = self.query_one("#ids", IdList)
        if not ids.has_focus:
            return
        editor = self.query_one(NotesEditor)
        row, column = editor.cursor_location
        citation = document.citation_at(editor.document[row], column, self.draft.pathway)
        if citation is None:
            ids.action_first()
        else:
            for kind in "=?-":
                if ids.go_to(f"{kind}{citation.id}"):
                    break

    # The pick list

    def on_notes_editor_pick_wanted(self) -> None:
        """Offer all factors; the chosen one's ID is put in at the cursor."""
        pathway, marks = self.draft.pathway, self.draft.answers.marks
        items: list[Item] = []
        for tier in pathway.tiers:
            items.append(Item(f"tier:{tier.name}", tier.title, heading=True))
            for factor in tier.all_factors:
                mark = marks.get(factor.id)
                items.append(
                    Item(factor.id, factor.text, head=factor.id, tail=MARK_WORDS[mark] if mark else "")
                )
        question = (
            f"Pick a factor: Enter puts its ID into the notes, {self.key_of('dialog.cancel')} goes back."
        )
        self.ce.push_screen(ChooseDialog(question, items), self._picked)

    def _picked(self, factor_id: str | None) -> None:
        if factor_id is not None:
            self.query_one(NotesEditor).put_id(factor_id)
