"""The findings that a check of the doctor gives."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Literal

import msgspec

from ce_tui.settings.config import Config, ConfigInvalid, load_config

Kind = Literal["good", "note", "lacks", "wrong"]


class Finding(msgspec.Struct, frozen=True):
    """One line of the doctor.

    `lacks`: something does not work here, or is open that a deployment shuts; `wrong`: the configuration; `note`:
    worth knowing.
    """

    kind: Kind
    words: str
    remedy: str = ""


Findings = Iterator[Finding]

good, note = partial(Finding, "good"), partial(Finding, "note")
lacks, wrong = partial(Finding, "lacks"), partial(Finding, "wrong")


def sound_config() -> Config | None:
    """The configuration; None if it cannot be used, which `machine.configuration` says."""
    try:
        return load_config()
    except ConfigInvalid:
        return None
