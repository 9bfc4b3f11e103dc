"""While one phones, each question that nobody has answered is answered where the script says so, with one key."""

from __future__ import annotations

from pathlib import Path

import pytest

from ce_tui.core.pathway.answers.danger import SAFETY, SafetyName
from ce_tui.core.pathway.answers.screening import Answers
from ce_tui.core.pathway.interview.questions import question
from ce_tui.core.vault.casebook.screenings import Screenings
from ce_tui.core.vault.errors import StoreFull
from ce_tui.screens.screening.action import ActionScreen
from ce_tui.screens.screening.phone import PhoneScreen
from ce_tui.session.words.sharing import CLOSED
from ce_tui.widgets.text_view import TextView
from support.people.acting import OFFICE, at_noon, done, record_it, reply
from support.people.marking import marked
from support.people.screens import App, app_at, save_elsewhere


def sexual_sign_on_red(answers: Answers) -> Answers:
    """All five questions are asked of it."""
    return marked(answers, "R3")


def script(app: App) -> list[str]:
    return [f"{part.head}{part.text}" for part in app.screen.query_one("#phone", TextView).parts]


def lines_of(app: App, name: SafetyName) -> list[str]:
    """What can be followed of a question, in order."""
    view = app.screen.query_one("#phone", TextView)
    return [f"{part.head}{part.text}" for part in view.parts if part.id.startswith(f"{name}=")]


async def answer_here(app: App, name: SafetyName, value: str) -> None:
    """One key, where the answer stands."""
    app.screen.query_one("#phone", TextView).go_to(f"{name}={value}")
    await app.press("enter")


async def phoning(app: App) -> None:
    app.app.navigator.open("phone")
    await app.settle()
    assert app.screen.called == "Read on the phone"


NO = {"immediate_risk": "No, I have checked"}


@pytest.mark.parametrize("value", ["yes", "no"])
@pytest.mark.parametrize("name", SAFETY)
async def test_one_key_answers_a_question_and_one_takes_the_answer_back(
    home: Path, name: SafetyName, value: str
) -> None:
    async with app_at(home, "result", change=sexual_sign_on_red) as app:
        await phoning(app)
        label, no = question(name, app.answers, app.draft.pathway).label, NO.get(name, "No")
        unknown = [f">>  Do not know: {label}"] if name == "family_involved" else []
        to_give = [f">>  Yes: {label}", f">>  {no}: {label}", *unknown]
        assert lines_of(app, name) == to_give
        await answer_here(app, name, value)
        assert getattr(app.answers, name) is (value == "yes")
        said = f"{label} {'Yes' if value == 'yes' else no}."
        assert lines_of(app, name) == [f">>  Answered now: {said}"]
        assert said in app.said
        await answer_here(app, name, "")
        if app.app.front.in_dialog:  # a danger that was said is taken back after a question
            await app.press("2", "enter")
        assert getattr(app.answers, name) is None
        assert lines_of(app, name) == to_give


async def test_reading_on_answers_nothing_nor_does_a_second_enter(home: Path) -> None:
    async with app_at(home, "result", change=sexual_sign_on_red) as app:
        await phoning(app)
        await app.press(*["down"] * 40, *["space"] * 6, "home", "enter")
        assert [getattr(app.answers, name) for name in SAFETY] == [None] * len(SAFETY)
        await answer_here(app, "missing_now", "no")
        await app.press("enter", "enter")
        assert [getattr(app.answers, name) for name in SAFETY].count(None) == len(SAFETY) - 1


async def test_tab_leads_to_each_answer_and_the_foot_says_so(home: Path) -> None:
    async with app_at(home, "result", change=sexual_sign_on_red) as app:
        await phoning(app)
        assert "Tab leads to what is not answered, Enter there answers it." in app.said
        assert all(key in app.words() for key in ("Tab next answer", "Esc back", "^G go to", "^L lock"))
        view, met = app.screen.query_one("#phone", TextView), []
        for _ in range(2 * len(SAFETY) + 1):  # of the family one may not know
            await app.press("tab")
            met.append(view.part.id)
        assert (
            met[:2] == ["immediate_risk=yes", "immediate_risk=no"] and met[-1] == "family_involved=not known"
        )
        await app.press("shift+tab", "shift+tab", "enter")
        assert app.answers.family_involved is True


@pytest.mark.parametrize("size", [(80, 24), (60, 20), (80, 20)])
async def test_paging_rests_on_no_answer(home: Path, size: tuple[int, int]) -> None:
    async with app_at(home, "result", change=sexual_sign_on_red, size=size) as app:
        await phoning(app)
        view = app.screen.query_one("#phone", TextView)
        for key in ("pagedown",) * 20 + ("pageup",) * 20 + ("space",) * 20:
            await app.press(key)
            assert view.part and not view.part.follow
        assert view.position[0] == view.position[1], "and it comes to the end"


async def test_of_a_harm_that_is_told_it_is_said_what_was_not_said(home: Path) -> None:
    async with app_at(home, "result", change=sexual_sign_on_red) as app:
        await phoning(app)
        await answer_here(app, "harm_today", "yes")
        assert "Harm is said and kept. Not said yet: what was seen or said" in app.said


async def test_the_family_is_asked_at_consent_and_the_rest_at_danger(home: Path) -> None:
    async with app_at(home, "result", change=sexual_sign_on_red) as app:
        await phoning(app)
        lines = script(app)
        danger, child, consent = (lines.index(heading) for heading in ("Danger", "The child", "Consent"))
        for name in SAFETY:
            first, last = (consent, len(lines)) if name == "family_involved" else (danger, child)
            assert first < lines.index(lines_of(app, name)[0]) < last
        await answer_here(app, "family_involved", "yes")
        assert "Do not ask or tell the family yet" in app.words()


async def test_a_completed_one_says_that_it_must_be_reopened_to_answer(home: Path) -> None:
    async with app_at(home, "review", change=sexual_sign_on_red) as app:
        app.app.seat.open_draft.complete()
        await phoning(app)
        assert f"  {CLOSED}" in script(app)
        assert not [line for name in SAFETY for line in lines_of(app, name)]


async def answer_the_first(app: App) -> None:
    await phoning(app)
    await answer_here(app, "missing_now", "yes")


async def test_an_answer_that_cannot_be_saved_is_said_to_be_so(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object, **__: object) -> None:
        raise StoreFull

    async with app_at(home, "result", change=sexual_sign_on_red) as app:
        with monkeypatch.context() as patched:
            patched.setattr(Screenings, "save", full)
            await answer_the_first(app)
            assert "NOT SAVED: The disk is full" in app.said
            assert app.answers.missing_now and len(lines_of(app, "missing_now")) == 1


async def test_where_somebody_else_saved_first_it_is_asked_at_once_what_becomes_of_the_answer(
    home: Path,
) -> None:
    async with app_at(home, "result", change=sexual_sign_on_red) as app:
        theirs = app.draft.screening.ref
        save_elsewhere(home, theirs, "from the other terminal")
        await answer_the_first(app)
        await app.until(lambda: app.app.front.in_dialog and "Keep both" in app.words(), "the question")
        await app.press("enter")
        mine = app.draft.screening.ref
        assert mine != theirs and app.answers.missing_now and app.draft.saved
        assert app.said.startswith(f"Yours is kept as {mine}.") and f"  My reference: {mine}." in script(app)
        await app.press("escape")
        assert app.screen.section == "result" and mine in app.text()


async def test_an_answer_that_is_refused_says_why(home: Path) -> None:
    async with app_at(home, "result", change=sexual_sign_on_red) as app:
        await phoning(app)
        app.draft.view_only = "Lee Example has it open."
        await answer_here(app, "missing_now", "yes")
        assert app.answers.missing_now is None
        assert app.said.startswith("Lee Example has it open.")


async def test_d_records_the_call_while_it_is_read_and_esc_goes_back_to_the_words(home: Path) -> None:
    async with app_at(home, "result", change=sexual_sign_on_red) as app:
        at_noon(app)
        await phoning(app)
        await app.press("down", "down", "d")
        await app.until(lambda: isinstance(app.app.screen, ActionScreen), "the form")
        await app.settle()
        await reply(app, to=OFFICE, came_of_it="accepted", said="They visit her")
        await app.press("escape")
        await app.until(lambda: isinstance(app.app.screen, PhoneScreen), "the words")
        assert done(app.draft) == []
        await app.press("d")
        await app.until(lambda: isinstance(app.app.screen, ActionScreen), "the form")
        await app.settle()
        await record_it(app)
        await app.until(lambda: isinstance(app.app.screen, PhoneScreen), "the words")
        await app.settle()
        assert "Recorded as number 1: " in app.said
        assert [(each.to, each.said) for each in done(app.draft)] == [(OFFICE, "They visit her")]


async def test_whichever_way_one_comes_the_row_that_says_what_enter_does_is_in_sight(home: Path) -> None:
    async with app_at(home, "result", change=sexual_sign_on_red, size=(60, 20)) as app:
        await phoning(app)
        view = app.screen.query_one("#phone", TextView)
        await app.press("end")
        stops = wrapped = 0
        while view.position[0] > 1:
            await app.press("up")
            row = view.position[0] - 1
            index, _ = view._rows[row]
            if index >= 0 and view.parts[index].follow:
                first = next(at for at, (each, _) in enumerate(view._rows) if each == index)
                assert view.scroll_offset.y <= first, view.parts[index].text
                stops, wrapped = stops + 1, wrapped + (first < row)
        assert stops > wrapped > 0
