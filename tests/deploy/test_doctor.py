"""The doctor looks at a deployment: each fault that is made on the machine is said, with what to do, and none else."""

from __future__ import annotations

import json
from typing import Any

import pytest

from support.terminal.ssh_machine import Machine, needs_machine

pytestmark = needs_machine
DROP_IN = "/etc/ssh/sshd_config.d/ce-tui.conf"
CONFIG = "/etc/ce-tui/config.toml"
KIOSK = "/etc/systemd/system/multi-user.target.wants"


def findings(machine: Machine) -> list[dict[str, Any]]:
    """What root is told."""
    said = machine.run("/opt/ce-tui/admin", "doctor", "--json")
    assert said.err == ""
    found: list[dict[str, Any]] = json.loads(said.out)
    return found


def faults(machine: Machine) -> set[str]:
    """What is not good, in words."""
    return {each["words"] for each in findings(machine) if each["kind"] != "good"}


@pytest.fixture(scope="module")
def usual(machine: Machine) -> set[str]:
    """What this machine, which is not made for it, lacks before anything is spoilt."""
    return faults(machine)


def test_a_sound_deployment_lacks_nothing(machine: Machine) -> None:
    said = findings(machine)
    assert {each["kind"] for each in said} <= {"good", "note"}
    words = " ".join(each["words"] for each in said)
    assert "Over ssh ce-tui gets /opt/ce-tui/session and nothing else." in words
    assert "The configuration is /etc/ce-tui/config.toml." in words
    assert "The store is in /var/lib/ce-tui and belongs to ce-tui." in words
    assert "typefaces are there" in words


def test_root_alone_sees_what_sshd_allows(machine: Machine) -> None:
    told = machine.run(
        "setpriv", "--reuid=ce-tui", "--regid=ce-tui", "--clear-groups", "env", "CE_TUI_HOME=/var/lib/ce-tui",
        "/opt/ce-tui/bin/python", "-I", "-m", "ce_tui", "doctor",
    )  # fmt: skip
    assert told.code == 0
    assert "only root may see what it allows ce-tui" in told.out


def test_somebody_who_may_not_look_into_the_store_is_told_so(machine: Machine) -> None:
    told = machine.run(
        "setpriv", "--reuid=nobody", "--regid=nogroup", "--clear-groups", "env", "CE_TUI_HOME=/var/lib/ce-tui",
        "HOME=/nonexistent", "/opt/ce-tui/bin/python", "-I", "-m", "ce_tui", "doctor",
    )  # fmt: skip
    assert (told.code, told.err) == (69, "")
    assert "cannot be written to by nobody" in told.out
    assert "Run this as ce-tui" in told.out


def test_the_machines_own_typefaces_are_left_alone(machine: Machine) -> None:
    """A cache that root makes of them nobody else can read, and whoever cannot make one is told so by the library."""
    cache = "/var/cache/fontconfig"
    machine.run("mount", "-t", "tmpfs", "-o", "mode=755", "tmpfs", cache)
    findings(machine)
    assert machine.run("ls", cache).out == ""
    told = machine.run(
        "setpriv", "--reuid=nobody", "--regid=nogroup", "--clear-groups", "env", "CE_TUI_HOME=/var/lib/ce-tui",
        "HOME=/nonexistent", "/opt/ce-tui/bin/python", "-I", "-m", "ce_tui", "doctor",
    )  # fmt: skip
    assert told.err == ""
    machine.run("umount", cache)


@pytest.mark.parametrize(
    ("spoil", "mend", "kind", "words"),
    [
        (
            f"sed -i '/DisableForwarding/s/yes/no/; /AllowTcp/s/no/yes/' {DROP_IN}",
            "", "lacks", "sshd lets ce-tui do more than open the app: disableforwarding no; allowtcpforwarding yes.",
        ),
        (f"sed -i 's/PermitUserRC no/PermitUserRC yes/' {DROP_IN}", "", "lacks", "permituserrc yes"),
        (f"sed -i 's/MaxSessions 1/MaxSessions 10/' {DROP_IN}", "", "lacks", "maxsessions 10"),
        (f"sed -i 's/AcceptEnv .*/AcceptEnv PYTHON*/' {DROP_IN}", "", "lacks", "acceptenv PYTHON*"),
        (f"sed -i 's/ClientAliveInterval 15/ClientAliveInterval 0/' {DROP_IN}", "", "lacks", "for ever"),
        (f"sed -i '/ForceCommand/d' {DROP_IN} && usermod -s /bin/sh ce-tui", "usermod -s /opt/ce-tui/session ce-tui",
         "note", "ce-tui gets a shell"),
        (f"sed -i 's|ForceCommand .*|ForceCommand /bin/bash|' {DROP_IN}", "", "lacks",
         "ForceCommand is /bin/bash, and the deployment sets /opt/ce-tui/session."),
        ("usermod -s /bin/bash ce-tui", "usermod -s /opt/ce-tui/session ce-tui", "lacks",
         "login shell is /bin/bash, and the deployment sets /opt/ce-tui/session."),
        ("sed -i 's|KeysCommand none|KeysCommand /bin/keys\\n  AuthorizedKeysCommandUser nobody|' " + DROP_IN, "",
         "lacks", "without a key that root wrote down: authorizedkeyscommand /bin/keys"),
        ("sed -i s/^restrict,pty.// /etc/ce-tui/authorized_keys", "sed -i 's/^/restrict,pty /' "
         "/etc/ce-tui/authorized_keys", "note", "1 line would open more than the app"),
        (f"echo Nonsense >>{DROP_IN}", "", "lacks", "sshd refuses its configuration"),
        ("mv /run/sshd /run/sshd.away", "mv /run/sshd.away /run/sshd", "note", "has not been started"),
        ("rm /var/lib/ce-tui/headroom", "setpriv --reuid=ce-tui --regid=ce-tui --clear-groups fallocate -l 4M "
         "/var/lib/ce-tui/headroom && chmod 600 /var/lib/ce-tui/headroom", "note", "No room is kept back"),
        ("chmod 666 /etc/ce-tui/authorized_keys", "chmod 644 /etc/ce-tui/authorized_keys", "lacks",
         "Others than root may add keys"),
        ("mv /etc/ce-tui/authorized_keys /etc/ce-tui/k", "mv /etc/ce-tui/k /etc/ce-tui/authorized_keys", "note",
         "nobody comes in with a key"),
        ("chmod 755 /var/lib/ce-tui", "chmod 700 /var/lib/ce-tui", "note", "Others on this machine can look into"),
        ("chmod 644 /var/lib/ce-tui/slots.json", "chmod 600 /var/lib/ce-tui/slots.json", "note",
         "Others could read or write slots.json"),
        ("chown root /var/lib/ce-tui/slots.json", "chown ce-tui /var/lib/ce-tui/slots.json", "lacks",
         "slots.json in the store's folder belongs to another account"),
        ("chmod 777 /var/lib", "chmod 755 /var/lib", "lacks", "may write to /var/lib"),
        ("touch -d '+1 week' /var/lib/ce-tui/store.db", "touch /var/lib/ce-tui/store.db", "lacks",
         "The clock is wrong"),
        ("mount --bind /var/lib/ce-tui /var/lib/ce-tui && mount -o remount,bind,ro /var/lib/ce-tui",
         "umount /var/lib/ce-tui", "lacks", "a disk that can only be read"),
        ("chmod 777 /var/log/ce-tui", "chmod 755 /var/log/ce-tui", "note", "could also cut or replace"),
        (f"sed -i 's/^anchors/# anchors/' {CONFIG}", f"sed -i 's/^# anchors/anchors/' {CONFIG}", "note",
         "anchored beside the store"),
        ("rm /etc/systemd/system/timers.target.wants/ce-tui-backups.timer",
         "systemctl --quiet enable ce-tui-backups.timer", "note", "there is no ce-tui-backups.timer"),
        ("touch -d '2 days ago' /var/backups/ce-tui/incoming/a.backup", "rm /var/backups/ce-tui/incoming/a.backup",
         "note", "Finished backups have been lying in /var/backups/ce-tui/incoming for more than a day: 1."),
        ("chmod 755 /var/lib/ce-tui-referrals", "chmod 700 /var/lib/ce-tui-referrals", "note",
         "can look into /var/lib/ce-tui-referrals"),
        (f"echo surprise = 1 >>{CONFIG}", f"sed -i /surprise/d {CONFIG}", "wrong", "surprise"),
        (f"mkdir -p {KIOSK} && ln -s /x {KIOSK}/ce-tui-kiosk@tty3.service", f"rm -r {KIOSK}", "lacks",
         "Ctrl+Alt+Del restarts this machine."),
        (f"mkdir -p {KIOSK} && ln -s /x {KIOSK}/ce-tui-kiosk@tty3.service", f"rm -r {KIOSK}", "lacks",
         "Ctrl+Alt+Del, pressed seven times"),
    ],
)  # fmt: skip
def test_a_fault_is_said_with_what_to_do(
    machine: Machine, usual: set[str], spoil: str, mend: str, kind: str, words: str
) -> None:
    kept = machine.run("cat", DROP_IN).out
    assert machine.run("sh", "-c", spoil).code == 0
    try:
        new = [each for each in findings(machine) if each["kind"] != "good" and each["words"] not in usual]
    finally:
        (machine.folder / "drop-in").write_text(kept)
        assert (
            machine.run("sh", "-c", f"cat {machine.folder}/drop-in >{DROP_IN} && {mend or 'true'}").code == 0
        )
    found = [each for each in new if words in each["words"]]
    assert [each["kind"] for each in found] == [kind], new
    assert found[0]["remedy"]


def test_nothing_is_said_any_more_once_all_is_mended(machine: Machine, usual: set[str]) -> None:
    assert faults(machine) == usual
