"""The first-use walk a line at a time: six steps through the demo, each to be tried where it belongs."""

from __future__ import annotations

from collections.abc import Sequence

from ce_tui.core.strict_json import write_json
from ce_tui.core.words.choice import Choice
from ce_tui.lines.dialogue import asking
from ce_tui.lines.dialogue.dialogue import Asked, Leave, Said
from ce_tui.lines.dialogue.state import State
from ce_tui.lines.dialogue.typed import FOUND, Wish
from ce_tui.session import walked
from ce_tui.session.departure import WALK_IN_LINES
from ce_tui.session.home_list import first_draft
from ce_tui.session.walk import NOT_SAVED_YET, TO_THE_WALK, Walk, title, ways
from ce_tui.session.words.screening import section_name
from ce_tui.settings.preferences import ASCII, KEYS

_IN_A_PIPE = "Over pipes nothing follows this. Begin the walk by itself: ce-tui demo --walk --lines."
_WAITS = "The walk waits for you: walk goes on with it, and go walk where a text is typed."


def walk(state: State) -> None:
    """The walk's present step, until it is tried or left. Raises Said to where it is tried; from a session, after a
    question, Leave to the demo.
    """
    if not state.demo:
        _leave_for_it(state)
        return
    if any(isinstance(place, _AtStep) for place in state.places):
        return
    state.walk = state.walk or Walk()
    with state.at(_AtStep(state, state.walk)):
        _from_step_to_step(state, state.walk)


class _AtStep:
    """Where one is in it."""

    topic = "walk"

    def __init__(self, state: State, walk: Walk) -> None:
        self._state = state
        self._walk = walk

    def where(self) -> Sequence[str]:
        """The step."""
        return [f"The walk. {title(self._walk)}."]

    def listing(self, *, everything: bool) -> Sequence[str]:
        """What can be done."""
        return _listed(_ways(self._state, self._walk))


def _from_step_to_step(state: State, walk: Walk) -> None:
    told = -1
    while True:
        if told != walk.number:
            step = walk.step
            words = f"{step.words_in_lines or step.words} To try: {step.try_in_lines}"
            state.say(f"{title(walk)}. {words}")
        told = walk.number
        chosen = _chosen(state, walk)
        if chosen == "try":
            _try(state, walk)
        elif chosen == "end":
            if walk.is_last:
                walk.begin_again()
            state.say("" if walk.number == 1 else _WAITS)
            return
        elif chosen == "begin":
            walk.begin_again()
        elif chosen:
            walk.go(1 if chosen == "next" else -1)
        else:
            state.say(_WAITS)
            return


def _chosen(state: State, walk: Walk) -> str:
    """What is to be done; empty: it is left as it is."""
    choices = _ways(state, walk)
    ask = f"1 to {len(choices)}? [Try it]"
    asked = Asked(
        words="\n".join([*_listed(choices), ask]),
        again=f"The walk, step {walk.number}. {ask}",
        whole="\n".join([title(walk), *_listed(choices), ask]),
        hint=[*_listed(choices), "Enter tries it. back at the first step leaves the walk, which waits then."],
        answers=[each.id for each in choices],
    )
    while True:
        try:
            line = state.dialogue.ask(asked).strip()
        except Said as said:
            if not said.goes_back:
                raise
            return "next" if said.wish.id == "skip" and not walk.is_last else ""
        chosen = asking.picked(line, choices) if line else "try"
        if chosen is not None:
            return chosen
        state.say(f"Type a number from 1 to {len(choices)}.")
        asked.words = asked.again


def _ways(state: State, walk: Walk) -> list[Choice]:
    place = walk.step.place
    return ways(walk, "Home" if place == "home" else section_name(place, lambda: state.pathways.at_hand))


def _listed(choices: Sequence[Choice]) -> list[str]:
    return [f"{number}. {each.words}" for number, each in enumerate(choices, 1)]


def _try(state: State, walk: Walk) -> None:
    """To the place of the step, which is behind one then: the first draft is taken where none is open. Raises Said."""
    place = walk.step.place
    walk.go(1)
    state.say(_WAITS)
    if place == "home":
        raise Said(Wish("home"))
    if state.draft is not None:
        raise Said(Wish(FOUND, f"{place}:"))
    state.opens_next = first_draft(state.signed_in.casebook.index.all())
    state.opens_at = f"{place}:"
    raise Said(Wish("home"))


def _leave_for_it(state: State) -> None:
    """Sign out to the demo, after a question. Raises Leave."""
    draft, dialogue = state.draft, state.dialogue
    if not dialogue.console.asks_on_the_row:
        state.say(_IN_A_PIPE)
    elif draft is not None and draft.editable and not draft.flush():
        state.say(NOT_SAVED_YET)
    elif asking.yes_or_no(dialogue, TO_THE_WALK):
        casebook = state.signed_in.casebook
        chosen = {
            walked.WALK: walked.setting_out(casebook),
            KEYS.name: KEYS.of(casebook),
            ASCII.name: "on" if dialogue.ascii_only else "",
            walked.COLUMNS: str(state.columns or ""),
        }
        raise Leave(departure=WALK_IN_LINES.leading_to(write_json(chosen)))
