"""How the police are named where something was done: the same for what is due, the steps and paper."""

from __future__ import annotations

import pytest

from ce_tui.core.pathway.actions.action import Action
from ce_tui.core.pathway.actions.follow_up_summary import police_names, tells_police
from ce_tui.core.pathway.document.loading import default_pathway
from ce_tui.core.vault.casebook.open_store import PathwayRules

ESSEX = default_pathway().locality("essex")
AT = "2026-12-01T23:20"


@pytest.mark.parametrize(
    "to",
    [
        "101",
        "Essex Police contact (child exploitation triage team)",
        "OCCHILDEXPLOITATIONTRIAGETEAM@essex.police.uk",
    ],
)
def test_by_their_name_their_number_or_the_address_that_a_step_names(to: str) -> None:
    names = police_names(ESSEX.contacts, ESSEX.name)
    assert names == PathwayRules().police("essex")
    assert tells_police(Action(at=AT, kind="e-mail", to=to), names)
    assert not tells_police(Action(at=AT, kind="e-mail", to=to, came_of_it="no answer"), names)
    assert not tells_police(Action(at=AT, kind="e-mail", to="Children & Families' Hub"), names)
