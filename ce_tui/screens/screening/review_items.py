"""What Review shows, item by item: what can be done, what is missing, what remains to be done, what the PDF says."""

from __future__ import annotations

from collections.abc import Iterator

from ce_tui.core.pathway.interview import interview
from ce_tui.core.pathway.outcome.evaluation import say_notices
from ce_tui.core.referral.fonts import unprintable
from ce_tui.core.words.outcomes import form_words, notice_words
from ce_tui.screens.screening.result_items import heading
from ce_tui.session.reviewing import NOTHING_LACKING, lacking
from ce_tui.session.session import Draft
from ce_tui.widgets.item_list import Item


def review_items(
    draft: Draft, text: str, *, protect: bool, unconfirmed: list[str], can_print: bool
) -> list[Item]:
    """Everything that Review shows. `text` is the referral's; `unconfirmed`: files whose passphrase is not."""
    return [
        *_to_do(draft, protect, unconfirmed, can_print),
        *_missing(draft),
        *_forms(draft),
        *_unprintable(text),
        *_notices(draft),
        *_preview(text),
    ]


def _to_do(draft: Draft, protect: bool, unconfirmed: list[str], can_print: bool) -> Iterator[Item]:
    yield heading("What you can do. Enter does it")
    revision = draft.screening.revision
    if draft.screening.state == "completed":
        yield Item("reopen", f"Reopen it as the draft of revision {revision + 1}", head="1")
    elif draft.view_only:
        yield Item("view-only", f"Complete this screening: not here. {draft.view_only}", head="1")
    else:
        held = interview.can_complete(draft.answers, draft.pathway)
        state = "something is needed first, see below" if held else "nothing holds it up"
        yield Item("complete", f"Complete this screening as revision {revision}: {state}", head="1")
    yield Item("pdf", f"Export the referral as a PDF{_marked(draft)}", head="2")
    yield Item("text", f"Export the referral as plain text{_marked(draft)}", head="3")
    printing = (
        "Print the referral"
        if can_print
        else "Print the referral: not possible here, the program lp is missing"
    )
    yield Item("print", printing, head="4")
    yield Item("phone", "Read on the phone: what to say, in the order in which a call taker asks", head="5")
    sign, state = ("[x]", "yes") if protect else ("[ ]", "no")
    words = "Protect the PDF with a passphrase, made when it is exported"
    yield Item("protect", words, head=sign, said=f"{words}: {state}. Space changes it.")
    for file in unconfirmed:
        yield Item(
            f"passphrase:{file}", f"Show the passphrase of {file} again: it is not confirmed yet", head="!"
        )


def _marked(draft: Draft) -> str:
    return "" if draft.screening.state == "completed" else ", marked as a draft"


def _missing(draft: Draft) -> Iterator[Item]:
    yield heading("What is missing")
    items = []
    for number, each in enumerate(lacking(draft)):
        id = f"go:{each.section}:{each.at}" if each.section else f"left-out:{number}"
        items.append(Item(id, f"{each.words}. Enter goes there." if each.section else each.words, head="!"))
    yield from items or [Item("nothing-missing", NOTHING_LACKING)]


def _forms(draft: Draft) -> Iterator[Item]:
    if draft.outcome.forms_due:
        yield heading(
            "Still to be done: the area's own form. This PDF supports a referral and does not replace it"
        )
    for number, form in enumerate(draft.outcome.forms_due):
        yield Item(f"form:{number}", form_words(form), head="->")


def _unprintable(text: str) -> Iterator[Item]:
    characters = unprintable(text)
    if characters:
        listed = ", ".join(f"{character} (U+{ord(character):04X})" for character in characters[:12])
        more = f" and {len(characters) - 12} more" if len(characters) > 12 else ""
        yield heading("Characters that the PDF cannot print")
        words = (
            f"No font here has {listed}{more}. The PDF names them by their numbers; the plain text has them."
        )
        yield Item("unprintable", words, head="!")


def _notices(draft: Draft) -> Iterator[Item]:
    notices = say_notices(("export",), draft.answers, draft.outcome, draft.pathway)
    if notices:
        yield heading("Before you send it")
    for number, notice in enumerate(notices):
        yield Item(f"notice:{number}", notice_words(notice), head="!")


def _preview(text: str) -> Iterator[Item]:
    """The referral paragraph by paragraph."""
    yield heading("What the PDF will say")
    paragraphs = [paragraph for paragraph in text.split("\n\n") if paragraph.strip()]
    for number, paragraph in enumerate(paragraphs):
        yield Item(f"says:{number}", paragraph.strip("\n"))
