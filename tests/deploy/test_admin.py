"""What root does on a deployed machine: commands of the app without handing it anything of root's, and keys."""

from __future__ import annotations

import os
import signal
from pathlib import Path

import pytest

from support.terminal.pty_screen import ENTER, PtyScreen, ctrl
from support.terminal.ssh_machine import Machine, needs_machine

pytestmark = needs_machine
ADMIN = "/opt/ce-tui/admin"
KEYS = "/etc/ce-tui/authorized_keys"
LONG = 90.0


def on_roots_terminal(machine: Machine, *command: str, env: dict[str, str] | None = None) -> PtyScreen:
    """Root's terminal, and a command at it."""
    return PtyScreen(machine.inside(*command), env or {}, cwd="/")


def terminal_of(pid: int) -> str:
    """The number of a process' controlling terminal."""
    return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[4]


def test_the_app_gets_a_terminal_of_its_own_and_not_roots(machine: Machine) -> None:
    with on_roots_terminal(machine, ADMIN) as term:
        term.wait_for("Passphrase", LONG)
        own = {terminal_of(pid) for pid in machine.processes()}
        assert own and terminal_of(term.pid) not in own | {"0"}
        held = {
            Path(f"/proc/{pid}/fd/{number}").readlink() for pid in machine.processes() for number in range(3)
        }
        assert len(held) == 1 and str(held.pop()).startswith("/dev/pts/")
        term.send(b"abc")
        term.wait_for("abc", LONG)
        term.send(ctrl("q"))
        term.wait_for_end(LONG)
    machine.until_nobody_is_in()


def test_what_loses_roots_rights_cannot_type_into_roots_terminal(machine: Machine) -> None:
    """TIOCSTI, which Linux 6.2 and newer refuse anyway where the machine says so."""
    push, pushed = machine.folder / "push.py", machine.folder / "pushed"
    push.write_text(
        "import fcntl, termios\n"
        f"for char in b'touch {pushed}\\n':\n    fcntl.ioctl(0, termios.TIOCSTI, bytes([char]))\n"
    )
    with on_roots_terminal(machine, "sh") as term:
        term.send(f"python3 /opt/ce-tui/own_terminal.py python3 {push}; echo ended-$?".encode() + ENTER)
        term.wait_until(lambda: b"ended-0" in term.raw or b"ended-1" in term.raw, "the end", LONG)
        term.send(b"echo still-$((40 + 2))" + ENTER)
        term.wait_until(lambda: b"still-42" in term.raw, "the shell", LONG)
    assert not pushed.exists()


def test_what_is_no_terminal_is_handed_on_as_it_is_and_so_is_the_end(machine: Machine) -> None:
    script = f"cd /tmp; echo in | {ADMIN} evaluate - >out 2>err; echo ended-$?; cat out err"
    with on_roots_terminal(machine, "sh", "-c", script) as term:
        term.wait_until(lambda: b"ended-65" in term.raw, "the end", LONG)
        term.wait_until(lambda: b"JSON" in term.raw, "the words", LONG)
    ended = machine.run(ADMIN, "contacts", "essex", "--at", "2026-11-25T02:00")
    assert (ended.code, ended.err) == (0, "") and "999" in ended.out and "\r" not in ended.out


def test_a_terminal_that_goes_ends_the_app(machine: Machine) -> None:
    machine.until_nobody_is_in()
    with on_roots_terminal(machine, ADMIN) as term:
        term.wait_for("Passphrase", LONG)
        assert machine.processes()
        os.kill(term.pid, signal.SIGHUP)
        machine.until_nobody_is_in()


def test_the_doctor_as_root_has_not_the_accounts_home(machine: Machine) -> None:
    """What lies there the account wrote: typefaces, settings, what a library looks for."""
    traced = machine.run("sh", "-x", ADMIN, "doctor").err
    assert "HOME=/nonexistent" in traced and "own_terminal" not in traced
    assert not [word for word in traced.split() if word == "HOME=/run/ce-tui"]


def add(machine: Machine, name: str, content: str) -> tuple[int, str]:
    (machine.folder / name).write_text(content)
    ended = machine.run(ADMIN, "add-key", machine.folder / name)
    return ended.code, ended.out + ended.err


@pytest.fixture
def key(machine: Machine) -> str:
    """A new public key, as ssh-keygen writes it."""
    file = machine.folder / "new"
    machine.run("rm", "-f", file, f"{file}.pub")
    assert machine.run("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", "kim@desk", "-f", file).code == 0
    return Path(f"{file}.pub").read_text()


def test_a_key_is_added_so_that_it_opens_the_app_and_nothing_else(machine: Machine, key: str) -> None:
    before = machine.run("cat", KEYS).out
    assert all(line.startswith("restrict,pty ssh-ed25519 ") for line in before.splitlines())
    assert add(machine, "k.pub", key) == (0, f"Added to {KEYS}: it opens the app, and nothing else.\n")
    assert machine.run("cat", KEYS).out == f"{before}restrict,pty {key}"
    assert machine.run("stat", "-c", "%a %U", KEYS).out == "644 root\n"
    assert add(machine, "k.pub", key) == (0, "This key is there already. Nothing was changed.\n")
    with machine.open("-i", f"{machine.folder}/new", "-o", "IdentitiesOnly=yes") as term:
        term.wait_for("Passphrase", LONG)
    machine.until_nobody_is_in()


def test_options_before_a_key_are_not_taken_over(machine: Machine, key: str) -> None:
    wide = f'command="/bin/sh -c \\"a b\\"",cert-authority,port-forwarding {key}'
    assert add(machine, "k.pub", wide)[0] == 0
    assert machine.run("tail", "-n", "1", KEYS).out == f"restrict,pty {key}"


def test_what_is_not_one_public_key_is_refused(machine: Machine, key: str) -> None:
    before = machine.run("cat", KEYS).out
    private = (machine.folder / "new").read_text()
    body = key.split()[1]
    for content, words in (
        (private, "is a private key"),
        (key + key.replace("kim", "pat"), "not one public key"),
        ("", "not one public key"),
        (f"ssh-rsa {body} kim", "not one public key"),
        ("ssh-ed25519 AAAA kim", "not one public key"),
        ("ssh-ed25519-cert-v01@openssh.com AAAA kim", "not one public key"),
    ):
        code, said = add(machine, "k.pub", content)
        assert code == 1 and words in said, content
    assert machine.run(ADMIN, "add-key", "/nowhere").code == 1
    assert machine.run("cat", KEYS).out == before
    assert machine.run("sh", "-c", f"ls -A {Path(KEYS).parent}").out.split() == [
        "authorized_keys",
        "config.toml",
    ]
