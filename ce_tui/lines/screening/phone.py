"""Read on the phone: the script in the order in which a call taker asks, and the referral as lines to read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial

from ce_tui.core.pathway.outcome.phone_script import BEFORE_YOU_HANG_UP, SAY_FIRST, WHO_TO_PHONE, Part
from ce_tui.core.pathway.words import Choice
from ce_tui.core.referral.content import shapes
from ce_tui.core.words.plain import without_rules
from ce_tui.lines.dialogue import asking
from ce_tui.lines.dialogue.asking import PauseCommands
from ce_tui.lines.dialogue.dialogue import STOP, CommandTyped
from ce_tui.lines.dialogue.speech import one_line, sentence
from ce_tui.lines.dialogue.state import NamedPlace, State, may_be_left
from ce_tui.lines.screening.done import record
from ce_tui.lines.screening.recording import Recording, later_lock
from ce_tui.lines.screening.section import SectionAsker, safety_echo, say_trouble
from ce_tui.session.asker import at_once
from ce_tui.session.begun_action import is_begun
from ce_tui.session.draft import Draft
from ce_tui.session.exporting import ANSWERED_BELOW, log_phone_reading, script_of, to_answer
from ce_tui.session.jobs.answering import ask_in_turn
from ce_tui.session.jobs.recording import note, noted, record_words
from ce_tui.session.words.sections import raised

WRITE, _RECORD = "write", "record"
STOP_ENDS = "stop ends the reading."
_HINT = (
    "A number writes that one down, or changes it: each is kept at once, and stands in the record of the call.",
    f"Enter goes on; {STOP_ENDS}",
)


def can_be_written(state: State) -> bool:
    """Whether a call can be written down: not in a read-only store, nor within an open record, which asks it itself."""
    read_only = state.signed_in.casebook.read_only
    return not read_only and not any(isinstance(each, Recording) for each in state.places)


def write_down(state: State) -> None:
    """Ask what to write down, and for its words, until Enter goes on. Raises CommandTyped, ConversationEnd."""
    if not can_be_written(state):
        return
    draft, is_heard = state.open_draft, False
    while True:
        rows = _rows(draft)
        asked = asking.listed("What the call taker says, written down:", rows, "[go on]", _HINT)
        asked.words = asked.again if is_heard else asked.words
        is_heard = True
        line = ""
        with may_be_left(state):
            line = state.ask(asked).strip()
        if not line:
            return
        rows = _rows(draft)
        chosen = asking.picked(line, rows)
        if chosen == _RECORD:
            record(state)
        elif chosen is None:
            state.say(f"Type a number from 1 to {len(rows)}, or again to hear them; Enter goes on.")
        else:
            state.say(at_once(note(SectionAsker(state), draft, chosen)).words)
            say_trouble(state)


def _rows(draft: Draft) -> list[Choice]:
    """What can be written down, each with what stands there so far; and the record."""
    parts = [Choice(part, words) for part, words in noted(draft).items()]
    return [*parts, Choice(_RECORD, record_words(draft))]


def referral_lines(referral: shapes.Referral) -> list[str]:
    """A referral as lines to read, in its order."""
    facts = [sentence(f"{label}: {value}") for label, value in referral.facts]
    heading = sentence(referral.title, referral.subtitle)
    said = [sentence(referral.marking), referral.banner, heading, *facts]
    for section in referral.sections:
        said += _section(section)
    return [one_line(words) for line in said if (words := without_rules(line))]


def _section(section: shapes.Division) -> Iterator[str]:
    yield sentence(f"Heading: {section.title}")
    for block in section.blocks:
        yield from _block(block)
    for part in section.parts:
        yield from _section(part)


def _block(block: shapes.Block) -> Iterator[str]:
    match block:
        case shapes.Para():
            yield block.text
        case shapes.Prose():
            yield from block.text.split("\n")
        case shapes.Bullets():
            for number, entry in enumerate(block.entries, 1):
                sign = f"{number}. " if block.ordered else ""
                yield sign + sentence(entry.labelled, *entry.remarks)
        case shapes.Rows():
            yield f"{block.caption}:"
            for label, value in block.rows:
                yield f"{label}: {value}"
        case shapes.Table():
            yield f"{block.caption}:"
            for row in block.rows:
                yield sentence(*(line for cell in row for line in cell.split("\n")))
        case shapes.TierMap():
            yield from block.words


def phone(state: State) -> None:
    """Read the script out. The log notes that it was read, not what."""
    draft = state.open_draft
    state.say(log_phone_reading(draft))
    script = script_of(draft)
    with (
        state.at(NamedPlace("Read on the phone", "phone", lambda: _lines(script_of(draft)))),
        state.dialogue.being_read(),
    ):
        state.say(later_lock(state))
        try:
            _read(state, draft, script)
        except CommandTyped as said:
            if said.wish.id == STOP:
                state.say("The reading is ended.")
            elif not said.goes_back:
                raise


def _read(state: State, draft: Draft, parts: list[Part]) -> None:
    """Read as far as the danger, then consent: ask what is not answered of each, and Enter leaves it so. Read as far
    as one hangs up: what the call taker says is written down there, or at any pause. Read to the end.

    After an answer comes what is new of the above by it, whom to phone among it; then it goes on below.
    """

    def end_of(heading: str) -> int:
        return [each for each, _ in parts].index(heading) + 1

    def read(lines: list[str]) -> bool:
        return asking.read_out(state, lines, beside)

    hint = [f"{WRITE}: writes down what the call taker says; then the reading goes on."]
    writes = PauseCommands(hint, {WRITE: partial(write_down, state)})
    begun, beside = 0, writes if can_be_written(state) else PauseCommands()
    for heading in ANSWERED_BELOW:
        if not to_answer(draft, heading):
            continue
        before = parts[: end_of(heading)]
        if not read(_lines(before[begun:])):
            return
        _ask(state, draft, heading)
        parts = script_of(draft)
        begun = end_of(heading)
        if not read(_new(before, parts[:begun])):
            return
    end = end_of(BEFORE_YOU_HANG_UP)
    if not read(_lines(parts[begun:end])):
        return
    write_down(state)
    if read(_lines(parts[end:])) and not draft.casebook.read_only:
        then = "with what you wrote down in it" if is_begun(draft) else "once it was made"
        state.say(f"record: records the call, {then}.")


def _ask(state: State, draft: Draft, heading: str) -> None:
    """Ask question after question. `back` leads to the one before, whose answer can be changed or taken back."""
    asker, names, at = _PhoneAsker(state), to_answer(draft, heading), 0
    while at < len(names):
        before = draft.answers
        words = at_once(ask_in_turn(asker, draft, names[at])).words
        state.say(*safety_echo(draft, before), words, *raised(draft, before))
        say_trouble(state)
        if asker.left != "back":
            at += 1
        elif at:
            at -= 1
        else:
            state.say(f"This is the first question here. {STOP_ENDS}")


class _PhoneAsker(SectionAsker):
    """An asker at whose questions the call taker's words can be written down: whoever hears them need not wait."""

    hint = (STOP_ENDS,)

    async def choose(self, question: str, choices: Sequence[Choice], *, safe: str = "") -> str:
        """Choose by number or word; asked again after something was written down."""
        hint = f"{WRITE}: writes down what the call taker says; then this is asked again."
        self.ways = {WRITE: hint} if can_be_written(self._state) else {}
        while (chosen := await super().choose(question, choices, safe=safe)) == WRITE:
            write_down(self._state)
        return chosen


def _new(before: list[Part], now: list[Part]) -> list[str]:
    """The news of the part that was read: whom to phone whole, in its order; of the rest the new lines.

    How one began is said: what is new in it stands below as well.
    """
    known = dict(before)
    lines: list[str] = []
    for heading, said in now:
        if heading == WHO_TO_PHONE and said != known.get(heading):
            lines += _lines([(heading, said)])
        elif heading not in (WHO_TO_PHONE, SAY_FIRST):
            new = [line for line in said if line not in known.get(heading, [])]
            lines += _lines([(f"New under {heading}", new)]) if new else []
    return lines


def _lines(parts: list[Part]) -> list[str]:
    return [line for heading, said in parts for line in (f"{heading}:", *said)]
