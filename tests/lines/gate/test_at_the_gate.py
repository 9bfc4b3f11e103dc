"""Before anybody is signed in: what comes first is what comes first elsewhere, and the deployment's rules hold."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from ce_tui.lines.run import StartOptions, converse
from ce_tui.session.cut_off import tell_at_next_sign_in
from ce_tui.session.terminal_state import KEYS_CHANGE, SOMEONE_ELSE, SessionExit
from ce_tui.settings.config import Config, read_config
from support.people.conversation import NAME, PASSPHRASE, Heard, Script, at_noon, listen, talk
from support.people.screens import second_terminal
from support.stores.half_made import half_made
from support.terminal.apps import CE_TUI
from support.terminal.pty_screen import ENTER, PtyScreen
from support.terminal.streams import Streams


def test_a_set_up_that_was_killed_half_way_is_asked_again(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    half_made(home, monkeypatch)
    heard = listen(home)
    assert "Set-up, five questions." in heard and "Sign in" not in heard.partition("signing in.")[2]


REFUSED = (
    "The name or the passphrase is not right.\n"
    "Forgotten it? The recovery code leads to a new one: type lost. back: another name.\n"
)


_SAID_IF_IT_TAKES_LONG = r"[^\n]* Please wait\.\n"


def answer(term: PtyScreen, question: str, line: str) -> None:
    """Answer a question once it is asked: after its last word the answer is waited for."""
    term.wait_until(lambda: term.raw.endswith(f"{question} ".encode()), question)
    term.send(line.encode() + ENTER)


@pytest.mark.usefixtures("store")
def test_a_pathway_that_cannot_be_used_is_said_before_anybody_signs_in(home: Path, tmp_path: Path) -> None:
    file = tmp_path / "ours.toml"
    file.write_text("none")
    heard = Heard()
    assert converse(Streams(Script(()), heard), at_noon(home, Config(pathway_files=(str(file),)))) == 78
    assert heard.text.splitlines()[1:3] == [
        "The pathway file ours.toml cannot be used, so contacts and guidance are from the one that comes with this "
        "software: SET Partnership Child Exploitation Pathway, June 2026. ce-tui doctor says what is wrong with the "
        "file.",
        "Your name?",
    ]


@pytest.mark.usefixtures("store")
def test_the_deployments_rules_of_keeping_are_heard(home: Path, tmp_path: Path) -> None:
    file = tmp_path / "config.toml"
    file.write_text('[retention.completed]\nafter = "7 years"\n')
    heard = talk(home, "keeping", "rules", "quit", config=read_config(file))
    assert "7 years after the last change" in heard


def test_what_is_wrong_with_an_answer_is_said_and_it_is_asked_again(store: Path) -> None:
    heard = listen(store, "", NAME, "", "lost", "", "7K3M2", "back", "quit")
    for words in (
        "Type your name.\n", "Type your passphrase.\n", "It stays valid afterwards. The use of the code is logged.",
        "this has 5. Check it and try again.",
    ):  # fmt: skip
        assert words in heard
    assert heard.count("Recovery code?\n") == 2


def test_whoever_is_refused_hears_of_the_recovery_which_keeps_the_name(store: Path) -> None:
    heard = listen(
        *(
            store,
            NAME,
            "forgotten",
            "back",
            "Nobody Here",
            "forgotten",
            "lost",
            "",
            "back",
            "back",
            "lost",
            "back",
        )
    )
    assert heard.count(REFUSED) == 2  # whether or not there is such an account
    assert heard.count("Your name? [Nobody Here]\nRecovery code?\n") == 1


def test_after_a_wrong_passphrase_it_is_asked_for_again_unseen_and_only_back_leads_to_the_name(
    store: Path,
) -> None:
    """Whoever is asked for their name there types the passphrase once more, in clear."""
    with PtyScreen([*CE_TUI, "lines"], {"CE_TUI_HOME": str(store), "TERM": "dumb"}, columns=100) as term:
        for question, line in (
            ("Your name?", "Nobody Here"),
            ("Passphrase?", PASSPHRASE),
            ("Passphrase?", ""),
            ("Passphrase?", "skip"),
            ("Passphrase?", "back"),
            ("Your name?", NAME),
            ("Passphrase?", PASSPHRASE[:-1]),
            ("Passphrase?", PASSPHRASE),
            ("or a number? [new]", "quit"),
        ):
            answer(term, question, line)
        assert term.wait_for_end() == 0
    heard = re.sub(_SAID_IF_IT_TAKES_LONG, "", term.raw.decode().replace("\r", ""))
    assert PASSPHRASE[:-1] not in heard
    assert heard[heard.index("Your name?") : heard.index("Home.")] == (
        f"Your name? Nobody Here\nPassphrase? \n{REFUSED}"
        "Passphrase? \nType your passphrase.\n"
        "Passphrase? \nSign in first. Without it: contacts, guidance, help, quit.\n"
        f"Passphrase? \nYour name? {NAME}\nPassphrase? \n{REFUSED}Passphrase? \n"
    )


def test_words_that_were_kept_apart_are_told_at_the_sign_in_once(store: Path) -> None:
    """A signal had ended the session before, in either front end: nobody heard of it then."""
    casebook = second_terminal(store)
    tell_at_next_sign_in(casebook, "CE-7K3M-2Q", "CE-8K3M-2Q")
    casebook.close()
    told = "When the last session ended, someone else had saved CE-7K3M-2Q: your words are kept apart, as CE-8K3M-2Q."
    heard = talk(store, "quit")
    assert told in heard and heard.index(told) < heard.index("Home. No drafts")
    assert "kept apart" not in talk(store, "quit")


def test_why_a_session_has_ended_is_said_before_the_greeting(store: Path) -> None:
    heard = Heard()
    assert (
        converse(Streams(Script(["quit"]), heard), at_noon(store), StartOptions(after=KEYS_CHANGE.words)) == 0
    )
    assert heard.text.startswith(KEYS_CHANGE.words)


@pytest.mark.parametrize("follows", [True, False])
def test_someone_else_is_told_once_by_the_process_that_they_sign_in_to(store: Path, follows: bool) -> None:
    heard, departures = Heard(), list[SessionExit]()

    def afresh(departure: SessionExit) -> bool:
        departures.append(departure)
        return follows

    streams = Streams(Script([NAME, PASSPHRASE, "lock", "other"]), heard)
    assert converse(streams, at_noon(store), afresh=afresh) == 0
    assert departures == [SOMEONE_ELSE]
    assert (SOMEONE_ELSE.words in heard.text) is not follows
    assert "\n" * 40 in heard.text[-200:]
