"""What deploy.sh makes of a machine: accounts, permissions, and what sshd and systemd say about the files."""

from __future__ import annotations

import re

import pytest

from support.terminal.ssh_machine import CHECKOUT, Machine, needs_machine

DEPLOY = CHECKOUT / "data" / "deploy"
ADMIN = "/opt/ce-tui/admin"
INSTALLED = "find /opt/ce-tui/lib -name deploy.sh"


def sshd_options(machine: Machine, user: str) -> dict[str, str]:
    """What sshd itself says that it allows a user."""
    said = machine.run("/usr/sbin/sshd", "-T", "-C", f"user={user},host=localhost,addr=127.0.0.1")
    assert said.code == 0, said.err
    return dict(line.split(" ", 1) for line in said.out.splitlines() if " " in line)


def deploy(machine: Machine, *arguments: str) -> tuple[int, str]:
    """Run deploy.sh of the installed app once more."""
    script = machine.run("sh", "-c", INSTALLED).out.strip()
    ended = machine.run("sh", script, *arguments)
    return ended.code, ended.err


@needs_machine
def test_sshd_allows_the_account_the_app_alone(machine: Machine) -> None:
    got = sshd_options(machine, "ce-tui")
    for option, value in {
        "forcecommand": "/opt/ce-tui/session",
        "disableforwarding": "yes",
        "allowtcpforwarding": "no",
        "allowstreamlocalforwarding": "no",
        "allowagentforwarding": "no",
        "x11forwarding": "no",
        "permittunnel": "no",
        "gatewayports": "no",
        "permituserrc": "no",
        "permituserenvironment": "no",
        "permittty": "yes",
        "maxsessions": "1",
        "passwordauthentication": "no",
        "kbdinteractiveauthentication": "no",
        "authenticationmethods": "publickey",
        "authorizedkeysfile": "/etc/ce-tui/authorized_keys",
    }.items():
        assert got[option] == value, option
    assert 0 < int(got["clientaliveinterval"]) * int(got["clientalivecountmax"]) <= 60


HOSTILE = """
AuthorizedKeysCommand /bin/keys
AuthorizedKeysCommandUser nobody
TrustedUserCAKeys /etc/ssh/ca.pub
AuthorizedPrincipalsCommand /bin/principals
AuthorizedPrincipalsCommandUser nobody
AuthorizedPrincipalsFile /etc/ssh/principals
HostbasedAuthentication yes
IgnoreRhosts no
GSSAPIAuthentication yes
KerberosAuthentication yes
PasswordAuthentication yes
KbdInteractiveAuthentication yes
ExposeAuthInfo yes
ChrootDirectory /srv
SetEnv BASH_ENV=/tmp/x LD_PRELOAD=/tmp/x.so
AcceptEnv PYTHON* LD_*
PermitTunnel yes
GatewayPorts yes
PermitOpen any
StreamLocalBindUnlink yes
MaxSessions 50
Subsystem sftp internal-sftp
"""


@needs_machine
def test_nothing_that_a_site_has_for_everybody_stays_in_force_for_the_account(machine: Machine) -> None:
    (machine.folder / "hostile").write_text(f"{HOSTILE}Include /etc/ssh/sshd_config\n")
    said = machine.run(
        "/usr/sbin/sshd",
        "-T",
        "-f",
        machine.folder / "hostile",
        "-C",
        "user=ce-tui,host=localhost,addr=127.0.0.1",
    )
    assert said.code == 0, said.err
    got = [line.casefold() for line in said.out.splitlines()]
    left = [line.casefold() for line in HOSTILE.split("\n") if line and line.casefold() in got]
    # Which do nothing without a command, and sftp gives way to the command that is forced.
    assert left == ["authorizedkeyscommanduser nobody", "authorizedprincipalscommanduser nobody",
                    "subsystem sftp internal-sftp"]  # fmt: skip
    for option in ("authorizedkeyscommand", "trustedusercakeys", "authorizedprincipalscommand",
                   "authorizedprincipalsfile", "chrootdirectory"):  # fmt: skip
        assert f"{option} none" in got
    assert sorted(line for line in got if line.startswith(("setenv", "acceptenv"))) == [
        "acceptenv colorterm", "acceptenv no_color", "setenv lang=c.utf-8",
    ]  # fmt: skip


@needs_machine
@pytest.mark.parametrize(
    "rule",
    [
        "AuthorizedKeysCommand /bin/keys\n  AuthorizedKeysCommandUser nobody",
        "TrustedUserCAKeys /etc/ssh/ca.pub",
    ],
)
def test_another_way_in_that_comes_before_the_drop_in_is_noticed(machine: Machine, rule: str) -> None:
    (machine.folder / "a.conf").write_text(f"Match User ce-tui\n  {rule}\n")
    assert machine.run("cp", machine.folder / "a.conf", "/etc/ssh/sshd_config.d/a.conf").code == 0
    try:
        code, words = deploy(machine, "ssh")
        assert code == 1 and f"«{rule.splitlines()[0]}»".casefold() in words.casefold()
        assert "instead of" in words and "not reloaded" in words
    finally:
        machine.run("rm", "/etc/ssh/sshd_config.d/a.conf")


@needs_machine
def test_all_sessions_together_leave_the_machine_to_root(machine: Machine) -> None:
    number = machine.run("id", "-u", "ce-tui").out.strip()
    limits = machine.run("cat", f"/etc/systemd/system/user-{number}.slice.d/ce-tui.conf").out
    assert {"MemoryMax=75%", "MemorySwapMax=0", "TasksMax=2048"} <= set(limits.splitlines())


@needs_machine
def test_sshd_stays_as_it_was_for_everybody_else(machine: Machine) -> None:
    got = sshd_options(machine, "root")
    assert (got["forcecommand"], got["disableforwarding"], got["x11forwarding"]) == ("none", "no", "yes")


@needs_machine
def test_the_account_has_no_password_and_the_app_for_a_shell(machine: Machine) -> None:
    assert machine.run("getent", "passwd", "ce-tui").out.endswith(":/run/ce-tui:/opt/ce-tui/session\n")
    assert machine.run("getent", "shadow", "ce-tui").out.split(":")[1].startswith("!")
    ended = machine.run("su", "-", "ce-tui", "-c", "id")
    assert (ended.code, ended.out) == (2, "")
    assert "nothing else" in ended.err


@needs_machine
@pytest.mark.parametrize(
    ("path", "mode"),
    [
        ("/var/lib/ce-tui", "700 ce-tui"),
        ("/var/lib/ce-tui/store.db", "600 ce-tui"),
        ("/var/lib/ce-tui/slots.json", "600 ce-tui"),
        ("/var/lib/ce-tui-referrals", "700 ce-tui"),
        ("/run/ce-tui", "700 ce-tui"),
        ("/var/log/ce-tui", "755 root"),
        ("/var/log/ce-tui/anchors.log", "600 ce-tui"),
        ("/etc/ce-tui/authorized_keys", "644 root"),
        ("/etc/ce-tui/config.toml", "644 root"),
        ("/opt/ce-tui/session", "755 root"),
    ],
)
def test_files_belong_to_whom_they_should(machine: Machine, path: str, mode: str) -> None:
    assert machine.run("stat", "-c", "%a %U", path).out.strip() == mode


@needs_machine
def test_the_account_can_change_nothing_that_lets_it_in(machine: Machine) -> None:
    for path in ("/etc/ce-tui/authorized_keys", "/etc/ce-tui/config.toml", "/opt/ce-tui/session", "/opt/ce-tui/bin",
                 "/etc/ce-tui", "/var/log/ce-tui"):  # fmt: skip
        ended = machine.run(
            "setpriv", "--reuid=ce-tui", "--regid=ce-tui", "--clear-groups", "test", "-w", path
        )
        assert ended.code == 1, path


@needs_machine
def test_the_audit_chain_is_anchored_where_the_configuration_says(machine: Machine) -> None:
    assert machine.run("wc", "-l", "/var/log/ce-tui/anchors.log").out[0] != "0"
    assert machine.run("test", "-e", "/var/lib/ce-tui/anchors.log").code == 1


@needs_machine
def test_root_puts_the_anchors_away_and_the_app_goes_on_from_the_newest(machine: Machine) -> None:
    log = "/var/log/ce-tui/anchors.log"
    newest = machine.run("tail", "-n", "1", log).out
    ended = machine.run("/opt/ce-tui/rotate-anchors")
    assert ended.code == 0 and "Copy it to another machine" in ended.err
    assert machine.run("cat", log).out == newest
    assert machine.run("stat", "-c", "%a %U", log).out == "600 ce-tui\n"
    assert machine.run("sh", "-c", f"stat -c %U {log}.2*").out == "root\n"
    refused = machine.run(
        "setpriv", "--reuid=ce-tui", "--regid=ce-tui", "--clear-groups", "/opt/ce-tui/rotate-anchors"
    )
    assert refused.code != 0
    assert machine.run("cat", log).out == newest


@needs_machine
def test_without_chattr_no_anchor_is_put_away_and_the_deployment_installs_it(machine: Machine) -> None:
    """Both programs are other ones here for a while: no package is fetched."""
    log, chattr, apt = "/var/log/ce-tui/anchors.log", "/usr/bin/chattr", "/usr/bin/apt-get"
    before = machine.run("sh", "-c", f"ls /var/log/ce-tui; cat {log}").out
    asked = machine.folder / "asked"
    (machine.folder / "apt-get").write_text(
        f'#!/bin/sh\necho "$*" >>{asked}\n[ -e {asked}.no ] || umount {chattr}\n'
    )
    (machine.folder / "apt-get").chmod(0o755)
    hide = f"mount --bind /dev/null {chattr} && mount --bind {machine.folder}/apt-get {apt}"
    assert machine.run("sh", "-c", hide).code == 0
    try:
        ended = machine.run("/opt/ce-tui/rotate-anchors")
        assert (ended.code, ended.err) == (
            69,
            "chattr is missing, without which they cannot be put away: apt-get install e2fsprogs. Nothing was done.\n",
        )
        assert machine.run("sh", "-c", f"ls /var/log/ce-tui; cat {log}").out == before
        asked.with_suffix(".no").touch()
        assert deploy(machine, "ssh") == (1, "chattr is missing. On Debian: apt-get install e2fsprogs\n")
        asked.with_suffix(".no").unlink()
        assert deploy(machine, "ssh")[0] == 0
        assert asked.read_text() == "install --yes --quiet --no-install-recommends e2fsprogs\n" * 2
    finally:
        machine.run("sh", "-c", f"umount {apt}; umount {chattr}")


@needs_machine
def test_systemd_takes_the_timer_that_puts_anchors_away_as_it_is(machine: Machine) -> None:
    for unit in ("ce-tui-anchors.service", "ce-tui-anchors.timer"):
        said = machine.run("systemd-analyze", "verify", f"/etc/systemd/system/{unit}")
        assert (said.code, said.err) == (0, ""), unit


@needs_machine
def test_it_can_be_run_again_and_keeps_what_is_there(machine: Machine) -> None:
    kept = ("/etc/ce-tui/authorized_keys", "/etc/ce-tui/config.toml", "/var/lib/ce-tui/slots.json")
    assert machine.run("sh", "-c", "echo '# ours' >>/etc/ce-tui/config.toml").code == 0
    before = [machine.run("cat", path).out for path in kept]
    assert deploy(machine, "ssh")[0] == 0
    assert [machine.run("cat", path).out for path in kept] == before


@needs_machine
def test_a_rule_that_comes_before_the_drop_in_is_noticed(machine: Machine) -> None:
    before = "printf 'Match User ce-tui\\n  ForceCommand /bin/sh\\n' >/etc/ssh/sshd_config.d/a.conf"
    assert machine.run("sh", "-c", before).code == 0
    try:
        code, words = deploy(machine, "ssh")
        assert code == 1
        assert "comes before the drop-in" in words and "not reloaded" in words
    finally:
        machine.run("rm", "/etc/ssh/sshd_config.d/a.conf")


@needs_machine
def test_a_drop_in_that_sshd_refuses_is_taken_back(machine: Machine) -> None:
    script = machine.run("sh", "-c", INSTALLED).out.strip()
    drop_in = script.replace("deploy.sh", "sshd_config.d/ce-tui.conf")
    whole = machine.run("cat", "/etc/ssh/sshd_config.d/ce-tui.conf").out
    assert machine.run("sh", "-c", f"echo Nonsense yes >>{drop_in}").code == 0
    try:
        code, words = deploy(machine, "ssh")
        assert code == 1
        assert "taken back" in words
        assert machine.run("cat", "/etc/ssh/sshd_config.d/ce-tui.conf").out == whole
        assert machine.run("/usr/sbin/sshd", "-t").code == 0
    finally:
        machine.run("sed", "-i", "/^Nonsense/d", drop_in)


@needs_machine
def test_systemd_takes_the_kiosk_unit_as_it_is(machine: Machine) -> None:
    code, words = deploy(machine, "kiosk", "tty3")
    assert code == 0, words
    assert "ce-tui-kiosk@tty3.service" in words
    said = machine.run("systemd-analyze", "verify", "/etc/systemd/system/ce-tui-kiosk@.service")
    assert (said.code, said.err) == (0, "")
    unit = machine.run("cat", "/etc/systemd/system/ce-tui-kiosk@.service").out.splitlines()
    assert "MemoryMax=1536M" in unit and "TasksMax=128" in unit
    set_up = machine.run("systemd-analyze", "cat-config", "systemd/system.conf").out.splitlines()
    assert [line for line in set_up if line.startswith("CtrlAltDelBurstAction=")][
        -1
    ] == "CtrlAltDelBurstAction=none"
    level = machine.run(
        "systemd-analyze", "security", "--offline=yes", "--no-pager", "--threshold=15",
        "/etc/systemd/system/ce-tui-kiosk@.service",
    )  # fmt: skip
    assert level.code == 0, level.out


@needs_machine
def test_a_kiosks_configuration_begins_with_initials_and_one_that_is_there_stays(machine: Machine) -> None:
    config = "/etc/ce-tui/config.toml"
    assert "admin doctor says what to write" in deploy(machine, "kiosk", "tty3")[1]
    kept = machine.run("cat", config).out
    assert "[lists]" not in kept
    assert machine.run("mv", config, f"{config}.kept").code == 0
    try:
        code, words = deploy(machine, "kiosk", "tty3")
        assert code == 0 and "admin doctor says what to write" not in words
        begun = machine.run("cat", config).out
        assert begun.endswith('children = "initials"\n') and "anchors = " in begun
    finally:
        machine.run("mv", f"{config}.kept", config)


@needs_machine
def test_a_console_that_does_not_exist_is_refused(machine: Machine) -> None:
    for name in ("pts/0", "tty1; reboot", "tty0", ""):
        code, words = deploy(machine, "kiosk", name) if name else deploy(machine)
        assert code == 1
        assert words


def test_every_path_that_the_files_name_is_one_that_they_make() -> None:
    made = (DEPLOY / "tmpfiles.d/ce-tui.conf").read_text("utf-8") + (DEPLOY / "deploy.sh").read_text("utf-8")
    named: set[str] = set()
    for file in DEPLOY.rglob("*"):
        if file.is_file() and file.name != "deploy.sh":
            named |= set(
                re.findall(
                    r"/(?:etc|var/lib|var/log|var/backups|run|opt)/ce-tui[\w./-]*\w", file.read_text("utf-8")
                )
            )
    assert named
    unmade = {path for path in named if path not in made} - {"/opt/ce-tui/bin/python"}
    assert unmade == set()
