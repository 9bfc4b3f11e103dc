"""Somebody follows README.md and docs/: what they are told to type works, where they are led to is there."""

from __future__ import annotations

import json
import re
import subprocess
import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Any, get_args

import click
import msgspec
import pytest

from ce_tui import exit_codes
from ce_tui.cli.group import cli
from ce_tui.core.pathway.actions.action import Action
from ce_tui.core.pathway.answers.answers import KEYS
from ce_tui.core.vault.log.audit import Kind
from ce_tui.settings.config import Config, IdleTimes, SharingSettings, read_config
from support.checkout import CHECKOUT
from support.documents.documentation import Block, Page, commands_of, in_backticks, page, pages
from support.documents.page_reader import Reader
from support.people.cli import ce_tui
from support.terminal.own_world import world

README = page("README.md")
CONFIGURATION = page("docs/deploying.md")
PARTNERS = page("docs/for-scripts-and-partners.md")
LEADS_ELSEWHERE = ("http://", "https://", "mailto:")
KINDS = ("sh", "sh root", "toml", "json", "text")
OF_THE_DOCTOR = (exit_codes.DONE, exit_codes.MISSING_HERE, exit_codes.CONFIGURATION)
"""What it finds is the machine's; a person is shown it all the same."""

every_page = pytest.mark.parametrize("each", pages(), ids=lambda each: each.name)


# -- typed as it stands there --------------------------------------------------------------------------------------


def tried(each: Page) -> list[str]:
    """The lines of a page that anybody may type: not what needs root, nor what sets up or tests this checkout."""
    lines = [line for block in each.blocks if block.kind == "sh" for line in block.lines]
    return [line for line in lines if commands_of(line)[0][0] != "make"]


@pytest.mark.parametrize("each", [each for each in pages() if tried(each)], ids=lambda each: each.name)
def test_whoever_follows_a_page_gets_to_its_end(each: Page, tmp_path: Path) -> None:
    reader = Reader(world(tmp_path / "world"))
    for block in each.blocks:
        if block.kind == "json":
            reader.has_file("answers.json", block.text)
    for block in each.blocks:
        if block.kind == "toml":
            reader.configures(block)
            assert reader.types("ce-tui contacts").code == 0, block.text
        for line in block.lines if block.kind == "sh" else ():
            if line in tried(each):
                ended = reader.types(line)
                assert ended.code in may_end(line), f"{line}\nended with {ended.code}:\n{ended.out}"


def test_a_line_that_does_not_work_would_be_noticed(tmp_path: Path) -> None:
    reader = Reader(world(tmp_path / "world"))
    assert reader.types("ce-tui evaluate none.json").code == exit_codes.INPUT_UNREADABLE


def may_end(line: str) -> tuple[int, ...]:
    if ["ce-tui", "store", "accept-older"] in [each[:3] for each in commands_of(line)]:
        return (exit_codes.INPUT_WRONG,)  # the page's own store is no older copy
    return OF_THE_DOCTOR if ["ce-tui", "doctor"] in commands_of(line) else (exit_codes.DONE,)


# -- looked at before it is typed ----------------------------------------------------------------------------------


@every_page
def test_nothing_on_a_page_is_wrong(each: Page) -> None:
    assert list(faults(each)) == []


@pytest.mark.parametrize("name", ["CONTRIBUTING.md", "SECURITY.md"])
def test_what_the_other_pages_name_is_there(name: str) -> None:
    assert [fault for code in page(name).code for fault in faults_in_words(code)] == []
    assert list(dead_links(page(name))) == []


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("```sh\nce-tui contacts --colour\n```", "ce-tui contacts --colour: No such option '--colour'."),
        ("```sh\nce-tui blank essex\n```", "ce-tui blank essex: Missing option '-o' / '--output'."),
        ("```sh\nce-tui contacts |\n  ce-tui nonsense\n```", "ce-tui nonsense: No such command 'nonsense'."),
        ("```sh\nformat-the-disk\n```", "format-the-disk: nobody knows this"),
        ("```sh root\n/opt/ce-tui/admin nonsense\n```", "ce-tui nonsense: No such command 'nonsense'."),
        (
            "```sh root\nsh /opt/ce-tui/deploy/deploy.sh telnet\n```",
            "deploy.sh telnet: it does not take that",
        ),
        ("```sh\nce-tui contacts 'essex\n```", "is no line for a shell"),
        ("```sh\nmake nothing\n```", "make nothing: no such target"),
        ("Or `make nothing` instead.", "make nothing: no such target"),
        ("Or `ce-tui keys --nonsense` instead.", "ce-tui keys --nonsense: No such option '--nonsense'."),
        ("With `--nonsense F` instead.", "--nonsense: no command takes it"),
        ("```\nwhat is this?\n```", "a block of no kind"),
        ("[There](docs/nowhere.md) it is.", "docs/nowhere.md: not there"),
        ("[There](#nowhere) it is.", "#nowhere: no such heading"),
        ("[There](docs/using.md#nowhere) it is.", "docs/using.md#nowhere: no such heading"),
        ("![A picture](docs/nowhere.svg)", "docs/nowhere.svg: not there"),
        ("It is in `data/nowhere/`.", "data/nowhere/: not there"),
    ],
)
def test_what_is_wrong_would_be_noticed(text: str, fault: str) -> None:
    found = list(faults(Page(CHECKOUT / "README.md", text)))
    assert any(fault in each for each in found), found


def faults(each: Page) -> Iterator[str]:
    """Everything on a page that would lead a reader astray."""
    for block in each.blocks:
        yield from faults_of_block(block)
    for code in each.code:
        yield from faults_in_words(code)
    yield from dead_links(each)


def faults_of_block(block: Block) -> Iterator[str]:
    if block.kind not in KINDS:
        yield f"a block of no kind: {block.text}"
    if not block.kind.startswith("sh"):
        return
    if subprocess.run(["sh", "-n"], input=block.text.encode(), capture_output=True, check=False).returncode:
        yield f"{block.text} is no line for a shell"
        return
    for line in block.lines:
        for command in commands_of(line):
            yield from faults_of_command(command, root=block.kind == "sh root")


def faults_of_command(command: list[str], *, root: bool) -> Iterator[str]:
    """What is wrong with a command that a person is told to type, with all that belongs to it."""
    match command:
        case ["ce-tui" | ".venv/bin/ce-tui", *arguments]:
            yield from refused(arguments, whole=True)
        case ["make", *targets]:
            yield from no_targets(targets)
        case ["/opt/ce-tui/admin", "add-key", _] if root:
            yield from not_there("data/deploy/add_key.py")
        case ["/opt/ce-tui/admin", *arguments] if root:
            yield from refused(arguments, whole=True)
        case ["sh", "/opt/ce-tui/deploy/deploy.sh", *arguments] if root:
            usage = (CHECKOUT / "data/deploy/deploy.sh").read_text("utf-8")
            if not re.search(rf"^# deploy\.sh {arguments[0]}\b", usage, re.MULTILINE):
                yield f"deploy.sh {arguments[0]}: it does not take that"
        case ["ce-tui-*/install.sh"] if root:
            yield from not_there("scripts/install.sh")
        case ["tar" | "cat" | "apt-get" | "install" | "ssh-keygen" | "systemd-tmpfiles", *_] if root:
            pass
        case ["cp" | "mkdir" | "mv" | "echo", *_]:
            pass
        case _:
            yield f"{' '.join(command)}: nobody knows this"


def faults_in_words(code: str) -> Iterator[str]:
    """What is wrong with something in backticks: a command, an option or a path, where it is one."""
    words = code.partition("…")[0].split() if " " in code else [code]
    match words:
        case ["ce-tui" | "/opt/ce-tui/admin", *arguments]:
            yield from refused(arguments, whole=False)
        case ["make", *targets]:
            yield from no_targets(targets)
        case [option, *_] if option.startswith("--") and option not in all_options():
            yield f"{option}: no command takes it"
    yield from (fault for word in words for fault in not_there(word))


def refused(arguments: list[str], *, whole: bool) -> Iterator[str]:
    """What the command line says against them. `whole`: nothing that is needed is left out."""
    command: click.Command = cli
    context, rest = click.Context(cli, info_name="ce-tui", **cli.context_settings), list(arguments)
    try:
        while isinstance(command, click.Group) and rest and not rest[0].startswith("-"):
            name, found, rest = command.resolve_command(context, rest)
            assert found is not None
            command, context = found, click.Context(found, context, info_name=name)
        command.make_context(context.info_name, rest, parent=context.parent)
    except click.exceptions.Exit:  # it was asked for help
        return
    except click.exceptions.NoArgsIsHelpError:  # a group, named by itself
        return
    except (click.MissingParameter, click.BadOptionUsage) as error:
        if whole:
            yield f"ce-tui {' '.join(arguments)}: {error.format_message()}"
    except click.UsageError as error:
        yield f"ce-tui {' '.join(arguments)}: {error.format_message()}"


def no_targets(targets: list[str]) -> Iterator[str]:
    """What the Makefile has neither as a target nor, of NAME=value, as a setting."""
    known = re.findall(
        r"^([a-z][a-z-]*:|[A-Z]+ \?=)", (CHECKOUT / "Makefile").read_text("utf-8"), re.MULTILINE
    )
    for target in targets:
        setting, is_one, _ = target.partition("=")
        if (f"{setting} ?=" if is_one else f"{target}:") not in known:
            yield f"make {target}: no such target"


def not_there(name: str) -> Iterator[str]:
    """A path of the checkout that is not there. What begins with no folder of it is none."""
    first, slash, _ = name.partition("/")
    in_checkout = first.isidentifier() and (CHECKOUT / first).is_dir() if slash else name.endswith(".md")
    if in_checkout and not {"…", "*"} & set(name) and not (CHECKOUT / name).exists():
        yield f"{name}: not there"


def dead_links(each: Page) -> Iterator[str]:
    for link in each.links:
        if link.startswith(LEADS_ELSEWHERE):
            continue
        name, _, anchor = link.partition("#")
        target = (each.path.parent / name).resolve() if name else each.path
        if not target.exists():
            yield f"{link}: not there"
        elif anchor and anchor not in (page_at(target) if name else each).anchors:
            yield f"{link}: no such heading"


def page_at(path: Path) -> Page:
    return page(path.relative_to(CHECKOUT).as_posix())


@cache
def all_options() -> frozenset[str]:
    """Every option of every command."""

    def below(command: click.Command) -> Iterator[click.Command]:
        yield command
        if isinstance(command, click.Group):
            context = click.Context(command)
            for name in command.list_commands(context):
                if (found := command.get_command(context, name)) is not None:
                    yield from below(found)

    return frozenset(cli.context_settings["help_option_names"]) | frozenset(
        option for command in below(cli) for parameter in command.params for option in parameter.opts
    )


# -- read to its end -----------------------------------------------------------------------------------------------


def test_a_newcomer_reads_the_readme_to_its_end() -> None:
    assert len(README.text.splitlines()) <= 160


def test_the_readme_leads_to_every_page_and_each_picture_is_shown() -> None:
    led_to = {(CHECKOUT / link.partition("#")[0]).name for link in README.links}
    assert {each.path.name for each in pages()} - {"README.md"} <= led_to
    shown = {Path(link).name for each in pages() for link in each.links}
    assert {picture.name for picture in (CHECKOUT / "docs").glob("*.svg")} <= shown


def test_nothing_is_said_twice() -> None:
    assert twice(pages()) == []


def test_what_is_said_twice_would_be_noticed() -> None:
    said = "Whoever is the last to leave the hub in the evening locks the door."
    assert twice([Page(README.path, f"One. {said}"), Page(README.path, f"- {said}\n")]) == [said]


def twice(read: Iterable[Page]) -> list[str]:
    """Sentences of eight words or more that stand on these pages more than once."""
    counted = Counter(sentence for each in read for sentence in each.sentences)
    return [sentence for sentence, count in counted.items() if count > 1 and len(sentence.split()) >= 8]


# -- compared with what the app does -------------------------------------------------------------------------------


def test_the_keys_at_a_glance_are_those_of_the_key_card() -> None:
    lines = [line for line in ce_tui("keys").out.splitlines() if line.startswith("  ")]
    card = {key for line in lines for key in line.split("  ")[1].strip().split(", ")}
    named = [key for row in README.table("where") for key in in_backticks(row[1])]
    assert len(named) > 15
    assert [key for key in named if key not in card] == []


def test_the_table_of_exit_codes_has_them_all() -> None:
    codes = {value for value in vars(exit_codes).values() if isinstance(value, int)}
    assert {int(row[0].content) for row in PARTNERS.table("code")} == codes


def test_every_setting_of_the_configuration_is_shown() -> None:
    shown = {
        name
        for each in pages()
        for block in each.blocks
        if block.kind == "toml"
        for name in names_of(tomllib.loads(block.text))
    }
    both = "retention.completed"  # the two rules take the same
    gone = "audit.journal"  # taken and passed over, and nothing to be set
    wanted = {name.replace("retention.drafts", both) for name in settings_of(Config)} - {"file", gone}
    assert wanted <= shown


def test_the_configuration_is_shown_as_it_is_by_default(tmp_path: Path) -> None:
    file = tmp_path / "config.toml"
    file.write_text(next(block.text for block in CONFIGURATION.blocks if block.kind == "toml"))
    shown, usual = read_config(file), Config()
    assert (shown.lock, shown.sharing, shown.theme) == (IdleTimes(), SharingSettings(), usual.theme)
    assert (shown.referral.marking, shown.referral.encrypt) == (
        usual.referral.marking,
        usual.referral.encrypt,
    )
    ids = dict(line.split()[:2] for line in ce_tui("keys", "--ids").out.splitlines())
    assert shown.keys.items() <= ids.items()


def test_the_answers_shown_to_partners_hold_all_that_answers_may() -> None:
    shown = json.loads(next(block.text for block in PARTNERS.blocks if block.kind == "json"))
    others = {
        "set_aside",
        "placed_by",
        "council",
        "under_13",
        "family_before",
    }  # which the sentence before it names
    assert set(KEYS) - set(shown) == others
    assert others <= set(PARTNERS.code)


def test_the_outcome_shown_to_partners_is_the_one_they_get() -> None:
    answers = next(block.text for block in PARTNERS.blocks if block.kind == "json")
    got = ce_tui("evaluate", "-", stdin=answers)
    assert got.code == 0, got.err
    named = {key for row in PARTNERS.table("key") for key in in_backticks(row[0])}
    assert named == set(got.json)


def test_the_comparison_shown_to_partners_is_the_one_they_get(tmp_path: Path) -> None:
    answers = next(block.text for block in PARTNERS.blocks if block.kind == "json")
    earlier = tmp_path / "earlier.json"
    earlier.write_text(answers)
    got = ce_tui("compare", str(earlier), "-", "--json", stdin=answers)
    assert got.code == 0, got.err
    named = {key for row in PARTNERS.table("in a comparison") for key in in_backticks(row[0])}
    assert named == {*got.json, "done_then", "graver"}  # which two files of answers do not have


def test_the_actions_shown_to_partners_hold_all_that_an_action_may() -> None:
    named = {key for row in PARTNERS.table("in an action") for key in in_backticks(row[0])}
    assert named == {*Action.__struct_fields__, "id", "recorded_at", "recorded_by"}


def test_the_kinds_of_log_that_are_named_are_kinds() -> None:
    named = {
        key for row in page("docs/looking-after-a-store.md").table("kind") for key in in_backticks(row[0])
    }
    assert named and named <= set(get_args(Kind))


def settings_of(shape: type[msgspec.Struct], before: str = "") -> Iterator[str]:
    """The settings of a shape, "lock.idle"; of a table whose keys are free its own name."""
    for field in msgspec.structs.fields(shape):
        name = f"{before}{field.encode_name}"
        if isinstance(field.type, type) and issubclass(field.type, msgspec.Struct):
            yield from settings_of(field.type, f"{name}.")
        else:
            yield name


def names_of(table: dict[str, Any], before: str = "") -> Iterator[str]:
    for key, value in table.items():
        yield f"{before}{key}"
        if isinstance(value, dict):
            yield from names_of(value, f"{before}{key}.")


def test_the_pages_go_with_what_is_handed_on() -> None:
    """Into the archive for machines without internet, and into the source archive."""
    include = tomllib.loads((CHECKOUT / "pyproject.toml").read_text("utf-8"))
    handed_on = include["tool"]["hatch"]["build"]["targets"]["sdist"]["include"]
    linked = {link.partition("#")[0].partition("/")[0] for link in README.links}
    assert linked <= {name.removeprefix("/") for name in handed_on}
    copied = re.search(
        r"^cp -r (.*) \"\$house/\"$", (CHECKOUT / "scripts/wheelhouse.sh").read_text(), re.MULTILINE
    )
    assert copied is not None
    assert linked <= set(copied[1].split())


def test_everyone_on_the_pages_is_made_up() -> None:
    text = "".join(each.text for each in pages())
    assert set(re.findall(r"[\w.-]+@([\w.-]+\.\w+)", text)) <= {"hub.example.org"}
    numbers = {number for number in re.findall(r"\b0\d{4} \d{6}\b", text)}
    assert numbers and all(number.startswith("01632 960") for number in numbers)
