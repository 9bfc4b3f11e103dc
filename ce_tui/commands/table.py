"""All commands of both front ends, their default keys, and the numbers of places.

The default keys are the contract's. A key is remapped by command id: `[keys]` in the configuration, and each account's
own (see `keymap`). A typed word that does what a command of the full screen does has that command's id, and so its key
there and its words.
"""

from __future__ import annotations

from functools import partial
from typing import Literal, NamedTuple

Where = Literal[
    "anywhere",
    "gate",
    "list",
    "text",
    "tier",
    "form",
    "notes",
    "home",
    "acting",
    "guidance",
    "contacts",
    "audit",
    "dialog",
]

Role = Literal["practitioner", "lead", "administrator"]

PLACES: dict[Where, str] = {
    "anywhere": "Anywhere",
    "gate": "Where you set up, sign in or unlock",
    "list": "In a list",
    "text": "In a text",
    "tier": "In a list of factors",
    "form": "In a form",
    "notes": "In the notes",
    "home": "On Home",
    "acting": "Where something can be recorded",
    "guidance": "In Guidance",
    "contacts": "In Contacts",
    "audit": "In the log",
    "dialog": "In a question",
}


class Command(NamedTuple):
    """One command. `action` is what a binding runs; `brief` are its words in the key line, empty: not there."""

    id: str
    key: str
    action: str
    words: str
    where: Where
    brief: str = ""
    menu: bool = False  # stands in the go-to menu
    needs_draft: bool = False
    needs_sign_in: bool = False
    essential: bool = False  # may be given another key, never none
    roles: tuple[Role, ...] = ()  # only for those who have one of them; empty: for everyone
    sections: tuple[str, ...] = ()  # stands in the go-to menu of these sections alone; empty: of all


_anywhere = partial(Command, where="anywhere")
_in_menu = partial(_anywhere, menu=True)
_of_draft = partial(_in_menu, needs_draft=True)
_signed_in = partial(_in_menu, needs_sign_in=True)
_of_screenings = partial(_signed_in, roles=("practitioner", "lead"))
_at_the_gate = partial(Command, where="gate")
_in_tier = partial(Command, where="tier")
_of_the_office = partial(_signed_in, roles=("lead", "administrator"))

COMMANDS: tuple[Command, ...] = (
    # Anywhere
    _anywhere("section.next", "ctrl+n,f2", "app.section(1)", "Next section", brief="next", needs_draft=True),
    _anywhere(
        "section.back", "ctrl+p,f3", "app.section(-1)", "Previous section", brief="previous", needs_draft=True
    ),
    _anywhere(
        "goto",
        "ctrl+g,f4",
        "app.go_to",
        "Go to: every section, place and command",
        brief="go to",
        essential=True,
    ),
    _anywhere("notes", "ctrl+t,f5", "app.notes", "Notes, and back to where you were", needs_draft=True),
    _signed_in("home", "ctrl+o", "app.home", "Home: drafts and completed"),
    _signed_in("lock", "ctrl+l,f9", "app.lock", "Hide, save and lock", brief="lock", essential=True),
    _in_menu("quit", "ctrl+q,f10", "app.sign_out", "Sign out: all is saved", brief="leave", essential=True),
    _in_menu("help", "f1", "app.help", "Help for this screen", essential=True),
    _anywhere("help.letter", "question_mark", "app.help", "Help, outside a text field", brief="help"),
    # Reached through the go-to menu; a deployment may give each a key of its own
    _in_menu("contacts", "f6", "app.contacts", "Contacts: 999, and whom to call now"),
    _in_menu("guidance", "", "app.guidance", "Guidance: the whole document"),
    _of_screenings("search", "", "app.search", "Search your screenings"),
    _of_draft("take_over", "", "app.take_over", "Change it here: take the screening over"),
    _of_draft("immediate_risk", "f7", "app.immediate_risk", "The child is at immediate risk"),
    _of_draft("harm_today", "f8", "app.harm_today", "I saw or was told of harm today"),
    _of_draft("complete", "", "app.complete", "Complete this screening"),
    _of_draft("phone", "", "app.phone", "Read on the phone"),
    _of_draft("done", "", "app.done", "What was done, and recording it"),
    _of_draft(
        "known",
        "",
        "app.known",
        "Known here already: screenings that may be of this child",
        sections=("details", "result", "review"),
    ),
    _of_screenings("follow_ups", "", "app.follow_ups", "What is due: calls, answers, screening again"),
    _in_menu("keys", "", "app.keys", "Keys"),
    _in_menu("display", "", "app.display", "Display: colours, screen readers, names in lists"),
    _signed_in("account", "", "app.account", "Your account: change the passphrase"),
    _signed_in("lock_time", "", "app.lock_time", "When it locks by itself: choose your time"),
    _signed_in(
        "accounts",
        "",
        "app.accounts",
        "Accounts: people, their roles, the hub",
        roles=("administrator", "lead"),
    ),
    _of_the_office("keeping", "", "app.keeping", "Keeping and deleting: review queue, rules, backup"),
    _of_the_office("audit", "", "app.audit", "The log: who did what, and whether it is whole"),
    _in_menu("redraw", "", "app.redraw", "Draw the screen again"),
    # Set-up, sign-in, lock
    _at_the_gate("reader", "ctrl+r", "app.screen_reader", "Display for screen readers: on or off"),
    _at_the_gate(
        "lines", "ctrl+b", "app.lines", "A line at a time: no screen, for screen readers and braille lines"
    ),
    # Home
    Command("home.new", "n", "new", "New screening", "home", "new"),
    Command("home.search", "slash", "search", "Search", "home", "search"),
    Command("home.names", "s", "names", "Show the children's names for now, or hide them", "home", "names"),
    Command("home.discard", "x", "discard", "Discard an empty draft of your own", "home"),
    # Home, the result, Review, on the phone
    Command(
        "action.record", "d", "record", "Record what was done: a call, a form, a meeting", "acting", "record"
    ),
    # Contacts
    Command("contacts.area", "a", "area", "Another area", "contacts", "another area"),
    # Guidance
    Command("guidance.search", "slash", "search", "Search the whole document", "guidance", "search"),
    Command("guidance.next", "n", "chapter(1)", "Next chapter", "guidance", "next"),
    Command("guidance.back", "p", "chapter(-1)", "Previous chapter", "guidance", "previous"),
    Command("guidance.chapters", "c", "chapters", "The list of chapters", "guidance", "chapters"),
    # The log
    Command("audit.verify", "v", "verify", "Verify the log and the store", "audit"),
    Command("audit.record", "r", "only('record')", "Only one record's entries", "audit", "record"),
    Command("audit.person", "p", "only('person')", "Only one person's entries", "audit", "person"),
    Command("audit.kind", "k", "only('kind')", "Only entries of some kinds", "audit", "kind"),
    Command("audit.since", "s", "only('since')", "Only entries from a day or a time on", "audit", "from"),
    Command("audit.all", "x", "only('all')", "All entries again", "audit"),  # not brief: no room in 80 cells
    # Lists
    Command("list.up", "up", "move(-1)", "Up one", "list", essential=True),
    Command("list.down", "down", "move(1)", "Down one", "list", essential=True),
    Command("list.page_up", "pageup", "page(-1)", "Up a page", "list"),
    Command("list.page_down", "pagedown", "page(1)", "Down a page", "list"),
    Command("list.first", "home", "first", "The first", "list"),
    Command("list.last", "end", "last", "The last", "list"),
    Command("list.choose", "enter", "choose", "Choose", "list", essential=True),
    Command("list.choose_space", "space", "choose_here", "Choose", "list"),
    # Texts to read
    Command("text.up", "up", "move(-1)", "Up a line", "text", essential=True),
    Command("text.down", "down", "move(1)", "Down a line", "text", essential=True),
    Command("text.page_up", "pageup", "page(-1)", "Up a page", "text"),
    Command("text.page_down", "pagedown", "page(1)", "Down a page", "text"),
    Command("text.page_space", "space", "page(1)", "Down a page", "text"),
    Command("text.first", "home", "first", "The beginning", "text"),
    Command("text.last", "end", "last", "The end", "text"),
    Command("text.next_pointer", "right", "next_part(1)", "The next paragraph that points somewhere", "text"),
    Command("text.previous_pointer", "left", "next_part(-1)", "The one before that points somewhere", "text"),
    Command("text.follow", "enter", "follow", "Follow what the paragraph points to", "text", essential=True),
    # Factor lists
    _in_tier("tier.cycle", "space", "mark('next')", "Change the mark", brief="change mark", essential=True),
    _in_tier("tier.yes", "y", "mark('yes')", "Mark: yes, or noted"),
    _in_tier("tier.suspected", "s", "mark('suspected')", "Mark: suspected"),
    _in_tier("tier.believe", "b", "mark('reasonably believe')", "Mark: reasonably believe"),
    _in_tier("tier.clear", "x", "mark('clear')", "Clear the mark"),
    _in_tier(
        "tier.note",
        "n",
        "ask('note')",
        "Write a note on this factor: its ID is put into the notes",
        brief="note",
    ),
    _in_tier(
        "tier.explain", "e", "ask('explain')", "The tier's explanation, from the document", brief="explain"
    ),
    _in_tier("tier.citations", "c", "ask('citations')", "The sentences in your notes that cite this factor"),
    # Forms
    Command("form.yes", "y", "answer('yes')", "Answer Yes", "form"),
    Command("form.no", "n", "answer('no')", "Answer No", "form"),
    Command("form.clear", "x", "clear", "Take an answer back", "form"),
    # Notes
    Command("notes.pick", "ctrl+r", "pick", "Pick a factor from the list of all", "notes", "pick an ID"),
    # Dialogs
    Command(
        "dialog.cancel",
        "escape",
        "app.back",
        "Close or cancel; else back, in a section: go to",
        "dialog",
        essential=True,
    ),
)

BY_ID: dict[str, Command] = {command.id: command for command in COMMANDS}


def commands_in(where: Where) -> tuple[Command, ...]:
    """The commands of one place, in the order in which they are shown."""
    return tuple(command for command in COMMANDS if command.where == where)


class TypedCommand(NamedTuple):
    """A command of the line mode: words that are typed in place of an answer.

    `words` are empty where the command of the same id has its own. `in_text`: taken where a text is asked for, too;
    the others are reached from there by `go`.
    """

    id: str
    typed: tuple[str, ...]
    words: str = ""
    in_text: bool = False
    needs_draft: bool = False
    needs_sign_in: bool = False
    roles: tuple[Role, ...] = ()


_in_text = partial(TypedCommand, in_text=True)
_typed_of_draft = partial(TypedCommand, needs_draft=True)
_of_draft_in_text = partial(_typed_of_draft, in_text=True)
_typed_signed_in = partial(TypedCommand, needs_sign_in=True)

TYPED: tuple[TypedCommand, ...] = (
    _in_text("hint", ("?",), "What this question expects, and these words"),
    _in_text("help", ("help",), "The help for where you are, in full"),
    _in_text("where", ("where",), "Where you are, what is marked, what it indicates"),
    _in_text("again", ("again",), "The question once more, in full"),
    _in_text("back", ("back",), "The question before this one"),
    _in_text("skip", ("skip",), "The next question; this one stays as it is"),
    _of_draft_in_text("section.next", ("next",)),
    _of_draft_in_text("section.back", ("previous",)),
    _in_text("goto", ("go",), "Go to a section, a factor or a place: alone it lists them"),
    _of_draft_in_text("notes", ("notes",)),
    _of_draft_in_text("result", ("result",), "The result: what is indicated, whom to phone"),
    _of_draft_in_text("review", ("review",), "Review and export: what is missing, and what to do"),
    _in_text("list", ("list",), "What is here, with its answers; list all: the rest too"),
    _in_text("find", ("find", "search"), "Look for words where you are: find, and the words"),
    _in_text("contacts", ("contacts", "999")),
    _in_text("guidance", ("guidance",)),
    _typed_signed_in("home", ("home",)),
    _typed_signed_in("home.names", ("names",)),
    _typed_of_draft("take_over", ("take",)),
    _of_draft_in_text("immediate_risk", ("risk",)),
    _of_draft_in_text("harm_today", ("harm",)),
    _typed_of_draft("complete", ("complete",)),
    _typed_of_draft("phone", ("phone",)),
    _typed_of_draft("done", ("done",)),
    _typed_of_draft("action.record", ("record",)),
    _typed_of_draft("known", ("child",)),
    _typed_signed_in("follow_ups", ("due",), roles=("practitioner", "lead")),
    _typed_signed_in("account", ("account",), "Your account: passphrase, time until it locks"),
    _typed_signed_in("accounts", ("accounts", "people"), roles=("administrator", "lead")),
    _typed_signed_in("audit", ("log", "audit"), roles=("administrator", "lead")),
    _typed_signed_in("keeping", ("keeping",), roles=("administrator", "lead")),
    TypedCommand("ascii", ("ascii",), "Letters and signs of ASCII alone: on or off"),
    TypedCommand("screen", ("screen",), "The full screen instead of a line at a time"),
    _in_text("lock", ("lock",), needs_sign_in=True),
    _in_text("quit", ("quit",)),
)


NUMBERS: dict[str, int] = {
    "immediate_risk": 1,
    "harm_today": 2,
    # The sections of a screening, in the order of their strip
    "start": 3,
    "yellow": 4,
    "amber": 5,
    "red": 6,
    "notes": 7,
    "result": 8,
    "details": 9,
    "review": 10,
    # Places and commands
    "contacts": 11,
    "guidance": 12,
    "home": 13,
    "lock": 14,
    "help": 15,
    "search": 16,
    "complete": 17,
    "phone": 18,
    "done": 19,
    "follow_ups": 20,
    "known": 21,
    "keys": 22,
    "account": 23,
    "display": 24,
    "lock_time": 25,
    "accounts": 26,
    "keeping": 27,
    "audit": 28,
    "redraw": 29,
    "take_over": 30,
}
"""The numbers of places, by the id of the section or of the command."""

NO_SUCH_PLACE = "{} is no place that is open here. Nothing was done."


def sort_number(place_id: str) -> int:
    """The number of a place to sort by; a place without one comes after all that have one."""
    return NUMBERS.get(place_id, len(NUMBERS) + 1)
