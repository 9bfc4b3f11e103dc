"""Review: what is missing, completing, and every way in which the referral leaves."""

from __future__ import annotations

import gc
import io
import re
import stat
import threading
import weakref
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest
from msgspec.structs import replace
from pypdf import PdfReader

from ce_tui.core.pathway.answers.screening import Answers
from ce_tui.core.pathway.document.loading import default_pathway
from ce_tui.core.pathway.interview import replies
from ce_tui.core.vault.casebook.referrals import Document
from ce_tui.lines.screening.result_lines import whole_result
from ce_tui.screens.screening.action import ActionScreen
from ce_tui.session.exporting import DrawnPdfs, Exporter, script_of
from ce_tui.session.jobs.recording import record
from ce_tui.session.reviewing import UnconfirmedPassphrases
from ce_tui.widgets.field import Field
from ce_tui.widgets.item_list import ItemList
from support.people.acting import OFFICE, at_noon, begun, record_it, reply
from support.people.asker import Answers as Answering
from support.people.marking import amber, red, robin
from support.people.screens import PASSPHRASE, App, app_at

PATHWAY = default_pathway()


def said_by(app: App) -> str:
    return "\n".join(item.text for item in app.screen.query_one("#review", ItemList).items)


async def choose(app: App, item_id: str) -> None:
    app.screen.query_one("#review", ItemList).go_to(item_id)
    await app.press("enter")


async def export_to(app: App, item_id: str, path: Path) -> None:
    """Export into the folder that the app was started in, which `tmp_path` is."""
    await choose(app, item_id)
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


async def test_what_holds_completion_up_is_said_and_leads_to_where_it_is_put_in(home: Path) -> None:
    async with app_at(home, "review", change=amber) as app:
        await choose(app, "complete")
        assert app.said.startswith("Not completed.") and "narrative" in app.said
        await choose(app, "go:notes:")
        assert app.screen.section == "notes"


async def test_what_the_notes_cite_is_marked_from_review_and_nothing_leads_away_once_it_is_completed(
    home: Path,
) -> None:
    def cited(answers: Answers) -> Answers:
        return replies.set_notes(robin(answers), "R2 was told by the school, and A3. She was late on Friday.")

    async with app_at(home, "review", change=cited) as app:
        assert "Your notes cite R2, which is not marked. Enter marks them." in said_by(app)
        await choose(app, "go:mark:")
        assert "Your notes cite R2, which is not marked" in app.words()
        await app.press("1", "enter")
        assert app.answers.marks["R2"] == "suspected" and app.said.startswith("Marked: R2.")
        assert "which is not marked" not in said_by(app)
        assert app.screen.here.startswith("go:"), "what is missing next, and not what completes"
        await choose(app, "complete")
        assert "Not answered: immediate risk, harm told" in app.words()
        await app.press("2", "enter")
        assert app.draft.screening.state == "completed"
        assert "not answered, holds nothing up" in said_by(app) and "Enter goes there" not in said_by(app)


@pytest.mark.parametrize("completed", [False, True])
async def test_that_nobody_was_phoned_yet_stands_first_and_enter_there_records(
    home: Path, completed: bool
) -> None:
    async with app_at(home, "start", change=red) as app:
        at_noon(app)
        if completed:
            app.draft.complete()
        app.app.navigator.show_section("review")
        await app.settle()
        said = "! Nobody was phoned yet, as far as is recorded. Enter records what was done."
        assert app.screen.here == "go:record:" and app.said.startswith(said)
        items = app.screen.query_one("#review", ItemList).items
        assert next(item for item in items if item.head == "!").id == "go:record:"
        await app.press("enter")
        await app.until(lambda: isinstance(app.app.screen, ActionScreen), "the form")
        await app.settle()
        await reply(app, to=OFFICE, came_of_it="accepted")
        await record_it(app)
        await app.until(lambda: app.screen.section == "review", "Review")
        await app.settle()
        assert "Recorded as number 1: " in app.said and "Nobody was phoned yet" not in said_by(app)


async def test_of_amber_it_says_that_nothing_was_done_and_of_less_nothing(home: Path) -> None:
    async with app_at(home, "review", change=robin) as app:
        assert app.said.startswith("! Nothing was done yet, as far as is recorded.")
    async with app_at(home.parent / "another", "review") as app:
        assert "as far as is recorded" not in said_by(app)


async def test_it_is_completed_and_reopened_by_enter(home: Path) -> None:
    async with app_at(home, "review") as app:
        await choose(app, "complete")
        assert "whether you know the child already" in app.words()
        await app.press("2", "enter")
        assert app.said.startswith("Completed as revision 1.")
        assert "completed" in app.text().splitlines()[0]
        current = app.screen.query_one("#review", ItemList).current
        assert current is not None and current.id == "pdf", "the next step, and not the way back"
        await choose(app, "reopen")
        assert "stays as it was completed" in app.words()
        await app.press("2", "enter")
        assert app.said.startswith("Reopened: this is the draft of revision 2.")
        assert "reopened" in app.text().splitlines()[0]


async def test_the_pdf_is_closed_by_a_passphrase_hidden_by_a_lock_and_shown_until_it_is_confirmed(
    home: Path, tmp_path: Path
) -> None:
    target = tmp_path / "referral.pdf"
    async with app_at(home, "review", change=robin) as app:
        await export_to(app, "pdf", target)
        await app.until(lambda: app.app.front.in_dialog and "passphrase" in app.words(), "the passphrase")
        password = passphrase_on(app)
        with pytest.raises(pikepdf.PasswordError):
            pikepdf.open(target)
        opened = PdfReader(target, password=password)
        assert "Robin Madeup" in " ".join(" ".join(page.extract_text() for page in opened.pages).split())
        assert stat.S_IMODE(target.stat().st_mode) == 0o600

        await app.press("ctrl+l")
        await app.until(lambda: app.app.seat.locked, "the lock")
        assert password not in app.text() and "Robin" not in app.text()
        await app.type(PASSPHRASE)
        await app.press("enter")
        await app.until(lambda: password in app.text(), "the same passphrase again")

        await app.press("escape")  # not confirmed: it stays
        await app.press("ctrl+p", "ctrl+n")
        await choose(app, f"passphrase:{target}")
        assert passphrase_on(app) == password
        await app.press("2", "enter")
        assert "Show the passphrase" not in said_by(app)


async def test_for_screen_readers_the_passphrase_is_a_stop_of_its_own_said_again_and_spelt(
    home: Path, tmp_path: Path
) -> None:
    async with app_at(home, "review", change=robin) as app:
        app.app.appearance.show_for_screen_readers(True)
        await export_to(app, "pdf", tmp_path / "referral.pdf")
        await app.until(lambda: app.app.front.in_dialog and "passphrase" in app.words(), "the passphrase")
        await app.press("down", "down")
        [waiting] = UnconfirmedPassphrases(app.draft.casebook, app.draft.screening.ref).all()
        whole = f"The passphrase: {waiting.passphrase}."
        spelt = " ".join(f"{word}: {' '.join(word)}." for word in waiting.passphrase.split("-"))
        assert app.said == f"{whole} Enter spells it. (3 of 3)"
        await app.press("enter")
        assert app.said == spelt
        await app.press("enter")
        assert app.said == whole
        await app.press("up", "down")
        assert app.said == f"{whole} Enter spells it. (3 of 3)"
        assert app.app.front.in_dialog, "it waits for an answer still"
        await app.press("2", "enter")
        await app.settle()
        assert UnconfirmedPassphrases(app.draft.casebook, app.draft.screening.ref).all() == []


async def test_review_shows_what_the_referral_will_say_and_its_text_is_written_where_one_says_or_nowhere(
    home: Path, tmp_path: Path
) -> None:
    async with app_at(home, "review", change=robin) as app:
        shown = " ".join(said_by(app).split())
        assert "OFFICIAL-SENSITIVE" in shown and "Robin Madeup" in shown and "Worried since May: A3." in shown
        assert "DRAFT: this screening is not completed." in shown

        await choose(app, "text")
        assert f"ce-referral-{app.draft.screening.ref}-r1-draft.txt" in app.words().replace(" ", "")
        await app.press("escape")
        assert app.said.startswith("Nothing was exported.")

        await choose(app, "text")
        app.app.screen.query_one(Field).value = str(home / "slots.txt")
        await app.press("enter")
        assert "is in the folder of the store, or leads there." in app.words()
        await app.press("enter")
        assert app.app.screen.query_one(Field).value == str(home / "slots.txt"), "as it was typed"
        await app.press("escape")
        assert app.said.startswith("Nothing was exported.")

        await export_to(app, "text", tmp_path / "a.txt")
        assert app.said.startswith("Exported: the text is ")
    assert "Worried since May: A3." in (tmp_path / "a.txt").read_text()


async def test_the_pages_for_oneself_are_left_out_until_they_are_chosen(home: Path, tmp_path: Path) -> None:
    async with app_at(home, "review", change=robin) as app:
        assert "With the pages for you (what to do, numbers)\n" in said_by(app)
        assert "Whom to call" not in said_by(app), "it shows what the PDF says"
        assert "For the referrer" not in said_by(app)
        await choose(app, "protect")
        await export_to(app, "pdf", tmp_path / "without.pdf")
        await app.until((tmp_path / "without.pdf").exists, "the file")
        await choose(app, "annex")
        assert app.said.startswith("The pages for you go out with it")
        assert "For the referrer: what to do in Essex" in said_by(app)
        await export_to(app, "pdf", tmp_path / "with.pdf")
        await app.until((tmp_path / "with.pdf").exists, "the file")
        await choose(app, "annex")
        assert app.said.startswith("The pages for you stay here")
    without, whole = (text_of((tmp_path / name).read_bytes()) for name in ("without.pdf", "with.pdf"))
    for words in ("For the referrer: what to do in Essex", "0345 603 7627"):
        assert words in whole and words not in without


async def test_what_to_do_now_is_saved_by_itself(home: Path, tmp_path: Path) -> None:
    async with app_at(home, "review", change=robin) as app:
        await choose(app, "now")
        assert "They hold the reference, and no name." in app.words()
        await app.press("2", "enter")
        assert f"ce-what-to-do-{app.draft.screening.ref}-r1-draft.pdf" in app.words().replace(" ", "")
        await app.press("ctrl+u")
        await app.type("now.pdf")
        await app.press("enter")
        await app.until((tmp_path / "now.pdf").exists, "the file")
        await app.settle()
        assert app.said.startswith("Written: what to do now is ")
    text = text_of((tmp_path / "now.pdf").read_bytes())
    assert "For the referrer: what to do in Essex" in text and "Robin" not in text


async def test_printing_is_asked_about_and_said_and_protection_can_be_switched_off_in_words(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "open.pdf"
    (tmp_path / "lp").write_text("#!/bin/sh\nexec cat > /dev/null\n")
    (tmp_path / "lp").chmod(0o755)
    monkeypatch.setattr("ce_tui.session.exporting.printer", lambda: str(tmp_path / "lp"))
    async with app_at(home, "review", change=robin) as app:
        await choose(app, "print")
        assert "whoever takes the paper reads it" in app.words()
        await app.press("2", "enter")
        await app.until(lambda: app.said.startswith("Sent to the printer."), "the printer")

        await choose(app, "protect")
        assert "whoever has the file can read it" in app.said
        await export_to(app, "pdf", target)
        await app.until(target.exists, "the file")
        await app.settle()
        assert app.said.startswith("Exported, marked as a draft: the PDF is ")
    assert "Robin Madeup" in text_of(target.read_bytes())


@pytest.fixture
def slow_rendering(monkeypatch: pytest.MonkeyPatch) -> tuple[threading.Event, threading.Event]:
    """A rendering that says when it was asked for, and goes on when it is told to."""
    asked, go_on = threading.Event(), threading.Event()

    def slow(exporter: Exporter, *documents: Document) -> Callable[[], DrawnPdfs]:
        key = exporter.key

        def draw() -> DrawnPdfs:
            asked.set()
            assert go_on.wait(60)
            return DrawnPdfs(dict.fromkeys(documents, b""), key)

        return draw

    monkeypatch.setattr(Exporter, "to_draw", slow)
    return asked, go_on


async def test_leaving_while_the_pdf_is_made_stops_the_export_and_says_so(
    home: Path, tmp_path: Path, slow_rendering: tuple[threading.Event, threading.Event]
) -> None:
    asked, go_on = slow_rendering
    async with app_at(home, "review", change=robin) as app:
        app.screen.query_one("#review", ItemList).go_to("pdf")
        await app.pilot.press("enter")
        await app.until(lambda: app.app.front.in_dialog, "the question where to")
        asked.clear()
        await app.pilot.press("enter")
        await app.until(asked.is_set, "rendering")
        await app.pilot.press("ctrl+p")
        await app.until(lambda: app.app.navigator.section == "details", "Details")
        await app.until(lambda: "The export was stopped" in app.said, "the words about it")
        go_on.set()
    assert not list(tmp_path.glob("*.pdf"))


@pytest.mark.parametrize("section", ["review", "yellow"])
async def test_a_session_that_ends_while_the_screen_comes_to_stand_ends_in_order(
    home: Path, section: str
) -> None:
    async with app_at(home, "start") as app:
        app.app.navigator.show_section(section)
        await app.app.ending.end_session()
        app.screen.on_resize()  # of which it is told as it comes
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
        app.app.navigator.show_section("yellow")
        await app.settle()

        def let_go_of() -> bool:
            gc.collect()
            return left() is None

        await app.until(let_go_of, "the screen let go of, while the PDF is still being made")
        go_on.set()


@pytest.mark.parametrize("size", [(60, 20), (80, 24)])
async def test_after_the_export_what_is_still_to_be_done_stands_in_order_and_can_be_gone_through(
    home: Path, tmp_path: Path, size: tuple[int, int]
) -> None:
    async with app_at(home, "review", change=robin, size=size) as app:
        assert "Still to be done, in order" not in said_by(app)
        await export_to(app, "text", tmp_path / "a.txt")
        review = app.screen.query_one("#review", ItemList)
        assert review.current is not None and review.current.id == "to-do:1"
        assert "For advice: Phone the Children & Families' Hub, 0345 603 7627" in app.words()
        seen = ""
        while review.current is not None and review.current.id.startswith("to-do:"):
            seen += app.words()
            await app.press("down")
        for words in (
            "The area's own form",
            "Send the referral to the Children",
            "stays until you delete it",
        ):
            assert words in seen


async def test_what_is_still_to_be_done_is_read_again_another_day_under_what_to_do_now(home: Path) -> None:
    async with app_at(home, "review", change=robin) as app:
        await choose(app, "now")
        await app.press("enter")
        review = app.screen.query_one("#review", ItemList)
        assert review.current is not None and review.current.id == "to-do:1"
        assert "Files that you exported stay until you delete them" in said_by(app)


async def test_a_call_to_the_police_that_is_recorded_ticks_itself_off_what_is_still_to_be_done(
    home: Path,
) -> None:
    async with app_at(home, "review", change=red) as app:
        at_noon(app)
        await choose(app, "now")
        await app.press("enter", "d")
        await app.until(lambda: isinstance(app.app.screen, ActionScreen), "the form")
        await app.settle()
        await app.press("shift+tab", "shift+tab")
        await reply(app, kind="police", came_of_it="advice")
        await record_it(app)
        await app.until(lambda: not isinstance(app.app.screen, ActionScreen), "Review")
        await app.settle()
        to_do = [
            item.text
            for item in app.screen.query_one("#review", ItemList).items
            if item.id.startswith("to-do:")
        ]
        assert [each[:46] for each in to_do if each.startswith(("Done ", "Police told "))] == [
            "Police told 25 November 2026, 12:00, was this ",
            "Done 25 November 2026, 12:00: Police: Tell Ess",
        ]


async def test_a_text_under_the_name_of_a_pdf_is_refused_and_nothing_is_written(
    home: Path, tmp_path: Path
) -> None:
    async with app_at(home, "review", change=robin) as app:
        await export_to(app, "text", tmp_path / "a.pdf")
        assert "This is plain text, and the name ends in .pdf" in app.words()
        await app.press("enter", "end", *["backspace"] * 4, "enter")
        assert app.said.startswith("Exported: the text is ")
    assert sorted(path.name for path in tmp_path.iterdir() if path.is_file()) == ["a.txt"]


def amber_without_words(answers: Answers) -> Answers:
    return replies.mark(replies.set_known(answers, PATHWAY, True), PATHWAY, "A3", "suspected")


async def test_all_that_is_missing_can_be_read_at_once_in_a_small_window(home: Path) -> None:
    async with app_at(home, "review", change=amber_without_words, size=(80, 24)) as app:
        await app.until(lambda: "Not filled in" in app.text(), "the last thing that is missing")
        for row in (
            " What was done",
            "> !   Nothing was done yet, as far as is recorded. Enter records what was done.",
            " What is missing: needed before completing. Enter goes there",
            "  !   A narrative: the child's current context, your professional opinion",
            " What is missing: not answered, holds nothing up. Enter goes there",
            "  !   Whether the child is at immediate risk",
            "  !   Whether you saw or were told of harm today",
            "  !   Whether the child is missing now",
            " What is missing, besides",
            "  !   Yellow and Red not looked at.",
        ):
            assert row in app.text().splitlines(), row
        assert "consent. It goes out marked as a draft. Enter goes there." in app.words()
        assert app.said.startswith("! Nothing was done yet, as far as is recorded.")
        await app.press("down")
        assert app.said.startswith("! Needed before completing: a narrative:")
        await app.press("down", "enter")
        await app.until(lambda: app.app.navigator.section == "start", "Start")
        assert app.screen.here == "immediate_risk"


async def test_a_form_that_is_recorded_as_sent_is_nowhere_said_to_be_still_to_be_done(home: Path) -> None:
    async with app_at(home, "review", change=red) as app:
        at_noon(app)
        due = "Still to be done: the area's own form"
        assert due in said_by(app)
        sent = begun(app.draft, kind="form", to=OFFICE, came_of_it="accepted")
        assert (await record(Answering(), sent)).done
        for place in ("result", "review"):
            app.app.navigator.show_section(place)
            await app.settle()
            items = app.screen.query_one(f"#{place}", ItemList).items
            [form] = [item for item in items if item.id == "form:0"]
            above = items[items.index(form) - 1].text
            assert due not in "\n".join(item.text for item in items), place
            assert above.startswith("The area's own form, sent as far as is recorded."), place
            assert form.text.startswith("Done 25 November 2026, 12:00: Essex Request for Support: "), place
            assert "which is still to be done" not in "\n".join(item.text for item in items), place
        lines = [line for line in whole_result(app.draft) if "own form" in line]
        assert len(lines) == 1 and ": done 25 November 2026, 12:00: Essex Request for Support" in lines[0]
        heard = " ".join(line for _, said in script_of(app.draft) for line in said)
        assert "A form of the area is still to be sent" not in heard
        app.draft.apply(lambda answers: replace(answers, screened_on="2026-11-26"))
        assert "A form of the area is still to be sent" in str(script_of(app.draft)), (
            "it was sent before that"
        )


async def test_the_display_for_screen_readers_says_no_rules_of_what_the_pdf_will_say(home: Path) -> None:
    def ruled(answers: Answers) -> Answers:
        return replies.set_notes(
            red(answers), "Seen at the station.\n--------\n──── A3 ────\nTold by a friend."
        )

    async with app_at(home, "review", change=ruled) as app:
        app.app.appearance.show_for_screen_readers(True)
        await app.settle()
        found = app.screen.query_one("#review", ItemList)
        says = [item for item in found.items if item.id.startswith("says:")]
        assert any("======" in item.text for item in says), "it is there to be seen"
        for item in says:
            found.go_to(item.id)
            await app.settle()
            assert not re.search("[=─-]{3}", app.said), app.said
            assert not re.search("[=─-]{3}", app.text()), app.text()
        assert any(
            "Seen at the station. > A3 > Told by a friend." in item.said.replace("\n", " ") for item in says
        )
