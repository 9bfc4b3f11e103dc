"""A PDF's passphrase as a job: shown until its receipt is confirmed, and then never again."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from ce_tui.core.vault.errors import StoreFull
from ce_tui.session.draft import Draft
from ce_tui.session.jobs.completing import show_passphrase
from ce_tui.session.reviewing import UnconfirmedPassphrases
from support.people.asker import Answers
from support.people.screens import second_terminal

WORDS = "imaginary-words-for-tests-only"


@pytest.fixture
def unconfirmed(draft: Draft) -> UnconfirmedPassphrases:
    made = UnconfirmedPassphrases(draft.casebook, draft.screening.ref)
    made.add("a.pdf", WORDS)
    return made


async def test_it_stays_until_it_is_confirmed_and_another_day_too(
    draft: Draft, unconfirmed: UnconfirmedPassphrases, tmp_path: Path
) -> None:
    asker = Answers(False)
    assert "stays in Review" in await show_passphrase(asker, unconfirmed, "a.pdf")
    assert asker.asked == [
        f"The PDF is a.pdf\n\nIts passphrase, letter by letter as shown:\n\n    {WORDS}\n\n"
        "The hyphens are part of it. Send it by another route than the file: read it out on the phone, for example. It "
        "stays in Review until you confirm that you have it, and is then never shown again."
    ]
    assert asker.offered == [["I have it: do not show it again", "Not yet: show it again in Review"]]
    again = UnconfirmedPassphrases(second_terminal(tmp_path / "home"), draft.screening.ref)
    assert await show_passphrase(Answers(True), again, "a.pdf") == ""
    assert unconfirmed.all() == []
    assert await show_passphrase(Answers(), unconfirmed, "a.pdf") == "", "nothing is asked any more"


async def test_of_two_only_the_one_that_was_confirmed_goes(unconfirmed: UnconfirmedPassphrases) -> None:
    unconfirmed.add("b.pdf", "other-words")
    await show_passphrase(Answers(True), unconfirmed, "a.pdf")
    assert [each.file for each in unconfirmed.all()] == ["b.pdf"]


async def test_what_took_its_place_while_it_was_shown_is_not_confirmed_with_it(
    draft: Draft, unconfirmed: UnconfirmedPassphrases, tmp_path: Path
) -> None:
    elsewhere = UnconfirmedPassphrases(second_terminal(tmp_path / "home"), draft.screening.ref)

    class MadeAgain(Answers):
        async def confirm(
            self, question: str, yes: str, no: str = "Go back", *, hint: Sequence[str] = ()
        ) -> bool:
            elsewhere.add("a.pdf", "other-words")
            return await super().confirm(question, yes, no, hint=hint)

    asker = MadeAgain(True)
    said = await show_passphrase(asker, unconfirmed, "a.pdf")
    assert WORDS in asker.asked[0] and "made once more meanwhile" in said and "stays in Review" in said
    assert [each.passphrase for each in unconfirmed.all()] == ["other-words"]
    assert await show_passphrase(Answers(True), unconfirmed, "a.pdf") == "" and unconfirmed.all() == []


async def test_a_receipt_that_cannot_be_kept_is_said(
    draft: Draft, unconfirmed: UnconfirmedPassphrases, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object, **__: object) -> None:
        raise StoreFull

    monkeypatch.setattr(draft.casebook.preferences, "set", full)
    assert await show_passphrase(Answers(True), unconfirmed, "a.pdf") == StoreFull().words
    assert unconfirmed.of("a.pdf") is not None
