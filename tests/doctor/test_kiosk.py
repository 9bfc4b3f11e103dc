"""What the doctor says of a kiosk."""

from __future__ import annotations

from pathlib import Path

import pytest

from ce_tui.doctor import sshd
from ce_tui.doctor.finding import Finding
from ce_tui.settings.config import read_config
from support.checkout import CHECKOUT

NAMES_SHOWN = "Lists on this kiosk show children's names, and whoever stands at the desk can read them."


@pytest.fixture
def config(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The configuration that a kiosk begins with."""
    made = tmp_path / "config.toml"
    made.write_text(as_deployed("kiosk"), "utf-8")
    monkeypatch.setenv("CE_TUI_CONFIG", str(made))
    return made


def as_deployed(kind: str) -> str:
    """The configuration that deploy.sh puts there, where there is none yet."""
    deploy = CHECKOUT / "data" / "deploy"
    begun = (deploy / "config.toml").read_text("utf-8")
    return begun + (deploy / "kiosk.toml").read_text("utf-8") if kind == "kiosk" else begun


def test_a_kiosk_begins_with_initials_and_a_server_with_names(config: Path, tmp_path: Path) -> None:
    assert read_config(config).lists.children == "initials"
    assert read_config(config).referral.folder == "/var/lib/ce-tui-referrals"
    assert read_config(config).lock.call == 300
    (tmp_path / "server.toml").write_text(as_deployed("ssh"), "utf-8")
    server = read_config(tmp_path / "server.toml")
    assert (server.lists.children, server.lock.call) == ("names", 1200)


def test_a_kiosk_that_shows_names_or_stays_open_is_said_and_one_that_does_not_is_not(
    config: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sshd, "_SYSTEM", tmp_path)
    config.write_text("", "utf-8")
    assert list(sshd.kiosk()) == []
    wanted = tmp_path / "system" / "multi-user.target.wants"
    wanted.mkdir(parents=True)
    (wanted / "ce-tui-kiosk@tty2.service").touch()
    remedy = f'In {config}, under [lists]: children = "initials". Each account can choose another.'
    assert Finding("note", NAMES_SHOWN, remedy) in list(sshd.kiosk())
    longer = "While somebody phones, this kiosk stays open for longer than five minutes without a key."
    for call, said in (("", True), ("call = 301", True), ("call = 0", True), ("call = 300", False)):
        config.write_text(f"[lock]\n{call}", "utf-8")
        found = Finding("note", longer, f"In {config}, under [lock]: call = 300.")
        assert (found in list(sshd.kiosk())) is said
    for written in ('[lists]\nchildren = "initials"', '[lists]\nchildren = "references"', "not right"):
        config.write_text(written, "utf-8")
        assert NAMES_SHOWN not in [each.words for each in sshd.kiosk()]


@pytest.mark.usefixtures("config")
def test_a_kiosk_that_offers_more_than_the_app_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sshd, "_SYSTEM", tmp_path)
    monkeypatch.setattr(sshd, "_setting", lambda name: {"kernel/sysrq": "438"}[name])
    assert list(sshd.kiosk()) == []
    wanted = tmp_path / "system" / "multi-user.target.wants"
    wanted.mkdir(parents=True)
    for console in ("tty3", "tty2"):
        (wanted / f"ce-tui-kiosk@{console}.service").touch()
    deploy = CHECKOUT / "data" / "deploy" / "deploy.sh"
    other = Finding(
        "note",
        "What starts on the console tty2, tty3 is not the deployment's unit as it came, and was not looked at.",
        f"As root: sh '{deploy}' kiosk",
    )
    unit = tmp_path / "system" / "ce-tui-kiosk@.service"
    assert next(iter(sshd.kiosk())) == other
    unit.write_text("[Service]\nExecStart=/bin/bash\n")
    assert next(iter(sshd.kiosk())) == other
    unit.write_bytes((deploy.parent / "systemd" / unit.name).read_bytes())
    on = Finding("good", "The app is on the console tty2, tty3 and comes back by itself.")
    assert list(sshd.kiosk()) == [
        on,
        Finding(
            "lacks",
            "The other virtual consoles offer the system's own sign-in.",
            f"As root: sh '{deploy}' kiosk",
        ),
        Finding(
            "lacks", "Ctrl+Alt+Del restarts this machine.", "As root: systemctl mask ctrl-alt-del.target"
        ),
        Finding(
            "lacks",
            "Ctrl+Alt+Del, pressed seven times, forces a restart of this machine.",
            f"As root: sh '{deploy}' kiosk",
        ),
        Finding(
            "lacks",
            "The keyboard's SysRq key can end programs and restart this machine.",
            "As root: sysctl kernel.sysrq=0; deploy.sh writes it where it stays.",
        ),
    ]
    (tmp_path / "logind.conf.d").mkdir()
    (tmp_path / "logind.conf.d" / "ce-tui-kiosk.conf").touch()
    (tmp_path / "system" / "ctrl-alt-del.target").symlink_to("/dev/null")
    (tmp_path / "system.conf.d").mkdir()
    (tmp_path / "system.conf.d" / "ce-tui-kiosk.conf").write_bytes(
        (deploy.parent / "system.conf.d" / "ce-tui-kiosk.conf").read_bytes()
    )
    (tmp_path / "system.conf").write_text(
        "[Manager]\n#CtrlAltDelBurstAction=none\nCtrlAltDelBurstAction=reboot-force\n"
    )
    for off in ("0", ""):
        monkeypatch.setattr(sshd, "_setting", lambda _, off=off: off)
        assert list(sshd.kiosk()) == [on]
    (tmp_path / "system.conf.d" / "later.conf").write_text(
        "[Manager]\nCtrlAltDelBurstAction = reboot-immediate\n"
    )
    assert "pressed seven times" in list(sshd.kiosk())[-1].words
