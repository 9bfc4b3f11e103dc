"""Somebody reads `man ce-tui`: all that the commands' help says is on the page, and man has no fault to find in it."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

from ce_tui import exit_codes
from ce_tui.cli import group
from ce_tui.cli.completion import commands, names_of, page, takes_value
from ce_tui.core.pathway.dates import parse_date
from support.people.cli import ce_tui
from support.terminal.shells import needs

EVERY = commands(group.cli)
CHECKS = {
    "man": ["man", "--warnings", "-l"],
    "groff": ["groff", "-man", "-Tutf8", "-ww", "-z", "-rCHECKSTYLE=3"],
    "mandoc": ["mandoc", "-T", "lint"],
}


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    ended = ce_tui("manual")
    assert (ended.code, ended.err) == (0, "")
    made = tmp_path_factory.mktemp("man") / "ce-tui.1"
    made.write_text(ended.out)
    return made


def read(file: Path) -> str:
    """The page as somebody reads it, each run of blanks as one."""
    shown = subprocess.run(
        ["man", "-l", file], env={"MANWIDTH": "80", "LANG": "C.UTF-8", "PATH": "/usr/bin:/bin"},
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    return " ".join(re.sub(".\b", "", shown.stdout).split())


@needs("man")
def test_every_command_and_every_option_stands_in_it_with_its_words(file: Path) -> None:
    rest = read(file)
    for command in EVERY:
        context, help_text = command.context, command.context.command.help or ""
        usage = " ".join(context.command.collect_usage_pieces(context))
        lead = f" {context.command_path} {usage} "
        _, found, rest = rest.partition(lead)
        assert found, lead
        for words in help_text.split("\n\n"):
            assert " ".join(words.split()) in rest, (command.path, words)
        here = rest
        for option in command.options:
            takes = option.make_metavar(context) if takes_value(option) else ""
            _, told = option.get_help_record(context) or ("", "")
            named = " ".join(filter(None, [", ".join(names_of(option)), takes, " ".join(told.split())]))
            _, found, here = here.partition(named)
            assert found, (command.path, named)
    for code, means in exit_codes.MEANS.items():
        assert f" {code} {means}" in rest


@pytest.mark.parametrize("check", [pytest.param(each, marks=needs(each)) for each in CHECKS])
def test_no_reader_of_manual_pages_finds_a_fault_in_it(check: str, file: Path) -> None:
    ended = subprocess.run([*CHECKS[check], file], capture_output=True, text=True, check=False)
    assert (ended.returncode, ended.stderr) == (0, "")
    assert check == "man" or ended.stdout == ""


@pytest.mark.parametrize("check", [pytest.param(each, marks=needs(each)) for each in CHECKS])
def test_a_fault_would_be_found(check: str, file: Path, tmp_path: Path) -> None:
    wrong = tmp_path / "wrong.1"
    wrong.write_text(file.read_text() + ".nonsense\n\\[nothing]\n")
    ended = subprocess.run([*CHECKS[check], wrong], capture_output=True, text=True, check=False)
    assert "nonsense" in ended.stderr or "nonsense" in ended.stdout or "nothing" in ended.stderr


def test_it_is_ascii_in_short_lines_of_which_none_commands_man_unasked(file: Path) -> None:
    text = file.read_text()
    assert text.isascii()
    assert [line for line in text.splitlines() if len(line) > 80 and not line.startswith("\\fB")] == []
    commanded = {line.split()[0] for line in text.splitlines() if line.startswith((".", "'"))}
    assert commanded == {".TH", ".SH", ".SS", ".PP", ".TP", ".ds", ".nr"}


def test_on_one_day_it_is_the_same_to_the_byte() -> None:
    day = parse_date("2026-11-25")
    assert page(EVERY, day) == page(commands(group.cli), day)
    assert '"2026-11-25"' in page(EVERY, day)[2]
