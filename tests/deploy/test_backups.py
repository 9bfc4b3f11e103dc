"""Backups on a deployed machine: the app writes them, a timer of root's moves them to where it cannot reach."""

from __future__ import annotations

import pytest

from support.terminal.pty_screen import ENTER, PtyScreen
from support.terminal.ssh_machine import NAME, PASSPHRASE, Machine, needs_machine

pytestmark = needs_machine
INCOMING, KEPT = "/var/backups/ce-tui/incoming", "/var/backups/ce-tui/kept"
UNITS = "/etc/systemd/system"
LONG = 90.0


def as_the_account(machine: Machine, *command: str) -> int:
    """How a command ends with the rights of the app's account."""
    return machine.run("setpriv", "--reuid=ce-tui", "--regid=ce-tui", "--clear-groups", *command).code


def moved(machine: Machine) -> str:
    """What the service that the timer starts says."""
    unit = machine.run("cat", f"{UNITS}/ce-tui-backups.service").out
    (command,) = [line.partition("=")[2] for line in unit.splitlines() if line.startswith("ExecStart=")]
    (only,) = [
        line.partition("=")[2] for line in unit.splitlines() if line.startswith("CapabilityBoundingSet=")
    ]
    rights = f"--bounding-set=-all,+{only.removeprefix('CAP_').lower()}"
    return machine.run("setpriv", rights, *command.split()).out


def test_a_backup_over_ssh_goes_into_the_folder_for_them_and_root_moves_it_on(machine: Machine) -> None:
    with machine.open(TERM="dumb") as term:
        for asked, typed in (
            ("Your name", NAME), ("Passphrase", PASSPHRASE), ("Home", "keeping"), ("Keeping", "backup"),
            ("File?", "/run/ce-tui/x.backup"), ("such files go into", "a.backup"), ("The backup is", "quit"),
        ):  # fmt: skip
            term.wait_until(lambda asked=asked: asked.encode() in b" ".join(term.raw.split()), asked, LONG)
            term.send(typed.encode() + ENTER)
    machine.until_nobody_is_in()
    assert machine.run("ls", INCOMING).out == "a.backup\n"
    assert moved(machine) == "Moved: 'a.backup'.\n"
    assert machine.run("ls", INCOMING).out == ""
    assert machine.run("stat", "-c", "%a %U %h", f"{KEPT}/a.backup").out == "600 root 1\n"
    assert machine.run("head", "-c", "6", f"{KEPT}/a.backup").out == "ce-tui"


def test_what_root_keeps_is_restored_into_an_empty_folder(machine: Machine) -> None:
    if "a.backup" not in machine.run("ls", KEPT).out:
        test_a_backup_over_ssh_goes_into_the_folder_for_them_and_root_moves_it_on(machine)
    home = "/var/lib/ce-tui"
    assert (
        machine.run("sh", "-c", f"mv {home} {home}-away && systemd-tmpfiles --create ce-tui.conf").code == 0
    )
    try:
        restore = (
            f'/opt/ce-tui/admin store restore - --take-over --as "{NAME}" <{KEPT}/a.backup; echo ended-$?'
        )
        with PtyScreen(machine.inside("sh", "-c", restore), {}, cwd="/") as term:
            term.wait_until(lambda: b"Passphrase of" in term.raw, "the passphrase is asked for", LONG)
            term.send(PASSPHRASE.encode() + ENTER)
            term.wait_until(lambda: b"ended-" in term.raw, "the end", LONG)
            assert b"The store is restored in /var/lib/ce-tui" in term.raw and b"ended-0" in term.raw
        assert machine.run("stat", "-c", "%U", f"{home}/store.db").out == "ce-tui\n"
    finally:
        assert machine.run("sh", "-c", f"rm -r {home} && mv {home}-away {home}").code == 0


def test_the_account_reaches_nothing_that_is_kept(machine: Machine) -> None:
    assert as_the_account(machine, "test", "-w", INCOMING) == 0
    for mode in ("-r", "-w", "-x"):
        assert as_the_account(machine, "test", mode, KEPT) == 1
    for command in (("touch", "/var/backups/ce-tui/x"), ("mv", KEPT, f"{KEPT}-away"), ("rmdir", INCOMING)):
        assert as_the_account(machine, *command) != 0, command


def test_what_the_account_plants_gives_it_nothing_of_roots(machine: Machine) -> None:
    machine.run("sh", "-c", f"umask 077; echo secret >/root-only; ln -s /root-only {INCOMING}/link")
    machine.run("setpriv", "--reuid=ce-tui", "--regid=ce-tui", "--clear-groups", "mkfifo", f"{INCOMING}/pipe")
    machine.run(
        "setpriv", "--reuid=ce-tui", "--regid=ce-tui", "--clear-groups", "ln", "/var/lib/ce-tui/store.db",
        f"{INCOMING}/hard",
    )  # fmt: skip
    try:
        said = moved(machine)
        assert "Moved" not in said and said.count("Left where it is") >= 2
        assert not {"link", "pipe", "hard"} & set(machine.run("ls", KEPT).out.split())
    finally:
        machine.run("sh", "-c", f"rm -f /root-only {INCOMING}/*")


def test_systemd_takes_the_units_as_they_are_and_the_timer_is_on(machine: Machine) -> None:
    for unit in ("ce-tui-backups.service", "ce-tui-backups.timer"):
        said = machine.run("systemd-analyze", "verify", f"{UNITS}/{unit}")
        assert (said.code, said.err) == (0, "")
    assert machine.run("test", "-L", f"{UNITS}/timers.target.wants/ce-tui-backups.timer").code == 0
    level = machine.run(
        "systemd-analyze", "security", "--offline=yes", "--no-pager", "--threshold=20",
        f"{UNITS}/ce-tui-backups.service",
    )  # fmt: skip
    assert level.code == 0, level.out


@pytest.mark.parametrize(
    ("path", "mode"),
    [("/var/backups/ce-tui", "711 root"), (INCOMING, "700 ce-tui"), (KEPT, "700 root"),
     ("/opt/ce-tui/move_backups.py", "644 root")],
)  # fmt: skip
def test_folders_belong_to_whom_they_should(machine: Machine, path: str, mode: str) -> None:
    assert machine.run("stat", "-c", "%a %U", path).out.strip() == mode
