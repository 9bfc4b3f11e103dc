"""How the command line speaks: help, wrong usage, pipes that close, faults of our own, no terminal."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from ce_tui.commands.keymap import Keys
from ce_tui.commands.table import COMMANDS as COMMANDS_OF_KEYS
from ce_tui.core.vault.casebook.opening import sign_in
from ce_tui.settings.preferences import KEYS, kept_keys
from support.checkout import CHECKOUT
from support.people.cli import ANSWERS, ce_tui
from support.people.cli_people import WORDS, Hub
from support.terminal.apps import CE_TUI
from support.terminal.pty_screen import PtyScreen

COMMANDS = (
    "contacts evaluate refer blank compare pathway account import list show export action child follow-up store audit "
    "keys doctor demo lines completion manual"
).split()


def test_help_lists_every_command_with_words() -> None:
    ended = ce_tui("--help")
    assert ended.code == 0
    rows = {
        line.split()[0]: line.split()[1:] for line in ended.out.partition("Commands:")[2].splitlines() if line
    }
    assert list(rows) == COMMANDS
    assert all(rows.values())


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help(command: str) -> None:
    ended = ce_tui(command, "--help")
    assert (ended.code, ended.err) == (0, "")


@pytest.mark.parametrize(
    "arguments",
    [
        ["nonsense"],
        ["evaluate"],
        ["evaluate", "a", "b"],
        ["contacts", "--colour"],
        ["list"],
        ["account", "add"],
    ],
    ids=" ".join,
)
def test_wrong_usage_is_one_line_and_code_2(arguments: list[str]) -> None:
    ended = ce_tui(*arguments)
    assert (ended.code, ended.out) == (2, "")
    assert len(ended.err.splitlines()) == 1


@pytest.mark.parametrize(
    ("arguments", "meant"),
    [
        (["contcts"], "contacts"),
        (["store", "bakup"], "backup"),
        (["follow-up", "lsit"], "list"),
        (["contacts", "--jsn"], "--json"),
        (["account", "add", "Somebody", "--rol", "lead"], "--role"),
    ],
    ids=" ".join,
)
def test_what_was_mistyped_is_told_the_nearest_that_there_is(arguments: list[str], meant: str) -> None:
    ended = ce_tui(*arguments)
    assert (ended.code, ended.out) == (2, "")
    assert f"Did you mean '{meant}'?" in ended.err
    assert len(ended.err.splitlines()) == 1


def test_several_that_are_as_near_are_all_named() -> None:
    assert "Did you mean one of: 'account', 'contacts'?" in ce_tui("acounts").err


def test_what_is_like_nothing_is_guessed_at_by_nobody() -> None:
    assert ce_tui("zzzz").err == "No such command 'zzzz'. Help: ce-tui --help\n"


@pytest.mark.parametrize("term", ["xterm-256color", "dumb"])
def test_no_command_prints_colour_not_even_on_a_terminal(term: str) -> None:
    env = {
        "PYTHONPATH": str(CHECKOUT),
        "TERM": term,
        "COLORTERM": "truecolor",
        "FORCE_COLOR": "1",
        "CLICOLOR_FORCE": "1",
    }
    for arguments in (
        ["--help"],
        ["contacts", "essex"],
        ["keys"],
        ["doctor"],
        ["contcts"],
        ["completion", "bash"],
    ):
        with PtyScreen([*CE_TUI, *arguments], env) as terminal:
            terminal.wait_for_end()
            assert len(terminal.raw) > 20 and b"\x1b" not in terminal.raw, arguments


def test_the_app_without_a_terminal_says_what_to_use_instead() -> None:
    ended = ce_tui()
    assert (ended.code, ended.out) == (2, "")
    assert "ce-tui --help" in ended.err
    assert len(ended.err.splitlines()) == 1


def test_a_reader_that_stops_early_is_no_fault() -> None:
    with subprocess.Popen(
        [sys.executable, "-m", "ce_tui", "pathway", "show", "--json"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": str(CHECKOUT)},
    ) as command:
        assert command.stdout is not None and command.stderr is not None
        command.stdout.read(10)
        command.stdout.close()
        assert command.stderr.read() == b""
        assert command.wait() == 0


def test_a_full_disk_under_the_output_is_said() -> None:
    with Path("/dev/full").open("wb") as full:
        ended = subprocess.run(
            [sys.executable, "-m", "ce_tui", "contacts"],
            stdout=full,
            stderr=subprocess.PIPE,
            env={**os.environ, "PYTHONPATH": str(CHECKOUT)},
            check=False,
        )
    assert ended.returncode == 73
    assert b"could not be written" in ended.stderr
    assert b"Traceback" not in ended.stderr


def test_a_fault_of_ours_gives_a_reference_and_logs_no_value(tmp_path: Path) -> None:
    (tmp_path / "sitecustomize.py").write_text(
        "import ce_tui.core.pathway.outcome.evaluation as it\n"
        "def broken(answers, pathway, at):\n"
        "    raise ValueError(answers.child.name)\n"
        "it.evaluate = broken\n"
    )
    path = f"{tmp_path}{os.pathsep}{CHECKOUT}"
    ended = ce_tui("evaluate", ANSWERS, PYTHONPATH=path)
    assert (ended.code, ended.out) == (70, "")
    assert "Taylor" not in ended.err
    log = next(Path(os.environ["XDG_DATA_HOME"]).rglob("crash.log"))
    text = log.read_text("utf-8")
    assert "ValueError" in text and "evaluate" in text
    assert text.split()[1] in ended.err, "the reference that was said is the one in the log"
    assert "Taylor" not in text
    assert log.stat().st_mode & 0o777 == 0o600


def test_control_characters_never_reach_the_terminal() -> None:
    given = (
        ANSWERS.read_text("utf-8").replace("Taylor", "Tay\\u001b[2Jlor").replace("The A12", "\\u202eThe A12")
    )
    ended = ce_tui("evaluate", "-", stdin=given)
    assert ended.code == 0
    assert not set(ended.out) & {"\x1b", "\u202e"}


def test_keys_are_those_of_the_configuration(tmp_path: Path) -> None:
    settings = tmp_path / "config.toml"
    settings.write_text('[keys]\n"section.next" = "f9"\n')
    ended = ce_tui("keys", CE_TUI_CONFIG=str(settings))
    assert ended.code == 0
    row = next(line for line in ended.out.splitlines() if line.endswith("Next section"))
    assert row.split()[0] == "F9"


def test_ids_stand_with_their_keys_and_a_dash_for_none(tmp_path: Path) -> None:
    settings = tmp_path / "config.toml"
    settings.write_text('[keys]\n"section.next" = "f9"\n')
    rows = [row.split() for row in ce_tui("keys", "--ids", CE_TUI_CONFIG=str(settings)).out.splitlines()]
    assert ["section.next", "f9", "Next", "section"] in rows
    without = [command.id for command in COMMANDS_OF_KEYS if not Keys().key_of(command.id)]
    assert without and without == [row[0] for row in rows if row[1] == "-"]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("marking = 3", "marking"),
        ("[keys]\nnonsense = 'f9'", "nonsense"),
        ("[keys]\nlock = ''", "lock"),
        ("[keys]\nlock = 'ctrl+g'", 'Ctrl+G is the key of "Go to: every section, place and command" already'),
        ("[keys]\n'home.new' = '7'", "Digits go to the item of that number."),
        ("[links]\nc-spoc-form = 'javascript:1'", "c-spoc-form"),
        ("not TOML", "not TOML"),
        ("[referral]\nencript = false", "encript"),
    ],
)
def test_a_wrong_configuration_is_code_78_and_said(tmp_path: Path, text: str, says: str) -> None:
    settings = tmp_path / "config.toml"
    settings.write_text(text)
    ended = ce_tui("contacts", CE_TUI_CONFIG=str(settings))
    assert (ended.code, ended.out) == (78, "")
    assert says in ended.err
    assert len(ended.err.splitlines()) == 1


def test_a_pathway_that_cannot_be_read_is_code_78_and_said_beside_whom_to_call(tmp_path: Path) -> None:
    settings = tmp_path / "config.toml"
    settings.write_text('pathways = ["nowhere.toml"]')
    for arguments, open_to_all in ((("contacts",), True), (("pathway", "show"), False)):
        ended = ce_tui(*arguments, CE_TUI_CONFIG=str(settings))
        assert ended.code == 78
        assert ("0345 603 7627" in ended.out) is open_to_all and bool(ended.out) is open_to_all
        assert "nowhere.toml" in ended.err and "cannot be read" in ended.err
        assert len(ended.err.splitlines()) == 1


def test_a_configuration_that_is_named_must_be_there(tmp_path: Path) -> None:
    assert ce_tui("contacts", CE_TUI_CONFIG=str(tmp_path / "none.toml")).code == 78


def test_commands_load_no_front_end() -> None:
    probe = (
        "import sys\n"
        "from ce_tui.cli.group import command_line\n"
        "command_line(['contacts', 'essex'])\n"
        "print(sorted({name.partition('.')[0] for name in sys.modules} & set(sys.argv[1:])))"
    )
    heavy = [
        "textual",
        "rich",
        "sqlite_utils",
        "sqlcipher3",
        "cryptography",
        "weasyprint",
        "jsonschema",
        "pikepdf",
    ]
    ended = subprocess.run(
        [sys.executable, "-c", probe, *heavy],
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONPATH": str(CHECKOUT)},
        check=True,
    )
    assert ended.stdout.splitlines()[-1] == "[]"


def test_the_key_card_of_an_account_has_its_own_keys(hub: Hub) -> None:
    casebook = sign_in(hub.home, "Ada", WORDS["Ada"])
    KEYS.keep(casebook, kept_keys(Keys(letters=False).with_key("section.next", "ctrl+y")))
    casebook.close()
    ended = hub.run("Ada", "keys")
    assert ended.code == 0
    assert any(line.split() == ["Ctrl+Y", "Next", "section"] for line in ended.out.splitlines())
    assert "Mark: suspected" not in ended.out
    assert "Single-letter keys are switched off" in ended.out
    assert "Mark: suspected" in ce_tui("keys").out
