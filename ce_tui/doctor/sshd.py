"""What sshd lets the account do that owns the store: the app and nothing else, or more."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess

from ce_tui.doctor.deployed import COMMAND, SHELL, differing, set_by_deployment
from ce_tui.doctor.finding import Finding, Findings
from ce_tui.doctor.ssh_keys import keys_of
from ce_tui.resources import DATA
from ce_tui.settings.config import home

_ACCOUNT = "ce-tui"
_REMEDY = f"As root: sh '{DATA / 'deploy/deploy.sh'}' ssh"
_NOT_STARTED = "Missing privilege separation directory"
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
        yield Finding(
            "note",
            "The store belongs to root, so whoever uses the app has all rights on this machine.",
            "Give the store an account of its own.",
        )
    if os.geteuid() != 0:
        yield Finding(
            "note",
            f"sshd runs here, and only root may see what it allows {name}.",
            "As root: ce-tui doctor, with the same CE_TUI_HOME.",
        )
        return
    options, refused = _options(program, name)
    if _NOT_STARTED in refused:
        yield Finding(
            "note",
            "sshd is installed and has not been started, so what it would allow cannot be seen.",
            "Start it and run this again, or take it off this machine.",
        )
    elif refused:
        yield Finding(
            "lacks",
            "sshd refuses its configuration, so it cannot be looked at.",
            "As root: sshd -t says why.",
        )
    elif options.get("forcecommand", "none") == "none" and account.pw_shell != set_by_deployment(SHELL):
        yield from _without_command(account)
    else:
        yield from _with_command(account, options)


def _account() -> pwd.struct_passwd | None:
    """The owner of the store; where there is none yet, the account that a deployment makes."""
    try:
        return pwd.getpwuid(home().stat().st_uid)
    except (OSError, KeyError):
        pass
    try:
        return pwd.getpwnam(_ACCOUNT)
    except KeyError:
        return None


def _options(program: str, name: str) -> tuple[dict[str, str], str]:
    """What `sshd -T` says of this account, or why it says nothing. Values of one option are joined."""
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


def _without_command(account: pwd.struct_passwd) -> Findings:
    if account.pw_shell in _NO_SHELLS:
        yield Finding("good", f"Nobody can sign in over ssh as {account.pw_name}.")
    else:
        yield Finding(
            "note",
            f"Whoever signs in over ssh as {account.pw_name} gets a shell, and with it the files of the store.",
            "Where that is not you alone, give the store an account of its own and the app for its shell. "
            + _REMEDY,
        )


def _with_command(account: pwd.struct_passwd, options: dict[str, str]) -> Findings:
    wanted = _SHUT | ({} if options.get("disableforwarding") == "yes" else _BY_DISABLE_FORWARDING)
    wrong = [
        f"{option} {options.get(option, '')}"
        for option, value in wanted.items()
        if options.get(option) != value
    ]
    wrong += [
        f"acceptenv {name}" for name in options.get("acceptenv", "").split() if name not in _MAY_BE_TAKEN
    ]
    wrong += [f"setenv {options['setenv']}"] if options.get("setenv", "none") not in _MAY_BE_SET else []
    other = list(differing({COMMAND: options.get("forcecommand", "none"), SHELL: account.pw_shell}))
    if other:
        yield Finding(
            "lacks",
            f"{account.pw_name} is not shut in the app as a deployment is: {'; '.join(other)}.",
            _REMEDY,
        )
    if wrong:
        yield Finding(
            "lacks", f"sshd lets {account.pw_name} do more than open the app: {'; '.join(wrong)}.", _REMEDY
        )
    if others := _other_ways_in(options):
        yield Finding(
            "lacks",
            f"sshd lets people in as {account.pw_name} without a key that root wrote down: {'; '.join(others)}.",
            _REMEDY,
        )
    patience = _number(options, "clientaliveinterval") * _number(options, "clientalivecountmax")
    if not 0 < patience <= _SLOWEST:
        yield Finding(
            "lacks",
            "A client that has frozen keeps its session, and its screening, for "
            f"{f'{patience} seconds' if patience else 'ever'}.",
            "Set ClientAliveInterval 15 and ClientAliveCountMax 3.",
        )
    yield from keys_of(options.get("authorizedkeysfile", "none").split())
    if not wrong and not other:
        yield Finding("good", f"Over ssh {account.pw_name} gets {options['forcecommand']} and nothing else.")


def _other_ways_in(options: dict[str, str]) -> list[str]:
    shut = _OTHER_KEYS.copy()
    if options.get("authenticationmethods") != "publickey":
        shut |= dict.fromkeys(_WITHOUT_A_KEY, "no")
    return [
        f"{option} {options[option]}" for option, value in shut.items() if options.get(option, value) != value
    ]


def _number(options: dict[str, str], name: str) -> int:
    value = options.get(name, "0")
    return int(value) if value.isdigit() else 0
