"""The app behind a real sshd with the files of data/deploy: what people can do from afar, and what nobody can."""

from __future__ import annotations

import os
import re
import signal
from pathlib import Path

import pytest

from support.terminal.pty_screen import ENTER, PtyScreen, ctrl
from support.terminal.ssh_machine import IMPATIENT, NAME, PASSPHRASE, Machine, needs_machine

pytestmark = needs_machine
LONG = 90.0


def sign_in(term: PtyScreen) -> None:
    term.wait_for("Passphrase", LONG)
    term.send(NAME.encode() + b"\t" + PASSPHRASE.encode() + ENTER)
    term.wait_for("Home", LONG)


def begin_notes(term: PtyScreen) -> str:
    """A new screening, at its notes: its reference."""
    term.send(b"n")
    term.wait_for("Where does the child live?", LONG)
    term.send(ENTER)
    term.wait_for("3 Start", LONG)
    found = re.search(r"CE-[0-9A-Z]{4}-[0-9A-Z]{2}", term.text)
    assert found is not None
    term.send(ctrl("t"))
    term.wait_for("7 Notes", LONG)
    return found[0]


def come_back(machine: Machine, words: str) -> None:
    """Sign in again and find the words where they were left."""
    with machine.open() as term:
        sign_in(term)
        term.wait_for("Drafts", LONG)
        term.send(ENTER)
        term.wait_for("Opened where you left it", LONG)
        term.wait_for(words, LONG)
        term.send(ctrl("q"))
        term.wait_for_end(LONG)
    machine.until_nobody_is_in()


def test_a_line_that_drops_in_mid_word_loses_nothing(machine: Machine) -> None:
    with machine.open() as term:
        sign_in(term)
        begin_notes(term)
        term.send(b"Seen twice at the stati")
        term.wait_for("at the stati", LONG)
        os.kill(term.pid, signal.SIGKILL)  # the client; the terminal on the other side hangs up
        machine.until_nobody_is_in()
    come_back(machine, "Seen twice at the stati")


def test_a_frozen_client_is_ended_and_its_words_are_kept(machine: Machine) -> None:
    with machine.open(port=IMPATIENT) as term:
        sign_in(term)
        begin_notes(term)
        term.send(b"Waited by the harbour lan")
        term.wait_for("the harbour lan", LONG)
        term.signal(signal.SIGSTOP)
        machine.until_nobody_is_in()  # sshd ends it: the app sends nothing while nothing happens
    come_back(machine, "Waited by the harbour lan")


@pytest.mark.parametrize(
    "command", ["id", "bash", "bash -i", "sh -c 'id; id >&2'", "/bin/sh", "scp -f /etc/passwd", "true"]
)
def test_a_command_is_not_run(machine: Machine, command: str) -> None:
    ended = machine.client("ce-tui@127.0.0.1", command)
    assert (ended.code, ended.out) == (2, "")
    assert "opens the CE Pathway terminal and nothing else" in ended.err
    assert "uid=" not in ended.err


@pytest.mark.parametrize("command", ["id", "bash -i", "exec sh"])
def test_a_command_with_a_terminal_gets_the_app(machine: Machine, command: str) -> None:
    with PtyScreen(machine.ssh("-t", "ce-tui@127.0.0.1", command), {}, cwd="/") as term:
        term.wait_for("Passphrase", LONG)
        term.send(b"id; id")
        term.wait_for("id; id", LONG)
        assert b"uid=" not in term.raw


def test_a_shell_without_a_terminal_is_refused(machine: Machine) -> None:
    ended = machine.client("-T", "ce-tui@127.0.0.1")
    assert (ended.code, ended.out) == (2, "")


def test_no_file_goes_either_way(machine: Machine) -> None:
    there, here = machine.folder / "out", machine.folder / "in"
    there.write_text("made up")
    for program, *arguments in (
        ("scp", str(there), "ce-tui@127.0.0.1:/run/ce-tui/out"),
        ("scp", "-O", str(there), "ce-tui@127.0.0.1:/run/ce-tui/out"),
        ("scp", "ce-tui@127.0.0.1:/etc/passwd", str(here)),
        ("scp", "-O", "ce-tui@127.0.0.1:/etc/passwd", str(here)),
        ("sftp", "ce-tui@127.0.0.1:/etc/passwd", str(here)),
    ):
        ended = machine.client(*arguments, program=program)
        assert ended.code != 0, program
        assert not here.exists()
    assert machine.run("test", "-e", "/run/ce-tui/out").code == 1


def test_no_port_is_forwarded(machine: Machine) -> None:
    through = machine.client("-W", "127.0.0.1:2222", "ce-tui@127.0.0.1")
    assert (through.code, through.out) == (255, "")
    assert "administratively prohibited" in through.err
    for option in ("9999:127.0.0.1:2222", f"{machine.folder}/socket:127.0.0.1:2222"):
        back = machine.client("-N", "-o", "ExitOnForwardFailure=yes", "-R", option, "ce-tui@127.0.0.1")
        assert back.code == 255
        assert "remote port forwarding failed" in back.err or "prohibited" in back.err


@pytest.mark.parametrize("how", ["-L", "-D", "~C"])
def test_a_forwarded_port_answers_nothing(machine: Machine, how: str) -> None:
    options = {
        "-L": ("-L", "9001:127.0.0.1:2222"),
        "-D": ("-D", "9002"),
        "~C": ("-o", "EnableEscapeCommandline=yes"),
    }
    with machine.open(*options[how]) as term:
        term.wait_for("Passphrase", LONG)
        port = "9002" if how == "-D" else "9001"
        if how == "~C":
            term.send(ENTER + b"~C")
            term.wait_for("ssh>", LONG)
            term.send(b"-L9001:127.0.0.1:2222" + ENTER)
            term.wait_for("Forwarding port.", LONG)
        asked = "import socket, sys; s = socket.create_connection(('127.0.0.1', int(sys.argv[1])), 60); "
        if how == "-D":
            asked += "s.sendall(bytes([4, 1, 2222 >> 8, 2222 & 255, 127, 0, 0, 1, 0])); "
        asked += "print(s.recv(100))"
        told = machine.run("python3", "-c", asked, port)
        assert "SSH-2.0" not in told.out and told.code in (0, 1)
        assert told.out.strip() in ("", "b''", r"b'\x00Z\x08\xae\x7f\x00\x00\x01'")
        term.wait_until(lambda: b"administratively prohibited" in term.raw, "a refusal", LONG)


def environment(machine: Machine) -> dict[str, str]:
    """The environment of the app of the only session that is open."""
    (found,) = [pid for pid in machine.processes() if b"ce_tui" in Path(f"/proc/{pid}/cmdline").read_bytes()]
    content = Path(f"/proc/{found}/environ").read_bytes().decode().rstrip("\0")
    return dict(line.split("=", 1) for line in content.split("\0"))


def test_nothing_is_taken_from_the_client_but_its_terminal(machine: Machine) -> None:
    machine.until_nobody_is_in()
    planted = (
        "cd /run/ce-tui && mkdir -p .ssh && echo 'touch /run/ce-tui/ran' | tee .ssh/rc .profile .bashrc >/dev/null "
        "&& echo CE_TUI_HOME=/tmp >.ssh/environment"
    )
    assert machine.run("sh", "-c", planted).code == 0
    sent = ["CE_TUI_HOME=/tmp/other", "PYTHONPATH=/tmp", "LD_PRELOAD=/tmp/x.so", "BASH_ENV=/tmp/x", "NO_COLOR=1",
            "TEXTUAL=devtools", "COLORTERM=truecolor\x1b]0;x", "LANG=en_GB.UTF-8", "PATH=/tmp"]  # fmt: skip
    options = ["-X", "-o", "SetEnv=" + " ".join(f'"{each}"' for each in sent)]
    with machine.open(*options, TERM="vt220", DISPLAY="127.0.0.1:9") as term:
        term.wait_for("Passphrase", LONG)
        assert b"X11 forwarding request failed" in term.raw
        got = environment(machine)
        assert got.pop("SSH_CONNECTION").endswith("127.0.0.1 2222")
        assert got == {
            "HOME": "/run/ce-tui",
            "USER": "ce-tui",
            "LOGNAME": "ce-tui",
            "PATH": "/usr/bin:/bin",
            "LANG": "C",
            "TERM": "vt220",
            "CE_TUI_HOME": "/var/lib/ce-tui",
            "CE_TUI_CONFIG": "/etc/ce-tui/config.toml",
            "NO_COLOR": "1",
            "COLORTERM": "no",
        }
    assert machine.run("test", "-e", "/run/ce-tui/ran").code == 1
    machine.until_nobody_is_in()


def test_a_session_can_take_only_so_much_of_the_machine(machine: Machine) -> None:
    machine.until_nobody_is_in()
    with machine.open() as term:
        term.wait_for("Passphrase", LONG)
        (found,) = [
            pid for pid in machine.processes() if b"ce_tui" in Path(f"/proc/{pid}/cmdline").read_bytes()
        ]
        read = Path(f"/proc/{found}/limits").read_text()
    limits = dict(re.findall(r"^(Max .*?)  +(\S+)", read, re.M))
    most = dict(re.findall(r"^(Max .*?)  +\S+ +(\S+)", read, re.M))
    assert limits["Max address space"] == str(2 * 1024**3)
    assert most["Max address space"] == str(2 * 1024**3 + 256 * 1024**2), "with which it saves at its end"
    assert (limits["Max processes"], limits["Max open files"]) == ("1024", "1024")
    assert limits["Max core file size"] == "0"
    machine.until_nobody_is_in()


def test_a_terminal_with_a_strange_name_is_an_unknown_one(machine: Machine) -> None:
    with machine.open(TERM="xterm$(touch /run/ce-tui/ran)") as term:
        term.wait_until(lambda: bool(term.raw), "an answer", LONG)
        assert b"\x1b" not in term.raw
    machine.until_nobody_is_in()
    assert machine.run("test", "-e", "/run/ce-tui/ran").code == 1


def test_keys_that_stop_or_end_programs_leave_only_the_app(machine: Machine) -> None:
    machine.until_nobody_is_in()
    with machine.open("-e", "none") as term:
        term.wait_for("Passphrase", LONG)
        before = machine.processes()
        term.send(b"\x1a\x1c\x03\x19\x1b[20~\x00~.\x1bc!sh; id" + ENTER)
        term.send(b"\x1b[Zxyz")  # back in the field for the name, where it can be seen
        term.wait_for("xyz", LONG)
        assert machine.processes() == before
        assert "Passphrase" in term.text and b"uid=" not in term.raw


def test_a_connection_carries_one_session(machine: Machine) -> None:
    control = f"{machine.folder}/control"
    with machine.open("-M", "-S", control) as term:
        term.wait_for("Passphrase", LONG)
        second = machine.client("-T", "-S", control, "ce-tui@127.0.0.1", "id")
        assert second.code != 0
        assert "uid=" not in second.out
        assert "session open refused" in second.err.lower() or "open failed" in second.err.lower()


def test_nobody_comes_in_without_a_key(machine: Machine) -> None:
    ended = machine.client("-o", "PubkeyAuthentication=no", "ce-tui@127.0.0.1")
    assert ended.code == 255
    assert "Permission denied (publickey)" in ended.err
