"""What was done about a screening, by keyboard: reached from everywhere, read, corrected, ended, passed on."""

from __future__ import annotations

from pathlib import Path

import pytest

from ce_tui.core.pathway.answers.screening import Answers as Given
from ce_tui.core.vault.casebook.open_store import PathwayRules
from ce_tui.core.words.actions import NOTHING_DUE
from ce_tui.screens.screening.action import ActionScreen
from ce_tui.screens.screening.done import DoneScreen
from ce_tui.screens.screening.review import ReviewScreen
from ce_tui.session.jobs.recording import END, UNCHANGED, record
from ce_tui.session.session import Session
from ce_tui.settings.preferences import FOR_SCREEN_READERS
from ce_tui.widgets.forms import ChoiceList
from ce_tui.widgets.item_list import ItemList
from support.people import office
from support.people.acting import DANGER, OFFICE, POLICE, at_noon, begun, done, record_it, reply
from support.people.asker import Answers
from support.people.at_the_door import CONFIG, at_home, until
from support.people.marking import amber, red
from support.people.screens import NOON, App, app_at, app_over, new_casebook, second_terminal
from support.stores.first_edition import closed_by_the_first_edition
from support.stores.vault import answers, entered, read_only, set_up_store

LONG = "They visit her at school tomorrow and ring back. " * 5


async def at_done(app: App) -> None:
    """What was done, through the go-to menu."""
    await office.go_to(app, "done", "Record something that was done")
    await app.settle()
    assert isinstance(app.app.screen, DoneScreen)


async def records(app: App, **replies: str) -> None:
    """Something that was done, recorded past the form."""
    assert (await record(Answers(), begun(app.draft, **replies))).done


def rows(app: App) -> list[str]:
    found = app.app.screen.query_one("#done", ItemList)
    return [f"{item.head} {item.text}".strip() for item in found.items]


async def at_the_form(app: App) -> None:
    await app.until(lambda: isinstance(app.app.screen, ActionScreen), "the form")
    await app.settle()


async def begins_to_correct_the_last(app: App) -> None:
    await app.press("end", "enter", "2", "enter")
    await at_the_form(app)


async def back_at_done(app: App, words: str) -> None:
    await app.until(lambda: isinstance(app.app.screen, DoneScreen) and words in app.said, words)
    await app.settle()


# What stands there


async def test_of_a_red_one_it_says_first_what_is_due_and_whom_to_phone(home: Path) -> None:
    async with app_at(home, "result", change=red) as app:
        await at_done(app)
        assert "What was done" in app.text().splitlines()[0]
        assert app.said.startswith("Record something that was done. Enter begins.")
        found = rows(app)
        assert found[1] == "What is due"
        assert found[2].startswith(
            "!! Phone now: nobody was phoned yet, as far as is recorded. Due now, since "
        )
        assert found[3] == "!! If the child is in danger now: 999."
        assert found[4].startswith(f"-> 0345 603 7627  {OFFICE}") and found[5].startswith(f"-> 101  {POLICE}")
        assert found[6].startswith("! Tell the police: not recorded. Due now, since ")
        assert found[-2:] == ["What was done: 0", "Nothing is recorded as done yet."]


async def test_the_police_that_are_due_are_recorded_with_one_key_as_told(home: Path) -> None:
    async with app_at(home, "result", change=red) as app:
        at_noon(app)
        await records(app, to=OFFICE, came_of_it="accepted")
        await at_done(app)
        await app.press("down")
        assert app.said.startswith("Tell the police: not recorded.")
        await app.press("enter")
        await at_the_form(app)
        await record_it(app)
        await back_at_done(app, "Recorded as number 2")
        assert [(each.kind, each.to) for each in done(app.draft)] == [("phone", OFFICE), ("police", POLICE)]
        assert not any("Tell the police" in row for row in rows(app))


async def test_of_one_that_can_wait_no_number_stands_there(home: Path) -> None:
    async with app_at(home, "result") as app:
        await at_done(app)
        assert rows(app) == [
            "Record something that was done",
            "What is due",
            "Nothing is due.",
            END,
            "What was done: 0",
            "Nothing is recorded as done yet.",
        ]


def a_red_one() -> Given:
    return answers(pathway=CONFIG.pathways().current.id, marks={"R2": "suspected"})


async def test_of_one_from_before_actions_it_is_not_said_that_nothing_is_due(home: Path) -> None:
    rules = PathwayRules(CONFIG.pathways())
    casebook, _ = set_up_store(home, rules=rules)
    ref = casebook.screenings.begin(a_red_one()).ref
    closed_by_the_first_edition(casebook)
    session = Session(entered(home, rules=rules), CONFIG.pathways(), lambda: NOON)
    async with app_over(home, session, ref, "result") as app:
        await at_done(app)
        assert rows(app)[-2:] == ["What was done: 0", "Nothing is recorded as done yet."]
        assert NOTHING_DUE not in app.words() and "Phone now" not in app.words()


async def test_in_a_read_only_store_it_is_said_before_anything_is_typed(home: Path) -> None:
    casebook = new_casebook(home)
    ref = casebook.screenings.begin(a_red_one()).ref
    casebook.close()
    with read_only(home):
        session = Session(second_terminal(home), CONFIG.pathways(), lambda: NOON)
        async with app_over(home, session, ref, "result") as app:
            await at_done(app)
            await app.press("d")
            assert isinstance(app.app.screen, DoneScreen) and "read-only" in app.said


async def test_a_call_to_a_number_that_stands_there_is_begun_with_it(home: Path) -> None:
    async with app_at(home, "result", change=red) as app:
        at_noon(app)
        await at_done(app)
        await office.choose(app, f"-> 0345 603 7627  {OFFICE}")
        await app.until(lambda: isinstance(app.app.screen, ActionScreen), "the form")
        await app.settle()
        assert app.said.startswith(f"Phone call to {OFFICE}. What came of it: Not known yet")
        await reply(app, came_of_it="no answer")
        await record_it(app)
        await app.until(lambda: app.app.front.in_dialog, "whom to phone next")
        await app.press("down", "enter")
        await back_at_done(app, "Recorded as number 1: ")
        assert (
            rows(app)[2]
            == f"!! Not answered ({OFFICE}): phone the next number. Due now, since 25 November 2026, 12:00"
        )
        assert rows(app)[4].startswith(f"-> 101  {POLICE}") and OFFICE not in rows(app)[5]
        assert rows(app)[-1] == f"1 25 November 2026, 12:00: Phone call to {OFFICE}. No answer"


async def begun_from(app: App, item: str) -> str:
    """Enter on an item of the list: to whom the form that it begins proposes it was."""
    await office.choose(app, item)
    await app.until(lambda: isinstance(app.app.screen, ActionScreen), "the form")
    await app.settle()
    return app.app.screen.query_one("#q-to", ChoiceList).chosen


async def test_where_nobody_answered_enter_proposes_the_next_one_and_says_so(home: Path) -> None:
    async with app_at(home, "result", change=red) as app:
        at_noon(app)
        await records(app, to=OFFICE, came_of_it="no answer")
        await at_done(app)
        assert await begun_from(app, f"!! Not answered ({OFFICE})") == POLICE
        assert app.said.startswith(f"Proposed: Phone call to {POLICE}. ")
        assert "What came of it: Not known yet" in app.said


async def test_where_nobody_was_phoned_enter_proposes_the_first_one(home: Path) -> None:
    async with app_at(home, "result", change=red) as app:
        at_noon(app)
        await at_done(app)
        assert await begun_from(app, "!! Phone now: nobody was phoned yet") == OFFICE
        assert app.said.startswith(f"Proposed: Phone call to {OFFICE}. ")


async def test_enter_on_999_begins_the_call_to_it(home: Path) -> None:
    async with app_at(home, "result", change=red) as app:
        at_noon(app)
        await at_done(app)
        await app.press("home", "down", "down")
        assert app.said.startswith("If the child is in danger now: 999. Enter records the call to 999.")
        assert await begun_from(app, "!! If the child is in danger now: 999.") == DANGER
        assert app.said.startswith(f"Phone call to {DANGER}. ")


async def test_a_form_that_is_due_is_begun_as_one(home: Path) -> None:
    async with app_at(home, "result", change=red) as app:
        at_noon(app)
        await records(app, to=OFFICE, came_of_it="accepted")
        await at_done(app)
        assert not any("999" in row for row in rows(app))
        await office.choose(app, "- Send the written form after the call")
        await app.until(lambda: isinstance(app.app.screen, ActionScreen), "the form")
        await app.settle()
        assert app.app.screen.query_one("#q-kind", ChoiceList).chosen == "form"


async def test_where_a_limit_comes_from_is_said_with_it(home: Path) -> None:
    async with app_at(home, "result", change=red) as app:
        at_noon(app)
        await records(app, to=OFFICE, came_of_it="accepted")
        await at_done(app)
        await app.press("down", "down")
        assert "within 24 hours, as most safeguarding partnerships have it" in app.said
        assert "Enter records what was done." in app.said


# Reaching it, and recording from where one is


@pytest.mark.parametrize("section", ["start", "yellow", "notes", "result", "details", "review"])
async def test_it_is_reached_from_every_section_and_esc_goes_back_there(home: Path, section: str) -> None:
    async with app_at(home, section, change=amber) as app:
        await at_done(app)
        await app.press("escape")
        assert app.screen.section == section


async def test_review_leads_there_and_d_records_from_there_too(home: Path) -> None:
    async with app_at(home, "review", change=amber) as app:
        at_noon(app)
        await office.choose(app, "What was done, and recording it")
        await app.until(lambda: isinstance(app.app.screen, DoneScreen), "what was done")
        await app.press("d")
        await at_the_form(app)
        await reply(app, to=OFFICE, came_of_it="advice")
        await record_it(app)
        await back_at_done(app, "Recorded as number 1: ")
        await app.press("escape")
        assert isinstance(app.app.screen, ReviewScreen)


async def test_of_a_completed_one_it_is_recorded_without_reopening_it(home: Path) -> None:
    async with app_at(home, "review") as app:
        at_noon(app)
        app.draft.complete()
        await at_done(app)
        await app.press("enter")
        await app.until(lambda: isinstance(app.app.screen, ActionScreen), "the form")
        await reply(app, to=OFFICE)
        await record_it(app)
        await back_at_done(app, "Recorded as number 1: ")
        assert app.draft.screening.state == "completed" and len(done(app.draft)) == 1


async def test_of_one_that_someone_else_has_open_it_is_recorded_too(home: Path) -> None:
    office.hub(home)
    ref = office.screening_of(home)
    ben = office.entered(home, office.BEN)
    opened = ben.screenings.open(ref)
    ben.screenings.save(opened)
    async with at_home(home) as door:
        await door.press("d")
        await until(door, lambda: "has had it open since" in door.words(), "the question")
        await door.press("enter")
        await until(door, lambda: "Your reason" in door.words(), "the question why")
        await office.say(door, "Supervision")
        await until(door, lambda: isinstance(door.app.screen, ActionScreen), "the form")
        await door.settle()
        await reply(door, to=OFFICE, came_of_it="advice")
        await record_it(door)
        await until(door, lambda: "Recorded as number 1: " in door.said, "recorded")
        assert "VIEW ONLY" in door.text().splitlines()[0]
    assert [each.action.to for each in ben.actions.of(ref)] == [OFFICE]
    ben.close()


# Correcting


async def test_one_is_read_whole_and_corrected_from_the_list(home: Path) -> None:
    async with app_at(home, "review", change=amber) as app:
        at_noon(app)
        await records(app, to=OFFICE, came_of_it="no answer", said=LONG, person="J. Worker")
        await at_done(app)
        await app.press("end", "enter")
        await app.until(lambda: app.app.front.in_dialog, "all of it")
        assert LONG.strip() in app.words() and "Recorded by Made-up Practitioner, " in app.words()
        await app.press("2", "enter")
        await app.until(lambda: isinstance(app.app.screen, ActionScreen), "the form")
        await app.settle()
        assert "Correct number 1" in app.text().splitlines()[0]
        assert app.said.startswith("What came of it: No answer: chosen")
        await reply(app, came_of_it="accepted")
        await record_it(app)
        await back_at_done(app, "Recorded as number 2: ")
        assert rows(app)[-2].startswith("1 Corrected by number 2: 25 November 2026, 12:00")
        assert rows(app)[-1].endswith("Accepted")
        await office.choose(app, "1 Corrected by number 2")
        await app.until(lambda: app.app.front.in_dialog, "all of it")
        assert "Correct it" not in app.words() and "Go back" in app.words()


async def test_a_correction_that_is_left_stands_there_again_and_not_in_a_new_one(home: Path) -> None:
    async with app_at(home, "review", change=amber) as app:
        at_noon(app)
        await records(app, to=OFFICE, came_of_it="no answer")
        await at_done(app)
        await begins_to_correct_the_last(app)
        await reply(app, person="K. Worker")
        await app.press("escape")
        await app.until(lambda: isinstance(app.app.screen, DoneScreen), "what was done")
        await app.press("d")
        await at_the_form(app)
        assert "You began this" not in app.said
        await app.press("escape")
        await app.until(lambda: isinstance(app.app.screen, DoneScreen), "what was done")
        await begins_to_correct_the_last(app)
        assert app.said.startswith("You began this") and "K. Worker" in app.said


async def test_a_correction_that_is_begun_over_another_record_takes_nothing_of_it(home: Path) -> None:
    async with app_at(home, "review", change=amber) as app:
        at_noon(app)
        await records(app, to=OFFICE, came_of_it="no answer")
        await app.press("d")
        await app.until(lambda: isinstance(app.app.screen, ActionScreen), "the form")
        await reply(app, to=POLICE, person="A. Worker")
        await office.go_to(app, "done", "Go on recording what was begun here")
        await app.settle()
        await begins_to_correct_the_last(app)
        assert "Correct number 1" in app.text().splitlines()[0]
        await reply(app, person="K. Worker")
        await app.press("escape")
        await app.until(lambda: isinstance(app.app.screen, ReviewScreen), "Review")
        await app.press("d")
        await at_the_form(app)
        assert app.said.startswith("You began this") and "A. Worker" in app.said


async def test_a_correction_in_which_nothing_is_changed_is_not_recorded(home: Path) -> None:
    async with app_at(home, "review", change=amber) as app:
        at_noon(app)
        await records(app, to=OFFICE, came_of_it="no answer")
        await at_done(app)
        await begins_to_correct_the_last(app)
        await record_it(app)
        await app.until(lambda: UNCHANGED in app.said, "that nothing is changed")
        assert isinstance(app.app.screen, ActionScreen) and len(done(app.draft)) == 1


async def test_what_was_recorded_by_mistake_stays_to_be_read_and_counts_for_nothing(home: Path) -> None:
    async with app_at(home, "review", change=red) as app:
        at_noon(app)
        await records(app, to=OFFICE, came_of_it="accepted")
        await at_done(app)
        await app.press("end", "enter", "3", "enter")
        await app.until(lambda: "Was this recorded by mistake?" in app.words(), "the question")
        await app.press("2", "enter")
        await back_at_done(app, "Recorded as number 2: Number 1 was recorded by mistake.")
        assert any(row.startswith("1 Recorded by mistake: ") for row in rows(app))
        assert rows(app)[2].startswith("!! Phone now: nobody was phoned yet")


async def test_what_a_correction_took_the_place_of_counts_again_and_that_is_said(home: Path) -> None:
    async with app_at(home, "review", change=amber) as app:
        at_noon(app)
        await records(app, to=OFFICE, came_of_it="no answer")
        await at_done(app)
        await begins_to_correct_the_last(app)
        await reply(app, came_of_it="accepted")
        await record_it(app)
        await back_at_done(app, "Recorded as number 2: ")
        await app.press("end", "enter", "3", "enter")
        await app.until(lambda: "Was this recorded by mistake?" in app.words(), "the question")
        await app.press("2", "enter")
        await back_at_done(app, "Number 2 was recorded by mistake. Number 1 counts again.")
        assert any(row.startswith("1 25 November 2026, 12:00") for row in rows(app))


# Ending it


async def test_a_red_that_one_may_not_end_alone_says_so_before_enter(home: Path) -> None:
    async with app_at(home, "result", change=red) as app:
        at_noon(app)
        await at_done(app)
        for _ in range(sum(row.startswith(("!! ", "! ", "-> ", "- ")) for row in rows(app)) + 1):
            await app.press("down")
        assert app.said.startswith(f"{END}. ")
        assert "You cannot say that alone yet: Enter says what you can do." in app.said


async def test_it_is_ended_with_a_reason_and_nothing_is_due_any_more(home: Path) -> None:
    async with app_at(home, "review", change=amber) as app:
        at_noon(app)
        await records(app, to=OFFICE, came_of_it="advice")
        await records(app, kind="form", to=OFFICE, came_of_it="accepted")
        await at_done(app)
        await office.choose(app, END)
        await office.say(app, "done")
        await app.until(lambda: "Say why in three words or more" in app.words(), "that it is short")
        await office.say(app, " by the team")
        await back_at_done(app, "Recorded as number 3: Nothing more is to be done here.")
        assert "Nothing is due." in rows(app)


async def test_an_ending_that_was_recorded_by_mistake_is_taken_back(home: Path) -> None:
    async with app_at(home, "review", change=amber) as app:
        at_noon(app)
        await records(app, to=OFFICE, came_of_it="advice", next="they ring back", by="tomorrow")
        await records(app, kind="form", to=POLICE, came_of_it="accepted")
        await at_done(app)
        await office.choose(app, END)
        await office.say(app, "done by the team")
        await back_at_done(app, "Recorded as number 3: Nothing more is to be done here.")
        await app.press("end", "enter")
        await app.until(lambda: app.app.front.in_dialog, "all of it")
        assert "Correct it" not in app.words()
        await app.press("2", "enter")
        await app.until(lambda: "Was this recorded by mistake?" in app.words(), "the question")
        await app.press("2", "enter")
        await back_at_done(app, "Recorded as number 4: Number 3 was recorded by mistake.")
        assert any("They ring back" in row for row in rows(app))


async def test_an_unanswered_red_is_passed_on_and_a_lead_takes_it_on(home: Path) -> None:
    office.hub(home)
    ref = red_one_of_ben(home)
    async with at_home(home, name=office.BEN, passphrase=office.SECRET) as door:
        await open_at_done(door, ref)
        await office.choose(door, END)
        await until(door, lambda: "you cannot end that alone" in door.words(), "the question")
        await door.press("2", "enter")
        await office.say(door, "Nobody answers")
        await until(door, lambda: "Recorded as number 1: Passed on to a lead" in door.said, "passed on")
        assert not any("Take this on" in row for row in rows(door))
        assert rows(door)[2].endswith("(passed on to a lead)")
    async with at_home(home, name=office.LEAD, passphrase=office.SECRET) as door:
        await until(door, lambda: "passed on to a lead" in door.words(), "what is due")
        await door.press("home", "enter")
        await office.say(door, "Supervision")
        await until(door, lambda: isinstance(door.app.screen, DoneScreen), "what was done")
        await door.settle()
        await office.choose(door, "Take this on: it was passed on to a lead")
        await until(door, lambda: "From now on it is due with you." in door.words(), "the question")
        await door.press("2", "enter")
        await until(door, lambda: "Recorded as number 2: Taken on by a lead." in door.said, "taken on")
        assert not any("Take this on" in row for row in rows(door))


def red_one_of_ben(home: Path) -> str:
    """A red draft of Ben's: its reference."""
    ben = office.entered(home, office.BEN)
    given = Given(
        pathway=CONFIG.pathways().current.id,
        locality="essex",
        known_to_practitioner=True,
        screened_on="2026-11-25",
        marks={"R2": "suspected"},
    )
    ref = ben.screenings.begin(given).ref
    ben.close()
    return ref


async def open_at_done(door: App, ref: str) -> None:
    """From what is due at Home."""
    await until(door, lambda: "What is due" in door.text(), "what is due")
    await door.press("home", "enter")
    await until(door, lambda: isinstance(door.app.screen, DoneScreen), "what was done")
    await door.settle()
    assert door.draft.screening.ref == ref


# Seen and heard


@pytest.mark.parametrize("size", [(60, 20), (80, 24), (200, 60)])
async def test_all_of_it_can_be_read_at_every_size(home: Path, size: tuple[int, int]) -> None:
    async with app_at(home, "review", change=red, size=size) as app:
        at_noon(app)
        await records(app, to=OFFICE, came_of_it="no answer", person="J. Worker of the morning team")
        await records(app, to=POLICE, next="they ring back about the station", by="tomorrow")
        await at_done(app)
        found = app.app.screen.query_one("#done", ItemList)
        await app.press("home")
        for item in [item for item in found.items if not item.heading]:
            assert found.current is item
            assert " ".join(item.text.split()) in app.words()
            await app.press("down")


async def test_the_display_for_screen_readers_says_each_thing_once(home: Path) -> None:
    async with app_at(home, "review", change=red) as app:
        app.app.appearance.choose("display", FOR_SCREEN_READERS)
        at_noon(app)
        await at_done(app)
        found = app.app.screen.query_one("#done", ItemList)
        for item in [item for item in found.items if not item.heading]:
            assert found.current is item
            words = " ".join(item.words.split(". Enter")[0].split(" (")[0].rstrip(".").split())
            assert app.words().count(words) == 1, app.text()
            await app.press("down")
