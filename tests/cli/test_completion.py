"""Somebody at a shell presses Tab: commands, options, files and words to choose from; never a reference or a name."""

from __future__ import annotations

import stat
import subprocess
from pathlib import Path
from typing import NamedTuple

import click
import pytest

from ce_tui.cli import group
from ce_tui.cli.completion import ShellCommand, bash_script, commands, names_of, takes_value
from ce_tui.cli.options import FILE, LOCALITY, OfferedText
from support.checkout import CHECKOUT
from support.people.cli import ce_tui
from support.people.cli_people import Hub
from support.terminal.shells import FILES, at_bash, needs, offered_by_bash, typed, typed_in_vain

AREAS = ["southend", "essex", "thurrock", "elsewhere"]
EVERY = commands(group.cli)
OF_A_FILE = {"F", "R", "OUT", "FILE", "FILES", "A.json", "F.json", "EARLIER", "LATER"}
"""What a file is called where a command takes one. Instead of the last two a reference may be typed, unaided."""
CHOSEN = {
    "account add --role", "account add --locality", "account roles --role", "audit show --kind", "blank LOCALITY",
    "completion SHELL", "contacts LOCALITY", "store retention --whichever",
}  # fmt: skip


def script() -> str:
    ended = ce_tui("completion", "bash")
    assert (ended.code, ended.err) == (0, "")
    return ended.out


class Place(NamedTuple):
    """Where a value is typed: its name with its command, the line before it, what it is called, what is offered."""

    name: str
    before: str
    called: str
    words: tuple[str, ...]
    files: bool


def place(name: str, before: str, called: str, kind: object) -> Place:
    words: tuple[str, ...] = ()
    if isinstance(kind, click.Choice):
        words = tuple(map(str, kind.choices))
    elif isinstance(kind, OfferedText):
        words = tuple(AREAS) if kind is LOCALITY else kind.words
    return Place(name, before, called, words, kind is FILE)


def places(command: ShellCommand) -> list[Place]:
    name, found = f"ce-tui {command.path}", []
    for option in filter(takes_value, command.options):
        named = names_of(option)[-1]
        called = option.make_metavar(command.context)
        found.append(place(f"{command.path} {named}", f"{name} {named} ", called, option.type))
    for number, argument in enumerate(command.arguments):
        called = argument.make_metavar(command.context).strip("[].")
        found.append(place(f"{command.path} {called}", f"{name} {'x ' * number}", called, argument.type))
    return found


@needs("bash")
def test_every_command_and_option_is_offered_in_its_place_by_bash(tmp_path: Path) -> None:
    named = [each for each in EVERY if each.below]
    lines = [f"ce-tui {each.path} ".replace("  ", " ") for each in named]
    lines += [f"ce-tui {each.path} -".replace("  ", " ") for each in EVERY]
    wanted = [list(each.below) for each in named] + [each.option_names for each in EVERY]
    assert offered_by_bash(script(), lines, "_ce_tui", tmp_path) == wanted


@needs("bash")
def test_bash_offers_files_and_words_where_they_are_asked_for_and_nothing_for_anything_else(
    tmp_path: Path,
) -> None:
    asked = [each for command in EVERY for each in places(command)]
    found = offered_by_bash(script(), [each.before for each in asked], "_ce_tui", tmp_path)
    for each, got in zip(asked, found, strict=True):
        words = [word.replace(" ", "\\ ") for word in each.words]
        assert got == ([FILES] if each.files else words), each.name


def test_only_files_and_words_of_a_list_are_ever_offered_never_a_reference_and_nobodys_name() -> None:
    """What a new command takes is offered by no shell before it says so, and then it is looked at here."""
    asked = [each for command in EVERY for each in places(command)]
    assert {each.called for each in asked if each.files} == OF_A_FILE
    assert [each.name for each in asked if each.called in OF_A_FILE and not each.files] == []
    assert {each.name for each in asked if each.words} == CHOSEN


def test_an_option_takes_the_same_in_every_command() -> None:
    kinds: dict[str, set[tuple[bool, tuple[str, ...], bool]]] = {}
    for command in EVERY:
        for option in command.options:
            for name in names_of(option):
                here = place(name, "", "", option.type)
                kinds.setdefault(name, set()).add((takes_value(option), here.words, here.files))
    assert [name for name, found in kinds.items() if len(found) > 1] == []


@needs("bash")
@pytest.mark.parametrize(
    ("line", "offers"),
    [
        ("ce-tui contacts ", AREAS),
        ("ce-tui contacts e", ["essex", "elsewhere"]),
        ("ce-tui contacts essex ", []),
        ("ce-tui contacts --at 2026-11-25 t", ["thurrock"]),
        ("ce-tui contacts -- t", ["thurrock"]),
        ("ce-tui contacts -- -", []),
        ("ce-tui account add --role=", ["practitioner", "lead", "administrator"]),
        ("ce-tui account add --role=l", ["lead"]),
        ("ce-tui account add --as list --role ", ["practitioner", "lead", "administrator"]),
        ("ce-tui import one.json two.json ", [FILES]),
        ("ce-tui evaluate - ", []),
        ("ce-tui nonsense ", []),
        ("ce-tui account nonsense ", []),
        ("ce-tui account -", ["-h", "--help"]),
        ("ce-tui audit show --kind set", ["set\\ up"]),
    ],
)
def test_a_line_is_gone_on_with_from_where_it_is(line: str, offers: list[str], tmp_path: Path) -> None:
    assert offered_by_bash(script(), [line], "_ce_tui", tmp_path) == [offers]


@needs("bash")
def test_a_real_shell_completes_and_starts_reads_and_keeps_nothing(tmp_path: Path) -> None:
    """`ce-tui` is there, and would tell that it was called."""
    called, programs, person = tmp_path / "called", tmp_path / "bin", tmp_path / "person"
    programs.mkdir()
    person.mkdir()
    (programs / "ce-tui").write_text(f"#!/bin/sh\necho called >>{called}\n")
    (programs / "ce-tui").chmod(0o755)
    (person / "answers.json").touch()
    written = tmp_path / "script"
    written.write_text(script())
    path = f"{programs}:/usr/bin:/bin"
    with at_bash(person, written, {"PATH": path}) as terminal:
        before = sorted(person.rglob("*"))
        typed(terminal, "ce-tui cont", "ce-tui contacts")
        typed(terminal, "ce-tui account ", "hand-over")
        assert "essex" in typed(terminal, "ce-tui contacts ", "thurrock")
        typed(terminal, "ce-tui evaluate ans", "answers.json")
        for line in ("ce-tui show ", "ce-tui account suspend ", "ce-tui list --as "):
            assert [row.rpartition("ce-tui")[2] for row in typed_in_vain(terminal, line)] == [
                f"{line}typed-on".removeprefix("ce-tui")
            ]
        assert sorted(person.rglob("*")) == before
    assert not called.exists()


@needs("bash")
@pytest.mark.parametrize("admin", [False, True])
def test_the_script_is_sound_for_its_shell(admin: bool, tmp_path: Path) -> None:
    written = tmp_path / "script"
    written.write_text(ce_tui("completion", "bash", *(["--admin"] if admin else [])).out)
    checked = subprocess.run(["bash", "-n", written], capture_output=True, text=True, check=False)
    assert (checked.returncode, checked.stderr) == (0, "")
    assert written.read_text().isascii(), "no output of another encoding changes what is quoted"


def test_with_a_store_full_of_people_the_script_is_the_same_and_nobody_signed_in(staffed: Hub) -> None:
    before = {path: stat.S_IMODE(path.stat().st_mode) for path in staffed.home.rglob("*")}
    contents = {path: path.read_bytes() for path in before if path.is_file()}
    found = script()
    assert found == ce_tui("completion", "bash", CE_TUI_HOME=str(staffed.folder / "none")).out
    assert not {"Ada", "Ben", "Lea"} & set(found.split())
    assert {path: path.read_bytes() for path in staffed.home.rglob("*") if path.is_file()} == contents
    assert not (staffed.folder / "none").exists()


def test_the_areas_are_those_of_the_pathway_in_use(tmp_path: Path) -> None:
    settings = tmp_path / "config.toml"
    settings.write_text(f'pathways = ["{CHECKOUT}/tests/data/made-up-pathway/pathway.toml"]\n')
    here = ce_tui("completion", "bash", CE_TUI_CONFIG=str(settings))
    assert here.code == 0
    assert "essex" not in here.out
    known = ce_tui("contacts", "nowhere", CE_TUI_CONFIG=str(settings)).err.partition("one of: ")[2]
    assert known and all(area.strip() in here.out for area in known.split(","))


@needs("bash")
def test_a_word_that_a_shell_would_obey_is_only_a_word(tmp_path: Path) -> None:
    hostile = ("$(touch owned)", "`touch owned`", "a'b; touch owned", 'x"y')
    written = bash_script("ce-tui", commands(group.cli), list(hostile))
    [found] = offered_by_bash(written, ["ce-tui contacts "], "_ce_tui", tmp_path)
    assert len(found) == len(hostile)
    assert not (tmp_path / "owned").exists()


@needs("bash")
def test_in_a_deployment_the_command_of_root_is_completed_and_nothing_else(tmp_path: Path) -> None:
    found = ce_tui("completion", "bash", "--admin").out
    lines = ["/opt/ce-tui/admin add", "/opt/ce-tui/admin add-key ", "/opt/ce-tui/admin store ch"]
    offers = offered_by_bash(found, lines, "_ce_tui_admin", tmp_path)
    assert offers == [["add-key"], [FILES], ["check"]]
    assert [line for line in found.splitlines() if line.startswith("complete ")] == [
        "complete -F _ce_tui_admin /opt/ce-tui/admin"
    ]


@pytest.mark.parametrize("shell", ["zsh", "fish", "tcsh"])
def test_for_another_shell_there_is_none_and_what_there_is_is_said(shell: str) -> None:
    ended = ce_tui("completion", shell)
    assert (ended.code, ended.out) == (2, "")
    assert (
        ended.err == f"Invalid value for 'SHELL': '{shell}' is not 'bash'. Help: ce-tui completion --help\n"
    )
