"""Options that commands share, the questions they ask on the terminal, and the sign-in."""

from __future__ import annotations

import signal
import termios
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from functools import wraps
from io import FileIO
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar, cast

import click
from click.types import StringParamType

from ce_tui import exit_codes
from ce_tui.cli.files import ReferralGoal, one_standard_input, read_first_line, read_input
from ce_tui.cli.running import safe, say_on_stderr, while_it_takes
from ce_tui.core.pathway.dates import LONDON, DateInvalid, parse_at
from ce_tui.core.vault.errors import ReasonNeeded
from ce_tui.core.vault.keys.passphrases import six_words
from ce_tui.core.vault.references import read_reference
from ce_tui.core.words.plain import first_sentence
from ce_tui.exit_codes import Misuse, Stop
from ce_tui.files.shown import shown
from ce_tui.session.cut_off import words_kept_apart
from ce_tui.session.opening import Opening
from ce_tui.session.words.gate import UNLOCKING
from ce_tui.settings.config import home, load_config
from ce_tui.terminal.character_set import as_typed, shown_in, terminal_encoding
from ce_tui.terminal.safety import place_of

if TYPE_CHECKING:
    from ce_tui.core.pathway.document.document import Pathway
    from ce_tui.core.vault.casebook.casebook import Casebook
    from ce_tui.session.session import Session


class OfferedText(StringParamType):
    """Text of which a shell may offer the rest: one of these words, else what `FILE` or `LOCALITY` stands for."""

    def __init__(self, *words: str) -> None:
        self.words = words


FILE = OfferedText()
LOCALITY = OfferedText()


class CommandGroup(click.Group):
    """A group of commands that says a name near an unknown one, with whole summaries in its help."""

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
        """The command of a name. Raises NoSuchCommand with names like it."""
        # click itself looks for them among loaded commands alone.
        try:
            return super().resolve_command(ctx, args)
        except click.NoSuchCommand as error:
            raise click.NoSuchCommand(
                error.command_name, possibilities=self.list_commands(ctx), ctx=ctx
            ) from error


def summary(command: click.Command) -> str:
    """The first sentence of a command's help, with its full stop."""
    return first_sentence(" ".join((command.help or "").partition("\n\n")[0].split()))


def has_terminal() -> bool:
    """Whether there is a terminal to ask on."""
    try:
        with Path("/dev/tty").open("r+b", buffering=0):
            return True
    except OSError:
        return False


class Operator(NamedTuple):
    """The account that runs a command, and the file of its passphrase; without one, the terminal is asked."""

    name: str
    passphrase_file: str | None

    @property
    def may_be_asked(self) -> bool:
        """Whether a question may be asked at all: given a file none is."""
        return self.passphrase_file is None

    @property
    def can_be_asked(self) -> bool:
        """Whether a question may be asked, and there is a terminal for it."""
        return self.may_be_asked and has_terminal()

    def passphrase(self, then: str = "") -> str:
        """The passphrase from its file, else asked. `then`: its time, in words."""
        if self.passphrase_file is not None:
            return read_first_line(self.passphrase_file, "passphrase")
        return ask_hidden(f"Passphrase of {shown(self.name)}{then}: ", "--passphrase-file")


def new_passphrase(file: str | None, question: str, instead: str = "--new-passphrase-file") -> str:
    """A new passphrase: from its file, else six words that are offered, or one's own, which is asked twice.

    `instead`: the option to name if there is no terminal. Raises Stop 65 if the two differ.
    """
    if file is not None:
        return read_first_line(file, "passphrase")
    offered = six_words()
    show(
        f"Six words made up for you: {offered}\nWrite them down and type them, or type one of your own.\n",
        instead,
    )
    first = ask_hidden(question, instead)
    if " ".join(first.lower().split()) == offered:
        return offered
    if ask_hidden("The same again: ", instead) != first:
        raise Stop(exit_codes.INPUT_WRONG, "The two passphrases differ. Nothing was changed.")
    return first


def need_both(file: str | None, new_file: str | None) -> None:
    """Refuse a passphrase's file without the new one's, and `-` for both. Raises Stop 2.

    Given a file no command asks anything.
    """
    one_standard_input(file, new_file)
    if file is not None and new_file is None:
        raise Misuse("With a file nothing is asked: say --new-passphrase-file too.")


def ask_line(question: str, instead: str) -> str:
    """One line, shown as it is typed."""
    show(question, instead)
    try:
        with _hearing_ctrl_c(), Path("/dev/tty").open("rb", buffering=0) as terminal:
            return _read_line(terminal)
    except OSError as error:
        raise _no_terminal(instead) from error


def ask_yes_or_no(question: str) -> bool:
    """Whether a question is answered with yes at the terminal; anything but yes or no is asked again."""
    while True:
        answer = ask_line(f"{question} yes or no: ", "").strip().casefold()
        if answer in ("yes", "y", "no", "n"):
            return answer.startswith("y")


def account_name(question: str) -> str:
    """The name of an account, asked. Raises Stop 2 where none is given."""
    typed = ask_line(question, "--as").strip()
    if not typed:
        raise Misuse("No name was given. Nothing was changed.")
    return typed


def show(text: str, instead: str) -> None:
    """Write on the terminal itself, so that it reaches no file and no pipe."""
    try:
        with Path("/dev/tty").open("wb", buffering=0) as terminal:
            terminal.write(_as_shown(text))
    except OSError as error:
        raise _no_terminal(instead) from error


def ask_hidden(question: str, instead: str) -> str:
    """One line that is not shown as it is typed: no passphrase and no child's name stays on a terminal."""
    if not has_terminal():
        raise _no_terminal(instead)
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


def _no_terminal(instead: str) -> Stop:
    return Misuse(f"There is no terminal to ask on. Say it with {instead} instead; nothing was changed.")


Command = TypeVar("Command", bound=Callable[..., Any])
Parsed = TypeVar("Parsed")


def combined(*options: Callable[[Any], Any]) -> Callable[[Command], Command]:
    """Several options as one decorator: the first stands last in the help."""

    def decorate(command: Command) -> Command:
        for option in options:
            command = option(command)
        return command

    return decorate


def parsed(
    parse: Callable[[str], Parsed],
    default: Callable[[], Parsed] | None = None,
    form: str = "2026-11-25 or 2026-11-25T02:00",
) -> Callable[[click.Context, click.Parameter, str | None], Parsed]:
    """A callback by which click reads a date of a `form`; one that was not typed has the default."""

    def callback(ctx: click.Context, parameter: click.Parameter, typed: str | None) -> Parsed:
        if typed is None and default is not None:
            return default()
        try:
            return parse(typed or "")
        except DateInvalid as error:
            raise click.BadParameter(f"{error.words} ({form})", ctx, parameter) from error

    return callback


def moment_option(what: str) -> Callable[[Command], Command]:
    """`--at T`. `what`: what is judged as of then, "to judge ages at"."""
    return click.option(
        "--at",
        metavar="T",
        callback=parsed(parse_at, lambda: datetime.now(LONDON)),
        help=f"A date, or a date with a time, {what}. Without an offset: Europe/London. Default: now.",
    )


at_option = moment_option("to judge ages and opening hours at")

json_option = click.option("--json", "as_json", is_flag=True, help="Print JSON for programs.")

force_option = click.option("--force", is_flag=True, help="Replace the output file if it exists.")

output_option = click.option(
    "-o", "--output", "out", type=FILE, metavar="OUT", required=True, help="The file to write."
)


def referral_options(command: Command) -> Command:
    """The options of a command that writes a referral, given to it as its `goal`, `at` and `annex`.

    It takes `output_option` outside of it, and stands inside of other options that ask. A deployment may have switched
    encryption off; a password file asks for it all the same.
    """

    @wraps(command)
    def to_goal(out: str, force: bool, password_file: str | None, no_password: bool, **others: Any) -> Any:
        encrypts = load_config().referral.encrypt or password_file is not None
        if no_password and password_file is not None:
            raise Misuse("Give either --password-file or --no-password, not both.")
        goal = ReferralGoal(out, force, password_file, open=no_password or not encrypts)
        if goal.is_text and password_file is not None:
            raise Misuse("A text file cannot be encrypted. Leave --password-file out, or write a PDF.")
        return command(goal=goal, **others)

    options = combined(
        force_option,
        click.option(
            "--annex",
            is_flag=True,
            help="With the pages for the referrer: what to do, numbers, hours, sources. Default: without them; plain "
            "text ends with whom to call all the same.",
        ),
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
        at_option,
    )
    return options(cast("Command", to_goal))


optional_account_options = combined(
    click.option(
        "--passphrase-file",
        type=FILE,
        metavar="F",
        help="The passphrase is the first line of F; nothing is asked.",
    ),
    click.option("--as", "name", metavar="NAME", help="The account that does this. Asked for if left out."),
)
"""The options of `account_options`, for a command that asks itself for what it needs (`operator_of`)."""


def account_options(command: Command) -> Command:
    """The options of the account that runs a command, given to it as its `operator`.

    Name and passphrase are asked on the terminal if left out. It stands outside of other options that ask.
    """

    @wraps(command)
    def as_somebody(name: str | None, passphrase_file: str | None, **others: Any) -> Any:
        return command(operator=operator_of(name, passphrase_file), **others)

    return optional_account_options(cast("Command", as_somebody))


def operator_of(name: str | None, passphrase_file: str | None) -> Operator:
    """The account as its options say, its name asked if both are left out. Raises Stop, UsageError."""
    if name is None:
        if passphrase_file is not None or not has_terminal():
            raise click.UsageError("Missing option '--as'.")
        name = account_name("Your name: ")
    return Operator(name, passphrase_file)


def canonical_ref(ref: str) -> str:
    """A reference that was found, in its one spelling."""
    return read_reference(ref) or ref


def current_pathway() -> Pathway:
    """The pathway in use. Raises ConfigInvalid."""
    return load_config().pathways().current


def pathway_to_call() -> tuple[Pathway, str]:
    """The pathway whose contacts are shown, and what is wrong with the configured ones.

    If the one in use is not sound another stands in for it, and that is said first. Raises ConfigInvalid.
    """
    config = load_config()
    found = config.readable_pathways
    return found.to_call, " ".join([found.stand_in, *config.pathway_faults()]).strip()


def store_opening() -> Opening:
    """The way into the store that the environment names. Raises ConfigInvalid.

    Its pathways are read by the commands that need them: a store in which they cannot be is verified all the same.
    """
    typed_on = 2  # standard error: the other two can be a file
    return Opening(load_config(), home(), place_of(typed_on), reads_pathways=False)


@contextmanager
def signed_in(operator: Operator, typed: str | None = None, *, to_check: bool = False) -> Iterator[Casebook]:
    """The casebook of an account, closed (and its audit chain anchored) at the end. Raises VaultError, Stop.

    `typed` is the passphrase if the caller has asked for it already. `to_check`: to look over what nobody works in.
    """
    with session_of(operator, typed, to_check=to_check) as session:
        yield session.casebook


@contextmanager
def session_of(operator: Operator, typed: str | None = None, *, to_check: bool = False) -> Iterator[Session]:
    """The session of an account, with the pathways of its store, closed as `signed_in` does."""
    from ce_tui.session.jobs.keeping import unheard, was_heard  # loads the store: not for `contacts`

    opening = store_opening()
    opening.refuse()
    if typed is None:
        typed = operator.passphrase()
    with while_it_takes(UNLOCKING):
        session = opening.sign_in(operator.name, typed, to_check=to_check)
    casebook = session.casebook
    told = len(casebook.alerts)
    try:
        if operator.may_be_asked:  # said once, so where somebody is there to read it
            say_on_stderr(*filter(None, [words_kept_apart(casebook)]))
        say_on_stderr(*casebook.alerts[:told])
        if news := unheard(casebook):
            say_on_stderr(*news)
            if operator.may_be_asked:
                was_heard(casebook)
        yield session
    finally:
        session.close()
        say_on_stderr(*casebook.alerts[told:])


Done = TypeVar("Done")
_INSTEAD = "--reason-file"
_SEEN = "Others on the machine can read it while the command runs, and the shell keeps it."


def reason_options(about: str, *, needed: bool = False) -> Callable[[Command], Command]:
    """Two ways of saying why, of which the command gets what was said as `reason`. `about`: what becomes of it.

    `needed`: without one it is asked for, before the passphrase. It takes `account_options` outside of it.
    """

    def decorate(command: Command) -> Command:
        @wraps(command)
        def with_reason(reason: str | None, reason_file: str | None, **others: Any) -> Any:
            typed = click.get_current_context().params
            files = ("passphrase_file", "password_file", "file", "earlier", "later")
            one_standard_input(reason_file, *map(typed.get, files))
            given = _given(reason, reason_file)
            if given is None and needed:
                if typed["passphrase_file"] is not None or not has_terminal():
                    raise click.UsageError("Missing option '--reason-file'.")
                given = ask_line("Your reason, which is logged: ", _INSTEAD).strip()
            return command(reason=given or "", **others)

        options = combined(
            click.option("--reason", metavar="WORDS", help=f"The same as an argument. {_SEEN}"),
            click.option(
                "--reason-file", type=FILE, metavar="F", help=f"Why: what F holds (may be -). {about}"
            ),
        )
        return options(cast("Command", with_reason))

    return decorate


def for_a_reason(do: Callable[[str], Done], reason: str, operator: Operator) -> Done:
    """Do something with a screening; ask a lead for the reason if one is needed and was not given.

    `do` is given the reason, and does nothing before it raises `ReasonNeeded`.
    """
    try:
        return do(reason)
    except ReasonNeeded as error:
        if not operator.may_be_asked:
            raise
        typed = ask_line(f"{error.words}\nYour reason: ", _INSTEAD).strip()
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
