"""What is said and understood: defaults, short answers, bad input everywhere, the words that can always be typed."""

from __future__ import annotations

import re
from datetime import timedelta
from pathlib import Path

import pytest

from ce_tui.core.vault.casebook.open_store import CasebookSettings
from ce_tui.core.vault.casebook.opening import sign_in
from support.people.conversation import NAME, PASSPHRASE, listen, talk
from support.people.kept import kept
from support.people.screens import CHEAP, NOON

START = ("new", "", "", "", "", "", "1", "")  # a new screening, up to Y1


pytestmark = pytest.mark.usefixtures("store")


def after(heard: str, words: str) -> str:
    assert words in heard, heard
    return heard.partition(words)[2]


def test_a_question_is_one_line_with_its_default_and_enter_keeps_it(home: Path) -> None:
    heard = talk(home, *START, "", "y", "back", "")
    assert "Y1 of 15. Alcohol and/or substance use. Yes or no? Now: not marked.\n" in heard
    assert heard.count("Y1 of 15.") == 1
    assert "Y2: yes." in heard
    assert "Yes or no? Now: yes.\n" in heard
    assert kept(home).marks == {"Y2": "yes"}


@pytest.mark.parametrize(
    ("line", "mark"),
    [("s", "suspected"), ("S", "suspected"), (" suspected ", "suspected"), ("b", "reasonably believe"),
     ("believe", "reasonably believe"), ("Reasonably  believe", "reasonably believe"),
     ("sus", "suspected"), ("Bel", "reasonably believe"), ("reason", "reasonably believe")],
)  # fmt: skip
def test_marks_are_taken_short_or_in_full(home: Path, line: str, mark: str) -> None:
    talk(home, *START, "A3", line)
    assert kept(home).marks == {"A3": mark}


def test_a_mark_is_taken_back_with_n(home: Path) -> None:
    heard = talk(home, *START, "r2", "b", "back", "n", "where")
    assert "R2: not marked. This takes the red result away. So far: nothing marked." in heard
    assert kept(home).marks == {}


@pytest.mark.parametrize(
    "line", ["s", "7", "not", "ye", "perhaps", "\x1b[2J", "ja nein", "-", "Y10", "\u202e"]
)
def test_what_is_no_answer_to_a_factor_says_what_is_expected_and_asks_in_short(home: Path, line: str) -> None:
    heard = after(talk(home, *START, line), "Y1 of 15.")
    assert "y or n" in heard
    assert "\nY1. Yes or no? Now: not marked.\n" in heard
    assert "\x1b" not in heard and "\u202e" not in heard
    assert kept(home).marks == {}


def test_a_choice_is_taken_by_number_beginning_or_words_and_what_fits_none_is_said(home: Path) -> None:
    heard = talk(home, "new", "9", "x", "thur", "go start", *["skip"] * 3, "2", "where")
    assert heard.count("That is none of them. Type a number from 1 to 4, or again to hear them.") == 2
    assert "Essex.\n" in heard
    assert kept(home).locality == "essex"


def test_a_date_that_is_none_is_kept_as_typed_and_said_again(home: Path) -> None:
    heard = talk(home, "new", "", "go details", *["skip"] * 6, "31 feb 2010", "", "go start")
    assert "Date of birth must be a real date. For example, 3 4 2010 or 3 apr 2010" in heard
    assert "Child's date of birth? Typed and not taken: “31 feb 2010”." in heard
    casebook = sign_in(home, NAME, PASSPHRASE, CasebookSettings(argon=CHEAP))
    [summary] = casebook.index.all()
    assert casebook.screenings.open(summary.ref).unfinished == {"child.date_of_birth": "31 feb 2010"}
    casebook.close()


def test_the_words_of_commands_can_be_answers(home: Path) -> None:
    heard = talk(home, "new", "", *["skip"] * 3, "=back", "go details", "=Where", "home", "yes", "clear")
    assert "home is a command: go home does it here. Is it your answer?" in heard
    answers = kept(home)
    assert answers.placed_by == "back"
    assert answers.practitioner.name == "Where"
    assert answers.practitioner.organisation == "home"


def test_an_answer_is_taken_back_with_clear(home: Path) -> None:
    skipped = ["skip"] * 3
    talk(home, "new", "", *skipped, "Imaginary Council", "back", "clear", "1", "back", "clear")
    answers = kept(home)
    assert answers.placed_by == ""
    assert answers.known_to_practitioner is None


def test_danger_is_asked_first_and_the_area_that_was_only_just_chosen_is_not_asked_again(home: Path) -> None:
    heard = talk(home, "new", "2", *[""] * 6, "go start", *[""] * 4)
    first, again = heard.split("3 Start.\n")[1:3]
    assert first.startswith("Is the child at immediate risk?")
    assert "Where does the child live?" not in first
    assert "Where does the child live?" in again


def test_what_a_question_expects_is_said_on_request_only(home: Path) -> None:
    heard = talk(home, *START, "?")
    assert heard.count("y: yes, n: not marked. Enter leaves what stands now.") == 1
    assert "To give one as an answer, type = before it." in heard
    assert after(heard, "help says what each does.").startswith("\nY1. Yes or no? Now: not marked.\n")


def test_help_reads_the_section_in_the_documents_words(home: Path) -> None:
    heard = talk(home, *START, "go amber", "help", "", "", "")
    assert "What counts as reasonably believe?" in heard
    assert "in the balance of probabilities" in heard


def test_where_says_the_place_what_is_marked_and_what_it_comes_to(home: Path) -> None:
    heard = talk(home, *START, "y", "v2", "y", "where")
    said = after(heard, "V2: noted.")
    assert "4 Yellow. V3, 12 of 15. Marked: Y1 yes, V2 noted." in said
    assert "So far: vulnerabilities raised. Amber and Red not looked at." in said
    assert ", draft, saved " in said


def test_again_says_the_whole_question_once_more(home: Path) -> None:
    assert talk(home, *START, "where", "again").count("Y1 of 15. Alcohol and/or substance use.") == 2


def test_list_says_what_is_marked_and_all_the_rest_on_request(home: Path) -> None:
    heard = talk(home, *START, "y", "list", "list all", "stop")
    assert heard.count("Y1: Yes. Alcohol and/or substance use") == 2
    assert heard.count("Y3: not marked.") == 1


def test_the_list_of_start_has_the_area_and_a_no_as_it_was_given(home: Path) -> None:
    heard = talk(home, "new", "1", "no", "list", "stop")
    assert "3.1 Is the child at immediate risk? no, I have checked." in heard
    assert "Where does the child live? Southend" in heard


def test_go_lists_every_place_and_goes_by_number_name_or_id(home: Path) -> None:
    heard = talk(home, *START, "go", "8", "stop", "go Notes", "", "go R5", "go nowhere", "go 10")
    assert "1. The child is at immediate risk" in heard
    assert "3. Start: Essex, known from work" in heard
    assert "\n8 Result.\n" in heard and "\n7 Notes.\n" in heard and "R5 of 11." in heard
    assert "There is no such place. go alone lists them all; = before it makes it an answer." in heard
    assert "\n10 Review.\n" in heard


def test_a_number_is_one_place_for_ever_and_that_of_a_place_which_is_not_open_is_nobodys(home: Path) -> None:
    heard = talk(home, "go", "3", "go 13", "go 1", *START, "go", "13", "go 14", PASSPHRASE, "go 99")
    listed = {
        (number, words) for number, words in re.findall(r"^(\d+)\. (Contacts|Home|Hide)", heard, re.MULTILINE)
    }
    assert listed == {("11", "Contacts"), ("13", "Home"), ("14", "Hide")}
    for number in ("3", "1", "99"):
        nowhere = f"{number} is no place that is open here. Nothing was done. go alone lists what there is.\n"
        assert heard.count(nowhere) == 1
    assert heard.count("\nquit: Sign out: all is saved\n") == 2 and "Locked. " in heard


def test_completing_by_its_number_asks(home: Path) -> None:
    answered = ("no", "no", "no", "", "", "1", "")
    heard = talk(home, "new", "", *answered, "go 17", "no", "go 17", "yes")
    assert heard.count("Completed as revision 1.") == 1


def test_a_closed_tier_says_why_and_what_can_be_done(home: Path) -> None:
    heard = talk(home, "new", "", *[""] * 4, "no", "", "", "next", "?", "nonsense", "known", "1", "go amber")
    assert "Amber is closed: you said that this is your first meeting" in heard
    assert "Type harm, known or explain; Enter goes on." in heard
    assert "A1 of 11." in heard


def test_what_a_job_asks_says_on_request_what_yes_and_no_mean_and_back_says_no(home: Path) -> None:
    heard = talk(
        home, *START, "r1", "s", "go start", *[""] * 6, "no", "?", "back", "where", "back", "no", "y"
    )
    said = after(heard, "At a first meeting these marks do not count: R1.")
    assert "This is our first meeting: set them aside? Yes or no? [no]\n" in said
    assert "yes: This is our first meeting: set them aside.\nno: Leave it as it is.\n" in said
    assert "Question 3.8, of 8" in said, "it stayed as it was, and the next question came"
    assert "This takes the red result away. So far: nothing marked." in said
    assert kept(home).set_aside == {"R1": "suspected"}


def test_immediate_risk_says_at_once_whom_to_phone_from_any_question(home: Path) -> None:
    heard = talk(home, *START, "risk", "", "risk", "y", "", "", "risk", "n", "where")
    said = after(heard, "So far: immediate risk, red steps.")
    assert said.index("1. Phone 999 now.") < said.index("2. Phone ")
    assert said.startswith(
        "\nAlert: The child is at immediate risk. Phone 999 now. Then the Children & Families' Hub on 0345 603 7627 "
        "(ask for the Priority Line), else 101. The rest of this can be filled in afterwards.\n"
    )
    assert said.partition("more. Enter goes on")[0].count("999") == 2, "first of all, then in its step"
    assert "You said that the child is at immediate risk. This takes the red result" in said
    assert "Take that back? Yes or no? [no]" in said
    assert kept(home).immediate_risk


def test_a_question_that_was_answered_by_a_command_comes_back_with_its_answer(home: Path) -> None:
    heard = talk(home, "new", "", "risk", "y", "stop", "", "harm", "y", "", "", "", "stop")
    said = after(heard, "So far: immediate risk, red steps.")
    assert "Is the child at immediate risk? Yes, or no, I have checked? Now: yes.\n" in said
    assert "harm today? Yes or no? Now: yes.\n" in after(said, "Alert: Harm was seen or told of on ")


def test_the_phone_asks_what_of_danger_is_not_answered_and_reads_whom_to_phone_then(home: Path) -> None:
    heard = talk(home, *START, "s", "y1", "y", "phone", "", "1", "no", "", "stop")
    first, said = heard.partition("Is the child at immediate risk?\n1. Yes\n")[::2]
    worried = (
        "Who to phone:\nWorried now? 999 in danger; the Children & Families' Hub, 0345 603 7627 (ask for the "
        "Consultation Line).\n"
    )
    assert first.rindex(worried) > first.index("Y1: yes")
    assert "2. No, I have checked\n3. Not answered: it can be answered at Start\n" in said
    again = after(said, "Is the child missing now?")
    assert "Who to phone:\nEmergency: police, ambulance, 999: day and night.\n" in again
    assert "I saw no harm today, and was told of none.\n" in again
    answers = kept(home)
    assert (answers.immediate_risk, answers.harm_today) == (True, False)


def test_the_phone_leaves_unanswered_what_enter_passes_over(home: Path) -> None:
    heard = talk(home, *START, "phone", "", "", "", "stop")
    assert heard.count("Who to phone:") == 1 and "The child:\nName: not filled in\n" in heard
    answers = kept(home)
    assert (answers.immediate_risk, answers.harm_today) == (None, None)


def test_stop_at_a_question_within_the_phone_script_ends_the_reading(home: Path) -> None:
    heard = talk(home, *START, "phone", "stop", "where")
    assert "Nothing is being read out." not in heard and "The child:\n" not in heard
    assert after(heard, "The reading is ended.\n").startswith("Y1. Yes or no? Now: not marked.\n")
    answers = kept(home)
    assert (answers.immediate_risk, answers.harm_today) == (None, None)


@pytest.mark.parametrize(
    ("word", "danger"),
    [("risk", " In danger now: phone 999; contacts says whom else."),
     ("HARM", " In danger now: phone 999; contacts says whom else."), ("phone", ""), ("complete", "")],
)  # fmt: skip
def test_what_needs_a_screening_says_so_where_none_is_open(home: Path, word: str, danger: str) -> None:
    needs = f"{word.lower()} needs an open screening: open one or begin one with new, then type it."
    assert f"{needs}{danger}\n" in talk(home, word)


def test_stop_where_nothing_is_read_changes_nothing(home: Path) -> None:
    heard = talk(home, "new", "", "stop", "y", "stop", "n", "complete", "stop", "stop")
    assert heard.count("Nothing is being read out.") >= 2
    assert (kept(home).immediate_risk, kept(home).harm_today) == (True, False)


def test_between_two_numbers_nothing_is_heard_but_whom_they_reach(home: Path) -> None:
    heard = after(talk(home, "contacts", "southend", "", ""), "Whom to call in Southend")
    numbers, sources = heard.partition("Their hours, and where they come from:\n")[::2]
    assert [
        phone for phone in ("999", "01702 215007", "101", "0345 606 1212") if phone in numbers
    ] and sources
    assert "Source" not in numbers and "compared on" not in numbers
    assert "C-SPOC: Hours: Mon–Thu 9am–5:30pm" in sources


def test_notes_are_lines_that_are_added_read_changed_and_deleted(home: Path) -> None:
    heard = talk(
        home, *START, "notes", "Seen at the A12.", "A14 again.", "not a12", "read", "change 1", "Seen at home.",
        "delete 2", "delete 7", "ids", "go yellow",
    )  # fmt: skip
    assert "A12 is not in this pathway. If it is no ID, such as a road: not A12." in heard
    assert "A12 counts as a word, not as an ID." in heard
    assert "1. Seen at the A12.\n2. A14 again." in heard
    assert "Line 2 is deleted. It was: A14 again." in heard
    assert "There is no line of that number." in heard
    answers = kept(home)
    assert answers.notes == "Seen at home." and answers.not_ids == ("A12",)


def test_what_the_notes_cite_is_marked_at_the_result_as_one_says(home: Path) -> None:
    heard = talk(home, *START, "notes", "A3 by hearsay.", "", "go result", "stop", "mark", "1", "where")
    assert "Your notes cite A3, which is not marked. At Result, mark marks them." in heard
    assert "Marked: A3." in heard
    assert kept(home).marks == {"A3": "suspected"}


def test_a_note_on_a_factor_is_written_without_leaving_it(home: Path) -> None:
    heard = talk(home, *START, "note seen twice", "note", "told by school", "cited", "y")
    assert heard.count("Noted.") == 2
    assert kept(home).notes == "Y1: seen twice\nY1: told by school"
    assert "Y1: told by school.\n" in after(heard, "Noted.")


def test_a_lower_decision_asks_for_its_reason_and_completing_says_what_is_needed(home: Path) -> None:
    heard = talk(
        home, *START, "a1", "s", "go result", "stop", "yellow", "go review", "stop", "complete", "go result",
        "stop", "", "Seen by the school's own team.", "go notes", "A worry about the evenings.", "go review", "stop",
        "complete", "y", "y",
    )  # fmt: skip
    assert "Amber indicated, decided Yellow, because: Seen by the school's own team. Complete it so?" in heard
    assert "so it needs your reason, in three words or more, before it can be completed." in heard
    assert (
        "Not completed. Needed first, as was just said: your narrative and your reason for deciding on less."
        in heard
    )
    done = after(heard, "Completed as revision 1. ")
    assert done.startswith(
        "Amber indicated, decided Yellow, because: Seen by the school's own team. Not answered: "
    )
    assert "whether the child is at immediate risk" in done and "It is not changed any more." in done


@pytest.mark.parametrize("left", ["", "back", "skip"])
def test_a_lower_decision_that_is_left_without_its_reason_stays_as_it_was_and_says_so(
    home: Path, left: str
) -> None:
    heard = talk(home, *START, "a1", "s", "go result", "stop", "amber", "back", "yellow", left)
    assert "No reason was given, so your decision stays as it was: Amber." in heard
    assert kept(home).decision.outcome == "amber"


def test_of_what_was_saved_weeks_ago_the_day_is_said_and_no_time_of_today(home: Path) -> None:
    talk(home, *START, "y", "where")
    assert ", saved 12:00.\n" in talk(home, "1", "where")
    assert ", saved 25 November 2026.\n" in talk(home, "1", "where", now=NOON + timedelta(weeks=5))


def test_that_nothing_is_done_for_amber_needs_a_reason_and_is_not_said_to_need_none(home: Path) -> None:
    heard = talk(home, *START, "a1", "s", "go result", "stop", "none", "")
    assert after(heard, "1 to 5? Now: not answered.").partition("\nYour reason?")[0].splitlines()[-1] == (
        "This is less than the marks indicate, so it needs your reason, in three words or more, before it can be "
        "completed."
    )


def test_why_nothing_is_done_is_asked_and_enter_leaves_it(home: Path) -> None:
    heard = talk(home, *START, "go result", "stop", "none", "")
    assert (
        "Why do you decide so? It is printed in the referral. It may be left empty.\nYour reason? Now: empty."
        in heard
    )
    assert kept(home).decision.outcome == "none"


def test_a_completed_screening_is_read_and_refuses_changes_in_words(home: Path) -> None:
    heard = talk(
        home, *START, "y", "go review", "complete", "y", "go yellow", "n", "go notes", "more", "", "go home"
    )
    assert heard.count("This screening is completed") >= 2
    assert kept(home).marks == {"Y1": "yes"}
    assert kept(home).notes == ""


def test_home_lists_finds_and_opens_by_number_and_reference(home: Path) -> None:
    talk(home, *START, "go details", "", "", "", "", "", "Zephyrine Quillfeather", "home")
    heard = talk(
        home, "list", "find quillfeather", "find nobody", "find", "", "7", "nonsense", "CE-0000-00", "1", "where",
        "go home", "quit",
    )  # fmt: skip
    assert ", draft, Nothing marked, Essex, Zephyrine Quillfeather, screened 25 November 2026" in heard
    assert "1 screening found." in heard and "No screenings found." in heard
    assert "There is no number 7." in heard
    assert "Type new, list, find and words, a number, or a reference." in heard
    assert "Opened where you left it." in heard


def test_contacts_and_guidance_are_open_before_the_sign_in(home: Path) -> None:
    lines = [
        "contacts",
        "southend",
        "",
        "guidance",
        "3",
        "stop",
        "find exploitation",
        "stop",
        "2",
        "stop",
        "back",
        "list",
    ]
    heard = listen(home, *lines)
    assert "999: day and night" in heard and "01702 215007" in heard
    assert "paragraphs found" in heard
    assert "Your name?" in heard[heard.index("paragraphs found") :]


def test_wrong_credentials_get_one_message_and_another_try(home: Path) -> None:
    lines = ["", "Nobody Example", "wrong words of nobody", "back", NAME, "back", NAME, "", PASSPHRASE]
    heard = listen(home, *lines)
    assert heard.count("The name or the passphrase is not right.") == 1
    assert "Home. No drafts" in heard
    assert PASSPHRASE not in heard


def test_ascii_alone_on_request_and_kept_for_the_account(home: Path) -> None:
    plain = talk(home, "ascii", *START, "go guidance", "1", "", "", "", "", "back")
    assert plain.isascii()
    assert "ASCII alone: on." in plain
    again = talk(home, "contacts", "southend", "")
    assert "Mon-Thu 9am-5:30pm" in again and again.isascii()


def test_the_empty_form_is_written_where_one_says_after_the_sign_in_only(home: Path, tmp_path: Path) -> None:
    target = tmp_path / "form.pdf"
    heard = listen(
        home, "guidance", "form", "back", NAME, PASSPHRASE, "guidance", "form", "thurrock", str(target)
    )
    assert "Without it the command ce-tui blank writes the form." in heard
    assert f"Written: {target}. Only you can read the file." in heard
    assert target.read_bytes().startswith(b"%PDF-")


def test_a_file_is_asked_for_again_where_it_cannot_be_and_back_writes_none(home: Path) -> None:
    heard = talk(home, *START, "go review", "text", str(home / "slots.json"), "?", "back", "quit")
    assert "slots.json is in the folder of the store, or leads there. Nothing was written" in heard
    assert "A file or a folder. Its name names nobody." in heard
    assert "Nothing was exported." in heard


def test_a_question_mark_in_a_files_name_leaves_it_asked_what_a_yes_does(home: Path, tmp_path: Path) -> None:
    heard = talk(home, *START, "go review", "pdf", str(tmp_path / "why?.pdf"), "")
    assert "why?.pdf" in heard
    assert "I have it: do not show it again? Yes or no? [no]" in after(heard, "Its passphrase")


def test_a_decision_is_kept_where_a_command_leads_away_from_the_question_for_its_reason(home: Path) -> None:
    lines = ("a1", "s", "go result", "stop", "yellow", "go notes", "", "go result", "stop", "none", "seen")
    heard = talk(home, *START, *lines)
    assert "\n7 Notes.\n" in after(
        heard, "it needs your reason, in three words or more, before it can be completed."
    )
    assert "1 to 5? Now: Yellow: vulnerabilities raised" in heard
    answers = kept(home)
    assert (answers.decision.outcome, answers.decision.reason) == ("none", "seen")


def test_the_referral_is_read_without_anything_drawn(home: Path) -> None:
    heard = talk(home, *START, "a3", "s", "notes", "Seen twice.", "", "go review", "read", *[""] * 12)
    said = after(heard, "OFFICIAL-SENSITIVE.")
    for line in (
        "Heading: What was marked.",
        "A3. Is the young person spending time far away",
        "Seen twice.",
    ):
        assert line in said
    assert "==" not in heard and "--" not in heard and "  " not in said


def test_the_words_that_can_be_typed_are_said_once_and_on_asking_twice(home: Path) -> None:
    heard = talk(home, *START, "?", "y", "?", "?", "?")
    assert heard.count("At any question:") == 3
    assert heard.count("and so does ? once more.") == 1
