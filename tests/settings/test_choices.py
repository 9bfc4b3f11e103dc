"""What an account can choose, its themes, its time until it locks, and what of the machine is the app's own."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest

from ce_tui.commands.keymap import Keys
from ce_tui.files.own_files import LOOK
from ce_tui.resources import DATA
from ce_tui.settings import fault_log, preferences
from ce_tui.settings.config import MINUTES, Config, ConfigInvalid, IdleTimes, ReferralSettings
from ce_tui.settings.fault_log import own_files
from ce_tui.settings.preferences import (
    ASCII,
    DISPLAY,
    KEYS,
    NEXT_DISPLAY,
    THEME,
    Preference,
    children_by,
    children_shown,
    lock_time,
)
from ce_tui.settings.themes import TONES, draws_lines, themes


class Book:
    """A casebook as far as preferences go."""

    def __init__(self, **kept: str) -> None:
        self._kept = kept
        self.preferences: Any = self

    def get(self, name: str) -> str:
        return self._kept.get(name, "")

    def set(self, name: str, value: str) -> None:
        self._kept[name] = value


def book(**kept: str) -> Any:
    return Book(**kept)


def test_what_can_be_chosen_is_asked_in_these_words() -> None:
    assert preferences.KEPT == "Kept for your account."
    assert [(each.name, each.label) for each in (THEME, DISPLAY, NEXT_DISPLAY, KEYS, ASCII)] == [
        ("theme", "Colours"),
        ("display", "Display"),
        ("display", "The app shows itself as"),
        ("keys", ""),
        ("lines.ascii", ""),
    ]
    assert [tuple(each) for each in THEME.choices] == [
        ("", "As suits this terminal: light on dark where it has 256 colours", "", ""),
        ("ansi-dark", "The terminal's own colours", "", ""),
        ("ce-dark", "Light text on dark", "", ""),
        ("ce-light", "Dark text on light", "", ""),
        ("ce-contrast", "High contrast: white on black", "", ""),
        ("none", "No colour", "", ""),
    ]
    assert DISPLAY.words == {
        "": "Ordinary: the current item has a > before it and is shown reversed",
        "screen-reader": "For screen readers: nothing is shown but where you are and its state, in words",
        "lines": "A line at a time, for screen readers and braille lines: questions and answers, and no screen",
    }
    assert NEXT_DISPLAY.words == {
        "": "Full screen",
        "screen-reader": "Full screen for screen readers",
        "lines": "A line at a time",
    }
    assert KEYS.choices == []


def test_a_choice_is_kept_under_its_own_name() -> None:
    casebook = book(theme="ce-light")
    assert (THEME.of(casebook), DISPLAY.of(casebook)) == ("ce-light", "")
    Preference("display").keep(casebook, "lines")
    assert (THEME.of(casebook), DISPLAY.of(casebook)) == ("ce-light", "lines")


def test_when_it_locks_is_chosen_in_minutes() -> None:
    asked = lock_time(IdleTimes())
    assert (asked.name, asked.label) == ("lock.idle", "It locks by itself")
    assert [(each.id, each.words) for each in asked.choices] == [
        ("", "As set for this terminal: after 3 minutes without a key"),
        ("1", "After 1 minute without a key"),
        *((str(each), f"After {each} minutes without a key") for each in (2, 3, 5, 10, 15, 20, 30, 60)),
        ("never", "Never: only when you press the key that locks"),
    ]
    assert lock_time(IdleTimes(idle=0)).words[""] == "As set for this terminal: never"


@pytest.mark.parametrize(
    ("chosen", "idle"),
    [("", 200.0), ("never", 0.0), ("1", 60.0), ("60", 3600.0), ("4", 200.0), ("²", 200.0), ("soon", 200.0)],
)
def test_what_is_no_choice_of_a_time_changes_nothing(chosen: str, idle: float) -> None:
    deployed = IdleTimes(200.0, 50.0, 900.0, 600.0)
    assert preferences.times_of(book(**{"lock.idle": chosen}), deployed) == IdleTimes(
        idle, 50.0, 900.0, 600.0
    )
    assert MINUTES == (1, 2, 3, 5, 10, 15, 20, 30, 60)


@pytest.mark.parametrize(("idle", "quiet"), [(180.0, 150.0), (31.0, 1.0), (30.0, 15.0), (20.0, 10.0)])
def test_a_warning_comes_before_the_lock_or_half_way(idle: float, quiet: float) -> None:
    assert IdleTimes(idle=idle).quiet == quiet


def test_keys_are_those_of_the_deployment_with_ones_own() -> None:
    mine = preferences.kept_keys(Keys().with_key("lock", "f9"))
    keys = preferences.keys_of(book(keys=mine), {"help": "f2"})
    assert (keys.key_of("lock"), keys.key_of("help")) == ("f9", "f2")
    assert preferences.kept_keys(Keys({"help": "f2"})) == ""


def test_every_theme_that_can_be_chosen_is_there_and_draws_in_its_colours() -> None:
    made = {theme.name: theme for theme in themes()}
    assert {"", *made} == set(THEME.words)
    for name, background, text, heading, field in (
        ("ce-dark", "#1c1c1c", "#e4e4e4", "#5fd7ff", "#262626"),
        ("ce-light", "#ffffff", "#1c1c1c", "#00005f", "#eeeeee"),
        ("ce-contrast", "#000000", "#ffffff", "#ffff00", "#000000"),
    ):
        theme = made[name]
        assert (theme.background, theme.foreground, theme.dark) == (background, text, name != "ce-light")
        meaning = (theme.primary, theme.secondary, theme.accent, theme.warning, theme.error, theme.success)
        assert meaning == (heading,) * 6, "no colour carries a meaning by itself"
        assert (theme.surface, theme.panel) == (field, field)
        cursor = {name: value for name, value in theme.variables.items() if name.startswith("input")}
        assert cursor == {
            "input-cursor-background": text,
            "input-cursor-foreground": background,
            "input-selection-background": heading,
            "input-selection-foreground": background,
        }
        assert {theme.variables[tone] for tone in ("heading", "key")} == {heading}
        assert draws_lines(name)
    for name in ("none", "ansi-dark"):
        assert made[name].ansi
        assert not draws_lines(name)
        assert {made[name].variables[tone] for tone in TONES} == {"ansi_default"}, "as any other text"
    none = made["none"]
    drawn = (none.primary, none.foreground, none.background, none.surface, none.panel)
    assert drawn == ("ansi_default",) * 5


def test_with_sixteen_colours_the_tiers_are_drawn_as_any_other_text() -> None:
    for theme in themes(with_tones=False):
        assert {theme.variables[tone] for tone in TONES} == {theme.foreground}
        assert {theme.variables[f"{tier}-ground"] for tier in TONES[:3]} == {theme.background}


def test_one_of_textuals_themes_can_be_set_for_a_deployment() -> None:
    nord = next(theme for theme in themes("nord") if theme.name == "nord")
    assert {nord.variables[tone] for tone in TONES} == {nord.foreground}
    assert not draws_lines("nord")


def refusal(config: Config, home: Path, target: Path) -> str:
    folder = os.open(target.parent, LOOK)
    try:
        return own_files(config, home).refusal(folder, target)
    finally:
        os.close(folder)


def test_what_the_app_keeps_is_named(home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    demo, usual, faults = tmp_path / "demo", tmp_path / "usual", tmp_path / "faults"
    for folder in (home, demo, usual, faults):
        folder.mkdir()
    monkeypatch.setattr(fault_log, "usual_home", lambda: usual)
    monkeypatch.setattr(fault_log, "own_log_folder", lambda: faults)
    for place in (home, demo, usual):
        assert " is in the folder of the store," in refusal(Config(), demo, place / "form.pdf")
    assert " is in the folder of the log of faults," in refusal(Config(), demo, faults / "form.pdf")
    assert " is in the folder of what comes with this software," in refusal(Config(), demo, DATA / "form.pdf")
    assert refusal(Config(), demo, tmp_path / "form.pdf") == ""


def test_a_folder_to_choose_instead_is_the_configured_one_else_ones_own(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home.mkdir()
    out, person, here = (tmp_path / name for name in ("out", "person", "here"))
    for folder in (out, person, here):
        folder.mkdir()
    monkeypatch.setenv("HOME", str(person))
    monkeypatch.chdir(here)
    configured = Config(referral=ReferralSettings(folder=str(out)))
    assert refusal(configured, home, home / "a").endswith(f"for example {out}.")
    assert refusal(Config(), home, home / "a").endswith(f"for example {person}.")

    def none(*_: object) -> Path:
        raise RuntimeError

    monkeypatch.setattr(Path, "home", none)
    assert refusal(Config(), home, home / "a").endswith(f"for example {here}.")

    def gone() -> Path:
        raise FileNotFoundError

    monkeypatch.setattr(Path, "cwd", gone)
    assert refusal(Config(), home, home / "a").endswith("Choose another folder.")


def test_where_the_store_cannot_be_told_or_nobody_has_a_home_folder_the_rest_is_kept_free(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home.mkdir()

    def unknown() -> Path:
        raise ConfigInvalid("")

    monkeypatch.setattr(fault_log, "home", unknown)
    monkeypatch.setattr(fault_log, "usual_home", lambda: None)
    monkeypatch.setattr(fault_log, "own_log_folder", lambda: None)
    assert " is in the folder of the store," in refusal(Config(), home, home / "a")


def test_faults_are_noted_in_the_store_where_it_is_else_beside_it(home: Path) -> None:
    reference, file = fault_log.record(ValueError("a made-up secret"))
    beside = fault_log.own_log_folder()
    assert beside is not None and file == beside / "crash.log"
    assert reference in file.read_text("utf-8") and "secret" not in file.read_text("utf-8")
    assert file.parent.stat().st_mode & 0o777 == 0o700
    assert not home.exists(), "a fault never makes a store's folder"
    home.mkdir()
    assert fault_log.record(ValueError())[1] == home / "crash.log"


def test_a_fault_that_cannot_be_noted_has_a_reference_all_the_same(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fault_log, "usual_home", lambda _: None)
    reference, file = fault_log.record(ValueError())
    assert reference and file is None


def test_how_lists_show_children_is_the_accounts_own_before_the_deployments() -> None:
    offered = children_shown("initials")
    assert (offered.name, offered.label) == ("children", "Lists show children by")
    assert offered.words == {
        "": "As set for this terminal: initials, such as A. B., and the reference",
        "names": "Name",
        "initials": "Initials, such as A. B., and the reference",
        "references": "Reference alone",
    }
    assert children_by(book(), "initials") == "initials"
    assert children_by(book(children="names"), "initials") == "names"
    assert children_by(book(children="references"), "names") == "references"
    assert children_by(book(children="nicknames"), "initials") == "initials"
