"""Printing as a job: asked first, logged before the printer has it, no file left."""

from __future__ import annotations

import subprocess
from pathlib import Path
from typing import Any

import pytest

from ce_tui.core.vault.errors import StoreFull
from ce_tui.session import exporting
from ce_tui.session.draft import Draft
from ce_tui.session.exporting import Exporter
from ce_tui.session.jobs.completing import print_referral
from ce_tui.session.terminal_state import JobContext
from support.people.asker import Answers


class Drawn:
    def render(self, _: object) -> bytes:
        return b"%PDF drawn"


@pytest.fixture
def exporter(station: JobContext, draft: Draft) -> Exporter:
    return Exporter(draft, Drawn, station.config.referral.marking)  # type: ignore[arg-type]


@pytest.fixture
def lp(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A printer: what it has printed."""
    program, printed = tmp_path / "lp", tmp_path / "printed.pdf"
    program.write_text(f"#!/bin/sh\nexec cat > '{printed}'\n")
    program.chmod(0o755)
    monkeypatch.setattr(exporting, "printer", lambda: str(program))
    return printed


def logged(station: JobContext) -> list[str]:
    return [each.detail for each in station.session.casebook.log.entries() if each.kind == "print"]


async def test_it_is_asked_logged_and_sent(station: JobContext, exporter: Exporter, lp: Path) -> None:
    asker = Answers(False, True)
    assert await print_referral(asker, exporter) == ""
    assert asker.asked == [
        "Print the referral on this machine's default printer? Stand by it: whoever takes the paper reads it."
    ]
    assert asker.offered == [["Print it", "Go back"]] and not lp.exists()
    assert await print_referral(asker, exporter) == "Sent to the printer."
    assert lp.read_bytes() == b"%PDF drawn" and logged(station) == ["print"]
    assert asker.waited == ["Making the PDF.", "Printing."]


async def test_a_printer_that_refuses_is_quoted(exporter: Exporter, lp: Path) -> None:
    (lp.parent / "lp").write_text("#!/bin/sh\necho 'lp: no default destination' >&2\nexit 1\n")
    assert await print_referral(Answers(True), exporter) == "Not printed: lp: no default destination."


@pytest.mark.parametrize("program", ["#!/bin/sh\nexec sleep 600\n", "#!/no/such/shell\n"])
async def test_a_printer_that_never_ends_or_cannot_be_started_is_told(
    exporter: Exporter, lp: Path, monkeypatch: pytest.MonkeyPatch, program: str
) -> None:
    (lp.parent / "lp").write_text(program)
    run = subprocess.run
    patience = []

    def hurried(*given: Any, timeout: float, **named: Any) -> Any:
        patience.append(timeout)
        return run(*given, timeout=0.2, **named)

    monkeypatch.setattr(subprocess, "run", hurried)
    said = await print_referral(Answers(True), exporter)
    assert said == "The printer did not answer. Nothing was printed."
    assert patience == [60]


async def test_a_printer_that_refuses_without_a_word_is_told(exporter: Exporter, lp: Path) -> None:
    (lp.parent / "lp").write_text("#!/bin/sh\ncat > /dev/null\nexit 3\n")
    assert await print_referral(Answers(True), exporter) == "Not printed: lp refused it."


async def test_what_cannot_be_logged_is_not_printed(
    exporter: Exporter, lp: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise StoreFull

    monkeypatch.setattr(exporter.draft.casebook.referrals, "note_export", full)
    said = await print_referral(Answers(True), exporter)
    assert said == f"Not printed. {StoreFull().words}" and not lp.exists()


async def test_without_a_printer_nothing_is_asked(
    exporter: Exporter, lp: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(exporting, "printer", lambda: "")
    assert "the program lp is missing" in await print_referral(Answers(), exporter)
