"""Words that are kept apart as a session ends are told at the next sign-in, once, whichever front end that is."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from ce_tui.core.vault.casebook.own_account import OwnPreferences
from ce_tui.core.vault.errors import Damaged, StoreFull
from ce_tui.session.cut_off import words_kept_apart
from ce_tui.session.jobs.keeping import words_on_entry
from ce_tui.session.session import Session
from ce_tui.settings.config import Config
from support.people.screens import new_casebook, second_terminal

PATHWAYS = Config().pathways()


@pytest.fixture
def overtaken(home: Path) -> Session:
    """Somebody with words that someone else's save came before."""
    session = Session(new_casebook(home), PATHWAYS)
    draft = session.begin("essex")
    other = second_terminal(home)
    other.presence.take_over_after = 0
    other.screenings.open(draft.screening.ref)
    taken = other.screenings.take_over(draft.screening.ref)
    other.screenings.save(
        msgspec.structs.replace(taken, answers=msgspec.structs.replace(taken.answers, notes="Theirs."))
    )
    other.close()
    draft.type_notes("Mine.")
    return session


def back(home: Path) -> Session:
    return Session(second_terminal(home), PATHWAYS)


def test_they_are_told_once_before_anything_else(home: Path, overtaken: Session) -> None:
    assert overtaken.draft is not None
    ref = overtaken.draft.screening.ref
    said = overtaken.close_draft_at_the_end()
    kept = said.rpartition(" ")[2].rstrip(".")
    assert f"Someone else had changed {ref}" in said
    overtaken.close()
    session = back(home)
    session.casebook.alerts.append("A made-up alert.")
    assert words_on_entry(session) == [
        f"When the last session ended, someone else had saved {ref}: your words are kept apart, as {kept}.",
        "A made-up alert.",
    ]
    assert session.casebook.screenings.open(kept).answers.notes == "Mine."
    assert words_on_entry(session) == ["A made-up alert."]
    session.close()


def test_who_only_closes_is_told_too(home: Path, overtaken: Session) -> None:
    overtaken.close()
    session = back(home)
    assert "your words are kept apart" in words_kept_apart(session.casebook)
    session.close()


def test_who_goes_on_is_told_there_and_then_and_not_again(home: Path, overtaken: Session) -> None:
    assert "is kept apart, as CE-" in overtaken.close_draft()
    overtaken.close()
    session = back(home)
    assert words_kept_apart(session.casebook) == ""
    session.close()


def test_where_it_cannot_be_noted_the_words_are_kept_all_the_same(
    home: Path, overtaken: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object, **__: object) -> None:
        raise StoreFull

    with monkeypatch.context() as patched:
        patched.setattr(OwnPreferences, "set", full)
        assert "is kept apart, as CE-" in overtaken.close_draft_at_the_end()
    overtaken.close()
    session = back(home)
    assert "Mine." in [
        session.casebook.screenings.open(each.ref).answers.notes for each in session.casebook.index.all()
    ]
    session.close()


def test_a_store_that_cannot_say_it_is_entered_all_the_same(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever looks into its damage has to come in."""

    def damaged(*_: object) -> str:
        raise Damaged("altered")

    casebook = new_casebook(home)
    monkeypatch.setattr(casebook.preferences, "get", damaged)
    assert words_kept_apart(casebook) == ""
    casebook.close()
