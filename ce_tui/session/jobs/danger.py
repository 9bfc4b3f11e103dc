"""The questions of danger and safety where they are asked apart: at any time, after a mark, on the phone."""

from __future__ import annotations

from datetime import date

from ce_tui.core.pathway.answers.danger import (
    AT_ANY_TIME,
    BY_AGE,
    HARM,
    QUESTIONS,
    WITH_CONSENT,
    DangerName,
    SafetyName,
    is_open,
    on_day,
    say_danger,
)
from ce_tui.core.pathway.answers.screening import Answers
from ce_tui.core.pathway.clean import MAX_FIELD
from ce_tui.core.pathway.dates import local_now
from ce_tui.core.pathway.document.tier_words import within
from ce_tui.core.pathway.interview.interview import Question, question, shown
from ce_tui.core.pathway.outcome.alerts import whom_on_red
from ce_tui.core.pathway.outcome.evaluation import evaluate
from ce_tui.core.pathway.outcome.open_questions import is_under_13_asked, not_answered
from ce_tui.core.pathway.words import joined, with_capital
from ce_tui.core.words.choice import Choice
from ce_tui.session.asker import Asker, JobResult, Line
from ce_tui.session.changing import change
from ce_tui.session.draft import Draft
from ce_tui.session.jobs.answering import answer, what_it_lowers
from ce_tui.session.unfinished import KEPT, NotTaken
from ce_tui.session.words.answers import read_as
from ce_tui.session.words.view_only import how_to_change

_AS_IT_IS, _TAKE_BACK = "as-it-is", "take-back"
_UNSAID = "unsaid"  # where the cursor stands: Enter alone answers nothing
_MORE = {"harm.on": "Day", "harm.words": "One line", "family_involved": ""}
"""What is asked of a harm that was told, and how the line to type is called."""


async def say_or_take_back(asker: Asker, draft: Draft, name: DangerName) -> JobResult:
    """Say it, after a question; where it was said, take it back to not answered. Not done: what was left so.

    Of a screening that is only shown nothing is asked: whom to phone is told all the same.
    A harm is saved before more is asked of it: on which day, what was seen or said, whether someone in the family or
    household could be involved (rules 3 and 8 of the design). Who goes back at one of these comes to the one before it,
    from the first one out of them; who cancels one is asked no more.
    Whom to phone stands above the first of them: whoever is interrupted there knows it by then.
    """
    if not draft.editable:
        await asker.tell(only_shown_words(draft, name))
        return JobResult(False)
    if getattr(draft.answers, name):
        return await _take_back(asker, draft, name)
    result = await _say(asker, draft, name)
    if not result.done or getattr(draft.answers, name) is not False:
        return result
    label = question(
        name, draft.answers, draft.pathway
    ).label  # a No leads nowhere: it is said with its question
    return result._replace(words=f"{label} {_no_to(draft, name)}. {result.words}".strip())


async def _take_back(asker: Asker, draft: Draft, name: DangerName) -> JobResult:
    """After one question, which says what that lowers."""

    def unsaid(answers: Answers) -> Answers:
        return say_danger(answers, name, None, _today(draft))

    before, words = draft.answers, AT_ANY_TIME[name]
    said = words.said.replace("{on}", on_day(before.harm))
    lowers = what_it_lowers(before, unsaid(before), draft.pathway)
    question = " ".join(filter(None, [said, lowers, "Take that back?"]))
    if not await asker.confirm(question, words.take_back, "Leave it as it is"):
        return JobResult(False, left_words(draft, name))
    return change(draft, unsaid)


async def _say(asker: Asker, draft: Draft, name: DangerName) -> JobResult:
    """Ask what was not said: yes, no, or left as it is, which is never a No (rule 2 of the design).

    More is asked of a harm. Not done: nothing was answered, which the words say.
    """
    words, before = AT_ANY_TIME[name], shown(draft.answers, draft.pathway, name)
    choices = [
        Choice(_UNSAID, f"Leave it as it is: {before}" if before else "Leave it not answered"),
        Choice("yes", words.yes.format(red=within("red", draft.pathway)), command="form.yes"),
        *([Choice("no", _no_to(draft, name), command="form.no")] if is_open(draft.answers, name) else []),
    ]
    said = await asker.choose(words.ask, choices, safe=_UNSAID)
    if said == "no":
        return await answer(asker, draft, name, "no")
    if said != "yes":
        return JobResult(False, left_words(draft, name))
    result = change(draft, lambda answers: say_danger(answers, name, True, _today(draft)))
    if result.done and name in HARM:
        return await _asked_of_harm(asker, draft, result)
    return result


def to_ask_now(draft: Draft, before: Answers) -> SafetyName | None:
    """The question that marks have just made matter: asked at once, not left to Start. None: there is none.

    Whether the child is under 13 (rule 7 of the design). It is asked once: not with the next mark of the kind.
    """
    opens = [name for name in not_answered(draft.answers, draft.pathway) if name in BY_AGE]
    return opens[0] if opens and not is_under_13_asked(before, draft.pathway) else None


async def ask_now(asker: Asker, draft: Draft, before: Answers) -> JobResult:
    """Ask that question, if there is one. Not done: nothing was answered."""
    name = to_ask_now(draft, before)
    return await answer_now(asker, draft, name) if name else JobResult(False)


async def answer_now(asker: Asker, draft: Draft, name: SafetyName) -> JobResult:
    """Answer one of the questions with three answers, yes or no.

    Not done: it stays not answered; words say why where it was answered and could not be taken.
    """
    return await _chosen(asker, draft, question(name, draft.answers, draft.pathway))


def still_to_say(draft: Draft, name: SafetyName, result: JobResult) -> JobResult:
    """What came of an answer; of a harm that is told with what is asked of it besides and was not said (rule 3)."""
    if not (result.done and name in HARM and draft.answers.harm_today):
        return result
    return result._replace(words=f"{result.words} {_left_open(draft)}".strip())


def _today(draft: Draft) -> date:
    return local_now(draft.clock).date()


def only_shown_words(draft: Draft, name: DangerName) -> str:
    """Whom to phone at this hour, then that it cannot be written down here, and how it can."""
    in_danger = evaluate(say_danger(draft.answers, name, True), draft.pathway, draft.clock())
    whom = whom_on_red(in_danger.contacts, at_risk=in_danger.at_risk)
    return f"Phone {whom}. Not written down. {how_to_change(draft)}"


def _no_to(draft: Draft, name: DangerName) -> str:
    options = question(name, draft.answers, draft.pathway).options
    return next(option.words for option in options if option.value == "no")


def left_words(draft: Draft, name: DangerName) -> str:
    """What stands where the question was left: "Left not answered: whether the child is at immediate risk."."""
    before = shown(draft.answers, draft.pathway, name)
    return f"Left {f'as it was: {before}' if before else f'not answered: {QUESTIONS[name].whether}'}."


async def _asked_of_harm(asker: Asker, draft: Draft, result: JobResult) -> JobResult:
    """Its day, its words, the family, there and back; what was left open is said."""
    ids, at = list(_MORE), 0
    above = " ".join(alert.text for alert in draft.outcome.alerts if alert.kind.question in HARM)
    while 0 <= at < len(ids):
        day = draft.answers.harm.on
        settled = await _answered(asker, draft, ids[at], above)
        if not settled and not asker.left:
            break
        at += -1 if asker.left == "back" else 1
        above = read_as(draft, "harm.on") if draft.answers.harm.on != day else ""
    return JobResult(True, " ".join(filter(None, (result.words, _left_open(draft)))))


def _left_open(draft: Draft) -> str:
    """What was asked of a harm and not said, and what was typed and is not taken; empty: nothing."""
    harm, kept = draft.answers.harm, draft.screening.unfinished
    asked = {"harm.on": "on which day", "harm.words": "what was seen or said"}
    said = {"harm.on": harm.on, "harm.words": harm.words.strip()}
    open_ = [words for id, words in asked.items() if not said[id] and id not in kept]
    open_ += ["who could be involved"] if not set(WITH_CONSENT).isdisjoint(draft.outcome.not_answered) else []
    typed = [words for id, words in asked.items() if id in kept]
    left = [f"Not said yet: {joined(open_)}."] if open_ else []
    left += [f"{with_capital(KEPT)}: {joined(typed)}."] if typed else []
    return " ".join(["Harm is said and kept.", *left, "Start asks it."]) if left else ""


async def _answered(asker: Asker, draft: Draft, id: str, above: str) -> bool:
    """Ask a question of Start, with some words above it, until its answer is taken. Whether the next may be asked.

    What was typed and not taken is kept; of a day that is none, the day that stood for it is taken back.
    """
    asked = question(id, draft.answers, draft.pathway)
    if asked.options:
        return (await _chosen(asker, draft, asked)).done
    words = asked.label if asked.kind == "date" else f"{asked.label} {asked.hint}"
    line, kept = _line(draft, asked), NotTaken(draft, id)
    while (typed := await asker.text(f"{above}\n\n{words}".strip(), line)) is not None:
        result = await answer(asker, draft, id, typed)
        if result.done:
            if typed or asked.kind == "text":
                kept.forget()
            return True
        kept.keep(typed, True)
        line = line.mended(typed, result.words)
    if asked.kind == "date" and kept.typed:
        await answer(asker, draft, id, "")
    return False


def _line(draft: Draft, asked: Question) -> Line:
    """The line to type, with what was typed before and not taken; a day that was refused is not proposed."""
    recorded, kept = shown(draft.answers, draft.pathway, asked.id), NotTaken(draft, asked.id)
    is_text = asked.kind == "text"
    return Line(
        _MORE[asked.id],
        (kept.typed if is_text else "") or recorded,
        refused="" if is_text else kept.typed,
        hint=(asked.hint,),
        longest=MAX_FIELD,
        may_be_empty=True,
        keep=kept.keep,
    )


async def _chosen(asker: Asker, draft: Draft, asked: Question) -> JobResult:
    choices = [Choice(option.value, option.words) for option in asked.options]
    unsaid = Choice(_UNSAID, "Not answered: it can be answered at Start")
    chosen = await asker.choose(asked.label, [*choices, unsaid], safe=_UNSAID)
    if chosen in ("", _UNSAID):
        return JobResult(False)
    return await answer(asker, draft, asked.id, chosen)


def said_of(draft: Draft, name: SafetyName) -> str:
    """A question and what stands as its answer: "Is the child under 13? No."."""
    asked = question(name, draft.answers, draft.pathway)
    return f"{asked.label} {shown(draft.answers, draft.pathway, name) or 'Not answered'}."


async def answer_by_one_key(asker: Asker, draft: Draft, name: SafetyName, value: str) -> JobResult:
    """Answer with "yes" or "no", or with "" take the answer back, where question and answer are read in one.

    What was answered is said in words; not done: as `answer_now`.
    """
    result = await answer(asker, draft, name, value)
    if result.done:
        result = result._replace(words=f"{said_of(draft, name)} {result.words}".strip())
    return still_to_say(draft, name, result)


async def ask_in_turn(asker: Asker, draft: Draft, name: SafetyName) -> JobResult:
    """Ask it where questions come one after another; one that was answered can be left so, changed, or taken back."""
    if name in draft.outcome.not_answered:
        return still_to_say(draft, name, await answer_now(asker, draft, name))
    asked = question(name, draft.answers, draft.pathway)
    choices = [
        Choice(_AS_IT_IS, f"Leave it as it is: {shown(draft.answers, draft.pathway, name)}"),
        *(Choice(option.value, option.words) for option in asked.options),
        Choice(_TAKE_BACK, "Take it back: not answered"),
    ]
    chosen = await asker.choose(asked.label, choices, safe=_AS_IT_IS)
    if chosen in ("", _AS_IT_IS):
        return JobResult(False)
    result = await answer(asker, draft, name, "" if chosen == _TAKE_BACK else chosen)
    return still_to_say(draft, name, result)
