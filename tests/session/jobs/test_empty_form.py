"""The empty form as a job: a real PDF where one says, or words that say why there is none."""

from __future__ import annotations

from pathlib import Path

from msgspec.structs import replace
from pypdf import PdfReader

from ce_tui.core.pathway.document.loading import default_pathway
from ce_tui.core.referral.unavailable import RenderFailed
from ce_tui.core.referral.worker import Renderer
from ce_tui.session.jobs.target import write_empty_form
from ce_tui.session.terminal_state import JobContext
from support.people.asker import Answers


async def test_it_is_written_where_one_says(station: JobContext, renderer: Renderer, tmp_path: Path) -> None:
    target = tmp_path / "form.pdf"
    asker = Answers(str(target))
    drawing = replace(station, renderer=lambda: renderer)
    assert await write_empty_form(asker, drawing, "essex", default_pathway()) == ""
    assert "Essex" in "".join(page.extract_text() for page in PdfReader(target).pages)
    assert str(target) in asker.told[0]


async def test_who_cancels_is_told_that_nothing_was_written(station: JobContext) -> None:
    said = await write_empty_form(Answers(None), station, "essex", default_pathway())
    assert said == "Nothing was written."


async def test_a_machine_that_cannot_draw_says_so_and_leaves_no_file(
    station: JobContext, tmp_path: Path
) -> None:
    class Broken:
        def render(self, _: object) -> bytes:
            raise RenderFailed("CE-TEST")

    asker = Answers(str(tmp_path / "form.pdf"))
    broken = replace(station, renderer=Broken)  # type: ignore[arg-type]
    assert await write_empty_form(asker, broken, "essex", default_pathway()) == ""
    assert asker.told == [RenderFailed("CE-TEST").words]
    assert not (tmp_path / "form.pdf").exists()
