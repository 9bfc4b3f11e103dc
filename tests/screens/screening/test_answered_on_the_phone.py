"""While one phones, each question that nobody has answered is answered where the script says so, with one key."""

from __future__ import annotations

from pathlib import Path

import pytest

from ce_tui.core.pathway.answers.danger import SAFETY, WHETHER, SafetyName
from ce_tui.core.pathway.answers.screening import Answers
from ce_tui.core.vault.casebook.screenings import Screenings
from ce_tui.core.vault.errors import StoreFull
from ce_tui.session.words.screening import CLOSED
from ce_tui.widgets.text_view import TextView
from support.people.marking import marked
from support.people.screens import App, app_at, save_elsewhere


def sexual_sign_on_red(answers: Answers) -> Answers:
    """All five questions are asked of it."""
    return marked(answers, "R3")


def script(app: App) -> list[str]:
    return [f"{part.head}{part.text}" for part in app.screen.query_one("#phone", TextView).parts]


def line_of(name: SafetyName) -> str:
    return f">>  To answer {WHETHER[name]}: Enter here"


async def phoning(app: App) -> None:
    app.app.places.phone()
    await app.settle()
    assert app.screen.called == "Read on the phone"


@pytest.mark.parametrize(("key", "value"), [("1", True), ("2", False), ("3", None), ("escape", None)])
@pytest.mark.parametrize("name", SAFETY)
async def test_each_question_is_answered_yes_or_no_or_left_as_it_is(
    home: Path, name: SafetyName, key: str, value: bool | None
) -> None:
    async with app_at(home, "result", change=sexual_sign_on_red) as app:
        await phoning(app)
        app.screen.query_one("#phone", TextView).go_to(name)
        await app.press("enter", key, *(["enter"] if key != "escape" else []))
        assert getattr(app.answers, name) is value
        assert (line_of(name) in script(app)) is (value is None)


async def test_the_family_is_asked_at_consent_and_the_rest_at_danger(home: Path) -> None:
    async with app_at(home, "result", change=sexual_sign_on_red) as app:
        await phoning(app)
        lines = script(app)
        danger, child, consent = (lines.index(heading) for heading in ("Danger", "The child", "Consent"))
        for name in SAFETY:
            first, last = (consent, len(lines)) if name == "family_involved" else (danger, child)
            assert first < lines.index(line_of(name)) < last
        app.screen.query_one("#phone", TextView).go_to("family_involved")
        await app.press("enter", "1", "enter")
        assert "Do not ask or tell the family yet" in app.words()


async def test_a_completed_one_says_that_it_must_be_reopened_to_answer(home: Path) -> None:
    async with app_at(home, "review", change=sexual_sign_on_red) as app:
        app.app.open_draft.complete()
        await phoning(app)
        assert f"  {CLOSED}" in script(app)
        assert not [line for line in script(app) if "To answer" in line]


async def answer_the_first(app: App) -> None:
    await phoning(app)
    app.screen.query_one("#phone", TextView).go_to("missing_now")
    await app.press("enter", "1", "enter")


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
            assert app.answers.missing_now and line_of("missing_now") not in script(app)


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
        app.screen.query_one("#phone", TextView).go_to("missing_now")
        await app.press("enter")
        app.draft.view_only = "Lee Example has it open."
        await app.press("1", "enter")
        assert app.answers.missing_now is None
        assert app.said.startswith("Lee Example has it open.")
