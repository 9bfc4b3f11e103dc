"""What tells one terminal from another when wrong tries are counted."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest

from ce_tui.terminal.safety import HERE, place_of


@pytest.fixture
def window() -> Iterator[int]:
    """The end of a pty that a program in a window has."""
    ours, theirs = os.openpty()
    yield theirs
    os.close(ours)
    os.close(theirs)


@pytest.mark.parametrize(
    ("connection", "place"),
    [
        ("192.0.2.7 50022 198.51.100.1 22", "ssh client 192.0.2.7"),
        ("192.0.2.7 50999 198.51.100.1 22", "ssh client 192.0.2.7"),
        ("::ffff:192.0.2.7 50022 198.51.100.1 22", "ssh client 192.0.2.7"),
        ("2001:db8:1:2:aaaa::7 50022 2001:db8::1 22", "ssh client 2001:db8:1:2::/64"),
        ("2001:db8:1:2:bbbb::9 50022 2001:db8::1 22", "ssh client 2001:db8:1:2::/64"),
        ("fe80::1%eth0 50022 fe80::2%eth0 22", "ssh client fe80::/64"),
        ("UNKNOWN 65535 UNKNOWN 65535", HERE),
        ("", HERE),
        ("\x1b[2J 1 2 3", HERE),
        (" 192.0.2.7", HERE),
    ],
)
def test_over_ssh_it_is_the_clients_address_whatever_pty_it_got(
    window: int, connection: str, place: str
) -> None:
    assert place_of(window, {"SSH_CONNECTION": connection}) == place


def test_a_new_window_is_no_new_terminal(window: int) -> None:
    ours, another = os.openpty()
    try:
        assert os.ttyname(window) != os.ttyname(another)
        assert place_of(window, {}) == place_of(another, {}) == HERE
    finally:
        os.close(ours)
        os.close(another)


def test_without_a_terminal_it_is_this_machine() -> None:
    read, write = os.pipe()
    try:
        assert place_of(read, {}) == HERE
    finally:
        os.close(read)
        os.close(write)
    assert place_of(read, {}) == HERE, "nor where there is no such file"


@pytest.mark.parametrize(
    ("tty", "place"),
    [
        ("/dev/tty1", "tty1"),
        ("/dev/ttyS0", "ttyS0"),
        ("/dev/hvc0", "hvc0"),
        ("/dev/console", "console"),
        ("/dev/pts/3", HERE),
        ("/dev/tty", HERE),
        ("/dev/tty1\n", HERE),
    ],
)
def test_a_console_of_the_machine_has_a_name_of_its_own(
    monkeypatch: pytest.MonkeyPatch, tty: str, place: str
) -> None:
    monkeypatch.setattr(os, "ttyname", lambda _: tty)
    assert place_of(0, {}) == place
    assert place_of(0, {"SSH_CONNECTION": "192.0.2.7 50022 198.51.100.1 22"}) == "ssh client 192.0.2.7"
