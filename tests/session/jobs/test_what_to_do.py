"""What to do now by itself: a PDF, plain text or paper that names nobody, as of the minute in which it is asked for."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from ce_tui.core.referral.content.shapes import as_text
from ce_tui.session import exporting
from ce_tui.session.draft import Draft
from ce_tui.session.exporting import Exporter
from ce_tui.session.jobs.completing import take_what_to_do
from ce_tui.session.terminal_state import JobContext
from support.people.asker import Answers
from support.people.marking import robin


class Writing:
    """A renderer whose PDFs are the words of what they say."""

    def render(self, written: Any) -> bytes:
        return b"%PDF " + as_text(written).encode()


@pytest.fixture
def exporter(draft: Draft) -> Exporter:
    draft.apply(robin)
    return Exporter(draft, Writing, "OFFICIAL-SENSITIVE")  # type: ignore[arg-type]


def left(station: JobContext) -> list[tuple[str, str]]:
    lines = station.session.casebook.log.entries()
    return [(each.kind, each.detail) for each in lines if each.kind in ("export", "print")]


@pytest.mark.parametrize(
    ("way", "begins", "logged"), [("pdf", b"%PDF ", "annex as pdf"), ("txt", b"OFFICIAL", "annex as text")]
)
async def test_it_is_saved_without_a_name_in_it_or_in_its_name(
    station: JobContext, exporter: Exporter, tmp_path: Path, way: str, begins: bytes, logged: str
) -> None:
    asker = Answers(way, str(tmp_path / f"robin.{way}"), str(tmp_path))
    said = await take_what_to_do(asker, station, exporter)
    target = tmp_path / f"ce-what-to-do-{exporter.draft.screening.ref}-r1-draft.{way}"
    assert said == f"Written: what to do now is {target}. It is not encrypted: it holds no name."
    assert asker.asked[0] == (
        "What to do now: the steps and numbers for you, by themselves. They hold the reference, and no name."
    )
    assert asker.told == ["This file name holds the child's name. Many see a file's name: use the reference."]
    content = target.read_bytes()
    assert (
        content.startswith(begins) and b"For the referrer: what to do" in content and b"Robin" not in content
    )
    assert left(station) == [("export", logged)]


@pytest.mark.parametrize("way", ["pdf", "txt"])
async def test_it_says_whom_to_phone_at_this_hour_whatever_is_kept(
    station: JobContext, exporter: Exporter, tmp_path: Path, way: str
) -> None:
    exporter.draft.complete()
    exporter.record(exporter.to_draw("sent", "annex")())
    assert exporter.kept("annex") is not None
    noon = exporter.draft.clock()
    exporter.draft.clock = lambda: noon + timedelta(hours=9)
    target = tmp_path / f"a.{way}"
    await take_what_to_do(Answers(way, str(target)), station, exporter)
    assert "as of 25 November 2026, 21:00" in " ".join(target.read_text("utf-8").split())


async def test_it_is_printed_and_that_is_logged(
    station: JobContext, exporter: Exporter, monkeypatch: pytest.MonkeyPatch
) -> None:
    printed: list[bytes] = []
    monkeypatch.setattr(exporting, "printer", lambda: "lp")
    monkeypatch.setattr(exporting, "print_pdf", lambda pdf, title: printed.append(pdf) or "")
    asker = Answers("print", True)
    assert await take_what_to_do(asker, station, exporter) == "Sent to the printer."
    assert asker.asked[1].startswith("Print what to do now on this machine's default printer?")
    assert b"For the referrer" in printed[0] and b"Robin" not in printed[0]
    assert left(station) == [("print", "print of the annex")]


async def test_whoever_leaves_a_question_writes_nothing(
    station: JobContext, exporter: Exporter, tmp_path: Path
) -> None:
    assert await take_what_to_do(Answers(None), station, exporter) == "Nothing was exported."
    assert await take_what_to_do(Answers("pdf", None), station, exporter) == "Nothing was exported."
    assert left(station) == []
