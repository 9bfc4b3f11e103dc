"""Where a person sits: what tells one terminal from another when wrong tries are counted, and in the log.

It must not be another one just because a window or a connection was opened anew. Over ssh it is the client's address,
as sshd says it: each connection gets another pty. A console of the machine (a kiosk's tty, a serial line) has a name of
its own. All else, windows of a desktop and commands without a terminal, is this machine.

Whoever starts the app from a shell of their own can say another address. In a deployment nobody has one.
"""

from __future__ import annotations

import os
import re
from collections.abc import Mapping

HERE = "this machine"
_CONSOLE = re.compile(r"/dev/(tty[A-Za-z0-9]{1,20}|hvc[0-9]{1,4}|console)")
_ONE_LINE = 64  # bits of an IPv6 address that a line gets; those after them each of its machines can choose


def place_of(tty: int, environment: Mapping[str, str] = os.environ) -> str:
    """Where the person at this file descriptor sits: "ssh client 192.0.2.7", "tty1", or "this machine"."""
    return _client(environment.get("SSH_CONNECTION", "")) or _console(tty) or HERE


def _client(connection: str) -> str:
    """The address that a connection comes from; of a long one the part that its line has. Empty: it says none."""
    if not connection:
        return ""
    import ipaddress  # none of the start-up's time for it at a desk

    try:
        address = ipaddress.ip_address(connection.split(" ")[0].partition("%")[0])
    except ValueError:
        return ""
    if isinstance(address, ipaddress.IPv6Address):
        if address.ipv4_mapped is None:
            line = ipaddress.ip_network((address.packed, _ONE_LINE), strict=False)
            return f"ssh client {line}"
        address = address.ipv4_mapped
    return f"ssh client {address}"


def _console(tty: int) -> str:
    try:
        found = _CONSOLE.fullmatch(os.ttyname(tty))
    except OSError:
        return ""
    return found[1] if found else ""
