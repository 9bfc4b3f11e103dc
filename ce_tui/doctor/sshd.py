"""Checks of what sshd and a kiosk's consoles offer beside the app."""

from __future__ import annotations

import os
import pwd
import re
import shutil
import stat
import subprocess
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from ce_tui.core.pathway.words import counted
from ce_tui.core.words.plain import NAMES
from ce_tui.doctor.finding import Findings, good, lacks, note, sound_config
from ce_tui.files.shown import quoted
from ce_tui.resources import DATA
from ce_tui.settings.config import home

_NOT_OPTIONS = re.compile(r"(ssh|ecdsa|sk)-[a-z0-9@.-]+ ")  # a line that begins with its key has none
_OPTIONS = re.compile(r'((?:[^ "]|"(?:[^"\\]|\\.)*")+) ')
_APART = re.compile(r'(?:[^,"]|"(?:[^"\\]|\\.)*")+')
_WIDER = ("cert-authority", "agent-forwarding", "port-forwarding", "x11-forwarding", "user-rc")


def keys_of(files: Iterable[str]) -> Findings:
    """Checks of the files that sshd takes keys from; `none` is none."""
    for name in files:
        if not name.startswith("/"):
            if name != "none":
                yield note(
                    f"sshd takes keys from {name} in the account's own home, where the app could add one.",
                    "Set AuthorizedKeysFile /etc/ce-tui/authorized_keys.",
                )
            continue
        file = Path(name)
        try:
            about = file.stat()
        except OSError:
            yield note(
                f"{file} is missing, so nobody comes in with a key.",
                "As root, one key a person: /opt/ce-tui/admin add-key FILE",
            )
            continue
        if about.st_uid != 0 or stat.S_IMODE(about.st_mode) & 0o022:
            yield lacks(
                f"Others than root may add keys to {file}.",
                f"chown root:root {quoted(file)}; chmod 644 {quoted(file)}",
            )
        with suppress(OSError):
            lines = map(str.strip, file.read_text("utf-8", "replace").splitlines())
            open_ones = sum(not _is_restricted(line) for line in lines if line and not line.startswith("#"))
            if open_ones:
                yield note(
                    f"Of the keys in {file}, {counted(open_ones, 'line')} would open more than the app, should sshd's "
                    "drop-in ever be missing.",
                    "As root: begin each line with restrict,pty and a space; /opt/ce-tui/admin add-key FILE writes "
                    "them so.",
                )


def _is_restricted(line: str) -> bool:
    """Whether a key has `restrict`, and no option that takes it back."""
    found = None if _NOT_OPTIONS.match(line) else _OPTIONS.match(line)
    if found is None:
        return False
    options = {option.partition("=")[0].lower() for option in _APART.findall(found[1])}
    return "restrict" in options and options.isdisjoint(_WIDER)


_COMMAND, _SHELL = "ForceCommand", "login shell"
_DEPLOYED = {
    _COMMAND: ("sshd_config.d/ce-tui.conf", r"^\s*ForceCommand (\S+)$"),
    _SHELL: ("sysusers.d/ce-tui.conf", r"^u ce-tui .* (\S+)$"),
}
"""The settings of files in `data/deploy`, each with the pattern that finds its value."""


def _set_by_deployment(name: str) -> str:
    """The value that the deployment sets. Raises KeyError if its file sets none."""
    file, says = _DEPLOYED[name]
    found = re.search(says, (DATA / "deploy" / file).read_text("utf-8"), re.MULTILINE)
    if found is None:
        raise KeyError(name)
    return found[1]


_ACCOUNT = "ce-tui"
_REMEDY = f"As root: sh '{DATA / 'deploy/deploy.sh'}' ssh"
_LONGEST = 10  # seconds
_SLOWEST = 120  # seconds until a client that has gone is ended
# What `sshd -T` says of an account that gets the app and nothing else (sshd_config(5)).
_SHUT = {
    "disableforwarding": "yes",
    "permituserrc": "no",
    "permituserenvironment": "no",
    "permittunnel": "no",
    "gatewayports": "no",
    "permitemptypasswords": "no",
    "maxsessions": "1",
}
# Ways in beside the keys that root wrote down: those of the machine for everybody stay in force where none says no.
_OTHER_KEYS = {"authorizedkeyscommand": "none", "trustedusercakeys": "none"}
_WITHOUT_A_KEY = (
    "passwordauthentication", "kbdinteractiveauthentication", "hostbasedauthentication", "gssapiauthentication",
    "kerberosauthentication",
)  # fmt: skip
_BY_DISABLE_FORWARDING = {
    "allowtcpforwarding": "no",
    "allowstreamlocalforwarding": "no",
    "allowagentforwarding": "no",
    "x11forwarding": "no",
}
_NO_SHELLS = ("/usr/sbin/nologin", "/sbin/nologin", "/usr/bin/false", "/bin/false")
_MAY_BE_SET = ("none", "", "LANG=C.UTF-8")
_MAY_BE_TAKEN = {"NO_COLOR", "COLORTERM", "LANG", "LC_*", "LC_ALL", "LC_CTYPE"}


def sshd() -> Findings:
    """Whether the store's account can be used over ssh, and for what."""
    program = shutil.which("sshd", path=f"{os.environ.get('PATH', '')}:/usr/sbin:/usr/local/sbin")
    account = _account()
    if program is None or account is None:
        return
    name = account.pw_name
    if account.pw_uid == 0:
        yield note(
            "The store belongs to root, so whoever uses the app has all rights on this machine.",
            "Give the store an account of its own.",
        )
    if os.geteuid() != 0:
        yield note(
            f"sshd runs here, and only root may see what it allows {name}.",
            "As root: ce-tui doctor, with the same CE_TUI_HOME.",
        )
        return
    options, refused = _options(program, name)
    has_command = options.get("forcecommand", "none") != "none"
    if "Missing privilege separation directory" in refused:
        yield note(
            "sshd is installed and has not been started, so what it would allow cannot be seen.",
            "Start it and run this again, or take it off this machine.",
        )
    elif refused:
        yield lacks(
            "sshd refuses its configuration, so it cannot be looked at.", "As root: sshd -t says why."
        )
    elif has_command or account.pw_shell == _set_by_deployment(_SHELL):
        yield from _with_command(account, options)
    elif account.pw_shell in _NO_SHELLS:
        yield good(f"Nobody can sign in over ssh as {name}.")
    else:
        yield note(
            f"Whoever signs in over ssh as {name} gets a shell, and with it the files of the store.",
            f"Where that is not you alone, give the store an account of its own and the app for its shell. {_REMEDY}",
        )


def _account() -> pwd.struct_passwd | None:
    """The owner of the store; where there is none yet, the account that a deployment makes."""
    with suppress(OSError, KeyError):
        return pwd.getpwuid(home().stat().st_uid)
    with suppress(KeyError):
        return pwd.getpwnam(_ACCOUNT)
    return None


def _options(program: str, name: str) -> tuple[dict[str, str], str]:
    """The options by `sshd -T` for an account, or why it says none. Values of one option are joined."""
    try:
        said = subprocess.run(
            [program, "-T", "-C", f"user={name},host=localhost,addr=127.0.0.1"],
            capture_output=True,
            timeout=_LONGEST,
            check=False,
            stdin=subprocess.DEVNULL,
        )
    except (OSError, subprocess.TimeoutExpired):
        return {}, "no answer"
    if said.returncode != 0:
        return {}, said.stderr.decode("utf-8", "replace") or "no words"
    options: dict[str, str] = {}
    for line in said.stdout.decode("utf-8", "replace").splitlines():
        option, _, value = line.partition(" ")
        options[option] = f"{options[option]} {value}" if option in options else value
    return options, ""


def _with_command(account: pwd.struct_passwd, options: dict[str, str]) -> Findings:
    name = account.pw_name
    wanted = _SHUT | ({} if options.get("disableforwarding") == "yes" else _BY_DISABLE_FORWARDING)
    wrong = [f"{key} {options.get(key, '')}" for key, value in wanted.items() if options.get(key) != value]
    taken = options.get("acceptenv", "").split()
    wrong += [f"acceptenv {variable}" for variable in taken if variable not in _MAY_BE_TAKEN]
    wrong += [f"setenv {options['setenv']}"] if options.get("setenv", "none") not in _MAY_BE_SET else []
    has = {_COMMAND: options.get("forcecommand", "none"), _SHELL: account.pw_shell}
    other = [
        f"{what} is {value}, and the deployment sets {deployed}"
        for what, value in has.items()
        if value != (deployed := _set_by_deployment(what))
    ]
    shut = _OTHER_KEYS.copy()
    if options.get("authenticationmethods") != "publickey":
        shut |= dict.fromkeys(_WITHOUT_A_KEY, "no")
    ways_in = [f"{key} {options[key]}" for key, value in shut.items() if options.get(key, value) != value]
    for words, found in (
        (f"{name} is not shut in the app as a deployment is", other),
        (f"sshd lets {name} do more than open the app", wrong),
        (f"sshd lets people in as {name} without a key that root wrote down", ways_in),
    ):
        if found:
            yield lacks(f"{words}: {'; '.join(found)}.", _REMEDY)
    patience = _number(options, "clientaliveinterval") * _number(options, "clientalivecountmax")
    if not 0 < patience <= _SLOWEST:
        yield lacks(
            "A client that has frozen keeps its session, and its screening, for "
            f"{f'{patience} seconds' if patience else 'ever'}.",
            "Set ClientAliveInterval 15 and ClientAliveCountMax 3.",
        )
    yield from keys_of(options.get("authorizedkeysfile", "none").split())
    if not wrong and not other:
        yield good(f"Over ssh {name} gets {options['forcecommand']} and nothing else.")


def _number(options: dict[str, str], name: str) -> int:
    value = options.get(name, "0")
    return int(value) if value.isdigit() else 0


_SYSTEM = Path("/etc/systemd")
_UNIT = "ce-tui-kiosk@.service"
_CALL = 300
"""Seconds without a key for which whoever phones at a kiosk may leave it open: what kiosk.toml sets."""
_KIOSK_REMEDY = f"As root: sh '{DATA / 'deploy/deploy.sh'}' kiosk"


def kiosk() -> Findings:
    """Whether the consoles of a kiosk offer nothing but the app. Silent where there is no kiosk."""
    wanted = sorted((_SYSTEM / "system").glob("*.target.wants/ce-tui-kiosk@*.service"))
    if not wanted:
        return
    consoles = ", ".join(link.name.removeprefix("ce-tui-kiosk@").removesuffix(".service") for link in wanted)
    as_deployed = False
    with suppress(OSError):
        deployed = (DATA / "deploy/systemd" / _UNIT).read_bytes()
        as_deployed = (_SYSTEM / "system" / _UNIT).read_bytes() == deployed
    if as_deployed:
        yield good(f"The app is on the console {consoles} and comes back by itself.")
    else:
        yield note(
            f"What starts on the console {consoles} is not the deployment's unit as it came, and was not looked at.",
            _KIOSK_REMEDY,
        )
    yield from _settings()
    if not (_SYSTEM / "logind.conf.d/ce-tui-kiosk.conf").exists():
        yield lacks("The other virtual consoles offer the system's own sign-in.", _KIOSK_REMEDY)
    unit = _SYSTEM / "system/ctrl-alt-del.target"
    if not (unit.is_symlink() and unit.readlink() == Path("/dev/null")):  # as systemd masks a unit
        yield lacks("Ctrl+Alt+Del restarts this machine.", "As root: systemctl mask ctrl-alt-del.target")
    if _of_the_manager("CtrlAltDelBurstAction") != "none":
        yield lacks("Ctrl+Alt+Del, pressed seven times, forces a restart of this machine.", _KIOSK_REMEDY)
    if _setting("kernel/sysrq") not in ("0", ""):
        yield lacks(
            "The keyboard's SysRq key can end programs and restart this machine.",
            "As root: sysctl kernel.sysrq=0; deploy.sh writes it where it stays.",
        )


def _settings() -> Findings:
    """Whether lists show children's names to whoever stands at the desk, and how long a call may keep it open."""
    if (config := sound_config()) is None:
        return
    where, call = config.file or "the configuration", config.lock.call
    if call > _CALL or not call:
        yield note(
            "While somebody phones, this kiosk stays open for longer than five minutes without a key.",
            f"In {where}, under [lock]: call = {_CALL}.",
        )
    if config.lists.children == NAMES:
        yield note(
            "Lists on this kiosk show children's names, and whoever stands at the desk can read them.",
            f'In {where}, under [lists]: children = "initials". Each account can choose another.',
        )


def _of_the_manager(name: str) -> str:
    """A setting of systemd's own in the machine's configuration: the last file that has it counts."""
    found = ""
    for file in (_SYSTEM / "system.conf", *sorted((_SYSTEM / "system.conf.d").glob("*.conf"))):
        with suppress(OSError):
            for line in file.read_text("utf-8", "replace").splitlines():
                option, _, value = line.partition("=")
                found = value.strip() if option.strip() == name else found
    return found


def _setting(name: str) -> str:
    with suppress(OSError):
        return (Path("/proc/sys") / name).read_text("ascii").strip()
    return ""
