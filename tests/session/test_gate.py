"""What is typed before the sign-in, read as both front ends read it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from ce_tui.core.pathway.document.loading import default_pathway
from ce_tui.core.vault.errors import Refused
from ce_tui.core.vault.keys.passphrases import new_recovery_code
from ce_tui.session import gate


@pytest.mark.parametrize(
    ("read", "typed", "words"),
    [
        (gate.name_to_be, " ", "Type your name."),
        (gate.name_to_be, "A" * 101, "at most 100 characters"),
        (gate.name_to_be, "Ada\x07Example", "control or hidden characters"),
        (gate.name_of_account, "", "Type your name."),
        (gate.secret, "  ", "Type your passphrase."),
        (gate.recovery_code, " ", "Type the recovery code."),
        (gate.recovery_code, "7K3M2", "35 letters and digits in all"),
        (lambda typed: gate.confirm_code(typed, "AAAAA-BBBBB"), "", "Type the code's last group."),
        (lambda typed: gate.confirm_code(typed, "AAAAA-BBBBB"), "AAAAA", "not the code's last group."),
    ],
)
def test_what_is_wrong_is_said(read: Callable[[str], object], typed: str, words: str) -> None:
    with pytest.raises(Refused) as refused:
        read(typed)
    assert words in refused.value.words
    assert not typed.strip() or typed not in refused.value.words


def test_what_is_right_is_taken_in_its_one_spelling() -> None:
    code = new_recovery_code()
    assert gate.name_to_be("  Ada   Example ") == "Ada Example"
    assert gate.name_of_account(" Ada Example ") == "Ada Example"
    assert gate.secret(" blanks count ") == " blanks count "
    assert gate.recovery_code(code.lower().replace("-", " ")) == code
    gate.confirm_code(code.rpartition("-")[2].lower(), code)
    gate.confirm_code(code, code)


def test_letters_that_a_code_lacks_are_taken_for_the_digits_that_they_look_and_sound_like() -> None:
    for _ in range(50):
        code = new_recovery_code()
        assert not set(code) & set("OILU")
        for zero, one in (("O", "I"), ("o", "l")):
            heard = code.replace("0", zero).replace("1", one)
            assert gate.recovery_code(heard) == code
            gate.confirm_code(heard.rpartition("-")[2], code)


def test_the_usual_area_may_be_none() -> None:
    areas = gate.usual_areas(default_pathway())
    assert [each.id for each in areas] == ["southend", "essex", "thurrock", "elsewhere", "none"]
    assert areas[-1].words == "No usual area: ask each time"
    for area in ("essex", ""):
        assert gate.typed_area(gate.choice_of(area)) == area
