"""The hub's name and usual area; another recovery code, which counts only once it was confirmed."""

from __future__ import annotations

from pathlib import Path

import pytest

from ce_tui.core.vault.casebook.open_store import CasebookSettings
from ce_tui.core.vault.casebook.opening import recover
from ce_tui.core.vault.errors import VaultError
from ce_tui.core.vault.folder.home import Home
from ce_tui.core.vault.keys import slots
from ce_tui.session.asker import JobResult
from ce_tui.session.gate import KEPT
from ce_tui.session.jobs.accounts import make_code, name_hub, replace_code
from ce_tui.session.terminal_state import JobContext
from ce_tui.session.words.people import CODE_REPLACED, KEYS_CHANGED
from support.people.asker import Answers
from support.people.screens import CHEAP, NAME


async def test_the_name_and_the_area_are_kept_and_can_be_none(station: JobContext) -> None:
    casebook = station.session.casebook
    assert await name_hub(Answers(), station, " Lighthouse Hub ", "thurrock") == JobResult(True, KEPT)
    assert (casebook.people.hub.name, casebook.people.hub.locality) == ("Lighthouse Hub", "thurrock")
    assert await name_hub(Answers(), station, "", "") == JobResult(True, KEPT)
    assert (casebook.people.hub.name, casebook.people.hub.locality) == ("", "")


async def test_who_may_not_is_told(in_hub: JobContext) -> None:
    in_hub.session.casebook.people.change_roles(NAME, ["lead"])
    asker = Answers()
    assert await name_hub(asker, in_hub, "Another Hub", "") == JobResult(False)
    assert await make_code(asker, in_hub) is None
    assert len(asker.told) == 2


async def test_a_code_takes_the_old_ones_place_only_when_it_is_confirmed(
    station: JobContext, home: Path
) -> None:
    asker = Answers()
    thrown_away = await make_code(asker, station)
    code = await make_code(asker, station)
    assert code is not None and thrown_away is not None and code != thrown_away
    with pytest.raises(VaultError):
        recover(home, NAME, str(code), "seven odd lanterns over a harbour", CasebookSettings(argon=CHEAP))
    assert await replace_code(asker, station, thrown_away) == JobResult(done=False)
    assert "The old one still opens the store." in asker.told[0]
    assert await replace_code(asker, station, code) == JobResult(done=True)
    assert asker.told[1] == f"{CODE_REPLACED} {KEYS_CHANGED}"
    assert slots.read(Home(home)).epoch == 2
    recover(home, NAME, str(code), "seven odd lanterns over a harbour", CasebookSettings(argon=CHEAP)).close()
