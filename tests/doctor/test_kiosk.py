"""What the doctor says of a kiosk."""

from __future__ import annotations

from pathlib import Path

import pytest

from ce_tui.doctor import kiosk
from ce_tui.doctor.finding import Finding
from support.checkout import CHECKOUT


def test_a_kiosk_that_offers_more_than_the_app_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(kiosk, "_SYSTEM", tmp_path)
    monkeypatch.setattr(kiosk, "_setting", lambda name: {"kernel/sysrq": "438"}[name])
    assert list(kiosk.kiosk()) == []
    wanted = tmp_path / "system" / "multi-user.target.wants"
    wanted.mkdir(parents=True)
    for console in ("tty3", "tty2"):
        (wanted / f"ce-tui-kiosk@{console}.service").touch()
    deploy = CHECKOUT / "data" / "deploy" / "deploy.sh"
    on = Finding("good", "The app is on the console tty2, tty3 and comes back by itself.")
    assert list(kiosk.kiosk()) == [
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
            "The keyboard's SysRq key can end programs and restart this machine.",
            "As root: sysctl kernel.sysrq=0; deploy.sh writes it where it stays.",
        ),
    ]
    (tmp_path / "logind.conf.d").mkdir()
    (tmp_path / "logind.conf.d" / "ce-tui-kiosk.conf").touch()
    (tmp_path / "system" / "ctrl-alt-del.target").symlink_to("/dev/null")
    for off in ("0", ""):
        monkeypatch.setattr(kiosk, "_setting", lambda _, off=off: off)
        assert list(kiosk.kiosk()) == [on]
