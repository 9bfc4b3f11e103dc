"""Accepting an older copy of the store as a job: what an administrator is asked, and the store afterwards."""

from __future__ import annotations

from pathlib import Path

import pytest

from ce_tui.core.vault.errors import NotPermitted, OlderStore
from ce_tui.session.jobs.recording import LONGEST_REASON
from ce_tui.session.jobs.target import ACCEPTED, NOT_ACCEPTED, accept_older
from ce_tui.session.opening import Opening
from support.people.asker import Answers
from support.people.office import ADMIN, BEN, SECRET
from support.people.screens import NAME, PASSPHRASE
from support.stores.anchored import REASON
from support.stores.older import set_back

REFUSED = OlderStore("It is older than its anchors.", may_accept=True)


@pytest.fixture
def opening(home: Path, tmp_path: Path) -> Opening:
    return Opening(set_back(home, tmp_path), home)


async def test_whether_why_and_the_passphrase_once_more(opening: Opening) -> None:
    with pytest.raises(OlderStore) as refused:
        opening.sign_in(ADMIN, SECRET)
    assert refused.value.may_accept
    asker = Answers(True, REASON, "not the passphrase", SECRET)
    assert await accept_older(asker, opening, ADMIN, REFUSED) == (True, ACCEPTED)
    assert asker.all_given
    assert asker.offered == [["It was put back on purpose: go on with it", "Leave everything as it is"]]
    assert asker.secrets == asker.asked[2:]
    assert asker.asked[0] == (
        f"Nobody is let in. {REFUSED.why} Was it put back on purpose, and is there no way to the newest one? Then the "
        "hub can go on with this older copy: what was done since is lost, and where accounts were changed since, all "
        "others are suspended until you resume them. If you know nothing of it, leave everything as it is: somebody "
        "may have put it there so that old passphrases and roles hold again."
    )
    assert asker.lines[0].longest == LONGEST_REASON
    wrong, told = asker.told
    assert wrong == "The name or the passphrase is not right."
    assert "The store is as it was on " in told and "these accounts are suspended" in told
    opening.sign_in(ADMIN, SECRET).close()
    with pytest.raises(NotPermitted):
        opening.sign_in(BEN, SECRET)


@pytest.mark.parametrize("answers", [(False,), (True, None), (True, REASON, None)])
async def test_who_leaves_it_has_accepted_nothing(opening: Opening, answers: tuple[object, ...]) -> None:
    asker = Answers(*answers)  # type: ignore[arg-type]
    assert await accept_older(asker, opening, ADMIN, REFUSED) == NOT_ACCEPTED
    assert asker.all_given and asker.told == []
    with pytest.raises(OlderStore):
        opening.sign_in(NAME, PASSPHRASE)


async def test_another_refusal_is_told_and_ends_it(opening: Opening) -> None:
    asker = Answers(True, REASON, SECRET)
    assert await accept_older(asker, opening, BEN, REFUSED) == (False, "")
    assert asker.told[0].startswith("Only an administrator may accept an older copy")
