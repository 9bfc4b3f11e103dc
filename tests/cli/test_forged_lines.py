"""A name with a line end in it, of a file, a folder or in a variable, forges no line of what a command says."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from support.people.cli import ANSWERS, Ended, answers, ce_tui
from support.people.cli_people import Hub

LINE = "wrong  The store is damaged. Phone 01632 960100."
NAME = f"a\n{LINE}\nb"
ESCAPED = f"a\\n{LINE}\\nb"


def forged(ended: Ended) -> list[str]:
    """Lines that only the name can have made."""
    return [line for line in (ended.out + ended.err).splitlines() if line.startswith(LINE)]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "answers.json").write_bytes(ANSWERS.read_bytes())
    (tmp_path / NAME).write_text("{")
    (tmp_path / f"{NAME}.toml").write_text("surprise = 1\n")
    (tmp_path / f"{NAME}.txt").write_text("")
    return tmp_path


COMMANDS: dict[str, tuple[str, ...]] = {
    "a command": (NAME,),
    "an option": (f"--{NAME}",),
    "a locality": ("contacts", NAME),
    "a time": ("contacts", "--at", NAME),
    "a file that is not there": ("evaluate", f"{NAME}.none"),
    "a file that is no JSON": ("evaluate", NAME),
    "two files": ("import", NAME, "answers.json", "--as", "Ada", "--passphrase-file", f"{NAME}.none"),
    "a pathway": ("pathway", "check", f"{NAME}.toml"),
    "a folder to write to": ("refer", "answers.json", "-o", f"{NAME}/none/a.txt"),
    "a file in the way": ("refer", "answers.json", "-o", f"{NAME}.txt"),
    "another ending": ("refer", "answers.json", "-o", f"a.{NAME}.docx"),
    "an empty form's file": ("blank", "essex", "-o", f"{NAME}/none/a.pdf"),
    "a passphrase file": ("list", "--as", "Ada", "--passphrase-file", f"{NAME}.none"),
    "an account": ("list", "--as", NAME, "--passphrase-file", "answers.json"),
}


@pytest.mark.parametrize("what", COMMANDS)
def test_what_is_wrong_stands_on_its_own_lines(what: str, folder: Path) -> None:
    ended = ce_tui(*COMMANDS[what], cwd=folder, CE_TUI_HOME=str(folder / "home"))
    assert ended.code != 0 and ended.err
    assert forged(ended) == []


@pytest.mark.parametrize("command", ["contacts", "list", "doctor"])
@pytest.mark.parametrize(
    ("variable", "path"),
    [
        ("CE_TUI_CONFIG", f"{NAME}.toml"),
        ("CE_TUI_CONFIG", f"{NAME}.none"),
        ("CE_TUI_HOME", f"{NAME}.home/in it"),
    ],
    ids=["a configuration", "no configuration", "a store's folder"],
)
def test_a_variable_forges_no_line(command: str, variable: str, path: str, folder: Path) -> None:
    signed_in = ("--as", "Ada", "--passphrase-file", "answers.json") if command == "list" else ()
    ended = ce_tui(command, *signed_in, cwd=folder, **{variable: str(folder / path)})
    assert forged(ended) == []
    if command == "doctor":
        assert ESCAPED in ended.out, "it says where it looked"


def test_the_doctor_gives_a_command_that_a_shell_takes_for_one(folder: Path) -> None:
    home = folder / f"it's {NAME}"
    home.mkdir()
    home.chmod(0o755)  # whatever the umask is
    ended = ce_tui("doctor", CE_TUI_HOME=str(home))
    assert forged(ended) == []
    assert f"chmod 700 '{folder}/it'\\''s {ESCAPED}'" in ended.out


def test_what_was_written_stands_on_its_own_line(folder: Path) -> None:
    ended = ce_tui("refer", "answers.json", "-o", f"{NAME}.new", "--no-password", cwd=folder)
    assert ended.code == 0 and f"{ESCAPED}.new" in ended.err
    assert forged(ended) == []


def test_where_a_store_a_code_and_a_backup_are_stands_on_its_own_line(staffed: Hub) -> None:
    place = staffed.folder / NAME
    place.mkdir()
    shutil.copy(staffed.words("Ada"), place / "words")
    made = ce_tui(
        *("account", "add", "Ada", "--passphrase-file", place / "words", "--recovery-file", place / "code"),
        CE_TUI_HOME=str(place / "home"),
    )
    assert made.code == 0, made.err
    backed = staffed.run("Ada", "store", "backup", place / "made.backup")
    assert backed.code == 0, backed.err
    back = staffed.run("Ada", "store", "restore", place / "made.backup", CE_TUI_HOME=str(place / "back"))
    assert back.code == 0, back.err
    for ended in (made, backed, back):
        assert forged(ended) == [] and ESCAPED in ended.out + ended.err


def test_an_export_says_its_file_on_its_own_line(staffed: Hub) -> None:
    [ref] = staffed.imports("Ben", answers())
    (staffed.folder / NAME).mkdir()
    ended = staffed.run("Ben", "export", ref, "-o", staffed.folder / NAME / "a.txt")
    assert ended.code == 0, ended.err
    assert forged(ended) == [] and ESCAPED in ended.err
