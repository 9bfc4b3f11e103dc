"""Review: what is missing, completing, and every way in which the referral leaves."""

from __future__ import annotations

import gc
import io
import re
import stat
import threading
import weakref
from pathlib import Path

import pikepdf
import pytest
from pypdf import PdfReader

from ce_tui.core.pathway.answers.screening import Answers
from ce_tui.core.pathway.document.loading import default_pathway
from ce_tui.core.pathway.interview import changes
from ce_tui.session.exporting import Exporter
from ce_tui.session.unconfirmed import Unconfirmed
from ce_tui.widgets.field import Field
from ce_tui.widgets.item_list import ItemList
from support.people.screens import PASSPHRASE, App, app_at, second_terminal

PATHWAY = default_pathway()


def amber(answers: Answers) -> Answers:
    return changes.mark(changes.set_known(answers, PATHWAY, True), PATHWAY, "A3", "suspected")


def robin(answers: Answers) -> Answers:
    answers = changes.set_notes(amber(answers), "Worried since May: A3.")
    return changes.set_field(answers, "child.name", "Robin Madeup")


def said_by(app: App) -> str:
    return "\n".join(item.text for item in app.screen.query_one("#review", ItemList).items)


async def choose(app: App, id: str) -> None:
    app.screen.query_one("#review", ItemList).go_to(id)
    await app.press("enter")


async def export_to(app: App, id: str, path: Path) -> None:
    """Export into the folder that the app was started in, which `tmp_path` is."""
    await choose(app, id)
    await app.press("ctrl+u")
    await app.type(str(path.relative_to(Path.cwd())))
    await app.press("enter")


@pytest.fixture(autouse=True)
def _started_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def passphrase_on(app: App) -> str:
    found = re.search(r"^\s*([a-z]+(?:-[a-z]+){4})\s*$", app.text(), re.MULTILINE)
    assert found, app.text()
    return found[1]


def text_of(pdf: bytes) -> str:
    return " ".join(" ".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages).split())


async def test_review_shows_what_the_pdf_will_say(home: Path) -> None:
    async with app_at(home, "review", change=robin) as app:
        shown = " ".join(said_by(app).split())
        assert "OFFICIAL-SENSITIVE" in shown and "Robin Madeup" in shown and "Worried since May: A3." in shown
        assert "DRAFT: this screening is not completed." in shown


async def test_amber_without_a_narrative_holds_completion_up_and_leads_to_the_notes(home: Path) -> None:
    async with app_at(home, "review", change=amber) as app:
        await choose(app, "complete")
        assert app.said.startswith("Not completed.") and "narrative" in app.said
        assert app.draft.screening.state == "draft"
        await choose(app, "go:notes:")
        assert app.screen.section == "notes"


async def test_what_is_merely_missing_is_asked_about_and_holds_nothing_up(home: Path) -> None:
    async with app_at(home, "review") as app:
        await choose(app, "complete")
        assert "whether you have met the child before" in app.words()
        await app.press("2", "enter")
        assert app.draft.screening.state == "completed"
        assert app.said.startswith("Completed as revision 1.")
        assert "completed" in app.text().splitlines()[0]


async def test_a_completed_screening_is_reopened_as_the_draft_of_the_next_revision(home: Path) -> None:
    async with app_at(home, "review", change=robin) as app:
        await choose(app, "complete")
        await choose(app, "reopen")
        assert app.draft.screening.state == "reopened" and app.draft.screening.revision == 2
        assert app.said.startswith("Reopened: this is the draft of revision 2.")


async def test_the_pdf_is_closed_by_a_passphrase_shown_until_it_is_confirmed(
    home: Path, tmp_path: Path
) -> None:
    target = tmp_path / "referral.pdf"
    async with app_at(home, "review", change=robin) as app:
        await export_to(app, "pdf", target)
        await app.until(lambda: app.app.in_dialog and "passphrase" in app.words(), "the passphrase")
        password = passphrase_on(app)
        with pytest.raises(pikepdf.PasswordError):
            pikepdf.open(target)
        opened = PdfReader(target, password=password)
        assert "Robin Madeup" in " ".join(" ".join(page.extract_text() for page in opened.pages).split())
        assert stat.S_IMODE(target.stat().st_mode) == 0o600

        await app.press("escape")  # not confirmed: it stays
        await app.press("ctrl+p", "ctrl+n")
        await choose(app, f"passphrase:{target}")
        assert passphrase_on(app) == password
        await app.press("2", "enter")
        assert "Show the passphrase" not in said_by(app)


async def test_a_passphrase_that_is_not_confirmed_outlives_a_sign_out(home: Path, tmp_path: Path) -> None:
    async with app_at(home, "review", change=robin) as app:
        ref = app.draft.screening.ref
        await export_to(app, "pdf", tmp_path / "referral.pdf")
        await app.until(lambda: app.app.in_dialog and "passphrase" in app.words(), "the passphrase")
        password = passphrase_on(app)
    casebook = second_terminal(home)
    try:
        assert [each.passphrase for each in Unconfirmed(casebook, ref).all()] == [password]
    finally:
        casebook.close()


async def test_protection_can_be_switched_off_in_words(home: Path, tmp_path: Path) -> None:
    target = tmp_path / "open.pdf"
    async with app_at(home, "review", change=robin) as app:
        await choose(app, "protect")
        assert "whoever has the file can read it" in app.said
        await export_to(app, "pdf", target)
        await app.until(target.exists, "the file")
        await app.settle()
        assert app.said.startswith("Exported, marked as a draft: the PDF is ")
        assert app.draft.casebook.referrals.kept(app.draft.screening.ref, 1) == target.read_bytes()
    assert "Robin Madeup" in text_of(target.read_bytes())


async def test_a_file_that_exists_is_replaced_only_after_asking(home: Path, tmp_path: Path) -> None:
    target = tmp_path / "there.txt"
    target.write_text("older")
    async with app_at(home, "review", change=robin) as app:
        await export_to(app, "text", target)
        assert "exists already. Replace it?" in app.words()
        await app.press("enter")  # the safe answer: choose another name
        await app.press("escape")
        assert target.read_text() == "older"
        await export_to(app, "text", target)
        await app.press("2", "enter")
        assert "Worried since May: A3." in target.read_text()
        assert "not encrypted" in app.said


async def test_the_proposed_name_carries_the_reference_and_a_childs_name_is_refused(
    home: Path, tmp_path: Path
) -> None:
    async with app_at(home, "review", change=robin) as app:
        await choose(app, "pdf")
        assert f"ce-referral-{app.draft.screening.ref}-r1-draft.pdf" in app.words().replace(" ", "")
        await app.press("escape")
        await export_to(app, "text", tmp_path / "robin.txt")
        assert "holds the child's name" in app.words()
        await app.press("enter", "escape")
    assert not (tmp_path / "robin.txt").exists()


async def test_a_folder_that_is_not_there_is_said_and_nothing_is_written(home: Path, tmp_path: Path) -> None:
    async with app_at(home, "review", change=robin) as app:
        await export_to(app, "text", tmp_path / "nowhere" / "a.txt")
        assert "There is no folder" in app.words()
        await app.press("enter", "escape")
        assert app.said.startswith("Nothing was exported.")
    assert not (tmp_path / "nowhere").exists()


async def test_printing_sends_the_open_pdf_to_lp_and_leaves_no_file(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program, printed = tmp_path / "lp", tmp_path / "printed.pdf"
    program.write_text(f"#!/bin/sh\nexec cat > '{printed}'\n")
    program.chmod(0o755)
    monkeypatch.setattr("ce_tui.session.exporting.printer", lambda: str(program))
    monkeypatch.setattr("ce_tui.screens.screening.review.printer", lambda: str(program))
    async with app_at(home, "review", change=robin) as app:
        await choose(app, "print")
        assert "whoever takes the paper reads it" in app.words()
        await app.press("2", "enter")
        assert app.said.startswith("Sent to the printer.")
    assert "Robin Madeup" in text_of(printed.read_bytes())


async def test_without_pango_the_one_command_is_said_and_the_text_still_leaves(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from ce_tui.core.referral.unavailable import PdfUnavailable
    from ce_tui.core.referral.worker.worker import Renderer

    def missing(*_: object) -> bytes:
        raise PdfUnavailable

    monkeypatch.setattr(Renderer, "render", missing)
    async with app_at(home, "review", change=robin) as app:
        await export_to(app, "pdf", tmp_path / "a.pdf")
        assert "Pango is missing" in app.words() and "apt-get install" in app.words()
        await app.press("enter")
        await export_to(app, "text", tmp_path / "a.txt")
    assert not (tmp_path / "a.pdf").exists()
    assert "Robin Madeup" in (tmp_path / "a.txt").read_text()


@pytest.mark.parametrize("kind", ["text", "pdf"])
@pytest.mark.parametrize("name", ["store.db", "slots.json", "new.txt"])
async def test_no_export_takes_the_place_of_what_the_app_keeps(home: Path, kind: str, name: str) -> None:
    async with app_at(home, "review", change=robin) as app:
        slots = (home / "slots.json").read_bytes()
        await export_to(app, kind, home / name)
        assert f"{name} is in the folder of the store, or leads there." in app.words()
        assert "Nothing was written" in app.words() and "Replace it?" not in app.words()
        await app.press("enter")
        assert "Where should the file be?" in app.words(), "asked again, with what was typed"
        await app.press("escape")
        assert app.said.startswith("Nothing was exported.")
        assert (home / "slots.json").read_bytes() == slots and not (home / "new.txt").exists()
    second_terminal(home).close()


async def test_of_a_demo_neither_its_own_store_nor_the_real_one_is_exported_over(
    home: Path, tmp_path: Path
) -> None:
    home.mkdir()
    (home / "slots.json").write_text("the real one")
    async with app_at(tmp_path / "demo", "review", change=robin) as app:
        for store in (home, tmp_path / "demo"):
            await export_to(app, "text", store / "slots.json")
            assert "is in the folder of the store" in app.words()
            await app.press("enter", "escape")
    assert (home / "slots.json").read_text() == "the real one"


async def test_where_the_app_was_started_in_the_store_another_folder_is_proposed(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home.mkdir()
    monkeypatch.chdir(home)
    async with app_at(home, "review", change=robin) as app:
        await choose(app, "text")
        assert str(Path.home()) in app.text().replace("\n", "") and str(home) not in app.text()


IMPOSSIBLE = {
    "~nosuchuser/x.txt": "There is no home folder ~nosuchuser",
    "~nosuchuser": "There is no home folder ~nosuchuser",
    "a\0b.txt": "A file of that name cannot be made.",
    "\ud800.txt": "A file of that name cannot be made.",
    "x" * 300: "A file of that name cannot be made.",
    "x" * 300 + "/x.txt": "A file of that name cannot be made.",
    "x/" * 3000: "A file of that name cannot be made.",
    "/dev/full": "is not a file that can be replaced.",
    "nowhere/x.txt": "There is no folder",
}


@pytest.mark.parametrize("typed", IMPOSSIBLE, ids=lambda typed: ascii(typed[:20]))
async def test_whatever_path_is_typed_is_answered_in_words(home: Path, typed: str) -> None:
    async with app_at(home, "review", change=robin) as app:
        await choose(app, "text")
        app.app.screen.query_one(Field).value = typed
        await app.press("enter")
        assert IMPOSSIBLE[typed] in app.words() and "Nothing was written." in app.words()
        await app.press("enter", "escape")
        assert app.said.startswith("Nothing was exported.")


async def test_a_tilde_is_the_persons_own_folder(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    Path.home().mkdir(exist_ok=True)
    async with app_at(home, "review", change=robin) as app:
        await choose(app, "text")
        app.app.screen.query_one(Field).value = "~"
        await app.press("enter")
        assert list(Path.home().glob("*.txt"))


async def test_without_a_home_or_a_current_folder_it_is_still_asked(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "gone").mkdir()
    async with app_at(home, "review", change=robin) as app:
        monkeypatch.chdir(tmp_path / "gone")
        (tmp_path / "gone").rmdir()
        monkeypatch.delenv("HOME")
        await choose(app, "text")
        assert "Where should the file be?" in app.words()
        await app.press("ctrl+u", "x", "enter")
        assert "The folder that the app was started in is gone." in app.words()
        await app.press("enter", "ctrl+u")
        app.app.screen.query_one(Field).value = str(tmp_path / "x.txt")
        await app.press("enter")
    assert (tmp_path / "x.txt").exists()


async def test_what_no_font_prints_and_what_is_not_valid_is_said_before_export(home: Path) -> None:
    def change(answers: Answers) -> Answers:
        return changes.set_notes(robin(answers), "Worried, see A3 and A14. \U0001f9ff \U00012000")

    async with app_at(home, "review", change=change) as app:
        app.draft.keep_unfinished("child.date_of_birth", "31 feb 2010")
        app.screen.show()
        shown = said_by(app)
        assert "U+12000" in shown
        assert "A14" in shown
        assert "what you typed is kept, and not printed until it is right" in shown


async def test_a_lock_hides_the_passphrase_and_shows_it_again_afterwards(home: Path, tmp_path: Path) -> None:
    async with app_at(home, "review", change=robin) as app:
        await export_to(app, "pdf", tmp_path / "a.pdf")
        await app.until(lambda: app.app.in_dialog and "passphrase" in app.words(), "the passphrase")
        password = passphrase_on(app)
        await app.press("ctrl+l")
        await app.until(lambda: app.app.locked, "the lock")
        assert password not in app.text() and "Robin" not in app.text()
        await app.type(PASSPHRASE)
        await app.press("enter")
        await app.until(lambda: password in app.text(), "the same passphrase again")


async def test_of_two_exports_neither_passphrase_is_lost(home: Path, tmp_path: Path) -> None:
    async with app_at(home, "review", change=robin) as app:
        shown = []
        for name in ("a.pdf", "b.pdf"):
            await export_to(app, "pdf", tmp_path / name)
            await app.until(lambda: app.app.in_dialog and "passphrase" in app.words(), "the passphrase")
            shown.append(passphrase_on(app))
            await app.press("escape")
        await choose(app, f"passphrase:{tmp_path / 'a.pdf'}")
        assert passphrase_on(app) == shown[0] != shown[1]
        await app.press("2", "enter")
        waiting = Unconfirmed(app.draft.casebook, app.draft.screening.ref).all()
        assert [each.passphrase for each in waiting] == shown[1:]


@pytest.fixture
def slow_rendering(monkeypatch: pytest.MonkeyPatch) -> tuple[threading.Event, threading.Event]:
    """A rendering that says when it was asked for, and goes on when it is told to."""
    asked, go_on = threading.Event(), threading.Event()

    def slow(exporter: Exporter, key: object, written: object) -> bytes:
        asked.set()
        assert go_on.wait(60)
        return b""

    monkeypatch.setattr(Exporter, "render", slow)
    return asked, go_on


async def test_leaving_while_the_pdf_is_made_stops_the_export_and_says_so(
    home: Path, tmp_path: Path, slow_rendering: tuple[threading.Event, threading.Event]
) -> None:
    asked, go_on = slow_rendering
    async with app_at(home, "review", change=robin) as app:
        app.screen.query_one("#review", ItemList).go_to("pdf")
        await app.pilot.press("enter")
        await app.until(lambda: app.app.in_dialog, "the question where to")
        asked.clear()
        await app.pilot.press("enter")
        await app.until(asked.is_set, "rendering")
        await app.pilot.press("ctrl+p")
        await app.until(lambda: app.app.section == "details", "Details")
        await app.until(lambda: "The export was stopped" in app.said, "the words about it")
        go_on.set()
    assert not list(tmp_path.glob("*.pdf"))


async def test_a_session_that_ends_while_the_screen_comes_to_stand_ends_in_order(home: Path) -> None:
    async with app_at(home, "start") as app:
        app.app.show_section("review")
        await app.app.end_session()
        await app.pilot.pause()
        await app.pilot.pause()
        assert app.app.crash is None


async def test_what_is_still_rendered_ahead_holds_no_review_that_was_left(
    home: Path, slow_rendering: tuple[threading.Event, threading.Event]
) -> None:
    asked, go_on = slow_rendering
    async with app_at(home, "review", change=robin) as app:
        await app.until(asked.is_set, "the PDF being made")
        left = weakref.ref(app.screen)
        app.app.show_section("yellow")
        await app.settle()

        def let_go_of() -> bool:
            gc.collect()
            return left() is None

        await app.until(let_go_of, "the screen let go of, while the PDF is still being made")
        go_on.set()
