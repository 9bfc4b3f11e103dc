"""What is due over all screenings, at Home and in a list of its own."""

from __future__ import annotations

from pathlib import Path

import pytest

from ce_tui.core.pathway.actions.action import Action
from ce_tui.core.words.plain import NAMES
from ce_tui.session.home_list import following
from ce_tui.session.words.known import listed_due
from ce_tui.settings.config import Config, ListSettings
from support.people import office
from support.people.conversation import CONFIG, listen
from support.people.followed_up import AMBER, NOON, RED, record_elsewhere, recorded_of, screening_with

HUB = "Children & Families' Hub"
YELLOW = {"Y1": "yes"}
PHONE = "Phone now: nobody was phoned yet, as far as is recorded. Due now, since 25 November 2026, 12:00."
POLICE = "Tell the police: not recorded. Due now, since 25 November 2026, 12:00."


@pytest.fixture(autouse=True)
def _hub(home: Path) -> None:
    office.hub(home)


def bens(home: Path, *lines: str, config: Config = CONFIG) -> str:
    """What Ben hears who signs in, and types."""
    return listen(home, office.BEN, office.SECRET, *lines, config=config, now=NOON)


def test_at_the_sign_in_it_is_said_how_much_is_overdue_and_due_today(home: Path) -> None:
    screening_with(home, RED)
    other = screening_with(home, AMBER)
    call = Action(
        at="2026-11-24", kind="phone", to="The school", came_of_it="advice", next="ring back", by="2026-11-25"
    )
    record_elsewhere(home, other, call)
    heard = bens(home, "list", "home")
    assert heard.count("What is due: 2 overdue, 1 thing today. Type due to hear it.\nHome. 2 drafts") == 1


def test_where_nothing_is_due_by_today_nothing_is_said(home: Path) -> None:
    screening_with(home, YELLOW)
    screening_with(home, AMBER)
    heard = bens(home)
    assert "Home. 2 drafts" in heard and "What is due" not in heard


def test_the_list_says_that_nobody_was_phoned_until_somebody_is(home: Path) -> None:
    ref = screening_with(home, RED)
    screening_with(home, AMBER)
    screening_with(home, YELLOW)
    heard = bens(home, "list")
    lines = heard.splitlines()
    (red,) = (line for line in lines if f"{ref}, draft, Red, Essex" in line)
    told = f"changed 25 November 2026 at 12:00. {PHONE} {POLICE}"
    assert red.endswith(told) and "nobody phoned yet" not in red, "it is said once"
    assert any("draft, Amber, Essex" in line and "nothing done yet" in line for line in lines)
    assert not any("draft, Yellow, Essex" in line and "yet" in line for line in lines)
    record_elsewhere(home, ref, Action(at="2026-11-25T11:00", kind="phone", to=HUB, came_of_it="advice"))
    (red,) = (line for line in bens(home, "list").splitlines() if f"{ref}, draft, Red, Essex" in line)
    assert red.endswith(f"changed 25 November 2026 at 12:00. {POLICE}")


UNANSWERED = f"Not answered ({HUB}): phone the next number. Due now, since 25 November 2026, 12:00."


def test_where_nobody_answered_the_list_says_it_as_the_full_screens_home_does(home: Path) -> None:
    ref = screening_with(home, RED)
    heard = bens(home, "1", "record", "", HUB, "no answer", "", "", "home", "list", f"find {office.CHILD}")
    rows = [line for line in heard.splitlines() if line.startswith(f"1. {ref}, draft, Red, Essex")]
    assert len(rows) == 2 and all(row.endswith(f"12:00. {UNANSWERED} {POLICE}") for row in rows)
    casebook = office.entered(home, office.BEN, lambda: NOON)
    due = following(casebook, casebook.index.all()).with_me(NOON)
    shown = [f"{listed_due(each, CONFIG.pathways().naming, NAMES, NOON)}." for each in due]
    casebook.close()
    assert shown == [f"Red, {office.CHILD}. {said}" for said in (UNANSWERED, POLICE)]


def test_of_anothers_the_list_says_no_more_to_a_lead_than_before(home: Path) -> None:
    ref = screening_with(home, RED)
    heard = listen(home, office.LEAD, office.SECRET, "list", now=NOON)
    (row,) = (line for line in heard.splitlines() if f"{ref}, draft, Red, Essex" in line)
    assert "nobody phoned yet" in row and "Phone now" not in row
    assert "\nIn the hub: 2 overdue, all of them red. Type due to hear it.\n" in heard


def test_home_says_how_much_is_due_again_only_where_it_is_not_as_much_as_before(home: Path) -> None:
    first = screening_with(home, RED)
    screening_with(home, RED)
    call = ("record", "", HUB, "advice", "more", "", "", "", "", "ring back", "today", "", "")
    heard = bens(home, first, "home", first, *call, "home", first, "home")
    assert heard.count("What is due: 4 overdue. Type due to hear it.") == 1
    assert heard.count("What is due: 3 overdue, 1 thing today. Type due to hear it.") == 1


def test_999_is_said_there_only_where_somebody_is_to_be_phoned_now(home: Path) -> None:
    danger = "If the child is in danger now: 999. A number opens it, and says whom to phone."
    screening_with(home, AMBER)
    assert danger not in bens(home, "due", "list all")
    screening_with(home, RED)
    assert bens(home, "due", "list all").count(danger) == 1


def test_what_is_due_by_today_is_read_first_and_the_rest_when_asked(home: Path) -> None:
    amber, red = screening_with(home, AMBER), screening_with(home, RED)
    heard = bens(home, "due", "where", "more", "list all", "99", "nonsense", "?", "")
    first, _, rest = heard.partition("A number to open it, more for the other 1? [back]\n")
    assert f"What is due: 2 overdue.\n1. {red}, Red, {office.CHILD}. {PHONE} {POLICE}\n" in first
    assert amber not in first
    assert (
        f"2. {amber}, Amber, {office.CHILD}. Nothing was done yet, as far as is recorded: by tomorrow, 26 November "
        "2026.\n"
    ) in rest
    assert rest.count(f"1. {red}") == 1, "list all reads all of it"
    assert rest.count("Type a number from the list, more, or a reference.\n") == 2
    assert "Enter goes back." in rest


def test_words_are_looked_for_in_all_that_is_due_and_a_number_of_it_opens_it(home: Path) -> None:
    amber, red = screening_with(home, AMBER), screening_with(home, RED)
    heard = bens(home, "due", "find amber", "2", "", "due", "find nobody at all", "")
    assert f"1 found.\n2. {amber}, Amber, {office.CHILD}. Nothing was done yet" in heard
    assert f"{amber}, draft. " in heard and f"{red}, draft. " not in heard
    assert "Nothing is found here.\nA number to open it, more for the other 1? [back]\n" in heard


def test_a_number_opens_it_where_what_was_done_is_recorded_and_leads_home_again(home: Path) -> None:
    ref = screening_with(home, RED)
    screening_with(home, YELLOW)
    heard = bens(home, "due", "1", "record", "", HUB, "accepted", "", "record", "police", *[""] * 5, "due")
    opened = heard.partition("A number to open it? [back]\n")[2]
    assert f"{ref}, draft. " in opened
    assert "\nWhat was done.\nNothing is recorded as done yet.\n" in opened
    assert "10 Review" not in opened, "that is another place"
    assert "Recorded as number 1: " in opened and "Home. 2 drafts" in opened.partition("Recorded as")[2]
    assert "Nothing is overdue, and nothing is due today." in opened.partition("Home. 2 drafts")[2]
    assert len(recorded_of(home, ref)) == 2


def test_whoever_comes_from_what_is_due_finds_the_draft_where_it_was_left(home: Path) -> None:
    screening_with(home, RED)
    bens(home, "1", "go amber", "home")
    assert "5 Amber." in bens(home, "due", "1", "", "", "1")


def test_from_an_open_screening_the_chosen_one_is_opened_instead(home: Path) -> None:
    yellow, red = screening_with(home, YELLOW), screening_with(home, RED)
    heard = bens(home, yellow, "due", "1", "where")
    assert f"{yellow}, draft" in heard
    assert f"{red}, draft. " in heard.partition("A number to open it? [back]\n")[2]


def test_nothing_is_due(home: Path) -> None:
    screening_with(home, YELLOW)
    assert "Nothing is due.\n" in bens(home, "due")


def test_children_are_shown_as_the_lists_show_them(home: Path) -> None:
    ref = screening_with(home, RED)
    for by, shown in (("initials", "Z. Q. "), ("references", "")):
        heard = bens(home, "due", "names", config=Config(lists=ListSettings(children=by)))
        hidden, _, named = heard.partition("Names are shown until you leave this list")
        assert office.CHILD not in hidden and "Names are hidden: names shows them." in hidden
        assert f"1. {ref}, Red{f', {shown}' if shown else '. '}Phone now" in hidden
        assert f"1. {ref}, Red, {office.CHILD}. Phone now" in named


def test_an_administrator_alone_hears_of_nothing_that_is_due(home: Path) -> None:
    screening_with(home, RED)
    heard = listen(home, office.ADMIN, office.SECRET, "due", now=NOON)
    assert "What is due" not in heard and "Phone now" not in heard


def test_a_lead_hears_what_is_due_of_the_hub_without_the_childs_name(home: Path) -> None:
    ref = screening_with(home, RED)
    heard = listen(home, office.LEAD, office.SECRET, "due", now=NOON)
    assert f"1. {ref}, Red, by {office.BEN}. Phone now: nobody was phoned yet" in heard
    assert office.CHILD not in heard


def test_typed_once_more_it_is_read_again_and_after_more_the_numbers_run_on(home: Path) -> None:
    amber, red = screening_with(home, AMBER), screening_with(home, RED)
    heard = bens(home, "due", "due", "more", "2")
    assert heard.count(f"1. {red}, Red") == 2
    rest = heard.partition(f"2. {amber}, Amber")[2]
    assert "A number to open it? [back]\n" in rest, "there is no more to be heard"
    assert f"{amber}, draft. " in rest


def test_at_home_record_says_that_it_needs_an_open_screening(home: Path) -> None:
    screening_with(home, RED)
    heard = bens(home, "record")
    assert "record needs an open screening: open one or begin one with new, then type it.\n" in heard


def test_a_call_about_an_amber_that_is_recorded_once_it_is_red_leaves_the_red_to_be_phoned_about(
    home: Path,
) -> None:
    ref = screening_with(home, AMBER)

    def at(hour: int, *lines: str) -> str:
        return listen(home, office.BEN, office.SECRET, *lines, now=NOON.replace(hour=hour))

    at(14, "1", "go red", "R2", "b", "home")
    record = ("1", "record", "", HUB, "accepted", "more")
    since = f"1. {ref}, Red, {office.CHILD}. Phone now: nobody was phoned since it became more serious"
    heard = at(15, *record, "13:00", *[""] * 7, "due")
    assert "Recorded as number 1: 25 November 2026, 13:00: Phone call" in heard and since in heard
    heard = at(15, *record, "14:30", *[""] * 7, "due")
    assert "Recorded as number 2: 25 November 2026, 14:30: Phone call" in heard
    assert "Phone now" not in heard.rpartition("Recorded as")[2]
