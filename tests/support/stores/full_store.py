"""A store with two people and their screenings, in which every text that a person can enter is of one's choosing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import msgspec

from ce_tui.core.clock import utc_now
from ce_tui.core.pathway.actions.action import Action
from ce_tui.core.pathway.actions.rules import iso_minute
from ce_tui.core.pathway.answers.screening import Answers, Child, Consent, Decision, Practitioner
from ce_tui.core.pathway.dates import local_now
from ce_tui.core.vault.casebook.casebook import Casebook
from ce_tui.core.vault.casebook.open_store import CasebookSettings, PathwayRules
from ce_tui.core.vault.casebook.opening import set_up, sign_in
from ce_tui.core.vault.keys.passphrases import NewStore
from ce_tui.core.vault.keys.slots import ROLES
from ce_tui.settings.config import Config
from support.stores.vault import QUICK

NAME, OTHER_NAME = "Pat Example", "Sam Example"
PASSPHRASE = "seven odd lanterns over a harbour"
OTHER_PASSPHRASE = "quiet gravel under nine bicycles"
LAST_SCREENING = "seafront"

Words = Callable[[str], str]
Clock = Callable[[], datetime]


@dataclass(frozen=True)
class Full:
    """The store's folder, and references: Pat's draft and completed screening, and Sam's draft."""

    home: Path
    draft: str
    completed: str
    others: str


def plain(what: str) -> str:
    """Nothing to fear."""
    return f"Imaginary {what}"


def fill(home: Path, words: Words = plain, *, names_too: bool = False, clock: Clock = utc_now) -> Full:
    """Make the store. Pat has every role, Sam screens. `words` gives the text of a field.

    With `names_too` Pat's and the hub's name have it as well, as no field takes it: Pat signs in, but cannot unlock.
    """
    around = CasebookSettings(argon=QUICK, rules=PathwayRules(Config().pathways()), clock=clock)
    casebook, _ = set_up(
        home,
        NewStore(name=NAME, passphrase=PASSPHRASE, hub="Imaginary Hub", locality="essex", roles=ROLES),
        around,
    )
    casebook.people.add_account(OTHER_NAME, OTHER_PASSPHRASE, ["practitioner"])
    completed = casebook.screenings.begin(_answers(words))
    casebook.screenings.complete(casebook.screenings.save(_unfinished(completed, words)))
    casebook.actions.record(completed.ref, _done(words, clock))
    draft = casebook.screenings.save(_unfinished(casebook.screenings.begin(_answers(words)), words))
    casebook.screenings.leave(draft)
    other = sign_in(home, OTHER_NAME, OTHER_PASSPHRASE, around)
    others = other.screenings.begin(_answers(words))
    other.screenings.leave(others)
    other.close()
    if names_too:
        _rename(casebook, words)
    casebook.close()
    return Full(home, draft.ref, completed.ref, others.ref)


def enter(store: Full) -> Casebook:
    """Pat, at another terminal."""
    return sign_in(
        store.home, NAME, PASSPHRASE, CasebookSettings(argon=QUICK, rules=PathwayRules(Config().pathways()))
    )


def _answers(words: Words) -> Answers:
    return Answers(
        pathway=Config().pathways().current.id,
        locality="essex",
        placed_by=words("council"),
        known_to_practitioner=True,
        screened_on="2026-11-25",
        marks={"Y1": "yes", "V2": "noted", "A3": "suspected", "R2": "reasonably believe"},
        looked_at=("yellow", "amber", "red"),
        notes=f"A3: {words('narrative')} at the {LAST_SCREENING}. And A14, {words('narrative')}.",
        decision=Decision("amber", words("reason for it")),
        consent=Consent("refused", words("consent")),
        practitioner=Practitioner(*(words(each) for each in ("name", "organisation", "phone", "other", "email"))),
        child=Child(words("child"), "2010-04-03", *(words(each) for each in ("phone", "other", "email", "road"))),
    )  # fmt: skip


def _done(words: Words, clock: Clock) -> Action:
    """A call of a moment ago that something is to come of."""
    return Action(
        at=iso_minute(local_now(clock)),
        kind="phone",
        to=words("service"),
        person=words("worker"),
        said=words("promise"),
        reference=words("log number"),
        came_of_it="accepted",
        next=words("visit"),
    )


def _unfinished(screening: msgspec.Struct, words: Words) -> msgspec.Struct:
    return msgspec.structs.replace(screening, unfinished={"child.date_of_birth": words("31/2/2010")})


def _rename(casebook: Casebook, words: Words) -> None:
    """Names that no field takes, but another edition or another program might have put there: Pat's and the hub's."""
    store = casebook._desk.store
    pat = next(row for row in store.people.accounts() if row.name == NAME)
    store.people.put(msgspec.structs.replace(pat, name=NAME + words("name")), [])
    store.settings.change({"hub.name": words("hub")}, [])
