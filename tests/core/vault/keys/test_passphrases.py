from __future__ import annotations

import pytest

from ce_tui.core.vault.errors import Refused
from ce_tui.core.vault.keys import passphrases


def test_six_generated_words_are_accepted_and_differ() -> None:
    made = {passphrases.six_words() for _ in range(20)}
    assert len(made) == 20
    for passphrase in made:
        assert len(passphrase.split(" ")) == 6
        passphrases.check(passphrase, "Ada Example")


def test_fifteen_characters_are_enough_and_fourteen_are_not() -> None:
    passphrases.check("grvl mossy kite", "Ada Example")
    with pytest.raises(Refused, match="15 characters or more; this has 14"):
        passphrases.check("grvl mossy kit", "Ada Example")


def test_none_of_a_thousand_that_are_made_up_is_refused() -> None:
    for _ in range(1000):
        passphrases.check(passphrases.six_words(), "Ada Example", "Ridgeway Family Centre")


@pytest.mark.parametrize(
    "of_this_work",
    [
        "football20262026",
        "liverpoolfc12345",
        "safeguarding2026",
        "schoolnurse12345",
        "SchoolNurse2026!",
        "Nurse-School-2026",
        "southendunited2026",
        "thurrockcouncil26",
        "safeguardingessex1",
        "child exploitation 2026",
        "socialworker2026!!",
    ],
)
def test_words_of_this_work_its_towns_and_years_make_no_passphrase(of_this_work: str) -> None:
    with pytest.raises(Refused, match="easy to guess"):
        passphrases.check(of_this_work, "Ada Example")


def test_the_hubs_name_makes_no_passphrase_where_it_is_known() -> None:
    passphrases.check("marvelthorpe annexe 2026", "Ada Example")
    with pytest.raises(Refused, match="easy to guess"):
        passphrases.check("marvelthorpe annexe 2026", "Ada Example", "Marvelthorpe Annexe")


@pytest.mark.parametrize(
    "common",
    [
        "passwordpassword",
        "qwertyuiopasdfgh",
        "aaaaaaaaaaaaaaaaaa",
        "123456789012345",
        "letmeinletmeinletmein",
    ],
)
def test_a_common_one_is_refused(common: str) -> None:
    with pytest.raises(Refused, match="easy to guess"):
        passphrases.check(common, "Ada Example")


def test_the_accounts_own_name_twice_is_refused() -> None:
    with pytest.raises(Refused, match="easy to guess"):
        passphrases.check("Thorvald Quist Thorvald Quist", "Thorvald Quist")


def test_words_alone_need_no_digits_or_signs() -> None:
    passphrases.check("my grandmother keeps bees in the attic", "Ada Example")


def test_a_very_long_one_and_control_characters_are_refused() -> None:
    with pytest.raises(Refused, match="at most"):
        passphrases.check("ab cd " * 1000, "Ada Example")
    with pytest.raises(Refused, match="control"):
        passphrases.check("seven odd lanterns\x1b[2J", "Ada Example")


def test_the_refusal_does_not_repeat_the_passphrase() -> None:
    with pytest.raises(Refused) as refused:
        passphrases.check("passwordpassword", "Ada Example")
    assert "passwordpassword" not in refused.value.words


def test_a_letter_with_an_accent_is_the_same_however_it_is_typed() -> None:
    assert passphrases.normalise("caf\u00e9") == passphrases.normalise("cafe\u0301")


def test_a_name_is_tidied_and_hidden_characters_are_refused() -> None:
    assert passphrases.check_name("  Ada   Example ") == "Ada Example"
    hidden = [
        f"Ada{letter}Example"
        for letter in "\u3164\u115f\u1160\uffa0\u2800\ufe0f\U000e0101\u034f\u0600\U00013430"
    ]
    for bad in ("", "   ", "x" * 101, "Ada\u202eelpmaxE", "Ada\x00", *hidden):
        with pytest.raises(Refused):
            passphrases.check_name(bad)
