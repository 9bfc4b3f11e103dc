"""What the doctor says of sshd, by what a made-up `sshd -T` answers. On a real one: `tests/deploy/test_doctor.py`."""

from __future__ import annotations

import os
import pwd
import shlex
from pathlib import Path
from typing import Any

import pytest

from ce_tui.doctor import sshd
from ce_tui.doctor.finding import Finding
from ce_tui.resources import DATA

SHUT = {
    "forcecommand": "/opt/ce-tui/session",
    "disableforwarding": "yes",
    "permituserrc": "no",
    "permituserenvironment": "no",
    "permittunnel": "no",
    "gatewayports": "no",
    "permitemptypasswords": "no",
    "maxsessions": "1",
    "clientaliveinterval": "15",
    "clientalivecountmax": "3",
}
NOTHING_ELSE = Finding("good", "Over ssh hub gets /opt/ce-tui/session and nothing else.")
AS_ROOT = f"As root: sh '{DATA / 'deploy/deploy.sh'}' ssh"


def account(name: str = "hub", uid: int = 990, shell: str = "/opt/ce-tui/session") -> pwd.struct_passwd:
    return pwd.struct_passwd((name, "x", uid, uid, "", "/nonexistent", shell))


class Machine:
    """A machine with an sshd that answers what it is told to, looked at by root."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self._folder = folder
        monkeypatch.setenv("PATH", f"{folder}:/usr/bin:/bin")
        monkeypatch.setenv("CE_TUI_HOME", str(folder))
        self._patch = monkeypatch
        self.is_looked_at_by(0)
        self.belongs_to(account())

    def is_looked_at_by(self, uid: int) -> None:
        self._patch.setattr(os, "geteuid", lambda: uid)

    def belongs_to(self, owner: pwd.struct_passwd) -> None:
        self._patch.setattr(pwd, "getpwuid", lambda _: owner)

    def says(self, options: dict[str, str], **more: str) -> list[Finding]:
        """What is found where `sshd -T` answers with these options, for the right account."""
        lines = "".join(f"{option} {value}\n" for option, value in (options | more).items())
        return self.runs(
            f'[ "$*" = "-T -C user=hub,host=localhost,addr=127.0.0.1" ] || exit 3; printf %s {shlex.quote(lines)}'
        )

    def runs(self, script: str) -> list[Finding]:
        program = self._folder / "sshd"
        program.write_text(f"#!/bin/sh\n{script}\n", "utf-8")
        program.chmod(0o755)
        return list(sshd.sshd())


@pytest.fixture
def machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Machine:
    return Machine(tmp_path, monkeypatch)


def test_an_account_that_gets_the_app_and_nothing_else_lacks_nothing(machine: Machine) -> None:
    assert machine.says(SHUT) == [NOTHING_ELSE]
    assert machine.says(SHUT, acceptenv="NO_COLOR COLORTERM LANG LC_* LC_ALL LC_CTYPE", setenv="none") == [
        NOTHING_ELSE
    ]


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"permituserrc": "yes"}, "permituserrc yes"),
        ({"permituserenvironment": "yes"}, "permituserenvironment yes"),
        ({"permittunnel": "yes"}, "permittunnel yes"),
        ({"gatewayports": "yes"}, "gatewayports yes"),
        ({"permitemptypasswords": "yes"}, "permitemptypasswords yes"),
        ({"maxsessions": "10"}, "maxsessions 10"),
        ({"acceptenv": "LANG PYTHON*"}, "acceptenv PYTHON*"),
        ({"setenv": "PYTHONPATH=/tmp"}, "setenv PYTHONPATH=/tmp"),
        (
            {
                "disableforwarding": "no",
                "allowtcpforwarding": "yes",
                "allowstreamlocalforwarding": "local",
                "allowagentforwarding": "no",
                "x11forwarding": "yes",
            },
            "disableforwarding no; allowtcpforwarding yes; allowstreamlocalforwarding local; x11forwarding yes",
        ),
        ({"disableforwarding": "no", "x11forwarding": "no"}, "disableforwarding no; allowtcpforwarding ; "
         "allowstreamlocalforwarding ; allowagentforwarding "),
    ],
)  # fmt: skip
def test_whatever_more_it_gets_is_named(machine: Machine, changed: dict[str, str], words: str) -> None:
    assert machine.says(SHUT, **changed) == [
        Finding("lacks", f"sshd lets hub do more than open the app: {words}.", AS_ROOT)
    ]


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"authorizedkeyscommand": "/bin/keys"}, "authorizedkeyscommand /bin/keys"),
        ({"trustedusercakeys": "/etc/ca.pub"}, "trustedusercakeys /etc/ca.pub"),
        ({"passwordauthentication": "yes", "gssapiauthentication": "yes", "kerberosauthentication": "no"},
         "passwordauthentication yes; gssapiauthentication yes"),
        ({"hostbasedauthentication": "yes", "authenticationmethods": "any"}, "hostbasedauthentication yes"),
    ],
)  # fmt: skip
def test_other_ways_in_than_a_key_that_root_wrote_down_are_named(
    machine: Machine, changed: dict[str, str], words: str
) -> None:
    said = f"sshd lets people in as hub without a key that root wrote down: {words}."
    assert Finding("lacks", said, AS_ROOT) in machine.says(SHUT, **changed)


def test_with_a_key_as_the_only_method_no_password_lets_anybody_in(machine: Machine) -> None:
    assert machine.says(SHUT, authenticationmethods="publickey", passwordauthentication="yes") == [
        NOTHING_ELSE
    ]


def test_the_same_option_on_two_lines_is_looked_at_whole(machine: Machine) -> None:
    lines = "".join(f"{option} {value}\n" for option, value in SHUT.items())
    [found] = machine.runs(
        f"printf %s {shlex.quote(lines + 'acceptenv LANG' + chr(10) + 'acceptenv BASH_ENV')}"
    )
    assert found.words == "sshd lets hub do more than open the app: acceptenv BASH_ENV."


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"clientaliveinterval": "0"}, "ever"),
        ({"clientalivecountmax": "soon"}, "ever"),
        ({"clientaliveinterval": "11", "clientalivecountmax": "11"}, "121 seconds"),
    ],
)
def test_a_frozen_client_that_keeps_its_session_is_said(
    machine: Machine, changed: dict[str, str], words: str
) -> None:
    kept = f"A client that has frozen keeps its session, and its screening, for {words}."
    remedy = "Set ClientAliveInterval 15 and ClientAliveCountMax 3."
    assert machine.says(SHUT, **changed) == [Finding("lacks", kept, remedy), NOTHING_ELSE]


def test_two_minutes_are_the_longest_that_a_frozen_client_may_stay(machine: Machine) -> None:
    assert machine.says(SHUT, clientaliveinterval="40") == [NOTHING_ELSE]


def test_a_file_of_keys_is_roots_and_is_there(
    machine: Machine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    keys = tmp_path / "keys"
    with_keys = SHUT | {"authorizedkeysfile": f"none {keys}"}
    missing = Finding(
        "note",
        f"{keys} is missing, so nobody comes in with a key.",
        "As root, one key a person: /opt/ce-tui/admin add-key FILE",
    )
    assert machine.says(with_keys) == [missing, NOTHING_ELSE]
    keys.touch()
    others = Finding(
        "lacks", f"Others than root may add keys to {keys}.", f"chown root:root '{keys}'; chmod 644 '{keys}'"
    )
    stat = Path.stat
    for mode, uid, found in (
        (0o644, 0, [NOTHING_ELSE]),
        (0o664, 0, [others, NOTHING_ELSE]),
        (0o646, 0, [others, NOTHING_ELSE]),
        (0o644, 1, [others, NOTHING_ELSE]),
    ):

        def told(path: Path, *, mode: int = mode, uid: int = uid, **how: bool) -> os.stat_result:
            about = list(stat(path, **how))
            if path == keys:
                about[0], about[4] = 0o100000 | mode, uid
            return os.stat_result(about)

        with monkeypatch.context() as patch:
            patch.setattr(Path, "stat", told)
            assert machine.says(with_keys) == found


def test_keys_in_the_accounts_own_home_are_said(machine: Machine) -> None:
    own, _ = machine.says(SHUT, authorizedkeysfile=".ssh/authorized_keys")
    assert own.kind == "note" and own.remedy
    assert own.words == (
        "sshd takes keys from .ssh/authorized_keys in the account's own home, where the app could add one."
    )


KEY = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIMadeUpMadeUpMadeUp"


@pytest.mark.skipif(os.geteuid() != 0, reason="the file of keys is root's")
@pytest.mark.parametrize(
    ("line", "restricted"),
    [
        (f"restrict,pty {KEY} pat", True),
        (f'from="192.0.2.*,!192.0.2.1",restrict,pty {KEY} a b', True),
        (f'restrict,command="echo \\"a b\\", x",pty {KEY}', True),
        (f"RESTRICT,pty {KEY}", True),
        (KEY, False),
        (f"pty {KEY}", False),
        (f'command="restrict,pty" {KEY}', False),
        (f"{KEY} restrict,pty", False),
        (f"restrict,pty,port-forwarding {KEY}", False),
        (f"cert-authority,restrict,pty {KEY}", False),
        ("sk-ssh-ed25519@openssh.com AAAA restrict", False),
        ("restrict,pty", False),
    ],
)
def test_a_key_that_would_open_more_than_the_app_is_said(
    machine: Machine, tmp_path: Path, line: str, restricted: bool
) -> None:
    keys = tmp_path / "keys"
    keys.write_text(f"# Pat\n\n{line}\nrestrict,pty {KEY}\n")
    keys.chmod(0o644)
    found = [each.words for each in machine.says(SHUT, authorizedkeysfile=str(keys)) if each != NOTHING_ELSE]
    said = (
        f"Of the keys in {keys}, 1 line would open more than the app, should sshd's drop-in ever be missing."
    )
    assert found == ([] if restricted else [said])


@pytest.mark.parametrize(
    ("shell", "kind", "words"),
    [
        ("/usr/sbin/nologin", "good", "Nobody can sign in over ssh as hub."),
        ("/bin/false", "good", "Nobody can sign in over ssh as hub."),
        (
            "/bin/bash",
            "note",
            "Whoever signs in over ssh as hub gets a shell, and with it the files of the store.",
        ),
    ],
)
def test_without_a_command_the_shell_counts(machine: Machine, shell: str, kind: str, words: str) -> None:
    machine.belongs_to(account(shell=shell))
    for options in ({"forcecommand": "none"}, {"maxsessions": "1"}):
        [found] = machine.says(options)
        assert (found.kind, found.words) == (kind, words)
        assert found.remedy == (
            "Where that is not you alone, give the store an account of its own and the app for its shell. " + AS_ROOT
            if kind == "note"
            else ""
        )  # fmt: skip


@pytest.mark.parametrize(
    ("command", "shell", "words"),
    [
        ("/bin/bash", "/opt/ce-tui/session", "ForceCommand is /bin/bash, and the deployment sets /opt/ce-tui/session"),
        ("/opt/ce-tui/session kiosk", "/opt/ce-tui/session",
         "ForceCommand is /opt/ce-tui/session kiosk, and the deployment sets /opt/ce-tui/session"),
        ("/opt/ce-tui/session", "/bin/bash", "login shell is /bin/bash, and the deployment sets /opt/ce-tui/session"),
        ("/usr/local/bin/app", "/tmp/session",
         "ForceCommand is /usr/local/bin/app, and the deployment sets /opt/ce-tui/session; "
         "login shell is /tmp/session, and the deployment sets /opt/ce-tui/session"),
        ("none", "/opt/ce-tui/session", "ForceCommand is none, and the deployment sets /opt/ce-tui/session"),
    ],
)  # fmt: skip
def test_a_command_or_a_shell_that_is_not_the_deployments_is_never_good(
    machine: Machine, command: str, shell: str, words: str
) -> None:
    machine.belongs_to(account(shell=shell))
    assert machine.says(SHUT, forcecommand=command) == [
        Finding("lacks", f"hub is not shut in the app as a deployment is: {words}.", AS_ROOT)
    ]


def test_a_store_that_belongs_to_root_is_said(machine: Machine) -> None:
    machine.belongs_to(account(uid=0))
    assert machine.says(SHUT) == [
        Finding(
            "note",
            "The store belongs to root, so whoever uses the app has all rights on this machine.",
            "Give the store an account of its own.",
        ),
        NOTHING_ELSE,
    ]


def test_only_root_is_told_what_sshd_allows(machine: Machine) -> None:
    for uid in (1, 1000):
        machine.is_looked_at_by(uid)
        assert machine.says(SHUT) == [
            Finding(
                "note",
                "sshd runs here, and only root may see what it allows hub.",
                "As root: ce-tui doctor, with the same CE_TUI_HOME.",
            )
        ]


NOT_STARTED = Finding(
    "note",
    "sshd is installed and has not been started, so what it would allow cannot be seen.",
    "Start it and run this again, or take it off this machine.",
)
REFUSED = Finding(
    "lacks", "sshd refuses its configuration, so it cannot be looked at.", "As root: sshd -t says why."
)


@pytest.mark.parametrize(
    ("script", "found"),
    [
        ("echo 'Missing privilege separation directory: /run/sshd' >&2; exit 255", NOT_STARTED),
        ("echo 'Bad configuration option: Nonsense' >&2; exit 255", REFUSED),
        ("exit 255", REFUSED),
    ],
)
def test_an_sshd_that_tells_nothing_is_said(machine: Machine, script: str, found: Finding) -> None:
    assert machine.runs(script) == [found]


def test_an_sshd_that_cannot_be_asked_or_does_not_answer_is_said(
    machine: Machine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sshd, "_LONGEST", 0.05)
    assert machine.runs("exec sleep 60") == [REFUSED]

    def gone(*_: object, **__: object) -> Any:
        raise FileNotFoundError

    monkeypatch.setattr(sshd.subprocess, "run", gone)
    assert machine.runs("exit 0") == [REFUSED]


def test_without_sshd_or_without_the_account_there_is_nothing_to_say(
    machine: Machine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(sshd.shutil, "which", lambda *_, **__: None)
        assert list(sshd.sshd()) == []
    monkeypatch.setenv("CE_TUI_HOME", str(tmp_path / "none"))
    asked: list[str] = []

    def none(name: str) -> Any:
        asked.append(name)
        raise KeyError

    monkeypatch.setattr(pwd, "getpwnam", none)
    assert machine.runs("exit 255") == []
    assert asked == ["ce-tui"]
    monkeypatch.setattr(pwd, "getpwnam", lambda name: account(name="hub"))
    assert machine.says(SHUT) == [NOTHING_ELSE]
