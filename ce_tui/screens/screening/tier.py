"""A tier: its factors, each marked in words; closed at a first meeting, with the reason and what can still be said."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from textual import work
from textual.app import ComposeResult
from textual.widgets import Static

from ce_tui.commands.keymap import say_key
from ce_tui.commands.table import BY_ID, Command, Where, commands_in
from ce_tui.core.pathway.answers.screening import Answers
from ce_tui.core.pathway.document.document import Factor, Tier, citing_sentences, in_sentence
from ce_tui.core.pathway.interview import replies
from ce_tui.core.pathway.outcome.indication import is_tier_open
from ce_tui.core.pathway.words import MARK_WORDS, MARKS, Choice, MarkName, mark_words
from ce_tui.screens.screening.section import ArrowKeyAsker, SectionScreen
from ce_tui.session.draft import look_at
from ce_tui.session.jobs.answering import ask_now, to_ask_now
from ce_tui.session.words.sections import no_sentence_cites
from ce_tui.session.words.sharing import closed_tier
from ce_tui.widgets.dialogs import ChooseDialog
from ce_tui.widgets.factor_list import FactorList
from ce_tui.widgets.forms import ActionList, CutText
from ce_tui.widgets.item_list import ItemList
from ce_tui.widgets.item_rows import Item
from ce_tui.widgets.room import COLUMNS_FROM, around, is_quiet

LEAVE_IT = "leave"
"""Where the cursor stands: Enter alone marks nothing."""


def _ways_with(factor: Factor, mark: MarkName | None) -> list[Choice]:
    """What can be done with a factor: each is the action of a command."""
    ways = [Choice(LEAVE_IT, f"Leave it as it is: {mark_words(mark).lower()}")]
    ways += [
        Choice(f"mark({MARKS[name].chosen_as!r})", f"Mark: {MARK_WORDS[name].lower()}")
        for name in factor.marks
        if name != mark
    ]
    if mark:
        ways.append(Choice(BY_ID["tier.clear"].action, "Clear the mark"))
    return ways + [
        Choice(BY_ID[command].action, BY_ID[command].words)
        for command in ("tier.note", "tier.citations", "tier.explain")
    ]


_READS = frozenset({"tier.explain", "tier.citations"})
"""What can be done with a factor of a screening that is only shown."""


class TierScreen(SectionScreen):
    """One tier of the open draft. `start_at` is the ID of a factor."""

    where: ClassVar[tuple[Where, ...]] = ("tier",)
    list_id: ClassVar[str] = "factors"

    def __init__(self, tier: str) -> None:
        super().__init__()
        self.section = tier
        self._lowered = ""  # that a red result was taken away
        self._lowered_by = ""  # the factor whose change did
        self._legend_shown = ""

    @property
    def tier(self) -> Tier:
        """The tier, in the words of the draft's edition."""
        return self.draft.pathway.tier(self.section)

    @property
    def open(self) -> bool:
        """Whether its factors may be asked."""
        return is_tier_open(self.tier, self.draft.answers)

    def body(self) -> ComposeResult:
        closed = "" if self.open else " -closed"
        yield Static(self.tier.heading, id="tier-heading", classes=f"{self.tier.name}{closed}", markup=False)
        if self.open:
            self._legend_shown = self._legend()
            yield Static(self._legend_shown, id="tier-legend", markup=False)
            yield FactorList(self.tier, widget_id=self.list_id)
        else:
            yield CutText("\n".join(self._why_closed()), id="tier-closed", markup=False)
            yield ActionList(self._closed_items(), widget_id="closed-actions")
        yield self.section_end()

    def enter(self) -> None:
        if self.open:
            factors = self.query_one(FactorList)
            if self.start_at:
                factors.go_to(self.start_at)
            factors.focus()
        else:
            self.query_one("#closed-actions", ActionList).focus()

    def show(self) -> None:
        if self.query(FactorList):
            self._show_legend()
            self._show_marks(self.query_one(FactorList))
        else:  # Display, from which one comes back, may have changed who reads it
            self.query_one("#closed-actions", ActionList).set_items(self._closed_items())

    def on_resize(self) -> None:
        """Fit the legend to the window: it gives way to the factors in a narrow one."""
        if self.query(FactorList):
            self._show_legend()

    def _show_legend(self) -> None:
        if (legend := self._legend()) != self._legend_shown:
            self._legend_shown = legend
            self.query_one("#tier-legend", Static).update(legend)

    def _show_marks(self, factors: FactorList) -> None:
        draft = self.draft
        factors.show(draft.answers.marks, draft.outcome.citations, draft.before.marks(draft.pathway))

    def _legend(self) -> str:
        takes = {mark for factor in self.tier.all_factors for mark in factor.marks}
        narrow = self.app.size.width < COLUMNS_FROM
        said = {"cycle": "marks" if narrow else "changes the mark"}
        for mark in dict.fromkeys(MARKS[name].chosen_as for name in MARKS if name in takes):
            said[MARKS[mark].brief.lower()] = (MARKS[mark].brief if narrow else MARK_WORDS[mark]).lower()
        said |= {"clear": "clear", "explain": "explains"}
        if not self.draft.editable:
            said = {"explain": "explains"}
        keys = {name: self.key_of(f"tier.{name}") for name in said}
        parts = [f"{keys[name]} {words}" for name, words in said.items() if keys[name]]
        if not all(keys.values()):
            parts.append(f"{self.key_of('goto')} has the rest")
        return ", ".join(parts)

    # A first meeting

    def _why_closed(self) -> list[str]:
        return closed_tier(self.section, self.draft.answers, self.draft.pathway)

    def _closed_items(self) -> list[Item]:
        """The things to do on a closed tier.

        In the display for screen readers why it is closed is the last stop, whole: above the list a small window cuts
        it.
        """
        answers, phone = self.draft.answers, "steps and whom to phone"
        harm, risk = ("[x]" if said else "[ ]" for said in (answers.harm_today, answers.immediate_risk))
        red = in_sentence("red", self.draft.pathway)
        ways = {  # the cursor stands on the first, which changes nothing
            "result": "Go to the Result",
            "harm": f"{harm} I saw or was told of harm today: show the {red} {phone}",
            "risk": f"{risk} The child is at immediate risk: phone 999 now; show the {red} {phone}",
            "known": "Change the answer: how well I know this child",
            "read": "Read this tier's factors in the Guidance, without marking",
        }
        if is_quiet(self):
            ways["why"] = " ".join(self._why_closed())
        return [Item(way, words, head=str(number)) for number, (way, words) in enumerate(ways.items(), 1)]

    def on_item_list_chosen(self, event: ItemList.Chosen) -> None:
        """Do what can be done on a closed tier; ask what to do with a factor."""
        if isinstance(event.list, FactorList):
            self._ask_what(event.list, event.item.id)
        elif event.item.id == "harm":
            self.ce.begin_to_say("harm_today")
        elif event.item.id == "risk":
            self.ce.begin_to_say("immediate_risk")
        elif event.item.id == "known":
            self.ce.show_section("start", "known_to_practitioner")
        elif event.item.id in ("read", "why"):
            self.ce.to_guidance(f"tier-{self.section}")
        else:
            self.ce.show_section("result")

    @work(exclusive=True, group="factor")
    async def _ask_what(self, factors: FactorList, factor_id: str) -> None:
        """Ask what is to be done with a factor, and do it as its key does."""
        factor, mark = self.draft.pathway.factors[factor_id], self.draft.answers.marks.get(factor_id)
        chosen = await self.asker.choose(f"{factor.id} {factor.text}", _ways_with(factor, mark))
        if chosen and chosen != LEAVE_IT:
            await self.app.run_action(chosen, factors)

    # Moving and marking

    def key_words(self) -> list[tuple[str, str]]:
        """The keys, with those of a factor list only if it has the focus."""
        if not isinstance(self.focused, FactorList):
            return [("Enter", "choose"), *self._without(commands_in("tier"))]
        if not self.draft.editable:
            return self._without([each for each in commands_in("tier") if each.id not in _READS])
        return super().key_words()

    def _without(self, commands: Iterable[Command]) -> list[tuple[str, str]]:
        """The keys but those of some commands."""
        theirs = {(say_key(around(self).keys.key_of(each.id), brief=True), each.brief) for each in commands}
        return [pair for pair in super().key_words() if pair not in theirs]

    def words_of(self, listed: ItemList, item: Item) -> str:
        """The words on a factor and its mark; that it is current is remembered."""
        if not isinstance(listed, FactorList):
            return super().words_of(listed, item)
        self.draft.keep_place(f"{self.section}:{item.id}")
        words = listed.words_about(item.id, with_text=is_quiet(self))
        return self.behind(self._lowered, words) if item.id == self._lowered_by else words

    def say_lowered(self, words: str) -> None:
        """Say that a red result was lowered, with the factor as long as one stays on it."""
        self._lowered, self._lowered_by = words, self.here

    def on_factor_list_end_shown(self) -> None:
        """Take the tier for looked at: whoever only passes through does not see its last factor."""
        if self.is_current and not self.comes_too_late and look_at(self.draft, self.tier.name).done:
            self.show_changed()

    def on_factor_list_marked(self, event: FactorList.Marked) -> None:
        """Mark, save, say; ask what the mark makes matter."""
        self._lowered_by, before = "", self.draft.answers
        pathway, factor_id, wish = self.draft.pathway, event.id, event.wish

        def wished(answers: Answers) -> Answers:
            if wish == "next":
                return replies.cycle(answers, pathway, factor_id)
            if wish == "clear":
                return replies.clear(answers, pathway, factor_id)
            chosen = replies.as_taken(pathway.factors[factor_id], wish)
            return replies.mark(answers, pathway, factor_id, chosen)

        if self.changed(wished):
            self._show_marks(event.list)
            if self.draft.conflict is None and to_ask_now(self.draft, before):
                self._ask_now(before)

    @work(exclusive=True, group="choose")
    async def _ask_now(self, before: Answers) -> None:
        """Ask what is not to wait. It comes while one marks on: no digit and no space answers it."""
        if (await ask_now(ArrowKeyAsker(self.ce), self.draft, before)).done:
            self.show_changed()

    def on_factor_list_asked(self, event: FactorList.Asked) -> None:
        """Lead to a note, to the tier's explanation, or to what the notes say."""
        if event.question == "note":
            self.ce.show_section("notes", f"+{event.id}")
        elif event.question == "explain":
            self.ce.to_guidance(f"tier-{self.section}")
        else:
            self._show_citations(event.id)

    def _show_citations(self, factor_id: str) -> None:
        sentences = citing_sentences(self.draft.answers.notes, factor_id, self.draft.pathway)
        if not sentences:
            note = self.key_of("tier.note") or self.key_of("goto")
            self.say(f"{no_sentence_cites(factor_id)} {note} writes one.")
            return

        def open_there(start: str | None) -> None:
            if start is not None:
                self.ce.show_section("notes", f"@{start}")

        items = [
            Item(str(start), sentence, head=str(at)) for at, (start, sentence) in enumerate(sentences, 1)
        ]
        dialog = ChooseDialog(f"Your notes on {factor_id}. Enter opens them there; Esc comes back.", items)
        self.ce.push_screen(dialog, open_there)
