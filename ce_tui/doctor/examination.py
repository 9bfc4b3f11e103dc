"""All checks of the doctor, one after another.

Each is a function that gives findings; none changes anything on the machine.
"""

from __future__ import annotations

from collections.abc import Callable

from ce_tui import exit_codes
from ce_tui.doctor import machine, sshd, store
from ce_tui.doctor.finding import Finding, Findings


def examine() -> list[Finding]:
    """Everything, in the order in which a person would ask."""
    checks: tuple[Callable[[], Findings], ...] = (
        machine.program,
        machine.terminal,
        machine.language,
        machine.configuration,
        store.pathways,
        machine.lock,
        machine.clock,
        machine.memory,
        machine.swap,
        machine.encryption,
        store.folder,
        store.permissions,
        store.room,
        store.anchors,
        store.exports,
        store.backups,
        sshd.sshd,
        sshd.kiosk,
        machine.pdf,
        machine.fonts,
        machine.printing,
        machine.faults,
    )
    return [finding for check in checks for finding in check()]


def exit_code(findings: list[Finding]) -> int:
    """The code that the findings amount to: 78 for the configuration, 69 where something needed is missing."""
    kinds = {finding.kind for finding in findings}
    if "wrong" in kinds:
        return exit_codes.CONFIGURATION
    return exit_codes.MISSING_HERE if "lacks" in kinds else exit_codes.DONE
