"""Root at the shell of a deployed machine: the manual page is there, and Tab completes admin without running it."""

from __future__ import annotations

from pathlib import Path

from support.terminal.shells import FILES, offered_by_bash
from support.terminal.ssh_machine import NAME, Machine, needs_machine

pytestmark = needs_machine
ADMIN = "/opt/ce-tui/admin"
PAGE = "/usr/local/share/man/man1/ce-tui.1"
COMPLETION = "/etc/bash_completion.d/ce-tui"


def test_man_finds_the_page_of_what_is_installed(machine: Machine) -> None:
    found = machine.run("man", "--where", "ce-tui").out.strip()
    assert machine.run("readlink", "-f", found).out.strip() == PAGE
    shown = machine.run("env", "MANWIDTH=80", "LANG=C.UTF-8", "man", "ce-tui")
    assert shown.code == 0 and "ce-tui account recovery-code" in shown.out
    printed = machine.run(ADMIN, "manual").out.replace("\r\n", "\n")
    assert machine.run("cat", PAGE).out.partition(".SH NAME")[2] == printed.partition(".SH NAME")[2] != ""


def test_bash_completes_admin_and_starts_nothing(machine: Machine, tmp_path: Path) -> None:
    script = machine.run("cat", COMPLETION).out
    lines = [f"{ADMIN} con", f"{ADMIN} contacts es", f"{ADMIN} add-key ", f"{ADMIN} account suspend "]
    offers = offered_by_bash(script, lines, "_ce_tui_admin", tmp_path)  # with no program in the PATH
    assert offers == [["contacts"], ["essex"], [FILES], []]
    assert NAME.split()[0] not in script


def test_what_was_put_in_place_is_roots_and_nobody_else_writes_it(machine: Machine) -> None:
    for file in (PAGE, COMPLETION):
        assert machine.run("stat", "-c", "%U:%G %a", file).out == "root:root 644\n"


def test_the_variables_of_shells_change_nothing_that_admin_does(machine: Machine) -> None:
    plain = machine.run(ADMIN, "contacts", "essex", "--at", "2026-11-25")
    for value in ("bash_source", "bash_complete", "zsh_source", "fish_complete"):
        asked = (
            "_CE_TUI_COMPLETE=" + value,
            "_ADMIN_COMPLETE=" + value,
            "COMP_WORDS=ce-tui account ",
            "COMP_CWORD=2",
        )
        ended = machine.run("env", *asked, ADMIN, "contacts", "essex", "--at", "2026-11-25")
        assert (ended.code, ended.out) == (plain.code, plain.out)
