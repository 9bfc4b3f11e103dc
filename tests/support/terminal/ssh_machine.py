"""A machine on which the app is deployed for ssh, with a real sshd: what tests/deploy/machine.sh makes."""

from __future__ import annotations

import contextlib
import os
import shutil
import subprocess
import sys
import sysconfig
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from support.checkout import CHECKOUT
from support.stores.vault import MAY_SKIP, can_mount
from support.terminal.pty_screen import PtyScreen

NAME, PASSPHRASE = "Pat Example", "correct horse battery staple glue"
SSHD, IMPATIENT = 2222, 2223
_LONGEST = 120.0
_PROGRAMS = ("sshd", "ssh", "ssh-keygen", "ssh-keyscan", "sftp", "systemd-sysusers", "systemd-tmpfiles")
_PROGRAMS += ("systemd-analyze", "unshare", "nsenter", "setpriv", "chattr")


def why_not() -> str:
    """Why no such machine can be made here; empty where it can."""
    places = f"{os.environ.get('PATH', os.defpath)}:/usr/sbin:/sbin"  # which are not on everybody's path
    lacking = [each for each in _PROGRAMS if not shutil.which(each, path=places)]
    if lacking:
        return f"no {', '.join(lacking)} on this machine: scripts/system_packages.sh test, as root on Debian"
    return "" if can_mount() else "this machine mounts nothing"


needs_machine = pytest.mark.skipif(MAY_SKIP and bool(why_not()), reason=why_not() or "it can be made here")


@dataclass(frozen=True)
class Ended:
    """How a program ended."""

    code: int
    out: str
    err: str


@dataclass(frozen=True)
class Machine:
    """The machine, by the process that keeps it up. `folder` is seen from inside and outside."""

    folder: Path
    pid: int

    def inside(self, *command: str | os.PathLike[str]) -> list[str]:
        """A command line that runs `command` on the machine."""
        return ["nsenter", "-t", str(self.pid), "-m", "-n", "-p", *map(os.fspath, command)]

    def run(self, *command: str | os.PathLike[str], timeout: float = _LONGEST) -> Ended:
        """Run a command there, as root and without a terminal."""
        ended = subprocess.run(
            self.inside(*command), stdin=subprocess.DEVNULL, capture_output=True, timeout=timeout, check=False
        )
        return Ended(ended.returncode, ended.stdout.decode(), ended.stderr.decode("utf-8", "replace"))

    def ssh(self, *options: str, port: int = SSHD, program: str = "ssh") -> list[str]:
        """The command line of an ssh client on the machine; it becomes the process that is started."""
        ssh = [
            *(program, "-F", "/dev/null", "-i", f"{self.folder}/key", "-o", "BatchMode=yes"),
            *("-o", f"UserKnownHostsFile={self.folder}/known_hosts", "-o", f"Port={port}", *options),
        ]
        return ["nsenter", "-t", str(self.pid), "-m", "-n", *ssh]

    def client(self, *options: str, program: str = "ssh") -> Ended:
        """Run an ssh client to its end, without a terminal."""
        ended = subprocess.run(
            self.ssh(*options, program=program),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=_LONGEST,
            check=False,
            start_new_session=True,
        )
        return Ended(ended.returncode, ended.stdout.decode(), ended.stderr.decode("utf-8", "replace"))

    def open(self, *options: str, port: int = SSHD, **env: str) -> PtyScreen:
        """A person's terminal with an ssh client in it."""
        return PtyScreen(self.ssh(*options, "ce-tui@127.0.0.1", port=port), env, cwd="/")

    def processes(self) -> list[int]:
        """The processes of the account, with the numbers that they have outside."""
        found = self.run("id", "-u", "ce-tui")
        owner = int(found.out)
        there = str(Path(f"/proc/{self.pid}/ns/mnt").readlink())
        return [int(entry.name) for entry in Path("/proc").iterdir() if _is(entry, owner, there)]

    def until_nobody_is_in(self) -> None:
        """Wait until no process of the account is left."""
        end = time.monotonic() + _LONGEST
        while left := self.processes():
            assert time.monotonic() < end, f"a session has not ended: {[_about(each) for each in left]}"
            time.sleep(0.1)


def _about(process: int) -> str:
    """What a process is and what it waits for; no arguments of it but the program's own."""
    with contextlib.suppress(OSError):
        folder = Path(f"/proc/{process}")
        command = (folder / "cmdline").read_bytes().split(b"\0")[:4]
        return f"{command} {(folder / 'stat').read_text()[:40]} {(folder / 'wchan').read_text()}"
    return "gone meanwhile"


def _is(entry: Path, owner: int, there: str) -> bool:
    if not entry.name.isdigit():
        return False
    try:
        if str((entry / "ns/mnt").readlink()) != there:
            return False
        uid = next(line for line in (entry / "status").read_text().splitlines() if line.startswith("Uid:"))
    except (OSError, StopIteration):  # gone meanwhile
        return False
    return int(uid.split()[1]) == owner


@contextlib.contextmanager
def ssh_machine() -> Iterator[Machine]:
    """The machine, set up anew; gone with all that ran on it at the end. AssertionError where it cannot be made."""
    assert not why_not(), f"The app cannot be deployed here: {why_not()}"
    folder = Path(tempfile.mkdtemp(prefix="ce-tui-machine-", dir="/tmp"))
    (folder / "passphrase").write_text(PASSPHRASE + "\n")
    script = [
        *("sh", CHECKOUT / "tests/deploy/machine.sh", folder),
        *(sys.executable, sysconfig.get_path("purelib"), CHECKOUT),
    ]
    apart = [
        "unshare",
        "--mount",
        "--propagation",
        "private",
        "--net",
        "--pid",
        "--fork",
        "--kill-child",
        "--mount-proc",
    ]
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen(
            [*apart, *script], stdin=subprocess.DEVNULL, stdout=log, stderr=log, cwd="/"
        )
    try:
        end = time.monotonic() + _LONGEST
        while not (folder / "ready").exists():
            said = (folder / "log").read_text("utf-8", "replace")
            assert process.poll() is None and time.monotonic() < end, f"the machine does not come up:\n{said}"
            time.sleep(0.1)
        (inside,) = (int(pid) for pid in _children(process.pid))
        yield Machine(folder, inside)
    finally:
        process.kill()  # unshare's --kill-child ends the first process inside, and with it all the others
        process.wait()
        shutil.rmtree(folder, ignore_errors=True)


def _children(pid: int) -> list[str]:
    return Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
