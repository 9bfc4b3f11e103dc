"""What is said of accounts and what can be done with them: exact, as somebody's access hangs on it."""

from __future__ import annotations

import pytest
from msgspec import structs

from ce_tui.core.vault.casebook.people import AccountInfo
from ce_tui.session.words import people

BEN = AccountInfo(
    name="Ben Example", roles=("practitioner", "lead"), state="active", created="2026-07-01T09:05:06+00:00"
)
LEADING = structs.replace(BEN, name="Lea Example", roles=("lead",))


def test_an_account_is_said_with_its_roles_its_state_and_since_when() -> None:
    assert people.account_words(BEN, "Ada Example") == (
        "Ben Example: practitioner, lead. Active. Since 1 July 2026."
    )
    shut_out = structs.replace(BEN, roles=(), state="suspended")
    assert people.account_words(shut_out, BEN.name) == (
        "Ben Example: no roles. Suspended: cannot sign in until resumed. Since 1 July 2026. This is you."
    )
    gone = structs.replace(BEN, state="revoked")
    assert "Revoked: shut out for good." in people.account_words(gone, "")
    assert people.states_words([BEN, LEADING, gone, shut_out]) == "2 active, 1 suspended, 1 revoked."


@pytest.mark.parametrize(
    ("state", "me", "offered"),
    [
        ("active", "Ada Example", ["roles", "suspend", "revoke", "hand-over"]),
        ("active", "Ben Example", ["roles", "hand-over"]),
        ("suspended", "Ada Example", ["resume", "roles", "revoke", "hand-over"]),
        ("revoked", "Ada Example", ["hand-over", "finish"]),
    ],
)
def test_what_can_be_done_with_an_account_follows_from_its_state(
    state: str, me: str, offered: list[str]
) -> None:
    words = {
        "roles": "Change the roles",
        "suspend": "Suspend: no way in until it is resumed",
        "resume": "Resume: can sign in again",
        "revoke": "Revoke: shut out for good, and new keys for the store",
        "hand-over": "Hand over the screenings to someone else",
        "finish": "Finish revoking: change the store's keys, if that is still to be done",
    }
    account = structs.replace(BEN, state=state)
    assert people.can_be_done(account, me) == [(each, words[each]) for each in offered]


def test_only_another_active_practitioner_may_receive_screenings() -> None:
    resting = structs.replace(BEN, name="Cy Example", state="suspended")
    assert people.may_receive([BEN, LEADING, resting], "Ada Example") == ["Ben Example"]
    assert people.may_receive([BEN, LEADING, resting], "Ben Example") == []
