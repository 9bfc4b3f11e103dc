"""Export as a job: a file where one says and its entry in the log, both or neither; what is left to say of it."""

from __future__ import annotations

import asyncio
import stat
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import pikepdf
import pytest
from msgspec.structs import replace
from pypdf import PdfReader

from ce_tui.core.pathway.interview import replies
from ce_tui.core.referral.content.shapes import as_text
from ce_tui.core.referral.unavailable import PdfUnavailable
from ce_tui.core.referral.worker import Renderer
from ce_tui.core.vault.errors import StoreFull
from ce_tui.session.draft import Draft
from ce_tui.session.exporting import Exporter
from ce_tui.session.jobs.completing import export_pdf, export_text
from ce_tui.session.reviewing import UnconfirmedPassphrases, lost_words
from ce_tui.session.terminal_state import JobContext
from support.people.asker import Answers
from support.people.marking import robin
from support.people.screens import new_casebook, second_terminal
from support.people.station import station_of
from support.stores.vault import read_only

Result = TypeVar("Result")


class Drawn:
    """A renderer whose PDFs are words, so that what is done with them can be seen."""

    def render(self, _: object) -> bytes:
        return b"%PDF drawn"

    def encrypt(self, pdf: bytes, password: str) -> bytes:
        return pdf + b" closed with " + password.encode()


@pytest.fixture
def exporter(draft: Draft, station: JobContext) -> Exporter:
    draft.apply(robin)
    return exporter_of(draft, drawing(station))


def drawing(station: JobContext, renderer: object = None) -> JobContext:
    return replace(station, renderer=lambda: renderer or Drawn())  # type: ignore[arg-type,return-value]


def exporter_of(draft: Draft, station: JobContext) -> Exporter:
    return Exporter(draft, station.renderer, station.config.referral.marking)


def exports(station: JobContext) -> list[str]:
    """How the screening left, as the log has it."""
    lines = station.session.casebook.log.entries()
    return [each.detail for each in lines if each.kind in ("export", "print")]


def waiting(draft: Draft) -> list[str]:
    return [each.passphrase for each in UnconfirmedPassphrases(draft.casebook, draft.screening.ref).all()]


async def test_a_real_pdf_is_closed_by_a_passphrase_that_stays_until_it_is_confirmed(
    station: JobContext, draft: Draft, renderer: Renderer, tmp_path: Path
) -> None:
    draft.apply(robin)
    station = drawing(station, renderer)
    target = tmp_path / "referral.pdf"
    asker = Answers(str(target), False)
    said = await export_pdf(asker, station, exporter_of(draft, station), protect=True)
    assert asker.waited == ["Making the PDF.", "Closing the PDF."], "the referral and its annex in one go"
    assert said == "Its passphrase stays in Review until you confirm it.", (
        "that it is exported was said before"
    )
    [passphrase] = waiting(draft)
    assert passphrase in asker.asked[1]
    assert asker.asked[1].startswith(f"Exported, marked as a draft. The PDF is {target}\n")
    with pytest.raises(pikepdf.PasswordError):
        pikepdf.open(target)
    opened = PdfReader(target, password=passphrase)
    assert "Robin Madeup" in " ".join(" ".join(page.extract_text() for page in opened.pages).split())
    assert stat.S_IMODE(target.stat().st_mode) == 0o600
    assert exports(station) == ["pdf"]


async def test_the_name_that_is_proposed_carries_the_reference_and_a_childs_name_is_refused(
    station: JobContext, exporter: Exporter, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    asker = Answers(str(tmp_path / "robin.txt"), str(tmp_path))
    await export_text(asker, station, exporter)
    assert asker.told == ["This file name holds the child's name. Many see a file's name: use the reference."]
    assert asker.asked[0] == "Where should the file be? Its name carries the reference, never a name."
    assert (asker.lines[0].label, asker.lines[0].hint) == (
        "File",
        ["A file or a folder. Its name names nobody."],
    )
    proposed = f"ce-referral-{exporter.draft.screening.ref}-r1-draft.txt"
    assert [each.name for each in tmp_path.glob("*.txt")] == [proposed]
    assert await export_text(Answers("", True), station, exporter), (
        "the same name, in the folder that one is in"
    )
    assert [each.name for each in tmp_path.glob("*.txt")] == [proposed]


async def test_without_a_passphrase_the_pdf_is_as_it_is_kept(
    station: JobContext, exporter: Exporter, tmp_path: Path
) -> None:
    target = tmp_path / "open.pdf"
    exporter.draft.complete()
    said = await export_pdf(Answers(str(target)), drawing(station), exporter, protect=False)
    assert said == f"Exported: the PDF is {target}."
    assert target.read_bytes() == Drawn().render(None)
    casebook, screening = exporter.draft.casebook, exporter.draft.screening
    assert casebook.referrals.kept(screening.ref, screening.revision) == target.read_bytes()
    assert waiting(exporter.draft) == []


class Writing(Drawn):
    """A renderer whose PDFs are the words of what they say; it counts them."""

    drawn = 0

    def render(self, written: Any) -> bytes:
        self.drawn += 1
        return as_text(written).encode()


async def test_the_annex_is_left_out_of_what_is_sent_and_kept_beside_it(
    station: JobContext, exporter: Exporter, tmp_path: Path
) -> None:
    renderer = Writing()
    exporter = exporter_of(exporter.draft, drawing(station, renderer))
    exporter.draft.complete()
    referrals, ref = exporter.draft.casebook.referrals, exporter.draft.screening.ref

    async def exported(name: str) -> bytes:
        await export_pdf(Answers(str(tmp_path / name)), station, exporter, protect=False)
        return (tmp_path / name).read_bytes()

    sent = await exported("a.pdf")
    assert b"For the referrer" not in sent and referrals.kept(ref, 1) == sent
    annex = referrals.kept(ref, 1, "annex")
    assert annex is not None and b"For the referrer: what to do" in annex and b"Robin" not in annex
    assert referrals.kept(ref, 1, "sent with annex") is None

    exporter.annex = True
    whole = await exported("b.pdf")
    assert b"Robin Madeup" in whole and b"For the referrer: what to do" in whole
    assert referrals.kept(ref, 1, "sent with annex") == whole and referrals.kept(ref, 1) == sent
    assert exports(station) == ["pdf", "pdf with annex"]

    exporter = exporter_of(exporter.draft, drawing(station, renderer))
    drawn = renderer.drawn
    assert await exported("c.pdf") == sent, "what was kept goes out again, without the annex"
    assert renderer.drawn == drawn == 3


async def test_what_was_asked_for_leaves_whatever_is_chosen_while_it_is_drawn(
    station: JobContext, exporter: Exporter, tmp_path: Path
) -> None:
    class Meanwhile(Writing):
        def render(self, written: Any) -> bytes:
            exporter.annex = True
            return super().render(written)

    exporter = exporter_of(exporter.draft, drawing(station, Meanwhile()))
    await export_pdf(Answers(str(tmp_path / "a.pdf")), station, exporter, protect=False)
    assert b"For the referrer" not in (tmp_path / "a.pdf").read_bytes()
    assert exports(station) == ["pdf"]


async def test_what_was_kept_with_its_annex_does_not_go_out_where_it_is_not_asked_for(
    station: JobContext, exporter: Exporter, tmp_path: Path
) -> None:
    exporter = exporter_of(exporter.draft, drawing(station, Writing()))
    exporter.draft.complete()
    exporter.annex = True
    await export_pdf(Answers(str(tmp_path / "a.pdf")), station, exporter, protect=False)
    exporter = exporter_of(exporter.draft, drawing(station, Writing()))
    await export_pdf(Answers(str(tmp_path / "b.pdf")), station, exporter, protect=False)
    assert "For the referrer" in (tmp_path / "a.pdf").read_text("utf-8")
    assert "For the referrer" not in (tmp_path / "b.pdf").read_text("utf-8")


async def test_a_draft_that_was_exported_does_not_go_out_again_once_it_is_completed(
    station: JobContext, exporter: Exporter, tmp_path: Path
) -> None:
    exporter = exporter_of(exporter.draft, drawing(station, Writing()))
    await export_pdf(Answers(str(tmp_path / "a.pdf")), station, exporter, protect=False)
    exporter.draft.complete()
    await export_pdf(Answers(str(tmp_path / "b.pdf")), station, exporter, protect=False)
    assert "DRAFT" in (tmp_path / "a.pdf").read_text("utf-8")
    assert "DRAFT" not in (tmp_path / "b.pdf").read_text("utf-8")


async def test_an_export_draws_nothing_that_was_drawn_ahead(
    station: JobContext, exporter: Exporter, tmp_path: Path
) -> None:
    renderer = Writing()
    exporter = exporter_of(exporter.draft, drawing(station, renderer))
    ahead = exporter.ahead()
    assert ahead is not None
    ahead()
    assert renderer.drawn == 2, "what is sent, and the annex that is kept"
    await export_pdf(Answers(str(tmp_path / "a.pdf")), station, exporter, protect=False)
    assert renderer.drawn == 2


async def test_what_was_changed_since_is_in_the_next_pdf_and_nothing_is_drawn_twice(
    station: JobContext, exporter: Exporter, tmp_path: Path
) -> None:
    renderer = Writing()
    exporter = exporter_of(exporter.draft, drawing(station, renderer))

    async def exported(name: str) -> str:
        await export_pdf(Answers(str(tmp_path / name)), station, exporter, protect=False)
        return (tmp_path / name).read_text("utf-8")

    first = await exported("a.pdf")
    assert await exported("b.pdf") == first and renderer.drawn == 2, "with its annex"
    exporter.draft.apply(lambda answers: replies.set_notes(answers, "Seen again on Monday."))
    assert "Seen again on Monday." not in first
    assert "Seen again on Monday." in await exported("c.pdf")


async def test_the_text_says_that_nothing_protects_it(
    station: JobContext, exporter: Exporter, tmp_path: Path
) -> None:
    target = tmp_path / "referral.txt"
    said = await export_text(Answers(str(target)), drawing(station), exporter)
    assert said.startswith(f"Exported: the text is {target}. It is not encrypted")
    assert "Worried since May: A3." in target.read_text()
    assert exports(station) == ["text"]


@pytest.mark.parametrize("kind", ["pdf", "text"])
async def test_a_folder_of_two_lines_is_said_on_one(
    station: JobContext, exporter: Exporter, tmp_path: Path, kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a\nNothing was exported.").mkdir()
    monkeypatch.chdir(tmp_path / "a\nNothing was exported.")  # which is then proposed
    asker = Answers("", True)
    job = (
        export_text(asker, station, exporter)
        if kind == "text"
        else export_pdf(asker, drawing(station), exporter_of(exporter.draft, drawing(station)), protect=False)
    )
    said = "\n".join([await job, *asker.told])
    assert r"a\nNothing was exported./ce-referral-" in said and "\nNothing was exported." not in said


@pytest.mark.parametrize("kind", ["pdf", "text"])
async def test_who_cancels_exports_nothing(station: JobContext, exporter: Exporter, kind: str) -> None:
    asker = Answers(None)
    job = (
        export_text(asker, station, exporter)
        if kind == "text"
        else export_pdf(asker, station, exporter, protect=True)
    )
    assert await job == "Nothing was exported."
    assert exports(station) == []


async def test_a_machine_that_cannot_draw_says_what_is_missing_and_writes_nothing(
    station: JobContext, draft: Draft, tmp_path: Path
) -> None:
    class Missing(Drawn):
        def render(self, _: object) -> bytes:
            raise PdfUnavailable

    target = tmp_path / "a.pdf"
    asker = Answers(str(target))
    station = drawing(station, Missing())
    assert await export_pdf(asker, station, exporter_of(draft, station), protect=True) == ""
    assert "Pango is missing" in asker.told[0]
    assert not target.exists() and exports(station) == []


async def test_what_cannot_be_logged_is_not_written(
    station: JobContext, exporter: Exporter, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise StoreFull

    target = tmp_path / "a.pdf"
    monkeypatch.setattr(exporter.draft.casebook.referrals, "note_export", full)
    said = await export_pdf(Answers(str(target)), drawing(station), exporter, protect=True)
    assert said == f"Not exported. {StoreFull().words}"
    assert not target.exists() and waiting(exporter.draft) == []


async def test_an_export_that_is_cancelled_while_the_pdf_is_made_changes_nothing(
    station: JobContext, exporter: Exporter, tmp_path: Path
) -> None:
    class Left(Answers):
        async def wait(self, words: str, job: Callable[[], Result]) -> Result:
            raise asyncio.CancelledError

    with pytest.raises(asyncio.CancelledError):
        await export_pdf(Left(str(tmp_path / "a.pdf")), drawing(station), exporter, protect=True)
    assert not list(tmp_path.glob("*.pdf")) and exports(station) == [] and waiting(exporter.draft) == []


async def test_on_a_read_only_store_it_is_said_that_it_is_not_logged(tmp_path: Path) -> None:
    home = tmp_path / "home"
    made = station_of(new_casebook(home), home)
    ref = made.session.begin("essex").screening.ref
    made.session.close()
    with read_only(home):
        station = drawing(station_of(second_terminal(home), home))
        exporter = exporter_of(station.session.open(ref), station)
        asker = Answers(*(str(tmp_path / name) for name in ("a.txt", "a.pdf", "b.pdf")), True)
        for said in (
            await export_text(asker, station, exporter),
            await export_pdf(asker, station, exporter, protect=False),
        ):
            assert said.startswith("This is not logged, because the store is read-only. Exported")
        assert await export_pdf(asker, station, exporter, protect=True) == ""
        assert asker.asked[-1].startswith("This is not logged, because the store is read-only. Exported")
        assert "It is not kept, because the store is read-only: write it down now." in asker.asked[-1]
        assert "stays in Review" not in asker.asked[-1]
        assert lost_words(station.session.casebook) == [], "it was confirmed"
        not_yet = Answers(str(tmp_path / "c.pdf"), False)
        said = await export_pdf(not_yet, station, exporter, protect=True)
        assert said == "Its passphrase is in Review only until you sign out: write it down."
        first, file, passphrase, _ = lost_words(station.session.casebook)
        assert first.startswith("Not signed out yet: the store is read-only")
        assert file == f"The PDF is {tmp_path / 'c.pdf'}" and passphrase.strip() in not_yet.asked[-1]
        station.session.close()
