"""What a check of the doctor gives."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

import msgspec

Kind = Literal["good", "note", "lacks", "wrong"]


class Finding(msgspec.Struct, frozen=True):
    """One line. `lacks`: something does not work here, or is open that a deployment shuts; `wrong`: the
    configuration; `note`: worth knowing."""

    kind: Kind
    words: str
    remedy: str = ""


Findings = Iterator[Finding]
