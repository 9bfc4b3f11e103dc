"""An alert is described in one row: one that nobody has thought of yet stands on every surface that its row names."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from msgspec.structs import replace

from ce_tui.cli.screenings import evaluate_command
from ce_tui.core.pathway.actions.action import stands
from ce_tui.core.pathway.answers.answers import dump
from ce_tui.core.pathway.answers.danger import raised_alerts
from ce_tui.core.pathway.answers.screening import Answers
from ce_tui.core.pathway.document import loading
from ce_tui.core.pathway.document.notices import ALERTS, AlertKind, PhoneNow, PoliceReport
from ce_tui.core.pathway.outcome.phone_script import read_on_the_phone
from ce_tui.core.pathway.words import with_small
from ce_tui.core.referral.content.blank import blank
from ce_tui.core.referral.content.content import ReferralContext, referral
from ce_tui.core.referral.content.shapes import as_text
from ce_tui.core.referral.worker import Renderer
from ce_tui.core.words.still_to_do import still_to_do
from ce_tui.session.draft import Draft
from ce_tui.session.home_list import DueLists, dangers, following, in_order, things_due, whose_words
from ce_tui.session.session import Session
from ce_tui.settings.config import Config
from support.documents.referrals import pages
from support.documents.said import PATHWAY
from support.people.conversation import talk
from support.people.screens import NOON, app_at, new_casebook

FACT = "The child is locked in."
RED = (
    "999 in danger, else the Children & Families' Hub on 0345 603 7627 (ask for the Priority Line), else 101"
)
LOCKED_IN = f"The child is locked in (A1). Phone now: {RED}. Report it: phone 101, or 999 if in danger."
REPORT = "Report the child locked in: phone 101, or 999 if in danger."
KEEP_IT = "Leave the child's phone as it is: phone 101, or 999 if in danger."
ADVICE = "Ask nobody at home before the service has advised."
NOTICES = """
[[notices]]
id = "locked-in"
alert = "locked_in"
text = "The child is locked in{marks}. Phone now: {red}. Report it: phone {police}."
fact = "The child is locked in."
source = "made up"
when = { any_marked = ["substances-obtained-gifts-exchange"] }

[[notices]]
id = "keep-it"
alert = "keep_it"
text = "Leave the child's phone as it is: phone {police}."
source = "made up"
when = { any_marked = ["relationship-dynamics"] }

[[notices]]
id = "advice"
alert = "advice"
text = "Ask nobody at home before the service has advised."
source = "made up"
when = { any_marked = ["relationship-dynamics"] }
"""


@pytest.fixture
def made_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The app's own pathway with three made-up alerts: one to phone now about, two to heed."""
    now = PhoneNow(
        place=2,
        red_by="",
        report=PoliceReport(step="Report the child locked in: phone", asked="Locked in?", task="report that"),
        spoken="the child is locked in",
        kept="locked_in",
        listed="locked in now",
    )
    for key, asks in {"locked_in": now, "keep_it": "another call", "advice": "advice first"}.items():
        kind = AlertKind(own=None, question="", needs_mark=True, asks=asks)  # type: ignore[arg-type]
        monkeypatch.setitem(ALERTS, key, kind)
    for folder in ("pathways", "localities", "notices"):
        shutil.copytree(loading.DATA / folder, tmp_path / "made" / folder)
    with (tmp_path / "made" / "notices" / "notices.toml").open("a") as file:
        file.write(NOTICES)
    monkeypatch.setattr(loading, "DEFAULT", tmp_path / "made" / "pathways" / loading.DEFAULT.name)
    loading.default_pathway.cache_clear()
    yield
    loading.default_pathway.cache_clear()


pytestmark = pytest.mark.usefixtures("made_up")


def begun(home: Path, **marks: Any) -> tuple[Session, Draft]:
    """A draft in Essex with these marks, in a store of its own."""
    session = Session(new_casebook(home), Config().pathways(), lambda: NOON)
    draft = session.begin("essex")
    draft.apply(lambda answers: with_marks(answers, **marks))
    return session, draft


def with_marks(answers: Answers, **marks: Any) -> Answers:
    return replace(answers, known_to_practitioner=True, marks=marks)


def test_what_evaluate_says() -> None:
    given = with_marks(Answers(pathway=PATHWAY.id, locality="essex"), A1="suspected", A4="suspected")
    ended = CliRunner().invoke(
        evaluate_command, ["-", "--at", "2026-11-25T12:00"], input=json.dumps(dump(given))
    )
    alerts = {each["key"]: (each["text"], each["fact"]) for each in json.loads(ended.stdout)["alerts"]}
    assert alerts == {
        "locked_in": (LOCKED_IN, FACT),
        "keep_it": (KEEP_IT, KEEP_IT),
        "advice": (ADVICE, ADVICE),
    }


def test_the_lists_what_is_due_and_what_is_still_to_be_done(home: Path) -> None:
    session, red = begun(home, R2="suspected")
    draft = session.begin("essex")
    draft.apply(lambda answers: with_marks(answers, A1="suspected", A4="suspected"))
    listed = session.casebook.index.all()
    assert [each.ref for each in session.casebook.index.first(9)] == [draft.screening.ref, red.screening.ref]
    first, second = in_order(listed, DueLists())
    assert (first.ref, second.ref) == (draft.screening.ref, red.screening.ref)
    assert first.stood == stands(draft.outcome) and dangers(first) == ["locked_in"] == [
        *raised_alerts(draft.answers, draft.pathway)
    ]
    assert whose_words(first, "names", with_not_done=False) == "locked in now, child's name not given"
    due = [(each.summary.ref, each.due.what) for each in things_due(following(session.casebook, listed).own)]
    assert due[:2] == [(draft.screening.ref, "call"), (draft.screening.ref, "police")]
    steps = still_to_do(draft.answers, draft.outcome, draft.pathway)
    assert (steps[0], REPORT in steps) == (f"Phone now: {RED}.", True)
    assert [each for each in steps if each in (KEEP_IT, ADVICE)] == [KEEP_IT, ADVICE]


def test_the_phone_and_paper(home: Path, renderer: Renderer) -> None:
    _, draft = begun(home, A1="suspected", A4="suspected")
    script = dict(read_on_the_phone(draft.answers, draft.outcome, draft.pathway))
    assert script["Say first"][0].endswith(": the child is locked in.")
    assert script["Danger"][:3] == [FACT, KEEP_IT, ADVICE]
    steps = script["Your steps (for you, not to be read out)"]
    assert [each for each in steps if each in (KEEP_IT, ADVICE)] == [KEEP_IT, ADVICE]
    paper = referral(draft.answers, draft.outcome, draft.pathway, ReferralContext(at=NOON))
    page = " ".join(as_text(paper).split())
    first = pages(renderer.render(paper))[0]
    for said in (FACT, KEEP_IT, ADVICE, "report that, on 101, or 999 if in danger."):
        assert said in page and said in first, said
    empty = " ".join(as_text(blank("essex", draft.pathway)).split())
    assert "A1: the child is locked in. Phone now, as in the first red steps." in empty
    assert f"A4: {with_small(KEEP_IT)}" in empty


async def test_the_screens(home: Path) -> None:
    def change(answers: Answers) -> Answers:
        return with_marks(answers, A4="suspected")

    async with app_at(home, "amber", "A1", change=change, size=(120, 50)) as app:
        await app.press("s")
        assert f"Alert: {LOCKED_IN}" in app.words()
        app.app.navigator.show_section("result")
        await app.settle()
        shown = app.words()
        for said in (LOCKED_IN, KEEP_IT, ADVICE, REPORT):
            assert said in shown, said
        await app.press("ctrl+o")
        await app.until(lambda: "New screening" in app.words(), "Home")
        assert "locked in now" in app.words()


def test_the_lines(home: Path) -> None:
    new_casebook(home).close()
    # A configuration of its own: the one that all conversations share keeps the pathways that it has read.
    marked = ("new", "", "", "", "", "", "", "1", "", "a4", "s", "a1", "s")
    heard = talk(home, *marked, "go result", config=Config())
    at_the_mark, result = heard.split("A1: suspected.")[1].split("Result", 1)
    assert f"Alert: {LOCKED_IN}" in at_the_mark
    for said in (f"Alert: {LOCKED_IN}", f"Alert: {KEEP_IT}", f"Alert: {ADVICE}", REPORT):
        assert said in result, said
