"""Wrong tries over a real sshd: a client that connects once more is the same terminal."""

from __future__ import annotations

import json

from support.terminal.pty_screen import ENTER
from support.terminal.ssh_machine import NAME, Machine, needs_machine

pytestmark = needs_machine
LONG = 90.0


def test_two_connections_of_one_client_share_a_count(machine: Machine) -> None:
    with machine.open() as one, machine.open() as other:
        for term in (one, other):
            term.wait_for("Passphrase", LONG)
            term.send(NAME.encode() + b"\tnot the passphrase at all" + ENTER)
            term.wait_for("The name or the passphrase is not right", LONG)
        kept = json.loads(machine.run("cat", "/var/lib/ce-tui/throttle.json").out)
        assert list(kept["terminals"]) == ["ssh client 127.0.0.1"]
        (count,) = kept["terminals"]["ssh client 127.0.0.1"].values()
        assert count["failures"] == 2
    machine.until_nobody_is_in()
