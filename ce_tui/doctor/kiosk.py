"""A kiosk: the app on a virtual console. What else someone at that keyboard could reach."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from ce_tui.core.words.children import NAMES
from ce_tui.doctor.deployed import is_as_deployed
from ce_tui.doctor.finding import Finding, Findings
from ce_tui.resources import DATA
from ce_tui.settings.config import ConfigInvalid, load_config

_SYSTEM = Path("/etc/systemd")
_UNIT = "ce-tui-kiosk@.service"
_CALL = 300
"""Seconds without a key for which whoever phones at a kiosk may leave it open: what kiosk.toml sets."""
_REMEDY = f"As root: sh '{DATA / 'deploy/deploy.sh'}' kiosk"


def kiosk() -> Findings:
    """Whether the consoles of a kiosk offer nothing but the app. Silent where there is no kiosk."""
    wanted = sorted((_SYSTEM / "system").glob("*.target.wants/ce-tui-kiosk@*.service"))
    if not wanted:
        return
    consoles = ", ".join(link.name.removeprefix("ce-tui-kiosk@").removesuffix(".service") for link in wanted)
    if is_as_deployed(_SYSTEM / "system" / _UNIT, f"systemd/{_UNIT}"):
        yield Finding("good", f"The app is on the console {consoles} and comes back by itself.")
    else:
        yield Finding(
            "note",
            f"What starts on the console {consoles} is not the deployment's unit as it came, and was not looked at.",
            _REMEDY,
        )
    yield from _settings()
    if not (_SYSTEM / "logind.conf.d/ce-tui-kiosk.conf").exists():
        yield Finding("lacks", "The other virtual consoles offer the system's own sign-in.", _REMEDY)
    if not _is_masked(_SYSTEM / "system/ctrl-alt-del.target"):
        yield Finding(
            "lacks", "Ctrl+Alt+Del restarts this machine.", "As root: systemctl mask ctrl-alt-del.target"
        )
    if _of_the_manager("CtrlAltDelBurstAction") != "none":
        yield Finding(
            "lacks", "Ctrl+Alt+Del, pressed seven times, forces a restart of this machine.", _REMEDY
        )
    if _setting("kernel/sysrq") not in ("0", ""):
        yield Finding(
            "lacks",
            "The keyboard's SysRq key can end programs and restart this machine.",
            "As root: sysctl kernel.sysrq=0; deploy.sh writes it where it stays.",
        )


def _settings() -> Findings:
    """Whether lists show children's names to whoever stands at the desk, and how long a call may keep it open."""
    with suppress(ConfigInvalid):  # which is said of the configuration
        config = load_config()
        where, call = config.file or "the configuration", config.lock.call
        if call > _CALL or not call:
            yield Finding(
                "note",
                "While somebody phones, this kiosk stays open for longer than five minutes without a key.",
                f"In {where}, under [lock]: call = {_CALL}.",
            )
        if config.lists.children == NAMES:
            yield Finding(
                "note",
                "Lists on this kiosk show children's names, and whoever stands at the desk can read them.",
                f'In {where}, under [lists]: children = "initials". Each account can choose another.',
            )


def _is_masked(unit: Path) -> bool:
    try:
        return unit.readlink() == Path("/dev/null")
    except OSError:
        return False


def _of_the_manager(name: str) -> str:
    """What a setting of systemd's own is, by the machine's configuration: the last file that has it counts."""
    found = ""
    for file in (_SYSTEM / "system.conf", *sorted((_SYSTEM / "system.conf.d").glob("*.conf"))):
        with suppress(OSError):
            for line in file.read_text("utf-8", "replace").splitlines():
                option, _, value = line.partition("=")
                found = value.strip() if option.strip() == name else found
    return found


def _setting(name: str) -> str:
    try:
        return (Path("/proc/sys") / name).read_text("ascii").strip()
    except OSError:
        return ""
