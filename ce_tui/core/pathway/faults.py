"""A fault of an input file: where it is, what is wrong, what is expected."""

from __future__ import annotations

import msgspec

from ce_tui.files.shown import shown


class Fault(msgspec.Struct, frozen=True):
    """One fault. `where` is a path into the file (`marks.Y99`), never a value that a person typed."""

    where: str
    what: str
    expected: str = ""

    def __str__(self) -> str:
        tail = f"; expected {self.expected}" if self.expected else ""
        return shown(f"{self.where or 'the file'}: {self.what}{tail}")


class InputInvalid(ValueError):
    """An input file is wrong; `faults` holds every fault found."""

    def __init__(self, faults: list[Fault]) -> None:
        super().__init__("\n".join(str(fault) for fault in faults))
        self.faults = faults
