"""`ce-tui compare`: two screenings, from files or from the store: what is newly marked, no longer marked, moved."""

from __future__ import annotations

from contextlib import ExitStack
from datetime import datetime
from typing import TYPE_CHECKING

import click
from msgspec.structs import replace

from ce_tui.cli.answer_files import one_screening
from ce_tui.cli.files import one_standard_input
from ce_tui.cli.options import json_option, optional_account_options, whose
from ce_tui.cli.output import say, say_json
from ce_tui.cli.reasons import for_a_reason, reason_options
from ce_tui.cli.signing_in import session_of
from ce_tui.cli.takes import FILE
from ce_tui.core.pathway.dates import LONDON
from ce_tui.core.pathway.outcome.comparison import DoneThen, Screened, compare, comparison_json
from ce_tui.core.vault.references import read_reference
from ce_tui.core.words.actions import done_then
from ce_tui.core.words.comparison import between_words, change_lines, then_and_now
from ce_tui.settings.config import load_config

if TYPE_CHECKING:
    from ce_tui.session.session import Session


@click.command("compare")
@click.argument("earlier", type=FILE)
@click.argument("later", type=FILE)
@optional_account_options
@reason_options("A lead gives one to open another's screening; it is logged. Asked for if left out.")
@json_option
def compare_(
    earlier: str, later: str, name: str | None, passphrase_file: str | None, reason: str, as_json: bool
) -> None:
    """Say what LATER marks otherwise than EARLIER.

    Each is a file of answers (one may be -), or a reference in the store. Two files need no account. Nothing is ever
    said to be better or over.
    """
    one_standard_input(earlier, later, passphrase_file)
    seen: list[Screened] = []
    done: DoneThen | None = None
    with ExitStack() as opened:
        session: Session | None = None
        for given in (earlier, later):
            if not read_reference(given):
                seen.append(_of_file(given))
                continue
            if session is None:
                account = whose(name, passphrase_file)
                session = opened.enter_context(session_of(account, passphrase_file))
            may_ask, is_earlier = passphrase_file is None, not seen
            seen.append(_of_store(session, given, reason, may_ask=may_ask))
            done = _done_about(session, given, reason, may_ask=may_ask) if is_earlier else done
    then, now = seen
    found, pathway = replace(compare(then, now), done=done), now.pathway
    if as_json:
        say_json(comparison_json(found))
        return
    say(between_words(found), *then_and_now(found, pathway))
    for title, lines in change_lines(found, pathway):
        say(*([f"{title}:"] if title else []), *(f"  {line}" if title else line for line in lines))


def _of_file(file: str) -> Screened:
    pathways = load_config().pathways()
    answers = one_screening(file, pathways, datetime.now(LONDON))
    return Screened(answers, pathways.get(answers.pathway))


def _of_store(session: Session, ref: str, reason: str, *, may_ask: bool) -> Screened:
    """A screening with the edition that it was made with; that it was looked at is logged."""
    read = session.casebook.screenings.read
    screening = for_a_reason(lambda why: read(ref, why), reason, may_ask=may_ask)
    return Screened(screening.answers, session.pathways.of(screening))


def _done_about(session: Session, ref: str, reason: str, *, may_ask: bool) -> DoneThen:
    """What was done about one that was just looked at."""
    of = session.casebook.actions.of
    return done_then(for_a_reason(lambda why: of(ref, why), reason, may_ask=may_ask))
