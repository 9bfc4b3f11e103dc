"""What the doctor says of printing, typefaces, noted faults, PDFs and the encryption."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path
from typing import Any

import pytest

from ce_tui.core.referral.unavailable import COMMAND
from ce_tui.doctor import machine
from ce_tui.doctor.finding import Finding
from ce_tui.settings import fault_log


def test_printing_typefaces_and_noted_faults_are_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shutil, "which", lambda name: "/usr/bin/lp" if name == "lp" else None)
    assert list(machine.printing()) == [Finding("good", "Referrals can be printed with lp.")]
    monkeypatch.setattr(shutil, "which", lambda _: None)
    assert list(machine.printing()) == [
        Finding(
            "note", "There is no lp on this machine, so the app offers no printing.", "Install CUPS' client."
        )
    ]
    monkeypatch.setattr(fault_log, "folder", lambda: tmp_path)
    assert list(machine.faults()) == []
    (tmp_path / fault_log.FILE).touch()
    assert list(machine.faults()) == [
        Finding(
            "note",
            f"Faults of the app were noted in {tmp_path / fault_log.FILE}, without anything that was typed.",
        )
    ]


def test_typefaces_that_are_missing_are_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    [there] = machine.fonts()
    assert there.words == f"The referral's {len(machine.PACKAGES) + 1} typefaces are there."
    real = machine.font_file

    def told(name: str) -> Path:
        if name == machine.BOLD:
            raise FileNotFoundError
        return tmp_path / "none" if name == next(iter(machine.PACKAGES)) else real(name)

    monkeypatch.setattr(machine, "font_file", told)
    assert list(machine.fonts()) == [
        Finding(
            "lacks",
            f"Typefaces of the referral are missing: {next(iter(machine.PACKAGES))}, {machine.BOLD}.",
            "Install the app again: they come with it.",
        )
    ]


def test_a_pango_that_is_missing_is_said_with_the_one_command(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "weasyprint.py").write_text("raise OSError('cannot load library')\n", "utf-8")
    monkeypatch.delitem(sys.modules, "weasyprint", raising=False)
    monkeypatch.syspath_prepend(tmp_path)
    assert list(machine.pdf()) == [
        Finding(
            "lacks",
            "Pango is missing, so no referral PDF can be made. Everything else works, plain text too.",
            f"On Debian or Ubuntu, as root: {COMMAND}",
        )
    ]


def test_encryption_that_does_not_start_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    [there] = machine.encryption()
    assert there.kind == "good" and there.words.startswith("The store is encrypted with SQLCipher 4.")
    gone: Any = None
    monkeypatch.setitem(sys.modules, "sqlcipher3.dbapi2", gone)
    assert list(machine.encryption()) == [
        Finding(
            "lacks",
            "The encryption does not start here, so no store can be opened.",
            "Install the app again.",
        )
    ]
