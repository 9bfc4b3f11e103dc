"""Review in the line mode: what is heard of the ways on."""

from __future__ import annotations

from pathlib import Path

import pytest

from support.people.conversation import talk


@pytest.mark.usefixtures("store")
def test_whoever_leaves_the_passphrase_out_hears_what_that_means(home: Path) -> None:
    heard = talk(home, "new", "", "", "go review", "protect", "?", "protect")
    _, _, after = heard.partition("\nNo passphrase: whoever has the file can read it.\n")
    assert "Protect the PDF with a passphrase, made when it is exported: no. Changes it\n" in after
    assert "\nThe PDF gets a passphrase.\n" in after


@pytest.mark.usefixtures("store")
def test_the_pages_for_oneself_go_out_where_that_is_chosen_and_are_saved_by_themselves(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    heard = talk(
        home,
        "new",
        "",
        "",
        "go review",
        "text",
        "a.txt",
        "?",
        "annex",
        "text",
        "b.txt",
        "?",
        "now",
        "3",
        "c.txt",
    )
    before, chosen, after = heard.partition(
        "\nThe pages for you go out with it: what to do, and the numbers.\n"
    )
    assert chosen
    assert "With the pages for you (what to do, numbers): no. Changes it\n" in before
    assert "With the pages for you (what to do, numbers): yes. Changes it\n" in after
    without, whole, alone = ((tmp_path / name).read_text("utf-8") for name in ("a.txt", "b.txt", "c.txt"))
    assert "For the referrer" not in without and "Whom to call:" in without
    assert "For the referrer: what to do" in whole and "Child exploitation referral" in whole
    assert "For the referrer: what to do" in alone and "Child exploitation referral" not in alone
    assert f"Written: what to do now is {tmp_path / 'c.txt'}. It is not encrypted: it holds no name." in heard


@pytest.mark.usefixtures("store")
def test_after_an_export_what_is_still_to_be_done_is_heard_in_order_and_once_more_where_one_asks(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    heard = talk(home, "new", "", "", "risk", "yes", "", "go review", "text", "a", "stop", "now", "1", "", "")
    first, again = heard.split("\nStill to be done, in order:\n")[1:]
    for told in (first, again):
        assert told.startswith("1. Phone 999 now.\n2. Phone the Children & Families' Hub on")
    assert "The file " in again and f"{tmp_path / 'a.txt'} stays until you delete it" in " ".join(
        again.split()
    )
    assert heard.count("Exported") == 1


@pytest.mark.usefixtures("store")
def test_a_pdf_under_another_kinds_name_is_refused_as_soon_as_it_is_typed(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    heard = talk(home, "new", "", "", "go review", "pdf", "a.txt", "back")
    assert "This is a PDF, and the name ends in .txt: whoever gets the file could not open it." in heard
    assert "Nothing was exported." in heard and not list(tmp_path.glob("*.*t*"))


@pytest.mark.usefixtures("store")
def test_complete_does_not_repeat_what_review_has_just_said_until_something_is_changed(home: Path) -> None:
    heard = talk(
        home,
        "new",
        "",
        "",
        "go review",
        "complete",
        "no",
        "go yellow",
        "y",
        "complete",
        "no",
        "left",
        "complete",
    )
    before = heard.split("Complete it all the same?")
    asked = [words.rpartition("\n>")[2] for words in before[:-1]]
    assert len(asked) == 3
    assert "Left open: as just said." in asked[0] and "Left open: as just said." in asked[2]
    assert "Not answered: immediate risk, harm told and missing now." in asked[1]


@pytest.mark.usefixtures("store")
def test_rules_and_boxes_that_somebody_drew_in_the_notes_are_not_read_with_the_referral(home: Path) -> None:
    drawn = ("Seen at the station.", "--------", "┌──┐", "Told by a friend.", ".")
    heard = talk(home, "new", "", "", "go notes", "write", *drawn, "go review", "read", *[""] * 20)
    _, _, after = heard.partition("Heading: Narrative")
    assert "Seen at the station.\nTold by a friend.\n" in after
    assert "----" not in after and "┌" not in after
