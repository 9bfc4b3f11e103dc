"""Answering the interview: a reply is taken, or refused in words; danger, decisions and reasons are asked for.

Asks first if much would go with a reply.
"""

from __future__ import annotations

from datetime import date

import msgspec

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
from ce_tui.core.pathway.dates import NotAccepted, local_now
from ce_tui.core.pathway.document.document import Pathway, decision_in_sentence, in_sentence
from ce_tui.core.pathway.interview import replies
from ce_tui.core.pathway.outcome.evaluation import evaluate
from ce_tui.core.pathway.outcome.indication import (
    can_decide_on_less,
    is_contact_doubtful,
    is_lower,
    needs_reason,
)
from ce_tui.core.pathway.outcome.status_words import is_under_13_asked, not_answered, status_words
from ce_tui.core.pathway.outcome.whom_to_phone import phone_list
from ce_tui.core.pathway.shape import MAX_FIELD, MAX_REASON, Line
from ce_tui.core.pathway.words import (
    CONTACT_FAMILY,
    FEWEST_WORDS,
    Choice,
    DecisionName,
    counted_words,
    joined,
    with_capital,
)
from ce_tui.session.asker import Asker, JobResult
from ce_tui.session.draft import Draft, change
from ce_tui.session.reviewing import KEPT, UntakenReply
from ce_tui.session.words.sections import read_as
from ce_tui.session.words.sharing import FREE_AGAIN, MARKED, SHORT_REASON, STORE_READ_ONLY


async def answer(asker: Asker, draft: Draft, question_id: str, typed: str) -> JobResult:
    """Take a reply; nothing typed takes the answer back. Not done without words: it was not meant.

    Asks first if it sets marks aside, or takes the red result or the red steps away; after it if it is doubtful that
    it is safe to contact the family. Raises KeyError for a question that is not asked now.
    """
    if not draft.editable:
        return JobResult(False, draft.why_closed)
    before, pathway = draft.answers, draft.pathway

    def replied(answers: Answers) -> Answers:
        return draft.replied(answers, question_id, typed)

    try:
        after = replied(before)
    except NotAccepted as refused:
        return JobResult(False, refused.words)
    if not await _is_meant(asker, draft, before, after):
        return JobResult(False)
    result = change(draft, replied)
    if not result.done or is_contact_doubtful(before, pathway) or not is_contact_doubtful(after, pathway):
        return result
    # The family may be contacted, and someone in it may be involved (rule 8).
    words = "You said that it is safe to contact the family. Someone in it may be involved. Is it safe all the same?"
    if await asker.confirm(words, "Yes, it is safe: keep that answer", "Take that answer back"):
        return result
    taken_back = change(draft, lambda answers: msgspec.structs.replace(answers, contact_family=""))
    said = f"{CONTACT_FAMILY} Not answered." if taken_back.done else taken_back.words
    return result._replace(words=f"{result.words} {said}".lstrip())


def what_it_lowers(before: Answers, after: Answers, pathway: Pathway) -> str:
    """What a change lowers: that it takes the red result or steps away, and what is left; empty: nothing."""
    if not replies.lowers_red(before, after, pathway):
        return ""
    red, now = in_sentence("red", pathway), status_words(after, pathway).removeprefix("So far: ")
    return f"This takes the {red} result, or the {red} steps, away. After it: {now}"


async def _is_meant(asker: Asker, draft: Draft, before: Answers, after: Answers) -> bool:
    pathway = draft.pathway
    lowers = replies.lowers_red(before, after, pathway)
    first_meeting = before.known_to_practitioner is not False and after.known_to_practitioner is False
    if first_meeting and (aside := replies.marks_to_set_aside(before, pathway)):
        lowered = f" The result is then no longer {in_sentence('red', pathway)}." if lowers else ""
        return await asker.confirm(
            f"At a first meeting these marks do not count: {', '.join(aside)}. They are set aside, not deleted, and "
            f"come back if you change this answer again.{lowered}",
            "This is our first meeting: set them aside",
            "Leave it as it is",
        )
    return not lowers or await asker.confirm(
        f"{what_it_lowers(before, after, pathway)} Do you mean this?",
        "Yes, change it",
        "No, leave it as it is",
    )


_AS_IT_IS, _TAKE_BACK = "as-it-is", "take-back"
_UNSAID = "unsaid"  # where the cursor stands: Enter alone answers nothing
_MORE = {"harm.on": "Day", "harm.words": "One line", "family_involved": ""}
"""The questions about a harm that was told, and how the line to type is called."""


async def say_or_take_back(asker: Asker, draft: Draft, name: DangerName) -> JobResult:
    """Say a danger, after a question; if it was said, take it back to not answered. Not done: what was left so.

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
    return await _say(asker, draft, name)


async def _take_back(asker: Asker, draft: Draft, name: DangerName) -> JobResult:
    """Take a danger back after one question, which says what that lowers."""

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
    """Ask about a danger: yes, no, or left as it is, which is never a No (rule 2 of the design).

    More is asked of a harm. Not done: nothing was answered, which the words say.
    """
    words, before = AT_ANY_TIME[name], draft.shown(name)
    choices = [
        Choice(_UNSAID, f"Leave it as it is: {before}" if before else "Leave it not answered"),
        Choice("yes", words.yes.format(red=in_sentence("red", draft.pathway)), command="form.yes"),
    ]
    if is_open(draft.answers, name):
        no = next(each.words for each in draft.question(name).options if each.id == "no")
        choices.append(Choice("no", no, command="form.no"))
    said = await asker.choose(words.ask, choices, safe=_UNSAID)
    if said == "no":  # which leads nowhere: it is said with its question
        return await answer_by_one_key(asker, draft, name, "no")
    if said != "yes":
        return JobResult(False, left_words(draft, name))
    result = change(draft, lambda answers: say_danger(answers, name, True, _today(draft)))
    if result.done and name in HARM:
        return await _asked_of_harm(asker, draft, result)
    return result


def to_ask_now(draft: Draft, before: Answers) -> SafetyName | None:
    """The question that marks have just made matter; it is asked at once, not left to Start. None: there is none.

    Whether the child is under 13 (rule 7 of the design). It is asked once: not with the next mark of the kind.
    """
    opens = [name for name in not_answered(draft.answers, draft.pathway) if name in BY_AGE]
    return opens[0] if opens and not is_under_13_asked(before, draft.pathway) else None


async def ask_now(asker: Asker, draft: Draft, before: Answers) -> JobResult:
    """Ask the question that marks have just made matter, if there is one. Not done: nothing was answered."""
    name = to_ask_now(draft, before)
    return await answer_now(asker, draft, name) if name else JobResult(False)


async def answer_now(asker: Asker, draft: Draft, question_id: str) -> JobResult:
    """Answer a question by one of its options.

    Not done: it stays not answered; words say why if it was answered and could not be taken.
    """
    asked = draft.question(question_id)
    unsaid = Choice(_UNSAID, "Not answered: it can be answered at Start")
    chosen = await asker.choose(asked.label, [*asked.options, unsaid], safe=_UNSAID)
    if chosen in ("", _UNSAID):
        return JobResult(False)
    return await answer(asker, draft, question_id, chosen)


def still_to_say(draft: Draft, name: SafetyName, result: JobResult) -> JobResult:
    """The result of an answer; of a harm that is told, also what was not said of it (rule 3)."""
    if not (result.done and name in HARM and draft.answers.harm_today):
        return result
    return result._replace(words=f"{result.words} {_left_open(draft)}".strip())


def _today(draft: Draft) -> date:
    return local_now(draft.clock).date()


def only_shown_words(draft: Draft, name: DangerName) -> str:
    """Whom to phone at this hour; that it cannot be written down here, and how it can."""
    in_danger = evaluate(say_danger(draft.answers, name, True), draft.pathway, draft.clock())
    whom = phone_list(in_danger).whom_on_red
    how = draft.why_closed
    if draft.view_only not in ("", STORE_READ_ONLY, MARKED, FREE_AGAIN):  # which say it all
        once_free = "To change it here, once it is left or may be taken over: go to, then “Change it here”."
        how = f"{draft.view_only} {once_free}"
    return f"Phone {whom}. Not written down. {how}"


def left_words(draft: Draft, name: DangerName) -> str:
    """The answer as the question was left: "Left not answered: whether the child is at immediate risk."."""
    before = draft.shown(name)
    return f"Left {f'as it was: {before}' if before else f'not answered: {QUESTIONS[name].whether}'}."


async def _asked_of_harm(asker: Asker, draft: Draft, result: JobResult) -> JobResult:
    """Ask for the day of a harm, its words, the family, there and back; what was left open is said."""
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
    asked = {
        "harm.on": ("on which day", harm.on),
        "harm.words": ("what was seen or said", harm.words.strip()),
    }
    open_ = [words for key, (words, said) in asked.items() if not said and key not in kept]
    open_ += ["who could be involved"] if not set(WITH_CONSENT).isdisjoint(draft.outcome.not_answered) else []
    typed = [words for key, (words, _) in asked.items() if key in kept]
    left = [f"Not said yet: {joined(open_)}."] if open_ else []
    left += [f"{with_capital(KEPT)}: {joined(typed)}."] if typed else []
    return " ".join(["Harm is said and kept.", *left, "Start asks it."]) if left else ""


async def _answered(asker: Asker, draft: Draft, question_id: str, above: str) -> bool:
    """Ask a question of Start, with some words above it, until its answer is taken. Whether the next may be asked.

    What was typed and not taken is kept; of a day that is none, the day that stood for it is taken back.
    """
    asked = draft.question(question_id)
    if asked.options:
        return (await answer_now(asker, draft, question_id)).done
    is_date, kept = asked.kind == "date", UntakenReply(draft, question_id)
    recorded = draft.shown(question_id)
    words = asked.label if is_date else f"{asked.label} {asked.hint}"
    line = Line(
        _MORE[question_id],
        recorded if is_date else kept.typed or recorded,
        refused=kept.typed if is_date else "",  # a day that was refused is not proposed
        hint=(asked.hint,),
        longest=MAX_FIELD,
        may_be_empty=True,
        keep=kept.keep,
    )
    while (typed := await asker.text(f"{above}\n\n{words}".strip(), line)) is not None:
        result = await answer(asker, draft, question_id, typed)
        if result.done:
            if typed or not is_date:
                kept.forget()
            return True
        kept.keep(typed, True)
        line = line.mended(typed, result.words)
    if is_date and kept.typed:
        await answer(asker, draft, question_id, "")
    return False


def said_of(draft: Draft, name: SafetyName) -> str:
    """A question and its recorded answer: "Is the child under 13? No."."""
    asked = draft.question(name)
    return f"{asked.label} {draft.shown(name) or 'Not answered'}."


async def answer_by_one_key(asker: Asker, draft: Draft, name: SafetyName, value: str) -> JobResult:
    """Answer with "yes" or "no", or take the answer back with "". Question and answer are read in one.

    What was answered is said in words; not done: as `answer_now`.
    """
    result = await answer(asker, draft, name, value)
    if result.done:
        result = result._replace(words=f"{said_of(draft, name)} {result.words}".strip())
    return still_to_say(draft, name, result)


async def ask_in_turn(asker: Asker, draft: Draft, name: SafetyName) -> JobResult:
    """Ask one of several questions in turn; one that was answered can be left so, changed, or taken back."""
    if name in draft.outcome.not_answered:
        return still_to_say(draft, name, await answer_now(asker, draft, name))
    asked = draft.question(name)
    choices = [
        Choice(_AS_IT_IS, f"Leave it as it is: {draft.shown(name)}"),
        *asked.options,
        Choice(_TAKE_BACK, "Take it back: not answered"),
    ]
    chosen = await asker.choose(asked.label, choices, safe=_AS_IT_IS)
    if chosen in ("", _AS_IT_IS):
        return JobResult(False)
    result = await answer(asker, draft, name, "" if chosen == _TAKE_BACK else chosen)
    return still_to_say(draft, name, result)


WHY_NOTHING = "Why do you decide so? It is printed in the referral. It may be left empty."


async def decide(asker: Asker, draft: Draft, decision: str) -> JobResult:
    """Take a decision, and ask for its reason if it is lower than the result and has none yet.

    Without a reason the decision stays as it was before. Why nothing is done may be said too, and may be left.
    """
    before = draft.answers.decision.outcome
    result = await answer(asker, draft, "decision.outcome", decision)
    if not result.done or not needs_why(draft):
        return result
    reason = await give_reason(asker, draft)
    if lacks_reason(draft):
        stays = as_before(draft, before)
        return stays._replace(words=f"{reason.words} {stays.words}".strip())
    return JobResult(True, f"{result.words} {reason.words}".strip())


async def give_reason(asker: Asker, draft: Draft) -> JobResult:
    """Ask for the reason of a decision. It can be taken away; one that is too short is asked for once more."""
    if not draft.editable:
        return JobResult(False, draft.why_closed)
    # Danger cannot be decided down (rule 6).
    undecided = not draft.answers.decision.outcome
    why = WHY_NOTHING
    if _is_less(draft) or (undecided and can_decide_on_less(draft.answers, draft.outcome.outcome)):
        why = (
            "Why do you decide so? A decision for less than the marks indicate needs a reason, of three words or more, "
            "before the screening can be completed. It is printed in the referral."
        )
    kept = UntakenReply(draft, "decision.reason")
    start = kept.typed or draft.answers.decision.reason
    line = Line("Your reason", start, longest=MAX_REASON, may_be_empty=True, keep=kept.keep)
    typed = await asker.text(why, line)
    while typed and typed.strip() and _is_less(draft) and counted_words(typed) < FEWEST_WORDS:
        typed = await asker.text(why, line.mended(typed, SHORT_REASON.rstrip(".")))
    if typed is None:
        return JobResult(False, f"Your reason: {KEPT}." if kept.typed else "")
    reason = typed
    result = change(draft, lambda answers: replies.set_field(answers, "decision.reason", reason))
    kept.forget()
    return JobResult(
        result.done, " ".join(filter(None, [*replies.remarks("decision.reason", reason), result.words]))
    )


def needs_why(draft: Draft) -> bool:
    """Whether a decision is asked for its reason: for less, or for nothing, if none is given yet."""
    nothing = draft.answers.decision.outcome == "none" and not draft.answers.decision.reason.strip()
    return lacks_reason(draft) or nothing


def lacks_reason(draft: Draft) -> bool:
    """Whether the decision is for less, without a reason of three words or more (rule 6)."""
    return needs_reason(draft.answers, draft.outcome.outcome)


def as_before(draft: Draft, before: DecisionName) -> JobResult:
    """Set a decision that got no reason back to what it was, and say so."""
    result = change(draft, lambda answers: replies.set_decision(answers, before))
    if not result.done:
        return result
    words = decision_in_sentence(before, draft.pathway) if before else "none is made"
    return JobResult(True, f"No reason was given, so your decision stays as it was: {words}.")


def _is_less(draft: Draft) -> bool:
    return is_lower(draft.outcome.outcome, draft.outcome.decision)
