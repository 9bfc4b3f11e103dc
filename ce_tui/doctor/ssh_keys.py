"""The keys with which people come in over ssh: who may add one, and whether each opens the app and nothing else."""

from __future__ import annotations

import re
import stat
from collections.abc import Iterable
from pathlib import Path

from ce_tui.core.words.counting import counted
from ce_tui.doctor.finding import Finding, Findings
from ce_tui.files.shown import quoted

_NOT_OPTIONS = re.compile(r"(ssh|ecdsa|sk)-[a-z0-9@.-]+ ")  # a line that begins with its key has none
_OPTIONS = re.compile(r'((?:[^ "]|"(?:[^"\\]|\\.)*")+) ')
_APART = re.compile(r'(?:[^,"]|"(?:[^"\\]|\\.)*")+')
_WIDER = ("cert-authority", "agent-forwarding", "port-forwarding", "x11-forwarding", "user-rc")


def keys_of(files: Iterable[str]) -> Findings:
    """What is to be said of the files that sshd takes keys from; `none` is none."""
    for name in files:
        if name.startswith("/"):
            yield from _keys(Path(name))
        elif name != "none":
            yield Finding(
                "note",
                f"sshd takes keys from {name} in the account's own home, where the app could add one.",
                "Set AuthorizedKeysFile /etc/ce-tui/authorized_keys.",
            )


def _keys(file: Path) -> Findings:
    try:
        about = file.stat()
    except OSError:
        yield Finding(
            "note",
            f"{file} is missing, so nobody comes in with a key.",
            "As root, one key a person: /opt/ce-tui/admin add-key FILE",
        )
        return
    if about.st_uid != 0 or stat.S_IMODE(about.st_mode) & 0o022:
        yield Finding(
            "lacks",
            f"Others than root may add keys to {file}.",
            f"chown root:root {quoted(file)}; chmod 644 {quoted(file)}",
        )
    open_ones = _not_restricted(file)
    if open_ones:
        yield Finding(
            "note",
            f"Of the keys in {file}, {counted(open_ones, 'line')} would open more than the app, should sshd's drop-in "
            "ever be missing.",
            "As root: begin each line with restrict,pty and a space; /opt/ce-tui/admin add-key FILE writes them so.",
        )


def _not_restricted(file: Path) -> int:
    """How many keys lack `restrict`, or have an option that takes it back."""
    try:
        lines = [line.strip() for line in file.read_text("utf-8", "replace").splitlines()]
    except OSError:
        return 0
    return sum(not _is_restricted(line) for line in lines if line and not line.startswith("#"))


def _is_restricted(line: str) -> bool:
    found = None if _NOT_OPTIONS.match(line) else _OPTIONS.match(line)
    if found is None:
        return False
    options = {option.partition("=")[0].lower() for option in _APART.findall(found[1])}
    return "restrict" in options and options.isdisjoint(_WIDER)
