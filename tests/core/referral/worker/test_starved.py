"""A renderer that cannot be started: it is said what happened and what still works, and the work goes on."""

from __future__ import annotations

import errno
import json
import os
import re
import subprocess
import sys
import sysconfig
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from ce_tui.core.referral.unavailable import PdfUnavailable
from ce_tui.core.referral.worker import Renderer
from support.checkout import CHECKOUT
from support.documents.referrals import made
from support.people.cli import Ended, answers
from support.people.screens import NAME, PASSPHRASE, new_casebook
from support.terminal.apps import APPS
from support.terminal.pty_screen import DOWN, ENTER, HOME, PtyScreen, ctrl

STARVED = APPS / "starved.py"
NONE_TO_SPARE = "starts no further program"
NOT_STARTED = "cannot be started on this machine"


def run(*arguments: object, program: tuple[object, ...], **env: str) -> Ended:
    ended = subprocess.run(
        [sys.executable, *map(str, program), *map(str, arguments)],
        input=json.dumps(answers()).encode(),
        capture_output=True,
        env={**os.environ, "PYTHONPATH": str(CHECKOUT), **env},
        check=False,
    )
    return Ended(ended.returncode, ended.stdout.decode(), ended.stderr.decode())


@pytest.mark.parametrize("number", [errno.EAGAIN, errno.ENOMEM], ids=["no process", "no memory"])
def test_a_command_says_that_the_machine_is_busy_and_text_goes_on_working(
    tmp_path: Path, number: int
) -> None:
    program = (STARVED, number, "now")
    ended = run("refer", "-", "-o", tmp_path / "a.pdf", "--no-password", program=program)
    assert (ended.code, ended.out) == (75, "")
    assert NONE_TO_SPARE in ended.err and "in a minute" in ended.err and "plain text" in ended.err
    assert run("blank", "essex", "-o", tmp_path / "b.pdf", program=program).code == 75
    assert run("refer", "-", "-o", tmp_path / "a.txt", program=program).code == 0
    assert [each.name for each in tmp_path.iterdir()] == ["a.txt"]


@pytest.mark.parametrize("executable", ["/dev/null", "/nowhere/python"], ids=["no permission", "gone"])
def test_a_command_says_what_is_missing(tmp_path: Path, executable: str) -> None:
    code = f"import sys; sys.executable = {executable!r}; from ce_tui.__main__ import main; main()"
    ended = run("blank", "essex", "-o", tmp_path / "b.pdf", program=("-c", code))
    assert (ended.code, ended.out) == (69, "")
    assert NOT_STARTED in ended.err and "plain text" in ended.err
    assert list(tmp_path.iterdir()) == []


def test_without_a_folder_for_what_is_temporary_it_is_said_and_the_next_try_works(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Renderer() as renderer:
        with monkeypatch.context() as patch:
            patch.setattr(tempfile, "tempdir", str(tmp_path / "none"))
            renderer.start()
            with pytest.raises(PdfUnavailable, match=NOT_STARTED):
                renderer.render(made())
        assert renderer.render(made()).startswith(b"%PDF-")


# At a terminal


FULL = """\
The app had to stop: this machine is full: too many programs run on it, or its
memory is used up. Reference E-...-...
What you had recorded is saved.
Start ce-tui again in a minute: you come back to where you were. If it happens
again, give the reference to whoever looks after this computer. The log holds
what is needed to mend it, and nothing about any case."""


def test_a_full_screen_that_gets_no_thread_says_that_the_machine_is_full(home: Path) -> None:
    new_casebook(home).close()
    env = {"PYTHONPATH": str(CHECKOUT), "CE_TUI_HOME": str(home), "HOME": str(home.parent)}
    with PtyScreen([sys.executable, str(STARVED), str(errno.EAGAIN), "now"], env) as term:
        assert term.wait_for_end() == 75
        assert re.sub(r"E-\w{3}-\w{3}", "E-...-...", term.text).strip() == FULL


@contextmanager
def at_a_terminal(home: Path, way: str, *arguments: str) -> Iterator[tuple[PtyScreen, Callable[[], None]]]:
    """The app, and what makes the machine start nothing more."""
    new_casebook(home).close()
    folder = home.parent
    python, pipe = folder / "python", folder / "pipe"
    python.symlink_to(Path(sys.executable).resolve())
    os.mkfifo(pipe)
    program = (STARVED, errno.EAGAIN, pipe) if way == "no process" else ("-m", "ce_tui")
    env = {
        "PYTHONPATH": f"{CHECKOUT}:{sysconfig.get_path('purelib')}",
        "CE_TUI_HOME": str(home),
        "HOME": str(folder),
    }
    env["XDG_CONFIG_HOME"] = str(folder / "none")
    term = PtyScreen([str(python), *map(str, program), *arguments], env, cwd=folder)

    def starve() -> None:
        if way == "no process":
            pipe.write_text("now")
            term.wait_until(lambda: not pipe.exists(), "that the machine is starved")
        else:
            python.unlink()
        if way == "no permission":
            python.touch(mode=0o600)

    with term:
        yield term, starve


def said(term: PtyScreen, words: str) -> None:
    term.wait_until(lambda: words in " ".join(term.text.split()), repr(words))


WAYS = {"no process": NONE_TO_SPARE, "no permission": NOT_STARTED, "gone": NOT_STARTED}


@pytest.mark.parametrize("way", WAYS)
def test_the_full_screen_goes_on_and_exports_text(home: Path, way: str) -> None:
    with at_a_terminal(home, way) as (term, starve):
        term.wait_for("Sign in")
        term.send(f"{NAME}\t{PASSPHRASE}\r".encode())
        term.wait_for("No screenings yet")
        starve()
        term.send(b"n")
        term.wait_for("Essex")
        term.send(ENTER)
        term.wait_for("3 Start")
        for section in (
            "8 Result",
            "9 Details",
            "10 Review",
        ):  # where the PDF is near the renderer is started
            term.send(ctrl("g"))
            term.wait_for("Go to: a number")
            term.send(section.split()[0].encode() + ENTER)
            term.wait_for(section)
            term.settle()
        choose(term, "Export the referral as a PDF")
        term.wait_for("Where should the file be?")
        term.send(ENTER)
        said(term, WAYS[way])
        said(term, "plain text")
        term.send(ENTER)
        choose(term, "Export the referral as plain text")
        term.wait_for("Where should the file be?")
        term.send(ENTER)
        said(term, "Exported: the text is")
        term.send(ctrl("q"))
        assert term.wait_for_end() == 0
    assert len(list(home.parent.glob("*.txt"))) == 1 and not list(home.parent.glob("*.pdf"))


def choose(term: PtyScreen, words: str) -> None:
    """Go down the list to an item, and choose it."""
    term.press(HOME)
    while not any(line.startswith(">") and words in line for line in term.text.splitlines()):
        before = term.text
        term.press(DOWN)
        assert term.text != before, f"{words} is not in the list"
    term.send(ENTER)


@pytest.mark.parametrize("way", WAYS)
def test_the_line_mode_goes_on_and_exports_text(home: Path, way: str) -> None:
    with at_a_terminal(home, way, "lines") as (term, starve):
        for question, line in (("Your name?", NAME), ("Passphrase?", PASSPHRASE)):
            term.wait_for(question)
            term.send(line.encode() + ENTER)
        term.wait_for("or a number?")
        starve()
        for question, line in (("number?", "new"), ("1 to 4?", ""), ("I have checked?", "go review")):
            term.wait_for(question)
            term.send(line.encode() + ENTER)
        said(term, "10 Review")
        term.send(b"stop" + ENTER + b"pdf" + ENTER)
        said(term, "File?")
        term.send(ENTER)
        said(term, WAYS[way])
        said(term, "plain text")
        term.send(b"text" + ENTER)
        term.settle()
        term.send(ENTER)
        said(term, "Exported: the text is")
        term.send(b"quit" + ENTER)
        assert term.wait_for_end() == 0
    assert len(list(home.parent.glob("*.txt"))) == 1 and not list(home.parent.glob("*.pdf"))
