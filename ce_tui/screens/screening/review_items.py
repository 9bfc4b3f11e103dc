"""What Review shows, item by item: what can be done, what is missing, what remains to be done, what the PDF says."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ce_tui.core.pathway.outcome.outcome import area_of
from ce_tui.core.words.actions import WHAT_WAS_DONE
from ce_tui.core.words.choice import Choice
from ce_tui.core.words.drawn import without_rules
from ce_tui.core.words.outcomes import form_words
from ce_tui.core.words.still_to_do import STILL_TO_DO
from ce_tui.screens.screening.result_items import heading
from ce_tui.session.exporting import Exporter
from ce_tui.session.reviewing import (
    MARK,
    NEEDED,
    NOT_ANSWERED,
    NOTHING_LACKING,
    PROTECT,
    RECORD,
    WITH_ANNEX,
    Lacking,
    lacking,
    passphrases,
    to_heed,
    unprintable_words,
)
from ce_tui.session.session import Draft
from ce_tui.session.to_do import form_sent
from ce_tui.session.unconfirmed import Waiting
from ce_tui.widgets.item_list import Item

_FORM_DUE = "Still to be done: the area's own form. This PDF supports a referral and does not replace it"
_FORM_SENT = (
    "The area's own form, sent as far as is recorded. This PDF supports a referral and does not replace it"
)
_DRAWN = "A line that is drawn"
TO_DO = "to-do:"
"""How the ids begin of what is still to be done; its number follows."""


def review_items(
    draft: Draft, ways: list[Choice], exporter: Exporter, *, protect: bool, unconfirmed: list[Waiting]
) -> list[Item]:
    """Everything that Review shows. `unconfirmed`: files whose passphrase is not."""
    text = exporter.preview()
    return [
        heading("What you can do. Enter does it"),
        *(Item(each.id, each.words, head=str(number)) for number, each in enumerate(ways, 1)),
        _yes_or_no("protect", PROTECT, protect),
        _yes_or_no("annex", WITH_ANNEX, exporter.annex),
        *_waiting(unconfirmed),
        *_to_do(exporter.to_do.lines()),
        *_missing(draft),
        *_forms(draft),
        *_unprintable(text),
        *_notices(draft),
        *_preview(text),
    ]


def _yes_or_no(id: str, words: str, chosen: bool) -> Item:
    sign, state = ("[x]", "yes") if chosen else ("[ ]", "no")
    return Item(id, words, head=sign, said=f"{words}: {state}. Space changes it.")


def _waiting(unconfirmed: list[Waiting]) -> Iterator[Item]:
    for again in passphrases(unconfirmed):
        yield Item(f"passphrase:{again.id}", again.words, head="!")


def _to_do(to_do: Sequence[str]) -> Iterator[Item]:
    if to_do:
        yield heading(STILL_TO_DO)
    for number, words in enumerate(to_do, 1):
        yield Item(f"{TO_DO}{number}", words, head=f"{number}.", said=f"{STILL_TO_DO}, {number}: {words}")


def _missing(draft: Draft) -> Iterator[Item]:
    """One row for each thing, so that all can be read at once; what they have in common stands above them.

    That nobody was phoned yet stands first, under a heading of its own.
    """
    all_ = lacking(draft)
    if not_done := [each for each in all_ if each.section == RECORD]:
        yield heading(WHAT_WAS_DONE)
        yield from (_lacks(number, each, leads=True) for number, each in enumerate(not_done))
        all_ = [each for each in all_ if each.section != RECORD]
    enter = ". Enter goes there" if draft.editable else ""
    for group in dict.fromkeys((NEEDED, NOT_ANSWERED, *(each.group for each in all_))):
        found = [(number, each) for number, each in enumerate(all_) if each.group == group]
        if found:
            which = f": {group[0].lower()}{group[1:]}{enter}" if group else ""
            yield heading(f"What is missing{which or (', besides' if len(found) < len(all_) else '')}")
        yield from (_lacks(number, each, leads=draft.editable) for number, each in found)
    if not all_:
        yield heading("All is there")
        yield Item("nothing-missing", NOTHING_LACKING)


def _lacks(number: int, each: Lacking, *, leads: bool) -> Item:
    if not (each.section and leads):
        return Item(f"left-out:{number}", each.in_group if each.group else each.words, head="!")
    does = {MARK: "Enter marks them", RECORD: "Enter records what was done"}
    said = f"{each.words}. {does.get(each.section, 'Enter goes there')}."
    text = each.in_group if each.group else said
    return Item(f"go:{each.section}:{each.at}", text, head="!", said=f"! {said}")


def _forms(draft: Draft) -> Iterator[Item]:
    sent = form_sent(draft)
    if draft.outcome.forms_due:
        yield heading(_FORM_SENT if sent else _FORM_DUE)
    service = area_of(draft.outcome, draft.pathway).service
    for number, form in enumerate(draft.outcome.forms_due):
        yield Item(f"form:{number}", f"{sent}{form_words(form, service=service)}", head="->")


def _unprintable(text: str) -> Iterator[Item]:
    if words := unprintable_words(text):
        yield heading("Characters that the PDF cannot print")
        yield Item("unprintable", words, head="!")


def _notices(draft: Draft) -> Iterator[Item]:
    notices = to_heed(draft)
    if notices:
        yield heading("Before you send it")
    for number, notice in enumerate(notices):
        yield Item(f"notice:{number}", notice, head="!")


def _preview(text: str) -> Iterator[Item]:
    """The referral paragraph by paragraph; what is drawn in it, as the rules under its headings, is not said."""
    yield heading("What the PDF will say")
    paragraphs = [paragraph for paragraph in text.split("\n\n") if paragraph.strip()]
    for number, paragraph in enumerate(paragraphs):
        said = without_rules(paragraph) or _DRAWN
        yield Item(f"says:{number}", paragraph.strip("\n"), said=said, flush=True)
