"""`ce-tui doctor` and `ce-tui pathway`."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

import pytest

from support.checkout import CHECKOUT
from support.people.cli import ce_tui
from support.terminal.pty_screen import PtyScreen


def kinds(**env: str) -> tuple[int, list[str]]:
    ended = ce_tui("doctor", "--json", **env)
    return ended.code, [finding["kind"] for finding in ended.json]


def test_a_sound_machine_lacks_nothing() -> None:
    code, found = kinds()
    assert code == 0
    assert {"lacks", "wrong"}.isdisjoint(found)


def test_a_missing_pango_is_said_with_the_one_command(tmp_path: Path) -> None:
    (tmp_path / "weasyprint.py").write_text("raise OSError('cannot load library')\n")
    ended = ce_tui("doctor", PYTHONPATH=f"{tmp_path}:{CHECKOUT}")
    assert ended.code == 69
    assert "apt-get install --no-install-recommends libpango-1.0-0" in ended.out


def test_a_wrong_configuration_is_named(tmp_path: Path) -> None:
    settings = tmp_path / "config.toml"
    settings.write_text("nonsense = 1")
    ended = ce_tui("doctor", CE_TUI_CONFIG=str(settings))
    assert ended.code == 78
    assert "nonsense" in ended.out


def test_a_locale_without_utf_8_is_a_note_with_a_remedy() -> None:
    locale = "LC_ALL=C"
    ended = ce_tui("doctor", LC_ALL=locale.partition("=")[2], PYTHONCOERCECLOCALE="0", PYTHONUTF8="0")
    assert ended.code == 0
    assert "C.UTF-8" in ended.out


def test_a_terminal_that_cannot_move_its_cursor_is_said_and_gets_the_line_mode() -> None:
    env = {"TERM": "dumb", "PYTHONPATH": str(CHECKOUT)}
    with PtyScreen([sys.executable, "-m", "ce_tui", "doctor"], env) as terminal:
        terminal.wait_for_end()
        assert b"cannot move its cursor" in terminal.raw
    with PtyScreen([sys.executable, "-m", "ce_tui"], env) as terminal:
        terminal.wait_for("Your name?")
        terminal.send(b"quit\r")
        assert terminal.wait_for_end() == 0
        assert b"\x1b" not in terminal.raw
    with PtyScreen([sys.executable, "-m", "ce_tui", "demo"], env) as terminal:
        terminal.wait_for("or a number?")
        terminal.send(b"quit\r")
        assert terminal.wait_for_end() == 0


def test_doctor_makes_no_store(home: Path) -> None:
    ce_tui("doctor")
    assert not home.exists()


def test_the_whole_pathway_comes_as_json() -> None:
    shown = ce_tui("pathway", "show", "--json")
    assert shown.code == 0
    for words in (
        "Carrying weapons",
        "push and pull factors",
        "0345 603 1212",
        "01702 215007",
        "01375 652 802",
    ):
        assert words in shown.out


def test_the_pathway_can_be_read_as_text() -> None:
    shown = ce_tui("pathway", "show")
    assert shown.code == 0
    assert "Carrying weapons" in shown.out


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A copy of the pathway to spoil, with its localities and notices."""
    for folder in ("pathways", "localities", "notices"):
        shutil.copytree(CHECKOUT / "data" / folder, tmp_path / folder)
    return next((tmp_path / "pathways").glob("*.toml"))


def test_a_sound_pathway_file_is_said_to_be_sound(copy: Path) -> None:
    ended = ce_tui("pathway", "check", copy)
    assert (ended.code, ended.err) == (0, "")
    assert "sound" in ended.out


def test_a_partnership_fills_in_the_stages_of_an_area_and_reads_them(copy: Path) -> None:
    file = copy.parent.parent / "localities" / "southend.toml"
    stage = '[[escalation]]\nwho = "The first, with the second"\nwithin = "so many days"\nsource = "page 3"\n'
    file.write_text(f"{file.read_text('utf-8')}\n{stage}", "utf-8")
    checked = ce_tui("pathway", "check", copy)
    unfilled = "the stages of taking a disagreement further are not filled in"
    assert (checked.code, f"Essex: {unfilled}" in checked.out) == (0, True)
    assert f"Southend: {unfilled}" not in checked.out
    settings = copy.parent / "settings.toml"
    settings.write_text(f'pathways = ["{copy.name}"]\n')
    shown = ce_tui("pathway", "show", "--json", CE_TUI_CONFIG=str(settings))
    southend, essex = shown.json["localities"][:2]
    assert southend["escalation"] == [
        {"who": "The first, with the second", "within": "so many days", "note": "", "source": "page 3"}
    ]
    assert (essex["escalation"], essex["escalation_at"]) == ([], southend["escalation_at"])
    read = ce_tui("pathway", "show", CE_TUI_CONFIG=str(settings)).out
    assert "\n1. The first, with the second, within so many days\n" in read


def test_every_fault_of_a_pathway_is_a_line(copy: Path) -> None:
    text = copy.read_text("utf-8")
    copy.write_text(
        text.replace('id = "Y1"', 'id = "Y2"', 1).replace('name = "amber"', 'name = "orange"', 1), "utf-8"
    )
    ended = ce_tui("pathway", "check", copy)
    assert (ended.code, ended.out) == (65, "")
    assert len(ended.err.splitlines()) >= 2
    assert all(": " in line for line in ended.err.splitlines())


def test_a_pathway_that_is_not_text_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "bad.toml"
    file.write_bytes(b"\xff\xfe\x00")
    assert ce_tui("pathway", "check", file).code == 65
    assert ce_tui("pathway", "check", tmp_path / "none.toml").code == 66


def test_another_pathway_can_be_used_by_configuration(copy: Path) -> None:
    copy.write_text(copy.read_text("utf-8").replace('id = "set-2026-06"', 'id = "ours-2027"', 1), "utf-8")
    settings = copy.parent / "config.toml"
    settings.write_text(f'pathways = ["{copy.name}"]\n')
    given = '{"pathway": "ours-2027", "locality": "essex", "marks": {"A1": "suspected"}}'
    ended = ce_tui("evaluate", "-", stdin=given, CE_TUI_CONFIG=str(settings))
    assert (ended.code, ended.err) == (0, "")
    assert ended.json["pathway"] == "ours-2027"
