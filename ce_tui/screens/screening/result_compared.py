"""What the Result shows of the screening before, of the same child: what is marked otherwise now (rule 19)."""

from __future__ import annotations

from collections.abc import Iterator

from ce_tui.core.pathway.document.document import Pathway
from ce_tui.core.pathway.outcome.comparison import Compared, Comparison
from ce_tui.core.pathway.words import ended, with_capital
from ce_tui.core.words.comparison import (
    NOT_OVER,
    cannot_be_compared,
    change_groups,
    compared_title,
    graver_before,
    remarks,
    then_and_now,
)
from ce_tui.screens.screening.result_items import heading
from ce_tui.session.before import BesideResult
from ce_tui.session.draft import Draft
from ce_tui.session.to_do import form_sent, police_told
from ce_tui.widgets.item_list import Item

COMPARED = "compared"
"""How the ids of factors begin that Enter leads to; the factor's own ID follows, then the number of its heading."""


def beside_result(draft: Draft) -> BesideResult[Item]:
    """What is shown of the screening before: that more was acted on then, and what differs; and of this one that the
    area's own form was sent, and the police were told.
    """
    found, pathway = draft.comparison, draft.pathway
    graver = graver_before(found, pathway)
    items = list(_items(draft, found))
    return BesideResult(graver, items, form_sent=form_sent(draft), police_told=police_told(draft))


def _items(draft: Draft, found: Comparison | None) -> Iterator[Item]:
    """Both tiers, what was done and said then, what is to be known of it, the factors under headings; why it cannot
    be read, where it cannot.
    """
    pathway = draft.pathway
    if found is None:
        if draft.before.trouble:
            yield Item("not-compared", cannot_be_compared(draft.before.trouble), head="!")
        return
    yield heading(compared_title(found))
    for number, words in enumerate(then_and_now(found, pathway)):
        yield Item(f"acted-on:{number or 'before'}", words)
    for number, words in enumerate(remarks(found, pathway)):
        yield Item(f"compared-remark:{number}", words, head="!" if words == NOT_OVER else "")
    for number, (title, factors) in enumerate(change_groups(found)):
        yield heading(title)
        for each, words in factors:
            yield _factor(each, words, (title, number), pathway)


def _factor(each: Compared, words: str, under: tuple[str, int], pathway: Pathway) -> Item:
    """Enter goes to it, unless only the earlier edition has it: its ID may be another factor's by now.

    `under`: its heading, which is said with it, and that one's number.
    """
    title, number = under
    now = pathway.factors.get(each.id)
    if now is None or now.key != each.key:
        return Item(f"compared-then:{each.id}:{number}", with_capital(words), head=each.id)
    said = f"{title}: {each.id}, {ended(words)} Enter goes to it."
    return Item(f"{COMPARED}:{each.id}:{number}", with_capital(words), head=each.id, said=said)
