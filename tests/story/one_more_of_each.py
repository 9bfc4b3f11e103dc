"""A made-up kind of action, a made-up end of one and a made-up ask, wherever such things stand.

Run by `test_one_more_of_each.py` on a copy of the package, which has them.
"""

from __future__ import annotations

import json
from pathlib import Path

from ce_tui.core.pathway.actions.action import Gravity
from ce_tui.core.pathway.actions.due import DueCase, due_at, hour_of
from ce_tui.core.pathway.actions.follow_up_rules import FollowUpRules
from ce_tui.core.pathway.actions.follow_up_summary import followed
from ce_tui.core.pathway.actions.rules import dump_action, read_with_remarks
from ce_tui.core.pathway.outcome.evaluation import evaluate
from ce_tui.core.pathway.outcome.phone_script import read_on_the_phone
from ce_tui.core.referral.content.content import ReferralContext, referral
from ce_tui.core.referral.content.shapes import as_text
from ce_tui.core.words.actions import due_words, earlier_action
from ce_tui.core.words.still_to_do import still_to_do
from ce_tui.screens.screening.action import ActionScreen
from support.documents.acted import acted
from support.documents.referrals import AT, REF, answers, pathway
from support.people import office
from support.people.acting import OFFICE, at_noon, done, record_it, reply
from support.people.conversation import listen
from support.people.followed_up import AMBER, NOON, recorded_of, screening_with
from support.people.marking import amber
from support.people.screens import app_at

CALL = {"kind": "video call", "to": OFFICE, "came_of_it": "waiting list"}
SAID = f"Video call with {OFFICE}. On a waiting list"


async def test_the_form_in_the_full_screen_offers_them_and_what_was_done_shows_them(home: Path) -> None:
    async with app_at(home, "review", change=amber) as app:
        at_noon(app)
        await app.press("d")
        await app.until(lambda: isinstance(app.app.screen, ActionScreen), "the form")
        await app.settle()
        await reply(app, **CALL)
        assert app.app.screen.is_call  # type: ignore[attr-defined]
        await record_it(app)
        await app.until(lambda: not isinstance(app.app.screen, ActionScreen), "the place before")
        await app.settle()
        assert app.said.startswith(f"Recorded as number 1: 25 November 2026, 12:00: {SAID}.")
        assert [(each.kind, each.came_of_it) for each in done(app.draft)] == [("video call", "waiting list")]


def test_the_line_mode_offers_them_reads_them_back_and_lists_them(home: Path) -> None:
    office.hub(home)
    ref = screening_with(home, AMBER)
    lines = ("record", "video call", OFFICE, "on a waiting list", "", "done", "all")
    heard = listen(home, office.BEN, office.SECRET, "1", *lines, now=NOON)
    assert f"25 November 2026, 12:00: {SAID}. Record it?" in heard
    assert f"Recorded as number 1: 25 November 2026, 12:00: {SAID}.\n" in heard
    [recorded] = recorded_of(home, ref)
    assert (recorded.action.kind, recorded.action.came_of_it) == ("video call", "waiting list")


def test_programs_give_and_get_them() -> None:
    given = {"at": "2026-11-25T10:05", **CALL}
    read = dump_action(read_with_remarks(json.dumps(given))[0])
    assert read | given == read


def test_paper_has_them_on_page_1_under_what_was_done_and_among_what_is_asked() -> None:
    given, imprint = (
        answers("amber"),
        ReferralContext(at=AT, ref=REF, recorded=acted(CALL, stood=Gravity("amber"))),
    )
    text = as_text(referral(given, evaluate(given, pathway(), AT), pathway(), imprint))
    page_1, _, after = text.partition("What was done\n")
    asked = " ".join(page_1.partition("What is asked")[2].split())
    assert f"Asked of: the {OFFICE}. Phoned 14:05, {OFFICE}, on a waiting list." in asked
    assert "- A letter." in asked
    assert "25 November 2026, 14:05: Video call" in after
    assert OFFICE in after and "What came of it: On a waiting list" in after


def test_the_phone_script_asks_and_says_what_was_done_then() -> None:
    given = answers("amber")
    script = read_on_the_phone(given, evaluate(given, pathway(), AT), pathway(), REF)
    assert "I ask for a letter." in dict(script)["What I ask"]
    then = f"Then, as far as is recorded: video call with {OFFICE}, 25 November 2026; on a waiting list."
    assert earlier_action(acted(CALL)).words == then


def test_what_is_due_and_still_to_be_done_heed_them() -> None:
    given = answers("amber")
    outcome = evaluate(given, pathway(), AT)
    to_do = still_to_do(given, outcome, pathway(), recorded=acted(CALL, stood=Gravity("amber")))
    assert to_do[0].startswith("Done 25 November 2026, 14:05: ")
    known = acted({**CALL, "came_of_it": ""}, stood=Gravity("amber"))
    about = DueCase(
        stood=Gravity("amber"),
        screened_on="2026-11-25",
        since="2026-11-25T09:00:00.000+00:00",
        completed=False,
        followed=followed(known),
    )
    assert [due_words(each, AT) for each in due_at(about, FollowUpRules(), hour_of(AT))] == [
        f"Ask what came of it: nothing is recorded ({OFFICE}). By tomorrow, 26 November 2026"
    ]
