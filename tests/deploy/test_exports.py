"""Exports on a deployed machine, over ssh: into one's own folder, and nowhere else."""

from __future__ import annotations

from support.terminal.pty_screen import ENTER
from support.terminal.ssh_machine import NAME, PASSPHRASE, Machine, needs_machine

pytestmark = needs_machine
FOLDER = "/var/lib/ce-tui-referrals"
TO_THE_FILE = (
    ("Your name?", NAME), ("Passphrase?", PASSPHRASE), ("Home.", "guidance"), ("Which chapter", "form"),
    ("of which area?", "thurrock"),
)  # fmt: skip
BACK = (("Which chapter", "back"), ("What next?", "quit"))
LONG = 90.0


def ask_for_the_form(machine: Machine, *typed: tuple[str, str]) -> str:
    """The empty form a line at a time over ssh: what is waited for, and what is typed then. All that is heard."""
    heard = ""
    with machine.open(TERM="dumb") as term:
        for question, words in (*TO_THE_FILE, *typed, *BACK):
            before = len(heard)

            def has_come(question: str = question, before: int = before) -> bool:
                return question in " ".join(term.raw.decode("utf-8", "replace").split())[before:]

            term.wait_until(has_come, question, LONG)
            heard = " ".join(term.raw.decode("utf-8", "replace").split())
            term.send(words.encode() + ENTER)
        term.wait_for_end(LONG)
    machine.until_nobody_is_in()
    return heard


def test_a_form_goes_into_ones_own_folder_and_nowhere_else(machine: Machine) -> None:
    heard = ask_for_the_form(
        machine,
        ("file?", "/var/lib/ce-tui/store.db"), ("file?", f"{FOLDER}/form.pdf"), ("file?", "../form.pdf"),
        ("file?", "form.pdf"),
    )  # fmt: skip
    name = machine.run("ls", FOLDER).out.strip()
    assert len(name) == 12 and heard.count(f"such files go into {FOLDER}/{name} and nowhere else.") == 3
    assert f"Written: {FOLDER}/{name}/form.pdf." in heard
    assert machine.run("head", "-c", "5", f"{FOLDER}/{name}/form.pdf").out == "%PDF-"
    modes = machine.run("stat", "-c", "%a %U", FOLDER, f"{FOLDER}/{name}", f"{FOLDER}/{name}/form.pdf").out
    assert modes == "700 ce-tui\n700 ce-tui\n600 ce-tui\n"
    heard = ask_for_the_form(machine, ("file?", "form.pdf"), ("file?", "another.pdf"))
    assert "exists already, and was not written in this session. It was left as it is." in heard
    assert machine.run("ls", f"{FOLDER}/{name}").out == "another.pdf\nform.pdf\n"


def test_a_link_or_a_mount_in_the_place_of_ones_own_folder_is_not_followed(machine: Machine) -> None:
    ask_for_the_form(machine, ("file?", "first.pdf"))
    own = f"{FOLDER}/{machine.run('ls', FOLDER).out.strip()}"
    machine.run("mkdir", "-p", "/run/elsewhere")
    machine.run("chown", "ce-tui:", "/run/elsewhere")
    for plant, take_away in (
        (f"mv {own} {own}-away && ln -s /run/elsewhere {own}", f"rm {own} && mv {own}-away {own}"),
        (f"mount --bind /run/elsewhere {own}", f"umount {own}"),
    ):
        assert machine.run("sh", "-c", plant).code == 0
        try:
            heard = ask_for_the_form(machine, ("file?", "planted.pdf"), ("file?", "back"))
            assert "Nothing was written." in heard and "Written: " not in heard
        finally:
            assert machine.run("sh", "-c", take_away).code == 0
        assert machine.run("ls", "-A", "/run/elsewhere").out == ""
