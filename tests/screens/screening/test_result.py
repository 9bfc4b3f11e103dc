"""The result: what is indicated and why, the decision, what to do, whom to call; and reading it on the phone."""

from __future__ import annotations

from pathlib import Path

import pytest

from ce_tui.core.pathway.answers.danger import SafetyName, say_danger
from ce_tui.core.pathway.answers.screening import Answers
from ce_tui.core.pathway.document.loading import default_pathway
from ce_tui.core.pathway.interview import replies
from ce_tui.core.pathway.words import MarkName, with_capital
from ce_tui.widgets.item_list import ItemList
from support.people.marking import red
from support.people.screens import App, Change, app_at

PATHWAY = default_pathway()


def with_marks(**marks: MarkName) -> Change:
    def change(answers: Answers) -> Answers:
        answers = replies.set_known(answers, PATHWAY, True)
        for factor_id, mark in marks.items():
            answers = replies.mark(answers, PATHWAY, factor_id, mark)
        for tier in ("yellow", "amber", "red"):
            answers = replies.look_at(answers, tier)
        return answers

    return change


def said_by(app: App) -> list[str]:
    """Everything that the result shows, in order."""
    return [f"{item.head} {item.text}".strip() for item in app.screen.query_one("#result", ItemList).items]


def place(lines: list[str], words: str) -> int:
    return next(number for number, line in enumerate(lines) if words in line)


@pytest.mark.parametrize("tier", ["yellow", "amber", "red"])
@pytest.mark.parametrize("answered", [True, False])
async def test_the_verdict_is_that_of_the_status_line_and_quotes_the_documents_heading_where_danger_was_answered(
    home: Path, tier: str, answered: bool
) -> None:
    factor_id = {"yellow": "Y1", "amber": "A1", "red": "R1"}[tier]
    mark: MarkName = "yes" if tier == "yellow" else "suspected"

    def change(answers: Answers) -> Answers:
        answers = with_marks(**{factor_id: mark})(answers)
        noes: tuple[SafetyName, ...] = ("immediate_risk", "harm_today", "missing_now") if answered else ()
        for name in noes:
            answers = say_danger(answers, name, False)
        return answers

    async with app_at(home, "result", change=change) as app:
        title, so_far = PATHWAY.tier(tier).title.upper(), with_capital(PATHWAY.tier(tier).so_far)
        quoted = f"The pathway's words: “{PATHWAY.tier(tier).result}”"
        reassures_not = not answered and tier != "red"
        begins = f"=> {title} so far." if reassures_not else f"=> {title}: {so_far}."
        assert any(row.startswith(begins) for row in said_by(app))
        assert (quoted in app.words()) == answered


async def test_nothing_marked_is_never_said_to_be_safe(home: Path) -> None:
    async with app_at(home, "result", change=with_marks()) as app:
        assert PATHWAY.none_result in app.words()
        assert "does not mean that the child is safe" in app.words()


async def test_tiers_that_were_not_looked_at_are_said_with_the_verdict(home: Path) -> None:
    def change(answers: Answers) -> Answers:
        return replies.look_at(replies.mark(answers, PATHWAY, "Y1", "yes"), "yellow")

    async with app_at(home, "result", change=change) as app:
        assert said_by(app)[0] == "=> YELLOW so far. Amber and Red were not looked at."


async def test_suspected_and_believed_are_apart_and_the_deciding_marks_come_first(home: Path) -> None:
    change = with_marks(A3="reasonably believe", R2="suspected", R5="reasonably believe", Y1="yes")
    async with app_at(home, "result", change=change) as app:
        lines = said_by(app)
        believed = place(lines, "R5 Reasonably believe: Coercive")
        suspected = place(lines, "R2 Suspected, not confirmed: Holding drugs")
        also = place(lines, "Also marked")
        assert believed < suspected < also < place(lines, "A3 Reasonably believe") < place(lines, "Y1 Yes")


async def test_on_red_999_and_whom_to_call_come_before_everything_else(home: Path) -> None:
    async with app_at(home, "result", change=with_marks(R2="suspected")) as app:
        lines = said_by(app)
        assert lines[place(lines, "Whom to call now") + 1].startswith("999")
        assert (
            place(lines, "Whom to call now")
            < place(lines, "What to do")
            < place(lines, "Because of these marks")
        )
        assert "999" in app.text() and "day and night" in app.text()


async def test_what_was_rebuilt_says_so_beside_each_step(home: Path) -> None:
    async with app_at(home, "result", change=with_marks(A3="suspected")) as app:
        steps = [step for step in app.draft.outcome.steps if step.provenance == "rebuilt"]
        assert steps
        for step in steps:
            shown = [line for line in said_by(app) if step.text in line][-1]
            assert step.confirm and step.confirm not in shown and "Rebuilt by this software." in shown
        area = app.draft.pathway.locality("essex")
        assert sum(step.confirm in line for line in said_by(app)) == 1, "once above them all"
        assert f"! {area.provenance}" in said_by(app)


async def test_every_notice_carries_its_source(home: Path) -> None:
    async with app_at(home, "result", change=with_marks(A8="suspected", R3="suspected")) as app:
        lines = said_by(app)
        notices = [notice for notice in app.draft.outcome.notices if not notice.alert]
        assert notices
        for alert in app.draft.outcome.alerts:
            assert any(alert.text in line for line in lines)
        for notice in notices:
            assert any(notice.text in line and notice.source.rstrip(".") in line for line in lines)


async def test_the_areas_own_form_is_said_to_be_still_to_be_done(home: Path) -> None:
    async with app_at(home, "result", change=with_marks(R1="suspected"), locality="southend") as app:
        lines = said_by(app)
        assert (
            "We do not have this web address. Ask C-SPOC or your safeguarding lead for it."
            in lines[place(lines, "Still to be done") + 1]
        )


async def test_deciding_on_less_asks_whether_it_is_meant_then_for_the_reason(home: Path) -> None:
    async with app_at(home, "result", "decide:yellow", change=with_marks(A3="suspected")) as app:
        await app.press("space")
        assert "Why do you decide so?" in app.words()
        await app.type("seen by the team")
        await app.press("enter")
        assert app.answers.decision.outcome == "yellow"
        assert app.answers.decision.reason == "seen by the team"
        assert app.said.startswith("Yellow: vulnerabilities raised") and ": your decision." in app.said
        assert "Your reason: seen by the team" in " ".join(said_by(app))


async def test_esc_at_the_question_for_the_reason_leaves_the_decision_as_it_was_and_says_so(
    home: Path,
) -> None:
    async with app_at(home, "result", "decide:none", change=with_marks(A3="suspected")) as app:
        await app.press("space")
        assert "Why do you decide so?" in app.words()
        await app.press("escape")
        assert app.answers.decision.outcome == ""
        assert app.said.startswith("No reason was given, so your decision stays as it was: none is made.")
        assert "(x)" not in " ".join(said_by(app))


async def test_a_lower_decision_without_a_reason_says_that_it_is_needed(home: Path) -> None:
    def lower(answers: Answers) -> Answers:
        return replies.set_decision(with_marks(A3="suspected")(answers), "none")

    async with app_at(home, "result", change=lower) as app:
        assert "NEEDED" in " ".join(said_by(app))
        assert "decision.reason" in app.draft.outcome.missing


async def test_unsure_beside_a_harm_that_was_told_is_shown_as_ones_decision(home: Path) -> None:
    def told(answers: Answers) -> Answers:
        return say_danger(with_marks(A3="suspected")(answers), "harm_today", True)

    async with app_at(home, "result", "decide:unsure", change=told) as app:
        assert "(x) Red: " in " ".join(said_by(app)), "harm told counts as it"
        await app.press("space")
        shown = " ".join(said_by(app))
        assert "(x) Unsure: " in shown and "( ) Red: " in shown
        assert app.said.startswith("Unsure: keep these steps, and ask the area for advice: your decision.")
        await app.press("up")
        assert "not chosen, harm told counts as this all the same" in app.said


async def test_unsure_is_a_decision_and_adds_the_areas_advice(home: Path) -> None:
    async with app_at(home, "result", "decide:unsure", change=with_marks(Y1="yes")) as app:
        before = len(app.draft.outcome.steps)
        await app.press("space")
        assert app.answers.decision.outcome == "unsure"
        assert len(app.draft.outcome.steps) > before
        assert PATHWAY.decision_advice in " ".join(said_by(app))


async def test_immediate_risk_cannot_be_decided_down(home: Path) -> None:
    async with app_at(
        home,
        "result",
        change=lambda answers: say_danger(with_marks(Y1="yes")(answers), "immediate_risk", True),
    ) as app:
        ids = [item.id for item in app.screen.query_one("#result", ItemList).items]
        assert "decide:red" in ids and "decide:yellow" not in ids
        assert "cannot be decided down" in " ".join(said_by(app))


async def test_immediate_risk_is_said_from_the_result_too(home: Path) -> None:
    async with app_at(home, "result", "say:risk", change=with_marks(Y1="yes")) as app:
        assert "The child is at immediate risk: not answered. Space says so." in app.said
        await app.press("space")
        assert "Is the child at immediate risk?" in app.words() and app.answers.immediate_risk is None
        await app.press("2", "enter")
        assert app.answers.immediate_risk
        assert app.screen.section == "result" and app.said.startswith(
            "Alert: The child is at immediate risk."
        )
        app.screen.query_one("#result", ItemList).go_to("say:risk")
        await app.press("space")
        assert "This takes the red result, or the red steps, away." in app.words()
        assert "Take that back?" in app.words() and app.answers.immediate_risk
        await app.press("2", "enter")
        assert app.answers.immediate_risk is None
        assert app.said.startswith("This takes the red result away. Result: YELLOW")


async def test_a_reason_leads_to_its_factor(home: Path) -> None:
    async with app_at(home, "result", "factor:R2", change=with_marks(R2="suspected")) as app:
        await app.press("enter")
        assert app.screen.section == "red" and app.screen.here == "R2"


async def test_the_phone_text_follows_the_call_takers_order_and_is_noted_in_the_audit(home: Path) -> None:
    async with app_at(home, "result", "script", change=with_marks(R2="suspected")) as app:
        await app.press("enter")
        lines = app.text()
        assert "Read on the phone" in lines
        order = [lines.index(words) for words in ("Who to phone", "Say first", "Danger")]
        assert order == sorted(order)
        assert app.draft.screening.ref in lines
        await app.press("escape")
        assert app.screen.section == "result"
    from support.people.screens import second_terminal

    casebook = second_terminal(home)
    try:
        assert casebook.log.verify().sound
    finally:
        casebook.close()


async def test_what_is_not_answered_of_danger_is_answered_while_one_phones(home: Path) -> None:
    async with app_at(home, "result", "script", change=with_marks(R2="suspected")) as app:
        await app.press("enter")
        assert "Is the child safe now? Say what you know. (Not answered here.)" in app.words()
        await app.press("right")
        assert app.said.startswith("Enter answers Yes.")
        await app.press("right", "enter")
        assert app.answers.immediate_risk is False
        assert "The child is not at immediate risk: I have checked." in app.words()
        await app.press("right", "enter")
        assert app.answers.harm_today is True


async def test_how_hours_are_judged_is_said_below_whom_to_call(home: Path) -> None:
    async with app_at(home, "result", change=with_marks(R1="suspected")) as app:
        assert place(said_by(app), "On bank holidays in England") > place(said_by(app), "0345 603 7627")


@pytest.mark.parametrize(
    ("key", "phone"), [("f7", "Phone 999 now. Then "), ("f8", "Phone 999 in danger, else ")]
)
async def test_danger_in_a_completed_screening_is_answered_with_whom_to_phone(
    home: Path, key: str, phone: str
) -> None:
    async with app_at(home, "result") as app:
        app.draft.complete()
        app.app.navigator.show_section("result")
        await app.settle()
        await app.press(key)
        await app.until(lambda: app.app.front.in_dialog, "whom to phone")
        said = app.words()
        assert said.index(phone) < said.index("Not written down.")
        assert "0345 603 7627" in said and "Reopen it in Review to change it." in said
        await app.press("enter")
        await app.until(lambda: not app.app.front.in_dialog, "the result")
        assert app.answers.immediate_risk is None and app.answers.harm_today is None


async def test_of_one_that_is_only_shown_nothing_is_said_to_be_asked(home: Path) -> None:
    async with app_at(home, "result", change=with_marks(R2="suspected")) as app:
        assert "Start asks." in app.words()
        app.draft.view_only = "Lee Example has it open."
        app.app.navigator.show_section("result", "unanswered")
        await app.settle()
        assert "It is only shown here." in app.said
        assert not any(each in app.words() for each in ("Start asks.", "Enter asks", "Reopen it"))


async def test_of_a_completed_one_what_is_open_is_answered_only_after_reopening_it(home: Path) -> None:
    def cited(answers: Answers) -> Answers:
        return replies.set_notes(
            with_marks(R2="suspected")(answers), "R3 was told by the school, twice this week."
        )

    async with app_at(home, "result", change=cited) as app:
        assert "Start asks." in app.words()
        app.draft.complete()
        for at in ("unanswered", "unanswered:family_involved", "cited-unmarked"):
            app.app.navigator.show_section("result", at)
            await app.settle()
            assert "Reopen it in Review." in app.said
            assert not any(each in app.words() for each in ("Start asks.", "Enter asks", "Enter marks"))
            await app.press("enter")
            await app.until(lambda: app.app.navigator.section == "review", "Review")
            await app.settle()
            assert "Reopen it as the draft of revision 2" in app.said


@pytest.mark.parametrize("quiet", [False, True], ids=["drawn", "for screen readers"])
async def test_who_is_written_to_is_heard_with_the_address_as_who_is_phoned_with_the_number(
    home: Path, quiet: bool
) -> None:
    async with app_at(home, "result", change=red) as app:
        app.app.appearance.show_for_screen_readers(quiet)
        result = app.screen.query_one("#result", ItemList)
        await app.press("home")
        while not app.said.startswith("E-mail TAFSO@essex.gov.uk. Team Around the Family."):
            before = result.current
            await app.press("down")
            assert result.current is not before, "it is in the list"
        await app.press("down")
        mailbox = "E-mail occhildexploitationtriageteam@essex.police.uk. Police contact "
        assert app.said.startswith(mailbox)
        assert "A mailbox: never instead of a call to 999 or 101." in app.said


async def test_enter_on_what_leads_nowhere_leaves_the_heading_above_it_said_for_a_screen_reader(
    home: Path,
) -> None:
    """Else what is shown changes with no word of it heard, and nobody says that the key has no effect."""
    async with app_at(home, "result") as app:
        app.app.appearance.show_for_screen_readers(True)
        result = app.screen.query_one("#result", ItemList)
        at = next(n for n, item in enumerate(result.items) if item.text == "Because of these marks")
        assert result.go_to(result.items[at + 1].id)
        await app.settle()
        before = app.said
        assert before.startswith("Because of these marks") and "Nothing is marked" in before
        await app.press("enter")
        assert app.said == before
