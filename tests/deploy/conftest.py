"""One machine with the app deployed for ssh, for all tests of a file."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from support.terminal.ssh_machine import Machine, ssh_machine


@pytest.fixture(scope="module")
def machine() -> Iterator[Machine]:
    with ssh_machine() as up:
        yield up
