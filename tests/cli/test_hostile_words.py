"""Whatever names, words and paths a command meets, a real terminal gets letters: results, questions and errors."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from support.checkout import CHECKOUT
from support.people.cli_people import WORDS
from support.people.harm import HARM
from support.stores.full_store import NAME, PASSPHRASE, Full, fill
from support.terminal.apps import CE_TUI
from support.terminal.pty_screen import PtyScreen
from support.terminal.raw_output import strays

IN_A_NAME = HARM.replace("/", "").replace("\x00", "")[:100]
"""A file's name holds no slash and no NUL, and not much of anything."""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("hostile")


@pytest.fixture(scope="module")
def store(folder: Path) -> Iterator[Full]:
    made = fill(folder / "home", lambda what: f"{HARM} {what}", names_too=True)
    (folder / "words").write_text(PASSPHRASE + "\n")
    (folder / IN_A_NAME).write_text("{" + HARM)
    (folder / "answers.json").write_text(json.dumps({HARM: HARM, "pathway": HARM, "marks": {HARM: HARM}}))
    (folder / "wrong.toml").write_text("surprise = 1\n")
    (folder / f"{IN_A_NAME}.toml").write_text("surprise = 1\n")
    yield made


def run(folder: Path, *arguments: str, **env: str) -> tuple[int, PtyScreen]:
    """A command on a terminal, to its end."""
    variables = {"CE_TUI_HOME": str(folder / "home"), "HOME": str(folder), "PYTHONPATH": str(CHECKOUT), **env}
    with PtyScreen([*CE_TUI, *arguments], variables, rows=200, cwd=folder) as term:
        code = term.wait_for_end(timeout=120)
    return code, term


SIGNED_IN = ("--as", NAME, "--passphrase-file", "words")
RESULTS: dict[str, tuple[str, ...]] = {
    "list": ("list", *SIGNED_IN),
    "list as JSON": ("list", "--json", *SIGNED_IN),
    "show": ("show", "REF", *SIGNED_IN),
    "show as JSON": ("show", "REF", "--json", *SIGNED_IN),
    "accounts": ("account", "list", *SIGNED_IN),
    "the log": ("audit", "show", *SIGNED_IN),
}


@pytest.mark.parametrize("command", RESULTS)
def test_what_an_older_store_may_hold_is_shown_without_its_harm(
    command: str, folder: Path, store: Full
) -> None:
    code, term = run(folder, *(store.draft if each == "REF" else each for each in RESULTS[command]))
    assert code == 0, term.text
    assert strays(term.raw) == []
    assert b"evil" in term.raw


ERRORS: dict[str, tuple[int, tuple[str, ...]]] = {
    "a command": (2, (IN_A_NAME,)),
    "an option": (2, (f"--{IN_A_NAME}",)),
    "an option's value": (2, ("contacts", "--at", IN_A_NAME)),
    "a locality": (2, ("contacts", IN_A_NAME)),
    "a file that is not there": (66, ("evaluate", f"{IN_A_NAME}.none")),
    "a file that is no JSON": (65, ("evaluate", IN_A_NAME)),
    "a file with harm in it": (65, ("evaluate", "answers.json")),
    "a pathway": (65, ("pathway", "check", IN_A_NAME)),
    "an account": (77, ("list", "--as", IN_A_NAME, "--passphrase-file", "words")),
    "a reference": (77, ("show", IN_A_NAME, *SIGNED_IN)),
    "a passphrase file": (66, ("list", "--as", NAME, "--passphrase-file", f"{IN_A_NAME}.none")),
    "a folder to write to": (73, ("refer", "answers.json", "-o", f"{IN_A_NAME}/a.pdf")),
    "a new account's name": (
        65,
        ("account", "add", IN_A_NAME, "--role", "lead", "--new-passphrase-file", "words", *SIGNED_IN),
    ),
}


@pytest.mark.parametrize("what", ERRORS)
def test_what_is_wrong_is_said_without_its_harm(what: str, folder: Path, store: Full) -> None:
    code, arguments = ERRORS[what]
    ended, term = run(folder, *arguments)
    assert ended in (code, 65), term.text
    assert strays(term.raw) == []
    assert term.text.strip()


@pytest.mark.parametrize(
    ("variable", "path"),
    [
        ("CE_TUI_CONFIG", f"{IN_A_NAME}.toml"),
        ("CE_TUI_CONFIG", f"{IN_A_NAME}.none"),
        ("CE_TUI_HOME", f"{IN_A_NAME}/home"),
    ],
    ids=["a configuration", "no configuration", "a store's folder"],
)
@pytest.mark.parametrize("command", ["contacts", "list", "doctor"])
def test_paths_are_said_without_their_harm(
    command: str, variable: str, path: str, folder: Path, store: Full
) -> None:
    _, term = run(folder, command, *(SIGNED_IN if command == "list" else ()), **{variable: path})
    assert term.text.strip()
    assert strays(term.raw) == [], term.text


def test_the_app_says_what_is_wrong_with_a_configuration_without_its_harm(folder: Path, store: Full) -> None:
    code, term = run(folder, CE_TUI_CONFIG=f"{IN_A_NAME}.toml")
    assert code == 78
    assert strays(term.raw) == [] and "surprise" in term.text


def test_the_passphrase_question_is_asked_without_harm(folder: Path, store: Full) -> None:
    variables = {"CE_TUI_HOME": str(folder / "home"), "HOME": str(folder), "PYTHONPATH": str(CHECKOUT)}
    argv = [*CE_TUI, "list", "--as", IN_A_NAME]
    with PtyScreen(argv, variables, cwd=folder) as term:
        term.wait_for("assphrase")
        term.send(b"\x1b]0;t\x07" + WORDS["Ada"].encode() + b"\r")
        assert term.wait_for_end(timeout=120) == 77
        assert strays(term.raw) == []
