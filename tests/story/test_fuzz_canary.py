"""A made-up name, typed wherever one can type it, is in no file and not on the terminal, however the app ends."""

from __future__ import annotations

import signal
from collections.abc import Callable
from pathlib import Path

import pytest

from support.people.places import in_draft, lock, open_draft, section, sign_in
from support.stores.full_store import Full, fill
from support.terminal.own_world import World, world
from support.terminal.pty_screen import ENTER, TAB, ctrl
from support.terminal.walker import Walker

CANARY = "Wrenfeather"
LEAVE = b"\x1b[?1049l"


@pytest.fixture
def place(tmp_path: Path) -> World:
    return world(tmp_path / "world")


@pytest.fixture
def store(place: World) -> Full:
    return fill(place.tmp / "home")


def app(place: World, store: Full) -> Walker:
    variables = {"HOME": str(place.inside(place.person)), "XDG_CONFIG_HOME": str(place.inside(place.person))}
    return Walker(place.inside(store.home), start=place.start, env=variables, cwd=place.person)


def type_it_everywhere(walker: Walker, store: Full) -> None:
    """At the door, as a search, in the notes, in a reason, in the details, as a file's name."""
    walker.until_front("SignInScreen")
    walker.go_to_field("name")
    walker.press(CANARY.encode(), TAB, b"no such passphrase " + CANARY.encode(), ENTER)
    walker.until(lambda state: "!" in walker.term.text, "the refusal")
    walker.go_to_field("name")
    walker.press(ctrl("u"))
    sign_in(walker, store)
    walker.press(b"/", CANARY.encode(), ENTER)
    walker.until(lambda state: "No screening found" in walker.term.text, "the search")
    open_draft(walker, store)
    section(walker, "details")
    walker.go_to_field("q-child-name")
    walker.press(ctrl("u"), f"Xanthe {CANARY}".encode(), TAB, CANARY.encode(), TAB)
    in_draft("result")(walker, store)
    walker.choose("reason")
    walker.until_front("InputDialog")
    walker.press(f" Said {CANARY}.".encode(), ENTER)
    in_draft("review")(walker, store)
    walker.choose("pdf")
    walker.until_front("InputDialog")
    walker.press(ctrl("u"), f"{CANARY}.pdf".encode(), ENTER)
    walker.until_front("MessageDialog")
    walker.escape(to="InputDialog")
    walker.escape(to="ReviewScreen")
    in_draft("notes")(walker, store)
    walker.press(f" {CANARY} was seen".encode())
    walker.until(lambda state: f"{CANARY} was seen" in walker.term.text, "the notes")


def is_nowhere(walker: Walker, place: World, sent_before: int = 0) -> None:
    """Not on the terminal's screen, in nothing that it was sent since, nor in a file."""
    assert CANARY not in walker.term.text
    assert CANARY.encode() not in bytes(walker.term.raw[sent_before:])
    assert place.files_with(CANARY) == []


def test_the_search_finds_a_name_in_any_file_that_could_be_written(place: World) -> None:
    (place.tmp / "left.txt").write_text(f"… {CANARY.upper()} …")
    (place.person / f"{CANARY}.txt").write_text("")
    (place.folder / "dev" / "shm" / "left").write_bytes(CANARY.encode("utf-16-le"))
    assert len(place.files_with(CANARY)) == 3


def test_after_a_lock_it_is_nowhere_and_what_is_pressed_there_brings_nothing_back(
    place: World, store: Full
) -> None:
    with app(place, store) as walker:
        type_it_everywhere(walker, store)
        walker.press(ctrl("l"))
        walker.until_front("LockScreen")
        walker.until(lambda _: CANARY not in walker.term.text, "the lock")
        walker.term.settle()
        locked_at = len(walker.term.raw)
        for keys in (
            ctrl("g"),
            b"1",
            ENTER,
            ctrl("v"),
            b"?",
            ctrl("r"),
            ctrl("t"),
            ctrl("o"),
            ctrl("n"),
            TAB,
        ):
            walker.press(keys)
        is_nowhere(walker, place, locked_at)
        walker.send(ctrl("q"))
        assert walker.term.wait_for_end() == 0
        is_nowhere(walker, place, locked_at)


def end(walker: Walker, code: int) -> None:
    assert walker.term.wait_for_end() == code
    assert LEAVE in walker.term.raw
    since = walker.term.raw.rindex(LEAVE)
    assert CANARY.encode() not in walker.term.raw[since:]
    assert CANARY.encode() not in walker.term.raw[: walker.term.raw.index(b"\x1b[?1049h")]


def by_a_fault(walker: Walker) -> None:
    walker.fail(CANARY)
    end(walker, 70)


def by_a_signal(number: signal.Signals) -> Callable[[Walker], None]:
    def ending(walker: Walker) -> None:
        walker.signal(number)
        end(walker, 128 + number)

    return ending


def by_a_dropped_line(walker: Walker) -> None:
    walker.term.screen.reset()  # whoever sat there sees nothing of the terminal any more
    walker.term.hang_up()
    assert walker.term.wait_for_end() == 128 + signal.SIGHUP


@pytest.mark.parametrize(
    "ending",
    [
        pytest.param(by_a_fault, id="a fault"),
        pytest.param(by_a_signal(signal.SIGHUP), id="SIGHUP"),
        pytest.param(by_a_signal(signal.SIGTERM), id="SIGTERM", marks=pytest.mark.soak),
        pytest.param(by_a_dropped_line, id="a dropped line", marks=pytest.mark.soak),
    ],
)
def test_after_the_end_it_is_nowhere(ending: Callable[[Walker], None], place: World, store: Full) -> None:
    with app(place, store) as walker:
        type_it_everywhere(walker, store)
        ending(walker)
        is_nowhere(walker, place, len(walker.term.raw))


def test_what_was_typed_right_before_a_kill_is_in_no_file_either(place: World, store: Full) -> None:
    with app(place, store) as walker:
        lock(walker, store)
        walker.press(b"wrong passphrase ", CANARY.encode(), ENTER)
        walker.signal(signal.SIGKILL)
        assert walker.term.wait_for_end() == -signal.SIGKILL
        assert place.files_with(CANARY) == []
