"""What a real screen reader says of the screening before: once with each factor, once under a heading in the Result."""

from __future__ import annotations

from pathlib import Path

from ce_tui.session.session import Session
from ce_tui.settings.config import Config
from support.people.before import screened_before
from support.people.marking import marked, robin
from support.people.screens import NAME, NOON, PASSPHRASE, new_casebook
from support.terminal.fenrir import Listener, needs_fenrir
from support.terminal.pty_screen import DOWN, ENTER, SPACE, TAB, ctrl

pytestmark = needs_fenrir

BEFORE = "Before, 3 October 2026: suspected, not confirmed."


def screening(home: Path) -> None:
    """A draft with A3, A5 and A7, whose child was screened before with A3, A5 and R2."""
    session = Session(new_casebook(home), Config().pathways(), lambda: NOON)
    draft = session.begin("essex")
    draft.apply(lambda answers: marked(marked(robin(answers), "A5", "reasonably believe"), "A7"))
    then = {"A3": "suspected", "A5": "suspected", "R2": "suspected"}
    screened_before(draft.casebook, draft.screening.ref, then)  # type: ignore[arg-type]
    draft.casebook.screenings.leave(draft.screening)
    draft.casebook.close()


def test_what_was_marked_before_is_heard_once_with_each_factor_and_once_in_the_result(tmp_path: Path) -> None:
    home = tmp_path / "home"
    screening(home)
    with Listener(home, folder=tmp_path) as listener:
        listener.until_front("SignInScreen")
        listener.press(ctrl("r"))
        listener.send(NAME.encode())
        listener.press(TAB)
        listener.send(PASSPHRASE.encode())
        listener.rest()
        listener.press(ENTER)
        listener.until_front("HomeScreen")
        listener.press(ENTER)
        listener.until_front("FormScreen")
        listener.press(ctrl("n"), ctrl("n"))
        listener.heard()
        assert "Before" not in said(listener, DOWN), "A2 was not marked"
        a3 = said(listener, DOWN)
        assert a3.startswith(f"A3, 3 of 11: Suspected. {BEFORE} Is the young person ")
        assert a3.count("Before, 3 October 2026") == 1
        assert said(listener, SPACE) == "A3, 3 of 11: Reasonably believe.", "a mark says the new state alone"
        listener.press(ctrl("n"), ctrl("n"), ctrl("n"))
        listener.until_front("ResultScreen")
        listener.heard()
        result = read_to_the_end(listener)
        for title in ("Newly marked", "Moved", "Marked before, not asked or not looked at now"):
            heard = [words for words in result if title in words]
            assert heard and all(words.startswith(f"{title}: ") for words in heard), heard
            assert all(words.count(title) == 1 for words in heard), heard
        assert sum(words.startswith("Compared with the screening of ") for words in result) == 1
        assert sum("E-mail TAFSO at essex.gov.uk. Team Around the Family." in words for words in result) == 1


def said(listener: Listener, key: bytes) -> str:
    """What is said at a key, in one line."""
    return " ".join(listener.hear(key))


def read_to_the_end(listener: Listener) -> list[str]:
    """What is said at each Down, until there is nothing further down."""
    read: list[str] = []
    while "Down: no effect" not in (words := said(listener, DOWN)):
        read.append(words)
        assert len(read) < 300, read[-3:]
    return read
