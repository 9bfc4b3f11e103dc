"""The process that draws PDFs: none before one is asked for, one at a time, none once it is closed."""

from __future__ import annotations

import pytest

from ce_tui.core.referral import worker
from ce_tui.session.terminal_state import RendererOnDemand


class Noted:
    """A renderer that notes what is done with it."""

    made: list[Noted] = []

    def __init__(self) -> None:
        self.done: list[str] = []
        self.made.append(self)

    def start(self) -> None:
        self.done.append("start")

    def close(self) -> None:
        self.done.append("close")


def test_it_is_begun_when_first_asked_for_and_anew_after_it_was_closed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(Noted, "made", [])
    monkeypatch.setattr(worker, "Renderer", Noted)
    on_demand = RendererOnDemand()
    on_demand.close()
    assert Noted.made == []
    assert on_demand() is on_demand()
    assert [each.done for each in Noted.made] == [["start"]]
    on_demand.close()
    on_demand.close()
    on_demand()
    assert [each.done for each in Noted.made] == [["start", "close"], ["start"]]
