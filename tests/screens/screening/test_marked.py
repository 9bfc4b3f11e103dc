"""A screening that is marked for deletion: its owner does not get at it, a lead reads it, nobody changes it."""

from __future__ import annotations

from pathlib import Path

import pytest

from ce_tui.core.clock import utc_now
from ce_tui.core.pathway.dates import NotAccepted
from ce_tui.core.vault.errors import ToBeDeleted
from ce_tui.session.session import Session
from ce_tui.session.words.sharing import MARKED
from support.people.at_the_door import CONFIG
from support.people.office import BEN, LEAD, entered, hub, screening_of


def session_of(home: Path, name: str) -> Session:
    return Session(entered(home, name), CONFIG.pathways(), utc_now)


def test_a_lead_reads_it_and_changes_nothing_and_its_owner_may_again_when_it_is_back(home: Path) -> None:
    hub(home)
    ref = screening_of(home)
    lena, ben = session_of(home, LEAD), session_of(home, BEN)
    lena.casebook.keeping.mark(ref, "made twice")
    with pytest.raises(ToBeDeleted):
        ben.open(ref)
    draft = lena.open(ref, "to look at it once more")
    assert (draft.view_only, draft.editable) == (MARKED, False)
    assert draft.look() == ""
    with pytest.raises(NotAccepted, match="marked this screening for deletion"):
        draft.type_notes("changed")
    with pytest.raises(ToBeDeleted):
        draft.take_over()
    lena.close_draft()
    lena.casebook.deleting.undo(ref)
    again = ben.open(ref)
    again.type_notes("and changed again")
    assert again.flush()
    for session in (lena, ben):
        session.close()
