"""Commands on a terminal of eight bits without a locale: ASCII to be seen, UTF-8 in files; both are understood."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from ce_tui.terminal.character_set import shown_in
from support.checkout import CHECKOUT
from support.people.cli import answers, ce_tui
from support.people.cli_people import Hub
from support.terminal.apps import CE_TUI
from support.terminal.eight_bits import EIGHT_BITS, beyond_ascii, rows_shown
from support.terminal.pty_screen import ENTER, PtyScreen

VT220 = {"TERM": "vt220", "LC_ALL": "C"}
AT = ("--at", "2026-11-25T10:00")
CHILD = "Zoë Łukasz-Олена"


def rows(out: str) -> list[str]:
    """What stands on the terminal once the lines of a command have come through a pipe, such as a pager's."""
    return rows_shown(out.replace("\n", "\r\n").encode(), columns=400)


@pytest.mark.parametrize(
    "arguments", [("--help",), ("child", "find", "--help"), ("contacts", *AT), ("keys",)], ids=" ".join
)
def test_every_row_of_what_a_command_says_is_there_in_ascii(arguments: tuple[str, ...]) -> None:
    in_utf_8, here = ce_tui(*arguments), ce_tui(*arguments, **VT220)
    assert (in_utf_8.code, here.code, here.err) == (0, 0, "")
    assert beyond_ascii(here.out.encode()) == []
    said = [row.rstrip() for row in in_utf_8.out.splitlines() if row.strip()]
    assert rows(here.out) == [shown_in(row, "ascii") for row in said]
    if not in_utf_8.out.isascii():
        assert here.out != in_utf_8.out


def test_words_beyond_ascii_are_among_them() -> None:
    assert not ce_tui("child", "find", "--help").out.isascii()
    assert not ce_tui("contacts", *AT).out.isascii()


def test_json_says_the_same_and_faults_are_ascii_too() -> None:
    given = json.dumps(answers())
    here = ce_tui("evaluate", "-", *AT, stdin=given, **VT220)
    assert here.out.isascii() and here.json == ce_tui("evaluate", "-", *AT, stdin=given).json
    for typed in ("Zoë", b"Zo\xeb".decode("utf-8", "surrogateescape")):
        wrong = ce_tui("evaluate", f"{typed}.json", **VT220)
        assert (wrong.code, wrong.out) == (66, "") and wrong.err.isascii() and wrong.err.startswith("Zo")


def test_files_are_what_they_are_elsewhere(tmp_path: Path) -> None:
    given = json.dumps(answers(child={"name": CHILD}))
    for name, env in (("here.txt", VT220), ("elsewhere.txt", {})):
        ended = ce_tui("refer", "-", "-o", tmp_path / name, *AT, stdin=given, **env)
        assert ended.code == 0, ended.err
    content = (tmp_path / "here.txt").read_bytes()
    assert content == (tmp_path / "elsewhere.txt").read_bytes() and CHILD.encode() in content

    command = [sys.executable, "-m", "ce_tui", "contacts", *AT]
    env = {**os.environ, **VT220, "PYTHONPATH": str(CHECKOUT)}
    with (tmp_path / "led").open("wb") as led:
        subprocess.run(command, stdout=led, env=env, check=True)
    assert "9am–5:30pm" in (tmp_path / "led").read_text("utf-8"), "standard output that is led into a file"


def test_whatever_bytes_a_question_is_answered_in_they_are_the_same_letters(hub: Hub) -> None:
    """A passphrase with é, set in UTF-8, is typed in Latin-1; and the doctor says what is written there."""
    new = hub.folder / "new"
    new.write_text("quinze lanternes bleues d’été près du marché\n".replace("’", "'"), "utf-8")
    assert hub.run("Ada", "account", "passphrase", "--new-passphrase-file", new).code == 0
    env = VT220 | {"CE_TUI_HOME": str(hub.home), "XDG_DATA_HOME": os.environ["XDG_DATA_HOME"]}
    for encoding in ("latin-1", "utf-8"):
        command = [*CE_TUI, "account", "list", "--as", "Ada"]
        with PtyScreen(command, env, columns=100, encoding=EIGHT_BITS) as terminal:
            terminal.wait_for("Passphrase of Ada:")
            terminal.send(new.read_text("utf-8").strip().encode(encoding) + ENTER)
            terminal.wait_for("administrator")
            assert terminal.wait_for_end() == 0
            assert beyond_ascii(terminal.raw) == []
    with PtyScreen([*CE_TUI, "doctor"], env, rows=200, columns=120, encoding=EIGHT_BITS) as terminal:
        terminal.wait_for_end()
        assert beyond_ascii(terminal.raw) == []
        assert "ASCII alone is written here: the locale is C, and the terminal (vt220)" in terminal.text
