"""What others did is told as a job as somebody comes in; only what was read to its end counts as heard."""

from __future__ import annotations

from pathlib import Path

import pytest

from ce_tui.core.vault.casebook.own_account import OwnNews
from ce_tui.core.vault.errors import Damaged, StoreFull
from ce_tui.session.asker import at_once
from ce_tui.session.jobs.keeping import tell_news
from support.people.asker import Answers
from support.people.office import ADMIN, BEN, LEAD, entered, hub


@pytest.fixture
def hub_with_news(home: Path) -> Path:
    """A hub in which the lead has two things to hear."""
    hub(home)
    entered(home, LEAD).telling.unheard()
    administrator = entered(home, ADMIN)
    administrator.people.change_roles(BEN, ["practitioner", "lead"])
    administrator.people.change_roles(ADMIN, ["administrator", "practitioner"])
    administrator.close()
    return home


def told(home: Path) -> list[str]:
    casebook, asker = entered(home, LEAD), Answers()
    at_once(tell_news(asker, casebook))
    casebook.close()
    return asker.told


def test_each_thing_is_told_by_itself_and_then_never_again(hub_with_news: Path) -> None:
    first, second = told(hub_with_news)
    assert f"{ADMIN} changed the roles of the account {BEN} to: practitioner and lead." in first
    assert f"{ADMIN} changed the roles of their own account to: " in second
    assert told(hub_with_news) == []


class CutOff(Answers):
    """A line that drops as soon as the first thing was told."""

    async def tell(self, words: str) -> None:
        await super().tell(words)
        raise EOFError


def test_whoever_is_cut_off_before_the_last_hears_all_of_it_again(hub_with_news: Path) -> None:
    casebook = entered(hub_with_news, LEAD)
    with pytest.raises(EOFError):
        at_once(tell_news(CutOff(), casebook))
    casebook.close()
    assert len(told(hub_with_news)) == 2


def test_on_a_full_disk_it_is_told_and_told_again(
    hub_with_news: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_: OwnNews) -> None:
        raise StoreFull

    with monkeypatch.context() as patched:
        patched.setattr(OwnNews, "heard", full)
        assert len(told(hub_with_news)) == 2
    assert len(told(hub_with_news)) == 2
    assert told(hub_with_news) == []


def test_a_store_that_cannot_tell_lets_in_all_the_same(
    hub_with_news: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def damaged(_: OwnNews) -> None:
        raise Damaged("A page of it is damaged.")

    monkeypatch.setattr(OwnNews, "unheard", damaged)
    assert told(hub_with_news) == []


def test_many_things_are_told_at_once(hub_with_news: Path) -> None:
    administrator = entered(hub_with_news, ADMIN)
    for roles in (["lead"], ["practitioner"], ["lead", "practitioner"]):
        administrator.people.change_roles(BEN, roles)
    administrator.close()
    (words,) = told(hub_with_news)
    assert len(words.split("\n\n")) == 5
    assert told(hub_with_news) == []
