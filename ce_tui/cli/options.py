"""Options that several commands share."""

from __future__ import annotations

import signal
import termios
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from functools import wraps
from io import FileIO
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, TypeVar, cast

import click
from click.types import StringParamType

from ce_tui import exit_codes
from ce_tui.cli.files import one_standard_input, read_first_line, read_input
from ce_tui.cli.running import patiently, safe, tell
from ce_tui.core.pathway.dates import LONDON, DateInvalid, parse_at
from ce_tui.core.vault.errors import ReasonNeeded
from ce_tui.core.vault.keys.passphrases import six_words
from ce_tui.exit_codes import Stop
from ce_tui.files.shown import shown
from ce_tui.session.cut_off import words_kept_apart
from ce_tui.session.jobs.log import unheard, was_heard
from ce_tui.session.opening import Opening
from ce_tui.session.words.gate import UNLOCKING
from ce_tui.settings.config import home, load_config
from ce_tui.terminal.character_set import as_typed, shown_in, terminal_encoding
from ce_tui.terminal.safety import place_of

if TYPE_CHECKING:
    from ce_tui.core.pathway.document.document import Pathway
    from ce_tui.core.vault.casebook.casebook import Casebook
    from ce_tui.session.session import Session


Offers = Literal["files", "localities", "words"]


class Completed(StringParamType):
    """Text that a command takes as it is typed, and of which a shell may offer the rest. `words`: those to choose."""

    def __init__(self, offers: Offers, words: tuple[str, ...] = ()) -> None:
        self.offers = offers
        self.words = words


FILE = Completed("files")
LOCALITY = Completed("localities")


class Commands(click.Group):
    """A group whose help cuts no summary off, and which says the name that is nearest to one that there is none of."""

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Each command with its whole summary; on a narrow terminal it goes on in the next row."""
        found = [(name, self.get_command(ctx, name)) for name in self.list_commands(ctx)]
        rows = [(name, summary(command)) for name, command in found if command and not command.hidden]
        if rows:
            with formatter.section("Commands"):
                formatter.write_dl(rows)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The same as click's, which looks for names like the one that was typed among loaded commands alone."""
        try:
            return super().resolve_command(ctx, args)
        except click.NoSuchCommand as error:
            raise click.NoSuchCommand(
                error.command_name, possibilities=self.list_commands(ctx), ctx=ctx
            ) from error


def summary(command: click.Command) -> str:
    """The first sentence of a command's help, with its full stop."""
    first = " ".join((command.help or "").partition("\n\n")[0].split())
    sentence, stop, _ = first.partition(". ")
    return f"{sentence}." if stop else first


def has_terminal() -> bool:
    """Whether there is a terminal to ask on."""
    try:
        with Path("/dev/tty").open("r+b", buffering=0):
            return True
    except OSError:
        return False


def passphrase(file: str | None, question: str, instead: str) -> str:
    """A passphrase from its file, else asked. `instead` is the option to name where there is no terminal."""
    if file is not None:
        return read_first_line(file, "passphrase")
    return _hidden(question, instead)


def new_passphrase(file: str | None, question: str, instead: str) -> str:
    """A passphrase to be: from its file, else six words that are offered, or one's own, which is asked twice.

    Raises Stop 65 where the two differ.
    """
    if file is not None:
        return read_first_line(file, "passphrase")
    offered = six_words()
    show(
        f"Six words made up for you: {offered}\nWrite them down and type them, or type one of your own.\n",
        instead,
    )
    first = _hidden(question, instead)
    if " ".join(first.lower().split()) == offered:
        return offered
    if _hidden("The same again: ", instead) != first:
        raise Stop(exit_codes.INPUT_WRONG, "The two passphrases differ. Nothing was changed.")
    return first


def need_both(file: str | None, new_file: str | None) -> None:
    """Given one file no command asks anything, so the other is needed too. Raises Stop 2."""
    if file is not None and new_file is None:
        raise Stop(exit_codes.USAGE, "With a file nothing is asked: say --new-passphrase-file too.")


def unseen(question: str, instead: str) -> str:
    """One line that is not shown as it is typed: a child's name stays on no terminal."""
    return _hidden(question, instead)


def line(question: str, instead: str) -> str:
    """One line, shown as it is typed."""
    show(question, instead)
    try:
        with _hearing_ctrl_c(), Path("/dev/tty").open("rb", buffering=0) as terminal:
            return _read_line(terminal)
    except OSError as error:
        raise _no_terminal(instead) from error


def agrees(question: str) -> bool:
    """Whether a question is answered with yes at the terminal; anything but yes or no is asked again."""
    while True:
        answer = line(f"{question} yes or no: ", "").strip().casefold()
        if answer in ("yes", "y", "no", "n"):
            return answer.startswith("y")


def account_name(question: str) -> str:
    """The name of an account, asked. Raises Stop 2 where none is given."""
    typed = line(question, "--as").strip()
    if not typed:
        raise Stop(exit_codes.USAGE, "No name was given. Nothing was changed.")
    return typed


def show(text: str, instead: str) -> None:
    """Write on the terminal itself, so that it reaches no file and no pipe."""
    try:
        with Path("/dev/tty").open("wb", buffering=0) as terminal:
            terminal.write(_as_shown(text))
    except OSError as error:
        raise _no_terminal(instead) from error


def _hidden(question: str, instead: str) -> str:
    """One line that is not shown as it is typed; whatever bytes it is typed in."""
    _need_terminal(instead)
    with _hearing_ctrl_c(), Path("/dev/tty").open("r+b", buffering=0) as terminal:
        before = termios.tcgetattr(terminal)
        silent = [*before[:3], before[3] & ~termios.ECHO, *before[4:]]
        termios.tcsetattr(terminal, termios.TCSAFLUSH, silent)
        try:
            terminal.write(_as_shown(question))
            return _read_line(terminal)
        finally:
            termios.tcsetattr(terminal, termios.TCSAFLUSH, before)
            terminal.write(b"\n")


def _read_line(terminal: FileIO) -> str:
    """A line that was typed, without its end. Raises KeyboardInterrupt at Ctrl+D: nothing more will come."""
    typed = terminal.readline()
    if not typed:
        raise KeyboardInterrupt
    return as_typed(typed, terminal_encoding()).rstrip("\r\n")


def _as_shown(text: str) -> bytes:
    encoding = terminal_encoding()
    return shown_in(safe(text), encoding).encode(encoding, "replace")


@contextmanager
def _hearing_ctrl_c() -> Iterator[None]:
    """Ctrl+C ends a question, also of a command that ignores it: as one does that a script began with `&`."""
    before = signal.getsignal(signal.SIGINT)
    if before != signal.SIG_IGN:
        yield
        return
    signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def _need_terminal(instead: str) -> None:
    if not has_terminal():
        raise _no_terminal(instead)


def _no_terminal(instead: str) -> Stop:
    return Stop(
        exit_codes.USAGE,
        f"There is no terminal to ask on. Say it with {instead} instead; nothing was changed.",
    )


Command = TypeVar("Command", bound=Callable[..., Any])


def _moment(ctx: click.Context, parameter: click.Parameter, typed: str | None) -> datetime:
    if typed is None:
        return datetime.now(LONDON)
    try:
        return parse_at(typed)
    except DateInvalid as error:
        raise click.BadParameter(f"{error.words} (2026-11-25 or 2026-11-25T02:00)", ctx, parameter) from error


def moment_option(what: str) -> Callable[[Command], Command]:
    """`--at T`. `what`: what is judged as of then, "to judge ages at"."""
    return click.option(
        "--at",
        metavar="T",
        callback=_moment,
        help=f"A date, or a date with a time, {what}. Without an offset: Europe/London. Default: now.",
    )


at_option = moment_option("to judge ages and opening hours at")

json_option = click.option("--json", "as_json", is_flag=True, help="Print JSON for programs.")

force_option = click.option("--force", is_flag=True, help="Replace the output file if it exists.")

annex_option = click.option(
    "--annex",
    is_flag=True,
    help="With the pages for the referrer: what to do, numbers, hours, sources. Default: without them; plain text ends "
    "with whom to call all the same.",
)

output_option = click.option(
    "-o", "--output", "out", type=FILE, metavar="OUT", required=True, help="The file to write."
)


def password_options(command: Command) -> Command:
    """The two ways of saying how a referral PDF is protected; with neither, a passphrase is made up."""
    for option in (
        click.option(
            "--no-password", is_flag=True, help="Write the PDF unencrypted: anyone who has it can read it."
        ),
        click.option(
            "--password-file",
            type=FILE,
            metavar="F",
            help="Encrypt the PDF with the first line of F. Default: a "
            "passphrase is made up and printed once on standard error.",
        ),
    ):
        command = option(command)
    return command


def account_options(command: Command) -> Command:
    """Who runs the command, and where the passphrase comes from: both are asked on the terminal if left out.

    It stands outside of other options that ask.
    """

    @wraps(command)
    def as_somebody(name: str | None, passphrase_file: str | None, **others: Any) -> Any:
        return command(name=whose(name, passphrase_file), passphrase_file=passphrase_file, **others)

    return optional_account_options(cast("Command", as_somebody))


def optional_account_options(command: Command) -> Command:
    """The same options, of which the command itself asks for what it needs (`whose`)."""
    for option in (
        click.option(
            "--passphrase-file",
            type=FILE,
            metavar="F",
            help="The passphrase is the first line of F; nothing is asked.",
        ),
        click.option(
            "--as", "name", metavar="NAME", help="The account that does this. Asked for if left out."
        ),
    ):
        command = option(command)
    return command


def whose(name: str | None, passphrase_file: str | None) -> str:
    """The account's name, as given, else asked; given a passphrase file nothing is asked. Raises Stop, UsageError."""
    if name is not None:
        return name
    if passphrase_file is not None or not has_terminal():
        raise click.UsageError("Missing option '--as'.")
    return account_name("Your name: ")


def current_pathway() -> Pathway:
    """The pathway in use. Raises ConfigInvalid."""
    return load_config().pathways().current


def pathway_to_call() -> tuple[Pathway, str]:
    """The pathway whose contacts are open to everyone, and what is wrong with the configured ones.

    Where the one in use is not sound another one stands in for it, and that is said first. Raises ConfigInvalid.
    """
    config = load_config()
    found = config.readable_pathways()
    return found.to_call, " ".join([found.stand_in, *config.pathway_faults()]).strip()


_TYPED_ON = 2  # standard error: the other two can be a file


def way_in() -> Opening:
    """The way into the store that the environment names. Raises ConfigInvalid.

    Its pathways are read by the commands that need them: a store in which they cannot be is verified all the same.
    """
    return Opening(load_config(), home(), place_of(_TYPED_ON), reads_pathways=False)


@contextmanager
def signed_in(
    name: str, passphrase_file: str | None, typed: str | None = None, *, to_check: bool = False
) -> Iterator[Casebook]:
    """The casebook of this account, closed (and its audit chain anchored) at the end. Raises VaultError, Stop.

    `typed` is the passphrase where the caller has asked for it already. `to_check`: to look over what nobody works in.
    """
    with session_of(name, passphrase_file, typed, to_check=to_check) as session:
        yield session.casebook


@contextmanager
def session_of(
    name: str, passphrase_file: str | None, typed: str | None = None, *, to_check: bool = False
) -> Iterator[Session]:
    """The same as a session, with the pathways of its store."""
    opening = way_in()
    opening.refuse()
    if typed is None:
        typed = passphrase(passphrase_file, f"Passphrase of {shown(name)}: ", "--passphrase-file")
    with patiently(UNLOCKING):
        session = opening.sign_in(name, typed, to_check=to_check)
    casebook = session.casebook
    told = len(casebook.alerts)
    try:
        if passphrase_file is None:  # said once, so where somebody is there to read it
            tell(*filter(None, [words_kept_apart(casebook)]))
        tell(*casebook.alerts[:told])
        if news := unheard(casebook):
            tell(*news)
            if passphrase_file is None:
                was_heard(casebook)
        yield session
    finally:
        session.close()
        tell(*casebook.alerts[told:])


Done = TypeVar("Done")
INSTEAD = "--reason-file"
_SEEN = "Others on the machine can read it while the command runs, and the shell keeps it."
_NEEDED = "Missing option '--reason-file'."


def reason_options(about: str, *, needed: bool = False) -> Callable[[Command], Command]:
    """Two ways of saying why, of which the command gets what was said as `reason`. `about`: what becomes of it.

    `needed`: without one it is asked for, before the passphrase. It takes `account_options` outside of it.
    """

    def decorate(command: Command) -> Command:
        @wraps(command)
        def with_reason(reason: str | None, reason_file: str | None, **others: Any) -> Any:
            passphrase_file = others["passphrase_file"]
            files = (others.get(each) for each in ("password_file", "file", "earlier", "later"))
            one_standard_input(reason_file, passphrase_file, *files)
            given = _given(reason, reason_file)
            if given is None:
                given = _asked(may_ask=passphrase_file is None) if needed else ""
            return command(reason=given, **others)

        for option in (
            click.option("--reason", metavar="WORDS", help=f"The same as an argument. {_SEEN}"),
            click.option(
                "--reason-file", type=FILE, metavar="F", help=f"Why: what F holds (may be -). {about}"
            ),
        ):
            with_reason = option(with_reason)
        return cast("Command", with_reason)

    return decorate


def for_a_reason(do: Callable[[str], Done], reason: str, *, may_ask: bool) -> Done:
    """Do something with a screening; where a lead must give a reason for another's and has not, ask if that is allowed.

    `do` is given the reason, and does nothing before it raises `ReasonNeeded`.
    """
    try:
        return do(reason)
    except ReasonNeeded as error:
        if not may_ask:
            raise
        typed = line(f"{error.words}\nYour reason: ", INSTEAD).strip()
        if not typed:
            raise Stop(
                exit_codes.NOT_PERMITTED, "No reason was given, so the screening stays closed."
            ) from error
        return do(typed)


def _given(reason: str | None, file: str | None) -> str | None:
    if file is None:
        return reason
    if reason is not None:
        raise click.UsageError("--reason-file and --reason say the same: give one of them.")
    try:
        words = " ".join(read_input(file).decode("utf-8").split())
    except UnicodeDecodeError as error:
        raise Stop(exit_codes.INPUT_WRONG, f"{shown(file)}: the reason is not UTF-8 text.") from error
    if not words:
        raise Stop(exit_codes.INPUT_WRONG, f"{shown(file)} is empty; expected the reason.")
    return words


def _asked(*, may_ask: bool) -> str:
    if not may_ask or not has_terminal():
        raise click.UsageError(_NEEDED)
    return line("Your reason, which is logged: ", INSTEAD).strip()
