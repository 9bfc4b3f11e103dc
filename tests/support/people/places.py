"""Every place of the app and the way to it by keyboard: one table for all walks.

A screen or a text field that no place leads to fails tests/story/test_fuzz_everywhere.py: add a place for it here.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from support.stores.full_store import NAME, OTHER_NAME, PASSPHRASE, Full, enter
from support.terminal.pty_screen import ENTER, TAB, ctrl
from support.terminal.walker import State, Walker

Way = Callable[[Walker, Full], object]


@dataclass(frozen=True)
class Place:
    """A place: what it is, the screen that is in front there, and the way to it from where its tour begins."""

    name: str
    screen: str
    way: Way
    takes_keys: bool = True
    """Whether it may be gone round with Tab: not where the next key is what is asked for."""


# Ways


def to(action: str) -> Way:
    """By the go-to menu: a command's action, or "section:…"."""
    return lambda walker, _: walker.go_to(action)


def after(way: Way, *steps: Callable[[Walker], object]) -> Way:
    """A way, and then some steps."""

    def go(walker: Walker, store: Full) -> None:
        way(walker, store)
        for step in steps:
            step(walker)

    return go


def choose(*items: str) -> Callable[[Walker], object]:
    """Choose items of lists, one after the other."""

    def step(walker: Walker) -> None:
        for item in items:
            walker.choose(item)

    return step


def press(*keys: bytes) -> Callable[[Walker], object]:
    """Press keys."""
    return lambda walker: walker.press(*keys)


def front(screen: str) -> Callable[[Walker], object]:
    """Wait until a screen is in front."""
    return lambda walker: walker.until_front(screen)


def field(name: str, typed: bytes = b"") -> Callable[[Walker], object]:
    """Tab to a field, and type."""
    return lambda walker: walker.go_to_field(name) and (typed and walker.press(typed))


def stay(_walker: Walker, _store: Full) -> None:
    """Where the tour begins."""


def home(walker: Walker, store: Full) -> None:
    """Home, with its list there."""
    walker.press(ctrl("o"))
    walker.until(
        lambda state: state.front == "HomeScreen" and {"new", store.draft} <= set(state.items), "Home's list"
    )


def open_draft(walker: Walker, store: Full) -> None:
    """In Pat's own draft."""
    if walker.rest().draft != store.draft:
        home(walker, store)
        walker.choose(store.draft)
        walker.until(lambda state: state.draft == store.draft and state.front != "HomeScreen", "a section")


def section(walker: Walker, name: str) -> None:
    """A section of the open draft."""
    walker.go_to(f"section:{name}")
    walker.until(lambda state: len(state.stack) == 1 and state.focus != 0, f"the section {name}")


def in_draft(name: str, *steps: Callable[[Walker], object]) -> Way:
    """In a section of Pat's draft."""

    def go(walker: Walker, store: Full) -> None:
        open_draft(walker, store)
        section(walker, name)
        for step in steps:
            step(walker)

    return go


def completed(walker: Walker, store: Full) -> None:
    """Pat's completed screening, at its result."""
    home(walker, store)
    walker.choose(store.completed)
    walker.until_front("ResultScreen")


def others(walker: Walker, store: Full) -> None:
    """Sam's draft: a reason is asked for."""
    home(walker, store)
    walker.choose(store.others)


def search(walker: Walker, store: Full) -> None:
    """A search on Home, with hits."""
    home(walker, store)
    walker.press(b"/")
    walker.press(b"seafront", ENTER)
    walker.until(lambda state: store.draft in state.items, "hits")


def sign_in(walker: Walker, _store: Full) -> State:
    """Through the sign-in to Home."""
    walker.until_front("SignInScreen")
    walker.go_to_field("name")
    walker.press(NAME.encode(), TAB, PASSPHRASE.encode(), ENTER)
    while True:
        state = walker.until(
            lambda state: (
                state.front == "MessageDialog" or (state.front == "HomeScreen" and not state.workers)
            ),
            "Home, or what is told over it",
        )
        if state.front == "HomeScreen":
            return state
        walker.press(ENTER)


def exported(walker: Walker, store: Full) -> None:
    """The passphrase of an exported PDF."""
    completed(walker, store)
    section(walker, "review")
    walker.choose("pdf")
    walker.until_front("InputDialog")
    walker.press(ENTER)
    walker.until_front("ConfirmDialog")


def choose_like(prefix: str) -> Callable[[Walker], object]:
    """Choose the first item of a list whose id begins so."""

    def step(walker: Walker) -> None:
        walker.until(lambda state: any(item.startswith(prefix) for item in state.items), f"{prefix}…")
        walker.choose(next(item for item in walker.state.items if item.startswith(prefix)))

    return step


def in_accounts(*steps: Callable[[Walker], object]) -> Way:
    """On the screen of the accounts."""
    return after(to("app.accounts"), await_accounts, *steps)


def await_accounts(walker: Walker) -> None:
    """The accounts are read."""
    walker.until(lambda state: any(item.startswith("account:") for item in state.items), "the accounts")


def of_person(action: str) -> Way:
    """One of the things to do with Sam's account."""
    like = f"account:{OTHER_NAME}"
    return in_accounts(choose_like(like), front("PersonScreen"), choose_like(action))


def decide(walker: Walker, store: Full) -> None:
    """What is to become of Pat's draft?"""
    walker.go_to("app.keeping")
    walker.choose("decide")
    walker.until_front("InputDialog")
    walker.press(store.draft.encode(), ENTER)
    walker.until_front("ChooseDialog")


def confirm(walker: Walker) -> None:
    """Yes."""
    walker.until_front("ConfirmDialog")
    walker.choose("yes")


def risk(walker: Walker) -> None:
    """The child is at immediate risk: it asks first."""
    walker.go_to("app.immediate_risk")
    walker.until_front("ChooseDialog")
    walker.choose("yes")
    walker.until_front("ResultScreen")


def risk_taken_back(walker: Walker) -> None:
    """To be taken back: it was said one place before, or is said now where that place was left before it was."""
    walker.go_to("app.immediate_risk")
    if walker.until_front("ConfirmDialog", "ChooseDialog").front == "ChooseDialog":
        walker.choose("yes")
        walker.until_front("ResultScreen")
        walker.go_to("app.immediate_risk")
    walker.until_front("ConfirmDialog")


def step_of_set_up(number: int) -> Way:
    """A step of the set-up, from the one before it."""

    def go(walker: Walker, _store: Full) -> None:
        walker.until_front("SetupScreen")
        if number == 2:
            for name, typed in (("name", NAME), ("hub", "Imaginary Hub")):
                walker.go_to_field(name)
                walker.press(ctrl("u"), typed.encode())
        if number == 3:
            for name in ("first", "second"):
                walker.go_to_field(name)
                walker.press(ctrl("u"), PASSPHRASE.encode())
        if number > 1:
            walker.choose("next")
            walker.until(lambda state: f"step {number} of 3" in walker.term.text, f"step {number}")
        if number == 2:
            walker.choose("own")

    return go


def another_key(walker: Walker, _store: Full) -> None:
    """A command is to have another key: it waits for it to be pressed."""
    walker.go_to("app.keys")
    walker.until_front("KeysScreen")
    walker.choose("section.next")
    walker.until_front("ChooseDialog")
    walker.choose("press")
    walker.until_front("KeyDialog")


def taken_over(walker: Walker, store: Full) -> None:
    """Someone else took the screening over while Pat was writing."""
    open_draft(walker, store)
    section(walker, "notes")
    elsewhere = enter(store)
    elsewhere.screenings.save(elsewhere.screenings.take_over(store.draft))
    walker.press(b"x")
    walker.until_front("ArrowKeyDialog")
    elsewhere.close()


def too_small(walker: Walker, store: Full) -> None:
    """In a window that is too small."""
    open_draft(walker, store)
    walker.resize(40, 10)


def somebody_else(walker: Walker) -> None:
    """What was done was with somebody who is none of the area's contacts: who is asked."""
    walker.until_front("ActionScreen")
    walker.choose("else")


def drop(walker: Walker) -> None:
    """What is typed here is to be dropped: it asks first."""
    somebody_else(walker)
    walker.press(TAB, b"x")
    walker.choose("drop")
    walker.until_front("ConfirmDialog")


def what_was_done(walker: Walker) -> None:
    """What was done about the open screening."""
    walker.go_to("app.done")
    walker.until_front("DoneScreen")
    walker.until(lambda state: "record" in state.items, "what was done")


def one_of_them(walker: Walker) -> None:
    """All of one thing that was done."""
    what_was_done(walker)
    walker.choose("done:1")
    walker.until_front("ChooseDialog")


def end(walker: Walker) -> None:
    """Nothing more is to be done: it stays due, since there is no other lead."""
    what_was_done(walker)
    walker.choose("end")
    walker.until_front("MessageDialog")


def correct(walker: Walker) -> None:
    """It is to be corrected."""
    walker.choose("correct")
    walker.until_front("ActionScreen")


def due(walker: Walker, _store: Full) -> None:
    """What is due."""
    walker.go_to("app.follow_ups")
    walker.until_front("DueScreen")
    walker.until(lambda state: bool(state.items), "what is due")


# The table

NO_STORE = (
    Place("set-up: contacts", "ContactsScreen", to("app.contacts")),
    *(Place(f"set-up: step {number}", "SetupScreen", step_of_set_up(number)) for number in (1, 2, 3)),
)
"""On an empty machine."""

RESTORE = (Place("set-up: restore", "InputDialog", after(stay, choose("restore"), front("InputDialog"))),)
"""On an empty machine, too, where a backup is put back."""

DOOR = (
    Place("sign-in", "SignInScreen", stay),
    Place("recovery", "RecoverScreen", after(stay, choose("recover"), front("RecoverScreen"))),
    Place("contacts", "ContactsScreen", to("app.contacts")),
    Place("contacts: another area", "ChooseDialog", after(to("app.contacts"), press(b"a"))),
    Place("guidance", "GuidanceScreen", to("app.guidance")),
    Place("guidance: a chapter", "GuidanceScreen", after(to("app.guidance"), press(ENTER))),
    Place("guidance: search", "GuidanceScreen", after(to("app.guidance"), press(b"/", b"county", ENTER))),
    Place("display", "DisplayScreen", to("app.display")),
    Place("keys", "KeysScreen", to("app.keys")),
    Place("help", "HelpScreen", to("app.help")),
)
"""Before the sign-in."""

INSIDE = (
    Place("home", "HomeScreen", home),
    Place("home: search", "HomeScreen", search),
    Place("home: new", "ChooseDialog", after(home, press(b"n"), front("ChooseDialog"))),
    Place("home: another's", "InputDialog", after(others, front("InputDialog"))),
    Place("start", "FormScreen", in_draft("start")),
    Place("start: immediate risk", "ResultScreen", in_draft("start", risk)),
    Place("start: immediate risk taken back", "ConfirmDialog", in_draft("start", risk_taken_back)),
    Place("yellow", "TierScreen", in_draft("yellow")),
    Place("amber", "TierScreen", in_draft("amber")),
    Place("amber: citations", "ChooseDialog", in_draft("amber", press(b"3", b"c"))),
    Place("amber: explanation", "GuidanceScreen", in_draft("amber", press(b"e"))),
    Place("red", "TierScreen", in_draft("red")),
    Place("notes", "NotesScreen", in_draft("notes")),
    Place("notes: pick", "ChooseDialog", in_draft("notes", press(ctrl("r")))),
    Place("result", "ResultScreen", in_draft("result")),
    Place("result: reason", "InputDialog", in_draft("result", choose("reason"), front("InputDialog"))),
    Place("details", "FormScreen", in_draft("details")),
    Place("review", "ReviewScreen", in_draft("review")),
    Place("review: where to", "InputDialog", in_draft("review", choose("text"), front("InputDialog"))),
    Place(
        "review: a name in the file's name",
        "MessageDialog",
        in_draft(
            "review",
            choose("text"),
            front("InputDialog"),
            press(ctrl("u"), b"evil-child.txt", ENTER),
            front("MessageDialog"),
        ),
    ),
    Place("review: passphrase once", "ConfirmDialog", exported),
    Place("record", "ActionScreen", in_draft("result", press(b"d"), front("ActionScreen"))),
    Place("record: somebody else", "ActionScreen", in_draft("result", press(b"d"), somebody_else)),
    Place("record: drop it", "ConfirmDialog", in_draft("result", press(b"d"), drop)),
    Place("done", "DoneScreen", in_draft("start", what_was_done)),
    Place("done: no more", "MessageDialog", in_draft("start", end)),
    Place("done: one of them", "ChooseDialog", after(completed, one_of_them)),
    Place("done: correct it", "ActionScreen", after(completed, one_of_them, correct)),
    Place("known here already", "KnownScreen", in_draft("result", lambda w: w.go_to("app.known"))),
    Place("due", "DueScreen", due),
    Place("phone", "PhoneScreen", in_draft("start", lambda w: w.go_to("app.phone"))),
    Place("notes: taken over meanwhile", "ArrowKeyDialog", taken_over),
    Place("completed: result", "ResultScreen", completed),
    Place("account", "AccountScreen", to("app.account")),
    Place(
        "account: passphrase",
        "PassphraseScreen",
        after(to("app.account"), choose("passphrase"), front("PassphraseScreen"), choose("own")),
    ),
    Place(
        "guidance: empty form",
        "InputDialog",
        after(to("app.guidance"), choose("form:essex"), front("InputDialog")),
    ),
    Place("display: lists", "DisplayScreen", after(to("app.display"), press(TAB, TAB))),
    Place("keys: another", "KeyDialog", another_key, takes_keys=False),
    Place("too small", "TooSmallScreen", too_small),
)
"""Signed in, with every role."""

OFFICE = (
    Place("lock time", "LockTimeScreen", to("app.lock_time")),
    Place("accounts", "AccountsScreen", to("app.accounts")),
    Place("accounts: add", "AddAccountScreen", in_accounts(choose("add"))),
    Place("accounts: hub", "HubScreen", in_accounts(choose("hub"))),
    Place("accounts: recovery code", "RecoveryCodeScreen", in_accounts(choose("code", "make"))),
    Place("accounts: a person", "PersonScreen", in_accounts(choose_like(f"account:{OTHER_NAME}"))),
    Place("a person: roles", "RolesScreen", of_person("roles")),
    Place("a person: suspend", "ConfirmDialog", after(of_person("suspend"), front("ConfirmDialog"))),
    Place("a person: hand over", "ChooseDialog", after(of_person("hand-over"), front("ChooseDialog"))),
    Place("keeping", "KeepingScreen", to("app.keeping")),
    Place("keeping: rules", "KeepingRulesScreen", after(to("app.keeping"), choose("rules"))),
    Place("keeping: which", "InputDialog", after(to("app.keeping"), choose("decide"), front("InputDialog"))),
    Place("keeping: what", "ChooseDialog", decide),
    Place("keeping: until when", "InputDialog", after(decide, choose("keep"), front("InputDialog"))),
    Place("keeping: why", "InputDialog", after(decide, choose("hold"), front("InputDialog"))),
    Place("log", "AuditScreen", to("app.audit")),
    Place("log: a record", "InputDialog", after(to("app.audit"), choose("record"), front("InputDialog"))),
    Place("log: a person", "ChooseDialog", after(to("app.audit"), choose("person"), front("ChooseDialog"))),
    Place("log: since", "InputDialog", after(to("app.audit"), choose("since"), front("InputDialog"))),
    Place(
        "log: an entry", "ChooseDialog", after(to("app.audit"), choose_like("entry:"), front("ChooseDialog"))
    ),
    Place("log: verified", "VerdictScreen", after(to("app.audit"), choose("verify"), front("VerdictScreen"))),
    Place("a person: revoke", "MessageDialog", after(of_person("revoke"), confirm, front("MessageDialog"))),
)
"""The screens of a lead and an administrator. The last one takes Sam away."""

LOCKED = (Place("locked", "LockScreen", stay),)
"""After Ctrl+L."""


# And back


def back_inside(walker: Walker) -> None:
    """From whatever lies over Home or a section, back to it."""
    if walker.rest().front == "TooSmallScreen":
        walker.resize(*walker.size)
        walker.until(lambda state: state.front != "TooSmallScreen", "the screen beneath")
    for _ in range(12):
        if len(walker.rest().stack) == 1:
            return
        walker.escape()
    raise AssertionError(f"no way back: {walker.state}\n{walker.term.text}")


def back_to(door: str) -> Callable[[Walker], None]:
    """From wherever one is before the sign-in, or locked, back to the door."""

    def back(walker: Walker) -> None:
        for _ in range(12):
            if walker.rest().front == door:
                return
            walker.escape()
        raise AssertionError(f"no way back to {door}: {walker.state}\n{walker.term.text}")

    return back


@dataclass(frozen=True)
class Tour:
    """Places that are visited one after another from where the app then is; `begin` comes first, `back` after each."""

    name: str
    places: tuple[Place, ...]
    back: Callable[[Walker], None]
    begin: Way = stay
    with_store: bool = True
    arguments: tuple[str, ...] = ()  # of ce-tui
    code: int = 0  # of its exit


def lock(walker: Walker, store: Full) -> None:
    """Locked, over the notes of a draft."""
    sign_in(walker, store)
    open_draft(walker, store)
    section(walker, "notes")
    walker.press(ctrl("l"))
    walker.until_front("LockScreen")


TOURS = (
    Tour("on an empty machine", NO_STORE, back_to("SetupScreen"), with_store=False),
    Tour("on an empty machine, with a backup", RESTORE, back_to("SetupScreen"), with_store=False),
    Tour(
        "where the store is missing",
        (Place("kept out", "KeptOutScreen", stay),),
        back_to("KeptOutScreen"),
        with_store=False,
        arguments=("--after=store-moved",),
        code=78,
    ),
    Tour("at the door", DOOR, back_to("SignInScreen")),
    Tour("inside", INSIDE, back_inside, sign_in),
    Tour("in the office", OFFICE, back_inside, sign_in),
    Tour("locked", LOCKED, back_to("LockScreen"), lock),
)
