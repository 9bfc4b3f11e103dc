"""References and recovery codes: random, checked, read forgivingly."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ce_tui.core.vault.errors import Refused
from ce_tui.core.vault.keys.passphrases import new_recovery_code, read_recovery_code
from ce_tui.core.vault.references import ALPHABET, new_reference, read_reference


@pytest.mark.parametrize(
    "typed", ["CE-7K3M-2Q", "ce-7k3m-2q", "ce 7k3m 2q", "7K3M2Q", "CE7K3M2Q", " ce–7k3m–2q "]
)
def test_a_reference_is_read_however_it_is_typed(typed: str) -> None:
    assert read_reference(typed) == "CE-7K3M-2Q"


@pytest.mark.parametrize(
    "typed", ["", "CE-", "CE-7K3M-2R", "CE-7K3U-2Q", "CE-7K3M-2Q-1", "é" * 6, "9" * 10_000]
)
def test_what_cannot_be_a_reference_is_none(typed: str) -> None:
    assert read_reference(typed) is None


def test_zero_and_one_are_read_for_the_letters_that_look_like_them() -> None:
    reference = next(each for each in iter(new_reference, "") if "0" in each and "1" in each)
    assert read_reference(reference.replace("0", "O").replace("1", "l")) == reference


def test_one_wrong_or_two_swapped_letters_of_a_reference_are_noticed() -> None:
    letters = new_reference().replace("CE-", "").replace("-", "")
    for place, letter in itertools.product(range(6), ALPHABET):
        changed = letters[:place] + letter + letters[place + 1 :]
        assert (read_reference(changed) is None) == (changed != letters)
    for first, second in itertools.combinations(range(6), 2):
        swapped = list(letters)
        swapped[first], swapped[second] = swapped[second], swapped[first]
        assert (read_reference("".join(swapped)) is None) == ("".join(swapped) != letters)


def test_references_differ() -> None:
    assert len({new_reference() for _ in range(200)}) == 200


def test_a_recovery_code_is_read_without_its_dashes_and_in_small_letters() -> None:
    code = new_recovery_code()
    assert read_recovery_code(code.lower().replace("-", " ")) == code


def test_a_recovery_code_does_not_show_itself_in_a_log() -> None:
    code = new_recovery_code()
    assert code[:5] not in repr(code)
    assert code.split("-")[0] in str(code)


def test_the_group_with_the_slip_is_named_and_the_code_is_not() -> None:
    groups = new_recovery_code().split("-")
    wrong = "0" if groups[2][0] != "0" else "1"
    groups[2] = wrong + groups[2][1:]
    with pytest.raises(Refused) as refused:
        read_recovery_code("-".join(groups))
    assert "Group 3" in refused.value.words
    assert groups[0] not in refused.value.words


def test_two_swapped_groups_are_both_named() -> None:
    groups = new_recovery_code().split("-")
    if groups[0] == groups[1]:
        return
    groups[0], groups[1] = groups[1], groups[0]
    with pytest.raises(Refused, match="Groups 1 and 2"):
        read_recovery_code("-".join(groups))


@given(st.text(max_size=80))
def test_any_text_is_a_recovery_code_or_is_refused_in_words(typed: str) -> None:
    with pytest.raises(Refused, match=r"\.$"):
        read_recovery_code(typed)
