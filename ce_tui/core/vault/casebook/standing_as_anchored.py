"""At a sign-in: whether the store stands as its anchors say, and whether somebody's session ended without a sign-out.

Such an end is said once, in a line, to whose session it was; to others only the verdict on the log says it. What the
anchors say is said to whoever signs in then, and to each lead and administrator until they have verified: what it means
is not known here, so the words name what it can be and what to do.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator

from ce_tui.core.pathway.dates import say_moment
from ce_tui.core.vault.casebook import anchoring, trusting
from ce_tui.core.vault.casebook.anchoring import AnchorsSeen
from ce_tui.core.vault.casebook.desk import Desk
from ce_tui.core.vault.errors import VaultError
from ce_tui.core.vault.log.audit import MISSING, Entry, StoreState
from ce_tui.core.vault.store.records import Attending, Trouble
from ce_tui.core.words.counting import counted

_TELL = "Tell whoever looks after it to run 'ce-tui audit verify'."
_NOT_AS_WRITTEN = (
    "The anchors of the log in {where} are not as this app wrote them: {faults}. Somebody may have changed them to "
    "hide that an older copy of the store was put back. " + _TELL
)
_OLDER_PART = (
    "This store is not as its newest anchor, of {at}, says: {what}. An older piece of it may have been put back. "
    + _TELL
)
_SAID_BEFORE = (
    "It was found at a sign-in of {by} on {at}, and is said to each lead and administrator until they have run "
    "'ce-tui audit verify': "
)
FOUND = "anchors found"
"""The setting that keeps what a sign-in found against the anchors, told to each lead and administrator."""

_ENDED = "Your session of {since} did not end with a sign-out{more}: see whether your last changes are there."


def compare(desk: Desk, state: StoreState) -> None:
    """Put into `alerts` what the anchors say against the store as it stood when it was opened (`state`).

    To be called before this session writes anything. Whoever comes in first may be the one who put an older copy
    back, so what was found is kept for those who look after the store.
    """
    known = desk.store.settings.get(FOUND) or ""
    heard = desk.store.settings.preference(desk.account.id, FOUND) or ""
    if known != heard and desk.has_role("lead", "administrator"):
        desk.alerts.append(known)
    before = len(desk.alerts)
    _compare(desk, state)
    found = " ".join(desk.alerts[before:])
    if found and found not in known and not desk.store.read_only:
        words = _SAID_BEFORE.format(by=desk.account.name, at=say_moment(desk.now())) + found
        entry = desk.entry("refusal", detail="the anchors say otherwise than the store")
        with contextlib.suppress(VaultError):
            desk.store.settings.change({FOUND: words}, [entry])


def verified(desk: Desk) -> None:
    """This lead or administrator has verified: what a sign-in found is told to them no more."""
    known = desk.store.settings.get(FOUND)
    if known and not desk.store.read_only:
        with contextlib.suppress(VaultError):
            desk.store.settings.set_preference(desk.account.id, FOUND, known)


def _compare(desk: Desk, state: StoreState) -> None:
    try:
        found = anchoring.look(desk.store, desk.anchors)
    except VaultError as error:
        desk.alerts.append(error.words)
        return
    now = desk.store.log.state()  # after the look: others go on, and anchor what they have written
    older = trusting.why_by(found, desk.store)
    desk.alerts.extend([f"{older} {trusting.MEANING} {_TELL}"] if older else [])
    if faults := [*_of_place(desk, found), *found.walk.faults]:
        desk.alerts.append(_NOT_AS_WRITTEN.format(where=desk.anchors.where, faults="; ".join(faults)))
    if not older:
        for at, what in _parts(desk, found, state, now):
            desk.alerts.append(_OLDER_PART.format(at=say_moment(at), what=what))
            desk.found.append(Trouble("older page", f"Older page: {what} on {say_moment(at)}."))


def missing_sign_outs(desk: Desk) -> list[Attending]:
    """The sessions that ended without a sign-out, and of which it was not said yet to those whose they were."""
    return [each for each in desk.store.attendance.open() if not desk.sessions.alive(each.session)]


def say_missing(desk: Desk, missing: list[Attending]) -> list[Entry]:
    """Put into `alerts` that sessions of this account did not end so. Returns what is to be logged of it."""
    if missing:
        more = f", nor did {counted(len(missing) - 1, 'other')} of yours" if len(missing) > 1 else ""
        desk.alerts.append(_ENDED.format(since=say_moment(missing[-1].since), more=more))
    return [desk.entry("sign-out", detail=f"{MISSING} {each.since}") for each in missing]


def _of_place(desk: Desk, found: AnchorsSeen) -> Iterator[str]:
    if found.gone and desk.anchors.is_missing():
        yield "the file is gone"
        desk.found.append(Trouble("anchors", f"Anchors: {desk.anchors.where} is missing: it was taken away."))
    elif found.gone:
        yield f"line {found.gone}, which the store wrote last, is gone"
    if found.more:
        yield (
            f"more than {anchoring.AT_ONCE // 1_000_000} MB were added to them since the store wrote last, of which "
            "only the beginning was read now"
        )


def _parts(desk: Desk, found: AnchorsSeen, state: StoreState, now: StoreState) -> Iterator[tuple[str, str]]:
    """The list of slots may only go on; the records may only differ while a session has not signed out."""
    newest = found.walk.newest
    if newest is None:
        return
    then = newest.state
    same_list = (now.generation, now.listed) == (then.generation, then.listed)
    if not same_list and now.generation <= then.generation:
        yield newest.at, "the list of accounts is not the one that was anchored"
    if state.head == then.head and state.tally != then.tally and not _may_have_saved(desk):
        yield newest.at, "the records as a whole are not those that were anchored"


def _may_have_saved(desk: Desk) -> bool:
    """Whether a session may have saved since the newest anchor: saving alone leaves no entry in the log."""
    return any(not each.over for each in desk.store.attendance.open())
