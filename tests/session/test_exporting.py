"""Where an export is proposed, and what leaves: the referral as of what was recorded until then."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from ce_tui.core.pathway.actions.action import Action
from ce_tui.core.pathway.dates import LONDON
from ce_tui.core.referral.content.content import SINCE_BEFORE
from ce_tui.core.referral.content.shapes import Referral, as_text
from ce_tui.core.vault.errors import Busy, NotAsWritten
from ce_tui.core.words.actions import NOTHING_THEN
from ce_tui.core.words.comparison import cannot_be_compared
from ce_tui.files.own_files import DeployedFolder, FileOutlet
from ce_tui.session.draft import Draft
from ce_tui.session.exporting import Exporter, export_folder
from ce_tui.session.jobs.completing import export_pdf, export_text
from ce_tui.session.reviewing import to_heed
from ce_tui.session.terminal_state import JobContext
from ce_tui.settings.config import Config
from ce_tui.settings.fault_log import own_files
from support.people.asker import Answers
from support.people.before import also_screened, screened_before
from support.people.lately import LATELY, LATELY_IN_WORDS
from support.people.marking import robin


def test_it_is_the_folder_of_the_deployment_else_the_one_that_the_app_was_started_in(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = own_files(Config(), home)
    monkeypatch.chdir(tmp_path)
    assert export_folder(FileOutlet(own)) == tmp_path
    assert export_folder(FileOutlet(own, shelf=DeployedFolder(Path("/srv/referrals"), "a1"))) == Path(
        "/srv/referrals/a1"
    )


def test_it_is_never_the_folder_of_the_store(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    home.mkdir()
    monkeypatch.chdir(home)
    assert export_folder(FileOutlet(own_files(Config(), home))) == Path.home()


def test_there_is_one_without_a_current_folder_and_a_home(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = own_files(Config(), home)
    (tmp_path / "gone").mkdir()
    monkeypatch.chdir(tmp_path / "gone")
    (tmp_path / "gone").rmdir()
    monkeypatch.delenv("HOME")
    assert export_folder(FileOutlet(own)).is_absolute()


BUSY = "The store is busy. Try again."


class Writing:
    """A renderer whose PDFs are the words of what they say; it counts them."""

    drawn = 0

    def render(self, written: Referral) -> bytes:
        self.drawn += 1
        return as_text(written).encode()


@pytest.fixture
def renderer() -> Writing:
    return Writing()


def exporter_of(draft: Draft, renderer: Writing) -> Exporter:
    return Exporter(draft, lambda: renderer, "OFFICIAL-SENSITIVE")  # type: ignore[arg-type,return-value]


def phoned(draft: Draft, **fields: Any) -> None:
    draft.casebook.actions.record(
        draft.screening.ref, Action(**{"at": "2026-11-25T11:00", "kind": "phone", **fields})
    )


async def exported(station: JobContext, exporter: Exporter, target: Path) -> str:
    await export_pdf(Answers(str(target)), station, exporter, protect=False)
    return target.read_text("utf-8")


async def test_what_was_recorded_after_a_revision_was_exported_stands_in_the_next_export_of_it(
    station: JobContext, draft: Draft, renderer: Writing, tmp_path: Path
) -> None:
    draft.apply(robin)
    draft.complete()
    exporter = exporter_of(draft, renderer)
    first = await exported(station, exporter, tmp_path / "a.pdf")
    assert "What was done" not in first and await exported(station, exporter, tmp_path / "b.pdf") == first
    phoned(draft, person="J. Madeup")
    for number, each in enumerate((exporter, exporter_of(draft, renderer))):
        later = await exported(station, each, tmp_path / f"c{number}.pdf")
        assert "What was done" in later and "J. Madeup" in later
    drawn = renderer.drawn
    another = exporter_of(draft, renderer)
    assert await exported(station, another, tmp_path / "d.pdf") == later, "what is kept now goes out again"
    assert renderer.drawn == drawn
    assert draft.casebook.referrals.kept(draft.screening.ref, 1) == later.encode()


async def test_what_was_drawn_ahead_is_drawn_anew_once_something_was_recorded(
    station: JobContext, draft: Draft, renderer: Writing, tmp_path: Path
) -> None:
    draft.apply(robin)
    exporter = exporter_of(draft, renderer)
    before = exporter.key
    ahead = exporter.ahead()
    assert ahead is not None
    ahead()
    phoned(draft, said="Madeup words")
    assert exporter.key == before._replace(recorded=1) != before
    assert "> Madeup words" in await exported(station, exporter, tmp_path / "a.pdf")
    assert "> Madeup words" in exporter.text() and "> Madeup words" in exporter.preview()


async def test_what_was_drawn_ahead_while_the_office_was_open_is_drawn_anew_once_it_is_closed(
    station: JobContext, draft: Draft, renderer: Writing, tmp_path: Path
) -> None:
    draft.apply(
        lambda answers: replace(robin(answers), locality="southend", marks={"R11": "reasonably believe"})
    )
    draft.clock = lambda: datetime(2026, 12, 1, 17, 20, tzinfo=LONDON)
    exporter = exporter_of(draft, renderer)
    ahead = exporter.ahead()
    assert ahead is not None
    ahead()
    assert "\nAsked of: C-SPOC. No call recorded. Police: not recorded.\n" in exporter.preview()
    draft.clock = lambda: datetime(2026, 12, 1, 17, 40, tzinfo=LONDON)
    by_night = "\nAsked of: Southend out of hours (C-SPOC opens Wednesday 9am). No call\nrecorded."
    assert by_night in await exported(station, exporter, tmp_path / "a.pdf")
    assert by_night in exporter.text() and by_night in exporter.preview()
    drawn = renderer.drawn
    draft.clock = lambda: datetime(2026, 12, 1, 17, 50, tzinfo=LONDON)
    assert by_night in await exported(station, exporter, tmp_path / "b.pdf")
    assert renderer.drawn == drawn


async def test_what_is_recorded_while_a_passphrase_is_made_does_not_count_as_sent(
    station: JobContext, draft: Draft, tmp_path: Path
) -> None:
    class Slow(Writing):
        def render(self, written: Referral) -> bytes:
            pdf = super().render(written)
            if self.drawn == 2:  # the annex, after what is sent
                phoned(draft, person="J. Madeup")
            return pdf

    draft.apply(robin)
    draft.complete()
    exporter = exporter_of(draft, Slow())
    assert "J. Madeup" not in await exported(station, exporter, tmp_path / "a.pdf")
    assert "J. Madeup" in await exported(station, exporter_of(draft, Writing()), tmp_path / "b.pdf")


async def test_once_a_screening_before_is_known_the_next_export_is_compared_with_it(
    station: JobContext, draft: Draft, renderer: Writing, tmp_path: Path
) -> None:
    draft.apply(robin)
    draft.complete()
    exporter, casebook, ref = exporter_of(draft, renderer), draft.casebook, draft.screening.ref
    first = await exported(station, exporter, tmp_path / "a.pdf")
    assert SINCE_BEFORE not in first
    earlier = also_screened(casebook, {"A3": "suspected", "R2": "suspected"})
    assert await exported(station, exporter, tmp_path / "b.pdf") == first, (
        "nobody said that it is the same child"
    )
    casebook.pairings.say(ref, earlier, same=True)
    later = await exported(station, exporter, tmp_path / "c.pdf")
    assert SINCE_BEFORE in later and "R2 suspected: " in later and earlier not in later
    drawn = renderer.drawn
    again = exporter_of(draft, renderer)
    assert await exported(station, again, tmp_path / "d.pdf") == later, "what is kept now goes out again"
    assert renderer.drawn == drawn
    casebook.pairings.take_back(ref, earlier)
    assert await exported(station, again, tmp_path / "e.pdf") == first, "as it was kept before"
    assert renderer.drawn == drawn


async def test_a_change_of_the_screening_before_after_an_export_stands_in_the_next_one(
    station: JobContext, draft: Draft, renderer: Writing, tmp_path: Path
) -> None:
    draft.apply(robin)
    draft.complete()
    casebook, exporter = draft.casebook, exporter_of(draft, renderer)
    earlier = screened_before(casebook, draft.screening.ref, {"A3": "suspected"})
    assert "Newly marked" not in await exported(station, exporter, tmp_path / "a.pdf")
    opened = casebook.screenings.reopen(casebook.screenings.open(earlier))
    changed = replace(opened, answers=replace(opened.answers, marks={"R2": "suspected"}))
    casebook.screenings.leave(casebook.screenings.complete(changed))
    assert "Newly marked" in await exported(station, exporter, tmp_path / "b.pdf")


async def test_what_was_done_about_the_screening_before_stands_in_the_next_export(
    station: JobContext, draft: Draft, renderer: Writing, tmp_path: Path
) -> None:
    draft.apply(robin)
    draft.complete()
    casebook, exporter = draft.casebook, exporter_of(draft, renderer)
    earlier = screened_before(casebook, draft.screening.ref, {"A3": "suspected"})
    assert NOTHING_THEN in await exported(station, exporter, tmp_path / "a.pdf")
    casebook.actions.record(earlier, Action(at="2026-10-03T10:00", kind="phone", to="The Hub"))
    later = await exported(station, exporter, tmp_path / "b.pdf")
    assert NOTHING_THEN not in later
    said = "phone call to The Hub, 3 October 2026; what came of it is not known yet."
    assert said in " ".join(later.split())


async def test_one_before_that_was_graver_than_the_last_stands_in_the_next_export(
    station: JobContext, draft: Draft, renderer: Writing, tmp_path: Path
) -> None:
    draft.apply(robin)
    draft.complete()
    casebook, exporter = draft.casebook, exporter_of(draft, renderer)
    screened_before(casebook, draft.screening.ref, {"A3": "suspected"})
    graver = "An earlier one, 1 May 2026: Red indicated, no decision made."
    assert graver not in await exported(station, exporter, tmp_path / "a.pdf")
    screened_before(casebook, draft.screening.ref, {"R2": "suspected"}, "2026-05-01")
    later = await exported(station, exporter, tmp_path / "b.pdf")
    assert later.count(graver) == 2, "on the first page, and with what differs"


async def test_what_was_drawn_ahead_is_drawn_anew_once_a_screening_before_is_known(
    station: JobContext, draft: Draft, renderer: Writing, tmp_path: Path
) -> None:
    draft.apply(robin)
    exporter = exporter_of(draft, renderer)
    before, ahead = exporter.key, exporter.ahead()
    assert ahead is not None
    ahead()
    earlier = screened_before(draft.casebook, draft.screening.ref, {"R2": "suspected"})
    assert exporter.key == before._replace(before=f"{earlier} 2, 0 recorded") != before
    assert "R2 suspected: " in await exported(station, exporter, tmp_path / "a.pdf")
    assert SINCE_BEFORE in exporter.text() and SINCE_BEFORE in exporter.preview()


def test_where_the_screening_before_cannot_be_read_the_referral_is_without_it_and_review_says_so(
    draft: Draft, renderer: Writing, monkeypatch: pytest.MonkeyPatch
) -> None:
    draft.apply(robin)
    screened_before(draft.casebook, draft.screening.ref, {"R2": "suspected"})
    exporter, damaged = exporter_of(draft, renderer), NotAsWritten("A screening")

    def unreadable(*_: object) -> None:
        raise damaged

    with monkeypatch.context() as broken:
        broken.setattr(draft.casebook.earlier, "before", unreadable)
        assert SINCE_BEFORE not in exporter.preview()
        assert cannot_be_compared(damaged.words) in to_heed(draft)
    assert SINCE_BEFORE in exporter.preview()
    assert not any("cannot be read" in words for words in to_heed(draft))


def test_where_what_was_done_cannot_be_read_the_referral_is_still_shown_and_does_not_leave(
    draft: Draft, renderer: Writing, monkeypatch: pytest.MonkeyPatch
) -> None:
    draft.apply(robin)
    exporter = exporter_of(draft, renderer)
    shown = exporter.preview()
    exporter.show_to_do()
    listed = exporter.to_do()

    def busy(*_: object) -> None:
        raise Busy(BUSY)

    monkeypatch.setattr(draft.casebook.actions, "of", busy)
    assert exporter.preview() == shown
    assert exporter.to_do() == listed and exporter.ahead() is None
    with pytest.raises(Busy):
        exporter.text()
    with pytest.raises(Busy):
        exporter_of(draft, renderer).preview()


@pytest.mark.parametrize("way", ["pdf", "txt"])
async def test_what_cannot_be_read_is_told_and_no_file_is_left(
    station: JobContext,
    draft: Draft,
    renderer: Writing,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    way: str,
) -> None:
    exporter, asker = exporter_of(draft, renderer), Answers(str(tmp_path / f"a.{way}"))

    def busy(*_: object) -> None:
        raise Busy(BUSY)

    monkeypatch.setattr(draft.casebook.actions, "of", busy)
    if way == "pdf":
        said = await export_pdf(asker, station, exporter, protect=False)
    else:
        said = await export_text(asker, station, exporter)
    assert BUSY in " ".join([said, *asker.told])
    assert not list(tmp_path.glob("a.*"))


def test_what_is_still_to_be_done_says_what_was_done_as_soon_as_it_is_recorded(
    draft: Draft, renderer: Writing
) -> None:
    draft.apply(robin)
    exporter = exporter_of(draft, renderer)
    assert exporter.to_do() == []
    exporter.show_to_do()
    before = exporter.to_do()
    phoned(draft, at=f"{LATELY}T11:00", to="Children & Families' Hub")
    [done] = set(exporter.to_do()) - set(before)
    assert done.startswith(f"Done {LATELY_IN_WORDS}, 11:00: ")
