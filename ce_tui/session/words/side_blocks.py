"""What stands beside a section in a wide window: whom to phone now, or what the notes say of a factor.

It never says a child's name, nor where the child lives or is reached: who reads along at a desk sees the pane, too.
"""

from __future__ import annotations

from datetime import datetime

from ce_tui.core.pathway.answers.screening import Answers, Child
from ce_tui.core.pathway.document.document import Pathway
from ce_tui.core.pathway.document.factor_ids import citing_sentences
from ce_tui.core.pathway.outcome.calling import asked_for
from ce_tui.core.pathway.outcome.contacts import contact_notes, is_phoned, to_be_shown
from ce_tui.core.pathway.outcome.outcome import Outcome, area_of
from ce_tui.core.words.areas import in_area
from ce_tui.core.words.blocks import TextBlock, TextEntry
from ce_tui.core.words.contacts import phone_words
from ce_tui.session.draft import Draft
from ce_tui.session.words.notes import no_sentence_cites
from ce_tui.session.words.result import CALL
from ce_tui.session.words.without_who import WithoutWho

_MOST = 500
"""Entries of a block: more than any window has rows."""


class SideBlock:
    """The block beside a section of a draft, as it is now."""

    def __init__(self, draft: Draft) -> None:
        self._draft = draft
        self._notes: tuple[tuple[str, Child, str], TextBlock] | None = None

    def at(self, factor: str) -> TextBlock | None:
        """The block beside a factor of the section; empty: the cursor is on none. None: nothing stands there.

        Whom to phone wherever there is an alert or red is acted on; else the sentences of the notes on the factor.
        """
        draft, answers = self._draft, self._draft.answers
        if draft.outcome.alerts or draft.outcome.grade.is_red:
            return whom_to_phone(draft.outcome, draft.pathway, draft.clock())
        if not factor:
            return None
        of = answers.notes, answers.child, factor
        if self._notes is None or self._notes[0] != of:  # long notes are not looked through at every key
            self._notes = of, cited_in_notes(factor, answers, draft.pathway)
        return self._notes[1]


def cited_in_notes(factor: str, answers: Answers, pathway: Pathway) -> TextBlock:
    """The sentences of the notes that cite a factor."""
    sentences = citing_sentences(answers.notes, factor, pathway)
    shown = WithoutWho(answers.child)
    said = [shown(sentence) for _, _, sentence in sentences[:_MOST]]
    entries = tuple(TextEntry(each) for each in said or [no_sentence_cites(factor)])
    return TextBlock(f"Your notes on {factor}", entries)


def whom_to_phone(outcome: Outcome, pathway: Pathway, at: datetime) -> TextBlock:
    """Whom to phone in the area of a result at this hour, in order (rule 12 of the design)."""
    area = area_of(outcome, pathway)
    contacts = [each for each in to_be_shown(outcome.contacts, outcome.age) if is_phoned(each)]
    entries = [
        TextEntry(phone_words(each, asked_for(each, outcome)), each.phone, whole=True) for each in contacts
    ]
    notes = [TextEntry(words) for words in contact_notes(at)]
    return TextBlock(f"{CALL}: {in_area(area.id, area.name)}", (*entries, *notes))
