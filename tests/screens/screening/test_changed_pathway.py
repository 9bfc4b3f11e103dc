"""A pathway file that changes, breaks or goes, in the full screen: what is stored is as it was, and it is said."""

from __future__ import annotations

from pathlib import Path

import pytest

from ce_tui.core.pathway.answers.screening import Answers, Child
from ce_tui.core.vault.casebook.open_store import CasebookSettings, PathwayRules
from ce_tui.core.vault.casebook.opening import set_up, sign_in
from ce_tui.core.vault.keys.passphrases import NewStore
from support.people.at_the_door import signed_out, until
from support.people.screens import CHEAP, NAME, PASSPHRASE, App
from support.stores.changing_pathways import MARKED, Deployment, deployed, renumber_into_red

NEW_ID = "This file changed since it was first used: give it a new id"


@pytest.fixture
def made(tmp_path: Path) -> Deployment:
    return deployed(tmp_path / "made-up")


def filled(home: Path, made: Deployment) -> str:
    """A store with one completed screening of the made-up pathway: its reference."""
    pathways = made.config.pathways()
    casebook, _ = set_up(
        home,
        NewStore(name=NAME, passphrase=PASSPHRASE, locality="southvale"),
        CasebookSettings(argon=CHEAP, rules=PathwayRules(pathways)),
    )
    child = Child(name="Zephyrine Quillfeather")
    screening = casebook.screenings.begin(Answers(**(MARKED | {"child": child})))
    casebook.screenings.complete(screening)
    casebook.close()
    return screening.ref


async def sign_in_at(door: App) -> None:
    await door.type(NAME)
    await door.press("enter")
    await door.type(PASSPHRASE)
    await door.press("enter")
    await until(door, lambda: bool(door.app.screen.query("#screenings")), "Home")
    await until(door, lambda: "Zephyrine" in door.text(), "Home's list")


async def open_first(door: App) -> None:
    await door.press("enter")
    await until(door, lambda: door.app.navigator.section == "result", "the result")


async def test_a_completed_screening_reads_as_it_did_and_the_change_is_said(
    home: Path, made: Deployment
) -> None:
    filled(home, made)
    renumber_into_red(made)
    async with signed_out(home, size=(100, 40), config=made.config) as door:
        await sign_in_at(door)
        assert NEW_ID in door.said and "pathway.toml" in door.said
        assert NEW_ID in door.words()
        assert "Southvale" in door.text() and "Green" in door.text()
        await open_first(door)
        assert "Left school early" in door.text()
        so_far = "> =>  GREEN so far. Whether Violet and Black were looked at is not recorded."
        assert so_far in [line.rstrip() for line in door.text().splitlines()]
        assert door.draft.outcome.outcome == "yellow"


async def test_a_new_one_goes_on_with_what_was_first_used_and_says_so(home: Path, made: Deployment) -> None:
    filled(home, made)
    renumber_into_red(made)
    async with signed_out(home, size=(100, 40), config=made.config) as door:
        await sign_in_at(door)
        await door.press("n")
        await until(door, lambda: door.app.front.in_dialog, "the question which area")
        await door.press("enter")
        await until(door, lambda: door.app.navigator.section == "start", "Start")
        assert NEW_ID in door.said
        assert door.draft.pathway.tier_of["G2"] == "yellow"


@pytest.mark.parametrize("how", ["area gone", "not configured", "file gone"])
async def test_an_area_an_edition_or_a_file_that_is_gone_ends_nothing(
    home: Path, made: Deployment, how: str
) -> None:
    ref = filled(home, made)
    if how == "area gone":
        made.change(', "localities/southvale.toml"]', "]")
    elif how == "file gone":
        made.pathway.unlink()
    else:
        made.configure()
    async with signed_out(home, size=(100, 40), config=made.config) as door:
        await sign_in_at(door)
        assert "Southvale" in door.text()
        await open_first(door)
        assert "Left school early" in door.text()
        door.app.navigator.open("contacts")
        await until(
            door, lambda: "Southvale night line" in door.text(), "the contacts of an area that is gone"
        )
        assert "999" in door.text()
        await door.press("escape")
        door.draft.reopen()
        door.app.navigator.show_section("yellow")
        await door.settle()
        await door.press("down", "space")
        assert door.draft.saved and "G2" not in door.answers.marks
        door.app.navigator.show_section("review")
        await door.settle()
        assert ref in door.text()


async def test_without_a_usable_pathway_whom_to_call_is_open_and_the_file_is_named(
    home: Path, made: Deployment
) -> None:
    filled(home, made)
    made.configure("other.toml")
    (made.folder / "other.toml").write_text(
        made.pathway.read_text().replace("northvale-2027", "other") + "\n[[\n"
    )
    async with signed_out(home, size=(100, 40), config=made.config) as door:
        await until(door, lambda: "other.toml cannot be used" in door.words(), "the words about the file")
        door.app.navigator.open("contacts")
        await until(door, lambda: "999" in door.text(), "contacts")
        assert "other.toml cannot be used" in door.words()
        await door.press("escape")
        await sign_in_at(door)
        assert "No new screening can be begun" in door.said
        await door.press("n")
        await door.settle()
        assert "other.toml" in door.said and not door.app.front.in_dialog
        await open_first(door)
        assert "Left school early" in door.text()
        assert door.app.seat.cannot_begin.startswith("A pathway of the configuration cannot be used.")


async def test_a_store_is_not_set_up_with_a_pathway_that_cannot_be_used(home: Path, made: Deployment) -> None:
    made.pathway.write_text("[[")
    async with signed_out(home, size=(100, 40), config=made.config) as door:
        await until(door, lambda: "pathway.toml cannot be used" in door.words(), "the words about the file")
        await door.type("Ada Example")
        await door.press("enter", "enter")
        door.app.screen.do("next")  # type: ignore[attr-defined]
        await until(door, lambda: "Nothing is set up before that is mended." in door.said, "why not")
        assert not home.exists()


async def test_a_store_of_before_gets_its_note_at_the_first_sign_in(home: Path, made: Deployment) -> None:
    filled(home, made)
    (home / "pathways.json").unlink()  # a store of the code of before has none
    async with signed_out(home, config=made.config) as door:
        await sign_in_at(door)
        assert (home / "pathways.json").exists()


def test_the_same_store_opens_for_whoever_gives_no_pathways(home: Path, made: Deployment) -> None:
    ref = filled(home, made)
    with_none = sign_in(home, NAME, PASSPHRASE, CasebookSettings(argon=CHEAP))
    screening = with_none.screenings.reopen(with_none.screenings.open(ref))
    assert with_none.screenings.save(screening).version == screening.version + 1
    with_none.close()


async def test_a_locked_screen_says_whose_contacts_it_shows(home: Path, made: Deployment) -> None:
    filled(home, made)
    made.pathway.unlink()
    async with signed_out(home, size=(100, 40), config=made.config) as door:
        await sign_in_at(door)
        door.app.lock.lock()
        await until(door, lambda: "as this store kept them last" in door.words(), "the words at the lock")
        door.app.navigator.open("contacts")
        await until(door, lambda: "Southvale" in door.text(), "contacts")
        assert "Zephyrine" not in door.text()
