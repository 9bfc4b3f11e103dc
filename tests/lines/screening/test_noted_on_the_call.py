"""What the call taker says, written down line by line while the script is read; it stands in the record of the call."""

from __future__ import annotations

from pathlib import Path

import pytest

from support.people import office
from support.people.conversation import Conversation, listen
from support.people.followed_up import NOON, RED, recorded_of, screening_with
from support.stores.vault import read_only

HUB = "Children & Families' Hub"
NOT_YET = "not written down yet"
ROWS = (
    "Write it down.\nWhat the call taker says, written down:\n"
    f"1. The person's name: {NOT_YET}\n2. What was said: {NOT_YET}\n3. What came of it: {NOT_YET}\n"
    f"4. What happens next: {NOT_YET}\n5. By when: {NOT_YET}\n6. Their reference: {NOT_YET}\n7. Record this call\n"
    "1 to 7? [go on]\n"
)
TO_THE_ROWS = ("phone", "", "", "", "")
"""Four questions about danger and the family are left as they are on the way."""
AGAIN = "What the call taker says, written down: 1 to 7? [go on]\n"


@pytest.fixture
def ref(home: Path) -> str:
    office.hub(home)
    return screening_with(home, RED)


def bens(home: Path, *lines: str) -> str:
    """What Ben hears who signs in, opens his screening, and types."""
    return listen(home, office.BEN, office.SECRET, "1", *lines, now=NOON)


def test_where_one_hangs_up_each_row_is_written_down_and_stands_in_the_record(home: Path, ref: str) -> None:
    rows = ("1", "K. Worker", "5", "tomorrow", "what c", "accepted", "6", "HUB-12", "")
    heard = bens(home, *TO_THE_ROWS, *rows, "", "record", HUB, "", "")
    assert ROWS in heard and heard.index("Before you hang up:") < heard.index(ROWS)
    assert "The person's name? [none]\nWritten down: The person's name: K. Worker.\n" + AGAIN in heard
    assert f"Written down: By when: 26 November 2026.\n{AGAIN}" in heard
    assert f"Written down: What came of it: Accepted.\n{AGAIN}" in heard
    before, _, after = heard.partition(f"Written down: Their reference: HUB-12.\n{AGAIN}")
    assert before and after.startswith("Your steps (for you, not to be read out):\n")
    assert "\nrecord: records the call, with what you wrote down in it.\n" in after
    [recorded] = recorded_of(home, ref)
    action = recorded.action
    assert (action.to, action.person, action.by) == (HUB, "K. Worker", "2026-11-26")
    assert (action.came_of_it, action.reference) == ("accepted", "HUB-12")
    assert ROWS in bens(home, *TO_THE_ROWS), "the next call begins afresh"


def test_it_can_be_recorded_from_there_and_the_reading_goes_on(home: Path, ref: str) -> None:
    heard = bens(home, *TO_THE_ROWS, "1", "K. Worker", "7", HUB, "accepted", "", "", "stop")
    after = heard.partition("Recorded as number 1")[2]
    assert AGAIN in after and "Your steps (for you, not to be read out):\n" in after.partition(AGAIN)[2]
    assert recorded_of(home, ref)[0].action.person == "K. Worker"


def test_at_any_pause_a_word_leads_there_and_the_reading_goes_on_after_it(home: Path, ref: str) -> None:
    heard = bens(home, *TO_THE_ROWS, "", "?", "write", "2", "They send somebody.", "", "")
    before, pause, after = heard.rpartition(" paragraphs more. Enter goes on, stop ends. [go on]\n")
    assert "write: writes down what the call taker says; then the reading goes on.\n" in before
    assert f"Written down: What was said: They send somebody.\n{AGAIN}" in before[-200:]
    assert pause and before[-1] == before.partition(pause)[0][-1], "as many as before"
    assert "\nrecord: records the call, with what you wrote down in it.\n" in after


def test_what_was_written_down_is_kept_at_once(home: Path, ref: str) -> None:
    with Conversation(home) as line:
        for asked in (office.BEN, office.SECRET, "1", *TO_THE_ROWS, "1", "K. Worker"):
            line.type(asked)
        line.hear("Written down: The person's name: K. Worker.")
        line.hang_up()
        assert line.end() == 0
    heard = bens(home, *TO_THE_ROWS, "1", "-", "", "done")
    assert "1. The person's name: K. Worker\n" in heard
    assert (
        f"The person's name? [K. Worker; - for none]\nWritten down: The person's name: {NOT_YET}.\n" in heard
    )


def test_a_day_that_is_none_is_asked_for_again_and_back_keeps_what_was_there(home: Path, ref: str) -> None:
    heard = bens(home, *TO_THE_ROWS, "5", "31 feb", "back", "again", "8", "back", "stop")
    asked, _, after = heard.partition("By when? [no")[2].partition(AGAIN)
    assert "31 feb" not in after and asked.count("Type tomorrow") == 1 and "Else tomorrow" not in asked
    assert f"5. By when: {NOT_YET}\n" in after
    assert "Type a number from 1 to 7, or again to hear them; Enter goes on.\n" in after
    assert "Your steps (for you, not to be read out):\n" in after, "back leaves the rows, not the script"


def test_stop_ends_the_reading_there(home: Path, ref: str) -> None:
    heard = bens(home, *TO_THE_ROWS, "stop")
    assert "The reading is ended.\n" in heard.partition(ROWS)[2] and "Your steps" not in heard


def test_within_a_record_that_is_open_it_is_written_down_there_alone(home: Path, ref: str) -> None:
    heard = bens(home, "record", "", *TO_THE_ROWS, "stop")
    said = heard.partition("Before you hang up:")[2]
    assert "Your steps" in said and "What the call taker says" not in said


def test_in_a_store_that_is_only_read_nothing_is_asked_for(home: Path, ref: str) -> None:
    with read_only(home):
        heard = bens(home, "phone", "", "?", "stop")
    assert "Your steps" in heard and "What the call taker says" not in heard and "write:" not in heard


def test_what_was_begun_before_as_something_else_is_not_called_this_call(home: Path, ref: str) -> None:
    heard = bens(home, "record", "form", "stop", "write", "quit")
    assert "7. Record this call\n" not in heard
    heard = bens(home, "phone", "write", "quit")
    assert (
        "7. Record it: begun before as form sent" in heard and ", not as a call\n1 to 7? [go on]\n" in heard
    )
