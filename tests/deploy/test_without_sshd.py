"""On a machine without sshd the deployment is not tried, and that is said; only in CI it must be there."""

from __future__ import annotations

import os
import subprocess
import sys

from support.stores.vault import needs_mount
from support.terminal.ssh_machine import CHECKOUT

_FILE = "tests/deploy/test_files.py"


def tried_without_sshd(ci: str) -> subprocess.CompletedProcess[str]:
    """The tests of the deployment's files, where nothing can be started as sshd."""
    tests = [sys.executable, "-m", "pytest", "-q", "-rs", "-p", "no:cacheprovider", _FILE]
    away = 'mount --bind /dev/null "$(PATH=$PATH:/usr/sbin command -v sshd)" && exec "$@"'
    return subprocess.run(
        ["unshare", "--mount", "--propagation", "private", "sh", "-c", away, "sh", *tests],
        env=os.environ | {"CI": ci, "HOME": "/nonexistent"},
        cwd=CHECKOUT,
        capture_output=True,
        text=True,
        check=False,
    )


@needs_mount
def test_they_are_skipped_by_name() -> None:
    tried = tried_without_sshd(ci="")
    assert tried.returncode == 0, tried.stdout
    assert "no sshd on this machine" in tried.stdout
    assert (
        " passed" in tried.stdout and " skipped" in tried.stdout
    )  # what needs no machine is tried all the same


@needs_mount
def test_in_ci_that_is_an_error() -> None:
    tried = tried_without_sshd(ci="true")
    assert tried.returncode == 1, tried.stdout
    assert "no sshd on this machine" in tried.stdout
    assert " skipped" not in tried.stdout
