"""Words that were not saved when somebody's right to a screening ended: what they were, and what is said of them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import msgspec

from ce_tui.core.pathway.dates import say_moment
from ce_tui.core.pathway.interview import interview
from ce_tui.core.pathway.words import MARK_WORDS
from ce_tui.session.words.screening import called

if TYPE_CHECKING:
    from ce_tui.core.pathway.answers.screening import Answers, Screening
    from ce_tui.core.pathway.document.document import Pathway
    from ce_tui.core.vault.casebook.permission import LeftWords

KEPT_FOR = "What you had typed last was not saved yet: it is kept beside it, for whoever it belongs to and for a lead."
GOES_WITH_IT = "This is not saved, and goes when you sign out:\n"
TAKEN = "They stand at the end of the notes now."
NOT_IN_COMPLETED = "It is completed: reopen it to take them into its notes."
IN_THE_APP = "Open it in the app, or a line at a time, to take them into its notes or to dismiss them."
NOT_IN_IT = (
    "Beside this screening stand words that somebody could not save in it. They are not in the referral: 'ce-tui show' "
    "has them."
)
_NO_ANSWERS = (
    "notes", "looked_at", "not_ids", "by_file", "family_not_known", "judged_on", "set_aside", "pathway", "known_from"
)  # fmt: skip


def words_not_saved(saved: Screening, now: Screening, pathway: Pathway) -> str:
    """What somebody had typed, marked or answered since it was saved, in lines with labels; empty where nothing was."""
    notes = _added(saved.answers.notes, now.answers.notes)
    typed = {id: text for id, text in now.unfinished.items() if text != saved.unfinished.get(id)}
    lines = [
        *([notes] if notes else []),
        *_marked(saved.answers, now.answers),
        *_answered(saved.answers, now.answers, pathway),
        *(f"{_label(id, now.answers, pathway)}: {text}" for id, text in typed.items()),
    ]
    return "\n".join(lines)


def not_kept_yet(trouble: str) -> str:
    """Said where the last words of what was closed cannot be kept."""
    return (
        f"NOT KEPT YET is what you had typed last. {trouble} It is tried again and again until you sign out."
    )


def heading(words: LeftWords) -> str:
    """Whose they are, and when they were typed."""
    return f"Words that {words.by} typed on {say_moment(words.at)} and could not save, because it was closed to them"


def shown(words: LeftWords) -> str:
    """All of it, to be read."""
    return f"{heading(words)}:\n{words.text}"


def in_notes(notes: str, words: LeftWords) -> str:
    """The notes with them at the end."""
    return "\n\n".join(filter(None, [notes.rstrip(), shown(words)]))


def _added(before: str, after: str) -> str:
    """What stands in the notes and did not; all of them where they were changed within."""
    return after.removeprefix(before).strip() if after != before else ""


def _marked(before: Answers, after: Answers) -> Iterator[str]:
    for id in sorted({*before.marks, *after.marks}):
        mark = after.marks.get(id)
        if mark != before.marks.get(id):
            yield f"{id}: {MARK_WORDS[mark] if mark else 'not marked'}"


def _answered(before: Answers, after: Answers, pathway: Pathway) -> Iterator[str]:
    for id in _fields(after):
        if interview.value(before, id) != (value := interview.value(after, id)):
            yield f"{_label(id, after, pathway)}: {_shown(after, pathway, id, value) or 'not answered'}"


def _fields(answers: Answers) -> Iterator[str]:
    for name in answers.__struct_fields__:
        found = getattr(answers, name)
        if isinstance(found, msgspec.Struct):
            yield from (f"{name}.{each}" for each in found.__struct_fields__)
        elif name not in _NO_ANSWERS and name != "marks":
            yield name


def _label(id: str, answers: Answers, pathway: Pathway) -> str:
    try:
        return called(interview.question(id, answers, pathway)).rstrip("? ")
    except KeyError:  # it is not asked now
        return id.replace(".", " ").replace("_", " ").capitalize()


def _shown(answers: Answers, pathway: Pathway, id: str, value: str) -> str:
    try:
        return interview.shown(answers, pathway, id)
    except KeyError:
        return value
