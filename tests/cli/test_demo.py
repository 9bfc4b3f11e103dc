"""`ce-tui demo`: made-up people only, every state shown, nothing left behind."""

from __future__ import annotations

import fcntl
import os
import re
import signal
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from tempfile import gettempdir
from typing import Any, NamedTuple

import pytest

from ce_tui.core.pathway.dates import LONDON
from ce_tui.core.pathway.outcome.evaluation import evaluate
from ce_tui.core.vault.casebook.casebook import Casebook
from ce_tui.session import demo
from ce_tui.session.asker import at_once
from ce_tui.session.demo import FILES, DemoScreening, made_up, throw_away_store
from ce_tui.session.home_list import first_draft, following
from ce_tui.session.jobs import opening
from ce_tui.session.jobs.opening import settle_pair
from ce_tui.session.session import Session
from ce_tui.settings.config import Config
from support.checkout import CHECKOUT
from support.documents.documentation import pages
from support.people.asker import Answers
from support.people.cli import ce_tui
from support.stores.vault import needs_mount
from support.terminal.pty_screen import DOWN, END, ENTER, ESCAPE, HOME, TAB, PtyScreen, ctrl


@pytest.fixture(scope="module")
def everything() -> list[DemoScreening]:
    return made_up(Config().pathways())


def test_it_shows_every_locality_tier_and_state(everything: list[DemoScreening]) -> None:
    pathway = Config().pathways().current
    at = datetime(2026, 11, 25, 10, tzinfo=LONDON)
    outcomes = Counter(evaluate(each.answers, pathway, at).outcome for each in everything)
    assert set(outcomes) == {"none", "yellow", "amber", "red"}
    assert {each.state for each in everything} == {"draft", "completed", "reopened"}
    assert {each.answers.locality for each in everything} == {each.id for each in pathway.localities}
    assert 25 <= len(everything) <= 40


def test_everyone_in_it_is_made_up(everything: list[DemoScreening]) -> None:
    text = "".join(file.read_text("utf-8") for file in FILES.glob("*.json"))
    phones = re.findall(r"\+?\d[\d ]{8,}\d", text)
    assert phones
    assert all(phone.startswith("01632 960") for phone in phones)
    assert all(address.endswith(".example.org") for address in re.findall(r"@([\w.]+)", text))


def test_its_notes_cite_factors_and_none_that_does_not_exist(everything: list[DemoScreening]) -> None:
    pathway = Config().pathways().current
    outcomes = [
        evaluate(each.answers, pathway, datetime(2026, 11, 25, 10, tzinfo=LONDON)) for each in everything
    ]
    assert not [outcome.unknown_ids for outcome in outcomes if outcome.unknown_ids]
    assert sum(bool(outcome.citations) for outcome in outcomes) > len(outcomes) / 2


def test_a_draft_stands_first_and_the_store_is_gone_afterwards() -> None:
    with throw_away_store(Config().pathways()) as (home, casebook):
        listed = casebook.index.all()
        assert Counter(each.state for each in listed) == {"draft": 16, "completed": 13, "reopened": 3}
        assert listed[0].state == "draft"
        assert home.stat().st_mode & 0o777 == 0o700
        assert casebook.log.verify().sound
    assert not home.parent.exists()


@pytest.mark.parametrize(
    "pathways",
    [
        f'pathways = ["{CHECKOUT}/tests/data/made-up-pathway/pathway.toml"]',
        f'pathways = ["{CHECKOUT}/tests/data/made-up-pathway/pathway.toml"]\n[links]\nnorthvale-form = "https://example.org"',
        'pathways = ["not-there.toml"]',
    ],
    ids=["another", "another with links", "none that is sound"],
)
def test_beside_another_partnerships_pathway_it_shows_the_one_that_comes_with_the_app(
    tmp_path: Path, pathways: str
) -> None:
    config = tmp_path / "config.toml"
    config.write_text(pathways, "utf-8")
    ended = ce_tui("demo", "--lines", stdin="1\ngo yellow\nquit\n", CE_TUI_CONFIG=str(config))
    assert (ended.code, "unknown pathway" in ended.err) == (0, False)
    assert "4 Yellow.\n" in ended.out


DAYS = {
    "a Wednesday": datetime(2026, 11, 25, 12, 0, tzinfo=UTC),
    "a Saturday, late": datetime(2026, 11, 28, 23, 40, tzinfo=UTC),
    "the bank holiday after Christmas": datetime(2026, 12, 28, 9, 0, tzinfo=UTC),
    "the night after the clocks went back": datetime(2027, 10, 31, 1, 30, tzinfo=UTC),
    "the day after Easter, in summer time": datetime(2027, 3, 30, 0, 10, tzinfo=UTC),
}


class Opened(NamedTuple):
    """The demo as it is opened at a moment."""

    at: datetime
    casebook: Casebook
    session: Session

    def newest(self) -> str:
        """The draft that was changed last."""
        return first_draft(self.casebook.index.all())


@pytest.fixture(scope="module", params=DAYS.values(), ids=DAYS)
def opened(request: pytest.FixtureRequest) -> Iterator[Opened]:
    at: datetime = request.param
    pathways = Config().pathways()
    with throw_away_store(pathways, lambda: at) as (_, casebook):
        session = Session(casebook, pathways, lambda: at)
        yield Opened(at, casebook, session)
        session.close_draft()


def test_home_leads_with_what_cannot_wait_then_with_what_is_overdue(opened: Opened) -> None:
    due = following(opened.casebook, opened.casebook.index.all()).with_me(opened.at)
    overdue = [(each.summary.child, each.due.what) for each in due if each.due.overdue]
    assert overdue[:4] == [
        ("Frankie Madeup", "call"),  # in danger: 999 was phoned, and social care was not
        ("Noor Example", "police"),  # harm was told of
        ("Alex Sample", "unanswered"),
        ("Robin Example", "call"),
    ], "they are due at once"
    assert sorted(overdue[4:]) == [
        ("Alex Sample", "police"),
        ("Blake Imaginary", "police"),
        ("Casey Specimen", "screen again"),
        ("Jordan Sample", "police"),
        ("Morgan Fable", "police"),
        ("Quinn Specimen", "form"),
        ("Quinn Specimen", "police"),
        ("Riley Notreal", "police"),
        ("Robin Example", "police"),
        ("Robin Example", "screen again"),  # that is begun, and not completed
        ("Sam Specimen", "answer"),
        ("Sasha Madeup", "police"),
        ("Taylor Example", "police"),
    ]
    today = [(each.summary.child, each.due.what) for each in due if not each.due.overdue]
    assert ("Kai Pretend", "next") in today


def test_the_newest_draft_is_of_a_child_who_was_screened_weeks_before(opened: Opened) -> None:
    draft = opened.session.open(opened.newest())
    found = draft.comparison
    assert found is not None
    weeks = date.fromisoformat(found.later.screened_on) - date.fromisoformat(found.earlier.screened_on)
    assert timedelta(weeks=4) < weeks < timedelta(weeks=6)
    assert (found.earlier.acting_on, found.later.acting_on) == ("amber", "red")
    assert [each.id for each in found.new] == ["Y2", "V4", "A5", "R6"]
    assert [each.id for each in found.gone] == ["Y8", "A6"]
    assert [(each.id, each.before, each.now) for each in found.moved] == [
        ("A3", "suspected", "reasonably believe")
    ]


def test_of_that_child_another_may_be_known_and_whoever_looks_round_can_say_so() -> None:
    pathways = Config().pathways()
    with throw_away_store(pathways) as (_, casebook):
        session = Session(casebook, pathways)
        draft = session.open(first_draft(casebook.index.all()))
        found = opening.look_for_child(draft)
        assert [each.screening.child for each in found.same] == ["Robin Example"]
        assert [(each.screenings[0].child, each.match.level) for each in found.hits] == [
            ("Rob Example", "likely")
        ]
        assert at_once(settle_pair(Answers(True), draft, "same", found.hits[0].refs[0])).done
        assert {each.screening.child for each in opening.look_for_child(draft).same} == {
            "Robin Example",
            "Rob Example",
        }
        session.close_draft()


def test_everything_in_it_happened_in_its_order_and_nothing_is_to_come(opened: Opened) -> None:
    logged = [datetime.fromisoformat(each.at) for each in opened.casebook.log.entries()]
    assert logged == sorted(logged) and logged[-1] <= opened.at
    for each in opened.casebook.index.all():
        created = datetime.fromisoformat(each.created)
        assert each.screened_on == created.astimezone(LONDON).date().isoformat()
        for done in opened.casebook.actions.of(each.ref):
            recorded = datetime.fromisoformat(done.recorded_at)
            assert created <= recorded <= opened.at
            at = datetime.fromisoformat(done.action.at).replace(tzinfo=LONDON)
            assert created - timedelta(hours=3) <= at <= recorded  # who phones first screens soon after


def test_once_it_is_open_its_clock_is_right() -> None:
    at, pathways = DAYS["a Wednesday"], Config().pathways()
    with throw_away_store(pathways, lambda: at) as (_, casebook):
        draft = Session(casebook, pathways, lambda: at).begin("essex")
        assert datetime.fromisoformat(draft.screening.created) == at


def _demo(scratch: Path, cwd: Path | None = None) -> PtyScreen:
    env = {
        "PYTHONPATH": str(CHECKOUT),
        "HOME": os.environ["HOME"],
        "XDG_DATA_HOME": os.environ["XDG_DATA_HOME"],
        "CE_TUI_HOME": str(scratch / "home"),
    }
    return PtyScreen([sys.executable, "-m", "ce_tui", "demo"], env, cwd=cwd)


def _stores(pid: int) -> list[Path]:
    """The folders of the demo that runs as this process."""
    return [*Path("/dev/shm").glob(f"ce-tui-demo-{pid}-*"), *Path(gettempdir()).glob(f"ce-tui-demo-{pid}-*")]


@pytest.mark.parametrize("ending", ["sign out", "hang up"])
def test_the_app_opens_on_home_and_leaves_nothing(tmp_path: Path, ending: str) -> None:
    with _demo(tmp_path) as terminal:
        terminal.wait_for("> CE-")
        terminal.wait_for("Enter opens it")
        terminal.wait_for("CE Pathway DEMO")
        lines = terminal.text.splitlines()
        at = next(number for number, line in enumerate(lines) if line.startswith(">"))
        assert "Red: immediate risk" in lines[at] and "Frankie Madeup" in lines[at]
        assert lines[at - 1].startswith(" Drafts: 19"), "the first draft"
        terminal.press(b"\r")
        terminal.wait_for("3 Start")
        assert len(_stores(terminal.pid)) == 1
        if ending == "sign out":
            terminal.press(ctrl("q"))
        else:
            terminal.hang_up()
        terminal.wait_for_end()
        assert _stores(terminal.pid) == []
    assert not (tmp_path / "home").exists()


def test_what_a_killed_demo_left_is_swept_away_by_the_next(tmp_path: Path) -> None:
    with _demo(tmp_path) as terminal:
        terminal.wait_for("Enter opens it")
        terminal.signal(signal.SIGKILL)
        terminal.wait_for_end()
        assert len(_stores(terminal.pid)) == 1
        with throw_away_store(Config().pathways()):
            assert _stores(terminal.pid) == []


@needs_mount
def test_a_demo_on_the_same_memory_that_does_not_see_the_first_ones_process_leaves_it_alone() -> None:
    """As in a container, or where a machine hides processes: no number of a process tells that a demo is alive."""
    begin = "from ce_tui.settings.config import Config\nfrom ce_tui.session.demo import throw_away_store\n"
    begin += "with throw_away_store"
    other = [sys.executable, "-c", f"{begin}(Config().pathways()): print('begun')"]
    with throw_away_store(Config().pathways()) as (home, casebook):
        apart = ["unshare", "--mount", "--propagation", "private", "--pid", "--fork", "--mount-proc", *other]
        env = {**os.environ, "PYTHONPATH": str(CHECKOUT)}
        assert subprocess.run(apart, capture_output=True, text=True, env=env, check=True).stdout == "begun\n"
        assert (home / "store.db").exists()
        assert casebook.log.verify().sound
    assert not home.parent.exists()


@pytest.mark.parametrize("step", ["made", "opened", "locked"])
def test_a_sweep_at_any_moment_of_a_beginning_costs_no_demo_its_folder(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, step: str
) -> None:
    monkeypatch.setattr(demo, "_memory", lambda: tmp_path)
    swept: list[list[Path]] = []

    def sweep_once() -> None:
        if not swept:
            swept.append(sorted(tmp_path.iterdir()))
            demo._sweep(tmp_path)
            swept.append(sorted(tmp_path.iterdir()))

    make, lock = tempfile.mkdtemp, fcntl.flock

    def made(**where: Any) -> str:
        folder = make(**where)
        if step == "made":
            sweep_once()
        return folder

    def locked(handle: int, how: int) -> None:
        monkeypatch.setattr(fcntl, "flock", lock)
        if step == "opened":
            sweep_once()
        lock(handle, how)
        if step == "locked":
            sweep_once()

    monkeypatch.setattr(tempfile, "mkdtemp", made)
    monkeypatch.setattr(fcntl, "flock", locked)
    with throw_away_store(Config().pathways()) as (home, casebook):
        assert (home / "store.db").exists() and casebook.log.verify().sound
        before, after = swept
        assert len(before) == 1 and after == (before if step == "locked" else [])
    assert list(tmp_path.iterdir()) == []


PRESSED = {"Enter": ENTER, "Esc": ESCAPE, "Space": b" ", "Tab": TAB, "Down": DOWN, "Home": HOME, "End": END}
WHERE = {
    "1": "3 Start",
    "2": "4 Yellow",
    "3": "5 Amber",
    "4": "A1  [S] Suspected",
    "5": "6 Red",
    "6": "8 Result",
    "8": "Recorded as number 2",
    "9": "Completed as revision 1.",
}
"""What stands on the screen after which of them."""


def test_the_readmes_walk_can_be_followed_as_it_is_written(tmp_path: Path) -> None:
    """Its ten lines: every key in their order, and a sentence where one is to be typed."""
    page = next(page for page in pages() if page.name == "README.md")
    lines = re.findall(
        r"^([0-9]+)\. (.*)$", page.text.split("## A five-minute walk")[1].split("\n## ")[0], re.M
    )
    assert [number for number, _ in lines] == [str(number) for number in range(1, 11)]
    with _demo(tmp_path, cwd=tmp_path) as terminal:
        terminal.wait_for("Enter opens it")
        for number, words in lines:
            for is_later, part in enumerate(words.split("with a passphrase;")):
                if is_later:
                    terminal.wait_for("letter by letter")
                for key in re.findall("`(.+?)`", part):
                    terminal.press(
                        ctrl(key[-1]) if key.startswith("Ctrl+") else PRESSED.get(key, key.encode())
                    )
                    if key == "n":
                        terminal.press(b"seen with new trainers.")
            if number in WHERE:
                terminal.wait_for(WHERE[number])
        assert terminal.wait_for_end() == 0
    assert [each.suffix for each in tmp_path.iterdir() if each.is_file()] == [".pdf"]


def test_it_needs_a_terminal() -> None:
    ended = ce_tui("demo")
    assert (ended.code, ended.out) == (2, "")
