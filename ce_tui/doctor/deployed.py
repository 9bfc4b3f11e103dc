"""What the deployment sets, in the words of its own files, and whether this machine has it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from ce_tui.resources import DATA


class _Set(NamedTuple):
    """One thing that a file of `data/deploy` sets: `says` finds the value in the file."""

    name: str
    file: str
    says: str


COMMAND, SHELL = "ForceCommand", "login shell"
_TABLE = (
    _Set(COMMAND, "sshd_config.d/ce-tui.conf", r"^\s*ForceCommand (\S+)$"),
    _Set(SHELL, "sysusers.d/ce-tui.conf", r"^u ce-tui .* (\S+)$"),
)


def set_by_deployment(name: str) -> str:
    """The value that the deployment sets for a name of the table. Raises KeyError where its file sets none."""
    [row] = (each for each in _TABLE if each.name == name)
    found = re.search(row.says, (DATA / "deploy" / row.file).read_text("utf-8"), re.MULTILINE)
    if found is None:
        raise KeyError(name)
    return found[1]


def differing(has: Mapping[str, str]) -> Iterator[str]:
    """In words, each thing of `has`, by its name in the table, that is another here than the deployment sets."""
    for name, value in has.items():
        if value != (wanted := set_by_deployment(name)):
            yield f"{name} is {value}, and the deployment sets {wanted}"


def is_as_deployed(here: Path, file: str) -> bool:
    """Whether a file of this machine is a file of the deployment, as it came."""
    try:
        return here.read_bytes() == (DATA / "deploy" / file).read_bytes()
    except OSError:
        return False
