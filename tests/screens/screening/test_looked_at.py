"""When a tier counts as looked at: its last factor was on the screen or current; passed through, it does not."""

from __future__ import annotations

from pathlib import Path

import pytest

from ce_tui.core.pathway.answers.screening import Answers
from ce_tui.core.pathway.document.document import Factor
from ce_tui.core.pathway.document.loading import default_pathway
from ce_tui.core.pathway.interview import interview, replies
from support.people.screens import App, app_at

PATHWAY = default_pathway()
TIERS = [tier.name for tier in PATHWAY.tiers]
ROOMY = (200, 60)
"""A terminal in which the whole of each tier is in view at once."""
CRAMPED = [(60, 20), (80, 24)]


def known(answers: Answers) -> Answers:
    return replies.set_known(answers, PATHWAY, True)


def last(tier: str) -> Factor:
    return PATHWAY.tier(tier).all_factors[-1]


def is_on_the_screen(factor: Factor, app: App) -> bool:
    """Whether a factor can be read: the row that it begins with, and the last of its words."""
    rows = app.text().splitlines()[4:-5]
    begins = [at for at, row in enumerate(rows) if f"{factor.id} " in row and "[" in row]
    return bool(begins) and factor.text.split()[-1] in " ".join(rows[begins[0] :])


def state_of(tier: str, app: App) -> str:
    """What the go-to menu and the sections' heads say of a tier."""
    found = interview.sections(app.answers, app.draft.pathway)
    return next(each.state_words for each in found if each.id == tier)


# Passed through


@pytest.mark.parametrize("size", CRAMPED)
async def test_tiers_that_are_only_passed_through_are_said_not_to_have_been_looked_at(
    home: Path, size: tuple[int, int]
) -> None:
    async with app_at(home, "start", change=known, size=size) as app:
        for section in (*TIERS, "notes", "result"):
            await app.press("ctrl+n")
            assert app.screen.section == section
        assert app.answers.looked_at == ()
        assert "So far: nothing marked. Yellow, Amber and Red not looked at." in app.said
        assert "! Yellow, Amber and Red not looked at." in app.words()
        await app.press("ctrl+g")
        assert app.words().count("not looked at") == 3


@pytest.mark.parametrize("size", CRAMPED)
async def test_the_way_on_from_the_middle_of_the_list_is_passing_through_and_says_so(
    home: Path, size: tuple[int, int]
) -> None:
    async with app_at(home, "amber", change=known, size=size) as app:
        await app.press("down", "down", "tab")
        assert app.said.startswith("Next: Red. Enter goes there.")
        assert "Yellow, Amber and Red not looked at." in app.said
        await app.press("enter")
        assert app.screen.section == "red"
        assert app.answers.looked_at == ()


async def test_several_keys_at_once_pass_through_without_a_look(home: Path) -> None:
    async with app_at(home, "start", change=known, size=ROOMY) as app:
        for _ in range(4):
            app.app.navigator.to_next(1)  # before anything is drawn: as typed ahead on a slow line
        await app.settle()
        assert app.screen.section == "notes"
        assert app.answers.looked_at == ()


async def test_a_jump_into_the_middle_is_no_look_and_the_referral_says_so(home: Path) -> None:
    async with app_at(home, "yellow", change=known) as app:
        await app.press("ctrl+g", *"a2", "enter")
        assert app.said.startswith("A2, 2 of 11")
        await app.press("y", "s", "ctrl+g", *"r2", "enter")
        assert app.said.startswith("R2, 2 of 11")
        assert state_of("amber", app).startswith("1 of 11 marked")
        assert app.draft.outcome.not_looked_at == ("yellow", "red")


# Looked at


@pytest.mark.parametrize("tier", TIERS)
@pytest.mark.parametrize("size", CRAMPED)
async def test_it_counts_from_the_key_on_that_brings_its_last_factor_into_view(
    home: Path, tier: str, size: tuple[int, int]
) -> None:
    async with app_at(home, tier, change=known, size=size) as app:
        assert not is_on_the_screen(last(tier), app)
        for _ in PATHWAY.tier(tier).all_factors[1:]:
            assert (app.answers.looked_at == (tier,)) == is_on_the_screen(last(tier), app), app.text()
            await app.press("down")
        assert app.said.startswith(f"{last(tier).id}, ")
        assert app.answers.looked_at == (tier,)
        assert state_of(tier, app) == "nothing marked"
        await app.press("home")
        assert app.answers.looked_at == (tier,), "once read it stays so"


@pytest.mark.parametrize("size", CRAMPED)
async def test_pages_reach_the_end_too_and_end_is_one_key(home: Path, size: tuple[int, int]) -> None:
    async with app_at(home, "amber", change=known, size=size) as app:
        for _ in PATHWAY.tier("amber").all_factors:
            if is_on_the_screen(last("amber"), app):
                break
            assert app.answers.looked_at == ()
            await app.press("pagedown")
        assert app.answers.looked_at == ("amber",)
        await app.press("ctrl+n", "end")
        assert app.answers.looked_at == ("amber", "red")
        assert "So far: nothing marked. Yellow not looked at." in app.said


@pytest.mark.parametrize("tier", TIERS)
async def test_where_the_whole_list_is_in_view_to_see_it_counts(home: Path, tier: str) -> None:
    async with app_at(home, tier, change=known, size=ROOMY) as app:
        assert is_on_the_screen(last(tier), app)
        assert app.answers.looked_at == (tier,)
        assert f"{PATHWAY.tier(tier).title} not looked at" not in app.said


async def test_a_window_that_is_made_larger_shows_the_rest_and_one_that_is_too_small_shows_nothing(
    home: Path,
) -> None:
    async with app_at(home, "red", change=known) as app:
        for small in ((40, 10), (80, 24)):
            await app.pilot.resize_terminal(*small)
            await app.settle()
            assert app.answers.looked_at == ()
        await app.pilot.resize_terminal(*ROOMY)
        await app.until(lambda: app.answers.looked_at == ("red",), "the rest of Red in view")


async def test_the_number_of_the_last_factor_leads_to_it(home: Path) -> None:
    async with app_at(home, "amber", change=known) as app:
        await app.press("1", "1")
        assert app.answers.looked_at == ("amber",)


async def test_the_display_for_screen_readers_has_one_factor_at_a_time(home: Path) -> None:
    async with app_at(home, "start", change=known, size=ROOMY) as app:
        app.app.appearance.show_for_screen_readers(True)
        await app.press("ctrl+n", "ctrl+n", *["down"] * 9)
        assert app.said.startswith("A10, 10 of 11")
        assert app.answers.looked_at == ()
        await app.press("down")
        assert app.said.startswith("A11, 11 of 11")
        assert app.answers.looked_at == ("amber",)


async def test_a_mark_speaks_for_itself_until_it_is_taken_back(home: Path) -> None:
    async with app_at(home, "amber", change=known) as app:
        await app.press("s")
        assert "Yellow and Red not looked at." in app.said
        await app.press("x")
        assert "Yellow, Amber and Red not looked at." in app.said


# A screening that was completed


async def test_a_completed_screening_stays_as_it_is_and_a_reopened_one_can_be_read_to_its_end(
    home: Path,
) -> None:
    def begun(answers: Answers) -> Answers:
        return replies.mark(known(answers), PATHWAY, "Y1", "yes")

    async with app_at(home, "review", change=begun) as app:
        app.draft.complete()
        await app.press("ctrl+g", *"a1", "enter", "end")
        assert "A11, 11 of 11" in app.said
        assert app.draft.outcome.not_looked_at == ("amber", "red")
        app.draft.reopen()
        await app.press("up", "down")
        assert app.draft.outcome.not_looked_at == ("red",)
        assert app.draft.saved
