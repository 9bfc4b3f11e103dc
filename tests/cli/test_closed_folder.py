"""A store's folder that the account of the machine may not look into: every way in says so, none fails."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from support.checkout import CHECKOUT
from support.terminal.pty_screen import ENTER, TAB, PtyScreen

# Root looks into every folder, unless it gives that up.
LIKE_ANYBODY = ["setpriv", "--bounding-set=-dac_override,-dac_read_search"] if os.geteuid() == 0 else []
CE_TUI = [*LIKE_ANYBODY, sys.executable, "-m", "ce_tui"]
SAID = "This account of the machine may not look into the folder of the store"


@pytest.fixture(params=[(0o000, "."), (0o600, "."), (0o000, "inside/of/it")], ids=str)
def closed(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Path]:
    """A home that is closed, or lies somewhere in a folder that is."""
    folder = tmp_path / "closed"
    mode, below = request.param
    folder.mkdir()
    folder.chmod(mode)
    yield folder / below
    folder.chmod(0o700)
    assert not list(folder.iterdir())


def environment(home: Path) -> dict[str, str]:
    return {**os.environ, "CE_TUI_HOME": str(home), "PYTHONPATH": str(CHECKOUT)}


def told(home: Path, *arguments: object) -> tuple[int, str]:
    ended = subprocess.run(
        [*CE_TUI, *map(str, arguments)],
        env=environment(home),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert "Something went wrong in the app itself" not in ended.stderr
    return ended.returncode, " ".join((ended.stdout + ended.stderr).split())


def test_the_doctor_says_it_and_goes_on(closed: Path, tmp_path: Path) -> None:
    code, said = told(closed, "doctor")
    assert code == 69, said
    assert f"The folder of the store, {closed}, cannot be written to" in said
    assert f"chmod u+rwx '{tmp_path}/closed'" in said
    assert "Referral PDFs can be made" in said


def test_no_command_of_the_store_takes_it_for_an_empty_one(closed: Path, tmp_path: Path) -> None:
    words = tmp_path / "words"
    words.write_text("imaginary words for tests only\n")
    words.chmod(0o600)
    backup = tmp_path / "of-before.backup"
    backup.write_bytes(b"no backup")
    for command in (
        ("list", "--as", "Ada", "--passphrase-file", words),
        ("account", "add", "Ada", "--passphrase-file", words, "--recovery-file", tmp_path / "code"),
        ("store", "restore", backup, "--as", "Ada", "--passphrase-file", words),
    ):
        code, said = told(closed, *command)
        assert code == 74 and SAID in said, (command, code, said)
    assert not (tmp_path / "code").exists()


def test_contacts_and_the_empty_form_are_there_all_the_same(closed: Path, tmp_path: Path) -> None:
    code, said = told(closed, "contacts", "essex")
    assert code == 0 and "999" in said
    code, said = told(closed, "blank", "essex", "-o", tmp_path / "form.pdf")
    assert code == 0, said


def test_the_full_screen_says_it_at_the_sign_in(closed: Path) -> None:
    with PtyScreen(CE_TUI, environment(closed)) as terminal:
        terminal.wait_for("Your name")
        assert "Contacts" in terminal.text
        terminal.press(b"Ada" + TAB + b"imaginary words" + ENTER)
        terminal.wait_until(lambda: SAID in " ".join(terminal.text.split()), SAID)


def test_the_line_mode_says_it_at_the_sign_in(closed: Path) -> None:
    with PtyScreen([*CE_TUI, "lines"], environment(closed)) as terminal:
        terminal.wait_for("Your name?")
        terminal.press(b"Ada" + ENTER)
        terminal.wait_for("Passphrase?")
        terminal.press(b"imaginary words" + ENTER)
        terminal.wait_until(lambda: SAID in " ".join(terminal.text.split()), SAID)
        terminal.wait_until(lambda: terminal.text.count("Passphrase?") == 2, "the question again, unseen")
        terminal.press(b"contacts" + ENTER)
        terminal.wait_for("Emergency: police, ambulance, 999: day and night.")


def test_a_fault_names_no_file_that_could_not_be_written(closed: Path) -> None:
    fails = (
        "import sys; import ce_tui.cli.group as group; "
        "group.command_line = lambda _: 1 / 0; sys.argv = ['ce-tui', 'contacts']; "
        "import ce_tui.__main__ as app; app.main()"
    )
    ended = subprocess.run(
        [*LIKE_ANYBODY, sys.executable, "-c", fails],
        env={**environment(closed), "XDG_DATA_HOME": str(closed)},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert ended.returncode == 70
    assert "Reference E-" in ended.stderr and "crash.log" not in ended.stderr
