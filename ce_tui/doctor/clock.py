"""The clock: opening hours, the audit and the day's undo are judged by it."""

from __future__ import annotations

import ctypes
import sys
import time
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from ce_tui.doctor.finding import Finding, Findings
from ce_tui.settings.config import home

_DAY = 86_400  # seconds


def clock() -> Findings:
    """Whether the zone is known, the clock is kept right, and whether it has gone back."""
    try:
        ZoneInfo("Europe/London")
    except ZoneInfoNotFoundError:
        yield Finding(
            "lacks", "The time zone Europe/London is not known here.", "Install the package tzdata."
        )
    else:
        yield Finding("good", "Opening hours are judged by the clock of Europe/London.")
    yield from _gone_back()
    kept = _kept_right()
    if kept is True:
        yield Finding("good", "The clock is kept right over the network.")
    elif kept is False:
        yield Finding(
            "note",
            "Nothing keeps the clock right: the hours of offices and the times in the audit are as good as it is.",
            "Use NTP, such as systemd-timesyncd or chrony: timedatectl set-ntp true. On a machine without a network "
            "look at the clock each month.",
        )


def _gone_back() -> Findings:
    try:
        ahead = (home() / "store.db").stat().st_mtime - time.time()
    except OSError:
        return
    if ahead > _DAY:
        yield Finding(
            "lacks",
            "The clock is wrong: the store was last changed on a day that has not come yet.",
            "Set the clock before anybody signs in: what is due by date and the audit depend on it.",
        )


def _kept_right() -> bool | None:
    """What the kernel says, as `timedatectl` does: ntp_adjtime(2). None where it says nothing."""
    if not sys.platform.startswith("linux"):
        return None

    unsynchronised, error = 0x0040, 5  # STA_UNSYNC, TIME_ERROR
    room = (ctypes.c_byte * 256)()  # struct timex, all zero: nothing is changed
    try:
        state = ctypes.CDLL(None, use_errno=True).adjtimex(ctypes.byref(room))
    except (OSError, AttributeError):
        return None
    status = ctypes.c_int.from_buffer(room, 5 * ctypes.sizeof(ctypes.c_long)).value
    return None if state < 0 else state != error and not status & unsynchronised
