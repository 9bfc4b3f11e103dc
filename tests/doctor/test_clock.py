"""What the doctor says of the clock."""

from __future__ import annotations

from pathlib import Path

import pytest

from ce_tui.doctor import machine
from ce_tui.doctor.finding import Finding


@pytest.mark.parametrize(("ahead", "said"), [(86_390, False), (86_500, True)])
def test_a_store_of_the_day_after_tomorrow_says_that_the_clock_is_wrong(
    home: Path, monkeypatch: pytest.MonkeyPatch, ahead: int, said: bool
) -> None:
    home.mkdir()
    (home / "store.db").touch()
    now = (home / "store.db").stat().st_mtime
    monkeypatch.setattr(machine.time, "time", lambda: now - ahead)
    wrong = Finding(
        "lacks",
        "The clock is wrong: the store was last changed on a day that has not come yet.",
        "Set the clock before anybody signs in: what is due by date and the audit depend on it.",
    )
    assert (wrong in machine.clock()) is said


@pytest.mark.parametrize(
    ("kept", "found"),
    [
        (True, [Finding("good", "The clock is kept right over the network.")]),
        (
            False,
            [
                Finding(
                    "note",
                    "Nothing keeps the clock right: the hours of offices and the times in the audit are as good as it "
                    "is.",
                    "Use NTP, such as systemd-timesyncd or chrony: timedatectl set-ntp true. On a machine without a "
                    "network look at the clock each month.",
                )
            ],
        ),
        (None, []),
    ],
)
def test_whether_the_clock_is_kept_right(
    home: Path, monkeypatch: pytest.MonkeyPatch, kept: bool | None, found: list[Finding]
) -> None:
    monkeypatch.setattr(machine, "_kept_right", lambda: kept)
    london = Finding("good", "Opening hours are judged by the clock of Europe/London.")
    assert list(machine.clock()) == [london, *found]
