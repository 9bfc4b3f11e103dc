"""The set-up by ear: `back` goes one question back, and `again` says what is to be typed back."""

from __future__ import annotations

import re
from pathlib import Path

from support.people.conversation import listen

TO_THE_PASSPHRASE = ("Robin Example", "", "")
KIND = "Your passphrase:\n1."


def test_back_goes_to_the_question_before_and_not_two_back(home: Path) -> None:
    heard = listen(home, *TO_THE_PASSPHRASE, "2", "back", "1", "back", "back", "quit")
    assert heard.count("The passphrase?") == 1 and heard.count("Type the six words:") == 1
    assert heard.count(KIND) == 3, heard
    assert heard.count("1 to 5? [No usual area: ask each time]\n") == 2, "one more leads to the area"


def test_again_says_the_six_words_and_the_groups_of_the_code(home: Path) -> None:
    heard = listen(home, *TO_THE_PASSPHRASE, "1", "again", "quit")
    words = re.findall(r"Your six words: (.*)", heard)
    assert len(words) == 2 and words[0] == words[1]
    own = "a made-up passphrase of seven"
    heard = listen(home, *TO_THE_PASSPHRASE, "2", own, own, "again", "quit")
    assert len(re.findall(r"Group 1 of \d: ", heard)) == 2
