"""A screening that is taken from whoever has it open is left at once, a line at a time: Home says why."""

from __future__ import annotations

from pathlib import Path

from ce_tui.lines.dialogue import dialogue
from support.people import office
from support.people.conversation import Conversation, listen, talk
from support.people.screens import NAME, second_terminal


def passed_on(home: Path) -> None:
    office.administrator_does(home, office.hand_over_to(NAME))


def sign_in(talking: Conversation, name: str = office.BEN) -> None:
    talking.answer("Your name", name)
    talking.answer("Passphrase?", office.SECRET)
    talking.hear("Home.")


def test_one_that_is_handed_over_leads_home_while_a_question_waits(home: Path) -> None:
    office.hub(home)
    ref = office.screening_of(home)
    with Conversation(home) as talking:
        sign_in(talking)
        talking.type("")
        talking.hear("3 Start.")
        passed_on(home)
        talking.hear(f"This screening was passed on to {NAME}, so it is closed here.")
        talking.hear("Home. No drafts, none completed")
        talking.type("where")
        talking.hear(f"You are {office.BEN}")
        talking.type("list")
        talking.hear("No screenings yet.")
        talking.type(ref)
        talking.hear("There is no screening with this reference that you can open.")
        talking.type("quit")
        assert talking.end() == 0


def test_an_answer_that_comes_too_late_is_kept_beside_it_and_heard_by_whom_it_belongs_to_now(
    home: Path,
) -> None:
    office.hub(home)
    ref = office.screening_of(home)
    with Conversation(home) as talking:
        sign_in(talking)
        dialogue.TICK = 60  # the answer comes before anything looks
        talking.type("")
        talking.type("go y2")
        talking.hear("Y2")
        passed_on(home)
        talking.type("yes")
        talking.hear("closed here")
        talking.hear("What you had typed last was not saved yet: it is kept beside it")
        talking.hear("Home.")
        talking.type("quit")
        assert talking.end() == 0
    heard = talk(home, ref, "1", "where", "home")
    said = " ".join(heard.split())
    assert f"Words that {office.BEN} typed on" in said and "Y2: Yes" in said
    assert "They stand at the end of the notes now." in said
    boss = second_terminal(home)
    opened = boss.screenings.open(ref)
    assert "Y2" not in opened.answers.marks and opened.answers.notes.endswith("Y2: Yes")
    boss.close()


def test_nothing_of_it_is_heard_after_a_lock_beneath_which_it_was_passed_on(home: Path) -> None:
    office.hub(home)
    office.screening_of(home)
    with Conversation(home) as talking:
        sign_in(talking)
        talking.type("")
        talking.hear("3 Start.")
        talking.type("lock")
        talking.hear("Locked.")
        passed_on(home)
        talking.answer("Passphrase?", office.SECRET)
        talking.hear("closed here")
        after = talking.text.rpartition("Passphrase?")[2]
        assert "immediate risk" not in after.lower()
        talking.type("quit")
        assert talking.end() == 0


def test_a_lead_made_a_practitioner_hears_no_more_of_it(home: Path) -> None:
    office.hub(home)
    ref = office.screening_of(home)
    with Conversation(home) as talking:
        sign_in(talking, office.LEAD)
        talking.type(ref)
        talking.answer("Give your reason", "Supervision")
        talking.hear("3 Start.")
        office.administrator_does(home, lambda ada: ada.people.change_roles(office.LEAD, ["practitioner"]))
        talking.hear("does not read the screenings of others any more")
        talking.hear("Home.")
        talking.type("quit")
        assert talking.end() == 0


def test_of_what_is_still_ones_own_nothing_changes(home: Path) -> None:
    office.hub(home)
    office.screening_of(home)
    assert "closed here" not in listen(home, office.BEN, office.SECRET, "", "home")
